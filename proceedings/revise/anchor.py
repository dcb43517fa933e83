"""Find again the words that corrections are tied to: a source and anchors in, places out.

The idea is the TextQuoteSelector of the W3C's Web Annotation Data Model: a quotation with what stands before and after it.
What is found word for word, where it stood, is *exact*; what is nearly the same in the same surroundings is *carried*; all
else, above all what fits two places, is *orphaned*. White space never counts.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from proceedings.revise.entries import Anchor, Fit
from proceedings.text import Source, Span
from proceedings.values import dataclass

CONTEXT = 64
"""Characters kept before and after a quotation that stands once in its source; twice as many and more for one that does not."""

AROUND = 480
"""Characters on each side that are the neighbourhood."""

SHORT = 40
"""Characters below which words alone identify no sentence: their surroundings must be as they were."""

PIECE = 10
"""Characters in a row that must be the same to count as the same surroundings."""

NEAR = 0.5
"""The share of the kept surroundings that makes a neighbourhood the same."""

CLOSE = 0.7
"""How like (0 to 1) a sentence must be to one that was corrected, in the same neighbourhood."""

CERTAIN = 0.9
"""How like it must be in another neighbourhood: a sentence that was moved, and changed a little."""

LEAD = 0.15
"""How much more like it must be than any other."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an anchor's words stand now; an orphan has no span, and `why` says what was found."""

    fit: Fit
    span: Span | None = None
    why: str = ""


@dataclass(frozen=True)
class Flat:
    """A source's text with each run of white space made one space, and its offsets."""

    source: Source

    @cached_property
    def offsets(self) -> list[int]:
        """The offset in the source of each character of `text`."""
        found: list[int] = []
        for i, c in enumerate(self.source.text):
            if not c.isspace() or (found and not self.source.text[found[-1]].isspace()):
                found.append(i)
        return found

    @cached_property
    def text(self) -> str:
        return "".join(" " if (c := self.source.text[i]).isspace() else c for i in self.offsets)

    def span(self, start: int, end: int) -> Span:
        """Give the source's span for a range of `text` that neither begins nor ends with white space."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def range(self, span: Span) -> tuple[int, int]:
        """Give the range of `text` for a span."""
        return bisect_left(self.offsets, span.start), bisect_left(self.offsets, span.end)

    def occurrences(self, words: str) -> list[tuple[int, int]]:
        """Give every range of `text` where some words stand, as whole words."""
        found, at = [], self.text.find(words)
        while at >= 0 and words:
            end = at + len(words)
            if not (splits(self.text, at) or splits(self.text, end)):
                found.append((at, end))
            at = self.text.find(words, at + 1)
        return found


def splits(text: str, at: int) -> bool:
    """Tell whether a word goes on across an offset."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def flat(text: str) -> str:
    """Make each run of white space one space."""
    return " ".join(text.split())


def make_anchor(source: Source, span: Span) -> Anchor:
    """Tie something to the words at a span, with surroundings so long that no other such words have them."""
    words = Flat(source)
    start, end = words.range(span)
    others = [place for place in words.occurrences(words.text[start:end]) if place != (start, end)]
    size = CONTEXT
    if others:
        size *= 2
        while size < len(words.text) and any(
            surroundings(words.text, o, size) == surroundings(words.text, (start, end), size) for o in others
        ):
            size *= 2
    before, after = surroundings(words.text, (start, end), size)
    return Anchor(source.words(span), before, after)


def surroundings(text: str, place: tuple[int, int], size: int) -> tuple[str, str]:
    """Give what stands before and after a range."""
    return text[max(0, place[0] - size) : place[0]].strip(), text[place[1] : place[1] + size].strip()


def key_of(anchor: Anchor) -> str:
    """Give the key of an anchor, by which a later entry says that it stands in its place."""
    return hashlib.sha256("\0".join((anchor.quote, anchor.before, anchor.after)).encode("utf-8", "replace")).hexdigest()[:16]


def find_places(source: Source, sentences: Sequence[Span], anchors: Sequence[Anchor]) -> tuple[Place, ...]:
    """Find every anchor's words again; `sentences` are the places that a changed sentence is looked for in."""
    words = Flat(source)
    places: list[Place | None] = [exactly(words, anchor) for anchor in anchors]
    taken = {place.span for place in places if place is not None and place.span is not None}
    open_ = [n for n, place in enumerate(places) if place is None]
    if open_:
        candidates = list(candidates_of(words, sentences, taken))
        chosen = {n: closely(words, anchors[n], candidates) for n in open_}
        for n, found in chosen.items():
            rivals = [m for m, other in chosen.items() if m != n and anchors[m] != anchors[n] and clash(found, other)]
            if found is None:
                places[n] = Place(Fit.ORPHANED, why="its words stand nowhere, and nothing like them")
            elif any(chosen[m][0] > found[0] - LEAD for m in rivals if (chosen[m] is not None)):  # type: ignore[index]
                places[n] = Place(Fit.ORPHANED, why="another correction is as close to the same sentence")
            else:
                places[n] = Place(Fit.CARRIED, found[1], "the sentence was changed")
    return tuple(place if place is not None else Place(Fit.ORPHANED) for place in places)


