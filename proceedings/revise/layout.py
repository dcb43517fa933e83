"""Find the tables of a TOML file in its text, so that an entry can be added, taken out or pointed at and all else stays."""

from __future__ import annotations

import re

from proceedings.values import dataclass

TOKEN = re.compile(
    r'"""(?:\\[\s\S]|(?!""")[^\\])*"{3,5}|\'\'\'[\s\S]*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*'
    r"|(?P<header>^[ \t]*\[\[?[ \t]*(?P<name>\w+)[ \t]*\]\]?(?=[ \t]*(?:#|\r?$)))",
    re.MULTILINE,
)
"""Strings and comments, in which nothing is a header; and headers of tables."""

NAMES = ("event", "person", "correct", "approval")


@dataclass(frozen=True, slots=True)
class Block:
    """One table in the text: its name, its number among its like (from 0), and where it stands, up to the next one."""

    name: str
    number: int
    start: int
    end: int


def blocks(text: str) -> list[Block]:
    """Give the tables of a file in their order."""
    heads = [m for m in TOKEN.finditer(text) if m["header"] and m["name"] in NAMES]
    ends = [*(m.start() for m in heads), len(text)][1:]
    counts: dict[str, int] = {}
    found = []
    for head, end in zip(heads, ends, strict=True):
        number = counts.get(head["name"], 0)
        counts[head["name"]] = number + 1
        found.append(Block(head["name"], number, head.start(), end))
    return found


def line_of(text: str, table: str, number: int, key: str | None = None) -> int:
    """Give the line (from 1) of a table's header, or of one of its keys; else of whatever has that name; else 1."""
    block = next((b for b in blocks(text) if b.name == table and b.number == number), None)
    start, end = (block.start, block.end) if block else (0, len(text))
    word = key if key is not None else None if block else table
    if word is not None:
        found = re.compile(rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(word)}\b", re.MULTILINE).search(text, start, end)
        start = found.start() if found else start
    return text.count("\n", 0, start) + 1


def without(text: str, gone: list[Block]) -> str:
    """Take tables out of a text; comments and blank lines behind them stay."""
    for block in sorted(gone, key=lambda b: -b.start):
        own = text[block.start : block.end]
        text = text[: block.start] + tail(own) + text[block.end :]
    return text


def tail(own: str) -> str:
    """Give what follows the last value of a table's text: comments and blank lines before the next table."""
    last = 0
    for token in re.finditer(TOKEN.pattern + r"|(?P<value>[^\s#])", own, re.MULTILINE):
        if not token.group().startswith("#"):
            last = token.end()
    ending = own.find("\n", last)
    rest = own[ending + 1 :] if ending >= 0 else ""
    return rest.lstrip("\r\n")
