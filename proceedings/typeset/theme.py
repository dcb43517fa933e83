"""Read a layout's theme.toml: papers, columns, faces and styles. Facts in, checked facts out.

A style is chosen by an element's tag, then by its classes, then by "ancestor name" pairs (ancestor outermost first); later
ones win property by property. Measures: columns in mm from the left edge; everything else in points. A number may be
the name of an entry in [measure], which the fitting ladder changes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import Any

from proceedings.cache import parse_toml
from proceedings.errors import LayoutError
from proceedings.patterns import compiled
from proceedings.typeset.keylines import Key, place_of
from proceedings.values import dataclass, replace

MM = 72 / 25.4
"""Points in a millimetre."""

PAPERS = {"a4": (595.276, 841.89), "letter": (612.0, 792.0), "a5": (419.528, 595.276)}
"""Width and height in points: ISO 216, and US Letter."""

COLOUR = compiled(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Style:
    """How an element is set. Text properties are inherited; the others are the element's own.

    face: "family", "family-semibold", "family-italic" by way of family, weight, italic; size: points; leading: points or,
    below `RATIO`, a multiple of the size (where only a size is given, leading keeps its proportion to it);
    above: from the last baseline (or rule) before to the first baseline; below: overrides the next element's
    `above`; column: a name in [columns]; hang: set beside the next text, on its first baseline; y: fixed place on
    the page, negative from the bottom edge; foot: the block hangs with its last baseline that far above the bottom
    edge; snap: begin on the next half grid line; keep: hold the whole on one page; keep_next: hold with what
    follows; orphans, widows: least lines before and after a page break; whole: paragraphs of up to so many lines are
    not divided; rule: thickness of an <hr>; height: the most that an image may be high; pitch: distance of the ruled lines
    of a notes block; breaking: "fit" (full lines), "sense" (and none ends on "of", "at", "the") or "balance" (and
    lines of like length); fill: a panel's colour behind a container, from inset_top over its first baseline to
    inset_bottom under its last, with a bar of thickness `rule` in its `colour` along the top; beside: an aside in
    its own column; unbroken: no line break inside.
    """

    family: str = "serif"
    weight: str = "regular"
    italic: bool = False
    size: float = 11
    leading: float = 15
    colour: str = "#1A1A1A"
    align: str = "left"
    breaking: str = "fit"
    column: str | None = None
    above: float | None = None
    below: float | None = None
    hang: bool = False
    y: float | None = None
    foot: float | None = None
    snap: bool = False
    keep: bool = False
    keep_next: bool = False
    orphans: int = 2
    widows: int = 2
    whole: int = 6
    rule: float = 0
    height: float = 0
    rise: float = 0
    pitch: float = 0
    unbroken: bool = False
    clear: bool = False
    fill: str = ""
    inset_top: float = 0
    inset_bottom: float = 0
    beside: bool = False

    @property
    def face(self) -> str:
        return self.family + ("-" + self.weight if self.weight != "regular" else "") + ("-italic" if self.italic else "")


INHERITED = (
    "family",
    "weight",
    "italic",
    "size",
    "leading",
    "colour",
    "align",
    "column",
    "orphans",
    "widows",
    "whole",
    "breaking",
)
"""Properties that an element hands down to what it holds."""

BREAKING = ("fit", "sense", "balance")
RATIO = 4.0
"""A leading below it is a multiple of the size, as in CSS."""
SCALED = ("size", "leading", "above", "below", "inset_top", "inset_bottom")
"""What [page] scale makes larger (furniture and the foot stay): the way to large type."""
KINDS = {f.name: f.type for f in fields(Style)}
BASE = Style()
OWN = {f.name: f.default for f in fields(Style) if f.name not in INHERITED}


@dataclass(frozen=True)
class Theme:
    """A layout's theme for one document on one paper."""

    name: str
    width: float
    height: float
    first: float
    later: float
    last: float
    grid: float
    columns: Mapping[str, tuple[float, float]]
    styles: Mapping[str, Mapping[str, Any]]
    ladder: Mapping[str, tuple[float, ...]]
    place: str

    def style(self, tag: str, classes: list[str], ancestors: tuple[str, ...], parent: Style) -> Style:
        """Give the style of an element; `ancestors` are the tags and classes above it, outermost first."""
        key = (tag, *classes), ancestors, id(parent)  # which stays that of this parent: it is kept with what it led to
        if key not in self._known:
            self._known[key] = parent, self._style(tag, classes, ancestors, parent)
        return self._known[key][1]

    @cached_property
    def _known(self) -> dict[tuple[tuple[str, ...], tuple[str, ...], int], tuple[Style, Style]]:
        """The styles that were asked for, each with its parent's."""
        return {}

    def _style(self, tag: str, classes: list[str], ancestors: tuple[str, ...], parent: Style) -> Style:
        names = [tag, *classes]
        found: dict[str, Any] = {}
        for name in names:
            found.update(self.styles.get(name, {}))
        for ancestor in ancestors:
            for name in names:
                found.update(self.styles.get(f"{ancestor} {name}", {}))
        size = found.get("size", parent.size)
        leading = found.get("leading")
        if leading is None:
            found["leading"] = parent.leading * size / parent.size
        elif leading < RATIO:
            found["leading"] = leading * size
        return replace(parent, **{**OWN, **found})


