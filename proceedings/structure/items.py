"""Read a sentence as a row of items: persons, pronouns, quotations, verbs by class, and the small words between them.

No parser: a word's form and its neighbour tell what it is. Persons (with what belongs to them) and quotations are one item
each.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from proceedings.structure.cues import Cues, Verb, cues
from proceedings.structure.people import Mention
from proceedings.structure.segment import Segment
from proceedings.text import Span

HOMONYMS = frozenset({"may", "will", "might"})
"""Auxiliaries that are names when they have a capital inside a sentence."""

BARE = frozenset({"say", "agree", "argue", "believe", "insist", "think", "want", "warn", "know"})
"""Verbs whose base form is hardly ever a noun, so that it is a verb after any noun ("councils in the valley say")."""

AFTER_NOUN = frozenset(",&.;)")
"""Kinds of items before which a word in -s behind a noun is a plural, not a verb."""

STANCES = frozenset({"view", "opinion", "agreement", "favour", "favor", "belief", "mind"})
"""Nouns that make a stance of "to be": "was of the view", "is in favour"."""

CLOSE = frozenset({"by", "with", "on", "to", "of", "at", "for", "up", "out", "in", "so"})
"""Small words that make a report of a verb only when they stand right behind it: "ended by asking", "spoke on"."""


class Item(NamedTuple):
    """One piece of a sentence.

    kind: P person, R he/she, T they/both, Q quotation, V finite verb, g participle in -ing, i verb after "to", A auxiliary, n
    noun of a class, p preposition, s subordinator, r relative word, d determiner, a adverb, & and/or/but, ' possessive, x
    anything else; a mark of punctuation is its own kind, dashes are "-".
    """

    kind: str
    span: Span
    word: str
    person: int = -1
    verb: Verb | None = None
    mention: Mention | None = None


def itemize(segment: Segment, mentions: list[Mention], quotes: list[Span]) -> list[Item]:
    """Cut a sentence into items; mentions (with what belongs to them) and quotations are one item each."""
    table = cues()
    small = table.small
    items: list[Item] = []
    todo = [m for m in mentions if not _is_quoted(m.span, quotes)]
    extents = _extents(todo)
    at = upcoming = segment.span.start
    spot = q = 0
    for span, text, lower in segment.tokens:
        start = span.start
        if start < at:
            continue
        if start >= upcoming:
            while q < len(quotes) and quotes[q].end <= start:
                q += 1
            if q < len(quotes) and quotes[q].start <= start:
                at = min(quotes[q].end, segment.span.end)
                items.append(Item("Q", Span(start, at), ""))
                continue
            while spot < len(extents) and extents[spot].end <= start:
                spot += 1
            if spot < len(extents) and extents[spot].start <= start:
                mention = todo[spot]
                at = extents[spot].end
                items.append(Item("P", Span(start, at), "", mention.person, None, mention))
                spot += 1
                continue
            upcoming = min([whole.start for whole in (*quotes[q : q + 1], *extents[spot : spot + 1])], default=segment.span.end)
        kind = small.get(lower)
        if kind is None or lower in HOMONYMS:
            items.append(_item(table, lower, text, span, items))
            continue
        items.append(Item(kind, span, lower))
        if kind in AFTER_NOUN and len(items) > 2 and items[-2].kind == "V" and _is_plural(items[-2], items[-3]):
            items[-2] = Item("x", items[-2].span, items[-2].word)
    _open_proxies(items)
    return items


def _open_proxies(items: list[Item]) -> None:
    """Put commas for the brackets about who stands in for somebody: "X (represented by Y) said"."""
    for j, item in enumerate(items):
        if item.kind == "(" and stands_in(items, j + 1):
            close = next((k for k in range(j + 1, len(items)) if items[k].kind == ")"), j)
            for k in (j, close):
                items[k] = Item(",", items[k].span, items[k].word)


def stands_in(items: list[Item], j: int) -> int:
    """Give the place of the verb where "(who was) represented by" begins at `j`, else 0."""
    k = j
    while k < len(items) and k < j + 4 and (items[k].kind in "rAa" or items[k].word.endswith("ly")):
        k += 1
    verb = items[k].verb if k + 1 < len(items) else None
    return k if verb is not None and verb.base == "represent" and items[k + 1].word == "by" else 0


def _is_plural(item: Item, before: Item) -> bool:
    """Whether what looks like a verb in -s is a plural behind another noun ("energy projects, ")."""
    return item.verb is not None and item.verb.forms == {"s"} and before.kind in ("x", "n") and before.word.islower()


def _is_quoted(span: Span, quotes: list[Span]) -> bool:
    """Whether a span stands inside a quotation."""
    k = bisect_left(quotes, span) - 1
    return k >= 0 and quotes[k].start < span.start and span.end < quotes[k].end


def _extents(mentions: list[Mention]) -> list[Span]:
    """The extents, cut so that none reaches into the next mention."""
    found: list[Span] = []
    for i, mention in enumerate(mentions):
        start, end = mention.extent
        if i and start < found[-1].end:
            start = max(found[-1].end, mention.span.start)
        if i + 1 < len(mentions) and end > mentions[i + 1].span.start:
            end = max(mention.span.end, min(end, mentions[i + 1].extent.start))
        found.append(Span(start, max(end, start)))
    return found


def _item(table: Cues, lower: str, text: str, span: Span, before: list[Item]) -> Item:
    kind = table.small.get(lower)
    if kind is not None and not (lower in HOMONYMS and _is_name(text, before)):
        return Item(kind, span, lower)
    if lower == "two" and before and before[-1].word == "the":
        return Item("T", span, lower)
    verb = table.verbs[lower]
    if verb is None and len(lower) > 4 and text[0].islower():
        if lower.endswith("ed"):
            verb = Verb(lower, frozenset({"other"}), frozenset({"past", "part"}))
        elif lower.endswith("ly"):
            return Item("a", span, lower)
    if verb is not None:
        as_verb = _verb_item(verb, lower, text, span, before)
        if as_verb is not None:
            return as_verb
    noun = table.nouns.get(lower)
    if noun is not None and (noun != "country" or text[0].isupper()):
        return Item("n", span, lower)
    return Item("x", span, text if text[:1].isupper() else lower)


def _is_name(text: str, before: list[Item]) -> bool:
    """Whether "May" is the month, "Will" a man: a capital inside a sentence."""
    return bool(before) and text[0].isupper() and not text.isupper()


def _verb_item(verb: Verb, lower: str, text: str, span: Span, before: list[Item]) -> Item | None:
    """A verb form in its place: finite verb, participle, infinitive, or (None) a noun or adjective that looks like one."""
    previous = next((i for i in reversed(before[-3:]) if i.kind != "a"), None)
    last, lastword = (previous.kind, previous.word) if previous else ("^", "")
    if text[0].isupper() and before and last not in ("Q", ":", "-", ".") and not text.isupper():
        return None
    if "ing" in verb.forms:
        return Item("g", span, lower, -1, verb) if last not in ("d", "'") else None
    if verb.forms & {"past", "part"}:
        if last in ("d", "'") and lastword not in ("this", "that"):
            return None
        return Item("V", span, lower, -1, verb)
    if lastword == "to":
        return Item("i", span, lower, -1, verb)
    if last in ("d", "'", "p") and lastword not in ("this", "that"):
        return None
    if "s" in verb.forms and previous is not None:
        return Item("V", span, lower, -1, verb)
    if last == "A":
        return Item("V", span, lower, -1, verb)
    if lower in BARE and last in ("x", "n", ")"):
        return Item("V", span, lower, -1, verb)
    if (
        last in ("T", "n")
        or (last == "P" and any(i.kind == "&" for i in before[-3:]))
        or (last == "x" and lastword.endswith("s"))
    ):
        return Item("V", span, lower, -1, verb)
    return None


def verb_class(items: list[Item], j: int) -> tuple[str, int]:
    """Tell the class of the finite verb (or auxiliary) at `j`, and where its last word stands."""
    item = items[j]
    if item.kind == "V" and item.verb is not None:
        return word_class(items, j, item.verb), j
    return _auxiliary(items, j)


def _auxiliary(items: list[Item], j: int) -> tuple[str, int]:
    word, k = items[j].word, j + 1
    while (k < len(items) and items[k].kind in ("a", "A")) or (
        k < len(items) and items[k].word in (",", "however") and k < j + 4
    ):
        word = items[k].word if items[k].kind == "A" else word
        k += 1
    if k >= len(items):
        return "be", j
    following = items[k]
    if word in ("is", "are", "was", "were", "be", "been", "being", "am", "'s", "’s"):
        if following.kind == "V" and following.verb is not None:
            return "passive-" + word_class(items, k, following.verb), k
        if following.kind == "g" and following.verb is not None:
            return word_class(items, k, following.verb), k
        ahead = {i.word for i in items[k : k + 5]}
        if ahead & STANCES:
            return "view", k
        return "be", j
    if following.kind in ("V", "i", "x", "n") and items[j].word in ("has", "have", "had", "having"):
        if following.kind == "V" and following.verb is not None:
            return "have-" + word_class(items, k, following.verb), k
        return ("phrase" if _follows(items, j, "have") else "have"), j
    base = cues().verbs[following.word]
    if base is not None:
        silent = any(i.word in ("not", "n't") for i in items[j:k])
        way = "not-" if silent else "did-" if word in ("did", "does", "do") else "modal-"
        return way + word_class(items, k, base), k
    return "modal", j


def _follows(items: list[Item], j: int, base: str) -> bool:
    words = cues().follow.get(base)
    if not words:
        return False
    near = [i.word for i in items[j + 1 : j + 7] if i.kind not in "VPQ"]
    return any(word in words and (word not in CLOSE or k < 2) for k, word in enumerate(near))


def word_class(items: list[Item], j: int, verb: Verb) -> str:
    table = cues()
    if verb.base in table.follow and _follows(items, j, verb.base):
        return "phrase"
    if "light" in verb.classes and any(i.word in table.speech for i in items[j + 1 : j + 9]):
        return "phrase"
    if "other" in verb.classes:
        return "other"
    return verb.best
