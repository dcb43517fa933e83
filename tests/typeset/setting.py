"""Set a few words or a little markup in the faces that ship, to look at lines and pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from proceedings.typeset import open_layout
from proceedings.typeset.blocks import set_blocks
from proceedings.typeset.fonts import Faces
from proceedings.typeset.lines import Ink, Line, Stretch, set_lines
from proceedings.typeset.markup import parse
from proceedings.typeset.pages import fill_pages, typeset_pages
from proceedings.typeset.placement import About, Page, Pages, Rule, TextRun
from proceedings.typeset.theme import MM, Theme, load_theme

INK = Ink("serif", 11, "#1A1A1A", 0)
TEXT = 124 * MM
"""The measure of the diplomatic layout's text, in points."""


@cache
def faces() -> Faces:
    return open_layout("diplomatic", "a4").faces


def lines(text: str, measure: float = TEXT, breaking: str = "fit") -> list[Line]:
    return set_lines([Stretch(text, INK)], faces(), measure, breaking)


def words_of(line: Line) -> str:
    return "".join(piece.text for _, piece in line.pieces)


def set_text(text: str, measure: float = TEXT, breaking: str = "fit") -> list[str]:
    """Set text and give its lines as text, without the space at their ends."""
    return [words_of(line).rstrip(" ") for line in lines(text, measure, breaking)]


def width(text: str) -> float:
    (line,) = lines(text, 10_000)
    return line.width


STYLES: dict[str, Any] = {
    "document": {"size": 11, "leading": 15, "column": "text"},
    "p": {"above": 22.5},
    "li": {"above": 22.5},
    "h1": {"size": 20, "leading": 24, "keep_next": True},
    "h2": {"above": 30, "keep_next": True},
    "dt": {"column": "label", "hang": True},
    "dd": {"above": 15},
    "tr": {"above": 16},
    "th": {"column": "label"},
    "label": {"size": 9, "leading": 12, "column": "label", "hang": True, "keep_next": True},
    "number": {"size": 9, "column": "number", "align": "right", "hang": True},
    "continued": {"size": 9, "leading": 12, "column": "label"},
    "rule": {"rule": 0.5, "above": 12, "below": 18},
    "kept": {"keep": True},
    "running": {"size": 9, "y": 60, "column": "text"},
    "folio": {"size": 9, "y": -40, "align": "center", "column": "text"},
    "foot": {"size": 8, "leading": 11, "foot": 50},
    "small": {"size": 8, "leading": 11, "above": 11},
    "b": {"weight": "semibold"},
}


def theme(styles: dict[str, Any] | None = None, **page: float) -> Theme:
    tables = {
        "page": {"first": 100, "later": 80, "last": 60, "grid": 15} | page,
        "columns": {"text": [62, 124], "label": [20, 30], "number": [52, 6]},
        "style": STYLES | (styles or {}),
    }
    return load_theme(Path("little/theme.toml"), "brief", "a4", tables=tables)


def typeset(markup: str, styles: dict[str, Any] | None = None, **page: float) -> Pages:
    """Typeset markup (what stands between <document> and </document>) in a little theme."""
    little = theme(styles, **page)
    flow = set_blocks(parse(f"<document>{markup}</document>", "little.html"), little, faces())
    return typeset_pages(flow, fill_pages(flow, little), little, faces(), About("Little"))


def runs(page: Page) -> list[TextRun]:
    return [p for p in page.placements if isinstance(p, TextRun)]


def rules(page: Page) -> list[Rule]:
    return [p for p in page.placements if isinstance(p, Rule)]


def baseline(pages: Pages, words: str) -> tuple[int, float]:
    """Give the page and the height of the line that begins with these words."""
    for number, page in enumerate(pages.pages):
        for run in runs(page):
            if run.text.startswith(words):
                return number, run.y
    raise AssertionError(f"“{words}” is not on the pages")


def step(pages: Pages, one: str, other: str) -> float:
    """Give the distance of two baselines of one page."""
    (page, above), (other_page, below) = baseline(pages, one), baseline(pages, other)
    assert page == other_page, f"“{one}” and “{other}” are on two pages"
    return below - above


def text_of(page: Page) -> str:
    """Give the words of a page as they are read, element by element, furniture apart."""
    said = [run for run in runs(page) if run.element >= 0]
    pairs = zip([None, *said], said, strict=False)
    text = "".join((" " if before and before.element != run.element else "") + run.text for before, run in pairs)
    return " ".join(text.split())
