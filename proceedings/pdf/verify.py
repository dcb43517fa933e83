"""Verify a paper against the article it says it was made from: file and source in, findings out.

Every piece of the source's words is an element that names its place there; its text, read through the tags, must be
the source's at that place, letter for letter (white space apart, which line breaks change). A paper from which names are
withheld is compared with the source scrubbed once more in the same way.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

from pypdf.errors import PyPdfError

from proceedings.errors import CheckError, ProceedingsError, UnreadableError
from proceedings.model import AttributionMode
from proceedings.pdf.readback import Mark, ReadBack, Tag, resolved
from proceedings.read import read_bytes
from proceedings.revise.approval import changed_since, content_of, day_of
from proceedings.revise.overlay import Revision
from proceedings.scrub import scrub
from proceedings.structure import structure
from proceedings.structure.lines import bare
from proceedings.text import Source, Span
from proceedings.typeset.edition import labels, long_date
from proceedings.typeset.placement import source_span, source_title
from proceedings.values import dataclass

NAMED = AttributionMode.NAMED
BODY = frozenset({"P", "LBody", "BlockQuote"})
IDENTIFIER = ".//{http://purl.org/dc/elements/1.1/}identifier"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found: how many pieces of the source were compared, and a sentence for whatever is wrong."""

    source: str
    compared: int
    findings: tuple[str, ...]


