"""Read a sentence as a row of items, and tell how each mention of a person stands in it.

No parser: a mention's place is told by what stands to its left (a preposition, a reporting verb, "by", a comma) and by the first
finite verb to its right, over appositives, brackets and relative clauses.
"""

from __future__ import annotations

from typing import NamedTuple

from proceedings.structure.cues import SPEAKING, Cues, Verb, cues
from proceedings.structure.people import Mention
from proceedings.structure.segment import Segment
from proceedings.text import Span

REACH = 70
"""How many items to the right of a mention its verb may stand."""

BACK = 14
"""How many items to the left of a mention the words that govern it may stand."""


class Item(NamedTuple):
    """One piece of a sentence.

    kind: P person, R he/she, T they/both, Q quotation, V finite verb, g participle in -ing, n noun of a class, A auxiliary, p preposition,
    s subordinator, r relative word, d determiner, a adverb, & and/or/but, ' possessive, i "to" before a verb, x anything else; a mark of
    punctuation is its own kind, dashes are "-".
    """

    kind: str
    span: Span
    word: str
    person: int = -1
    verb: Verb | None = None
    mention: Mention | None = None


class Standing(NamedTuple):
    """How a mention stands in its sentence.

    left: what governs it; verb: the class of the verb it is the subject of, or "-"; after: what follows the verb; gap: what stands between
    mention and verb; deep: a reporting verb came before it; cue: the reporting words.
    """

    item: Item
    left: str
    verb: str
    after: str
    gap: str
    deep: str
    cue: Span | None

    @property
    def is_explicit(self) -> bool:
        """Name and reporting verb stand together: the clearest attribution there is."""
        return (
            (self.left in ("start", ",", "x", "Q", "&", "while", "-") and self.verb in EXPLICIT_VERBS)
            or self.left in ("inv", "according", "by:speech")
            or self.verb == "colon"
        )


EXPLICIT_VERBS = frozenset(
    {"say", "talk", "act", "view", "phrase", "have-say", "have-act", "have-talk", "have-view", "have-phrase", "say-be"}
)
DASHES = {"–", "—", "-", "―"}
BARE = frozenset({"say", "agree", "argue", "believe", "insist", "think", "want", "warn", "know"})
"""Verbs whose base form is hardly ever a noun, so that it is a verb after any noun ("councils in the valley say")."""

MARKS = set(",;:().!?/•") | {"[", "]"}
JOINS = {"and": "&", "or": "&", "but": "&", "nor": "&", "&": "&", "as": "p", "to": "p"}
HALF = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}


def itemize(segment: Segment, mentions: list[Mention], quotes: list[Span]) -> list[Item]:
    """Cut a sentence into items; mentions (with what belongs to them) and quotations are one item each."""
    table = cues()
    items: list[Item] = []
    todo = [m for m in mentions if not any(q.start < m.span.start and m.span.end < q.end for q in quotes)]
    extents = _extents(todo)
    at, spot, q = segment.span.start, 0, 0
    for token in segment.tokens:
        start = token.span.start
        if start < at:
            continue
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
        items.append(_item(table, token.lower, token.text, token.span, items))
    return items


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
    if lower in DASHES:
        return Item("-", span, lower)
    if lower in MARKS:
        return Item(lower, span, lower)
    if lower in ("'s", "’s", "'", "’"):
        return Item("'", span, lower)
    last = before[-1].kind if before else "^"
    lastword = before[-1].word if before else ""
    if lower in ("he", "she"):
        return Item("R", span, lower)
    if lower in ("they", "both") or (lower == "two" and lastword == "the"):
        return Item("T", span, lower)
    if lower in JOINS:
        return Item(JOINS[lower], span, lower)
    kind = table.words.get(lower)
    if kind == "auxiliary":
        return Item("A", span, lower)
    if kind == "subordinator":
        return Item("s", span, lower)
    if kind == "relative":
        return Item("r", span, lower)
    if kind == "adverb":
        return Item("a", span, lower)
    if kind == "preposition":
        return Item("p", span, lower)
    if kind == "determiner":
        return Item("d", span, lower)
    verb = table.verbs.get(lower)
    if verb is None and lower.endswith("ed") and len(lower) > 4 and text[0].islower():
        verb = Verb(lower, frozenset({"other"}), frozenset({"past", "part"}))
    if verb is not None and not (text[0].isupper() and not text.isupper() and before and last not in ("Q", ":", "-", ".")):
        as_verb = _verb_item(verb, lower, span, last, lastword, before)
        if as_verb is not None:
            return as_verb
    if lower.endswith("ly") and len(lower) > 4 and text[0].islower():
        return Item("a", span, lower)
    kind = table.nouns.get(lower)
    if kind is not None and (kind != "country" or text[0].isupper()):
        return Item("n", span, lower)
    return Item("x", span, text if text[:1].isupper() else lower)


