"""Proceedings become one line of JSON whose spans lead back to the source's words."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from build_proceedings import ARTICLES, Person, make, said

from proceedings.jsonform import SCHEMA_VERSION, pair, to_document, to_json
from proceedings.model import Notice, Words
from proceedings.text import Span

ANA = Person("Ana Ruiz", "Minister", "Minister of Transport", None)
PROCEEDINGS = make(
    [
        said("headline", "Ministers “meet” in Łódź"),
        said("welcome", "Minister Ana Ruiz, Minister of Transport, put exports at $1.7 billion.", "Ana Ruiz"),
        said("outcome", "They agreed \\ on\tall.", "*", certainty="carried"),
    ],
    [ANA],
    city="Łódź",
    hosts=["Ministers"],
    figures=[("$1.7 billion", "exports")],
)


def test_the_document_says_what_was_understood() -> None:
    document = to_document(PROCEEDINGS)
    text = PROCEEDINGS.source.text
    at = text.index("Ana Ruiz")
    assert document["schema"] == SCHEMA_VERSION
    assert document["source"] == {"name": "made.txt", "sha256": PROCEEDINGS.source.sha256, "text": text}
    assert document["event"]["city"] == {"text": "Łódź", "span": [text.index("Łódź"), text.index("Łódź") + 4]}
    assert document["event"]["date"] is None
    assert [(o["text"], o["part"]) for o in document["event"]["organizers"]] == [("Ministers", "host")]
    (speaker,) = document["speakers"]
    assert (speaker["name"], speaker["honorific"], speaker["affiliation"]) == ("Ana Ruiz", "Minister", None)
    assert speaker["mentions"] == [[at, at + 8]]
    assert [s["section"] for s in document["sentences"]] == ["headline", "welcome", "outcome"]
    assert [s["certainty"] for s in document["sentences"]] == [None, "stated", "carried"]
    assert [s["speakers"] for s in document["sentences"]] == [[], [speaker["id"]], ["collective"]]
    (figure,) = document["figures"]
    assert (figure["text"], figure["what"], figure["speakers"], figure["sentence"]) == (
        "$1.7 billion",
        "exports",
        [speaker["id"]],
        1,
    )
    assert document["sessions"] == [{"kind": "welcome", "title": None, "sentences": [1]}]


@pytest.mark.parametrize("article", ARTICLES)
def test_every_span_leads_to_the_words_it_stands_for(article: str) -> None:
    document = to_document(ARTICLES[article]())
    text = document["source"]["text"]

    def look(value: object) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("text"), str) and value.get("span"):
                start, end = value["span"]
                assert text[start:end] == value["text"]
            for inner in value.values():
                look(inner)
        elif isinstance(value, list):
            for inner in value:
                look(inner)

    look(document)
    for one, other in zip(document["sentences"], document["sentences"][1:], strict=False):
        assert one["span"][1] <= other["span"][0]


@pytest.mark.parametrize("article", ARTICLES)
def test_json_is_one_line_and_says_the_same_as_the_document(article: str) -> None:
    proceedings = ARTICLES[article]()
    line = to_json(proceedings)
    assert "\n" not in line
    assert json.loads(line) == to_document(proceedings)
    assert line == to_json(ARTICLES[article]())


def test_letters_are_written_as_they_are() -> None:
    assert "“meet” in Łódź".replace("\\", "") in to_json(PROCEEDINGS)


def test_what_a_human_corrected_has_no_span() -> None:
    corrected = replace(PROCEEDINGS, event=replace(PROCEEDINGS.event, date=Words(None, "3 March")))
    assert to_document(corrected)["event"]["date"] == {"text": "3 March", "span": None}


def test_notices_go_with_the_document() -> None:
    noticed = replace(PROCEEDINGS, notices=(Notice("no-conference", "None was found.", Span(0, 4)), Notice("x", "y")))
    assert to_document(noticed)["notices"] == [
        {"code": "no-conference", "text": "None was found.", "span": [0, 4]},
        {"code": "x", "text": "y", "span": None},
    ]


def test_no_span_is_null() -> None:
    assert pair(None) is None
    assert pair(Span(2, 3)) == [2, 3]
