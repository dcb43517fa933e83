"""Build proceedings by hand: sentences with their speakers, and a few whole articles that try a layout."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from proceedings.model import (
    COLLECTIVE,
    Attribution,
    Certainty,
    Event,
    Figure,
    Organizer,
    Part,
    Proceedings,
    Section,
    Sentence,
    Session,
    SessionKind,
    Shape,
    Speaker,
    Words,
)
from proceedings.text import Source, Span


@dataclass(frozen=True)
class Said:
    """A sentence to be: its section, words and speakers ("*" is a group); `joins` the paragraph before it."""

    section: str
    text: str
    who: tuple[str, ...] = ()
    certainty: str = "stated"
    shape: str = "prose"
    joins: bool = False
    session: str | None = None


@dataclass(frozen=True)
class Person:
    """A speaker to be."""

    name: str
    honorific: str | None = None
    role: str | None = None
    affiliation: str | None = None


def said(section: str, text: str, *who: str, **more: str | bool | None) -> Said:
    return Said(section, text, who, **more)  # type: ignore[arg-type]


def make(
    sentences: Sequence[Said],
    people: Sequence[Person] = (),
    *,
    title: str | None = None,
    hosts: Sequence[str] = (),
    partners: Sequence[str] = (),
    venue: str | None = None,
    city: str | None = None,
    date: str | None = None,
    figures: Sequence[tuple[str, str | None]] = (),
    name: str = "made.txt",
) -> Proceedings:
    """Make proceedings of sentences; sentences of one section and session form a session where there is such a kind."""
    text = ""
    spans: list[Span] = []
    numbers: list[int] = []
    for one in sentences:
        if text:
            text += " " if one.joins else "\n\n"
        numbers.append(numbers[-1] + (not one.joins) if numbers else 0)
        spans.append(Span(len(text), len(text) + len(one.text)))
        text += one.text

    def words(part: str | None) -> Words | None:
        if part is None:
            return None
        at = text.find(part)
        return Words(Span(at, at + len(part))) if at >= 0 else Words(corrected=part)

    ids = {person.name: f"p{n}" for n, person in enumerate(people)} | {"*": COLLECTIVE}
    speakers = tuple(
        Speaker(ids[p.name], sure(words(p.name)), words(p.honorific), words(p.role), words(p.affiliation)) for p in people
    )
    made = tuple(
        Sentence(
            span,
            number,
            Shape(one.shape),
            Section(one.section),
            Attribution(tuple(ids[name] for name in one.who), Certainty(one.certainty) if one.who else None),
        )
        for one, span, number in zip(sentences, spans, numbers, strict=True)
    )
    kinds = {kind.value for kind in SessionKind}
    gathered: dict[tuple[str, str | None], list[int]] = {}
    for i, one in enumerate(sentences):
        if one.section in kinds:
            gathered.setdefault((one.section, one.session), []).append(i)
    sessions = tuple(Session(SessionKind(kind), words(own), tuple(members)) for (kind, own), members in gathered.items())
    cited = []
    for amount, what in figures:
        at = text.index(amount)
        i = next(i for i, span in enumerate(spans) if span.start <= at < span.end)
        found = words(what)
        cited.append(Figure(Span(at, at + len(amount)), found.span if found else None, i))
    organizers = [Organizer(sure(words(h)), Part.HOST) for h in hosts] + [
        Organizer(sure(words(w)), Part.WITH) for w in partners
    ]
    event = Event(words(title), tuple(organizers), words(venue), words(city), words(date))
    return with_mentions(Proceedings(Source(name, text, "0123456789abcdef" * 4), event, speakers, sessions, made, tuple(cited)))


def sure(words: Words | None) -> Words:
    assert words is not None
    return words


def with_mentions(proceedings: Proceedings) -> Proceedings:
    """Give every speaker the places of the full name."""
    text = proceedings.source.text
    return replace(
        proceedings,
        speakers=tuple(
            replace(s, mentions=tuple(Span(*m.span()) for m in re.finditer(re.escape(proceedings.words(s.name)), text)))
            for s in proceedings.speakers
        ),
    )


NAMES = """
Aigerim Nurlan, Bakyt Osmonov, Chiara Lombardi, Dmitri Volkov, Elena Papadaki, Farid Rahimov, Gulnara Saidova, Henrik Dahl,
Ibrahim Suleiman, Jana Horáková, Kenji Mori, Leyla Mammadova, Marat Tulegen, Nadia El-Amin, Oksana Bondar, Pavel Dvořák,
Qasim Durrani, Rustam Yusupov, Saule Akhmet, Tomás Ferreira, Ulrike Weiß, Viktor Lazăr, Wanjiru Kamau, Ximena Rojas,
Yusuf Öztürk, Zarina Tagaeva, Anna Łukasik, Boris Petrov, Carmen Iglesias, Daniyar Bek, Emil Škoda, Fatima Zahra,
Georg Huber, Hana Kimura, Ivan Marković, Jamila Noor, Karl Lindqvist, Lola Karimova, Miras Ospan, Nino Beridze
"""
SPEECHES = (
    "said that landlocked countries pay twice for every container that crosses two borders, and asked for one customs form",
    "called for a joint fund of $250 million to repair the railway between the two ports before 2030",
    "warned that water shared by six states cannot be governed by bilateral letters",
    "proposed that students of both countries should be able to spend a term at the other's universities without a new visa",
    "described the programme as a modest beginning",
)


def names(count: int) -> list[str]:
    return [name.strip() for name in NAMES.replace("\n", " ").split(",")][:count]


def speeches(count: int, section: str = "working") -> tuple[list[Said], list[Person]]:
    """Give so many speakers, each with two sentences of one session."""
    people = [
        Person(name, "Dr." if n % 3 == 0 else None, f"Deputy head of department {n + 1}") for n, name in enumerate(names(count))
    ]
    made: list[Said] = []
    for n, person in enumerate(people):
        opening = f"{'Dr. ' if person.honorific else ''}{person.name}, {person.role}, {SPEECHES[n % len(SPEECHES)]}."
        made.append(said(section, opening, person.name))
        made.append(
            said(section, "The plan, the speaker added, could start next year.", person.name, certainty="carried", joins=True)
        )
    return made, people


OPENING = said("context", "Almaty: Delegates from six countries met on Tuesday to discuss transit and trade.")
OUTCOME = said("outcome", "The conference adopted a call for a standing committee on transit.", "*")
CLOSING = said("concluding", "Participants thanked the hosts and agreed to meet again.", "*")


def one_speaker() -> Proceedings:
    made, people = speeches(1)
    return make([OPENING, *made, OUTCOME], people, city="Almaty", date="Tuesday")


def forty_speakers() -> Proceedings:
    made, people = speeches(40)
    return make([OPENING, *made, CLOSING, OUTCOME], people, city="Almaty")


def no_sessions() -> Proceedings:
    return make([said("headline", "Delegates meet in Almaty"), OPENING, OUTCOME], city="Almaty")


def long_title() -> Proceedings:
    title = "Transit, Trade and Trust: " + "Harmonising Customs Procedures between Landlocked and Coastal Economies for " * 4
    made, people = speeches(3)
    heading = said("headline", title[:300].rstrip())
    return make([heading, OPENING, *made, OUTCOME], people, title=heading.text, hosts=["Delegates"], city="Almaty")


def bullets() -> Proceedings:
    made, people = speeches(2)
    points = [
        said("outcome", f"- a standing committee number {n}, which reports to the ministers;", "*", shape="bullet")
        for n in range(9)
    ]
    stem = said("outcome", "The conference agreed on these points:", "*")
    return make([OPENING, *made, stem, *points], people)


def long_word() -> Proceedings:
    word = "Donau" + "dampfschifffahrtselektrizitäten" * 6 + "hauptbetriebswerk"
    made, people = speeches(2)
    return make([OPENING, said("context", f"The delegates visited the {word[:200]} on Monday."), *made, OUTCOME], people)


def no_outcome() -> Proceedings:
    made, people = speeches(4)
    return make([OPENING, *made], people, venue="Hall of Mirrors")


def many_sessions() -> Proceedings:
    sentences: list[Said] = [said("headline", "Transit in six sessions"), OPENING]
    made, people = speeches(24)
    for n in range(8):
        own = f"Panel {n + 1}: Corridors, Ports and Paperwork"
        sentences.append(said("working", own, shape="heading", session=own))
        sentences += [replace(one, session=own) for one in made[n * 6 : n * 6 + 6]]
    return make([*sentences, CLOSING, OUTCOME], people, figures=[("$250 million", None)])


def doubtful() -> Proceedings:
    made, people = speeches(2)
    doubt = said("working", "There was no other way, according to one of the panel.", people[0].name, certainty="doubtful")
    return make([OPENING, *made, doubt, OUTCOME], people)


ARTICLES = {
    make_one.__name__: make_one
    for make_one in (
        one_speaker,
        forty_speakers,
        no_sessions,
        long_title,
        bullets,
        long_word,
        no_outcome,
        many_sessions,
        doubtful,
    )
}
"""Proceedings by name, each of a kind that has broken a layout before."""
