"""Set inline text into lines: text with inks in, lines of shaped runs out.

Ragged right, no hyphenation. First fit, which keeps lines full; where its result has a flaw (a bound phrase parted,
a last line of one word, a line left very short), the whole paragraph is broken again at least cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from proceedings.typeset.bindings import load_bindings
from proceedings.typeset.fonts import Faces
from proceedings.typeset.placement import Shaped
from proceedings.typeset.scripts import visual_order
from proceedings.typeset.words import BREAK, Ink, Piece, Stretch, Word, cut_words, space_piece
from proceedings.values import dataclass

SHORT_LINE = 0.2
"""A line that leaves more than this share of the measure empty is worth a second look."""
FREE = 0.12
"""Up to this share of the measure may stay empty at almost no cost: that is what ragged right is."""
ALONE = 1.2
"""The cost of a last line of one word."""
EXTRA_LINE = 6.0
"""The cost of a line more than the text needs; a title may have one for the sake of its sense."""
EXTRA_TITLE_LINE = 2.0
COLON_INSIDE = 6.0
"""The cost of a title's line that runs on after a colon."""
IMPOSSIBLE = 1e9


@dataclass(frozen=True, slots=True)
class Line:
    """A finished line: its pieces, each with its distance from the left end; their inks; its width without the space at its
    end.
    """

    pieces: tuple[tuple[float, Piece], ...]
    inks: tuple[Ink, ...]
    width: float


def set_lines(stretches: Sequence[Stretch], faces: Faces, measure: float, breaking: str = "fit") -> list[Line]:
    """Break text into lines of at most `measure` points.

    breaking: "fit", "sense" (no line ends on a leaning word) or "balance" (and the lines are of like length:
    titles). A word longer than the measure is divided where it must be. Raises MissingGlyphError when no face has a character.
    """
    words = cut_words(stretches, faces, measure)
    if not words:
        return []
    lines: list[Line] = []
    start = 0
    for end, word in enumerate(words, 1):
        if word.forced or end == len(words):
            part = words[start:end]
            ends = break_words(part, measure, breaking)
            for i, j in zip([0, *ends[:-1]], ends, strict=True):
                lines.append(make_line(part[i:j]))
            start = end
    return lines


def break_words(words: list[Word], measure: float, breaking: str) -> list[int]:
    """Choose the line breaks: gives, for each line, the index after its last word."""
    ends = first_fit(words, measure)
    if len(ends) == 1:
        return ends
    if breaking == "fit" and not flawed(words, ends, measure):
        return ends
    return least_cost(words, measure, len(ends), breaking)


def flawed(words: list[Word], ends: list[int], measure: float) -> bool:
    """Tell whether line breaks part what is bound, leave one word alone, or leave a line very short."""
    if ends[-1] - ends[-2] == 1:
        return True
    start = 0
    for end in ends[:-1]:
        if words[end - 1].cost or measure - natural(words, start, end) > SHORT_LINE * measure:
            return True
        start = end
    return False


def natural(words: list[Word], start: int, end: int) -> float:
    """Give the width of the words from start to end on one line."""
    width = 0.0
    for word in words[start : end - 1]:
        width += word.width + (word.space.width if word.space else 0)
    return width + words[end - 1].width


def first_fit(words: list[Word], measure: float) -> list[int]:
    """Put on each line as many words as it takes."""
    ends: list[int] = []
    x = 0.0
    for i, word in enumerate(words):
        if x + word.width > measure + 0.01 and x > 0:
            ends.append(i)
            x = 0.0
        x += word.width + (word.space.width if word.space else 0)
    ends.append(len(words))
    return ends


