"""Write a letter as a draft that mail programs open for sending: an .eml file by RFC 5322. Nothing is ever sent."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from email.errors import NonASCIILocalPartDefect
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from proceedings.errors import UsageError
from proceedings.values import dataclass

LONG_WORD = 60
"""A word of so many characters may not fit on a header's line, which can only be broken at a space."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A PDF that goes with a letter: its file name, bytes and number of pages."""

    name: str
    content: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be mailed: one subject line, the body as text and as HTML, the PDFs with it."""

    subject: str
    text: str
    html: str
    enclosures: tuple[Enclosure, ...]


def addresses(given: Iterable[str]) -> tuple[Address, ...]:
    """Read addresses: each "ana@example.org" or "Ana Ruiz <ana@example.org>", or several with commas between.

    Raises UsageError for what is none.
    """
    return tuple(address for words in given for address in _addresses(words))


def _addresses(words: str) -> tuple[Address, ...]:
    found: tuple[Address, ...] = ()
    if words.isprintable():
        with suppress(ValueError, IndexError):  # the standard library's answer to an address that breaks off
            header = SMTP.header_factory("To", words)
            mistaken = any(not isinstance(defect, NonASCIILocalPartDefect) for defect in header.defects)
            found = () if mistaken else header.addresses
    if found and all(a.username and a.domain and _can_break(a.display_name) for a in found):
        foreign = next((a for a in found if not a.addr_spec.isascii()), None)
        if foreign is None:
            return found
        raise UsageError(
            f"The address “{foreign.addr_spec}” has letters other than a to z, which most mail servers refuse.",
            hint="Ask for its form in plain letters; a name before it may have any: 'Ana Ružić <ana@example.org>'.",
        )
    raise UsageError(
        f"“{''.join(c if c.isprintable() else '?' for c in words)}” is no e-mail address.",
        hint="Write it as ana@example.org or 'Ana Ruiz <ana@example.org>'; "
        "a name with a comma or a full stop needs quotation marks: '\"Ruiz, Ana\" <ana@example.org>'.",
    )


def draft(letter: Letter, to: tuple[Address, ...] = (), cc: tuple[Address, ...] = (), date: str | None = None) -> bytes:
    """Give the draft's bytes: the same letter, addresses and ISO date give the same bytes.

    Without a date there is no Date header; there never is a Message-ID, which is for the program that sends to give.
    """
    message = EmailMessage(SMTP)
    for name, people in (("To", to), ("Cc", cc)):
        if people:
            message[name] = people
    if date is not None:
        message["Date"] = datetime.fromisoformat(date).replace(tzinfo=UTC)
    message["X-Unsent"] = "1"
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    for enclosure in letter.enclosures:
        message.add_attachment(enclosure.content, maintype="application", subtype="pdf", filename=enclosure.name)
    _set_boundaries(message, letter)
    return _subject(letter.subject) + message.as_bytes()


def _subject(words: str) -> bytes:
    """Write the subject's header, all of it encoded where some of it must be.

    `EmailMessage` encodes word by word, and loses spaces between two that it encodes.
    """
    plain = words.isascii() and "=?" not in words and _can_break(words)
    header = Header(words, "us-ascii" if plain else "utf-8", header_name="Subject")
    return b"Subject: " + header.encode(linesep="\r\n").encode("ascii") + b"\r\n"


def _set_boundaries(message: EmailMessage, letter: Letter) -> None:
    """Part the message by lines made from its content; "=_" can stand neither in quoted-printable nor in base64."""
    contents = (letter.text.encode(), letter.html.encode(), *(enclosure.content for enclosure in letter.enclosures))
    digest = sha256(b"".join(sha256(content).digest() for content in contents)).hexdigest()[:32]
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{digest}_{number}")


def _can_break(words: str) -> bool:
    """Tell whether words can be broken at spaces into lines of a header."""
    return all(len(word) < LONG_WORD for word in words.split())
