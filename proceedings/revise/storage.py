"""Keep sidecars and house files on disk: a path in, a value out, and back whole or not at all."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from errno import ENAMETOOLONG
from pathlib import Path

from proceedings.errors import UsageError, WriteError
from proceedings.revise.entries import House, Sidecar
from proceedings.store import write_all

ENDING = ".proceedings.toml"
HOUSE = "people.toml"
LARGEST = 4_000_000
"""Bytes that a sidecar or a house file may have."""

PATIENCE = 5.0
"""Seconds to wait for somebody else's writing; a lock that is older than twice that was left by a crash."""


class StaleError(UsageError):
    """The sidecar was changed by somebody else since it was read; nothing was written."""


def sidecar_path(source: Path | str) -> Path | None:
    """Name the sidecar of an article; standard input has none."""
    return None if str(source) == "-" else Path(f"{source}{ENDING}")


def read_sidecar(source: Path | str) -> Sidecar:
    """Read the sidecar of an article; an empty one where there is none. Raises UsageError with file:line."""
    path = sidecar_path(source)
    content = contents(path) if path is not None else None
    return Sidecar(path) if content is None else parsed(content, path)


def read_house(source: Path | str, configured: Path | None = None) -> House:
    """Read the house file: `people.toml` beside the article, else the configured one; empty where there is none."""
    beside = None if str(source) == "-" else Path(source).parent / HOUSE
    for path in (beside, configured):
        content = contents(path) if path is not None else None
        if content is not None:
            from proceedings.revise.sidecar import parse_house

            return parse_house(decoded(content, path), path)
    return House()


def parsed(content: bytes, path: Path | None) -> Sidecar:
    """Read the bytes of a sidecar."""
    from proceedings.revise.sidecar import parse_sidecar  # most articles have none

    return parse_sidecar(decoded(content, path), path, digest(content))


def contents(path: Path) -> bytes | None:
    """Read a file, None where there is none."""
    try:
        try:
            if not path.exists():
                return None
        except OSError as error:
            if error.errno == ENAMETOOLONG:
                return None
            raise
        if not path.is_file():
            raise UsageError("This is not a file.", place=str(path), hint="Move it out of the way.")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"It cannot be read: {getattr(error, 'strerror', None) or error}.", place=str(path)) from None
    if len(content) > LARGEST:
        raise UsageError(f"The file is larger than {LARGEST:,} bytes.", place=str(path), hint="Is it the right file?")
    return content


def decoded(content: bytes, path: Path | None) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UsageError("The text is not UTF-8.", place=f"{path}:{line}", hint="Save it again as UTF-8.") from None


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def save(sidecar: Sidecar) -> Sidecar:
    """Write a sidecar; gives it as it is read again.

    Raises StaleError, and writes nothing, when the file is no longer the one that this sidecar was read from; WriteError.
    """
    path = sidecar.path
    if path is None:
        raise UsageError(
            "Corrections are kept beside the article, and standard input is no file.",
            hint="Save the article as a file and name that.",
        )
    with locked(path):
        now = contents(path)
        if (digest(now) if now is not None else "") != sidecar.found:
            raise StaleError(
                "The file was changed by somebody else in the meantime; nothing was written.",
                place=str(path),
                hint="Do it once more; what the other wrote is kept.",
            )
        return written(sidecar, path)


def change(source: Path | str, step: Callable[[Sidecar], Sidecar]) -> Sidecar:
    """Read the sidecar, take one step and write it, while nobody else can; gives it as written."""
    path = sidecar_path(source)
    if path is None:
        return save(step(Sidecar()))
    with locked(path):
        return written(step(read_sidecar(source)), path)


def written(sidecar: Sidecar, path: Path) -> Sidecar:
    """Write a sidecar's text; gives it as it is read again."""
    content = sidecar.text.encode("utf-8", "replace")
    try:
        write_all({path: content}, durable=True)
    except WriteError as error:
        raise cannot_write(str(error), path) from None
    return parsed(content, path)


def cannot_write(reason: str, path: Path) -> WriteError:
    """Say that the corrections cannot be written, and the way out."""
    return WriteError(
        f"The corrections cannot be written. {reason}",
        place=str(path),
        hint="They stand beside the article: copy it into a folder of your own.",
    )


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock on a sidecar: a file beside it that only one can make."""
    lock = path.with_name(f".{path.name}.lock")
    until = time.monotonic() + PATIENCE
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            with suppress(OSError):
                if time.time() - lock.stat().st_mtime > 2 * PATIENCE:
                    lock.unlink()
                    continue
            if time.monotonic() > until:
                raise WriteError(
                    "Somebody else is writing the corrections.", place=str(path), hint=f"Wait, or remove {lock}."
                ) from None
            time.sleep(0.02)
        except OSError as error:
            raise cannot_write(f"{error.strerror or error}.", path) from None
    try:
        yield
    finally:
        with suppress(OSError):
            lock.unlink()
