"""A batch builds an archive: the same bytes with any number of workers, all that can be built, and a report of what was not."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from proceedings.cli import main

ARTICLE = (Path(__file__).parents[1] / "cases" / "conference_article.txt").read_text(encoding="utf-8")
RECIPE = (Path(__file__).parents[1] / "cases" / "recipe.txt").read_text(encoding="utf-8")
BARE = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}

Command = Callable[..., tuple[int, str]]


@pytest.fixture(autouse=True)
def quiet_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, with nothing in the environment that a build reads."""
    monkeypatch.chdir(tmp_path)
    for name in ("SOURCE_DATE_EPOCH", "PROCEEDINGS_DEBUG", "LC_ALL", "LC_PAPER", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run `proceedings batch` in this process (its workers are others); gives the exit code and what was said."""

    def run(*arguments: str | Path) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["proceedings", "batch", *map(str, arguments), "--only", "summary"])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        assert out == "" and "Traceback" not in err
        return int(stopped.value.code or 0), err

    return run


def begun(*arguments: str, **settings: Any) -> subprocess.Popen[bytes]:
    """Begin `proceedings batch` in a process of its own, which hears Ctrl-C whatever started this one."""

    def listen() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    words = [sys.executable, "-m", "proceedings", "batch", *arguments, "--only", "summary"]
    return subprocess.Popen(words, env=BARE, stderr=subprocess.PIPE, preexec_fn=listen, start_new_session=True, **settings)


def lay(folder: str, *names: str, text: str = ARTICLE) -> None:
    """Lay articles into a folder."""
    for name in names:
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def made(folder: str = "out") -> dict[str, str]:
    """Give the digests of all files in a folder, hidden ones too."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file()
    }


def report(name: str = "r.jsonl") -> list[dict[str, Any]]:
    """Read a report, without the one field that is never the same."""
    records = [json.loads(line) for line in Path(name).read_text(encoding="utf-8").splitlines()]
    assert all(list(record)[-1] == "seconds" for record in records if record["status"] == "built")
    return [{key: value for key, value in record.items() if key != "seconds"} for record in records]


def wait_for(what: Callable[[], object]) -> None:
    """Wait until something is so."""
    until = time.monotonic() + 120
    while not what():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.02)


def lines(name: str = "r.jsonl") -> int:
    return Path(name).read_bytes().count(b"\n") if Path(name).exists() else 0


def children(pid: int) -> list[int]:
    """Give the processes that a process has started: its workers, and who keeps count of what they share."""
    return [int(child) for task in Path(f"/proc/{pid}/task").glob("*/children") for child in task.read_text().split()]


def lives(pid: int) -> bool:
    """Tell whether a process is there, and is more than an entry that nobody has asked for."""
    return os.path.lexists(f"/proc/{pid}/exe") and bool(Path(f"/proc/{pid}/cmdline").read_bytes())


def is_worker(pid: int) -> bool:
    return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()


# -- what is built -----------------------------------------------------------------------------------------------------


def test_the_bytes_and_the_report_are_the_same_with_any_number_of_workers(command: Command) -> None:
    lay("in", "b.txt", "a.txt", "2025/a.txt", "2025/may/c.md")
    lay("in", "empty.txt", text="")
    lay("in", "recipe.txt", text=RECIPE)
    for workers in ("1", "3"):
        code, _ = command("in", "-j", workers, "-o", f"out{workers}", "--report", f"{workers}.jsonl")
        assert code == 8
    assert made("out1") == made("out3")
    assert list(made("out1")) == ["2025/a-summary.pdf", "2025/may/c-summary.pdf", "a-summary.pdf", "b-summary.pdf"]
    assert report("1.jsonl") == report("3.jsonl")
    assert [record["source"] for record in report("1.jsonl")] == sorted(record["source"] for record in report("1.jsonl"))


def test_a_batch_makes_what_a_build_makes(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    lay("in", "a.txt")
    assert command("in/a.txt", "--layout", "plain", "--paper", "letter", "--marking", "TLP:GREEN")[0] == 0
    words = "proceedings build in/a.txt --layout plain --paper letter --marking TLP:GREEN --only summary -o single".split()
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit):
        main()
    assert made("out/in") == made("single")


