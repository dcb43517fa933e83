"""Mails to a `Reading`: the body, or the article forwarded in it; without signature, quoted replies and header lines."""

from __future__ import annotations

import email
import re
from email.errors import HeaderParseError
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime

from proceedings.errors import UnreadableError
from proceedings.limits import check
from proceedings.read.blocks import blocks, text_of
from proceedings.read.encodings import declared_codec, decode
from proceedings.read.formats import READABLE
from proceedings.read.reading import Reading

PREFIX = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg|tr|rv|fw)\s*(?:\[\d+\])?:\s*)+", re.I)
FORWARDED = re.compile(
    r"^(?:[-_ \t]*(?:forwarded message|original message|forwarded by .{1,60}|weitergeleitete nachricht|message transf[ée]r[ée])"
    r"[-_ \t]*"
    r"|begin forwarded message:|_{20,})[ \t]*$",
    re.I | re.M,
)
HEADER = re.compile(r"^\s*\*?(?:from|to|cc|bcc|date|sent|subject|reply-to|importance|attachments)\*?:\*?\s*(.*)$", re.I)
SUBJECT = re.compile(r"^\s*\*?subject\*?:\*?\s*(.+)$", re.I | re.M)
WROTE = re.compile(r"^(?:on\b.{6,200}\bwrote:|am\b.{6,200}\bschrieb\b.*:|le\b.{6,200}\ba écrit\s?:)\s*$", re.I | re.M | re.S)
SIGNATURE = re.compile(r"^--\s?$", re.M)
SENT_FROM = re.compile(r"^(?:sent from my \w.{0,40}|get outlook for \w.{0,40})$", re.I | re.M)
QUOTED = re.compile(r"^[ \t]?(?:>[ \t]?)+", re.M)
COVER = 60
"""Words that a note to an attachment has at most; an article has more."""


def read(content: bytes, name: str) -> Reading:
    """Read a mail. Raises UnreadableError when its body is empty, or only a note to an attachment that holds the article."""
    message = email.message_from_bytes(content, policy=default)
    if not isinstance(message, EmailMessage):
        raise damaged(name)
    check("mail parts", sum(1 for _ in message.walk()), name)
    inner = forwarded_part(message)
    notes: list[str] = []
    body, rich = body_of(inner or message, name, notes)
    text = body if rich else unflowed(body)
    text, subject, dropped = trim(text)
    attached = attachments_of(message)
    readable = [a for a in attached if a.lower().endswith(tuple(READABLE))]
    if readable and len(text.split()) < COVER:
        raise UnreadableError(
            f"The mail is only a note to what is attached to it ({', '.join(readable[:3])}).",
            place=name,
            hint="Save the attachment to a file, and build from that.",
        )
    if dropped:
        notes.append(f"Left out of the mail: {', '.join(dropped)}.")
    if attached:
        notes.append(f"Not read: what is attached to the mail ({', '.join(attached[:5])}).")
    outer = inner or message
    return Reading(text, subject or subject_of(outer), None if subject else date_of(outer), None, tuple(notes))


def damaged(name: str) -> UnreadableError:
    """Give the error for a mail that cannot be taken apart."""
    return UnreadableError("The mail is damaged.", place=name, hint="Save it again as .eml, or copy its text into a .txt file.")


def forwarded_part(message: EmailMessage) -> EmailMessage | None:
    """Give the mail that is attached as a whole, when the body itself is only a note."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822" and part is not message:
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], EmailMessage):
                return inner[0]
    return None


def body_of(message: EmailMessage, name: str, notes: list[str]) -> tuple[str, bool]:
    """Give the body and whether it was HTML: the plain one, unless it holds much less."""
    found: dict[str, str] = {}
    for kind in ("plain", "html"):
        part = message.get_body(preferencelist=(kind,)) if message.is_multipart() or kind_of(message) == kind else None
        if isinstance(part, EmailMessage):
            found[kind] = decoded(part, name, notes)
    rich = text_of(blocks(found["html"], name)) if "html" in found else ""
    plain = found.get("plain", "")
    if "plain" not in found and "html" not in found:
        plain = decoded(message, name, notes) if message.get_content_maintype() == "text" else ""
    if rich and len(plain.split()) < 0.6 * len(rich.split()):
        return rich, True
    return plain, False


def kind_of(message: EmailMessage) -> str:
    return message.get_content_subtype() if message.get_content_maintype() == "text" else ""


def decoded(part: EmailMessage, name: str, notes: list[str]) -> str:
    """Decode a part's text, in the encoding that it states, or else the one that fits."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        raise damaged(name)
    check("text bytes", len(content), name)
    stated = str(part.get_param("charset", "") or "")
    if not declared_codec(stated) and not content.strip():
        return ""
    text, assumed = decode(content, name, stated)
    if assumed:
        notes.append(assumed)
    text = text.replace("\r\n", "\n")
    if part.get_param("format", "") == "flowed":
        text = flowed(text, part.get_param("delsp", "") == "yes")
    return text


