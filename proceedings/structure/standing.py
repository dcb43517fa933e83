"""Tell how each mention of a person stands in its sentence.

A mention's place is told by what stands to its left (a preposition, a reporting verb, "by", a comma) and by the first finite
verb to its right, over appositives, brackets and relative clauses.
"""

from __future__ import annotations

from typing import NamedTuple

from proceedings.structure.cues import CLASSES, SPEAKING, cues
from proceedings.structure.items import STANCES, Item, stands_in, verb_class, word_class
from proceedings.text import Span

REACH = 70
"""How many items to the right of a mention its verb may stand."""

BACK = 14
"""How many items to the left of a mention the words that govern it may stand."""

KNOWN = frozenset(CLASSES)
EXPLICIT_VERBS = frozenset(
    {"say", "talk", "act", "view", "phrase", "have-say", "have-act", "have-talk", "have-view", "have-phrase", "say-be"}
)


class Standing(NamedTuple):
    """How a mention stands in its sentence.

    left: what governs it; verb: the class of the verb it is the subject of, or "-"; after: what follows the verb; gap: what
    stands between mention and verb; deep: a reporting verb came before it; cue: the reporting words.
    """

    item: Item
    left: str
    verb: str
    after: str
    gap: str
    deep: str
    second: str
    cue: Span | None

    @property
    def is_explicit(self) -> bool:
        """Name and reporting verb stand together: the clearest attribution there is."""
        return (
            (self.left in ("start", ",", ";", ":", "x", "Q", "&", "while", "-") and self.verb in EXPLICIT_VERBS)
            or self.left in ("inv", "according", "by:speech")
            or (self.left == "by:represent" and self.verb in EXPLICIT_VERBS)
            or self.verb == "colon"
            or (self.left == "start" and self.second in EXPLICIT_VERBS)
        )


def stand(items: list[Item], i: int) -> Standing:
    """Tell how the mention (or pronoun, or noun) at `i` stands in its sentence."""
    left = _left(items, i)
    verb, after, gap, cue, last = _right(items, i)
    deep = _deep(items, i)
    second, joined = _second(items, last) if last else ("", None)
    if joined is not None and verb not in EXPLICIT_VERBS and second in EXPLICIT_VERBS:
        cue = joined
    if cue is None or left in ("inv", "according"):
        cue = _left_cue(items, i, left) or cue
    return Standing(items[i], left, verb, after, gap, deep, second, cue)


def _second(items: list[Item], last: int) -> tuple[str, Span | None]:
    """The class of a finite verb that shares the subject of the verb at `last` ("closed the week and thanked the staff")."""
    for j in range(last + 1, min(len(items) - 1, last + 40)):
        if items[j].kind == "&":
            k = j + 1
            while k < len(items) and items[k].kind == "a":
                k += 1
            if k < len(items) and items[k].kind in ("V", "A") and items[k].word not in ("is", "are"):
                name, end = verb_class(items, k)
                return name, cue_at(items, k, end)
            if k < len(items) and items[k].kind == "R":
                return "he", None
        elif items[j].kind in (";", "Q", "r"):
            break
    return "", None


def cue_at(items: list[Item], first: int, last: int) -> Span:
    """The reporting words from the auxiliary or verb at `first` to `last`: the verb alone, or "was of the view"."""
    if items[last].kind == "V" or first == last:
        return items[last].span
    end = next((k for k in range(last, min(len(items), last + 5)) if items[k].word in STANCES), last)
    return Span(items[first].span.start, items[end].span.end)


def _left_cue(items: list[Item], i: int, left: str) -> Span | None:
    """The reporting words before a mention: "said", "According to", the verb of "was delivered by"."""
    for j in range(i - 1, max(-1, i - BACK), -1):
        if left == "according" and items[j].word == "to" and j:
            return Span(items[j - 1].span.start, items[j].span.end)
        if items[j].kind == "V" and left.startswith(("inv", "by:")):
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
            return "," if crossed and _opens_with_phrase(items, j, i) else _governed(items, j, crossed)
        if item.word == "both":
            continue
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
        return "start" if kind in ("•", ".") else kind
    return "start" if i < BACK else "x"


def _opens_with_phrase(items: list[Item], j: int, i: int) -> bool:
    """Whether a phrase of preposition and noun opens the sentence, without a comma: "At the closing ceremony X thanked"."""
    if items[j].word in ("by", "of") or any(item.kind in "VAgiPRTQ" for item in items[:i]):
        return False
    return i + 1 < len(items) and items[i + 1].kind in "VA" and items[j].word not in ("according", "for")


