"""Name the folders that are ours by the habits of the system: for what is kept, and for a user's own settings and layouts."""

from __future__ import annotations

import os
import sys
from pathlib import Path

CACHE = ("PROCEEDINGS_CACHE", "LOCALAPPDATA", "~/Library/Caches", "XDG_CACHE_HOME", "~/.cache")
SETTINGS = ("PROCEEDINGS_CONFIG", "APPDATA", "~/Library/Application Support", "XDG_CONFIG_HOME", "~/.config")
"""The variable that names another folder or says that there is none ("off"); then where the system has such folders: on Windows
and elsewhere by a variable, on macOS and elsewhere below the user's home.
"""


def cache_folder() -> Path | None:
    """Give the folder for what is kept between runs, which need not be there; None where there is to be none."""
    return folder(*CACHE)


def settings_folder() -> Path | None:
    """Give the folder of the user's settings, which need not be there; None where there is to be none."""
    return folder(*SETTINGS)


def folder(switch: str, windows: str, mac: str, variable: str, elsewhere: str) -> Path | None:
    """Find one of the folders."""
    named = os.environ.get(switch)
    if named is not None:
        return Path(named) if named and named != "off" else None
    if sys.platform == "win32":
        home = os.environ.get(windows)
    elif sys.platform == "darwin":
        home = os.path.expanduser(mac)  # noqa: PTH111 -- a path that cannot be expanded stays as it is
    else:
        home = os.environ.get(variable) or os.path.expanduser(elsewhere)  # noqa: PTH111
    return Path(home, "proceedings") if home and os.path.isabs(home) else None  # noqa: PTH117