def test_the_report_says_what_was_understood_and_written_and_what_went_wrong_and_why(command: Command) -> None:
    lay("in", "a.txt")
    lay("in", "recipe.txt", text=RECIPE)
    code, err = command("in", "-j", "1", "--report", "deep/r.jsonl")
    built, failed = report("deep/r.jsonl")
    assert code == 8
    assert set(built) == {"source", "digest", "status", "figures", "notices", "files"}
    assert built["figures"] == {"sentences": 13, "speakers": 4, "attributed": 8, "doubtful": 0, "aside": 0, "figures": 1} | {
        key: built["figures"][key] for key in ("attributed", "doubtful", "aside", "figures")
    }
    (file,) = built["files"]
    content = Path("out", file["path"]).read_bytes()
    assert (file["size"], file["sha256"], file["pages"]) == (len(content), sha256(content).hexdigest(), 1)
    assert (failed["status"], failed["error"]["class"], failed["error"]["exit_code"]) == ("failed", "NoConferenceError", 4)
    assert failed["error"]["place"] == "in/recipe.txt" and "--anyway" in failed["error"]["hint"]
    assert f"in/recipe.txt: {failed['error']['sentence']}" in err
    assert "1 of 2 articles failed." in err and "Built      1; 1 failed" in err


def test_one_bad_article_stops_no_other(command: Command) -> None:
    lay("in", "a.txt", "z.txt")
    lay("in", "empty.txt", text="")
    Path("in/folder.txt").mkdir()
    Path("in/bad.txt").write_bytes(b"\x00\x01\x02" * 500)
    Path("in/gone.txt").symlink_to("nowhere.txt")
    Path("in/z.txt.proceedings.toml").write_text("[[")
    code, _ = command("in", "-j", "1", "--report", "r.jsonl")
    assert code == 8
    assert list(made()) == ["a-summary.pdf"]
    classes = {record["source"]: record["error"]["class"] for record in report() if record["status"] == "failed"}
    assert classes.pop("in/z.txt") == "UsageError"
    assert classes == dict.fromkeys(("in/bad.txt", "in/empty.txt", "in/gone.txt"), "UnreadableError")


def test_a_name_that_is_no_text_is_kept_in_the_report(command: Command) -> None:
    Path("in").mkdir()
    Path(os.fsdecode(b"in/caf\xe9.txt")).write_text(ARTICLE, encoding="utf-8")
    command("in", "-j", "1", "--report", "r.jsonl")
    (record,) = report()
    assert os.fsencode(record["source"]) == b"in/caf\xe9.txt"


def test_paths_come_from_standard_input() -> None:
    lay("in", "a.txt", "two words.txt", "c.jpg")
    run = begun("-", "-0", "-j", "1", stdin=subprocess.PIPE)
    run.communicate(b"in/two words.txt\0in/a.txt\0in/c.jpg\0")
    assert run.returncode == 0
    assert list(made()) == ["in/a-summary.pdf", "in/two words-summary.pdf"]


@pytest.mark.parametrize("closed", ["stdin", "stdout", "stderr"])
def test_what_is_closed_and_not_needed_is_not_missed(closed: str) -> None:
    lay("in", "a.txt")
    number = ("stdin", "stdout", "stderr").index(closed)
    shell = f'exec "$0" -m proceedings batch in -j 1 --only summary {number}>&-'
    ended = subprocess.run(["sh", "-c", shell, sys.executable], env=BARE, check=False)
    assert ended.returncode == 0
    assert list(made()) == ["a-summary.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal to be made")
def test_a_terminal_shows_how_far_it_is_how_quick_and_for_how_long_yet() -> None:
    lay("in", *(f"{number}.txt" for number in range(4)))
    ours, theirs = os.openpty()
    words = [sys.executable, "-m", "proceedings", "batch", "in", "-j", "1", "--only", "summary"]
    run = subprocess.Popen(words, env=BARE | {"TERM": "xterm", "COLUMNS": "100"}, stderr=theirs)
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # so a terminal ends
        while piece := os.read(ours, 4096):
            shown += piece
    os.close(ours)
    assert run.wait() == 0
    assert re.search(rb"4/4.* articles/s.*0:00:00", shown), shown
    assert b"Built      4" in shown


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["in"], 2, "“in/a.md” and “in/a.txt” would both write a-brief.pdf."),
        (["in/b.txt", "--layout", "baroque"], 2, "There is no layout “baroque”."),
        (["in/b.txt", "--resume"], 2, "--resume needs the report"),
        (["in/b.txt", "--report", "in"], 2, "The report must be a file."),
        (["in/b.txt", "--report", "in/b.txt", "--resume"], 2, "in/b.txt:1: This is no line of a report."),
        (["in/b.txt", "--report", "in/b.txt"], 2, "in/b.txt:1: This is no line of a report."),
        (["in/b.txt", "--report", "in/b.txt/r.jsonl"], 9, "The report cannot be written"),
        (["in/b.txt", "-j", "0"], 2, "should be greater than or equal to 1"),
        (["in/b.txt", "-j", "2", "--scheduler", "tcp://127.0.0.1:1"], 2, "Leave one of them out."),
        (["empty"], 3, "There is no article in it."),
        (["gone"], 3, "There is no such file or folder."),
    ],
)
def test_a_mistake_is_said_before_anything_is_written(command: Command, arguments: list[str], code: int, said: str) -> None:
    lay("in", "a.txt", "a.md", "b.txt")
    lay("empty", "README.md")
    before = made(".")
    assert (code, True) == ((run := command(*arguments))[0], said in run[1]), run
    assert made(".") == before