def _governed(items: list[Item], j: int, crossed: bool) -> str:
    word = items[j].word
    previous = items[j - 1] if j else None
    if word == "to" and previous is not None and previous.word.lower() in ("according", "accordance"):
        return "according"
    if word == "by":
        for k in range(j - 1, max(-1, j - 9), -1):
            item = items[k]
            if item.kind == "V" and item.verb is not None:
                kind = word_class(items, k, item.verb)
                if item.verb.base in ("read", "moderate", "chair") or any(
                    items[m].kind == "," and stands_in(items, m + 1) == k for m in range(max(0, k - 4), k)
                ):
                    return "by:" + item.verb.base
                subject = any(x.word in cues().speech for x in items[max(0, k - 9) : k])
                if any(x.word.lower() in cues().traits["rite"] for x in items[max(0, k - 9) : k]):
                    return "by:rite"
                return (
                    "by:speech"
                    if kind in SPEAKING or (kind in ("light", "phrase") and subject) or (kind == "rite" and subject)
                    else "by:" + kind
                )
            if item.word in cues().speech:
                return "by:noun"
        return "by:-"
    if crossed and word != "by":
        for k in range(j - 1, max(-1, j - 10), -1):
            if items[k].word == "by":
                return _governed(items, k, False)
            if items[k].kind not in ("x", "n", "d", "p", "&", "'"):
                break
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
    return "obj:" + verb.best if verb.classes <= KNOWN else "obj"


def _right(items: list[Item], i: int) -> tuple[str, str, str, Span | None, int]:
    """The verb whose subject the mention at `i` is: class, what follows it, what stands between, its words, its place or 0."""
    j, gap, end = i + 1, "", min(len(items), i + REACH)
    while j < end:
        item = items[j]
        kind = item.kind
        if kind == "V" or kind == "A":
            name, last = verb_class(items, j)
            return name, _after(items, last), gap, cue_at(items, j, last), last
        if kind == ",":
            step = _parenthesis(items, j)
            if step is None:
                return "-", "comma", gap, None, 0
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
            return (
                ("poss:W" if any(x.word in cues().speech or x.kind == "n" for x in items[j + 1 : j + 4]) else "poss"),
                "",
                gap,
                None,
                0,
            )
        if kind == ":":
            return "colon", "", gap, item.span, 0
        if kind == "Q":
            return "quote", "", gap, None, 0
        if kind in (";", ".", "?", "!", ")", "s"):
            return "-", kind, gap, None, 0
        if kind in ("P", "R") and items[j - 1].kind not in ("&", "p", ",", "x", "n", "d"):
            return "-", "P", gap, None, 0
        if kind == "-":
            gap = gap or "-"
        elif kind == "p":
            gap = gap or "p"
        j += 1
    return "-", "end", gap, None, 0


def _parenthesis(items: list[Item], j: int) -> tuple[str, int] | None:
    """Over what stands between commas after a mention: the gap's kind and where to read on; None when the clause ends here."""
    k = j + 1
    if k >= len(items):
        return None
    if absent := stands_in(items, k):
        return ",", absent
    kind = items[k].kind
    if kind == "&" or (kind in ("P", "R", "T") and j and items[j - 1].kind != "P"):
        return (",&", k + 1) if kind == "&" else (",P", k)
    if kind in ("V", "A"):
        return ",", k
    close = k
    while close < len(items) and items[close].kind not in (",", ";", ".", ":", "Q"):
        close += 1
    name = "r" if kind == "r" else "g" if kind == "g" else ","
    if close < len(items) and items[close].kind == ",":
        goes_on = close + 1 < len(items) and items[close + 1].kind in ("V", "A", "a", "&")
        verb = next((m for m in range(k, close) if items[m].kind != "a"), close)
        if not goes_on and items[verb].kind in ("V", "A"):  # "X, warmly welcomed …, …", and not "X, newly elected …, said"
            return ",", verb
        return name, close + goes_on
    inner = next((m for m in range(k, close) if items[m].kind in ("V", "A")), None)
    if (
        kind not in ("r", "g", "s", "P", "R", "T")
        and inner is not None
        and not any(x.kind in ("P", "R", "T") or (x.kind == "d" and kind != "p") for x in items[k:inner])
    ):
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
    for j in range(i - 1, max(-1, i - REACH), -1):
        item = items[j]
        if item.kind == ";" or item.word in ("while", "whereas", "whilst"):
            return "w"
        if item.kind == "V" and item.verb is not None and item.verb.classes & SPEAKING and "other" not in item.verb.classes:
            return "that" if any(x.word == "that" for x in items[j + 1 : j + 3]) else "yes"
        if item.kind == "Q":
            return "q"
    return "no"
