"""A text is recognised as the write-up of a conference by how it is written; cases stand in cases/conference.txt."""

from pathlib import Path

import pytest

from proceedings.structure.attribute import attribute
from proceedings.structure.conference import LOOKED_FOR, Recognition, recognize
from proceedings.structure.people import find_people
from proceedings.structure.segment import segment
from proceedings.text import Source

CASES = Path(__file__).parent / "cases" / "conference.txt"


def cases() -> list[tuple[str, str, str]]:
    """Read (name, text, answer) of every case."""
    found = []
    for block in CASES.read_text(encoding="utf-8").split("\n--- ")[1:]:
        name, _, rest = block.partition("\n")
        text, _, answer = rest.rpartition("\n= ")
        found.append((name, text, answer.strip()))
    return found


def recognized(text: str) -> Recognition:
    source = Source("case.txt", text, "")
    segments = segment(source)
    return recognize(segments, attribute(source, segments, find_people(segments)))


@pytest.mark.parametrize(("name", "text", "answer"), cases(), ids=[name for name, _, _ in cases()])
def test_a_conference_is_told_from_other_texts(name: str, text: str, answer: str) -> None:
    result = recognized(text)
    assert ("yes" if result.is_conference else "no") == answer, f"{name}: found {result.found}"


def test_nothing_is_no_conference() -> None:
    result = recognized("")
    assert not result.is_conference
    assert result.found == ()
    assert result.looked_for == tuple(LOOKED_FOR)


def test_a_press_conference_is_no_conference() -> None:
    text = "Police told a press conference on Friday that two men were held. The inspector thanked the public."
    assert not recognized(text).is_conference
