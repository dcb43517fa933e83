"""A template is told what to print: the source's words, catalogue labels, and what is missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from build_proceedings import CLOSING, OPENING, OUTCOME, Person, Said, doubtful, make, many_sessions, said
from markupsafe import escape

from proceedings.model import Words
from proceedings.read import read
from proceedings.structure import structure
from proceedings.typeset import Edition, View
from proceedings.typeset.view import Plan, labels, long_date

ANA = Person("Ana Ruiz", "Minister", "Minister of Transport of Spain")


def view(*sentences: Said, people: tuple[Person, ...] = (), edition: Edition | None = None, **event: object) -> View:
    return View(make(sentences or (OPENING, OUTCOME), people, **event), edition or Edition("made"))  # type: ignore[arg-type]


def values(made: View, label: str, *, participants: bool = True) -> list[str] | None:
    return next((list(map(str, r["values"])) for r in made.facts(participants=participants) if r["label"] == label), None)


def markup(phrase: object) -> str:
    return str(escape(phrase))


# -- title and facts ------------------------------------------------------------------------------------------------------


def test_the_event_s_own_title_stands_over_the_headline() -> None:
    made = view(said("headline", "Ministers meet"), OPENING, title="transit and trade").common("brief")
    assert (str(made["title"]), str(made["deck"])) == ("transit and trade", "Ministers meet")


def test_without_a_title_the_headline_is_the_title() -> None:
    made = view(said("headline", "Ministers meet"), OPENING).common("brief")
    assert (str(made["title"]), made["deck"]) == ("Ministers meet", None)


def test_a_headline_that_is_the_title_is_not_printed_twice() -> None:
    made = view(said("headline", "Ministers meet"), OPENING, title="Ministers meet").common("brief")
    assert (str(made["title"]), made["deck"]) == ("Ministers meet", None)


def test_without_either_the_file_s_name_is_the_title() -> None:
    assert str(view(OPENING).common("brief")["title"]) == "made"


def test_facts_that_the_source_lacks_have_no_value() -> None:
    made = view()
    assert [values(made, label) for label in ("When", "Where", "Organised by")] == [[], [], []]
    assert values(made, "With") is None
    assert values(made, "Participants") is None


def test_the_fact_strip_of_the_sheet_always_has_its_four_cells() -> None:
    assert [row["label"] for row in view().facts(participants=False)] == ["When", "Where", "Organised by", "With"]


def test_hosts_and_partners_are_kept_apart() -> None:
    made = view(hosts=["The Institute", "The Academy"], partners=["The Embassy"])
    assert values(made, "Organised by") == ["The Institute", "The Academy"]
    assert values(made, "With") == ["The Embassy"]


@pytest.mark.parametrize(
    ("venue", "city", "where"),
    [
        ("Movenpick Hotel", "Islamabad", ["Movenpick Hotel", "Islamabad"]),
        ("Serena Hotel, Islamabad", "Islamabad", ["Serena Hotel, Islamabad"]),
        (None, "Islamabad", ["Islamabad"]),
        ("Movenpick Hotel", None, ["Movenpick Hotel"]),
        ("Jerome Hall", "Rome", ["Jerome Hall", "Rome"]),
        ("Climate Centre", "Lima", ["Climate Centre", "Lima"]),
    ],
)
def test_the_city_is_named_unless_the_venue_names_it(venue: str | None, city: str | None, where: list[str]) -> None:
    assert values(view(venue=venue, city=city), "Where") == where


def test_what_a_human_corrected_stands() -> None:
    p = make([OPENING])
    made = View(replace(p, event=replace(p.event, date=Words(None, "3 March 2026"))), Edition("made"))
    assert values(made, "When") == ["3 March 2026"]


# -- the edition -------------------------------------------------------------------------------------------------------------


def test_a_document_says_whether_it_was_reviewed() -> None:
    assert view().common("brief")["state"] == "Not reviewed"
    reviewed = view(edition=Edition("made", reviewed_by="Bo Lee", reviewed_on="2026-11-04"))
    assert reviewed.common("brief")["state"] == "Reviewed by Bo Lee, 4\u00a0November\u00a02026"
    for basis in (reviewed.disclaimer(), reviewed.sheet_basis()):
        assert "reviewed by Bo Lee on 4\u00a0November\u00a02026" in basis


def test_the_date_of_a_review_is_not_said_twice_and_a_long_name_stands_in_the_basis_only() -> None:
    name = "Ambassador Maria von Hohenlohe"
    dated = Edition("made", date="2026-11-04", reviewed_by="Bo Lee", reviewed_on="2026-11-04")
    assert view(edition=dated).common("brief")["state"] == "Reviewed by Bo Lee"
    long = view(edition=Edition("made", date="2026-11-04", reviewed_by=name, reviewed_on="2026-11-04"))
    assert long.common("brief")["state"] == "Reviewed"
    assert name in long.disclaimer() and name in long.sheet_basis()


def test_an_edition_has_a_date_only_where_one_was_given() -> None:
    assert view().common("brief")["edition"] == ""
    assert view(edition=Edition("made", date="2026-03-01")).common("brief")["edition"] == "Edition of 1\u00a0March\u00a02026"


def test_a_date_is_written_out_with_spaces_that_hold() -> None:
    assert long_date("2026-11-24") == "24\u00a0November\u00a02026"


def test_the_reference_is_the_given_one_or_the_short_hash() -> None:
    assert view().common("brief")["reference"] == "Reference 01234567"
    assert view(edition=Edition("made", reference="A/7")).common("brief")["reference"] == "Reference A/7"


# -- speakers ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "affiliation", "capacity"),
    [
        ("Minister of Transport", "Government of Spain", "Minister of Transport, Government of Spain"),
        ("Chairman of ISSI’s Board", "ISSI", "Chairman of ISSI’s Board"),
        ("Minister of Transport of Spain", "spain", "Minister of Transport of Spain"),
        (None, "Institute of Peace", "Institute of Peace"),
        ("Director", None, "Director"),
        (None, None, ""),
        ("Head of Mission", "ISSI", "Head of Mission, ISSI"),
        ("Director for European Studies", "UNO", "Director for European Studies, UNO"),
    ],
)
def test_a_capacity_joins_role_and_affiliation_unless_the_role_names_it(
    role: str | None, affiliation: str | None, capacity: str
) -> None:
    made = view(OPENING, people=(Person("Ana Ruiz", None, role, affiliation),))
    assert made.capacity(made.proceedings.speakers[0]) == capacity


@pytest.mark.parametrize(
    ("honorific", "role", "name"),
    [
        ("Ambassador", "Kazakhstan’s Ambassador to Pakistan", "Ana Ruiz"),
        ("Ambassador", "Chair of the board", "Ambassador Ana Ruiz"),
        (None, "Chair of the board", "Ana Ruiz"),
        ("Dr", "Director of Hydrology", "Dr Ana Ruiz"),
        ("Engineer", "President of the Engineers’ Union", "Engineer Ana Ruiz"),
    ],
)
def test_a_label_gives_the_honorific_unless_the_capacity_does(honorific: str | None, role: str, name: str) -> None:
    made = view(OPENING, people=(Person("Ana Ruiz", honorific, role),))
    (person,) = made.label((made.proceedings.speakers[0].id,), doubtful=False)["people"]
    assert person == {"name": name, "capacity": role}


def test_the_speakers_table_tells_name_capacity_session_and_paragraphs() -> None:
    made = view(
        said("welcome", "Minister Ana Ruiz welcomed all.", "Ana Ruiz"),
        said("working", "A panel followed."),
        said("concluding", "She thanked them.", "Ana Ruiz", certainty="carried"),
        people=(ANA,),
    )
    (row,) = made.brief()["speakers"]
    assert (row["honorific"], row["name"]) == ("Minister", "Ana Ruiz")
    assert row["capacity"] == "Minister of Transport of Spain"
    assert (row["session"], row["sessions"]) == ("Opening, Concluding", "Opening session, Concluding session")
    assert row["numbers"] == [1, 3]


def test_of_very_many_paragraphs_the_first_are_cited_and_a_sign_says_that_there_are_more() -> None:
    turns = [s for n in range(130) for s in (said("working", f"Ana Ruiz said {n}.", "Ana Ruiz"), said("working", "It rained."))]
    made = view(*turns, people=(ANA,))
    (brief,), (sheet,) = made.brief()["speakers"], made.summary(Plan())["speakers"]
    assert len(made.numbers) > 130
    assert (len(brief["numbers"]), brief["numbers"][-1]) == (120, "…")
    assert (len(sheet["numbers"]), sheet["numbers"][-1]) == (5, "…")


def test_a_sentence_that_does_not_name_its_speaker_gets_a_label() -> None:
    made = view(OPENING, said("working", "She spoke of trade.", "Ana Ruiz", certainty="carried"), people=(ANA,))
    point = made.point(1)
    assert point["label"] == {"people": [{"name": "Ana Ruiz", "capacity": "Minister of Transport of Spain"}], "uncertain": ""}
    assert point["number"] == 2


def test_a_sentence_that_names_its_speaker_gets_none_and_the_name_is_set_apart() -> None:
    point = view(OPENING, said("working", "Minister Ana Ruiz spoke of trade.", "Ana Ruiz"), people=(ANA,)).point(1)
    assert point["label"] is None
    assert '<b class="name">Ana Ruiz</b>' in markup(point["words"])


def test_a_group_is_called_by_the_catalogue_s_word() -> None:
    made = view(OPENING, said("working", "They spoke of trade.", "*", certainty="carried"))
    assert made.point(1)["label"]["people"] == [{"name": "Participants", "capacity": ""}]


def test_a_doubtful_attribution_is_marked_even_where_the_sentence_names_the_speaker() -> None:
    made = view(OPENING, said("working", "Ana Ruiz, it seems, left.", "Ana Ruiz", certainty="doubtful"), people=(ANA,))
    assert made.point(1)["label"]["uncertain"] == "(attribution uncertain)"


def test_the_reporter_s_own_words_have_no_label() -> None:
    assert view(OPENING).point(0)["label"] is None


def test_several_speakers_of_one_sentence_are_all_named() -> None:
    people = (ANA, Person("Bo Lee"))
    made = view(OPENING, said("working", "Both agreed.", "Ana Ruiz", "Bo Lee", certainty="carried"), people=people)
    assert [person["name"] for person in made.point(1)["label"]["people"]] == ["Ana Ruiz", "Bo Lee"]


def test_a_name_is_set_apart_at_its_first_mention_in_each_session() -> None:
    said_twice = [said(s, "Ana Ruiz spoke. ", "Ana Ruiz") for s in ("welcome", "welcome", "concluding")]
    groups = view(*said_twice, people=(ANA,)).groups()
    bold = [markup(part["words"]).count("<b") for g in groups for p in g["paragraphs"] for part in p["parts"]]
    assert sum(bold) == 2


# -- proceedings -----------------------------------------------------------------------------------------------------------


def test_sessions_are_labelled_by_their_own_title_or_by_their_kind() -> None:
    found = [str(g["label"]) for g in many_sessions_view().groups()]
    assert found[0] == "Background"
    assert found[1:9] == [f"Panel {n}: Corridors, Ports and Paperwork" for n in range(1, 9)]
    assert found[9:] == ["Concluding session"]


def many_sessions_view() -> View:
    return View(many_sessions(), Edition("made"))


def test_the_outcome_joins_the_concluding_session_when_it_follows_it() -> None:
    assert [str(g["label"]) for g in view(OPENING, CLOSING, OUTCOME).groups()] == ["Background", "Concluding session"]
    assert [str(g["label"]) for g in view(OPENING, OUTCOME).groups()] == ["Background", "Outcome"]


def test_one_working_session_alone_is_called_working_sessions_as_the_mock_up_has_it() -> None:
    assert str(view(said("working", "Trade was discussed.")).groups()[0]["label"]) == "Working sessions"


def test_every_group_knows_what_it_is_called_where_it_goes_on() -> None:
    assert view(OPENING).groups()[0]["continued"] == "Background, continued"


def test_paragraphs_are_numbered_through_the_document() -> None:
    numbers = [p["number"] for g in many_sessions_view().groups() for p in g["paragraphs"]]
    assert numbers == list(range(1, len(numbers) + 1))


def test_bullets_stand_by_themselves() -> None:
    stem, *points = (
        said("outcome", text, "*", shape=shape) for text, shape in [("They agreed:", "prose"), ("- one;", "bullet")]
    )
    (group,) = view(stem, *points).groups()
    assert [part["bullets"] for p in group["paragraphs"] for part in p["parts"]] == [False, True]


# -- outcome and bottom line --------------------------------------------------------------------------------------------------


def test_an_outcome_that_is_the_bottom_line_is_not_printed_twice() -> None:
    made = view(OPENING, OUTCOME)
    assert str(made.brief()["bottom_line"]["words"]) == OUTCOME.text
    assert made.brief()["outcome"] == made.summary(Plan())["outcome"] == []
    only = "As in the bottom line; no other outcome is recorded in the source."
    assert made.brief()["outcome_note"] == made.summary(Plan())["outcome_note"] == only


def test_without_an_outcome_none_is_recorded() -> None:
    made = view(OPENING, CLOSING)
    assert made.brief()["outcome_note"] == made.summary(Plan())["outcome_note"] == "None recorded in the source"


def test_several_outcomes_are_all_printed_in_the_brief() -> None:
    second = said("outcome", "A working group on water will report in May.", "*")
    made = view(OPENING, OUTCOME, second)
    assert [str(point["words"]) for point in made.brief()["outcome"]] == [OUTCOME.text, second.text]
    assert made.brief()["outcome_note"] == ""


# -- figures -------------------------------------------------------------------------------------------------------------------


def test_a_figure_tells_what_it_measures_who_says_it_and_where() -> None:
    sentence = said("working", "Ana Ruiz put exports at $1.7 billion.", "Ana Ruiz")
    (figure,) = view(OPENING, sentence, people=(ANA,), figures=[("$1.7 billion", "exports")]).brief()["figures"]
    assert (str(figure["words"]), str(figure["what"]), figure["who"], figure["number"]) == (
        "$1.7 billion",
        "exports",
        "Ana\u00a0Ruiz",
        2,
    )


@pytest.mark.parametrize(
    ("words", "cited", "what", "told"),
    [
        (
            "Ana Ruiz said the bridge would cost $4.2 million over two years.",
            "$4.2 million",
            None,
            "the bridge would cost $4.2 million over two years",
        ),
        (
            "Losses fell, Ana Ruiz noted, and costs by 12 per cent in May.",
            "12 per cent",
            "costs",
            "and costs by 12 per cent in May",
        ),
        ("Ana Ruiz named 140 officials.", "140", "officials", "officials"),
        ("Ana Ruiz said 12 per cent.", "12 per cent", None, ""),
        ("Ana Ruiz was brief: $5.", "$5", None, ""),
    ],
)
def test_a_figure_whose_words_do_not_say_what_is_counted_has_the_clause_around_it(
    words: str, cited: str, what: str | None, told: str
) -> None:
    made = view(OPENING, said("working", words, "Ana Ruiz"), people=(ANA,), figures=[(cited, what)])
    (figure,) = made.brief()["figures"]
    assert str(figure["what"]) == told


def test_a_figure_of_a_doubtful_sentence_carries_the_doubt() -> None:
    sentence = said("working", "Exports stand at $1.7 billion.", "Ana Ruiz", certainty="doubtful")
    (figure,) = view(OPENING, sentence, people=(ANA,), figures=[("$1.7 billion", None)]).brief()["figures"]
    assert figure["who"] == "Ana\u00a0Ruiz (attribution uncertain)"


# -- source and basis ----------------------------------------------------------------------------------------------------------


def basis(made: View) -> dict[str, str]:
    return {row["label"]: str(row["value"]) for row in made.basis()}


def test_the_basis_names_the_file_and_its_digest() -> None:
    assert basis(view())["File"].split() == ["made.txt", "·", "SHA-256", "0123456789ab"]


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ((), "2 used; none set aside"),
        (("#trade #water",), "2 used; 1 line of hashtags set aside"),
        (("#trade", "#water"), "2 used; 2 lines of hashtags set aside"),
        (
            ("By our reporter",),
            "2 used; 1 line that is no part of the report (byline, contact, note on the publisher) set aside",
        ),
    ],
)
def test_the_basis_counts_what_was_used_and_what_was_set_aside(more: tuple[str, ...], line: str) -> None:
    assert basis(view(OPENING, OUTCOME, *(said("boilerplate", text) for text in more)))["Sentences"] == line


def test_the_basis_tells_on_what_evidence_statements_are_attributed() -> None:
    assert basis(View(doubtful(), Edition("made")))["Attribution"] == (
        "5 statements by 2 named speakers: 2\u00a0stated (name and reporting verb in the sentence), "
        "2\u00a0carried (pronoun or continued speech), 1\u00a0doubtful"
    )
    assert basis(view())["Attribution"] == "no statement by a named speaker"


def test_a_doubt_about_a_group_is_a_doubt() -> None:
    unsure = said("working", "It was agreed to meet again.", "*", certainty="doubtful")
    sure = said("working", "Minister Ana Ruiz spoke of trade.", "Ana Ruiz")
    assert "none\u00a0doubtful" not in basis(view(OPENING, sure, unsure, people=(ANA,)))["Attribution"]


def test_what_the_source_does_not_say_of_itself_is_empty() -> None:
    assert basis(view())["Publisher, date"] == ""


def test_the_sheet_names_the_brief_it_belongs_to() -> None:
    assert "made-brief.pdf" in view().sheet_basis()


def test_the_sheet_s_basis_quotes_the_headline() -> None:
    assert (
        view(said("headline", "Ministers meet"), OPENING)
        .sheet_basis()
        .startswith("Source: “Ministers meet”, publisher and date")
    )


# -- the sheet ----------------------------------------------------------------------------------------------------------------


def test_a_cut_table_of_speakers_says_how_many_are_left_out() -> None:
    made = many_sessions_view()
    assert made.summary(Plan(rows=6))["more_speakers"] == "and 18 others, see brief"
    assert made.summary(Plan(rows=23))["more_speakers"] == "and one other, see brief"
    assert made.summary(Plan())["more_speakers"] == ""
    assert len(made.summary(Plan(rows=6))["speakers"]) == 6


def test_fewer_messages_keep_the_order_of_print() -> None:
    made = many_sessions_view()
    five = [str(point["words"]) for point in made.summary(Plan())["messages"]]
    three = [str(point["words"]) for point in made.summary(Plan(messages=3))["messages"]]
    assert len(five) == 5 and len(three) == 3
    assert three == [text for text in five if text in three]


def test_every_label_of_the_catalogue_is_text() -> None:
    assert all(isinstance(text, str) and text for text in labels().values())


def test_the_mark_of_a_bullet_or_a_heading_is_no_word_where_the_sentence_stands_alone() -> None:
    minutes = structure(read(Path(__file__).parents[2] / "seeds" / "library-council-minutes.md"))
    brief = View(minutes, Edition("minutes")).brief()
    assert str(brief["title"]).startswith("Minutes of the public hearing")
    alone = [str(point["words"]) for point in (*brief["key_points"], *brief["outcome"])]
    assert any(words.startswith("option B be costed") for words in alone)
    assert not any(words.startswith(("-", "#")) for words in alone)
