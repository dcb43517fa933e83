"""Open a layout: its folders, its theme's tables, its faces. A folder of the user's own may hold only what it changes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from proceedings.errors import LayoutError
from proceedings.typeset.fonts import Faces
from proceedings.typeset.layouts import DEFAULT_LAYOUT, find_layout, layouts_folder
from proceedings.typeset.theme import Theme, load_theme, merge, read_tables
from proceedings.typeset.view import View
from proceedings.values import dataclass, field

TRUETYPE = (b"\0\1\0\0", b"true")
"""How a font file with TrueType outlines begins."""

THEMES_KEPT = 64
"""Themes that a layout remembers, one for each document, case and step of the fitting ladder."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout on a paper, in a size ("normal", "large").

    folders: its own and, where it is built on another, that one's; tables: the theme as read; faces: its fonts; themes: those
    worked out so far.
    """

    folders: tuple[Path, ...]
    paper: str
    size: str
    tables: dict[str, Any]
    faces: Faces
    themes: dict[Any, Theme] = field(default_factory=dict, init=False)

    @property
    def folder(self) -> Path:
        return self.folders[0]

    def template(self, document: str) -> Path:
        """Give the template of a document: the layout's own, else that of the one it is built on."""
        files = [folder / f"{document}.html" for folder in self.folders]
        return next((file for file in files if file.is_file()), files[0])

    def theme(self, view: View, document: str, measures: dict[str, float] | None = None) -> Theme:
        """Give the theme for a document, in the cases that the edition makes."""
        brand = view.edition.brand
        cases = {"marked": view.edition.marking, self.size: self.size != "normal", "branded": brand.issuer or brand.logo}
        conditions = [case for case, holds in cases.items() if holds]
        key = document, *conditions, brand.colour, *sorted((measures or {}).items())
        if key not in self.themes:
            if len(self.themes) == THEMES_KEPT:
                self.themes.clear()
            self.themes[key] = self.load_theme(document, conditions, brand.colour, measures)
        return self.themes[key]

    def load_theme(self, document: str, conditions: list[str], colour: str, measures: dict[str, float] | None) -> Theme:
        """Work a theme out of the tables."""
        tables = self.tables
        if colour and "brand" in tables:
            tables = merge(tables, {"colours": {tables["brand"]["colour"]: colour}})
        own, *under = (folder / "theme.toml" for folder in self.folders if (folder / "theme.toml").is_file())
        base = under[0] if under else None
        return load_theme(own, document, self.paper, conditions, measures, tables=tables, base=base)


def open_layout(name: str, paper: str, fonts: tuple[Path, ...] = (), size: str = "normal") -> Layout:
    """Open a layout by name or folder; `fonts` are the user's own, which come last in the fallback chain.

    Raises UsageError or LayoutError.
    """
    return open_folder(find_layout(name), Path.cwd(), paper, fonts, size)


@lru_cache(maxsize=8)
def open_folder(folder: Path, here: Path, paper: str, fonts: tuple[Path, ...], size: str) -> Layout:
    """Open the layout in a folder, once for all articles of a run; `here` is where relative names count from."""
    own = folder / "theme.toml"
    tables = read_tables(own) if own.is_file() else {}
    folders = (folder, *base_of(folder, tables))
    if len(folders) > 1:
        tables = merge(read_tables(folders[1] / "theme.toml"), {k: v for k, v in tables.items() if k != "base"})
    chosen = tables.get("fonts", {})
    files = {face: find_font(file, folders, str(own)) for face, file in chosen.get("files", {}).items()}
    fallback = list(chosen.get("fallback", ()))
    for entry in [*fallback, *map(str, fonts)]:
        if entry not in files:
            files[entry] = find_font(entry, folders, str(own))
    return Layout(folders, paper, size, tables, Faces(files, [*fallback, *(str(f) for f in fonts)], chosen.get("scale")))


def base_of(folder: Path, tables: dict[str, Any]) -> tuple[Path, ...]:
    """Give the built-in layout that a folder is built on: the one that its theme names as `base`, else its namesake.

    A folder with theme and templates of its own that names none is built on none.
    """
    named = tables.get("base")
    built_in = layouts_folder() / str(named or folder.name)
    if folder.resolve() == built_in.resolve():
        return ()
    if named is not None and not (built_in / "theme.toml").is_file():
        raise LayoutError(f"base = {named!r} is no built-in layout", place=str(folder / "theme.toml"))
    whole = all((folder / file).is_file() for file in ("theme.toml", "brief.html", "summary.html"))
    if named is None and whole:
        return ()
    return (built_in if (built_in / "theme.toml").is_file() else layouts_folder() / DEFAULT_LAYOUT,)


def find_font(file: str, folders: Sequence[Path], place: str) -> Path:
    """Find a font file: in the layout's fonts folder, among those that all layouts share, or by its own path."""
    own = [folder / "fonts" / file for folder in folders]
    for path in (*own, layouts_folder() / "common" / "fonts" / file, Path(file)):
        if path.is_file():
            with path.open("rb") as font:
                if font.read(4) not in TRUETYPE:
                    raise LayoutError(
                        f"“{file}” is no TrueType font", place=place, hint="only .ttf files with TrueType outlines can be used"
                    )
            return path
    raise LayoutError(f"the font file “{file}” is missing", place=place, hint="put it into the layout’s fonts folder")


PARTS = (".toml", ".html", ".css", ".png", ".jpg", ".jpeg", ".svg", ".ttf")
"""How the files end that a layout is made of."""


def fingerprint(layout: Layout) -> str:
    """Give a digest of all files that a layout is made of: its folders', those that all layouts share, and its fonts."""
    folders = (*layout.folders, layouts_folder() / "common")
    files = {
        file: None
        for folder in folders
        for pattern in ("*", "*/*")
        for file in sorted(folder.glob(pattern))
        if file.suffix in PARTS and file.is_file()
    }
    whole = hashlib.sha256()
    for file in files:
        whole.update(f"{file.name}\0".encode("utf-8", "replace"))
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()
