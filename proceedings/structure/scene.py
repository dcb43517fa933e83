"""Look at a sentence as a whole: its shape, what opens it, its subject, its tense, how much of it is quoted."""

from __future__ import annotations

from proceedings.model import Shape
from proceedings.structure.cues import SPEAKING, cues
from proceedings.structure.items import Item, verb_class
from proceedings.structure.patterns import lazy
from proceedings.structure.segment import Segment
from proceedings.structure.standing import Standing, stand
from proceedings.structure.subjects import HUMAN, NUMBERS, head_of, offices_in, other_speakers, speaking, subject_of
from proceedings.text import Span
from proceedings.values import dataclass

NUMBERED = lazy(r"[\s(\[]*(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)\]]\s")


SHORT = 24
"""Characters up to which a quotation at the start of a sentence may be a name or a title."""

WOULD = frozenset({"would", "should", "must", "could"})
TENSES = {"is": "is", "are": "is", "was": "was", "were": "was", "has": "has", "have": "has", "had": "had"}


@dataclass(frozen=True)
class Scene:
    """What a sentence looks like.

    items; standings of all persons and pronouns; traits: words for the model, true of the sentence whoever speaks; subject:
    its kind and the class of its verb; quote: none, part, much, first (it begins the sentence) or all; inside: it begins in a
    quotation that an earlier sentence opened; open: its quotation goes on after it; head: the subject; offices: "the
    minister" without a name; others: reporting verbs whose subject is no person.
    """

    segment: Segment
    items: list[Item]
    standings: list[Standing]
    traits: frozenset[str]
    subject: str
    opener: str
    tense: str
    quote: str
    inside: bool
    open: bool
    head: Standing | None
    offices: list[tuple[frozenset[str], Standing]]
    others: list[Span]

    @property
    def is_title(self) -> bool:
        """Whether the sentence is a title in a line of its own: a heading, or a few words before a colon."""
        return self.segment.shape is Shape.HEADING or {"verbless", "short", "colon-end"} <= self.traits


def look(segment: Segment, items: list[Item], quotes: list[Span]) -> Scene:
    """Look at one sentence."""
    standings = [stand(items, i) for i, item in enumerate(items) if item.kind in "PRT"]
    head = head_of(items)
    kind, standing = ("-", None) if head is None else subject_of(items, head)
    words = [i.word.lower() for i in items if i.word]
    opener = _opener(items)
    tense = _tense(items)
    quote, inside, going_on = _quotation(segment, items, quotes)
    subject = f"{kind}:{standing.verb}" if standing is not None else kind
    others, verbs = other_speakers(items)
    if kind in HUMAN and standing is not None and speaking(standing.verb) == "speaks":
        others.append("rival=somebody")
    traits = frozenset(_traits(segment, items, words, standing) + others)
    return Scene(
        segment, items, standings, traits, subject, opener, tense, quote, inside, going_on, standing, offices_in(items), verbs
    )


def _quotation(segment: Segment, items: list[Item], quotes: list[Span]) -> tuple[str, bool, bool]:
    if not quotes:
        return "none", False, False
    outside = [i for i in items if i.kind not in ("Q", ".", ",", "-", "?", "!", ":", "•")]
    inside = any(q.start < segment.span.start for q in quotes)
    going_on = any(q.end > segment.span.end for q in quotes)
    if not outside:
        return "all", inside, going_on
    size = sum(min(q.end, segment.span.end) - max(q.start, segment.span.start) for q in quotes)
    if items[0].kind == "Q" and (size > SHORT or segment.text[items[0].span.end - 2 - segment.span.start] in ",.?!"):
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
            return TENSES.get(item.word, "modal")
        if item.kind == "V" and item.verb is not None:
            return "past" if "past" in item.verb.forms else "present"
    return "-"


def _decided(items: list[Item]) -> str:
    deciding = cues().deciding
    for item in items:
        if item.kind == "V" and item.verb is not None and item.verb.base in deciding:
            return "decides"
    return "no-decision"


def _traits(segment: Segment, items: list[Item], words: list[str], standing: Standing | None) -> list[str]:
    found = []
    seen = set(words)
    kinds = {i.kind for i in items}
    table = cues()
    if segment.shape is not Shape.PROSE:
        found.append("shape=" + segment.shape.value)
    if segment.first:
        found.append("first")
    if items and items[-1].kind not in (".", "?", "!", "Q", ")"):
        found.append("no-stop" if items[-1].kind not in (":", ";", ",") else "colon-end")
    size = len(items)
    found.append("short" if size < 7 else "long" if size > 32 else "mid")
    for word in seen & table.telling.keys():
        found += table.telling[word]
    if len(seen & table.agenda) > 2:
        found.append("agenda3")
    elif seen & table.agenda:
        found.append("agenda")
    if not {w[0] for w in seen}.isdisjoint(NUMBERS):
        found.append("number")
    if "g" in kinds and _has_saying_tail(items):
        found.append("saying-tail")
    if "g" in kinds and _has_saying_group(items):
        found.append("group-saying")
    if not seen.isdisjoint(WOULD):
        found.append("would")
    if standing is not None and standing.after:
        found.append("after=" + standing.after)
    if "'" in kinds:
        found.append("poss")
    if kinds.isdisjoint("VAgi"):
        found.append("verbless")
    if segment.text.endswith("?"):
        found.append("asks")
    found.append(_passive(items) if "A" in kinds else "active")
    found.append(_decided(items))
    if items and (items[0].kind == "•" or segment.shape is Shape.BULLET or NUMBERED.match(segment.text)):
        found.append("item")
        if "that" in words[:3]:
            found.append("item-that")
    return found


def _has_saying_tail(items: list[Item]) -> bool:
    """Whether a participle of speech follows a comma: ", adding that"."""
    return any(
        i.kind == "g" and k and items[k - 1].kind == "," and i.verb is not None and "say" in i.verb.classes
        for k, i in enumerate(items)
    )


def _has_saying_group(items: list[Item]) -> bool:
    """Whether a group has a participle of speech: "with discussions highlighting", "several delegates calling"."""
    nouns = cues().nouns
    return any(
        i.kind == "g"
        and k > 0
        and i.verb is not None
        and not i.verb.classes.isdisjoint(SPEAKING)
        and items[k - 1].kind == "n"
        and nouns.get(items[k - 1].word) in ("group", "body")
        for k, i in enumerate(items)
    )


def _passive(items: list[Item]) -> str:
    """The first passive verb ("was agreed"), with or without "by"."""
    for j, item in enumerate(items):
        if item.kind == "A" and item.word in ("was", "were", "been", "is", "are"):
            name, end = verb_class(items, j)
            if name.startswith("passive-"):
                verb = items[end].verb
                if verb is not None and verb.base in cues().deciding:
                    name = "passive-decide"
                return name + ("-by" if any(i.word == "by" for i in items[j : j + 6]) else "")
    return "active"
