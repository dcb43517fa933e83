"""Read in what capacity a person acts, in the words before the name: "wheat breeder", "the President of ENLIA,"."""

from __future__ import annotations

from proceedings.structure.affiliations import body_of, is_body
from proceedings.structure.capacity import REACH, Capacity, opens_adverbial
from proceedings.structure.names import Kind, honorifics, kind_of, plain
from proceedings.structure.officewords import (
    ARTICLES,
    COMPOUND,
    LINKS,
    ORDINALS,
    QUOTES,
    Range,
    Tokens,
    has_head,
    is_noun_like,
    is_office,
    is_plural,
    is_state,
    proper_end,
    stops,
)
from proceedings.structure.tokens import Token

OPENINGS = ("speaking on behalf of", "speaking for", "on behalf of", "for", "representing", "on the part of", "on the side of")
"""What opens a sentence that says for whom the person named next speaks."""


def before_name(tokens: Tokens, i: int, j: int, floor: int) -> Capacity:
    """Read the role that leads to the name at tokens i to j; nothing before token `floor` belongs to it."""
    k = i - 1
    if k < floor:
        return Capacity()
    if k >= 1 and tokens[k].text == ":" and is_office(tokens[k - 1]) and not is_plural(tokens[k - 1]) and k <= 4:
        start = role_start(tokens, k - 1, floor)
        return Capacity((start, k), None, i) if start == 0 else Capacity()
    if tokens[k].lower == "'s" and k > floor:
        return Capacity(None, owner(tokens, k, floor), i)
    if tokens[k].text == "(" and j < len(tokens) and tokens[j].text == ")" and k > floor:
        if is_state(tokens, k - 1, k) or kind_of(tokens[k - 1].text) is Kind.ACRONYM:
            return Capacity(None, (k - 1, k), i)  # "Malawi (Mr. Paul Oduya) asked"
        return before_name(tokens, k, j, floor)  # "the district representative (Mr. Paul Oduya)"
    if (sent := sent_by(tokens, k, floor)) is not None:
        return Capacity(None, sent, i)
    if tokens[k].lower == "the" and k > floor and tokens[k - 1].text == "," and plain(tokens[i]) in honorifics():
        k -= 1  # "the Bishop, the Rt. Rev. Paul Banda"
    comma = k >= 1 and tokens[k].text == ","
    if comma:
        k -= 1
        if (titled := in_parts(tokens, k, floor)) is not None:
            return Capacity(titled.role, titled.affiliation, i)
        closed = j >= len(tokens) or tokens[j].text in ",.;)—–-" or tokens[j].lower in ("and", "who", "from")
    if (
        k < 0
        or tokens[k].lower in LINKS
        or tokens[k].lower in ARTICLES
        or (tokens[k].text not in ')"”»' and not is_noun_like(tokens[k]))
    ):
        return Capacity()
    if comma and (sent := on_behalf(tokens, k + 1)) is not None:
        return Capacity(None, sent, i)
    start, head = lead(tokens, k, floor)
    if head is None and not comma and (titled := in_parts(tokens, k, floor)) is not None and plain(tokens[i]) in honorifics():
        return Capacity(titled.role, titled.affiliation, i)  # "Director, Water Schemes Mr. Paul Oduya"
    if head is None or start > head or (is_plural(tokens[head]) and (comma or not leads_row(tokens, head, j))):
        return Capacity()
    if comma and not closed and start > 1 and object_of_clause(tokens, start):
        return Capacity()
    aside = next((at for at in range(head + 1, k) if tokens[at].lower in ("in", "on") and opens_adverbial(tokens, at)), k + 1)
    role = (start, aside)
    return Capacity(role, body_of(tokens, role), i)


def leads_row(tokens: Tokens, head: int, j: int) -> bool:
    """Tell whether an office in the plural titles the name that ends before token j and another after it: "Mayors A and B"."""
    if not tokens[head].text[0].isupper():
        return False
    at = j
    if at + 2 < len(tokens) and tokens[at].lower in ("of", "(") and tokens[at + 1].text[0].isupper():
        at = proper_end(tokens, at + 1)
    return at + 1 < len(tokens) and tokens[at].lower in (",", "and", "&") and tokens[at + 1].text[0].isupper()