def least_cost(words: list[Word], measure: float, lines: int, breaking: str) -> list[int]:
    """Break at least total cost (Knuth and Plass's dynamic programme, with a cost for ragged text of our own).

    `lines` is how many lines first fit takes: one more costs much, and earlier lines are kept fuller than later ones.
    """
    n = len(words)
    leaning = frozenset() if breaking == "fit" else load_bindings().leaning
    colons = [i for i, w in enumerate(words) if breaking == "balance" and w.pieces[-1].text.endswith(":")]
    best = [0.0] + [IMPOSSIBLE * 10] * n
    before = [0] * (n + 1)
    count = [0] * (n + 1)
    for start in range(n):
        x = 0.0
        early = max(0, lines - count[start]) / lines
        for end in range(start + 1, n + 1):
            word = words[end - 1]
            x += word.width
            if x > measure + 0.01 and end > start + 1:
                break
            slack = (measure - x) / measure
            cost = best[start] + cost_of_line(words, start, end, slack, early, breaking == "balance")
            if colons and any(start <= colon < end - 1 for colon in colons):
                cost += COLON_INSIDE
            if end < n and leaning:
                cost += cost_of_sense(word, leaning, breaking == "balance")
            if count[start] + 1 > lines:
                cost += EXTRA_TITLE_LINE if breaking == "balance" else EXTRA_LINE
            if cost < best[end] - 1e-9:
                best[end], before[end], count[end] = cost, start, count[start] + 1
            x += word.space.width if word.space else 0
    ends = [n]
    while before[ends[0]] > 0:
        ends.insert(0, before[ends[0]])
    return ends


def cost_of_line(words: list[Word], start: int, end: int, slack: float, early: float, balance: bool) -> float:
    """Cost a line of words[start:end] that leaves the share `slack` of the measure empty."""
    if slack < -0.0001:
        return IMPOSSIBLE
    last = end == len(words)
    if balance:
        return (0.0 if last else words[end - 1].cost) + (6 if last else 10) * slack * slack
    if last:
        return ALONE if start and end - start == 1 else 0.0
    return words[end - 1].cost + 0.1 * slack * early + 40 * max(0.0, slack - FREE) ** 2


def cost_of_sense(word: Word, leaning: frozenset[str], balance: bool) -> float:
    """Cost a line's end by the sense of its last word: little after a colon, much after "of" or "the"."""
    text = "".join([p.text for p in word.pieces])
    if text.lower() in leaning:
        return 8.0 if balance else 0.6
    if not balance:
        return 0.0
    if text.endswith((":", ";", "?", "!")):
        return -3.0
    return -0.4 if text.endswith((",", "–", "—")) else 0.0


def make_line(words: list[Word]) -> Line:
    """Join words into a line; the space at the end of a line stays, so that copied words do not run together.

    Pieces stand in reading order; where some run right to left, their places on the line are in visual order (UAX #9).
    """
    pieces: list[Piece] = []
    inks: list[Ink] = []
    for word in words:
        pieces += word.pieces
        inks += word.inks
        if word.space:
            pieces.append(word.space)
            inks.append(word.after)
    trailing = words[-1].space.width if words[-1].space else 0.0
    levels = [p.level for p in pieces]
    if trailing:
        levels[-1] = 0
    order: Iterable[int] = visual_order(levels) if any(levels) else range(len(pieces))
    x = 0.0
    starts = [0.0] * len(pieces)
    for i in order:
        starts[i] = x
        x += pieces[i].width
    return Line(tuple(zip(starts, pieces, strict=True)), tuple(inks), x - trailing)


def end_with_space(line: Line, faces: Faces) -> Line:
    """Put a space after a line that text follows elsewhere on the page (a hanging number), so that they do not run together."""
    x, last = line.pieces[-1]
    ink = line.inks[-1]
    return Line((*line.pieces, (x + last.width, space_piece(ink.face, ink.size, faces))), (*line.inks, ink), line.width)


@dataclass(slots=True)
class Run:
    """Neighbouring pieces of one face, ink and direction: words from left to right, text as it is read."""

    x: float
    face: str
    size: float
    ink: Ink
    level: int
    words: list[Shaped]
    text: str


def merge_pieces(line: Line) -> list[Run]:
    """Gather neighbours that can be painted at one go, in reading order."""
    runs: list[Run] = []
    for (x, piece), ink in zip(line.pieces, line.inks, strict=True):
        last = runs[-1] if runs else None
        same = last is not None and last.face == piece.face and last.level == piece.level
        if last is None or not same or not (last.ink is ink or last.ink == ink):
            runs.append(Run(x, piece.face, piece.size, ink, piece.level, [piece.shaped], piece.text))
        elif piece.level % 2:
            last.x, last.words, last.text = x, [piece.shaped, *last.words], last.text + piece.text
        else:
            last.words.append(piece.shaped)
            last.text += piece.text
    return runs


__all__ = ["BREAK", "Ink", "Line", "Run", "Stretch", "end_with_space", "merge_pieces", "set_lines"]
