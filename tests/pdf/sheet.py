"""Make pages by hand, as the layout engine would: elements, and lines of shaped words one under the other."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from proceedings.typeset.fonts import Face
from proceedings.typeset.placement import About, Bookmark, Element, Glyph, Page, Pages, Placement, TextRun, gathered

FONTS = Path(__file__).parents[2] / "layouts" / "common" / "fonts"
A4 = (595.28, 841.89)
INK = "#1A1A1A"
LATIN = [
    *("serif-regular", "serif-semibold", "serif-italic", "display-semibold"),
    *("sans-regular", "sans-semibold", "sans-italic"),
]
"""The faces that have Latin letters."""


@cache
def faces() -> dict[str, Face]:
    return {path.stem: Face(path.stem, path) for path in sorted(FONTS.glob("*.ttf"))}


def glyphs(words: str, face: str = "serif-regular") -> tuple[Glyph, ...]:
    return faces()[face].shape(words).glyphs


def tool(name: str) -> str:
    """Find a program; without it a test is skipped, but fails where nobody would notice that."""
    found = shutil.which(name)
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{name} is not installed")
    return str(found)


@dataclass
class Sheet:
    """A document in the making: `line` sets words under what stands there already, `turn` begins a new page."""

    elements: list[Element] = field(default_factory=lambda: [Element("Document", -1)])
    done: list[Page] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    y: float = 72.0

    def element(self, role: str, parent: int = 0, **more: Any) -> int:
        self.elements.append(Element(role, parent, **more))
        return len(self.elements) - 1

    def line(self, words: str, element: int, *, face: str = "serif-regular", size: float = 11, **more: Any) -> TextRun:
        """Set words; a space at their end is one that the line break swallowed, as the layout engine hands it over."""
        drawn = more.pop("glyphs", None) or glyphs(words.rstrip(" "), face)
        run = TextRun(
            more.pop("x", 72.0), self.y, face, size, more.pop("colour", INK), (gathered(drawn),), words, element, **more
        )
        self.placements.append(run)
        self.y += 1.4 * size
        return run

    def add(self, placement: Placement) -> None:
        self.placements.append(placement)

    def paragraph(self, *lines: str, role: str = "P", parent: int = 0, **more: Any) -> int:
        element = self.element(role, parent)
        for words in lines:
            self.line(words, element, **more)
        return element

    def turn(self) -> None:
        self.done.append(Page(*A4, tuple(self.placements)))
        self.placements, self.y = [], 72.0

    def pages(
        self,
        about: About | None = None,
        outline: tuple[Bookmark, ...] = (),
        targets: tuple[tuple[str, int, float], ...] = (),
    ) -> Pages:
        last = Page(*A4, tuple(self.placements))
        return Pages((*self.done, last), tuple(self.elements), about or About("A brief"), outline, targets)
