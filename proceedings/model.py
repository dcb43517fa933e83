"""The centre of the chain: `Proceedings`, what was understood of an article.

All on its left builds it (read, structure, revise), all on its right only reads it (typeset, pdf, deliver). Every value is
frozen; words are spans into the source, except where a human corrected them.
"""

from __future__ import annotations

from enum import StrEnum

from proceedings.text import Source, Span
from proceedings.values import dataclass

COLLECTIVE = "collective"
"""The speaker id of participants, the conference, a body with no named person, an unnamed questioner."""


class AttributionMode(StrEnum):
    """Who may be told to have said what: named, their statements only, or nobody at all (the Chatham House Rule)."""

    NAMED = "named"
    UNATTRIBUTED = "unattributed"
    CHATHAM = "chatham"


class Section(StrEnum):
    """Where in the proceedings a sentence belongs."""

    HEADLINE = "headline"
    CONTEXT = "context"
    WELCOME = "welcome"
    WORKING = "working"
    CONCLUDING = "concluding"
    OUTCOME = "outcome"
    BOILERPLATE = "boilerplate"


class Certainty(StrEnum):
    """How sure an attribution is: *stated* has name and reporting verb in the sentence, *carried* a pronoun or a
    speech going on; *decided* is what a human said of it, and beyond doubt.
    """

    STATED = "stated"
    CARRIED = "carried"
    DOUBTFUL = "doubtful"
    DECIDED = "decided"


class Mode(StrEnum):
    """How the words are reported: in quotation marks, in the reporter's words, both, or not at all."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the source (`span`), or what a human put in their place (`corrected`, which then stands)."""

    span: Span | None = None
    corrected: str | None = None

    def of(self, source: Source) -> str:
        """Give the words to print."""
        if self.corrected is not None:
            return self.corrected
        return source.words(self.span) if self.span is not None else ""


class Part(StrEnum):
    """An organiser's part: the host, or somebody the host worked with."""

    HOST = "host"
    WITH = "with"


@dataclass(frozen=True, slots=True)
class Organizer:
    """A body that held the event."""

    name: Words
    part: Part


@dataclass(frozen=True, slots=True)
class Event:
    """The facts of the event; None is a fact that the source does not state."""

    title: Words | None = None
    organizers: tuple[Organizer, ...] = ()
    venue: Words | None = None
    city: Words | None = None
    date: Words | None = None
    participants: Words | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person to whom the source attributes speech or a view.

    name: the fullest form, without honorifics; honorific: "Ambassador", "H.E. Dr."; role: the capacity as the source gives it;
    affiliation: the body or country; mentions: every place that names the person, in source order; unnamed: stands for
    somebody whose name is withheld, and is in no list of speakers.
    """

    id: str
    name: Words
    honorific: Words | None = None
    role: Words | None = None
    affiliation: Words | None = None
    mentions: tuple[Span, ...] = ()
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose speech or view a sentence reports, and what makes us say so.

    speakers: ids, `(COLLECTIVE,)`, or () for the reporter's own narration; certainty: None when there is no speaker;
    rule: the name of the rule that decided; cue: the reporting words; mention: the words that point at the speaker;
    mode: how it is reported.
    """

    speakers: tuple[str, ...] = ()
    certainty: Certainty | None = None
    rule: str = ""
    cue: Span | None = None
    mention: Span | None = None
    mode: Mode = Mode.NONE

    @property
    def is_collective(self) -> bool:
        return COLLECTIVE in self.speakers

    @property
    def is_named(self) -> bool:
        return any(speaker != COLLECTIVE for speaker in self.speakers)


class Shape(StrEnum):
    """What a piece of the source looks like on its page."""

    PROSE = "prose"
    HEADING = "heading"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or heading, bullet, caption) of the source.

    paragraph: the number of the source's paragraph, from 0; section, attribution: what was understood of it;
    corrected: the text that a human put in its place, or None; decided: what a human decided of it, words of `DECISIONS`.
    """

    span: Span
    paragraph: int
    shape: Shape
    section: Section
    attribution: Attribution
    corrected: str | None = None
    decided: frozenset[str] = frozenset()

    @property
    def is_key(self) -> bool:
        """A human made it a key message."""
        return "key" in self.decided

    @property
    def is_dropped(self) -> bool:
        """A human set it aside."""
        return "drop" in self.decided


DECISIONS = ("speaker", "section", "text", "drop", "key")
"""What a human can decide of a sentence."""


class SessionKind(StrEnum):
    """The three kinds of session."""

    WELCOME = "welcome"
    WORKING = "working"
    CONCLUDING = "concluding"


@dataclass(frozen=True, slots=True)
class Session:
    """A part of the event: its kind, its own title (a heading or a name in the text), the indices of its sentences."""

    kind: SessionKind
    title: Words | None
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with a unit: the figure's words, what it measures, the sentence that cites it. Who says it is that
    sentence's speaker.
    """

    span: Span
    what: Span | None
    sentence: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know about the result; `code` is stable, `text` a sentence."""

    code: str
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Proceedings:
    """What was understood of an article.

    Sentences stand in source order, do not overlap, and together hold every word of the source; every speaker id that an
    attribution names is in `speakers` (or is `COLLECTIVE`). mode: who may be told to have said what; in any but "named" the
    source's text is a scrubbed one.
    """

    source: Source
    event: Event
    speakers: tuple[Speaker, ...]
    sessions: tuple[Session, ...]
    sentences: tuple[Sentence, ...]
    figures: tuple[Figure, ...] = ()
    notices: tuple[Notice, ...] = ()
    mode: AttributionMode = AttributionMode.NAMED

    def speaker(self, id: str) -> Speaker:
        """Give the speaker with this id."""
        for speaker in self.speakers:
            if speaker.id == id:
                return speaker
        raise KeyError(id)

    def words(self, part: Sentence | Words | Span | None) -> str:
        """Give the words to print for a part, "" for None; what a human corrected stands."""
        if part is None:
            return ""
        if isinstance(part, Sentence):
            return part.corrected if part.corrected is not None else self.source.words(part.span)
        return part.of(self.source) if isinstance(part, Words) else self.source.words(part)
