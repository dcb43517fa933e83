"""Pages are filled with strips: every distance is baseline to baseline, and nothing is divided that should not be."""

from __future__ import annotations

from itertools import pairwise

import pytest
from geometry import faults
from hypothesis import given
from hypothesis import strategies as some
from setting import baseline, faces, rules, runs, step, theme, typeset

from proceedings.errors import LayoutError, ProceedingsError
from proceedings.typeset.placement import FURNITURE, Fill, Pages
from proceedings.typeset.theme import MM

FILLER = "Delegates from both countries spoke of transit, water, energy and the schooling of the young people of the region. "


def paragraph(lines: int, opening: str = "Opening", **attributes: str) -> str:
    """Give a paragraph of so many lines."""
    attribute = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<p{attribute}>" + "<br/>".join(f"{opening} {n}" for n in range(1, lines + 1)) + "</p>"


def heights(pages: Pages, page: int = 0) -> list[float]:
    """Give the heights of a page's baselines, furniture apart, from top to bottom."""
    return sorted({run.y for run in runs(pages.pages[page]) if run.element != FURNITURE})


# -- distances ----------------------------------------------------------------------------------------------------------


def test_a_gap_is_the_distance_of_two_baselines_whatever_the_sizes() -> None:
    pages = typeset(
        '<p>one</p><p class="big">two</p><p>three</p>',
        {"big": {"size": 30, "leading": 40, "above": 50}},
    )
    assert step(pages, "one", "two") == pytest.approx(50)
    assert step(pages, "two", "three") == pytest.approx(22.5)


def test_the_lines_of_a_paragraph_stand_a_leading_apart() -> None:
    pages = typeset(paragraph(4))
    assert [b - a for a, b in pairwise(heights(pages))] == pytest.approx([15] * 3)


def test_the_first_baseline_is_the_theme_s_on_the_first_page_and_on_the_others() -> None:
    pages = typeset(paragraph(6) * 12)
    assert len(pages.pages) > 1
    assert [heights(pages, n)[0] for n in range(len(pages.pages))] == pytest.approx([100, *[80] * (len(pages.pages) - 1)])


def test_what_is_asked_below_goes_before_what_the_next_asks_above() -> None:
    pages = typeset('<p class="tight">one</p><p>two</p><p>three</p>', {"tight": {"below": 17}})
    assert step(pages, "one", "two") == pytest.approx(17)
    assert step(pages, "two", "three") == pytest.approx(22.5)


def test_a_rule_stands_between_two_baselines_as_asked() -> None:
    pages = typeset('<p>one</p><hr class="rule"/><p>two</p>')
    (rule,) = rules(pages.pages[0])
    assert rule.y - baseline(pages, "one")[1] == pytest.approx(12)
    assert baseline(pages, "two")[1] - rule.y == pytest.approx(18)


def test_a_container_asks_for_space_by_its_first_and_last_child() -> None:
    pages = typeset('<p>one</p><div class="far"><p>two</p><p>three</p></div><p>four</p>', {"far": {"above": 40, "below": 50}})
    assert step(pages, "one", "two") == pytest.approx(40)
    assert step(pages, "two", "three") == pytest.approx(22.5)
    assert step(pages, "three", "four") == pytest.approx(50)


def test_after_another_leading_the_text_snaps_back_to_a_half_grid_line() -> None:
    pages = typeset('<p class="odd">one</p><p class="snap">two</p>', {"odd": {"below": 19.3}, "snap": {"snap": True}})
    _, y = baseline(pages, "two")
    assert (y - 80) % 7.5 == pytest.approx(0, abs=0.01)
    assert 0 <= y - (100 + 19.3) < 7.5


# -- hanging cells --------------------------------------------------------------------------------------------------------


def test_a_label_and_a_number_stand_on_the_first_baseline_of_their_text() -> None:
    pages = typeset('<h2 class="label">Opening session</h2><p><span class="number">7</span>The text of it.</p>')
    assert step(pages, "Opening", "The text") == step(pages, "7", "The text") == 0


def test_a_hanging_cell_takes_no_room_from_the_text() -> None:
    plain, hung = typeset("<p>one</p><p>two</p>"), typeset('<p>one</p><p><span class="number">7</span>two</p>')
    assert step(plain, "one", "two") == step(hung, "one", "two")


