"""Read in what capacity a person acts, in the words after the name: ", head of the Growers' Union,", "of the Dock Museum"."""

from __future__ import annotations

from proceedings.structure.affiliations import body_of, is_body, is_head, lower_body
from proceedings.structure.brackets import closing, in_brackets, is_stood_in_for
from proceedings.structure.names import Kind, entries, honorifics, kind_of, opens_title, plain, read_title
from proceedings.structure.officewords import (
    ARTICLES,
    LINKS,
    QUOTES,
    Range,
    Tokens,
    has_head,
    is_noun_like,
    is_office,
    is_plural,
    opens_person,
    proper_end,
    quoted_end,
    stops,
)
from proceedings.values import dataclass

REACH = 24


@dataclass(frozen=True, slots=True)
class Capacity:
    """What stands beside a name: token ranges of role and affiliation, and the token after the last that belongs to it.

    home: whence somebody is said to be, a place or a body of no known kind, for whoever has no affiliation.
    """

    role: Range | None = None
    affiliation: Range | None = None
    end: int = 0
    home: Range | None = None


def after_name(tokens: Tokens, j: int, has_role: bool = False) -> Capacity:
    """Read what follows a name that ends before token j; has_role: a role stands before the name already."""
    at, role, affiliation = j, None, None
    if at < len(tokens) and tokens[at].text == "(":
        close = closing(tokens, at)
        if close and not is_stood_in_for(tokens, at + 1):
            role, affiliation = in_brackets(tokens, at + 1, close)
            at = close + 1
    home = None
    if affiliation is None and at < len(tokens):
        home = origin(tokens, at)
        affiliation, at = belonging(tokens, at)
    if role is None and at < len(tokens) and tokens[at].text in ",–—-":
        found = apposition(tokens, at + 1)
        if found is not None and has_role and leads_on_to_title(tokens, found[1]):
            found = None
        if found is not None:
            role, end = found
            return with_body(tokens, role, affiliation, end, home)
        if affiliation is None and tokens[at].text == ",":
            affiliation, end = belonging(tokens, at + 1)
            if affiliation is None and at + 1 < len(tokens):
                affiliation = trailing_body(tokens, at + 1)
                end = affiliation[1] if affiliation else at
            if affiliation is not None:
                at = end
    if role is None and affiliation is None and not has_role and (described := is_said_to_be(tokens, at)):
        return Capacity(described, body_of(tokens, described), at, home)
    return Capacity(role, affiliation, at, home)


def is_said_to_be(tokens: Tokens, i: int) -> Range | None:
    """Read the role in what a sentence says that a person is: "Birgitta Hellsing is chair of the municipal council."."""
    if i + 1 >= len(tokens) or tokens[i].lower not in ("is", "was", "has"):
        return None
    first = i + 1
    if tokens[i].lower == "has":
        if tokens[first].lower != "been":
            return None
        first += 1
    found = apposition(tokens, first)
    return found[0] if found is not None else None


def leads_on_to_title(tokens: Tokens, end: int) -> bool:
    """Tell whether a role that ends before `end` is followed by a comma and another person's titles."""
    if end + 2 >= len(tokens) or tokens[end].text != ",":
        return False
    first = tokens[end + 1]
    return first.text[0].isupper() and plain(first) in honorifics() and not is_office(first)


def with_body(tokens: Tokens, role: Range, affiliation: Range | None, end: int, home: Range | None) -> Capacity:
    """Add to a role the body that its words name, or that follows it after a comma: "Director (Research), DISA"."""
    if end + 1 < len(tokens) and tokens[end].text == ",":
        extra = trailing_body(tokens, end + 1) or coined_body(tokens, end + 1)
        if extra is not None:
            joined = (role[0], extra[1])
            return Capacity(joined, affiliation or extra, extra[1])
    return Capacity(role, affiliation or body_of(tokens, role), end, home)


