"""What is kept between runs changes no byte of any document, and no state of its file stops a build."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from proceedings import cache, places
from proceedings.patterns import assemble, compiled, keeping, translate

ARTICLE = Path(__file__).parent / "cases" / "conference_article.txt"
SOURCES = (
    r"\b(?P<a>[^\W\d]+)\s(?P<b>x|y)(?i:z)?",
    "[а-я“”—ß]+(?<=\\s)é{2,200}?",
    r"(?<![\w.])(?:the|a)\b|$",
    "[\U0001f1e6-\U0001f1ff]{2}",
)


def build(folder: Path, kept: str) -> tuple[str, ...]:
    """Build the article in a process of its own, and give digests of what was written."""
    environment = {**os.environ, "PROCEEDINGS_CACHE": kept}
    command = [sys.executable, "-m", "proceedings", "build", str(ARTICLE), "-o", str(folder), "--html", "--paper", "a4"]
    ended = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert ended.returncode == 0, ended.stderr
    return tuple(sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir()))


def test_a_build_gives_the_same_bytes_without_a_cache_with_a_new_one_an_old_one_and_a_damaged_one(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    without = build(tmp_path / "a", "off")
    assert len(without) == 3
    assert build(tmp_path / "b", str(kept)) == without
    files = sorted(kept.iterdir())
    assert {path.name.split("-")[0] for path in files} >= {"patterns", "tables", "templates"}
    assert build(tmp_path / "c", str(kept)) == without
    for path, damage in zip(files, (b"", b"\0" * 40, path_of_half(files[-1])), strict=False):
        path.write_bytes(damage)
    assert build(tmp_path / "d", str(kept)) == without


def path_of_half(path: Path) -> bytes:
    """Give the first half of a file."""
    return path.read_bytes()[: path.stat().st_size // 2]


@pytest.mark.parametrize("place", ["a file", "nowhere"])
def test_a_cache_that_cannot_be_written_is_no_hindrance(tmp_path: Path, place: str) -> None:
    (tmp_path / "a file").write_text("not a folder")
    build(tmp_path / "out", str(tmp_path / place) if place == "a file" else "/proc/nowhere")


def test_a_value_is_made_once_and_read_by_the_next_run(tmp_path: Path) -> None:
    first = cache.Shelf(tmp_path / "new" / "numbers.kept")
    assert first.get("one", lambda: 1) == 1
    first.save()
    assert cache.Shelf(tmp_path / "new" / "numbers.kept").get("one", lambda: 2) == 1
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["numbers.kept"]


def test_two_runs_at_once_keep_what_both_made(tmp_path: Path) -> None:
    path = tmp_path / "numbers.kept"
    one, two = cache.Shelf(path), cache.Shelf(path)
    one.get("one", lambda: 1)
    two.get("two", lambda: 2)
    one.save()
    two.save()
    assert cache.load(path) == {"one": 1, "two": 2}


def test_a_shelf_that_is_full_begins_anew(tmp_path: Path) -> None:
    shelf = cache.Shelf(tmp_path / "numbers.kept")
    for n in range(cache.LIMIT):
        shelf.get(n, lambda: 1)
    shelf.save()
    assert cache.load(tmp_path / "numbers.kept") == {}


def test_nothing_that_marshal_cannot_write_is_written(tmp_path: Path) -> None:
    shelf = cache.Shelf(tmp_path / "kept")
    shelf.get("object", object)
    shelf.save()
    assert list(tmp_path.iterdir()) == []


def test_the_cache_is_where_the_system_keeps_caches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PROCEEDINGS_CACHE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/caches")
    assert places.cache_folder() == Path("/var/caches/proceedings")
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    assert places.cache_folder() is None


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.MULTILINE | re.DOTALL])
def test_a_pattern_that_was_kept_is_the_one_that_python_compiles(source: str, flags: re.RegexFlag | int) -> None:
    assert assemble(source, translate(source, int(flags))) == re.compile(source, flags)


def test_patterns_that_are_compiled_while_keeping_are_those_of_python() -> None:
    with keeping():
        pattern, of_bytes = re.compile(r"(?P<unlikely>\w+)-kept", re.IGNORECASE), re.compile(rb"\xe9-kept")
        with pytest.raises(re.error):
            re.compile("[")
    re.purge()
    assert pattern == re.compile(r"(?P<unlikely>\w+)-kept", re.IGNORECASE)
    assert of_bytes == re.compile(rb"\xe9-kept")


def test_a_pattern_that_is_wrong_is_refused_as_ever() -> None:
    with pytest.raises(re.error):
        compiled("(")


def test_where_the_engine_has_another_door_patterns_are_compiled_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("re._compiler._code")
    with pytest.raises(AttributeError):
        translate("a+b", 0)
    monkeypatch.undo()
    monkeypatch.setattr("proceedings.patterns.translate", lambda *_: (b"\0\0\0\1", 0, 1, {}))
    assert compiled("a very unlikely pattern+").fullmatch("a very unlikely patternnn")
