"""What workers are told to do in tests, in place of building: they say what they did, or die."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from proceedings.batch.worker import Outcome, Task
from proceedings.store import machine


def say(task: Task) -> Outcome:
    """Say which process did the task."""
    return Outcome(
        {"source": task.source, "status": "built", "pid": os.getpid()}, memory=int(task.basis) if task.basis.isdigit() else 0
    )


def die(task: Task) -> Outcome:
    """Die of a poisoned article, the first time or each time; leave what a process that is killed leaves."""
    seen = task.order.folder / f"{task.source}.seen"
    if task.source.startswith("poison") or (task.source.startswith("once") and not seen.exists()):
        seen.touch()
        Path(task.order.folder, f".proceedings-{machine()}-{os.getpid()}-half.tmp").write_bytes(b"%PDF")
        os.kill(os.getpid(), signal.SIGKILL)
    return say(task)
