"""Read what a human decided: the text of a sidecar or a house file in, its entries out. Text in it is data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from proceedings.errors import UsageError
from proceedings.model import COLLECTIVE
from proceedings.revise.entries import (
    FACTS,
    NOBODY,
    PARTICIPANTS,
    SECTIONS,
    Anchor,
    Approval,
    Correction,
    Fact,
    House,
    Person,
    Sidecar,
    Stamp,
)
from proceedings.revise.layout import line_of

LONGEST = 20_000
"""Characters that one value may have."""

MOST = 5_000
"""Entries that a table may have."""

STAMP = ("by", "when", "note")
KEYS = {
    "event": ("field", "value", *STAMP),
    "person": ("name", "honorific", "role", "affiliation", "also", "same_as", *STAMP),
    "correct": ("quote", "before", "after", "speaker", "section", "session", "text", "drop", "key", "was", *STAMP),
    "approval": ("digest", "parts", *STAMP),
}
"""The tables of a sidecar and what may stand in them."""

HOUSE_KEYS = {"person": ("name", "honorific", "role", "affiliation", "also", "order", "note")}
"""The tables of a house file and what may stand in them."""

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def parse_sidecar(text: str, path: Path | None = None, found: str = "") -> Sidecar:
    """Read a sidecar's text. Raises UsageError with file:line and the way out for whatever is not as it must be."""
    reader = Reader(text, str(path) if path else "sidecar", KEYS)
    approvals = reader.rows("approval")
    sidecar = Sidecar(
        path,
        text,
        found,
        facts=tuple(reader.fact(row) for row in reader.rows("event")),
        persons=tuple(reader.person(row) for row in reader.rows("person")),
        corrections=tuple(reader.correction(row) for row in reader.rows("correct")),
        approval=reader.approval(approvals[0]) if approvals else None,
    )
    reader.refuse_circles(sidecar.persons)
    return sidecar


def parse_house(text: str, path: Path | None = None) -> House:
    """Read a house file's text. Raises UsageError with file:line and the way out."""
    reader = Reader(text, str(path) if path else "people.toml", HOUSE_KEYS)
    return House(path, tuple(reader.person(row) for row in reader.rows("person")))


class Row:
    """One table of the file: its name, its number among its like (from 0), and its values by key."""

    def __init__(self, table: str, number: int, values: Mapping[str, Any]) -> None:
        self.table, self.number, self.values = table, number, values


