"""Attributes of structure elements: name, language, description, and what tables, lists and figures must say of themselves."""

from __future__ import annotations

from collections.abc import Sequence

from proceedings.errors import LayoutError
from proceedings.pdf._reportlab import Array, Dictionary, Value, text
from proceedings.pdf.paint import Box, Painted
from proceedings.pdf.roles import INLINE
from proceedings.typeset.placement import Element, Pages, TextRun

_BULLETS = {"•": "/Disc", "●": "/Disc", "◦": "/Circle", "○": "/Circle", "▪": "/Square", "■": "/Square"}


class Attributes:
    """The attributes of a document's elements: a look-up made once from what was painted."""

    def __init__(self, pages: Pages, painted: Sequence[Painted]) -> None:
        self._numberings = _numberings(pages)
        self._boxes: dict[int, Box] = {}
        for sheet in painted:
            for number, box in sheet.figures:
                self._boxes[number] = box.joined(self._boxes[number]) if number in self._boxes else box

    def of(self, number: int, element: Element) -> dict[str, Value]:
        """Give the entries that an element's own nature adds to its dictionary."""
        entries: dict[str, Value] = {}
        if element.id:
            entries["ID"] = text(element.id)
        if element.title:
            entries["T"] = text(element.title)
        if element.lang:
            entries["Lang"] = text(element.lang)
        if element.alt and element.role != "Table":  # there an alternative text would silence the cells
            entries["Alt"] = text(element.alt)
        if element.actual:
            entries["ActualText"] = text(element.actual)
        if owned := self._owned(number, element):
            entries["A"] = owned
        return entries

    def _owned(self, number: int, element: Element) -> Dictionary | None:
        if element.role == "TH":
            return Dictionary(O="/Table", Scope=f"/{element.scope or 'Column'}")
        if element.role == "Table" and element.alt:
            return Dictionary(O="/Table", Summary=text(element.alt))
        if element.role == "L":
            return Dictionary(O="/List", ListNumbering=self._numberings.get(number, "/None"))
        if element.role == "Figure":
            if not element.alt:
                raise LayoutError("a picture has no alternative text", hint='say what it shows: alt="…"')
            if number in self._boxes:
                sides = (f"{side:.2f}" for side in self._boxes[number])
                return Dictionary(O="/Layout", Placement="/Block", BBox=Array(sides))
        return None


def _numberings(pages: Pages) -> dict[int, str]:
    """Give for each list whose items have labels how they are numbered, judged by the first label."""
    elements = pages.elements
    labels: dict[int, str] = {}
    for page in pages.pages:
        for placement in page.placements:
            if not isinstance(placement, TextRun) or placement.element < 0:
                continue
            number = placement.element
            while number >= 0 and elements[number].role in INLINE:
                number = elements[number].parent
            if number >= 0 and elements[number].role == "Lbl":
                labels[number] = labels.get(number, "") + placement.text
    numberings: dict[int, str] = {}
    for number, label in labels.items():
        while number >= 0 and elements[number].role != "L":
            number = elements[number].parent
        numberings.setdefault(number, _numbering(label))
    return numberings


def _numbering(label: str) -> str:
    """Name the kind of numbering that a label belongs to; words of their own ("When", "¶ 4") are none."""
    counter = label.strip().strip("().")
    if counter in _BULLETS:
        return _BULLETS[counter]
    if counter.isdecimal():
        return "/Decimal"
    if len(counter) == 1 and counter.isalpha():
        return "/LowerAlpha" if counter.islower() else "/UpperAlpha"
    return "/None"
