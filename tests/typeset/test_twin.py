"""The HTML twin of a brief: the same words and paragraph numbers, self-contained, with nothing that runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from proceedings.read import read
from proceedings.structure import structure
from proceedings.structure.paragraphs import number
from proceedings.text import Source
from proceedings.typeset import Edition, View, open_layout, write_twin
from proceedings.typeset.layouts import built_in_layouts, layouts_folder
from proceedings.typeset.markup import VOCABULARY


class Reader(HTMLParser):
    """Gathers tags, ids, links and text of a page, and checks that every element is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        named = dict(attrs)
        self.ids += [i for i in [named.get("id")] if i]
        self.links += [h for h in [named.get("href")] if h]
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data


def twin(source: Source, layout: str = "diplomatic") -> str:
    return write_twin(View(structure(source), Edition("sample")), open_layout(layout, "a4"))


@pytest.fixture(scope="module")
def sample() -> Source:
    return read(layouts_folder() / "common" / "sample.txt")


@pytest.mark.parametrize("layout", built_in_layouts())
def test_the_twin_has_every_sentence_and_every_number_of_the_brief(sample: Source, layout: str) -> None:
    proceedings = structure(sample)
    page = Reader(twin(sample, layout))
    said = " ".join(page.text.split())
    for paragraph in number(proceedings):
        assert f"p{paragraph.number}" in page.ids
        for i in paragraph.sentences:
            assert " ".join(proceedings.words(proceedings.sentences[i].span).split()) in said


def test_links_lead_to_paragraphs_and_ids_are_unique(sample: Source) -> None:
    page = Reader(twin(sample))
    assert page.links
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_the_twin_is_closed_markup_of_known_elements_and_loads_nothing(sample: Source) -> None:
    text = twin(sample)
    page = Reader(text)
    assert page.open == []
    assert set(page.tags) <= VOCABULARY | {"html", "head", "meta", "title", "style", "body", "main"}
    assert not re.search(r"https?://|<script|url\(|@import", text)
    assert text.startswith('<!doctype html>\n<html lang="en">')


def test_an_article_s_markup_is_text_in_the_twin() -> None:
    trick = "<script>alert(1)</script> & {{ 7*7 }} {title} was text."
    words = f"Forum on Water opens\n\nSuva: The Forum was held on 4 May. Dr. Ana Ruiz said {trick}"
    page = Reader(twin(Source("a.txt", words, "0" * 64)))
    assert trick in page.text
    assert "script" not in page.tags
