"""Load faces, know which characters each can draw, and shape words with HarfBuzz. Lengths come in thousandths of an em."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from proceedings.errors import MissingGlyphError
from proceedings.patterns import compiled
from proceedings.typeset.placement import Glyph, Shaped, gathered
from proceedings.typeset.scripts import font_hints

UNSEEN = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"
)
"""Characters that have no picture by nature: joiners, marks of direction, soft hyphen."""

WORDS_KEPT = 4_000
"""Shaped words of all faces that are kept at hand, those of several articles: an archive never stops bringing new ones."""
GLYPHS_KEPT = 4_000
"""Glyphs that are kept at hand, each with what kerning makes of it: more than the faces of a layout have for one language."""


class Face:
    """One font file: its HarfBuzz face and font.

    upem: font units in an em; scale: by how much its text is set larger, to look as large as that of the other faces.
    """

    def __init__(self, name: str, path: Path, scale: float = 1) -> None:
        self.name = name
        self.path = path
        self.scale = scale
        self._covered = set(UNSEEN)

    @cached_property
    def content(self) -> bytes:
        return self.path.read_bytes()

    @cached_property
    def hb_face(self) -> Any:
        import uharfbuzz

        return uharfbuzz.Face(uharfbuzz.Blob(self.content))

    @cached_property
    def hb_font(self) -> Any:
        import uharfbuzz

        return uharfbuzz.Font(self.hb_face)

    @cached_property
    def upem(self) -> int:
        return int(self.hb_face.upem)

    def covers(self, text: str) -> bool:
        """Tell whether the face has a picture for every character by itself."""
        if not self._covered.issuperset(text):
            self._covered.update([c for c in set(text) - self._covered if self.hb_font.get_nominal_glyph(ord(c))])
        return self._covered.issuperset(text)

    def draws(self, text: str) -> bool:
        """Tell whether the face has a picture for every character, by itself or made of letter and mark."""
        return self.covers(text) or all(glyph.id for glyph in self.shape(text).glyphs)

    @cached_property
    def space(self) -> Shaped:
        """A word space."""
        return self.shape(" ")

    def shape(self, word: str, *, rtl: bool = False, lang: str | None = None) -> Shaped:
        """Shape a word (or any text without line breaks) with kerning and ligatures, in visual order.

        lang: its language where it is known, for letters that have a local form.
        """
        return shape(self, word, rtl, lang)


@lru_cache(GLYPHS_KEPT)
def glyph_of(number: int, advance: float, dx: float, dy: float, text: str) -> Glyph:
    """Give a glyph, the same for all words that it stands in."""
    return Glyph(number, advance, dx, dy, text)


@lru_cache(WORDS_KEPT)
def shape(face: Face, word: str, rtl: bool, lang: str | None) -> Shaped:
    """Shape a word in a face; those of all faces share what there is room for."""
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if rtl else "ltr"
    if lang:
        buffer.language = lang
    uharfbuzz.shape(face.hb_font, buffer, {"kern": True, "liga": True})
    scale = 1000 / face.upem
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos})
    ends = dict(zip(starts, [*starts[1:], len(word)], strict=True))
    glyphs: list[Glyph] = []
    told: set[int] = set()
    for info, at in zip(infos, positions, strict=True):
        text = "" if info.cluster in told else word[info.cluster : ends[info.cluster]]
        told.add(info.cluster)
        glyphs.append(glyph_of(info.codepoint, at.x_advance * scale, at.x_offset * scale, at.y_offset * scale, text))
    return gathered(glyphs)


CLUSTER = compiled(
    "[\U0001f1e6-\U0001f1ff]{2}"  # a flag: two regional indicators
    "|.(?:[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe0e\ufe0f\ufe20-\ufe2f"
    "\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\u200c]|\u200d.?)*",
    re.DOTALL,
)
"""What one face must draw as a whole: a letter with its marks, a flag, a joined emoji."""


class Faces:
    """The faces of a layout by name, each with the fallback chain that stands in for characters it lacks."""

    def __init__(self, files: dict[str, Path], fallback: Sequence[str] = (), scales: Mapping[str, float] | None = None) -> None:
        scales = scales or {}
        self.by_name = {name: Face(name, path, scales.get(name.split("-")[0], 1)) for name, path in files.items()}
        self.fallback = tuple(fallback)

    def __getitem__(self, name: str) -> Face:
        return self.by_name[name]

    def stand_ins(self, name: str) -> list[Face]:
        """Give the fallback chain of a face: of each family the same weight where it has one, else its regular."""
        weight = name[name.index("-") :] if "-" in name else ""
        names = [f + weight if f + weight in self.by_name else f for f in self.fallback]
        return [self.by_name[n] for n in names if n != name]

    def runs(self, name: str, text: str) -> list[tuple[Face, str]]:
        """Cut text into runs that one face can draw: the named one where it can, else the first of the chain that can.

        What belongs together (a letter and its marks, a joined emoji) stays in one face. Raises MissingGlyphError naming
        the character.
        """
        face = self.by_name[name]
        if face.covers(text):
            return [(face, text)]
        chain = [face, *self.stand_ins(name)]
        runs: list[tuple[Face, str]] = []
        for match in CLUSTER.finditer(text):
            cluster = match.group()
            if runs and UNSEEN.issuperset(cluster):
                runs[-1] = (runs[-1][0], runs[-1][1] + cluster)
                continue
            drawing = next((f for f in chain if f.draws(cluster)), None)
            if drawing is None:
                raise missing(next((c for c in cluster if not any(f.draws(c) for f in chain)), cluster[0]))
            if runs and runs[-1][0] is drawing:
                runs[-1] = (drawing, runs[-1][1] + cluster)
            else:
                runs.append((drawing, cluster))
        return runs


def missing(character: str) -> MissingGlyphError:
    """Name a character that no font at hand can draw, and a font that could."""
    name = unicodedata.name(character, "no name")
    font = next((font for first, last, font in font_hints() if first <= character <= last), "that has this character")
    return MissingGlyphError(
        character,
        f"No font has the character “{character}” (U+{ord(character):04X}, {name}).",
        hint=f'Get a font {font}, as a .ttf file, and name it in proceedings.toml: [fonts] fallback = ["that-font.ttf"].',
    )
