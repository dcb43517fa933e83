"""An article is read whole and unchanged, or refused with the place and the way out."""

from __future__ import annotations

import hashlib
import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from proceedings.errors import ProceedingsError, UnreadableError
from proceedings.read import READABLE, read, read_bytes


def refusal(path: Path | str) -> ProceedingsError:
    with pytest.raises(ProceedingsError) as caught:
        read(path)
    return caught.value


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfIslamabad: one")
    assert read(path).text == "Islamabad: one"


def test_line_endings_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"one\r\ntwo\rthree\n")
    assert read(path).text == "one\r\ntwo\rthree\n"


def test_control_characters_are_replaced_one_for_one() -> None:
    text = "a\x00b\x07c\x0bd\x0ce\x1bf\x7fg\x80h\x9fi"
    read_text = read_bytes(text.encode(), "a.txt").text
    assert read_text == "a b c\nd\ne f g h i"


def test_control_characters_are_told(tmp_path: Path) -> None:
    assert read_bytes(b"a\x00b\x0cc\x1bd", "a.txt").notes == ("Control characters in the text were read as spaces: 2.",)


def test_a_tower_of_combining_marks_is_refused() -> None:
    assert read_bytes(("e" + "\u0301" * 10).encode(), "a.txt").text
    with pytest.raises(UnreadableError, match="10,000 combining marks stand on one letter"):
        read_bytes(("e" + "\u0301" * 10_000).encode(), "a.txt")


def test_tabs_line_feeds_and_next_lines_are_no_control_characters() -> None:
    assert read_bytes("a\tb\nc\rd\x85e".encode(), "a.txt").text == "a\tb\nc\rd\x85e"


@given(some.text(some.characters(exclude_categories=["Cs"]), max_size=80))
def test_every_offset_is_the_file_s_own(text: str) -> None:
    article = read_bytes(f"x{text}".encode(), "a.txt")
    assert len(article.text) == len(text) + 1
    assert all(a == b or a in " \n" for a, b in zip(article.text[1:], text, strict=True))


def test_a_source_carries_the_name_of_its_file_and_the_digest_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "Our report.txt"
    path.parent.mkdir()
    content = b"\xef\xbb\xbfone\r\n"
    path.write_bytes(content)
    article = read(path)
    assert (article.name, article.sha256) == ("Our report.txt", hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("name", ["two words.txt", "two\nlines.txt", "-o.txt", "Straße “x”.md", "no-ending", "%s{0}.txt"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("Islamabad: one", encoding="utf-8")
    assert read(path).name == name


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Almaty: né".encode())))
    article = read("-")
    assert (article.name, article.text) == ("stdin.txt", "Almaty: né")


def test_six_kinds_of_files_count_as_articles() -> None:
    assert {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".pdf", ".eml"} == READABLE


REFUSED = [
    ("", "a.txt", "There are no words in it.", "Check that the right file was named."),
    (" \n\t\r\n", "a.txt", "There are no words in it.", "Check that the right file was named."),
    ("\ufeff", "a.txt", "There are no words in it.", "Check that the right file was named."),
    ("…—“”!", "a.txt", "There are no words in it.", "Check that the right file was named."),
    (b"\x00\x01\x02", "a.txt", "There are no words in it.", "Check that the right file was named."),
    (
        "naïve café, señor, Zürich ".encode() * 3 + b"\nna\xefve",
        "a.txt:2",
        "The text is in UTF-8, but damaged: byte 94 cannot be read.",
        "Get the file once more",
    ),
    (b"\xff\xfeH\x00i", "a.txt", "The text is in UTF-16, but damaged.", "Save it again as UTF-8"),
    ("会议昨天举行。".encode("gbk"), "a.txt", "This is no text that can be read: no encoding fits its bytes.", "Save it again"),
    (
        bytes(range(1, 32)) * 9 + b"\xff\x81",
        "a.txt",
        "This is no text that can be read: no encoding fits its bytes.",
        "Save it",
    ),
]


@pytest.mark.parametrize(("content", "place", "sentence", "hint"), REFUSED)
def test_what_cannot_be_read_is_refused(tmp_path: Path, content: str | bytes, place: str, sentence: str, hint: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    error = refusal(path)
    assert isinstance(error, UnreadableError)
    assert error.exit_code == 3
    assert str(error) == sentence
    assert (error.place or "").endswith(place)
    assert (error.hint or "").startswith(hint)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_text_of_two_or_four_bytes_a_letter_is_read(encoding: str) -> None:
    article = read_bytes("Islamabad: Zoë said “one”.\n".encode(encoding), "a.txt")
    assert article.text == "Islamabad: Zoë said “one”.\n"
    assert [note[:43] for note in article.notes] == ["The text has no mark of its encoding; it wa"] * encoding.endswith(
        ("le", "be")
    )


def test_a_missing_file_is_refused_with_its_path(tmp_path: Path) -> None:
    error = refusal(tmp_path / "nowhere.txt")
    assert (type(error), error.exit_code, str(error)) == (UnreadableError, 3, "There is no such file.")
    assert error.place == str(tmp_path / "nowhere.txt")
    assert error.hint == "Check the spelling; put quotation marks round a name with spaces."


def test_a_folder_is_refused_with_its_path(tmp_path: Path) -> None:
    error = refusal(tmp_path)
    assert (type(error), error.exit_code, str(error), error.place) == (
        UnreadableError,
        3,
        "This is a folder, not a file.",
        str(tmp_path),
    )
    assert error.hint == "Name the article's own file, for example article.txt."


def test_a_pipe_that_would_block_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert str(refusal(tmp_path / "pipe.txt")) == "This is a pipe, not a file."


@pytest.mark.parametrize("path", ["a\0b.txt", "x" * 300, "a.txt/b.txt"])
def test_a_name_that_no_system_allows_is_refused(tmp_path: Path, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("one")
    error = refusal(path)
    assert (type(error), error.place) == (UnreadableError, path)
    assert error.hint


@pytest.mark.skipif(os.geteuid() == 0, reason="everything is readable to root")
def test_a_file_without_permission_is_refused_with_the_system_s_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")
    path.chmod(0)
    error = refusal(path)
    assert (str(error), error.hint) == ("The file cannot be read: Permission denied.", "Check its name and permissions.")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{\\rtf1 text}", "an RTF file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Outlook file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"\x1f\x8b\x08", "an archive"),
        (b"\0\0\0 ftypisom", "a recording"),
    ],
)
def test_what_is_often_taken_for_text_is_called_by_its_name(content: bytes, kind: str) -> None:
    with pytest.raises(UnreadableError, match=f"This is {kind}, which is not read."):
        read_bytes(content, "a.txt")


@pytest.mark.parametrize("address", ["https://example.org/news/1", "http://example.org", "www.example.org/a.html"])
def test_an_address_is_refused_with_the_advice_to_save_the_page(address: str) -> None:
    error = refusal(address)
    assert str(error) == "This is an address, and proceedings never goes to the network."
    assert "save the page" in (error.hint or "")


def test_symbolic_links_are_followed_and_loops_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Islamabad: one")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    assert read(tmp_path / "link.txt").text == "Islamabad: one"
    assert str(refusal(tmp_path / "loop.txt")).startswith("The file cannot be read: Too many levels of symbolic links")


def test_a_device_is_refused() -> None:
    assert str(refusal("/dev/zero")) == "This is a device, not a file."
