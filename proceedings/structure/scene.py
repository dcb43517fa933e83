"""Look at a sentence as a whole: its shape, what opens it, what its subject is, what tense it stands in, how much of it is quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from proceedings.model import Shape
from proceedings.structure.cues import SPEAKING, cues
from proceedings.structure.items import Item, verb_class
from proceedings.structure.segment import Segment
from proceedings.structure.standing import Standing, stand
from proceedings.text import Span

NUMBERS = "0123456789"
NUMBERED = re.compile(r"[\s(\[]*(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)\]]\s")

@dataclass(frozen=True)
class Scene:
    """What a sentence looks like.

    items; standings of all persons and pronouns; traits: words for the model, true of the sentence whatever its speaker; quote: "none",
    "part" (words outside), "all"; inside: it begins in a quotation that an earlier sentence opened; open: its quotation goes on after it.
    """

    segment: Segment
    items: list[Item]
    standings: list[Standing]
    traits: tuple[str, ...]
    subject: str
    opener: str
    tense: str
    quote: str
    inside: bool
    open: bool
    head: Standing | None
    head_span: Span | None


def look(segment: Segment, items: list[Item], quotes: list[Span]) -> Scene:
    """Look at one sentence."""
    standings = [stand(items, i) for i, item in enumerate(items) if item.kind in "PRT"]
    head = _head(items)
    kind, standing, span = ("-", None, None) if head is None else _subject(items, head)
    words = [i.word.lower() for i in items if i.word]
    opener = _opener(items)
    tense = _tense(items)
    quote, inside, going_on = _quotation(segment, items, quotes)
    subject = f"{kind}:{standing.verb}" if standing is not None else kind
    traits = _traits(segment, items, words, standing)
    return Scene(segment, items, standings, traits, subject, opener, tense, quote, inside, going_on, standing, span)


def _quotation(segment: Segment, items: list[Item], quotes: list[Span]) -> tuple[str, bool, bool]:
    if not quotes:
        return "none", False, False
    outside = [i for i in items if i.kind not in ("Q", ".", ",", "-", "?", "!", ":", "•")]
    inside = any(q.start < segment.span.start for q in quotes)
    going_on = any(q.end > segment.span.end for q in quotes)
    if not outside:
        return "all", inside, going_on
    size = sum(min(q.end, segment.span.end) - max(q.start, segment.span.start) for q in quotes)
    if items[0].kind == "Q" and size > 24:
        return "first", inside, going_on
    return ("much" if size * 2 > segment.span.end - segment.span.start else "part"), inside, going_on


def _opener(items: list[Item]) -> str:
    if not items:
        return "^"
    first = items[0]
    if first.kind == "•" or first.kind == "-" or first.kind == "(":
        first = items[1] if len(items) > 1 else first
    word = first.word.lower()
    if first.kind in "PRTQ":
        return first.kind
    if word in cues().function:
        return word
    if word[:1] in NUMBERS:
        return "0"
    return first.kind


def _tense(items: list[Item]) -> str:
    for item in items:
        if item.kind == "A":
            return {"is": "is", "are": "is", "was": "was", "were": "was", "has": "has", "have": "has", "had": "had"}.get(item.word, "modal")
        if item.kind == "V" and item.verb is not None:
            return "past" if "past" in item.verb.forms else "present"
    return "-"


def _head(items: list[Item]) -> int | None:
    """Where the main subject begins: at the start, or after the comma that ends what is put before it."""
    n = len(items)
    start = _after_dateline(items)
    while start < n and (items[start].kind in ("•", "-", "&", "(", ")", ".", ":") or (items[start].word[:1] in NUMBERS and start + 1 < n and items[start + 1].kind in (".", ")"))):
        start += 1
    if start >= n:
        return None
    rounds = 0
    while start < n and rounds < 4 and items[start].kind in ("p", "g", "s", "a", "i"):
        comma = next((k for k in range(start, n) if items[k].kind == ","), None)
        if items[start].kind == "a" and (comma is None or comma > start + 3):
            start += 1
        elif comma is None:
            return start if rounds else None
        else:
            start = comma + 1
        rounds += 1
    return start if start < n else None


def _after_dateline(items: list[Item]) -> int:
    """Where the sentence begins behind a dateline ("ACCRA, June 3 -") or behind the number of a paragraph ("6.1")."""
    for k, item in enumerate(items[:24]):
        if item.kind in ("-", ":") and k:
            return k + 1 if k + 1 < len(items) else 0
        if item.kind in "VAPRTQg" or item.kind in ("•", "s", "r"):
            break
    return 1 if len(items) > 3 and items[0].word[:1] in NUMBERS and "." in items[0].word else 0


def _others(items: list[Item]) -> tuple[str, ...]:
    """The finite reporting verbs whose subject is no person: what kind of subject, what class of verb, where."""
    found = []
    for j, item in enumerate(items):
        if item.kind != "V" or item.verb is None or j == 0 or items[j - 1].kind == "A" or not (item.verb.classes & SPEAKING):
            continue
        kind, k = "", j - 1
        while k >= 0 and k > j - 14:
            before = items[k]
            if before.kind in ("x", "n") :
                if not kind or (k + 1 < j and items[k + 1].kind == "p"):
                    kind = cues().nouns.get(before.word.lower()) or _noun_kind(before.word)
            elif before.kind in ("P", "R", "T", "r"):
                kind = "" if before.kind != "r" else "rel"
                break
            elif before.kind not in ("a", "d", "p", "&", "'"):
                break
            k -= 1
        if kind:
            place = "head" if k < 0 else "tail" if items[k].kind in (",", "Q") else items[k].kind
            found.append(f"other={kind}:{place}")
            found.append(f"other={kind}:{item.verb.best}")
            found.append("other")
    return tuple(dict.fromkeys(found))


def _decided(items: list[Item]) -> str:
    deciding = cues().deciding
    for item in items:
        if item.kind == "V" and item.verb is not None and item.verb.base in deciding:
            return "decides"
    return "no-decision"


def speaking(verb: str) -> str:
    """A verb's class, made coarse."""
    passive = verb.startswith("passive-")
    bare = verb.rpartition("-")[2]
    if bare in ("say", "talk", "act", "view", "phrase"):
        return "reported" if passive else "speaks"
    return "passive" if passive else bare if bare in ("be", "modal", "colon", "chair", "rite", "", "find") else "does"


