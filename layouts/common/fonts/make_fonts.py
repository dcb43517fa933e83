"""Make the seven static faces of this folder from two variable font families.

The layouts set text in static faces cut from Source Serif 4 (4.004) and
Source Sans 3 (3.052), both by Adobe under the SIL Open Font License 1.1.
"Source" is a Reserved Font Name, so the faces made here are called
"Proceedings"; the copyright and licence records stay as they were.

Each source font is cut down to the characters and features the layouts use,
then fixed at one weight (and optical size), renamed and written as a plain
TrueType font. The same sources and the same fontTools give the same bytes.

To run it again (less than a minute)::

    pip install fonttools==4.68.0 fontpkg-source-serif-4==4.004 fontpkg-source-sans-3==3.52
    python make_fonts.py            # write the faces beside this script
    python make_fonts.py --check    # write nothing, compare with the faces here
"""

from __future__ import annotations

import argparse
import io
import sys
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools.pens.boundsPen import BoundsPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Source:
    """A variable font inside an installed package."""

    package: str
    file: str
    version: str


SERIF = Source("fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf", "4.004")
SERIF_ITALIC = Source("fontpkg_source_serif_4", "SourceSerif4-Italic[opsz,wght].ttf", "4.004")
SANS = Source("fontpkg_source_sans_3", "SourceSans3[wght].ttf", "3.052")
SANS_ITALIC = Source("fontpkg_source_sans_3", "SourceSans3-Italic[wght].ttf", "3.052")


@dataclass(frozen=True)
class Face:
    """One static face: where it comes from, what it is called."""

    file: str
    source: Source
    family: str
    weight: int
    italic: bool = False
    optical_size: int | None = None

    @property
    def location(self) -> dict[str, float]:
        """The point of the design space this face is cut from."""
        axes: dict[str, float] = {"wght": self.weight}
        if self.optical_size is not None:
            axes["opsz"] = self.optical_size
        return axes

    @property
    def style(self) -> str:
        """The style name within the typographic family."""
        words = [WEIGHTS[self.weight]] if self.weight != 400 else []
        words += ["Italic"] if self.italic else []
        return " ".join(words) or WEIGHTS[400]


WEIGHTS = {400: "Regular", 600: "SemiBold"}
PANOSE_WEIGHTS = {400: 5, 600: 7}

FACES = (
    Face("serif-regular.ttf", SERIF, "Proceedings Serif", 400, optical_size=16),
    Face("serif-semibold.ttf", SERIF, "Proceedings Serif", 600, optical_size=16),
    Face("serif-italic.ttf", SERIF_ITALIC, "Proceedings Serif", 400, italic=True, optical_size=16),
    Face("display-semibold.ttf", SERIF, "Proceedings Serif Display", 600, optical_size=26),
    Face("sans-regular.ttf", SANS, "Proceedings Sans", 400),
    Face("sans-semibold.ttf", SANS, "Proceedings Sans", 600),
    Face("sans-italic.ttf", SANS_ITALIC, "Proceedings Sans", 400, italic=True),
)

# Characters kept, where the source font has them. First and last of each range.
RANGES = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x00FF),  # Latin-1
    (0x0100, 0x024F),  # Latin Extended-A and -B
    (0x02B0, 0x02FF),  # spacing modifier letters, among them the okina
    (0x0300, 0x036F),  # combining marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic and its supplement
    (0x1D2C, 0x1DBF),  # raised letters
    (0x1E00, 0x1EFF),  # Latin Extended Additional, among them Vietnamese
    (0x1F00, 0x1FFF),  # polytonic Greek
    (0x2000, 0x206F),  # general punctuation, spaces and dashes
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20CF),  # currency
    (0x2100, 0x214F),  # letterlike symbols
    (0x2150, 0x218F),  # number forms
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2610, 0x2612),  # ballot boxes
    (0x2713, 0x2718),  # ticks and crosses
    (0x2E3A, 0x2E3B),  # two-em and three-em dash
    (0xFB00, 0xFB06),  # ligatures as they come in pasted text
)

# Small letters of the IPA block that are used in an orthography: those with a
# capital (Azerbaijani ə, Hausa ɓ ɗ, Ewe ɖ ɛ ɔ …).
IPA_BLOCK = (0x0250, 0x02AF)

# Characters a source font may lack that look the same as one it has.
ALIASES = {
    0x2011: 0x2010,  # non-breaking hyphen: hyphen
}

