"""Imposed pages stand where a reader of the folded or the flat sheets looks for them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter

from proceedings.deliver.impose import MM, Side, booklet, impose, side_by_side
from proceedings.errors import ProceedingsError
from proceedings.pdf.publish import publish
from proceedings.read import read
from proceedings.structure import structure
from proceedings.typeset import Edition, Typeset, View, open_layout, typeset_brief
from proceedings.typeset.placement import Rule, TextRun

SEED = next((Path(__file__).parents[2] / "seeds").glob("000_*.txt"))
Order = Callable[[int], tuple[Side, ...]]


@cache
def typeset(layout: str) -> Typeset:
    return typeset_brief(View(structure(read(SEED)), Edition(stem="seed")), open_layout(layout, "a5"))


@cache
def brief(layout: str = "diplomatic") -> bytes:
    made = typeset(layout)
    return publish(made.pages, made.faces.by_name)


def folded(sides: tuple[Side, ...]) -> list[int | None]:
    """Fold the printed pile once and turn over its leaves, as a reader does."""
    sheets = [(sides[at], sides[at + 1]) for at in range(0, len(sides), 2)]
    read: list[int | None] = []
    for front, back in sheets:  # up to the middle: right half of a front, then what is printed behind it
        read += [front[1], back[0]]
    for front, back in reversed(sheets):
        read += [back[1], front[0]]
    return read


def halves(pdf: bytes) -> list[tuple[str, str]]:
    """Read the text of the left and the right half of every side."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            parts = [text.get_text_bounded(left, 0, left + width / 2, height) for left in (0, width / 2)]
            found.append((" ".join(parts[0].split()), " ".join(parts[1].split())))
        return found
    finally:
        document.close()


def page_texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


@pytest.mark.parametrize("pages", range(1, 41))
def test_the_folded_booklet_reads_from_the_first_page_to_the_last(pages: int) -> None:
    sides = booklet(pages)
    read = folded(sides)
    assert len(read) == len(sides) * 2 == -(-pages // 4) * 4
    assert read[:pages] == list(range(pages))
    assert set(read[pages:]) <= {None}


def test_the_outermost_sheet_of_a_booklet_is_printed_first() -> None:
    assert booklet(8) == ((7, 0), (1, 6), (5, 2), (3, 4))


@pytest.mark.parametrize("pages", range(1, 41))
def test_two_to_a_side_stand_in_reading_order(pages: int) -> None:
    sides = side_by_side(pages)
    assert [page for side in sides for page in side if page is not None] == list(range(pages))
    assert all(left is not None for left, _ in sides)
    assert len(sides) == (pages + 1) // 2


def test_no_pages_make_no_sheets() -> None:
    assert booklet(0) == side_by_side(0) == ()


@pytest.mark.parametrize("layout", ["diplomatic", "think-tank", "plain"])
@pytest.mark.parametrize(("order", "paper"), [(booklet, "a4"), (side_by_side, "a4"), (booklet, "letter")])
def test_every_page_stands_on_its_half_with_all_its_text(layout: str, order: Order, paper: str) -> None:
    pages = page_texts(brief(layout))
    assert len(pages) > 3
    sides = order(len(pages))
    found = halves(impose(brief(layout), sides, paper))
    assert found == [tuple("" if n is None else pages[n] for n in side) for side in sides]


def test_sheets_are_a4_on_their_side_and_each_page_stands_in_the_middle_of_its_half_unscaled() -> None:
    pages = len(PdfReader(BytesIO(brief())).pages)
    sheets = PdfReader(BytesIO(impose(brief(), side_by_side(pages)))).pages
    for sheet in sheets:
        assert [round(float(edge) / MM, 1) for edge in sheet.mediabox] == [0, 0, 297, 210]
        matrices = [line.split() for line in sheet.get_contents().get_data().decode().splitlines()]
        assert all(line[1:5] == ["1", "0", "0", "1"] for line in matrices)
    left, right = (float(line.split()[5]) for line in sheets[0].get_contents().get_data().decode().splitlines())
    assert (left, right) == pytest.approx((0.25 * MM, 148.75 * MM), abs=0.02)


@pytest.mark.parametrize("layout", ["diplomatic", "think-tank", "plain"])
def test_on_letter_the_ink_of_a_page_keeps_seven_millimetres_from_the_fold_and_from_the_edge(layout: str) -> None:
    sheet = PdfReader(BytesIO(impose(brief(layout), side_by_side(2), "letter"))).pages[0]
    assert [float(edge) for edge in sheet.mediabox] == [0, 0, 792, 612]
    left, right = (float(line.split()[5]) for line in sheet.get_contents().get_data().decode().splitlines())
    for start, shift in ((0, left), (396, right)):
        for page in typeset(layout).pages.pages:
            runs = [p for p in page.placements if isinstance(p, TextRun | Rule)]
            assert min(run.x for run in runs) + shift - start >= 7 * MM
            assert start + 396 - max(run.x + run.width for run in runs) - shift >= 7 * MM


def test_paragraphs_keep_their_numbers_when_the_brief_is_set_for_folding() -> None:
    made = typeset_brief(View(structure(read(SEED)), Edition(stem="seed")), open_layout("diplomatic", "a4"))

    def ids(typeset: Typeset) -> list[str]:
        return [element.id for element in typeset.pages.elements if element.id is not None]

    assert ids(made) == ids(typeset("diplomatic"))
    assert len(set(ids(made))) > 5


def test_a_file_of_sheets_asks_the_printer_for_what_it_needs() -> None:
    root = PdfReader(BytesIO(impose(brief(), booklet(4)))).root_object
    wishes = root["/ViewerPreferences"]
    assert (wishes["/Duplex"], wishes["/PrintScaling"]) == ("/DuplexFlipShortEdge", "/None")


def test_a_file_of_sheets_does_not_say_that_it_can_be_read_aloud() -> None:
    root = PdfReader(BytesIO(impose(brief(), booklet(4)))).root_object
    assert "/MarkInfo" not in root
    assert "/StructTreeRoot" not in root
    assert "/Metadata" not in root


def test_fonts_are_in_the_file_once() -> None:
    assert impose(brief(), booklet(4)).count(b"/FontFile2") == brief().count(b"/FontFile2") > 3


def test_the_same_pages_give_the_same_bytes() -> None:
    assert impose(brief(), booklet(4)) == impose(brief(), booklet(4))


def test_pages_that_are_too_large_are_refused() -> None:
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    written = BytesIO()
    writer.write(written)
    with pytest.raises(ProceedingsError, match="page 1 is larger than half of the sheet"):
        impose(written.getvalue(), booklet(1))


@pytest.mark.parametrize("order", [booklet, side_by_side])
def test_sheets_open_without_a_complaint(order: Order, tmp_path: Path) -> None:
    qpdf = shutil.which("qpdf")
    if qpdf is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("qpdf is not installed")
    path = tmp_path / "sheets.pdf"
    path.write_bytes(impose(brief(), order(len(page_texts(brief())))))
    subprocess.run([qpdf, "--check", path], check=True, capture_output=True)
