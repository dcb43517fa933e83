"""Cut a source into paragraphs, sentences and tokens: the first step of `structure`.

Every character that is not white space belongs to exactly one sentence; spans never overlap and stand in source order.
"""

from __future__ import annotations

import re
from functools import cache, cached_property

from proceedings.model import Shape
from proceedings.structure.lexicons import lexicon
from proceedings.structure.lines import NUMBERED, Piece, pieces, trimmed
from proceedings.structure.patterns import lazy
from proceedings.structure.tokens import Token, tokenize
from proceedings.text import Source, Span
from proceedings.values import dataclass

__all__ = ["Segment", "Token", "segment", "tokenize"]


@dataclass(frozen=True)
class Segment:
    """A sentence (or heading, bullet item, caption line) before anything is known about it.

    paragraph: the number of its paragraph, from 0; shape: prose, heading or bullet; first: it opens its paragraph.
    """

    span: Span
    text: str
    paragraph: int
    shape: Shape
    first: bool

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tokenize(self.text, self.span.start)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words (and marks) in small letters, each once."""
        return frozenset([token.lower for token in self.tokens])

    @cached_property
    def small(self) -> frozenset[str]:
        """The words that are written with a small letter first."""
        return frozenset([lower for _, text, lower in self.tokens if text[0].islower()])

    @cached_property
    def capitals(self) -> tuple[int, ...]:
        """The indices of the tokens that open with a letter that is not small: where a name may stand."""
        return tuple([i for i, (_, text, _) in enumerate(self.tokens) if not text[0].islower() and text[0].isalpha()])


STOP = lazy(r"[.!?…。！？]+(?P<close>[”’\"'»“)\]]*)(?:\[\d{1,3}\])*(?:\s+|$)")
NEXT = lazy(r"[“‘\"'«„(\[–—\-]*\s*(?P<word>[\w’'ʻ]+)")
BEFORE = lazy(r"[\w.’'\-]+$")
PART_NUMBER = lazy(r"^\W*(?:\w+\s+){1,3}[\dIVX]{1,4}\.$")
PARTICLE = lazy(r"(?:van|von|de|da|di|du|della|dela|del|dos|bin|bint|ibn|al|el|ten|ter|zu)\b.{0,12}?\s[A-ZÀ-Þ]")
WORD_AFTER = lazy(r":|\s+\w+")
CLOSING = lazy(r"[”\"»“’](?!\w)")
KINDS = ("before_name", "before_word", "before_number", "dates", "time", "either", "places")
SMALL_KINDS = ("before_word", "before_number", "time", "either")
LOOK_BACK = 24
LOOK_AHEAD = 80


def segment(source: Source) -> tuple[Segment, ...]:
    """Cut a source into its segments."""
    found: list[Segment] = []
    last = -1
    for piece in pieces(source.text):
        for span in sentences(source.text, piece):
            words = source.text[span.start : span.end]
            found.append(Segment(span, words, piece.paragraph, piece.shape, piece.paragraph != last))
            last = piece.paragraph
    return tuple(found)


def sentences(text: str, piece: Piece) -> list[Span]:
    """Cut a piece at the stops that end sentences."""
    start, end = piece.span
    cuts = [start]
    for stop in STOP.finditer(text, start, end):
        if stop.end() < end and ends_sentence(text, stop, cuts[-1], end):
            cuts.append(stop.end())
    return [trimmed(text, a, b) for a, b in zip(cuts, [*cuts[1:], end], strict=True)]


@cache
def words_of(kind: str) -> frozenset[str]:
    """Give the words of one kind of `lexicon/abbreviations.toml`."""
    return frozenset(lexicon("abbreviations")[kind].split())


def ends_sentence(text: str, stop: re.Match[str], start: int, end: int) -> bool:
    """Tell whether a stop ends a sentence that began at `start`."""
    following = NEXT.match(text, stop.end(), end)
    if following is None:
        return not text[stop.end() : end].strip().startswith((",", ";"))
    word = following.group("word")
    opened = following.start("word") > stop.end()
    if word[0].islower() and not opened:
        return bool(PARTICLE.match(text, stop.end(), end)) and abbreviation(text, stop, start) is None
    if text[stop.start()] in "?!…" or stop.group()[:2] == "..":
        return not in_title(text, stop, start, end) and not (
            stop.group("close") and speaks_on(text[stop.end() : min(end, stop.end() + LOOK_AHEAD)])
        )
    if word[0].islower() or text[stop.end()] in "-–—":
        return abbreviation(text, stop, start) is None and not (word[0].islower() and stop.group("close"))
    return full_stop_ends(text, stop, start, following)


def before_stop(text: str, stop: re.Match[str], start: int) -> str:
    """Give the word that stands before a stop, its own full stops inside."""
    found = BEFORE.search(text[max(start, stop.start() - LOOK_BACK) : stop.start()])
    word = found.group().strip("-'’.") if found else ""
    return word.rpartition("-")[2]


def abbreviation(text: str, stop: re.Match[str], start: int) -> str | None:
    """Give the kind of abbreviation that the word before a stop is, or None."""
    word = before_stop(text, stop, start)
    capital = word[:1].isupper()
    if len(word) == 1 and word.isalpha():
        return "initial" if capital or word in "vpc" else None
    for kind in KINDS if capital else SMALL_KINDS:
        if word.lower() in words_of(kind):
            return kind
    return "either" if "." in word and not word[-1].isdigit() else None


def full_stop_ends(text: str, stop: re.Match[str], start: int, following: re.Match[str]) -> bool:
    """Tell whether a single full stop before a capital or a number ends the sentence."""
    word, close, kind = following.group("word"), stop.group("close"), abbreviation(text, stop, start)
    plain = word.lower().replace("’", "'")
    is_initial = len(word) == 1 and text[following.end() : following.end() + 1] == "."
    opens = (plain in words_of("openers") and not is_initial) or (kind != "initial" and before_auxiliary(text, following.end()))
    if close:
        return kind is None or opens or close[0] != ")"
    if stop.end() - start <= LOOK_BACK * 2 and (
        PART_NUMBER.match(text[start : stop.start() + 1][:40]) or NUMBERED.match(text, start, stop.end() + 1)
    ):
        return False
    if kind == "initial":
        return opens and stop.start() - start > 3
    if kind in ("before_name", "before_word"):
        return False
    if kind == "before_number":
        return not (word[0].isdigit() or (word.isupper() and len(word) < 5))
    if kind == "dates":
        return not word[0].isdigit()
    if kind == "time":
        return plain not in words_of("zones")
    return kind is None or opens


def before_auxiliary(text: str, at: int) -> bool:
    """Tell whether the next word after `at` is one that follows the subject of a sentence, or a colon stands there."""
    found = WORD_AFTER.match(text, at)
    return found is not None and (found.group() == ":" or found.group().strip().lower() in words_of("auxiliaries"))


def in_title(text: str, stop: re.Match[str], start: int, end: int) -> bool:
    """Tell whether a question or exclamation mark stands inside a quoted title: “Who Pays? The Price of a Visit”."""
    before = text[max(start, stop.start() - LOOK_AHEAD) : stop.start()]
    at = max(before.rfind(mark) for mark in '“"«„‘')
    after = CLOSING.search(text, stop.end(), min(end, stop.end() + LOOK_AHEAD))
    if at < 0 or after is None or stop.group("close"):
        return False
    title = before[at + 1 :] + text[stop.start() : after.start()]
    words = [w for w in title.split() if len(w) > 3]
    return len(words) > 2 and sum(w[0].isupper() for w in words) >= 0.7 * len(words) and text[after.start() - 1] not in ".,"


def speaks_on(following: str) -> bool:
    """Tell whether, after a quoted question or exclamation, the sentence goes on with who said it."""
    clause = re.split(r"[,.;:?!“”\"]", following, maxsplit=1)[0]
    words = clause.lower().split()[:7]
    return any(word in words_of("after_question") for word in words)
