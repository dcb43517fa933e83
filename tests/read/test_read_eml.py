"""A mail gives the article in it: not the signature, not the header lines of what was forwarded, not what it answers."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

import pytest
from saved import PARAGRAPHS

from proceedings.errors import UnreadableError
from proceedings.read import read_bytes
from proceedings.text import Source

ARTICLE = "\n\n".join(PARAGRAPHS[:5]) + "\n"
HEADER = "From: Press <press@example.org>\nDate: Mon, 2 Mar 2026\nSubject: Talks end\nTo: Desk <desk@example.org>\n"


def mail(text: str = ARTICLE, html: str | None = None, **headers: str) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    known = {
        "From": "Ana <ana@example.org>",
        "To": "b@example.org",
        "Subject": "Report",
        "Date": "Tue, 03 Mar 2026 09:00:00 +0000",
    }
    for name, value in (known | headers).items():
        made[name] = value
    made.set_content(text, cte="quoted-printable")
    if html is not None:
        made.add_alternative(html, subtype="html")
    return made


def read_mail(made: EmailMessage, name: str = "a.eml") -> Source:
    return read_bytes(made.as_bytes(), name)


def test_subject_and_date_are_facts_of_the_source() -> None:
    article = read_mail(mail(Subject="RE: Fwd: =?utf-8?q?Caf=C3=A9_talks?="))
    assert (article.title, article.date, article.publisher) == ("Café talks", "2026-03-03", None)
    assert article.mime == "message/rfc822"
    assert article.text == ARTICLE


@pytest.mark.parametrize(
    "around",
    [
        "{0}\n-- \nAna Ruiz\nPress officer\nTel. +1 555 0100\n",
        "For your files.\nAna\n\n---------- Forwarded message ---------\n{1}\n{0}",
        "See below.\n\n-----Original Message-----\n{1}\n{0}",
        "Begin forwarded message:\n\n{1}\n{0}",
        "FYI\n________________________________\nFrom: Press\nSent: Monday\nTo: Desk\nSubject: Talks end\n\n{0}",
        "{0}\nOn Mon, 2 Mar 2026 at 10:00, Desk <desk@example.org> wrote:\n> Can you send us the article?\n> Desk\n",
        "{0}\nSent from my phone\n",
    ],
)
def test_what_stands_around_the_article_is_left_out_and_told(around: str) -> None:
    article = read_mail(mail(around.format(ARTICLE, HEADER)))
    assert article.text == ARTICLE
    assert [n for n in article.notes if n.startswith("Left out of the mail: ")] or "Begin" in around


def test_the_subject_of_the_forwarded_mail_is_the_title_and_the_forwarder_s_date_is_not_taken() -> None:
    article = read_mail(mail(f"FYI\n\n-----Original Message-----\n{HEADER}\n{ARTICLE}"))
    assert (article.title, article.date) == ("Talks end", None)


def test_an_article_that_is_quoted_as_a_whole_loses_its_marks() -> None:
    quoted = "".join(f"> {line}\n" for line in ARTICLE.splitlines())
    assert read_mail(mail(quoted)).text.split() == ARTICLE.split()


def test_a_mail_that_was_attached_whole_is_read() -> None:
    outer = mail("For your files.\n")
    outer.add_attachment(mail(Subject="Talks end"))
    article = read_mail(outer)
    assert (article.text, article.title) == (ARTICLE, "Talks end")


def test_soft_line_breaks_are_joined() -> None:
    made = mail("The ministers agreed \non a plan for \nthe river.\n\nThey meet in May.\n")
    made.set_param("format", "flowed")
    assert read_mail(made).text == "The ministers agreed on a plan for the river.\n\nThey meet in May.\n"


def test_the_formatted_body_is_read_where_the_plain_one_holds_less() -> None:
    paragraphs = "".join(f"<p>{p}</p>" for p in PARAGRAPHS[:5])
    html = f"<html><head><style>p{{}}</style></head><table><tr><td><h1>Talks</h1>{paragraphs}</td></tr></table></html>"
    assert read_mail(mail("Please use a program that shows HTML.\n", html)).text == f"Talks\n\n{ARTICLE}"


def test_an_attachment_that_is_not_read_is_told() -> None:
    made = mail()
    made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="programme.pdf")
    assert read_mail(made).notes == ("Not read: what is attached to the mail (programme.pdf).",)


def test_a_note_to_an_attachment_is_refused_with_the_advice_to_save_it() -> None:
    made = mail("Please find the release attached.\n")
    made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="release.pdf")
    with pytest.raises(UnreadableError, match=r"only a note to what is attached to it \(release.pdf\)"):
        read_mail(made)


@pytest.mark.parametrize(
    ("charset", "word"), [("cp1251", "Ержан"), ("iso-8859-2", "Wałęsa"), ("utf-8", "Zoë"), ("iso-8859-1", "Zoë")]
)
def test_a_part_is_decoded_as_it_states(charset: str, word: str) -> None:
    made = mail()
    made.set_content(f"{word} spoke.\n", charset=charset)
    assert read_mail(made).text == f"{word} spoke.\n"


@pytest.mark.parametrize(
    "content",
    [
        b"From: a\nTo: b\nSubject: c\n\n",
        b"From: a\nTo: b\nSubject: c\nContent-Type: multipart/mixed; boundary=x\n\n--x--",
        b"From: a\nTo: b\nSubject: =?x?q?=FF?=\nDate: never\nContent-Type: text/plain; charset=nonsense\n\n...",
        b"From: a\nTo: b\nSubject: c\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n!!!!",
    ],
)
def test_a_mail_without_words_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_bytes(content, "a.eml")


def test_a_broken_header_stops_nothing() -> None:
    content = b"From: \xff<\nTo: ;;\nSubject: =?utf-8?b?!!!?= [\nDate: 31 Feb\nMIME-Version: x\n\n" + ARTICLE.encode()
    article = read_bytes(content, "a.eml")
    assert (article.text, article.date) == (ARTICLE, None)
