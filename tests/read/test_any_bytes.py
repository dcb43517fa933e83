"""Whatever the bytes, the answer is a source or an error of ours with a place and a way out."""

from __future__ import annotations

import random
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from saved import FORMATS, PARAGRAPHS

from proceedings.build import Order, build
from proceedings.errors import CheckError, UnreadableError
from proceedings.pdf.verify import verify
from proceedings.read import read_bytes
from proceedings.read.reading import CONTROL


@cache
def saved(name: str) -> bytes:
    return FORMATS[name](PARAGRAPHS[:4])


def answer(content: bytes, name: str) -> None:
    """Read, and look at the answer."""
    try:
        source = read_bytes(content, name)
    except UnreadableError as error:
        assert error.place and error.hint and str(error).endswith(".")
    else:
        assert any(c.isalnum() for c in source.text)
        assert not CONTROL.search(source.text)


@given(some.binary(max_size=400), some.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a.eml", "-"]))
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    answer(content, name)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.docx", "a.pdf", "a.eml"])
def test_a_damaged_file_is_read_or_refused(name: str) -> None:
    rng = random.Random(name)
    for _ in range(40):
        content = bytearray(saved(name))
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(content))
            match rng.randrange(3):
                case 0:
                    content[at] = rng.randrange(256)
                case 1:
                    del content[at : at + rng.randint(1, 300)]
                case _:
                    content[at:at] = content[at : at + 30] * rng.randint(1, 20)
        answer(bytes(content), name)


def test_a_damaged_brief_is_verified_or_refused(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("\n".join(PARAGRAPHS), encoding="utf-8")
    brief = build(article, Order(folder=tmp_path, documents=("brief",))).files[0].path.read_bytes()
    rng = random.Random(7)
    for _ in range(30):
        at = rng.randrange(len(brief))
        with suppress(UnreadableError, CheckError):
            verify(brief[:at] + brief[at + rng.randint(1, 50) :])
