"""Very long articles give right pages in every layout; more hard ones (a title of 300 characters …) are in test_documents."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from build_proceedings import CLOSING, OPENING, Person, Said, make, said
from geometry import faults
from setting import text_of

from proceedings.errors import LayoutError
from proceedings.model import Proceedings
from proceedings.typeset import Edition, View, open_layout, typeset_brief, typeset_summary
from proceedings.typeset.brand import load_brand
from proceedings.typeset.layouts import built_in_layouts


def named(count: int) -> tuple[list[Said], list[Person]]:
    """Give so many speakers of as many names, each with a sentence."""
    people = [Person(f"{chr(65 + n % 26)}lma {chr(65 + n // 26)}berg", role="Head of a port authority") for n in range(count)]
    return [
        said("working", f"{p.name} asked for {n} more berths and for a rail link.", p.name) for n, p in enumerate(people)
    ], people


def sixty_speakers() -> Proceedings:
    sentences, people = named(60)
    return make([OPENING, *sentences, CLOSING], people)


def twenty_thousand_words() -> Proceedings:
    sentences, people = named(20)
    more = said("working", "The port had been built for ships of half that size, and the road to it for carts.", joins=True)
    return make([OPENING, *(s for one in sentences * 17 for s in (one, more, more, more)), CLOSING], people)


HARD: dict[str, Callable[[], Proceedings]] = {
    make_one.__name__: make_one for make_one in (sixty_speakers, twenty_thousand_words)
}


@cache
def view(article: str) -> View:
    return View(HARD[article](), Edition("hard"))


@pytest.mark.parametrize("layout", built_in_layouts())
@pytest.mark.parametrize("article", HARD)
def test_a_hard_article_gives_right_pages_with_every_word(article: str, layout: str) -> None:
    opened = open_layout(layout, "a4")
    made = typeset_brief(view(article), opened)
    assert faults(made.pages, opened.theme(view(article), "brief"), made.faces) == []
    printed = "".join("".join(text_of(page).split()) for page in made.pages.pages)
    p = view(article).proceedings
    missing = [
        i for i, s in enumerate(p.sentences) if s.section != "boilerplate" and "".join(p.words(s.span).split()) not in printed
    ]
    assert missing == []


@pytest.mark.parametrize("layout", built_in_layouts())
@pytest.mark.parametrize("article", HARD)
def test_the_sheet_of_a_hard_article_is_one_page(article: str, layout: str) -> None:
    opened = open_layout(layout, "a4")
    made = typeset_summary(view(article), opened)
    assert len(made.pages.pages) == 1
    assert faults(made.pages, opened.theme(view(article), "summary"), made.faces) == []


def png(width: int, height: int) -> bytes:
    """Give the head of a PNG of that size: who believes it decodes nothing."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"


@pytest.mark.parametrize(("width", "height"), [(10_000, 10_000), (10_000, 10), (4_001, 1)])
def test_a_logo_of_ten_thousand_pixels_is_refused_before_it_is_decoded(tmp_path: Path, width: int, height: int) -> None:
    (tmp_path / "logo.png").write_bytes(png(width, height))
    (tmp_path / "brand.toml").write_text('logo = "logo.png"\nlogo_alt = "Us"\n', encoding="utf-8")
    with pytest.raises(LayoutError, match=f"the image has {width:,} × {height:,} pixels") as caught:
        load_brand(tmp_path / "brand.toml")
    assert caught.value.place == str(tmp_path / "logo.png")
    assert "4,000 pixels" in (caught.value.hint or "")
