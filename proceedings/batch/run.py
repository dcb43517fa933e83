"""The story of a batch: a list of articles, an order and a crew in; documents, a report, and a step an article out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from proceedings.batch.crew import Crew
from proceedings.batch.digest import basis_of, digest
from proceedings.batch.ledger import Article, Ledger
from proceedings.batch.report import Report
from proceedings.batch.worker import Outcome, Task, failure
from proceedings.build import Order
from proceedings.errors import ProceedingsError, UnreadableError, WorkerError
from proceedings.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one article. record: its line of the report; was_done: it was not touched, since nothing had changed."""

    record: dict[str, Any]
    was_done: bool = False


def batch(
    articles: Ledger,
    order: Order,
    crew: Crew,
    report: Report | None = None,
    *,
    goes_on: bool = False,
    stopped: Callable[[], bool],
) -> Iterator[Step]:
    """Build every article of a list; gives a step for each as soon as it is done.

    goes_on: leave out what the report says is done; stopped: asked before each article, and no more are begun once it says
    so. Raises LayoutError, WriteError when the report cannot be written; what is wrong with an article stands in its record.
    """
    order = placed(order) if crew.is_elsewhere else order
    basis = basis_of(order)
    waiting = iter(articles)
    while True:
        while crew.has_room and not stopped():
            article = next(waiting, None)
            if article is None:
                break
            step = at_once(article, order, basis, report if goes_on else None)
            if step is None:
                path = str(Path(article.source).absolute()) if crew.is_elsewhere else article.source
                crew.give(Task(article.source, path, article.folder, order, basis))
                continue
            if report is not None and not step.was_done:
                report.write(step.record)
            yield step
        if crew.is_idle:
            return
        for task, outcome in crew.outcomes():
            record = outcome.record if isinstance(outcome, Outcome) else given_up(task)
            if report is not None:
                report.write(record)
            yield Step(record)


def placed(order: Order) -> Order:
    """Give an order whose paths hold in any folder."""
    from proceedings.typeset.layouts import built_in_layouts, find_layout

    layout = order.layout if order.layout in built_in_layouts() else str(find_layout(order.layout).absolute())
    return replace(order, folder=order.folder.absolute(), layout=layout, fonts=tuple(font.absolute() for font in order.fonts))


def at_once(article: Article, order: Order, basis: str, report: Report | None) -> Step | None:
    """Give the step of an article that needs no worker: it cannot be tried, or it is done; else None."""
    if article.fault:
        return Step({"source": article.source, **failure(UnreadableError(article.fault, place=article.source))})
    record = report.find(article.source) if report is not None else None
    if record is None or record.get("status") != "built" or not is_there(record, order.folder):
        return None
    try:
        return Step(record, was_done=True) if record.get("digest") == digest(article.source, order, basis) else None
    except ProceedingsError:
        return None


def is_there(record: dict[str, Any], out: Path) -> bool:
    """Tell whether the files that a record names are there, in the size they had."""
    try:
        return all((out / file["path"]).stat().st_size == file["size"] for file in record["files"])
    except (OSError, KeyError, TypeError):
        return False


def given_up(task: Task) -> dict[str, Any]:
    """Give the record of an article over which worker after worker has died."""
    error = WorkerError(
        "The worker process died over this article, and so did a second one.",
        place=task.source,
        hint="Try it by itself: proceedings build; if memory is short, use fewer workers (-j 1).",
    )
    return {"source": task.source, **failure(error)}
