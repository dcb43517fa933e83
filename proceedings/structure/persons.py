"""Gather the namings of an article by person, find the short mentions, and choose how each person is titled."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable

from proceedings.structure.bodies import Bodies, Place, body_for, in_full
from proceedings.structure.names import Kind, entries, kind_of, plain
from proceedings.structure.namings import Naming
from proceedings.structure.officewords import Range, Tokens
from proceedings.structure.segment import Segment
from proceedings.values import dataclass, field, replace


@dataclass(slots=True)
class Sighting:
    """One place that points at a person: token ranges of the words and of all that belongs to them.

    rivals: others whose name the words fit as well.
    """

    segment: int
    words: Range
    extent: Range
    full: bool = False
    office: bool = False
    rivals: tuple[Draft, ...] = ()


@dataclass(slots=True)
class Draft:
    """A person while the article is read: the words of the fullest name, where it stands, and what is known so far."""

    words: tuple[str, ...]
    name: Place
    sightings: list[Sighting] = field(default_factory=list)
    titles: Place | None = None
    role: Place | None = None
    role_words: tuple[str, ...] = ()
    affiliation: Place | None = None
    home: Place | None = None
    gender: str | None = None
    styles: set[str] = field(default_factory=set)
    places: list[tuple[int, int]] = field(default_factory=list)

    @property
    def first(self) -> tuple[int, int]:
        return self.places[0]

    def see(self, sighting: Sighting) -> None:
        """Note a sighting; `places` keeps where they start, in order."""
        self.sightings.append(sighting)
        insort(self.places, (sighting.segment, sighting.words[0]))


PATRONYMICS = {"f": "female_patronymics", "m": "male_patronymics"}
SLAVIC_NAMES = {"f": "female_slavic", "m": "male_slavic"}
"""Tables of `given` by the gender of whose names end so: those from the father, family names of East Slavs."""


def words_of_name(tokens: Tokens, name: Range) -> tuple[str, ...]:
    """Give the words of a name in small letters, without stops and marks."""
    return tuple(plain(t) for t in tokens[name[0] : name[1]] if t.text[0].isalnum())


def matches(short: str, long: str) -> bool:
    """Tell whether two words of names are the same: equal, an initial, or a part of a hyphenated word."""
    if short == long:
        return True
    if len(short.rstrip(".")) == 1 or len(long.rstrip(".")) == 1:
        return short[0] == long[0]
    return "-" in long and short in long.split("-")


def same_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Tell whether two names of two words or more name one person: all words of the shorter stand in the longer, in order."""
    short, long = sorted((a, b), key=lambda words: (len(words), sum(len(word) > 1 for word in words)))
    needed = min(2, sum(len(word) > 1 for word in short))
    at = whole = 0
    for word in short:
        while at < len(long) and not (matches(word, long[at]) or matches(long[at], word)):
            at += 1
        if at == len(long):
            return sorted(short) == sorted(long)
        whole += len(word.rstrip(".")) > 1 and len(long[at].rstrip(".")) > 1
        at += 1
    return 0 < needed <= whole and (matches(short[-1], long[-1]) or whole >= 2)


