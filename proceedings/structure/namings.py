"""Find the places of an article that name a person with a capital: by title, by role, by given name, by what reports do."""

from __future__ import annotations

from collections.abc import Iterable

from proceedings.structure.affiliations import body_of
from proceedings.structure.capacity import Capacity, after_name
from proceedings.structure.leading import before_name, role_start
from proceedings.structure.listed import is_many, joins, next_listed, opens_row, shared_title
from proceedings.structure.names import (
    NAME,
    SMALL,
    SOFT,
    Kind,
    Titles,
    entries,
    honorifics,
    is_given,
    is_initials,
    kind_of,
    may_be_given,
    opens_title,
    plain,
    read_name,
    read_titles,
)
from proceedings.structure.officewords import ARTICLES, Range, Tokens, is_office, is_state
from proceedings.structure.personhood import aside, bears_name, heads_person, is_brand, says, weigh
from proceedings.structure.segment import Segment
from proceedings.structure.setting import Setting
from proceedings.values import dataclass, replace

RANKED = frozenset({"deputy", "vice", "former", "acting", "assistant", "interim"})
CERTAIN = 2.0
"""Weight from which a capitalised run of two words or more counts as a person's name."""


@dataclass(frozen=True, slots=True)
class Naming:
    """One naming of a person: token ranges within its segment.

    start: the first title or the name's first word; name: the name without titles; before, after: what stands beside it in what
    capacity; score: how sure it is that this is a person; degree: what titles it from behind; alone: the name is a single word.
    """

    segment: int
    start: int
    name: Range
    titles: Titles | None
    before: Capacity
    after: Capacity
    score: float
    degree: Range | None = None

    @property
    def alone(self) -> bool:
        return self.name[1] - self.name[0] == 1


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
    end = past = listed = fewest = 0
    titles = honorifics()
    for i in openings(part):
        if i < past:
            continue
        row = fewest if i == listed > 0 else 2 if found and joins(tokens, end, i) else opens_row(tokens, i)
        text = tokens[i].text
        naming: Naming | None = None
        if plain(tokens[i]) in titles:
            naming = titled(number, tokens, i, setting, end)
        kind = kind_of(text)
        if naming is None and (
            kind in NAME or (kind is Kind.PARTICLE and i == 0) or may_be_given(tokens, i) or is_loud(tokens, i)
        ):
            naming = untitled(number, part, i, setting, end, row)
            past = naming.name[1] if naming else skip_run(tokens, i)
        if naming is not None:
            if row and found and not (naming.before.role or naming.after.role):
                role = shared_title(tokens, found[-1].before.role or found[-1].after.role)
                naming = replace(naming, after=replace(naming.after, role=role))
            found.append(naming)
            end = max(naming.after.end, naming.name[1])
            past = naming.name[1]
            listed = next_listed(tokens, end) if row or is_many(tokens[naming.start]) else 0
            fewest = 1 if naming.alone else 2
    return found


def openings(part: Segment) -> Iterable[int]:
    """Give the tokens at which a naming may open: capitals, the first word, honorifics in small letters, apostrophes."""
    if SMALL_OPENINGS.isdisjoint(part.words):
        return part.capitals if part.capitals[:1] == (0,) else (0, *part.capitals)
    small = [i for i, (_, text, lower) in enumerate(part.tokens) if lower in SMALL_OPENINGS and (i or text[0].isalpha())]
    return sorted({0, *part.capitals, *small})


SMALL_OPENINGS = frozenset({"'", *SMALL, *(f"{word}." for word in SMALL)})


def is_loud(tokens: Tokens, i: int) -> bool:
    """Tell whether a family name in capitals opens a name after an office: "Director-General QU Dongyu"."""
    if not i or kind_of(tokens[i].text) is not Kind.ACRONYM or not is_office(tokens[i - 1]) or i + 1 >= len(tokens):
        return False
    return kind_of(tokens[i + 1].text) in NAME and not tokens[i + 1].text.isupper()


def skip_run(tokens: Tokens, i: int) -> int:
    """Give the token after the words of names that stand together from token i."""
    while i < len(tokens) and kind_of(tokens[i].text) in NAME and plain(tokens[i]) not in honorifics():
        i += 1
    return i