def test_a_number_ends_at_the_right_edge_of_its_column() -> None:
    pages = typeset('<p><span class="number">7</span>one</p><p><span class="number">12</span>two</p>')
    numbers = [run for run in runs(pages.pages[0]) if run.text.strip() in ("7", "12")]
    right = [run.x + sum(glyph.advance for glyph in run.glyphs if glyph.text != " ") * 0.009 for run in numbers]
    assert right == pytest.approx([58 * MM] * 2)


def test_a_long_label_pushes_the_next_label_down_and_not_onto_itself() -> None:
    label = '<h2 class="label">Opening session<br/>of the conference<br/>in the great hall</h2>'
    pages = typeset(f'{label}<p>one</p><h2 class="label">Closing</h2><p>two</p>')
    assert step(pages, "in the great hall", "Closing") >= 12
    assert step(pages, "Closing", "two") == 0


def test_a_rule_waits_for_the_hanging_cells_above_it() -> None:
    label = '<h2 class="label">Opening session<br/>of the conference<br/>in the great hall</h2>'
    pages = typeset(
        f'{label}<p>one</p><hr class="rule"/><p>two</p>', {"rule": {"rule": 0.5, "above": 12, "below": 18, "clear": True}}
    )
    (rule,) = rules(pages.pages[0])
    assert rule.y >= baseline(pages, "in the great hall")[1] + 12


def test_a_term_stands_beside_its_definition() -> None:
    pages = typeset("<dl><dt>When</dt><dd>Monday</dd><dt>Where</dt><dd>Almaty</dd></dl>")
    assert step(pages, "When", "Monday") == step(pages, "Where", "Almaty") == 0
    assert step(pages, "Monday", "Almaty") == pytest.approx(15)


def test_the_cells_of_a_row_stand_on_one_baseline_and_the_deepest_makes_the_row() -> None:
    row = "<tr><th>Ana Ruiz<br/>of Madrid<br/>in Spain</th><td>Minister</td></tr><tr><th>Bo Lee</th><td>Chair</td></tr>"
    pages = typeset(f"<table>{row}</table>")
    assert step(pages, "Ana Ruiz", "Minister") == step(pages, "Bo Lee", "Chair") == 0
    assert step(pages, "in Spain", "Bo Lee") == pytest.approx(16)


# -- page breaks ------------------------------------------------------------------------------------------------------------


def divided(pages: Pages, opening: str) -> list[int]:
    """Give how many lines of a paragraph stand on each page."""
    counts = [sum(run.text.startswith(opening) for run in runs(page)) for page in pages.pages]
    return [count for count in counts if count]


@given(before=some.integers(30, 44), lines=some.integers(1, 20))
def test_a_page_break_leaves_no_line_alone_and_keeps_short_paragraphs_whole(before: int, lines: int) -> None:
    pages = typeset(paragraph(before, "Before", **{"class": "free"}) + paragraph(lines), {"free": {"whole": 1}})
    parts = divided(pages, "Opening")
    assert sum(parts) == lines
    if lines <= 6:
        assert len(parts) == 1
    assert min(parts) >= min(2, lines)


def test_a_paragraph_of_seven_lines_may_be_divided() -> None:
    pages = typeset(paragraph(42, "Before") + paragraph(7))
    assert len(divided(pages, "Opening")) == 2


def test_no_page_goes_below_the_last_line() -> None:
    pages = typeset(paragraph(3) * 40)
    for number in range(len(pages.pages)):
        assert heights(pages, number)[-1] <= 841.89 - 60 + 0.01


def test_every_line_is_printed_once_and_in_order() -> None:
    pages = typeset("".join(paragraph(n % 9 + 1, f"P{n}line") for n in range(40)))
    expected = [f"P{n}line {line}" for n in range(40) for line in range(1, n % 9 + 2)]
    assert [run.text.strip() for page in pages.pages for run in runs(page)] == expected


@given(before=some.integers(30, 46))
def test_a_heading_stands_with_three_lines_of_its_text(before: int) -> None:
    pages = typeset(
        paragraph(before, "Before", **{"class": "free"}) + "<h2>Heading</h2>" + paragraph(3, "Text", **{"class": "free"}),
        {"free": {"whole": 1, "orphans": 1, "widows": 1}},
    )
    page, _ = baseline(pages, "Heading")
    assert baseline(pages, "Text 3")[0] == page


