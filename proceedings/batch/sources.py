"""List the articles of a run: folders, patterns and lists of paths in, a `Ledger` out. Opens no article."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from proceedings.batch.ledger import Article, Ledger
from proceedings.errors import UnreadableError
from proceedings.read import READABLE, is_article

MADE = ("-brief.pdf", "-summary.pdf", "-print.pdf", "-brief.html")
"""Endings of what we write: where the documents go into the articles' own folder, these are none of them."""

CHUNK = 65_536


def list_articles(named: Iterable[str], out: Path, listed: Iterable[str] = ()) -> Ledger:
    """List what was named: folders with all below them, patterns, files; "-" stands for the paths `listed`.

    Documents go below `out` as the articles lie below their folder, or below the one we work in. Raises UnreadableError when
    there is no article at all or a name is nobody's, UsageError when two articles would write the same names.
    """
    ledger = Ledger()
    turn = 0
    for name in named:
        turn += 1
        if name == "-":
            for path in filter(is_article, listed):
                turn += 1
                ledger.add(turn, Article(path, below_here(path)))
        elif Path(name).is_dir():
            for article in walk(name, out):
                ledger.add(turn, article)
        elif Path(name).exists():
            ledger.add(turn, Article(name, below_here(name)))
        elif glob.has_magic(name):
            for path in glob.iglob(name, recursive=True):  # noqa: PTH207 -- a pattern may be absolute
                if is_article(path) and Path(path).is_file():
                    ledger.add(turn, Article(path, below_here(path)))
        else:
            raise UnreadableError(
                "There is no such file or folder.", place=name, hint="Check the spelling; put quotation marks round a pattern."
            )
    if not len(ledger):
        raise UnreadableError(
            "There is no article in it.",
            place=" ".join(named),
            hint="Articles are files that end in " + ", ".join(sorted(READABLE)) + "; a README is none.",
        )
    return ledger


def walk(root: str, out: Path) -> Iterator[Article]:
    """Give the articles in and below a folder; links to folders are not followed, nor is what we write read."""
    made = MADE if same(root, out) else ()
    faults: list[OSError] = []
    for folder, inner, names in os.walk(root, onerror=faults.append):
        inner[:] = [name for name in inner if not name.startswith(".") and not same(os.path.join(folder, name), out)]  # noqa: PTH118
        below = os.path.relpath(folder, root)
        for name in names:
            if is_article(name) and not name.endswith(made):
                yield Article(os.path.join(folder, name), "" if below == "." else below)  # noqa: PTH118
    for fault in faults:
        yield Article(str(fault.filename), "", f"The folder cannot be listed: {fault.strerror}.")


def same(folder: str, out: Path) -> bool:
    """Tell whether two names are those of one folder."""
    try:
        return out.samefile(folder)
    except OSError:
        return False


def below_here(path: str) -> str:
    """Give the folder of a file as seen from the one we work in; of a file elsewhere, its whole path."""
    folder = Path(os.path.abspath(path)).parent  # noqa: PTH100 -- ".." must go, and links stay
    here = Path.cwd()
    below = folder.relative_to(here) if folder.is_relative_to(here) else folder.relative_to(folder.anchor)
    return "" if below == Path() else str(below)


def split(stream: BinaryIO, end: bytes) -> Iterator[str]:
    """Give the paths of a list, one at a time: each ends with a line's end, or with a zero byte."""
    rest = b""
    while chunk := stream.read(CHUNK):
        *whole, rest = (rest + chunk).split(end)
        yield from (os.fsdecode(path) for path in map(bare, whole) if path)
    if bare(rest):
        yield os.fsdecode(bare(rest))


def bare(path: bytes) -> bytes:
    """Give a line of a list without the carriage return that Windows leaves."""
    return path.removesuffix(b"\r")
