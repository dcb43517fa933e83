"""A correction follows its sentence, and never goes to another: what is not sure is an orphan."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from light_edits import Count, try_article

from proceedings.revise.anchor import CONTEXT, Flat, find_places, flat, make_anchor
from proceedings.revise.entries import Anchor, Fit
from proceedings.structure.segment import segment
from proceedings.text import Source, Span

CORPUS = Path(__file__).parents[1] / "corpus"
TEXT = """\
The conference was opened by the host, who called the rivers a common house of six families.

Ana Ruiz proposed a joint network of stations. Thank you. She asked the ministries to publish their data every month.

Marat Tulegen warned that dams stand idle in dry years. Thank you. He added that prices must follow the seasons.

The participants adopted a call for a standing committee, which is to meet in the autumn.
"""


def source(text: str) -> Source:
    return Source("a.txt", text, "0" * 64)


def tie(words: str, text: str = TEXT, at: int = 0) -> Anchor:
    """Make the anchor of a sentence."""
    start = text.index(words, at)
    return make_anchor(source(text), Span(start, start + len(words)))


def place(text: str, anchor: Anchor) -> tuple[Fit, str]:
    """Find an anchor's words in another version."""
    now = source(text)
    (found,) = find_places(now, [s.span for s in segment(now)], [anchor])
    return found.fit, now.words(found.span) if found.span is not None else ""


SENTENCE = "He added that prices must follow the seasons."


@pytest.mark.parametrize(
    ("old", "new", "fit", "words"),
    [
        ("", "", Fit.EXACT, SENTENCE),
        ("The conference", "In Almaty, the conference", Fit.EXACT, SENTENCE),
        ("Thank you. He", "Thank you. Nobody answered. He", Fit.EXACT, SENTENCE),
        ("prices must follow", "prices\nmust  follow", Fit.EXACT, "He added that prices\nmust  follow the seasons."),
        ("prices must follow", "price must folow", Fit.CARRIED, "He added that price must folow the seasons."),
        ("the seasons.", "the seasons of the year.", Fit.CARRIED, "He added that prices must follow the seasons of the year."),
        (SENTENCE, "", Fit.ORPHANED, ""),
        (SENTENCE, "Nothing more was said of it on that day.", Fit.ORPHANED, ""),
        (SENTENCE, f"{SENTENCE} {SENTENCE}", Fit.ORPHANED, ""),
    ],
)
def test_a_changed_article_is_searched_for_the_sentence(old: str, new: str, fit: Fit, words: str) -> None:
    assert place(TEXT.replace(old, new) if old else TEXT, tie(SENTENCE)) == (fit, words)


def test_a_sentence_that_was_moved_is_carried_over() -> None:
    moved = f"{SENTENCE}\n\n" + "Much else was said that nobody wrote down. " * 40 + TEXT.replace(SENTENCE, "")
    assert place(moved, tie(SENTENCE)) == (Fit.CARRIED, SENTENCE)


def test_words_that_stand_twice_are_told_apart_by_what_stands_beside_them() -> None:
    second = TEXT.index("Thank you.") + 20
    for at, neighbour in ((0, "She asked"), (second, "He added")):
        anchor = tie("Thank you.", at=at)
        assert max(len(anchor.before), len(anchor.after)) > CONTEXT
        now = source(TEXT.replace("The conference", "Today the conference"))
        (found,) = find_places(now, [s.span for s in segment(now)], [anchor])
        assert found.fit is Fit.EXACT and found.span is not None
        assert now.text[found.span.end :].lstrip().startswith(neighbour)


def test_words_that_stood_twice_do_not_go_to_the_other_when_theirs_are_gone() -> None:
    second = TEXT.index("Thank you.") + 20
    gone = TEXT.replace(" Thank you. She", " She")
    assert place(gone, tie("Thank you.")) == (Fit.ORPHANED, "")
    assert place(gone, tie("Thank you.", at=second))[0] is Fit.EXACT


def test_a_quotation_written_by_hand_must_stand_once() -> None:
    assert place(TEXT, Anchor("prices must follow")) == (Fit.EXACT, "prices must follow")
    assert place(TEXT, Anchor("Thank you.")) == (Fit.ORPHANED, "")
    assert place(TEXT, Anchor("Thank you.", before="a joint network of stations."))[0] is Fit.EXACT


def test_part_of_a_word_is_no_match() -> None:
    assert place(TEXT, Anchor("price")) == (Fit.ORPHANED, "")


def test_two_sentences_that_are_as_close_are_a_tie() -> None:
    text = "The first region asked for three new bridges. The second region asked for three new bridges."
    assert place(text, Anchor("The other region asked for three new bridges."))[0] is Fit.ORPHANED


def test_a_sentence_of_another_correction_is_not_taken() -> None:
    one, other = "The north asked for ten new bridges in all.", "The south asked for ten new bridges in all."
    text = f"They met in March.\n\n{one} {other}\n\nThey parted in May."
    now = source(text.replace(f" {other}", ""))
    places = find_places(now, [s.span for s in segment(now)], [tie(one, text), tie(other, text)])
    assert [p.fit for p in places] == [Fit.EXACT, Fit.ORPHANED]


@given(st.text(st.sampled_from("ab. \n"), min_size=1, max_size=60), st.data())
def test_an_anchor_always_finds_its_own_words_in_its_own_source(text: str, data: st.DataObject) -> None:
    now = source(text)
    spans = [s.span for s in segment(now)]
    if spans:
        span = data.draw(st.sampled_from(spans))
        (found,) = find_places(now, spans, [make_anchor(now, span)])
        assert found.span in (span, None)


@given(st.text(max_size=40))
def test_flattened_text_knows_where_it_came_from(text: str) -> None:
    words = Flat(source(text))
    assert words.text.strip() == flat(text)
    for i, c in enumerate(words.text):
        assert c == " " or text[words.offsets[i]] == c


def test_on_light_edits_nearly_all_are_found_again_and_none_is_misplaced() -> None:
    random, count = Random(7), Count()
    for path in sorted((CORPUS / "seed").glob("*.txt"))[:1] + sorted((CORPUS / "p").glob("*.txt"))[:7]:
        for remove in (False, True):
            try_article(path.read_text(encoding="utf-8"), random, count, remove=remove)
    assert (count.misplaced, count.gone_misplaced) == (0, 0), count.faults
    assert count.anchored >= 0.95, count.faults
    assert count.total > 50
