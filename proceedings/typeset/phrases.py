"""Words for templates: a phrase knows its place in the source and gives itself as escaped markup.

Here the language changes, once: source text becomes markup by `markupsafe.escape` and in no other way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import escape

from proceedings.patterns import compiled
from proceedings.text import Source, Span
from proceedings.values import dataclass

SPACE = compiled(r"\s+")
WORD = compiled(r"\w+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the source at `span`, with the names in them to be set apart; `clipped` ends it early, with a mark.

    corrected: what a human put in their place, whole, with the mark `correction` behind it.
    """

    source: Source
    span: Span
    names: tuple[Span, ...] = ()
    clipped: int | None = None
    omission: str = ""
    corrected: str | None = None
    correction: str = ""

    def __html__(self) -> str:
        if self.corrected is not None:
            words = f'<span class="corrected" span="{self.span.start}:{self.span.end}">{escape(self.corrected)}</span>'
            return f'{words} <span class="correction">{escape(self.correction)}</span>'
        end = self.span.end if self.clipped is None else self.clipped
        parts: list[str] = []
        at = self.span.start
        for name in sorted(self.names):
            if name.start < at or name.end > end:
                continue
            parts.append(str(escape(self.source.text[at : name.start])))
            parts.append(f'<b class="name">{escape(self.source.words(name))}</b>')
            at = name.end
        parts.append(str(escape(self.source.text[at:end])))
        words = f'<span span="{self.span.start}:{end}">{"".join(parts)}</span>'
        if self.clipped is not None:
            words += f' <span class="omission">{escape(self.omission)}</span>'
        return words

    def __str__(self) -> str:
        if self.corrected is not None:
            return join_words([self.corrected, self.correction], " ")
        return SPACE.sub(" ", self.source.words(self.span))


@dataclass(frozen=True, slots=True)
class Entered:
    """Words that a human entered, which are not the source's."""

    words: str

    def __html__(self) -> str:
        return f'<span class="entered">{escape(self.words)}</span>'

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Joined:
    """Phrases one after the other, a space between."""

    phrases: tuple[Phrase, ...]

    def __html__(self) -> str:
        return " ".join(p.__html__() for p in self.phrases)


def clip(source: Source, span: Span, words: int) -> int | None:
    """Find the last clause boundary within the first `words` words of a sentence: the offset where it may end, or None."""
    ends = [m.end() for m in re.finditer(r"\S+", source.words(span))]
    if len(ends) <= words:
        return None
    text = source.words(span)[: ends[words - 1]]
    found = [m.start() for m in re.finditer(r"[,;:–—](?=\s)", text)]
    return span.start + found[-1] if found and found[-1] > len(text) // 3 else None


BOUNDARY = re.compile(
    r"[,;:](?=\s)|\s[–—-]\s|[“”\"()]|\b(?:that|which|who|where|while|but|said|says|saying|stated|added|adding|noted|noting|citing)\b",
    re.IGNORECASE,
)
"""Where a clause begins or ends."""
BULLETS = " \t\n\u00a0•·-–—*◦▪"
LONGEST_CLAUSE = 24
"""Words of the longest clause that stands beside a figure."""


def clause(source: Source, sentence: Span, part: Span) -> Span | None:
    """Find the clause of a sentence that a part of it stands in; None when it is long, or no more than the part."""
    text = source.words(sentence)
    start, end = part.start - sentence.start, part.end - sentence.start
    found = list(BOUNDARY.finditer(text))
    first = max((m.end() for m in found if m.end() <= start), default=0)
    last = min((m.start() for m in found if m.start() >= end), default=len(text))
    words = text[first:last]
    first += len(words) - len(words.lstrip(BULLETS))
    last = first + len(words.lstrip(BULLETS).rstrip().rstrip(".!?"))
    count = len(text[first:last].split())
    if last < end or count > LONGEST_CLAUSE or count <= len(text[start:end].split()):
        return None
    return Span(sentence.start + first, sentence.start + last)


def join_words(parts: Iterable[str], between: str = ", ") -> str:
    """Join the parts that are not empty."""
    return between.join(p for p in parts if p)


def holds(text: str, words: str) -> bool:
    """Tell whether a text holds some words, as whole words in their order, in capitals or not."""
    return f" {' '.join(WORD.findall(words.casefold()))} " in f" {' '.join(WORD.findall(text.casefold()))} "


__all__ = ["Entered", "Joined", "Phrase", "clause", "clip", "holds", "join_words"]
