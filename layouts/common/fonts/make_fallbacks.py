"""Make the five fallback faces of this folder, for what the seven text faces lack.

* ``arabic-regular.ttf`` and ``arabic-semibold.ttf``: the Arabic script, from
  Scheherazade New (4.5) by SIL, whose Bold stands beside Source Serif SemiBold.
* ``symbols-regular.ttf``: emoji in outline, arrows, signs and dingbats, from
  Noto Emoji, Noto Sans Symbols 2, Noto Sans Symbols and Noto Sans Math.
* ``wide-regular.ttf`` and ``wide-semibold.ttf``: the rarer Latin, Greek and
  Cyrillic letters and signs from Noto Serif, Armenian and Georgian from Noto
  Serif Armenian and Noto Serif Georgian.

All are under the SIL Open Font License 1.1. "Scheherazade" is a Reserved Font
Name, so the faces made here are called "Proceedings" like the others. They hold
plain outlines without hinting. The same sources, the same text faces beside this
script and the same fontTools give the same bytes.

To run it again (less than a minute)::

    pip install fonttools==4.68.0 brotli fontpkg-noto-serif==2.15
    npm install --prefix /tmp/fallbacks --ignore-scripts \\
        @expo-google-fonts/noto-emoji@0.4.7 @expo-google-fonts/noto-sans-symbols-2@0.4.1 \\
        @expo-google-fonts/scheherazade-new@0.4.3 @fontsource/noto-sans-math@5.3.0 \\
        @fontsource-variable/noto-sans-symbols@5.3.0 \\
        @fontsource-variable/noto-serif-armenian@5.3.0 \\
        @fontsource-variable/noto-serif-georgian@5.3.0
    python make_fallbacks.py /tmp/fallbacks/node_modules            # write the faces
    python make_fallbacks.py /tmp/fallbacks/node_modules --check    # only compare
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib import instancer
from make_fonts import FACES, HERE, PANOSE_WEIGHTS, Face, Source, set_names, written


@dataclass(frozen=True)
class NpmSource(Source):
    """A font inside an installed npm package, whose version is the package's."""


# Noto Serif: the package is 2.15, the font says 2.015.
WIDE = Source("fontpkg_noto_serif", "NotoSerif[wdth,wght].ttf", "2.015")
ARMENIAN = NpmSource(
    "@fontsource-variable/noto-serif-armenian", "files/noto-serif-armenian-armenian-wght-normal.woff2", "5.3.0"
)
GEORGIAN = NpmSource(
    "@fontsource-variable/noto-serif-georgian", "files/noto-serif-georgian-georgian-wght-normal.woff2", "5.3.0"
)
ARABIC = NpmSource("@expo-google-fonts/scheherazade-new", "400Regular/ScheherazadeNew_400Regular.ttf", "0.4.3")
ARABIC_BOLD = NpmSource("@expo-google-fonts/scheherazade-new", "700Bold/ScheherazadeNew_700Bold.ttf", "0.4.3")
EMOJI = NpmSource("@expo-google-fonts/noto-emoji", "400Regular/NotoEmoji_400Regular.ttf", "0.4.7")
SYMBOLS_2 = NpmSource("@expo-google-fonts/noto-sans-symbols-2", "400Regular/NotoSansSymbols2_400Regular.ttf", "0.4.1")
SYMBOLS = NpmSource("@fontsource-variable/noto-sans-symbols", "files/noto-sans-symbols-symbols-wght-normal.woff2", "5.3.0")
MATH = NpmSource("@fontsource/noto-sans-math", "files/noto-sans-math-latin-400-normal.woff2", "5.3.0")

FALLBACKS = (
    Face("arabic-regular.ttf", ARABIC, "Proceedings Arabic", 400),
    Face("arabic-semibold.ttf", ARABIC_BOLD, "Proceedings Arabic", 600),
    Face("symbols-regular.ttf", EMOJI, "Proceedings Symbols", 400),
    Face("wide-regular.ttf", WIDE, "Proceedings Wide", 400),
    Face("wide-semibold.ttf", WIDE, "Proceedings Wide", 600),
)

Ranges = tuple[tuple[int, int], ...]  # first and last of each range

