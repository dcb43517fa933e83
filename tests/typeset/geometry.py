"""Check pages for the facts of their geometry: what must be true of every document, whatever it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from proceedings.typeset.fonts import Faces
from proceedings.typeset.placement import FURNITURE, Fill, Pages, Rule, TextRun
from proceedings.typeset.theme import MM, Theme

TOP_AND_BOTTOM = 16 * MM
SIDES = 12 * MM
WHOLE = 6
"""Paragraphs of up to so many lines are not divided."""
NEAR = 0.3
"""Points by which boxes may touch: marks of italics and rounding."""


@dataclass(frozen=True)
class Box:
    """What a run of text blackens: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > NEAR and down > NEAR


def faults(pages: Pages, theme: Theme, faces: Faces) -> list[str]:
    """Say everything that is wrong with the pages, one sentence a fault."""

    @cache
    def extents(face: str, glyph: int) -> tuple[float, float]:
        """Give how far a glyph reaches above and below the baseline, in thousandths of an em."""
        found = faces[face].hb_font.get_glyph_extents(glyph)
        if found is None or not found.height:
            return 0.0, 0.0
        scale = 1000 / faces[face].upem
        return found.y_bearing * scale, -(found.y_bearing + found.height) * scale

    def box(run: TextRun) -> Box | None:
        if not run.text.strip():
            return None
        reach = [extents(run.face, glyph.id) for glyph in run.glyphs]
        tail = run.glyphs[-1].advance if run.glyphs[-1].text == " " else 0
        top, bottom = max(up for up, _ in reach), max(down for _, down in reach)
        right = run.x + run.width - tail * run.size / 1000
        return Box(run.x, run.y - top * run.size / 1000, right, run.y + bottom * run.size / 1000)

    return [
        *safe_area(pages, box),
        *overlaps(pages, box),
        *columns(pages, theme, box),
        *feet(pages, theme),
        *rules(pages, theme, box),
        *panels(pages, box),
        *contrasts(pages),
        *paragraphs(pages),
        *headings(pages),
        *structure(pages),
        *letters(pages),
    ]


def boxes(pages: Pages, box) -> Iterator[tuple[int, list[tuple[TextRun, Box]]]]:  # type: ignore[no-untyped-def]
    for number, page in enumerate(pages.pages, 1):
        yield number, [(run, b) for run in page.placements if isinstance(run, TextRun) and (b := box(run))]


def safe_area(pages: Pages, box) -> Iterator[str]:  # type: ignore[no-untyped-def]
    for number, found in boxes(pages, box):
        page = pages.pages[number - 1]
        for run, b in found:
            if b.top < TOP_AND_BOTTOM or b.bottom > page.height - TOP_AND_BOTTOM:
                yield f"page {number}: “{run.text}” stands {min(b.top, page.height - b.bottom) / MM:.1f} mm from the edge"
            if b.left < SIDES or b.right > page.width - SIDES:
                yield f"page {number}: “{run.text}” stands too near to the side"
        for rule in page.placements:
            if isinstance(rule, Rule):
                across = rule.x >= SIDES and rule.x + rule.width <= page.width - SIDES
                if not across or not TOP_AND_BOTTOM <= rule.y <= page.height - TOP_AND_BOTTOM:
                    yield f"page {number}: a rule at {rule.y:.1f} leaves the safe area"


def overlaps(pages: Pages, box) -> Iterator[str]:  # type: ignore[no-untyped-def]
    for number, found in boxes(pages, box):
        found.sort(key=lambda pair: pair[1].top)
        for i, (run, b) in enumerate(found):
            for other, c in found[i + 1 :]:
                if c.top > b.bottom:
                    break
                if b.meets(c):
                    yield f"page {number}: “{run.text}” lies on “{other.text}”"


def columns(pages: Pages, theme: Theme, box) -> Iterator[str]:  # type: ignore[no-untyped-def]
    edges = [(left, left + width) for left, width in theme.columns.values()]
    for number, found in boxes(pages, box):
        for run, b in found:
            if not any(left - NEAR <= b.left and b.right <= right + NEAR for left, right in edges):
                yield f"page {number}: “{run.text}” ({b.left:.1f}–{b.right:.1f}) fits no column"


def feet(pages: Pages, theme: Theme) -> Iterator[str]:
    for number, page in enumerate(pages.pages, 1):
        for run in page.placements:
            if isinstance(run, TextRun) and run.element != FURNITURE and run.y > theme.last + 0.1 and run.size > 8.6:
                yield f"page {number}: “{run.text}” stands below the last line"


def rules(pages: Pages, theme: Theme, box) -> Iterator[str]:  # type: ignore[no-untyped-def]
    for number, found in boxes(pages, box):
        body = [run.y for run, _ in found if run.element != FURNITURE]
        if not body:
            yield f"page {number} says nothing"
            continue
        for rule in pages.pages[number - 1].placements:
            if not isinstance(rule, Rule):
                continue
            if any(b.top < rule.y < b.bottom and b.left < rule.x + rule.width and b.right > rule.x for _, b in found):
                yield f"page {number}: a rule at {rule.y:.1f} strikes text through"
            head = theme.first if number == 1 else theme.later
            if head - 1 < rule.y < min(body) or max(body) < rule.y < theme.last:
                yield f"page {number}: a rule at {rule.y:.1f} parts nothing"


