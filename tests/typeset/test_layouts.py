"""A layout is found by its path, then in ./layouts, then among the built-in ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from build_proceedings import one_speaker

from proceedings.errors import LayoutError, UsageError
from proceedings.typeset import Edition, View, open_layout
from proceedings.typeset.layouts import available_layouts, built_in_layouts, find_layout, layouts_folder


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def copy_layout(folder: Path) -> Path:
    return Path(shutil.copytree(layouts_folder() / "diplomatic", folder))


def test_a_built_in_layout_is_found_by_name() -> None:
    assert find_layout("diplomatic") == layouts_folder() / "diplomatic"
    assert "diplomatic" in built_in_layouts()


def test_what_is_common_to_layouts_is_no_layout() -> None:
    assert "common" not in built_in_layouts()
    with pytest.raises(UsageError):
        find_layout("common")


def test_a_layout_of_one_s_own_is_found_by_its_path(elsewhere: Path) -> None:
    assert find_layout(str(copy_layout(elsewhere / "mine"))) == elsewhere / "mine"


def test_a_layout_in_the_folder_layouts_goes_before_a_built_in_one(elsewhere: Path) -> None:
    copy_layout(elsewhere / "layouts" / "diplomatic")
    assert find_layout("diplomatic").resolve() == (elsewhere / "layouts" / "diplomatic").resolve()


def test_a_layout_is_looked_for_in_the_folder_where_one_is_now(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_layout(elsewhere / "layouts" / "diplomatic")
    assert open_layout("diplomatic", "a4").folder.is_dir()
    (elsewhere / "other").mkdir()
    monkeypatch.chdir(elsewhere / "other")
    assert open_layout("diplomatic", "a4").folder.is_dir()


def test_the_layouts_at_hand_are_listed_with_their_place(elsewhere: Path) -> None:
    copy_layout(elsewhere / "layouts" / "ours")
    found = dict(available_layouts())
    assert found["diplomatic"] == "built in"
    assert found["ours"] == str(Path("layouts") / "ours")


def test_an_unknown_layout_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError) as caught:
        find_layout("diplomatik")
    assert str(caught.value) == "There is no layout “diplomatik”."
    assert "diplomatic" in (caught.value.hint or "")


@pytest.mark.parametrize("name", ["", ".", "..", "nowhere/at/all", "x" * 300, "a\nb"])
def test_an_odd_name_is_refused_in_the_same_way(name: str) -> None:
    with pytest.raises(UsageError):
        find_layout(name)


def test_a_missing_font_file_is_named(elsewhere: Path) -> None:
    folder = copy_layout(elsewhere / "mine")
    theme = folder / "theme.toml"
    theme.write_text(theme.read_text(encoding="utf-8").replace("sans-italic.ttf", "gone.ttf"), encoding="utf-8")
    with pytest.raises(LayoutError, match=r"gone\.ttf.* is missing") as caught:
        open_layout(str(folder), "a4")
    assert caught.value.place == str(theme)


@pytest.mark.parametrize("name", built_in_layouts())
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("document", ["brief", "summary"])
def test_every_built_in_layout_has_a_theme_that_holds(name: str, paper: str, document: str) -> None:
    layout = open_layout(name, paper)
    theme = layout.theme(View(one_speaker(), Edition("made")), document)
    assert {style["family"] for style in theme.styles.values() if "family" in style} <= set(layout.faces.by_name) | {"display"}
    for left, width in theme.columns.values():
        assert left >= 0 and left + width <= theme.width