# -- going on ----------------------------------------------------------------------------------------------------------


def test_a_run_that_goes_on_leaves_what_is_done_and_unchanged(command: Command) -> None:
    names = ("a.txt", "b.txt", "c.txt", "d.txt", "e.txt")
    lay("in", *names)
    assert command("in", "-j", "2", "--report", "r.jsonl", "--resume")[0] == 0  # there is nothing to go on with: all is built
    whole, first = made(), report()
    before = {name: Path("out", f"{name[0]}-summary.pdf").stat().st_mtime_ns for name in names}
    lay("in", "b.txt", text=ARTICLE.replace("unanimous", "majority"))
    Path("out/c-summary.pdf").unlink()
    Path("in/d.txt.proceedings.toml").write_text('[[event]]\nfield = "city"\nvalue = "Bishkek"\nby = "A"\n')
    assert "2 unchanged" in command("in", "-j", "2", "--report", "r.jsonl", "--resume")[1]
    after = {name for name in names if Path("out", f"{name[0]}-summary.pdf").stat().st_mtime_ns != before[name]}
    assert after == {"b.txt", "c.txt", "d.txt"}
    assert made()["c-summary.pdf"] == whole["c-summary.pdf"]
    assert [record["source"] for record in report()] == [record["source"] for record in first]
    assert "0; 5 unchanged" in command("in", "--report", "r.jsonl", "--resume")[1]
    assert "Built      5\n" in command("in", "-j", "2", "--report", "r.jsonl", "--resume", "--paper", "letter")[1]


def test_a_report_whose_last_line_is_half_written_is_gone_on_with(command: Command) -> None:
    lay("in", "a.txt", "b.txt")
    command("in", "-j", "1", "--report", "r.jsonl")
    whole = report()
    content = Path("r.jsonl").read_bytes()
    Path("r.jsonl").write_bytes(content[:-40])
    code, err = command("in", "-j", "1", "--report", "r.jsonl", "--resume")
    assert (code, "Built      1; 1 unchanged" in err) == (0, True)
    assert report() == whole


def test_a_report_keeps_what_it_says_of_other_articles(command: Command) -> None:
    lay("in", "a.txt")
    Path("r.jsonl").write_text('{"source": "other/z.txt", "status": "failed", "error": {}, "seconds": 0}\n')
    command("in", "-j", "1", "--report", "r.jsonl", "--resume")
    assert [record["source"] for record in report()] == ["other/z.txt", "in/a.txt"]


# -- what stops it -----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to find the workers")
def test_a_worker_that_is_killed_costs_no_article() -> None:
    lay("in", *(f"{number}.txt" for number in range(12)))
    run = begun("in", "-j", "2", "--report", "r.jsonl")
    wait_for(lambda: lines() >= 2)
    os.kill(next(filter(is_worker, children(run.pid))), signal.SIGKILL)
    _, err = run.communicate(timeout=300)
    assert (run.returncode, b"Built      12" in err) == (0, True), err
    assert len(report()) == 12 and {record["status"] for record in report()} == {"built"}
    assert len(made()) == 12


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to find the workers")
def test_an_interruption_is_130_and_leaves_whole_articles_only() -> None:
    lay("in", *(f"{number}.txt" for number in range(60)))
    run = begun("in", "-j", "2", "--report", "r.jsonl")
    wait_for(lambda: lines() >= 2)
    started = children(run.pid)
    os.killpg(run.pid, signal.SIGINT)
    _, err = run.communicate(timeout=300)
    assert run.returncode == 130
    assert b"not begun" in err and b"--report r.jsonl --resume goes on" in err and b"Traceback" not in err
    built = report()
    assert 2 <= len(built) < 60 and {record["status"] for record in built} == {"built"}
    assert made() == {file["path"]: file["sha256"] for record in built for file in record["files"]}
    wait_for(lambda: not [pid for pid in started if lives(pid)])
    assert [path.name for path in Path().iterdir() if path.name.startswith(".")] == []


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to find the workers")
def test_workers_end_with_the_process_that_started_them() -> None:
    lay("in", *(f"{number}.txt" for number in range(60)))
    run = begun("in", "-j", "2", "--report", "r.jsonl")
    wait_for(lambda: lines() >= 1)
    started = children(run.pid)
    run.kill()
    run.communicate(timeout=300)
    wait_for(lambda: not [pid for pid in started if lives(pid)])
    assert not [name for name in made() if name.endswith(".tmp")]
