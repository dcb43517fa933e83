"""Files are put in their places whole or not at all, and what killed runs left is taken away."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from proceedings.errors import WriteError
from proceedings.store import interruptions_held, machine, sweep, write_all

NOBODY = 2**22 + 1
"""A process number that no system gives."""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_are_written_and_replaced(tmp_path: Path) -> None:
    write_all({tmp_path / "new" / "a": b"1", tmp_path / "b": b"2"})
    write_all({tmp_path / "b": b"3"})
    assert ((tmp_path / "new" / "a").read_bytes(), (tmp_path / "b").read_bytes()) == (b"1", b"3")
    assert names(tmp_path) == ["b", "new"]


def test_no_file_is_replaced_when_that_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"old")
    with pytest.raises(WriteError, match="There is a file already") as caught:
        write_all({tmp_path / "a": b"1", tmp_path / "b": b"2"}, clobber=False)
    assert (caught.value.place, names(tmp_path), (tmp_path / "b").read_bytes()) == (str(tmp_path / "b"), ["b"], b"old")
    write_all({tmp_path / "a": b"1"}, clobber=False)
    assert names(tmp_path) == ["a", "b"]


def test_a_file_that_comes_in_between_is_not_replaced_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proceedings.store.refuse_existing", lambda _: None)
    (tmp_path / "a").write_bytes(b"theirs")
    with pytest.raises(WriteError):
        write_all({tmp_path / "a": b"ours"}, clobber=False)
    assert ((tmp_path / "a").read_bytes(), names(tmp_path)) == (b"theirs", ["a"])


def test_a_link_to_nowhere_counts_as_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "gone")
    with pytest.raises(WriteError):
        write_all({tmp_path / "a": b"1"}, clobber=False)


def test_what_a_killed_run_left_is_taken_away_and_nothing_else(tmp_path: Path) -> None:
    left = f".proceedings-{machine()}-{NOBODY}-abc_1.tmp"
    others = {
        f".proceedings-{machine()}-{os.getpid()}-abc.tmp": "of a run that goes on",
        f".proceedings-00000000-{NOBODY}-abc.tmp": "of another machine",
        f".proceedings-{machine()}-{NOBODY}-abc.tmp.pdf": "the user's",
        ".proceedings-notes.tmp": "the user's",
        "a.pdf": "the user's",
    }
    for name in (left, *others):
        (tmp_path / name).write_text("x")
    write_all({tmp_path / "b": b"1"})
    assert names(tmp_path) == sorted([*others, "b"])


def test_what_another_machine_left_is_taken_away_after_a_day(tmp_path: Path) -> None:
    path = tmp_path / f".proceedings-00000000-{NOBODY}-abc.tmp"
    path.write_text("x")
    os.utime(path, (0, 0))
    sweep(tmp_path)
    assert names(tmp_path) == []


def test_a_folder_that_cannot_be_listed_stops_nothing(tmp_path: Path) -> None:
    sweep(tmp_path / "gone")


@pytest.fixture
def heeding() -> Iterator[None]:
    """Heed Ctrl-C, also where the tests were started in the background and inherit that it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeding")
def test_an_interruption_waits_until_all_files_have_their_names() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), interruptions_held():
        os.kill(os.getpid(), signal.SIGINT)
        done.append(True)
    assert done == [True]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_full_disk_leaves_the_old_files_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    script = (
        "import resource, sys; from pathlib import Path; from proceedings.store import write_all\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: write_all({Path(sys.argv[1]) / 'a': b'new', Path(sys.argv[1]) / 'b': b'x' * 10_000})\n"
        "except Exception as error: print(type(error).__name__, error.place, error)\n"
    )
    found = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False)
    assert found.stdout == f"WriteError {tmp_path / 'b'} The file cannot be written: File too large.\n"
    assert (names(tmp_path), (tmp_path / "a").read_bytes()) == (["a"], b"old")
