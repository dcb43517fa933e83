"""Change what was decided, from value to value: a sidecar and entries in, a sidecar out whose text has them added.

What stands in the file is never written anew: entries are added at its end, as in a log, and a step is undone by taking its
entries out again. Among entries on the same thing, the last holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from proceedings.errors import UsageError
from proceedings.model import COLLECTIVE
from proceedings.revise.entries import (
    NOBODY,
    PARTICIPANTS,
    SECTIONS,
    Approval,
    Correction,
    Entry,
    Fact,
    Person,
    Sidecar,
    Stamp,
)
from proceedings.revise.layout import blocks, without
from proceedings.revise.sidecar import parse_sidecar
from proceedings.values import replace

HEAD = "# What people decided of this article. proceedings reads and adds to this file; it may be edited by hand.\n"


def decide(sidecar: Sidecar, entries: Iterable[Correction | Person | Fact], stamp: Stamp) -> Sidecar:
    """Add entries as one step of `stamp` (its `when` is moved on where another step has it)."""
    stamp = later(sidecar, stamp)
    return add(sidecar, [replace(entry, stamp=stamp) for entry in entries])


def approve(sidecar: Sidecar, approval: Approval) -> Sidecar:
    """Put an approval in the place of the one before."""
    when = later(sidecar, Stamp(when=approval.when)).when
    old = [b for b in blocks(sidecar.text) if b.name == "approval"]
    bare = parse_sidecar(without(sidecar.text, old), sidecar.path, sidecar.found)
    return add(bare, [replace(approval, when=when or approval.when)])


def last_step(sidecar: Sidecar) -> tuple[Entry, ...]:
    """Give the entries of the last step; none where all were written by hand without a `when`."""
    last = max(filter(None, map(moment, entries_of(sidecar))), default=None)
    return tuple(e for e in entries_of(sidecar) if last is not None and moment(e) == last)


def undo(sidecar: Sidecar) -> tuple[Sidecar, tuple[Entry, ...]]:
    """Take the last step back; gives the entries that it had.

    Raises UsageError when there is nothing to undo.
    """
    last = last_step(sidecar)
    if not last:
        raise UsageError(
            "There is nothing to undo.",
            place=str(sidecar.path or "-"),
            hint="Entries without “when” were written by hand: edit the file.",
        )
    return remove(sidecar, last)


def remove(sidecar: Sidecar, gone: Sequence[Entry]) -> tuple[Sidecar, tuple[Entry, ...]]:
    """Take entries out, by identity; gives them back too."""
    tables: dict[str, Sequence[Entry]] = {
        "event": sidecar.facts,
        "person": sidecar.persons,
        "correct": sidecar.corrections,
        "approval": [sidecar.approval] if sidecar.approval else [],
    }
    ids = {id(entry) for entry in gone}
    found = [b for b in blocks(sidecar.text) if b.number < len(tables[b.name]) and id(tables[b.name][b.number]) in ids]
    if len(found) != len(gone):
        raise UsageError(
            "An entry cannot be taken out: it is not a table of its own.",
            place=str(sidecar.path or "-"),
            hint="Edit the file by hand.",
        )
    return parse_sidecar(without(sidecar.text, found), sidecar.path, sidecar.found), tuple(gone)


def entries_of(sidecar: Sidecar) -> list[Entry]:
    """List all entries."""
    approval = [sidecar.approval] if sidecar.approval else []
    return [*sidecar.facts, *sidecar.persons, *sidecar.corrections, *approval]


def moment(entry: Entry) -> datetime | None:
    """Give when an entry was made."""
    return entry.when if isinstance(entry, Approval) else entry.stamp.when


def later(sidecar: Sidecar, stamp: Stamp) -> Stamp:
    """Move a stamp behind all steps that there are; its seconds have three places."""
    if stamp.when is None:
        return stamp
    when = stamp.when.astimezone(UTC)
    when = when.replace(microsecond=when.microsecond // 1000 * 1000)
    last = max(filter(None, map(moment, entries_of(sidecar))), default=None)
    if last is not None and when <= last:
        when = last + timedelta(milliseconds=1)
    return replace(stamp, when=when)


def add(sidecar: Sidecar, entries: Sequence[Entry]) -> Sidecar:
    """Add entries at the end of the text."""
    import tomlkit

    text = sidecar.text or HEAD
    for entry in entries:
        name, values = written(entry)
        document = tomlkit.document()
        table = tomlkit.table()
        for key, value in values.items():
            if isinstance(value, dict):
                inline = tomlkit.inline_table()
                inline.update(value)
                value = inline
            table.add(key, value)
        if name == "approval":
            document.add(name, table)
        else:
            tables = tomlkit.aot()
            tables.append(table)
            document.add(name, tables)
        block = tomlkit.dumps(document).strip("\n") + "\n"
        newline = "\r\n" if "\r\n" in text else "\n"
        text = text.rstrip() + 2 * newline + block.replace("\n", newline)
    changed = parse_sidecar(text, sidecar.path, sidecar.found)
    if len(entries_of(changed)) != len(entries_of(sidecar)) + len(entries):
        raise UsageError(
            "Nothing can be added to the file as it is written.",
            place=str(sidecar.path or "-"),
            hint="Write each entry as a table of its own: [[correct]], [[person]], [[event]].",
        )
    return changed


def written(entry: Entry) -> tuple[str, dict[str, Any]]:
    """Give the table of an entry: its name and its values, without those that say nothing."""
    if isinstance(entry, Approval):
        values: dict[str, Any] = {"by": entry.by, "when": entry.when, "digest": entry.digest, "parts": dict(entry.parts)}
        return "approval", kept(values | {"note": entry.note})
    if isinstance(entry, Fact):
        several = entry.field in ("organizers", "with") and len(entry.values) > 1
        value = list(entry.values) if several else next(iter(entry.values), "")
        name, values = "event", {"field": entry.field, "value": value}
        return name, values | stamped(entry.stamp)
    if isinstance(entry, Person):
        values = {
            "name": entry.name,
            "honorific": entry.honorific,
            "role": entry.role,
            "affiliation": entry.affiliation,
            "also": list(entry.also) or None,
            "same_as": entry.same_as,
        }
        return "person", {k: v for k, v in values.items() if v is not None} | stamped(entry.stamp)
    values = {
        "quote": entry.anchor.quote,
        "before": entry.anchor.before or None,
        "after": entry.anchor.after or None,
        "speaker": None if entry.speakers is None else named(entry.speakers),
        "section": next((word for word, section in SECTIONS.items() if section is entry.section), None),
        "session": entry.session,
        "text": entry.text,
        "drop": entry.drop,
        "key": entry.key,
        "was": list(entry.was) or None,
    }
    return "correct", {k: v for k, v in values.items() if v is not None} | stamped(entry.stamp)


def named(speakers: tuple[str, ...]) -> str | list[str]:
    """Write the speakers of a sentence."""
    names = [PARTICIPANTS if name == COLLECTIVE else name for name in speakers] or [NOBODY]
    return names[0] if len(names) == 1 else names


def stamped(stamp: Stamp) -> dict[str, Any]:
    return kept({"by": stamp.by, "when": stamp.when, "note": stamp.note})


def kept(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}
