"""Find in a segment the signs of a lexicon, phrases by kind: those that tell its section, those that tell a conference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from proceedings.structure.lexicons import lexicon
from proceedings.structure.names import WORDS_KEPT
from proceedings.structure.segment import Token
from proceedings.values import dataclass

GAP = 6
"""Words that `_` in a phrase may stand for, at most."""

STOPS = frozenset('.;:!?"“”()')
"""Marks that `_` does not cross."""

STEM = 3
"""Letters by which the index of stems is keyed; no stem in the lexicon is shorter."""

OPENING_QUOTES = frozenset("“«„")
CLOSING_QUOTES = frozenset("”»")


class Sign(NamedTuple):
    """A phrase found: its kind, the phrase as the lexicon has it, its tokens [at, end), whether in quotation marks."""

    kind: str
    phrase: str
    at: int
    end: int
    quoted: bool


Phrase = tuple[str, str, tuple[str | tuple[str] | frozenset[str] | None, ...]]
"""A phrase of the lexicon: its kind, its text, and the parts after its first word: word, stem, one of a list, gap (None)."""


@dataclass(frozen=True, slots=True)
class Index:
    """All phrases by their first two words, by their first, or by the first letters of the stem that is their first word."""

    pairs: dict[tuple[str, str], list[Phrase]]
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
            phrase: Phrase = kind, text, tuple([parse(part, lists) for part in others])
            if first.endswith("*"):
                found.stems.setdefault(first[:STEM], []).append((first[:-1], phrase))
            else:
                for word in lists[first[1:]] if first.startswith("@") else (first,):
                    if others and isinstance(following := phrase[2][0], str):
                        found.pairs.setdefault((word, following), []).append(phrase)
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


@lru_cache(WORDS_KEPT)
def plain(word: str) -> str:
    """Give a word in small letters as the lexicon has it: without full stop and possessive."""
    if len(word) > 1:
        word = word.rstrip(".").replace("’", "'")
        if word.endswith("'s"):
            word = word[:-2]
    return word


def find_signs(tokens: Sequence[Token], name: str = "sections") -> list[Sign]:
    """Find the signs of the lexicon `name` in a segment, in the order of its words; longer ones after shorter."""
    words = [plain(token.lower) for token in tokens]
    quoted = inside_quotes(token.text for token in tokens)
    table = index(name)
    found: list[Sign] = []
    for i, (word, following) in enumerate(zip(words, [*words[1:], ""], strict=True)):
        for kind, text, rest in table.pairs.get((word, following), ()):
            if end := fits(words, i + 2, rest, 1):
                found.append(Sign(kind, text, i, end, quoted[i]))
        for kind, text, rest in table.words.get(word, ()):
            if end := fits(words, i + 1, rest, 0):
                found.append(Sign(kind, text, i, end, quoted[i]))
        for stem, (kind, text, rest) in table.stems.get(word[:STEM], ()):
            if word.startswith(stem) and (end := fits(words, i + 1, rest, 0)):
                found.append(Sign(kind, text, i, end, quoted[i]))
    found.sort(key=lambda sign: (sign.at, sign.end))
    return found


def fits(words: Sequence[str], at: int, rest: Sequence[str | tuple[str] | frozenset[str] | None], part: int) -> int:
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