class Reader:
    """Reads the tables of one file, and knows where each stands."""

    def __init__(self, text: str, place: str, keys: Mapping[str, tuple[str, ...]]) -> None:
        """Read TOML; refuse what is not TOML, is too large, or holds anything unknown."""
        import tomllib

        self.text, self.place, self.keys = text, place, keys
        try:
            self.tables: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            at = re.search(r" \(at line (\d+), column \d+\)$", str(error))
            line = at[1] if at else str(text.count("\n") + 1)
            raise UsageError(
                f"This is not TOML: {str(error)[: at.start()] if at else error}.",
                place=f"{place}:{line}",
                hint='Write key = "value", with quotation marks; those inside as \\".',
            ) from None
        except RecursionError:
            raise UsageError("This is nested too deeply.", place=place, hint="Use tables as in the README.") from None
        for table in self.tables:
            if table not in keys:
                names = ", ".join(f"[{t}]" if t == "approval" else f"[[{t}]]" for t in keys)
                raise self.fault(f"unknown table or key “{shown(table)}”", table, 0, hint=f"use {names}")

    def fault(self, sentence: str, table: str, number: int, key: str | None = None, hint: str | None = None) -> UsageError:
        """Make the error for a place in the file."""
        return UsageError(sentence, place=f"{self.place}:{line_of(self.text, table, number, key)}", hint=hint)

    def rows(self, table: str) -> list[Row]:
        """Give the tables of one name."""
        found = self.tables.get(table, [])
        listed = [found] if table == "approval" and isinstance(found, dict) else found
        if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
            bracketed = f"[{table}]" if table == "approval" else f"[[{table}]]"
            raise self.fault(f"“{table}” is not written as a table", table, 0, hint=f"write {bracketed}")
        if len(listed) > MOST or (table == "approval" and len(listed) > 1):
            raise self.fault(f"there are too many tables “{table}”", table, 0, hint="Remove some.")
        rows = [Row(table, n, values) for n, values in enumerate(listed)]
        for row in rows:
            for key in row.values:
                if key not in self.keys[table]:
                    hint = "use one of: " + ", ".join(self.keys[table])
                    raise self.fault(f"unknown key “{shown(key)}”", table, row.number, key, hint)
        return rows

    # -- values ---------------------------------------------------------------------------------------------------------

    def wrong(self, row: Row, key: str, must: str) -> UsageError:
        return self.fault(f"{key} = {shown(row.values.get(key))} is not {must}", row.table, row.number, key)

    def raw(self, row: Row, key: str) -> str | None:
        """Give a text as it stands, None if there is none."""
        value = row.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.wrong(row, key, "text; put it into quotation marks")
        if len(value) > LONGEST:
            raise self.fault(f"{key} is longer than {LONGEST:,} characters", row.table, row.number, key)
        return value

    def line(self, row: Row, key: str) -> str | None:
        """Give a text on one line, None if there is none."""
        value = self.raw(row, key)
        return None if value is None else one_line(value)

    def needed(self, row: Row, key: str) -> str:
        """Give a text that must be there."""
        value = self.line(row, key)
        if not value:
            raise self.fault(f"{key} is missing or empty", row.table, row.number, key if value == "" else None)
        return value

    def lines(self, row: Row, key: str) -> tuple[str, ...]:
        """Give one text or several."""
        value = row.values.get(key)
        if isinstance(value, list) and all(isinstance(part, str) and len(part) <= LONGEST for part in value):
            return tuple(filter(None, map(one_line, value[:MOST])))
        if value is not None and not isinstance(value, str):
            raise self.wrong(row, key, "text, or a list of texts")
        return tuple(filter(None, [self.line(row, key)]))

    def switch(self, row: Row, key: str) -> bool | None:
        value = row.values.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(row, key, "true or false")
        return value

    def when(self, row: Row) -> datetime | None:
        value = row.values.get("when")
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value)
            except ValueError:
                raise self.wrong(row, "when", "a date, as in 2026-11-24") from None
        if isinstance(value, datetime):
            return value if value.tzinfo else value.replace(tzinfo=UTC)
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day, tzinfo=UTC)
        if value is not None:
            raise self.wrong(row, "when", "a date, as in 2026-11-24")
        return None

    def stamp(self, row: Row) -> Stamp:
        return Stamp(self.line(row, "by") or "", self.when(row), self.line(row, "note") or "")

    # -- entries --------------------------------------------------------------------------------------------------------

    def fact(self, row: Row) -> Fact:
        field = self.needed(row, "field").replace("organisers", "organizers")
        if field not in FACTS:
            raise self.fault(
                f"unknown fact “{shown(field)}”", row.table, row.number, "field", "use one of: " + ", ".join(FACTS)
            )
        if "value" not in row.values:
            raise self.fault("value is missing", row.table, row.number, hint='write value = "" for a fact that is not stated')
        values = self.lines(row, "value")
        if len(values) > 1 and field not in ("organizers", "with"):
            raise self.wrong(row, "value", f"one text, which a {field} is")
        return Fact(field, values, self.stamp(row))

    def person(self, row: Row) -> Person:
        order = row.values.get("order")
        if order is not None and (not isinstance(order, int) or isinstance(order, bool)):
            raise self.wrong(row, "order", "a whole number")
        return Person(
            self.needed(row, "name"),
            self.line(row, "honorific"),
            self.line(row, "role"),
            self.line(row, "affiliation"),
            self.lines(row, "also"),
            self.line(row, "same_as") or None,
            order,
            self.stamp(row),
        )

    def correction(self, row: Row) -> Correction:
        quote = self.raw(row, "quote")
        if not quote or not quote.strip():
            raise self.fault("quote is missing: the words of the sentence", row.table, row.number, "quote" if quote else None)
        section = self.line(row, "section")
        if section is not None and section not in SECTIONS:
            hint = "use one of: " + ", ".join(SECTIONS) + "; or drop = true"
            raise self.fault(f"unknown section “{shown(section)}”", row.table, row.number, "section", hint)
        text = self.line(row, "text")
        if text == "":
            raise self.fault("text is empty", row.table, row.number, "text", "write drop = true to set the sentence aside")
        return Correction(
            Anchor(quote, self.raw(row, "before") or "", self.raw(row, "after") or ""),
            self.speakers(row),
            SECTIONS[section] if section else None,
            self.line(row, "session"),
            text,
            self.switch(row, "drop"),
            self.switch(row, "key"),
            self.lines(row, "was"),
            self.stamp(row),
        )

    def speakers(self, row: Row) -> tuple[str, ...] | None:
        """Read the speakers of a sentence: names, or the words for nobody and for a group."""
        if "speaker" not in row.values:
            return None
        names = self.lines(row, "speaker")
        if not names:
            raise self.wrong(row, "speaker", f"a name, “{PARTICIPANTS}” or “{NOBODY}”")
        if NOBODY in names:
            if len(names) > 1:
                raise self.wrong(row, "speaker", "either nobody or somebody")
            return ()
        return tuple(dict.fromkeys(COLLECTIVE if name == PARTICIPANTS else name for name in names))

    def approval(self, row: Row) -> Approval:
        when = self.when(row)
        if when is None:
            raise self.fault(
                "when is missing", row.table, row.number, hint="approve it again: proceedings approve SRC --by NAME"
            )
        parts = row.values.get("parts", {})
        if not isinstance(parts, dict) or not all(isinstance(part, str) for part in parts.values()):
            raise self.wrong(row, "parts", "a table of texts")
        digest = self.needed(row, "digest")
        return Approval(self.needed(row, "by"), when, digest, tuple(parts.items()), self.line(row, "note") or "")

    def refuse_circles(self, persons: Iterable[Person]) -> None:
        """Refuse people who are the same as each other in a circle."""
        same = {p.name: p.same_as for p in persons if p.same_as}
        for number, person in enumerate(persons):
            name, seen = person.name, set[str]()
            while name in same and name not in seen:
                seen.add(name)
                name = same[name]
            if name in seen:
                raise self.fault(f"“{shown(person.name)}” is the same as itself", "person", number, "same_as")


def one_line(text: str) -> str:
    """Give a text on one line, its control characters replaced as in an article."""
    return " ".join(UNPRINTABLE.sub("\ufffd", text).split())


def shown(value: object) -> str:
    """Show a value in a message."""
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"