def clash(one: tuple[float, Span] | None, other: tuple[float, Span] | None) -> bool:
    return one is not None and other is not None and one[1].overlaps(other[1])


def exactly(words: Flat, anchor: Anchor) -> Place | None:
    """Find an anchor's very words; None where they stand nowhere."""
    found = words.occurrences(flat(anchor.quote))
    if not found:
        return None
    before, after = flat(anchor.before), flat(anchor.after)
    bare = not before and not after
    if len(found) == 1:
        span = words.span(*found[0])
        if bare:
            return Place(Fit.EXACT, span)
        if max(len(before), len(after)) > CONTEXT:  # the words stood more than once
            return (
                Place(Fit.EXACT, span)
                if max(adjacent(words, found[0], before, after)) >= NEAR
                else Place(Fit.ORPHANED, why="its words stood more than once, and what stood beside them is gone")
            )
        if max(near(words, found[0], before, after)) >= NEAR:
            return Place(Fit.EXACT, span)
        if len(flat(anchor.quote)) >= SHORT:
            return Place(Fit.CARRIED, span, "the sentence was moved")
        return Place(Fit.ORPHANED, why="its words stand in other surroundings")
    ranked = sorted(((sum(adjacent(words, place, before, after)), place) for place in found), reverse=True)
    (best, place), (second, _) = ranked[0], ranked[1]
    if bare or best < NEAR * 2 or best - second < LEAD:
        return Place(Fit.ORPHANED, why=f"its words stand {len(found)} times")
    return Place(Fit.EXACT, words.span(*place))


def adjacent(words: Flat, place: tuple[int, int], before: str, after: str) -> tuple[float, float]:
    """Tell how like (0 to 1) what stands right before and after a range is to what stood there."""
    now = surroundings(words.text, place, max(len(before), len(after)) + 1)
    left = likeness(before[-2 * CONTEXT :], now[0][-len(before[-2 * CONTEXT :]) :]) if before else float(not now[0])
    right = likeness(after[: 2 * CONTEXT], now[1][: len(after[: 2 * CONTEXT])]) if after else float(not now[1])
    return left, right


def near(words: Flat, place: tuple[int, int], before: str, after: str) -> tuple[float, float]:
    """Tell what share of what stood before and after is still in the neighbourhood there."""
    now = surroundings(words.text, place, AROUND)
    return shared(before, now[0]) if before else float(not now[0]), shared(after, now[1]) if after else float(not now[1])


def shared(kept: str, now: str) -> float:
    """Give the share of some text that is found in another, in pieces of some length."""
    matches = SequenceMatcher(None, now, kept, autojunk=False).get_matching_blocks()
    return sum(m.size for m in matches if m.size >= min(PIECE, len(kept))) / len(kept)


def likeness(one: str, other: str, least: float = 0.0) -> float:
    """Tell how like two texts are, 0 to 1; 0 for less than `least`."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if least and (matcher.real_quick_ratio() < least or matcher.quick_ratio() < least):
        return 0.0
    return matcher.ratio()


def candidates_of(words: Flat, sentences: Sequence[Span], taken: set[Span]) -> Iterator[Span]:
    """Give the places for a changed sentence: every sentence, and every two that follow each other, that no other has."""
    free = [span for span in sentences if not any(span.overlaps(other) for other in taken)]
    yield from free
    for one, other in pairwise(free):
        if not words.source.text[one.end : other.start].strip() and "\n\n" not in words.source.text[one.end : other.start]:
            yield Span(one.start, other.end)


def closely(words: Flat, anchor: Anchor, candidates: Sequence[Span]) -> tuple[float, Span] | None:
    """Find the one place that is most like the corrected sentence: how like it is, and where; None if none is, or two are."""
    quote, before, after = flat(anchor.quote), flat(anchor.before), flat(anchor.after)
    scored: list[tuple[float, float, Span]] = []
    for span in candidates:
        place = words.range(span)
        like = likeness(quote, words.text[slice(*place)], CLOSE - LEAD)
        if like:
            left, right = near(words, place, before, after) if before or after else (0.0, 0.0)
            surrounded = min(left, right) if len(quote) < SHORT else max(left, right)
            scored.append((like, surrounded, span))
    if not scored:
        return None
    scored.sort(key=lambda item: (item[0] + LEAD * 2 * item[1], item[0]), reverse=True)
    like, surrounded, span = scored[0]
    rivals = [other + LEAD * 2 * around for other, around, place in scored[1:] if not place.overlaps(span)]
    if like < (CLOSE if surrounded >= NEAR else CERTAIN) or (surrounded < NEAR and len(quote) < SHORT):
        return None
    if rivals and max(rivals) > like + LEAD * 2 * surrounded - LEAD:
        return None
    return like, span
