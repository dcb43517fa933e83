"""Complete what the command line leaves open: `PROCEEDINGS_*`, `proceedings.toml`, the user's own file; one table of keys.

Highest first: flag, environment, `proceedings.toml` or `[tool.proceedings]` of `pyproject.toml` in the folder one works in, the
user's file, the default. What an article's sidecar says is of that article alone, and no setting.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from proceedings.errors import UsageError
from proceedings.places import settings_folder
from proceedings.values import dataclass

PREFIX = "PROCEEDINGS_"
OTHERS = ("PROCEEDINGS_CACHE", "PROCEEDINGS_CONFIG", "PROCEEDINGS_DEBUG")
"""Variables that are no settings: folders, and a switch for those who look for faults."""

FILE = "proceedings.toml"


@dataclass(frozen=True, slots=True)
class Key:
    """A setting: its kind ("text", "choice", "flag", "folder", "file", "files"), what it sets, the default, the choices, and
    the name of the parameter by which commands take it.
    """

    kind: str
    help: str
    default: Any = None
    choices: tuple[str, ...] = ()
    parameter: str = ""


KEYS: Mapping[str, Key] = {
    "out": Key("folder", "where the documents go", "out", parameter="folder"),
    "layout": Key("text", "a layout by name, or its folder", "diplomatic", parameter="layout"),
    "paper": Key("choice", "the paper; by default that of the locale", None, ("a4", "letter", "a5"), "paper"),
    "size": Key("choice", "the size of the type", "normal", ("normal", "large"), "size"),
    "brand": Key("file", "who issues the documents", None, parameter="brand"),
    "marking": Key("text", "a handling marking", "", parameter="marking"),
    "attribution": Key("choice", "who is named", "named", ("named", "unattributed", "chatham"), "attribution"),
    "html": Key("flag", "write the brief as a web page too", False, parameter="html"),
    "notes": Key("flag", "ruled lines for notes on the sheet", False, parameter="notes"),
    "two-sided": Key("flag", "let the sheet run on to a second page", False, parameter="two_sided"),
    "no-attach": Key("flag", "leave article and data out of the brief", False, parameter="no_attach"),
    "no-clobber": Key("flag", "replace no file that is there", False, parameter="no_clobber"),
    "strict": Key("flag", "build only what was approved", False, parameter="strict"),
    "by": Key("text", "who decides and approves; by default the login name", None, parameter="by"),
    "people": Key("file", "the house file of people who come again and again"),
    "lexicon": Key("file", "words of your own, added to the lexicons"),
    "fonts.fallback": Key("files", "font files that come last in the fallback chain", ()),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for a key, and whence: "PROCEEDINGS_PAPER", "proceedings.toml:3", "default"."""

    value: Any
    origin: str = "default"


@dataclass(frozen=True, slots=True)
class Config:
    """What no option sets. fonts: font files that come last in the fallback chain; people: the house file; lexicon: words of
    the user's own; folder: where the documents go.
    """

    fonts: tuple[Path, ...] = ()
    people: Path | None = None
    lexicon: Path | None = None
    folder: Path = Path("out")


def load_config() -> Config:
    """Give what the configuration sets and no option does. Raises UsageError with the place, the key and a suggestion."""
    found = settings()
    people, lexicon = found["people"].value, found["lexicon"].value
    return Config(
        fonts=tuple(Path(font) for font in found["fonts.fallback"].value),
        people=Path(people) if people else None,
        lexicon=Path(lexicon) if lexicon else None,
        folder=Path(found["out"].value),
    )


def settings() -> dict[str, Setting]:
    """Give what holds for every key when the command line says nothing.

    Raises UsageError with the place, the key and a suggestion.
    """
    found = {name: Setting(key.default) for name, key in KEYS.items()}
    home = settings_folder()
    for layer in (of_file(home / FILE) if home else {}, of_folder(Path()), of_environment()):
        found |= layer
    return found


def of_folder(folder: Path) -> dict[str, Setting]:
    """Give the settings of a folder: `proceedings.toml`, else `[tool.proceedings]`."""
    shared = folder / "pyproject.toml"
    if (folder / FILE).is_file() or not shared.is_file():
        return of_file(folder / FILE)
    tool = read_table(shared).get("tool", {})
    return checked(shared, tool.get("proceedings", {}) if isinstance(tool, dict) else tool, "tool.proceedings")


def of_file(path: Path) -> dict[str, Setting]:
    """Give the settings of a file; none where there is no file."""
    return checked(path, read_table(path), "") if path.is_file() else {}


