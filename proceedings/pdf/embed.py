"""Fonts: give painted glyphs their codes, and embed of each face what was painted.

A code stands for one glyph *and* one text. Where shaping draws two texts with the same glyph (a space and a joiner, a letter
and its look-alike), each gets a code of its own, and CIDToGIDMap leads both to the one outline. So copying, searching and
reading aloud give the text that was meant.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

import uharfbuzz

from proceedings.errors import LayoutError, MissingGlyphError, ProceedingsError
from proceedings.pdf._reportlab import Array, Dictionary, Document, Reference, name, number, stream
from proceedings.typeset.fonts import Face
from proceedings.typeset.placement import Glyph, Shaped

SILENT = "\u200b"
"""What a glyph says that stands for no text of its own: PDF/A wants a character for every code, and this one is not read."""

_UNSAYABLE = dict.fromkeys((0x0000, 0xFEFF, 0xFFFE, 0xFFFF), "")  # PDF/A forbids them in ToUnicode
_LETTERS = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_SAYABLE = {**_UNSAYABLE, **_LETTERS}

_OUTLINES = ("glyf", "head", "hhea", "hmtx", "loca", "maxp")
_ROWS = 100  # of one bfchar block, by the CMap specification
_FIXED_PITCH, _SERIF, _SYMBOLIC, _ITALIC = 1, 2, 4, 64  # flags of a font descriptor
_RESTRICTED = 2  # of fsType: the maker forbids embedding

_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{rows}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def sayable(text: str) -> str:
    """Give the text with which a glyph or an ActualText may stand in a PDF: ligatures spelled out, no forbidden character."""
    return text.translate(_SAYABLE)


def to_unicode(texts: Iterable[str]) -> bytes:
    """Write the CMap that says the text of each code; the first text is that of code 1."""
    rows = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in enumerate(texts, 1)]
    blocks = [rows[start : start + _ROWS] for start in range(0, len(rows), _ROWS)]
    written = (f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return _CMAP.format(rows="\n".join(written)).encode()


class Encoder:
    """The codes of one face in one document, handed out as its glyphs are painted, from 1 upwards."""

    def __init__(self, key: str, face: Face) -> None:
        self.key = key
        self.face = face
        self.shown: dict[Shaped, str] = {}
        self._glyphs: dict[Glyph, str] = {}
        self._codes: dict[tuple[int, str], int] = {}
        self._widths: list[float] = []
        _refuse_unfit(face)

    def show(self, word: Shaped) -> str:
        """Give what shows a word in a run of hex digits: its codes, and where kerning moves the pen a number (">12<").

        "" for a word that it takes more than that to show: some glyph is off the baseline, or without a text of its own.
        """
        known = self._glyphs
        pieces = [known.get(glyph) or self._show(glyph) for glyph in word.glyphs]
        shown = self.shown[word] = "" if "" in pieces else "".join(pieces)
        return shown

    def _show(self, glyph: Glyph) -> str:
        if glyph.text == "" or glyph.dx or glyph.dy:
            return ""
        code, width = self.code(glyph.id, glyph.text)
        slack = round(width - glyph.advance, 2)
        known = self._glyphs[glyph] = f"{code}>{slack:g}<" if slack else code
        return known

    def code(self, glyph: int, text: str) -> tuple[str, float]:
        """Give the code for a glyph that stands for a text, as hex digits, and the width that the font has for it."""
        if glyph == 0:
            raise MissingGlyphError(
                text, f"the face {self.face.name!r} has no glyph for {text!r}", hint="choose a font that has it"
            )
        pair = glyph, sayable(text) or SILENT
        code = self._codes.get(pair)
        if code is None:
            code = self._codes[pair] = len(self._codes) + 1
            font = self.face.hb_font
            self._widths.append(round(font.get_glyph_h_advance(glyph) * 1000 / font.scale[0], 2))
        return f"{code:04x}", self._widths[code - 1]

    def blank(self, text: str) -> str:
        """Give the code of an empty glyph that stands for white space, "" where the face has no space."""
        glyph = self.face.hb_font.get_nominal_glyph(0x20)
        return self.code(glyph, text)[0] if glyph else ""

    def write(self, document: Document) -> Reference:
        """Embed the subset of the painted glyphs; give the font."""
        outlines, places = _subset(self.face, {glyph for glyph, _ in self._codes})
        glyphs = [0, *(places[glyph] for glyph, _ in self._codes)]
        file = document.add(stream(outlines, {"Length1": len(outlines)}))
        font_name = name(f"{_tag(self.face, self._codes)}+{_postscript_name(self.face)}")
        descendant = Dictionary(
            Type="/Font",
            Subtype="/CIDFontType2",
            BaseFont=font_name,
            CIDSystemInfo="<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
            FontDescriptor=document.add(_descriptor(self.face, font_name, file)),
            W=f"[1 [{' '.join(map(number, self._widths))}]]",
            CIDToGIDMap=document.add(stream(struct.pack(f">{len(glyphs)}H", *glyphs))),
        )
        return document.add(
            Dictionary(
                Type="/Font",
                Subtype="/Type0",
                BaseFont=font_name,
                Encoding="/Identity-H",
                DescendantFonts=Array([document.add(descendant)]),
                ToUnicode=document.add(stream(to_unicode(text for _, text in self._codes))),
            )
        )


class Encoders:
    """The encoders of a document's faces, made as the faces are first painted."""

    def __init__(self, faces: Mapping[str, Face]) -> None:
        self._faces = faces
        self._made: dict[str, Encoder] = {}

    def __getitem__(self, face: str) -> Encoder:
        if (made := self._made.get(face)) is None:
            if face not in self._faces:
                known = ", ".join(self._faces)
                raise ProceedingsError(f"the pages are set in {face!r}, which is none of the faces handed over", hint=known)
            made = self._made[face] = Encoder(f"F{len(self._made) + 1}", self._faces[face])
        return made

    def write(self, document: Document) -> None:
        for encoder in self._made.values():
            document.add_font(encoder.key, encoder.write(document))