class Register:
    """The persons found so far, by the words of their names."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.by_word: dict[str, list[int]] = defaultdict(list)

    def add(self, draft: Draft) -> int:
        """Enter a new person."""
        self.drafts.append(draft)
        self.enter(len(self.drafts) - 1, draft.words)
        return len(self.drafts) - 1

    def enter(self, index: int, words: tuple[str, ...]) -> None:
        """Enter the words of a name of a person."""
        for word in words:
            for part in {word, *word.split("-")}:
                if len(part.rstrip(".")) > 1 and index not in self.by_word[part]:
                    self.by_word[part].append(index)

    def find(self, words: tuple[str, ...], gender: str | None) -> int | None:
        """Find the person whose name agrees with a name of two words or more."""
        for word in (words[-1], *words[:-1]):
            for index in self.by_word.get(word, ()):
                draft = self.drafts[index]
                if same_name(words, draft.words) and not (gender and draft.gender and gender != draft.gender):
                    return index
        return None

    def is_given(self, word: str) -> bool:
        """Tell whether all whose name has the word have it for their given name."""
        bearers = self.by_word.get(word, ())
        return bool(bearers) and all(self.drafts[i].words[0] == word for i in bearers)

    def find_initialled(self, words: tuple[str, ...]) -> int | None:
        """Find the person whose initials a given name and a patronymic are: "Ivan Petrovich" after "I.P. Orlov"."""
        gender = next((g for g, kind in PATRONYMICS.items() if words[-1].endswith(tuple(entries("given", kind)))), None)
        if len(words) != 2 or gender is None:
            return None
        other = tuple(entries("given", SLAVIC_NAMES["m" if gender == "f" else "f"]))
        wanted = words[0][0] + words[1][0]
        fitting = [
            i
            for i, draft in enumerate(self.drafts)
            if "".join(draft.words[:-1]).replace(".", "") == wanted
            and all("." in word or len(word) == 1 for word in draft.words[:-1])
            and draft.gender in (None, gender)
            and not draft.words[-1].endswith(other)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def find_short(
        self, words: tuple[str, ...], gender: str | None, at: tuple[int, int], titles: Iterable[str] = ()
    ) -> list[int]:
        """Find at whom a part of a name may point: the last named of those whom it fits first."""
        fitting = [i for i in self.by_word.get(words[-1], ()) if self.fits(i, words, gender)]
        if len(fitting) > 1:
            closing = [i for i in fitting if self.drafts[i].words[-1] == words[-1]]
            fitting = closing or fitting
        if len(fitting) > 1 and gender:
            sure = [i for i in fitting if self.drafts[i].gender == gender]
            fitting = sure or fitting
        if len(fitting) > 1:
            styled = [i for i in fitting if self.drafts[i].styles & set(titles)]
            fitting = styled or fitting
        if len(fitting) < 2:
            return fitting
        known = [i for i in fitting if self.last_before(i, at)[0]]
        return sorted(known or fitting, key=lambda i: self.last_before(i, at), reverse=True)

    def fits(self, index: int, words: tuple[str, ...], gender: str | None) -> bool:
        """Tell whether all words stand in a person's name and nothing speaks against it."""
        draft = self.drafts[index]
        if gender and draft.gender and gender != draft.gender:
            return False
        return all(any(matches(word, own) for own in draft.words) for word in words)

    def last_before(self, index: int, at: tuple[int, int]) -> tuple[bool, tuple[int, int]]:
        """Give the last sighting of a person before a place, for comparing; later ones count less, the nearest most."""
        places = self.drafts[index].places
        rank = bisect_left(places, at)
        if rank:
            return True, places[rank - 1]
        return False, (-places[0][0], -places[0][1])


def gather(segments: tuple[Segment, ...], namings: list[Naming]) -> list[Draft]:
    """Join the namings of each person, full names first, then single ones, then find the short mentions."""
    register = Register()
    for naming in namings:
        if not naming.alone:
            settle(register, segments, naming)
    for naming in namings:
        if naming.alone:
            settle_single(register, segments, naming)
    find_short_mentions(register, segments, namings)
    for draft in register.drafts:
        draft.sightings.sort(key=lambda s: (s.segment, s.words))
    return sorted(register.drafts, key=lambda draft: draft.first)


def settle(register: Register, segments: tuple[Segment, ...], naming: Naming) -> None:
    """Give a full name to the person it names, a new one or one known."""
    tokens = segments[naming.segment].tokens
    words = words_of_name(tokens, naming.name)
    gender = naming.titles.gender if naming.titles else None
    index = register.find(words, gender)
    if index is None and len(words) == 2 and words[0] in entries("honorifics", "before_given") and register.is_given(words[1]):
        settle_single(register, segments, replace(naming, name=(naming.name[1] - 1, naming.name[1])))
        return
    formal = register.find_initialled(words) if index is None and not (naming.before.role or naming.after.role) else None
    if index is None:
        index = register.add(Draft(words, (naming.segment, naming.name))) if formal is None else formal
    draft = register.drafts[index]
    if formal is None and len(" ".join(words)) > len(" ".join(draft.words)):
        draft.words, draft.name = words, (naming.segment, naming.name)
        register.enter(index, words)
    note(draft, tokens, naming, full=not draft.sightings)


