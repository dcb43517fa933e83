"""Find in a segment the signs that tell its section: the phrases of `lexicon/sections.toml`, by kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from proceedings.structure.lexicons import lexicon
from proceedings.structure.segment import Token

GAP = 4
"""Words that `_` in a phrase may stand for, at most."""

STOPS = frozenset('.;:!?"“”()')
"""Marks that `_` does not cross."""

STEM = 3
"""Letters by which the index of stems is keyed; no stem in the lexicon is shorter."""

OPENING_QUOTES = frozenset("“«„")
CLOSING_QUOTES = frozenset("”»")


class Sign(NamedTuple):
    """A phrase found: its kind, the phrase as the lexicon has it, the index of its first token, and whether it stands in quotation marks."""

    kind: str
    phrase: str
    at: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the lexicon after its first word: each further part is a word, a stem, one of a list, or a gap (None)."""

    kind: str
    text: str
    rest: tuple[str | tuple[str] | frozenset[str] | None, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """All phrases by their first word, or by the first letters of the stem that is their first word."""

    words: dict[str, list[Phrase]]
    stems: dict[str, list[tuple[str, Phrase]]]


@cache
def index() -> Index:
    """Build the index of the lexicon's phrases, once."""
    tables = lexicon("sections")
    lists = {name: frozenset(words) for name, words in tables["words"].items()}
    found = Index({}, {})
    for kind, phrases in tables["signs"].items():
        for text in phrases:
            first, *others = text.split(" ")
            phrase = Phrase(kind, text, tuple(parse(part, lists) for part in others))
            if first.endswith("*"):
                found.stems.setdefault(first[:STEM], []).append((first[:-1], phrase))
            else:
                for word in lists[first[1:]] if first.startswith("@") else (first,):
                    found.words.setdefault(word, []).append(phrase)
    return found


def parse(part: str, lists: dict[str, frozenset[str]]) -> str | tuple[str] | frozenset[str] | None:
    """Read one part of a phrase: a word, `(stem,)`, a list, or None for a gap."""
    if part == "_":
        return None
    if part.startswith("@"):
        return lists[part[1:]]
    return (part[:-1],) if part.endswith("*") else part


def plain(token: Token) -> str:
    """Give a token's word as the lexicon has it: lower case, without full stop and possessive."""
    word = token.lower
    if len(word) > 1:
        word = word.rstrip(".").replace("’", "'")
        if word.endswith("'s"):
            word = word[:-2]
    return word


def find_signs(tokens: Sequence[Token]) -> list[Sign]:
    """Find the signs of a segment, in the order of its words; a phrase that stands twice is found twice."""
    words = [plain(token) for token in tokens]
    quoted = inside_quotes(token.text for token in tokens)
    table = index()
    found: list[Sign] = []
    for i, word in enumerate(words):
        for phrase in table.words.get(word, ()):
            if fits(words, i + 1, phrase.rest, 0):
                found.append(Sign(phrase.kind, phrase.text, i, quoted[i]))
        for stem, phrase in table.stems.get(word[:STEM], ()):
            if word.startswith(stem) and fits(words, i + 1, phrase.rest, 0):
                found.append(Sign(phrase.kind, phrase.text, i, quoted[i]))
    return found


def fits(words: Sequence[str], at: int, rest: Sequence[str | tuple[str] | frozenset[str] | None], part: int) -> bool:
    """Tell whether the words from `at` on are what the phrase wants from `part` on."""
    for k in range(part, len(rest)):
        wanted = rest[k]
        if wanted is None:
            for skip in range(GAP + 1):
                if fits(words, at + skip, rest, k + 1):
                    return True
                if at + skip >= len(words) or words[at + skip] in STOPS:
                    return False
            return False
        if at >= len(words):
            return False
        word = words[at]
        if isinstance(wanted, tuple):
            if not word.startswith(wanted[0]):
                return False
        elif isinstance(wanted, frozenset):
            if word not in wanted:
                return False
        elif word != wanted:
            return False
        at += 1
    return True


def inside_quotes(texts: Iterable[str]) -> list[bool]:
    """Tell of each token whether it stands between double quotation marks (a straight mark opens and closes in turn)."""
    inside = False
    found: list[bool] = []
    for text in texts:
        if text in OPENING_QUOTES:
            inside = True
        elif text in CLOSING_QUOTES:
            inside = False
        elif text == '"':
            inside = not inside
        found.append(inside)
    return found
