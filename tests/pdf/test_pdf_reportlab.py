"""What was set right in ReportLab is still needed where we think so, and holds."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from reportlab.pdfbase import pdfdoc
from sample import published

from proceedings.pdf._reportlab import Array, Dictionary, Document, name, number, stream, text

BASE_14 = re.compile(rb"/(Helvetica|Times|Courier|Symbol|ZapfDingbats)")


def test_every_stream_ends_with_a_line_end_of_its_own() -> None:
    ends = [match.start() for match in re.finditer(rb"endstream", published())]
    assert len(ends) > 10
    assert {published()[end - 2 : end] for end in ends} == {b"\r\n"}


@pytest.mark.parametrize("content", [b"four", b"four\n", b"four\r", b"four\r\n"])
def test_the_length_of_a_stream_does_not_count_that_line_end(content: bytes) -> None:
    document = Document()
    place = document.add(stream(content, encoded=True))
    made = document.to_bytes(Dictionary(Type="/Catalog", Pages=Dictionary(Kids=Array([]), Count=0), X=place), Dictionary())
    assert b"/Length %d >>\nstream\n%s\r\nendstream\nendobj" % (len(content), content) in made


def test_reportlab_still_writes_no_line_end_there() -> None:
    """When this fails, ReportLab has mended it: drop our remedy."""
    assert pdfdoc.PDFStream(content=b"four").format(pdfdoc.PDFDocument()).endswith(b"fourendstream\n")


def test_no_standard_font_slips_in() -> None:
    assert not BASE_14.search(published())


def test_catalog_and_pages_bear_the_keys_that_reportlab_does_not_know() -> None:
    reader = PdfReader(BytesIO(published()))
    assert {"/OutputIntents", "/AF", "/MarkInfo", "/Metadata"} <= reader.root_object.keys()
    assert all({"/StructParents", "/Tabs"} <= page.keys() for page in reader.pages)


def test_names_keep_their_slashes_and_texts_their_letters() -> None:
    assert name("text/plain") == "/text#2fplain"
    document = Document()
    words = "Қ (a\\b) – ü\n"
    catalog = Dictionary(Type="/Catalog", Pages=Dictionary(Type="/Pages", Kids=Array([]), Count=0), X=text(words), Y=None)
    reader = PdfReader(BytesIO(document.to_bytes(catalog, Dictionary(Title=text("t")))))
    assert reader.root_object["/X"] == words
    assert "/Y" not in reader.root_object


def test_numbers_are_written_short() -> None:
    assert [number(value) for value in (1.0, 0.1 + 0.2, -2.504, 100, 0.001)] == ["1", "0.3", "-2.5", "100", "0"]


def test_what_is_kept_on_disk_of_reportlab_is_complete_after_one_run(tmp_path: Path) -> None:
    """A pattern that is another in every process would be written anew in every run."""
    script = (
        "from proceedings.cache import shelf; from proceedings.patterns import keeping\n"
        "with keeping():\n import proceedings.pdf.publish\n"
        "print(shelf('patterns').is_new)"
    )
    environment = {**os.environ, "PROCEEDINGS_CACHE": str(tmp_path)}

    def is_new() -> str:
        ran = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
        return ran.stdout.strip()

    assert [is_new(), is_new(), is_new()] == ["True", "False", "False"]


def test_reportlab_still_evaluates_for_others() -> None:
    from reportlab.lib import colors

    assert colors.toColor("rgb(255, 0, 0)") == colors.red
