"""The first value of the chain: a `Source` is the decoded text of an article; a `Span` is a place in it.

Nobody further along stores a copied string: everybody stores a `Span` and asks the source for the words.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from proceedings.values import dataclass, field


class Span(NamedTuple):
    """A half-open range [start, end) of code points in a source's text."""

    start: int
    end: int

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


class Place(NamedTuple):
    """A place for a reader: line and column count from 1, in code points."""

    name: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.name}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Source:
    """An article as read.

    name: the file's name without its folder; text: the decoded text, to which all spans refer; sha256: the hex digest of
    the bytes that were read; title, date, publisher: what the file itself says of them (an HTML page's metadata), or None;
    mime: the type of the file; notes: sentences for the user about what was assumed or left out in reading it.
    """

    name: str
    text: str
    sha256: str
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    mime: str = "text/plain"
    notes: tuple[str, ...] = field(default=())

    def words(self, span: Span) -> str:
        """Give the source's own words at `span`, letter for letter."""
        return self.text[span.start : span.end]

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        starts.extend(i + 1 for i, c in enumerate(self.text) if c == "\n")
        return starts

    def place(self, offset: int) -> Place:
        """Tell line and column of the code point at `offset`."""
        line = bisect_right(self._line_starts, offset)
        return Place(self.name, line, offset - self._line_starts[line - 1] + 1)
