"""A published document follows its standards, says what its pages say, and is the same each time."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import page
import pytest
from pypdf import PdfReader
from sample import ATTACHMENTS, SAID, png, published, sample
from sheet import Sheet, faces, tool

from proceedings.errors import LayoutError, MissingGlyphError, ProceedingsError
from proceedings.pdf.check import check
from proceedings.pdf.publish import publish
from proceedings.pdf.readback import text_through_tags
from proceedings.typeset.placement import FURNITURE, About, Glyph, Pages, Picture

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_a_document_follows_the_standards_for_accessible_and_for_archived_pdf(profile: str) -> None:
    report = page.validate_pdf_bytes(published(), profile=profile)
    assert not [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def test_tags_content_and_links_agree() -> None:
    assert check(published()) == []


def test_a_strict_reader_finds_no_fault_in_the_objects(tmp_path: Path) -> None:
    qpdf = tool("qpdf")
    (tmp_path / "a.pdf").write_bytes(published())
    subprocess.run([qpdf, "--check", tmp_path / "a.pdf"], check=True, capture_output=True)


def test_the_text_read_through_the_tags_is_the_text_of_the_pages() -> None:
    assert text_through_tags(published()) == SAID


def test_two_builds_are_equal() -> None:
    assert publish(sample(), faces(), ATTACHMENTS) == published()


ELSEWHERE = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from sample import published
found = published()
unwanted = {"pypdf", "typer", "PIL._imaging", "reportlab.pdfgen.canvas", "reportlab.platypus", "page"} & set(sys.modules)
from PIL import Image
print(hashlib.sha256(found).hexdigest(), sorted(unwanted), Image.new("L", (2, 3)).size)
"""


