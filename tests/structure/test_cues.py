"""The reporting verbs in all their forms."""

from __future__ import annotations

import pytest

from proceedings.structure.cues import SPEAKING, cues, inflect


@pytest.mark.parametrize(
    ("base", "doubled", "past", "ing", "third"),
    [
        ("add", False, "added", "adding", "adds"),
        ("argue", False, "argued", "arguing", "argues"),
        ("reply", False, "replied", "replying", "replies"),
        ("stress", False, "stressed", "stressing", "stresses"),
        ("submit", True, "submitted", "submitting", "submits"),
        ("convey", False, "conveyed", "conveying", "conveys"),
        ("agree", False, "agreed", "agreeing", "agrees"),
    ],
)
def test_a_regular_verb_has_its_forms(base: str, doubled: bool, past: str, ing: str, third: str) -> None:
    forms = inflect(base, doubled, {})
    assert (past, "past") in forms
    assert (ing, "ing") in forms
    assert (third, "s") in forms


@pytest.mark.parametrize("word", ["said", "told", "admitted", "quipped", "spoke", "underscored", "laments", "thanking", "felt"])
def test_a_form_of_a_reporting_verb_is_known_as_one(word: str) -> None:
    verb = cues().verbs[word]
    assert verb is not None
    assert verb.classes & SPEAKING


@pytest.mark.parametrize("word", ["moderated", "chaired", "attended", "presided"])
def test_to_take_part_is_not_to_speak(word: str) -> None:
    verb = cues().verbs[word]
    assert verb is not None
    assert not verb.classes & SPEAKING


@pytest.mark.parametrize("word", ["red", "bed", "thing", "said.", "ings", "s", "", "yesterday"])
def test_other_words_are_no_verbs(word: str) -> None:
    assert cues().verbs[word] is None


def test_a_form_of_two_verbs_is_taken_for_the_irregular_one() -> None:
    verb = cues().verbs["found"]
    assert verb is not None
    assert verb.base == "find"
