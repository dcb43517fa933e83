"""Number the paragraphs of the proceedings: every used sentence once, in the order of print.

The documents print from these paragraphs, and everything that repeats a sentence cites its number (¶).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from proceedings.model import COLLECTIVE, Certainty, Proceedings, Section, Shape
from proceedings.structure.patterns import lazy
from proceedings.values import dataclass

NO_WORD = lazy(r"[\W_]+")

PRINTED = (Section.CONTEXT, Section.WELCOME, Section.WORKING, Section.CONCLUDING, Section.OUTCOME)
"""The sections in the order of print; headline and boilerplate are set aside."""

LONG = 75
"""Words after which a speech that goes on in the source's next paragraph gets a new paragraph here too."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One numbered paragraph: the sentences of one speaker, one after the other.

    number: from 1; section: where it is printed; session: index into `Proceedings.sessions`, None outside sessions;
    sentences: indices of the body text, bullets each by themselves; speakers: theirs, () for the reporter's narration;
    names_speaker: the first sentence names in full everybody who speaks (a group: it says itself who; nobody: always true);
    doubtful: the attribution is; label: the heading that is its session's own title, printed as the session label and not as
    text, only on the session's first paragraph; headings: other headings that stand above this paragraph.
    """

    number: int
    section: Section
    session: int | None
    sentences: tuple[int, ...]
    speakers: tuple[str, ...] = ()
    names_speaker: bool = True
    doubtful: bool = False
    label: int | None = None
    headings: tuple[int, ...] = ()

    @property
    def needs_label(self) -> bool:
        """The layout opens the paragraph with a run-in label: the first sentence does not say who speaks, or there is doubt."""
        return bool(self.speakers) and (self.doubtful or not self.names_speaker)


def number(proceedings: Proceedings) -> tuple[Paragraph, ...]:
    """Cut proceedings into numbered paragraphs.

    Every sentence but headline and boilerplate is in exactly one paragraph, in its `sentences`, `headings` or as its `label`.
    The order is: background, opening sessions, working sessions, concluding sessions, outcome; within a section, sessions
    as the source has them; within a session, source order. One speaker, one paragraph; a run breaks where the source starts
    a paragraph and the run has `LONG` words already, where sentences set elsewhere stand between, and at a heading.
    """
    paragraphs: list[Paragraph] = []
    for section, session, members in groups(proceedings):
        label = title_heading(proceedings, session, members)
        above: list[int] = []
        for run in runs(proceedings, members):
            first = proceedings.sentences[run[0]]
            if first.shape is Shape.HEADING and run[-1] != members[-1]:
                above.extend(run)
                continue
            paragraphs.append(
                Paragraph(
                    number=len(paragraphs) + 1,
                    section=section,
                    session=session,
                    sentences=tuple(run),
                    speakers=first.attribution.speakers,
                    names_speaker=names_speaker(proceedings, run[0]),
                    doubtful=first.attribution.certainty is Certainty.DOUBTFUL,
                    label=label if label in above else None,
                    headings=tuple(i for i in above if i != label),
                )
            )
            above = []
    return tuple(paragraphs)


def references(paragraphs: Iterable[Paragraph]) -> Mapping[int, int]:
    """Give for every used sentence the number of its paragraph; a heading has that of the paragraph below it."""
    found: dict[int, int] = {}
    for paragraph in paragraphs:
        above = paragraph.headings if paragraph.label is None else (paragraph.label, *paragraph.headings)
        for i in (*above, *paragraph.sentences):
            found[i] = paragraph.number
    return found


def groups(proceedings: Proceedings) -> list[tuple[Section, int | None, list[int]]]:
    """Gather the used sentences by section and session, in the order of print."""
    session_of = {i: n for n, session in enumerate(proceedings.sessions) for i in session.sentences}
    gathered: dict[tuple[Section, int | None], list[int]] = {}
    for i, sentence in enumerate(proceedings.sentences):
        if sentence.section in PRINTED:
            session = session_of.get(i)
            if session is not None and proceedings.sessions[session].kind.value != sentence.section.value:
                session = None
            gathered.setdefault((sentence.section, session), []).append(i)
    ordered = sorted(gathered.items(), key=lambda item: (PRINTED.index(item[0][0]), item[1][0]))
    return [(section, session, members) for (section, session), members in ordered]


def title_heading(proceedings: Proceedings, session: int | None, members: list[int]) -> int | None:
    """Find the heading that is the session's own title and opens it."""
    title = proceedings.sessions[session].title if session is not None else None
    if title is None or title.span is None:
        return None
    for i in members:
        sentence = proceedings.sentences[i]
        if sentence.shape is not Shape.HEADING:
            return None
        if sentence.span.contains(title.span):
            return i
    return None


def runs(proceedings: Proceedings, members: list[int]) -> list[list[int]]:
    """Cut the sentences of one session into the runs that make its paragraphs; each heading is a run by itself."""
    cut: list[list[int]] = []
    words = 0
    for i in members:
        if cut and joins(proceedings, cut[-1][-1], i, words):
            cut[-1].append(i)
        else:
            cut.append([i])
            words = 0
        words += len(proceedings.words(proceedings.sentences[i]).split())
    return cut


def joins(proceedings: Proceedings, last: int, i: int, words: int) -> bool:
    """Tell whether sentence i goes on with the paragraph that ends with sentence `last` and holds so many words."""
    before, sentence = proceedings.sentences[last], proceedings.sentences[i]
    if Shape.HEADING in (before.shape, sentence.shape):
        return False
    if any(between.section in PRINTED for between in proceedings.sentences[last + 1 : i]):
        return False
    if before.attribution.speakers != sentence.attribution.speakers:
        return False
    if Certainty.DOUBTFUL in (before.attribution.certainty, sentence.attribution.certainty) and (
        before.attribution.certainty is not sentence.attribution.certainty
    ):
        return False
    return before.paragraph == sentence.paragraph or words < LONG


def names_speaker(proceedings: Proceedings, i: int) -> bool:
    """Tell whether sentence i itself says in full who speaks in it."""
    attribution = proceedings.sentences[i].attribution
    if not attribution.is_named:
        told = attribution.certainty is Certainty.STATED or attribution.cue is not None
        return not attribution.is_collective or told
    sentence = proceedings.sentences[i]
    text = bounded(proceedings.words(sentence))
    people = [proceedings.speaker(id) for id in attribution.speakers if id != COLLECTIVE]
    return all(
        any(map(sentence.span.contains, person.mentions)) if person.unnamed else bounded(proceedings.words(person.name)) in text
        for person in people
    )


def bounded(text: str) -> str:
    """Reduce text to its words, in small letters, each between spaces."""
    return f" {NO_WORD.sub(' ', text.casefold()).strip()} "