def _subject(items: list[Item], start: int) -> tuple[str, Standing | None, Span | None]:
    """The kind of the subject that begins at `start`, how it stands, and its words."""
    table = cues()
    best: int | None = None
    kind = "-"
    j = start
    while j < len(items) and j < start + 14:
        item = items[j]
        if item.kind in "PRTQ":
            if best is None or item.kind in "PR":
                best, kind = j, item.kind
            break
        if item.kind in ("x", "n"):
            best = j
            word = item.word.lower()
            kind = table.nouns.get(word) or _noun_kind(item.word)
        elif item.kind in ("V", "A", "p", "r", ",", ":", "'", "g", "s", ".", "(") and (best is not None or item.kind in ("V", "A")):
            break
        elif item.kind == "d" and item.word in ("this", "that", "these", "those") and best is None:
            best, kind = j, "this"
        j += 1
    if best is None:
        return "-", None, None
    word = items[start].word.lower()
    if word in ("it", "there"):
        kind = word
    elif word in ("his", "her") and items[start].kind == "d":
        kind = "his-" + kind
    elif word in ("their", "its"):
        kind = "its-" + kind
    return kind, stand(items, best), Span(items[start].span.start, items[best].span.end)


def _noun_kind(word: str) -> str:
    if word.isupper() and len(word) > 1:
        return "caps"
    if word[:1].isupper():
        return "Name"
    if word[:1] in NUMBERS:
        return "0"
    return "plural" if word.endswith("s") and not word.endswith("ss") else "thing"


def _traits(segment: Segment, items: list[Item], words: list[str], standing: Standing | None) -> tuple[str, ...]:
    found = []
    seen = set(words)
    table = cues()
    if segment.shape is not Shape.PROSE:
        found.append("shape=" + segment.shape.value)
    if segment.first:
        found.append("first")
    if items and items[-1].kind not in (".", "?", "!", "Q", ")"):
        found.append("no-stop" if items[-1].kind not in (":", ";", ",") else "colon-end")
    size = len(items)
    found.append("short" if size < 7 else "long" if size > 32 else "mid")
    for name, group in table.traits.items():
        if not seen.isdisjoint(group):
            found.append(name)
    if len(seen & table.agenda) > 2:
        found.append("agenda3")
    elif seen & table.agenda:
        found.append("agenda")
    if any(w[:1] in NUMBERS for w in words):
        found.append("number")
    if any(i.kind == "g" and i.verb is not None and "say" in i.verb.classes and items[k - 1].kind == "," for k, i in enumerate(items) if k):
        found.append("saying-tail")
    if any(i.kind == "A" and i.word in ("would", "should", "must", "could") for i in items):
        found.append("would")
    if standing is not None and standing.after:
        found.append("after=" + standing.after)
    if any(i.kind == "'" for i in items):
        found.append("poss")
    if segment.text.endswith("?"):
        found.append("asks")
    found.append(_passive(items))
    found.append(_decided(items))
    found.extend(_others(items))
    if items and (items[0].kind == "•" or segment.shape is Shape.BULLET or NUMBERED.match(segment.text)):
        found.append("item")
    return tuple(found)


def _passive(items: list[Item]) -> str:
    """The first passive verb ("was agreed"), with or without "by"."""
    for j, item in enumerate(items):
        if item.kind == "A" and item.word in ("was", "were", "been", "is", "are"):
            name, _ = verb_class(items, j)
            if name.startswith("passive-"):
                return name + ("-by" if any(i.word == "by" for i in items[j : j + 6]) else "")
    return "active"
