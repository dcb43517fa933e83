"""Find the bodies that an article names, the full name of one named in short, and the body that an office points at."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from proceedings.structure.affiliations import RANKS, is_head
from proceedings.structure.lexicons import lexicon
from proceedings.structure.names import Kind, entries, honorifics, kind_of, plain
from proceedings.structure.officewords import ARTICLES, LINKS, Range, Tokens, is_state, proper_end
from proceedings.structure.segment import Segment

Place = tuple[int, Range]
"""A segment and a range of its tokens."""


class Bodies:
    """The full names of bodies in an article, by the word that heads them, found when first asked for.

    persons: where words name a person (segment and tokens), with which no body's name begins.
    """

    def __init__(self, segments: tuple[Segment, ...], persons: Sequence[tuple[int, Range]]) -> None:
        self.segments, self.persons = segments, persons
        self.names: dict[str, list[tuple[int, Range]]] | None = None
        self.fields: dict[frozenset[str], Place] | None = None

    def full_name(self, word: str) -> tuple[int, Range] | None:
        """Give where the article first names in full the body that it calls "the Trust", None when it never does."""
        found = self.all_names().get(word)
        return found[0] if found else None

    def longer_name(self, number: int, name: Range) -> tuple[int, Range]:
        """Give a fuller name that goes on after the same words ("the Regional Council" of Souss), else the name itself."""
        own = [t.lower for t in self.segments[number].tokens[name[0] : name[1]]]
        for place, (start, end) in self.all_names().get(own[-1], ()):
            words = [t.lower for t in self.segments[place].tokens[start:end]]
            if len(words) > len(own) and words[: len(own)] == own:
                return place, (start, end)
        return number, name

    def only_name(self, words: tuple[str, ...]) -> tuple[int, Range] | None:
        """Give the one body of these kinds that the article names in full, None when it has none or several."""
        found = [place for word in words for place in self.all_names().get(word, ())]
        texts = {" ".join(t.lower for t in self.segments[n].tokens[a:b]) for n, (a, b) in found}
        return found[0] if len(texts) == 1 else None

    def ministries(self) -> dict[frozenset[str], Place]:
        """Give where each ministry is first named, by the words of its field."""
        if self.fields is None:
            self.fields = {}
            for number, (start, end) in self.all_names().get("ministry", ()):
                words = self.segments[number].tokens[start:end]
                head = next(k for k, t in enumerate(words) if plain(t) == "ministry")
                self.fields.setdefault(frozenset(field_words(words[head + 1 :])), (number, (start, end)))
        return self.fields

    def all_names(self) -> dict[str, list[tuple[int, Range]]]:
        """Give the names by the words that head them."""
        if self.names is None:
            self.names = {}
            taken = {(number, at) for number, words in self.persons for at in range(*words)}
            for number, part in enumerate(self.segments):
                self.read(number, part, taken)
        return self.names

    def read(self, number: int, part: Segment, taken: set[tuple[int, int]]) -> None:
        """Note the names of bodies in a segment, none that begins with one of the tokens taken."""
        assert self.names is not None
        tokens = part.tokens
        end = 0
        for at in () if part.text.isupper() else part.capitals:
            if at < end or (number, at) in taken or not tokens[at].text[0].isupper():
                continue
            kind = kind_of(tokens[at].text)
            if kind in (Kind.GRAMMAR, Kind.OFFICE) or (kind is not Kind.HEAD and plain(tokens[at]) in honorifics()):
                continue
            end = proper_end(tokens, at)
            for start, stop in apart(tokens, at, end):
                for head in heads_of(tokens, start, stop) if stop - start > 1 else ():
                    self.names.setdefault(head, []).append((number, (start, stop)))


def apart(tokens: Tokens, start: int, end: int) -> list[Range]:
    """Take two bodies that "and the" joins for two: "the Dock Museum and the Harbour Trust"."""
    for at in range(start + 1, end - 2):
        parts = tokens[at].lower == "and" and tokens[at + 1].lower == "the"
        if parts and heads_of(tokens, start, at) and heads_of(tokens, at + 2, end):
            return [(start, at), *apart(tokens, at + 2, end)]
    return [(start, end)]


def heads_of(tokens: Tokens, start: int, end: int) -> set[str]:
    """Give the words that head a name: its last, one before "of", "for", a state; else its first, as in Romance tongues."""
    found: set[str] = set()
    for at in range(start, end):
        word = plain(tokens[at])
        if is_head(word) and (at + 1 == end or tokens[at + 1].lower in BEHIND_HEAD or is_state(tokens, at + 1, end)):
            found.add(word)
    if not found and end - start > 1 and kind_of(tokens[start + 1].text) is Kind.CAPITAL:
        first = plain(tokens[start])
        if first in entries("nonames", "leading") or (is_head(first) and first in entries("nonames", "bearers")):
            found.add(first)
    return found


BEHIND_HEAD = frozenset({"of", "for", "on", "(", "de", "del", "da", "do"})


def ministry_of(segments: tuple[Segment, ...], bodies: Bodies, role: tuple[int, Range]) -> tuple[int, Range] | None:
    """Give the ministry that the article names with the same field as a minister's office: "Minister for Trade"."""
    number, (start, end) = role
    tokens = segments[number].tokens[start:end]
    at = next((k for k, t in enumerate(tokens) if plain(t) in ("minister", "vice-minister")), None)
    if at is None:
        return None
    field = field_words(tokens[at + 1 :]) or field_words(tokens[:at]) - {"state"}
    if not field:
        return None
    return bodies.ministries().get(frozenset(field))


