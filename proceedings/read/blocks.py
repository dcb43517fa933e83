"""Markup to paragraphs: HTML in, blocks of text out. Headings, list items and table rows are blocks of their own.

It reads what other programs made of documents (a Word file, a mail, the main part of a page), so it obeys nothing: no script,
no style, no link, no image.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from proceedings.limits import check
from proceedings.values import dataclass

BREAKING = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main nav ol p pre section summary table tbody td tfoot th thead "
    "tr ul".split()
)
"""Elements that begin a block."""

SILENT = frozenset(
    "script style template noscript iframe object svg math select textarea canvas audio video head button".split()
)
"""Elements whose content is not read."""

AROUND = frozenset("nav aside footer form menu dialog".split())
"""Elements that stand around an article rather than in it."""

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I)
ITEM = "• "
CELLS = " | "
SPACE = re.compile(r"[^\S\n\xa0]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table row: its words on one line, or on several where the markup breaks lines.

    tag: the element that it was; main: it stands inside an article or main element.
    """

    text: str
    tag: str = "p"
    main: bool = False


@dataclass
class _Row:
    """A table row under way: where its blocks begin, how many cells have ended; plain: none has more than one block."""

    at: int
    cells: int = 0
    plain: bool = True


class Markup(HTMLParser):
    """Python's parser, but for `<![…`: where no SGML knows what follows it gives up; browsers pass on to the next ">"."""

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        if self.rawdata.startswith("<![CDATA[", i):
            return super().parse_marked_section(i, report)
        return self.parse_bogus_comment(i, report)


class _Reader(Markup):
    """Gather blocks from markup."""

    def __init__(self, place: str, whole: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.place = place
        self.skipped = SILENT if whole else SILENT | AROUND
        self.blocks: list[Block] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.lists: list[int | None] = []
        self.rows: list[_Row] = []
        self.silent = 0
        self.mark = ""
        self.main = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.words.append("\n")
        if tag in VOID:
            if tag == "hr":
                self.flush()
            return
        self.open.append(tag)
        check("nesting", len(self.open), self.place)
        attributes = dict(attrs)
        hidden = "hidden" in attributes or HIDDEN.search(attributes.get("style") or "")
        if self.silent or tag in self.skipped or hidden:
            self.silent += 1
            return
        if tag in BREAKING:
            self.flush()
        if tag in ("article", "main"):
            self.main += 1
        elif tag in ("ol", "ul"):
            self.lists.append(start_of(attributes) if tag == "ol" else None)
        elif tag == "li":
            self.mark = self.next_mark()
        elif tag == "tr":
            self.rows.append(_Row(at=len(self.blocks)))
        elif tag == "q":
            self.words.append("“")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.open:
            return
        while self.open:
            closed = self.open.pop()
            self.close_element(closed)
            if closed == tag:
                break

    def close_element(self, tag: str) -> None:
        """Do what the end of an element asks for, whether it is written or implied."""
        if self.silent:
            self.silent -= 1
            return
        if tag in BREAKING:
            self.flush(tag)
        if tag in ("article", "main"):
            self.main -= 1
        elif tag in ("ol", "ul") and self.lists:
            self.lists.pop()
        elif tag in ("td", "th") and self.rows:
            row = self.rows[-1]
            row.cells += 1
            row.plain &= len(self.blocks) - row.at <= row.cells
        elif tag == "tr" and self.rows:
            self.close_row(self.rows.pop())
        elif tag == "q":
            self.words.append("”")

    def close_row(self, row: _Row) -> None:
        """Make one block of the cells of a row, unless the table only arranges the page."""
        cells = self.blocks[row.at :]
        if row.plain and len(cells) > 1 and not any("\n" in c.text for c in cells) and sum(len(c.text) for c in cells) < 400:
            self.blocks[row.at :] = [Block(CELLS.join(c.text for c in cells), "tr", cells[0].main)]

    def next_mark(self) -> str:
        """Give the mark of the next list item."""
        if not self.lists or self.lists[-1] is None:
            return ITEM
        number = self.lists[-1]
        self.lists[-1] = number + 1
        return f"{number}. "

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data if "pre" in self.open else SPACE.sub(" ", data.replace("\n", " ")))

    def flush(self, tag: str = "p") -> None:
        """End the block under way."""
        lines = [SPACE.sub(" ", line).strip() for line in "".join(self.words).split("\n")]
        self.words.clear()
        for part in re.split(r"\n{2,}", "\n".join(lines).strip("\n")):
            if part.strip():
                self.blocks.append(
                    Block(self.mark + part, tag if tag in HEADINGS else "li" if self.mark else "p", self.main > 0)
                )
                self.mark = ""


def start_of(attributes: dict[str, str | None]) -> int:
    """Read the number that a list begins with."""
    start = attributes.get("start") or "1"
    return int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1


def blocks(markup: str, place: str, whole: bool = True) -> list[Block]:
    """Give the blocks of a piece of HTML in order. whole: with what stands around the article (menus, footers)."""
    reader = _Reader(place, whole)
    reader.feed(markup)
    reader.close()
    while reader.open:
        reader.close_element(reader.open.pop())
    reader.flush()
    return reader.blocks


def text_of(found: list[Block]) -> str:
    """Give the blocks as a text: parted by blank lines, list items that follow each other by line breaks only."""
    parts: list[str] = []
    for i, block in enumerate(found):
        if i:
            parts.append("\n" if block.tag == found[i - 1].tag == "li" else "\n\n")
        parts.append(block.text)
    return "".join(parts) + "\n" if parts else ""
