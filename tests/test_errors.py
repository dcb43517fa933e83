"""Every bad input ends with its exit code, a sentence and the way out; nothing is written, and no traceback is shown."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas
from saved import PARAGRAPHS, TYPES, WORD, as_docx, as_html, as_mail, as_pdf, docx, word_paragraph

from proceedings.cli import main
from proceedings.typeset.layouts import layouts_folder
from proceedings.typeset.opening import open_folder

CASES = Path(__file__).parent / "cases"
ARTICLE = (CASES / "conference_article.txt").read_bytes()
TEXT = ARTICLE.decode()


def zipped(*names: str, content: bytes = b"x") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            packed.writestr(name, content)
    return made.getvalue()


def locked_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(as_pdf(PARAGRAPHS))))
    writer.encrypt("secret", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def drawn_pdf(pages: int = 1, text: str = "") -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made)
    for _ in range(pages):
        canvas.drawString(50, 50, text) if text else canvas.rect(1, 1, 9, 9)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def swollen_pdf() -> bytes:
    """Give a PDF whose page unpacks to 120 MB."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    stream = DecodedStreamObject()
    stream.set_data(b"BT /F1 9 Tf (x) Tj ET " + b" " * 120_000_000)
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode(9))
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")})
    font[NameObject("/BaseFont")] = NameObject("/Helvetica")
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def layout(**files: str) -> Callable[[], None]:
    """Make a layout "mine" with these files, the others as in the diplomatic one."""

    def make() -> None:
        Path("mine").mkdir()
        for name in ("theme.toml", "brief.html", "summary.html"):
            own = files.get(name.partition(".")[0])
            source = layouts_folder() / "diplomatic" / name
            Path("mine", name).write_bytes(source.read_bytes() if own is None else own.encode())

    return make


class Bad(NamedTuple):
    """A bad input. name: of the article; made: its bytes, or a function that makes what is needed; rest: further arguments."""

    name: str
    made: bytes | str | Callable[[], object] | None
    code: int
    said: str
    hint: str
    rest: tuple[str, ...] = ()


def in_layout(code: str, said: str, hint: str) -> Bad:
    """Give a layout whose brief goes wrong."""
    make = layout(brief=f"<document>\n{code}\n</document>")
    return Bad("a.txt", lambda: (make(), Path("a.txt").write_bytes(ARTICLE)), 2, said, hint, ("--layout", "mine"))


