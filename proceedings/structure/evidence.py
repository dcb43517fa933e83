"""Gather, for one sentence, who may be its speaker, and what speaks for each.

A choice is a set of persons, the group, or nobody. What speaks for it are short words ("M|,:say": a named person after a comma
is the subject of a reporting verb); `weighing` adds up what each counts.
"""

from __future__ import annotations

from proceedings.structure.choices import GROUP, NOBODY, Choice, Choices, Key, marks
from proceedings.structure.coreference import (
    RECENT,
    gender_of,
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

NOT_BETWEEN = frozenset("VAgrsQ")
"""Kinds of items that do not stand between persons joined by "and"."""

LOOSE = frozenset("p;:(")
"""Kinds of items that may stand between the persons of a list: "A on soils, B (Bonn) on rain; and C"."""

STRETCH = 9
"""How many items may stand between two persons of a list."""

MOST_NAMED = 8
"""How many persons named in a sentence may all be its speakers, where they stand in no row."""

OPENING = frozenset({"start", ",", ";", "x", "&", "while"})
"""What stands to the left of the subject of a clause."""

WITH = frozenset({"together", "along", "jointly"})
"""What begins a sentence that puts one speaker beside another."""

RULES = {"inv": "verb-name", "according": "according-to"}


def gather(scenes: list[Scene], i: int, memory: Memory) -> list[Choice]:
    """Gather the choices for sentence `i`, given what was decided before it."""
    scene = scenes[i]
    choices = Choices()
    _named(scene, choices)
    _joined(scene, choices, memory)
    _all_named(scene, choices)
    everyone = _together(scene, choices, memory) or _several(scene, choices, memory)
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
    return [c for c in choices.of.values() if not everyone or not c.key or not set(c.key) < set(everyone)]


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
        made.disputed = made.disputed or _is_disputed(standing)


def _is_disputed(standing: Standing) -> bool:
    """Whether the name that stands there may be another's as well."""
    return standing.item.mention is not None and bool(standing.item.mention.rivals)


def _rule(s: Standing) -> str:
    if s.left.startswith("by:"):
        return "by-name"
    return RULES.get(s.left) or ("name-verb" if s.is_explicit else "named")


def _joined(scene: Scene, choices: Choices, memory: Memory) -> None:
    """Persons joined by "and"."""
    for group, is_loose in _runs(scene):
        persons = _resolved(group, memory)
        if persons is None:
            continue
        first, last = group[0], group[-1]
        whole = Standing(
            first.item, first.left, last.verb, last.after, last.gap, first.deep, last.second, last.cue or first.cue
        )
        made = choices(persons)
        label = "JL" if is_loose else "J"
        made.traits[label] |= marks(whole)
        made.shared[label] = scene.traits
        size = f"n={min(len(persons), 4)}"
        made.traits[label].add(f"{size}:{last.verb}")
        made.traits["J"].add(f"{size}:{first.left}:{last.verb}")
        made.traits["J"] |= {f"left={first.left}", f"verb={last.verb}", f"{first.left}:{last.verb}"}
        made.support("names-verb", whole)
        made.explicit = whole.is_explicit and all(s.item.kind == "P" for s in group)
        made.disputed = any(map(_is_disputed, group))
        for person in persons:
            choices((person,)).traits["M"] |= {f"joined:{last.verb}", "joined"}


def _all_named(scene: Scene, choices: Choices) -> None:
    """All persons whom the sentence names: "the address of A and the remarks of B", "A spoke on Q, B on R"."""
    named = [s for s in scene.standings if s.item.kind == "P"]
    persons = tuple(dict.fromkeys(s.item.person for s in named))
    if not 1 < len(persons) <= MOST_NAMED:
        return
    first, last = named[0], named[-1]
    sure = sum(s.is_explicit for s in named)
    made = choices(persons)
    made.shared["A"] = scene.traits
    made.traits["A"] |= {
        "",
        f"n={min(len(persons), 4)}",
        f"first={first.left}",
        f"first={first.left}:{first.verb}",
        f"last={last.left}",
        f"last={last.left}:{last.verb}",
        f"lefts={first.left}:{last.left}",
        f"sure={min(sure, 2)}:{sure == len(named)}",
        f"{scene.subject}:{first.left}",
        f"op={scene.opener}",
    }
    made.support("names-verb", first)
    made.explicit = made.explicit or sure == len(named)
    made.disputed = made.disputed or any(map(_is_disputed, named))


def _runs(scene: Scene) -> list[tuple[list[Standing], bool]]:
    """The runs of persons with nothing but commas, "and", their titles (loose: and their topics, in a list) between them."""
    if len(scene.standings) < 2:
        return []
    standing_at = {s.item.span.start: s for s in scene.standings}
    runs: list[tuple[list[Standing], bool]] = []
    current: list[Standing] = []
    between: list[str] = []
    loose = False
    for item in scene.items:
        if item.kind in "PR":
            standing = standing_at[item.span.start]
            seen = set(between)
            parted = seen & {"&", ",", ";"} and not seen & NOT_BETWEEN
            if current and parted and (not seen & LOOSE or _is_list(between)):
                current.append(standing)
                loose = loose or bool(seen & LOOSE)
                if "&" in seen or (";" in seen and len(current) > 2):
                    runs.append((list(current), loose))
            else:
                current, loose = [standing], False
            between = []
        else:
            between.append(item.kind)
    return runs


def _is_list(between: list[str]) -> bool:
    """Whether what stands between two persons ends like an item of a list: with a comma, a semicolon or "and"."""
    tail = [kind for kind in between if kind != "d"]
    return len(between) <= STRETCH and bool(tail) and tail[-1] in ("&", ",", ";")


def _together(scene: Scene, choices: Choices, memory: Memory) -> Key:
    """ "Together with A, B appealed": gives both, who surely both speak."""
    if not scene.items or scene.items[0].word.lower() not in WITH or len(scene.standings) < 2:
        return NOBODY
    beside, subject = scene.standings[:2]
    persons = _resolved([beside, subject], memory)
    if persons is None or beside.item.kind != "P" or beside.left != "p:with" or subject.left != ",":
        return NOBODY
    made = choices(persons)
    made.traits["W"] |= {"", subject.verb}
    made.support("names-verb", subject)
    made.explicit = subject.is_explicit and subject.item.kind == "P"
    made.disputed = _is_disputed(beside) or _is_disputed(subject)
    return persons if subject.is_explicit else NOBODY


def _several(scene: Scene, choices: Choices, memory: Memory) -> Key:
    """Persons who speak in several clauses of the sentence; gives those who surely all do."""
    subjects = [s for s in scene.standings if s.item.kind in "PR" and s.is_explicit]
    persons = _resolved(subjects, memory)
    if persons is None:
        return NOBODY
    made = choices(persons)
    parted = any(i.word in ("while", "whereas", "whilst", ";") for i in scene.items)
    made.traits["U"] |= {
        "",
        "+".join(f"{s.left}:{s.deep}" for s in subjects[:3]),
        f"n={min(len(persons), 4)}",
        f"while={parted}",
        f"last={subjects[-1].deep}:{subjects[-1].left}",
    }
    made.support("names-verbs", subjects[0])
    made.explicit = made.explicit or all(s.item.kind == "P" for s in subjects)
    made.disputed = made.disputed or any(map(_is_disputed, subjects))
    return persons if len(persons) == len(subjects) and _each_speaks(subjects, scene) else NOBODY


def _each_speaks(subjects: list[Standing], scene: Scene) -> bool:
    """Whether the subjects stand in clauses of their own ("while A wanted one, B wanted two"), so that all of them speak."""
    follow = {id(s.item) for run, _ in _runs(scene) for s in run[1:]}
    if subjects[0].left not in OPENING or any(s.item.kind != "P" for s in subjects):
        return False
    return all(
        s.left == "while"
        or s.deep == "w"
        or subjects[0].left == "while"
        or (s.left == "&" and s.deep == "yes" and id(s.item) not in follow)
        for s in subjects[1:]
    )


def _resolved(group: list[Standing], memory: Memory) -> Key | None:
    """The persons of a run, or None when they are not two.

    A pronoun is the last to have spoken who is not in the run and whom it fits; else the last named of whom that is known, or
    of whom nothing is.
    """
    named = {s.item.person for s in group}
    persons: list[int] = []
    for standing in group:
        person = standing.item.person
        if standing.item.kind == "R":
            fits: dict[str, list[int]] = {}
            for p in memory.recent[:RECENT]:
                if p not in named and p not in persons:
                    fits.setdefault(memory.fit(p, gender_of(standing.item.word)), []).append(p)
            fitting = fits.get("fits", []) + fits.get("unknown", [])
            if not fitting:
                return None
            person = next((p for p in memory.speakers if p in fitting), fitting[0])
        if person not in persons:
            persons.append(person)
    return tuple(persons) if len(persons) > 1 else None


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