def load_theme(
    path: Path,
    document: str,
    paper: str,
    conditions: Sequence[str] = (),
    measures: Mapping[str, float] | None = None,
    *,
    tables: dict[str, Any] | None = None,
    base: Path | None = None,
) -> Theme:
    """Read the theme at `path` for a document ("brief", "summary") on a paper; `measures` go over [measure].

    tables: what was read of it, and of the theme at `base` that it is laid over.

    The tables of [on.PAPER], of [on.CONDITION] (such as "marked") and of [on.PAPER-CONDITION] go over the theme's
    own, those of the document over these.

    Raises LayoutError naming the file, the line, the key and what it must be.
    """
    raw = read_tables(path) if tables is None else tables
    files = [path] if base is None else [path, base]
    refuse_unknown(raw, files)
    merged = {k: v for k, v in raw.items() if k not in ("brief", "summary", "on")}
    own = raw.get(document, {})
    cases = (paper, *conditions, *(f"{paper}-{condition}" for condition in conditions))
    layers: list[Key] = [*(("on", c) for c in cases), (document,), *((document, "on", c) for c in cases)]
    for table in (*(raw.get("on", {}).get(c, {}) for c in cases), own, *(own.get("on", {}).get(c, {}) for c in cases)):
        merged = merge(merged, {k: v for k, v in table.items() if k != "on"})
    named = {**merged.get("measure", {}), **(measures or {})}
    page = merged.get("page", {})
    check = Checker(files, [*reversed(layers), ()], named, page.get("scale", 1.0))
    width, height = PAPERS[paper]
    return Theme(
        name=path.parent.name,
        width=width,
        height=height,
        first=check.number("page.first", page.get("first")),
        later=check.number("page.later", page.get("later")),
        last=height - check.number("page.last", page.get("last")),
        grid=check.number("page.grid", page.get("grid")),
        columns={k: check.column(f"columns.{k}", v) for k, v in merged.get("columns", {}).items()},
        styles={k: check.style(k, v, merged) for k, v in merged.get("style", {}).items()},
        ladder={k: check.steps(f"ladder.{k}", v) for k, v in merged.get("ladder", {}).items()},
        place=str(path),
    )


KEYS: dict[str, set[str] | None] = {
    "colours": None,
    "brand": {"colour"},
    "fonts": {"files", "fallback", "scale"},
    "page": {"first", "later", "last", "grid", "scale"},
    "columns": None,
    "measure": None,
    "ladder": {"leading", "step", "body", "title"},
    "style": None,
}
"""The tables of a theme, and the keys of those that have no names of the user's own."""
DOCUMENTS = ("brief", "summary")
CASES = {*PAPERS, *(c for case in ("marked", "large", "branded") for c in (case, *(f"{paper}-{case}" for paper in PAPERS)))}
"""What [on.…] may name: a paper, a case, or a paper in a case."""


def refuse_unknown(tables: Mapping[str, Any], files: Sequence[Path], where: Key = ()) -> None:
    """Raise LayoutError for a table or key that a theme does not have, whose values would count for nothing."""
    for key, value in tables.items():
        if key in DOCUMENTS and not where:
            refuse_unknown(inner_table((key,), value, files), files, (key,))
        elif key == "on" and "on" not in where:
            for case, inner in inner_table((*where, key), value, files).items():
                if case not in CASES:
                    raise unknown((*where, key, case), CASES, files)
                refuse_unknown(inner_table((*where, key, case), inner, files), files, (*where, key, case))
        elif key not in KEYS and not (key == "base" and not where):
            raise unknown((*where, key), {*KEYS, *(() if where else ("base", *DOCUMENTS)), "on"}, files)
        elif key != "base":
            known = KEYS[key]
            for name in inner_table((*where, key), value, files):
                if known is not None and name not in known:
                    raise unknown((*where, key, name), known, files)


def inner_table(key: Key, value: object, files: Sequence[Path]) -> Mapping[str, Any]:
    """Give a table that stands in another, or say that it is none."""
    if not isinstance(value, dict):
        name = ".".join(key)
        hint = f"write it as [{name}] on a line of its own"
        raise LayoutError(f"{name} is no table", place=place_of(files, [key]), hint=hint)
    return value


