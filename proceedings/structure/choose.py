"""Choose what the documents repeat at their head: bottom line, key points, key messages, outcome, figures."""

from __future__ import annotations

from dataclasses import dataclass

from proceedings.model import Proceedings


@dataclass(frozen=True, slots=True)
class Choice:
    """Indices of sentences (figures: of `Proceedings.figures`), each in the order in which they are to be printed.

    bottom_line: one sentence or None; key_points: 3-5 for the brief; messages: 3-5 for the sheet, the most wanted five, best kept first
    in `message_rank`; outcome: all sentences of the outcome section, less nothing; sheet_outcome: 0-3 of them; figures: up to 4 for the sheet.
    """

    bottom_line: int | None = None
    key_points: tuple[int, ...] = ()
    messages: tuple[int, ...] = ()
    message_rank: tuple[int, ...] = ()
    outcome: tuple[int, ...] = ()
    sheet_outcome: tuple[int, ...] = ()
    figures: tuple[int, ...] = ()


def choose(proceedings: Proceedings) -> Choice:
    """Choose the sentences that the head of the brief and the sheet repeat."""
    return Choice()