def belonging(tokens: Tokens, i: int) -> tuple[Range | None, int]:
    """Read "of the Dock Museum", "representing the Users' Council" at token i: the body's range, the token after it."""
    first = after_link(tokens, i)
    if first is None or first >= len(tokens):
        return None, i
    definite = tokens[first].lower in ("the", "our")
    while first < len(tokens) and tokens[first].lower in ARTICLES:
        first += 1
    end = proper_end(tokens, first)
    if end > first and all(is_office(t) for t in tokens[first:end]):  # "who represented the Executive Chairman"
        return None, i
    if end == first:
        found = lower_body(tokens, first, len(tokens))
        return (found, found[1]) if found else (None, i)
    if (
        tokens[first - 1].lower != ","
        and any(t.lower == "at" for t in tokens[i:first])
        and plain(tokens[end - 1]) in entries("nonames", "venues")
    ):
        return None, i
    if is_body(tokens, first, end) or (definite and end - first > 1) or any(t.text == "&" for t in tokens[first:end]):
        return (first, end), end
    if definite and is_group(tokens, first):
        return (first, end), end
    found = lower_body(tokens, end, len(tokens)) if definite or tokens[end - 1].text[0].isupper() else None
    if (
        found is not None
        and found[0] == end
        and all(t.text[0].islower() for t in tokens[end : found[1]])
        and found[1] - end < 3
    ):
        return (first, found[1]), found[1]
    return None, end if not definite else i


NO_HOME = frozenset({Kind.THING, Kind.GRAMMAR, Kind.NUMBER, Kind.OFFICE})


def origin(tokens: Tokens, i: int) -> Range | None:
    """Read whence a name is at token i: "from Durban", "of Mavuno Assurance", "of Turku-based trader Fibrex"."""
    at = i + 1 if tokens[i].text == "," else i
    if at + 1 >= len(tokens) or tokens[at].lower not in ("of", "from"):
        return None
    first = at + 1
    if tokens[first].lower in ARTICLES:
        first += 1
    if first < len(tokens) and tokens[first].lower.endswith("-based"):
        first = next((k for k in range(first + 1, min(first + 5, len(tokens))) if tokens[k].text[0].isupper()), len(tokens))
    end = proper_end(tokens, first)
    if any(t.lower == "of" for t in tokens[first:end]) and tokens[at + 1] is tokens[first] and not has_head(tokens, first, end):
        return None  # "from Kenji Iwasaki of Mutsu", another person
    if all(kind_of(t.text) in NO_HOME for t in tokens[first:end]) or (end - first > 1 and opens_person(tokens, first)):
        return None
    if end < len(tokens) and tokens[end].text[0].islower() and is_head(plain(tokens[end])):
        end += 1
    return first, end


def is_group(tokens: Tokens, i: int) -> bool:
    """Tell whether a capitalised plural names a group: "of the Toastmasters"."""
    word = tokens[i].lower
    return len(word) > 5 and word.endswith("s") and kind_of(tokens[i].text) in (Kind.CAPITAL, Kind.OFFICE, Kind.HEAD)


def after_link(tokens: Tokens, i: int) -> int | None:
    """Give the token after words that join a name to a body: "of", "from", "who represents", "speaking on behalf of"."""
    at = i + 1 if i < len(tokens) and tokens[i].text == "," else i
    if at + 1 >= len(tokens):
        return None
    word = tokens[at].lower
    if word == "who" and tokens[at + 1].lower in ("represents", "represented"):
        return at + 2
    if word in ("representing", "of", "from", "at", "with") or (word == "for" and at > i and tokens[at + 1].lower == "the"):
        return at + 1
    phrase = " ".join(t.lower for t in tokens[at : at + 4])
    for opening in ("speaking on behalf of", "speaking for", "on behalf of"):
        if phrase.startswith(opening):
            return at + len(opening.split())
    return None


def apposition(tokens: Tokens, i: int) -> tuple[Range, int] | None:
    """Read a role at token i, after the comma that follows a name: its range and the token after it."""
    at = skip_opening(tokens, i)
    if at >= len(tokens) or tokens[at].lower in LINKS:
        return None
    head = head_of(tokens, at)
    if head is None or is_plural(tokens[head]) or leads_to_name(tokens, head):
        return None
    if tokens[head].lower == "speaker" and not (head + 1 < len(tokens) and tokens[head + 1].lower == "of"):
        return None
    end = extend(tokens, head + 1)
    if end < len(tokens) and tokens[end].text[0].isupper() and opens_title(plain(tokens[end])):
        return None  # ", President of the Academy Dr. Ana Ruiz", another person's
    return (at, end), end


