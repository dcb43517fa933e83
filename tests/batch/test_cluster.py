"""A Dask cluster does the work of the workers: a real one, on this computer, of which a worker is killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

ARTICLE = Path(__file__).parents[1] / "cases" / "conference_article.txt"
BARE = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
COUNT = 12


@pytest.fixture(autouse=True)
def quiet_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@contextmanager
def running(*words: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a part of Dask in a folder of its own, and end it."""
    folder.mkdir()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *words], cwd=folder, env=BARE, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(what: Callable[[], object]) -> None:
    until = time.monotonic() + 120
    while not what():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.02)


def batch(*arguments: str) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "proceedings", "batch", "in", "--report", "r.jsonl", "--only", "summary", *arguments]
    return subprocess.Popen(words, env=BARE, stderr=subprocess.PIPE)


def test_a_cluster_of_which_a_worker_is_killed_loses_nothing() -> None:
    if "CI" not in os.environ:
        pytest.importorskip("distributed")
    Path("in").mkdir()
    for number in range(COUNT):
        Path(f"in/{number}.txt").write_bytes(ARTICLE.read_bytes())
    with ExitStack() as stack:
        address = Path("scheduler/address.json").absolute()
        plain = ("--no-dashboard", "--scheduler-file", str(address))
        scheduler = ("scheduler", "--host", "127.0.0.1", "--port", "0", *plain)
        stack.enter_context(running(*scheduler, folder=Path("scheduler")))
        wait_for(address.exists)
        one, _ = (
            stack.enter_context(running("worker", "--nthreads", "1", "--no-nanny", *plain, folder=Path(name)))
            for name in ("one", "two")
        )
        run = batch("--scheduler", json.loads(address.read_text())["address"])
        wait_for(lambda: Path("r.jsonl").exists() and Path("r.jsonl").read_bytes().count(b"\n") >= 2)
        one.kill()
        _, err = run.communicate(timeout=300)
    assert run.returncode == 0, err
    records = [json.loads(line) for line in Path("r.jsonl").read_text().splitlines()]
    assert {record["source"] for record in records} == {f"in/{number}.txt" for number in range(COUNT)}
    assert {record["status"] for record in records} == {"built"}
    assert {path.name for path in Path("out").iterdir()} >= {f"{number}-summary.pdf" for number in range(COUNT)}
    assert b"Traceback" not in err


def test_where_no_scheduler_answers_it_is_2() -> None:
    if "CI" not in os.environ:
        pytest.importorskip("distributed")
    Path("in").mkdir()
    Path("in/a.txt").write_bytes(ARTICLE.read_bytes())
    run = batch("--scheduler", "tcp://127.0.0.1:9")
    _, err = run.communicate(timeout=300)
    assert (run.returncode, b"No Dask scheduler answers" in err, b"Traceback" in err) == (2, True, False), err
    assert not Path("r.jsonl").exists()
