"""Without colour, a page is as light and as dark as with it."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from proceedings.deliver.grey import WEIGHTS, grey, grey_colour, grey_picture
from proceedings.errors import LayoutError
from proceedings.pdf.publish import publish
from proceedings.read import read
from proceedings.structure import structure
from proceedings.typeset import Edition, View, open_layout, typeset_brief
from proceedings.typeset.placement import FURNITURE, About, Fill, Page, Pages, Picture, Rule, TextRun

SEED = next((Path(__file__).parents[2] / "seeds").glob("000_*.txt"))
COLOUR = re.compile(rb"(?<![\w.])(?:rg|RG|k|K|sc|SC|scn|SCN|cs|CS)(?!\w)")


def luminance(colour: str) -> float:
    """Give the relative luminance as WCAG 2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * light for weight, light in zip(WEIGHTS, linear, strict=True))


def image(mode: str, colour: tuple[int, ...], kind: str) -> bytes:
    made = BytesIO()
    Image.new(mode, (4, 3), colour).save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#4a4a4a"])
def test_greys_stay_as_they_are(colour: str) -> None:
    assert grey_colour(colour) == colour


@pytest.mark.parametrize("colour", ["#14284b", "#7a1f2b", "#0b5563", "#0b4f9e", "#8a9099", "#f2f4f7", "#ff0000", "#00ff00"])
def test_a_colour_keeps_its_contrast_with_the_paper(colour: str) -> None:
    found = grey_colour(colour)
    assert found[1:3] == found[3:5] == found[5:7]
    before, after = (1.05 / (luminance(c) + 0.05) for c in (colour, found))
    assert after == pytest.approx(before, rel=0.02)


@pytest.mark.parametrize("layout", ["diplomatic", "think-tank"])
def test_a_brief_without_colour_is_painted_in_device_grey_alone(layout: str) -> None:
    made = typeset_brief(View(structure(read(SEED)), Edition(stem="seed")), open_layout(layout, "a5"))

    def operators(pages: Pages) -> bytes:
        reader = PdfReader(BytesIO(publish(pages, made.faces.by_name)))
        contents = (page.get_contents() for page in reader.pages)
        return b"\n".join(content.get_data() for content in contents if content is not None)

    assert COLOUR.search(operators(made.pages))
    assert not COLOUR.search(operators(grey(made.pages)))
    assert b" g\n" in operators(grey(made.pages))


def test_nothing_but_colour_is_changed() -> None:
    run = TextRun(1, 2, "serif", 11, "#14284b", (), "words", FURNITURE)
    drawn = (run, Rule(0, 0, 9, 1, "#0b5563"), Fill(0, 0, 9, 9, "#f2f4f7"))
    pages = Pages((Page(100, 100, drawn),), (), About("title"))
    (page,) = grey(pages).pages
    assert [type(p) for p in page.placements] == [TextRun, Rule, Fill]
    assert page.placements[0] == replace(run, colour=grey_colour("#14284b"))
    assert replace(grey(pages), pages=()) == replace(pages, pages=())


@pytest.mark.parametrize(("mode", "kind"), [("RGB", "PNG"), ("RGB", "JPEG"), ("RGBA", "PNG"), ("P", "PNG")])
def test_a_picture_loses_its_colour_but_not_its_shape(mode: str, kind: str) -> None:
    colour = (200, 30, 40, 255)[: len(mode)] if mode != "P" else (7,)
    content = image(mode, colour, kind)
    page = Page(100, 100, (Picture(0, 0, 40, 30, content, FURNITURE),))
    (found,) = grey(Pages((page,), (), About("title"))).pages[0].placements
    assert isinstance(found, Picture)
    picture = Image.open(BytesIO(found.content))
    assert (picture.mode, picture.size) == ("L", (4, 3))


def test_what_a_picture_leaves_open_is_paper() -> None:
    assert set(Image.open(BytesIO(grey_picture(image("RGBA", (255, 0, 0, 0), "PNG")))).tobytes()) == {255}


def test_a_broken_picture_is_named() -> None:
    with pytest.raises(LayoutError, match="a picture cannot be read"):
        grey_picture(b"\x89PNG\r\n\x1a\nbroken")
