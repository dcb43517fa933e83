"""Read a file's bytes, whole or not at all: a path in, bytes out. Nothing that is no file is opened, nothing waits."""

from __future__ import annotations

import os
import re
import stat
import sys
from pathlib import Path

from proceedings.errors import UnreadableError
from proceedings.limits import LIMITS, check

ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.)\S", re.I)
NOT_FILES = (
    (stat.S_ISDIR, "This is a folder, not a file.", "Name the article's own file, for example article.txt."),
    (stat.S_ISFIFO, "This is a pipe, not a file.", "Send it to the command: … | proceedings build -"),
    (stat.S_ISSOCK, "This is a socket, not a file.", "Name the article's own file, for example article.txt."),
    (stat.S_ISCHR, "This is a device, not a file.", "Name the article's own file, for example article.txt."),
    (stat.S_ISBLK, "This is a device, not a file.", "Name the article's own file, for example article.txt."),
)
"""What can stand where a file should, and what is said of it."""


def name_of(path: Path | str) -> str:
    """Give the name that an article goes by: its file's, without the folder."""
    return "stdin.txt" if str(path) == "-" else Path(path).name.encode("utf-8", "replace").decode()


def read_content(path: Path | str) -> bytes:
    """Read the bytes of the article at `path` ("-" reads standard input); symbolic links are followed.

    Raises UnreadableError for what is missing, no file, too large or not to be read.
    """
    if str(path) == "-":
        return read_standard_input()
    place = str(path)
    try:
        # Without waiting: a pipe that nobody writes to would hold an ordinary opening for ever.
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            state = os.fstat(opened)
            if not stat.S_ISREG(state.st_mode):
                raise no_file(state.st_mode, place)
            check("bytes", state.st_size, place)
            with os.fdopen(opened, "rb", closefd=False) as file:
                content = file.read(LIMITS["bytes"].most + 1)
        finally:
            os.close(opened)
    except FileNotFoundError:
        raise missing(place) from None
    except (OSError, ValueError) as error:
        if isinstance(error, PermissionError) and Path(path).is_dir():  # so Windows says it
            raise no_file(stat.S_IFDIR, place) from None
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(
            f"The file cannot be read: {reason}.", place=place, hint="Check its name and permissions."
        ) from None
    check("bytes", len(content), place)
    return content


def read_standard_input() -> bytes:
    """Read standard input to its end."""
    if sys.stdin is None:
        raise UnreadableError("There is no standard input.", place="-", hint="Name a file instead of -.")
    content = sys.stdin.buffer.read(LIMITS["bytes"].most + 1)
    check("bytes", len(content), "-")
    return content


def no_file(mode: int, place: str) -> UnreadableError:
    """Give the error for what is no file."""
    other = ("This is not a file.", "Name the article's own file, for example article.txt.")
    sentence, hint = next(((s, h) for is_kind, s, h in NOT_FILES if is_kind(mode)), other)
    return UnreadableError(sentence, place=place, hint=hint)


def missing(place: str) -> UnreadableError:
    """Give the error for a file that is not there; an address of the web is called by its name."""
    if ADDRESS.match(place):
        return UnreadableError(
            "This is an address, and proceedings never goes to the network.",
            place=place,
            hint="Open it in your browser, save the page (Ctrl+S, “HTML only”), and build from that file.",
        )
    return UnreadableError(
        "There is no such file.", place=place, hint="Check the spelling; put quotation marks round a name with spaces."
    )
