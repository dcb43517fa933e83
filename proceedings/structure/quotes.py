"""Find the quotations of an article: the words that stand in quotation marks, before anyone knows whose they are."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from proceedings.structure.patterns import lazy
from proceedings.structure.segment import Segment
from proceedings.text import Source, Span

MARK = lazy(r"""["“”„‟«»‘’'‚‹›「」]""")
CLOSERS = {
    "“": '”"',
    "„": '“”"',
    "‟": '”"',
    "”": "”",
    "«": "»",
    "»": "«",
    "‘": "’'",
    "‚": "‘’",
    "‹": "›",
    "「": "」",
    '"': '"”',
    "'": "'’",
}
REACH = 200
"""Marks after an opening single mark in which its closing one is looked for; it keeps a paragraph of apostrophes linear."""

SINGLE = "‘'‚"
OPENS_AFTER = "([{—–-/\"“„«‘'‚"


def quotations(source: Source, segments: Iterable[Segment]) -> tuple[Span, ...]:
    """Give the quotations in source order, marks included, the outermost only; none crosses a paragraph.

    A quotation that goes on in the next paragraph, where it is opened again, gives a span in each. An apostrophe is no mark.
    """
    found: list[Span] = []
    members = [list(group) for _, group in groupby(segments, key=lambda part: part.paragraph)]
    for i, paragraph in enumerate(members):
        following = members[i + 1][0].text[:1] if i + 1 < len(members) else ""
        found.extend(in_paragraph(source.text, paragraph, following))
    return tuple(found)


def in_paragraph(text: str, paragraph: list[Segment], following: str) -> list[Span]:
    """Find the quotations of one paragraph; `following` is the first character of the next one."""
    start, end = paragraph[0].span.start, paragraph[-1].span.end
    marks = [m.start() for m in MARK.finditer(text, start, end)]
    found: list[Span] = []
    i = 0
    while i < len(marks):
        at = marks[i]
        if not is_opening(text, at, start, end):
            i += 1
            continue
        close = closing(text, marks, i, end)
        if close is not None:
            found.append(Span(at, marks[close] + 1))
            i = close + 1
            continue
        if text[at] not in SINGLE:
            stop = end if following == text[at] else next(p.span.end for p in paragraph if p.span.end > at)
            found.append(Span(at, stop))
            while i < len(marks) and marks[i] < stop:
                i += 1
            continue
        i += 1
    return found


def is_opening(text: str, at: int, start: int, end: int) -> bool:
    """Tell whether the mark at `at` opens a quotation."""
    mark = text[at]
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if mark not in CLOSERS or (after.isspace() and mark != "«"):
        return False
    if mark in "“„‟«‹「‚":
        return not before.isalnum()
    if not (before.isspace() or before in OPENS_AFTER):
        return False
    return not (mark in SINGLE and after.isdigit())


def closing(text: str, marks: list[int], i: int, end: int) -> int | None:
    """Find the mark that closes the quotation opened by mark i; None when the paragraph has none."""
    opening = text[marks[i]]
    if opening not in SINGLE:
        for j in range(i + 1, len(marks)):
            if text[marks[j]] in CLOSERS[opening] and not opens_here(text, marks[j], end, opening):
                return j
        return None
    doubtful: int | None = None
    for j in range(i + 1, min(i + REACH, len(marks))):
        at = marks[j]
        if text[at] in CLOSERS[opening] and closes_single(text, at, end):
            if not is_plural_possessive(text, at, end):
                return j
            doubtful = j if doubtful is None else doubtful
        elif text[at] in SINGLE and doubtful is not None and (text[at - 1].isspace() or text[at] != "'"):
            return doubtful
    return doubtful


def opens_here(text: str, at: int, end: int, opening: str) -> bool:
    """Tell whether a mark that could close stands where only an opening one can: after white space, before a letter."""
    if opening == "„" and text[at] == "“":
        return False
    return text[at - 1].isspace() and at + 1 < end and text[at + 1].isalnum() and text[at] == '"' and opening != '"'


def closes_single(text: str, at: int, end: int) -> bool:
    """Tell whether a single mark stands after a word or a stop, and not inside a word."""
    return not text[at - 1].isspace() and not (at + 1 < end and text[at + 1].isalnum())


def is_plural_possessive(text: str, at: int, end: int) -> bool:
    """Tell whether a single mark may be the apostrophe of a plural: "the growers' union"."""
    return text[at - 1] in "sSzx" and at + 2 < end and text[at + 1] == " " and text[at + 2].isalpha()
