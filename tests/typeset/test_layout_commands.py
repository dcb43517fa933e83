"""Layouts are listed, shown, copied, changed in single files, and checked; their README holds to the code."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from proceedings.check import check_layout
from proceedings.errors import LayoutError, UsageError
from proceedings.read import read
from proceedings.structure import structure
from proceedings.typeset import Edition, View, open_layout, typeset_brief
from proceedings.typeset.inspect import contrast, inspect
from proceedings.typeset.layouts import built_in_layouts, copy_layout, layouts_folder
from proceedings.typeset.markup import ATTRIBUTES, VOCABULARY
from proceedings.typeset.placement import TextRun
from proceedings.typeset.theme import Style

README = (layouts_folder() / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def view() -> View:
    return View(structure(read(layouts_folder() / "common" / "sample.txt")), Edition("sample"))


def written(view: View, name: str) -> list[TextRun]:
    pages = typeset_brief(view, open_layout(name, "a4")).pages.pages
    return [p for page in pages for p in page.placements if isinstance(p, TextRun)]


@pytest.mark.parametrize("name", built_in_layouts())
def test_a_built_in_layout_is_right_on_every_paper(name: str) -> None:
    assert list(check_layout(name)) == []


def test_a_folder_with_a_theme_alone_changes_what_it_names(view: View, tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text(
        'base = "diplomatic"\n[style.h1]\nsize = 30\n[brief.measure]\nbody = 12\n', encoding="utf-8"
    )
    runs = written(view, str(tmp_path))
    assert {30, 12} <= {run.size for run in runs}
    assert {run.size for run in written(view, "diplomatic")}.isdisjoint({30, 12})


def test_a_folder_with_one_template_keeps_the_rest(view: View, tmp_path: Path) -> None:
    (tmp_path / "brief.html").write_text("<document><h1>Only {{ title }}</h1></document>", encoding="utf-8")
    assert "".join(run.text for run in written(view, str(tmp_path))).startswith("Only One Coast, One Map")


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ('[colors]\nink = "#000000"', "colors", 2),
        ("[page]\ngird = 15", "page.gird", 3),
        ("[fonts]\nfallbak = []", "fonts.fallbak", 3),
        ("[summary.ladder]\nfigures = [1]", "summary.ladder.figures", 3),
        ("[on.a3.measure]\nbody = 9", "on.a3", 2),
        ("[summary.on.a5.pages]\nfirst = 9", "summary.on.a5.pages", 2),
        ("[brief.brief]\nx = 1", "brief.brief", 2),
    ],
)
def test_a_table_that_counts_for_nothing_is_refused(view: View, tmp_path: Path, text: str, key: str, line: int) -> None:
    (tmp_path / "theme.toml").write_text(f'base = "diplomatic"\n{text}\n', encoding="utf-8")
    with pytest.raises(LayoutError, match=f"^{key} is unknown") as caught:
        written(view, str(tmp_path))
    assert caught.value.place == f"{tmp_path / 'theme.toml'}:{line}"


def test_a_base_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('base = "baroque"', encoding="utf-8")
    with pytest.raises(LayoutError, match="baroque"):
        open_layout(str(tmp_path), "a4")


def test_a_copied_layout_sets_the_same_pages(view: View, tmp_path: Path) -> None:
    copy_layout("plain", tmp_path / "mine")
    ours, theirs = written(view, str(tmp_path / "mine")), written(view, "plain")
    assert [(run.x, run.y, run.text) for run in ours] == [(run.x, run.y, run.text) for run in theirs]


def test_a_copy_writes_over_nothing(tmp_path: Path) -> None:
    copy_layout("plain", tmp_path / "mine")
    with pytest.raises(UsageError):
        copy_layout("diplomatic", tmp_path / "mine")


def test_the_check_names_pale_text_and_text_at_the_edge(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text(
        'base = "diplomatic"\n[style.deck]\ncolour = "#999999"\n[columns]\nfull = [8, 178]\nkind = [8, 50]\n', encoding="utf-8"
    )
    findings = [str(finding) for finding in check_layout(str(tmp_path))]
    assert any("#999999" in finding and "less than 7:1" in finding for finding in findings)
    assert any("less than 12 mm from the side" in finding for finding in findings)


def test_the_check_names_text_upon_text(view: View, tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('base = "diplomatic"\n[style.deck]\nabove = 2\n', encoding="utf-8")
    findings = inspect(typeset_brief(view, open_layout(str(tmp_path), "a4")).pages)
    assert any("stand upon each other" in str(finding) for finding in findings)


def test_the_check_names_lines_that_touch(view: View, tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('base = "diplomatic"\n[style.name]\nsize = 20\n', encoding="utf-8")
    findings = inspect(typeset_brief(view, open_layout(str(tmp_path), "a4")).pages)
    assert any("stand upon each other" in str(finding) for finding in findings)


def test_the_check_names_a_rule_through_text(view: View, tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('base = "diplomatic"\n[style.section-rule]\nbelow = 4\n', encoding="utf-8")
    findings = inspect(typeset_brief(view, open_layout(str(tmp_path), "a4")).pages)
    assert any("struck through" in str(finding) for finding in findings)


def test_the_check_says_once_what_is_wrong_in_many_places(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('base = "diplomatic"\n[style.number]\ncolour = "#999999"\n', encoding="utf-8")
    finding, *_ = map(str, check_layout(str(tmp_path)))
    assert re.match(r"a4, normal, brief, page 1: the text “¶.[0-9]+” in #999999 on #FFFFFF has", finding)
    assert re.search(r" \(and in [0-9]{2,} more places\)$", finding)


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#4A4F57", "#FFFFFF") == pytest.approx(8.2, abs=0.1)


def test_the_readme_names_every_element_and_attribute() -> None:
    named = set(re.findall(r"[a-z]+[0-9]?", " ".join(re.findall(r"`([^`]+)`", README))))
    assert named >= VOCABULARY
    assert named >= ATTRIBUTES


def test_the_readme_names_every_key_of_a_style_and_no_other() -> None:
    table = README[README.index("| key of a style |") :]
    named = {key for row in table.splitlines()[2:] if row.startswith("|") for key in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert named == {field.name for field in fields(Style)}


def test_the_readme_names_every_variable_of_a_template(view: View) -> None:
    from proceedings.typeset.view import Plan

    named = set(re.findall(r"\w+", README))
    assert {*view.brief(), *view.summary(Plan())} <= named


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("{% for row in facts %}\n<dt>{{ row.label }}</dt>\n<h4>x</h4>\n{% endfor %}", "unknown element <h4>"),
        ("<ul>\n\n<p>x</p></ul>", "<p> in a list"),
        ("<div>\n<p>{{ title }}</p>\n{% if title %}stray{% endif %}</div>", "stands beside blocks"),
        ("<p>\n\n</i></p>", "not well-formed"),
    ],
)
def test_a_mistake_in_the_markup_is_told_with_the_template_s_line(view: View, tmp_path: Path, part: str, sentence: str) -> None:
    template = f"{{# one\ntwo #}}\n<document>\n{{% if facts %}}\n<p>{{{{ title }}}}</p>\n{{% endif %}}\n{part}\n</document>"
    (tmp_path / "brief.html").write_text(template, encoding="utf-8")
    with pytest.raises(LayoutError, match=sentence) as caught:
        written(view, str(tmp_path))
    line = {"unknown element <h4>": 9, "<p> in a list": 9, "stands beside blocks": 7, "not well-formed": 9}[sentence]
    assert caught.value.place == f"{tmp_path / 'brief.html'}:{line}"


def test_a_mistake_in_a_macro_is_told_with_the_macro_s_file_and_line(view: View, tmp_path: Path) -> None:
    (tmp_path / "mine.html").write_text("{% macro told(words) %}\n<p>{{ words }}</p>\n<h4/>{% endmacro %}", encoding="utf-8")
    (tmp_path / "brief.html").write_text(
        '{% from "mine.html" import told with context %}\n<document>\n{{ told(title) }}</document>', encoding="utf-8"
    )
    with pytest.raises(LayoutError, match="unknown element <h4>") as caught:
        written(view, str(tmp_path))
    assert caught.value.place == f"{tmp_path / 'mine.html'}:3"


@pytest.mark.parametrize("style", ['family = "arial"', 'weight = "black"'])
def test_a_face_that_there_is_not_is_told(view: View, tmp_path: Path, style: str) -> None:
    (tmp_path / "theme.toml").write_text(f'base = "diplomatic"\n[style.deck]\n{style}\n', encoding="utf-8")
    with pytest.raises(LayoutError, match="there is no face") as caught:
        written(view, str(tmp_path))
    assert caught.value.place and "serif-semibold" in (caught.value.hint or "")
