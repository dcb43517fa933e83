"""What is printed beside the source's words: the edition, and the catalogue of fixed labels."""

from __future__ import annotations

from functools import cache

from proceedings.cache import parse_toml
from proceedings.typeset.brand import Brand
from proceedings.typeset.layouts import layouts_folder
from proceedings.values import dataclass, field

SHORT_HASH = 8
LONG_HASH = 12


@dataclass(frozen=True, slots=True)
class Edition:
    """What is printed beside the source's own words.

    brand: who issues it; marking: a handling marking, or ""; date: ISO date of the edition, or None; reviewed_by,
    reviewed_on: the approval, or None; stem: the name that the output files share; reference: printed in the
    furniture, None for the brand's pattern or the short hash.
    """

    stem: str
    marking: str = ""
    date: str | None = None
    reviewed_by: str | None = None
    reviewed_on: str | None = None
    reference: str | None = None
    brand: Brand = field(default_factory=Brand)


@cache
def labels() -> dict[str, str]:
    """Read the catalogue of fixed labels."""
    path = layouts_folder() / "common" / "labels.toml"
    return parse_toml(path.read_bytes())


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def long_date(iso: str) -> str:
    """Write an ISO date as text prints it: "24 November 2026", with no-break spaces."""
    year, month, day = iso.split("-")
    return f"{int(day)}\u00a0{MONTHS[int(month) - 1]}\u00a0{year}"


LONGEST_NAME = 18
"""Letters that the name of a reviewer may have in the furniture; the basis has it in any case."""


def state_of(edition: Edition) -> str:
    """Say whether an edition was reviewed, by whom and when."""
    say, by, on = labels(), edition.reviewed_by, edition.reviewed_on
    return say["not_reviewed"] if by is None or on is None else f"{say['reviewed_by'].format(by=by)}, {long_date(on)}"


def short_state_of(edition: Edition) -> str:
    """Say the same in the room that a masthead has: without a long name, or the date that the edition beside it has too."""
    say, by, on = labels(), edition.reviewed_by, edition.reviewed_on
    if by is None or on is None:
        return state_of(edition)
    state = say["reviewed_short"] if len(by) > LONGEST_NAME else say["reviewed_by"].format(by=by)
    return state if edition.date == on else f"{state}, {long_date(on)}"
