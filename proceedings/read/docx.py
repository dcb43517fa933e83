"""Word files to a `Reading`: paragraphs, headings, list items and table rows in the order of the document (mammoth).

Left out, as on the printed page: comments, deleted text of tracked changes, pictures. Headers and footers are no text.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from xml.etree import ElementTree

import mammoth

from proceedings.errors import UnreadableError
from proceedings.limits import LIMITS, check, exceeded
from proceedings.read.blocks import blocks, text_of
from proceedings.read.reading import Reading

CORE = "docProps/core.xml"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"
BACK = re.compile(r'<a href="#(?:foot|end)note-ref-[^"]*">↑</a>')
"""The way back that stands after each footnote."""

NO_TITLES = re.compile(r"(?i)(?:document|untitled|microsoft word\b.*|normal|press release|.*\.docx?)?\s*\d*")
"""What programs and forms leave in the field for the title."""


def read(content: bytes, name: str) -> Reading:
    """Read a Word file. Raises UnreadableError for one that is encrypted, broken, or made to unpack without end."""
    refuse_bombs(content, name)
    try:
        made = mammoth.convert_to_html(
            BytesIO(content),
            style_map=STYLES,
            convert_image=mammoth.images.img_element(lambda image: {}),
            include_embedded_style_map=False,
            external_file_access=False,
        ).value
    except Exception as error:  # whatever a broken file makes the library stumble on
        raise UnreadableError(
            f"The Word file is damaged ({type(error).__name__}).",
            place=name,
            hint="Open it in Word, save it under a new name, and build from that.",
        ) from None
    return Reading(text_of(blocks(BACK.sub("", made), name)), title=title_of(content))


def refuse_bombs(content: bytes, name: str) -> None:
    """Raise UnreadableError for a file that would unpack to too much, or whose XML defines entities of its own."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
            check("zip entries", len(parts), name)
            check("unpacked", sum(part.file_size for part in parts), name)
            for part in parts:
                if part.file_size > 1_000_000:
                    check("zip ratio", part.file_size // max(1, part.compress_size), name)
                if part.flag_bits & 1:
                    raise UnreadableError(
                        "The Word file is protected by a password.", place=name, hint="Save it without the password first."
                    )
                if part.filename.endswith((".xml", ".rels")):
                    refuse_entities(packed, part, name)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        raise UnreadableError(
            "The Word file is damaged: a part of it cannot be unpacked.", place=name, hint="Copy or download it again."
        ) from None


def refuse_entities(packed: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """Raise UnreadableError when a part's XML has a document type: Word writes none, and entities can grow without end."""
    read_so_far = 0
    tail = b""
    with packed.open(part) as file:
        while chunk := file.read(1 << 16):
            read_so_far += len(chunk)
            if read_so_far > LIMITS["unpacked"].most:
                raise exceeded("unpacked", read_so_far, name)
            if b"<!DOCTYPE" in tail + chunk or b"<!ENTITY" in tail + chunk or "<!DOCTYPE".encode("utf-16-le") in tail + chunk:
                raise UnreadableError(
                    "The XML in the Word file defines entities, which can grow without end.",
                    place=name,
                    hint="No version of Word writes that; do not open it if you do not know who sent it.",
                )
            tail = chunk[-20:]


def title_of(content: bytes) -> str | None:
    """Read the title that the document's properties state."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            found = ElementTree.fromstring(packed.read(CORE)).findtext(TITLE)
    except (KeyError, ElementTree.ParseError, ValueError):
        return None
    title = " ".join((found or "").split())
    return title if title and not NO_TITLES.fullmatch(title) else None
