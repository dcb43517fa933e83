"""Inspect pages for what every document must keep: contrast, the safe area, no text upon text. Pages in, sentences out."""

from __future__ import annotations

from collections.abc import Iterator

from proceedings.typeset.placement import FURNITURE, Fill, Page, Pages, Rule, TextRun
from proceedings.typeset.theme import MM

TOP_AND_FOOT, SIDES = 16 * MM, 12 * MM
"""Ink keeps so far from the edges, so that one file prints unscaled on A4 and Letter."""
TEXT, FURNITURE_TEXT, RULES = 7.0, 4.5, 3.0
"""Least contrast (WCAG 2.2, relative luminance) of text, of furniture and of rules with their ground."""
WHITE = "#FFFFFF"
TOUCH = 0.5
"""Points by which boxes may touch: rounding, and italics that lean."""


def inspect(pages: Pages) -> list[str]:
    """Name everything that is wrong on the pages, one sentence each."""
    found: list[str] = []
    for number, page in enumerate(pages.pages, 1):
        for finding in (*contrasts(page), *edges(page), *overlaps(page)):
            found.append(f"page {number}: {finding}")
    return list(dict.fromkeys(found))


def luminance(colour: str) -> float:
    """Give the relative luminance of "#rrggbb", 0 to 1 (WCAG 2.2)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str, ground: str) -> float:
    """Give the contrast of two colours, 1 to 21. Conversion to grey keeps luminance, and so the contrast."""
    dark, light = sorted((luminance(colour), luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


def contrasts(page: Page) -> Iterator[str]:
    """Name text and rules that stand out too little from their ground."""
    fills = [p for p in page.placements if isinstance(p, Fill)]
    for p in page.placements:
        if not isinstance(p, TextRun | Rule):
            continue
        ground = next((f.colour for f in fills if f.x <= p.x < f.x + f.width and f.y < p.y <= f.y + f.height), WHITE)
        least = (FURNITURE_TEXT if p.element == FURNITURE else TEXT) if isinstance(p, TextRun) else RULES
        ratio = contrast(p.colour, ground)
        if ratio < least:
            what = f"the text “{p.text.strip()[:30]}”" if isinstance(p, TextRun) else "a rule"
            yield f"{what} in {p.colour} on {ground} has a contrast of {ratio:.1f}:1, less than {least:g}:1"


def edges(page: Page) -> Iterator[str]:
    """Name text that comes too near to the edges of the paper."""
    for p in page.placements:
        if isinstance(p, TextRun) and p.text.strip():
            right = p.x + p.width - (p.glyphs[-1].advance * p.size / 1000 if p.glyphs[-1].text == " " else 0)
            if p.x < SIDES - TOUCH or right > page.width - SIDES + TOUCH:
                yield f"“{p.text.strip()[:30]}” stands less than 12 mm from the side"
            if p.y - 0.7 * p.size < TOP_AND_FOOT - TOUCH or p.y > page.height - TOP_AND_FOOT + TOUCH:
                yield f"“{p.text.strip()[:30]}” stands less than 16 mm from the top or the foot"


def overlaps(page: Page) -> Iterator[str]:
    """Name pieces of text that stand upon each other: boxes from x-height to baseline."""
    runs = sorted((p for p in page.placements if isinstance(p, TextRun) and p.text.strip()), key=lambda p: p.y)
    for i, a in enumerate(runs):
        for b in runs[i + 1 :]:
            if b.y - 0.5 * b.size > a.y - TOUCH:
                break
            if a.x + a.width - TOUCH > b.x + TOUCH and b.x + b.width - TOUCH > a.x + TOUCH:
                gap = min(x.glyphs[-1].advance * x.size / 1000 if x.glyphs[-1].text == " " else 0.0 for x in (a, b))
                if min(a.x + a.width, b.x + b.width) - max(a.x, b.x) > gap + TOUCH:
                    yield f"“{a.text.strip()[:30]}” and “{b.text.strip()[:30]}” stand upon each other"
