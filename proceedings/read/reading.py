"""Read an article: the bytes of a file in, a `Source` out, whatever the file's format.

Each format has a module with one function, `read(content, name) -> Reading`, which gives the article's paragraphs. Text and
Markdown stay letter for letter, so that every offset is the file's own; others give their paragraphs parted by blank lines.
"""

from __future__ import annotations

import hashlib
import re
from importlib import import_module
from pathlib import Path

from proceedings.errors import UnreadableError
from proceedings.limits import LIMITS, check, exceeded, within
from proceedings.read.files import name_of, read_content
from proceedings.read.formats import Format, format_of
from proceedings.text import Source
from proceedings.values import dataclass

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
BREAKS = "\x0b\x0c"
"""Control characters that end a line or a page; all others are signals to devices that are long gone."""

LONE = re.compile("[\ud800-\udfff]")
MARKS = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{5,}")
WORD = re.compile(r"\S+")
LONG_LINE = LIMITS["line"].most


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in a file.

    text: the article; title, date (ISO), publisher: what the file itself says of it; notes: sentences for the user about what
    was assumed or left out.
    """

    text: str
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    notes: tuple[str, ...] = ()


def read(path: Path | str) -> Source:
    """Read the article at `path` ("-" reads standard input).

    Raises UnreadableError with the place and the way out when it is no file, no format that is read, or has no words.

    >>> read("seeds/river-forum.txt").name
    'river-forum.txt'
    """
    return read_bytes(read_content(path), name_of(path))


def read_bytes(content: bytes, name: str) -> Source:
    """Read an article from its bytes; the name is a hint at the format. Control characters become blanks, one for one."""
    form = format_of(content, name)
    if form.reader == "plain":
        reading = read_as(form, content, name)
    else:
        with within(LIMITS["seconds"].most, exceeded("seconds", 0, name)):
            reading = read_as(form, content, name)
    text, blanks = CONTROL.subn(lambda c: "\n" if c.group() in BREAKS else " ", LONE.sub("\ufffd", reading.text))
    refuse_endless(text, name)
    signals = blanks - sum(map(reading.text.count, BREAKS))
    noted = (f"Control characters in the text were read as spaces: {signals:,}.",) if signals else ()
    if not any(c.isalnum() for c in text):
        raise UnreadableError("There are no words in it.", place=name, hint="Check that the right file was named.")
    return Source(
        name=name,
        text=text,
        sha256=hashlib.sha256(content).hexdigest(),
        title=reading.title,
        date=reading.date,
        publisher=reading.publisher,
        mime=form.mime,
        notes=reading.notes + noted,
    )


def read_as(form: Format, content: bytes, name: str) -> Reading:
    """Let the format's own module read it.

    Raises UnreadableError when a package is missing for it, or when the file is broken in a way that its library stumbles on.
    """
    try:
        reader = import_module(f"proceedings.read.{form.reader}")
    except ModuleNotFoundError as error:
        if not form.extra or (error.name or "").startswith("proceedings"):
            raise
        raise UnreadableError(
            f"A {form.name} needs a package that is not installed ({error.name}).",
            place=name,
            hint=f"pip install 'proceedings-builder[{form.extra}]'",
        ) from None
    reading: Reading = reader.read(content, name)
    return reading


def refuse_endless(text: str, place: str) -> None:
    """Raise UnreadableError for a text or a line that is too long to be an article."""
    check("marks", max((len(run) for run in MARKS.findall(text)), default=0), place)
    check("words", sum(1 for _ in WORD.finditer(text)), place)
    if len(text) > LONG_LINE:
        check("line", max(map(len, text.split("\n"))), place)
