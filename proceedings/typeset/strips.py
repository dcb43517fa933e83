"""Strips: the bands of a page that are never divided, each with its distance from the one before.

Every distance is baseline to baseline (or baseline to rule), never box to box: a strip's `gap` counts from the last baseline
before it to its own first one, and its `depth` from its first to its last.
"""

from __future__ import annotations

from proceedings.typeset.lines import Line
from proceedings.typeset.markup import Node
from proceedings.typeset.placement import Element
from proceedings.values import dataclass, field


@dataclass(frozen=True, slots=True)
class Item:
    """A line or a rule in a strip: x from the page's left edge, dy from the strip's first baseline.

    order: rank in reading order; rule: width, thickness, colour; picture: width, height (it stands on dy), bytes,
    element.
    """

    order: int
    x: float
    dy: float
    line: Line | None = None
    rule: tuple[float, float, str] | None = None
    picture: tuple[float, float, bytes, int] | None = None


@dataclass(slots=True)
class Continuation:
    """A section whose label is set again when a page break divides it.

    column: where it hangs beside the text; below: for a label that stands over the text, the distance to it; None if it hangs.
    """

    items: list[Item]
    column: str
    below: float | None = None
    opened: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """A coloured ground behind a group of strips: from `top` over its first baseline to `bottom` under its last.

    bar: thickness and colour of the line along its upper edge.
    """

    x: float
    width: float
    top: float
    bottom: float
    colour: str
    bar: tuple[float, str]


@dataclass(slots=True)
class Strip:
    """A band of the page.

    breakable: a page may begin with it; divisible: it may at least where a group to be kept is longer than a page;
    discard: it vanishes at the head of a page; clear: it waits for hanging cells above it to end; pitch: it is the
    first of ruled lines that fill the page; hanging: how deep the cells in each column reach; fixed: items at
    absolute heights on whatever page the strip comes to stand.
    """

    gap: float
    items: list[Item]
    depth: float = 0
    breakable: bool = True
    divisible: bool = True
    discard: bool = False
    snap: bool = False
    clear: bool = False
    pitch: float = 0
    hanging: dict[str, float] = field(default_factory=dict)
    continuation: Continuation | None = None
    opens_section: bool = False
    panel: Panel | None = None
    headings: list[tuple[str, int]] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    fixed: list[tuple[float, Item]] = field(default_factory=list)

    @property
    def reach(self) -> float:
        """How far the strip reaches below its first baseline, with its hanging cells."""
        return max([self.depth, *self.hanging.values()])


@dataclass(slots=True)
class Aside:
    """A second stream beside the text: it begins beside the target `beside`, or at the head of the last page (None)."""

    beside: str | None
    strips: list[Strip]


@dataclass(slots=True)
class Flow:
    """A document in strips, before pages: its logical structure, its foot, its asides, its furniture."""

    strips: list[Strip]
    elements: list[Element]
    foot: list[Strip]
    foot_at: float
    asides: list[Aside]
    furniture: list[Node]
