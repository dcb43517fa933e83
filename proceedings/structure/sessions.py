"""Gather the sentences of each session and give it its own title: the fifth step of `structure`.

A session starts at a heading, or where the text brings in a session, panel, workshop … of its own; where the text comes back to
one that it has told of, the sentences join that one. Outside any that is named, the sentences of a kind make one session.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from proceedings.model import Section, Session, SessionKind, Shape, Words
from proceedings.patterns import compiled
from proceedings.structure.lexicons import lexicon
from proceedings.structure.patterns import lazy
from proceedings.structure.segment import Segment
from proceedings.text import Source, Span
from proceedings.values import dataclass, field

KINDS = {
    Section.WELCOME: SessionKind.WELCOME,
    Section.WORKING: SessionKind.WORKING,
    Section.CONCLUDING: SessionKind.CONCLUDING,
}

EARLY = 90
"""Characters at the start of a sentence within which it brings in a session."""

SUBJECT = 12
"""Words that a subject in running text may have, at most, to serve as a title."""

TOLD = lazy(r"\b(?:told|tells?|telling)\s+(?:\w+\s+){0,2}$")
"""Before a session's noun: the session is who is told, and what follows is what of."""

HEADINGS_RULE = 2
"""From so many session headings on, an article is taken to name its sessions by headings only."""

ANNOUNCED = 2
"""Sentences from which on a session counts as told of; one that only announces joins the session that it announces."""


@dataclass(slots=True)
class Draft:
    """A session that is being gathered."""

    kind: SessionKind
    title: Span | None = None
    sentences: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Named:
    """A session as a sentence or heading names it: its noun and number, and the title, if one is given."""

    noun: str
    number: str
    title: Span | None


@dataclass(slots=True)
class Gathering:
    """The sessions gathered so far, the one going on of each kind, and those that a heading or a number can find again.

    by_headings: the article names its working sessions by headings only; day: the day that a heading last named.
    """

    by_headings: bool
    day: str = ""
    drafts: list[Draft] = field(default_factory=list)
    current: dict[SessionKind, Draft] = field(default_factory=dict)
    titled: dict[tuple[SessionKind, str, str], Draft] = field(default_factory=dict)
    numbered: dict[tuple[str, str, str], Draft] = field(default_factory=dict)

    def start(self, kind: SessionKind, title: Span | None = None, named: Named | None = None) -> Draft:
        """Start a session."""
        draft = Draft(kind, title)
        self.drafts.append(draft)
        if named is not None and kind is SessionKind.WORKING:
            self.number(draft, named)
        return draft

    def number(self, draft: Draft, named: Named) -> None:
        """Remember a session's number, if it has one."""
        if named.number:
            self.numbered.setdefault((self.day, named.noun, named.number), draft)


@dataclass(frozen=True, slots=True)
class Patterns:
    """The expressions made of the lexicon's words."""

    numbered: re.Pattern[str]
    counted: re.Pattern[str]
    about: re.Pattern[str]
    titled: re.Pattern[str]
    subject: re.Pattern[str]
    day: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """Build the expressions, once."""
    words = lexicon("sessions")
    nouns = any_of(words["nouns"])
    number = r"\d{1,2}|[ivx]{1,4}|[a-h]"
    adjectives = r"(?:[\w-]+\s+){0,2}?"
    return Patterns(
        numbered=compiled(rf"\b(?P<noun>{nouns})\s+(?:no\.?\s*)?(?P<number>{number})\b(?!')", re.IGNORECASE),
        counted=compiled(
            rf"\b(?P<number>{any_of(words['ordinals'] + words['others'])})\s+{adjectives}(?P<noun>{nouns})\b", re.IGNORECASE
        ),
        about=lazy(
            rf"\b(?:a|an|the|one)\s+{adjectives}(?P<noun>{nouns})\s+(?:{any_of(words['titled'])})\b",
            re.IGNORECASE,
            needs="|".join({word.split()[0].lower() for word in words["titled"]}),
        ),
        titled=compiled(
            rf"(?:,?\s*(?:which\s+)?(?:was|were)?\s*(?:{any_of(words['titled'])}))?,?\s*(?:“([^”]+)”|\"([^\"]+)\"|‘([^’]+)’(?!\w))"
        ),
        subject=compiled(
            rf"(?:,[^,“\"]{{3,70}},)?,?\s*(?:which\s+)?(?:was|were)?\s*(?:{any_of(words['about'])})\s+(?P<words>[^,.;:()–—“”\"?!]+)"
        ),
        day=compiled(
            rf"^\W*(?:{any_of(words['days'])})\b(?:\s+(?:\d{{1,2}}|one|two|three|four|five|six|[ivx]+))?", re.IGNORECASE
        ),
    )