def _verb_item(verb: Verb, lower: str, span: Span, last: str, lastword: str, before: list[Item]) -> Item | None:
    """A verb form in its place: finite verb, participle, infinitive, or (None) a noun or adjective that looks like one."""
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
    if "s" in verb.forms:
        return Item("V", span, lower, -1, verb)
    if last == "A":
        return Item("V", span, lower, -1, verb)
    if lower in BARE and last in ("x", "n", ")"):
        return Item("V", span, lower, -1, verb)
    if last in ("T", "n") or (last == "P" and any(i.kind == "&" for i in before[-3:])) or (last == "x" and lastword.endswith("s")):
        return Item("V", span, lower, -1, verb)
    return None


def verb_class(items: list[Item], j: int) -> tuple[str, int]:
    """Tell the class of the finite verb (or auxiliary) at `j`, and where its last word stands."""
    item = items[j]
    if item.kind == "V" and item.verb is not None:
        return _lexical(items, j, item.verb), j
    return _auxiliary(items, j)


def _auxiliary(items: list[Item], j: int) -> tuple[str, int]:
    word, k = items[j].word, j + 1
    while k < len(items) and items[k].kind in ("a", "A") or (k < len(items) and items[k].word in (",", "however") and k < j + 4):
        word = items[k].word if items[k].kind == "A" else word
        k += 1
    if k >= len(items):
        return "be", j
    following = items[k]
    if word in ("is", "are", "was", "were", "be", "been", "being", "am", "'s", "’s"):
        if following.kind == "V" and following.verb is not None:
            return "passive-" + _lexical(items, k, following.verb), k
        if following.kind == "g" and following.verb is not None:
            return _lexical(items, k, following.verb), k
        ahead = {i.word for i in items[k : k + 5]}
        if ahead & {"view", "opinion", "agreement", "favour", "favor", "belief", "mind"}:
            return "view", k
        return "be", j
    if following.kind in ("V", "i", "x", "n") and items[j].word in ("has", "have", "had", "having"):
        if following.kind == "V" and following.verb is not None:
            return "have-" + _lexical(items, k, following.verb), k
        return ("phrase" if _follows(items, j, "have") else "have"), j
    base = cues().verbs.get(following.word)
    if base is not None:
        return ("did-" if word in ("did", "does", "do") else "modal-") + _lexical(items, k, base), k
    return "modal", j


def _follows(items: list[Item], j: int, base: str) -> bool:
    words = cues().follow.get(base)
    return bool(words) and any(i.word in words for i in items[j + 1 : j + 7] if i.kind not in "VPQ")


def _lexical(items: list[Item], j: int, verb: Verb) -> str:
    table = cues()
    if verb.base in table.follow and _follows(items, j, verb.base):
        return "phrase"
    if "light" in verb.classes and any(i.word in table.speech for i in items[j + 1 : j + 9]):
        return "phrase"
    if "other" in verb.classes:
        return "other"
    return verb.best