@given(before=some.integers(30, 46))
def test_a_kept_block_is_not_divided(before: int) -> None:
    rows = "".join(f"<p>Kept {n}</p>" for n in range(4))
    pages = typeset(paragraph(before, "Before") + f'<div class="kept">{rows}</div>')
    assert divided(pages, "Kept") == [4]


def test_a_kept_block_longer_than_a_page_is_divided_all_the_same() -> None:
    rows = "".join(f"<p>Kept {n}</p>" for n in range(60))
    pages = typeset(f'<div class="kept">{rows}</div>')
    assert sum(divided(pages, "Kept")) == 60
    assert all(heights(pages, number)[-1] <= 782 for number in range(len(pages.pages)))


def test_a_kept_block_longer_than_a_page_leaves_no_line_alone() -> None:
    for before in (0, 1, 2):
        kept = "".join(paragraph(4, f"Kept{n}_") for n in range(30))
        pages = typeset(paragraph(before + 1, "Before") + f'<div class="kept">{kept}</div>')
        assert all(divided(pages, f"Kept{n}_") == [4] for n in range(30))


def test_a_panel_longer_than_a_page_keeps_off_the_foot() -> None:
    styles = {"panel": {"fill": "#F2F4F7", "inset_top": 22, "inset_bottom": 14, "keep": True}}
    pages = typeset(f'<div class="panel">{paragraph(3) * 40}</div>', styles)
    assert [fault for fault in faults(pages, theme(styles), faces()) if "panel" in fault] == []


@given(before=some.integers(36, 48))
def test_a_rule_neither_heads_nor_ends_a_page(before: int) -> None:
    pages = typeset(
        paragraph(before, "Before", **{"class": "free"}) + '<hr class="rule"/>' + paragraph(3), {"free": {"whole": 1}}
    )
    for number, page in enumerate(pages.pages):
        for rule in rules(page):
            assert heights(pages, number)[0] < rule.y < heights(pages, number)[-1]


def test_a_rule_at_the_head_of_a_page_vanishes_and_the_text_takes_its_place() -> None:
    pages = typeset(paragraph(46, "Before") + '<hr class="rule"/>' + paragraph(3))
    assert len(pages.pages) == 2
    assert rules(pages.pages[1]) == []
    assert baseline(pages, "Opening") == (1, 80)


def test_a_rule_at_the_end_of_a_document_vanishes() -> None:
    assert rules(typeset('<p>one</p><hr class="rule"/>').pages[0]) == []


def section(title: str, content: str) -> str:
    return f'<section title="{title}, continued"><h2 class="label">{title}</h2>{content}</section>'


def test_a_section_that_goes_on_gets_its_label_again() -> None:
    pages = typeset(section("Working", paragraph(3) * 20) + section("Closing", paragraph(3, "End")))
    assert len(pages.pages) == 2
    page, y = baseline(pages, "Working, continued")
    assert (page, y) == (1, 80)
    assert "continued" not in " ".join(run.text for run in runs(pages.pages[0]))
    assert [run.element for run in runs(pages.pages[1]) if "continued" in run.text] == [FURNITURE]


def test_a_section_that_begins_on_a_page_is_not_called_continued() -> None:
    pages = typeset(paragraph(46, "Before") + section("Working", paragraph(3)))
    assert baseline(pages, "Working") == (1, 80)
    assert "continued" not in " ".join(run.text for page in pages.pages for run in runs(page))


def test_a_row_taller_than_a_page_is_refused_or_divided_but_not_cut_off() -> None:
    cell = "<br/>".join(f"Line {n}" for n in range(80))
    try:
        pages = typeset(f"<table><tr><th>Ana</th><td>{cell}</td></tr></table>")
    except ProceedingsError:
        return
    assert all(run.y <= 841.89 - 16 * MM for page in pages.pages for run in runs(page))


def fills(pages: Pages) -> list[tuple[float, float]]:
    """Give top and bottom of the panels of the first page."""
    return [(p.y, p.y + p.height) for p in pages.pages[0].placements if isinstance(p, Fill)]