def in_parts(tokens: Tokens, k: int, floor: int) -> Capacity | None:
    """Read a role with commas in it that ends at token k: "the Director, Policy and Planning, Ministry of Trade, Ana Ruiz"."""
    first = k
    while first >= floor and k - first < REACH and stands_in_title(tokens, first, k):
        first -= 1
    cuts = [at for at in range(first + 1, k) if tokens[at].text == ","]
    last = cuts[-1] + 1 if cuts else k
    if not cuts or (any(is_office(t) for t in tokens[last : k + 1]) and not has_head(tokens, last, k + 1)):
        return None
    start = first + 1
    for cut in cuts:
        heads = [at for at in range(start, cut) if is_office(tokens[at]) and not is_plural(tokens[at])]
        if heads:
            role = (role_start(tokens, heads[0], floor), k + 1)
            return Capacity(role, (last, k + 1) if tokens[last].text[0].isupper() and k > last else None)
        start = cut + 1
    return None


def stands_in_title(tokens: Tokens, at: int, k: int) -> bool:
    """Tell whether a token may stand in a title of capitals and commas that ends at token k."""
    token = tokens[at]
    if kind_of(token.text) is Kind.GIVEN and at < k and kind_of(tokens[at + 1].text) in COMPOUND:
        return False
    return token.text[0].isupper() or token.text[0].isdigit() or token.lower in LINKS or token.text[0] in ",-'’()"


def sent_by(tokens: Tokens, k: int, floor: int) -> Range | None:
    """Read the state or body that speaks by the person named next: "Honduras, through Mr. X", "Malawi, represented by X"."""
    if tokens[k].lower == "by" and k > floor and tokens[k - 1].lower == "represented":
        k -= 1
    elif tokens[k].lower != "through":
        return None
    comma = k - 1
    if comma <= floor or tokens[comma].text != ",":
        return None
    start = comma
    while start > floor and tokens[start - 1].text[0].isupper():
        start -= 1
    return (start, comma) if start < comma and is_state(tokens, start, comma) else None


def on_behalf(tokens: Tokens, end: int) -> Range | None:
    """Read for whom somebody speaks at the head of a sentence: "For Norway, Mr. X", "Speaking for the port office, Ms. X"."""
    if tokens[0].lower not in ("for", "speaking", "on", "representing"):
        return None
    text = " ".join(t.lower for t in tokens[:5])
    opening = next((o for o in OPENINGS if text.startswith(o + " ")), None)
    if opening is None:
        return None
    start = len(opening.split())
    while start < end and tokens[start].lower in ARTICLES:
        start += 1
    if start >= end or end - start > 9 or any(t.text == "," for t in tokens[start:end]):
        return None
    if is_state(tokens, start, end) or is_body(tokens, start, end):
        return start, end
    return None


def owner(tokens: Tokens, mark: int, floor: int) -> Range | None:
    """Read the body whose possessive stands before a name: "the Harbour Trust's Ana Ruiz"; None when it may be a person's."""
    start = mark
    while start > floor and kind_of(tokens[start - 1].text) in COMPOUND and tokens[start - 1].text[0].isupper():
        start -= 1
    if mark - start < 1 or any(kind_of(t.text) is Kind.GIVEN for t in tokens[start:mark]):
        return None
    known = is_body(tokens, start, mark)
    coined = any(c.isupper() for c in tokens[start].text[1:])  # "PolarSense's Ana Ruiz"
    return (start, mark) if known or coined or mark - start > 2 else None


def object_of_clause(tokens: Tokens, start: int) -> bool:
    """Tell whether a role before a comma is the object of a clause that ends there: "Thanking the minister, Dr. Eze …"."""
    at = start - 1
    while at >= 0 and tokens[at].text != ",":
        word = tokens[at].lower
        if word.endswith("ing") or (stops(tokens[at]) and word not in ("was", "were", "is", "by")):
            return True
        at -= 1
    return False


