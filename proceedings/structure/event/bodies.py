"""Read the names of bodies – institutions, societies, offices – and lists of them."""

from __future__ import annotations

from proceedings.structure.event.calendar import is_calendar
from proceedings.structure.phrases import inner_words, is_capital, is_ordinal, is_word, name_end, words_of
from proceedings.structure.tokens import Token
from proceedings.text import Span

MOST_BODIES = 8


ARTICLES = frozenset({"the", "its", "a", "an", "our", "their", "both", "his", "her"})


ANDS = frozenset({"and", "&", "y", "e", "et", "und"})


OUTSIDE = frozenset({"in", "at", "on", "to", "with", "against"})
"""Small words that a body's name only takes in under conditions; a place, a date or a topic may follow them."""


OPENERS = frozenset(
    {
        "since",
        "as",
        "when",
        "while",
        "after",
        "before",
        "although",
        "because",
        "if",
        "under",
        "this",
        "these",
        "last",
        "during",
        "for",
        "from",
    }
    | {
        "by",
        "with",
        "here",
        "there",
        "what",
        "how",
        "why",
        "who",
        "which",
        "more",
        "some",
        "many",
        "he",
        "she",
        "they",
        "we",
        "it",
        "and",
        "but",
    }
)
"""Words that open a sentence and no name."""


NO_ADJECTIVE = OUTSIDE | frozenset(
    {"and", "by", "from", "as", "who", "which", "that", "was", "were", "is", "are", "has", "have", "had", "it", "this", "these"}
    | {"some", "many", "all", "one"}
)


KINDS_OF_PLACE = frozenset({"province", "district", "county", "city", "municipality", "state", "region", "prefecture"})


def is_body_word(token: Token) -> bool:
    """Tell whether a word heads the name of a body: ministry, union, trust."""
    word = token.lower.rstrip("'")
    return word in words_of("bodies", "body") or (len(word) > LONG_HEAD and word.endswith(COMPOUND_HEADS))


LONG_HEAD = 10
COMPOUND_HEADS = ("verband", "verein", "gesellschaft", "stiftung", "institut", "kammer", "bond", "förbund", "forbund", "liitto")
"""How a word that holds a body's word at its end ends: "Lehrerverband"."""


def has_body_word(tokens: tuple[Token, ...]) -> bool:
    return any(is_body_word(token) for token in tokens)


def is_headed(tokens: tuple[Token, ...]) -> bool:
    """Tell whether a name has a word for a body at its head: its last word, or one that "of", "for", "de" follow."""
    for i, token in enumerate(tokens):
        if is_body_word(token) and (i + 1 == len(tokens) or tokens[i + 1].text == "(" or not is_capital(tokens[i + 1])):
            return True
    return False


def read_body(tokens: tuple[Token, ...], i: int) -> tuple[int, int] | None:
    """Read the name of one body from token i on: the indices of its first and after its last word; None if none stands there.

    An article before it is skipped; an acronym in brackets belongs to it.
    """
    while i < len(tokens) and tokens[i].lower in ARTICLES:
        i += 1
    if i >= len(tokens) or is_calendar(tokens[i]) or opens_person(tokens, i) or tokens[i].lower in OPENERS:
        return None
    counted = tokens[i].text[0].isdigit() and is_ordinal(tokens[i]) and i + 1 < len(tokens) and is_capital(tokens[i + 1])
    if any(t.lower in words_of("events", "event") for t in tokens[i + 1 : i + 5]):
        counted = False  # "the 14th Congress of Teachers"
    if not is_capital(tokens[i]) and not counted:
        return read_small_body(tokens, i)
    at: int | None = i + counted  # "the 7th Army Division"
    end = i
    while at is not None:
        further = name_end(tokens, at, ANDS | OUTSIDE)
        if further == at:
            break
        end = with_kind(tokens, i, further)
        at = joint(tokens, i, end)
    if end == i:
        return None
    return i, with_seat(tokens, i, with_acronym(tokens, end))


