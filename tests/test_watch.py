"""Articles are built again when they, their corrections or the layout change; pictures of pages can be had."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from test_cli import Command, article, command, digests, files, quiet_place

from proceedings.cli import looking
from proceedings.watch import changed, look

__all__ = ["command", "quiet_place"]


def touched(name: str, text: str) -> None:
    """Write a file, surely at another time than before."""
    path = article(name, text)
    os.utime(path, (2_000_000_000, 2_000_000_000))


@pytest.mark.parametrize("name", ["in/a.txt", "in/a.txt.proceedings.toml", "in/people.toml", "theme.toml"])
def test_an_article_has_changed_when_anything_has_that_it_depends_on(quiet_place: Path, name: str) -> None:
    for each in ("in/a.txt", "in/README.md", "in/.a.txt", "in/a.jpg", "theme.toml"):
        article(each, "x")
    before = look(["in"], [Path("theme.toml")])
    assert list(before) == ["in/a.txt"]
    assert changed(before, look(["in"], [Path("theme.toml")])) == []
    touched(name, "y")
    assert changed(before, look(["in"], [Path("theme.toml")])) == ["in/a.txt"]


def scripted(steps: list[Callable[[], object]]) -> Callable[[float], None]:
    """Give a pause in which the next step is done; after the last, somebody presses Ctrl-C."""

    def pause(_: float) -> None:
        if not steps:
            raise KeyboardInterrupt
        steps.pop(0)()

    return pause


def test_articles_are_built_at_once_and_again_when_they_change(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    article("in/a.txt")
    article("in/b.txt")
    seen: list[dict[str, str]] = []
    text = Path("in/a.txt").read_text(encoding="utf-8")
    steps = [
        lambda: seen.append(digests("out")),
        lambda: touched("in/a.txt", text.replace("Bekov", "Bekof")),
        lambda: seen.append(digests("out")),
        lambda: touched("in/a.txt", "\x00"),
    ]
    monkeypatch.setattr(looking.time, "sleep", scripted(steps))
    run = command("watch", "in")
    assert run.code == 0
    assert [name for name in seen[0] if seen[0][name] != seen[1][name]] == ["a-brief.pdf", "a-summary.pdf"]
    assert "a.txt: There are no words in it." in run.err
    assert digests("out") == seen[1]
    assert run.err.splitlines()[-1].startswith("Ended")


def test_a_changed_layout_builds_anew(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    article("a.txt")
    assert command("layouts", "copy", "plain", "mine").code == 0
    seen: list[dict[str, str]] = []
    page = Path("mine/summary.html").read_text(encoding="utf-8")
    steps = [
        lambda: seen.append(digests("out")),
        lambda: touched("mine/summary.html", page.replace("</document>", "<p>Ours.</p></document>")),
    ]
    monkeypatch.setattr(looking.time, "sleep", scripted(steps))
    assert command("watch", "a.txt", "--layout", "mine", "--only", "summary").code == 0
    assert digests("out") != seen[0]


def test_a_folder_that_is_not_there_is_3(command: Command) -> None:
    assert command("watch", "drafts").code == 3


def test_a_picture_of_a_page_is_made_of_an_article_and_of_its_pdf(command: Command) -> None:
    article("a.txt")
    assert command("build", "a.txt", "-o", "made").code == 0
    assert command("preview", "a.txt", "--page", "2", "--width", "300", "-o", "a.png").code == 0
    assert command("preview", "made/a-brief.pdf", "--page", "2", "--width", "300", "-o", "b.png").code == 0
    assert Path("a.png").read_bytes()[:4] == b"\x89PNG"
    assert files() == ["a.png", "a.txt", "b.png", "made/a-brief.pdf", "made/a-summary.pdf"]
    run = command("preview", "a.txt", "--only", "summary", "--page", "2", "-o", "c.png")
    assert (run.code, "There is no page 2." in run.err) == (2, True)
    assert command("preview", "a.txt", "-o", "a.txt").code == 2


def test_a_build_can_be_reported_as_json_and_opened(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    article("a.txt")
    opened: list[str] = []
    monkeypatch.setattr("proceedings.cli.delivering.opened_by_desktop", lambda path: opened.append(str(path)) or True)
    run = command("build", "a.txt", "--json", "--open")
    record = json.loads(run.out)
    assert (record["source"], record["status"]) == ("a.txt", "built")
    assert [file["path"] for file in record["files"]] == ["a-brief.pdf", "a-summary.pdf"]
    assert opened == ["out/a-brief.pdf", "out/a-summary.pdf"]
    verdict = json.loads(command("verify", "out/a-brief.pdf", "a.txt", "--json").out)
    assert verdict["findings"] == [] and verdict["compared"] > 10
    assert {"name": "plain", "folder": "built in"} in json.loads(command("layouts", "list", "--json").out)