def field_words(tokens: Tokens) -> set[str]:
    """Give the words of a field, without links, ranks and marks."""
    return {plain(t) for t in tokens if t.text[0].isalpha() and t.lower not in LINKS | ARTICLES} - RANKS


def in_full(segments: tuple[Segment, ...], bodies: Bodies, place: Place) -> Place | None:
    """Give where a body named in short ("the Trust") has its full name; None when such a word has none."""
    number, (start, end) = place
    tokens = segments[number].tokens
    while start < end and tokens[start].lower in ARTICLES:
        start += 1
    if end - start != 1 or not is_head(plain(tokens[start])):
        definite = start and tokens[start - 1].lower in ("the", "its", "our")
        return bodies.longer_name(number, (start, end)) if definite and end - start > 1 else place
    if end < len(tokens) and tokens[end].lower in ("of", "for"):
        return place
    return bodies.full_name(plain(tokens[start]))


FIRMS = ("limited", "ltd", "plc", "inc", "corporation", "company", "industries")
FIRM_WORDS = ("company", "firm", "group", "corporation")
"""By what words a firm is called, and what closes its name."""


def called_body(segments: tuple[Segment, ...], role: Place) -> str | None:
    """Give the word for a body with which a role ends: "chairman of the [federation]"; None when it ends otherwise."""
    number, (start, end) = role
    tokens = segments[number].tokens
    if end - start < 3 or tokens[end - 2].lower not in ("the", "our", "this") or not is_head(plain(tokens[end - 1])):
        return None
    return plain(tokens[end - 1])


@cache
def houses() -> dict[str, tuple[str, ...]]:
    """Give, for each office that only some kinds of bodies have, the words that head their names."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lexicon("offices")["houses"].strip().splitlines():
        titles, _, kinds = line.partition(":")
        found.update(dict.fromkeys(titles.split(), tuple(kinds.split())))
    return found


def houses_of(segments: tuple[Segment, ...], role: Place) -> tuple[str, ...]:
    """Give the kinds of bodies that have the office of a role of one word or two: "Vice-Chancellor", "General Manager"."""
    tokens = segments[role[0]].tokens[role[1][0] : role[1][1]]
    words = {plain(t) for t in tokens}
    if len(tokens) > 3 or ("secretary" in words and not words.isdisjoint(entries("offices", "posts"))):
        return ()
    return next((kinds for t in tokens if (kinds := houses().get(plain(t)))), ())


def body_for(segments: tuple[Segment, ...], bodies: Bodies, role: Place) -> Place | None:
    """Find the body that a role points at by its words: "the federation", "Minister of Trade", "Vice-Chancellor"."""
    if called := called_body(segments, role):
        return bodies.full_name(called) or (bodies.only_name(FIRMS) if called in FIRM_WORDS else None)
    if ministry := ministry_of(segments, bodies, role):
        return ministry
    return bodies.only_name(houses_of(segments, role))
