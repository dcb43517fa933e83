"""Whatever the article: both documents keep the facts of geometry, and print the source's own words, whole and in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import goldform
import pytest
from build_proceedings import ARTICLES, CLOSING, OPENING, OUTCOME, Person, make, names, said, speeches, with_mentions
from geometry import block_of, faults
from hypothesis import given, settings
from hypothesis import strategies as some
from setting import runs, text_of

from proceedings.errors import FitError
from proceedings.model import Proceedings, Section
from proceedings.read import read
from proceedings.structure import structure as understand
from proceedings.typeset import Edition, Typeset, View, open_layout, typeset_brief, typeset_summary
from proceedings.typeset.layouts import built_in_layouts
from proceedings.typeset.placement import FURNITURE, Pages, TextRun


def seed() -> Proceedings:
    return with_mentions(goldform.seed())


MAKERS: dict[str, Callable[[], Proceedings]] = {**ARTICLES, "seed": seed}
TYPESET = {"brief": typeset_brief, "summary": typeset_summary}


@cache
def view(article: str, marking: str = "") -> View:
    return View(MAKERS[article](), Edition("made", marking=marking, date="2026-11-24"))


@cache
def document(article: str, name: str, paper: str = "a4", layout: str = "diplomatic", marking: str = "") -> Typeset:
    return TYPESET[name](view(article, marking), open_layout(layout, paper))


def words(pages: Pages) -> str:
    return " ".join(text_of(page) for page in pages.pages)


def plain(text: str) -> str:
    return " ".join(text.split())


CASES = [(article, "a4", "") for article in MAKERS]
CASES += [(article, paper, "TLP:AMBER") for article in ("seed", "many_sessions") for paper in ("a4", "letter")]


@pytest.mark.parametrize("layout", built_in_layouts())
@pytest.mark.parametrize("name", ["brief", "summary"])
@pytest.mark.parametrize(("article", "paper", "marking"), CASES)
def test_the_pages_keep_the_facts_of_geometry(article: str, name: str, paper: str, marking: str, layout: str) -> None:
    made = document(article, name, paper, layout, marking)
    theme = open_layout(layout, paper).theme(view(article, marking), name)
    assert faults(made.pages, theme, made.faces) == []
    assert name == "brief" or len(made.pages.pages) == 1


@pytest.mark.parametrize("layout", built_in_layouts())
@pytest.mark.parametrize("article", MAKERS)
def test_the_brief_prints_every_used_sentence_whole_within_its_proceedings(article: str, layout: str) -> None:
    p = view(article).proceedings
    _, _, body = words(document(article, "brief", layout=layout).pages).partition(" Proceedings ")
    for i, sentence in enumerate(p.sentences):
        if sentence.section not in (Section.HEADLINE, Section.BOILERPLATE):
            assert plain(p.words(sentence.span)) in body, f"sentence {i}"


@pytest.mark.parametrize("name", ["brief", "summary"])
@pytest.mark.parametrize("article", MAKERS)
def test_what_claims_a_place_in_the_source_prints_the_words_that_stand_there(article: str, name: str) -> None:
    text = view(article).proceedings.source.text
    claimed: dict[tuple[int, object], list[TextRun]] = {}
    for page in document(article, name).pages.pages:
        for run in runs(page):
            if run.span is not None:
                claimed.setdefault((run.element, run.span), []).append(run)
    assert claimed
    for (_, span), found in claimed.items():
        printed = plain("".join(run.text for run in found))
        assert printed == plain(text[span[0] : span[1]])  # type: ignore[index]


@pytest.mark.parametrize("article", MAKERS)
def test_statements_stand_in_the_order_of_the_source_within_their_section(article: str) -> None:
    p = view(article).proceedings
    section_of = {s.span.start: s.section for s in p.sentences}
    made = document(article, "brief")
    starts: dict[Section, list[int]] = {}
    blocks = {i for i, e in enumerate(made.pages.elements) if e.role == "P" and e.id}
    for page in made.pages.pages:
        for run in runs(page):
            if run.span is not None and run.span.start in section_of and block_of(made.pages, run) in blocks:
                starts.setdefault(section_of[run.span.start], []).append(run.span.start)
    assert starts
    for found in starts.values():
        assert found == sorted(found)


def test_the_pages_of_the_same_proceedings_are_equal() -> None:
    again = typeset_brief(view("many_sessions"), open_layout("diplomatic", "a4"))
    assert again.pages == document("many_sessions", "brief").pages


def test_a_summary_sheet_is_one_page_without_a_folio() -> None:
    sheet = document("seed", "summary")
    (page,) = sheet.pages.pages
    assert "1 of 1" not in " ".join(run.text for run in runs(page) if run.element == FURNITURE)


def furniture(made: Typeset) -> list[str]:
    """Give what stands on each page beside the document's text."""
    return [plain(" ".join(run.text for run in runs(page) if run.element == FURNITURE)) for page in made.pages.pages]


