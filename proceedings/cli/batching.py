"""The command that reads archives: batch."""

from __future__ import annotations

import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from proceedings.cli.building import ordered
from proceedings.cli.speak import report_error, say
from proceedings.errors import SomeFailedError, UnreadableError, UsageError

if TYPE_CHECKING:
    from proceedings.batch import Crew, Step
    from proceedings.build import Order


@ordered
def batch(
    sources: Annotated[
        list[str], typer.Argument(metavar="DIR|GLOB|-...", help="Folders, patterns, files; - reads paths from stdin.")
    ],
    *,
    order: Order,
    jobs: Annotated[
        int | None, typer.Option("-j", "--jobs", metavar="N", min=1, help="Worker processes; by default one a processor.")
    ] = None,
    report: Annotated[Path | None, typer.Option(metavar="r.jsonl", help="Write a line of JSON an article.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Leave out what the report says is done and is unchanged.")] = False,
    null: Annotated[bool, typer.Option("-0", "--null", help="The paths on stdin end with a zero byte.")] = False,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Work on a Dask cluster (extra [dask]), not on this computer.")
    ] = None,
) -> int:
    """Build every article of an archive.

    One that fails does not stop the others.

    Example: proceedings batch archive -j 4 -o out --report report.jsonl
    """
    from proceedings.batch import Report, batch, cluster, list_articles, processes
    from proceedings.typeset import open_layout

    if resume and report is None:
        raise UsageError("--resume needs the report of the run that it goes on with.", hint="--report report.jsonl --resume")
    if scheduler is not None and jobs is not None:
        raise UsageError("-j counts processes of this computer, and --scheduler uses none.", hint="Leave one of them out.")
    open_layout(order.layout, order.paper, order.fonts, order.size)  # a mistake in it is said once, not for every article
    hired: AbstractContextManager[Crew] = cluster(scheduler) if scheduler is not None else processes(jobs or processors())
    ended: Counter[str] = Counter()
    with ExitStack() as stack:
        articles = stack.enter_context(closing(list_articles(sources, order.folder, listed(null) if "-" in sources else ())))
        crew = stack.enter_context(hired)
        stopped = stack.enter_context(interruptible())
        kept = stack.enter_context(closing(Report(report, articles, goes_on=resume))) if report is not None else None
        tell = stack.enter_context(progress(len(articles)))
        for step in batch(articles, order, crew, kept, goes_on=resume, stopped=stopped):
            ended.update(counted(step))
            if step.record["status"] == "failed":
                say_failure(step.record["error"])
            tell()
    return conclude(ended, len(articles), report, stopped())


def conclude(ended: Counter[str], total: int, report: Path | None, stopped: bool) -> int:
    """Say what became of a run, and what to type next; gives the exit code."""
    say(*summary(ended, total))
    if stopped:
        way = (
            f"the same command with --report {report} --resume goes on"
            if report
            else "with --report, a run can be gone on with"
        )
        say(f"{'Next':<10} {way}")
        raise KeyboardInterrupt
    say(f"{'Next':<10} proceedings structure ARTICLE --explain   (shows who says what, and why)")
    if ended["failed"]:
        reasons = f"The reasons stand above{f', and in {report}' if report else ''}."
        report_error(SomeFailedError(f"{ended['failed']:,} of {total:,} articles failed.", hint=reasons))
        return SomeFailedError.exit_code
    return 0


def listed(null: bool) -> Iterable[str]:
    """Give the paths that stand on standard input."""
    from proceedings.batch import split

    if sys.stdin is None:
        raise UnreadableError("There is no standard input.", hint="Name a folder, or send a list of paths.")
    return split(sys.stdin.buffer, b"\0" if null else b"\n")


def processors() -> int:
    """Count the processors that this process may use."""
    import os

    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Let the first Ctrl-C end the run when the articles in hand are done, the second at once; gives whether there was one."""
    heard: list[int] = []

    def hear(number: int, _: Any) -> None:
        if heard:
            raise KeyboardInterrupt
        heard.append(number)
        say("Ending when the articles in hand are done; Ctrl-C once more ends at once.")

    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        yield lambda: False
        return
    before = signal.signal(signal.SIGINT, hear)
    try:
        yield lambda: bool(heard)
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def progress(total: int) -> Iterator[Callable[[], object]]:
    """Show on a terminal how far a run has come, how quick it is and how long it will take; gives what moves it on."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Articles a second."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text("" if speed is None else f"{speed:.1f} articles/s")

    columns = (BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        whole = bar.add_task("", total=total)
        yield lambda: bar.advance(whole)


def counted(step: Step) -> dict[str, int]:
    """Give what a step adds to the figures of the run."""
    figures = step.record.get("figures", {})
    return {
        "skipped" if step.was_done else step.record["status"]: 1,
        "doubtful": figures.get("doubtful", 0),
        "attributed": figures.get("attributed", 0),
        "files": 0 if step.was_done else len(step.record.get("files", ())),
    }


def say_failure(error: dict[str, Any]) -> None:
    """Print why an article failed."""
    place = f"{error['place']}: " if error["place"] else ""
    say(f"proceedings: {place}{error['sentence']}")
    if error["hint"]:
        say(f"  hint: {error['hint']}")


def summary(ended: Counter[str], total: int) -> list[str]:
    """Give the lines of a run's end: how many articles, what became of them, what was doubted."""
    from proceedings.explain import plural

    left = total - ended["built"] - ended["failed"] - ended["skipped"]
    parts = [(ended["skipped"], "unchanged, left as they are"), (ended["failed"], "failed"), (left, "not begun")]
    lines = [
        f"{'Read':<10} {total:,} {'article' if total == 1 else 'articles'}",
        f"{'Built':<10} {ended['built']:,}" + "".join(f"; {number:,} {what}" for number, what in parts if number),
        f"{'Doubted':<10} {ended['doubtful']:,} of {plural(ended['attributed'], 'attributed sentence')}",
    ]
    return [*lines, f"{'Written':<10} {plural(ended['files'], 'file')}"]
