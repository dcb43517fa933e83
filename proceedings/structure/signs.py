"""Find in a segment the signs of a lexicon, phrases by kind: those that tell its section, those that tell a conference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from proceedings.structure.lexicons import lexicon
from proceedings.structure.tokens import Token
from proceedings.values import dataclass

GAP = 6
"""Words that `_` in a phrase may stand for, at most."""

STOPS = frozenset('.;:!?"“”()')
"""Marks that `_` does not cross."""

STEM = 3
"""Letters by which the index of stems is keyed; no stem in the lexicon is shorter."""

OPENING_QUOTES = frozenset("“«„")
CLOSING_QUOTES = frozenset("”»")
QUOTES = OPENING_QUOTES | CLOSING_QUOTES | {'"'}


class Sign(NamedTuple):
    """A phrase found: its kind, the phrase as the lexicon has it, its tokens [at, end), whether in quotation marks."""

    kind: str
    phrase: str
    at: int
    end: int
    quoted: bool


Parts = tuple[str | tuple[str] | frozenset[str] | None, ...]
"""The parts of a phrase after its first word: word, stem, one of a list, gap (None)."""

Phrase = tuple[str, str, Parts, frozenset[str]]
"""A phrase of the lexicon: its kind, its text, its parts after the first word, and the words among these, without which it
cannot stand in a segment.
"""


@dataclass(frozen=True, slots=True)
class Index:
    """All phrases by their first two words, by their first, or by the first letters of the stem that is their first word."""

    pairs: dict[str, dict[str, list[Phrase]]]
    words: dict[str, list[Phrase]]
    stems: dict[str, list[tuple[str, Phrase]]]


@cache
def index(name: str) -> Index:
    """Build the index of the phrases of `lexicon/NAME.toml`, once."""
    tables = lexicon(name)
    lists = {name: frozenset(listed(words)) for name, words in tables["words"].items()}
    found = Index({}, {}, {})
    for kind, phrases in (tables["signs"] | tables.get("not", {})).items():
        for text in listed(phrases):
            first, *others = text.split(" ")
            rest = tuple([parse(part, lists) for part in others])
            phrase: Phrase = kind, text, rest, frozenset([part for part in rest if isinstance(part, str)])
            if first.endswith("*"):
                found.stems.setdefault(first[:STEM], []).append((first[:-1], phrase))
            else:
                for word in lists[first[1:]] if first.startswith("@") else (first,):
                    if rest and isinstance(following := rest[0], str):
                        found.pairs.setdefault(word, {}).setdefault(following, []).append(phrase)
                    else:
                        found.words.setdefault(word, []).append(phrase)
    return found


def listed(phrases: str) -> list[str]:
    """Give the phrases that stand between commas."""
    return [phrase.strip() for phrase in phrases.split(",")]


def parse(part: str, lists: dict[str, frozenset[str]]) -> str | tuple[str] | frozenset[str] | None:
    """Read one part of a phrase: a word, `(stem,)`, a list, or None for a gap."""
    if part == "_":
        return None
    if part.startswith("@"):
        return lists[part[1:]]
    return (part[:-1],) if part.endswith("*") else part


def plain(word: str) -> str:
    """Give a word in small letters as the lexicon has it: without full stop and possessive."""
    if len(word) > 1 and not word.isalpha():
        word = word.rstrip(".").replace("’", "'")
        if word.endswith("'s"):
            word = word[:-2]
    return word


def find_signs(tokens: Sequence[Token], name: str = "sections") -> list[Sign]:
    """Find the signs of the lexicon `name` in a segment, in the order of its words; longer ones after shorter."""
    words = [plain(token.lower) for token in tokens]
    seen = set(words)
    table = index(name)
    stood: list[tuple[int, int, str, str]] = []

    def look(phrases: Iterable[Phrase], i: int, part: int) -> None:
        for kind, text, rest, needed in phrases:
            if needed <= seen and (end := fits(words, i + 1 + part, rest, part)):
                stood.append((i, end, kind, text))

    for i, word in enumerate(words):
        if word in table.pairs and i + 1 < len(words):
            look(table.pairs[word].get(words[i + 1], ()), i, 1)
        if word in table.words:
            look(table.words[word], i, 0)
        if word[:STEM] in table.stems:
            look([phrase for stem, phrase in table.stems[word[:STEM]] if word.startswith(stem)], i, 0)
    if not stood:
        return []
    stood.sort(key=itemgetter(0, 1))
    quoted = inside_quotes(words) if not seen.isdisjoint(QUOTES) else [False] * len(words)
    return [Sign(kind, text, at, end, quoted[at]) for at, end, kind, text in stood]


def fits(words: Sequence[str], at: int, rest: Parts, part: int) -> int:
    """Give the end of what the phrase wants from `part` on, if the words from `at` on are that, else 0."""
    for k in range(part, len(rest)):
        wanted = rest[k]
        if wanted is None:
            for skip in range(GAP + 1):
                if end := fits(words, at + skip, rest, k + 1):
                    return end
                if at + skip >= len(words) or words[at + skip] in STOPS:
                    return 0
            return 0
        if at >= len(words):
            return 0
        word = words[at]
        if isinstance(wanted, tuple):
            if not word.startswith(wanted[0]):
                return 0
        elif isinstance(wanted, frozenset):
            if word not in wanted:
                return 0
        elif word != wanted:
            return 0
        at += 1
    return at


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
