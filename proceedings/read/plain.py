"""Plain text and Markdown to a `Source`: nothing is taken away, so that every offset is the file's own."""

from __future__ import annotations

import hashlib
import re
import stat
import sys
from pathlib import Path

from proceedings.errors import UnreadableError
from proceedings.text import Source

READABLE = {".txt", ".md", ".markdown"}
"""File name endings that count as articles."""

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
KINDS = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a Word file or an archive",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"{\\rtf": "an RTF file",
}
"""How files begin that are often taken for text."""
BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def read(path: Path | str) -> Source:
    """Read the article at `path` ("-" reads standard input).

    Raises UnreadableError with the place and the way out when the file is missing, is no file, is not UTF-8 or has no words.
    """
    return read_bytes(read_content(path), name_of(path))


def name_of(path: Path | str) -> str:
    """Give the name that an article goes by: its file's, without the folder."""
    return "stdin.txt" if str(path) == "-" else Path(path).name.encode("utf-8", "replace").decode()


def read_content(path: Path | str) -> bytes:
    """Read the bytes of the article at `path` ("-" reads standard input)."""
    if str(path) == "-":
        return sys.stdin.buffer.read()
    path = Path(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableError(
                "This is not a file.", place=str(path), hint="Name the article's own file, for example article.txt."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError(
            "There is no such file.", place=str(path), hint="Check the spelling; put quotation marks round a name with spaces."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(
            f"The file cannot be read: {reason}.", place=str(path), hint="Check the file's permissions."
        ) from None


def looks_like_utf_16(content: bytes) -> bool:
    """Tell whether every other byte is zero, as in UTF-16 without a byte order mark."""
    even, odd = content[::2], content[1::2]
    return len(content) >= 8 and any(not any(part) and all(other) for part, other in ((even, odd), (odd, even)))


def read_bytes(content: bytes, name: str) -> Source:
    """Decode an article. Line endings stay; a control character becomes U+FFFD, one for one; a byte order mark is not text."""
    for beginning, kind in KINDS.items():
        if content.startswith(beginning):
            raise UnreadableError(
                f"This is {kind}, not a text.", place=name, hint="Save its text as a .txt file in UTF-8 and try once more."
            )
    for bom, encoding in BOMS.items():
        if content.startswith(bom):
            raise UnreadableError(
                f"The text is in {encoding}, not in UTF-8.", place=name, hint="Save it again as UTF-8 and try once more."
            )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableError(
            f"The text is not UTF-8: byte {error.start + 1:,} cannot be read.",
            place=f"{name}:{line}",
            hint="Save it again as UTF-8 (in Word: Plain text, other encoding, Unicode UTF-8) and try once more.",
        ) from None
    if looks_like_utf_16(content):
        raise UnreadableError(
            "The text is not in UTF-8 (it looks like UTF-16).", place=name, hint="Save it again as UTF-8 and try once more."
        )
    text = CONTROL.sub("\ufffd", text)
    if not any(c.isalnum() for c in text):
        raise UnreadableError("There are no words in it.", place=name, hint="Check that the right file was named.")
    return Source(name=name, text=text, sha256=hashlib.sha256(content).hexdigest())