def leads_to_name(tokens: Tokens, head: int) -> bool:
    """Tell whether an office stands right before another person's name: ", engineer M. Sharko"."""
    if head + 1 >= len(tokens) or not tokens[head].text[0].islower():
        return False
    kind = kind_of(tokens[head + 1].text)
    if kind is Kind.CAPITAL and head + 2 < len(tokens) and kind_of(tokens[head + 2].text) is Kind.CAPITAL:
        if tokens[head - 1].lower == "the":
            return True
        return head + 3 >= len(tokens) or kind_of(tokens[head + 3].text) in (Kind.LOWER, Kind.CAPITAL)
    return kind in (Kind.GIVEN, Kind.INITIAL) or (
        tokens[head + 1].text[0].isupper() and plain(tokens[head + 1]) in honorifics()
    )


def skip_opening(tokens: Tokens, i: int) -> int:
    """Skip what opens an apposition and is no part of the role: an age, a degree, "who is", an article."""
    at = i
    if (
        at + 1 < len(tokens)
        and (tokens[at].text.isdigit() or plain(tokens[at]) in entries("given", "suffixes"))
        and tokens[at + 1].text == ","
    ):
        at += 2
    while (end := over_degree(tokens, at)) > at:
        at = end
    if at + 2 < len(tokens) and tokens[at].lower == "who" and tokens[at + 1].lower in ("is", "was"):
        at += 2
    elif at + 3 < len(tokens) and tokens[at].lower == "who" and tokens[at + 1].lower in ("serves", "served", "works", "worked"):
        at += 3
    while at < len(tokens) and tokens[at].lower in ARTICLES | {"also", "currently", "himself", "herself", "both", "as"}:
        at += 1
    return at


def over_degree(tokens: Tokens, i: int) -> int:
    """Give the token after a degree or an academic rank that a post follows: "Candidate of Legal Sciences, [Head of …]"."""
    if i >= len(tokens) or tokens[i].lower not in (
        "candidate",
        "doctor",
        "associate",
        "assistant",
        "full",
        "professor",
        "academician",
    ):
        return i
    found = read_title(tokens, i)
    if found is None or found[0] + 1 >= len(tokens) or tokens[found[0]].text != ",":
        return i
    ahead = found[0] + 1
    head = head_of(tokens, ahead)
    return ahead if head is not None and tokens[ahead].text[0].isupper() and plain(tokens[head]) != "student" else i


def head_of(tokens: Tokens, i: int) -> int | None:
    """Find the noun of office that heads the phrase at token i, before its first link; the last of several in a row."""
    head = None
    at = i
    while at < len(tokens) and at - i < 11:
        token = tokens[at]
        if is_office(token) and not (at + 1 < len(tokens) and tokens[at + 1].lower == "'s"):
            if head is None or at == head + 1 or token.text[0].islower():
                head = at
        elif (
            token.lower in LINKS - {"and", "&", "-"}
            or not (is_noun_like(token) or (at == i and tokens[i - 1].lower in ARTICLES))
            or (token.lower in ARTICLES and at > i and tokens[at - 1].lower != "'s")
        ):
            break
        at += 1
    return head


def extend(tokens: Tokens, i: int) -> int:
    """Give the token after a role whose head stands before token i."""
    at = i
    while at < len(tokens) and at - i < REACH:
        token = tokens[at]
        if token.text == "(" and (close := closing(tokens, at)) and close - at <= 7:
            at = close + 1
        elif token.text in QUOTES and (close := quoted_end(tokens, at)):
            at = close
        elif token.text[0].isupper() and opens_title(plain(token)) and at > i:
            break
        elif token.lower == "do" and joins_capitals(tokens, at):  # "Banco do Norte"
            at += 1
        elif token.text == ",":
            end = over_list(tokens, at)
            if not end:
                break
            at = end
        elif (token.lower in ("and", "&") and not continues(tokens, at)) or (
            token.lower in ("in", "on", "at", "with", "to", "from", "for") and opens_adverbial(tokens, at)
        ):
            break
        elif (
            is_noun_like(token)
            or token.text[0].isupper()
            or (token.lower.endswith("ed") and tokens[at - 1].lower in ARTICLES | {"of", "for"})
        ):
            at += 1
        else:
            break
    while at > i and (tokens[at - 1].lower in LINKS or tokens[at - 1].lower in ARTICLES or tokens[at - 1].text in "-–"):
        at -= 1
    return at


