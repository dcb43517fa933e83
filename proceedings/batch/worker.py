"""Build one article in a worker process: a task in, its line of the report out. Nothing that an article does gets further."""

from __future__ import annotations

import gc
import hashlib
import os
import signal
import sys
import threading
import time
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

from proceedings.batch.digest import digest
from proceedings.build import Built, Order, build
from proceedings.errors import ProceedingsError
from proceedings.model import Certainty, Proceedings, Section
from proceedings.values import dataclass, replace

ONE_AT_A_TIME = threading.Lock()
"""A cluster's worker may have several threads; building in more than one of them would be no quicker."""


@dataclass(frozen=True, slots=True)
class Task:
    """An article to be built.

    source: as it is called in the report; path: where it is read; folder: where its documents go, below the order's own;
    basis: a digest of all that is the same for every article of the run.
    """

    source: str
    path: str
    folder: str
    order: Order
    basis: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task. record: its line of the report; memory: bytes that the worker holds, 0 where nobody can tell."""

    record: dict[str, Any]
    memory: int = 0


def begin() -> None:
    """Prepare a worker process: it leaves Ctrl-C to the one that started it, and ends when that one is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(50_000)
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """Wait for the end of the process that started this one; then end, but not in the middle of an article."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        ONE_AT_A_TIME.acquire(timeout=60)
        os._exit(1)


def work(task: Task) -> Outcome:
    """Build one article. Raises nothing: whatever goes wrong is said in the record."""
    start = time.perf_counter()
    record: dict[str, Any] = {"source": task.source}
    with ONE_AT_A_TIME:
        try:
            record["digest"] = digest(task.path, task.order, task.basis)
            built = build(task.path, replace(task.order, folder=task.order.folder / task.folder))
            record |= {"status": "built", **done(built, task.order.folder)}
        except ProceedingsError as error:
            record |= failure(error)
        except Exception as error:
            record |= failure(fault(error))
    record["seconds"] = round(time.perf_counter() - start, 3)
    return Outcome(record, memory())


def done(built: Built, out: Path) -> dict[str, Any]:
    """Give what the report says of an article that was built."""
    return {
        "figures": figures(built.proceedings),
        "notices": [{"code": notice.code, "text": notice.text} for notice in built.proceedings.notices],
        "files": [
            {
                "path": file.path.relative_to(out).as_posix(),
                "size": file.size,
                "pages": file.pages,
                "steps": list(file.steps),
                "sha256": hashlib.sha256(file.path.read_bytes()).hexdigest(),
            }
            for file in built.files
        ],
    }


def figures(p: Proceedings) -> dict[str, int]:
    """Count what was understood of an article."""
    return {
        "sentences": len(p.sentences),
        "speakers": len(p.speakers),
        "attributed": sum(s.attribution.is_named for s in p.sentences),
        "doubtful": sum(s.attribution.certainty is Certainty.DOUBTFUL for s in p.sentences),
        "aside": sum(s.section is Section.BOILERPLATE for s in p.sentences),
        "figures": len(p.figures),
    }


def failure(error: ProceedingsError) -> dict[str, Any]:
    """Give what the report says of an article that failed."""
    said = {"class": type(error).__name__, "exit_code": error.exit_code, "place": error.place}
    return {"status": "failed", "error": {**said, "sentence": str(error), "hint": error.hint}}


def fault(error: Exception) -> ProceedingsError:
    """Give a fault of ours the form of all errors."""
    return ProceedingsError(
        f"A fault of ours: {type(error).__name__}: {error}",
        hint="Please report it with the article; PROCEEDINGS_DEBUG=1 proceedings build shows where.",
    )


def memory() -> int:
    """Give the bytes of memory that this process holds, 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    resident = Path("/proc/self/statm").read_bytes().split()[1]
    return int(resident) * os.sysconf("SC_PAGE_SIZE")
