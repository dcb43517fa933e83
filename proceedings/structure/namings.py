"""Find the places of an article that name a person with a capital: by title, by role, by given name, by what reports do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from proceedings.model import Shape
from proceedings.structure.capacity import ARTICLES, Capacity, Range, Tokens, after_name, before_name, is_office, stops
from proceedings.structure.names import NAME, SOFT, Kind, Titles, entries, honorifics, kind_of, plain, read_name, read_titles
from proceedings.structure.segment import Segment

CERTAIN = 2.0
"""Weight from which a capitalised run of two words or more counts as a person's name."""


@dataclass(frozen=True, slots=True)
class Naming:
    """One naming of a person: token ranges within its segment.

    start: the first title or the name's first word; name: the name without titles; before, after: what stands beside it in what
    capacity; score: how sure it is that this is a person; alone: the name is a single word.
    """

    segment: int
    start: int
    name: Range
    titles: Titles | None
    before: Capacity
    after: Capacity
    score: float

    @property
    def alone(self) -> bool:
        return self.name[1] - self.name[0] == 1


@dataclass(frozen=True, slots=True)
class Setting:
    """What the whole article tells of its words: those it writes in small letters, and those that stand alone like surnames."""

    low: frozenset[str]
    surnames: frozenset[str]


def read_setting(segments: Iterable[Segment]) -> Setting:
    """Read what the words of the article tell."""
    low: set[str] = set()
    surnames: set[str] = set()
    for part in segments:
        tokens = part.tokens
        for i, token in enumerate(tokens):
            first = token.text[0]
            if first.islower():
                low.add(token.lower)
            elif first.isupper() and acts_alone(tokens, i):
                surnames.add(token.lower)
    return Setting(frozenset(low), frozenset(surnames))


def acts_alone(tokens: Tokens, i: int) -> bool:
    """Tell whether the capitalised word at i stands alone and does what persons do: a verb of speech or the like follows."""
    if kind_of(tokens[i].text) not in (Kind.CAPITAL, Kind.GIVEN):
        return False
    if i and tokens[i - 1].text[0].isupper() and i > 1:
        return False
    return i + 1 < len(tokens) and tokens[i + 1].text[0].islower() and stops(tokens[i + 1])


def find_namings(segments: tuple[Segment, ...], setting: Setting) -> list[Naming]:
    """Find the namings in source order."""
    found: list[Naming] = []
    for number, part in enumerate(segments):
        if part.text.startswith("#") or is_byline(part):
            continue
        found.extend(in_segment(number, part, setting))
    return found


def is_byline(part: Segment) -> bool:
    """Tell whether a short line only says who wrote the article."""
    return part.first and len(part.tokens) <= 9 and part.tokens[0].lower == "by" and not part.text.rstrip().endswith((".", ":"))


def in_segment(number: int, part: Segment, setting: Setting) -> list[Naming]:
    """Find the namings of one segment."""
    tokens = part.tokens
    found: list[Naming] = []
    i, taken = 0, 0
    while i < len(tokens):
        text = tokens[i].text
        naming: Naming | None = None
        if plain(tokens[i]) in honorifics():
            naming = titled(number, tokens, i, setting)
        if naming is None and (text[0].isupper() or ord(text[0]) > 0x24F or kind_of(text) is Kind.PARTICLE):
            kind = kind_of(text)
            if kind in NAME or (kind is Kind.PARTICLE and i == 0):
                naming = untitled(number, part, i, setting, taken)
                if naming is None:
                    i = max(skip_run(tokens, i), i + 1)
                    continue
        if naming is None:
            i += 1
            continue
        found.append(naming)
        taken = naming.after.end
        i = naming.name[1]
    return found


def skip_run(tokens: Tokens, i: int) -> int:
    """Give the token after the words of names that stand together from token i."""
    while i < len(tokens) and kind_of(tokens[i].text) in NAME:
        i += 1
    return i


def titled(number: int, tokens: Tokens, i: int, setting: Setting) -> Naming | None:
    """Read a naming that opens with honorifics at token i."""
    titles = read_titles(tokens, i)
    if titles is None or titles.end >= len(tokens):
        return None
    at = titles.end
    kind = kind_of(tokens[at].text)
    if kind in (Kind.GRAMMAR, Kind.MARK, Kind.LOWER, Kind.NUMBER, Kind.HEAD) and not (kind is Kind.HEAD and not titles.soft):
        return None
    if titles.soft and kind in (Kind.OFFICE, Kind.THING, Kind.PLACE, Kind.ACRONYM, Kind.HEAD):
        return None
    allowed = SOFT if not titles.soft else NAME | {Kind.PLACE}
    first = frozenset(allowed | {Kind.OFFICE, Kind.HEAD}) if not titles.soft else allowed
    end = read_name(
        tokens, at, first if kind in (Kind.OFFICE, Kind.HEAD) else allowed, setting.low if titles.soft else frozenset()
    )
    end = drop_tail(tokens, at, end)
    if end == at or (titles.needs_two and end - at < 2):
        return None
    if end < len(tokens) and kind_of(tokens[end].text) is Kind.HEAD and tokens[end].text[0].isupper():
        return None
    if kind is Kind.OFFICE and end < len(tokens) and tokens[end].lower in ("of", "for"):
        return None
    if all(kind_of(t.text) is Kind.INITIAL for t in tokens[at:end]) and end - at == 1:
        return None
    return Naming(number, i, (at, end), titles, before_name(tokens, i, end), after_name(tokens, end), 5.0)


