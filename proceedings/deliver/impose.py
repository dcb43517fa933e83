"""Impose pages: two beside each other on a sheet that lies on its side, in reading order or for a folded booklet.

The sheets are for paper. They carry no tags: across a fold, the order in which sheets are painted is not the order in which
they are read, and a file that says otherwise would be read aloud wrongly. The brief itself is the file for screens.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
)

from proceedings.errors import ProceedingsError

Side = tuple[int | None, int | None]
"""One side of a sheet: the index of the page on its left and of that on its right; None is blank."""

MM = 72 / 25.4
SHEETS = {"a4": (297 * MM, 210 * MM), "letter": (792.0, 612.0)}
"""Width and height of papers that lie on their side."""
SPILL = 12.0
"""By so many points the blank margin of a page may reach over each side of its half.

A5 has a margin of 34, and half of Letter is 24 narrower than A5."""


def booklet(pages: int) -> tuple[Side, ...]:
    """Give the sides for a booklet of so many pages: of each sheet the front, then the back; the outermost sheet first.

    The pile is folded once down the middle. Blank pages stand at the end, until the number is a multiple of four. A back is
    printed for flipping on the short edge: its left half lies behind the right half of the front.
    """
    padded = -(-pages // 4) * 4
    shown: list[int | None] = [*range(pages), *[None] * (padded - pages)]
    sides: list[Side] = []
    for first in range(0, padded // 2, 2):
        last = padded - 1 - first
        sides += [(shown[last], shown[first]), (shown[first + 1], shown[last - 1])]
    return tuple(sides)


def side_by_side(pages: int) -> tuple[Side, ...]:
    """Give the sides for so many pages in reading order, two on each."""
    return tuple((left, left + 1 if left + 1 < pages else None) for left in range(0, pages, 2))


def impose(pdf: bytes, sides: Sequence[Side], paper: str = "a4") -> bytes:
    """Put the pages of a PDF on sides of a paper ("a4", "letter") that lies on its side, each in the middle of its half.

    The file asks the printer for both sides, flipped on the short edge, unscaled. The same bytes in give the same bytes out.
    """
    reader, writer = PdfReader(BytesIO(pdf)), PdfWriter()
    forms = [_form(writer, page) for page in reader.pages]
    width, height = SHEETS[paper]
    for side in sides:
        operators, used = [], DictionaryObject()
        for half, number in enumerate(side):
            if number is None:
                continue
            page = reader.pages[number].mediabox
            if page.width > width / 2 + 2 * SPILL or page.height > height + SPILL:
                raise ProceedingsError(f"page {number + 1} is larger than half of the sheet")
            left = half * width / 2 + (width / 2 - float(page.width)) / 2
            foot = (height - float(page.height)) / 2
            operators.append(f"q 1 0 0 1 {left:.3f} {foot:.3f} cm /P{number + 1} Do Q")
            used[NameObject(f"/P{number + 1}")] = forms[number]
        sheet = writer.add_blank_page(width=round(width, 2), height=round(height, 2))
        content = DecodedStreamObject()
        content.set_data("\n".join(operators).encode())
        sheet[NameObject("/Contents")] = writer._add_object(content)
        sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): used})
    _describe(writer, reader)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _form(writer: PdfWriter, page: PageObject) -> IndirectObject:
    """Take a page over as a form, which can be painted anywhere; fonts that pages share are shared."""
    content = page.get_contents()
    operators = DecodedStreamObject()
    operators.set_data(content.get_data() if content is not None else b"")
    form = operators.flate_encode()
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(FloatObject(edge) for edge in page.mediabox)
    form[NameObject("/Resources")] = page["/Resources"].clone(writer)
    return writer._add_object(form)


def _describe(writer: PdfWriter, reader: PdfReader) -> None:
    """Say what the sheets are, by the title and the language of the brief, and how they want to be printed."""
    if reader.metadata is not None:
        writer.metadata = reader.metadata
    writer.root_object[NameObject("/Lang")] = reader.root_object["/Lang"]
    writer.root_object[NameObject("/ViewerPreferences")] = DictionaryObject(
        {
            NameObject("/DisplayDocTitle"): BooleanObject(True),
            NameObject("/Duplex"): NameObject("/DuplexFlipShortEdge"),
            NameObject("/PrintScaling"): NameObject("/None"),
        }
    )
    writer.pdf_header = "%PDF-1.7"
