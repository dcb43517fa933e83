"""Fill pages with strips: a flow in, pages of placements out.

A page takes strips while they fit, and ends at the last place where a break is allowed; nothing is stretched. A rule
at the head of a page vanishes; a section that goes on gets its label again; the foot hangs from the bottom edge of
the last page.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from proceedings.typeset.blocks import Flow, Item, Setter, Strip
from proceedings.typeset.fonts import Faces
from proceedings.typeset.lines import Line, merge_pieces
from proceedings.typeset.markup import Node
from proceedings.typeset.placement import FURNITURE, About, Bookmark, Page, Pages, Placement, Rule, TextRun
from proceedings.typeset.theme import BASE, Style, Theme

FOOT_GAP = 18.0
"""The least distance in points between the text and a foot that hangs from the page's bottom edge."""


@dataclass(slots=True)
class Sheet:
    """A page being filled: strips with the height of their first baselines, and how much of it is used."""

    strips: list[tuple[float, Strip]] = field(default_factory=list)
    y: float = 0.0
    hanging: dict[str, float] = field(default_factory=dict)

    @property
    def bottom(self) -> float:
        return max([self.y, *self.hanging.values()])


@dataclass(frozen=True, slots=True)
class Filled:
    """Pages before painting, and the height in points that stays free on the last."""

    sheets: list[Sheet]
    free: float


def fill_pages(flow: Flow, theme: Theme) -> Filled:
    """Distribute a flow's strips over pages."""
    foot_height = sum(s.gap for s in flow.foot[1:]) + (flow.foot[-1].depth if flow.foot else 0)
    foot_top = theme.height - flow.foot_at - foot_height if flow.foot else math.inf
    sheets: list[Sheet] = []
    at = 0
    while at < len(flow.strips):
        sheet = Sheet()
        at = fill(sheet, flow.strips, at, theme, first=not sheets)
        sheets.append(sheet)
    sheets = sheets or [Sheet(y=theme.first)]
    if flow.foot:
        if sheets[-1].bottom > foot_top - FOOT_GAP:
            sheets.append(Sheet())
        y = foot_top
        for n, strip in enumerate(flow.foot):
            y += strip.gap if n else 0
            sheets[-1].strips.append((y, strip))
    limit = min(theme.last, foot_top - FOOT_GAP)
    free = limit - sheets[-1].bottom
    for y, strip in sheets[-1].strips:
        if strip.pitch:
            rule = strip.items[-1]
            strip.items += [replace(rule, dy=n * strip.pitch) for n in range(1, int((limit - y) / strip.pitch) + 1)]
    return Filled(sheets, free)


def fill(sheet: Sheet, strips: list[Strip], start: int, theme: Theme, *, first: bool) -> int:
    """Fill one page from strip `start`; gives the index of the strip that begins the next."""
    at = start
    while at < len(strips) and strips[at].discard:
        if strips[at].fixed:
            break
        at += 1
    lead = at
    while at < len(strips):
        strip = strips[at]
        y = height_of(sheet, strip, theme, first=first, lead=at == lead)
        deepest = max([strip.depth, *strip.hanging.values()])
        if y + deepest > theme.last + 0.01 and at > lead:
            return break_before(sheet, strips, lead, at)
        if (
            at == lead
            and strip.continuation
            and not strip.opens_section
            and not any(c == strip.continuation.column for c in strip.hanging)
        ):
            strip.items = [*strip.continuation.items, *strip.items]
            strip.hanging[strip.continuation.column] = max(i.dy for i in strip.continuation.items)
        place(sheet, strip, y)
        at += 1
    while sheet.strips and sheet.strips[-1][1].discard:
        sheet.strips.pop()
    return at


def height_of(sheet: Sheet, strip: Strip, theme: Theme, *, first: bool, lead: bool) -> float:
    """Give the height of a strip's first baseline on the page."""
    if lead:
        return theme.first if first else theme.later
    y = sheet.y + strip.gap
    if strip.clear:
        y = max(y, *(end + strip.gap for end in sheet.hanging.values())) if sheet.hanging else y
    for column in strip.hanging:
        if column in sheet.hanging:
            y = max(y, sheet.hanging[column] + min(strip.gap, 15.0))
    if strip.snap:
        half = theme.grid / 2
        y = math.ceil((y - theme.later) / half - 0.01) * half + theme.later
    return y


def place(sheet: Sheet, strip: Strip, y: float) -> None:
    """Put a strip on the page."""
    sheet.strips.append((y, strip))
    sheet.y = y + strip.depth
    for column, depth in strip.hanging.items():
        sheet.hanging[column] = y + depth


def break_before(sheet: Sheet, strips: list[Strip], lead: int, at: int) -> int:
    """End the page before strip `at` or, where that may not begin a page, at the last strip before it that may."""
    cut = at
    while cut > lead and not strips[cut].breakable:
        cut -= 1
    if cut == lead:
        cut = at
    keep = cut - lead
    while keep and sheet.strips[keep - 1][1].discard:
        keep -= 1
        cut -= 1
    del sheet.strips[keep:]
    return cut if keep else at


