"""Scrub proceedings of who spoke: `Proceedings` in, `Proceedings` of a scrubbed text out, for the modes that withhold names.

Everything that is printed, mailed or reported after it is derived from the scrubbed value, which holds the withheld words
nowhere: nothing is drawn over. It has a place of its own between corrections and typesetting, because it must come after all
that puts names right and before all that writes any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from proceedings.errors import NoConferenceError
from proceedings.model import (
    COLLECTIVE,
    Attribution,
    AttributionMode,
    Event,
    Notice,
    Organizer,
    Proceedings,
    Section,
    Sentence,
    Session,
    Shape,
    Speaker,
    Words,
)
from proceedings.scrub.baked import bake
from proceedings.scrub.capacity import tells_capacity
from proceedings.scrub.edits import Reading, find_edits, name_edits
from proceedings.scrub.known import Known, fold, know, phrase_pattern
from proceedings.scrub.reading import reports
from proceedings.scrub.residue import suspect
from proceedings.scrub.rewrite import Edit, Rewriting, settle
from proceedings.structure.tokens import Token, tokenize
from proceedings.text import Source, Span
from proceedings.values import dataclass, replace

DIGEST = 12
"""Characters of the source's digest by which files are named that may not bear its name."""


def scrub(p: Proceedings, mode: AttributionMode, say: Mapping[str, str]) -> Proceedings:
    """Withhold from proceedings what a mode forbids to tell. say: the catalogue of fixed labels, for the marks.

    Raises NoConferenceError when no sentence is left.
    """
    if mode is AttributionMode.NAMED:
        return p
    p = bake(p)
    return Scrubbing(p, mode, say, know(p)).result()


def unquoted(notice: Notice) -> Notice:
    """Give a notice on corrections without the words that it quotes."""
    return replace(notice, text=notice.text.partition(":")[0] + ".") if notice.code in QUOTING else notice


QUOTING = ("carried-over", "orphaned")
"""Notices that quote what was corrected."""


def told_in(text: str, p: Proceedings, mode: AttributionMode) -> bool:
    """Tell whether a text names somebody whom the mode withholds: two words of a name together, or a whole name of one."""
    words = [fold(t.text).strip(".") for t in tokenize(text) if t.text[0].isalpha()]
    for person in know(p).people:
        if mode is AttributionMode.CHATHAM or person.speaks:
            run = 0
            for word in words:
                run = run + 1 if word in person.words else 0
                if run >= min(2, len(person.words)) > 0:
                    return True
    return False


