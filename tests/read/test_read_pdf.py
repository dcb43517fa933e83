"""A PDF gives the paragraphs that a reader sees on its pages, or is refused with the way out."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas
from saved import PARAGRAPHS, as_pdf

from proceedings.build import Order, build
from proceedings.errors import UnreadableError
from proceedings.read import read_bytes
from proceedings.read.pages import Run, paragraphs

LONG = "the participants of the meeting agreed to go on with their work on water"


def refusal(content: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(content, "a.pdf")
    assert caught.value.hint
    return caught.value


def column(lines: list[str], x: float = 50, y: float = 700, size: float = 10, font: str = "Body") -> list[Run]:
    """Set lines below each other."""
    return [Run(text, x, x + len(text) * size / 2, y - 12 * n, size, font) for n, text in enumerate(lines)]


def drawn(*lines: str) -> list[str]:
    """Give the paragraphs that these lines make, one below the other."""
    return paragraphs([column(list(lines))])[0]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("they agreed on the confer-", "ence of states"), "they agreed on the conference of states"),
        (("they agreed on the con\u00ad", "ference of states"), "they agreed on the conference of states"),
        (("they agreed on a five-", "year plan for it"), "they agreed on a five-year plan for it"),
        (("they agreed on long-", "term plans for it"), "they agreed on long-term plans for it"),
        (("a trans-border river; the trans-", "border river now"), "a trans-border river; the trans-border river now"),
        (("said Ana Ruiz-", "Moreno of the panel"), "said Ana Ruiz-Moreno of the panel"),
        (("water, land –", "and people in it"), "water, land – and people in it"),
        (("\ufb01rst of\ufb01cers of the", "\ufb02eet said so now"), "first officers of the fleet said so now"),
    ],
)
def test_words_that_a_line_end_divides_are_put_together(lines: tuple[str, str], text: str) -> None:
    assert drawn(*lines) == [text]


def test_a_short_line_that_ends_a_sentence_ends_the_paragraph() -> None:
    assert drawn(LONG, "for years.", f"Then {LONG}", "again.") == [f"{LONG} for years.", f"Then {LONG} again."]


def test_list_items_are_paragraphs() -> None:
    assert drawn("They will:", "• clean the banks", "• open the harbour", "1. vote") == [
        "They will:", "• clean the banks", "• open the harbour", "1. vote",
    ]  # fmt: skip


def test_a_bold_line_is_a_heading() -> None:
    page = [*column([LONG]), *column(["Opening session"], y=688, font="Body-Bold"), *column([LONG.capitalize()], y=676)]
    assert paragraphs([page])[0] == [LONG, "Opening session", LONG.capitalize()]


def test_columns_that_are_drawn_line_by_line_across_are_read_one_after_the_other() -> None:
    left, right = [f"left {n} the words of it" for n in range(8)], [f"right {n} the words of it" for n in range(8)]
    across = [run for pair in zip(column(left), column(right, x=300), strict=True) for run in pair]
    (text,) = paragraphs([across])[0]
    assert text == " ".join(left + right)


def test_a_paragraph_goes_on_on_the_next_page_under_its_running_head() -> None:
    text = {n: [f"{word} {LONG}" for word in words] for n, words in ((1, "abcdefgh"), (2, "ijklmnop"))}
    pages = [[*column(["Annual report"], y=800), *column(text[n]), *column([f"Page {n} of 2"], y=20)] for n in (1, 2)]
    found, left_out, _ = paragraphs(pages)
    assert found == [" ".join(text[1] + text[2])]
    assert left_out == ["Annual report", "Page 1 of 2", "Annual report", "Page 2 of 2"]


def test_the_note_tells_how_many_pages_were_read_and_what_was_left_out() -> None:
    article = read_bytes(as_pdf(PARAGRAPHS, height=420), "a.pdf")
    assert article.notes == (
        "The article was put together from a PDF: 3 pages read, running heads and page numbers left out (“Example Institute”, "
        "“Page 1”, “Page 2” …). Please compare it with the pages.",
    )
    assert article.mime == "application/pdf"


def test_a_scan_is_refused_with_the_advice_to_recognise_its_text() -> None:
    made = BytesIO()
    canvas = Canvas(made)
    canvas.rect(10, 10, 100, 100)
    canvas.showPage()
    canvas.save()
    error = refusal(made.getvalue())
    assert str(error) == "There is no text in the PDF, only pictures."
    assert "OCR" in (error.hint or "")


def test_a_password_is_asked_for_in_words() -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(as_pdf(PARAGRAPHS))))
    writer.encrypt("secret", algorithm="RC4-128")
    made = BytesIO()
    writer.write(made)
    assert str(refusal(made.getvalue())) == "The PDF is protected by a password."


def test_a_pdf_that_only_forbids_copying_is_read() -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(as_pdf(PARAGRAPHS))))
    writer.encrypt("", "owner", algorithm="RC4-128")
    made = BytesIO()
    writer.write(made)
    assert PARAGRAPHS[0] in read_bytes(made.getvalue(), "a.pdf").text


def test_our_own_brief_is_no_article(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "a.txt").write_text("\n".join(PARAGRAPHS), encoding="utf-8")
    built = build(folder / "a.txt", Order(folder=folder, documents=("summary",)))
    assert str(refusal(built.files[0].path.read_bytes())) == "This is a PDF that proceedings made, not an article."


@pytest.mark.parametrize("length", [20, 400, 4000])
def test_a_pdf_that_was_cut_off_is_refused_or_read(length: int) -> None:
    with pytest.raises(UnreadableError):
        read_bytes(as_pdf(PARAGRAPHS)[:length], "a.pdf")


def test_a_file_that_is_only_named_a_pdf_is_refused() -> None:
    assert str(refusal(b"Islamabad: one")) == "This is named as a PDF and is none."


def test_too_many_pages_are_refused() -> None:
    made = BytesIO()
    canvas = Canvas(made)
    for _ in range(301):
        canvas.drawString(50, 50, LONG)
        canvas.showPage()
    canvas.save()
    assert str(refusal(made.getvalue())) == "The PDF has 301 pages; the most is 300."
