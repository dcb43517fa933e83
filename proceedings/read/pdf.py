"""PDFs to a `Reading`: the text of their pages, put together to paragraphs (pypdf)."""

from __future__ import annotations

import logging
import math
import re
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from proceedings.errors import ProceedingsError, UnreadableError
from proceedings.limits import LIMITS, check, exceeded
from proceedings.read.pages import Run, paragraphs
from proceedings.read.reading import Reading

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

OURS = "proceedings "
"""How the producer begins in the metadata of our own PDFs."""

NO_TITLES = re.compile(r"\.(?:docx?|indd|pdf|pptx?|html?)\b|^microsoft |^untitled|^slide ", re.I)
"""What programs leave in the field for the title."""

DAMAGED = "Open it in a PDF program, print it to a new PDF, and build from that."
SHOWN = 3
"""Running heads that a note shows."""

SCANNED = 8
"""Words that a page has on the average at least; fewer are what a scanner or a stamp leaves."""


def read(content: bytes, name: str) -> Reading:
    """Read a PDF. Raises UnreadableError for one that is encrypted, scanned, broken, too long, or of our own making."""
    try:
        reader = PdfReader(BytesIO(content), strict=False)
        open_locked(reader, name)
        refuse_ours(reader, name)
        check("pages", len(reader.pages), name)
        pages = [runs_of(page) for page in reader.pages]
        title = stated_title(reader)
    except ProceedingsError:
        raise
    except LimitReachedError:
        raise exceeded("stream", LIMITS["stream"].most, name) from None
    except (DependencyError, FileNotDecryptedError):
        raise locked(name) from None
    except Exception as error:  # whatever a broken file makes the library stumble on
        raise UnreadableError(f"The PDF is damaged ({type(error).__name__}).", place=name, hint=DAMAGED) from None
    texts, left_out, joined = paragraphs(pages)
    words = sum(len(text.split()) for text in texts)
    if words < SCANNED * len(pages):
        raise UnreadableError(
            "The PDF has pictures of pages and no text in them." if words else "There is no text in the PDF, only pictures.",
            place=name,
            hint="Let a text recognition program (OCR) read it, check what it gives, and build from that.",
        )
    noted = [f"{len(pages)} page{'s' * (len(pages) > 1)} read"]
    if left_out:
        shown = dict.fromkeys(f"“{text[:40]}”" for text in left_out)
        noted.append(f"running heads and page numbers left out ({', '.join(list(shown)[:SHOWN])}{' …' * (len(shown) > SHOWN)})")
    if joined:
        noted.append(f"{joined} word{'s' * (joined > 1)} joined that line ends had divided")
    note = f"The article was put together from a PDF: {', '.join(noted)}. Please compare it with the pages."
    return Reading("\n\n".join(texts) + "\n", title=title, notes=(note,))


def open_locked(reader: PdfReader, name: str) -> None:
    """Open a PDF that only forbids printing or copying; raise UnreadableError for one that needs a password to be read."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise locked(name)


def locked(name: str) -> UnreadableError:
    """Give the error for a PDF with a password."""
    return UnreadableError(
        "The PDF is protected by a password.",
        place=name,
        hint="Open it, print it to a new PDF without one, and build from that.",
    )


def refuse_ours(reader: PdfReader, name: str) -> None:
    """Raise UnreadableError for a brief or a sheet that proceedings made: it is what comes out, not what goes in."""
    producer = str(reader.metadata.get("/Producer", "")) if reader.metadata else ""
    if producer.startswith(OURS):
        raise UnreadableError(
            "This is a PDF that proceedings made, not an article.",
            place=name,
            hint="Build from the article itself; a brief carries it as an attachment.",
        )


def stated_title(reader: PdfReader) -> str | None:
    """Give the title that the metadata state, unless it is the name of a file."""
    title = " ".join(str(reader.metadata.get("/Title", "")).split()) if reader.metadata else ""
    return (
        title
        if " " in title and not re.search(r"(?i)\.(?:docx?|indd|pdf|pptx?|html?)\b|^microsoft |^untitled|^slide ", title)
        else None
    )


def runs_of(page: PageObject) -> list[Run]:
    """Give what a page shows, in the order in which it is drawn; text that is turned on its side is furniture."""
    found: list[Run] = []
    under_way: list[Any] = []

    def close(end: float | None, y: float) -> None:
        """End the run under way, where the next one begins if that stands on its baseline."""
        if not under_way:
            return
        text, x, at, size, font = under_way
        under_way.clear()
        width = 0.5 * size * len(text)
        reached = end is not None and abs(y - at) < 0.1 * size and x < end < x + 3 * width + size
        found.append(Run(text, x, end if reached and end is not None else x + width, at, size, font))

    def see(text: str, cm: list[float], tm: list[float], font: dict[str, Any] | None, size: float) -> None:
        a = tm[0] * cm[0] + tm[1] * cm[2]
        b = tm[0] * cm[1] + tm[1] * cm[3]
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if not (math.isfinite(x) and math.isfinite(y)):
            return
        if text.strip() == "" and text != " ":
            if text == "":
                close(x, y)
            return
        close(x, y)
        height = abs(float(size)) * math.hypot(a, b)
        if abs(b) < 0.2 * math.hypot(a, b) and 0.5 < height < 400:
            base = str((font or {}).get("/BaseFont", ""))
            under_way[:] = [text.strip("\n"), x, y, height, base]

    page.extract_text(visitor_text=see)
    close(None, 0.0)
    return found