def any_of(words: Sequence[str]) -> str:
    """Write an alternative of words, longest first."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


def find_sessions(source: Source, segments: tuple[Segment, ...], sections: tuple[Section, ...]) -> tuple[Session, ...]:
    """Give the sessions in the order of the article; each welcome, working or concluding sentence is in exactly one."""
    working = [s for s, section in zip(segments, sections, strict=True) if section is Section.WORKING]
    gathering = Gathering(by_headings=sum(map(starts_session, working)) >= HEADINGS_RULE)
    i = 0
    while i < len(segments):
        kind = KINDS.get(sections[i])
        run = heading_run(segments, sections, i) if kind else 0
        if kind and run:
            draft = under_headings(gathering, kind, segments[i : i + run])
        elif kind:
            draft = in_text(gathering, kind, segments[i])
        if kind:
            draft.sentences.extend(range(i, i + max(run, 1)))
            gathering.current[kind] = draft
        i += max(run, 1)
    return tuple(Session(d.kind, Words(d.title) if d.title is not None else None, tuple(d.sentences)) for d in gathering.drafts)


def heading_run(segments: Sequence[Segment], sections: Sequence[Section], at: int) -> int:
    """Count the headings of one section that stand together from `at` on."""
    end = at
    while end < len(segments) and is_heading(segments[end]) and sections[end] is sections[at]:
        end += 1
    return end - at


def is_heading(segment: Segment) -> bool:
    """Tell whether a segment is a heading, or a numbered line that reads like one ("2. Session I – Who pays?")."""
    if segment.shape is Shape.BULLET and segment.first and len(segment.text) < EARLY and not segment.text.endswith((".", ";")):
        return number_in(segment.text, segment.span.start) is not None
    return segment.shape is Shape.HEADING


def starts_session(segment: Segment) -> bool:
    """Tell whether a heading starts a session: not a chair's name, a table, a discussion of what was heard."""
    if not is_heading(segment):
        return False
    words = segment.text.strip().rstrip(":").lower()
    first = words.split(":")[0].strip()
    return re.sub(r"[\s\d.)(]+$|^[\d.)(\s]+", "", first) not in lexicon("sessions")["not_headings"]


def under_headings(gathering: Gathering, kind: SessionKind, headings: Sequence[Segment]) -> Draft:
    """Find or start the session of headings that stand together; the last that starts a session gives the title."""
    for heading in headings:
        gathering.day = day_of(heading) or gathering.day
    starting = [heading for heading in headings if starts_session(heading)]
    if not starting:
        return gathering.current.get(kind) or gathering.start(kind)
    heading = starting[-1]
    known = (kind, gathering.day, heading.text.lower())
    if known not in gathering.titled:
        named = number_in(heading.text, heading.span.start)
        gathering.titled[known] = gathering.start(kind, heading_title(heading), named)
    return gathering.titled[known]


def heading_title(segment: Segment) -> Span:
    """Give a heading's own words, without a colon at their end."""
    text = segment.text.rstrip()
    bare = text.rstrip(":").rstrip()
    return Span(segment.span.start, segment.span.start + len(bare)) if bare else segment.span


def day_of(segment: Segment) -> str:
    """Give the day that a heading names ("day two"), in lower case, or nothing."""
    found = patterns().day.match(segment.text)
    return " ".join(found.group().lower().split()) if found else ""


