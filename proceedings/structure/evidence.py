"""Gather, for one sentence, who may be its speaker, and what speaks for each.

A choice is a set of persons, the group, or nobody. What speaks for it are short words ("M|,:say": a named person after a comma
is the subject of a reporting verb); `weighing` adds up what each counts.
"""

from __future__ import annotations

from itertools import pairwise

from proceedings.structure.choices import GROUP, NOBODY, Choice, Choices, marks
from proceedings.structure.coreference import (
    propose_announced,
    propose_carry,
    propose_cue_after,
    propose_offices,
    propose_pronouns,
    what_follows,
)
from proceedings.structure.headlines import propose_echoed, propose_headline
from proceedings.structure.memory import Memory
from proceedings.structure.people import MentionKind
from proceedings.structure.scene import Scene
from proceedings.structure.standing import Standing
from proceedings.structure.subjects import speaking
from proceedings.structure.together import is_disputed, propose_all_named, propose_beside, propose_clauses, propose_row

RULES = {"inv": "verb-name", "according": "according-to"}


def gather(scenes: list[Scene], i: int, memory: Memory) -> list[Choice]:
    """Gather the choices for sentence `i`, given what was decided before it."""
    scene = scenes[i]
    choices = Choices()
    _named(scene, choices)
    propose_row(scene, choices, memory)
    propose_all_named(scene, choices)
    everyone = propose_beside(scene, choices, memory) or propose_clauses(scene, choices, memory)
    propose_pronouns(scenes, i, choices, memory)
    propose_offices(scene, choices, memory)
    propose_headline(scene, choices, memory)
    propose_echoed(scenes, i, choices, memory)
    propose_carry(scenes, i, choices, memory)
    propose_cue_after(scenes, i, choices)
    propose_announced(scenes, i, choices)
    whole = _whole(scenes, i, memory)
    for key, label, rule in ((NOBODY, "N", "narration"), (GROUP, "C", "group")):
        made = choices(key)
        made.shared[label] = whole
        made.shared[label + "w"] = scene.segment.small
        made.support(rule, scene.head if key == GROUP else None)
        if key == GROUP and scene.others:
            made.cue = scene.others[-1]
    _left_out(scene, choices)
    _outlook(scene, i, choices, memory)
    absent = _absent(scene)
    return [c for c in choices.of.values() if absent.isdisjoint(c.key) and (not c.key or not set(c.key) < set(everyone))]


def _absent(scene: Scene) -> set[int]:
    """Those for whom another stands in: the first of "A, represented by B, said"; their words are the other's."""
    absent: set[int] = set()
    here = [s for s in scene.standings if s.item.kind == "P"]
    for before, s in pairwise(here):
        if s.left == "by:represent" and not before.is_explicit:
            absent.add(before.item.person)
    return absent


def _named(scene: Scene, choices: Choices) -> None:
    """Each person named in the sentence."""
    for standing in scene.standings:
        if standing.item.kind != "P":
            continue
        made = choices((standing.item.person,))
        kind = standing.item.mention.kind if standing.item.mention else MentionKind.NAME
        made.traits["M"] |= marks(standing)
        made.traits["M"] |= {kind.value, f"q={scene.quote}:{standing.left}", f"op={scene.opener}"}
        made.shared["M"] = scene.traits
        if scene.segment.first:
            made.traits["M"].add(f"first:{kind.value}")
        if scene.is_title:
            made.traits["M"].add(f"title:{standing.left}:{standing.verb}:{standing.after}")
        made.support(_rule(standing), standing)
        made.explicit = made.explicit or standing.is_explicit
        made.disputed = made.disputed or is_disputed(standing)


def _rule(s: Standing) -> str:
    if s.left.startswith("by:"):
        return "by-name"
    return RULES.get(s.left) or ("name-verb" if s.is_explicit else "named")


def _left_out(scene: Scene, choices: Choices) -> None:
    """What speaks against a choice: a person named in the sentence whom it leaves out."""
    persons = [s for s in scene.standings if s.item.kind == "P"]
    named = {s.item.person for s in persons}
    sure = [s for s in persons if s.is_explicit]
    explicit = {s.item.person for s in sure}
    for key, made in choices.of.items():
        label = "N" if key == NOBODY else "C" if key == GROUP else "P"
        own = set(key)
        for s in sure:
            if s.item.person not in own:
                made.traits[label] |= {f"left-out={s.left}:{s.deep}", f"left-out={s.verb}:{s.after}"}
        if explicit - own:
            made.traits[label].add(f"left-out={min(len(explicit - own), 2)}")
        passed = named - own - explicit
        if passed:
            made.traits[label].add(f"passed={min(2, len(passed))}")
        if label == "P":
            made.traits["P"].add(f"size={min(len(key), 4)}")
            if not named & own:
                made.traits["P"].add("unnamed")
                if named:
                    made.traits["P"].add("unnamed-though-named")


