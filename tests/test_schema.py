"""The schema says what `structure --json` prints: every real document is valid, and nothing that it does not name is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from proceedings.jsonform import to_document
from proceedings.read import read
from proceedings.revise import understand
from proceedings.schema import schema
from proceedings.structure import structure

HERE = Path(__file__).parent
ARTICLES = sorted([*(HERE / "cases").glob("*.txt"), *(HERE.parent / "seeds").glob("*.*")])


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_what_is_understood_of_an_article_is_valid(path: Path) -> None:
    Draft202012Validator(schema()).validate(json.loads(json.dumps(to_document(structure(read(path))))))


def test_what_people_decided_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((HERE / "cases" / "conference_article.txt").read_bytes())
    sentence = structure(read(path)).sentences[4].span
    quote = read(path).text[sentence.start : sentence.end]
    (tmp_path / "a.txt.proceedings.toml").write_text(
        f'[[correct]]\nquote = {json.dumps(quote)}\ntext = "Other words."\nspeaker = "nobody"\n', encoding="utf-8"
    )
    document = to_document(understand(path)[1].proceedings)
    assert any(s["corrected"] == "Other words." for s in document["sentences"])
    Draft202012Validator(schema()).validate(json.loads(json.dumps(document)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.update(more=1),
        lambda d: d.pop("figures"),
        lambda d: d["sentences"][0].update(section="elsewhere"),
        lambda d: d["sentences"][0].update(span=[1]),
        lambda d: d["source"].update(sha256="x"),
    ],
)
def test_another_document_is_not(spoil: Any) -> None:
    document = json.loads(json.dumps(to_document(structure(read(HERE / "cases" / "conference_article.txt")))))
    spoil(document)
    assert not Draft202012Validator(schema()).is_valid(document)