def titled(number: int, tokens: Tokens, i: int, setting: Setting, floor: int) -> Naming | None:
    """Read a naming that opens with honorifics at token i."""
    titles = read_titles(tokens, i)
    if titles is None or titles.end >= len(tokens):
        return None
    at = titles.end
    kind = kind_of(tokens[at].text)
    if kind in (Kind.MARK, Kind.LOWER, Kind.NUMBER) or (titles.soft and kind is Kind.GRAMMAR):
        return None
    if titles.soft and (kind in (Kind.OFFICE, Kind.THING, Kind.PLACE, Kind.ACRONYM, Kind.HEAD) or is_office(tokens[at])):
        return None
    allowed = SOFT if not titles.soft else NAME | ({Kind.PLACE, Kind.ACRONYM} if setting.loud else {Kind.PLACE})
    first = frozenset(allowed | {Kind.OFFICE, Kind.HEAD}) if not titles.soft else allowed
    end = read_name(
        tokens, at, first if kind in (Kind.OFFICE, Kind.HEAD) else allowed, setting.low if titles.soft else frozenset()
    )
    end = drop_tail(tokens, at, end)
    if not titles.soft and at < end < len(tokens) and (is_surname(tokens, end) or closes_titled(tokens, end)):
        end += 1
    if end == at or (titles.needs_two and end - at < 2) or is_called(tokens, i, at, end):
        return None
    if end < len(tokens) and kind_of(tokens[end].text) is Kind.HEAD and tokens[end].text[0].isupper():
        return None
    if kind is Kind.OFFICE and is_addressed(tokens, at, end):
        return None
    if all(kind_of(t.text) is Kind.INITIAL for t in tokens[at:end]) and end - at == 1:
        return None
    if end - at == 1 and is_seated(tokens, i, end):
        end += 2
    before = before_name(tokens, i, end, floor)
    if titles.soft and i > floor and before.role is None and ranks(tokens, i - 1) and end - at > 1:
        role = (role_start(tokens, at - 1, floor), at)
        after = after_name(tokens, end, True)
        return Naming(number, at, (at, end), None, Capacity(role, body_of(tokens, role), i), after, 5.0)
    if titles.soft and i > floor and tokens[i - 1].lower in RANKED and tokens[i - 1].text[0].isupper():
        return Naming(number, at, (at, end), None, Capacity((i - 1, at), None, i), after_name(tokens, end, True), 5.0)
    after = after_name(tokens, over_letters(tokens, end), before.role is not None)
    return Naming(number, i, (at, end), titles, before, after, 5.0)


WORDY = frozenset({Kind.THING, Kind.HEAD, Kind.ACRONYM, Kind.OFFICE})


def is_called(tokens: Tokens, i: int, at: int, end: int) -> bool:
    """Tell whether words that name things follow a title that is a word of English too: "Sister Cities Week"."""
    if at - i > 1 or tokens[i].text.endswith(".") or opens_title(plain(tokens[i])):
        return False
    return all(kind_of(t.text) in WORDY and not is_given(plain(t)) for t in tokens[at:end])


def over_letters(tokens: Tokens, end: int) -> int:
    """Give the token after letters that follow a name without a comma: "Angela Morton MP, Secretary of State"."""
    at = end
    while at < len(tokens) and tokens[at].text.isupper() and plain(tokens[at]) in entries("given", "suffixes"):
        at += 1
    return at


def is_seated(tokens: Tokens, i: int, end: int) -> bool:
    """Tell whether a single name goes on with "of" and a see or a house, after a title of clergy: "Fr Gerasimos of Patmos"."""
    if end + 1 >= len(tokens) or tokens[end].lower != "of" or plain(tokens[i]) not in entries("honorifics", "monastic"):
        return False
    return kind_of(tokens[end + 1].text) is Kind.CAPITAL and not (end + 2 < len(tokens) and tokens[end + 2].text[0].isupper())


def ranks(tokens: Tokens, i: int) -> bool:
    """Tell whether the word at i and an honorific after it make an office: "Regional Chief", "Guild Master", "Fire captain"."""
    kind = kind_of(tokens[i].text)
    return tokens[i].text[0].isupper() and kind in (Kind.THING, Kind.HEAD, Kind.ACRONYM)


def is_addressed(tokens: Tokens, at: int, end: int) -> bool:
    """Tell whether an office after a title is how its holder is called, no name: "Madam Treasurer"."""
    if end < len(tokens) and tokens[end].lower in ("of", "for"):
        return True
    return end - at == 1 and plain(tokens[at]) in entries("offices", "called")