def joins_capitals(tokens: Tokens, i: int) -> bool:
    return i > 0 and i + 1 < len(tokens) and tokens[i - 1].text[0].isupper() and tokens[i + 1].text[0].isupper()


def opens_adverbial(tokens: Tokens, i: int) -> bool:
    """Tell whether the link at i opens an adverbial ("in her remarks", "for 12 years"), not a part of the role."""
    at = i + 1
    if at < len(tokens) and tokens[at].lower in ("the", "a", "an"):
        at += 1
    if tokens[i].lower == "for":
        return at < len(tokens) and tokens[at].text.isdigit()
    return (
        at >= len(tokens)
        or tokens[at].lower in entries("offices", "adverbials")
        or tokens[at].text[0] in '“"‘'
        or (tokens[i].lower == "to" and at == i + 1 and tokens[at].text[0].islower())
    )


def continues(tokens: Tokens, i: int) -> bool:
    """Tell whether after "and" at token i the capacity goes on, and neither a verb nor another person follows."""
    at = i + 1
    if at >= len(tokens):
        return False
    while at < len(tokens) and tokens[at].lower in ARTICLES:
        at += 1
    return (
        at < len(tokens) and not stops(tokens[at]) and is_noun_like(tokens[at]) and kind_of(tokens[at].text) is not Kind.GIVEN
    )


def over_list(tokens: Tokens, i: int) -> int:
    """Give the token after a list that goes on over the comma at i: "Economy, Port and Education"; 0 when none does."""
    at = i + 1
    if at + 2 >= len(tokens) or kind_of(tokens[i - 1].text) not in (Kind.THING, Kind.CAPITAL, Kind.HEAD, Kind.LOWER):
        return 0
    if kind_of(tokens[at].text) not in (Kind.THING, Kind.HEAD) and not (
        tokens[at].text[0].islower() and tokens[i - 1].text[0].islower()
    ):
        return 0
    for ahead in range(at, min(at + 4, len(tokens) - 1)):
        if tokens[ahead].lower in ("and", "&", ","):
            after = tokens[ahead + 1]
            both = (
                kind_of(after.text) in (Kind.THING, Kind.HEAD, Kind.CAPITAL)
                if tokens[at].text[0].isupper()
                else not stops(after) and after.text[0].islower()
            )
            return at if ahead > at and tokens[ahead].lower != "," and both else 0
        if stops(tokens[ahead]):
            return 0
    return 0


def trailing_body(tokens: Tokens, i: int) -> Range | None:
    """Read a body after the comma that ends a role: ", DISA,", ", Thika Highlands University,"."""
    start = i + 1 if tokens[i].lower == "the" else i
    end = proper_end(tokens, start)
    if end == start or plain(tokens[start]) in entries("given", "suffixes") or opens_person(tokens, start):
        return None
    if is_office(tokens[start]) and not is_plural(tokens[start]):
        return None
    if end < len(tokens) and tokens[end].text not in ",.;)" and not (tokens[end].text[0].islower() and stops(tokens[end])):
        return None
    return (start, end) if is_body(tokens, start, end) else None


def coined_body(tokens: Tokens, i: int) -> Range | None:
    """Read a body of no known kind after a role and a comma, where no other person can stand: ", Sanga Ratings, said"."""
    end = proper_end(tokens, i)
    if end == i or kind_of(tokens[i].text) is Kind.GIVEN or is_office(tokens[i]) or opens_title(plain(tokens[i])):
        return None
    single = any(c.isupper() for c in tokens[i].text[1:])
    if all(kind_of(t.text) is Kind.PLACE for t in tokens[i:end]) or (end == i + 1 and not single):
        return None
    if end >= len(tokens) or tokens[end].text in ".;)":
        return i, end
    after = tokens[end + 1] if end + 1 < len(tokens) else tokens[end]
    goes_on = tokens[end].text == "," and after.text[0].islower() and after.lower not in ARTICLES | LINKS | {"who", "whose"}
    return (i, end) if goes_on and not is_office(after) else None