def settle_single(register: Register, segments: tuple[Segment, ...], naming: Naming) -> None:
    """Give a single name to the person it fits, or to a new one."""
    tokens = segments[naming.segment].tokens
    words = words_of_name(tokens, naming.name)
    gender = naming.titles.gender if naming.titles else None
    fitting = register.find_short(words, gender, (naming.segment, naming.start), titles_of(tokens, naming))
    index = fitting[0] if fitting else register.add(Draft(words, (naming.segment, naming.name)))
    draft = register.drafts[index]
    note(draft, tokens, naming, full=not draft.sightings, rivals=tuple(register.drafts[i] for i in fitting[1:]))


def titles_of(tokens: Tokens, naming: Naming) -> list[str]:
    """Give the words of the honorifics of a naming."""
    if naming.titles is None:
        return []
    return [plain(t) for t in tokens[naming.start : naming.titles.end] if t.text[0].isalpha()]


def note(draft: Draft, tokens: Tokens, naming: Naming, full: bool, rivals: tuple[Draft, ...] = ()) -> None:
    """Note a naming of a person: where it stands, and what it tells of titles, role, affiliation."""
    words = (naming.start, naming.name[1])
    left = naming.before.role[0] if naming.before.role else naming.start
    draft.see(Sighting(naming.segment, words, (left, max(naming.after.end, naming.name[1])), full, rivals=rivals))
    if naming.titles:
        draft.styles |= set(titles_of(tokens, naming))
        draft.titles = draft.titles or (naming.segment, (naming.start, naming.titles.end))
        draft.gender = draft.gender or naming.titles.gender
    elif naming.degree and draft.titles is None:
        draft.titles = (naming.segment, naming.degree)
    role = weightier(tokens, naming.before.role, naming.after.role)
    if role and (draft.role is None or is_fuller(tokens, role, draft)):
        draft.role = (naming.segment, role)
        draft.role_words = tuple(t.lower for t in tokens[role[0] : role[1]])
    affiliation = naming.after.affiliation or naming.before.affiliation
    if affiliation and draft.affiliation is None:
        draft.affiliation = (naming.segment, affiliation)
    if naming.after.home and draft.home is None:
        draft.home = (naming.segment, naming.after.home)


def is_fuller(tokens: Tokens, role: Range, draft: Draft) -> bool:
    """Tell whether a later naming gives in full a role known in short: "Chairman", "Chairman of the Growers' Union"."""
    known = len(draft.role_words)
    words = tuple(t.lower for t in tokens[role[0] : role[1]])
    return known < 3 and len(words) > known + 1 and words[:known] == draft.role_words and words[known] in ("of", "for", "at")


def weightier(tokens: Tokens, before: Range | None, after: Range | None) -> Range | None:
    """Choose of two roles of one naming: an office counts more than a trade; else the one after the name."""
    if before is None or after is None:
        return after or before
    if plays_part(tokens[after[0] : after[1]]) and not plays_part(tokens[before[0] : before[1]]):
        return before
    holds = [holds_office(tokens[a:b]) for a, b in (before, after)]
    return before if holds[0] and not holds[1] else after


def plays_part(role: Tokens) -> bool:
    """Tell whether a role is a part played at the event or a loose word for people: "chief guest", "the official who …"."""
    return plain(role[-1]) in entries("offices", "parts") and not any(t.lower == "of" for t in role)


def holds_office(role: Tokens) -> bool:
    """Tell whether a role has an office, more than a part played at the event ("keynote speaker")."""
    words = [plain(t) for t in role]
    office, parts = entries("offices", "office"), entries("offices", "parts")
    return any(w in office and (w not in parts or "of" in words) for w in words)


