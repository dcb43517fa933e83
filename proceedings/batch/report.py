"""Keep the report of a run: a line of JSON an article, written when it is done; at the end, in the order of the sources.

A line is written whole or, when the computer stops in the middle of it, is the last: it is then taken off by the run that
goes on. So the report never says that something is done which is not.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, BinaryIO

from proceedings.batch.ledger import Ledger
from proceedings.errors import UsageError, WriteError
from proceedings.store import current_umask

BEGINNING = b'{"source": "'
"""How every line begins."""


class Report:
    """A report's file. goes_on: keep the lines that stand in it."""

    def __init__(self, path: Path, ledger: Ledger, *, goes_on: bool) -> None:
        """Open the file. Raises UsageError when it is none or no report, WriteError when it cannot be written."""
        self.path, self.ledger = path, ledger
        if path.exists() and not path.is_file():
            raise UsageError("The report must be a file.", place=str(path), hint="--report report.jsonl")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
            self.end = self.read(goes_on)
            self.file: BinaryIO = path.open("r+b", buffering=0)
            self.file.truncate(self.end)
        except OSError as error:
            raise unwritten(path, error) from None

    def read(self, goes_on: bool) -> int:
        """Note where the lines stand that are kept; gives the end of the last whole one. No other file is ever overwritten."""
        end = 0
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                record = parsed(line)
                if record is None and (line.endswith(b"\n") or not line.startswith(BEGINNING[: len(line)])):
                    raise UsageError(
                        "This is no line of a report.", place=f"{self.path}:{number}", hint="Name another file with --report."
                    )
                if record is None or not goes_on:
                    break
                self.ledger.note(record["source"], end, len(line))
                end += len(line)
        return end

    def find(self, source: str) -> dict[str, Any] | None:
        """Give what the report says of an article, None where it says nothing."""
        place = self.ledger.line(source)
        if place is None:
            return None
        self.file.seek(place[0])
        return parsed(self.file.read(place[1]))

    def write(self, record: dict[str, Any]) -> None:
        """Write an article's line."""
        line = json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"  # a lone surrogate as \udc80
        try:
            self.file.seek(self.end)
            written = 0
            while written < len(line):
                written += os.write(self.file.fileno(), line[written:])
        except OSError as error:
            raise unwritten(self.path, error) from None
        self.ledger.note(record["source"], self.end, len(line))
        self.end += len(line)

    def close(self) -> None:
        """Put the lines into the order of the sources, one an article."""
        made: Path | None = None
        try:
            with NamedTemporaryFile(dir=self.path.parent, prefix=".proceedings-", suffix=".tmp", delete=False) as sorted_file:
                made = Path(sorted_file.name)
                for start, length in self.ledger.lines():
                    self.file.seek(start)
                    sorted_file.write(self.file.read(length))
            made.chmod(0o666 & ~current_umask())
            self.file.close()
            made.replace(self.path)
        except OSError as error:
            if made is not None:
                made.unlink(missing_ok=True)
            raise unwritten(self.path, error) from None


def parsed(line: bytes) -> dict[str, Any] | None:
    """Read a line of a report, None if it is none."""
    try:
        record = json.loads(line)
    except ValueError:
        return None
    return record if line.endswith(b"\n") and isinstance(record, dict) and isinstance(record.get("source"), str) else None


def unwritten(path: Path, error: OSError) -> WriteError:
    return WriteError(
        f"The report cannot be written: {error.strerror or error}.", place=str(path), hint="Name another file with --report."
    )
