"""Lay out what a template may say: proceedings in, the template's variables out. Nothing here writes a sentence.

Fixed labels come from `layouts/common/labels.toml`, all other words from the source.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from proceedings.model import COLLECTIVE, Certainty, Part, Proceedings, Section, Sentence, SessionKind, Shape, Speaker, Words
from proceedings.structure.choose import Choice, choose
from proceedings.structure.paragraphs import Paragraph, names_speaker, number, references
from proceedings.text import Span
from proceedings.typeset.layouts import layouts_folder
from proceedings.typeset.phrases import Joined, Phrase, clip, join_words

SHORT_HASH = 8
LONG_HASH = 12


@dataclass(frozen=True, slots=True)
class Edition:
    """What is printed beside the source's own words.

    marking: a handling marking, or ""; date: ISO date of the edition, or None; reviewed_by, reviewed_on: the
    approval, or None; stem: the name that the output files share; reference: printed in the furniture, None for the short hash.
    """

    stem: str
    marking: str = ""
    date: str | None = None
    reviewed_by: str | None = None
    reviewed_on: str | None = None
    reference: str | None = None
    contact: str = ""


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


@cache
def labels() -> dict[str, str]:
    """Read the catalogue of fixed labels."""
    path = layouts_folder() / "common" / "labels.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def long_date(iso: str) -> str:
    """Write an ISO date as text prints it: "24 November 2026", with no-break spaces."""
    year, month, day = iso.split("-")
    return f"{int(day)}\u00a0{MONTHS[int(month) - 1]}\u00a0{year}"


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
        p, edition = self.proceedings, self.edition
        title, deck = self.title()
        words = str(title)
        sha = p.source.sha256
        reviewed = edition.reviewed_by is not None
        state = say["not_reviewed"]
        if edition.reviewed_by is not None and edition.reviewed_on is not None:
            state = say["reviewed"].format(by=edition.reviewed_by, date=long_date(edition.reviewed_on))
        return {
            "say": say,
            "lang": say["language"],
            "kind": say[f"kind_{document}"],
            "marking": edition.marking,
            "edition": say["edition"].format(date=long_date(edition.date)) if edition.date else "",
            "reviewed": reviewed,
            "state": state,
            "reference": say["reference"].format(reference=edition.reference or sha[:SHORT_HASH]),
            "title": title,
            "deck": deck,
            "short_title": words.split(":")[0] if ":" in words[:60] else words,
            "bottom_line": self.point(self.choice.bottom_line) if self.choice.bottom_line is not None else None,
            "contact": edition.contact,
        }

    def title(self) -> tuple[Phrase | str, Phrase | None]:
        """Give the title and the deck: the event's own title with the headline below it, or the headline alone."""
        p = self.proceedings
        headline = self.phrase(self.headlines[0]) if self.headlines else None
        if p.event.title is None:
            return (headline or p.source.title or self.edition.stem), None
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
        if len(where) == 2 and str(where[1]).casefold() in str(where[0]).casefold():
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

    def fact(self, words: Words | None) -> Phrase | str:
        """Give a fact's words, with their place where they are the source's."""
        if words is not None and words.corrected is None and words.span is not None:
            return Phrase(self.proceedings.source, words.span)
        return self.proceedings.words(words)

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
            "speakers": [self.speaker(s) for s in self.proceedings.speakers],
            "basis": self.basis(),
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
            phrase = self.phrase(i, named)
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
        speakers = [self.speaker(s) for s in self.proceedings.speakers]
        rows = speakers if plan.rows is None or len(speakers) <= plan.rows else speakers[: plan.rows]
        more = len(speakers) - len(rows)
        others = list(choice.sheet_outcome)
        note = "" if others else say["only_outcome"] if choice.outcome_is_bottom_line else say["no_outcome"]
        return self.common("summary") | {
            "facts": self.facts(participants=False),
            "messages": [self.point(i, words=plan.words) for i in choice.messages if i in kept],
            "outcome": [self.point(i) for i in others],
            "outcome_note": note,
            "speakers": rows,
            "more_speakers": "" if not more else say["one_other"] if more == 1 else say["others"].format(n=more),
            "figures": [self.figure(i) for i in choice.figures[: plan.figures]],
            "basis": self.sheet_basis(),
            "notes": plan.notes,
        }

    # -- parts ----------------------------------------------------------------------------------------------------------

    def phrase(self, i: int, named: set[str] | None = None, words: int | None = None) -> Phrase:
        """Give sentence i, with the name of its speaker apart where it is the first in this session (`named` remembers)."""
        sentence = self.proceedings.sentences[i]
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
        end = clip(source, sentence.span, words) if words is not None else None
        return Phrase(source, sentence.span, tuple(names), end, labels()["omission"])

    def mention(self, id: str, sentence: Sentence) -> Span | None:
        """Find the name of a speaker in a sentence; a group's only where it is one word ("Participants")."""
        if id == COLLECTIVE:
            group = sentence.attribution.mention
            return group if group is not None and self.proceedings.words(group).isalpha() else None
        return next((m for m in self.proceedings.speaker(id).mentions if sentence.span.contains(m)), None)

    def point(self, i: int, words: int | None = None) -> dict[str, Any]:
        """Give a sentence that is repeated: its words, ¶ and, where it does not name its speaker, a label."""
        attribution = self.proceedings.sentences[i].attribution
        doubtful = attribution.certainty is Certainty.DOUBTFUL
        needed = bool(attribution.speakers) and (doubtful or not names_speaker(self.proceedings, i))
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
            if honorific and honorific.casefold() in capacity.casefold():
                honorific = ""
            people.append({"name": join_words([honorific, name], " "), "capacity": capacity})
        return {"people": people, "uncertain": labels()["uncertain"] if doubtful else ""}

    def capacity(self, speaker: Speaker) -> str:
        """Give a speaker's capacity as the source has it: role, and affiliation where the role does not name it."""
        role, affiliation = self.proceedings.words(speaker.role), self.proceedings.words(speaker.affiliation)
        if affiliation.casefold() in role.casefold():
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
        who = [labels()["group"] if s == COLLECTIVE else p.words(p.speaker(s).name) for s in attribution.speakers]
        doubtful = attribution.certainty is Certainty.DOUBTFUL
        return {
            "words": Phrase(p.source, figure.span),
            "what": Phrase(p.source, figure.what) if figure.what else "",
            "who": join_words([", ".join(who), labels()["uncertain"] if doubtful else ""], " "),
            "number": self.numbers[figure.sentence],
        }

    # -- source and basis -----------------------------------------------------------------------------------------------

    def counts(self) -> tuple[int, int, Counter[Certainty]]:
        """Count the statements of named speakers, those speakers, and how each is attributed."""
        certainties: Counter[Certainty] = Counter()
        for sentence in self.proceedings.sentences:
            if sentence.attribution.is_named and sentence.attribution.certainty is not None:
                certainties[sentence.attribution.certainty] += 1
        return sum(certainties.values()), len(self.proceedings.speakers), certainties

    def attribution_line(self, *, long: bool) -> str:
        """Say how many statements are attributed, and on what evidence."""
        say = labels()
        total, speakers, by = self.counts()
        if not total:
            return say["no_statements"]
        suffix = "_long" if long else ""
        parts = [
            say[f"stated{suffix}"].format(n=by[Certainty.STATED]),
            say[f"carried{suffix}"].format(n=by[Certainty.CARRIED]),
            say["doubtful_long"].format(n=by[Certainty.DOUBTFUL]) if by[Certainty.DOUBTFUL] else say["none_doubtful"],
        ]
        template = (
            (say["statement_one"] if total == 1 else say["statements"])
            if long
            else (say["sheet_counts_one"] if total == 1 else say["sheet_counts"])
        )
        who = say["speaker_one"] if speakers == 1 else say["speaker_many"].format(n=speakers)
        return template.format(n=total, speakers=who, parts=", ".join(parts))

    def sentences_line(self) -> str:
        """Say how many sentences are printed and what was set aside, and why."""
        say, p = labels(), self.proceedings
        used = len(self.numbers)
        aside = [p.words(s.span) for s in p.sentences if s.section is Section.BOILERPLATE]
        hashtags = sum(text.startswith("#") for text in aside)
        counted = [
            ("headline_line", max(0, len(self.headlines) - 1)),
            ("hashtag_line", hashtags),
            ("furniture_line", len(aside) - hashtags),
        ]
        what = [say[f"{key}_one"] if n == 1 else say[key].format(n=n) for key, n in counted if n]
        tail = say["aside"].format(what=", ".join(what)) if what else say["none_aside"]
        return say["used"].format(n=used) + "; " + tail

    def publisher_and_date(self) -> str:
        source = self.proceedings.source
        return join_words([source.publisher or "", source.date or ""])

    def basis(self) -> list[dict[str, Any]]:
        """Give the rows of the source and basis: label and value ("" is not stated)."""
        say, source = labels(), self.proceedings.source
        headline: Phrase | str = self.phrase(self.headlines[0]) if self.headlines else source.title or ""
        return [
            {"label": say["publisher_date"], "value": self.publisher_and_date()},
            {"label": say["headline"], "value": headline},
            {"label": say["file"], "value": say["file_line"].format(name=source.name, sha=source.sha256[:LONG_HASH])},
            {"label": say["sentences"], "value": self.sentences_line()},
            {"label": say["attribution"], "value": self.attribution_line(long=True)},
        ]

    def disclaimer(self) -> str:
        say, edition = labels(), self.edition
        note = say["unreviewed_note"]
        if edition.reviewed_by is not None and edition.reviewed_on is not None:
            note = say["reviewed_note"].format(by=edition.reviewed_by, date=long_date(edition.reviewed_on))
        return f"{say['disclaimer']} {note}"

    def sheet_basis(self) -> str:
        """Give the sheet's basis in one paragraph."""
        say, source = labels(), self.proceedings.source
        known = self.publisher_and_date()
        headline = str(self.phrase(self.headlines[0])) if self.headlines else source.title or ""
        if headline and known:
            first = say["sheet_source_known"].format(headline=headline, publisher=known)
        elif headline:
            first = say["sheet_source"].format(headline=headline)
        else:
            first = say["sheet_source_plain"].format(publisher=known or source.name)
        rest = say["sheet_basis"].format(
            counts=self.attribution_line(long=False), file=f"{self.edition.stem}-brief.pdf", sha=source.sha256[:LONG_HASH]
        )
        return f"{first} {rest}"
