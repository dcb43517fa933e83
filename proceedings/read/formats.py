"""Tell what a file is by how it begins, then by its name: bytes in, a `Format` out, or the reason why it is none."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from proceedings.errors import UnreadableError
from proceedings.values import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that is read.

    reader: the module of `proceedings.read` that reads it; extra: what pip must bring for it, "" for nothing.
    """

    name: str
    suffixes: tuple[str, ...]
    mime: str
    reader: str
    extra: str = ""


TEXT = Format("text", (".txt", ".text"), "text/plain", "plain")
MARKDOWN = Format("Markdown", (".md", ".markdown"), "text/markdown", "plain")
HTML = Format("web page", (".html", ".htm", ".xhtml"), "text/html", "html", "html")
WORD = Format(
    "Word file", (".docx",), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "docx"
)
PDF = Format("PDF", (".pdf",), "application/pdf", "pdf")
MAIL = Format("mail", (".eml",), "message/rfc822", "eml")
FORMATS = (TEXT, MARKDOWN, HTML, WORD, PDF, MAIL)
READABLE = {suffix for form in FORMATS for suffix in form.suffixes}
"""File name endings that count as articles."""


def is_article(name: str) -> bool:
    """Tell by a file's name whether it counts as an article: it can be read, is no README, and is not hidden."""
    path = Path(name)
    return path.suffix.lower() in READABLE and path.stem.casefold() != "readme" and not path.name.startswith(".")


AS_WORD = "Open it in the program that made it, save it as a Word file (.docx), and build from that."
AS_TEXT = "Copy its text into a new text file (.txt) and build from that."
AS_OCR = "Let a text recognition program (OCR) read it, check what it gives, and build from that."
UNREAD = (
    (rb"\{\\rtf", "an RTF file", AS_WORD),
    (
        rb"\xd0\xcf\x11\xe0",
        "an old Word or Outlook file",
        "Save it as a Word file (.docx), a mail as .eml, and build from that.",
    ),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|BM.{12}|RIFF.{4}WEBP|.{4}ftyp(?:heic|mif1|avif)", "a picture", AS_OCR),
    (rb"bplist00", "a web archive of Safari", "Save the page as “Page Source” (.html) and build from that."),
    (rb"\x1f\x8b|7z\xbc\xaf\x27\x1c|Rar!|BZh|\xfd7zXZ", "an archive", "Unpack it first, and build from the article in it."),
    (rb"\x7fELF|MZ.{58}|\xca\xfe\xba\xbe", "a program", "Name the article."),
    (
        rb"OggS|ID3|.{4}ftyp|\x1aE\xdf\xa3|RIFF.{4}(?:WAVE|AVI )",
        "a recording",
        "Write down what was said, and build from that.",
    ),
    (rb"%!PS", "a PostScript file", "Print it to a PDF and build from that."),
    (rb"SQLite format 3\0", "a database", "Name the article."),
)
"""How files begin that are no articles (a pattern), what they are called, and the way out."""

IN_ZIP = (
    ("word/document.xml", "", ""),
    ("xl/workbook.xml", "an Excel file", AS_TEXT),
    ("ppt/presentation.xml", "a PowerPoint file", AS_TEXT),
    ("content.xml", "an OpenDocument file", AS_WORD),
    ("Index/Document.iwa", "a Pages file", AS_WORD),
    ("META-INF/container.xml", "an e-book", AS_TEXT),
)
"""Parts that tell what a ZIP file is."""

PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)[\s>]", re.I | re.S)
HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z-]*:[^\n]*(?:\r?\n[ \t]+\S[^\n]*)*\r?\n)+")
HEADERS = ("from:", "to:", "date:", "sent:", "subject:", "message-id:", "mime-version:", "received:", "return-path:")
"""Lines that open a mail; three of them at the head of a file make it one."""


def format_of(content: bytes, name: str) -> Format:
    """Tell what a file is. Raises UnreadableError for what is no article, with what it is and the way out."""
    by_name = next((form for form in FORMATS if Path(name).suffix.lower() in form.suffixes), None)
    if content.lstrip(b"\0\t\n\r ")[:1024].startswith(b"%PDF-") or b"%PDF-" in content[:1024].split(b"\n\n")[0]:
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return in_zip(content, name)
    for beginning, kind, hint in UNREAD:
        if re.match(beginning, content, re.S):
            raise UnreadableError(f"This is {kind}, which is not read.", place=name, hint=hint)
    start = content[:4096].removeprefix(b"\xef\xbb\xbf")
    if PAGE.match(start.replace(b"\0", b"")):
        return HTML
    if by_name in (WORD, PDF) and content.strip():
        raise UnreadableError(
            f"This is named as a {by_name.name} and is none.", place=name, hint="Save it again from the program that made it."
        )
    return MAIL if by_name not in (HTML, MARKDOWN) and is_mail(start) else by_name or TEXT


def is_mail(start: bytes) -> bool:
    """Tell whether a file opens with the header of a mail."""
    found = HEADER.match(start.removeprefix(b"From - ").lstrip())
    names = (
        {line.split(b":")[0].decode("ascii", "replace").lower() + ":" for line in found.group().splitlines()}
        if found
        else set()
    )
    return len(names.intersection(HEADERS)) >= 3


def in_zip(content: bytes, name: str) -> Format:
    """Tell what a ZIP file is by the parts in it."""
    import zipfile

    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            parts = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
        raise UnreadableError(
            "The file is damaged: it is packed, and cannot be unpacked.", place=name, hint="Copy or download it again."
        ) from None
    kind, hint = next(
        ((k, h) for part, k, h in IN_ZIP if part in parts), ("an archive", "Unpack it first, and build from the article in it.")
    )
    if kind:
        raise UnreadableError(f"This is {kind}, which is not read.", place=name, hint=hint)
    return WORD
