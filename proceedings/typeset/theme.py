"""Read a layout's theme.toml: papers, columns, faces and styles. Facts in, checked facts out.

A style is chosen by an element's tag, then by its classes, then by "ancestor name" pairs (ancestor outermost first); later
ones win property by property. Measures: columns in mm from the left edge; everything else in points. A number may be
the name of an entry in [measure], which the fitting ladder changes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from proceedings.errors import LayoutError

MM = 72 / 25.4
"""Points in a millimetre."""

PAPERS = {"a4": (595.276, 841.89), "letter": (612.0, 792.0), "a5": (419.528, 595.276)}
"""Width and height in points: ISO 216, and US Letter."""

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Style:
    """How an element is set. Text properties are inherited; the others are the element's own.

    face: "family", "family-semibold", "family-italic" by way of family, weight, italic; size, leading: points;
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
    faces: Mapping[str, str]
    styles: Mapping[str, Mapping[str, Any]]
    ladder: Mapping[str, tuple[float, ...]]
    place: str

    def style(self, tag: str, classes: list[str], ancestors: tuple[str, ...], parent: Style) -> Style:
        """Give the style of an element; `ancestors` are the tags and classes above it, outermost first."""
        names = [tag, *classes]
        found: dict[str, Any] = {}
        for name in names:
            found.update(self.styles.get(name, {}))
        for ancestor in ancestors:
            for name in names:
                found.update(self.styles.get(f"{ancestor} {name}", {}))
        return replace(parent, **{**OWN, **found})


def load_theme(
    path: Path,
    document: str,
    paper: str,
    conditions: Sequence[str] = (),
    measures: Mapping[str, float] | None = None,
    *,
    tables: dict[str, Any] | None = None,
) -> Theme:
    """Read the theme at `path` for a document ("brief", "summary") on a paper; `measures` go over [measure].

    The tables of [on.PAPER], of [on.CONDITION] (such as "marked") and of [on.PAPER-CONDITION] go over the theme's
    own, those of the document over these.

    Raises LayoutError naming the file, the key and what it must be.
    """
    raw = read_tables(path) if tables is None else tables
    refuse_unknown(raw, str(path))
    merged = {k: v for k, v in raw.items() if k not in ("brief", "summary", "on")}
    own = raw.get(document, {})
    cases = (paper, *conditions, *(f"{paper}-{condition}" for condition in conditions))
    for table in (*(raw.get("on", {}).get(c, {}) for c in cases), own, *(own.get("on", {}).get(c, {}) for c in cases)):
        merged = merge(merged, {k: v for k, v in table.items() if k != "on"})
    named = {**merged.get("measure", {}), **(measures or {})}
    page = merged.get("page", {})
    check = Checker(str(path), named, page.get("scale", 1.0))
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
        faces=dict(merged.get("faces", {})),
        styles={k: check.style(k, v, merged) for k, v in merged.get("style", {}).items()},
        ladder={k: tuple(map(float, v)) for k, v in merged.get("ladder", {}).items()},
        place=str(path),
    )


TABLES = {"base", "colours", "brand", "fonts", "page", "columns", "measure", "faces", "ladder", "style", "on"}
PAGE_KEYS = {"first", "later", "last", "grid", "scale"}
DOCUMENTS = ("brief", "summary")
CASES = {*PAPERS, *(c for case in ("marked", "large", "branded") for c in (case, *(f"{paper}-{case}" for paper in PAPERS)))}
"""What [on.…] may name: a paper, a case, or a paper in a case."""


def refuse_unknown(tables: Mapping[str, Any], place: str, where: str = "") -> None:
    """Raise LayoutError for a table or key that a theme does not have, whose values would count for nothing."""
    for key, value in tables.items():
        if key in DOCUMENTS and not where and isinstance(value, dict):
            refuse_unknown(value, place, f"{key}.")
        elif key not in TABLES:
            raise unknown(where + key, TABLES, place)
        elif key == "page" and isinstance(value, dict):
            for name in value:
                if name not in PAGE_KEYS:
                    raise unknown(f"{where}page.{name}", PAGE_KEYS, place)
        elif key == "on" and isinstance(value, dict):
            for case, inner in value.items():
                if case not in CASES:
                    raise unknown(f"{where}on.{case}", CASES, place)
                refuse_unknown(inner, place, f"{where}on.{case}.")


def unknown(key: str, known: Iterable[str], place: str) -> LayoutError:
    """Say that a key is unknown, and which there are."""
    return LayoutError(f"{key} is unknown", place=place, hint="use one of: " + ", ".join(sorted(known)))


def read_tables(path: Path) -> dict[str, Any]:
    """Read a TOML file, or say where it is not TOML."""
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(f"this is not TOML: {error}", place=str(path), hint="strings need quotation marks") from None
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
    """Turns raw TOML values into checked ones; every complaint names the file and the key."""

    def __init__(self, place: str, named: Mapping[str, float], scale: object) -> None:
        self.place = place
        self.named = named
        self.scale = 1.0
        self.scale = self.number("page.scale", scale)

    def fail(self, key: str, value: object, wanted: str) -> LayoutError:
        return LayoutError(f"{key} = {value!r} is not {wanted}", place=self.place, hint="layouts/README.md lists every key")

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

    def style(self, name: str, table: object, merged: Mapping[str, Any]) -> dict[str, Any]:
        if not isinstance(table, dict):
            raise self.fail(f"style.{name}", table, "a table")
        found = {key: self.property(f"style.{name}.{key}", key, value, merged) for key, value in table.items()}
        if self.scale != 1 and "y" not in found and "foot" not in found:
            found |= {k: v * self.scale for k, v in found.items() if k in SCALED and isinstance(v, float)}
        return found

    def property(self, where: str, key: str, value: object, merged: Mapping[str, Any]) -> object:
        kind = KINDS.get(key)
        if kind is None:
            raise LayoutError(f"{where}: unknown property", place=self.place, hint="use one of: " + " ".join(sorted(KINDS)))
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
