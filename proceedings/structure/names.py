"""Read the names of persons in a line of tokens: what kind of word each token is, titles before a name, the name itself."""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import cache, lru_cache

from proceedings.structure.lexicons import lexicon
from proceedings.structure.tokens import WORDS_KEPT, Token, tokenize
from proceedings.values import dataclass


class Kind(IntEnum):
    """What a token may be in a name."""

    MARK = 0  # punctuation
    LOWER = 1  # a word in small letters
    PARTICLE = 2  # "de", "van", "bin", in small letters
    NUMBER = 3
    GRAMMAR = 4  # a word of grammar with a capital
    HEAD = 5  # "University", "Forum": heads the name of a body
    THING = 6  # another word of English with a capital; a surname at need
    OFFICE = 7  # "President", "Farmer", with a capital
    PLACE = 8  # a state, a town, their adjectives
    ACRONYM = 9
    INITIAL = 10
    CAPITAL = 11  # any other word with a capital
    GIVEN = 12  # a given name


@cache
def entries(name: str, kind: str) -> frozenset[str]:
    """Give the words of a lexicon that are set by white space."""
    return frozenset(lexicon(name)[kind].split())


@cache
def states() -> tuple[frozenset[str], dict[str, str]]:
    """Give the names of states (several words with spaces), and for each adjective or people the state's first name."""
    names: set[str] = set()
    peoples: dict[str, str] = {}
    for line in lexicon("states")["states"].strip().splitlines():
        own, _, adjectives = line.partition(":")
        own_names = [name.strip() for name in own.split(",")]
        names.update(own_names)
        for adjective in adjectives.split():
            peoples.setdefault(adjective, own_names[0])
    return frozenset(names), peoples


