"""The summary sheet fits on one side: it gives up what it must, rung by rung, says so, and never goes below the floor."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from build_proceedings import CLOSING, OPENING, OUTCOME, make, no_sessions, said, speeches
from geometry import faults
from setting import rules, runs, text_of

from proceedings.errors import FitError
from proceedings.model import Proceedings
from proceedings.typeset import Edition, Layout, Typeset, View, open_layout, typeset_brief, typeset_summary
from proceedings.typeset.fit import ladder
from proceedings.typeset.theme import merge
from proceedings.typeset.view import Plan

LADDER = [
    "notes dropped",
    "key messages 5→4",
    "speakers 9→6 rows",
    "figures dropped",
    "key messages 4→3",
    "leading 14→13.5 pt",
    "leading 13.5→13 pt",
    "text size 10.5→10 pt",
    "text size 10→9.5 pt",
    "title size 20→18 pt",
    "title size 18→16 pt",
    "messages cut at a clause after at most 24 words",
    "messages cut at a clause after at most 16 words",
]
TITLE = "Transit and Trade: Harmonising Customs Procedures between Landlocked and Coastal Economies of the Wider Region"


@cache
def busy() -> Proceedings:
    """Proceedings that have something for every rung."""
    made, people = speeches(9)
    clauses = "which he called long overdue, given that six states had asked for it, and which the assembly took up at once"
    longer = [replace(one, text=f"{one.text[:-1]}, {clauses}.") if one.certainty == "stated" else one for one in made]
    sentences = [said("headline", TITLE), OPENING, *longer, CLOSING, OUTCOME]
    return make(sentences, people, title=TITLE, city="Almaty", figures=[("$250 million", "a joint fund")])


@cache
def view() -> View:
    return View(busy(), Edition("made"))


def narrow(last: float) -> Layout:
    """Give the diplomatic layout with the last line of its sheet so far above the bottom edge."""
    layout = open_layout("diplomatic", "a4")
    return replace(layout, tables=merge(layout.tables, {"summary": {"page": {"last": last}}}))


@cache
def sheet(last: float) -> Typeset | FitError:
    try:
        return typeset_summary(view(), narrow(last))
    except FitError as error:
        return error


HEIGHTS = [50.0, 110.0, 176.0, 236.0, 242.0, 248.0, 284.0, 380.0]


def test_the_ladder_has_its_rungs_in_order() -> None:
    theme = open_layout("diplomatic", "a4").theme(view(), "summary")
    assert [step for step, _ in ladder(view(), theme, Plan(notes=True, measures={}))] == LADDER


def test_every_rung_keeps_what_the_rungs_before_it_gave_up() -> None:
    theme = open_layout("diplomatic", "a4").theme(view(), "summary")
    plans = [plan for _, plan in ladder(view(), theme, Plan(notes=True, measures={}))]
    for one, other in pairwise(plans):
        assert other.messages <= one.messages
        assert (other.figures, other.notes) <= (one.figures, one.notes)
        assert set(one.measures) <= set(other.measures)
    assert plans[-1] == Plan(3, 6, 0, False, 16, {"leading": 13, "step": 18.5, "body": 9.5, "title": 16})


def test_there_is_no_rung_for_what_is_not_there() -> None:
    little = View(no_sessions(), Edition("made"))
    theme = open_layout("diplomatic", "a4").theme(little, "summary")
    steps = [step for step, _ in ladder(little, theme, Plan(measures={}))]
    assert not any(word in step for step in steps for word in ("notes", "speakers", "figures", "key messages"))


def test_a_sheet_that_fits_gives_up_nothing() -> None:
    made = typeset_summary(View(no_sessions(), Edition("made")), open_layout("diplomatic", "a4"))
    assert made.steps == ()


def test_the_less_room_the_further_down_the_ladder() -> None:
    found = [len(LADDER) if isinstance(made := sheet(last), FitError) else len(made.steps) for last in HEIGHTS]
    assert found == sorted(found)
    assert found[0] < 3
    assert found[-1] == len(LADDER)
    assert len(set(found)) > 5, "too few rungs are tried"


def test_the_steps_taken_are_the_first_of_the_ladder() -> None:
    for last in HEIGHTS:
        made = sheet(last)
        if isinstance(made, Typeset):
            assert list(made.steps) == LADDER[1 : len(made.steps) + 1]


def test_what_was_given_up_is_gone_and_nothing_else() -> None:
    for last in HEIGHTS:
        made = sheet(last)
        if isinstance(made, FitError):
            continue
        (page,) = made.pages.pages
        text = text_of(page)
        assert ("and 3 others, see brief" in text) == ("speakers 9→6 rows" in made.steps)
        assert ("Figures" in text) != ("figures dropped" in made.steps)
        assert ("[…]" in text) == any("clause" in step for step in made.steps)


def test_no_sheet_is_set_below_the_floor() -> None:
    for last in HEIGHTS:
        made = sheet(last)
        if isinstance(made, Typeset):
            (page,) = made.pages.pages
            assert min(run.size for run in runs(page) if run.face.startswith("serif")) >= 9.5
            assert min(run.size for run in runs(page)) >= 8.5
            assert faults(made.pages, narrow(last).theme(view(), "summary"), made.faces) == []


def test_the_floor_that_still_overflows_is_an_error_with_the_ways_out() -> None:
    error = sheet(HEIGHTS[-1])
    assert isinstance(error, FitError)
    assert error.exit_code == 5
    assert str(error).startswith("The summary sheet does not fit on one page: ")
    assert "--only brief" in (error.hint or "")
    assert "--two-sided" in (error.hint or "")


def test_two_sides_give_up_nothing_that_one_side_must() -> None:
    made = typeset_summary(view(), narrow(170), sides=2)
    assert len(made.pages.pages) == 2
    assert made.steps == ()


def test_a_sentence_without_end_overflows_the_sheet_and_not_the_brief() -> None:
    endless = said("outcome", "The conference agreed on " + "transit and trade and water and " * 150 + "peace.", "*")
    endless_view = View(make([OPENING, endless]), Edition("made"))
    layout = open_layout("diplomatic", "a4")
    with pytest.raises(FitError):
        typeset_summary(endless_view, layout)
    assert len(typeset_brief(endless_view, layout).pages.pages) > 2


def test_ruled_lines_for_notes_fill_the_room_that_is_left() -> None:
    little = View(no_sessions(), Edition("made"))
    layout = open_layout("diplomatic", "a4")
    (without,), (with_notes,) = (typeset_summary(little, layout, notes=wanted).pages.pages for wanted in (False, True))
    heights = [rule.y for rule in rules(with_notes)][len(rules(without)) + 1 :]
    assert len(heights) > 4
    assert [b - a for a, b in pairwise(heights)] == pytest.approx([24] * (len(heights) - 1))
    basis = min(run.y for run in runs(with_notes) if run.size == 8.5)
    assert heights[-1] < basis - 11


def test_a_full_sheet_has_no_room_for_notes() -> None:
    made = typeset_summary(view(), open_layout("diplomatic", "a4"), notes=True)
    assert "Notes" not in text_of(made.pages.pages[0])
