"""Words of the source become markup by escaping alone, with their place and the names in them."""

from __future__ import annotations

import pytest

from proceedings.text import Source, Span
from proceedings.typeset.markup import Node, parse
from proceedings.typeset.phrases import Joined, Phrase, clip, join_words

TEXT = 'Ana Ruiz of AT&T said "<b>no</b>" & left; Bo Lee, who came late, agreed.'
SOURCE = Source("a.txt", TEXT, "")
WHOLE = Span(0, len(TEXT))


def nodes(phrase: Phrase | Joined) -> Node:
    return parse(f"<document>{phrase.__html__()}</document>", "x.html")


def test_a_phrase_gives_its_words_letter_for_letter() -> None:
    assert nodes(Phrase(SOURCE, WHOLE)).text() == TEXT


def test_a_phrase_knows_its_place() -> None:
    (span,) = nodes(Phrase(SOURCE, Span(4, 8))).children
    assert isinstance(span, Node)
    assert (span.attributes["span"], span.text()) == ("4:8", "Ruiz")


def test_names_are_set_apart_and_nothing_else() -> None:
    names = (Span(0, 8), Span(TEXT.index("Bo Lee"), TEXT.index("Bo Lee") + 6))
    (span,) = nodes(Phrase(SOURCE, WHOLE, names)).children
    assert isinstance(span, Node)
    bold = [child for child in span.children if isinstance(child, Node)]
    assert [(node.tag, node.classes, node.text()) for node in bold] == [("b", ["name"], "Ana Ruiz"), ("b", ["name"], "Bo Lee")]
    assert span.text() == TEXT


def test_names_that_overlap_do_not_double_words() -> None:
    assert nodes(Phrase(SOURCE, WHOLE, (Span(0, 8), Span(4, 8), Span(0, 3)))).text() == TEXT


def test_a_clipped_phrase_ends_in_a_mark_of_omission() -> None:
    end = TEXT.index(";")
    assert nodes(Phrase(SOURCE, WHOLE, clipped=end, omission="[…]")).text() == TEXT[:end] + " […]"


def test_a_name_beyond_the_clip_is_not_set() -> None:
    name = Span(TEXT.index("Bo Lee"), TEXT.index("Bo Lee") + 6)
    assert "Bo Lee" not in nodes(Phrase(SOURCE, WHOLE, (name,), TEXT.index(";"), "[…]")).text()


def test_phrases_are_joined_by_a_space() -> None:
    assert nodes(Joined((Phrase(SOURCE, Span(0, 3)), Phrase(SOURCE, Span(4, 8))))).text() == "Ana Ruiz"


@pytest.mark.parametrize(
    ("sentence", "words", "kept"),
    [
        ("One two three four five, six seven eight.", 6, "One two three four five"),
        ("One two three; four five, six seven eight.", 6, "One two three; four five"),
        ("One two three four five six seven.", 5, None),
        ("One, two three four five six seven eight nine.", 6, None),
        ("One two, three.", 6, None),
        ("Two thirds or 1,234,567 people came to see, they say.", 8, None),
    ],
)
def test_a_sentence_is_clipped_at_a_clause_boundary_or_not_at_all(sentence: str, words: int, kept: str | None) -> None:
    end = clip(Source("a.txt", sentence, ""), Span(0, len(sentence)), words)
    assert (None if end is None else sentence[:end]) == kept


def test_words_are_joined_where_there_are_any() -> None:
    assert join_words(["Almaty", "", "Kazakhstan"]) == "Almaty, Kazakhstan"
    assert join_words(["Dr.", "Noor"], " ") == "Dr. Noor"
    assert join_words([]) == ""
