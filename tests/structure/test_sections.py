"""A sentence is given its section by how it is written and where it stands; cases stand in cases/sections.txt."""

import json
from pathlib import Path

import pytest

from proceedings.model import Section
from proceedings.structure.attribute import Attributed, attribute
from proceedings.structure.conference import recognize
from proceedings.structure.people import find_people
from proceedings.structure.sections import OUTSIDE, SECTIONS, divide, reasons, weights
from proceedings.structure.segment import segment
from proceedings.text import Source

CASES = Path(__file__).parent / "cases" / "sections.txt"


def cases() -> list[tuple[str, list[tuple[str, str]]]]:
    """Read (name, [(section, words)…]) of every case; an empty pair ends a paragraph."""
    found = []
    for block in CASES.read_text(encoding="utf-8").split("\n--- ")[1:]:
        name, *lines = block.split("\n")
        pairs = [line.partition(" | ") for line in lines]
        found.append((name, [(section, words) for section, _, words in pairs]))
    return found


def divided(text: str) -> tuple[list[str], tuple[Section, ...]]:
    source = Source("case.txt", text, "")
    segments = segment(source)
    people = find_people(segments)
    attributed = attribute(source, segments, people)
    sections = divide(segments, people, attributed, recognize(segments, attributed).is_conference)
    return [s.text for s in segments], sections


@pytest.mark.parametrize(("name", "lines"), cases(), ids=[name for name, _ in cases()])
def test_a_sentence_is_given_its_section(name: str, lines: list[tuple[str, str]]) -> None:
    text = ""
    for section, words in lines:
        text += "\n\n" if not section else words if not text or text.endswith("\n") else " " + words
    texts, sections = divided(text)
    given = dict(zip(texts, sections, strict=True))
    wanted = {words: Section(section) for section, words in lines if section}
    assert {words: given.get(words) for words in wanted} == wanted


def test_nothing_has_no_sections() -> None:
    assert divided("") == ([], ())


def test_a_text_that_is_no_conference_has_no_sessions() -> None:
    text = "Plum cake\n\nOpen the oven. In closing, thank the baker.\n\nServe warm."
    assert set(divided(text)[1]) <= set(OUTSIDE)


def test_every_trait_has_a_weight_for_every_section() -> None:
    table = weights()
    assert all(len(row) == len(SECTIONS) for row in table.traits.values())
    assert all([len(row) for row in rows] == [len(SECTIONS)] * len(SECTIONS) for rows in table.links.values())


def test_a_reason_names_a_trait() -> None:
    source = Source("case.txt", "Forum on wells\n\nThe forum was held in Jos on Monday.", "")
    segments = segment(source)
    none = tuple(Attributed() for _ in segments)
    people = find_people(segments)
    sections = divide(segments, people, none, True)
    assert all(reason in weights().traits for reason in reasons(segments, people, none, sections))


def test_the_seed_article_comes_out_right() -> None:
    gold = json.loads((Path(__file__).parent / "seed.gold.json").read_text(encoding="utf-8"))
    text = next((Path(__file__).parents[2] / "seeds").glob("000_*.txt")).read_text(encoding="utf-8")
    texts, sections = divided(text)
    given = [(words, section.value) for words, section in zip(texts, sections, strict=True)]
    assert given == [(sentence["text"], sentence["section"]) for sentence in gold["sentences"]]


def test_what_a_named_person_says_is_no_boilerplate() -> None:
    lines = ["Forum", "The forum was held in Jos.", "Photo: Ada Obi", "Dr. Ada Obi said that wells dry up.", "About us"]
    text = "\n\n".join(lines)
    texts, sections = divided(text)
    said = texts.index("Dr. Ada Obi said that wells dry up.")
    assert sections[said] is not Section.BOILERPLATE
