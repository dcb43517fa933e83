"""Name the folder in which a user keeps settings and layouts of his own, by the habits of the system."""

from __future__ import annotations

import os
import sys
from pathlib import Path

SWITCH = "PROCEEDINGS_CONFIG"
"""The environment variable that names another folder, or says that there is none: "off"."""


def settings_folder() -> Path | None:
    """Give the user's folder, which need not be there; None where there is to be none."""
    named = os.environ.get(SWITCH)
    if named is not None:
        return Path(named) if named and named != "off" else None
    if sys.platform == "win32":
        home = os.environ.get("APPDATA")
    elif sys.platform == "darwin":
        home = os.path.expanduser("~/Library/Application Support")  # noqa: PTH111 -- what cannot be expanded stays as it is
    else:
        home = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")  # noqa: PTH111
    return Path(home, "proceedings") if home and os.path.isabs(home) else None  # noqa: PTH117