@dataclass(frozen=True)
class Scrubbing:
    """The scrubbing of one article: proceedings, mode, labels, and everybody whom the source names."""

    p: Proceedings
    mode: AttributionMode
    say: Mapping[str, str]
    known: Known

    @property
    def is_chatham(self) -> bool:
        return self.mode is AttributionMode.CHATHAM

    @property
    def everybody(self) -> frozenset[int]:
        return frozenset(range(len(self.known.people)))

    def result(self) -> Proceedings:
        """Scrub every sentence, then move everything that has a place in the text."""
        p = self.p
        hidden = frozenset(n for n, person in enumerate(self.known.people) if self.is_chatham or person.speaks)
        facts = self.fact_words()
        allowed = frozenset(fold(t.text).strip(".") for words in facts for t in tokenize(words)) | self.open_names(hidden)
        readings = tuple(self.readings(hidden, facts))
        found = [find_edits(reading) for reading in readings]
        strangers = self.strangers(readings, found, allowed)
        edits: list[Edit] = []
        notices: list[Notice] = []
        kept: list[int] = []
        for i, (sentence, reading, own) in enumerate(zip(p.sentences, readings, found, strict=True)):
            used = sentence.section is not Section.BOILERPLATE
            empty = is_empty(reading, own)
            if used and not empty and i not in strangers:
                edits += own
                kept.append(i)
                continue
            hashtag = p.words(sentence.span).startswith("#")
            edits.append(Edit(sentence.span, "#" + self.say["mark_omitted"] if hashtag else self.say["mark_omitted"]))
            if not used:
                kept.append(i)
            elif not empty:
                notices.append(Notice("withheld", f"Sentence {i + 1} is set aside: it may name somebody who is not known."))
        capacities = [
            i
            for i in kept
            if p.sentences[i].attribution.is_named and tells_capacity(p.words(p.sentences[i].span), readings[i], found[i])
        ]
        rewriting = Rewriting(p.source.text, tuple(settle(edits)))
        if not any(p.sentences[i].section not in (Section.BOILERPLATE, Section.HEADLINE) for i in kept):
            raise NoConferenceError(
                f"Nothing is left of the article that may be printed in the mode “{self.mode.value}”.",
                hint="Every sentence may name somebody; use --attribution named, or write the brief by hand.",
            )
        notices += [
            Notice(
                "capacity",
                "A sentence may give its speaker away by what it tells of an office or a body: “"
                + shortened(rewriting.text, rewriting.moved(p.sentences[i].span))
                + "”",
                rewriting.moved(p.sentences[i].span),
            )
            for i in capacities
        ]
        return self.rebuild(rewriting, kept, hidden, notices)

    def readings(self, hidden: frozenset[int], facts: tuple[str, ...]) -> Iterator[Reading]:
        """Make the reading of every sentence."""
        before: tuple[str, ...] = ()
        for sentence in self.p.sentences:
            speakers = sentence.attribution.speakers
            yield self.read(sentence, hidden, facts, follows=bool(before) and before == speakers)
            before = speakers

    def strangers(self, readings: Sequence[Reading], found: Sequence[list[Edit]], allowed: frozenset[str]) -> set[int]:
        """Find the sentences with somebody who is not known: what looks like a name, and the same words wherever they stand."""
        concerned = [
            i
            for i, r in enumerate(readings)
            if self.is_chatham or r.sentence.attribution.speakers or may_report(r.sentence, r.tokens)
        ]
        aside: set[int] = set()
        names: set[str] = set()
        for i in concerned:
            run = suspect(readings[i], found[i], allowed)
            if run is not None:
                aside.add(i)
                names |= readings[i].names_at(run)
        names -= allowed
        return aside | {i for i in concerned if names & readings[i].names_left(found[i])}

    def read(self, sentence: Sentence, hidden: frozenset[int], facts: Iterable[str], *, follows: bool) -> Reading:
        """Make the reading of one sentence."""
        ids = {person.id: n for n, person in enumerate(self.known.people) if person.id}
        text = fold(self.p.words(sentence.span)).replace("’", "'")
        start = sentence.span.start
        return Reading(
            source=self.p.source,
            sentence=sentence,
            known=self.known,
            hidden=self.everybody if may_report(sentence, tokenize(self.p.words(sentence.span))) else hidden,
            speaking=frozenset(ids[s] for s in sentence.attribution.speakers if s in ids),
            mentions=tuple(m for m in self.known.mentions if sentence.span.contains(m.span)),
            protected=tuple(
                Span(m.start() + start, m.end() + start)
                for fact in facts
                for m in phrase_pattern(fact.replace("’", "'")).finditer(text)
            ),
            follows=follows,
            say=self.say,
            everybody=self.is_chatham,
        )

    # -- the event ------------------------------------------------------------------------------------------------------

    def fact_words(self) -> tuple[str, ...]:
        """Give the words of the event's facts, which stay."""
        e = self.p.event
        parts = [e.title, e.venue, e.city, e.date, *(o.name for o in e.organizers)]
        return tuple(filter(None, (self.p.words(part) for part in parts)))

    def open_names(self, hidden: frozenset[int]) -> frozenset[str]:
        """Give the words of names that may be told."""
        return frozenset(w for n, person in enumerate(self.known.people) if n not in hidden for w in person.words)

    def fact(self, words: Words | None, rewriting: Rewriting, hidden: frozenset[int]) -> Words | None:
        """Give a fact in the scrubbed text: its place where it stands there whole, else its words, without names."""
        if words is None:
            return None
        text = self.p.words(words)
        if words.corrected is None and words.span is not None:
            place = rewriting.moved(words.span)
            if rewriting.text[place.start : place.end] == text:
                return Words(place)
        return Words(corrected=self.without_names(text, words.span, hidden))

    def without_names(self, text: str, span: Span | None, hidden: frozenset[int]) -> str:
        """Give words outside the text, or a fact's, without the names in them."""
        source, at = (self.p.source, span) if span is not None else (Source("", text, ""), Span(0, len(text)))
        sentence = Sentence(at, 0, Shape.PROSE, Section.CONTEXT, Attribution())
        mentions = tuple(m for m in self.known.mentions if at.contains(m.span)) if span is not None else ()
        reading = Reading(source, sentence, self.known, hidden, frozenset(), mentions, (), False, self.say)
        edits = [e for e in name_edits(reading) if at.contains(e.span)]
        return Rewriting(source.text, tuple(edits)).text[at.start : at.end + sum(grown(e) for e in edits)]

    def event(self, rewriting: Rewriting, hidden: frozenset[int]) -> Event:
        """Give the event's facts without names; participants only where nothing had to give way in them."""
        e = self.p.event

        def fact(words: Words | None) -> Words | None:
            return self.fact(words, rewriting, hidden)

        participants = e.participants
        if participants is not None and participants.span is not None and rewriting.touches(participants.span):
            participants = None
        return Event(
            title=fact(e.title),
            organizers=tuple(Organizer(name, o.part) for o in e.organizers if (name := fact(o.name)) is not None),
            venue=fact(e.venue),
            city=fact(e.city),
            date=fact(e.date),
            participants=fact(participants),
        )

    def shared_notices(self) -> list[Notice]:
        """List the event's facts that are somebody's affiliation too."""
        e = self.p.event
        named = [("title", e.title), ("venue", e.venue), ("city", e.city), *(("organiser", o.name) for o in e.organizers)]
        found = []
        for kind, words in named:
            told = self.p.words(words)
            text = fold(told).replace("’", "'")
            bodies = {b for person in self.known.people for b in person.bodies if len(b) > 2}
            if text and any(phrase_pattern(b.replace("’", "'")).search(text) for b in bodies):
                found.append(Notice("affiliation", f"The event’s {kind} stays, and is somebody’s affiliation too: “{told}”."))
        return found

    # -- the rest -------------------------------------------------------------------------------------------------------

    def rebuild(self, rewriting: Rewriting, kept: list[int], hidden: frozenset[int], notices: list[Notice]) -> Proceedings:
        """Make the proceedings of the scrubbed text."""
        p, moved = self.p, rewriting.moved
        place = {i: n for n, i in enumerate(kept)}
        anonymous: dict[tuple[tuple[str, ...], Section], str] = {}
        marks: dict[str, list[Span]] = {}
        sentences = []
        for i in kept:
            sentence = p.sentences[i]
            a = sentence.attribution
            named = tuple(s for s in a.speakers if s != COLLECTIVE)
            ids: tuple[str, ...] = ()
            if named:
                id = anonymous.setdefault((named, sentence.section), f"unnamed-{len(anonymous) + 1}")
                ids = (id,)
                own = {n for n, person in enumerate(self.known.people) if person.id in named}
                marks.setdefault(id, []).extend(
                    moved(e.span)
                    for e in rewriting.edits
                    if e.person in own and sentence.span.contains(e.span) and e.mark.lower() == self.say["mark_a_speaker"]
                )
            group = (COLLECTIVE,) if a.is_collective else ()
            sentences.append(
                replace(
                    sentence,
                    span=moved(sentence.span),
                    corrected=rewriting.text[slice(*moved(sentence.span))] if "text" in sentence.decided else None,
                    attribution=replace(
                        a,
                        speakers=ids + group,
                        cue=moved(a.cue) if a.cue else None,
                        mention=moved(a.mention) if a.mention else None,
                    ),
                )
            )
        unnamed = tuple(
            Speaker(id, Words(corrected=self.unnamed(named, section)), mentions=tuple(marks.get(id, ())), unnamed=True)
            for (named, section), id in anonymous.items()
        )
        listed = () if self.is_chatham else self.listed(hidden)
        source = p.source
        stem = Path(source.name).stem
        told = self.is_chatham or any(w in fold(stem) for n in hidden for w in self.known.people[n].words if len(w) > 3)
        return Proceedings(
            source=replace(
                source,
                text=rewriting.text,
                name=f"{source.sha256[:DIGEST]}{Path(source.name).suffix}" if told else source.name,
                title=self.without_names(source.title, None, hidden) if source.title else None,
                publisher=self.without_names(source.publisher, None, hidden) if source.publisher else None,
                notes=(),
            ),
            event=self.event(rewriting, hidden),
            speakers=unnamed + listed,
            sessions=self.sessions(rewriting, place, hidden),
            sentences=tuple(sentences),
            figures=tuple(
                replace(
                    f,
                    span=moved(f.span),
                    what=moved(f.what) if f.what and not rewriting.touches(f.what) else None,
                    sentence=place[f.sentence],
                )
                for f in p.figures
                if f.sentence in place and not rewriting.touches(f.span)
            ),
            notices=(*map(unquoted, p.notices), *(self.shared_notices() if self.is_chatham else ()), *notices),
            mode=self.mode,
        )

    def sessions(self, rewriting: Rewriting, place: Mapping[int, int], hidden: frozenset[int]) -> tuple[Session, ...]:
        """Give the sessions, with a title where it stands in the scrubbed text whole."""
        found = []
        for session in self.p.sessions:
            title = session.title
            if title is not None and title.span is not None:
                title = None if rewriting.touches(title.span) else Words(rewriting.moved(title.span))
            elif title is not None:
                title = Words(corrected=self.without_names(self.p.words(title), None, hidden))
            found.append(replace(session, title=title, sentences=tuple(place[i] for i in session.sentences if i in place)))
        return tuple(found)

    def unnamed(self, named: tuple[str, ...], section: Section) -> str:
        """Give what stands for somebody whose name is withheld: "A speaker in the opening session"."""
        template = self.say["unnamed_one" if len(named) == 1 else "unnamed_many"]
        return template.format(session=self.say.get(f"unnamed_{section.value}", ""))

    def listed(self, hidden: frozenset[int]) -> tuple[Speaker, ...]:
        """List who spoke, apart from what they said and not in its order; of one speaker the list would be the answer."""
        if len(self.p.speakers) < 2:
            return ()

        def told(words: Words | None) -> Words | None:
            return Words(corrected=self.p.words(words)) if words is not None else None

        speakers = [
            replace(
                s,
                name=Words(corrected=self.p.words(s.name)),
                honorific=told(s.honorific),
                role=told(s.role),
                affiliation=told(s.affiliation),
                mentions=(),
            )
            for s in self.p.speakers
        ]
        return tuple(sorted(speakers, key=lambda s: fold(s.name.corrected or "")))


