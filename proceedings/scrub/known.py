"""Know whom a text may not name: proceedings in, every person with names, roles and affiliations in all their forms out."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, cached_property, lru_cache

from proceedings.model import Proceedings
from proceedings.structure.names import Kind, kind_of, states
from proceedings.structure.officewords import is_office, proper_end
from proceedings.structure.people import Mention, MentionKind, find_people
from proceedings.structure.segment import segment
from proceedings.structure.tokens import Token, tokenize
from proceedings.values import dataclass, replace

BODY_AFTER = re.compile(r"\b(?:of|at|for|from|in|with|to)\s+(?:the\s+)?(?=[^\W\d_a-z])|,\s+(?:the\s+)?(?=[^\W\d_a-z])")
PLACE_BEFORE = re.compile(r"(\S{4,}) [a-z]")
BEFORE_BRACKET = re.compile(r"\b([A-Z]{2,6}) \($")
CALLING = re.compile(
    r"\s*,?\s*who\s+(?:is|was|has been|had been)\s+an?\s+([a-z]+(?:-[a-z]+)*)(?=[,.;)]|\s+(?:and|for|here|at|in|since)\b)"
    r"|\s*\(([a-z]+(?:-[a-z]+)*)\)"
)
"""What is said of somebody right after the name: "who has been a porter", "(donor)"."""
BRACKETED = re.compile(r"\s*\(([^()]*)\)")


@dataclass(frozen=True)
class Person:
    """Somebody the text names: folded words of the name; role and affiliation in the source's words ("" for none).

    speaks: statements of theirs are reported; id: theirs in the proceedings, "" for those who did not speak; places: what
    follows the name wherever it is told in full; callings: words that say what somebody is, wherever the name stands.
    """

    name: str
    role: str
    affiliation: str
    honorific: str
    id: str
    places: tuple[str, ...] = ()
    callings: tuple[str, ...] = ()

    @property
    def speaks(self) -> bool:
        return bool(self.id)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the name that tell the person, folded: no particles, no initials; parts of hyphenated ones too."""
        found = set()
        for token in tokenize(self.name):
            word = fold(token.text).strip(".")
            if len(word) > 1 and kind_of(token.text) not in (Kind.PARTICLE, Kind.INITIAL, Kind.MARK, Kind.GRAMMAR, Kind.NUMBER):
                found |= {word, *(part for part in word.split("-") if len(part) > 2)}
        return frozenset(found)

    @property
    def capacity(self) -> str:
        return f"{self.role} {self.honorific}"

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The honorifics that are offices too: "Senator", "Captain"."""
        return tuple(t.text for t in tokenize(self.honorific) if is_office(t) and len(t.text) > 3)

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """Every form of the affiliation, the longest first: as it stands, its acronym, a state's people, ends of the role."""
        forms = set()
        for whole in filter(None, (self.affiliation, *tails(self.role), *owners(self.role), *self.places)):
            short = whole.removeprefix("the ").removeprefix("The ")
            forms |= {short, BRACKETED.sub("", short), *BRACKETED.findall(short)}
            letters = "".join(w[0] for w in BRACKETED.sub("", short).split() if w[0].isupper())
            forms |= {letters} if len(letters) > 2 else set()
            forms |= peoples(short)
            place = PLACE_BEFORE.match(short)
            forms |= {place.group(1)} if place and kind_of(place.group(1)) in (Kind.CAPITAL, Kind.PLACE) else set()
        return tuple(sorted((f for f in map(str.strip, forms) if len(f) > 1), key=lambda f: (-len(f), f)))


@dataclass(frozen=True, slots=True)
class Known:
    """All persons of a text, and every place that points at one of them, by its number."""

    people: tuple[Person, ...]
    mentions: tuple[Mention, ...]