def with_brand(toml: str, said: str, hint: str = "") -> Bad:
    def make() -> None:
        Path("a.txt").write_bytes(ARTICLE)
        Path("brand.toml").write_text(toml)
        Path("logo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (90_000).to_bytes(4, "big") * 2)
        Path("logo.txt").write_text("x")

    return Bad("a.txt", make, 2, said, hint, ("--brand", "brand.toml"))


def too_big() -> None:
    with Path("big.txt").open("wb") as file:
        file.truncate(50_000_000)


def other_folder() -> None:
    Path("a.txt").write_bytes(ARTICLE)
    Path("out").write_text("a file")


def taken() -> None:
    Path("a.txt").write_bytes(ARTICLE)
    Path("out").mkdir()
    Path("out/a-summary.pdf").write_text("old")


def folder_in_the_way() -> None:
    Path("a.txt").write_bytes(ARTICLE)
    Path("out/a-brief.pdf").mkdir(parents=True)


ENTITIES = f"<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><w:p xmlns:w='{WORD}'>&b;</w:p>"
FILE = "Name the article's own file"
SAVE_WORD = "save it as a Word file (.docx)"
OCR = "text recognition"
TABLE = [
    # What is no file.
    Bad("gone.txt", None, 3, "There is no such file.", "Check the spelling"),
    Bad("folder", lambda: Path("folder").mkdir(), 3, "This is a folder, not a file.", FILE),
    Bad("pipe.txt", lambda: os.mkfifo("pipe.txt"), 3, "This is a pipe, not a file.", "| proceedings build -"),
    Bad("/dev/zero", None, 3, "This is a device, not a file.", FILE),
    Bad("loop.txt", lambda: Path("loop.txt").symlink_to("loop.txt"), 3, "Too many levels of symbolic links", "Check its"),
    Bad("link.txt", lambda: Path("link.txt").symlink_to("gone"), 3, "There is no such file.", "Check the spelling"),
    Bad("x" * 300, None, 3, "File name too long", "Check its name"),
    Bad("a.txt/b.txt", lambda: Path("a.txt").write_bytes(ARTICLE), 3, "Not a directory", "Check its name"),
    Bad("https://example.org/news/1", None, 3, "This is an address", "save the page"),
    Bad("www.example.org/a.html", None, 3, "This is an address", "save the page"),
    Bad(
        "big.txt",
        lambda: os.truncate(os.open("big.txt", os.O_CREAT | os.O_WRONLY), 50_000_000),
        3,
        "50,000,000 bytes",
        "Save the",
    ),
    # What is no text.
    Bad("a.txt", b"", 3, "There are no words in it.", "Check that the right file"),
    Bad("a.txt", "…—“”! \n\t", 3, "There are no words in it.", "Check that the right file"),
    Bad("a.txt", bytes(range(256)) * 9, 3, "no encoding fits its bytes", "Save it again as UTF-8"),
    Bad("a.txt", "会议昨天举行。".encode("gbk"), 3, "no encoding fits its bytes", "Save it again as UTF-8"),
    Bad("a.txt", b"\xff\xfeH\0i", 3, "The text is in UTF-16, but damaged.", "Save it again"),
    Bad("a.txt", "naïve café Zürich ".encode() * 9 + b"\xef", 3, "in UTF-8, but damaged: byte 190", "Get the file once more"),
    Bad("a.txt", "word " * 60_001, 3, "The text has 60,001 words", "Save the part"),
    Bad("a.txt", "x" * 100_001, 3, "A line of the text has 100,001 characters", "Break it"),
    Bad("a.txt", "one two\n" * 500_001, 3, "The text has 4,000,008 bytes", "Save the part"),
    Bad("a.txt", TEXT + "e" + "\u0301" * 10_000, 3, "10,000 combining marks", "Take them out"),
    Bad("a.txt", b"\x89PNG\r\n\x1a\n", 3, "This is a picture", OCR),
    Bad("a.jpg", b"\xff\xd8\xff\xe0", 3, "This is a picture", OCR),
    Bad("a.rtf", b"{\\rtf1 one}", 3, "This is an RTF file", SAVE_WORD),
    Bad("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 3, "This is an old Word or Outlook file", "(.docx), a mail as .eml"),
    Bad("a.odt", zipped("content.xml"), 3, "This is an OpenDocument file", SAVE_WORD),
    Bad("a.pages", zipped("Index/Document.iwa"), 3, "This is a Pages file", SAVE_WORD),
    Bad("a.xlsx", zipped("xl/workbook.xml"), 3, "This is an Excel file", "Copy its text"),
    Bad("a.pptx", zipped("ppt/presentation.xml"), 3, "This is a PowerPoint file", "Copy its text"),
    Bad("a.epub", zipped("META-INF/container.xml"), 3, "This is an e-book", "Copy its text"),
    Bad("a.zip", zipped("a.txt"), 3, "This is an archive", "Unpack it first"),
    Bad("a.gz", b"\x1f\x8b\x08one", 3, "This is an archive", "Unpack it first"),
    Bad("a.mp4", b"\0\0\0 ftypisom", 3, "This is a recording", "Write down what was said"),
    Bad("a.exe", b"MZ" + b"\0" * 99, 3, "This is a program", "Name the article"),
    Bad("a.ps", b"%!PS-Adobe", 3, "This is a PostScript file", "Print it to a PDF"),
    Bad("a.webarchive", b"bplist00", 3, "This is a web archive of Safari", "Page Source"),
    # Word files.
    Bad("a.docx", "one", 3, "This is named as a Word file and is none.", "Save it again"),
    Bad("a.docx", as_docx(PARAGRAPHS)[:1500], 3, "The file is damaged", "Copy or download it again"),
    Bad("a.docx", docx("<w:p>"), 3, "The Word file is damaged", "save it under a new name"),
    Bad("a.docx", docx(""), 3, "There are no words in it.", "Check that the right file"),
    Bad("a.docx", docx(word_paragraph("x"), **{"word/m.bin": b"\0" * 9_000_000}), 3, "times its size", "made to do harm"),
    Bad(
        "a.docx",
        docx("", **{"word/document.xml": f"<!DOCTYPE x><w:p xmlns:w='{WORD}'/>"}),
        3,
        "defines entities",
        "do not open it",
    ),
    Bad("a.docx", zipped("word/document.xml", *map(str, range(2000))), 3, "The file packs 2,001 parts", "Copy its text"),
    Bad(
        "a.docx", zipped("word/document.xml", content=TYPES.encode()), 3, "The Word file is damaged", "save it under a new name"
    ),
    # PDFs.
    Bad("a.pdf", "one", 3, "This is named as a PDF and is none.", "Save it again"),
    Bad("a.pdf", as_pdf(PARAGRAPHS)[:3000], 3, "The PDF is damaged", "print it to a new PDF"),
    Bad("a.pdf", b"%PDF-1.7\n" + b"\0" * 99, 3, "The PDF is damaged", "print it to a new PDF"),
    Bad("a.pdf", drawn_pdf(), 3, "There is no text in the PDF, only pictures.", OCR),
    Bad("a.pdf", drawn_pdf(1, "stamped on it"), 3, "pictures of pages and no text", OCR),
    Bad("a.pdf", drawn_pdf(301, "the words of a page"), 3, "The PDF has 301 pages", "Print the pages"),
    Bad("a.pdf", locked_pdf(), 3, "The PDF is protected by a password.", "print it to a new PDF"),
    Bad("a.pdf", swollen_pdf(), 3, "A part of the PDF unpacks to more than", "new PDF"),
    # Web pages and mails.
    Bad("a.html", "<html><script>x</script>", 3, "There are no words in it.", "Check that the right file"),
    Bad("a.html", "<html>" + "<div>" * 9999 + "x", 3, "The page is nested 201 deep", "Save its text"),
    Bad("a.html", as_html(PARAGRAPHS).decode() + "x" * 4_000_000, 3, "the most is 4,000,000", "Save the part"),
    Bad("a.eml", "From: a\nTo: b\nSubject: c\n\n", 3, "There are no words in it.", "Check that the right file"),
    Bad(
        "a.eml",
        "From: a\nTo: b\nSubject: c\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nSee below.\n--x\n"
        "Content-Disposition: attachment; filename=a.pdf\n\nx\n--x--\n",
        3,
        "only a note to what is attached to it (a.pdf)",
        "Save the attachment",
    ),
    Bad(
        "a.eml",
        "From: a\nTo: b\nSubject: c\nContent-Type: multipart/mixed; boundary=x\n\n" + "--x\n\nx\n" * 600,
        3,
        "The mail has 601 parts",
        "Save the article from it",
    ),
    # What is no conference, what cannot be drawn, what does not fit.
    Bad("a.txt", (CASES / "recipe.txt").read_bytes(), 4, "No conference was found in the text.", "--anyway"),
    Bad("a.eml", as_mail((CASES / "recipe.txt").read_text().split("\n\n")), 4, "No conference was found", "--anyway"),
    Bad("a.txt", TEXT.replace("Marat Tulegen,", "Marat 金田,"), 5, "No font has the character “金”", "fallback"),
    Bad(
        "a.txt",
        TEXT.replace("unanimous call", "unanimous call " + "and more " * 900),
        5,
        "does not fit on one page",
        "--two-sided",
    ),
    # The command line, brands, configuration, layouts.
    Bad("a.txt", ARTICLE, 2, "There is no layout “baroque”", "diplomatic", ("--layout", "baroque")),
    Bad("a.txt", ARTICLE, 2, "“soon” is no date", "--date 2026-11-24", ("--date", "soon")),
    Bad("a.txt", ARTICLE, 2, "--colour", "proceedings build --help", ("--colour", "red")),
    Bad("a.txt", ARTICLE, 2, "both write a-brief.pdf", "into different folders", ("sub/a.docx",)),
    Bad("a.txt", ARTICLE, 2, "", "", ("--brand", "gone.toml")),
    with_brand("issuer = [", "not TOML"),
    with_brand('colour = "red"', "red"),
    with_brand('logo = "logo.png"\nlogo_alt = "x"', "the image has 90,000 × 90,000 pixels", "scale it down"),
    with_brand('logo = "logo.txt"\nlogo_alt = "x"', "no PNG"),
    with_brand('shoe = "x"', "shoe"),
    in_layout("{% for a in range(10**9) %}{% endfor %}", "Range too big", "layouts/README.md"),
    in_layout("{{ '' * 9 }}", "“*” is for numbers", "layouts/README.md"),
    in_layout("{{ title.__class__ }}", "unsafe", "layouts/README.md"),
    in_layout("{% include '../a.txt' %}", "../a.txt", "layouts/README.md"),
    in_layout("<script/>", "unknown element <script>", "use one of"),
    in_layout("<p onclick='x'/>", "unknown attribute onclick", "use one of"),
    in_layout("<img src='../../etc/passwd' alt='x'/>", "there is no image “../../etc/passwd”", "put the file there"),
    in_layout("<a href='javascript:x'>x</a>", "a link to 'javascript:x'", "links lead to"),
    in_layout("<p>", "not well-formed", "every element must be closed"),
    in_layout("{% if %}", "Expected", ""),
    # What cannot be written.
    Bad("a.txt", other_folder, 9, "The file cannot be written", "Name another folder"),
    Bad("a.txt", folder_in_the_way, 9, "a folder has this name", "Name another folder"),
    Bad("a.txt", taken, 9, "There is a file already, and --no-clobber was given.", "Name another folder", ("--no-clobber",)),
    Bad("a" * 248 + ".txt", ARTICLE, 9, "the name is too long", "Name another folder"),
    Bad("a.txt", ARTICLE, 9, "The file cannot be written", "Name another folder", ("-o", "/proc/none")),
]


@pytest.fixture(autouse=True)
def quiet_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_folder.cache_clear()
    monkeypatch.chdir(tmp_path)
    for name in ("SOURCE_DATE_EPOCH", "PROCEEDINGS_DEBUG", "LC_ALL", "LC_PAPER", "LANG"):
        monkeypatch.delenv(name, raising=False)


def test_the_table_is_long() -> None:
    assert len(TABLE) >= 60


@pytest.mark.parametrize("bad", TABLE, ids=[f"{b.code}-{b.name[:12]}-{b.said[:40]}" for b in TABLE])
def test_bad_input_ends_with_its_code_a_sentence_and_the_way_out(
    bad: Bad, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if callable(bad.made):
        bad.made()
    elif bad.made is not None:
        Path(bad.name).write_bytes(bad.made.encode() if isinstance(bad.made, str) else bad.made)
    before = sorted(Path().rglob("*"))
    monkeypatch.setattr(sys, "argv", ["proceedings", "build", bad.name, *bad.rest])
    with pytest.raises(SystemExit) as stopped:
        main()
    out, err = capsys.readouterr()
    assert (stopped.value.code, out) == (bad.code, ""), err
    assert "Traceback" not in err
    first, *others = err.splitlines()
    assert first.startswith("proceedings: ")
    assert bad.said in first
    assert bad.hint in "\n".join(others)
    assert not others or others[0].startswith("  hint: ")
    assert [path for path in sorted(Path().rglob("*")) if path != Path("out")] == [
        path for path in before if path != Path("out")
    ]