def unknown(key: Key, known: Iterable[str], files: Sequence[Path]) -> LayoutError:
    """Say that a key is unknown, and which there are."""
    hint = "use one of: " + ", ".join(sorted(known))
    return LayoutError(f"{'.'.join(key)} is unknown", place=place_of(files, [key]), hint=hint)


def read_tables(path: Path) -> dict[str, Any]:
    """Read a TOML file, or say where it is not TOML."""
    try:
        return parse_toml(path.read_bytes())
    except UnicodeDecodeError:
        raise LayoutError("this is no text in UTF-8", place=str(path), hint="save it as UTF-8") from None
    except ValueError as error:
        line = re.search(r"line (\d+)", str(error))
        place = f"{path}:{line[1]}" if line else str(path)
        raise LayoutError(f"this is not TOML: {error}", place=place, hint="texts stand in quotation marks") from None
    except OSError as error:
        raise LayoutError(f"the theme cannot be read: {error.strerror}", place=str(path)) from None


def merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one table over another, table by table."""
    out = dict(below)
    for key, value in above.items():
        both = isinstance(value, dict) and isinstance(out.get(key), dict)
        out[key] = merge(out[key], value) if both else value
    return out


class Checker:
    """Turns raw TOML values into checked ones; every complaint names the file, the line and the key."""

    def __init__(self, files: Sequence[Path], layers: Sequence[Key], named: Mapping[str, float], scale: object) -> None:
        self.files = files
        self.layers = layers
        self.named = named
        self.scale = 1.0
        self.scale = self.number("page.scale", scale)

    def place(self, key: str) -> str:
        """Find the line of a key: in the table that counted last, in the user's own file before the one it is built on."""
        return place_of(self.files, [(*layer, *key.split(".")) for layer in self.layers])

    def fail(self, key: str, value: object, wanted: str) -> LayoutError:
        hint = "layouts/README.md lists every key"
        return LayoutError(f"{key} = {value!r} is not {wanted}", place=self.place(key), hint=hint)

    def number(self, key: str, value: object) -> float:
        if isinstance(value, str) and value in self.named:
            value = self.named[value]
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fail(key, value, "a number or the name of a [measure]")
        return float(value)

    def column(self, key: str, value: object) -> tuple[float, float]:
        if not isinstance(value, list) or len(value) != 2:
            raise self.fail(key, value, "[left, width] in mm")
        return self.number(key, value[0]) * MM, self.number(key, value[1]) * MM

    def steps(self, key: str, value: object) -> tuple[float, ...]:
        if not isinstance(value, list):
            raise self.fail(key, value, "a list of numbers")
        return tuple(self.number(key, step) for step in value)

    def style(self, name: str, table: object, merged: Mapping[str, Any]) -> dict[str, Any]:
        if not isinstance(table, dict):
            raise self.fail(f"style.{name}", table, "a table")
        found = {key: self.property(f"style.{name}.{key}", key, value, merged) for key, value in table.items()}
        self.leads(name, found)
        if self.scale != 1 and "y" not in found and "foot" not in found:
            scaled = {k: v for k, v in found.items() if k in SCALED and isinstance(v, float)}
            found |= {k: v * self.scale for k, v in scaled.items() if k != "leading" or v >= RATIO}
        return found

    def leads(self, name: str, found: Mapping[str, Any]) -> None:
        """Refuse lines that would stand upon each other."""
        size, leading = found.get("size", 0.0), found.get("leading", math.inf)
        if leading < 1 or (leading >= RATIO and leading < size):
            raise LayoutError(
                f"style.{name}: leading = {leading:g} is too little for size = {size:g}: lines would stand upon each other",
                place=self.place(f"style.{name}.leading"),
                hint="leading counts from baseline to baseline; below 4 it is a multiple of the size: leading = 1.2",
            )

    def property(self, where: str, key: str, value: object, merged: Mapping[str, Any]) -> object:
        kind = KINDS.get(key)
        if kind is None:
            raise LayoutError(
                f"{where}: unknown property", place=self.place(where), hint="use one of: " + " ".join(sorted(KINDS))
            )
        if kind == "bool":
            if not isinstance(value, bool):
                raise self.fail(where, value, "true or false")
            return value
        if "float" in kind:
            return self.number(where, value)
        if kind == "int":
            return int(self.number(where, value))
        if not isinstance(value, str):
            raise self.fail(where, value, "text in quotation marks")
        if key in ("colour", "fill"):
            value = str(merged.get("colours", {}).get(value, value))
            if not COLOUR.fullmatch(value):
                raise self.fail(where, value, "a colour #rrggbb or a name in [colours]")
        if key == "breaking" and value not in BREAKING:
            raise self.fail(where, value, "one of: " + ", ".join(BREAKING))
        if key == "column" and value not in merged.get("columns", {}):
            raise self.fail(where, value, "the name of a column in [columns]")
        return value