ARABIC_RANGES: Ranges = (
    (0x0020, 0x0020),  # space
    (0x0021, 0x0021),  # marks that stand between Arabic words: ! ( ) * + , - . / : [ ]
    (0x0028, 0x002F),
    (0x003A, 0x003A),
    (0x005B, 0x005B),
    (0x005D, 0x005D),
    (0x00A0, 0x00A0),
    (0x00AB, 0x00AB),
    (0x00BB, 0x00BB),
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x0600, 0x06FF),  # Arabic
    (0x0750, 0x077F),  # Arabic Supplement
    (0x08A0, 0x08FF),  # Arabic Extended-A
    (0x2009, 0x200F),  # thin space, joiners and direction marks
    (0x2010, 0x2014),
    (0x2018, 0x201E),
    (0x2026, 0x2026),
    (0x202A, 0x202F),
    (0x2066, 0x2069),  # isolates
    (0x25CC, 0x25CC),  # dotted circle
    (0xFD3E, 0xFD3F),  # ornate parentheses
    (0xFDF0, 0xFDFF),  # word ligatures: Allah, the blessing, rial
)
ARABIC_FEATURES = (
    "ccmp", "locl", "isol", "init", "medi", "med2", "fina", "fin2", "fin3", "rlig", "rclt",
    "calt", "liga", "rtlm", "curs", "kern", "mark", "mkmk",
)  # fmt: skip

# Noto Emoji is drawn larger than text. Its 2048 units become this many units of
# the 1000 of the face, which makes a face as tall as a capital with its descender.
EMOJI_UNITS = 800
SYMBOLS_UPEM = 1000
SYMBOLS_ASCENT, SYMBOLS_DESCENT = 800, -240
SYMBOLS_SPACE = 250  # as in text, where Noto Emoji's is as wide as a face
PRIVATE_PLANES = 0xF0000  # Noto Emoji has keycaps and flags there too

# Characters taken from the other symbol fonts, where Noto Emoji has none.
SYMBOL_RANGES: Ranges = (
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2300, 0x23FF),  # miscellaneous technical
    (0x2460, 0x24FF),  # enclosed alphanumerics
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2600, 0x26FF),  # miscellaneous symbols
    (0x2700, 0x27BF),  # dingbats
    (0x27F5, 0x27FF),  # long arrows
    (0x2B00, 0x2B5F),  # more arrows, shapes and stars
    (0x1F100, 0x1F1E5),  # enclosed alphanumeric supplement
    (0x1F581, 0x1F58B),  # envelopes and pens
    (0x1F5F4, 0x1F5F9),  # ballot boxes
    (0x1F800, 0x1F8FF),  # arrows
)

# Characters that Unicode shows as text unless U+FE0F follows. Here too: the plain
# sign by itself, the emoji with U+FE0F.
TEXT_STYLE = frozenset(
    "↔↕↖↗↘↙↩↪▪▫▶◀◻◼⬅⬆⬇➡⤴⤵"  # arrows and shapes
    "☎✂✉✏✒✔✖✝✡✳✴❄❇❣"  # signs
)
EMOJI_SELECTOR = 0xFE0F

# Characters taken from Noto Serif, where one of the seven text faces has none.
WIDE_RANGES: Ranges = (
    (0x00A0, 0x024F),  # Latin-1, Latin Extended-A and -B
    (0x0250, 0x02FF),  # IPA and modifier letters
    (0x0370, 0x045F),  # Greek and Cyrillic
    (0x048A, 0x052F),  # Cyrillic of the living languages
    (0x1E00, 0x1EFF),  # Latin Extended Additional
    (0x1F00, 0x1FFF),  # polytonic Greek
    (0x2000, 0x2069),  # general punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20CF),  # currency
    (0x2100, 0x2138),  # letterlike symbols
    (0x2150, 0x218F),  # number forms
    (0x2C60, 0x2C7F),  # Latin Extended-C
    (0xA720, 0xA7FF),  # Latin Extended-D
)
# Characters the text faces have, for letters and marks that have to come from one face.
WIDE_SHARED: Ranges = (
    (0x0020, 0x0020),
    (0x0041, 0x005A),
    (0x0061, 0x007A),
    (0x00A0, 0x00A0),
    (0x0300, 0x036F),  # combining marks
    (0x0386, 0x03CE),  # Greek letters, beside the polytonic ones
    (0x25CC, 0x25CC),  # dotted circle
)
# Noto Serif has a large x-height. Its 1000 units become this many of the 1000 of the
# face, which brings both heights near to those of the text faces.
WIDE_UNITS = 910
WIDE_UPEM = 1000
WIDE_FEATURES = ("ccmp", "locl", "mark", "mkmk")
ARMENIAN_RANGES: Ranges = ((0x0531, 0x058F), (0xFB13, 0xFB17))
# Mkhedruli, and its capitals, which upper-casing makes.
GEORGIAN_RANGES: Ranges = ((0x10D0, 0x10FF), (0x1C90, 0x1CBF))

