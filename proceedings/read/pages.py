"""Runs of text on pages to paragraphs: what a PDF shows and where in, blocks of text out.

A PDF knows no paragraphs, only where runs stand. Lines are made of runs on one baseline, in the order in which the file draws
them, unless it draws across columns; paragraphs of lines that stand close, are alike and full; words that a line end divided
are joined; running heads and page numbers are taken out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from proceedings.values import dataclass

BULLETS = "•▪●◦‣∙■□◆➢➤►✓✔\uf0b7\uf0a7\uf0d8\u2043"
MARKED = re.compile(rf"(?:[{BULLETS}]|[–—*-]\s|\(?(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)]\s)")
FOLIO = re.compile(
    r"(?:page\s*)?[-–—|\s]*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of|\|)\s*\d{1,4})?[-–—|\s]*|(?:https?|file)://\S+(?:\s+\d+/\d+)?",
    re.I,
)
"""A line that is only a page number, or the address that a browser prints at the foot."""

PRINTED = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s+\d{1,2}[:.]\d{2}(?:\s*[AP]M)?", re.I)
"""When a browser printed the page; it stands at the head, beside the page's title."""

ENDED = re.compile(r"[.!?…:;][\"”’»)\]]*$")
STOPPED = re.compile(r"[.!?…][\"”’»)\]]*(?:\[\d+\])?$")
DIVIDED = re.compile(r"[^\W\d_](?P<hyphen>[-\u00ad\u2010])$")
LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
FIRSTS = frozenset(
    "two three four five six seven eight nine ten twenty thirty forty fifty hundred half quarter first second third long "
    "short high low well mid cross follow decision policy self non post pre co ex anti multi inter intra semi sub vice win "
    "large small wide full part all free open cost capacity confidence peace state nation private public market people land "
    "air sea river trans pan euro counter near far so up down in out on off old new one double single real fast slow hard "
    "soft middle upper lower".split()
)
SECONDS = frozenset(
    "year years term based level wide range scale made led driven making makers up off day days month week hour building "
    "related oriented sharing owned friendly to in out on by of the and date runner known established depth ranging "
    "reaching going being binding state member members party profit governmental minister president chair chancellor "
    "general elect century old page point person keeping operation sector government border country regional national side "
    "right wing style type free rich poor income".split()
)
"""Words that open or close compounds which are written with a hyphen: it stays when a line ends at it."""

GUTTER = 1.6
"""Ems between two runs on one baseline from which on they stand in different columns."""

SMALL, OFF = 0.9, 2.2
"""How much smaller than the text a running head on a single page is, and how many of its own sizes it stands off."""

