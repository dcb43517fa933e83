"""Read in what capacity a person acts, in the brackets after the name: "(vice-principal at Seaview College)"."""

from __future__ import annotations

from proceedings.structure.affiliations import body_of, is_body
from proceedings.structure.names import Kind, entries, kind_of, plain
from proceedings.structure.officewords import ARTICLES, Range, Tokens, is_office, is_plural, stops


def closing(tokens: Tokens, i: int) -> int:
    """Give the index of the bracket that closes the one at i, 0 when it is far or missing."""
    for at in range(i + 1, min(i + 18, len(tokens))):
        if tokens[at].text == ")":
            return at
    return 0


def in_brackets(tokens: Tokens, start: int, end: int) -> tuple[Range | None, Range | None]:
    """Read role and affiliation that stand in brackets after a name."""
    if (
        start >= end
        or not tokens[start].text[0].isalpha()
        or (not tokens[start].text.isascii() and ord(tokens[start].text[0]) > 0x24F)
    ):
        return None, None
    first = start + 1 if tokens[start].lower in ARTICLES and end - start > 1 else start
    comma = next((at for at in range(first, end) if tokens[at].text == ","), end)
    if comma == first + 1 < end and is_shortened(tokens, start - 1, tokens[first].text):
        return in_brackets(tokens, comma + 1, end)
    if comma == end == first + 1 and is_shortened(tokens, start - 1, tokens[first].text):
        return None, None
    if any(is_office(tokens[at]) for at in range(first, comma)) and not names_body(tokens, first, comma):
        role = (first, comma)
        rest = (comma + 1, end) if comma + 1 < end and tokens[comma + 1].text[0].isupper() else None
        if rest and is_body(tokens, *rest):
            return role, rest
        return role, body_of(tokens, role) or rest
    if tokens[first].text[0].isupper() and not any(stops(t) for t in tokens[first:comma]):
        return None, (first, comma)
    return None, None


def is_stood_in_for(tokens: Tokens, i: int) -> bool:
    """Tell whether a bracket says at token i who stands in: "(represented by Ana Ruiz)", "(ably represented by …"."""
    return any(t.lower == "represented" for t in tokens[i : i + 2])


def is_shortened(tokens: Tokens, bracket: int, word: str) -> bool:
    """Tell whether a word in brackets is made of the initials of the name before: "Bethan Jones (BJ)", "Gwen Rees (GwR)"."""
    if not 2 <= len(word) <= 4 or not (word[0].isupper() and word[-1].isupper()) or bracket < 2:
        return False
    initials = "".join(t.text[0] for t in tokens[max(bracket - 4, 0) : bracket] if t.text[0].isupper())
    return initials.endswith((word[0] + word[-1], "".join(c for c in word if c.isupper())))


def names_body(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether capitals close with a word that heads bodies and is no office, or with trades: "Anchor Hotel"."""
    if end - start < 2 or not all(
        t.text[0].isupper() or t.text in "&-'’" or t.lower in ("'s", "of") for t in tokens[start:end]
    ):
        return False
    of = next((at for at in range(start + 1, end) if tokens[at].lower == "of"), end)
    last = tokens[of - 1]
    return (kind_of(last.text) is Kind.HEAD or is_plural(last)) and plain(last) not in entries("offices", "office")