DROPPED_TABLES = ("BASE", "DSIG", "STAT", "gasp", "vhea", "vmtx", "MATH")
LICENCE = (
    "This Font Software is licensed under the SIL Open Font License, Version 1.1. "
    "This license is available with a FAQ at: https://openfontlicense.org"
)
LICENCE_ADDRESS = "https://openfontlicense.org"


def characters(ranges: Ranges) -> set[int]:
    """Return every character of some ranges."""
    return {code for first, last in ranges for code in range(first, last + 1)}


@dataclass(frozen=True)
class Maker:
    """Makes faces from the packages installed, some of them under an npm folder."""

    modules: Path

    def opened(self, source: Source) -> TTFont:
        """Open a source font, after checking its version."""
        if isinstance(source, NpmSource):
            package = self.modules / source.package
            version: str = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
            data = (package / source.file).read_bytes()
        else:
            data = (files(source.package) / "files" / source.file).read_bytes()
            version = f"{TTFont(io.BytesIO(data), lazy=True)['head'].fontRevision:.3f}"
        if version != source.version:
            raise SystemExit(f"{source.package} is version {version}; {source.version} is needed")
        font = TTFont(io.BytesIO(data), recalcTimestamp=False)
        font.flavor = None
        return font

    def make(self, face: Face) -> bytes:
        """Make one face."""
        makers: dict[str, Callable[[Face], TTFont]] = {
            "Proceedings Arabic": self.arabic,
            "Proceedings Symbols": self.symbols,
            "Proceedings Wide": self.wide,
        }
        font = makers[face.family](face)
        finish(font, face)
        return written(font)

    def arabic(self, face: Face) -> TTFont:
        """Cut an Arabic face out of one font."""
        font = self.opened(face.source)
        cut(font, characters(ARABIC_RANGES), ARABIC_FEATURES)
        return font

    def symbols(self, face: Face) -> TTFont:
        """Put the symbol fonts together, on the emoji font with its sequences."""
        font = self.opened(face.source)
        cut(font, {code for code in font.getBestCmap() if code < PRIVATE_PLANES}, ("*",))
        scale_upem(font, EMOJI_UNITS)
        font["head"].unitsPerEm = SYMBOLS_UPEM
        wanted = characters(SYMBOL_RANGES) - set(font.getBestCmap()) | {ord(sign) for sign in TEXT_STYLE}
        for source in (SYMBOLS_2, SYMBOLS, MATH):
            wanted -= add_characters(font, self.fixed(source, 400), wanted)
        font["hmtx"][font.getBestCmap()[0x20]] = (SYMBOLS_SPACE, 0)
        hhea, os2 = font["hhea"], font["OS/2"]
        hhea.ascent = os2.sTypoAscender = SYMBOLS_ASCENT
        hhea.descent = os2.sTypoDescender = SYMBOLS_DESCENT
        hhea.lineGap = os2.sTypoLineGap = 0
        os2.usWinAscent, os2.usWinDescent = SYMBOLS_ASCENT, -SYMBOLS_DESCENT
        os2.sCapHeight, os2.sxHeight = emoji_top(font), 0
        return font

    def wide(self, face: Face) -> TTFont:
        """Put together what the text faces lack."""
        lacking = set.union(*(characters(WIDE_RANGES) - covered(HERE / text.file) for text in FACES))
        font = self.opened(face.source)
        cut(font, lacking | characters(WIDE_SHARED), WIDE_FEATURES)
        instancer.instantiateVariableFont(font, {"wght": face.weight, "wdth": 100}, inplace=True)
        for source, ranges in ((ARMENIAN, ARMENIAN_RANGES), (GEORGIAN, GEORGIAN_RANGES)):
            add_characters(font, self.fixed(source, face.weight), characters(ranges) - set(font.getBestCmap()))
        scale_upem(font, WIDE_UNITS)
        font["head"].unitsPerEm = WIDE_UPEM
        return font

    def fixed(self, source: Source, weight: int) -> TTFont:
        """Open a font at one weight, whether or not it is variable."""
        font = self.opened(source)
        if "fvar" in font:
            instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
        return font


def covered(path: Path) -> set[int]:
    """Return the characters of a font file."""
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())


