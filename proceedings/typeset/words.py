"""Cut inline text into shaped words: text with inks in, words whose width is known out.

A word is what stands between two places where a line may be broken. Its pieces are of one face, one ink and one direction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from proceedings.patterns import compiled
from proceedings.text import Span
from proceedings.typeset.bindings import HARD, load_bindings
from proceedings.typeset.fonts import Faces
from proceedings.typeset.placement import Glyph, Shaped, gathered
from proceedings.typeset.scripts import foreign_runs, levels_of
from proceedings.values import dataclass, replace

BREAK = "\n"
SPACES = compiled(r"[ \t\r\n\f\v\u2028\u2029]+")
DIVIDING = compiled("[—\u200b]")
INSIDE = compiled(r"(?<=[—/\u200b])(?=\w)")


KNOWN = 2_500
"""Shaped words that are kept at hand, those of several articles: an archive never stops bringing new ones."""


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
    """A part of a word in one face; width in points; level: of embedding (UAX #9), odd runs right to left."""

    face: str
    size: float
    shaped: Shaped
    text: str
    width: float
    level: int = 0


class Word(NamedTuple):
    """What stands between two places where a line may be broken: pieces, each with its ink. space: what follows on the line,
    in the ink `after`; cost: of a break after it.
    """

    pieces: tuple[Piece, ...]
    inks: tuple[Ink, ...]
    width: float
    space: Piece | None
    after: Ink
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
    is_divisible = DIVIDING.search(full) is not None
    words: list[Word] = []
    pieces: tuple[Piece, ...] = ()
    inks: tuple[Ink, ...] = ()
    at = 0
    for text, ink in parts:
        forced = text == BREAK
        space = space_piece(ink.face, ink.size, faces)
        *chunks, rest = text.split(BREAK if forced else " ")
        for chunk in chunks:
            if chunk:
                found = shape_pieces(chunk, ink, faces, levels, at)
                pieces, inks, at = pieces + found, inks + (ink,) * len(found), at + len(chunk)
            cost = 2 * HARD if ink.unbroken else costs.get(at, 0.0)
            if levels:
                space = space_piece(ink.face, ink.size, faces, levels[at])
            width = pieces[0].width if len(pieces) == 1 else sum([p.width for p in pieces])
            word = Word(pieces, inks, width, space, ink, cost, forced)
            if is_divisible or width > measure:
                words += divide_word(word, measure)
            else:
                words.append(word)
            pieces, inks, at = (), (), at + 1
        if rest:
            found = shape_pieces(rest, ink, faces, levels, at)
            pieces, inks, at = pieces + found, inks + (ink,) * len(found), at + len(rest)
    if pieces:
        words += divide_word(Word(pieces, inks, sum([p.width for p in pieces]), None, inks[-1], 0.0), measure)
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


@lru_cache(maxsize=256)
def space_piece(face: str, size: float, faces: Faces, level: int = 0) -> Piece:
    """Give the space between two words."""
    space = faces[face].space
    return Piece(face, size, space, " ", space.advance * size / 1000, level)


def shape_pieces(text: str, ink: Ink, faces: Faces, levels: Sequence[int] | None, at: int) -> tuple[Piece, ...]:
    """Shape text without spaces in one ink; more than one piece where a fallback face helps or the direction turns.

    levels: of the whole paragraph, in which this text begins at `at`; None when all runs left to right.
    """
    if levels is None:
        return shape(text, ink.face, ink.size, ink.lang, faces)
    found: tuple[Piece, ...] = ()
    for run, level in level_runs(text, levels, at):
        found += shape(run, ink.face, ink.size, ink.lang, faces, level)
    return found


@lru_cache(maxsize=KNOWN)
def shape(text: str, face: str, size: float, lang: str | None, faces: Faces, level: int = 0) -> tuple[Piece, ...]:
    """Shape text of one direction, in the face of that name and those that stand in for it."""
    found: list[Piece] = []
    for drawing, part in faces.runs(face, text):
        shaped = drawing.shape(part, rtl=level % 2 == 1, lang=lang)
        scaled = size * drawing.scale
        found.append(Piece(drawing.name, scaled, shaped, part, shaped.advance * scaled / 1000, level))
    return tuple(found)


def level_runs(text: str, levels: Sequence[int], at: int) -> Iterator[tuple[str, int]]:
    """Cut text where its embedding level changes."""
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or levels[at + i] != levels[at + start]:
            yield text[start:i], levels[at + start]
            start = i


def divide_word(word: Word, measure: float) -> list[Word]:
    """Divide a word where a dash inside allows a break or it is wider than the measure; most stay in one."""
    is_whole = word.width <= measure
    if is_whole and not any(DIVIDING.search(piece.text) for piece in word.pieces):
        return [word]
    chunks: list[list[tuple[Piece, Ink]]] = [[]]
    for piece, ink in zip(word.pieces, word.inks, strict=True):
        for i, part in enumerate(divide(piece, whole=is_whole)):
            if i:
                chunks.append([])
            chunks[-1].append((part, ink))
    found: list[Word] = []
    for chunk in chunks:
        pieces, inks = zip(*chunk, strict=True)
        found.append(Word(pieces, inks, sum([p.width for p in pieces]), None, word.after, 0.0))
    found[-1] = found[-1]._replace(space=word.space, cost=word.cost, forced=word.forced)
    return found


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
        for glyph in piece.shaped.glyphs:
            if glyph.text and ends and seen >= ends[0]:
                ends.pop(0)
                groups.append([])
            seen += len(glyph.text)
            groups[-1].append(glyph)
    else:
        groups = []
        for glyph in piece.shaped.glyphs:
            if glyph.text or not groups:
                groups.append([])
            groups[-1].append(glyph)
    scale = piece.size / 1000
    parts = [gathered(group) for group in groups if group]
    return [Piece(piece.face, piece.size, part, part.text, part.advance * scale, piece.level) for part in parts]
