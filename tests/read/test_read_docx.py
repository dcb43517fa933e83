"""A Word file gives its paragraphs, headings, lists and tables as lines, and one that is made to do harm is refused."""

from __future__ import annotations

import builtins
import sys
import zipfile
from io import BytesIO
from typing import Any

import pytest
from saved import PARAGRAPHS, WORD, as_docx, docx, word_paragraph

from proceedings.errors import UnreadableError
from proceedings.read import read_bytes

PROSE = word_paragraph("The ministers agreed on a plan.")
CORE = '<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></cp:coreProperties>'


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(content, "a.docx")
    assert caught.value.hint
    return str(caught.value)


def test_headings_lists_and_tables_are_lines_of_their_own() -> None:
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = "<w:tbl>" + row.format(word_paragraph("Ana Ruiz"), word_paragraph("Chair")) + "</w:tbl>"
    items = word_paragraph("Clean the banks", number=1) + word_paragraph("Open the harbour", number=1)
    numbered = word_paragraph("Meet in May", number=2) + word_paragraph("Vote in June", number=2)
    body = word_paragraph("Talks end", "H1") + PROSE + items + PROSE + numbered + table
    assert read_bytes(docx(body), "a.docx").text == (
        "Talks end\n\nThe ministers agreed on a plan.\n\n• Clean the banks\n• Open the harbour\n\n"
        "The ministers agreed on a plan.\n\n1. Meet in May\n2. Vote in June\n\nAna Ruiz | Chair\n"
    )


def test_deleted_text_is_left_out_and_inserted_text_taken() -> None:
    body = (
        "<w:p><w:r><w:t>They </w:t></w:r><w:del><w:r><w:delText>refused</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>agreed</w:t></w:r></w:ins><w:r><w:t xml:space='preserve'> on a plan.</w:t></w:r></w:p>"
    )
    assert read_bytes(docx(body), "a.docx").text == "They agreed on a plan.\n"


@pytest.mark.parametrize(
    ("stated", "title"), [("Water beyond borders", "Water beyond borders"), ("Document1", None), ("", None)]
)
def test_the_title_is_what_the_properties_state(stated: str, title: str | None) -> None:
    article = read_bytes(docx(PROSE, **{"docProps/core.xml": CORE.format(stated)}), "a.docx")
    assert article.title == title
    assert article.mime.endswith("wordprocessingml.document")


def test_entities_that_grow_without_end_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    assert refusal(docx("", **{"word/document.xml": f"{bomb}<w:document xmlns:w='{WORD}'/>"})).startswith(
        "The XML in the Word file"
    )


def test_a_part_that_unpacks_without_end_is_refused() -> None:
    assert "times its size" in refusal(docx(PROSE, **{"word/media/a.bin": b"\0" * 30_000_000}))


def test_too_many_parts_are_refused() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for n in range(2001):
            packed.writestr(zipfile.ZipInfo(f"{n}"), b"")
        packed.writestr("word/document.xml", b"")
    assert refusal(made.getvalue()) == "The file packs 2,002 parts; the most is 2,000."


def test_a_file_that_was_cut_off_is_called_damaged() -> None:
    assert "damaged" in refusal(as_docx(PARAGRAPHS)[:1500])


@pytest.mark.parametrize("broken", ["", "<w:document", "<x/>"])
def test_a_file_whose_xml_is_broken_is_called_damaged(broken: str) -> None:
    with pytest.raises(UnreadableError):
        read_bytes(docx("", **{"word/document.xml": broken}), "a.docx")


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("xl/workbook.xml", "an Excel file"),
        ("ppt/presentation.xml", "a PowerPoint file"),
        ("content.xml", "an OpenDocument file"),
        ("a.txt", "an archive"),
    ],
)
def test_other_packed_files_are_called_by_their_name(part: str, kind: str) -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr(part, "x")
    assert refusal(made.getvalue()) == f"This is {kind}, which is not read."


@pytest.mark.parametrize(("name", "package"), [("a.docx", "mammoth"), ("a.html", "trafilatura"), ("a.html", "lxml_html_clean")])
def test_a_missing_package_is_named_with_the_line_that_installs_it(name: str, package: str, monkeypatch: Any) -> None:
    extra = name.rpartition(".")[2]
    real = builtins.__import__

    def without(module: str, *rest: Any) -> Any:
        if module == package:
            raise ModuleNotFoundError(name=package)
        return real(module, *rest)

    monkeypatch.delitem(sys.modules, f"proceedings.read.{extra}", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    content = as_docx(PARAGRAPHS) if extra == "docx" else b"<html><p>one"
    with pytest.raises(UnreadableError, match=rf"needs a package that is not installed \({package}\)") as caught:
        read_bytes(content, name)
    assert caught.value.hint == f"pip install 'proceedings-builder[{extra}]'"
