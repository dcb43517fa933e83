"""Fonts are embedded as what they are, and only where they may be."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest
from sheet import FONTS, Sheet, faces

from proceedings.errors import LayoutError
from proceedings.pdf.publish import publish
from proceedings.pdf.readback import ReadBack
from proceedings.typeset.fonts import Face

FIXED, SERIF, SYMBOLIC, ITALIC = 1, 2, 4, 64


def descriptor(face: str) -> Any:
    sheet = Sheet()
    sheet.paragraph("Words", face=face)
    fonts = ReadBack(publish(sheet.pages(), faces())).reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    return fonts["/F1"]["/DescendantFonts"][0].get_object()["/FontDescriptor"]


@pytest.mark.parametrize(
    ("face", "flags", "leans", "stem"),
    [
        ("serif-regular", SYMBOLIC | SERIF, False, 88),
        ("serif-italic", SYMBOLIC | SERIF | ITALIC, True, 88),
        ("sans-semibold", SYMBOLIC, False, 135),
    ],
)
def test_a_font_is_described_as_it_is(face: str, flags: int, leans: bool, stem: int) -> None:
    found = descriptor(face)
    assert found["/Flags"] == flags
    assert (found["/ItalicAngle"] < 0) is leans
    assert found["/StemV"] == stem
    assert 600 < found["/CapHeight"] < 700 < found["/Ascent"] < 1100
    assert -500 < found["/Descent"] < -200
    left, foot, right, top = found["/FontBBox"]
    assert left < 0 < right
    assert foot < 0 < top


def test_only_what_is_painted_is_embedded() -> None:
    whole = faces()["serif-regular"].content
    assert len(descriptor("serif-regular")["/FontFile2"].get_data()) < len(whole) / 50


def changed(folder: Path, harm: dict[bytes, bytes] | None = None, permission: int = 0) -> Face:
    """Write a copy of a face whose tables have other names, or whose maker permits otherwise."""
    content = bytearray((FONTS / "serif-regular.ttf").read_bytes())
    for place in range(12, 12 + 16 * struct.unpack(">H", content[4:6])[0], 16):
        tag = bytes(content[place : place + 4])
        if tag == b"OS/2":
            start = struct.unpack(">I", content[place + 8 : place + 12])[0]
            content[start + 8 : start + 10] = struct.pack(">H", permission)
        content[place : place + 4] = (harm or {}).get(tag, tag)
    (folder / "changed.ttf").write_bytes(content)
    return Face("changed", folder / "changed.ttf")


@pytest.mark.parametrize(
    ("harm", "permission", "says"),
    [
        ({b"GDEF": b"fvar"}, 0, "no static TrueType"),
        ({b"glyf": b"CFF "}, 0, "no static TrueType"),
        ({}, 2, "must not be embedded"),
    ],
)
def test_a_font_that_cannot_or_must_not_be_embedded_is_refused(
    harm: dict[bytes, bytes], permission: int, says: str, tmp_path: Path
) -> None:
    sheet = Sheet()
    sheet.paragraph("Words")
    with pytest.raises(LayoutError, match=says):
        publish(sheet.pages(), {"serif-regular": changed(tmp_path, harm, permission)})


def test_a_font_that_may_be_shown_and_printed_is_taken(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.paragraph("Words")
    assert publish(sheet.pages(), {"serif-regular": changed(tmp_path, permission=4)})
