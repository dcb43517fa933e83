"""Find the body or the state that a person speaks for in the words of a role, and the full name of one named in short."""

from __future__ import annotations

from proceedings.structure.names import Kind, entries, honorifics, kind_of, plain
from proceedings.structure.officewords import (
    ARTICLES,
    LINKS,
    QUOTES,
    Range,
    Tokens,
    is_office,
    is_state,
    proper_end,
    quoted_end,
    stops,
)

STATE_SERVANTS = frozenset(
    {"minister", "ambassador", "consul", "envoy", "counsellor", "counselor", "attaché", "premier", "high-commissioner"}
)
DIPLOMATS = frozenset({"ambassador", "consul", "envoy", "attaché", "high-commissioner"})
"""Whoever they are "of" is a state, known or not."""
LOCAL = frozenset({"bishop", "archbishop", "resident", "native", "mother", "father", "senator", "villager"})
RULERS = frozenset({"mayor", "premier", "governor"})
"""Whoever they are "of" is a town or a province, known or not."""
OF_STATE = frozenset({"embassy", "republic", "government", "ministry", "kingdom", "state", "commonwealth", "sultanate"})


RANKS = frozenset(
    {"deputy", "vice", "assistant", "associate", "junior", "former", "acting", "first", "prime", "union", "honourable"}
)
"""What stands before "minister" and is no field."""


def is_head(word: str) -> bool:
    """Tell whether a word in small letters heads names of bodies."""
    return word in entries("nonames", "heads")


