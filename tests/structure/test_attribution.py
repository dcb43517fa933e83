"""Attribution, case by case: `cases/attribution_*.txt` hold small articles with what is to be understood of each sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from proceedings.structure.attribute import FLOOR, attribute
from proceedings.structure.people import find_people
from proceedings.structure.segment import segment
from proceedings.text import Source

CASES = Path(__file__).parent / "cases"
SAMPLES = Path(__file__).parent.parent / "corpus" / "dev"

READING = 0.5
"""The floor for the cases: they try to whom most of the weight points. The product's is higher: doubt leaves a gap."""


def cases() -> Iterator[ParameterSet]:
    """Read the cases: a title after ---, the article, one "=" line a sentence: speakers only, or all four columns.

    "*" leaves a column open; "?" for "=" allows that nobody is named, but nobody else.
    """
    for path in sorted(CASES.glob("attribution_*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n--- ")[1:]:
            title, _, body = block.partition("\n")
            lines = body.rstrip().split("\n")
            wanted = [line for line in lines if line.startswith(("= ", "? "))]
            article = "\n".join(line for line in lines if not line.startswith(("= ", "? "))).strip() + "\n"
            yield pytest.param(article, wanted, id=f"{path.stem}-{title.strip().replace(' ', '_')}")


def understood(article: str, floor: float = READING) -> list[list[str]]:
    """What is understood of each sentence: mode, speakers, cue, certainty."""
    source = Source("case", article, "")
    segments = segment(source)
    people = find_people(segments)
    rows = []
    for a in attribute(source, segments, people, floor):
        names = ["collective"] if a.collective else sorted(source.words(people.persons[i].name) for i in a.persons)
        rows.append(
            [
                a.mode.value,
                ", ".join(names) or "-",
                source.words(a.cue) if a.cue else "-",
                a.certainty.value if a.certainty else "-",
            ]
        )
    return rows


@pytest.mark.parametrize(("article", "wanted"), list(cases()))
def test_the_speaker_of_each_sentence_is_found(article: str, wanted: list[str]) -> None:
    found = understood(article)
    assert len(found) == len(wanted)
    for row, line in zip(found, wanted, strict=True):
        expected = [column.strip() for column in line[2:].split("|")]
        if len(expected) == 1:
            expected = ["*", expected[0], "*", "*"]
        if line.startswith("? ") and row[1] == "-":
            continue
        assert [f if e != "*" else "*" for f, e in zip(row, expected, strict=True)] == expected


def test_at_the_product_s_floor_a_case_has_the_right_name_or_few_gaps() -> None:
    gaps = total = 0
    for case in cases():
        article, wanted = case.values
        for row, line in zip(understood(article, FLOOR), wanted, strict=True):
            columns = [column.strip() for column in line[2:].split("|")]
            expected = columns[0] if len(columns) == 1 else columns[1]
            if expected not in ("*", "-"):
                total += 1
                gaps += row[1] == "-"
                assert row[1] in ("-", expected), article
    assert total > 300
    assert gaps <= 0.05 * total


def test_every_sentence_gets_one_answer() -> None:
    article = "Mr. Paul Oduya spoke.\n\nThe hall listened."
    source = Source("case", article, "")
    segments = segment(source)
    assert len(attribute(source, segments, find_people(segments))) == len(segments)


def test_a_higher_floor_only_leaves_gaps() -> None:
    for path in sorted(SAMPLES.glob("*.txt"))[:12]:
        source = Source(path.name, path.read_text(encoding="utf-8"), "0")
        segments = segment(source)
        people = find_people(segments)
        for sure, bold in zip(attribute(source, segments, people), attribute(source, segments, people, 0.3), strict=True):
            assert sure.persons in ((), bold.persons)


def test_below_the_floor_nobody_is_named() -> None:
    source = Source("a.txt", "Suva: Dr. Ana Ruiz, Director of Water, said the reef was dying.", "0")
    segments = segment(source)
    people = find_people(segments)
    assert [a.persons for a in attribute(source, segments, people)] == [(0,)]
    assert [a.rule for a in attribute(source, segments, people, 1.01)] == ["unsure"]
