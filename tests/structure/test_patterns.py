"""Lazy expressions: compiled when first used, and tried only on texts that hold what they need."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from proceedings.structure.patterns import LazyPattern, lazy
from proceedings.structure.segment import segment
from proceedings.text import Source

CORPUS = Path(__file__).parent.parent / "corpus"


def test_an_expression_finds_what_it_needs_in_any_case() -> None:
    venue = lazy(r"\bHall\b|\broom\b", re.IGNORECASE, needs="hall|room")
    found = venue.search("In the HALL")
    assert found is not None and found.group() == "HALL"
    assert [m.group() for m in venue.finditer("a room, a hall")] == ["room", "hall"]


def test_an_expression_is_not_tried_where_nothing_of_what_it_needs_stands() -> None:
    wrong = lazy(r"\w+", needs="hall|room")
    assert wrong.search("in the garden") is None
    assert wrong.match("in the garden") is None
    assert list(wrong.finditer("in the garden")) == []


def test_every_match_in_the_articles_holds_what_its_expression_needs() -> None:
    needing = {
        id(value): value
        for name, module in list(sys.modules.items())
        if name.startswith("proceedings.structure")
        for value in vars(module).values()
        if isinstance(value, LazyPattern) and value.needs
    }
    assert len(needing) > 15
    texts = [
        part.text
        for folder in ("dev", "seed")
        for path in sorted((CORPUS / folder).glob("*.txt"))
        for part in segment(Source(path.name, path.read_text(encoding="utf-8"), "0"))
    ]
    for pattern in needing.values():
        whole = re.compile(pattern.source, pattern.flags_given)
        for text in texts:
            if whole.search(text):
                assert pattern.search(text), (pattern.source, text)
