"""Cutting a source into segments: `cases/segments.txt`, and what holds for every text."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proceedings.structure.quotes import quotations
from proceedings.structure.segment import segment, tokenize
from proceedings.text import Source

CASES = Path(__file__).parent / "cases" / "segments.txt"


def read_cases():
    for block in CASES.read_text(encoding="utf-8").split("\n--- ")[1:]:
        name, _, rest = block.partition("\n")
        lines = rest.rstrip().split("\n")
        wanted = [line[2:] for line in lines if line.startswith("= ")]
        text = "\n".join(line for line in lines if not line.startswith("= ")).strip()
        yield pytest.param(text, wanted, id=name)


def cut(text):
    return segment(Source("case.txt", text, ""))


@pytest.mark.parametrize(("text", "wanted"), list(read_cases()))
def test_a_text_is_cut_as_a_reader_would(text, wanted):
    assert [f"{part.shape.value} | {' '.join(part.text.split())}" for part in cut(text)] == wanted


ALPHABET = st.sampled_from("aB1 .,!?…\n\r\t•-–()[]:;\"'“”‘’«»éđ(a)1. Dr. Mr. ")


@given(st.one_of(st.text(max_size=200), st.lists(ALPHABET, max_size=200).map("".join)))
def test_every_word_is_in_exactly_one_segment(text):
    parts = cut(text)
    assert "".join("".join(part.text for part in parts).split()) == "".join(text.split())
    assert all(a.span.end <= b.span.start and a.paragraph <= b.paragraph for a, b in pairwise(parts))
    assert all(text[part.span.start : part.span.end] == part.text == part.text.strip() for part in parts)


@given(st.lists(ALPHABET, max_size=200).map("".join))
def test_tokens_hold_every_character_that_is_not_white_space(text):
    tokens = tokenize(text, 7)
    assert "".join(token.text for token in tokens) == "".join(text.split())
    assert all(token.text == text[token.span.start - 7 : token.span.end - 7] for token in tokens)


def test_tokens_keep_the_stop_of_an_abbreviation_and_part_the_possessive():
    assert [t.text for t in tokenize("Ghana’s H.E. Dr. J. Eze won’t pay 31,000.")] == [
        "Ghana", "’s", "H.E.", "Dr.", "J.", "Eze", "won’t", "pay", "31,000", ".",
    ]  # fmt: skip


QUOTED = [
    ("“One,” he said. “Two.”", ["“One,”", "“Two.”"]),
    ("'The growers' union is dead,' he said of the growers' day.", ["'The growers' union is dead,'"]),
    ("Don't say 'I can't do it' or ‘I can’t’.", ["'I can't do it'", "‘I can’t’"]),
    ("Er sagte „ja“, elle dit « non », and »nein« is O'Brien's.", ["„ja“", "« non »", "»nein«"]),
    ("“One. Two.\n\n“Three,” he said.", ["“One. Two.", "“Three,”"]),
    ("He said \"one 'two' three\" in the '90s.", ["\"one 'two' three\""]),
    ("It is open “here. The next sentence is not in it.", ["“here."]),
]


@pytest.mark.parametrize(("text", "wanted"), QUOTED)
def test_quotations_are_the_outermost_and_apostrophes_are_none(text, wanted):
    source = Source("case.txt", text, "")
    assert [source.words(span) for span in quotations(source, segment(source))] == wanted
