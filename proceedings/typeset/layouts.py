"""Find layouts: a folder with theme.toml, brief.html and summary.html."""

from __future__ import annotations

import shutil
from contextlib import suppress
from functools import cache
from pathlib import Path

from proceedings.errors import UsageError, WriteError
from proceedings.places import settings_folder

DEFAULT_LAYOUT = "diplomatic"
FILES = ("theme.toml", "brief.html", "summary.html")
"""What a layout's folder holds; one of the user's own may hold only some of them."""


@cache
def layouts_folder() -> Path:
    """Give the folder of the built-in layouts: inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "layouts"
    return inside if inside.is_dir() else package.parent / "layouts"


def built_in_layouts() -> list[str]:
    """Name the built-in layouts."""
    return sorted(p.parent.name for p in layouts_folder().glob("*/theme.toml"))


def available_layouts() -> list[tuple[str, str]]:
    """Name every layout that can be named, with where it lies: in ./layouts, the user's folder, the built-in ones."""
    found = dict.fromkeys(built_in_layouts(), "built in")
    for own in reversed(own_folders()):
        if own.resolve() != layouts_folder().resolve():
            found |= {p.parent.name: str(p.parent) for file in FILES for p in own.glob(f"*/{file}")}
    return sorted(found.items())


def own_folders() -> tuple[Path, ...]:
    """Give the folders in which layouts of the user's own may lie: ./layouts, then that of his settings."""
    home = settings_folder()
    return (Path("layouts"), *((home / "layouts",) if home else ()))


def find_layout(name: str) -> Path:
    """Find a layout's folder: a path, then ./layouts, then the user's folder, then the built-in ones.

    Raises UsageError that names the layouts there are, or says that a folder holds none.
    """
    if name.strip() and name.isprintable():
        bare = False
        for folder in (Path(name), *(own / name for own in own_folders()), layouts_folder() / name):
            with suppress(OSError):
                if any((folder / file).is_file() for file in FILES):
                    return folder
                bare = bare or folder.is_dir()
        if bare:
            raise UsageError(
                f"This folder holds no layout: none of {', '.join(FILES)}.",
                place=name,
                hint="Begin with: proceedings layouts copy diplomatic NEW-FOLDER.",
            )
    raise UsageError(
        f"There is no layout “{shown(name)}”.",
        hint="Use one of: " + ", ".join(known for known, _ in available_layouts()) + ", or a folder of your own.",
    )


def copy_layout(name: str, folder: Path) -> list[Path]:
    """Copy a layout's files into a new folder; gives what was written.

    Raises UsageError for an unknown layout or a folder that holds one already, WriteError when it cannot be written.
    """
    source = find_layout(name)
    if any((folder / file).exists() for file in FILES):
        raise UsageError("There is a layout in this folder already.", place=str(folder), hint="Name a new folder.")
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in FILES:
            if (source / file).is_file():
                shutil.copyfile(source / file, folder / file)
                written.append(folder / file)
    except OSError as error:
        raise WriteError(f"The layout cannot be copied: {error.strerror or error}.", place=str(folder)) from None
    return written


def shown(name: str) -> str:
    """Give a name as it can be shown: on one line, not too long."""
    name = "".join(c if c.isprintable() else "?" for c in name)
    return name if len(name) <= 60 else name[:59] + "…"