def is_body(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether a proper name is that of a body or a state."""
    if is_state(tokens, start, end):
        return True
    return any(kind_of(t.text) in (Kind.HEAD, Kind.ACRONYM) or is_head(plain(t)) for t in tokens[start:end])


def body_of(tokens: Tokens, role: Range) -> Range | None:
    """Find in the words of a role the body or state that it serves."""
    start, end = role
    head = office_of(tokens, role)
    word = plain(tokens[head]).rpartition("-")[2]
    best: tuple[int, Range] | None = None
    at = head + 1
    while at < end:
        link = tokens[at].lower
        if link not in ("of", "at", "for", "from", "with", "in", "to", "by", ","):
            at += 1
            continue
        found, definite = named_after(tokens, at + 1, end)
        found = found and inner_body(tokens, found, word, link, definite)
        if found is None:
            at += 1
            continue
        if word in STATE_SERVANTS:
            found = state_in(tokens, found)
        rank = rank_of(tokens, word, link, found, definite)
        if not rank and names_state(tokens, word, link, found, has_field(tokens, start, head) or at > head + 1):
            rank = 2
        if rank and (best is None or rank > best[0]):
            best = (rank, found)
        at = found[1]
    owner = before_head(tokens, start, head)
    if owner is not None and owner[1] < end and tokens[owner[1]].lower == "'s":
        return owner
    if best is not None and best[0] > 1:
        return best[1]
    last = tokens[end - 1]
    inside = in_closing_brackets(tokens, head, end) if best is None else None
    if inside is not None and is_body(tokens, *inside) and not is_field(tokens, inside, word, "of", False):
        return inside  # "secretary of state (Norway)"
    if end - head > 1 and best is None and kind_of(last.text) is Kind.ACRONYM and tokens[end - 2].lower not in LINKS:
        return end - 1, end
    return owner or (best[1] if best else None)


def names_state(tokens: Tokens, office: str, link: str, name: Range, has_field: bool) -> bool:
    """Tell whether the name after "of" is a state that no list has: "Ambassador of X", "finance minister of the X Isles"."""
    if link != "of" or not tokens[name[0]].text[0].isupper():
        return False
    return office in DIPLOMATS | RULERS or (office in STATE_SERVANTS and has_field)


def in_closing_brackets(tokens: Tokens, start: int, end: int) -> Range | None:
    """Give what the brackets hold with which a role closes."""
    if tokens[end - 1].text != ")":
        return None
    opening = next((at for at in range(end - 2, start, -1) if tokens[at].text == "("), None)
    return (opening + 1, end - 1) if opening is not None and opening + 1 < end - 1 else None


def has_field(tokens: Tokens, start: int, head: int) -> bool:
    """Tell whether words before an office say what it deals with: "finance minister", not "Honourable Minister"."""
    return any(plain(t) not in RANKS and plain(t) not in honorifics() for t in tokens[start:head])


def state_in(tokens: Tokens, name: Range) -> Range:
    """Give the state with which a name ends ("Foreign Affairs of the [Republic of Uzbekistan]"), or the whole name."""
    for at in range(name[0], name[1] - 1):
        if tokens[at].lower == "of":
            first = at + 2 if tokens[at + 1].lower == "the" else at + 1
            if is_state(tokens, first, name[1]) and not (at > name[0] and tokens[at - 1].lower in OF_STATE):
                return first, name[1]
            if at > name[0] + 1 and tokens[at - 1].lower in OF_STATE and is_state(tokens, first, name[1]):
                return at - 1, name[1]
    return name


def office_of(tokens: Tokens, role: Range) -> int:
    """Give the token of the noun that heads a role: the last of the offices that stand together first."""
    at = next((at for at in range(*role) if is_office(tokens[at])), role[0])
    while at + 1 < role[1] and is_office(tokens[at + 1]):
        at += 1
    return at


def inner_body(tokens: Tokens, name: Range, office: str, link: str, definite: bool) -> Range:
    """Give the body in which a field lies ("Markets in the [Municipality]"), or the whole name."""
    for at in range(name[0] + 1, name[1] - 2):
        if tokens[at].lower in ("in", "at") and tokens[at + 1].lower == "the" and is_body(tokens, at + 2, name[1]):
            return (at + 2, name[1]) if is_field(tokens, (name[0], at), office, link, definite) else name
    return name


def named_after(tokens: Tokens, i: int, end: int) -> tuple[Range | None, bool]:
    """Give the proper name after a link, over an article and small words: "of the [Antwerp grinder] Scheldt & Co"."""
    first = i
    definite = first < end and tokens[first].lower in ("the", "our", "its")
    while first < end and tokens[first].lower in ARTICLES:
        first += 1
    if first + 1 < end and is_ordinal(tokens[first].text) and tokens[first + 1].text[0].isupper():
        # "the 31st Infantry Brigade"
        return (first, max(min(proper_end(tokens, first + 1), end), first + 1)), definite
    lower = first
    while first < end and kind_of(tokens[first].text) is Kind.LOWER and tokens[first].lower not in LINKS:
        first += 1
    if first < end and tokens[first].text in QUOTES and (close := quoted_end(tokens, first)):
        stop = max(min(proper_end(tokens, close), end), close)  # "the farm “Lipa”", "the "Lipa" Fund"
        return (first - 1 if first > lower and is_head(plain(tokens[first - 1])) else first, stop), definite
    stop = min(proper_end(tokens, first), end)
    if stop <= first:
        found = lower_body(tokens, lower, end)
        return found, definite
    while stop < end and kind_of(tokens[stop].text) is Kind.LOWER and tokens[stop].lower not in LINKS:
        ahead = stop
        while ahead < end and kind_of(tokens[ahead].text) is Kind.LOWER and tokens[ahead].lower not in LINKS:
            ahead += 1
        further = min(proper_end(tokens, ahead), end)
        if further <= ahead:
            return lower_body(tokens, lower, end) or (first, stop), definite
        first, stop = ahead, further
    return (first, stop), definite


def is_ordinal(word: str) -> bool:
    """Tell whether a word is a number in order: "31st", "7th"."""
    return word[0].isdigit() and word[-2:].lower() in ("st", "nd", "rd", "th")


def lower_body(tokens: Tokens, i: int, end: int) -> Range | None:
    """Read a body that is named in small letters: "marine affairs ministry", "beach management unit of Jambiani"."""
    at = i
    while (
        at < end
        and at - i < 8
        and (tokens[at].text[0].isalpha() or tokens[at].text[0] in "-'’")
        and tokens[at].lower not in LINKS
        and not stops(tokens[at])
    ):
        if is_head(plain(tokens[at])) and closes_compound(tokens, at, end):
            further = min(proper_end(tokens, at + 1), end)
            if at == i and further == at + 1 and not (at + 1 < end and tokens[at + 1].lower in ("of", "for")):
                return None
            return i, max(further, lower_end(tokens, at + 1, end))
        at += 1
    return None


def closes_compound(tokens: Tokens, at: int, end: int) -> bool:
    """Tell whether the noun at `at` is the last of its compound: "beach management [unit]"."""
    if at + 1 >= end:
        return True
    following = tokens[at + 1]
    return (
        following.lower in LINKS or (not following.text[0].islower() and following.lower not in ("'s", "'")) or stops(following)
    )


def lower_end(tokens: Tokens, at: int, end: int) -> int:
    """Give the token after what goes on with a body in small letters: "… of Jambiani", "… on agriculture and marshes"."""
    while at < end and tokens[at].lower in ("of", "for", "on"):
        ahead = at + 1
        while ahead < end and (tokens[ahead].lower in ARTICLES or tokens[ahead].text[0].isalpha()) and not stops(tokens[ahead]):
            ahead += 1
        if ahead == at + 1:
            break
        at = ahead
    return at


def rank_of(tokens: Tokens, office: str, link: str, name: Range, definite: bool) -> int:
    """Weigh a proper name as the body that a role serves, 0 for none."""
    first, stop = name
    state = is_state(tokens, first, stop)
    if office in STATE_SERVANTS:
        return 3 if link != "to" and (state or tokens[first].lower in OF_STATE) else 0
    if state:
        return 0 if link == "to" else 1 if link == "in" else 3
    if is_field(tokens, name, office, link, definite):
        return 0
    if is_body(tokens, first, stop):
        return {",": 5, "at": 4, "with": 4, "in": 2}.get(link, 3)
    if link == "for" and definite and stop - first > 1 and kind_of(tokens[first].text) is not Kind.PLACE:
        return 1
    if (
        link in ("of", "at", "with")
        and office not in LOCAL
        and tokens[first].text[0].isupper()
        and (stop - first > 1 or kind_of(tokens[first].text) is not Kind.PLACE)
    ):
        return 2
    return 0


def is_field(tokens: Tokens, name: Range, office: str, link: str, definite: bool) -> bool:
    """Tell whether a name is what an office deals with ("Director of Health Services") rather than the body it serves."""
    if definite or link in ("at", "with", "from") or (office not in entries("offices", "of_fields") and link != "for"):
        return False
    for token in tokens[name[0] : name[1]]:
        kind = kind_of(token.text)
        if kind in (Kind.ACRONYM, Kind.CAPITAL, Kind.GIVEN, Kind.PLACE) or (
            kind is Kind.HEAD and plain(token) not in entries("nonames", "fields")
        ):
            return False
    return True


def before_head(tokens: Tokens, start: int, head: int) -> Range | None:
    """Find the body that stands before a role's head: "Tonga's commissioner", "YLI executive director", "Trust chairwoman"."""
    while start < head and tokens[start].lower in entries("offices", "before") and not is_head(plain(tokens[start])):
        start += 1
    for at in range(start + 1, head):
        if tokens[at].lower in ("'s", "'") and (tokens[start].text[0].isupper() or is_head(plain(tokens[at - 1]))):
            return start, at
    end = min(proper_end(tokens, start), head)
    if (
        plain(tokens[head]) == "counterpart"
        and end == head > start
        and all(kind_of(t.text) is Kind.CAPITAL for t in tokens[start:end])
    ):
        return start, end
    if end == head - count_lower(tokens, start, head) and is_coined(tokens, start, end):
        return start, end
    while end > start and not (heads_before(tokens, end - 1) or is_state(tokens, start, end)):
        end -= 1
    if end > start:
        return start, end
    if start < head and is_head(plain(tokens[start])):
        return start, start + 1
    return None


def count_lower(tokens: Tokens, start: int, head: int) -> int:
    """Count the words in small letters right before the head of a role: "[chief] executive", "[general] manager"."""
    at = head
    while at > start and tokens[at - 1].text[0].islower() and tokens[at - 1].lower in entries("offices", "before"):
        at -= 1
    return head - at


def is_coined(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether capitals before an office in small letters name a body of no known kind: "Sanga Southern chairman"."""
    kinds = [kind_of(t.text) for t in tokens[start:end]]
    small = end < len(tokens) and tokens[end].text[0].islower()
    return small and len(kinds) > 1 and Kind.CAPITAL in kinds and not any(is_office(t) for t in tokens[start:end])


def heads_before(tokens: Tokens, at: int) -> bool:
    """Tell whether the word at `at` can close a body that stands before an office."""
    kind = kind_of(tokens[at].text)
    return kind is Kind.ACRONYM or (kind is Kind.HEAD and plain(tokens[at]) not in entries("nonames", "fields"))
