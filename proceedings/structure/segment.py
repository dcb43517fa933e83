"""Cut a source into paragraphs, sentences and tokens: the first step of `structure`.

Every character that is not white space belongs to exactly one sentence; spans never overlap and stand in source order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from proceedings.model import Shape
from proceedings.text import Source, Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark of punctuation; `text` is the source's, `lower` the same in lower case."""

    span: Span
    text: str
    lower: str


@dataclass(frozen=True)
class Segment:
    """A sentence (or heading, bullet item, caption line) before anything is known about it.

    paragraph: the number of its paragraph, from 0; shape: prose, heading or bullet; first: it opens its paragraph.
    """

    span: Span
    text: str
    paragraph: int
    shape: Shape
    first: bool

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tokenize(self.text, self.span.start)


TOKEN = re.compile(r"\w+(?:[.’'\-‑]\w+)*\.?|[^\w\s]")


def tokenize(text: str, offset: int = 0) -> tuple[Token, ...]:
    """Cut text into tokens whose spans count from `offset`."""
    return tuple(
        Token(Span(offset + m.start(), offset + m.end()), m.group(), m.group().lower()) for m in TOKEN.finditer(text)
    )


PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
SENTENCE_END = re.compile(r"[.!?]+[”’\"')\]]*\s+(?=[“‘\"'(\[]?[A-Z0-9])")
ABBREVIATION = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|Engr|Lt|Col|Gen|Hon|St|No|H\.E|Amb|Sr|Jr|[A-Z])\.$")


def segment(source: Source) -> tuple[Segment, ...]:
    """Cut a source into its segments."""
    found: list[Segment] = []
    for number, line in enumerate(PARAGRAPH.finditer(source.text)):
        start = line.start() + len(line.group()) - len(line.group().lstrip())
        end = line.start() + len(line.group().rstrip())
        cuts = [start]
        for m in SENTENCE_END.finditer(source.text, start, end):
            if not ABBREVIATION.search(source.text[start : m.start() + 1]):
                cuts.append(m.end())
        cuts.append(end)
        for a, b in zip(cuts, cuts[1:], strict=False):
            text = source.text[a:b].rstrip()
            found.append(Segment(Span(a, a + len(text)), text, number, Shape.PROSE, a == start))
    return tuple(found)