def of_environment() -> dict[str, Setting]:
    """Give the settings of the environment; a name that is none would be a setting without effect, so it is refused."""
    names = {PREFIX + name.upper().replace("-", "_").replace(".", "_"): name for name in KEYS}
    found = {}
    for variable in sorted(v for v in os.environ if v.startswith(PREFIX) and v not in OTHERS):
        if variable not in names:
            raise UsageError("this variable sets nothing", place=variable, hint=suggestion(variable, [*names, *OTHERS]))
        written, key = os.environ[variable], KEYS[names[variable]]
        value: Any = written
        if key.kind == "files":
            value = [part for part in written.split(os.pathsep) if part]
        elif key.kind == "flag":
            value = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False, "": False}.get(
                written.lower(), written
            )
        elif key.kind != "text" and not written:  # set to nothing: as if it were not set
            continue
        found[names[variable]] = Setting(valid(names[variable], value, Path(), variable), variable)
    return found


def read_table(path: Path) -> dict[str, Any]:
    """Read a TOML file."""
    from proceedings.cache import parse_toml

    try:
        return parse_toml(path.read_bytes())
    except ValueError as error:
        raise UsageError(f"this is not TOML: {error}", place=str(path)) from None
    except OSError as error:
        raise UsageError(f"it cannot be read: {error.strerror}", place=str(path)) from None


def checked(path: Path, table: object, header: str) -> dict[str, Setting]:
    """Check a table of settings; header: the table of the file in which they stand, "" for the file itself."""
    if not isinstance(table, dict):
        raise UsageError("the settings are no table", place=str(path), hint="write [tool.proceedings] or [fonts]")
    flat: dict[str, Any] = {}
    for name, value in table.items():
        flat |= {f"{name}.{inner}": v for inner, v in value.items()} if isinstance(value, dict) and value else {name: value}
    found = {}
    for name, value in flat.items():
        place = f"{path}:{line_of(path, name, header)}"
        key = name.replace("_", "-")
        if key not in KEYS:
            raise UsageError(f"unknown key “{name}”", place=place, hint=suggestion(name, list(KEYS)))
        found[key] = Setting(valid(key, value, path.parent, place), place)
    return found


def valid(name: str, value: Any, folder: Path, place: str) -> Any:
    """Check a value and give it as options take it: paths are those of the folder in which the setting stands."""
    key = KEYS[name]
    if key.kind == "files":
        if not isinstance(value, list) or not all(isinstance(file, str) for file in value):
            hint = f'write {name.rpartition(".")[2]} = ["my-font.ttf"]'
            raise UsageError(f"{name} is no list of file names", place=place, hint=hint)
        return tuple(existing(name, file, folder, place) for file in value)
    if key.kind == "flag":
        if not isinstance(value, bool):
            raise UsageError(f"{name} is neither true nor false", place=place, hint=f"write {name} = true")
        return value
    if not isinstance(value, str):
        raise UsageError(f"{name} is no text", place=place, hint=f'write {name} = "…"')
    if key.choices and value not in key.choices:
        raise UsageError(f"{name} is “{value}”", place=place, hint=f"use one of: {', '.join(key.choices)}")
    if key.kind == "file":
        return existing(name, value, folder, place)
    if key.kind == "folder" or (name == "layout" and (folder / value).is_dir()):
        return str(folder / value)
    return value


def existing(name: str, file: str, folder: Path, place: str) -> str:
    """Give the path of a file that must be there."""
    path = folder / Path(file).expanduser()
    if not path.is_file():
        raise UsageError(f"{name}: the file “{path}” is missing", place=place, hint="check the spelling of its path")
    return str(path)


def line_of(path: Path, name: str, header: str) -> int:
    """Find the line of a file on which a key or its table stands; 1 where it is written in some other way."""
    table, _, key = name.rpartition(".")
    full = ".".join(part for part in (header, table) if part)
    current = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip()
        if text.startswith("["):
            current = "".join(text.partition("#")[0].strip("[] \t").split())
            if not table and current == ".".join(part for part in (header, key) if part):
                return number
        elif current == full and text.partition("=")[0].strip().strip("\"'") == key:
            return number
    return 1


def suggestion(name: str, known: list[str]) -> str:
    """Name what was probably meant, else all there is."""
    from difflib import get_close_matches

    near = get_close_matches(name.replace("_", "-") if name.islower() else name, known, 1)
    return f"did you mean “{near[0]}”?" if near else f"use one of: {', '.join(known)}"
