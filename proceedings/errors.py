"""The tree of errors: what went wrong, where, and the way out.

    ProceedingsError            1  a fault of ours
    ├── WorkerError             1  a worker process of a batch died over an article
    ├── UsageError              2  command line, layout, brand, configuration, sidecar
    │   └── LayoutError         2  a layout's theme or template
    ├── UnreadableError         3  the input cannot be read, or is empty
    ├── NoConferenceError       4  no conference was found in it
    ├── FitError                5  the sheet does not fit on one page
    │   └── MissingGlyphError   5  no font has the character
    ├── ReviewError             6  a review is outstanding
    ├── OrphanError             7  corrections no longer match the source
    ├── SomeFailedError         8  some of several sources failed
    ├── WriteError              9  the result cannot be written
    └── CheckError             10  a check failed

The numbers are the exit codes of the command. Every error has a sentence, a place (a file, with line and column
where that helps) and a hint; how they are set on a terminal is decided in `cli` alone.
"""

from __future__ import annotations


class ProceedingsError(Exception):
    """Something that stopped the work: `str(error)` is one sentence for the user.

    place: where, as "file" or "file:line" or "file:line:column"; hint: what to do about it.
    """

    exit_code = 1

    def __init__(self, sentence: str, *, place: str | None = None, hint: str | None = None) -> None:
        super().__init__(sentence)
        self.place = place
        self.hint = hint


class WorkerError(ProceedingsError):
    """A worker process died over an article, and so did the next one; or none can be started."""


class UsageError(ProceedingsError):
    """The command line, a layout, a brand, the configuration or a sidecar is not as it must be."""

    exit_code = 2


class LayoutError(UsageError):
    """A layout's theme or template is not as it must be."""


class UnreadableError(ProceedingsError):
    """The input cannot be read, or has no words in it."""

    exit_code = 3


class NoConferenceError(ProceedingsError):
    """The text is not the write-up of a conference."""

    exit_code = 4


class FitError(ProceedingsError):
    """What must stand on a page does not fit on it."""

    exit_code = 5


class MissingGlyphError(FitError):
    """A character that none of the fonts at hand can draw."""

    def __init__(self, character: str, sentence: str, *, place: str | None = None, hint: str | None = None) -> None:
        super().__init__(sentence, place=place, hint=hint)
        self.character = character


class ReviewError(ProceedingsError):
    """Doubt is still open, or an approval has lapsed."""

    exit_code = 6


class OrphanError(ProceedingsError):
    """Corrections that no longer match the source."""

    exit_code = 7


class SomeFailedError(ProceedingsError):
    """Some of several sources failed."""

    exit_code = 8


class WriteError(ProceedingsError):
    """The result cannot be written."""

    exit_code = 9


class CheckError(ProceedingsError):
    """A check was made and failed."""

    exit_code = 10
