"""Let workers do tasks: tasks in, outcomes out as they come. All that is asked of workers is `concurrent.futures.Executor`.

A worker process is an executor of its own, so that it is known which article it was at when it died; a cluster is one
executor. Each has a task waiting behind the one it is at, and no more: a million tasks take no more memory than ten.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager, suppress
from multiprocessing import active_children, get_context, resource_tracker
from types import ModuleType, TracebackType
from typing import Any, Self

from proceedings.batch.worker import Outcome, Task, begin, work
from proceedings.errors import UsageError, WorkerError
from proceedings.store import sweep
from proceedings.values import dataclass

LARGEST = 220_000_000
"""Bytes of memory at which a worker is replaced by a fresh one."""

STINT = 500
"""Articles after which it is, too: the heap of a process that runs for days grows with every odd article that it has seen."""

WAITING = 2
"""Tasks that a worker has at once: the one it is at, and the next."""

TRIES = 2
STILLBORN = 3
"""Workers in a row that may die before they can do anything."""


class Hand:
    """An executor that tasks are given to. has_begun: done as soon as it can do anything; done: how many tasks it has done."""

    def __init__(self, hire: Callable[[], Executor]) -> None:
        self.executor = hire()
        with by_themselves():
            self.has_begun: Future[int] = self.executor.submit(os.getpid)
        self.is_broken = False
        self.done = 0


@dataclass(eq=False, slots=True)
class Call:
    """A task in somebody's hands."""

    task: Task
    hand: Hand
    future: Future[Outcome]
    attempt: int


class Crew:
    """Workers, and the tasks in their hands.

    hire: gives an executor; size: how many of them; waiting: tasks that each has at once; do: what is done with a task;
    is_elsewhere: they work in other folders, perhaps on other computers; largest: bytes of memory at which one is replaced;
    stint: tasks after which it is, 0 for never.
    """

    def __init__(
        self,
        hire: Callable[[], Executor],
        size: int,
        waiting: int = WAITING,
        *,
        do: Callable[[Task], Outcome] = work,
        is_elsewhere: bool = False,
        largest: int = LARGEST,
        stint: int = 0,
    ) -> None:
        self.hire, self.size, self.waiting = hire, size, waiting
        self.do, self.is_elsewhere, self.largest, self.stint = do, is_elsewhere, largest, stint
        self.hands: list[Hand] = []
        self.calls: list[Call] = []
        self.stillborn = 0

    @property
    def is_idle(self) -> bool:
        return not self.calls

    @property
    def has_room(self) -> bool:
        return len(self.calls) < self.size * self.waiting

    def give(self, task: Task, attempt: int = 1) -> None:
        """Give a task to whoever has least to do."""
        if len(self.hands) < self.size and all(self.load(hand) for hand in self.hands):
            self.hands.append(Hand(self.hire))
        hand = min(self.hands, key=self.load)
        try:
            future = hand.executor.submit(self.do, task)
        except BrokenExecutor as error:  # it has just died, and its own calls are yet to tell
            future = Future()
            future.set_exception(error)
        self.calls.append(Call(task, hand, future, attempt))

    def load(self, hand: Hand) -> int:
        return sum(call.hand is hand for call in self.calls)

    def outcomes(self) -> Iterator[tuple[Task, Outcome | None]]:
        """Wait for the next outcomes; None stands for that of a task over which two workers have died."""
        wait([call.future for call in self.calls], return_when=FIRST_COMPLETED)
        for call in [call for call in self.calls if call.future.done()]:  # the oldest first
            self.calls.remove(call)
            error = None if call.future.cancelled() else call.future.exception()
            if error is None and not call.future.cancelled():
                self.stillborn = 0
                outcome = call.future.result()
                call.hand.done += 1
                if outcome.memory > self.largest or call.hand.done == self.stint:
                    self.dismiss(call.hand)
                yield call.task, outcome
            elif self.is_blameless(call, error) or call.attempt < TRIES:
                self.give(call.task, call.attempt + 1)
            else:
                yield call.task, None

    def is_blameless(self, call: Call, error: BaseException | None) -> bool:
        """Tell whether a worker died before it came to this task; the first to tell of a death has the worker replaced."""
        if not isinstance(error, BrokenExecutor):
            return False
        first, call.hand.is_broken = not call.hand.is_broken, True
        if not first:
            call.attempt -= 1
            return True
        self.dismiss(call.hand, wait=True)
        if call.hand.has_begun.exception() is None:
            sweep(call.task.order.folder / call.task.folder)
            return False
        self.stillborn += 1
        if self.stillborn > STILLBORN:
            raise WorkerError(
                f"No worker process can be started: {error}", hint="Is there memory left? Try -j 1, or proceedings build."
            )
        call.attempt -= 1
        return True

    def dismiss(self, hand: Hand, wait: bool = False) -> None:
        """Let a worker end when it has done what it has; another will be hired in its place."""
        if hand in self.hands:
            self.hands.remove(hand)
            hand.executor.shutdown(wait)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Let all go: in peace when they have done everything, else at once, and sweep up after them."""
        if kind is not None and not self.is_elsewhere:
            for child in active_children():
                child.kill()
        for hand in self.hands:
            with suppress(Exception):
                hand.executor.shutdown(wait=True, cancel_futures=True)
        for call in self.calls if kind is not None else ():
            sweep(call.task.order.folder / call.task.folder)


def processes(count: int, do: Callable[[Task], Outcome] = work, largest: int = LARGEST, stint: int = STINT) -> Crew:
    """Give a crew of worker processes on this computer."""
    context = get_context("spawn")
    with suppress(AttributeError):  # elsewhere than on Windows: begun now, since it listens to Ctrl-C while it begins
        resource_tracker.ensure_running()
    return Crew(
        lambda: ProcessPoolExecutor(1, mp_context=context, initializer=begin), count, do=do, largest=largest, stint=stint
    )


@contextmanager
def cluster(address: str) -> Iterator[Crew]:
    """Give a crew that is a Dask cluster; its workers must see the same files under the same names.

    Raises UsageError when Dask is missing, or nobody answers at the address.
    """
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("--scheduler needs Dask.", hint="pip install 'proceedings-builder[dask]'") from None
    try:
        client = Client(address, timeout=5)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"No Dask scheduler answers: {error}",
            place=address,
            hint="Start one with: dask scheduler; then dask worker ADDRESS",
        ) from None
    with client:
        threads = sum(client.nthreads().values())
        yield Crew(lambda: client.get_executor(pure=False), 1, WAITING * max(1, threads), is_elsewhere=True)


@contextmanager
def by_themselves() -> Iterator[None]:
    """Let the processes that are started inside be by themselves: they never hear Ctrl-C, which goes to a whole terminal and
    is for us to act on, and do not run the script anew that we were started from.
    """
    block: Any = getattr(signal, "pthread_sigmask", lambda how, signals: signals)  # Windows has none
    script, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
    before = block(getattr(signal, "SIG_BLOCK", 0), {signal.SIGINT})
    try:
        yield
    finally:
        block(getattr(signal, "SIG_SETMASK", 0), before)
        sys.modules["__main__"] = script
