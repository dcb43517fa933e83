"""A draft reads back as it was written, by the same rules that mail programs go by, and nothing in it can add a header."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proceedings.deliver.draft import Enclosure, Letter, addresses, draft
from proceedings.deliver.letter import one_line
from proceedings.errors import UsageError

LETTER = Letter(
    "INFO: Қазақстан–Pakistan: “Post-visit” reflections, Islamabad, 24 February 2026",
    "The first line.\n\nFrom here, a line that begins with From.\n.\n",
    "<p>The first line.</p>\n",
    (Enclosure("Жалғыз ü-brief.pdf", b"%PDF-1.7\r\nbrief\n\0\xff", 3), Enclosure("a-summary.pdf", b"%PDF-1.7\nsheet", 1)),
)


def opened(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=SMTP)
    assert isinstance(message, EmailMessage)
    assert [defect for part in message.walk() for defect in part.defects] == []
    return message


def words_of(message: EmailMessage, kind: str) -> str:
    """Give the words of the body of a kind ("plain", "html"); lines end in mails with two characters."""
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_a_draft_reads_back_as_it_was_written() -> None:
    message = opened(draft(LETTER, addresses(["Ana Ružić <ana@example.org>"]), addresses(["b@example.org, c@example.org"])))
    assert message["Subject"] == LETTER.subject
    assert [(a.display_name, a.addr_spec) for a in message["To"].addresses] == [("Ana Ružić", "ana@example.org")]
    assert [a.addr_spec for a in message["Cc"].addresses] == ["b@example.org", "c@example.org"]
    assert words_of(message, "plain") == LETTER.text
    assert words_of(message, "html") == LETTER.html
    attached = list(message.iter_attachments())
    assert [a.get_filename() for a in attached] == [e.name for e in LETTER.enclosures]
    assert [a.get_content() for a in attached] == [e.content for e in LETTER.enclosures]
    assert {(a.get_content_type(), a.get_content_disposition()) for a in attached} == {("application/pdf", "attachment")}


def test_the_text_and_the_html_are_alternatives_beside_the_files() -> None:
    types = [part.get_content_type() for part in opened(draft(LETTER)).walk()]
    assert types == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", *["application/pdf"] * 2]


def test_a_draft_is_unsent_and_has_no_sender_no_identifier_and_no_date_of_its_own() -> None:
    message = opened(draft(LETTER))
    assert message["X-Unsent"] == "1"
    assert not {"From", "Message-ID", "Date", "To", "Cc"} & set(message)


def test_a_draft_has_the_date_that_it_is_given() -> None:
    assert opened(draft(LETTER, date="2026-11-24"))["Date"] == "Tue, 24 Nov 2026 00:00:00 +0000"


def test_the_same_letter_gives_the_same_bytes_and_another_letter_other_boundaries() -> None:
    assert draft(LETTER) == draft(LETTER)
    other = replace(LETTER, text="Another line.\n")
    boundaries = [re.findall(rb'boundary="(.+?)"', draft(letter)) for letter in (LETTER, other)]
    assert len({*boundaries[0], *boundaries[1]}) == 4


def test_the_draft_is_plain_ascii_in_lines_that_every_server_takes() -> None:
    lines = draft(replace(LETTER, text="word " * 900 + "\n", html="ü" * 4000)).split(b"\r\n")
    assert max(map(len, lines)) <= 78
    assert all(line.isascii() and b"\n" not in line and b"\r" not in line for line in lines)


WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)


@given(WORDS)
def test_any_title_becomes_one_subject_line_and_no_other_header(title: str) -> None:
    subject = "INFO: " + one_line(title)
    message = opened(draft(replace(LETTER, subject=subject.rstrip())))
    assert set(message) == {"Subject", "X-Unsent", "MIME-Version", "Content-Type"}
    assert message["Subject"] == subject.rstrip()


@pytest.mark.parametrize(
    "title", ["“ _", "Жол “ashyq” – a = b ?= ( é", "long " * 60 + "end", "x" * 1200, "=?utf-8?q?a?=", "é" * 500]
)
def test_a_subject_keeps_every_space_and_every_letter(title: str) -> None:
    content = draft(replace(LETTER, subject=title))
    assert opened(content)["Subject"] == title
    assert max(map(len, content.split(b"\r\n"))) <= 78


@given(WORDS)
def test_any_text_of_the_article_reads_back_letter_for_letter(words: str) -> None:
    body = "\n".join(words.splitlines()) + "\n"
    assert words_of(opened(draft(replace(LETTER, text=body))), "plain") == body


@pytest.mark.parametrize(
    "words", ["A title\r\nBcc: eve@example.org", "A title\nBcc: e", "A\u2028title", "A\x0btitle", "A\x00 title"]
)
def test_a_title_cannot_break_out_of_the_subject(words: str) -> None:
    assert len(one_line(words).splitlines()) == 1
    message = opened(draft(replace(LETTER, subject=one_line(words))))
    assert message["Bcc"] is None


# -- addresses --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("ana@example.org", ["ana@example.org"]),
        ("Ana Ruiz <ana@example.org>", ["Ana Ruiz <ana@example.org>"]),
        ('"Ruiz, Ana" <ana@example.org>', ['"Ruiz, Ana" <ana@example.org>']),
        ("a@example.org, B <b@example.org>", ["a@example.org", "B <b@example.org>"]),
        ("Ana Ružić <ana@example.org>", ["Ana Ružić <ana@example.org>"]),
        ("desk: a@example.org, b@example.org;", ["a@example.org", "b@example.org"]),
    ],
)
def test_addresses_are_read_in_the_forms_that_people_copy(given: str, found: list[str]) -> None:
    assert [str(address) for address in addresses([given])] == found


@pytest.mark.parametrize(
    "given",
    [
        "",
        "nobody",
        "ana@",
        "@example.org",
        "ana@example.org bob@example.org",
        "Ruiz, Ana <ana@example.org>",
        "ana@example..org",
        "<ana@example.org",
        "ana@example.org\r\nBcc: eve@example.org",
        "ana@example.org\nBcc: eve@example.org",
        "=?utf-8?q?a=0aBcc=3a?= <ana@example.org>",
        "ána@example.org",
        "ana@exämple.org",
        "ana@example.org\udcff",
        "Ana \u202eziuR <ana@example.org>",
        f"{'x' * 80} <ana@example.org>",
    ],
)
def test_what_is_no_address_is_refused_with_an_example(given: str) -> None:
    with pytest.raises(UsageError, match=r"is no e-mail address|has letters other than a to z") as caught:
        addresses(["good@example.org", given])
    assert caught.value.exit_code == 2
    assert "ana@example.org" in (caught.value.hint or "")
    assert str(caught.value).isprintable()


@given(st.text(max_size=60))
def test_no_string_given_as_an_address_can_add_a_header(given: str) -> None:
    try:
        found = addresses([given])
    except UsageError:
        return
    assert set(opened(draft(LETTER, found))) == {"Subject", "To", "X-Unsent", "MIME-Version", "Content-Type"}