def may_be_given(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether a word of English at i is a given name here: "Faith Mueni", and no "Hope Street" or "Grace Period"."""
    if kind_of(tokens[i].text) not in (Kind.THING, Kind.PLACE, Kind.GRAMMAR, Kind.HEAD) or tokens[i].text.isupper():
        return False
    if not is_given(plain(tokens[i])) or i + 1 >= len(tokens) or kind_of(tokens[i + 1].text) not in NAME:
        return False
    return i == 0 or not tokens[i - 1].text[0].isupper() or kind_of(tokens[i - 1].text) is Kind.OFFICE


@cache
def place_words() -> frozenset[str]:
    """Give the words that stand in names of places."""
    names, peoples = states()
    return entries("states", "places") | frozenset(peoples) | frozenset(w for name in names for w in name.split() if len(w) > 3)


@cache
def ending_pattern() -> tuple[str, ...]:
    """Give the ends of words that names rarely have."""
    return tuple(lexicon("nonames")["endings"].split())


@lru_cache(WORDS_KEPT)
def kind_of(word: str) -> Kind:
    """Tell what kind of word a token is, by itself."""
    first = word[0]
    if not first.isalpha():
        return Kind.NUMBER if first.isdigit() else Kind.MARK
    lower = word.lower().replace("’", "'")
    if first.islower():
        if lower.startswith(("d'", "l'", "dell'")) and word[lower.index("'") + 1 :][:1].isupper():
            return Kind.CAPITAL  # "Jeanne d'Arc"
        return Kind.PARTICLE if lower in entries("given", "particles") else Kind.LOWER
    if not first.isupper() and not first.istitle():
        return Kind.CAPITAL if ord(first) > 0x24F else Kind.LOWER
    stem = lower.rstrip(".")
    if len(stem) == 1:
        return Kind.INITIAL if word[-1] == "." or stem not in "ai" else Kind.GRAMMAR
    if word[-1] == "." and len(word) <= 4 and stem in entries("given", "digraphs"):
        return Kind.INITIAL
    if "." in stem and all(len(part) <= 2 for part in stem.split(".")):
        return Kind.INITIAL if len(stem) <= 5 and stem not in place_words() and stem not in states()[0] else Kind.ACRONYM
    return word_kind(word, stem)


@lru_cache(WORDS_KEPT)
def is_given(word: str) -> bool:
    """Tell whether a word in small letters is a given name, or a compound that opens with one."""
    first, hyphen, _ = word.partition("-")
    return bool(bearers(word) or (hyphen and bearers(first)))


def bearers(word: str) -> frozenset[str]:
    """Tell who bears a given name in small letters: "female", "male", both, nobody."""
    found = [kind for kind in ("female", "male") if any(word in entries(name, kind) for name in ("given", "firstnames"))]
    if not found and not word.isascii():
        return bearers(without_accents(word)) if without_accents(word) != word else frozenset()
    return frozenset(found)


def without_accents(word: str) -> str:
    """Take the accents off letters: "iván" is "ivan"."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def word_kind(word: str, stem: str) -> Kind:
    """Tell what kind of word a capitalised word of two letters or more is."""
    given = is_given(stem)
    if any(c.isdigit() for c in stem):
        return Kind.NUMBER
    if stem in entries("nonames", "grammar"):
        return Kind.ACRONYM if word in ("US", "IT", "WHO", "AM") else Kind.GRAMMAR
    if stem in entries("nonames", "heads"):
        return Kind.HEAD
    if stem in entries("offices", "office") or stem in entries("offices", "trade"):
        return Kind.OFFICE
    if stem[-1] == "s" and stem[:-1] in entries("offices", "office") and not given:
        return Kind.OFFICE
    if word.isupper() and len(word) > 1 and not given:
        return Kind.ACRONYM
    if stem in entries("nonames", "things"):
        return Kind.THING
    if given:
        return Kind.GIVEN
    if stem in place_words():
        return Kind.PLACE
    if len(stem) > 5 and stem.endswith(ending_pattern()) and word[1:].islower():
        return Kind.THING
    if "-" in stem:
        parts = [kind_of(part) for part in word.split("-") if part]
        if all(part in entries("given", "syllables") for part in stem.split("-")):
            return Kind.GIVEN
        if parts and all(part in (Kind.THING, Kind.HEAD, Kind.OFFICE, Kind.GRAMMAR, Kind.LOWER) for part in parts):
            return Kind.THING
    return Kind.CAPITAL


Entry = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """What a lexicon says of an honorific."""

    gender: str | None
    needs_two: bool = False


@cache
def honorifics() -> dict[str, list[tuple[Entry, Title]]]:
    """Give the honorifics by their first token, the longest first."""
    table = lexicon("honorifics")
    found: dict[str, list[tuple[Entry, Title]]] = {}
    groups = (
        ("male", Title("m")),
        ("female", Title("f")),
        ("neutral", Title(None)),
        ("before_two", Title(None, needs_two=True)),
    )
    for group, title in groups:
        for text in table[group].replace("\n", " ").split(","):
            entry = tuple(plain(token) for token in tokenize(text.strip()) if token.text != ".")
            if entry:
                found.setdefault(entry[0], []).append((entry, title))
    for listed in found.values():
        listed.sort(key=lambda item: -len(item[0]))
    return found


@cache
def bracketed() -> frozenset[str]:
    """Give what stands in brackets among honorifics."""
    return frozenset(text.strip() for text in lexicon("honorifics")["bracketed"].replace("\n", " ").split(","))


@cache
def within_names() -> frozenset[str]:
    """Give the honorifics that are parts of names too."""
    return frozenset(text.strip() for text in lexicon("honorifics")["within_names"].replace("\n", " ").split(","))


def plain(token: Token) -> str:
    """Give a token's word in small letters without the stop of an abbreviation."""
    return token.lower.rstrip(".") if len(token.lower) > 1 else token.lower


@dataclass(frozen=True, slots=True)
class Titles:
    """Honorifics read before a name: the token after the last, gender they tell, and whether the name needs two words."""

    end: int
    gender: str | None
    needs_two: bool
    soft: bool  # every one of them is a word of offices too ("Chief", "Captain"): an office may follow


SMALL = {"dr", "prof", "mr", "mrs", "ms", "ing", "dipl", "doc", "mag", "engr", "mgr", "inż", "ir", "drs", "sc", "hab", "h.e"}


def read_titles(tokens: tuple[Token, ...], i: int) -> Titles | None:
    """Read the honorifics that stand at token i, with what stands in brackets among them."""
    at, gender, needs_two, soft = i, None, False, True
    while at < len(tokens) and at - i < MOST_TITLES:
        step = read_title(tokens, at)
        if step is None:
            if at > i and tokens[at].text == "," and tokens[at - 1].text[:1].isupper() and joins_titles(tokens, at):
                at += 1
                continue
            if at > i and tokens[at].text == "-" and tokens[at - 1].text.endswith(".") and read_title(tokens, at + 1):
                at += 1  # "Maj.-Gen."
                continue
            break
        end, title = step
        if title.needs_two and at > i:
            break
        gender = title.gender or gender
        needs_two = title.needs_two and at == i
        word = plain(tokens[at])
        soft = soft and (word in entries("offices", "office") or word in entries("offices", "before")) and end == at + 1
        at = end
        while (
            at + 2 < len(tokens)
            and tokens[at].text == "("
            and plain(tokens[at + 1]) in bracketed()
            and ")" in (tokens[at + 2].text, tokens[min(at + 3, len(tokens) - 1)].text)
            and tokens[at + 2].text in (")", ".")
        ):
            inside = plain(tokens[at + 1])
            gender = {"mrs": "f", "ms": "f", "miss": "f", "mr": "m"}.get(inside, gender)
            soft = False
            at += 3 if tokens[at + 2].text == ")" else 4
    return Titles(at, gender, needs_two, soft) if at > i else None


def joins_titles(tokens: tuple[Token, ...], comma: int) -> bool:
    """Tell whether a comma stands between two titles of one person: "Doctor of Technical Sciences, Professor A. Ivanov"."""
    return plain(tokens[comma - 1]) in {"sciences", "h.e", "excellency", "law"} and read_title(tokens, comma + 1) is not None


def read_title(tokens: tuple[Token, ...], i: int) -> tuple[int, Title] | None:
    """Read one honorific at token i: the token after it, and what it says."""
    if i >= len(tokens):
        return None
    first = tokens[i]
    if first.text[0].islower() and plain(first) not in SMALL:
        return None
    for entry, title in honorifics().get(plain(first), ()):
        at = i
        for word in entry:
            if at < len(tokens) and tokens[at].text == "." and at > i:
                at += 1
            if at >= len(tokens) or plain(tokens[at]) != word:
                break
            at += 1
        else:
            if at < len(tokens) and tokens[at].text == "." and at - i == 1 and len(first.text) <= 5 and at + 1 < len(tokens):
                at += 1
            return at, title
    return None


NAME = frozenset({Kind.CAPITAL, Kind.GIVEN, Kind.INITIAL})
SOFT = NAME | {Kind.PLACE, Kind.THING, Kind.ACRONYM}
LONGEST = 8
MOST_TITLES = 16
"""Tokens of titles that are read before a name."""


def read_name(tokens: tuple[Token, ...], i: int, allowed: frozenset[Kind], low: frozenset[str]) -> int:
    """Read a name at token i and give the token after it; i itself when none stands there.

    allowed: kinds of word that may be in it; low: words that the article writes in small letters elsewhere.
    """
    at = i
    while at < len(tokens) and at - i < LONGEST:
        token = tokens[at]
        kind = kind_of(token.text)
        word = plain(token)
        if at > i and opens_title(word):
            break
        if kind in allowed and (kind is not Kind.CAPITAL or word not in low or word in entries("given", "prefixes")):
            at += 1
        elif kind is Kind.PARTICLE and (end := over_particles(tokens, at, allowed)) and (at > i or kind_after(tokens, end - 1)):
            at = end
        elif at > i and token.text[0].isupper() and (closes_name(tokens, at) or may_be_name(tokens, at)):
            at += 1
        elif at > i and (end := over_nickname(tokens, at) or over_descent(tokens, at)):
            at = end
        elif at > i + 1 and token.text in GENERATIONS:
            return at + 1
        else:
            break
    while at > i and kind_of(tokens[at - 1].text) is Kind.PARTICLE:
        at -= 1
    return at


@lru_cache(WORDS_KEPT)
def opens_title(word: str) -> bool:
    """Tell whether a word is an honorific that stands in no name: "Dr", "Mr"."""
    if word in within_names() or not any(len(entry) == 1 for entry, _ in honorifics().get(word, ())):
        return False
    return word in lexicon("abbreviations")["before_name"].split() or word in (
        "miss",
        "madam",
        "professor",
        "ambassador",
        "senator",
    )


GENERATIONS = frozenset(("II", "III", "IV", "Jr", "Jr.", "Sr", "Sr."))
NUMBERS = frozenset(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "first"])


