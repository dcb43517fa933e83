"""Workers do what they are told; one that dies takes no article with it but, at most, the one that killed it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from deeds import die, say

from proceedings.batch import Crew, Ledger, batch, cluster, processes
from proceedings.batch.ledger import Article
from proceedings.batch.worker import Outcome, Task
from proceedings.build import Order
from proceedings.errors import UsageError, WorkerError


def tasks(folder: Path, *sources: str, memory: int = 0) -> Iterator[Task]:
    return (Task(source, source, "", Order(folder=folder), str(memory)) for source in sources)


def done(crew: Crew, todo: Iterator[Task]) -> dict[str, Outcome | None]:
    """Have tasks done, and give what became of each."""
    found: dict[str, Outcome | None] = {}
    with crew:
        while True:
            while crew.has_room and (task := next(todo, None)) is not None:
                crew.give(task)
            if crew.is_idle:
                return found
            for task, outcome in crew.outcomes():
                assert task.source not in found
                found[task.source] = outcome


def test_every_task_is_done_by_one_of_the_workers(tmp_path: Path) -> None:
    found = done(processes(2, say), tasks(tmp_path, *"abcdefgh"))
    assert set(found) == set("abcdefgh")
    assert len({outcome.record["pid"] for outcome in found.values() if outcome}) == 2


def test_a_worker_that_dies_costs_nothing_when_its_article_can_be_done_again(tmp_path: Path) -> None:
    found = done(processes(2, die), tasks(tmp_path, "a", "once 1", "b", "once 2", "c", "d"))
    assert set(found) == {"a", "once 1", "b", "once 2", "c", "d"}
    assert None not in found.values()


def test_an_article_that_kills_each_worker_is_given_up_and_no_other(tmp_path: Path) -> None:
    found = done(processes(1, die), tasks(tmp_path, "a", "poison", "b", "c"))
    assert {source for source, outcome in found.items() if outcome is None} == {"poison"}
    assert set(found) == {"a", "poison", "b", "c"}


def test_what_a_dead_worker_left_is_swept_away(tmp_path: Path) -> None:
    done(processes(1, die), tasks(tmp_path, "poison"))
    assert [path.name for path in tmp_path.iterdir()] == ["poison.seen"]


def test_a_worker_that_has_grown_is_replaced(tmp_path: Path) -> None:
    found = done(processes(1, say, largest=100), tasks(tmp_path, *"abcdef", memory=101))
    assert len({outcome.record["pid"] for outcome in found.values() if outcome}) > 2


def test_a_worker_that_has_done_its_stint_is_replaced_and_nothing_is_done_twice(tmp_path: Path) -> None:
    found = done(processes(1, say, stint=3), tasks(tmp_path, *"abcdefgh"))
    assert len(found) == 8
    assert 2 <= len({outcome.record["pid"] for outcome in found.values() if outcome}) <= 3


def test_no_more_tasks_are_taken_than_are_needed() -> None:
    crew = Crew(lambda: ThreadPoolExecutor(1), 3, do=say)
    with crew:
        for task in tasks(Path(), *map(str, range(100))):
            if not crew.has_room:
                break
            crew.give(task)
        assert len(crew.calls) == 6
        while not crew.is_idle:
            list(crew.outcomes())


class Stillborn(ThreadPoolExecutor):
    """Workers that die before they can do anything."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        from concurrent.futures.process import BrokenProcessPool

        future: Future[Any] = Future()
        future.set_exception(BrokenProcessPool("out of memory"))
        return future


def test_workers_that_cannot_begin_stop_the_run_and_blame_no_article() -> None:
    with pytest.raises(WorkerError, match="No worker process can be started: out of memory"):
        done(Crew(lambda: Stillborn(1), 1, do=say), tasks(Path(), "a", "b"))


def test_a_task_that_a_cluster_gives_up_is_tried_once_more() -> None:
    lost: list[str] = []

    class Losing(ThreadPoolExecutor):
        def submit(self, do: Any, *task: Any, **_: Any) -> Future[Any]:
            if task and task[0].source in "ab" and lost.count(task[0].source) < "?ab".index(task[0].source):
                lost.append(task[0].source)
                future: Future[Any] = Future()
                future.set_exception(RuntimeError("KilledWorker"))
                return future
            return super().submit(do, *task)

    found = done(Crew(lambda: Losing(1), 1, do=say), tasks(Path(), "a", "b", "c"))
    assert {source for source, outcome in found.items() if outcome is None} == {"b"}


def test_an_article_that_was_given_up_is_said_to_be_in_the_report(tmp_path: Path) -> None:
    ledger = Ledger()
    for name in ("a", "poison"):
        ledger.add(1, Article(name, ""))
    with processes(1, die) as crew:
        steps = list(batch(ledger, Order(folder=tmp_path), crew, stopped=lambda: False))
    (given_up,) = (step.record for step in steps if step.record["status"] == "failed")
    assert given_up["source"] == "poison"
    assert given_up["error"]["class"] == "WorkerError" and given_up["error"]["exit_code"] == 1


def test_without_dask_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match="needs Dask") as refused, cluster("tcp://127.0.0.1:8786"):
        pass
    assert refused.value.hint == "pip install 'proceedings-builder[dask]'"