def drop_tail(tokens: Tokens, start: int, end: int) -> int:
    """Leave off what cannot close a name: an acronym or a thing after two words ("Dr Jane Doe CEO"), an initial, a day of the week."""
    while end - start > 1:
        kind = kind_of(tokens[end - 1].text)
        word = plain(tokens[end - 1])
        if kind is Kind.ACRONYM and end - start > 2 and len(word) < 5 and not tokens[start].text.isupper():
            end -= 1
        elif word.endswith("day") and kind is Kind.THING:
            end -= 1
        else:
            break
    return end


def untitled(number: int, part: Segment, i: int, setting: Setting, taken: int) -> Naming | None:
    """Read a naming without honorific at token i."""
    tokens = part.tokens
    given = kind_of(tokens[i].text) is Kind.GIVEN
    end = read_name(tokens, i, NAME, setting.low)
    if end == i:
        return None
    if given and end < len(tokens) and kind_of(tokens[end].text) in (Kind.THING, Kind.PLACE, Kind.OFFICE):
        longer = read_name(tokens, i, SOFT | {Kind.OFFICE}, setting.low)
        if longer == end + 1 and not (
            longer < len(tokens) and tokens[longer].text[0].isupper() and kind_of(tokens[longer].text) is not Kind.GRAMMAR
        ):
            end = drop_tail(tokens, i, longer)
    if follows_as_body(tokens, end) or all(kind_of(t.text) is Kind.INITIAL for t in tokens[i:end]):
        return None
    before = before_name(tokens, i, end) if i > taken or not taken else Capacity()
    after = after_name(tokens, end)
    score = weigh(part, i, end, before, after, setting)
    if end - i == 1:
        kind = kind_of(tokens[i].text)
        if (
            after.role is None
            and before.role is None
            or score < 3
            or kind not in (Kind.CAPITAL, Kind.GIVEN)
            or len(tokens[i].text) < 3
        ):
            return None
        if before.role is None and not heads_person(tokens, after.role):
            return None
    if score < CERTAIN:
        return None
    return Naming(number, i, (i, end), None, before, after, score)


LOOSE = frozenset(
    "host partner member winner leader holder agent home seat partner body provider maker producer exporter importer operator".split()
)


def heads_person(tokens: Tokens, role: Range | None) -> bool:
    """Tell whether the head of a role can only be a person: bodies and states are hosts, members, partners too."""
    if role is None:
        return False
    heads = [plain(tokens[at]) for at in range(*role) if is_office(tokens[at])]
    return bool(heads) and heads[0] not in LOOSE


def follows_as_body(tokens: Tokens, end: int) -> bool:
    """Tell whether the run goes on with a word that makes it the name of a body, a place or a work."""
    if end >= len(tokens):
        return False
    token = tokens[end]
    if token.text == "&":
        return True
    if not token.text[0].isupper():
        return False
    kind = kind_of(token.text)
    return kind in (Kind.HEAD, Kind.THING, Kind.ACRONYM) and not token.lower.endswith("day")


def weigh(part: Segment, i: int, end: int, before: Capacity, after: Capacity, setting: Setting) -> float:
    """Weigh the signs that the run of tokens i to end names a person."""
    tokens = part.tokens
    words = tokens[i:end]
    kinds = [kind_of(t.text) for t in words]
    score = 0.0
    score += 3.0 if before.role or (after.role and heads_person(tokens, after.role)) else 0.0
    score += 2.0 if kinds[0] is Kind.GIVEN else 1.0 if Kind.GIVEN in kinds else 0.0
    score += 1.5 if Kind.INITIAL in kinds and len(words) > 1 else 0.0
    score += 1.0 if Kind.PARTICLE in kinds[:-1] else 0.0
    score += 2.0 if len(words) > 1 and (words[-1].lower in setting.surnames or words[0].lower in setting.surnames) else 0.0
    score += 1.5 if acts(tokens, i, end) else 0.0
    score -= 1.5 if any(k in (Kind.THING, Kind.PLACE, Kind.OFFICE) for k in kinds) else 0.0
    if i:
        previous = tokens[i - 1]
        if previous.lower == "the" and not before.role:
            score -= 3.0
        elif previous.lower in ("in", "at", "near", "through", "across"):
            score -= 2.0
        elif previous.text[0].isupper() and kind_of(previous.text) not in (Kind.GRAMMAR, Kind.MARK) and not before.role:
            score -= 1.5
    if part.shape is Shape.HEADING:
        score -= 1.0
    if end < len(tokens) and tokens[end].lower in ("'s", "'", "’") and not before.role:
        score -= 0.5
    if part.text.isupper() or all(t.text.isupper() and len(t.text) > 2 for t in words):
        score -= 3.0
    return score


def acts(tokens: Tokens, i: int, end: int) -> bool:
    """Tell whether words of speech or action stand beside the run: "said X", "X argued", "X, who", "according to X"."""
    if end < len(tokens):
        follower = tokens[end]
        if follower.text == "," and end + 1 < len(tokens):
            follower = tokens[end + 1]
            if follower.lower in ("who", "whose", "himself", "herself"):
                return True
        elif follower.text[0].islower() and stops(follower) and follower.lower not in entries("nonames", "grammar"):
            return True
        elif follower.lower in ("says", "told", "said", "who", "also", "has", "had", "was", "is"):
            return True
    if not i:
        return False
    previous = tokens[i - 1]
    if previous.lower == "to" and i > 1 and tokens[i - 2].lower == "according":
        return True
    return (
        previous.text[0].islower()
        and stops(previous)
        and previous.lower not in entries("nonames", "grammar")
        and previous.lower not in ARTICLES
    )