def may_be_name(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether another kind of word inside a name may belong to it: "Hilal Said", "Wanda Two Crow", "Luz Marina Ortega"."""
    word = plain(tokens[at])
    kind = kind_of(tokens[at].text)
    if kind is Kind.THING and kind_of(tokens[at - 1].text) is Kind.GIVEN and word not in entries("nonames", "things"):
        return True  # a thing by its ending only: "Arkadiusz Jemielity"
    trade = kind is Kind.OFFICE and word not in entries("offices", "office")
    if trade or kind in (Kind.HEAD, Kind.THING, Kind.PLACE):
        return is_given(word) and kind_after(tokens, at + 1)
    if kind is not Kind.GRAMMAR or tokens[at].text.isupper():
        return False
    return is_given(word) or (word in NUMBERS and kind_after(tokens, at + 1))


def closes_name(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether an honorific inside a name belongs to it: the name goes on, or closes with it ("Tariq Sheikh")."""
    word = plain(tokens[at])
    if word not in within_names():
        return False
    if at + 1 < len(tokens) and tokens[at + 1].text[0].isupper():
        return kind_of(tokens[at + 1].text) in NAME
    return any(title.gender for entry, title in honorifics().get(word, ()) if len(entry) == 1)


def kind_after(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether a word of a name stands at token `at`."""
    return at < len(tokens) and kind_of(tokens[at].text) in NAME


def over_particles(tokens: tuple[Token, ...], i: int, allowed: frozenset[Kind]) -> int:
    """Give the token after particles and the capitalised word they open, 0 when none follows."""
    at = i
    while at < len(tokens) and at - i < 3 and (kind_of(tokens[at].text) is Kind.PARTICLE or tokens[at].text in "-’'"):
        at += 1
    if at < len(tokens) and at > i and (kind_of(tokens[at].text) in allowed | NAME or may_be_name(tokens, at)):
        return at + 1
    return 0


def over_descent(tokens: tuple[Token, ...], i: int) -> int:
    """Give the token after "a/l" or "s/o" and the father's name, or after the stop in "Ma. Theresa", or 0."""
    if tokens[i].text == "." and i + 1 < len(tokens):
        return i + 1 if plain(tokens[i - 1]) in entries("given", "shortened") and kind_after(tokens, i + 1) else 0
    if i + 3 >= len(tokens) or tokens[i + 1].text != "/":
        return 0
    mark = tokens[i].lower + "/" + tokens[i + 2].lower
    return i + 3 if mark in entries("given", "descent") and kind_after(tokens, i + 3) else 0


def over_nickname(tokens: tuple[Token, ...], i: int) -> int:
    """Give the token after a nickname in quotation marks or brackets inside a name, 0 when none stands at i."""
    if i + 3 >= len(tokens) or tokens[i].text not in "\"“‘'(" or tokens[i + 2].text not in "\"”’')":
        return 0
    if not tokens[i + 1].text[0].isupper() or kind_of(tokens[i + 3].text) not in NAME:
        return 0
    return i + 3


NO_INITIALS = frozenset({"UN", "EU", "US", "UK", "AU", "TV", "PR", "IT", "AI", "PM", "MP", "VP"})


def is_initials(word: str) -> bool:
    """Tell whether two capitals before a name are initials without stops: "AJ Ruiz"."""
    return (
        len(word) == 2
        and word.isascii()
        and word.isupper()
        and word.isalpha()
        and word not in NO_INITIALS
        and word.lower() not in honorifics()
    )
