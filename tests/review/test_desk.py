"""The desk: each decision is kept at once, means what the command line means by it, and loses nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from reviewed import FORUM, desk_of

from proceedings.errors import UsageError
from proceedings.review.desk import Desk
from proceedings.revise.storage import StaleError, read_sidecar


def find(state: dict[str, Any], words: str) -> int:
    """Give the sentence that holds some words."""
    return next(i for i, s in enumerate(state["sentences"]) if words in s["text"])


def act(desk: Desk, **asked: object) -> dict[str, Any]:
    return desk.act(desk.state()["revision"], asked)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_of(tmp_path)


def test_the_state_shows_every_sentence_of_the_source_in_its_order(desk: Desk) -> None:
    texts = [s["text"] for s in desk.state()["sentences"]]
    assert " ".join(" ".join(texts).split()) == " ".join(FORUM.read_text(encoding="utf-8").split())


def test_people_who_say_nothing_can_be_chosen_too(desk: Desk) -> None:
    people = desk.state()["people"]
    assert {p["name"] for p in people} >= {"Dr Nguyễn Thị Minh Châu", "Captain (Retd) Samina Qureshi"}
    assert len({p["id"] for p in people}) == len(people)


def test_a_decision_is_in_the_file_before_the_desk_answers(desk: Desk) -> None:
    i = find(desk.state(), "She thanked the volunteers")
    state = act(desk, kind="speakers", sentence=i, speakers=["samina-qureshi"])
    kept = read_sidecar(desk.path)
    assert [c.speakers for c in kept.corrections] == [("Samina Qureshi",)]
    assert kept.corrections[0].stamp.by == "Ana Ruiz"
    assert state["sentences"][i]["speakers"] == ["samina-qureshi"]
    assert state["sentences"][i]["decided"] and not state["sentences"][i]["doubtful"]


@pytest.mark.parametrize(("given", "kept"), [([], ()), (["collective"], ("collective",))])
def test_nobody_and_participants_can_be_chosen(desk: Desk, given: list[str], kept: tuple[str, ...]) -> None:
    state = act(desk, kind="speakers", sentence=4, speakers=given)
    assert state["sentences"][4]["speakers"] == list(kept)
    assert read_sidecar(desk.path).corrections[0].speakers == kept


def test_right_as_it_is_takes_the_doubt_away(desk: Desk) -> None:
    i = next(i for i, s in enumerate(desk.state()["sentences"]) if s["doubtful"])
    speakers = desk.state()["sentences"][i]["speakers"]
    state = act(desk, kind="keep", sentence=i)
    assert state["sentences"][i]["speakers"] == speakers
    assert not state["sentences"][i]["doubtful"]


def test_a_new_person_gets_the_sentence_and_the_capacity_that_was_written(desk: Desk) -> None:
    new = {"name": "Mai Lan", "honorific": "Dr", "role": "Rapporteur", "affiliation": ""}
    state = act(desk, kind="person", sentence=2, **new)
    person = next(p for p in state["people"] if p["id"] == state["sentences"][2]["speakers"][0])
    assert (person["name"], person["capacity"]) == ("Dr Mai Lan", "Rapporteur")


def test_two_names_become_one_person(desk: Desk) -> None:
    before = {p["id"] for p in desk.state()["people"]}
    state = act(desk, kind="merge", person="tran-van-đuc", same_as="le-quang-huy")
    assert {p["id"] for p in state["people"]} == before - {"tran-van-đuc"}
    assert not any("tran-van-đuc" in s["speakers"] for s in state["sentences"])


def test_facts_sections_texts_keys_and_omissions_are_kept(desk: Desk) -> None:
    act(desk, kind="event", field="organizers", value="River Guild; Delta College")
    act(desk, kind="section", sentence=6, section="outcome")
    act(desk, kind="text", sentence=7, text="Forecast errors had fallen, he said.")
    act(desk, kind="key", sentence=8, on=True)
    state = act(desk, kind="drop", sentence=9, on=True)
    assert next(f for f in state["event"] if f["field"] == "organizers")["value"] == "River Guild; Delta College"
    assert state["sentences"][6]["section"] == "outcome"
    assert state["sentences"][7]["corrected"] == "Forecast errors had fallen, he said."
    assert state["sentences"][8]["key"]
    assert state["sentences"][9]["dropped"]
    assert Desk(desk.path, desk.order).state()["sentences"] == state["sentences"]


def test_undo_takes_back_one_step_at_a_time(desk: Desk) -> None:
    before = desk.state()["sentences"]
    act(desk, kind="speakers", sentence=4, speakers=[])
    act(desk, kind="drop", sentence=5, on=True)
    assert "set aside" in desk.state()["undo"]
    act(desk, kind="undo")
    assert not desk.state()["sentences"][5]["dropped"]
    act(desk, kind="undo")
    assert desk.state()["sentences"] == before
    assert desk.state()["undo"] == ""
    with pytest.raises(UsageError, match="nothing to undo"):
        act(desk, kind="undo")


def test_an_approval_waits_for_the_doubts_and_lapses_with_the_next_change(desk: Desk) -> None:
    with pytest.raises(UsageError, match="still to be decided"):
        act(desk, kind="approve", by="Ana Ruiz")
    for i, sentence in enumerate(desk.state()["sentences"]):
        if sentence["doubtful"]:
            act(desk, kind="keep", sentence=i)
    state = act(desk, kind="approve", by="Ana Ruiz")
    assert state["state"] == "Reviewed by Ana Ruiz, 24\u00a0November\u00a02026"
    assert act(desk, kind="drop", sentence=3, on=True)["state"] == "Not reviewed"


def test_what_somebody_else_wrote_is_noticed_and_kept(desk: Desk, tmp_path: Path) -> None:
    shown = desk.state()["revision"]
    other = Desk(desk.path, desk.order, "Tom Lee")
    act(other, kind="speakers", sentence=4, speakers=[])
    with pytest.raises(StaleError, match="changed meanwhile"):
        desk.act(shown, {"kind": "drop", "sentence": 4, "on": True})
    assert len(read_sidecar(desk.path).corrections) == 1
    assert desk.state()["sentences"][4]["speakers"] == []
    act(desk, kind="drop", sentence=4, on=True)
    assert [c.stamp.by for c in read_sidecar(desk.path).corrections] == ["Tom Lee", "Ana Ruiz"]


def test_a_changed_article_is_read_again(desk: Desk) -> None:
    desk.path.write_text(desk.path.read_text(encoding="utf-8").replace("by torchlight", "by candlelight"), encoding="utf-8")
    assert "candlelight" in str(desk.state()["sentences"])


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "nothing"},
        {"kind": "speakers", "sentence": 99, "speakers": []},
        {"kind": "speakers", "sentence": -1, "speakers": []},
        {"kind": "speakers", "sentence": 4, "speakers": ["nobody-here"]},
        {"kind": "speakers", "sentence": 4},
        {"kind": "section", "sentence": 4, "section": "lobby"},
        {"kind": "text", "sentence": 4, "text": "   "},
        {"kind": "event", "field": "colour", "value": "red"},
        {"kind": "merge", "person": "collective", "same_as": "le-quang-huy"},
        {"kind": "approve", "by": " ", "with_doubts": True},
        {},
    ],
)
def test_what_makes_no_sense_is_refused_and_writes_nothing(desk: Desk, asked: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        act(desk, **asked)
    assert not read_sidecar(desk.path).text


def test_a_sheet_that_does_not_fit_is_said_and_the_brief_still_shown(desk: Desk) -> None:
    act(desk, kind="event", field="title", value="A very long title of many words " * 60)
    papers = desk.state()["papers"]
    assert papers["brief"]["pages"]
    assert "does not fit" in papers["summary"]["problem"] and not papers["summary"]["pages"]
    with pytest.raises(LookupError):
        desk.paper("summary")


def test_every_printed_sentence_is_found_on_its_page(desk: Desk) -> None:
    state = desk.state()
    places, sizes = state["papers"]["brief"]["places"], state["papers"]["brief"]["pages"]
    assert {i for i, s in enumerate(state["sentences"]) if s["number"] is not None} <= set(places)
    for boxes in places.values():
        for page, x, y, width, height in boxes:
            assert x >= 0 and x + width <= sizes[page][0]
            assert y >= 0 and y + height <= sizes[page][1]
