"""Tell apart the words of a phrase that says in what capacity a person acts: offices, links, stops, proper names."""

from __future__ import annotations

from functools import cache

from proceedings.structure.names import Kind, entries, honorifics, kind_of, plain, states
from proceedings.structure.tokens import Token

Range = tuple[int, int]
Tokens = tuple[Token, ...]

ARTICLES = frozenset({"a", "an", "the", "its", "his", "her", "their", "our", "my", "your", "one", "another", "fellow"})
LINKS = frozenset(
    {"of", "for", "to", "at", "in", "from", "on", "with", "and", "&", "de", "del", "des", "du", "da", "do", "der", "/"}
)
COMPOUND = frozenset(
    {Kind.CAPITAL, Kind.GIVEN, Kind.PLACE, Kind.THING, Kind.HEAD, Kind.OFFICE, Kind.ACRONYM, Kind.INITIAL, Kind.NUMBER}
)
INNER = frozenset(
    (
        "of",
        "for",
        "and",
        "&",
        "the",
        "on",
        "in",
        "de",
        "del",
        "des",
        "du",
        "da",
        "do",
        "der",
        "la",
        "'s",
        "'",
        "-",
        "–",
        "y",
        "e",
        "o",
        "/",
    )
)
AHEAD = frozenset({"the", "a", "of", "la", "las", "los", "and"})
"""Small words that may stand behind one of `INNER`."""
ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "open"})


ENDINGS = tuple("ologist grapher keeper woman maker worker owner monger broker dweller caster ician".split())
"""How long words end that name a trade."""


@cache
def offices() -> frozenset[str]:
    """Give the nouns of office and trade."""
    return entries("offices", "office") | entries("offices", "trade")


def is_office(token: Token) -> bool:
    """Tell whether a word names an office or a trade: by the lexicon, or by the end of a compound ("loss-adjuster")."""
    word = plain(token)
    if word in offices():
        return True
    if "-" in word:
        first, _, last = word.rpartition("-")
        return last in offices() or (len(last) == 1 and first in offices())  # "Scientist-F"
    return len(word) > 6 and word[0].isalpha() and word.endswith(ENDINGS)


def is_plural(token: Token) -> bool:
    """Tell whether an office stands in the plural."""
    word = token.lower
    return (word.endswith("s") and word[:-1] in offices()) or word.endswith(("men", "women"))


def stops(token: Token) -> bool:
    """Tell whether a word ends a capacity: a verb, a pronoun, the opening of an adverbial."""
    word = token.lower
    if word in entries("offices", "stops"):
        return True
    return (
        word.endswith("ed")
        and len(word) > 4
        and token.text[0].islower()
        and word not in entries("offices", "participles")
        and "-" not in word
    )


def is_noun_like(token: Token) -> bool:
    """Tell whether a token may stand inside a capacity between its links."""
    kind = kind_of(token.text)
    if kind is Kind.MARK:
        return token.text in "-'’&/" or token.lower == "'s"
    if kind is Kind.GRAMMAR and (token.lower in ORDINALS or (token.text[0].isupper() and is_office(token))):
        return True
    if kind in (Kind.LOWER, Kind.PARTICLE):
        return not stops(token)
    return kind is not Kind.GRAMMAR or token.lower in LINKS or token.lower in ARTICLES


QUOTES = frozenset('"“„«')


def quoted_end(tokens: Tokens, i: int) -> int:
    """Give the token after a proper name in quotation marks that open at token i, 0 when they hold none: "the "Lipa" Fund"."""
    for at in range(i + 1, min(i + 6, len(tokens))):
        if tokens[at].text in '"”“»':
            return at + 1 if at > i + 1 and (i > 0 and tokens[i - 1].text not in ",.:") else 0
        if not tokens[at].text[0].isupper():
            return 0
    return 0


def proper_end(tokens: Tokens, i: int) -> int:
    """Give the token after the proper name that starts at token i, capitals and what joins them; i when none does."""
    at = i
    while at < len(tokens) and at - i < 16:
        token = tokens[at]
        kind = kind_of(token.text)
        if (kind in COMPOUND and (kind is not Kind.NUMBER or at > i)) or (
            at > i
            and kind is Kind.GRAMMAR
            and token.text[0].isupper()
            and at + 1 < len(tokens)
            and kind_of(tokens[at + 1].text) in COMPOUND
        ):
            at += 1
        elif at > i and token.lower in INNER:
            ahead = at + 1
            while ahead < len(tokens) and ahead - at < 3 and tokens[ahead].lower in AHEAD:
                ahead += 1
            if not (ahead < len(tokens) and kind_of(tokens[ahead].text) in COMPOUND - {Kind.NUMBER}):
                break
            if token.lower in ("and", "&") and opens_person(tokens, ahead):
                break
            loose = token.lower in ("on", "in", "and", "the")
            if (
                loose
                and not has_head(tokens, i, at)
                and not (token.lower == "and" and ahead == at + 1 and ends_in_head(tokens, ahead))
            ):
                break
            at = ahead
        elif at > i and token.text in QUOTES and (close := quoted_end(tokens, at)):
            at = close
        elif (
            at > i
            and token.text == "("
            and at + 2 < len(tokens)
            and tokens[at + 2].text == ")"
            and tokens[at + 1].text.isupper()
        ):
            at += 3
        else:
            break
    return at


def opens_person(tokens: Tokens, i: int) -> bool:
    """Tell whether a person's titles or given name stand at token i, and no name of a body that opens so."""
    word = plain(tokens[i])
    if word in honorifics() and kind_of(tokens[i].text) not in (Kind.HEAD, Kind.THING, Kind.PLACE):
        return True
    return kind_of(tokens[i].text) is Kind.GIVEN and not ends_in_head(tokens, i)


def has_head(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether a word that heads names of bodies is among the tokens."""
    return any(plain(t) in entries("nonames", "heads") for t in tokens[start:end])


def ends_in_head(tokens: Tokens, i: int) -> bool:
    """Tell whether the capitals from token i end in a word that heads names of bodies: "Justice and [Peace Desk]"."""
    at = i
    while at < len(tokens) and kind_of(tokens[at].text) in COMPOUND:
        at += 1
    return at > i and has_head(tokens, at - 1, at)


def is_state(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether the words are the name of a state."""
    words = " ".join(t.lower for t in tokens[start:end])
    return words in states()[0] or words.removeprefix("the ") in states()[0]
