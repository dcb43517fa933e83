"""Read rows of persons whom one plural titles: "Senators A and B", "Messrs Amin and Lind", "MPs A, B and C"."""

from __future__ import annotations

from proceedings.structure.names import entries, plain
from proceedings.structure.officewords import Range, Tokens, is_office, is_plural
from proceedings.structure.tokens import Token


def is_many(token: Token) -> bool:
    """Tell whether a word titles several persons: an honorific or an office in the plural."""
    return plain(token) in entries("honorifics", "plural") or is_plural(token)


def opens_row(tokens: Tokens, i: int) -> int:
    """Give how few words a name at token i has that opens a row: 1 after an honorific, 2 after an office; 0: no row opens."""
    if not i or not is_many(tokens[i - 1]):
        return 0
    return 1 if plain(tokens[i - 1]) in entries("honorifics", "plural") and tokens[i - 1].text[0].isupper() else 2


def joins(tokens: Tokens, end: int, i: int) -> bool:
    """Tell whether "and" alone stands between a person whose naming ends before token `end` and the word at i."""
    return end < i <= end + 2 and tokens[i - 1].lower in ("and", "&") and tokens[end].text in (",", tokens[i - 1].text)


def next_listed(tokens: Tokens, end: int) -> int:
    """Give the token at which the next person of a row stands whose last one ends before token `end`, 0 when it is over."""
    at = end
    if at < len(tokens) and tokens[at].text == ",":
        at += 1
    if at < len(tokens) and tokens[at].lower in ("and", "&"):
        at += 1
    return at if end < at < len(tokens) and tokens[at].text[0].isupper() else 0


def shared_title(tokens: Tokens, role: Range | None) -> Range | None:
    """Give a role when its offices stand in the plural, that of all persons of a row."""
    if role is None:
        return None
    words = tokens[role[0] : role[1]]
    offices = [t for t in words if is_office(t)]
    return role if offices and is_plural(offices[-1]) and not any(t.lower == "and" for t in words) else None
