"""Set inline text into lines: text with inks in, lines of shaped runs out.

Ragged right, no hyphenation. First fit, which keeps lines full; where its result has a flaw (a bound phrase parted,
a last line of one word, a line left very short), the whole paragraph is broken again at least cost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from proceedings.text import Span
from proceedings.typeset.bindings import HARD, load_bindings
from proceedings.typeset.fonts import Face, Faces
from proceedings.typeset.placement import Glyph

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

BREAK = "\n"
SPACES = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
INSIDE = re.compile(r"(?<=[—/\u200b])(?=\w)")


@dataclass(frozen=True, slots=True)
class Ink:
    """How a stretch of text is set and where it belongs; see `placement.TextRun` for the fields that go through."""

    face: str
    size: float
    colour: str
    element: int
    span: Span | None = None
    href: str | None = None
    lang: str | None = None
    rise: float = 0
    unbroken: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text of one ink; "\\n" alone is a forced line break."""

    text: str
    ink: Ink


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a word in one face and ink; width in points."""

    face: str
    glyphs: tuple[Glyph, ...]
    text: str
    ink: Ink
    width: float


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two places where a line may be broken. space: the width that follows it on the line (0:
    none); cost: of a break after it.
    """

    pieces: tuple[Piece, ...]
    width: float
    space: Piece | None
    cost: float
    forced: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A finished line: its pieces, each with its distance from the left end; its width without the space at its end."""

    pieces: tuple[tuple[float, Piece], ...]
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


def cut_words(stretches: Sequence[Stretch], faces: Faces, measure: float) -> list[Word]:
    """Shape text and cut it into words; white space collapses to one space, and none stands at either end."""
    parts: list[tuple[str, Ink]] = []
    for stretch in stretches:
        text = stretch.text if stretch.text == BREAK else SPACES.sub(" ", stretch.text)
        before = parts[-1][0][-1] if parts else " "
        if before in " \n" and text.startswith(" "):
            text = text[1:]
        if text == BREAK and parts and before == " ":
            parts[-1] = (parts[-1][0][:-1], parts[-1][1])
        if text:
            parts.append((text, stretch.ink))
    while parts and parts[-1][0].endswith((" ", BREAK)):
        text = parts[-1][0][:-1]
        parts[-1:] = [(text, parts[-1][1])] if text else []
    full = "".join(text for text, _ in parts)
    costs = load_bindings().costs(full)
    words: list[Word] = []
    pieces: list[Piece] = []
    at = 0
    for text, ink in parts:
        i = 0
        for gap in re.finditer(r"[ \n]", text):
            if gap.start() > i:
                pieces += shape_pieces(text[i : gap.start()], ink, faces)
            forced = gap.group() == BREAK
            cost = HARD if ink.unbroken else costs.get(at + gap.start(), 0.0)
            face = faces[ink.face]
            space = None if forced else Piece(face.name, (face.space,), " ", ink, face.space.advance * ink.size / 1000)
            words += finish_word(pieces, space, cost, forced, measure)
            pieces = []
            i = gap.end()
        if i < len(text):
            pieces += shape_pieces(text[i:], ink, faces)
        at += len(text)
    if pieces:
        words += finish_word(pieces, None, 0.0, False, measure)
    return words


def shape_pieces(text: str, ink: Ink, faces: Faces) -> list[Piece]:
    """Shape text without spaces in one ink; more than one piece where a fallback face has to help, or a dash offers a break."""
    found: list[Piece] = []
    for face, run in faces.runs(ink.face, text):
        glyphs = face.shape(run)
        found.append(Piece(face.name, glyphs, run, ink, width_of(glyphs) * ink.size / 1000))
    return found


def width_of(glyphs: Sequence[Glyph]) -> float:
    """Sum the advances, in thousandths of an em."""
    return sum([g[1] for g in glyphs])


def finish_word(pieces: list[Piece], space: Piece | None, cost: float, forced: bool, measure: float) -> list[Word]:
    """Make a word of its pieces: one, or several where a dash inside allows a break or the word is wider than the measure."""
    width = sum([p.width for p in pieces])
    if width <= measure and not any("—" in p.text or "\u200b" in p.text for p in pieces):
        return [Word(tuple(pieces), width, space, cost, forced)]
    chunks: list[list[Piece]] = [[]]
    for piece in pieces:
        for i, chunk in enumerate(divide(piece, whole=width <= measure)):
            if i:
                chunks.append([])
            chunks[-1].append(chunk)
    found = [Word(tuple(c), sum(p.width for p in c), None, 0.0) for c in chunks[:-1]]
    last = chunks[-1]
    return [*found, Word(tuple(last), sum(p.width for p in last), space, cost, forced)]


def divide(piece: Piece, *, whole: bool) -> list[Piece]:
    """Cut a piece after its dashes, or (a word that fits no line) after every cluster of glyphs."""
    if whole:
        texts = INSIDE.split(piece.text)
        groups: list[list[Glyph]] = [[]]
        ends: list[int] = []
        total = 0
        for text in texts[:-1]:
            total += len(text)
            ends.append(total)
        seen = 0
        for glyph in piece.glyphs:
            if glyph.text and ends and seen >= ends[0]:
                ends.pop(0)
                groups.append([])
            seen += len(glyph.text)
            groups[-1].append(glyph)
    else:
        groups = []
        for glyph in piece.glyphs:
            if glyph.text or not groups:
                groups.append([])
            groups[-1].append(glyph)
    scale = piece.ink.size / 1000
    return [Piece(piece.face, tuple(g), "".join(x.text for x in g), piece.ink, width_of(g) * scale) for g in groups if g]


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
    """Join words into a line; the space at the end of a line stays, so that copied words do not run together."""
    placed: list[tuple[float, Piece]] = []
    x = 0.0
    for word in words:
        for piece in word.pieces:
            placed.append((x, piece))
            x += piece.width
        if word.space:
            placed.append((x, word.space))
            x += word.space.width
    trailing = words[-1].space.width if words[-1].space else 0.0
    return Line(tuple(placed), x - trailing)


def merge_pieces(line: Line) -> list[tuple[float, list[Piece]]]:
    """Gather neighbours of one face and ink, so that each run is painted at one go."""
    runs: list[tuple[float, list[Piece]]] = []
    for x, piece in line.pieces:
        if runs:
            last = runs[-1][1][-1]
            if last.face == piece.face and (last.ink is piece.ink or last.ink == piece.ink):
                runs[-1][1].append(piece)
                continue
        runs.append((x, [piece]))
    return runs


__all__ = ["BREAK", "Face", "Ink", "Line", "Piece", "Stretch", "merge_pieces", "set_lines"]
