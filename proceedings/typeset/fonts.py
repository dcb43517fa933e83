"""Load faces and measure and shape words with HarfBuzz; fall back to another face for a character that one lacks."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any


class Face:
    """One font file: its HarfBuzz face and font, and the measures that layout and PDF need (in font units; `upem` units an em)."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.path = path

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

    @property
    def upem(self) -> int:
        return int(self.hb_face.upem)