def with_seat(tokens: tuple[Token, ...], start: int, end: int) -> int:
    """Take what a part belongs to into its name: "History Department, Ravi University", "Engineers, North Branch"."""
    if end + 1 >= len(tokens) or tokens[end].lower not in (",", "at") or not is_capital(tokens[end + 1]):
        return end
    further = name_end(tokens, end + 1, ANDS | OUTSIDE)
    whole = tokens[end + 1 : further]
    if not whole or (tokens[further : further + 1] and tokens[further].lower == "and" and has_body_word(whole)):
        return end
    if whole[-1].lower in ("branch", "chapter", "section", "division", "zone", "region"):
        return further
    if whole[0].lower in words_of("bodies", "part") and any(t.lower in words_of("bodies", "whole") for t in tokens[start:end]):
        return with_acronym(tokens, further)
    part = any(t.lower in words_of("bodies", "part") for t in tokens[start : start + 1 + (tokens[end].lower == "at")])
    return with_acronym(tokens, further) if part and any(t.lower in words_of("bodies", "whole") for t in whole) else end


def opens_person(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether a person's honorific or capacity stands here; "Justice and Peace Desk", "General Council" are bodies."""
    if i + 2 < len(tokens) and tokens[i + 1].lower == "'s" and is_body_word(tokens[i + 2]):  # "President's Office"
        return False
    if tokens[i].lower == "head":
        return i + 1 < len(tokens) and tokens[i + 1].lower == "of"
    if tokens[i].lower in ("justice", "general", "chief", "captain", "executive", "king", "queen", "prince", "princess"):
        return i + 1 < len(tokens) and is_capital(tokens[i + 1]) and not has_body_word(tokens[i + 1 : i + 4])
    return tokens[i].lower.removeprefix("co-") in words_of("bodies", "person")


def with_kind(tokens: tuple[Token, ...], start: int, end: int) -> int:
    """Take small words for the kind of body into the name: "Hangar Africa magazine", "Maltese foreign ministry"."""
    if has_body_word(tokens[start:end]):
        return end + 1 if end < len(tokens) and tokens[end].text in KINDS_OF_PLACE else end
    for at in range(end, min(end + 3, len(tokens))):
        if not tokens[at].text.islower() or tokens[at].lower in inner_words() or not is_word(tokens[at]):
            break
        if tokens[at].lower in NO_ADJECTIVE:  # "hosted by Grampian Gas in partnership with …"
            break
        if is_body_word(tokens[at]):
            return at + 1
    return end


def with_acronym(tokens: tuple[Token, ...], end: int) -> int:
    """Take an acronym in brackets into the name, and a legal form after a comma."""
    close = bracket_end(tokens, end)
    if close is not None:
        end = close
    if end + 1 < len(tokens) and tokens[end].text == "," and tokens[end + 1].lower.rstrip(".") in ("inc", "ltd", "llc"):
        return end + 2 + (end + 2 < len(tokens) and tokens[end + 2].text == "." and tokens[end + 1].text[-1] != ".")
    return end


def bracket_end(tokens: tuple[Token, ...], i: int) -> int | None:
    """Give the index after a short bracket in capitals that opens at token i."""
    if i + 2 < len(tokens) and tokens[i].text == "(":
        for at in range(i + 2, min(i + 7, len(tokens))):
            if tokens[at].text == ")":
                return at + 1 if 2 * sum(is_capital(token) for token in tokens[i + 1 : at]) >= at - i - 1 else None
    return None


def joint(tokens: tuple[Token, ...], start: int, end: int) -> int | None:
    """Give the index where the same name goes on behind a small word or a comma; None when it ends at `end`."""
    if end + 1 >= len(tokens):
        return None
    word, following = tokens[end].lower, tokens[end + 1]
    if word in ANDS:
        return end + 1 if is_capital(following) and not parts_two_bodies(tokens, start, end) else None
    if (
        word in ("in", "with") and is_capital(following) and not has_body_word(tokens[start:end])
    ):  # "Women in Mining Association"
        right = tokens[end + 1 : name_end(tokens, end + 1, ANDS | OUTSIDE)]
        return end + 1 if is_headed(right) and len(right) > 1 else None
    if word in ("on", "to", "against"):
        topic = is_capital(following) and not is_calendar(following) and not is_body_word(following)
        return end + 1 if topic and has_body_word(tokens[start:end]) else None
    if word == "under" and end + 2 < len(tokens):
        return end + 2 if following.lower == "the" and is_capital(tokens[end + 2]) and is_body_word(tokens[end + 2]) else None
    return end + 1 if word == "," and lists_topics(tokens, start, end) else None


def parts_two_bodies(tokens: tuple[Token, ...], start: int, at: int) -> bool:
    """Tell whether the "and" at index `at` parts two bodies: "Academy of Arts and Institute of Law", "A Union and B Society".

    It joins words of one name in "Ministry of Youth and Sport", "Justice and Peace Desk", "Marine and Coastal Studies".
    """
    left = tokens[start:at]
    right = tokens[at + 1 : name_end(tokens, at + 1, ANDS | OUTSIDE)]
    if tokens[at].lower == "&":
        return False
    if left[-1].text == ")" or (len(left) == 1 and len(right) == 1 and left[0].text.isupper() and right[0].text.isupper()):
        return True
    if spells(tokens, start, at + 1 + len(right)):
        return False
    if len(right) == 1 and right[0].lower in words_of("bodies", "topic") and "of" in {t.lower for t in left}:
        return False  # "Federal Ministry of Trade and Enterprise"
    if len(left) > 1 and is_body_word(left[-1]):
        topic = len(left) < 3 and (
            left[-1].lower in words_of("bodies", "topic")
            and bool(right)
            and is_body_word(right[-1])
            and not is_body_word(right[0])
        )
        return not topic
    if left[0].lower in words_of("bodies", "of_place") and len(left) > 2 and left[1].lower == "of":
        return len(right) > 1  # "Embassy of Timor-Leste and Casa da Língua"
    if not right or not has_body_word(right):
        return len(left) > 1 and len(right) > 1 and not has_body_word(left)
    if is_body_word(right[0]):
        topic = is_body_word(left[0]) and not is_headed(right)  # "Ministry of Family and Community Affairs"
        return len(left) > 1 and not topic
    if len(left) == 1 and is_body_word(left[0]):
        return start > 0 and tokens[start - 1].lower == "the"
    if is_body_word(left[0]):  # "Institute of Island Jurists and Levantine University", but "Ministry of Youth and Sport"
        whole = len(right) > 1 and right[-1].lower in words_of("bodies", "whole") and not any(t.text.islower() for t in right)
        return len(left) > 2 and whole
    plural = right[-1].lower.endswith("s") and is_body_word(right[-1])  # "Federation of Thrift and Producer Cooperatives"
    return has_body_word(left) and not (plural and "of" in {t.lower for t in left})


def spells(tokens: tuple[Token, ...], start: int, end: int) -> bool:
    """Tell whether the acronym in brackets behind a name is made of the initials of all of it: "Nile Library and … (NLIA)"."""
    if bracket_end(tokens, end) is None:
        return False
    acronym = "".join(c for c in tokens[end + 1].text if c.isupper())
    initials = "".join(token.text[0] for token in tokens[start:end] if is_capital(token) and is_word(token))
    return len(acronym) > 2 and initials.startswith(acronym[:-1])


def lists_topics(tokens: tuple[Token, ...], start: int, comma: int) -> bool:
    """Tell of a list inside a name: "Ministry of Housing, Land and Water"; a list of bodies has more words for bodies."""
    while start + 2 < comma and tokens[start + 1].lower == "'s":  # "Croatia's Ministry of the Sea, …"
        start += 2
    if not is_body_word(tokens[start]) or has_body_word(tokens[start + 1 : comma]):
        return False
    end = name_end(tokens, comma + 1, ANDS | OUTSIDE)
    goes_on = (
        end > comma + 1 and end + 1 < len(tokens) and tokens[end].lower in ("and", "&", ",") and is_capital(tokens[end + 1])
    )
    return goes_on and not has_body_word(tokens[comma + 1 : end + 2])


def read_small_body(tokens: tuple[Token, ...], i: int) -> tuple[int, int] | None:
    """Read a body in small letters, "foreign ministry", "town council of Nouna": a word for a body within four words."""
    for at in range(i, min(i + 4, len(tokens))):
        if tokens[at].lower == "'s" and at > i:  # "people's government of …"
            continue
        if not is_word(tokens[at]) or tokens[at].lower in inner_words() or tokens[at].lower in NO_ADJECTIVE:
            return None
        if is_body_word(tokens[at]):
            if at + 2 < len(tokens) and tokens[at + 1].lower == "of" and is_capital(tokens[at + 2]):
                return i, name_end(tokens, at + 2, OUTSIDE | ANDS)
            while at + 1 < len(tokens) and tokens[at + 1].text.islower() and is_body_word(tokens[at + 1]):
                at += 1  # "community group Greening the Grid"
            named = at + 1 < len(tokens) and is_capital(tokens[at + 1])  # "sister organisation Djunta Mon"
            return read_body(tokens, at + 1) if named else (i, at + 1)
        if is_capital(tokens[at]):
            return None
    return None


def read_list(tokens: tuple[Token, ...], i: int) -> tuple[list[Span], int]:
    """Read "the A, the B and C" from token i on: the bodies, and the index after them."""
    found: list[Span] = []
    at: int | None = i
    end = i
    while at is not None and len(found) < MOST_BODIES:
        body = read_body(tokens, skip_description(tokens, at))
        if body is None:
            break
        found.append(Span(tokens[body[0]].span.start, tokens[body[1] - 1].span.end))
        end = body[1]
        at = list_link(tokens, over_seat(tokens, end))
    return found, end


def over_seat(tokens: tuple[Token, ...], end: int) -> int:
    """Give the index after "at the University of X" behind a body, when the list goes on after it; else `end`."""
    if end + 1 < len(tokens) and tokens[end].lower == "at":
        seat = read_body(tokens, end + 1)
        if seat is not None and seat[1] < len(tokens) and (tokens[seat[1]].text == "," or tokens[seat[1]].lower == "and"):
            return seat[1]
    return end


def skip_description(tokens: tuple[Token, ...], i: int) -> int:
    """Skip what stands before a body's name: "a non-governmental organisation, the …", "its partner"."""
    if i < len(tokens) and tokens[i].lower in ("a", "an", "its", "another", "their", "our"):
        for at in range(i + 1, min(i + 9, len(tokens) - 1)):
            if tokens[at].text == "," and (tokens[at + 1].lower == "the" or is_capital(tokens[at + 1])):
                return at + 1
            if is_capital(tokens[at]) and not tokens[at + 1].text.islower():  # "its Brazilian counterpart, the …"
                break
    if i < len(tokens) and tokens[i].lower in ("its", "our", "their", "partner", "partners", "fellow", "sister", "local"):
        for at in range(i + 1, min(i + 5, len(tokens))):
            if is_capital(tokens[at]):
                return at
            if not tokens[at].text.islower() or tokens[at].lower in NO_ADJECTIVE:
                break
    return i


def list_link(tokens: tuple[Token, ...], at: int) -> int | None:
    """Give the index behind "," or "and" when another body of the list follows there."""
    start = at
    while at < len(tokens) and (tokens[at].text in ",;" or tokens[at].lower in ("and", "&", "as", "well")):
        at += 1
    if start < at < len(tokens) and tokens[at].lower in ("of", "by", "with") and tokens[at - 1].lower in ("and", "&", ","):
        at += 1  # "on the initiative of the A and of the B"
    if at == start or at >= len(tokens):
        return None
    body = read_body(tokens, at)
    if body is None:
        return None
    article = tokens[at].lower == "the" and tokens[body[0]].lower not in words_of("places", "country")
    if tokens[at - 1].text in ",;" and not article and not has_body_word(tokens[body[0] : body[1]]):
        seat = body[1]  # "Hale Moana Institute, Hawaii, and the Reef Laboratory"
        ends = seat < len(tokens) and tokens[seat].text == "," and tokens[seat + 1 : seat + 2]
        return list_link(tokens, seat) if ends and tokens[seat + 1].lower in ("and", "the") else None
    return at
