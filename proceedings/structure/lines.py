"""Cut a text into the pieces that its layout shows: paragraphs, headings, bullets. Spans only; sentences come later."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from proceedings.model import Shape
from proceedings.structure.lexicons import lexicon
from proceedings.structure.patterns import lazy
from proceedings.text import Source, Span
from proceedings.values import dataclass

MARKS = "•▪●◦‣∙■□◆◇○➢➤►▶✓✔❖–—*·-"
BULLET = lazy(rf"[{re.escape(MARKS)}]\s+(?=\S)|[•▪●◦‣∙■➢➤►✓✔❖](?=\S)")
HASHES = lazy(r"#{1,6}\s+(?=\S)")
NUMBERED = lazy(
    r"(?:\(?(?P<letter>[a-zA-Z]|[ivxIVX]{1,5})\)|(?P<number>\d{1,3})(?:\.\d{1,2}){0,3}[.)]|\((?P<inside>\d{1,3})\)|(?P<roman>[IVX]{1,5})\.)\s+(?=\S)"
)
INLINE_MARK = lazy(r"(?<=\s)[•▪●◦‣∙■➢➤►✓✔❖]\s*(?=\S)")
INLINE_ITEM = lazy(r"(?<=[:;,])\s+(?:(?:and|or)\s+)?(?=\(?(?P<sign>[a-z]|[ivx]{1,4}|\d{1,2})\)\s)")
ENDED = lazy(r"[.!?…:;,]['\"”’»)\]*_]*$")
MARKDOWN = lazy(r"#{1,6}\s+\S|(\*\*|__)[^*_]+\1:?$")
FURNITURE = lazy(
    r"(?:By|BY|by)\s+\S|[-–—#*\s]*(?:END|ENDS|End|Ends|end|ends)[-–—#*.\s]*$"
    r"|(?:[A-Z][a-z]+day,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+|[A-Z][a-z]+\s+\d{1,2}),?\s+\d{4}$"
)
WRAP_LIMIT = 110
HEADING_WORDS = 16
QUESTION_WORDS = 10
"""Words that a heading which asks has at most."""
SENTENCE_WORDS = 8
"""Words that a headline which closes with a full stop has at most."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text that the layout sets apart; paragraph counts from 0, pieces of one line have the same."""

    span: Span
    paragraph: int
    shape: Shape


def pieces(text: str) -> list[Piece]:
    """Cut a text into pieces in order; together they hold everything that is not white space."""
    paragraphs = unwrap(text)
    found: list[Piece] = []
    for number, span in enumerate(paragraphs):
        words = text[span.start : span.end]
        cuts = inline_cuts(words)
        if cuts:
            edges = [0, *cuts, len(words)]
            for a, b in pairwise(edges):
                part = trimmed(text, span.start + a, span.start + b)
                shape = Shape.PROSE if a == 0 and not is_bullet(words) else Shape.BULLET
                found.append(Piece(part, number, shape))
        else:
            after = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
            following = text[after.start : after.start + 12] if after else None
            start = paragraphs[number - 1].start if number else 0
            before = text[start : start + 12] if number else ""
            found.append(Piece(span, number, shape_of(words, before, following)))
    return found