EDGE = 3
"""Lines from the top and foot of a page among which running heads are looked for."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters drawn in one go: from x to end on the baseline y (points, y upwards), size in points, the font's name."""

    text: str
    x: float
    end: float
    y: float
    size: float
    font: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column."""

    text: str
    x: float
    end: float
    y: float
    size: float
    font: str = ""


def paragraphs(pages: Sequence[Sequence[Run]]) -> tuple[list[str], list[str], int]:
    """Give the paragraphs of all pages, the running heads and page numbers that were left out, how many words were joined."""
    drawn = [in_reading_order(lines_of(runs)) for runs in pages]
    kept = without_furniture(drawn)
    stay = {id(line) for page in kept for line in page}
    left_out = [line.text for page in drawn for line in page if id(line) not in stay]
    vocabulary = Counter(w.lower() for page in kept for line in page for w in re.findall(r"[\w’'-]+", line.text))
    found: list[list[Line]] = []
    for page in kept:
        leading = usual_leading(page)
        for column in columns(page):
            right = max((line.end for line in column), default=0.0)
            left = min((line.x for line in column), default=0.0)
            for i, line in enumerate(column):
                before = found[-1][-1] if found else None
                if before is None:
                    found.append([line])
                elif i == 0:
                    joins = crosses(before, line)
                    found[-1].append(line) if joins else found.append([line])
                elif starts_paragraph(column[i - 1], line, left, right, leading):
                    found.append([line])
                else:
                    found[-1].append(line)
    joined = 0
    texts = []
    for lines in found:
        text = ""
        for line in lines:
            text, divided = append(text, line.text, vocabulary)
            joined += divided
        texts.append(text)
    return texts, left_out, joined


def lines_of(runs: Sequence[Run]) -> list[Line]:
    """Put runs together that follow each other on one baseline."""
    lines: list[list[Run]] = []
    for run in runs:
        last = lines[-1][-1] if lines else None
        if last is not None and same_line(last, run):
            lines[-1].append(run)
        elif run.text.strip():
            lines.append([run])
    return [made for made in map(line_of, lines) if made.text]


def same_line(last: Run, run: Run) -> bool:
    """Tell whether a run goes on where the last one ended; a raised figure may."""
    em = max(last.size, run.size)
    return abs(last.y - run.y) < 0.45 * em and -0.6 * em < run.x - last.end < GUTTER * em


def line_of(runs: list[Run]) -> Line:
    """Join the runs of a line, with a space where there is a gap that no character fills."""
    text = ""
    for before, run in zip([None, *runs], runs, strict=False):
        gap = run.x - before.end if before else 0.0
        if before and gap > 0.16 * run.size and not text.endswith(" ") and not run.text.startswith(" "):
            text += " "
        text += run.text
    size, font = max(((r.size, r.font) for r in runs), key=lambda sf: sum(len(r.text) for r in runs if (r.size, r.font) == sf))
    text = " ".join("".join(LIGATURES.get(c, c) for c in text).split())
    return Line(text, runs[0].x, max(r.end for r in runs), runs[0].y, size, font)


def in_reading_order(lines: list[Line]) -> list[Line]:
    """Give the lines of a page as they are drawn, or column by column when they are drawn across the columns."""
    across = sum(abs(a.y - b.y) < 0.45 * b.size and b.x > a.end for a, b in pairwise(lines))
    if across < 4 or across < 0.25 * len(lines):
        return lines
    gutter = best_gutter(lines)
    if gutter is None:
        return lines
    ordered: list[Line] = []
    band: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.y):
        if line.x < gutter < line.end:
            ordered += side_by_side(band, gutter)
            ordered.append(line)
            band = []
        else:
            band.append(line)
    return ordered + side_by_side(band, gutter)


def side_by_side(band: list[Line], gutter: float) -> list[Line]:
    """Give the left column of a band of lines, then the right one."""
    return [line for line in band if line.x < gutter] + [line for line in band if line.x >= gutter]


def best_gutter(lines: list[Line]) -> float | None:
    """Find the place that fewest lines cross, in the middle half of the page; None when many do, or a side has little."""
    left, right = min(line.x for line in lines), max(line.end for line in lines)
    places = [left + (right - left) * n / 40 for n in range(10, 31)]
    crossed = {at: sum(line.x < at < line.end for line in lines) for at in places}
    at = min(places, key=lambda p: (crossed[p], abs(p - (left + right) / 2)))
    sides = sum(line.x >= at for line in lines), sum(line.end <= at for line in lines)
    wide = [line for line in lines if not line.x < at < line.end and len(line.text.split()) >= 4]
    return at if crossed[at] < 0.3 * len(lines) and min(sides) >= 4 and len(wide) > 0.5 * len(lines) else None


def without_furniture(pages: list[list[Line]]) -> list[list[Line]]:
    """Take out running heads and feet (they come back on half of the pages, or are small and stand off) and page numbers."""
    body = usual_size(pages)
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({shape(line.text) for line in at_edges(page)})
    often = max(2, len(pages) / 2)
    kept = []
    for page in pages:
        edges = at_edges(page)
        printed = [line.y for line in edges if PRINTED.fullmatch(line.text)]
        out = {
            id(line)
            for line in edges
            if FOLIO.fullmatch(line.text)
            or (seen[shape(line.text)] >= often and len(pages) > 1)
            or any(abs(line.y - y) < 1 for y in printed)
            or (line.size < SMALL * body and stands_off(line, page))
        }
        kept.append([line for line in page if id(line) not in out])
    return kept


def usual_size(pages: list[list[Line]]) -> float:
    """Give the size that most of the text is set in."""
    sizes: Counter[float] = Counter()
    for line in (line for page in pages for line in page):
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size]) if sizes else 0.0


def stands_off(line: Line, page: list[Line]) -> bool:
    """Tell whether a line is the first or last of its page, with a wide gap between it and all others."""
    others = [other.y - line.y for other in page if abs(other.y - line.y) > 1]
    return bool(others) and (min(others) > OFF * line.size or max(others) < -OFF * line.size)


def at_edges(page: list[Line]) -> list[Line]:
    """Give the lines nearest to the top and to the foot of a page."""
    by_height = sorted(page, key=lambda line: -line.y)
    levels = [list(level) for _, level in groupby(by_height, key=lambda line: round(line.y / 2))]
    return [line for level in (levels if len(levels) <= 2 * EDGE else levels[:EDGE] + levels[-EDGE:]) for line in level]


def shape(text: str) -> str:
    """Give a line with its numbers made alike."""
    return re.sub(r"\d+", "#", text.casefold())


def columns(page: list[Line]) -> Iterator[list[Line]]:
    """Cut a page where the text goes on at the head of another column."""
    column: list[Line] = []
    for line in page:
        if column and line.y > column[-1].y + 0.5 * line.size:
            yield column
            column = []
        column.append(line)
    if column:
        yield column


def usual_leading(page: list[Line]) -> float:
    """Give the usual distance of baselines as a multiple of the type's size."""
    steps = [(a.y - b.y) / b.size for a, b in pairwise(page) if 0.9 < (a.y - b.y) / b.size < 2.2 and abs(a.size - b.size) < 0.5]
    return median(steps) if steps else 1.2


