"""Print: the one place that writes to the terminal. Data go to stdout, everything else to stderr."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

import typer

from proceedings.errors import ProceedingsError, SomeFailedError, WriteError

SIGNALS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that a terminal would obey, and half characters."""


def visible(text: str) -> str:
    """Give text with whatever a terminal would obey written out, as \\x1b or \\u202e: names and articles are data."""
    return SIGNALS.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), text)


def say(*lines: str) -> None:
    """Print to stderr, whatever its encoding can show, a line each."""
    if sys.stderr is None:
        return
    for line in (visible(line).replace("\n", "\\n") for line in lines):
        encoding = sys.stderr.encoding or "ascii"
        with suppress(OSError):
            print(line.encode(encoding, "replace").decode(encoding), file=sys.stderr)


def leave_stdout() -> None:
    """Send what standard output still holds to nowhere, so that it is not tried again at the end."""
    if sys.stdout is not None:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def report_fault(error: Exception) -> None:
    """Print a fault of ours; raise it for those who look for it."""
    if os.environ.get("PROCEEDINGS_DEBUG"):
        raise error
    say(
        f"proceedings: a fault of ours: {type(error).__name__}: {error}",
        "  hint: please report it with the article, or run again with PROCEEDINGS_DEBUG=1 to see where",
    )


def put(content: bytes) -> None:
    """Write data to standard output."""
    if sys.stdout is None:
        raise WriteError("There is no standard output.", hint="Leave standard output open, or send it to a file.")
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader has gone: nothing is left to say
        leave_stdout()
        raise typer.Exit from None


def report_error(error: ProceedingsError) -> None:
    """Print an error: place, sentence, hint."""
    place = f"{error.place}: " if error.place else ""
    say(f"proceedings: {place}{error}")
    if error.hint:
        say(f"  hint: {error.hint}")


def each(sources: Sequence[str], work: Callable[[str], None]) -> int:
    """Do the work for each source; one that fails does not stop the others, and several of which some failed give 8."""
    if len(sources) == 1:
        work(sources[0])
        return 0
    failed = 0
    for source in sources:
        try:
            work(source)
        except ProceedingsError as error:
            report_error(error)
            failed += 1
        except (OSError, typer.Exit):
            raise
        except Exception as error:
            report_fault(error)
            failed += 1
    if failed:
        report_error(
            SomeFailedError(f"{failed} of {len(sources)} sources failed.", hint="The reasons stand above, one a source.")
        )
        return SomeFailedError.exit_code
    return 0
