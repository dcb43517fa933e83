"""Fill pages with strips: a flow in, pages of placements out.

A page takes strips while they fit, and ends at the last place where a break is allowed; nothing is stretched. A rule
at the head of a page vanishes; a section that goes on gets its label again; the foot hangs from the bottom edge of
the last page.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from proceedings.errors import FitError
from proceedings.typeset.blocks import Setter
from proceedings.typeset.fonts import Faces
from proceedings.typeset.images import no_images
from proceedings.typeset.lines import Line, merge_pieces
from proceedings.typeset.markup import Node
from proceedings.typeset.placement import (
    FURNITURE,
    About,
    Bookmark,
    Element,
    Fill,
    Page,
    Pages,
    Picture,
    Placement,
    Rule,
    TextRun,
)
from proceedings.typeset.strips import Aside, Flow, Item, Panel, Strip
from proceedings.typeset.theme import BASE, Style, Theme
from proceedings.values import dataclass, field, replace

FOOT_GAP = 12.0
"""The least distance in points between the text and a foot that hangs from the page's bottom edge."""


PANEL_HEAD = 14.0
"""A panel at the head of a page reaches so far over where the first line of text would stand."""

GROUND = -2
"""The rank of panels: painted before all else."""


@dataclass(slots=True)
class Sheet:
    """A page being filled: strips with the height of their first baselines, and how much of it is used."""

    strips: list[tuple[float, Strip]] = field(default_factory=list)
    beside: list[tuple[float, Strip]] = field(default_factory=list)
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
    for aside in flow.asides:
        fill_beside(aside, sheets, theme)
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
        if y + strip.reach > theme.last + 0.01:
            if at == lead:
                raise too_tall(strip)
            return break_before(sheet, strips, lead, at)
        if at == lead:
            y = say_continued(sheet, strip, y)
        place(sheet, strip, y)
        at += 1
    while sheet.strips and sheet.strips[-1][1].discard:
        sheet.strips.pop()
    return at


def say_continued(sheet: Sheet, strip: Strip, y: float) -> float:
    """Set the label of a section that goes on at the head of a page, beside its first strip or over it; gives that
    strip's height.
    """
    again = strip.continuation
    if again is None or strip.opens_section or not again.items:
        return y
    if again.below is not None:
        label = Strip(0, again.items, depth=again.items[-1].dy)
        place(sheet, label, y)
        return y + label.depth + again.below
    if again.column not in strip.hanging:
        strip.items = [*again.items, *strip.items]
        strip.hanging[again.column] = again.items[-1].dy
    return y


def fill_beside(aside: Aside, sheets: list[Sheet], theme: Theme) -> None:
    """Place an aside from its target downwards (one without, on the last page), and go on beside the pages that follow."""
    number, y = len(sheets) - 1, theme.later if len(sheets) > 1 else theme.first
    for n, sheet in enumerate(sheets):
        for at, strip in sheet.strips:
            if aside.beside in strip.targets:
                number, y = n, at
    groups: list[list[Strip]] = []
    for strip in aside.strips:
        if groups and not strip.breakable:
            groups[-1].append(strip)
        else:
            groups.append([strip])
    opens = True
    for group in groups:
        height = sum(s.gap for s in group[1:]) + group[-1].reach
        stands = sheets[number].beside
        top = stands[-1][0] + stands[-1][1].depth + group[0].gap if stands else y
        top = max(top, y) if opens else top
        if top + height > theme.last + 0.01 and stands:
            number += 1
            if number == len(sheets):
                sheets.append(Sheet())
            group = group[1:] if group[0].discard and len(group) > 1 else group
            top = theme.later
        for n, strip in enumerate(group):
            top += strip.gap if n else 0
            sheets[number].beside.append((top, strip))
            top += strip.depth
        opens = False


