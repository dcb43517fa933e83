"""What is painted stands where its placement says, measured in the rendered page."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest
from sample import png
from sheet import LATIN, Sheet, faces, glyphs

from proceedings.pdf.publish import publish
from proceedings.typeset.placement import FURNITURE, Fill, Pages, Picture, Rule
from proceedings.values import replace


def rendered(pages: Pages, scale: int = 1) -> Any:
    """Render the first page, so many pixels a point."""
    return pypdfium2.PdfDocument(publish(pages, faces()))[0].render(scale=scale).to_pil().convert("RGB")


def test_a_fill_stands_where_it_should() -> None:
    sheet = Sheet()
    sheet.paragraph("x")
    sheet.add(Fill(100, 200, 50, 30, "#FF0000"))
    picture = rendered(sheet.pages())
    inside = [picture.getpixel(place) for place in ((102, 203), (147, 227))]
    outside = [picture.getpixel(place) for place in ((98, 215), (152, 215), (120, 198), (120, 233))]
    assert set(inside) == {(255, 0, 0)}
    assert set(outside) == {(255, 255, 255)}


def test_a_rule_is_as_thick_as_it_says_and_centred() -> None:
    sheet = Sheet()
    sheet.paragraph("x")
    sheet.add(Rule(100, 300, 50, 4, "#0000FF"))
    picture = rendered(sheet.pages(), scale=4)
    rows = [y for y in range(280 * 4, 320 * 4) if picture.getpixel((120 * 4, y)) == (0, 0, 255)]
    assert 15 <= len(rows) <= 18  # a renderer may round outwards
    assert (rows[0] + rows[-1]) / 8 == pytest.approx(300, abs=0.3)


@pytest.mark.parametrize(("alpha", "expected"), [((), (200, 0, 0)), ((128,), (227, 127, 127))])
def test_a_picture_fills_its_box_and_lets_through_what_its_alpha_says(
    alpha: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    sheet = Sheet()
    sheet.paragraph("x")
    sheet.add(Picture(100, 200, 40, 20, png(2, 2, (200, 0, 0, *alpha)), FURNITURE))
    picture = rendered(sheet.pages())
    inside, outside = picture.getpixel((120, 210)), picture.getpixel((120, 225))
    assert all(abs(a - b) <= 1 for a, b in zip(inside, expected, strict=True))
    assert outside == (255, 255, 255)


def origins(sheet: Sheet) -> list[tuple[float, float]]:
    """Give where PDFium finds the origin of each character, from the top left of the page."""
    document = pypdfium2.PdfDocument(publish(sheet.pages(), faces()))
    page = document[0].get_textpage()
    found = []
    for place in range(page.count_chars()):
        x, y = pypdfium2.raw.c_double(), pypdfium2.raw.c_double()
        if pypdfium2.raw.FPDFText_IsGenerated(page, place):  # a line break that PDFium supposes
            continue
        pypdfium2.raw.FPDFText_GetCharOrigin(page, place, x, y)
        found.append((x.value, 841.89 - y.value))
    return found


@pytest.mark.parametrize("face", LATIN)
def test_kerned_letters_stand_at_their_advances(face: str) -> None:
    words = "AVATARTo.Ty"
    drawn = glyphs(words, face)
    assert any(glyph.advance != faces()[face].hb_font.get_glyph_h_advance(glyph.id) for glyph in drawn)
    sheet = Sheet()
    run = sheet.line(words, sheet.element("P"), face=face, size=20)
    pen, expected = run.x, []
    for glyph in drawn:
        expected.append(pen)
        pen += glyph.advance * run.size / 1000
    found = origins(sheet)
    assert [x for x, _ in found] == pytest.approx(expected, abs=0.02)
    assert {round(y, 1) for _, y in found} == {round(run.y, 1)}


def test_a_mark_is_moved_and_the_pen_is_not() -> None:
    letter = glyphs("e")[0]
    sheet = Sheet()
    drawn = (letter, replace(letter, dx=-200.0, dy=300.0), letter)
    run = sheet.line("eee", sheet.element("P"), size=10, glyphs=drawn)
    step = letter.advance / 100
    assert [x for x, _ in origins(sheet)] == pytest.approx([run.x, run.x + step - 2, run.x + 2 * step], abs=0.02)
    assert [y for _, y in origins(sheet)] == pytest.approx([run.y, run.y - 3, run.y], abs=0.02)


def test_marks_that_follow_each_other_are_each_moved_from_the_pen() -> None:
    letter = glyphs("e")[0]
    sheet = Sheet()
    drawn = (letter, replace(letter, dx=-210.0), replace(letter, dx=120.0, advance=400.0), replace(letter, dx=30.0))
    run = sheet.line("eeee", sheet.element("P"), size=10, glyphs=drawn)
    step = letter.advance / 100
    expected = [run.x, run.x + step - 2.1, run.x + 2 * step + 1.2, run.x + 2 * step + 4 + 0.3]
    assert sorted(x for x, _ in origins(sheet)) == pytest.approx(sorted(expected), abs=0.02)


def test_a_raised_end_of_a_run_does_not_raise_the_next_run() -> None:
    letter = glyphs("e")[0]
    sheet = Sheet()
    element = sheet.element("P")
    first = sheet.line("e", element, glyphs=(replace(letter, dy=300.0),))
    second = sheet.line("e", element)
    assert [y for _, y in origins(sheet)] == pytest.approx([first.y - 3.3, second.y], abs=0.02)


def test_a_change_of_size_is_a_change_of_step() -> None:
    sheet = Sheet()
    element = sheet.element("P")
    small, large = sheet.line("ee", element, size=10), sheet.line("ee", element, size=20)
    xs = [x for x, _ in origins(sheet)]
    assert [xs[1] - xs[0], xs[3] - xs[2]] == pytest.approx([small.width / 2, large.width / 2], abs=0.02)
