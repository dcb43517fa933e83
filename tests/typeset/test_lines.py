"""Lines are full and ragged, hold what belongs together, and lose or add no letter."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as some
from setting import INK, TEXT, faces, lines, set_text, width, words_of

from proceedings.errors import MissingGlyphError
from proceedings.typeset.bindings import load_bindings
from proceedings.typeset.lines import BREAK, Ink, Stretch, set_lines

PROSE = (
    "The evolving partnership was the central theme of a conference organized by the Institute of Strategic Studies, "
    "which brought together diplomats, scholars and practitioners from both nations to discuss regional connectivity "
    "and economic integration."
)
WORDS = some.one_of(
    some.text(some.sampled_from("aeioulmnrstvwfiй ҚéßΩ"), min_size=1, max_size=14),
    some.sampled_from(
        ["$1.7", "billion", "24", "November", "Dr.", "Ana", "(Central", "Asia)", "“new", "chapter”", "well-known"]
    ),
    some.sampled_from(
        ["long—dash", "and/or", "a", "of", "the", "title:", "x" * 200, "ﬁ", "na\u0308ive", "no\u00a0break", "•", "AT&T"]
    ),
)
TEXTS = some.lists(WORDS, min_size=1, max_size=60).map(" ".join)
MEASURES = some.one_of(some.floats(40, 120), some.floats(120, 500))
BREAKINGS = some.sampled_from(["fit", "sense", "balance"])


@given(TEXTS, MEASURES, BREAKINGS)
@example("x" * 200 + " y", 100, "fit")
@example("a—b—c " * 40, 60, "fit")
@example(" ", 60, "fit")
def test_lines_hold_every_word_in_order_and_none_is_wider_than_the_measure(text: str, measure: float, breaking: str) -> None:
    found = lines(text, measure, breaking)
    assert "".join(map(words_of, found)) == re.sub(r" +", " ", text).strip(" ")
    assert [line.width for line in found if line.width > measure + 0.02] == []
    assert all(words_of(line).strip() for line in found)


@given(TEXTS, MEASURES, BREAKINGS)
def test_a_line_is_as_wide_as_what_stands_on_it(text: str, measure: float, breaking: str) -> None:
    for line in lines(text, measure, breaking):
        pieces = [piece for _, piece in line.pieces]
        assert [x for x, _ in line.pieces] == pytest.approx([sum(p.width for p in pieces[:i]) for i in range(len(pieces))])
        inked = pieces[:-1] if pieces[-1].text == " " else pieces
        assert line.width == pytest.approx(sum(p.width for p in inked), abs=0.01)


@given(TEXTS, MEASURES)
def test_the_same_words_make_the_same_lines(text: str, measure: float) -> None:
    assert set_text(text, measure) == set_text(text, measure)


def test_no_words_make_no_lines() -> None:
    assert lines("") == lines(" \n\t ") == []


def test_white_space_of_any_kind_is_one_space() -> None:
    assert set_text("one\r\n two\t\tthree\u2028four ") == ["one two three four"]


def test_a_no_break_space_is_no_place_for_a_break() -> None:
    text = "aaaa bbbb\u00a0cccc"
    assert set_text(text, width("aaaa bbbb") + 1) == ["aaaa", "bbbb\u00a0cccc"]


def test_the_space_at_a_line_s_end_is_kept_for_those_who_copy() -> None:
    found = lines(PROSE)
    assert len(found) > 2
    assert all(words_of(line).endswith(" ") for line in found[:-1])
    assert not words_of(found[-1]).endswith(" ")


@given(some.floats(220, 420))
def test_the_last_line_is_never_a_single_word(measure: float) -> None:
    assert " " in set_text(PROSE, measure)[-1]


def test_a_last_word_alone_pulls_another_down() -> None:
    text = "Participants also explored collaboration in new technologies."
    found = set_text(text, width(text) - 5)
    assert found == ["Participants also explored collaboration in", "new technologies."]


@given(some.floats(90, 420))
def test_a_word_is_not_broken_at_its_hyphen(measure: float) -> None:
    text = "The trans-Afghan railway, long-term follow-up and multi-modal transport were well-received by decision-makers."
    hyphened = [word for word in text.split() if "-" in word]
    assert [word for line in set_text(text, measure) for word in line.split() if word in hyphened] == hyphened


BOUND = [
    "an export potential of some $1.7 billion for both countries was cited",
    "the meeting took place on 24 November in the capital of the country",
    "they were joined by Dr. Yasar Ayaz and many others of the institute",
    "the visit of Ambassador Kistafin was described as a landmark moment",
    "the railway of about 250 km would join the two ports of the region",
]
UNITS = ["$1.7 billion", "24 November", "Dr. Yasar", "Ambassador Kistafin", "250 km"]


@pytest.mark.parametrize(("text", "unit"), list(zip(BOUND, UNITS, strict=True)))
@given(measure=some.floats(110, 400))
def test_a_unit_is_never_parted(text: str, unit: str, measure: float) -> None:
    assert any(unit in line for line in set_text(text, measure))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "their relationship is now a strategic partnership, which marks a “new chapter” in trade and culture",
            "“new chapter”",
        ),
        ("the Director General of the division (Central Asia & ECO) spoke of trade", "(Central Asia & ECO)"),
    ],
)
def test_a_short_quotation_or_bracket_is_kept_whole(text: str, whole: str) -> None:
    tight = width(text[: text.index(whole) + len(whole) // 2])
    found = set_text(text, tight)
    assert len(found) > 1
    assert any(whole in line for line in found)


@pytest.mark.parametrize("measure", [240, 260, 300])
@pytest.mark.parametrize(
    "title",
    [
        "Pakistan–Kazakhstan Relations: Post-Visit Reflections and Pathways for Strategic Cooperation",
        "Six Capitals, One River: Sharing the Waters of the Aral Basin in a Changing Climate",
    ],
)
def test_a_title_breaks_after_its_colon(title: str, measure: float) -> None:
    assert set_text(title, measure, "balance")[0] == title.split(": ")[0] + ":"


TITLE_WORDS = some.sampled_from(
    ["Water", "Energy", "Policy", "Region", "Bridges", "Central", "Partnership", "of", "and", "for", "the", "in", "to", "a"]
)


@given(some.lists(TITLE_WORDS, min_size=4, max_size=16).map(" ".join))
@example("Strategic Dialogue and Cooperation for Peace and Prosperity in the Region of Central Asia")
def test_a_title_s_line_does_not_end_on_a_leaning_word_where_that_can_be_helped(title: str) -> None:
    leaning = load_bindings().leaning
    found = set_text(title, 200, "balance")
    for line, following in pairwise(found):
        words = line.split()
        if words[-1].lower() not in leaning:
            continue
        moved = next((n for n, word in enumerate(reversed(words)) if word.lower() not in leaning), len(words))
        tail = " ".join(words[-moved:])
        assert moved == len(words) or width(f"{tail} {following}") > 200 or len(found) > 2, f"{line} / {following}"


@pytest.mark.parametrize("breaking", ["fit", "sense", "balance"])
def test_a_word_of_two_hundred_letters_is_divided_and_loses_none(breaking: str) -> None:
    word = "Donaudampfschifffahrt" * 10
    found = set_text(f"one {word} two", TEXT, breaking)
    assert "".join(found).replace("one", "").replace("two", "").replace(" ", "") == word
    assert len(found) >= 3


def test_a_divided_word_keeps_letter_and_mark_together() -> None:
    found = set_text("e\u0301" * 200, 100)
    assert all(not line.startswith("\u0301") for line in found)


def test_a_dash_between_words_offers_a_break_after_it() -> None:
    text = "partnership—cooperation"
    assert set_text(text, width("partnership—") + 2) == ["partnership—", "cooperation"]
    assert set_text(text, TEXT) == [text]


@pytest.mark.parametrize("stretch", ["one{}two", "one {} two", "one{} two", "one {}two"])
def test_a_forced_break_ends_a_line(stretch: str) -> None:
    before, after = stretch.split("{}")
    found = set_lines([Stretch(before, INK), Stretch(BREAK, INK), Stretch(after, INK)], faces(), TEXT)
    assert [words_of(line).strip() for line in found] == ["one", "two"]


def test_the_words_at_a_forced_break_are_not_joined_for_those_who_copy() -> None:
    found = set_lines([Stretch("one", INK), Stretch(BREAK, INK), Stretch("two", INK)], faces(), TEXT)
    assert "".join(words_of(line) for line in found).split() == ["one", "two"]


def test_words_of_several_inks_stand_side_by_side() -> None:
    bold = Ink("serif-semibold", 11, "#1A1A1A", 0)
    (line,) = set_lines([Stretch("said ", INK), Stretch("Ana Ruiz", bold), Stretch(", who", INK)], faces(), TEXT)
    assert words_of(line) == "said Ana Ruiz, who"
    assert {piece.face for _, piece in line.pieces if piece.text in ("Ana", "Ruiz")} == {"serif-semibold"}


def test_no_break_between_a_word_and_the_comma_of_another_ink() -> None:
    bold = Ink("serif-semibold", 11, "#1A1A1A", 0)
    for measure in range(40, 120, 3):
        found = set_lines([Stretch("said ", INK), Stretch("Ana Ruiz", bold), Stretch(", who", INK)], faces(), measure)
        assert all(not words_of(line).startswith(",") for line in found)


def test_an_unbroken_ink_holds_its_words_on_one_line() -> None:
    name = Ink("serif-semibold", 11, "#1A1A1A", 0, unbroken=True)
    for measure in range(110, 300, 7):
        found = set_lines(
            [Stretch("It was said by ", INK), Stretch("Ana Maria Ruiz", name), Stretch(" today", INK)], faces(), measure
        )
        assert any("Ana Maria Ruiz" in words_of(line) for line in found), measure


def test_lines_are_as_few_as_they_can_be() -> None:
    for measure in range(100, 400, 13):
        greedy, x = 1, 0.0
        for word in PROSE.split():
            w = width(word)
            if x and x + w > measure:
                greedy, x = greedy + 1, 0.0
            x += w + width("a b") - width("a") - width("b")
        assert len(lines(PROSE, measure)) <= greedy + 1


def test_a_character_without_a_glyph_stops_the_lines() -> None:
    with pytest.raises(MissingGlyphError):
        lines("Mr 金 said")
