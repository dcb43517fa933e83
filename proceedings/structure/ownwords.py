"""Lay words of a user's own over the lexicons: a TOML file with tables named as the lexicons are; see the README.

They hold for the process, as the lexicons do: whoever reads an article says with which file (`use`). What was made of other
words is then forgotten. What an article comes out as depends on the file, so approvals and digests take it in.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from proceedings.cache import parse_toml
from proceedings.errors import UsageError

COMMAS = ("conference", "honorifics", "layout", "sections")
"""Lexicons whose entries stand between commas; in the others, between spaces."""

PARTS = ("proceedings.structure", "proceedings.scrub")
"""Parts that keep what they make of the lexicons."""

_used: tuple[bytes, dict[str, Any]] = (b"", {})


def use(path: Path | None) -> None:
    """Use the words of a file from now on; None: only the built-in ones.

    Raises UsageError with the place when it cannot be read, or names what no lexicon has.
    """
    global _used
    content = read(path) if path is not None else b""
    if content == _used[0]:
        return
    try:
        tables = parse_toml(content)
    except ValueError as error:
        raise UsageError(f"this is not TOML: {error}", place=str(path)) from None
    check(tables, str(path))
    _used = (content, tables)
    for name, module in list(sys.modules.items()):
        if name.startswith(PARTS):
            for value in list(vars(module).values()):
                if forget := getattr(value, "cache_clear", None):
                    forget()


def read(path: Path) -> bytes:
    """Read the file. Raises UsageError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"the lexicon cannot be read: {error.strerror}", place=str(path)) from None


def added(name: str, tables: dict[str, Any]) -> dict[str, Any]:
    """Give the tables of a lexicon with the words that are added to it."""
    own = _used[1].get(name)
    return merged(tables, own, name in COMMAS) if own else tables


def merged(tables: dict[str, Any], own: dict[str, Any], commas: bool) -> dict[str, Any]:
    """Add the entries of each key."""
    found = dict(tables)
    for key, more in own.items():
        there = tables[key]
        if isinstance(there, dict):
            found[key] = merged(there, more, commas)
        elif isinstance(there, list):
            found[key] = [*there, *more]
        else:
            between = "; " if ";" in there else ", " if commas else "\n"
            words = more if isinstance(more, str) else between.join(more)
            found[key] = there.strip().rstrip(",;") + between + words.strip()
    return found


def check(tables: dict[str, Any], place: str) -> None:
    """Raise UsageError for a lexicon, a table or a kind of word that there is not, or for what is no list of words."""
    from proceedings.structure.lexicons import FOLDER, built_in

    known = sorted(path.stem for path in FOLDER.glob("*.toml"))
    for name, own in tables.items():
        if name not in known:
            raise unknown(f"lexicon “{name}”", name, known, place)
        compare(own, built_in(name), f"[{name}]", place, name in COMMAS)


def compare(own: Any, there: Any, where: str, place: str, commas: bool) -> None:
    """Compare what is added with what it is added to, key by key."""
    if isinstance(there, dict):
        if not isinstance(own, dict):
            raise UsageError(f"{where} is no table", place=place, hint=f"it has the keys {', '.join(there)}")
        for key, more in own.items():
            if key not in there:
                raise unknown(f"key “{key}” in {where}", key, list(there), place)
            compare(more, there[key], f"{where} {key}", place, commas)
        return
    entries = own if isinstance(own, list) else [own]
    if not all(isinstance(entry, str) and entry.strip() for entry in entries) or (
        isinstance(there, list) and own is entries[0]
    ):
        raise UsageError(f"{where} is no list of words", place=place, hint='write it as ["one", "another"]')
    if isinstance(own, list) and isinstance(there, str) and not commas:
        for entry in entries:
            if len(entry.split()) > 1 and ";" not in there and ":" not in entry:
                raise UsageError(
                    f"“{entry}” in {where} is more than one word",
                    place=place,
                    hint=f"write {'_'.join(entry.split())}, or two entries",
                )


def unknown(what: str, name: str, known: list[str], place: str) -> UsageError:
    """Give the error for a name that is none."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    return UsageError(
        f"there is no {what}", place=place, hint=f"did you mean “{near[0]}”?" if near else f"use one of: {', '.join(known)}"
    )
