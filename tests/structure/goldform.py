"""Build proceedings by hand for tests: from a gold annotation, or from a few lines of text."""

import json
from pathlib import Path

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
from proceedings.structure import slug
from proceedings.text import Source, Span

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent / "seeds"
KINDS = {kind.value for kind in SessionKind}


def seed():
    """The proceedings of the seed article as two human readers understood them."""
    gold = json.loads((HERE / "seed.gold.json").read_text(encoding="utf-8"))
    text = (SEEDS / gold["source"]["seed"]).read_text(encoding="utf-8")
    figures = [("$1.7 billion", "Pakistan’s export potential to Kazakhstan"), ("five-year", "trade roadmap")]
    return from_gold(text, gold, figures)


def from_gold(text, gold, figures=()):
    """Proceedings from an article and its gold annotation; names in a sentence make it stated, else it is carried."""
    source = Source("seed.txt", text, "0" * 64)

    def words(part):
        if part is None:
            return None
        at = text.find(part)
        return Words(Span(at, at + len(part))) if at >= 0 else Words(corrected=part)

    ids = {person["name"]: slug(person["name"]) for person in gold["people"]} | {COLLECTIVE: COLLECTIVE}
    speakers = tuple(
        Speaker(ids[p["name"]], words(p["name"]), words(p["honorific"]), words(p["role"]), words(p["affiliation"]))
        for p in gold["people"]
    )
    sentences, at = [], 0
    for part in gold["sentences"]:
        start = text.index(part["text"], at)
        at = start + len(part["text"])
        names = part["speakers"]
        certainty = None
        if names:
            near = any(name == COLLECTIVE or name.split()[-1] in part["text"] for name in names)
            certainty = Certainty.STATED if near else Certainty.CARRIED
        attribution = Attribution(tuple(ids[name] for name in names), certainty)
        number = len([line for line in text[:start].split("\n") if line.strip()])
        sentences.append(Sentence(Span(start, at), number, Shape.PROSE, Section(part["section"]), attribution))
    sessions = tuple(
        Session(kind, None, members)
        for kind in SessionKind
        if (members := tuple(i for i, s in enumerate(sentences) if s.section.value == kind.value))
    )
    e = gold["event"]
    event = Event(
        words(e["title"]),
        tuple(Organizer(words(o), Part.WITH if n else Part.HOST) for n, o in enumerate(e["organizers"])),
        words(e["venue"]),
        words(e["city"]),
        words(e["date"]),
    )
    found = []
    for figure, what in figures:
        start = text.index(figure)
        i = next(i for i, s in enumerate(sentences) if s.span.start <= start < s.span.end)
        found.append(Figure(Span(start, start + len(figure)), words(what).span, i))
    return Proceedings(source, event, speakers, sessions, tuple(sentences), tuple(sorted(found, key=lambda f: f.span)))


def from_lines(*lines, people=(), sessions=()):
    """Proceedings from lines `section | speakers | shape | text`, one a sentence.

    Speakers are names parted by commas, "*" a group; a "?" after them makes the attribution doubtful, a "!" carried. A line
    that starts with "+" goes on with the source's paragraph. sessions: (kind, title, indices).
    """
    text, sentences, number = "", [], -1
    ids = {name: slug(name) for name in people} | {"*": COLLECTIVE}
    for line in lines:
        section, who, shape, words = (cell.strip() for cell in line.lstrip("+").split("|", 3))
        if not line.startswith("+"):
            number += 1
        text += (" " if line.startswith("+") else "\n\n") if text else ""
        names = [name.strip() for name in who.rstrip("?!").split(",") if name.strip()]
        certainty = None
        if names:
            certainty = {"?": Certainty.DOUBTFUL, "!": Certainty.CARRIED}.get(who[-1], Certainty.STATED)
        span = Span(len(text), len(text) + len(words))
        text += words
        attribution = Attribution(tuple(ids[name] for name in names), certainty)
        sentences.append(Sentence(span, number, Shape(shape or "prose"), Section(section), attribution))
    source = Source("lines.txt", text, "0" * 64)

    def find(part):
        at = text.find(part)
        return Words(Span(at, at + len(part))) if at >= 0 else Words(corrected=part)

    speakers = tuple(Speaker(ids[name], find(name)) for name in people)
    made = tuple(Session(SessionKind(k), find(t) if t else None, tuple(members)) for k, t, members in sessions)
    return Proceedings(source, Event(), speakers, made, tuple(sentences))