def _outlook(scene: Scene, i: int, choices: Choices, memory: Memory) -> None:
    """What the following sentences say of each choice, and whether its persons are new."""
    course = memory.course
    here = frozenset(s.item.person for s in scene.standings if s.item.kind == "P")
    stranger = course.stranger(i)
    near_here, later_here = course.following(i, here or frozenset(memory.last), memory.genders)
    for key, made in choices.of.items():
        if key in (NOBODY, GROUP):
            label = "N" if key == NOBODY else "C"
            about = "here" if here else "last"
            ahead = f"{about}-near={near_here}"
            made.traits[label] |= {ahead, f"{ahead}:{scene.tense}", f"{about}-later={later_here}"}
            continue
        near, later = course.following(i, frozenset(key), memory.genders)
        named = "named" if here & set(key) else "unnamed"
        new = "new" if not set(key) & set(memory.speakers) else "last" if key == memory.last else "old"
        ground = made.rule
        known = min((memory.known[p] for p in key), default=0)
        made.traits["P"] |= {
            f"{named}:near={near}",
            f"{named}:later={later}",
            f"{ground}:near={near}",
            f"{ground}:later={later}",
            f"{ground}:{made.explicit}:near={near}",
            f"{named}:{new}",
            f"{ground}:{new}",
            f"known={known}:{new}",
            f"known={known}:{ground}",
            f"stranger={stranger}:{ground}",
            f"stranger={stranger}:{ground}:{new}",
            f"{ground}:{new}:near={near}",
        }


def _deed(scene: Scene) -> str:
    """The verb of the sentence's subject."""
    start = scene.head.item.span.start if scene.head is not None else 0
    verb = next((i.verb for i in scene.items if i.kind == "V" and i.verb is not None and i.span.start > start), None)
    return verb.base if verb is not None else "-"


def _whole(scenes: list[Scene], i: int, memory: Memory) -> frozenset[str]:
    """Evidence for narration or a group: what the sentence looks like, and what stood before it."""
    scene = scenes[i]
    kind, _, verb = scene.subject.partition(":")
    spoken = speaking(verb)
    para = "first" if scene.segment.first else "later"
    before = memory.before
    persons = [s for s in scene.standings if s.item.kind == "P"]
    explicit = any(s.is_explicit for s in persons)
    item = "item" in scene.traits
    traits = [
        *scene.traits,
        "bias",
        f"op={scene.opener}",
        f"subject={scene.subject}",
        f"kind={kind}",
        f"kind={kind}:{para}",
        f"{kind}:{spoken}",
        f"speaks={spoken}:{explicit}",
        f"verb={verb}",
        f"ten={scene.tense}",
        f"q={scene.quote}:{scene.inside}",
        f"prev={before}:{para}",
        f"prev={before}:{para}:{kind}",
        f"prev={before}:{para}:op={scene.opener}",
        f"since={min(memory.since, 3)}:{para}",
        f"next={what_follows(scenes, i, memory)}:{para}",
        f"explicit={explicit}",
        f"persons={min(2, len(persons))}",
        f"pronoun={any(s.item.kind == 'R' for s in scene.standings)}",
        f"heading={memory.heading}",
        f"heading={memory.heading}:prev={before}",
        f"list={memory.listing}:{item}",
        f"item={item}:prev={before}",
    ]
    course = memory.course
    tenses = course.tenses[i]
    topic = course.overlap(i, i - 1) if i else 0
    traits += [
        f"tenses={tenses}",
        f"style={course.style}",
        f"tenses={course.style}:{tenses}",
        f"cue={memory.cue}:{para}:{min(memory.since, 1)}",
        f"chain={min(memory.chain, 4)}:{para}",
        f"rule={memory.rule}:{para}",
        f"rule={memory.rule}:{para}:{kind}:{spoken}",
        f"topic={topic}:{para}:{before}",
        f"ago={course.signals[i - 1].kind if i else '^'}:{para}",
        f"signal={course.signals[i].kind}:{para}:{before}",
    ]
    if scene.head is not None:
        noun = scene.head.item.word.lower() or scene.head.item.kind
        deed = _deed(scene)
        traits += [f"noun={noun}", f"deed={deed}", f"deed={kind}:{deed}", f"noun={noun}:{spoken}"]
    if "asks" in scene.traits:
        following = course.signals[i + 1].kind if i + 1 < len(course.signals) else "end"
        traits += [f"asks:{scene.quote}:{before}:{para}", f"asks:then={following}"]
    if memory.group != "none":
        traits.append(f"after-group={memory.group}:{kind}")
        traits.append(f"after-group:{kind}:{para}")
    if scene.head is not None:
        traits.append(f"after={scene.head.after}:{kind}:{scene.head.verb}")
        traits.append(f"left={scene.head.left}")
    if i == 0:
        traits.append("opening")
    elif not memory.last:
        traits.append("before-any-speaker")
    return frozenset(traits)
