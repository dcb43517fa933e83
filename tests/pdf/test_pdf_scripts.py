"""Names and sentences in many scripts come out of the PDF as they went in, by whatever reader."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import page
import pypdfium2
import pytest
from pypdf import PdfReader

from proceedings.pdf.check import check
from proceedings.pdf.publish import publish
from proceedings.pdf.readback import ReadBack, text_through_tags
from proceedings.pdf.verify import verify
from proceedings.read import read
from proceedings.structure import structure
from proceedings.typeset import Edition, View, open_layout, typeset_brief

ARTICLE = Path(__file__).parent.parent / "articles" / "scripts.txt"
NAMES = [
    "Әнуар Құрманғалиұлы Жүнісов",
    "Ελένη Παπαδοπούλου",
    "Nguyễn Thị Ánh Đặng",
    "میاں محمد نواز",
    "محمد جواد ظریف",
    "الأمم",
    "Łukasz Wałęsa",
    "Şükrü Gökçe",
]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    layout = open_layout("diplomatic", "a4")
    typeset = typeset_brief(View(structure(read(ARTICLE)), Edition(stem="scripts")), layout)
    return publish(typeset.pages, typeset.faces.by_name)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_read_through_the_tags(pdf: bytes, name: str) -> None:
    assert any(name in text for _, text in text_through_tags(pdf))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_copied_out_rightly(pdf: bytes, name: str) -> None:
    by_pdfium = "".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(pdf))
    by_pypdf = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages)
    assert name in by_pdfium
    assert name in by_pypdf


def test_words_in_another_script_say_their_language(pdf: bytes) -> None:
    read_back = ReadBack(pdf)
    found = {str(tag.entries["/Lang"]) for top in read_back.tree for tag in top.walk() if "/Lang" in tag.entries}
    assert {"en", "ur", "fa"} <= found
    streams = b"".join(sheet.get_contents().get_data() for sheet in read_back.reader.pages)
    assert b"/Lang <6b6b>" in streams  # kk
    assert b"/Lang <656c>" in streams  # el


def test_the_file_is_accessible_archival_and_true(pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "scripts.pdf"
    path.write_bytes(pdf)
    assert page.is_pdf_compliant(str(path), profile="ua1")
    assert page.is_pdf_compliant(str(path), profile="3a")
    assert check(pdf) == []
    assert verify(pdf, ARTICLE.read_bytes(), ARTICLE.name).findings == ()