def closes_titled(tokens: Tokens, i: int) -> bool:
    """Tell whether a capitalised word of grammar or office at i closes a name with a title: "Mr. Joseph Kiprono Too"."""
    if kind_of(tokens[i].text) not in (Kind.GRAMMAR, Kind.OFFICE) or tokens[i].text.isupper() or len(tokens[i].text) < 2:
        return False
    return i + 1 < len(tokens) and not tokens[i + 1].text[0].isupper() and tokens[i + 1].lower != "for"


def drop_tail(tokens: Tokens, start: int, end: int) -> int:
    """Leave off what cannot close a name: an acronym after two words ("Dr Jane Doe CEO"), a day of the week."""
    while end - start > 1:
        kind = kind_of(tokens[end - 1].text)
        word = plain(tokens[end - 1])
        if (kind is Kind.ACRONYM and end - start > 2 and len(word) < 5 and not tokens[start].text.isupper()) or (
            word.endswith("day") and kind is Kind.THING
        ):
            end -= 1
        else:
            break
    return end


def untitled(number: int, part: Segment, i: int, setting: Setting, floor: int, row: int) -> Naming | None:
    """Read a naming without honorific at token i; nothing before token `floor` belongs to it.

    row: how few words a name may have where names stand in a row under one title, 0 where they do not.
    """
    tokens = part.tokens
    word = kind_of(tokens[i].text)
    given = word is Kind.GIVEN or (word not in NAME and may_be_given(tokens, i))
    allowed = NAME | {word} | ({Kind.ACRONYM} if setting.loud else set())
    end = read_name(tokens, i, allowed, setting.low)
    if end == i:
        return None
    if given:
        end = longer_end(tokens, i, end, setting)
    if (
        follows_as_body(tokens, end)
        or opens_title(plain(tokens[i]))
        or all(kind_of(t.text) is Kind.INITIAL for t in tokens[i:end])
    ):
        return None
    if plain(tokens[i]) in entries("nonames", "leading") and not given:
        return None
    i = skip_place(tokens, i, end)
    if i < floor or (i and tokens[i - 1].text == "&") or inside_body(tokens, i) or is_state(tokens, i, end):
        return None
    before = before_name(tokens, i, end, floor)
    degree = degree_after(tokens, end)
    after = after_name(tokens, degree[1] if degree else over_letters(tokens, end), before.role is not None)
    score = weigh(part, i, end, before, after, setting.surnames, number in setting.resumed)
    score += (2.0 if degree else 0.0) + (2.0 if 0 < row <= end - i else 0.0)
    if end - i == 1 and (row == 1 or (i == 0 and tokens[0].lower in setting.single) or bears_name(tokens, i, end)):
        return Naming(number, i, (i, end), None, before, after, CERTAIN + 1, degree)
    if score < CERTAIN or (end - i == 1 and (score < CERTAIN + 1 or not names_alone(tokens, i, before, after))):
        return None
    if before.role is None and after.role is None and end + 1 < len(tokens) and tokens[end].text == ",":
        after = put_in(tokens, end, after)
    if i > floor and is_initials(tokens[i - 1].text):
        i -= 1
    return Naming(number, i, (i, end), None, before, after, score, degree)


def put_in(tokens: Tokens, comma: int, after: Capacity) -> Capacity:
    """Read as a role what an article opens between a name and what its bearer does: "Ana Ruiz, a newcomer from Lira, said"."""
    close = aside(tokens, comma) if tokens[comma + 1].lower in ARTICLES else 0
    if close < comma + 3:
        return after
    role = (comma + 2, close)
    return Capacity(role, after.affiliation or body_of(tokens, role), close)


def longer_end(tokens: Tokens, i: int, end: int, setting: Setting) -> int:
    """Give the token after a name whose given name another kind of word follows: "Grace Stone", "Nuno Lima"."""
    if end >= len(tokens):
        return end
    allowed = SOFT | {Kind.OFFICE}
    if kind_of(tokens[end].text) is Kind.HEAD and end - i > 1:
        return end
    if is_surname(tokens, end):
        allowed = allowed | {Kind.HEAD}
    elif kind_of(tokens[end].text) not in allowed:
        return end
    longer = read_name(tokens, i, allowed, setting.low)
    if longer < len(tokens) and tokens[longer].text[0].isupper() and kind_of(tokens[longer].text) is not Kind.GRAMMAR:
        return end
    if longer - i <= 4 and (longer == end + 1 or kind_of(tokens[longer - 1].text) in NAME):
        return drop_tail(tokens, i, longer)
    return end