def lead(tokens: Tokens, k: int, floor: int) -> tuple[int, int | None]:
    """Walk left from token k over a noun phrase: where its role starts, and its head; None when it has none."""
    head: int | None = None
    at = k
    places = 1
    while at >= floor and k - at < REACH:
        token = tokens[at]
        if token.text == ")":
            opening = next((b for b in range(at - 1, max(at - 8, -1), -1) if tokens[b].text == "("), None)
            if opening is None:
                break
            at = opening - 1
            continue
        if token.text in '"”»' and (opening := opens_quoted(tokens, at, floor)):
            at = opening - 1
            continue
        if is_office(token) and (at == k or leads_on(tokens, at)) and not (head == at + 1 and is_plural(token)):
            head = at
        elif (
            token.text == ","
            and head is None
            and places
            and at < k
            and kind_of(tokens[at - 1].text) in COMPOUND
            and tokens[at + 1].text[0].isupper()
        ):
            places -= 1
        elif head is not None and (token.lower in ARTICLES or token.lower in LINKS):
            outer = outer_head(tokens, at, floor)
            if outer is None:
                outer = farther_head(tokens, at, floor)
            if outer is None:
                break
            head = at = outer
        elif not is_noun_like(token) or (token.lower in ("and", "by", "to") and at < k and opens_person(tokens, at)):
            break
        at -= 1
    return (role_start(tokens, head, floor), head) if head is not None else (k, None)


def opens_quoted(tokens: Tokens, i: int, floor: int) -> int:
    """Give where the quotation marks open that close at token i round a short name; 0 when none do."""
    return next((at for at in range(i - 2, max(i - 6, floor), -1) if tokens[at].text in QUOTES), 0)


def outer_head(tokens: Tokens, at: int, floor: int) -> int | None:
    """Give the office to which the one right of token `at` belongs: "Director General of the public broadcaster"."""
    link = at - 1 if tokens[at].lower in ARTICLES else at
    if link <= floor:
        return None
    left = tokens[link - 1]
    if tokens[link].lower == "and" and link == at and is_office(left) and not is_plural(left):
        return link - 1
    if tokens[link].lower not in ("of", "to", "for", "at", "in") or not is_office(left):
        return None
    return link - 1


def farther_head(tokens: Tokens, at: int, floor: int) -> int | None:
    """Give the office in whose field or body another stands: "[Director] of the Agency for Elder Affairs".

    The words between are capitals and small links, and the office is the one before "of" or "for".
    """
    found = None
    while at > floor and (
        tokens[at].text[0].isupper() or tokens[at].lower in ("of", "for", "and", "&", "the", "our", "its", "on")
    ):
        if tokens[at].lower in ("of", "for") and is_office(tokens[at - 1]) and not is_plural(tokens[at - 1]):
            found = at - 1
        if tokens[at].lower in ARTICLES and tokens[at - 1].lower not in ("of", "for"):
            break
        at -= 1
    return found


def opens_person(tokens: Tokens, at: int) -> bool:
    """Tell whether a link at `at` starts another part of the sentence rather than going on with a role."""
    if tokens[at + 1].lower not in ARTICLES:
        return False
    return tokens[at].lower != "to" or at == 0 or not is_office(tokens[at - 1])


def leads_on(tokens: Tokens, at: int) -> bool:
    """Tell whether the word after an office may go on with the same role."""
    token = tokens[at + 1]
    return token.lower in LINKS or token.text == "(" or token.text[0].isupper() or is_office(token)


def role_start(tokens: Tokens, head: int, floor: int) -> int:
    """Give the first token of a role whose head is known: over adjectives, nouns, a possessive."""
    at = head
    while at > floor:
        token = tokens[at - 1]
        if joins_fields(tokens, at - 1, head, floor):
            at -= 2
            continue
        if (
            token.lower in ARTICLES
            or token.lower in LINKS
            or not is_noun_like(token)
            or (kind_of(token.text) is Kind.GRAMMAR and token.lower not in ORDINALS)
            or is_adverb(token)
        ):
            break
        at -= 1
    return at


def joins_fields(tokens: Tokens, link: int, head: int, floor: int) -> bool:
    """Tell whether "and" joins two fields of one office that stand before it: "Climate [and] Industry Minister"."""
    if tokens[link].lower not in ("and", "&") or link <= floor:
        return False
    left = tokens[link - 1]
    if not left.text[0].isupper() or kind_of(left.text) not in (Kind.THING, Kind.OFFICE, Kind.CAPITAL, Kind.HEAD):
        return False
    if is_office(left) and not is_plural(left):
        return False
    opens = link - 1 == floor or not tokens[link - 2].text[0].isupper()
    return link - 1 == 0 or not opens or tokens[link - 2].text in '.,;:“"—–' or tokens[link - 2].lower in ARTICLES


def is_adverb(token: Token) -> bool:
    """Tell whether a word in small letters is an adverb or the like, that no role starts with."""
    return (token.lower.endswith("ly") and token.text[0].islower()) or token.lower in (
        "only",
        "not",
        "so",
        "such",
        "by",
        "according",
        "per",
    )
