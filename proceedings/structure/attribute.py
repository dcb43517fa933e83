"""Decide whose speech or view each sentence reports: the third step of `structure`."""

from __future__ import annotations

from proceedings.model import Certainty, Mode
from proceedings.structure.choices import GROUP, NOBODY, Choice
from proceedings.structure.evidence import gather
from proceedings.structure.initials import initialled, merged
from proceedings.structure.items import itemize
from proceedings.structure.memory import remember
from proceedings.structure.people import Mention, People, Person
from proceedings.structure.quotes import quotations
from proceedings.structure.scene import Scene, look
from proceedings.structure.segment import Segment
from proceedings.structure.weighing import weigh, weights
from proceedings.text import Source, Span
from proceedings.values import dataclass

MARKS = "\"”’'»«“‘›」"

STOPS = ".!?,…"

FLOOR = 0.8
"""Below this share of the weight nobody is named: a gap is better than a wrong name."""

PLAIN_FLOOR = 0.6
"""The same where name and reporting verb stand together, or all who share the sentence are named in it: seldom wrong."""

GROUP_FLOOR = 0.5
"""The same for a group, with which less harm is done."""

DOUBT = 0.85
"""Below this share of the weight an attribution is doubtful."""

GROUP_DOUBT = 0.8
"""The same for a group."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """What was decided of one segment: indices into `People.persons`, or a group, or nobody; and why."""

    persons: tuple[int, ...] = ()
    collective: bool = False
    certainty: Certainty | None = None
    rule: str = ""
    cue: Span | None = None
    mention: Span | None = None
    mode: Mode = Mode.NONE


def attribute(
    source: Source, segments: tuple[Segment, ...], people: People, floor: float | None = None
) -> tuple[Attributed, ...]:
    """Decide for every segment, in order, whose speech or view it reports; below a floor nobody is named.

    floor: a share of the weight that counts in place of `FLOOR` and `PLAIN_FLOOR`.
    """
    scenes = survey(source, segments, people)
    memory = remember(source, people, scenes)
    table = weights()
    found: list[Attributed] = []
    for i, scene in enumerate(scenes):
        best, share = weigh(gather(scenes, i, memory), table)
        sure, disputed = memory.borne(best, share), memory.is_disputed(best)
        memory.note(best, scene, share)
        found.append(_decide(best, sure, disputed, scene, people, floor))
    return tuple(found)


def survey(source: Source, segments: tuple[Segment, ...], people: People) -> list[Scene]:
    """Look at every sentence, with the mentions and quotations in it."""
    quotes = _joined(source, quotations(source, segments))
    mentions: list[list[Mention]] = [[] for _ in segments]
    for mention in merged(people.mentions, initialled(source, segments, people)):
        mentions[mention.segment].append(mention)
    scenes, q = [], 0
    for segment, here in zip(segments, mentions, strict=True):
        while q < len(quotes) and quotes[q].end <= segment.span.start:
            q += 1
        k, inside = q, []
        while k < len(quotes) and quotes[k].start < segment.span.end:
            inside.append(quotes[k])
            k += 1
        scenes.append(look(segment, itemize(segment, here, inside), inside))
    return scenes


def _joined(source: Source, quotes: tuple[Span, ...]) -> list[Span]:
    """Join the spans of a quotation that goes on in the next paragraph."""
    found: list[Span] = []
    for quote in quotes:
        if found and source.text[found[-1].end - 1] not in MARKS and not source.text[found[-1].end : quote.start].strip():
            found[-1] = Span(found[-1].start, quote.end)
        else:
            found.append(quote)
    return found


def _decide(best: Choice, share: float, disputed: bool, scene: Scene, people: People, floor: float | None) -> Attributed:
    if best.key == NOBODY:
        return Attributed(rule="narration")
    named = floor if floor is not None else PLAIN_FLOOR if _is_plain(best, scene) else FLOOR
    if share < (GROUP_FLOOR if best.key == GROUP else named):
        return Attributed(rule="unsure")
    certainty = Certainty.STATED if best.explicit else Certainty.CARRIED
    if (
        disputed
        or share < (GROUP_DOUBT if best.key == GROUP else DOUBT)
        or (best.explicit and not all(_is_surely_somebody(people.persons[i]) for i in best.key if i >= 0))
    ):
        certainty = Certainty.DOUBTFUL
    persons = () if best.key == GROUP else best.key
    return Attributed(persons, best.key == GROUP, certainty, best.rule, best.cue, best.mention, _mode(scene))


def _is_plain(best: Choice, scene: Scene) -> bool:
    """Whether name and reporting verb stand together, or several persons share the sentence and all are named in it."""
    named = {s.item.person for s in scene.standings if s.item.kind == "P"}
    return best.explicit or (len(best.key) > 1 and named.issuperset(best.key))


def _is_surely_somebody(person: Person) -> bool:
    """Whether more than a name shows that this is a person: words that only look like a name may be a place or a firm."""
    return any((person.honorific, person.role, person.affiliation, person.gender))


def _mode(scene: Scene) -> Mode:
    """Direct when a quotation is a sentence of its own or opens this one, mixed when only words are quoted."""
    if scene.quote == "none":
        return Mode.INDIRECT
    if scene.quote in ("all", "first"):
        return Mode.DIRECT
    before = None
    for item in scene.items:
        if item.kind == "Q" and before is not None and (before.kind in (",", ":") or before.verb is not None):
            words = scene.segment.text[item.span.start - scene.segment.span.start : item.span.end - scene.segment.span.start]
            if words[1:2].isupper() and words.rstrip(MARKS)[-1:] in STOPS:
                return Mode.DIRECT
        before = item
    return Mode.MIXED