def too_tall(strip: Strip) -> FitError:
    """Say that one band of a page, a table row say, is taller than the page."""
    text = next(("".join(p.text for _, p in i.line.pieces) for i in strip.items if i.line is not None), "")
    return FitError(f"“{text.strip()[:40]}…” is in one piece taller than a page.", hint="Use a larger paper or smaller type.")


def height_of(sheet: Sheet, strip: Strip, theme: Theme, *, first: bool, lead: bool) -> float:
    """Give the height of a strip's first baseline on the page."""
    if lead:
        head = theme.first if first else theme.later
        return head + max(0.0, strip.panel.top - PANEL_HEAD) if strip.panel is not None else head
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
    """End the page before strip `at` or, where that may not begin a page, at the last strip before it that may.

    Gives the strip that begins the next page; rules left at the foot of this one go with it.
    """
    cut = next((i for i in range(at, lead, -1) if strips[i].breakable), None)
    if cut is None:
        cut = next((i for i in range(at, lead, -1) if strips[i].divisible), at)
    while cut > lead and strips[cut - 1].discard:
        cut -= 1
    if cut == lead:
        return at
    del sheet.strips[len(sheet.strips) - (at - cut) :]
    return cut


def typeset_pages(flow: Flow, filled: Filled, theme: Theme, faces: Faces, about: About) -> Pages:
    """Turn filled pages into placements, with furniture, outline and link targets."""
    pages: list[Page] = []
    outline: list[Bookmark] = []
    targets: list[tuple[str, int, float]] = []
    elements = list(flow.elements)
    for number, sheet in enumerate(filled.sheets):
        placed: list[tuple[int, Placement]] = []
        stands = [*sheet.strips, *sheet.beside]
        placed += [(GROUND, p) for p in grounds(stands)]
        for y, strip in stands:
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
        placed = [(order, said(p, elements)) for order, p in placed]
        pages.append(Page(theme.width, theme.height, tuple(p for _, p in placed)))
    return Pages(tuple(pages), tuple(elements), about, tuple(even_levels(outline)), tuple(targets))


def said(placement: Placement, elements: list[Element]) -> Placement:
    """Give a run from right to left an element of its own, which says how it is read."""
    if not isinstance(placement, TextRun) or not placement.reordered or placement.element == FURNITURE:
        return placement
    elements.append(Element("Span", placement.element, lang=placement.lang, actual=placement.text))
    return replace(placement, element=len(elements) - 1)


def grounds(stands: list[tuple[float, Strip]]) -> list[Placement]:
    """Give the panels behind a page's strips."""
    reach: dict[Panel, tuple[float, float]] = {}
    for y, strip in stands:
        if strip.panel is not None:
            top, _ = reach.get(strip.panel, (y, y))
            reach[strip.panel] = (top, y + strip.depth)
    found: list[Placement] = []
    for panel, (top, bottom) in reach.items():
        y, height = top - panel.top, bottom - top + panel.top + panel.bottom
        found.append(Fill(panel.x, y, panel.width, height, panel.colour))
        if panel.bar[0]:
            found.append(Rule(panel.x, y, panel.width, panel.bar[0], panel.bar[1]))
    return found


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
    if item.picture is not None:
        width, height, content, element = item.picture
        found.append(Picture(item.x, y - height, width, height, content, element))
    if item.line is not None:
        for run in merge_pieces(item.line):
            ink = run.ink
            found.append(
                TextRun(
                    x=item.x + run.x,
                    y=y - ink.rise,
                    face=run.face,
                    size=run.size,
                    colour=ink.colour,
                    words=tuple(run.words),
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
    parent = theme.style("document", [], (), BASE)
    for node in nodes:
        wanted = {"first": number == 1, "later": number > 1, "many": count > 1}
        if not all(wanted.get(c, True) for c in node.classes):
            continue
        inside = ("document", node.tag, *node.classes)
        setter = Setter(theme, faces, no_images)
        for child in node.children:
            if isinstance(child, str):
                continue
            style = theme.style(child.tag, child.classes, inside, parent)
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