@pytest.mark.parametrize("name", ["brief", "summary"])
def test_a_marking_stands_at_head_and_foot_of_every_page(name: str) -> None:
    made = document("many_sessions", name, marking="TLP:AMBER")
    for page in made.pages.pages:
        heights = sorted(run.y for run in runs(page) if run.text.strip() == "TLP:AMBER")
        assert len(heights) == 2
        assert heights[0] < 100 and heights[1] > page.height - 100
    assert not any("TLP" in text for text in furniture(document("many_sessions", name)))


def test_every_page_says_that_it_was_not_reviewed() -> None:
    for page in document("many_sessions", "brief").pages.pages:
        assert any("Not reviewed" in run.text for run in runs(page))


def test_every_page_of_a_brief_says_which_it_is() -> None:
    found = furniture(document("many_sessions", "brief"))
    assert all(f"{n} of {len(found)}" in text for n, text in enumerate(found, 1))


def test_a_session_that_goes_on_is_named_again() -> None:
    found = furniture(document("forty_speakers", "brief"))
    assert "continued" not in found[0]
    assert sum("Working" in text and "continued" in text for text in found) >= 2


def test_names_are_set_in_semibold_at_their_first_mention_in_a_session() -> None:
    made = document("forty_speakers", "brief")
    paragraphs = {i for i, element in enumerate(made.pages.elements) if element.role == "P" and element.id}
    body = [run for page in made.pages.pages for run in runs(page) if block_of(made.pages, run) in paragraphs]
    bold = "".join(run.text if run.face == "serif-semibold" else "|" for run in body)
    assert [bold.count(name) for name in names(40)] == [1] * 40


def test_a_doubtful_attribution_says_so_wherever_it_is_printed() -> None:
    text = words(document("doubtful", "brief").pages)
    doubt = "There was no other way, according to one of the panel."
    assert doubt in text
    for before in text.split(doubt)[:-1]:
        assert before.replace(" ", "").endswith("(attributionuncertain):")


TEXTS = [
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "{% for x in y %}",
    "&amp; and &lt;p&gt;",
    "AT&T, R&D",
    "<b>bold</b>",
    "a < b > c",
    "]]> and <!-- no -->",
    "100 % of “them” ‘there’ – so…",
    "#p7 [x](https://example.org)",
]


@pytest.mark.parametrize("name", ["brief", "summary"])
@pytest.mark.parametrize("text", TEXTS)
def test_whatever_the_article_says_is_printed_as_text(name: str, text: str) -> None:
    sentence = f"The delegates wrote {text} on the board of the hall."
    p = make([said("headline", f"Headline {text}"), OPENING, said("outcome", sentence, "*")], city=None, venue=text)
    made = TYPESET[name](View(p, Edition("made")), open_layout("diplomatic", "a4"))
    printed = words(made.pages)
    assert sentence in printed
    assert f"Headline {text}" in printed
    assert not any(run.href and run.href.startswith("https:") for page in made.pages.pages for run in runs(page))


LETTERS = some.text(some.sampled_from("abcdefghij klmnop—qrst-uvwéőшқω&<>{}'“” ."), min_size=1, max_size=400)


@settings(max_examples=15)
@given(
    some.lists(LETTERS, min_size=1, max_size=12), some.sampled_from(["context", "welcome", "working", "concluding", "outcome"])
)
def test_any_sentences_make_sound_pages(texts: list[str], section: str) -> None:
    p = make([OPENING, *(said(section, "X" + plain(text) + ".") for text in texts)])
    for name in ("brief", "summary"):
        made_view = View(p, Edition("made"))
        layout = open_layout("diplomatic", "a4")
        try:
            made = TYPESET[name](made_view, layout)
        except FitError:
            assert name == "summary"
            continue
        assert faults(made.pages, layout.theme(made_view, name), made.faces) == []


@settings(max_examples=6)
@given(some.integers(1, 40), some.integers(0, 12))
def test_any_number_of_speakers_and_closing_words_make_sound_pages(speakers: int, closing: int) -> None:
    sentences, people = speeches(speakers)
    more = [replace(CLOSING, text=f"{CLOSING.text[:-1]} in year {n}.") for n in range(closing)]
    made_view = View(make([OPENING, *sentences, *more, OUTCOME], people), Edition("made"))
    layout = open_layout("diplomatic", "letter")
    for name in ("brief", "summary"):
        made = TYPESET[name](made_view, layout)
        assert faults(made.pages, layout.theme(made_view, name), made.faces) == []


def test_a_name_of_another_script_is_set_where_a_font_has_it() -> None:
    person = Person("Қасым-Жомарт Тоқаев", role="Президент")
    sentence = said("working", "Қасым-Жомарт Тоқаев said that the work goes on.", person.name)
    made = typeset_brief(View(make([OPENING, sentence, OUTCOME], [person]), Edition("made")), open_layout("diplomatic", "a4"))
    assert "Қасым-Жомарт Тоқаев said" in words(made.pages)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_sidebar_alone_fills_no_page(paper: str) -> None:
    article = Path(__file__).parents[1] / "corpus" / "train" / "n02.txt"
    made = typeset_brief(View(understand(read(article)), Edition("n02")), open_layout("think-tank", paper))
    for page in made.pages.pages:
        assert min(run.x for run in runs(page) if run.element != FURNITURE) < page.width / 3
    assert "Source and basis" in text_of(made.pages.pages[-1])
