"""A source gives its own words, and tells the place of every code point."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from proceedings.text import Place, Source, Span

TEXTS = some.text(some.sampled_from("ab é\U0001f600\u05d0\r\n\u2028"), max_size=60)
SPANS = some.tuples(some.integers(0, 20), some.integers(0, 20)).map(sorted).map(lambda pair: Span(*pair))


def source(text: str) -> Source:
    return Source("article.txt", text, "0" * 64)


def test_a_source_gives_the_words_of_a_span_letter_for_letter() -> None:
    assert source("In  his\twelcome,\r\nhe").words(Span(2, 17)) == "  his\twelcome,\r"


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("one\ntwo", 0, (1, 1)),
        ("one\ntwo", 2, (1, 3)),
        ("one\ntwo", 3, (1, 4)),
        ("one\ntwo", 4, (2, 1)),
        ("one\ntwo", 7, (2, 4)),
        ("one\r\ntwo", 5, (2, 1)),
        ("one\r\ntwo", 3, (1, 4)),
        ("one\n\n\ntwo", 6, (4, 1)),
        ("one\n", 4, (2, 1)),
        ("\U0001f600\U0001f600a\nb", 2, (1, 3)),
        ("\U0001f600\n\U0001f600b", 3, (2, 2)),
        ("e\u0301x", 2, (1, 3)),
        ("one\u2028two", 4, (1, 5)),
        ("", 0, (1, 1)),
    ],
)
def test_a_place_counts_lines_and_code_points_from_one(text: str, offset: int, place: tuple[int, int]) -> None:
    assert source(text).place(offset) == Place("article.txt", *place)


def test_a_place_is_written_as_editors_read_it() -> None:
    assert str(source("one\ntwo").place(5)) == "article.txt:2:2"


@given(TEXTS)
def test_a_place_leads_back_to_its_code_point(text: str) -> None:
    article = source(text)
    lines = text.split("\n")
    for offset, character in enumerate(text):
        _, line, column = article.place(offset)
        assert (lines[line - 1] + "\n")[column - 1] == character


@given(TEXTS)
def test_places_follow_the_order_of_the_text(text: str) -> None:
    places = [source(text).place(offset) for offset in range(len(text) + 1)]
    assert places == sorted(set(places))


@given(SPANS, SPANS)
def test_spans_overlap_where_they_share_a_code_point(one: Span, other: Span) -> None:
    shared = set(range(*one)) & set(range(*other))
    if one.start < one.end and other.start < other.end:
        assert one.overlaps(other) == bool(shared)
    assert one.overlaps(other) == other.overlaps(one)


@given(SPANS, SPANS)
def test_a_span_contains_what_lies_wholly_in_it(one: Span, other: Span) -> None:
    if other.start < other.end:
        assert one.contains(other) == set(range(*other)).issubset(range(*one))
    assert one.contains(one)


def test_neighbouring_spans_do_not_overlap() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))
