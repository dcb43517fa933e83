"""Propose who is meant by a headline: the holder of an office in it, or whoever says below what it says."""

from __future__ import annotations

from proceedings.model import Shape
from proceedings.structure.choices import Choices
from proceedings.structure.cues import SPEAKING, cues
from proceedings.structure.memory import Memory
from proceedings.structure.scene import Scene

SHORT_OFFICES = {"gov": "governor", "boss": "head", "chief": "head", "pm": "prime", "envoy": "ambassador", "prof": "professor"}
"""Short words of headlines for offices."""

LEAST = 2
"""How many words a headline and a sentence have in common at least, for one to be the echo of the other."""

FAR = 200
"""How many sentences on a headline's echo is looked for."""

NEAR = 3
"""How many sentences before one without a name its speaker is looked for."""


def propose_headline(scene: Scene, choices: Choices, memory: Memory) -> None:
    """The person whom a headline over the article means by an office without "the": "Minister vows to rebuild pier"."""
    if memory.recent or scene.segment.shape is not Shape.HEADING:
        return
    same = cues().same_office
    spoken = any(i.verb is not None and i.verb.classes & SPEAKING for i in scene.items)
    for item in scene.items:
        own = SHORT_OFFICES.get(item.word.lower(), item.word.lower())
        if own not in cues().offices and own not in same:
            continue
        alike = same.get(own, frozenset()) | {own}
        holders = [p for p, roles in enumerate(memory.roles) if alike & roles]
        for rank, person in enumerate(holders[:3]):
            match = "word" if own in memory.roles[person] else "alike"
            made = choices((person,))
            made.traits["H"] |= {f"{match}:{rank}", f"{match}:{rank}:{spoken}", f"rivals={min(3, len(holders))}"}
            made.shared["H"] = scene.traits
            made.support("headline", None)
        return


def propose_echoed(scenes: list[Scene], i: int, choices: Choices, memory: Memory) -> None:
    """The person beside whose name the article says best what a headline over it says: "'No boat, no school'"."""
    scene = scenes[i]
    if memory.recent or scene.segment.shape is not Shape.HEADING or len(memory.course.topics[i]) < LEAST:
        return
    wanted = memory.course.topics[i]
    told: dict[int, tuple[int, int, str]] = {}
    for k in range(i + 1, min(len(scenes), i + 1 + FAR)):
        common = len(wanted & memory.course.topics[k])
        if common < LEAST or scenes[k].is_title:
            continue
        person, how = _speaker_near(memory, k)
        if person is not None and common > told.get(person, (0, 0, ""))[0]:
            told[person] = (common, k, how)
    ranked = sorted(told, key=lambda person: (-told[person][0], told[person][1]))
    for rank, person in enumerate(ranked[:2]):
        common, _, how = told[person]
        share = int(4 * common / len(wanted))
        ahead = common > told[ranked[1]][0] if len(ranked) > 1 else True
        made = choices((person,))
        made.traits["E"] |= {
            f"{rank}:share={share}",
            f"{rank}:common={min(common, 5)}",
            f"{rank}:{how}:share={share}",
            f"{rank}:ahead={ahead}:share={share}",
            f"{rank}:q={scene.quote}",
            f"{rank}:q={scene.quote}:share={share}",
        }
        made.shared["E"] = scene.traits
        made.support("headline", None)


def _speaker_near(memory: Memory, k: int) -> tuple[int | None, str]:
    """Who seems to speak in a sentence, to go by it and its neighbours alone, and where that shows."""
    signals = memory.course.signals
    if len(signals[k].persons) == 1:
        return next(iter(signals[k].persons)), "here" if signals[k].kind == "person" else "named"
    if signals[k].kind == "quote" and k + 1 < len(signals) and signals[k + 1].kind == "person":
        return next(iter(signals[k + 1].persons)), "after"
    for back in range(k - 1, max(-1, k - 1 - NEAR), -1):
        if len(signals[back].persons) == 1:
            return next(iter(signals[back].persons)), "before"
    return None, ""