def find_short_mentions(register: Register, segments: tuple[Segment, ...], namings: list[Naming]) -> None:
    """Find the places where a part of a known name stands alone."""
    taken: dict[int, set[int]] = defaultdict(set)
    for naming in namings:
        taken[naming.segment].update(range(naming.start, naming.name[1]))
    particles = entries("given", "particles")
    for number, part in enumerate(segments):
        busy = taken.get(number, set())
        tokens = part.tokens
        end = 0
        spots: Iterable[int] = part.capitals
        if not particles.isdisjoint(part.words):
            spots = sorted({*spots, *(i for i, token in enumerate(tokens) if token.lower in particles)})
        for i in spots:
            if i >= end and i not in busy and tokens[i].text[0].isalpha() and (stop := short_end(register, tokens, i)):
                sight_short(register, tokens, number, (i, stop))
                end = stop


def short_end(register: Register, tokens: Tokens, i: int) -> int:
    """Give the token after a part of a known name that starts at token i; 0 when none does."""
    at = i
    while at < len(tokens) and at - i < 4 and plain(tokens[at]) in entries("given", "particles"):
        at += 1
    if at >= len(tokens) or (not tokens[at].text[0].isupper() and ord(tokens[at].text[0]) < 0x250):
        return 0
    if at > i and plain(tokens[i]) not in register.by_word:
        at = i if tokens[i].text[0].isupper() else at
    owners = set(register.by_word.get(plain(tokens[at]), ()))
    if not owners or kind_of(tokens[at].text) is Kind.GRAMMAR:
        return 0
    at += 1
    while (
        at < len(tokens)
        and (more := owners & set(register.by_word.get(plain(tokens[at]), ())))
        and tokens[at].text[0].isalpha()
    ):
        owners = more
        at += 1
    while at > i + 1 and tokens[at - 1].text[0].islower():
        at -= 1
    return at if stands_free(tokens, i, at) else 0


def stands_free(tokens: Tokens, i: int, end: int) -> bool:
    """Tell whether a part of a name stands by itself, and not inside the name of a body or a place."""
    if (
        end < len(tokens)
        and tokens[end].text[0].isupper()
        and kind_of(tokens[end].text) in (Kind.HEAD, Kind.THING, Kind.ACRONYM, Kind.CAPITAL, Kind.GIVEN)
    ):
        return tokens[end].lower.endswith("day")
    if end < len(tokens) and tokens[end].text == "&":
        return False
    if not i:
        return True
    previous = tokens[i - 1]
    kind = kind_of(previous.text)
    owned = end < len(tokens) and tokens[end].lower in ("'s", "'")
    if previous.lower in ("in", "near", "at") and not owned:
        return False
    if previous.text in ("-", "&") or (previous.lower in ("in", "near") and kind_of(tokens[i].text) is Kind.PLACE):
        return False
    return not (
        previous.text[0].isupper()
        and kind in (Kind.HEAD, Kind.THING, Kind.PLACE, Kind.ACRONYM, Kind.CAPITAL, Kind.GIVEN)
        and i > 1
    )


def sight_short(register: Register, tokens: Tokens, number: int, words: Range) -> None:
    """Note a short mention of the person at whom it points."""
    fitting = register.find_short(words_of_name(tokens, words), None, (number, words[0]))
    if not fitting:
        return
    start = words[0]
    if start and kind_of(tokens[start - 1].text) is Kind.OFFICE:
        start -= 1
    rivals = tuple(register.drafts[i] for i in fitting[1:])
    register.drafts[fitting[0]].see(Sighting(number, (start, words[1]), (start, words[1]), rivals=rivals))


def resolve_bodies(segments: tuple[Segment, ...], drafts: list[Draft]) -> None:
    """Put the full names of bodies in place of short ones, and find the university of its officers."""
    bodies = Bodies(segments, [(sighting.segment, sighting.words) for draft in drafts for sighting in draft.sightings])
    for draft in drafts:
        if draft.affiliation is not None:
            draft.affiliation = in_full(segments, bodies, draft.affiliation)
        if draft.affiliation is None and draft.role is not None:
            draft.affiliation = body_for(segments, bodies, draft.role)
        draft.affiliation = draft.affiliation or draft.home