def panels(pages: Pages, box) -> Iterator[str]:  # type: ignore[no-untyped-def]
    for number, found in boxes(pages, box):
        page = pages.pages[number - 1]
        for fill in page.placements:
            if not isinstance(fill, Fill):
                continue
            panel = Box(fill.x, fill.y, fill.x + fill.width, fill.y + fill.height)
            if panel.left < SIDES or panel.right > page.width - SIDES or panel.bottom > page.height - TOP_AND_BOTTOM:
                yield f"page {number}: a panel leaves the safe area"
            within = [(run, b) for run, b in found if b.meets(panel)]
            if not within:
                yield f"page {number}: a panel holds nothing"
            for run, b in within:
                if b.left < panel.left or b.right > panel.right or b.top < panel.top or b.bottom > panel.bottom:
                    yield f"page {number}: “{run.text}” sticks out of its panel"


def luminance(colour: str) -> float:
    """Give the relative luminance of "#rrggbb" (WCAG 2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def contrasts(pages: Pages) -> Iterator[str]:
    """Text has a contrast of 7 : 1 with its ground, furniture of 4.5 : 1, a rule of 3 : 1."""
    for number, page in enumerate(pages.pages, 1):
        fills = [fill for fill in page.placements if isinstance(fill, Fill)]
        for p in page.placements:
            if not isinstance(p, TextRun | Rule):
                continue
            grounds = (f.colour for f in fills if f.x <= p.x <= f.x + f.width and f.y + 2 < p.y < f.y + f.height - 2)
            found = contrast(p.colour, next(grounds, "#FFFFFF"))
            least = 3 if isinstance(p, Rule) else 4.5 if p.element == FURNITURE else 7
            if found < least:
                what = "a rule" if isinstance(p, Rule) else f"“{p.text}”"
                yield f"page {number}: {what} has a contrast of {found:.1f}"


def block_of(pages: Pages, run: TextRun) -> int:
    """Give the element of a run that stands on lines of its own."""
    element = run.element
    while pages.elements[element].role in ("Link", "Span"):
        element = pages.elements[element].parent
    return element


def lines_of(pages: Pages) -> dict[int, list[tuple[int, float]]]:
    """Give page and height of the lines of each element, the runs inside it (links) counted with it."""
    found: dict[int, list[tuple[int, float]]] = {}
    for number, page in enumerate(pages.pages):
        for run in page.placements:
            if isinstance(run, TextRun) and run.element != FURNITURE:
                places = found.setdefault(block_of(pages, run), [])
                if (number, run.y) not in places:
                    places.append((number, run.y))
    return found


def paragraphs(pages: Pages) -> Iterator[str]:
    for element, places in lines_of(pages).items():
        parts = [sum(number == page for number, _ in places) for page in sorted({number for number, _ in places})]
        if len(parts) == 1:
            continue
        role = pages.elements[element].role
        if role not in ("P", "LBody"):
            yield f"{role} {element} is divided"
        if sum(parts) <= WHOLE:
            yield f"paragraph {element} of {sum(parts)} lines is divided"
        if min(parts[0], parts[-1]) < 2:
            yield f"paragraph {element} leaves a line alone: {parts}"


def headings(pages: Pages) -> Iterator[str]:
    """A heading has three lines of text with it, or all of what it heads."""
    places = lines_of(pages)
    elements = sorted(places)
    for element in elements:
        if pages.elements[element].role not in ("H1", "H2", "H3"):
            continue
        page, _ = places[element][-1]
        following = [place for e in elements if e > element for place in places[e]]
        if not following:
            yield f"heading {element} heads nothing"
            continue
        near = sum(number == page for number, _ in following[:3])
        ends = next((e for e in elements if e > element and pages.elements[e].role in ("H2", "H3")), None)
        whole = [place for e in elements if e > element and (ends is None or e < ends) for place in places[e]]
        if near < min(3, len(whole)):
            yield f"heading {element} stands alone at the foot of page {page + 1}"


def structure(pages: Pages) -> Iterator[str]:
    for index, element in enumerate(pages.elements):
        if not (element.parent < index and (element.parent >= 0 or index == 0)):
            yield f"element {index} ({element.role}) has no parent before it"
    for number, page in enumerate(pages.pages, 1):
        said = [run for run in page.placements if isinstance(run, TextRun) and run.element != FURNITURE]
        order = list(dict.fromkeys(block_of(pages, run) for run in said))
        for one, other in pairwise(order):
            if one > other:
                roles = pages.elements[other].role, pages.elements[one].role
                yield f"page {number}: element {other} ({roles[0]}) is read after {one} ({roles[1]})"
    for mark in pages.outline:
        if not 0 <= mark.page < len(pages.pages):
            yield f"the outline leads to page {mark.page + 1}"


def letters(pages: Pages) -> Iterator[str]:
    for number, page in enumerate(pages.pages, 1):
        for run in page.placements:
            if isinstance(run, TextRun):
                if "".join(glyph.text for glyph in run.glyphs).rstrip(" ") != run.text.rstrip(" "):
                    yield f"page {number}: the glyphs of “{run.text}” say something else"
                if any(glyph.id == 0 for glyph in run.glyphs):
                    yield f"page {number}: “{run.text}” has a glyph that no font has"
