"""An article gives the same speakers and sections in whatever format it was saved."""

from __future__ import annotations

import pytest
from saved import FORMATS, PARAGRAPHS, SEED

from proceedings.model import Proceedings
from proceedings.read import read, read_bytes
from proceedings.structure import structure


def told(proceedings: Proceedings) -> list[tuple[str, str, tuple[str, ...]]]:
    """Give the words, section and speakers of every sentence."""
    return [
        (" ".join(proceedings.words(s.span).lstrip("# ").split()), s.section.value, s.attribution.speakers)
        for s in proceedings.sentences
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_article_is_understood_in_the_same_way(name: str) -> None:
    expected = told(structure(read(SEED)))
    found = told(structure(read_bytes(FORMATS[name](PARAGRAPHS), name)))
    assert len(set(expected).symmetric_difference(found)) <= 2  # one sentence, on either side
    assert {s for _, _, who in found for s in who} == {s for _, _, who in expected for s in who}


@pytest.mark.parametrize("name", FORMATS)
def test_no_word_is_lost_and_none_is_added(name: str) -> None:
    found = read_bytes(FORMATS[name](PARAGRAPHS), name).text.removeprefix("# ").split()
    assert found == " ".join(PARAGRAPHS).split()


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_what_a_file_holds_goes_before_what_it_is_called(name: str) -> None:
    content = FORMATS[name](PARAGRAPHS)
    kept = read_bytes(content, name)
    renamed = read_bytes(content, "stdin.txt")
    assert renamed.text == kept.text
    assert renamed.mime == kept.mime or name.endswith(".md")
