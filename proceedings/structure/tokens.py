"""Cut text into tokens: words, numbers, marks of punctuation. All steps of `structure` share them."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from proceedings.structure.lexicons import lexicon
from proceedings.structure.patterns import lazy
from proceedings.text import Span

WORDS_KEPT = 4_000
"""Words of which is remembered what they are: an archive never stops bringing new ones."""


class Token(NamedTuple):
    """A word, a number or a mark of punctuation.

    text: the source's; lower: the same in small letters, with straight apostrophes.
    """

    span: Span
    text: str
    lower: str


WORD = "\\w\u0300-\u036f\u00ad\u200c\u200d"
TOKEN = lazy(rf"\d+(?:[.,:]\d+)*[{WORD}]*|[{WORD}]+(?:[.’'\-‑][{WORD}]+)*\.?|[^{WORD}\s]")
ABBREVIATIONS = ("before_name", "before_word", "before_number", "dates", "either", "places", "time")
CLITICS = ("'s", "’s", "'S", "’S")


def tokenize(text: str, offset: int = 0) -> tuple[Token, ...]:
    """Cut text into tokens whose spans count from `offset`.

    The full stop belongs to the word in an abbreviation ("Dr.", "H.E.", "J.") and stands alone otherwise; the possessive 's
    stands alone ("Ghana", "'s").
    """
    found: list[Token] = []
    add, made = found.append, tuple.__new__  # what a NamedTuple's own constructor calls; there is no place where it counts more
    end = 0
    for word in TOKEN.findall(text):
        at = text.index(word, end)  # nothing but white space stands between
        end = at + len(word)
        if word.isalpha():
            add(made(Token, (made(Span, (at + offset, end + offset)), word, word.lower())))
            continue
        at += offset
        for part, lower in parts(word):
            add(made(Token, (made(Span, (at, at + len(part))), part, lower)))
            at += len(part)
    return tuple(found)


@lru_cache(WORDS_KEPT)
def parts(word: str) -> tuple[tuple[str, str], ...]:
    """Cut what stands between spaces and marks into the texts of its tokens, each with itself in small letters."""
    cuts: list[str] = []
    tail: list[str] = []
    if len(word) > 1 and word[-1] == "." and not keeps_stop(word):
        word, tail = word[:-1], ["."]
    if len(word) > 2 and word.endswith(CLITICS):
        word, tail = word[:-2], [word[-2:], *tail]
    if cut := initials_end(word):
        word, cuts = word[cut:], [word[:cut]]
    return tuple([(part, part.lower().replace("’", "'")) for part in (*cuts, word, *tail)])


def initials_end(word: str) -> int:
    """Give where the initials end that are joined to a name without a space, "A.Ruiz", "A.B.Ruiz"; 0 when none are."""
    at = 0
    while word[at + 1 : at + 2] == "." and word[at].isupper():
        at += 2
    return at if at and word[at : at + 1].isupper() and word[at + 1 : at + 3].islower() and len(word) > at + 2 else 0


@cache
def abbreviations() -> frozenset[str]:
    """Give the words that are written with a full stop, without it, in lower case."""
    table = lexicon("abbreviations")
    return frozenset(" ".join(table[kind] for kind in ABBREVIATIONS).split())


def keeps_stop(word: str) -> bool:
    """Tell whether the full stop at the end of `word` belongs to it: an initial, letters with stops, a known abbreviation."""
    stem = word[:-1]
    return (len(stem) == 1 and stem.isalpha()) or "." in stem or stem.lower() in abbreviations()
