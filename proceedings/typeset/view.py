"""Lay out what a template may say: proceedings in, the template's variables out. Nothing here writes a sentence.

Fixed labels come from `layouts/common/labels.toml`, all other words from the source.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from proceedings.model import (
    COLLECTIVE,
    AttributionMode,
    Certainty,
    Part,
    Proceedings,
    Section,
    Sentence,
    SessionKind,
    Shape,
    Speaker,
    Words,
)
from proceedings.structure.choose import Choice, choose
from proceedings.structure.lines import bare
from proceedings.structure.paragraphs import Paragraph, names_speaker, number, references
from proceedings.text import Span
from proceedings.typeset.basis import Basis
from proceedings.typeset.edition import SHORT_HASH, Edition, labels, long_date, short_state_of
from proceedings.typeset.phrases import Entered, Joined, Phrase, clause, clip, holds, join_words
from proceedings.values import dataclass, field

MOST_NUMBERS = 5
"""Paragraphs that the sheet names of one speaker."""
MOST_CITED = 120
"""The same in the brief: a row of the table stands on one page."""
SHARE = re.compile(r"%|\bper\s?cent", re.IGNORECASE)
LOGO = "brand-logo"
"""What templates call the brand's logo."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much the summary sheet holds: what the fitting ladder changes.

    messages, rows, figures: how many at most (None: all); notes: ruled lines; words: a message is cut at a clause
    boundary after so many.
    """

    messages: int = 5
    rows: int | None = None
    figures: int = 4
    notes: bool = False
    words: int | None = None
    measures: dict[str, float] = field(default_factory=dict)


SESSION_LABELS = {
    Section.CONTEXT: "background",
    Section.WELCOME: "opening",
    Section.WORKING: "working",
    Section.CONCLUDING: "concluding",
    Section.OUTCOME: "outcome_section",
}
"""The catalogue's label for each section that is printed; with "short_" before it, the one for tables."""


