"""Tell what the sentences around a sentence show of its speaker: who is brought in next, what is talked of, how it is told.

All is read from the article once, before anything is decided: `survey_discourse` gives a `Course`, and the choices ask it.
"""

from __future__ import annotations

from typing import NamedTuple

from proceedings.structure.cues import SPEAKING, cues
from proceedings.structure.scene import Scene
from proceedings.values import dataclass

STEM = 6
"""Letters by which two forms of a word are taken for the same."""

WORD = 4
"""Letters that a word must have more of to tell of a topic."""

FAR = 4
"""How many sentences on the next voice is looked for."""

DENSE = (0.25, 0.5)
"""Shares of sentences with name and cue below which an article tells little, or some, of who speaks."""


class Signal(NamedTuple):
    """What a sentence shows by itself of who speaks: the kind of its voice, and the persons or the gender if it has any."""

    kind: str
    persons: frozenset[int] = frozenset()
    gender: str = ""


@dataclass(frozen=True)
class Course:
    """An article's sentences as they show who speaks.

    signals: by sentence; topics: the stems of the words that tell what it is about; tenses: those of its finite verbs outside
    quotations; style: how the article tells speech (how often with a cue, in what tense); firsts: whether it opens a
    paragraph; strangers: whether somebody unknown speaks in it.
    """

    signals: list[Signal]
    topics: list[frozenset[str]]
    tenses: list[str]
    style: str
    firsts: list[bool]
    strangers: list[bool]

    def following(self, i: int, persons: frozenset[int], genders: dict[int, str]) -> tuple[str, str]:
        """Say how the next sentence, and the next that shows a voice, go with these persons as the speakers of sentence `i`."""
        near = later = ""
        for k in range(i + 1, min(len(self.signals), i + 1 + FAR)):
            signal = self.signals[k]
            how = relation(signal, persons, genders)
            step = "/" if self.firsts[k] else "+"
            if k == i + 1:
                near = step + how
            if signal.kind not in ("none", "quote", "thing"):
                later = f"{k - i if k - i < 3 else 3}{how}"
                break
        return near or "end", later or "none"

    def stranger(self, i: int) -> int:
        """Count the sentences since a subject that looks like a name and is nobody known spoke, up to 3."""
        for k in range(i, max(-1, i - 3), -1):
            if k < i and self.signals[k].kind in ("person", "title"):
                break
            if self.strangers[k]:
                return i - k
        return 3

    def overlap(self, i: int, k: int) -> int:
        """Count what two sentences both talk of, up to 2."""
        return min(2, len(self.topics[i] & self.topics[k]))


def relation(signal: Signal, persons: frozenset[int], genders: dict[int, str]) -> str:
    """Say how a signal goes with persons: theirs, another's, or a pronoun that fits them or not."""
    if signal.persons:
        return f"{signal.kind}:{'same' if signal.persons & persons else 'other'}"
    if signal.gender:
        known = {genders.get(p, "?") for p in persons}
        return f"{signal.kind}:{'fits' if signal.gender in known else '?' if '?' in known else 'clash'}"
    return signal.kind


def survey_discourse(scenes: list[Scene]) -> Course:
    """Read all sentences of an article for what they show of its speakers."""
    signals = [signal_of(scene) for scene in scenes]
    topics = [topic_of(scene) for scene in scenes]
    tenses = [tenses_of(scene) for scene in scenes]
    return Course(
        signals, topics, tenses, style_of(scenes, signals), [s.segment.first for s in scenes], [is_strange(s) for s in scenes]
    )


def signal_of(scene: Scene) -> Signal:
    """Say what voice a sentence shows."""
    if scene.is_title:
        return Signal("title")
    sure = frozenset(s.item.person for s in scene.standings if s.item.kind == "P" and s.is_explicit)
    if sure:
        return Signal("person", sure)
    for s in scene.standings:
        if s.item.kind == "R" and s.is_explicit:
            return Signal("pronoun", frozenset(), "m" if s.item.word == "he" else "f")
    if any(s.is_explicit for _, s in scene.offices):
        return Signal("office")
    if "rival=somebody" in scene.traits:
        return Signal("group")
    named = [s for s in scene.standings if s.item.kind == "P"]
    if named:
        return Signal("subject" if named[0].left == "start" else "named", frozenset(s.item.person for s in named))
    for s in scene.standings:
        if s.item.kind == "R":
            return Signal("he", frozenset(), "m" if s.item.word == "he" else "f")
    if scene.quote in ("all", "first"):
        return Signal("quote")
    if "asks" in scene.traits:
        return Signal("asks")
    return Signal("thing" if "rival=something" in scene.traits else "none")


def is_strange(scene: Scene) -> bool:
    """Tell whether words with capitals that name nobody known do what persons do: "Kim touched upon tariffs"."""
    return not scene.is_title and any(t.startswith(("other=Name:", "other=caps:")) for t in scene.traits)


def topic_of(scene: Scene) -> frozenset[str]:
    """Give the stems of the words of a sentence that may tell its topic."""
    words = scene.segment.words - cues().function
    return frozenset([word[:STEM] for word in words if len(word) > WORD and word[0].isalpha()])


def tenses_of(scene: Scene) -> str:
    """Give the tenses of the finite verbs outside quotations: past, present, had, would, will, must, in this order."""
    found = set()
    for item in scene.items:
        if item.kind == "A":
            found.add(TENSES.get(item.word, "modal"))
        elif item.kind == "V" and item.verb is not None:
            found.add("past" if "past" in item.verb.forms else "present")
    return "+".join(t for t in ORDER if t in found) or "-"


TENSES = {
    **dict.fromkeys(("is", "are", "am", "has", "have", "does", "do"), "present"),
    **dict.fromkeys(("was", "were", "did"), "past"),
    **dict.fromkeys(("would", "could", "should", "might"), "would"),
    **dict.fromkeys(("will", "shall", "can", "may"), "will"),
    "had": "had",
    "must": "must",
}
ORDER = ("past", "present", "had", "would", "will", "must", "modal")


def style_of(scenes: list[Scene], signals: list[Signal]) -> str:
    """Say how an article tells speech: how many of its sentences have name and cue, and in what tense the cues stand."""
    prose = [k for k, s in enumerate(signals) if s.kind != "title"]
    told = sum(signals[k].kind in ("person", "pronoun") for k in prose)
    share = told / max(1, len(prose))
    now = then = 0
    for k in prose:
        for item in scenes[k].items:
            if item.kind == "V" and item.verb is not None and item.verb.classes & SPEAKING:
                past = "past" in item.verb.forms
                then += past
                now += not past
    return ("few" if share < DENSE[0] else "some" if share < DENSE[1] else "many") + (":now" if now > then else ":then")