def _refuse_unfit(face: Face) -> None:
    tables = face.hb_face.table_tags
    if "glyf" not in tables or "fvar" in tables:
        hint = "make an instance of it with glyf outlines"
        raise LayoutError(f"the face {face.name!r} is no static TrueType font", place=str(face.path), hint=hint)
    if "OS/2" in tables and struct.unpack(">H", _table(face, "OS/2")[8:10])[0] & 0xF == _RESTRICTED:
        hint = "choose another font"
        raise LayoutError(f"the face {face.name!r} must not be embedded, says its maker", place=str(face.path), hint=hint)


def _subset(face: Face, glyphs: set[int]) -> tuple[bytes, Mapping[int, int]]:
    """Cut a face down to some glyphs; give the font file and where each glyph now stands in it."""
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    # A PDF reader takes only outlines and widths from the file: characters, names and shaping have been dealt with.
    wanted.drop_table_tag_set.update(_tag_number(tag) for tag in face.hb_face.table_tags if tag not in _OUTLINES)
    plan = uharfbuzz.SubsetPlan(face.hb_face, wanted)
    places = dict(plan.old_to_new_glyph_mapping)
    return bytes(plan.execute().blob.data), places


def _tag(face: Face, glyphs: Iterable[tuple[int, str]]) -> str:
    """Six letters that tell this subset of a face from others of it."""
    number = zlib.crc32(repr((face.name, sorted({glyph for glyph, _ in glyphs}))).encode())
    letters = ""
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters += chr(ord("A") + letter)
    return letters


def _descriptor(face: Face, font_name: str, file: Reference) -> Dictionary:
    font = face.hb_font
    scale = 1000 / font.scale[1]
    extents = font.get_font_extents("ltr")
    slant = font.get_style_value(uharfbuzz.StyleTag.SLANT_ANGLE)
    weight = font.get_style_value(uharfbuzz.StyleTag.WEIGHT)
    per_mille = 1000 / face.upem
    return Dictionary(
        Type="/FontDescriptor",
        FontName=font_name,
        Flags=_flags(face, slant),
        FontBBox=Array(round(side * per_mille) for side in struct.unpack(">4h", _table(face, "head")[36:44])),
        ItalicAngle=number(slant, 1),
        Ascent=round(extents.ascender * scale),
        Descent=round(extents.descender * scale),
        CapHeight=round(font.get_metric_position_with_fallback(uharfbuzz.OTMetricsTag.CAP_HEIGHT) * scale),
        # No table of a TrueType font holds the width of a stem; readers use it only to imitate a font that is not embedded.
        StemV=round(50 + (weight / 65) ** 2),
        FontFile2=file,
    )


def _flags(face: Face, slant: float) -> int:
    flags = _SYMBOLIC  # glyphs beyond the standard Latin set
    tables = face.hb_face.table_tags
    if "post" in tables and any(_table(face, "post")[12:16]):
        flags |= _FIXED_PITCH
    if "OS/2" in tables:
        family, serifs = _table(face, "OS/2")[32:34]  # PANOSE: 2 is Latin text; serifs of some kind are 2 to 10
        if family == 2 and 2 <= serifs <= 10:
            flags |= _SERIF
    return flags | _ITALIC if slant else flags


def _postscript_name(face: Face) -> str:
    return face.hb_face.get_name(uharfbuzz.OTNameIdPredefined.POSTSCRIPT_NAME) or face.name


def _table(face: Face, tag: str) -> bytes:
    return bytes(face.hb_face.reference_table(tag).data)


def _tag_number(tag: str) -> Any:
    return int.from_bytes(tag.encode(), "big")
