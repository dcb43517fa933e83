"""Read the configuration: `proceedings.toml`, or `[tool.proceedings]` in `pyproject.toml`, in the folder one works in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from proceedings.errors import UsageError
from proceedings.values import dataclass


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration file sets. fonts: font files that come last in the fallback chain; people: the house file."""

    fonts: tuple[Path, ...] = ()
    people: Path | None = None


def load_config(folder: Path = Path()) -> Config:
    """Read the configuration of a folder; without a file, the defaults.

    Raises UsageError with the file and the key.
    """
    own, shared = folder / "proceedings.toml", folder / "pyproject.toml"
    if own.is_file():
        return read_config(own, read_table(own))
    if shared.is_file():
        tool = read_table(shared).get("tool", {})
        return read_config(shared, tool.get("proceedings", {}) if isinstance(tool, dict) else tool)
    return Config()


def read_table(path: Path) -> dict[str, Any]:
    """Read a TOML file."""
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"this is not TOML: {error}", place=str(path)) from None
    except OSError as error:
        raise UsageError(f"it cannot be read: {error.strerror}", place=str(path)) from None


def read_config(path: Path, table: object) -> Config:
    """Check a table of settings."""
    if not isinstance(table, dict):
        raise UsageError("the settings are no table", place=str(path), hint="write [tool.proceedings] or [fonts]")
    for key in table:
        if key not in ("fonts", "people"):
            raise UsageError(f"unknown key “{key}”", place=str(path), hint="use [fonts] fallback = […], or people = …")
    fonts = table.get("fonts", {})
    for key in fonts if isinstance(fonts, dict) else ():
        if key != "fallback":
            raise UsageError(f"unknown key “{key}” in [fonts]", place=str(path), hint="use fallback = […]")
    fallback = fonts.get("fallback", []) if isinstance(fonts, dict) else None
    if not isinstance(fallback, list) or not all(isinstance(f, str) for f in fallback):
        raise UsageError("[fonts] fallback is no list of file names", place=str(path), hint='write fallback = ["my-font.ttf"]')
    found = tuple(path.parent / f for f in fallback)
    for file in found:
        if not file.is_file():
            raise UsageError(f"the font file “{file}” is missing", place=str(path), hint="check the spelling of its path")
    people = table.get("people")
    if people is not None and not (isinstance(people, str) and (path.parent / people).is_file()):
        raise UsageError("people names no file", place=str(path), hint='write people = "people.toml" above [fonts]')
    return Config(found, path.parent / people if people is not None else None)