def cut(font: TTFont, wanted: Iterable[int], features: Iterable[str]) -> None:
    """Cut a font down to some characters and features, and to plain outlines."""
    options = Options(
        layout_features=list(features),
        drop_tables=list(DROPPED_TABLES),
        name_IDs=[0],
        name_languages=[0x409],
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        recalc_timestamp=False,
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)


def add_characters(font: TTFont, donor: TTFont, wanted: Iterable[int]) -> set[int]:
    """Copy the characters that a donor has, as outlines; return them.

    A character the font has already keeps its glyph, with U+FE0F.
    """
    mapped = donor.getBestCmap()
    outlines = donor.getGlyphSet()
    scale = font["head"].unitsPerEm / donor["head"].unitsPerEm
    given = sorted(set(wanted) & set(mapped))
    replaced = font.getBestCmap()
    glyphs: dict[str, str] = {}
    for code in given:
        name = mapped[code]
        if name not in glyphs:
            recording = DecomposingRecordingPen(outlines)
            outlines[name].draw(recording)
            pen = TTGlyphPen(None)
            recording.replay(TransformPen(Cu2QuPen(pen, 0.5), (scale, 0, 0, scale, 0, 0)))
            glyph = pen.glyph(round=round_half_up)
            glyph.recalcBounds(font["glyf"])
            glyphs[name] = f"{donor['name'].getDebugName(6)}.{name}"
            font["glyf"][glyphs[name]] = glyph  # also adds it to the glyph order
            left = glyph.xMin if glyph.numberOfContours else 0
            font["hmtx"][glyphs[name]] = (round_half_up(outlines[name].width * scale), left)
    for table in font["cmap"].tables:
        if table.format == 14:
            pairs = dict(table.uvsDict.get(EMOJI_SELECTOR, ()))
            pairs |= {code: replaced[code] for code in given if code in replaced}
            table.uvsDict[EMOJI_SELECTOR] = sorted(pairs.items())
        elif table.isUnicode():
            last = 0xFFFF if table.format == 4 else sys.maxunicode
            table.cmap |= {code: glyphs[mapped[code]] for code in given if code <= last}
    add_copyright(font, donor)
    return set(given)


def round_half_up(number: float) -> int:
    """Round as fontTools does."""
    return int(number + 0.5) if number >= 0 else -int(-number + 0.5)


def add_copyright(font: TTFont, donor: TTFont) -> None:
    """Add the donor's copyright to the font's."""
    mine, other = (copyright_line(each) for each in (font, donor))
    if other not in mine:
        font["name"].setName(f"{mine}; {other}", 0, 3, 1, 0x409)


def copyright_line(font: TTFont) -> str:
    """Return the copyright record without the licence some fonts have below it."""
    record: str = font["name"].getDebugName(0)
    return record.splitlines()[0].strip()


def emoji_top(font: TTFont) -> int:
    """Measure the height of a face."""
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[font.getBestCmap()[0x1F600]].draw(pen)
    top: float = pen.bounds[3]
    return round(top)


def finish(font: TTFont, face: Face) -> None:
    """Set the style bits and the names, and drop the glyph names."""
    os2 = font["OS/2"]
    os2.usWeightClass = face.weight
    os2.panose.bWeight = PANOSE_WEIGHTS[face.weight]
    os2.fsType = 0  # may be embedded without restriction
    os2.achVendID = "NONE"
    os2.fsSelection = 1 << 6 | 1 << 7  # regular, line spacing from the typographic metrics
    os2.recalcUnicodeRanges(font)
    font["head"].macStyle = 0
    owner = copyright_line(font)
    set_names(font, face)
    table = font["name"]
    table.names = [record for record in table.names if record.nameID not in (0, 13, 14)]
    for number, text in {0: owner, 13: LICENCE, 14: LICENCE_ADDRESS}.items():
        table.setName(text, number, 3, 1, 0x409)
    font["post"].formatType = 3.0  # no glyph names


def main() -> int:
    """Write or check all fallback faces."""
    parser = argparse.ArgumentParser(description="Make the fallback faces of this folder.")
    parser.add_argument("modules", type=Path, help="the node_modules folder of the npm packages")
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    arguments = parser.parse_args()
    check: bool = arguments.check
    maker = Maker(arguments.modules)
    failed = False
    for face in FALLBACKS:
        data = maker.make(face)
        path = HERE / face.file
        if not check:
            path.write_bytes(data)
            print(f"{face.file}: {len(data):,} bytes")
        elif not path.exists() or path.read_bytes() != data:
            failed = True
            print(f"{face.file}: differs")
        else:
            print(f"{face.file}: the same")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
