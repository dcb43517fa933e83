"""Examine an installation: nothing in, findings out, each with its way out. Builds a sample, in a folder that is then gone."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from proceedings import __version__
from proceedings.build import Order, build
from proceedings.config import Config, load_config, settings
from proceedings.errors import ProceedingsError
from proceedings.pdf.check import check
from proceedings.places import CACHE, cache_folder, settings_folder
from proceedings.structure.lexicons import FOLDER, compiled, digest
from proceedings.typeset.layouts import available_layouts, layouts_folder
from proceedings.typeset.opening import open_layout
from proceedings.values import dataclass

DISTRIBUTION = "proceedings-builder"
USE = {
    "dask": "archives on a cluster",
    "docx": "articles from Word",
    "html": "articles from web pages",
    "review": "the review page, pictures of pages",
    "svg": "logos as SVG",
}
"""What users gain by an extra; the others are for those who work on the project."""

TOOLS = {"qpdf": "checks PDF syntax in the tests", "pdftotext": "reads PDFs back in the tests"}


class State(StrEnum):
    """How something is: as it should be; not there, which hinders nothing else; or broken."""

    FINE = "ok"
    ABSENT = "absent"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, what there is to say of it, and the way out."""

    what: str
    state: State
    said: str
    hint: str = ""


def examine(paper: str) -> Iterator[Finding]:
    """Look at all that a build needs and all that it can use. paper: what builds use where nobody says. Raises nothing."""
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding("version", State.FINE, f"proceedings {__version__}, Python {python}, {sys.platform}")
    config = Config()
    try:
        config = load_config()
        origins = {s.origin.rpartition(":")[0] or s.origin for s in settings().values()} - {"default"}
        yield Finding("settings", State.FINE, ", ".join(sorted(origins)) or f"none; your own would lie in {settings_folder()}")
    except ProceedingsError as error:
        yield broken("settings", error)
    locale = next((f"{v}={os.environ[v]}" for v in ("LC_ALL", "LC_PAPER", "LANG") if os.environ.get(v)), "no locale set")
    yield Finding("paper", State.FINE, f"{paper} ({locale})")
    yield from layouts(config)
    yield lexicons()
    yield cached()
    yield built()
    yield from extras()
    for tool, use in TOOLS.items():
        found = shutil.which(tool)
        yield Finding(tool, State.FINE if found else State.ABSENT, found or f"not needed by builds; {use}")


def layouts(config: Config) -> Iterator[Finding]:
    """Open every layout with all its fonts."""
    for name, where in available_layouts():
        try:
            faces = open_layout(name, "a4", config.fonts).faces.by_name
            for face in faces.values():
                face.covers("a")
            yield Finding(f"layout {name}", State.FINE, f"{where}, {len(faces)} faces")
        except ProceedingsError as error:
            yield broken(f"layout {name}", error)
        except Exception as error:  # a font that cannot be opened fails in its library's own way
            yield Finding(f"layout {name}", State.BROKEN, f"{type(error).__name__}: {error}", f"look into {where}")


def lexicons() -> Finding:
    """Tell whether the lexicons are compiled as they stand."""
    stale = [
        path.stem
        for path in sorted(FOLDER.glob("*.toml"))
        if compiled().get(path.stem, {}).get("digest") != digest(path.read_bytes())
    ]
    if stale:
        return Finding(
            "lexicons",
            State.ABSENT,
            f"read from TOML, which takes longer: {', '.join(stale)}",
            "tests/bench/compile_lexicons.py",
        )
    return Finding("lexicons", State.FINE, str(FOLDER))


def cached() -> Finding:
    """Tell whether the cache folder can be written."""
    folder = cache_folder()
    if folder is None:
        return Finding("cache", State.ABSENT, "turned off; each run takes a little longer", f"unset {CACHE[0]}")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder):
            return Finding("cache", State.FINE, str(folder))
    except OSError as error:
        said = f"{folder} cannot be written ({error.strerror}); each run takes a little longer"
        return Finding("cache", State.ABSENT, said, f"set {CACHE[0]} to a folder of yours")


def built() -> Finding:
    """Build a sample and check its PDFs: the one way to know that everything works together."""
    try:
        with TemporaryDirectory(prefix="proceedings-") as folder:
            made = build(layouts_folder() / "common" / "sample.txt", Order(folder=Path(folder), anyway=True))
            faults = [fault for file in made.files for fault in check(file.path.read_bytes())]
            sizes = ", ".join(f"{file.path.name} {round(file.size / 1000)} KB" for file in made.files)
    except ProceedingsError as error:
        return broken("build", error)
    except Exception as error:  # whatever is wrong with the installation, it is to be told here
        return Finding(
            "build", State.BROKEN, f"{type(error).__name__}: {error}", f"pip install --force-reinstall {DISTRIBUTION}"
        )
    if faults:
        return Finding("build", State.BROKEN, faults[0], f"pip install --force-reinstall {DISTRIBUTION}")
    return Finding("build", State.FINE, f"a sample was built and checked: {sizes}")


def extras() -> Iterator[Finding]:
    """Tell which extras are there, by what the distribution itself says of them."""
    from importlib import metadata

    try:
        wanted = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return
    for extra, use in USE.items():
        missing = []
        needs = [n for n in wanted if re.search(rf"""extra == ['"]{extra}['"]""", n)]
        if not needs:  # installed from an older state of the project
            continue
        for need in needs:
            name = re.split(r"[^\w.-]", need, maxsplit=1)[0]
            try:
                metadata.version(name)
            except metadata.PackageNotFoundError:
                missing.append(name)
        hint = f'pip install "{DISTRIBUTION}[{extra}]"' if missing else ""
        yield Finding(f"[{extra}]", State.ABSENT if missing else State.FINE, use, hint)


def broken(what: str, error: ProceedingsError) -> Finding:
    """Give a finding of an error."""
    place = f"{error.place}: " if error.place else ""
    return Finding(what, State.BROKEN, f"{place}{error}", error.hint or "")