def verify(content: bytes, original: bytes | None = None, name: str = "", revision: Revision | None = None) -> Verdict:
    """Compare a PDF with the article it was made from: `original`, or else the one it carries.

    revision: the article with what people decided of it; without it, the paper's own data say what was corrected.
    Raises UnreadableError when it is no PDF of ours or a damaged one, CheckError when there is no article to compare it with.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it would report to the terminal by itself
    try:
        return read_and_compare(content, original, name, revision)
    except ProceedingsError:
        raise
    except Exception as error:  # whatever a damaged file makes its reader stumble on
        raise UnreadableError(
            f"The PDF is damaged, or was changed after it was made ({type(error).__name__}).",
            place=name,
            hint="Build it again from the article, or get the file once more.",
        ) from error


def read_and_compare(content: bytes, original: bytes | None, name: str, revision: Revision | None) -> Verdict:
    """Read a PDF back, and compare it with its article."""
    try:
        read = ReadBack(content)
        attached = read.reader.attachments
        identifier = stated_identifier(read)
        mode = stated_mode(read)
    except (PyPdfError, ValueError, KeyError, ElementTree.ParseError) as error:
        raise UnreadableError(
            "This is no PDF that proceedings has made.",
            place=name,
            hint="Name a brief or a sheet, for example out/article-brief.pdf.",
        ) from error
    if original is None:
        found = next(((n, c[0]) for n, c in attached.items() if not n.endswith(".proceedings.json")), None)
        if found is None:
            withheld = f"Names are withheld in it ({labels()[f'mode_{mode.value}']}), so t" if mode is not NAMED else "T"
            raise CheckError(
                f"{withheld}he paper carries no article to compare it with.",
                place=name,
                hint="Name the article after it: proceedings verify FILE.pdf article.txt",
            )
        name, original = found
    source = read_bytes(original, name)
    revised = revision.proceedings if revision is not None else None
    if mode is not NAMED:
        revised = scrub(revised if revised is not None else structure(source), mode, labels())
        source = revised.source
    findings = [*compare_digest(identifier, original), *compare_approval(read, revision)]
    compared = 0
    attachment = next((c[0] for n, c in attached.items() if n.endswith(".proceedings.json")), None)
    data = json.loads(attachment) if attachment is not None else {"sentences": [], "sessions": []}
    if revised is not None:
        corrected = {s.span: s.corrected for s in revised.sentences if s.corrected is not None}
    else:
        corrected = {Span(*s["span"]): s["corrected"] for s in data["sentences"] if s.get("corrected") is not None}
    for top in read.tree:
        for tag in top.walk():
            compared += source_span(str(tag.entries.get("/T", ""))) is not None
            findings += compare(read, tag, source)
            findings += compare_corrected(read, tag, source, corrected)
    findings += compare_sentences(read, source, data)
    if not compared:
        findings.append("it has no words that say from which place of the source they come")
    return Verdict(name, compared, tuple(findings))


def stated_identifier(read: ReadBack) -> str:
    """Read the digest of the source that the metadata state, "" if none."""
    metadata = resolved(read.catalog.get("/Metadata"))
    found = ElementTree.fromstring(metadata.get_data()).find(IDENTIFIER) if metadata else None
    return (found.text or "") if found is not None else ""


def stated_mode(read: ReadBack) -> AttributionMode:
    """Read from the keywords who may be told to have said what."""
    stated = read.reader.metadata
    keywords = (stated.keywords or "").split(", ") if stated is not None else []
    return next((m for m in AttributionMode if m is not NAMED and labels()[f"mode_{m.value}"] in keywords), NAMED)


def compare_digest(identifier: str, original: bytes) -> Iterator[str]:
    """Compare the digest that the paper states with that of the article."""
    digest = hashlib.sha256(original).hexdigest()
    if identifier != digest:
        stated = f"it was made from SHA-256 {identifier[:12]}" if identifier else "it states no source"
        yield f"{stated}, the article is {digest[:12]}"


def compare_approval(read: ReadBack, revision: Revision | None) -> Iterator[str]:
    """Compare who reviewed the edition, where the paper says so, with the approval at hand and what it was given for."""
    if revision is None:
        return
    note = re.escape(labels()["reviewed_note"]).replace(r"\{by\}", "(?P<by>.+)").replace(r"\{date\}", r"(?P<date>\d+ \w+ \d+)")
    bodies = (tag for top in read.tree for tag in top.walk() if tag.role in BODY)
    told = next((m for tag in bodies if (m := re.search(note, squeezed(read.text(tag))))), None)
    if told is None:
        return
    approval = revision.sidecar.approval
    if approval is None or (told["by"], told["date"]) != (squeezed(approval.by), squeezed(long_date(day_of(approval)))):
        yield f"it says that {told['by']} reviewed it on {told['date']}, and the corrections at hand hold no such approval"
    elif changed := changed_since(approval, content_of(revision)):
        yield f"it was reviewed, and changed since: {', '.join(changed)}"


def compare_sentences(read: ReadBack, source: Source, data: dict[str, Any]) -> Iterator[str]:
    """Look for every sentence that the attached data call used: a brief leaves none out."""
    titles = {str(tag.entries["/T"]) for top in read.tree for tag in top.walk() if "/T" in tag.entries}
    headings = {words for session in data["sessions"] if (words := session["title"])}
    for sentence in data["sentences"]:
        span = Span(*sentence["span"])
        corrected = sentence.get("corrected") is not None
        printed = {source_title(s, corrected=corrected) for s in (span, bare(source, span))}  # with its bullet, or without
        missing = not printed & titles and sentence["section"] not in ("headline", "boilerplate")
        if missing and not (sentence["shape"] == "heading" and any(h in source.words(span) for h in headings)):
            yield f"“{shortened(squeezed(source.words(span)))}” ({source.place(span.start)}) is missing"


def compare(read: ReadBack, tag: Tag, source: Source) -> Iterator[str]:
    """Compare one element: a piece of the source with its place there; a paragraph of such pieces may hold nothing else."""
    span = source_span(str(tag.entries.get("/T", "")))
    if span is not None:
        printed, own = squeezed(read.text(tag)), squeezed(source.words(span))
        if printed != own:
            yield f"{where(tag)}: “{shortened(printed)}” is “{shortened(own)}” in the source ({source.place(span.start)})"
    elif tag.role in BODY and any(holds_source(kid) for kid in tag.kids):
        loose = "".join(read.said(tag, kid) for kid in tag.kids if isinstance(kid, Mark))
        if any(c.isalnum() for c in loose):
            yield f"{where(tag)}: “{shortened(squeezed(loose))}” stands among the source’s words and is none of them"


def compare_corrected(read: ReadBack, tag: Tag, source: Source, corrected: Mapping[Span, str]) -> Iterator[str]:
    """Compare one element that stands in the place of a sentence with what a human put there."""
    span = source_span(str(tag.entries.get("/T", "")), corrected=True)
    if span is None:
        return
    printed, own = squeezed(read.text(tag)), shortened(squeezed(source.words(span)))
    if span not in corrected:
        yield f"{where(tag)}: “{shortened(printed)}” stands in the place of “{own}”, and no correction at hand says so"
    elif printed != squeezed(corrected[span]):
        yield f"{where(tag)}: “{shortened(printed)}” is “{shortened(squeezed(corrected[span]))}” in the corrections"


def holds_source(kid: object) -> bool:
    title = str(kid.entries.get("/T", "")) if isinstance(kid, Tag) else ""
    return source_span(title) is not None or source_span(title, corrected=True) is not None


LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
"""Characters for ligatures, which a PDF gives back as the letters that they are."""


def squeezed(text: str) -> str:
    """Reduce white space to single spaces, and ligatures to letters."""
    return " ".join(text.translate(LIGATURES).split())


def shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def where(tag: Tag) -> str:
    page = next((mark.page for mark in tag.marks()), None)
    return "no page" if page is None else f"page {page + 1}"