def stand(items: list[Item], i: int) -> Standing:
    """Tell how the mention (or pronoun, or noun) at `i` stands in its sentence."""
    left = _left(items, i)
    verb, after, gap, cue = _right(items, i)
    deep = _deep(items, i)
    if left.startswith(("inv", "by:")) and cue is None:
        cue = _left_cue(items, i)
    return Standing(items[i], left, verb, after, gap, deep, cue)


def _left_cue(items: list[Item], i: int) -> Span | None:
    for j in range(i - 1, max(-1, i - BACK), -1):
        if items[j].kind == "V":
            return items[j].span
    return None


def _left(items: list[Item], i: int) -> str:
    """What governs the mention at `i`: the first telling item to its left."""
    crossed = False
    for j in range(i - 1, max(-1, i - BACK), -1):
        item = items[j]
        kind = item.kind
        if kind in ("x", "n", "d", "a", "'"):
            crossed = crossed or kind in ("x", "n")
            continue
        if kind == "p":
            return _governed(items, j, crossed)
        if kind == "V":
            return _after_verb(items, j)
        if kind == "g":
            return "obj:g"
        if kind == "s":
            return "while" if item.word in ("while", "whereas", "whilst") else "that" if item.word == "that" else "sub"
        if kind == "A":
            return "aux"
        if kind in ("P", "R"):
            return "x" if crossed else "P"
        return {"(": "(", ":": ":", ";": ";", "•": "start"}.get(kind, kind)
    return "start" if i < BACK else "x"


def _governed(items: list[Item], j: int, crossed: bool) -> str:
    word = items[j].word
    previous = items[j - 1] if j else None
    if word == "to" and previous is not None and previous.word in ("according", "accordance"):
        return "according"
    if word == "by":
        for k in range(j - 1, max(-1, j - 9), -1):
            item = items[k]
            if item.kind == "V" and item.verb is not None:
                kind = _lexical(items, k, item.verb)
                if item.verb.base in ("read", "represent", "moderate", "chair"):
                    return "by:" + item.verb.base
                subject = any(x.word in cues().speech for x in items[max(0, k - 9) : k])
                return "by:speech" if kind in SPEAKING or (kind in ("light", "phrase") and subject) or (kind == "rite" and subject) else "by:" + kind
            if item.word in cues().speech:
                return "by:noun"
        return "by:-"
    if word == "of":
        for k in range(j - 1, max(-1, j - 4), -1):
            if items[k].word in cues().speech:
                return "of:speech"
        return "of"
    if j == 0 and word in ("for", "with", "from", "to"):
        return "^" + word
    return "prep" if word not in ("from", "with", "for", "to", "as", "like") else "p:" + word


def _after_verb(items: list[Item], j: int) -> str:
    """A verb stands before the mention: the mention is its subject ("said X") or its object ("thanked X")."""
    verb = items[j].verb
    if verb is None:
        return "obj"
    k = j - 1
    while k >= 0 and items[k].kind == "a":
        k -= 1
    before = items[k].kind if k >= 0 else "^"
    speaking = "say" in verb.classes or "act" in verb.classes or "talk" in verb.classes or "view" in verb.classes
    if before in ("Q", ",", "-", "?", "!") and speaking and "past" in verb.forms | {"past" if "s" in verb.forms else ""}:
        return "inv"
    if before == "^":
        return "inv" if "say" in verb.classes else "obj"
    return "obj:" + verb.best if verb.classes <= set(CLASS_SET) else "obj"


CLASS_SET = frozenset({"say", "talk", "act", "view", "find", "chair", "rite", "light", "do"})


