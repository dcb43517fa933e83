"""The doctor says what is there, what is not, and what is broken; only what stops builds ends with 10."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_cli import Command, article, command, files, quiet_place

from proceedings.doctor import State, examine

__all__ = ["command", "quiet_place"]


def test_a_sound_installation_has_nothing_broken(command: Command) -> None:
    run = command("doctor")
    assert run.code == 0
    assert "a sample was built and checked: sample-brief.pdf" in run.out
    assert "a4 (no locale set)" in run.out
    assert files() == []


def test_a_broken_layout_of_ones_own_is_told_with_its_place(command: Command) -> None:
    article("layouts/mine/theme.toml", "[page\n")
    run = command("doctor", "--json")
    assert run.code == 10
    found = {finding["what"]: finding for finding in json.loads(run.out)}
    assert found["layout mine"]["state"] == "broken"
    assert "layouts/mine/theme.toml" in found["layout mine"]["said"]
    assert found["build"]["state"] == "ok"


def test_a_broken_setting_is_told_and_the_rest_is_looked_at_all_the_same(quiet_place: Path) -> None:
    article("proceedings.toml", "layuot = 'plain'")
    found = {finding.what: finding for finding in examine("a4")}
    assert found["settings"].state is State.BROKEN
    assert found["settings"].hint == "did you mean “layout”?"
    assert found["build"].state is State.FINE


def test_a_font_that_is_none_is_told(quiet_place: Path) -> None:
    article("mine.ttf", "no font")
    article("proceedings.toml", '[fonts]\nfallback = ["mine.ttf"]')
    assert {finding.state for finding in examine("a4") if finding.what.startswith("layout ")} == {State.BROKEN}


def test_a_cache_that_cannot_be_written_is_told_and_stops_nothing(quiet_place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article("file", "x")
    monkeypatch.setenv("PROCEEDINGS_CACHE", str(quiet_place / "file" / "cache"))
    found = next(finding for finding in examine("a4") if finding.what == "cache")
    assert (found.state, found.hint) == (State.ABSENT, "set PROCEEDINGS_CACHE to a folder of yours")


def test_an_extra_that_is_missing_says_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import metadata

    real = metadata.version

    def version(name: str) -> str:
        if name == "mammoth":
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(metadata, "version", version)
    monkeypatch.setattr(metadata, "requires", lambda _: ['mammoth>=1.11; extra == "docx"', "pypdf>=6; extra == 'html'"])
    found = {finding.what: finding for finding in examine("a4")}
    assert found["[docx]"].hint == 'pip install "proceedings-builder[docx]"'
    assert found["[html]"].state is State.FINE
