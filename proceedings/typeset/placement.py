"""Pages of placements: what the layout engine gives and the PDF writer paints. The seam between the two.

Lengths are points (1/72 inch); x counts from the left edge of the page, y from its top edge downwards. Text stands on its
baseline. Every piece of text belongs to one structure element (by index) or is furniture, which a screen reader skips.
"""

from __future__ import annotations

from collections.abc import Iterable

from proceedings.text import Span
from proceedings.values import dataclass, field

FURNITURE = -1
"""The element of what is no part of the document's text: rules, running heads, folios (PDF: artifacts)."""


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """One glyph: its id in the face, its advance and its offset in thousandths of an em, the text it stands for.

    text is "" for all but the first glyph of a cluster; a ligature's single glyph holds the text of all its letters.
    """

    id: int
    advance: float
    dx: float
    dy: float
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Shaped:
    """Glyphs that were shaped together, as a rule those of a word or a space, in visual order. Each is one of its kind, so
    that what has been made of it is found without looking into it.

    advance: of all its glyphs, in thousandths of an em; text: what they stand for, in their order.
    """

    glyphs: tuple[Glyph, ...]
    advance: float
    text: str


def gathered(glyphs: Iterable[Glyph]) -> Shaped:
    """Give glyphs as one."""
    together = tuple(glyphs)
    return Shaped(together, sum([g.advance for g in together]), "".join([g.text for g in together]))


@dataclass(frozen=True, slots=True)
class TextRun:
    """Words of one face, size and colour on one baseline, in visual order, left to right.

    text: the run's characters in logical order, with the space that a line break swallowed; span: the place in the
    source of the sentence they belong to, None for our own words; href: where a link leads ("https:…", "mailto:…",
    "#id"); lang: set only where it differs from the document's; reordered: glyph order is not reading order
    (right-to-left), so readers need `text`.
    """

    x: float
    y: float
    face: str
    size: float
    colour: str
    words: tuple[Shaped, ...]
    text: str
    element: int
    span: Span | None = None
    href: str | None = None
    lang: str | None = None
    reordered: bool = False

    @property
    def width(self) -> float:
        return sum([word.advance for word in self.words]) * self.size / 1000

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        return tuple([glyph for word in self.words for glyph in word.glyphs])


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight horizontal line, centred on y. Always furniture."""

    x: float
    y: float
    width: float
    thickness: float
    colour: str


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle behind the text; y is its top. Always furniture."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Picture:
    """An image (a brand's logo): the file's bytes, the box it fills; its element's `alt` describes it; y is its top."""

    x: float
    y: float
    width: float
    height: float
    content: bytes
    element: int


Placement = TextRun | Rule | Fill | Picture


@dataclass(frozen=True, slots=True)
class Element:
    """A node of the document's logical structure, named by its PDF role ("Document", "Sect", "H1", "P", "Table",
    "TD", "Link" …).

    parent: the index of the parent, always smaller than this element's own, -1 for the root; elements stand in reading order
    (depth first), but for those with an `actual`: the text to read where the glyphs stand in another order. scope: "Row" or
    "Column" on TH. id: the target name that links point at.
    """

    role: str
    parent: int
    id: str | None = None
    lang: str | None = None
    alt: str | None = None
    title: str | None = None
    scope: str | None = None
    actual: str | None = None


def source_title(span: Span, *, corrected: bool = False) -> str:
    """Name the element that holds the source's words at `span`, or what a human put in their place: `verify` reads it back."""
    return f"{'corrected' if corrected else 'source'} {span.start}:{span.end}"


def source_span(title: str, *, corrected: bool = False) -> Span | None:
    """Read back what `source_title` has written; None for any other title."""
    kind, _, places = title.partition(" ")
    start, _, end = places.partition(":")
    own = kind == ("corrected" if corrected else "source") and start.isdecimal() and end.isdecimal()
    return Span(int(start), int(end)) if own else None


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline; level counts from 0 and never skips one; page is an index."""

    title: str
    level: int
    page: int
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size and its placements, in the order in which they are to be read and painted."""

    width: float
    height: float
    placements: tuple[Placement, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of itself. date: ISO "2026-11-24" or None (then the metadata carry a fixed date)."""

    title: str
    lang: str = "en"
    subject: str = ""
    author: str = ""
    keywords: tuple[str, ...] = ()
    date: str | None = None
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    """A typeset document: pages, structure, outline, and what it says of itself."""

    pages: tuple[Page, ...]
    elements: tuple[Element, ...]
    about: About
    outline: tuple[Bookmark, ...] = field(default=())
    targets: tuple[tuple[str, int, float], ...] = field(default=())  # id, page, y
