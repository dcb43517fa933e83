"""Words of a user's own tell what the built-in ones do not; they change digests and approvals, and are refused if mistyped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from proceedings.build import Order, parts_of_order, understand
from proceedings.errors import UsageError
from proceedings.read import read_bytes
from proceedings.structure import ownwords, structure
from proceedings.structure.lexicons import FOLDER, built_in

TEXT = """Harbour talks end in Port Lisle

PORT LISLE – The conference “Harbours for All” was held at the Town Hall on 5 March 2026.

Zarkon Ana Ruiz vloggered that the harbour would be open to all boats.
"""

OWN = """
[honorifics]
neutral = ["zarkon"]

[cues.verbs]
say = ["vlogger"]
"""


@pytest.fixture(autouse=True)
def built_in_words_only() -> Iterator[None]:
    yield
    ownwords.use(None)


def spoken() -> list[tuple[str, str | None]]:
    """Give who speaks, with honorific."""
    p = structure(read_bytes(TEXT.encode(), "a.txt"))
    return [(p.words(s.name), p.words(s.honorific) or None) for s in p.speakers]


def test_an_honorific_and_a_reporting_verb_of_ones_own_are_known_and_forgotten_again(tmp_path: Path) -> None:
    before = spoken()
    (tmp_path / "own.toml").write_text(OWN)
    ownwords.use(tmp_path / "own.toml")
    assert spoken() == [("Ana Ruiz", "Zarkon")]
    ownwords.use(None)
    assert spoken() == before != [("Ana Ruiz", "Zarkon")]


def test_every_kind_of_word_of_every_lexicon_can_be_added_to(tmp_path: Path) -> None:
    def word(there: object) -> object:
        if isinstance(there, dict):
            return {key: word(value) for key, value in there.items()}
        return ["zarkon"]

    for path in FOLDER.glob("*.toml"):
        name = path.stem
        more = ownwords.merged(built_in(name), word(built_in(name)), name in ownwords.COMMAS)  # type: ignore[arg-type]
        assert json.dumps(more).count("zarkon") >= len(built_in(name))


def test_approvals_and_batches_depend_on_the_file(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(OWN)
    before = parts_of_order(Order(lexicon=own))
    own.write_text(OWN + "\n")
    assert parts_of_order(Order(lexicon=own)) != before
    assert "lexicon" not in parts_of_order(Order())


def test_an_order_reads_with_the_words_of_its_lexicon(tmp_path: Path) -> None:
    own, article = tmp_path / "own.toml", tmp_path / "a.txt"
    own.write_text(OWN)
    article.write_text(TEXT, encoding="utf-8")
    assert [s.id for s in understand(article, Order(lexicon=own, anyway=True)).proceedings.speakers] == ["ana-ruiz"]


@pytest.mark.parametrize(
    ("content", "said", "hint"),
    [
        ("[cue]", "there is no lexicon “cue”", "did you mean “cues”?"),
        ('[cues.verb]\nsay = ["x"]', "there is no key “verb” in [cues]", "did you mean “verbs”?"),
        ('[honorifics]\nmael = ["x"]', "there is no key “mael” in [honorifics]", "did you mean “male”?"),
        ("[honorifics]\nmale = 3", "[honorifics] male is no list of words", 'write it as ["one", "another"]'),
        ('[sessions]\nnouns = "x"', "[sessions] nouns is no list of words", 'write it as ["one", "another"]'),
        ("[cues]\nverbs = ['x']", "[cues] verbs is no table", "it has the keys"),
        ('[cues.verbs]\nsay = ["say so"]', "“say so” in [cues] verbs say is more than one word", "say_so"),
        ("[cues", "this is not TOML", ""),
    ],
)
def test_what_is_mistyped_is_refused(tmp_path: Path, content: str, said: str, hint: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(content)
    with pytest.raises(UsageError) as caught:
        ownwords.use(path)
    assert said in str(caught.value)
    assert hint in (caught.value.hint or "")
    assert caught.value.place == str(path)