def crosses(before: Line, line: Line) -> bool:
    """Tell whether a paragraph goes on in the next column or on the next page."""
    alike = abs(before.size - line.size) < 0.08 * line.size
    if not alike or MARKED.match(line.text):
        return False
    return (
        line.text[0].islower()
        or bool(DIVIDED.search(before.text))
        or (not ENDED.search(before.text) and before.font == line.font and len(before.text) > 40)
    )


def starts_paragraph(before: Line, line: Line, left: float, right: float, leading: float) -> bool:
    """Tell whether a line opens a paragraph: by distance, size, type, mark, indent, or because the line before is short."""
    step = (before.y - line.y) / line.size
    if abs(before.size - line.size) > 0.08 * line.size or MARKED.match(line.text):
        return True
    if step > leading + 0.25:
        return True
    if before.font != line.font and before.font and weight(before.font) != weight(line.font):
        return not (line.text[0].islower() or before.text.endswith(","))
    first_word = len(line.text.split()[0]) * 0.5 * line.size
    room = right - before.end
    if STOPPED.search(before.text) and room > first_word + 0.12 * (right - left) and not line.text[0].islower():
        return True
    indented = 0.8 * line.size < line.x - before.x < 4 * line.size
    return indented and bool(ENDED.search(before.text)) and not MARKED.match(before.text)


def weight(font: str) -> bool:
    """Tell whether a font's name says that it is bold."""
    return bool(re.search(r"bold|black|heavy|semibold|demi", font, re.I))


def append(text: str, line: str, vocabulary: Counter[str]) -> tuple[str, bool]:
    """Put a line after a text; tells whether a word was put together that the line end had divided."""
    if not text:
        return line, False
    divided = DIVIDED.search(text)
    if divided is None or not line[0].isalpha():
        return f"{text} {line}" if not text.endswith(("-", "–", "—", "/")) or text.endswith(
            (" -", " –", " —")
        ) else text + line, False
    if divided.group("hyphen") == "\u00ad":
        return text[:-1] + line, True
    if not line[0].islower():
        return text + line, False
    first = re.split(r"[^\w’']", text[:-1])[-1].lower()
    second = re.match(r"[\w’']+", line)
    rest = second.group().lower() if second else ""
    whole, parted = vocabulary[first + rest], vocabulary[f"{first}-{rest}"]
    compound = first in FIRSTS or rest in SECONDS or (is_word(first, vocabulary) and is_word(rest, vocabulary))
    if parted > whole or (not whole and compound):
        return text + line, False
    return text[:-1] + line, True


def is_word(part: str, vocabulary: Counter[str]) -> bool:
    """Tell whether part of a divided word is a word of this text by itself."""
    return len(part) > 2 and vocabulary[part] > 0
