"""Inspect pages for what every document must keep: contrast, the safe area, no text upon text. Pages in, findings out."""

from __future__ import annotations

from collections.abc import Iterator

from proceedings.typeset.placement import FURNITURE, Fill, Page, Pages, Picture, Rule, TextRun
from proceedings.typeset.theme import MM
from proceedings.values import dataclass

TOP_AND_FOOT, SIDES = 16 * MM, 12 * MM
"""Ink keeps so far from the edges, so that one file prints unscaled on A4 and Letter."""
TEXT, FURNITURE_TEXT, RULES = 7.0, 4.5, 3.0
"""Least contrast (WCAG 2.2, relative luminance) of text, of furniture and of rules with their ground."""
WHITE = "#FFFFFF"
TOUCH = 0.5
"""Points by which boxes may touch: rounding, and italics that lean."""


UP, DOWN = 0.7, 0.2
"""How far letters reach over and under their baseline, as parts of their size."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong on a page (counted from 1): what it is, and the words or thing that it was first seen at."""

    page: int
    sentence: str
    at: str

    def __str__(self) -> str:
        return f"page {self.page}: {self.at} {self.sentence}"


def inspect(pages: Pages) -> list[Finding]:
    """Name everything that is wrong on the pages, each once."""
    found = (
        Finding(number, sentence, at)
        for number, page in enumerate(pages.pages, 1)
        for at, sentence in (*contrasts(page), *edges(page), *overlaps(page), *crossings(page))
    )
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


def quoted(run: TextRun) -> str:
    """Give the beginning of a text in quotation marks."""
    words = run.text.strip()
    return f"“{words if len(words) <= 40 else words[:39] + '…'}”"


def right_of(run: TextRun) -> float:
    """Give the right end of a text, the space at the end of its line apart."""
    return run.x + run.width - (run.glyphs[-1].advance * run.size / 1000 if run.glyphs[-1].text == " " else 0)


def contrasts(page: Page) -> Iterator[tuple[str, str]]:
    """Name text and rules that stand out too little from their ground."""
    fills = [p for p in page.placements if isinstance(p, Fill)]
    for p in page.placements:
        if not isinstance(p, TextRun | Rule):
            continue
        ground = next((f.colour for f in fills if f.x <= p.x < f.x + f.width and f.y < p.y <= f.y + f.height), WHITE)
        least = (FURNITURE_TEXT if p.element == FURNITURE else TEXT) if isinstance(p, TextRun) else RULES
        ratio = contrast(p.colour, ground)
        if ratio < least:
            what = f"the text {quoted(p)}" if isinstance(p, TextRun) else "a rule"
            yield what, f"in {p.colour} on {ground} has a contrast of {ratio:.1f}:1, less than {least:g}:1"


def edges(page: Page) -> Iterator[tuple[str, str]]:
    """Name text that comes too near to the edges of the paper."""
    for p in page.placements:
        if isinstance(p, TextRun) and p.text.strip():
            if p.x < SIDES - TOUCH or right_of(p) > page.width - SIDES + TOUCH:
                yield quoted(p), "stands less than 12 mm from the side"
            if p.y - UP * p.size < TOP_AND_FOOT - TOUCH or p.y > page.height - TOP_AND_FOOT + TOUCH:
                yield quoted(p), "stands less than 16 mm from the top or the foot"


def overlaps(page: Page) -> Iterator[tuple[str, str]]:
    """Name pieces of text that stand upon each other: boxes from the height of capitals to the depth of a g."""
    runs = sorted((p for p in page.placements if isinstance(p, TextRun) and p.text.strip()), key=lambda p: p.y - UP * p.size)
    for i, a in enumerate(runs):
        for b in runs[i + 1 :]:
            if b.y - UP * b.size > a.y + DOWN * a.size - TOUCH:
                break
            if min(right_of(a), right_of(b)) - max(a.x, b.x) > TOUCH:
                yield quoted(a), f"and {quoted(b)} stand upon each other"


def crossings(page: Page) -> Iterator[tuple[str, str]]:
    """Name text that a rule strikes through, or that stands on a picture."""
    runs = [p for p in page.placements if isinstance(p, TextRun) and p.text.strip()]
    for p in page.placements:
        if not isinstance(p, Rule | Picture):
            continue
        top, foot = (p.y, p.y + p.height) if isinstance(p, Picture) else (p.y, p.y)
        for run in runs:
            beside = right_of(run) < p.x + TOUCH or run.x > p.x + p.width - TOUCH
            if not beside and run.y - UP * run.size < foot - TOUCH and run.y + DOWN * run.size > top + TOUCH:
                yield quoted(run), "stands on the picture" if isinstance(p, Picture) else "is struck through by a rule"
