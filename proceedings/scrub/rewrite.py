"""Rewrite a source's text by edits: the new text, and where every place of the old one stands in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property

from proceedings.text import Span
from proceedings.values import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Words that give way to a mark. person: whose mark it is, -1 for nobody's."""

    span: Span
    mark: str
    person: int = -1


@dataclass(frozen=True)
class Rewriting:
    """A text and edits of it, in order and apart from each other."""

    old: str
    edits: tuple[Edit, ...]

    @cached_property
    def text(self) -> str:
        """The new text."""
        parts, at = [], 0
        for edit in self.edits:
            parts += [self.old[at : edit.span.start], edit.mark]
            at = edit.span.end
        return "".join([*parts, self.old[at:]])

    @cached_property
    def _starts(self) -> list[int]:
        return [edit.span.start for edit in self.edits]

    @cached_property
    def _shifts(self) -> list[int]:
        shifts = [0]
        for edit in self.edits:
            shifts.append(shifts[-1] + len(edit.mark) - (edit.span.end - edit.span.start))
        return shifts

    def moved(self, span: Span) -> Span:
        """Give where a span of the old text stands in the new; one that ends inside an edit takes its whole mark."""
        return Span(self._moved(span.start, ends=False), self._moved(span.end, ends=True))

    def _moved(self, at: int, *, ends: bool) -> int:
        n = bisect_right(self._starts, at - 1 if ends else at)
        if n and at < self.edits[n - 1].span.end:
            inside = self.edits[n - 1]
            start = inside.span.start + self._shifts[n - 1]
            return start + len(inside.mark) if ends else start
        return at + self._shifts[n]

    def touches(self, span: Span) -> bool:
        """Tell whether an edit changes words of a span."""
        n = bisect_right(self._starts, span.end - 1)
        return bool(n) and self.edits[n - 1].span.end > span.start


def settle(edits: Iterable[Edit]) -> list[Edit]:
    """Put edits in order and join those that overlap: the first gives the mark, unless only the other is a person's."""
    settled: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.span.start, -e.span.end)):
        if settled and edit.span.start < settled[-1].span.end:
            last = settled[-1]
            kept = last if last.person >= 0 or edit.person < 0 else edit
            settled[-1] = Edit(Span(last.span.start, max(last.span.end, edit.span.end)), kept.mark, kept.person)
        else:
            settled.append(edit)
    return settled