def flowed(text: str, delete_space: bool) -> str:
    """Join the lines that end with a space, as RFC 3676 has it: such a line goes on in the next."""
    lines: list[str] = []
    soft = False
    for line in text.split("\n"):
        line = line.removeprefix(" ")
        if soft and lines and line != "-- ":
            lines[-1] += line
        else:
            lines.append(line)
        soft = lines[-1].endswith(" ") and lines[-1] != "-- "
        if soft and delete_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def unflowed(text: str) -> str:
    """Take the marks of quotation off a text that is all quoted, as some programs forward."""
    lines = [line for line in text.split("\n") if line.strip()]
    quoted = sum(bool(QUOTED.match(line)) for line in lines)
    return QUOTED.sub("", text) if quoted > 0.6 * len(lines) else text


def trim(text: str) -> tuple[str, str | None, list[str]]:
    """Take out what is no article: the note above a forwarded mail and its header, the signature, quoted replies.

    Gives the text, the subject of the forwarded mail, and what was left out.
    """
    dropped: list[str] = []
    subject: str | None = None
    mark = FORWARDED.search(text)
    while mark and header_follows(text, mark.end()):
        before, after = text[: mark.start()], text[mark.end() :]
        head, rest = split_header(QUOTED.sub("", after))
        if len(rest.split()) <= len(before.split()):  # the article stands above, and what it answers below
            text = before
            dropped.append(f"a mail quoted below ({len(rest.split())} words)")
            break
        if before.strip():
            dropped.append(f"the note above the forwarded mail ({len(before.split())} words)")
        found = SUBJECT.search(head)
        subject = PREFIX.sub("", " ".join(found.group(1).split())) if found else subject
        text = rest
        mark = FORWARDED.search(text)
    wrote = WROTE.search(text)
    if wrote and QUOTED.match(text[wrote.end() :].lstrip("\n")) and text[: wrote.start()].strip():
        dropped.append("the mail that it answers")
        text = text[: wrote.start()]
    signature = SIGNATURE.search(text)
    if signature and text[: signature.start()].strip():
        dropped.append("the signature")
        text = text[: signature.start()]
    sent = SENT_FROM.search(text)
    if sent and len(text[sent.end() :].split()) < 10:
        dropped.append(f"“{sent.group().strip()}”")
        text = text[: sent.start()]
    return text.strip("\n") + "\n", subject, dropped


def header_follows(text: str, at: int) -> bool:
    """Tell whether the lines of a mail's header stand here."""
    lines = [line for line in QUOTED.sub("", text[at : at + 2000]).split("\n") if line.strip()][:3]
    return sum(bool(HEADER.match(line)) for line in lines) >= 2


def split_header(text: str) -> tuple[str, str]:
    """Part the lines of a mail's header from the text below it."""
    lines = text.split("\n")
    at = next((i for i, line in enumerate(lines) if line.strip()), 0)
    last = at
    for i in range(at, min(len(lines), at + 20)):
        if HEADER.match(lines[i]):
            last = i + 1
        elif not lines[i].strip() and not any(HEADER.match(line) for line in lines[i + 1 : i + 2]):
            last = i
            break
    return "\n".join(lines[:last]), "\n".join(lines[last:])


def subject_of(message: EmailMessage) -> str | None:
    """Give the subject, without the "Fwd:" that programs put before it."""
    try:
        subject = " ".join(str(message.get("Subject", "")).split())
    except (HeaderParseError, ValueError, IndexError, AttributeError, TypeError):
        return None
    return PREFIX.sub("", subject) or None


def date_of(message: EmailMessage) -> str | None:
    """Give the day on which the mail was sent, as its sender's clock had it."""
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).date().isoformat()
    except (HeaderParseError, ValueError, TypeError, IndexError, AttributeError, OverflowError):
        return None


def attachments_of(message: EmailMessage) -> list[str]:
    """Name the files that are attached to a mail."""
    found = []
    for part in message.walk():
        if part.get_content_disposition() == "attachment":
            name = part.get_filename() or part.get_content_type()
            found.append("".join(c if c.isprintable() else "?" for c in str(name))[:60])
    return found
