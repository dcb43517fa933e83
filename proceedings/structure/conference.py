"""Decide whether a text is the write-up of a conference at all: of any meeting with speakers, from a congress to a council.

What counts is how such reports are written, whatever their subject: they name an event by its kind, say that it was held, and
tell of its people, opening, sessions, closing and results. A text that names no event, as a fragment may, can still show enough
of the others; and where several people have their words reported, faint signs of a gathering do, unless the text looks like one
of another genre. The decision leans towards yes: to refuse a report is worse than to take in a text too many.
"""

from __future__ import annotations

from collections.abc import Sequence

from proceedings.structure.attribute import Attributed
from proceedings.structure.segment import Segment
from proceedings.structure.signs import find_signs
from proceedings.values import dataclass

LOOKED_FOR = {
    "event": "an event by its kind (conference, seminar, forum, council meeting …)",
    "meeting": "a meeting or session",
    "held": "that it was held, hosted, opened or attended",
    "people": "participants, delegates, panellists, an audience",
    "opening": "an opening (welcome remarks, keynote, inauguration)",
    "sessions": "sessions, panels, presentations, discussion",
    "closing": "a closing (concluding remarks, vote of thanks)",
    "results": "results (recommendations, resolutions, a declaration)",
    "record": "minutes, an agenda",
    "speakers": "people or groups whose words are reported",
    "gathering": "faint signs of a gathering (met, an audience, a ceremony …) with several speakers",
}
"""The evidence that is looked for, and what it is called before users."""

LEAD = 6
"""Segments at the start in which a report names its event."""

LIFE = frozenset({"people", "opening", "sessions", "closing", "results", "record"})
"""Evidence of a meeting's life, whatever the meeting is called."""

FAINT = frozenset({"gathering", "genre"})
"""Kinds of signs that count only where the others do not suffice."""

GROUP = -1
"""The voice of any group."""

OTHER_GENRE = 3
"""Different signs of another genre that make faint signs void."""

FAINT_ENOUGH = {1: 5, 2: 3, 3: 2}
"""How many different faint signs suffice beside so many voices; beside more of them, one does."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """Whether a text reports a conference, the kinds of evidence looked for and those found (keys of `LOOKED_FOR`)."""

    is_conference: bool
    looked_for: tuple[str, ...]
    found: tuple[str, ...]


def recognize(segments: Sequence[Segment], attributed: Sequence[Attributed]) -> Recognition:
    """Look for evidence of a conference in an article, from its start, until there is enough."""
    found: dict[str, int] = {}
    faint: dict[str, set[str]] = {kind: set() for kind in FAINT}
    voices: set[int] = set()
    in_lead = False
    spoken = 0
    enough = False
    for i, (segment, a) in enumerate(zip(segments, attributed, strict=True)):
        for kind, phrases in evidence(segment).items():
            if kind in FAINT:
                faint[kind] |= phrases
                continue
            found[kind] = found.get(kind, 0) + 1
            in_lead = in_lead or (kind == "event" and i < LEAD)
        spoken += bool(a.persons or a.collective)
        voices.update(a.persons if a.persons else (GROUP,) if a.collective else ())
        if spoken > 1:
            found["speakers"] = spoken
        enough = is_enough(found, in_lead)
        if enough:
            break
    if not enough and is_gathering(len(voices), faint):
        enough, found["gathering"] = True, len(faint["gathering"])
    return Recognition(enough, tuple(LOOKED_FOR), tuple(kind for kind in LOOKED_FOR if kind in found))


def evidence(segment: Segment) -> dict[str, set[str]]:
    """Give the kinds of evidence in a segment and their phrases; words inside a phrase that means something else are none."""
    signs = find_signs(segment.tokens, "conference")
    void = [s for s in signs if s.kind == "not"]
    found: dict[str, set[str]] = {}
    for s in signs:
        if s.kind != "not" and not any(v.at < s.end and s.at < v.end for v in void):
            found.setdefault(s.kind, set()).add(s.phrase)
    return found


def is_gathering(voices: int, faint: dict[str, set[str]]) -> bool:
    """Tell whether faint signs of a gathering, beside so many different voices, make a conference."""
    return voices > 0 and len(faint["genre"]) < OTHER_GENRE and len(faint["gathering"]) >= FAINT_ENOUGH.get(voices, 1)


def is_enough(found: dict[str, int], in_lead: bool) -> bool:
    """Tell whether the evidence makes a conference.

    An event named in the lead, or more than once, needs a sign of its life, or that it was held, or speakers; one named in
    passing needs two signs of life, or one and that it was held. A mere meeting needs two, or one, that it was held, and
    speakers; a text that names neither needs three, or two and speakers.
    """
    life = len(LIFE & found.keys())
    if "event" in found and (in_lead or found["event"] > 1):
        return life > 0 or "held" in found or "speakers" in found
    if "event" in found:
        return life > 1 or (life > 0 and "held" in found)
    if "meeting" in found:
        return life > 1 or (life > 0 and "held" in found and "speakers" in found)
    return life > 2 or (life > 1 and "speakers" in found)
