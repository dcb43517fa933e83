"""Cut text into tokens: words, numbers, marks of punctuation. All steps of `structure` share them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from proceedings.structure.lexicons import lexicon
from proceedings.structure.patterns import lazy
from proceedings.text import Span


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
    for match in TOKEN.finditer(text):
        word, start = match.group(), match.start() + offset
        if len(word) == 1:
            found.append(Token(Span(start, start + 1), word, "'" if word == "’" else word.lower()))
            continue
        tail = ""
        if word[-1] == "." and not keeps_stop(word):
            word, tail = word[:-1], "."
        if word.endswith(CLITICS) and len(word) > 2:
            word, tail = word[:-2], word[-2:] + tail
        at = start + len(word)
        if cut := initials_end(word):
            found.append(_token(word[:cut], start))
            word, start = word[cut:], start + cut
        found.append(_token(word, start))
        if len(tail) >= 2:
            found.append(_token(tail[:2], at))
            at += 2
        if tail.endswith("."):
            found.append(_token(".", at))
    return tuple(found)


def initials_end(word: str) -> int:
    """Give where the initials end that are joined to a name without a space, "A.Ruiz", "A.B.Ruiz"; 0 when none are."""
    at = 0
    while word[at + 1 : at + 2] == "." and word[at].isupper():
        at += 2
    return at if at and word[at : at + 1].isupper() and word[at + 1 : at + 3].islower() and len(word) > at + 2 else 0


def _token(text: str, start: int) -> Token:
    lower = text.lower()
    return Token(Span(start, start + len(text)), text, lower.replace("’", "'") if "’" in lower else lower)


@cache
def abbreviations() -> frozenset[str]:
    """Give the words that are written with a full stop, without it, in lower case."""
    table = lexicon("abbreviations")
    return frozenset(" ".join(table[kind] for kind in ABBREVIATIONS).split())


def keeps_stop(word: str) -> bool:
    """Tell whether the full stop at the end of `word` belongs to it: an initial, letters with stops, a known abbreviation."""
    stem = word[:-1]
    return (len(stem) == 1 and stem.isalpha()) or "." in stem or stem.lower() in abbreviations()
