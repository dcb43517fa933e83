"""Say how large, long and deep anything may be that comes from outside: one table, each limit with its message."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from proceedings.errors import ProceedingsError, UnreadableError
from proceedings.values import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that is allowed, what is said of more (with `{found}` and `{most}`), and the way out."""

    most: int
    sentence: str
    hint: str


SHORTER = "Save the part that tells of the conference in a file of its own."

LIMITS = {
    "bytes": Limit(40_000_000, "The file has {found:,} bytes; the most is {most:,}.", SHORTER),
    "text bytes": Limit(4_000_000, "The text has {found:,} bytes; the most is {most:,}.", SHORTER),
    "words": Limit(60_000, "The text has {found:,} words; the most is {most:,}.", SHORTER),
    "line": Limit(
        100_000, "A line of the text has {found:,} characters; the most is {most:,}.", "Break it where its paragraphs end."
    ),
    "marks": Limit(
        10,
        "{found:,} combining marks stand on one letter; the most is {most:,}.",
        "Take them out; no script needs so many.",
    ),
    "nesting": Limit(
        200, "The page is nested {found:,} deep; the most is {most:,}.", "Save its text as a .txt file and build from that."
    ),
    "zip entries": Limit(
        2_000,
        "The file packs {found:,} parts; the most is {most:,}.",
        "Copy its text into a new Word file and build from that.",
    ),
    "unpacked": Limit(
        150_000_000,
        "The file would unpack to {found:,} bytes; the most is {most:,}.",
        "Copy its text into a new Word file, without the pictures, and build from that.",
    ),
    "zip ratio": Limit(
        200,
        "A part of the file unpacks to {found:,} times its size; the most is {most:,}.",
        "It may be made to do harm; do not open it if you do not know who sent it.",
    ),
    "pages": Limit(
        300, "The PDF has {found:,} pages; the most is {most:,}.", "Print the pages of the report to a PDF of its own."
    ),
    "stream": Limit(
        20_000_000,
        "A part of the PDF unpacks to more than {most:,} bytes.",
        "Print the report to a new PDF and build from that.",
    ),
    "mail parts": Limit(
        500, "The mail has {found:,} parts; the most is {most:,}.", "Save the article from it and build from that."
    ),
    "seconds": Limit(60, "Reading it took more than {most:,} seconds.", "Save its text as a .txt file and build from that."),
}


def check(name: str, found: int, place: str) -> None:
    """Raise UnreadableError, with the limit's own sentence and hint, when `found` is more than it allows."""
    if found > LIMITS[name].most:
        raise exceeded(name, found, place)


def exceeded(name: str, found: int, place: str) -> UnreadableError:
    """Give the error for a limit that was passed."""
    limit = LIMITS[name]
    return UnreadableError(limit.sentence.format(found=found, most=limit.most), place=place, hint=limit.hint)


class _Late(BaseException):
    """Raised inside work that has lasted too long; nothing but `within` catches it."""


@contextmanager
def within(seconds: float, late: ProceedingsError) -> Iterator[None]:
    """Stop the work inside after so many seconds by raising `late`; works in every thread and on every system.

    The work stops at its next step of Python; one long call into C (a regular expression, a decompression) ends first, so
    sizes have limits of their own.
    """
    lock = threading.Lock()
    worker = threading.get_ident()
    over = fired = False

    def fire() -> None:
        nonlocal fired
        import ctypes

        with lock:
            if not over:
                fired = True
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(worker), ctypes.py_object(_Late))

    timer = threading.Timer(seconds, fire)
    timer.daemon = True
    timer.start()
    try:
        try:
            yield
        finally:
            with lock:
                over = True
            timer.cancel()
            if fired:  # it may still be under way: let it arrive here, where it is caught
                time.sleep(0.05)
    except _Late:
        raise late from None
    if fired:  # the work caught it and went on
        raise late
