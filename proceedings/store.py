"""Put files in their places, whole or not at all: paths with their contents in, files out.

Each is written into a temporary file beside its place; when all are written, all are renamed. A run that is killed leaves
temporary files at most, and the next run that writes into the same folder takes them away.
"""

from __future__ import annotations

import os
import re
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import FrameType

from proceedings.errors import WriteError

TEMPORARY = re.compile(r"\.proceedings-([0-9a-f]{8})-(\d{1,10})-\w+\.tmp")
"""How our temporary files are called: the machine, the process, something of their own."""

DAY = 24 * 60 * 60
LONGEST = 255
"""Bytes that a file's name may have on most systems."""


def write_all(contents: Mapping[Path, bytes], clobber: bool = True, *, durable: bool = False) -> None:
    """Write files whole or not at all; without `clobber`, only where there is none; `durable`: safe on the disk, too.

    Raises WriteError with the path and the system's reason; then every file is as it was.
    """
    if not clobber:
        refuse_existing(contents)
    temporary: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for path in contents:
            if len(os.fsencode(path.name)) > LONGEST:
                raise OSError(36, "the name is too long; give the article a shorter one")
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise IsADirectoryError(21, "a folder has this name")
        for folder in dict.fromkeys(path.parent for path in contents):
            sweep_once(folder)
        for path, content in contents.items():
            prefix = f".proceedings-{machine()}-{os.getpid()}-"
            with NamedTemporaryFile(dir=path.parent, prefix=prefix, suffix=".tmp", delete=False) as file:
                temporary.append((Path(file.name), path))
                file.write(content)
                if durable:
                    file.flush()
                    os.fsync(file.fileno())
            Path(file.name).chmod(mode_for(path))
        with interruptions_held():
            for made, path in temporary:
                place(made, path, clobber)
        if durable:
            for folder in dict.fromkeys(path.parent for path in contents):
                settle(folder)
    except OSError as error:
        raise WriteError(
            f"The file cannot be written: {error.strerror or error}.",
            place=str(path),
            hint="Name another folder with -o, or free the place.",
        ) from None
    finally:
        for made, _ in temporary:
            with suppress(OSError):
                made.unlink()


def mode_for(path: Path) -> int:
    """Give the mode that a file is to have: that of the one it replaces, else what the process gives new files."""
    return path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~current_umask()


def settle(folder: Path) -> None:
    """Have the system write down the names of a folder's files, where it can do that for a folder."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def place(made: Path, path: Path, clobber: bool) -> None:
    """Give a temporary file its name; without `clobber`, in a way that cannot replace a file that has just come."""
    if clobber:
        made.replace(path)
        return
    try:
        os.link(made, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if path.exists():
            raise FileExistsError(17, "there is a file of this name") from None
        made.replace(path)


def refuse_existing(paths: Mapping[Path, object]) -> None:
    """Raise WriteError when there is a file already where one would be written."""
    for path in paths:
        if os.path.lexists(path):
            raise WriteError(
                "There is a file already, and --no-clobber was given.",
                place=str(path),
                hint="Name another folder with -o, or leave --no-clobber out to replace it.",
            )


@contextmanager
def interruptions_held() -> Iterator[None]:
    """Let Ctrl+C wait until what is inside is done, so that of several files either all are new or none is."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []

    def hold(number: int, _: FrameType | None) -> None:
        came.append(number)

    before = signal.signal(signal.SIGINT, hold)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came and callable(before):
        raise KeyboardInterrupt


def sweep(folder: Path) -> None:
    """Take away the temporary files that killed runs of ours have left in a folder.

    Ours are known by their name; one is left when its process of this machine is gone, or when it is a day old.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = TEMPORARY.fullmatch(entry.name)
            if found is None:
                continue
            with suppress(OSError):
                here = found.group(1) == machine() and not is_running(int(found.group(2)))
                if here or time.time() - entry.stat(follow_symlinks=False).st_mtime > DAY:
                    Path(entry.path).unlink()


@lru_cache(maxsize=1000)
def sweep_once(folder: Path) -> None:
    """Sweep a folder, once a process: one that builds an archive would else look through all of it for every article."""
    sweep(folder)


def is_running(process: int) -> bool:
    """Tell whether a process is running; on Windows, where asking would end it, always so."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


@cache
def machine() -> str:
    """Give a short name for this machine, which tells its processes from those of others that share a folder."""
    import platform

    return sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:8]


def current_umask() -> int:
    """Ask for the process's file mode mask (the system only tells it by changing it)."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
