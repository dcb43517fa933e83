"""Cut inline text into shaped words: text with inks in, words whose width is known out.

A word is what stands between two places where a line may be broken. Its pieces are of one face, one ink and one direction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from proceedings.patterns import compiled
from proceedings.text import Span
from proceedings.typeset.bindings import HARD, load_bindings
from proceedings.typeset.fonts import Faces, width_of
from proceedings.typeset.placement import Glyph
from proceedings.typeset.scripts import foreign_runs, levels_of
from proceedings.values import dataclass, replace

BREAK = "\n"
SPACES = compiled(r"[ \t\r\n\f\v\u2028\u2029]+")
GAP = compiled(r"[ \n]")
INSIDE = compiled(r"(?<=[—/\u200b])(?=\w)")


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
    """A part of a word in one face and ink; width in points; level: of embedding (UAX #9), odd runs right to left."""

    face: str
    size: float
    glyphs: tuple[Glyph, ...]
    text: str
    ink: Ink
    width: float
    level: int = 0


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
    parts = mark_languages(parts, full)
    costs = load_bindings().costs(full)
    levels = levels_of(full)
    words: list[Word] = []
    pieces: list[Piece] = []
    at = 0
    for text, ink in parts:
        i = 0
        plain_space = space_piece(ink, faces, 0)
        for gap in GAP.finditer(text):
            if gap.start() > i:
                pieces += shape_pieces(text[i : gap.start()], ink, faces, levels, at + i)
            forced = gap.group() == BREAK
            cost = 2 * HARD if ink.unbroken else costs.get(at + gap.start(), 0.0)
            space = space_piece(ink, faces, levels[at + gap.start()]) if levels else plain_space
            words += finish_word(pieces, space, cost, forced, measure)
            pieces = []
            i = gap.end()
        if i < len(text):
            pieces += shape_pieces(text[i:], ink, faces, levels, at + i)
        at += len(text)
    if pieces:
        words += finish_word(pieces, None, 0.0, False, measure)
    return words


def mark_languages(parts: list[tuple[str, Ink]], full: str) -> list[tuple[str, Ink]]:
    """Give words in another script the language that a reader should announce."""
    runs = list(foreign_runs(full))
    if not runs:
        return parts
    marked: list[tuple[str, Ink]] = []
    at = 0
    for text, ink in parts:
        cuts = sorted({0, len(text), *(min(max(edge - at, 0), len(text)) for run in runs for edge in run[:2])})
        for start, end in pairwise(cuts):
            tag = next((tag for s, e, tag in runs if s <= at + start and at + end <= e), None)
            marked.append((text[start:end], replace(ink, lang=tag) if tag and ink.lang is None else ink))
        at += len(text)
    return marked


def space_piece(ink: Ink, faces: Faces, level: int) -> Piece:
    """Give the space between two words."""
    face = faces[ink.face]
    return Piece(face.name, ink.size, (face.space,), " ", ink, face.space.advance * ink.size / 1000, level)


def shape_pieces(text: str, ink: Ink, faces: Faces, levels: Sequence[int] | None, at: int) -> list[Piece]:
    """Shape text without spaces in one ink; more than one piece where a fallback face helps or the direction turns.

    levels: of the whole paragraph, in which this text begins at `at`; None when all runs left to right.
    """
    found: list[Piece] = []
    for run, level in [(text, 0)] if levels is None else level_runs(text, levels, at):
        for face, part in faces.runs(ink.face, run):
            glyphs, width = face.measure(part, rtl=level % 2 == 1, lang=ink.lang)
            size = ink.size * face.scale
            found.append(Piece(face.name, size, glyphs, part, ink, width * size / 1000, level))
    return found


def level_runs(text: str, levels: Sequence[int], at: int) -> Iterator[tuple[str, int]]:
    """Cut text where its embedding level changes."""
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or levels[at + i] != levels[at + start]:
            yield text[start:i], levels[at + start]
            start = i


def finish_word(pieces: list[Piece], space: Piece | None, cost: float, forced: bool, measure: float) -> list[Word]:
    """Make a word of its pieces: one, or several where a dash inside allows a break or the word is wider than the measure."""
    width = sum([p.width for p in pieces])
    text = pieces[0].text if len(pieces) == 1 else "".join([p.text for p in pieces])
    if width <= measure and "—" not in text and "\u200b" not in text:
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
    scale = piece.size / 1000
    return [
        Piece(piece.face, piece.size, tuple(g), "".join(x.text for x in g), piece.ink, width_of(g) * scale, piece.level)
        for g in groups
        if g
    ]
