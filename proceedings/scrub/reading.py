"""Read a sentence that is to be scrubbed: its tokens, what stands in quotation marks, who speaks in it and who is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from proceedings.model import Sentence
from proceedings.scrub.known import Known, Person, fold
from proceedings.scrub.rewrite import Edit
from proceedings.structure.cues import SPEAKING, cues
from proceedings.structure.names import Kind, kind_of
from proceedings.structure.people import Mention
from proceedings.structure.tokens import Token, tokenize
from proceedings.text import Source, Span
from proceedings.values import dataclass

OPENING, CLOSING = "“«„", "”»"


@dataclass(frozen=True)
class Reading:
    """A sentence to be scrubbed: who of the persons must not be told, and who speaks in it.

    hidden: the persons whose names give way, by number; speaking: those to whom the sentence gives words; protected: words of
    the event's facts, which stay where they name no person in full; follows: the sentence before was theirs too;
    everybody: whoever is called by an office gives way.
    """

    source: Source
    sentence: Sentence
    known: Known
    hidden: frozenset[int]
    speaking: frozenset[int]
    mentions: tuple[Mention, ...]
    protected: tuple[Span, ...]
    follows: bool
    say: Mapping[str, str]
    everybody: bool = False

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tokenize(self.source.words(self.sentence.span), self.sentence.span.start)

    @cached_property
    def text(self) -> str:
        """The folded words."""
        return fold(self.source.words(self.sentence.span)).replace("’", "'")

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """Where quotation marks enclose words."""
        found, opened = [], -1
        for i, c in enumerate(self.source.words(self.sentence.span)):
            if opened < 0 and (c in OPENING or c == '"'):
                opened = i
            elif opened >= 0 and (c in CLOSING or c == '"'):
                found.append(Span(opened, i))
                opened = -1
        if opened >= 0:
            found.append(Span(opened, len(self.text)))
        start = self.sentence.span.start
        return tuple(Span(a + start, b + start) for a, b in found)

    def is_quoted(self, at: int) -> bool:
        return any(q.start <= at < q.end for q in self.quoted)

    def names_at(self, run: tuple[int, int]) -> set[str]:
        """Give the words of a run of tokens that only names have, folded."""
        return {fold(t.text) for t in self.tokens[slice(*run)] if kind_of(t.text) is Kind.CAPITAL and len(t.text) > 3}

    def names_left(self, edits: Iterable[Edit]) -> set[str]:
        """Give the folded words with capitals that neither an edit nor a fact of the event takes."""
        taken = [*(e.span for e in edits), *self.protected]
        return {fold(t.text) for t in self.tokens if t.text[0].isupper() and not any(span.overlaps(t.span) for span in taken)}

    def person(self, n: int) -> Person:
        return self.known.people[n]

    def present(self) -> frozenset[int]:
        """Who is named or speaks here."""
        return self.speaking | {m.person for m in self.mentions}


def reports(token: Token, classes: frozenset[str] = SPEAKING) -> bool:
    """Tell whether a word is a finite verb that reports speech or a view."""
    verb = cues().verbs[token.lower] if token.text[0].islower() else None
    return verb is not None and verb.finite and bool(verb.classes & classes)