def in_text(gathering: Gathering, kind: SessionKind, segment: Segment) -> Draft:
    """Find or start the session of a sentence of running text."""
    current = gathering.current.get(kind) or gathering.start(kind)
    if kind is not SessionKind.WORKING or (gathering.by_headings and current.sentences):
        return current
    named = named_in(segment)
    if named is None or not (named.number or named.title):
        return current
    known = gathering.numbered.get((gathering.day, named.noun, named.number))
    if named.number and known is not None:
        known.title = known.title or named.title
        return known
    if len(current.sentences) >= ANNOUNCED:
        return gathering.start(kind, named.title, named)
    if current.title is None:
        current.title = named.title
        gathering.number(current, named)
    return current


def named_in(segment: Segment) -> Named | None:
    """Find the session that a sentence brings in near its start, outside quotation marks."""
    text, shift = segment.text, segment.span.start
    if text[:1] in "“\"‘'":
        return None
    own = patterns()
    number = number_in(text[:EARLY], shift)
    found = own.counted.search(text, 0, EARLY) if number is None else None
    if found and TOLD.search(text, 0, found.start()):
        return None
    if number is not None:
        at = own.numbered.search(text)
        return Named(number.noun, number.number, title_after(text, at.end(), shift) if at else None)
    if found:
        return Named(noun_of(found["noun"]), ordinal(found["number"]), title_after(text, found.end(), shift))
    found = own.about.search(text)
    if found and not TOLD.search(text, 0, found.start()):
        title = title_after(text, found.end("noun"), shift)
        return Named(noun_of(found["noun"]), "", title) if title else None
    return None


def number_in(text: str, shift: int) -> Named | None:
    """Find a numbered session ("Panel B", "Technical Session II", "First workshop") in a heading or a sentence's start."""
    found = patterns().numbered.search(text)
    if found:
        number = found["number"].lower()
        romans = lexicon("sessions")["romans"]
        if found["number"].isupper() or number.isdigit() or len(number) > 1:
            return Named(noun_of(found["noun"]), str(romans.index(number) + 1) if number in romans else number, None)
    found = patterns().counted.match(text)
    if found and ordinal(found["number"]).isdigit():
        return Named(noun_of(found["noun"]), ordinal(found["number"]), None)
    return None


def noun_of(words: str) -> str:
    """Give the kind of session: the last word of its noun, in the singular (a panel session is a session)."""
    return words.lower().split()[-1].removesuffix("s")


def ordinal(word: str) -> str:
    """Give the number of an ordinal; a relative one ("last", "next") has none."""
    ordinals = lexicon("sessions")["ordinals"]
    return str(ordinals.index(word.lower()) + 1) if word.lower() in ordinals else ""


def title_after(text: str, at: int, shift: int) -> Span | None:
    """Find the title that follows a session's noun: words in quotation marks, or the subject that it is said to be on."""
    quoted = patterns().titled.match(text, at)
    if quoted:
        start, end = next(quoted.span(n) for n in (1, 2, 3) if quoted.group(n) is not None)
        return Span(shift + start, shift + end)
    subject = patterns().subject.match(text, at)
    if subject is None:
        return None
    words = list(re.finditer(r"\S+", subject["words"]))
    ends = lexicon("sessions")["subject_ends"]
    stop = next((n for n in range(len(words)) if ends_subject(words, n, ends)), len(words))
    if not 0 < stop <= SUBJECT:
        return None
    start = shift + subject.start("words")
    return Span(start + words[0].start(), start + words[stop - 1].end())


def ends_subject(words: Sequence[re.Match[str]], at: int, ends: Sequence[str]) -> bool:
    """Tell whether a subject ends before the word at `at`: a verb, or an "and" or "in" that a verb or nothing follows."""
    word = words[at].group().lower()
    if word not in ends:
        return at > 0 and word.endswith("ed")
    if word in ("and", "in") and at > 0:
        following = words[at + 1].group().lower() if at + 1 < len(words) else ""
        return not following or following in ends or following.endswith("ed")
    return True