def typeset_pages(flow: Flow, filled: Filled, theme: Theme, faces: Faces, about: About) -> Pages:
    """Turn filled pages into placements, with furniture, outline and link targets."""
    pages: list[Page] = []
    outline: list[Bookmark] = []
    targets: list[tuple[str, int, float]] = []
    for number, sheet in enumerate(filled.sheets):
        placed: list[tuple[int, Placement]] = []
        for y, strip in sheet.strips:
            for item in strip.items:
                placed += [(item.order, p) for p in place_item(item, y + item.dy)]
            for fixed_y, item in strip.fixed:
                at = fixed_y if fixed_y >= 0 else theme.height + fixed_y
                placed += [(item.order, p) for p in place_item(item, at)]
            outline += [Bookmark(title, level, number, y) for title, level in strip.headings]
            targets += [(name, number, y) for name in strip.targets]
        furniture = furnish(flow.furniture, theme, faces, number + 1, len(filled.sheets))
        placed += [(-1, p) for y, item in furniture for p in place_item(item, y)]
        placed.sort(key=lambda pair: pair[0])
        pages.append(Page(theme.width, theme.height, tuple(p for _, p in placed)))
    return Pages(tuple(pages), tuple(flow.elements), about, tuple(even_levels(outline)), tuple(targets))


def even_levels(outline: Iterable[Bookmark]) -> Iterable[Bookmark]:
    """Make the outline's levels begin at 0 and never skip one."""
    deepest = -1
    for mark in outline:
        level = min(mark.level, deepest + 1)
        deepest = level
        yield Bookmark(mark.title, level, mark.page, mark.y)


def place_item(item: Item, y: float) -> list[Placement]:
    """Give the placements of an item whose baseline (or rule) stands at height y."""
    found: list[Placement] = []
    if item.rule is not None:
        width, thickness, colour = item.rule
        found.append(Rule(item.x, y, width, thickness, colour))
    if item.line is not None:
        for run in merge_pieces(item.line):
            ink = run.ink
            found.append(
                TextRun(
                    x=item.x + run.x,
                    y=y - ink.rise,
                    face=run.face,
                    size=ink.size,
                    colour=ink.colour,
                    glyphs=tuple(run.glyphs),
                    text=run.text,
                    element=ink.element,
                    span=ink.span,
                    href=ink.href,
                    lang=ink.lang,
                    reordered=run.level % 2 == 1,
                )
            )
    return found


def furnish(nodes: list[Node], theme: Theme, faces: Faces, number: int, count: int) -> list[tuple[float, Item]]:
    """Set the headers and footers of page `number` of `count`: class "first" on the first page only, "later" on the others."""
    found: list[tuple[float, Item]] = []
    for node in nodes:
        wanted = {"first": number == 1, "later": number > 1, "many": count > 1}
        if not all(wanted.get(c, True) for c in node.classes):
            continue
        inside = ("document", node.tag, *node.classes)
        setter = Setter(theme, faces)
        for child in node.children:
            if isinstance(child, str):
                continue
            style = theme.style(child.tag, child.classes, inside, BASE)
            x, width = setter.column(style, child)
            at = style.y or 0.0
            y = at if at >= 0 else theme.height + at
            if child.tag == "hr":
                found.append((y, Item(-1, x, 0, rule=(width, style.rule, style.colour))))
                continue
            numbered = fill_in(child, number, count)
            line = one_line(setter, numbered, (*inside, child.tag, *child.classes), style)
            if line is not None:
                found.append((y, Item(-1, setter.align(x, width, style, line), 0, line)))
    return found


def one_line(setter: Setter, children: list[Node | str], inside: tuple[str, ...], style: Style) -> Line | None:
    """Set furniture on one line; what does not fit is cut at a word and ends in an ellipsis."""
    lines = setter.lines(children, inside, style, FURNITURE)
    if len(lines) <= 1:
        return lines[0] if lines else None
    words = "".join(p.text for _, p in lines[0].pieces).split()
    while words:
        shortened = setter.lines([" ".join(words).rstrip(",;:–—") + "…"], inside, style, FURNITURE)
        if len(shortened) == 1:
            return shortened[0]
        words.pop()
    return lines[0]


def fill_in(node: Node, number: int, count: int) -> list[Node | str]:
    """Give a node's children with <span class="page"/> and <span class="pages"/> as numbers."""
    values = {"page": str(number), "pages": str(count)}
    found: list[Node | str] = []
    for child in node.children:
        if isinstance(child, Node):
            value = next((values[c] for c in child.classes if c in values), None)
            found.append(value if value is not None else child)
        else:
            found.append(child)
    return found


__all__ = ["Filled", "fill_pages", "typeset_pages"]