def may_report(sentence: Sentence, tokens: tuple[Token, ...]) -> bool:
    """Tell whether a sentence may give words to somebody: by its words, or since a speaker was found but not surely enough."""
    return sentence.attribution.rule == "unsure" or reports_speech(tokens)


def reports_speech(tokens: tuple[Token, ...]) -> bool:
    """Tell whether a sentence may give words to somebody, whoever was found to speak: it quotes, or has a word of speech."""
    return any(t.text in '“”"«»' or reports(t) or t.text.lower() in SPEECHES for t in tokens)


SPEECHES = frozenset("statement statements remarks speech speeches address addresses presentation presentations talks".split())
"""What somebody makes, gives or delivers who speaks: "statements were made by …" tells it without a verb of speech."""


def grown(edit: Edit) -> int:
    return len(edit.mark) - (edit.span.end - edit.span.start)


def is_empty(reading: Reading, edits: Iterable[Edit]) -> bool:
    """Tell whether nothing but marks would be left of a sentence."""
    gone = list(edits)
    return bool(gone) and not any(
        t.text[0].isalnum() and not any(e.span.overlaps(t.span) for e in gone) for t in reading.tokens
    )


def shortened(text: str, span: Span, width: int = 90) -> str:
    words = " ".join(text[span.start : span.end].split())
    return words if len(words) <= width else words[: width - 1].rsplit(" ", 1)[0] + " …"


__all__ = ["AttributionMode", "scrub", "told_in"]