def test_a_panel_reaches_as_far_over_and_under_its_text_as_asked() -> None:
    styles = {"panel": {"fill": "#F2F4F7", "inset_top": 22, "inset_bottom": 14}}
    pages = typeset('<p>one</p><div class="panel"><p>two</p><p>three</p></div><p>four</p>', styles)
    ((top, bottom),) = fills(pages)
    assert baseline(pages, "two")[1] - top == pytest.approx(22)
    assert bottom - baseline(pages, "three")[1] == pytest.approx(14)


# -- foot and furniture -------------------------------------------------------------------------------------------------------


def test_a_foot_hangs_with_its_last_line_at_its_height() -> None:
    pages = typeset('<p>one</p><aside class="foot"><p>Foot 1<br/>Foot 2<br/>Foot 3</p></aside>')
    assert baseline(pages, "Foot 3")[1] == pytest.approx(841.89 - 50)
    assert step(pages, "Foot 1", "Foot 2") == pytest.approx(11)


def test_a_foot_of_several_paragraphs_hangs_with_its_last_line_at_its_height() -> None:
    pages = typeset(
        '<p>one</p><aside class="foot"><p class="small">Foot 1<br/>Foot 2</p><p class="small">Foot 3<br/>Foot 4</p></aside>'
    )
    assert baseline(pages, "Foot 4")[1] == pytest.approx(841.89 - 50)


@given(lines=some.integers(38, 47))
def test_text_keeps_clear_of_the_foot(lines: int) -> None:
    foot = "<br/>".join(f"Foot {n}" for n in range(5))
    pages = typeset(
        paragraph(lines, "Text", **{"class": "free"}) + f'<aside class="foot"><p>{foot}</p></aside>', {"free": {"whole": 1}}
    )
    page, y = baseline(pages, "Foot 0")
    assert page == len(pages.pages) - 1
    assert max([run.y for run in runs(pages.pages[page]) if run.text.startswith("Text")], default=0) <= y - 12


FURNISHED = (
    '<header class="first"><p class="running">Masthead</p></header>'
    '<header class="later"><p class="running">Running head</p></header>'
    '<footer><p class="folio"><span class="page"/> of <span class="pages"/></p></footer>'
)


def furniture(pages: Pages) -> list[str]:
    return [" ".join("".join(run.text for run in runs(page) if run.element == FURNITURE).split()) for page in pages.pages]


def test_the_first_page_and_the_others_have_furniture_of_their_own() -> None:
    found = furniture(typeset(FURNISHED + paragraph(3) * 40))
    assert found == [f"{'Masthead' if n == 1 else 'Running head'}{n} of {len(found)}" for n in range(1, len(found) + 1)]


def test_furniture_stands_at_its_height_from_the_top_or_from_the_bottom() -> None:
    pages = typeset(FURNISHED + "<p>one</p>")
    assert baseline(pages, "Masthead") == (0, 60)
    assert baseline(pages, "1 of 1")[1] == pytest.approx(841.89 - 40)


def test_furniture_that_is_too_long_is_cut_at_a_word_and_says_so() -> None:
    (found,) = furniture(typeset(f'<header><p class="running">{FILLER * 3}</p></header><p>one</p>'))
    assert found.endswith("…")
    assert FILLER.startswith(found[:-1])
    assert FILLER[len(found) - 1] in " ,."


def test_furniture_keeps_the_text_s_reading_order() -> None:
    pages = typeset(FURNISHED + paragraph(2))
    elements = [run.element for run in runs(pages.pages[0])]
    body = [element for element in elements if element != FURNITURE]
    assert body == sorted(body)


# -- elements -----------------------------------------------------------------------------------------------------------------


def test_the_outline_names_the_headings_and_their_pages() -> None:
    pages = typeset("<h1>Title</h1><p>one</p><h2>First</h2>" + paragraph(40) + "<h2>Second</h2><p>two</p>")
    assert [(m.title, m.level, m.page) for m in pages.outline] == [("Title", 0, 0), ("First", 1, 0), ("Second", 1, 1)]


