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
    assert read_text == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg\ufffdh\ufffdi"


def test_tabs_line_feeds_and_next_lines_are_no_control_characters() -> None:
    assert read_bytes("a\tb\nc\rd\x85e".encode(), "a.txt").text == "a\tb\nc\rd\x85e"


@given(some.text(some.characters(exclude_categories=["Cs"]), max_size=80))
def test_every_offset_is_the_file_s_own(text: str) -> None:
    article = read_bytes(f"x{text}".encode(), "a.txt")
    assert len(article.text) == len(text) + 1
    assert all(a == b or a == "\ufffd" for a, b in zip(article.text[1:], text, strict=True))


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


def test_text_and_markdown_count_as_articles() -> None:
    assert {".txt", ".md", ".markdown"} == READABLE


REFUSED = [
    ("", "a.txt", "There are no words in it.", "Check that the right file was named."),
    (" \n\t\r\n", "a.txt", "There are no words in it.", "Check that the right file was named."),
    ("\ufeff", "a.txt", "There are no words in it.", "Check that the right file was named."),
    ("…—“”!", "a.txt", "There are no words in it.", "Check that the right file was named."),
    (b"\x00\x01\x02", "a.txt", "There are no words in it.", "Check that the right file was named."),
    (b"\xff\xfeH\x00i\x00", "a.txt", "The text is in UTF-16, not in UTF-8.", "Save it again as UTF-8"),
    (b"\xfe\xff\x00H\x00i", "a.txt", "The text is in UTF-16, not in UTF-8.", "Save it again as UTF-8"),
    (b"one\ntwo\nna\xefve", "a.txt:3", "The text is not UTF-8: byte 11 cannot be read.", "Save it again as UTF-8"),
    (b"x" * 4999 + b"\n\x93quoted\x94", "a.txt:2", "The text is not UTF-8: byte 5,001 cannot be read.", "Save it again"),
    (b"cut off \xc3", "a.txt:1", "The text is not UTF-8: byte 9 cannot be read.", "Save it again as UTF-8"),
    (b"half a pair \xed\xa0\x80", "a.txt:1", "The text is not UTF-8: byte 13 cannot be read.", "Save it again as UTF-8"),
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


def test_utf_16_without_a_mark_is_refused_too() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes("Islamabad: one".encode("utf-16-le"), "a.txt")
    assert caught.value.hint


def test_a_missing_file_is_refused_with_its_path(tmp_path: Path) -> None:
    error = refusal(tmp_path / "nowhere.txt")
    assert (type(error), error.exit_code, str(error)) == (UnreadableError, 3, "There is no such file.")
    assert error.place == str(tmp_path / "nowhere.txt")
    assert error.hint == "Check the spelling; put quotation marks round a name with spaces."


def test_a_folder_is_refused_with_its_path(tmp_path: Path) -> None:
    error = refusal(tmp_path)
    assert (type(error), error.exit_code, str(error), error.place) == (UnreadableError, 3, "This is not a file.", str(tmp_path))
    assert error.hint == "Name the article's own file, for example article.txt."


def test_a_pipe_that_would_block_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert str(refusal(tmp_path / "pipe.txt")) == "This is not a file."


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
    assert (str(error), error.hint) == ("The file cannot be read: Permission denied.", "Check the file's permissions.")


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"%PDF-1.7\n", "a PDF"), (b"PK\x03\x04word", "a Word file or an archive"), (b"{\\rtf1 text}", "an RTF file")],
)
def test_what_is_often_taken_for_text_is_called_by_its_name(content: bytes, kind: str) -> None:
    with pytest.raises(UnreadableError, match=f"This is {kind}, not a text."):
        read_bytes(content, "a.txt")