# Layout features kept. Fractions cost 1 kB a face; they set a fraction slash.
FEATURES = (
    "ccmp", "locl", "kern", "mark", "mkmk", "liga", "clig",
    "tnum", "pnum", "lnum", "onum", "sups", "case", "frac", "numr", "dnom",
)  # fmt: skip

DROPPED_TABLES = ("BASE", "DSIG", "STAT", "gasp")

# Name records copied from the source: copyright, licence, licence address.
KEPT_NAMES = (0, 13, 14)


def wanted_characters() -> set[int]:
    """Every character to keep, whether or not a source font has it."""
    wanted = {code for first, last in RANGES for code in range(first, last + 1)}
    first, last = IPA_BLOCK
    wanted |= {code for code in range(first, last + 1) if chr(code).upper() != chr(code)}
    return wanted


@cache
def subset(source: Source) -> bytes:
    """Cut a variable font down to the wanted characters and features.

    This comes before the instancing, which then has half the glyphs to move.
    """
    path = files(source.package) / "files" / source.file
    font = TTFont(io.BytesIO(path.read_bytes()), recalcTimestamp=False)
    version = f"{font['head'].fontRevision:.3f}"
    if version != source.version:
        raise SystemExit(f"{source.file} is version {version}; {source.version} is needed")
    options = Options(
        layout_features=list(FEATURES),
        drop_tables=list(DROPPED_TABLES),
        name_IDs=list(KEPT_NAMES),
        name_languages=[0x409],
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        recalc_timestamp=False,
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted_characters())
    subsetter.subset(font)
    return written(font)


def make(face: Face) -> bytes:
    """Make one static face."""
    font = TTFont(io.BytesIO(subset(face.source)), recalcTimestamp=False)
    instancer.instantiateVariableFont(font, face.location, inplace=True)
    add_aliases(font)
    set_metrics(font, face)
    set_names(font, face)
    font["post"].formatType = 3.0  # no glyph names
    return written(font)


def add_aliases(font: TTFont) -> None:
    """Map the characters of ALIASES that the font lacks."""
    mapped = font.getBestCmap()
    for table in font["cmap"].tables:
        if table.isUnicode():
            for code, twin in ALIASES.items():
                if code not in mapped and twin in mapped:
                    table.cmap[code] = mapped[twin]


def set_metrics(font: TTFont, face: Face) -> None:
    """Set weight and style bits, and measure the heights the source leaves unvaried."""
    os2 = font["OS/2"]
    os2.usWeightClass = face.weight
    os2.panose.bWeight = PANOSE_WEIGHTS[face.weight]
    os2.fsType = 0  # may be embedded without restriction
    os2.achVendID = "NONE"
    # Bit 0 italic, bit 6 regular, bit 7 line spacing from the typographic metrics.
    os2.fsSelection = (1 << 0 if face.italic else 1 << 6) | 1 << 7
    os2.sCapHeight = top_of(font, "H")
    os2.sxHeight = top_of(font, "x")
    font["head"].macStyle = 1 << 1 if face.italic else 0


def top_of(font: TTFont, letter: str) -> int:
    """Measure the height of a letter in font units."""
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[font.getBestCmap()[ord(letter)]].draw(pen)
    top: float = pen.bounds[3]
    return round(top)


def set_names(font: TTFont, face: Face) -> None:
    """Give the face its names, in the two-style and the typographic scheme."""
    style = face.style
    postscript = f"{face.family}-{style}".replace(" ", "")
    names = {
        3: f"{face.source.version};{postscript}",
        4: f"{face.family} {style}",
        5: f"Version {face.source.version}",
        6: postscript,
    }
    if face.weight == 400:
        names |= {1: face.family, 2: style}
    else:  # Only regular, italic, bold and bold italic fit into one plain family.
        names |= {
            1: f"{face.family} {WEIGHTS[face.weight]}",
            2: "Italic" if face.italic else "Regular",
            16: face.family,
            17: style,
        }
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in KEPT_NAMES]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)


def written(font: TTFont) -> bytes:
    """Return the bytes of a font, packed by fontTools alone whatever else is installed."""
    font.cfg["fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"] = False
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def main() -> int:
    """Write or check all faces."""
    parser = argparse.ArgumentParser(description="Make the static faces of this folder.")
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    check: bool = parser.parse_args().check
    failed = False
    for face in FACES:
        data = make(face)
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