@given(some.lists(some.sampled_from(["h1", "h2", "h3"]), min_size=1, max_size=8))
def test_the_outline_skips_no_level(tags: list[str]) -> None:
    levels = [mark.level for mark in typeset("".join(f"<{tag}>x</{tag}><p>y</p>" for tag in tags)).outline]
    assert levels[0] == 0
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_links_lead_to_the_place_of_their_target() -> None:
    pages = typeset('<p><a href="#p7">seven</a></p>' + paragraph(46, "Before") + '<p id="p7">Target</p>')
    assert [run.href for run in runs(pages.pages[0]) if run.href] == ["#p7"]
    (target,) = pages.targets
    assert target == ("p7", *baseline(pages, "Target"))


def test_blocks_become_elements_with_the_roles_of_their_kind() -> None:
    pages = typeset(
        "<h1>t</h1><ul><li>a</li></ul><table><tr><th scope='row'>b</th><td>c</td></tr></table><dl><dt>d</dt><dd>e</dd></dl>"
    )
    roles = [(element.role, pages.elements[element.parent].role if element.parent >= 0 else "") for element in pages.elements]
    for pair in [
        ("H1", "Document"),
        ("L", "Document"),
        ("LI", "L"),
        ("LBody", "LI"),
        ("TR", "Table"),
        ("TH", "TR"),
        ("TD", "TR"),
    ]:
        assert pair in roles
    assert ("Lbl", "LI") in roles
    assert [element.scope for element in pages.elements if element.role == "TH"] == ["Row"]


@pytest.mark.parametrize(
    ("markup", "sentence"),
    [
        ("stray words<p>one</p>", "text “stray words” stands beside blocks"),
        ("<div>stray<p>one</p></div>", "text “stray” stands beside blocks"),
        ("<ul><p>one</p></ul>", "<p> in a list"),
    ],
)
def test_blocks_in_the_wrong_place_are_refused(markup: str, sentence: str) -> None:
    with pytest.raises(LayoutError) as caught:
        typeset(markup)
    assert sentence in str(caught.value)
    assert caught.value.hint


def test_an_empty_document_is_one_empty_page() -> None:
    (page,) = typeset("").pages
    assert page.placements == ()


# -- the checker of pages sees what is wrong ----------------------------------------------------------------------------------


PLANTED = [
    ('<p class="high">one</p><p>two</p>', {"high": {"y": 40}}, "mm from the edge"),
    ('<p>one</p><p class="low">two</p>', {"low": {"y": -30}}, "mm from the edge"),
    ('<p>one</p><p class="onto">two</p>', {"onto": {"above": 4}}, "lies on"),
    ('<p class="right">' + FILLER + "</p>", {"right": {"column": "label", "unbroken": True}}, None),
    ("<p>one</p>" + paragraph(50, "Long", **{"class": "loose"}), {"loose": {"widows": 0, "orphans": 0, "whole": 0}}, None),
    (
        paragraph(42, "A") + paragraph(4, "Loose", **{"class": "loose"}),
        {"loose": {"widows": 1, "orphans": 1, "whole": 0}},
        "is divided",
    ),
    (paragraph(45, "A") + "<h2>Heading</h2>" + paragraph(4), {"h2": {"keep_next": False, "above": 15}}, "stands alone"),
    ('<div class="panel"><p>one</p></div>', {"panel": {"fill": "#F2F4F7", "inset_top": 20, "inset_bottom": 9}}, None),
    ('<div class="panel"><p>one</p></div>', {"panel": {"fill": "#F2F4F7", "inset_top": 2, "inset_bottom": 9}}, "sticks out"),
    ('<p class="pale">one</p>', {"pale": {"colour": "#777777"}}, "has a contrast of 4.5"),
    ('<p>one</p><hr class="rule"/><p>two</p>', {"rule": {"rule": 0.5, "colour": "#DDDDDD"}}, "a rule has a contrast of"),
    ('<p>one</p><hr class="rule"/><p>two</p>', {"rule": {"rule": 0.5, "above": 14, "below": 4}}, "strikes text through"),
]


@pytest.mark.parametrize(("markup", "styles", "fault"), PLANTED)
def test_a_planted_fault_of_geometry_is_found(markup: str, styles: dict[str, dict[str, object]], fault: str | None) -> None:
    found = faults(typeset(markup, styles), theme(styles), faces())
    if fault is None:
        assert found == []
    else:
        assert any(fault in sentence for sentence in found), found
