"""Gather, for one sentence, who may be its speaker, and what speaks for each.

A choice is a set of persons, the group, or nobody. What speaks for it are short words ("M|,:say": a named person after a comma is the
subject of a reporting verb); `weighing` adds up what each counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from proceedings.model import Shape
from proceedings.structure.clauses import Standing
from proceedings.structure.people import MentionKind, People
from proceedings.structure.scene import Scene, speaking
from proceedings.text import Span

Key = tuple[int, ...]
NOBODY: Key = ()
GROUP: Key = (-1,)
RECENT = 5
"""Among how many of the persons last named a pronoun looks."""


@dataclass
class Choice:
    """One possible answer, and the evidence for it."""

    key: Key
    traits: set[str] = field(default_factory=set)
    rule: str = ""
    mention: Span | None = None
    cue: Span | None = None
    explicit: bool = False

    def support(self, rule: str, standing: Standing | None) -> None:
        """Note the first ground for this choice."""
        if not self.rule or (standing is not None and standing.is_explicit and not self.explicit):
            self.rule = rule
            if standing is not None:
                self.mention, self.cue = standing.item.span, standing.cue


@dataclass
class Memory:
    """What was decided so far: the persons by how lately they were named, and the run of decisions."""

    genders: dict[int, str]
    recent: list[int] = field(default_factory=list)
    heading: str = "none"
    listing: str = "none"
    subjects: set[int] = field(default_factory=set)
    decided: list[Key] = field(default_factory=list)
    last: Key = NOBODY
    since: int = 0
    run: int = 0
    new_paragraph: bool = False
    speakers: list[int] = field(default_factory=list)
    sure: bool = False

    def note(self, key: Key, scene: Scene, explicit: bool = False) -> None:
        """Take in what was decided of a sentence."""
        named = [s.item.person for s in scene.standings if s.item.kind == "P"]
        self.subjects = {s.item.person for s in scene.standings if s.item.kind == "P" and s.left in ("start", ",", "x")}
        for person in named:
            self._touch(person)
        persons = [p for p in key if p >= 0]
        self.run = self.run + 1 if persons and key == self.last and not self.since else (1 if persons else 0)
        if persons:
            self.last, self.since = key, 0
            for person in persons:
                self._touch(person)
                if person in self.speakers:
                    self.speakers.remove(person)
                self.speakers.insert(0, person)
            pronouns = [s for s in scene.standings if s.item.kind == "R" and s.left == "start"]
            if len(persons) == 1 and pronouns and not named and persons[0] not in self.genders:
                self.genders[persons[0]] = "m" if pronouns[0].item.word == "he" else "f"
        else:
            self.since += 1
        self.sure = explicit
        text = scene.segment.text
        if scene.segment.shape is Shape.HEADING:
            self.heading = "result" if "result" in scene.traits else "other"
            self.listing = "none"
        elif text.endswith(":"):
            self.listing = "C" if key == GROUP else "N" if key == NOBODY else "P"
        elif "item" not in scene.traits:
            self.listing = "none"
        self.decided.append(key)

    def _touch(self, person: int) -> None:
        if person in self.recent:
            self.recent.remove(person)
        self.recent.insert(0, person)


def remember(people: People) -> Memory:
    """Begin with nothing decided."""
    return Memory({i: p.gender for i, p in enumerate(people.persons) if p.gender})


def gather(scenes: list[Scene], i: int, memory: Memory) -> list[Choice]:
    """Gather the choices for sentence `i`, given what was decided before it."""
    scene = scenes[i]
    choices: dict[Key, Choice] = {}

    def choice(key: Key) -> Choice:
        return choices.setdefault(key, Choice(key))

    _name(scene, choice, memory)
    _join(scene, choice, memory)
    _pronoun(scene, choice, memory)
    _carry(scenes, i, choice, memory)
    _look_ahead(scenes, i, choice)
    _announced(scenes, i, choice)
    traits = _whole(scenes, i, memory)
    for key, label in ((NOBODY, "N"), (GROUP, "C")):
        made = choice(key)
        made.traits.update(f"{label}|{t}" for t in traits)
        made.support("narration" if label == "N" else "group", scene.head if label == "C" else None)
    explicit = {s.item.person for s in scene.standings if s.item.kind == "P" and s.is_explicit}
    named = {s.item.person for s in scene.standings if s.item.kind == "P"}
    for key, made in choices.items():
        label = "N" if key == NOBODY else "C" if key == GROUP else "P"
        outside = len(explicit - set(key))
        if outside:
            made.traits.add(f"{label}|left-out={min(outside, 2)}")
        if named - set(key) - explicit:
            made.traits.add(f"{label}|passed={min(2, len(named - set(key) - explicit))}")
        if label == "P":
            made.traits.add(f"P|size={min(len(key), 4)}")
            if not named & set(key):
                made.traits.add("P|unnamed")
                if named:
                    made.traits.add("P|unnamed-though-named")
    return list(choices.values())


def _name(scene: Scene, choice, memory: Memory) -> None:  # type: ignore[no-untyped-def]
    """Each person named in the sentence."""
    for standing in scene.standings:
        if standing.item.kind != "P":
            continue
        made = choice((standing.item.person,))
        made.traits.update(_marks("M", standing))
        kind = standing.item.mention.kind if standing.item.mention else MentionKind.NAME
        made.traits.update({f"M|{kind.value}", f"M|q={scene.quote}:{standing.left}", f"M|op={scene.opener}"})
        made.traits.update(f"M|{t}" for t in scene.traits)
        if scene.segment.first:
            made.traits.add(f"M|first:{kind.value}")
        made.support(_rule(standing), standing)
        made.explicit = made.explicit or standing.is_explicit


def _marks(label: str, s: Standing) -> set[str]:
    return {
        f"{label}|{s.left}:{s.verb}",
        f"{label}|{s.left}",
        f"{label}|>{s.verb}",
        f"{label}|{s.verb}:{s.after}",
        f"{label}|{s.left}:{s.deep}",
        f"{label}|{s.left}:{s.verb}:{s.deep}",
        f"{label}|gap={s.gap}:{s.verb}",
        f"{label}|explicit={s.is_explicit}:{s.deep}",
    }


def _rule(s: Standing) -> str:
    if s.left in ("inv", "according"):
        return {"inv": "verb-name", "according": "according-to"}[s.left]
    if s.left.startswith("by:"):
        return "by-name"
    if s.is_explicit:
        return "name-verb"
    return "named"


def _join(scene: Scene, choice, memory: Memory) -> None:  # type: ignore[no-untyped-def]
    """Persons joined by "and", and persons of several clauses."""
    groups: list[list[Standing]] = []
    previous = -9
    order = {id(s.item): n for n, s in enumerate(scene.standings)}
    del order
    position = {s.item.span.start: k for k, s in enumerate(scene.standings)}
    items = scene.items
    current: list[Standing] = []
    for k, item in enumerate(items):
        if item.kind in "PR" and item.kind:
            standing = scene.standings[position[item.span.start]]
            between = items[previous + 1 : k] if current else []
            if current and any(b.kind in ("&", ",") for b in between) and not any(b.kind in "VAgprsQ;:(" for b in between):
                current.append(standing)
            else:
                if len(current) > 1:
                    groups.append(current)
                current = [standing]
            previous = k
    if len(current) > 1:
        groups.append(current)
    for group in groups:
        persons = _resolve(group, memory)
        if persons is None:
            continue
        made = choice(persons)
        first, last = group[0], group[-1]
        mixed = Standing(first.item, first.left, last.verb, last.after, last.gap, first.deep, last.cue)
        made.traits.update(_marks("J", mixed))
        made.traits.update(f"J|{t}" for t in scene.traits)
        made.traits.add(f"J|n={min(len(persons), 4)}:{last.verb}")
        made.support("names-verb", mixed)
        made.explicit = mixed.is_explicit and all(s.item.kind == "P" for s in group)
        for person in persons:
            single = choice((person,))
            single.traits.add(f"M|joined:{last.verb}")
            single.traits.add("M|joined")
    subjects = [s for s in scene.standings if s.item.kind in "PR" and s.is_explicit]
    if len(subjects) > 1:
        found = _resolve(subjects, memory)
        if found is not None and len(found) > 1:
            made = choice(found)
            made.traits.add("U|")
            made.traits.add("U|" + "+".join(f"{s.left}:{s.deep}" for s in subjects[:3]))
            made.traits.add("U|n=" + str(len(found)))
            made.traits.add("U|while=" + str(any(i.word in ("while", "whereas", "whilst", ";") for i in items)))
            made.traits.add("U|last=" + subjects[-1].deep + ":" + subjects[-1].left)
            made.support("names-verbs", subjects[0])


def _resolve(group: list[Standing], memory: Memory) -> Key | None:
    persons: list[int] = []
    for standing in group:
        person = standing.item.person
        if standing.item.kind == "R":
            fit = [p for p in memory.recent[:RECENT] if memory.genders.get(p) == ("m" if standing.item.word == "he" else "f")]
            fit = fit or [p for p in memory.recent[:RECENT] if p not in memory.genders]
            named = {s.item.person for s in group}
            fit = [p for p in fit if p not in named]
            if not fit:
                return None
            person = fit[0]
        if person not in persons:
            persons.append(person)
    return tuple(persons) if len(persons) > 1 else None


def _pronoun(scene: Scene, choice, memory: Memory) -> None:  # type: ignore[no-untyped-def]
    """The persons that he, she, they, both may be."""
    for standing in scene.standings:
        if standing.item.kind == "R":
            _he(scene, standing, choice, memory)
        elif standing.item.kind == "T":
            _they(scene, standing, choice, memory)
    first = scene.items[0] if scene.items else None
    owner = next((i for i in scene.items if i.kind == "d" and i.word in ("his", "her")), None)
    if owner is not None and first is not None and not any(s.item.kind == "R" for s in scene.standings):
        gender = "m" if owner.word == "his" else "f"
        for rank, person in enumerate(memory.recent[:3]):
            made = choice((person,))
            fit = _fit(memory, person, gender)
            made.traits.add(f"O|{fit}:{rank}")
            made.traits.add(f"O|{fit}:{owner is first}:{person in memory.last}")


def _fit(memory: Memory, person: int, gender: str) -> str:
    known = memory.genders.get(person)
    return "unknown" if known is None else "fits" if known == gender else "clash"


def _he(scene: Scene, standing: Standing, choice, memory: Memory) -> None:  # type: ignore[no-untyped-def]
    gender = "m" if standing.item.word == "he" else "f"
    here = [s.item.person for s in scene.standings if s.item.kind == "P" and s.item.span.start < standing.item.span.start]
    pool = list(dict.fromkeys(here[::-1] + memory.recent))[:RECENT]
    rivals = 0
    for rank, person in enumerate(pool):
        fit = _fit(memory, person, gender)
        made = choice((person,))
        made.traits.update(_marks("R", standing))
        made.traits.update(
            {
                f"R|{fit}",
                f"R|{fit}:{rank}",
                f"R|rivals={min(rivals, 2)}:{fit}",
                f"R|last={person in memory.last and not memory.since}:{fit}",
                f"R|subject={person in memory.subjects}:{fit}",
                f"R|here={person in here}:{fit}",
            }
        )
        made.traits.update(f"R|{t}" for t in scene.traits)
        made.support("pronoun", standing)
        if fit != "clash":
            rivals += 1


def _they(scene: Scene, standing: Standing, choice, memory: Memory) -> None:  # type: ignore[no-untyped-def]
    pairs: list[tuple[str, Key]] = []
    named = list(dict.fromkeys(s.item.person for s in scene.standings if s.item.kind == "P"))
    if len(memory.last) > 1:
        pairs.append(("last", memory.last))
    if len(memory.speakers) > 1:
        pairs.append(("speakers", tuple(sorted(memory.speakers[:2]))))
    if len(memory.recent) > 1:
        pairs.append(("recent", tuple(sorted(memory.recent[:2]))))
    if len(named) > 1:
        pairs.append(("named", tuple(named[:2])))
    word = standing.item.word
    for how, pair in pairs:
        made = choice(tuple(pair))
        made.traits.update(_marks("T", standing))
        made.traits.update({f"T|{word}:{how}", f"T|{word}:{how}:{standing.verb}", f"T|{how}:since={min(memory.since, 2)}"})
        made.traits.add(f"T|{word}:prev={_sort(memory)}")
        made.support("both", standing)


def _sort(memory: Memory) -> str:
    if not memory.decided:
        return "^"
    last = memory.decided[-1]
    return "N" if last == NOBODY else "C" if last == GROUP else str(min(len(last), 2))


def _carry(scenes: list[Scene], i: int, choice, memory: Memory) -> None:  # type: ignore[no-untyped-def]
    """Whoever spoke last may speak on."""
    if not memory.last or memory.since > 4:
        return
    scene = scenes[i]
    made = choice(memory.last)
    para = "same" if not scene.segment.first else "new"
    kind, _, verb = scene.subject.partition(":")
    spoken = speaking(verb)
    where = f"{para}:{min(memory.since, 2)}"
    made.traits.update(f"K|{t}" for t in scene.traits)
    made.traits.update(f"K{where}|{t}" for t in scene.traits)
    made.traits.update(
        {
            f"K|{where}",
            f"K|{where}:op={scene.opener}",
            f"K|{where}:{scene.subject}",
            f"K|{where}:{scene.subject.partition(':')[0]}",
            f"K|{where}:ten={scene.tense}",
            f"K|{where}:q={scene.quote}:{scene.inside}",
            f"K|op={scene.opener}",
            f"K|{scene.subject}",
            f"K|{where}:{kind}:{spoken}",
            f"K|{kind}:{spoken}",
            f"K|list={memory.listing}:{'item' in scene.traits}",
            f"K|run={min(memory.run, 3)}:{where}",
            f"K|next={_next(scenes, i, memory)}",
            f"K|{where}:next={_next(scenes, i, memory)}",
            f"K|sure={memory.sure}:{where}",
            f"K|prevquote={scenes[i - 1].quote if i else '^'}:{scene.quote}:{where}",
        }
    )
    made.support("same-quotation" if scene.inside else "speech-goes-on", None)


def _next(scenes: list[Scene], i: int, memory: Memory) -> str:
    """What the next sentence of the paragraph begins with."""
    if i + 1 >= len(scenes) or scenes[i + 1].segment.first:
        return "end"
    following = scenes[i + 1]
    persons = {s.item.person for s in following.standings if s.item.kind == "P"}
    if persons:
        return "same-person" if persons & set(memory.last) else "other-person"
    if any(s.item.kind == "R" for s in following.standings):
        return "pronoun"
    if following.quote in ("all", "first"):
        return "quote"
    return "other"


def _look_ahead(scenes: list[Scene], i: int, choice) -> None:  # type: ignore[no-untyped-def]
    """A quotation whose speaker is told only after it."""
    scene = scenes[i]
    if scene.quote not in ("all", "first", "much") and not scene.open:
        return
    for k in range(i + 1, min(len(scenes), i + 8)):
        following = scenes[k]
        for standing in following.standings:
            if standing.item.kind == "P" and (standing.is_explicit or standing.left == "inv"):
                made = choice((standing.item.person,))
                made.traits.add(f"L|{scene.open}:{following.inside}:{following.segment.first}")
                made.traits.add(f"L|{standing.left}:{scene.open}:{following.inside}:{following.quote}")
                made.traits.add(f"L|{scene.quote}:first={scene.segment.first}")
                made.support("quotation-before-cue", standing)
                break
        if not (following.inside and following.open):
            break


def _announced(scenes: list[Scene], i: int, choice) -> None:  # type: ignore[no-untyped-def]
    """Somebody without a name ("a barber said") whom the next sentence names."""
    scene = scenes[i]
    kind = scene.subject.partition(":")[0]
    if any(s.item.kind in "PR" for s in scene.standings) or kind in ("-", "it", "there", "Q", "T") or scene.segment.shape is Shape.HEADING:
        return
    for k in (i + 1, i + 2):
        if k >= len(scenes):
            return
        named = [s for s in scenes[k].standings if s.item.kind == "P"]
        if named:
            standing = named[0]
            kind_of = standing.item.mention.kind.value if standing.item.mention else ""
            if kind_of == "full":
                made = choice((standing.item.person,))
                step = f"{k - i}:{scenes[k].segment.first}"
                made.traits.update(
                    {
                        f"F|{kind}:{speaking(scene.subject.partition(':')[2])}",
                        f"F|{kind}:{scene.opener}",
                        f"F|{step}:{standing.left}:{standing.verb}",
                        f"F|{step}:{scenes[k].quote}",
                        f"F|{step}:{standing.item.mention is not None and standing.item.mention.extent != standing.item.mention.span}",
                    }
                )
                made.support("named-next", standing)
            return


def _whole(scenes: list[Scene], i: int, memory: Memory) -> set[str]:
    """Evidence for narration or a group: what the sentence looks like, and what stood before it."""
    scene = scenes[i]
    kind = scene.subject.partition(":")[0]
    para = "first" if scene.segment.first else "later"
    explicit = any(s.is_explicit for s in scene.standings if s.item.kind == "P")
    traits = set(scene.traits)
    traits.update(
        {
            "bias",
            f"op={scene.opener}",
            f"subject={scene.subject}",
            f"kind={kind}",
            f"kind={kind}:{para}",
            f"verb={scene.subject.partition(':')[2]}",
            f"ten={scene.tense}",
            f"q={scene.quote}:{scene.inside}",
            f"prev={_sort(memory)}:{para}",
            f"prev={_sort(memory)}:{para}:{kind}",
            f"prev={_sort(memory)}:{para}:op={scene.opener}",
            f"since={min(memory.since, 3)}:{para}",
            f"next={_next(scenes, i, memory)}:{para}",
            f"explicit={explicit}",
            f"{kind}:{speaking(scene.subject.partition(':')[2])}",
            f"speaks={speaking(scene.subject.partition(':')[2])}:{explicit}",
            f"heading={memory.heading}",
            f"heading={memory.heading}:prev={_sort(memory)}",
            f"list={memory.listing}:{'item' in scene.traits}",
            f"item={'item' in scene.traits}:prev={_sort(memory)}",
            f"persons={min(2, sum(s.item.kind == 'P' for s in scene.standings))}",
            f"pronoun={any(s.item.kind == 'R' for s in scene.standings)}",
        }
    )
    if scene.head is not None:
        traits.add(f"after={scene.head.after}:{kind}:{scene.head.verb}")
        traits.add(f"left={scene.head.left}")
    if i == 0:
        traits.add("opening")
    elif not memory.last:
        traits.add("before-any-speaker")
    return traits