def trimmed(text: str, start: int, end: int) -> Span:
    """Give the span [start, end) without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def unwrap(text: str) -> list[Span]:
    """Find the paragraphs: one a line, or lines of similar width that break in the middle of sentences, joined."""
    lines: list[Span] = []
    at = 0
    for words in text.split("\n"):
        if words and not words.isspace():
            lines.append(trimmed(text, at, at + len(words)))
        at += len(words) + 1
    adjacent = [text.count("\n", a.end, b.start) == 1 for a, b in pairwise(lines)]
    width = wrap_width(text, lines, adjacent)
    joined: list[Span] = []
    for i, line in enumerate(lines):
        if i and adjacent[i - 1] and goes_on(text, lines[i - 1], line, width, i == 1):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return joined


def wrap_width(text: str, lines: list[Span], adjacent: list[bool]) -> int:
    """Tell at which width the text is wrapped by hard line breaks, 0 when it is not.

    It is when most lines that another follows at once end without a stop and could not have taken the next line's first word.
    """
    followed = [lines[i] for i, close in enumerate(adjacent) if close]
    if len(followed) < 2:
        return 0
    widths = sorted(line.end - line.start for line in followed)
    width = widths[-1] if widths[-1] <= WRAP_LIMIT else 0
    if not width or width < 40:
        return 0
    open_ended = sum(not ENDED.search(text[line.start : line.end][-6:]) for line in followed)
    full = sum(line.end - line.start >= 0.75 * width for line in followed)
    return width if open_ended >= 0.5 * len(followed) and full >= 0.6 * len(followed) else 0


def goes_on(text: str, line: Span, following: Span, width: int, is_first: bool) -> bool:
    """Tell whether a line goes on in the next one."""
    if is_bullet(text[following.start : following.end]):
        return False
    length = line.end - line.start
    opening = text[following.start]
    if ENDED.search(text[max(line.start, line.end - 6) : line.end]) and not width:
        return False
    if not width:
        return not is_first and 50 <= length <= WRAP_LIMIT and opening.islower()
    first = text[following.start : following.end].split(None, 1)[0]
    return length + 1 + len(first) > width - 2 or (opening.islower() and length >= 0.5 * width)


def bare(source: Source, span: Span) -> Span:
    """Give a sentence without the mark of its bullet, or of a Markdown heading: such marks are layout, not words."""
    words = source.words(span)
    found = BULLET.match(words) or HASHES.match(words)
    return Span(span.start + found.end(), span.end) if found else span


def is_bullet(words: str) -> bool:
    """Tell whether words open with a bullet mark or an enumerator."""
    return bool(BULLET.match(words) or NUMBERED.match(words))


def inline_cuts(words: str) -> list[int]:
    """Find where list items start inside a line: "• a; • b", "(a) …; (b) …"."""
    marks = [m.start() for m in INLINE_MARK.finditer(words)] if any(c in words for c in MARKS[:8]) else []
    if len(marks) >= 2 or (marks and words[0] == words[marks[0]]):
        return marks
    if ")" not in words:
        return []
    items = [(m.end(), m.group("sign")) for m in INLINE_ITEM.finditer(words)]
    if len(items) >= 2 and [sign for _, sign in items[:2]] in (["a", "b"], ["i", "ii"], ["1", "2"]):
        return [at for at, _ in items]
    return []


def shape_of(words: str, before: str, following: str | None) -> Shape:
    """Tell what a piece is by its looks: a heading is short, ends without a stop and has something below it."""
    if BULLET.match(words):
        return Shape.BULLET
    numbered = NUMBERED.match(words)
    if numbered:
        in_list = any(near is not None and NUMBERED.match(near) for near in (before, following))
        asks = words[-1] in "?!" and len(words.split()) <= QUESTION_WORDS and following is not None
        if in_list or (ENDED.search(words[-6:]) and not asks):
            return Shape.BULLET if in_list or words.count(". ") < 2 else Shape.PROSE
    if MARKDOWN.match(words):
        return Shape.HEADING
    if before and (is_furniture(words) or not any(c.isalpha() for c in words)):
        return Shape.PROSE
    if not before and following:
        room = SENTENCE_WORDS if words.endswith(".") else HEADING_WORDS
        return Shape.PROSE if ENDED.search(words[-6:]) and len(words.split()) > room else Shape.HEADING
    if following is None or len(words.split(None, HEADING_WORDS)) > HEADING_WORDS or words.startswith(("#", "(", "[")):
        return Shape.PROSE
    if words[-1] in "?!" and len(words.split()) <= QUESTION_WORDS and words[0] not in '"“‘«„':
        return Shape.HEADING
    return Shape.PROSE if ENDED.search(words[-6:]) else Shape.HEADING


@cache
def labels() -> frozenset[str]:
    """Give the words that open a byline, a caption or the like, before a colon."""
    return frozenset(label.strip() for label in lexicon("layout")["labels"].replace("\n", ",").split(","))


def is_furniture(words: str) -> bool:
    """Tell whether a short line is a byline, a credit, a caption, an end mark or a date rather than a heading."""
    label, colon, _ = words.lstrip("[(*").partition(":")
    return bool(FURNITURE.match(words)) or (bool(colon) and label.strip().lower() in labels())