def _right(items: list[Item], i: int) -> tuple[str, str, str, Span | None]:
    """The verb whose subject the mention at `i` is: its class, what follows it, what stands between, and its words."""
    j, gap, end = i + 1, "", min(len(items), i + REACH)
    while j < end:
        item = items[j]
        kind = item.kind
        if kind == "V" or kind == "A":
            name, last = verb_class(items, j)
            return name, _after(items, last), gap, Span(item.span.start, items[last].span.end)
        if kind == ",":
            step = _parenthesis(items, j)
            if step is None:
                return "-", "comma", gap, None
            gap, j = step
            continue
        if kind == "(":
            while j < end and items[j].kind != ")":
                j += 1
            j += 1
            gap = gap or "("
            continue
        if kind == "r":
            j = _skip_relative(items, j)
            gap = "r"
            continue
        if kind == "'":
            return ("poss:W" if any(x.word in cues().speech or x.kind == "n" for x in items[j + 1 : j + 4]) else "poss"), "", gap, None
        if kind == ":":
            return "colon", "", gap, item.span
        if kind == "Q":
            return "quote", "", gap, None
        if kind in (";", ".", "?", "!", ")", "s"):
            return "-", kind, gap, None
        if kind in ("P", "R") and items[j - 1].kind not in ("&", "p", ",", "x", "n", "d"):
            return "-", "P", gap, None
        if kind == "-":
            gap = gap or "-"
        elif kind == "p":
            gap = gap or "p"
        j += 1
    return "-", "end", gap, None


def _parenthesis(items: list[Item], j: int) -> tuple[str, int] | None:
    """Over what stands between commas after a mention: gives the gap's kind and where to read on; None when the clause ends here."""
    k = j + 1
    if k >= len(items):
        return None
    kind = items[k].kind
    if kind == "&" or kind in ("P", "R", "T") and j and items[j - 1].kind != "P":
        return (",&", k + 1) if kind == "&" else (",P", k)
    if kind in ("V", "A"):
        return ",", k
    close = k
    while close < len(items) and items[close].kind not in (",", ";", ".", ":", "Q"):
        close += 1
    name = "r" if kind == "r" else "g" if kind == "g" else ","
    if close < len(items) and items[close].kind == ",":
        return name, close + (1 if close + 1 < len(items) and items[close + 1].kind in ("V", "A", "a", "&") else 0)
    inner = next((m for m in range(k, close) if items[m].kind in ("V", "A")), None)
    if kind not in ("r", "g", "s", "P", "R", "T") and inner is not None and not any(x.kind in ("P", "R", "T", "d") for x in items[k:inner]):
        return ",", inner
    return None


def _skip_relative(items: list[Item], j: int) -> int:
    """Over a relative clause without commas: to its comma, or to its second finite verb."""
    verbs, k = 0, j + 1
    while k < len(items):
        kind = items[k].kind
        if kind in (",", ";", "."):
            return k
        if kind in ("V", "A"):
            verbs += 1
            if verbs == 2 and items[k - 1].kind not in ("A", "a"):
                return k
        k += 1
    return k


def _after(items: list[Item], j: int) -> str:
    """What follows a verb: that, a quotation, a comma, a colon, the end, or other words."""
    k = j + 1
    while k < len(items) and items[k].kind == "a":
        k += 1
    if k >= len(items) or items[k].kind in (".", "?", "!"):
        return "end"
    item = items[k]
    if item.word == "that":
        return "that"
    return {"Q": "quote", ",": "comma", ":": "colon", "s": "wh", "r": "wh", "p": "prep", "g": "ing"}.get(item.kind, "other")


def _deep(items: list[Item], i: int) -> str:
    """Whether a reporting verb stands before the item at `i`, and what parts them."""
    for j in range(i - 1, -1, -1):
        item = items[j]
        if item.kind == ";" or item.word in ("while", "whereas", "whilst"):
            return "w"
        if item.kind == "V" and item.verb is not None and item.verb.classes & SPEAKING and "other" not in item.verb.classes:
            return "that" if any(x.word == "that" for x in items[j + 1 : j + 3]) else "yes"
        if item.kind == "Q":
            return "q"
    return "no"
