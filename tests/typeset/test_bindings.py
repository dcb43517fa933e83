"""Some spaces bind: a line is not to be broken there, or only where nothing else helps."""

from __future__ import annotations

import pytest

from proceedings.typeset.bindings import HARD, SOFT, load_bindings


def bound(text: str, cost: float) -> str:
    """Give the text with "_" for every space whose break costs so much."""
    costs = load_bindings().costs(text)
    return "".join("_" if costs.get(i) == cost else c for i, c in enumerate(text))


@pytest.mark.parametrize(
    "text",
    [
        "about 1.7_billion people",
        "grew by 12_percent in",
        "a 5_per_cent rise",
        "some 250_km away",
        "at 10_a.m. sharp",
        "worth $1.7_billion now",
        "worth USD_12_million now",
        "paid Rs._500 for",
        "on 24_November 2026",
        "on the 3rd_March they",
        "on November_24, they",
        "in March_2026 they",
        "said Mr_Khan today",
        "said Dr._Yasar Ayaz",
        "said Ambassador_Kistafin also",
        "by Minister_Ana Ruiz",
        "by J._R._Brown",
        "under Article_370 of",
        "in Session_II of",
        "see ¶_7 there",
        "in Session_V. The next",
        "at 5_°C. The next",
        "some 5_h. The next",
    ],
)
def test_what_belongs_together_is_bound(text: str) -> None:
    assert bound(text.replace("_", " "), HARD) == text


@pytest.mark.parametrize(
    "text",
    [
        "the minister said",
        "an ambassador from there",
        "in 2026 they met",
        "seven years ago",
        "the march home",
        "it may 5 times",
        "articles of faith",
        "may we ask",
    ],
)
def test_what_only_looks_alike_is_free(text: str) -> None:
    assert "_" not in bound(text, HARD)


@pytest.mark.parametrize(
    "text",
    [
        "marking a “new_chapter” in",
        "the (Central_Asia_&_ECO) desk",
        "called ‘a_friend’ by",
        'so "called_peace" is',
        "dite «la_paix» ici",
        "stood at_$12 then",
        "one of_250 villages",
    ],
)
def test_short_quotations_brackets_and_leaning_prepositions_hold_softly(text: str) -> None:
    assert bound(text.replace("_", " "), SOFT) == text


def test_a_long_quotation_may_be_broken() -> None:
    text = "he said “it is a milestone for all of the peoples of both countries” and left"
    assert "_" not in bound(text, SOFT)


def test_a_hard_binding_outweighs_a_soft_one() -> None:
    assert bound("of (about 5 million) now", HARD) == "of (about 5_million) now"
    assert HARD > SOFT


@pytest.mark.parametrize("word", ["for", "and", "of", "the", "to", "with", "or"])
def test_a_title_s_line_never_ends_on_a_leaning_word(word: str) -> None:
    assert word in load_bindings().leaning