@dataclass(frozen=True)
class View:
    """The template's variables for both documents, made from proceedings and edition; see layouts/README.md."""

    proceedings: Proceedings
    edition: Edition

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return number(self.proceedings)

    @cached_property
    def numbers(self) -> dict[int, int]:
        return dict(references(self.paragraphs))

    @cached_property
    def choice(self) -> Choice:
        return choose(self.proceedings)

    @cached_property
    def headlines(self) -> list[int]:
        return [i for i, s in enumerate(self.proceedings.sentences) if s.section is Section.HEADLINE]

    # -- variables of both documents ----------------------------------------------------------------------------------

    def common(self, document: str) -> dict[str, Any]:
        """Give the variables that brief and sheet share."""
        say = labels()
        edition = self.edition
        title, deck = self.title()
        words = str(title)
        reviewed = edition.reviewed_by is not None
        mode = self.proceedings.mode
        if mode is not AttributionMode.NAMED:
            say = say | {"nobody": say[f"nobody_{mode.value}"]}
        return {
            "say": say,
            "lang": say["language"],
            "kind": say[f"kind_{document}"],
            "mode": "" if mode is AttributionMode.NAMED else say[f"mode_{mode.value}"],
            "marking": edition.marking,
            "edition": say["edition"].format(date=long_date(edition.date)) if edition.date else "",
            "reviewed": reviewed,
            "state": short_state_of(edition),
            "reference": self.reference(),
            "title": title,
            "deck": deck,
            "short_title": words.split(":")[0] if ":" in words[:60] else words,
            "bottom_line": self.point(self.choice.bottom_line) if self.choice.bottom_line is not None else None,
            "issuer": edition.brand.issuer,
            "logo": {"src": LOGO, "alt": edition.brand.logo_alt} if edition.brand.logo is not None else None,
            "contact": edition.brand.contact,
        }

    def reference(self) -> str:
        """Give the reference: the edition's own, the brand's pattern filled in, or the short hash."""
        edition, source = self.edition, self.proceedings.source
        values = {"hash": source.sha256[:SHORT_HASH], "name": edition.stem, "date": edition.date or ""}
        if edition.brand.reference and edition.reference is None:
            return re.sub(r"\{(\w+)\}", lambda m: values[m[1]], edition.brand.reference)
        return labels()["reference"].format(reference=edition.reference or values["hash"])

    def title(self) -> tuple[Phrase | Entered | str, Phrase | None]:
        """Give the title and the deck: the event's own title with the headline below it, or the headline alone."""
        p = self.proceedings
        headline = self.phrase(self.headlines[0]) if self.headlines else None
        if p.event.title is None:
            untold = self.edition.stem if p.mode is not AttributionMode.CHATHAM else labels()["untitled"]
            return (headline or p.source.title or untold), None
        title = self.fact(p.event.title)
        if headline is not None and str(headline) == str(title):
            headline = None
        return title, headline

    def facts(self, *, participants: bool) -> list[dict[str, Any]]:
        """Give the event's facts: label and values (a fact that the source lacks has none)."""
        say, event = labels(), self.proceedings.event
        hosts = [self.fact(o.name) for o in event.organizers if o.part is Part.HOST]
        partners = [self.fact(o.name) for o in event.organizers if o.part is Part.WITH]
        where = [self.fact(w) for w in (event.venue, event.city) if w is not None]
        if len(where) == 2 and holds(str(where[0]), str(where[1])):
            where.pop()
        rows = [
            {"label": say["when"], "values": [self.fact(event.date)] if event.date else [], "between": ", "},
            {"label": say["where"], "values": where, "between": ", "},
            {"label": say["organised_by"], "values": hosts, "between": "; "},
        ]
        if partners or not participants:
            rows.append({"label": say["with"], "values": partners, "between": "; "})
        if participants and event.participants is not None:
            rows.append({"label": say["participants"], "values": [self.fact(event.participants)], "between": ", "})
        return rows

    def fact(self, words: Words | None) -> Phrase | Entered:
        """Give a fact's words, with their place where they are the source's."""
        if words is not None and words.corrected is None and words.span is not None:
            return Phrase(self.proceedings.source, words.span)
        return Entered(self.proceedings.words(words))

    # -- the brief ------------------------------------------------------------------------------------------------------

    def brief(self) -> dict[str, Any]:
        """Give the variables of the brief."""
        say = labels()
        others = [i for i in self.choice.outcome if i != self.choice.bottom_line]
        note = say["only_outcome"] if self.choice.outcome_is_bottom_line else say["no_outcome"]
        return self.common("brief") | {
            "facts": self.facts(participants=True),
            "key_points": [self.point(i) for i in self.choice.key_points],
            "outcome": [self.point(i) for i in (self.choice.outcome if others else ())],
            "outcome_note": "" if others else note,
            "groups": self.groups(),
            "figures": [self.figure(i) for i in self.choice.figures],
            "speakers": [shortened(self.speaker(s), MOST_CITED) for s in self.proceedings.speakers if not s.unnamed],
            "basis": self.basis(),
            "beside": True,
            "disclaimer": self.disclaimer(),
        }

    def groups(self) -> list[dict[str, Any]]:
        """Give the proceedings by session: its label, and its numbered paragraphs."""
        say = labels()
        found: list[dict[str, Any]] = []
        keys: list[object] = []
        named: set[str] = set()
        for paragraph in self.paragraphs:
            key: object = (paragraph.section, paragraph.session)
            if paragraph.section is Section.OUTCOME and found and found[-1]["section"] is Section.CONCLUDING:
                key = keys[-1]
            if not keys or key != keys[-1]:
                label = self.session_label(paragraph)
                keys.append(key)
                named = set()
                found.append(
                    {
                        "label": label,
                        "continued": say["continued"].format(label=label),
                        "section": paragraph.section,
                        "paragraphs": [],
                    }
                )
            found[-1]["paragraphs"].append(self.paragraph(paragraph, named))
        return found

    def session_label(self, paragraph: Paragraph) -> Phrase | str:
        """Give a session's own title, else the catalogue's label for its kind."""
        say = labels()
        if paragraph.session is not None:
            session = self.proceedings.sessions[paragraph.session]
            if session.title is not None:
                return self.proceedings.words(session.title)
            alone = sum(s.kind is SessionKind.WORKING for s in self.proceedings.sessions) > 1
            kinds = {
                SessionKind.WELCOME: say["opening"],
                SessionKind.WORKING: say["working_one"] if alone else say["working"],
                SessionKind.CONCLUDING: say["concluding"],
            }
            return kinds[session.kind]
        return say[SESSION_LABELS[paragraph.section]]

    def paragraph(self, paragraph: Paragraph, named: set[str]) -> dict[str, Any]:
        """Give one numbered paragraph: headings above it, run-in label, and its text in parts (prose, bullets)."""
        parts: list[dict[str, Any]] = []
        label = self.label(paragraph.speakers, doubtful=paragraph.doubtful) if paragraph.needs_label else None
        for i in paragraph.sentences:
            bullet = self.proceedings.sentences[i].shape is Shape.BULLET
            phrase = self.phrase(i, named, marked=bullet and (label is None or i != paragraph.sentences[0]))
            if parts and parts[-1]["bullets"] == bullet:
                parts[-1]["phrases"].append(phrase)
            else:
                parts.append({"bullets": bullet, "phrases": [phrase]})
        for part in parts:
            part["words"] = Joined(tuple(part["phrases"]))
        return {
            "number": paragraph.number,
            "id": f"p{paragraph.number}",
            "headings": [self.phrase(i) for i in paragraph.headings],
            "label": label,
            "parts": parts,
        }

    # -- the sheet ----------------------------------------------------------------------------------------------------

    def summary(self, plan: Plan) -> dict[str, Any]:
        """Give the variables of the summary sheet, as full as the plan allows."""
        say = labels()
        choice = self.choice
        kept = set(choice.message_rank[: plan.messages])
        speakers = [self.speaker(s) for s in self.proceedings.speakers if not s.unnamed]
        rows = speakers if plan.rows is None or len(speakers) <= plan.rows else speakers[: plan.rows]
        more = len(speakers) - len(rows)
        others = list(choice.sheet_outcome)
        note = "" if others else say["only_outcome"] if choice.outcome_is_bottom_line else say["no_outcome"]
        return self.common("summary") | {
            "facts": self.facts(participants=False),
            "messages": [self.point(i, words=plan.words) for i in choice.messages if i in kept],
            "outcome": [self.point(i) for i in others],
            "outcome_note": note,
            "speakers": [shortened(row, MOST_NUMBERS) for row in rows],
            "more_speakers": "" if not more else say["one_other"] if more == 1 else say["others"].format(n=more),
            "figures": [self.figure(i) for i in choice.figures[: plan.figures]],
            "basis": self.sheet_basis(),
            "notes": plan.notes,
        }

    # -- parts ----------------------------------------------------------------------------------------------------------

    def phrase(self, i: int, named: set[str] | None = None, words: int | None = None, *, marked: bool = False) -> Phrase:
        """Give sentence i, its speaker's name apart where it is the first in this session (`named` remembers).

        marked: with the mark of its bullet, else its words alone."""
        sentence, say = self.proceedings.sentences[i], labels()
        if sentence.corrected is not None:
            return Phrase(self.proceedings.source, sentence.span, corrected=sentence.corrected, correction=say["corrected"])
        names: list[Span] = []
        if named is not None:
            for id in sentence.attribution.speakers:
                if id in named:
                    continue
                mention = self.mention(id, sentence)
                if mention is not None:
                    names.append(mention)
                    named.add(id)
        source = self.proceedings.source
        span = sentence.span if marked else bare(source, sentence.span)
        end = clip(source, span, words) if words is not None else None
        return Phrase(source, span, tuple(names), end, say["omission"])

    def mention(self, id: str, sentence: Sentence) -> Span | None:
        """Find the name of a speaker in a sentence; of groups' names only "Participants", the one that labels use too."""
        if id == COLLECTIVE:
            group = sentence.attribution.mention
            return group if self.proceedings.words(group) == labels()["group"] else None
        speaker = self.proceedings.speaker(id)
        return None if speaker.unnamed else next((m for m in speaker.mentions if sentence.span.contains(m)), None)

    def point(self, i: int, words: int | None = None) -> dict[str, Any]:
        """Give a sentence that is repeated: its words, ¶ and, where it does not name its speaker, a label."""
        attribution = self.proceedings.sentences[i].attribution
        doubtful = attribution.certainty is Certainty.DOUBTFUL
        listed = self.proceedings.sentences[i].shape is Shape.BULLET and not attribution.is_named  # its lead-in says whose
        needed = bool(attribution.speakers) and (doubtful or not (listed or names_speaker(self.proceedings, i)))
        return {
            "number": self.numbers[i],
            "words": self.phrase(i, None if needed else set(), words),
            "label": self.label(attribution.speakers, doubtful=doubtful) if needed else None,
        }

    def label(self, speakers: tuple[str, ...], *, doubtful: bool) -> dict[str, Any]:
        """Give a run-in label: who speaks, in what capacity, and whether that is in doubt."""
        people = []
        for id in speakers:
            if id == COLLECTIVE:
                people.append({"name": labels()["group"], "capacity": ""})
                continue
            speaker = self.proceedings.speaker(id)
            capacity = self.capacity(speaker)
            honorific, name = self.proceedings.words(speaker.honorific), self.proceedings.words(speaker.name)
            if honorific and holds(capacity, honorific):
                honorific = ""
            people.append({"name": join_words([honorific, name], " "), "capacity": capacity})
        return {"people": people, "uncertain": labels()["uncertain"] if doubtful else ""}

    def capacity(self, speaker: Speaker) -> str:
        """Give a speaker's capacity as the source has it: role, and affiliation where the role does not name it."""
        role, affiliation = self.proceedings.words(speaker.role), self.proceedings.words(speaker.affiliation)
        if holds(role, affiliation):
            affiliation = ""
        return join_words([role, affiliation])

    def speaker(self, speaker: Speaker) -> dict[str, Any]:
        """Give a row of the speakers' table."""
        p = self.proceedings
        numbers: list[int] = []
        sections: list[Section] = []
        for i, sentence in enumerate(p.sentences):
            if speaker.id in sentence.attribution.speakers and i in self.numbers:
                if self.numbers[i] not in numbers:
                    numbers.append(self.numbers[i])
                if sentence.section not in sections:
                    sections.append(sentence.section)
        return {
            "honorific": p.words(speaker.honorific),
            "name": p.words(speaker.name),
            "capacity": self.capacity(speaker),
            "session": ", ".join(labels()[f"short_{SESSION_LABELS[s]}"] for s in sections),
            "sessions": ", ".join(labels()[SESSION_LABELS[s]] for s in sections),
            "numbers": sorted(numbers),
        }

    def figure(self, i: int) -> dict[str, Any]:
        """Give a figure: its words, what it measures, who says it, ¶."""
        p = self.proceedings
        figure = p.figures[i]
        attribution = p.sentences[figure.sentence].attribution
        what = figure.what
        if what is None or (" " not in p.words(what) and SHARE.search(p.words(figure.span))):  # "12 per cent", "cost": of what?
            what = clause(p.source, p.sentences[figure.sentence].span, figure.span) or what
        people = [labels()["group"] if s == COLLECTIVE else p.words(p.speaker(s).name) for s in attribution.speakers]
        who = ", ".join(name.replace(" ", "\u00a0") for name in people)  # names are not parted
        doubtful = attribution.certainty is Certainty.DOUBTFUL
        return {
            "words": Phrase(p.source, figure.span),
            "what": Phrase(p.source, what) if what else "",
            "who": join_words([who, labels()["uncertain"] if doubtful else ""], " "),
            "number": self.numbers[figure.sentence],
        }

    # -- source and basis -----------------------------------------------------------------------------------------------

    @property
    def _basis(self) -> Basis:
        return Basis(self.proceedings, self.edition, len(self.numbers), tuple(self.headlines))

    def basis(self) -> list[dict[str, Any]]:
        """Give the rows of the source and basis: label and value ("" is not stated)."""
        return self._basis.rows()

    def disclaimer(self) -> str:
        """Give the sentence that says what the text is, and whether it was reviewed."""
        return self._basis.disclaimer()

    def sheet_basis(self) -> str:
        """Give the sheet's basis in one paragraph."""
        return self._basis.paragraph()


def shortened(speaker: dict[str, Any], most: int) -> dict[str, Any]:
    """Give a row of the speakers' table: of more paragraphs than `most` the first, and a sign that there are more."""
    numbers = speaker["numbers"]
    return speaker if len(numbers) <= most else speaker | {"numbers": [*numbers[: most - 1], "…"]}