def test_process_folder_clock_and_settings_of_a_user_change_nothing_and_what_is_slow_is_not_imported(tmp_path: Path) -> None:
    (tmp_path / ".reportlab_settings").write_text("pdfComments=1\npdfMultiLine=1\nuseA85=1\npageCompression=0\ninvariant=0\n")
    odd = {"PYTHONHASHSEED": "7", "TZ": "Asia/Almaty", "HOME": str(tmp_path), "RL_documentLang": "xx", "SOURCE_DATE_EPOCH": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(Path(__file__).parent)],
        env={**os.environ, **odd, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    import hashlib

    assert ran.stdout.split(" ", 1) == [hashlib.sha256(published()).hexdigest(), "[] (2, 3)\n"]


def test_another_word_makes_another_identity() -> None:
    def identity(word: str) -> object:
        sheet = Sheet()
        sheet.paragraph(word)
        return PdfReader(BytesIO(publish(sheet.pages(), faces()))).trailer["/ID"]

    assert identity("fish") == identity("fish") != identity("dish")


def test_document_information_and_xmp_say_the_same() -> None:
    reader = PdfReader(BytesIO(published()))
    info, packet = reader.metadata, ElementTree.fromstring(reader.root_object["/Metadata"].get_data())
    names = {
        "dc": "http://purl.org/dc/elements/1.1/",
        "pdf": "http://ns.adobe.com/pdf/1.3/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
    }

    def said(name: str) -> str:
        found = packet.find(f".//{name}", names)
        assert found is not None
        return "".join(found.itertext())

    assert info is not None
    assert info.title == said("dc:title") == "Office files – the “first” <conference>"
    assert info.subject == said("dc:description") == "Brief & more"
    assert info.author == said("dc:creator") == "The Office"
    assert info["/Keywords"] == said("pdf:Keywords") == "fish, files"
    assert info["/CreationDate"] == "D:20261124000000Z"
    assert said("xmp:CreateDate") == said("xmp:ModifyDate") == "2026-11-24T00:00:00Z"
    assert said("dc:identifier") == "A/1"
    assert info.creator == said("xmp:CreatorTool")


def test_a_document_without_a_date_bears_a_fixed_one() -> None:
    sheet = Sheet()
    sheet.paragraph("Undated")
    metadata = PdfReader(BytesIO(publish(sheet.pages(About("Undated")), faces()))).metadata
    assert metadata is not None
    assert metadata["/CreationDate"] == "D:20000101000000Z"


def test_attachments_come_out_as_they_went_in() -> None:
    reader = PdfReader(BytesIO(published()))
    assert {name: files[0] for name, files in reader.attachments.items()} == {file.name: file.content for file in ATTACHMENTS}
    related = [file.get_object()["/AFRelationship"] for file in reader.root_object["/AF"]]
    assert sorted(related) == ["/Data", "/Source"]


def test_bookmarks_lead_to_their_page_and_height() -> None:
    reader = PdfReader(BytesIO(published()))
    first, below, second = reader.outline
    assert isinstance(below, list)
    found = [(mark.title, reader.get_destination_page_number(mark), float(mark.top)) for mark in (first, *below, second)]
    assert found == [("Office files", 0, 769.89), ("Opening session", 0, 731.89), ("People", 1, 731.89)]
    assert reader.page_labels == ["1", "2"]


def test_links_lead_where_they_say() -> None:
    reader = PdfReader(BytesIO(published()))
    web, broken, inner = [link.get_object() for link in reader.pages[0]["/Annots"]]
    assert web["/A"]["/URI"] == broken["/A"]["/URI"] == "https://example.org/p%C3%A4ge?a=1"
    assert inner["/Dest"][0].get_object() == reader.pages[1]
    assert float(inner["/Dest"][3]) == 741.89
    assert [web["/Contents"], broken["/Contents"], inner["/Contents"]] == ["the web", "site", "the table below"]


def test_a_grey_page_is_painted_in_grey() -> None:
    sheet = Sheet()
    sheet.paragraph("Grey", colour="#777777")
    operators = PdfReader(BytesIO(publish(sheet.pages(), faces()))).pages[0].get_contents()
    assert operators is not None
    assert b"0.467 g" in operators.get_data()
    assert b" rg" not in operators.get_data()


def test_pictures_of_every_kind_are_taken(tmp_path: Path) -> None:
    from PIL import Image

    sheet = Sheet()
    sheet.paragraph("Pictures", role="H1")
    kinds = [png(3, 3, (1, 2, 3)), png(3, 3, (1, 2, 3, 90))]
    for mode, form, more in [("RGB", "JPEG", {}), ("L", "JPEG", {}), ("P", "PNG", {}), ("1", "PNG", {}), ("I;16", "PNG", {})]:
        stored = BytesIO()
        Image.new(mode, (5, 7)).save(stored, form, **more)
        kinds.append(stored.getvalue())
    for content in kinds:
        sheet.add(Picture(72, sheet.y, 40, 40, content, sheet.element("Figure", alt="A picture")))
        sheet.y += 60
    made = publish(sheet.pages(), faces())
    assert check(made) == []
    assert page.is_pdf_compliant_bytes(made, profile="3a")
    assert len(PdfReader(BytesIO(made)).pages[0].images) == len(kinds)


def cmyk() -> bytes:
    from PIL import Image

    stored = BytesIO()
    Image.new("CMYK", (2, 2)).save(stored, "JPEG")
    return stored.getvalue()


def with_picture(content: bytes, alt: str | None) -> Pages:
    sheet = Sheet()
    sheet.add(Picture(72, 72, 40, 40, content, sheet.element("Figure", alt=alt)))
    return sheet.pages()


def with_line(words: str, role: str = "P", about: About | None = None, **more: object) -> Pages:
    sheet = Sheet()
    sheet.line(words, sheet.element(role), **more)
    return sheet.pages(about)


@pytest.mark.parametrize(
    ("pages", "error", "says"),
    [
        (lambda: with_line("here", href="#nowhere", role="Link"), ProceedingsError, "#nowhere"),
        (lambda: with_line("here", href="https://example.org"), ProceedingsError, "outside a Link"),
        (lambda: with_line("x", role="Speaker"), ProceedingsError, "Speaker"),
        (lambda: with_line("x", about=About("  ")), ProceedingsError, "no title"),
        (lambda: with_line("x", about=About("A", date="24 November")), ProceedingsError, "24 November"),
        (lambda: with_line("語", glyphs=(Glyph(0, 500.0, 0, 0, "語"),)), MissingGlyphError, "語"),
        (lambda: with_picture(png(1, 1, (0, 0, 0)), None), LayoutError, "alternative text"),
        (lambda: with_picture(b"GIF89a", "x"), LayoutError, "neither PNG nor JPEG"),
        (lambda: with_picture(png(1, 1, (0, 0, 0))[:20], "x"), LayoutError, "cannot be read"),
        (lambda: with_picture(cmyk(), "x"), LayoutError, "CMYK"),
    ],
)
def test_what_cannot_be_published_is_refused_with_its_reason(pages, error, says) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(error, match=says):
        publish(pages(), faces())


def test_a_face_that_was_not_handed_over_is_named() -> None:
    sheet = Sheet()
    sheet.paragraph("x", face="serif-italic")
    with pytest.raises(ProceedingsError, match="serif-italic"):
        publish(sheet.pages(), {"serif-regular": faces()["serif-regular"]})


def test_a_picture_that_is_furniture_is_no_part_of_the_text() -> None:
    sheet = Sheet()
    sheet.paragraph("Words", role="H1")
    sheet.add(Picture(72, 300, 40, 40, png(1, 1, (9, 9, 9)), FURNITURE))
    made = publish(sheet.pages(), faces())
    assert check(made) == []
    assert text_through_tags(made) == [("H1", "Words")]


def test_the_words_of_an_element_are_read_in_its_place_even_if_painted_late() -> None:
    sheet = Sheet()
    first, second = sheet.element("P"), sheet.element("P")
    sheet.line("second", second)
    sheet.line("first", first)
    made = publish(sheet.pages(), faces())
    assert text_through_tags(made) == [("P", "first"), ("P", "second")]
    assert any("after later content" in finding for finding in check(made))


def test_a_glyph_used_in_two_documents_gives_the_same_subset_tag() -> None:
    def fonts(*lines: str) -> set[str]:
        sheet = Sheet()
        sheet.paragraph(*lines)
        resources = PdfReader(BytesIO(publish(sheet.pages(), faces()))).pages[0]["/Resources"]
        return {font.get_object()["/BaseFont"] for font in resources["/Font"].values()}

    assert fonts("fish", "dish") == fonts("dish", "fish") != fonts("fish")