def names_alone(tokens: Tokens, i: int, before: Capacity, after: Capacity) -> bool:
    """Tell whether a single word names a person: an office right before it, or a person's role right after."""
    if kind_of(tokens[i].text) not in (Kind.CAPITAL, Kind.GIVEN) or len(tokens[i].text) < 3 or is_brand(tokens[i].text):
        return False
    if plain(tokens[i]) in honorifics() and not is_given(plain(tokens[i])):
        return False
    if i == 0 and tokens[0].lower.endswith("ing") and i + 1 < len(tokens) and tokens[1].text == ",":
        return False  # "Contributing, the director said"
    if i > 1 and tokens[i - 1].lower == "of" and is_office(tokens[i - 2]):
        return False
    adjacent = before.role is not None and is_office(tokens[i - 1]) and heads_person(tokens, before.role)
    if kind_of(tokens[i].text) is Kind.GIVEN and says(tokens, i):
        return True
    return adjacent or (after.role is not None and heads_person(tokens, after.role) and not opens_clause(tokens, i, after.end))


def opens_clause(tokens: Tokens, i: int, end: int) -> bool:
    """Tell whether what looks like a role after the word at i is the subject of a clause: "Further, the minister noted"."""
    follows = [token.lower for token in tokens[i + 1 : i + 3]] == [",", "the"]
    return follows and end < len(tokens) and tokens[end].text[0].isalnum()


def degree_after(tokens: Tokens, end: int) -> Range | None:
    """Read a degree or an abbreviated title after a name and a comma: ", PhD,", ", dipl. ing.,"."""
    at = end + 1
    if end >= len(tokens) or tokens[end].text != ",":
        return None
    while at < len(tokens) and (plain(tokens[at]) in entries("given", "suffixes") or plain(tokens[at]) in SMALL):
        at += 1
    return (end + 1, at) if at > end + 1 and (at >= len(tokens) or tokens[at].text in ",.;)") else None


def is_surname(tokens: Tokens, i: int) -> bool:
    """Tell whether a word of English at i may close a name: a surname too, and no capital after it."""
    if not tokens[i].text[0].isupper() or (i + 1 < len(tokens) and tokens[i + 1].text[0].isupper()):
        return False
    return plain(tokens[i]) in entries("given", "surnames") or (i > 1 and is_said_by(tokens, i))


def is_said_by(tokens: Tokens, i: int) -> bool:
    """Tell whether a given name and the word at i stand between a verb of speech and a stop: "said Jens Dam, who"."""
    if kind_of(tokens[i].text) is not Kind.HEAD or tokens[i - 2].lower not in entries("offices", "saying"):
        return False
    return i + 1 == len(tokens) or tokens[i + 1].text in ",.;"


def inside_body(tokens: Tokens, i: int) -> bool:
    """Tell whether the run at i names a body or a thing by the word before it: "Instituto Lusófono", "the ferry Maris"."""
    at = i - 1
    while at > 0 and kind_of(tokens[at].text) is Kind.PARTICLE:
        at -= 1
    if at < 0:
        return False
    word = plain(tokens[at])
    if word in entries("nonames", "bearers") and (tokens[at].text[0].islower() or tokens[at].text.isupper()):
        return at == i - 1
    if at and tokens[at - 1].text.isupper() and plain(tokens[at - 1]) in entries("nonames", "bearers"):
        return True
    if not tokens[at].text[0].isupper() or word not in entries("nonames", "leading"):
        return False
    return not (
        at > 1 and tokens[at - 1].lower == "the" and tokens[at - 2].lower == "of" and kind_of(tokens[i].text) is Kind.GIVEN
    )


def skip_place(tokens: Tokens, i: int, end: int) -> int:
    """Give where the name starts in a run that may open with a place or a body: "conservator from Mostar Edin Hadžialić"."""
    if not i or kind_of(tokens[i].text) is not Kind.CAPITAL or end - i < 3:
        return i
    previous = tokens[i - 1].lower
    if previous not in ("from", "of", "in", "at") and previous not in entries("nonames", "bearers"):
        return i
    given = [at for at in range(i + 1, end - 1) if kind_of(tokens[at].text) is Kind.GIVEN]
    return given[0] if given else i


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