def know(p: Proceedings) -> Known:
    """Find everybody whom the source names, speakers or not, and those whom only a correction names."""
    found = find_people(segment(p.source))
    by_name = {p.words(s.name): s for s in p.speakers}
    persons: list[Person] = []
    extents: dict[int, list[str]] = {}
    callings: dict[int, list[str]] = {}
    for m in found.mentions:
        after = p.source.text[m.span.end : m.extent.end]
        if owner := owner_before(p, m):
            extents.setdefault(m.person, []).append(owner)
        if body := BEFORE_BRACKET.search(p.source.text, max(0, m.extent.start - 9), m.extent.start):
            extents.setdefault(m.person, []).append(body.group(1))
        if calling := CALLING.match(p.source.text, m.span.end) or CALLING.match(p.source.text, m.extent.end):
            callings.setdefault(m.person, []).append(calling.group(1) or calling.group(2))
        extents.setdefault(m.person, []).extend(tail for tail in tails(after) if tail.split(",")[0][:1].isupper())
    for number, person in enumerate(found.persons):
        name = p.words(person.name)
        speaker = by_name.pop(name, None)
        own = Person(name, p.words(person.role), p.words(person.affiliation), p.words(person.honorific), "")
        if speaker is not None:
            own = replace(
                own,
                role=p.words(speaker.role) or own.role,
                affiliation=p.words(speaker.affiliation) or own.affiliation,
                id=speaker.id,
            )
        own = replace(
            own, places=tuple(tail.split(",")[0] for tail in extents.get(number, ())), callings=tuple(callings.get(number, ()))
        )
        persons.append(own)
    for name, speaker in by_name.items():
        persons.append(
            Person(name, p.words(speaker.role), p.words(speaker.affiliation), p.words(speaker.honorific), speaker.id)
        )
    return Known(tuple(persons), tuple(m for m in found.mentions if m.kind is not MentionKind.PRONOUN))


def owner_before(p: Proceedings, m: Mention) -> str:
    """Give the body that opens a sentence and has somebody in it: "The Ports Authority will build, its chair X said"."""
    start = next((s.span.start for s in p.sentences if s.span.contains(m.span)), m.span.start)
    tokens = tokenize(p.source.text[start : m.span.start])
    if all(t.lower != "its" for t in tokens[-6:]):
        return ""
    at = after_dateline(tokens)
    at += at < len(tokens) and tokens[at].lower == "the"
    end = proper_end(tokens, at)
    return p.source.text[start + tokens[at].span.start : start + tokens[end - 1].span.end] if end > at else ""


def after_dateline(tokens: tuple[Token, ...]) -> int:
    """Give the token after a dateline: "MANILA – ..."."""
    return next((i + 1 for i, t in enumerate(tokens[:10]) if t.text in ("-", "–", "—", "--")), 0)


def owners(role: str) -> list[str]:
    """Give whose a role is: "Portugal's housing secretary", "Norwegian envoy"."""
    tokens = tokenize(role)
    found = [role[: t.span.start] for t in tokens if t.lower == "'s"][:1]
    own = states()[1]
    return found + [own[t.lower].title() for t in tokens if t.lower in own]


def tails(role: str) -> list[str]:
    """Give the ends of a role that may be a body's name: "President of DISA" gives "DISA"."""
    return [role[found.end() :] for found in BODY_AFTER.finditer(role)]


@lru_cache(1000)
def peoples(state: str) -> frozenset[str]:
    """Give what the people of a state are called, "" for what is none."""
    names, own = states()
    lower = state.lower()
    if lower not in names:
        return frozenset()
    return frozenset(word.capitalize() for word, first in own.items() if first == lower)


@cache
def folded(character: str) -> str:
    """Give a character in small letters and without marks, always one for one."""
    plain = unicodedata.normalize("NFKD", character)[0].lower()
    return plain[0] if plain else character


def fold(text: str) -> str:
    """Give a text in small letters and without diacritics; every place in it stays where it is."""
    return text.lower() if text.isascii() else "".join(map(folded, text))


@lru_cache(1000)
def phrase_pattern(words: str) -> re.Pattern[str]:
    """Compile some words to be looked for in folded text: whole words, white space of any kind between them."""
    parts = [re.escape(part) for part in fold(words).replace("’", "'").split()]
    return re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)")
