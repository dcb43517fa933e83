"""A theme's facts are checked, and a complaint names the file and the key; later styles win property by property."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from proceedings.errors import LayoutError
from proceedings.typeset.keylines import place_of
from proceedings.typeset.theme import BASE, MM, Style, Theme, load_theme, merge, read_tables

LEAST = """
[page]
first = 120
later = 90
last = 60
grid = 15
[columns]
text = [62, 124]
label = [20, 37]
"""


def theme(tmp_path: Path, more: str = "", document: str = "brief", paper: str = "a4", **measures: float) -> Theme:
    path = tmp_path / "theme.toml"
    path.write_text(LEAST + more, encoding="utf-8")
    return load_theme(path, document, paper, measures=measures)


def style(tmp_path: Path, more: str, tag: str, *classes: str, inside: tuple[str, ...] = (), parent: Style = BASE) -> Style:
    return theme(tmp_path, more).style(tag, list(classes), inside, parent)


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        ('[style.p]\nsize = "huge"', "style.p.size = 'huge' is not a number or the name of a [measure]"),
        ("[style.p]\nsize = true", "style.p.size = True is not"),
        ("[style.p]\nsise = 11", "style.p.sise: unknown property"),
        ("[style.p]\nhang = 1", "style.p.hang = 1 is not true or false"),
        ('[style.p]\nkeep = "yes"', "style.p.keep = 'yes' is not true or false"),
        ("[style.p]\nfamily = 3", "style.p.family = 3 is not text in quotation marks"),
        ('[style.p]\ncolour = "red"', "style.p.colour = 'red' is not a colour #rrggbb or a name in [colours]"),
        ('[style.p]\ncolour = "#12345"', "style.p.colour = '#12345' is not a colour"),
        ('[colours]\ninky = "#zzzzzz"\n[style.p]\ncolour = "inky"', "style.p.colour = '#zzzzzz' is not a colour"),
        ('[style.p]\ncolumn = "texte"', "style.p.column = 'texte' is not the name of a column in [columns]"),
        ('[style.p]\nbreaking = "never"', "style.p.breaking = 'never' is not one of: fit, sense, balance"),
        ('[style."points li"]\nabove = "x"', "style.points li.above = 'x' is not"),
        ("[columns.more]\nx = 1", "columns.more"),
    ],
)
def test_a_complaint_names_the_key_and_what_it_must_be(tmp_path: Path, more: str, complaint: str) -> None:
    with pytest.raises(LayoutError) as caught:
        theme(tmp_path, more)
    assert complaint in str(caught.value)
    key = complaint.split(" ")[0].rstrip(":").split(".")[-1]
    line = next((n for n, line in enumerate((LEAST + more).splitlines(), 1) if line.startswith((key, f"[columns.{key}]"))), 0)
    assert caught.value.place == f"{tmp_path / 'theme.toml'}:{line or (LEAST + more).count(chr(10)) + 1}"
    assert caught.value.hint


@pytest.mark.parametrize("key", ["first", "later", "last", "grid"])
def test_a_missing_measure_of_the_page_is_named(tmp_path: Path, key: str) -> None:
    path = tmp_path / "theme.toml"
    path.write_text("\n".join(line for line in LEAST.splitlines() if not line.startswith(f"{key} ")), encoding="utf-8")
    with pytest.raises(LayoutError, match=f"page.{key}"):
        load_theme(path, "brief", "a4")


@pytest.mark.parametrize("column", ["[62]", "[62, 124, 3]", '"text"', '["a", 3]', "62"])
def test_a_column_has_a_left_edge_and_a_width(tmp_path: Path, column: str) -> None:
    path = tmp_path / "theme.toml"
    path.write_text(f"{LEAST}wrong = {column}\n", encoding="utf-8")
    with pytest.raises(LayoutError, match=r"columns\.wrong"):
        load_theme(path, "brief", "a4")


def test_what_is_not_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "theme.toml"
    path.write_text("[page]\nfirst = ten\n", encoding="utf-8")
    with pytest.raises(LayoutError, match=r"this is not TOML: .*line 2") as caught:
        load_theme(path, "brief", "a4")
    assert caught.value.place == f"{path}:2"


def test_a_table_where_a_style_is_wanted_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LayoutError):
        theme(tmp_path, "[style]\np = 3")


def test_columns_are_millimetres_and_the_last_line_counts_from_the_foot(tmp_path: Path) -> None:
    found = theme(tmp_path)
    assert found.columns["text"] == pytest.approx((62 * MM, 124 * MM))
    assert found.last == pytest.approx(841.89 - 60)
    assert theme(tmp_path, paper="letter").last == pytest.approx(792 - 60)


def test_a_measure_by_name_is_what_the_fitting_ladder_changes(tmp_path: Path) -> None:
    more = '[measure]\nbody = 11\n[style.p]\nsize = "body"'
    assert theme(tmp_path, more).style("p", [], (), BASE).size == 11
    assert theme(tmp_path, more, body=9.5).style("p", [], (), BASE).size == 9.5


def test_a_document_and_a_paper_lay_their_own_keys_over_the_rest(tmp_path: Path) -> None:
    more = (
        "[style.p]\nsize = 11\nleading = 15\n[on.letter.style.p]\nleading = 14\n"
        "[summary.style.p]\nsize = 10\n[summary.on.letter.style.p]\nsize = 9\n"
    )

    def found(document: str, paper: str) -> tuple[float, float]:
        p = theme(tmp_path, more, document, paper).style("p", [], (), BASE)
        return p.size, p.leading

    assert found("brief", "a4") == (11, 15)
    assert found("brief", "letter") == (11, 14)
    assert found("summary", "a4") == (10, 15)
    assert found("summary", "letter") == (9, 14)


def test_a_condition_lays_its_keys_over_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "theme.toml"
    path.write_text(f"{LEAST}[on.marked.page]\nfirst = 140\n", encoding="utf-8")
    assert load_theme(path, "brief", "a4").first == 120
    assert load_theme(path, "brief", "a4", ["marked"]).first == 140


STYLES = """
[style.p]
size = 10
leading = 10
above = 1
[style.quiet]
size = 20
leading = 40
[style.loud]
size = 30
[style."points p"]
above = 4
[style."points quiet"]
leading = 50
[style."deep quiet"]
leading = 60
"""


@pytest.mark.parametrize(
    ("classes", "inside", "wanted"),
    [
        ((), (), {"size": 10, "leading": 10, "above": 1}),
        (("quiet",), (), {"size": 20, "leading": 40, "above": 1}),
        (("quiet", "loud"), (), {"size": 30, "leading": 40, "above": 1}),
        (("loud", "quiet"), (), {"size": 20, "leading": 40, "above": 1}),
        (("quiet",), ("ul", "points"), {"size": 20, "leading": 50, "above": 4}),
        (("quiet",), ("ul", "points", "li", "deep"), {"size": 20, "leading": 60, "above": 4}),
        (("quiet",), ("deep", "points"), {"size": 20, "leading": 50, "above": 4}),
        (("unknown",), (), {"size": 10, "leading": 10, "above": 1}),
    ],
)
def test_a_tag_gives_way_to_a_class_and_a_class_to_an_ancestor(
    tmp_path: Path, classes: tuple[str, ...], inside: tuple[str, ...], wanted: dict[str, Any]
) -> None:
    found = style(tmp_path, STYLES, "p", *classes, inside=inside)
    assert {key: getattr(found, key) for key in wanted} == wanted


def test_text_properties_are_handed_down_and_the_others_are_not(tmp_path: Path) -> None:
    parent = style(
        tmp_path,
        '[style.aside]\nsize = 9\nfamily = "sans"\nabove = 30\nkeep = true\nhang = true\ny = 3\ncolumn = "label"',
        "aside",
    )
    child = style(tmp_path, "", "p", parent=parent)
    assert (child.size, child.family, child.column) == (9, "sans", "label")
    assert (child.above, child.keep, child.hang, child.y) == (None, False, False, None)


@pytest.mark.parametrize(
    ("weight", "italic", "face"),
    [
        ("regular", False, "serif"),
        ("regular", True, "serif-italic"),
        ("semibold", False, "serif-semibold"),
        ("semibold", True, "serif-semibold-italic"),
    ],
)
def test_family_weight_and_slope_name_the_face(weight: str, italic: bool, face: str) -> None:
    assert Style(weight=weight, italic=italic).face == face


def test_a_leading_below_four_is_a_multiple_of_the_size(tmp_path: Path) -> None:
    more = '[measure]\ntitle = 20\n[style.h1]\nsize = "title"\nleading = 1.2\n'
    assert theme(tmp_path, more).style("h1", [], (), BASE).leading == pytest.approx(24)
    assert theme(tmp_path, more, title=30).style("h1", [], (), BASE).leading == pytest.approx(36)
    large = theme(tmp_path, f"{more}[on.a4.page]\nscale = 1.5\n").style("h1", [], (), BASE)
    assert (large.size, large.leading) == (pytest.approx(30), pytest.approx(36))


def test_leading_keeps_its_proportion_to_a_size_that_is_given_alone(tmp_path: Path) -> None:
    parent = Style(size=10, leading=15)
    assert style(tmp_path, "[style.p]\nsize = 20", "p", parent=parent).leading == 30


@pytest.mark.parametrize("leading", ["29", "0.9", '"step"'])
def test_a_leading_that_would_set_lines_upon_each_other_is_refused(tmp_path: Path, leading: str) -> None:
    with pytest.raises(LayoutError, match=r"style\.h1: leading = .* too little for size = 30") as caught:
        theme(tmp_path, f"[measure]\nstep = 22.5\n[style.h1]\nsize = 30\nleading = {leading}\n")
    assert caught.value.place == f"{tmp_path / 'theme.toml'}:{LEAST.count(chr(10)) + 5}"


def test_a_complaint_names_the_line_of_the_value_that_counted(tmp_path: Path) -> None:
    more = '[style.p]\nsize = 11\n[on.letter.style."p"]\nsize = "big"\n'
    theme(tmp_path, more)
    with pytest.raises(LayoutError) as caught:
        theme(tmp_path, more, paper="letter")
    assert caught.value.place == f"{tmp_path / 'theme.toml'}:{LEAST.count(chr(10)) + 4}"


def test_a_complaint_about_a_value_of_the_layout_below_names_that_one_s_file(tmp_path: Path) -> None:
    own, base = tmp_path / "own.toml", tmp_path / "base.toml"
    own.write_text("[style.p]\nkeep = true\n", encoding="utf-8")
    base.write_text(LEAST + "[style.p]\nhang = 3\n", encoding="utf-8")
    tables = merge(read_tables(base), read_tables(own))
    with pytest.raises(LayoutError, match=r"style\.p\.hang") as caught:
        load_theme(own, "brief", "a4", tables=tables, base=base)
    assert caught.value.place == f"{base}:{LEAST.count(chr(10)) + 2}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[style."points li"]\n\nabove = 3', 3),
        ("[style]\n'points li'.above = 3", 2),
        ("[style]\n# above = 3\n[style.'points li'] # above\nsize = 3", 3),
        ("style.p.above = 3", None),
    ],
)
def test_a_key_is_found_as_toml_may_write_it(tmp_path: Path, text: str, line: int | None) -> None:
    path = tmp_path / "theme.toml"
    path.write_text(text, encoding="utf-8")
    assert place_of([path], [("style", "points li", "above")]) == (f"{path}:{line}" if line else str(path))
