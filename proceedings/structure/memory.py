"""Remember, from sentence to sentence, what was decided: who spoke last, who was named lately, under what heading we are."""

from __future__ import annotations

import math

from proceedings.structure.choices import GROUP, NOBODY, Choice, Key
from proceedings.structure.discourse import Course, survey_discourse
from proceedings.structure.patterns import lazy
from proceedings.structure.people import MentionKind, People
from proceedings.structure.scene import Scene
from proceedings.text import Source
from proceedings.values import dataclass, field

WORD = lazy(r"\w+(?:-\w+)*")

LEANING = frozenset({"speech-goes-on", "same-quotation", "pronoun", "both", "office"})
"""Rules that take a speaker over from the sentences before."""

TURN = 8
"""How many sentences of a speaker are kept, to see whether the next one talks of the same."""


@dataclass
class Memory:
    """What was decided so far.

    genders, roles: what is known of each person, from the people or from a pronoun that could only be theirs; known: how many
    such things; course: what all sentences show; recent: persons, the last named first; holders: the person that an office
    was taken for; speakers: persons, the last to speak first; subjects: those the last sentence began with; last: who spoke
    last, `since` how many sentences ago, `run` for how many sentences on end; sure: name and verb stood together; group: what
    kind of group the last sentence's was; heading, listing: what heading or lead-in ("the meeting decided:") stands above;
    cue: how the last mention that spoke stood, `chain` how many sentences ago; rule: that of the last decision; turn: the
    last speaker's latest sentences on end; place: the sentence that comes next; trust: how sure the last named speaker was;
    disputed: the name by which that speaker was brought in may be another's.
    """

    genders: dict[int, str]
    roles: list[frozenset[str]]
    known: list[int]
    course: Course
    recent: list[int] = field(default_factory=list)
    speakers: list[int] = field(default_factory=list)
    subjects: set[int] = field(default_factory=set)
    holders: dict[str, int] = field(default_factory=dict)
    previous: Key | None = None
    last: Key = NOBODY
    since: int = 0
    run: int = 0
    heading: str = "none"
    listing: str = "none"
    sure: bool = False
    group: str = "none"
    cue: str = "-"
    chain: int = 0
    rule: str = "-"
    turn: list[int] = field(default_factory=list)
    place: int = 0
    trust: float = 1.0
    disputed: bool = False

    def note(self, choice: Choice, scene: Scene, share: float = 1.0) -> None:
        """Take in what was decided of a sentence, and how surely."""
        key, explicit, mention = choice.key, choice.explicit, choice.mention
        named = [s.item.person for s in scene.standings if s.item.kind == "P"]
        self.subjects = {s.item.person for s in scene.standings if s.item.kind == "P" and s.left in ("start", ",", "x")}
        for person in named:
            to_front(self.recent, person)
        persons = [p for p in key if p >= 0]
        if persons:
            self.trust = self.borne(choice, share)
            self.disputed = self.is_disputed(choice)
            self.run = self.run + 1 if key == self.last and not self.since else 1
            self.last, self.since = key, 0
            for person in persons:
                to_front(self.recent, person)
                to_front(self.speakers, person)
            self._learn_gender(persons, named, scene)
            if len(persons) == 1 and not named:
                self.holders.update({s.item.word.lower(): persons[0] for _, s in scene.offices})
        else:
            self.run = 0
            self.since += 1
        if explicit or mention is not None:
            standing = next((s for s in scene.standings if s.item.span.start == (mention.start if mention else -1)), None)
            self.cue = f"{standing.left}:{standing.verb}:{standing.after}" if standing is not None else "-"
            self.chain = 0
        else:
            self.chain += 1
        if persons:
            self.turn = [*self.turn[1 - TURN :], self.place] if self.run > 1 else [self.place]
        self.rule = choice.rule
        self.place += 1
        self.sure = explicit
        self.group = scene.subject.partition(":")[0] if key == GROUP else "none"
        self.previous = key
        self._note_form(key, scene)

    def is_disputed(self, choice: Choice) -> bool:
        """Whether another may be meant: the name is also theirs, or that of the speaker was on whom the choice leans."""
        return choice.disputed or (self.disputed and choice.rule in LEANING and choice.key == self.last)

    def borne(self, choice: Choice, share: float) -> float:
        """Give how sure a choice is: one that leans on what was decided before is less sure when that was not sure."""
        leans = choice.rule in LEANING and choice.key == self.last
        return share * math.sqrt(self.trust) if leans else share

    def _learn_gender(self, persons: list[int], named: list[int], scene: Scene) -> None:
        pronouns = [s.item.word for s in scene.standings if s.item.kind == "R" and s.left == "start"]
        if len(persons) == 1 and pronouns and not named:
            self.genders.setdefault(persons[0], "m" if pronouns[0] == "he" else "f")

    def _note_form(self, key: Key, scene: Scene) -> None:
        if scene.is_title:
            self.heading = "result" if "result" in scene.traits else "other"
            self.listing = "C" if self.heading == "result" and scene.segment.text.endswith(":") else "none"
        elif scene.segment.text.endswith(":"):
            self.listing = "C" if key == GROUP else "N" if key == NOBODY else "P"
        elif "item" not in scene.traits:
            self.listing = "none"

    @property
    def before(self) -> str:
        """What the sentence before was: N nobody, C a group, 1 or 2 persons."""
        if self.previous is None:
            return "^"
        if self.previous in (NOBODY, GROUP):
            return "N" if self.previous == NOBODY else "C"
        return str(min(len(self.previous), 2))

    def fit(self, person: int, gender: str) -> str:
        """Whether a pronoun of this gender can be this person: fits, clash or unknown."""
        known = self.genders.get(person)
        return "unknown" if known is None else "fits" if known == gender else "clash"


def to_front(persons: list[int], person: int) -> None:
    """Move a person to the front of a list."""
    if persons and persons[0] == person:
        return
    if person in persons:
        persons.remove(person)
    persons.insert(0, person)


def remember(source: Source, people: People, scenes: list[Scene]) -> Memory:
    """Begin with nothing decided."""
    words: list[set[str]] = [set() for _ in people.persons]
    for i, person in enumerate(people.persons):
        for span in (person.honorific, person.role, person.affiliation):
            if span is not None:
                words[i].update(WORD.findall(source.words(span).lower()))
    for mention in people.mentions:
        if mention.kind is MentionKind.FULL:
            around = source.text[mention.extent.start : mention.span.start] + source.text[mention.span.end : mention.extent.end]
            words[mention.person].update(WORD.findall(around.lower()))
    known = [sum(map(bool, (p.honorific, p.role or p.affiliation, p.gender))) for p in people.persons]
    genders = {i: p.gender for i, p in enumerate(people.persons) if p.gender}
    return Memory(genders, [frozenset(w) for w in words], known, survey_discourse(scenes))
