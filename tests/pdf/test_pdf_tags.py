"""The tag tree says of each element what it is, and nothing that it is not."""

from __future__ import annotations

from typing import Any

import pytest
from sample import png, published
from sheet import Sheet, faces

from proceedings.pdf.check import check
from proceedings.pdf.publish import publish
from proceedings.pdf.readback import ReadBack, describe_tags
from proceedings.typeset.placement import Picture

TREE = """\
Document
  H1
    'Office files of the first conference'
  Sect
    H2
      'Opening session'
    P
      'The efficient officer waffled about the price of fish; see '
      Link
        'the web site'
      ' or '
      Link
        'the table below'
      '.'
    P
      'Ambassador Kistafin spoke first, and spoke for a long while '
      'over the end of the page.'
    L ListNumbering=/Decimal
      LI
        Lbl
          '1.'
        LBody
          'Қазақстан and Ελλάδα, each in its own letters'
    Table ID=people
      THead
        TR
          TH Scope=/Column
            'Name'
          TH Scope=/Column
            'Session'
      TBody
        TR
          TH Scope=/Row
            'Ana Ruiz'
          TD
    BlockQuote Lang=fr
      '« Mot à mot »'
    Figure Alt=Mark of the office
      ''
"""


def test_the_tree_of_the_sample() -> None:
    assert describe_tags(published()) == TREE


def entries(sheet: Sheet, role: str) -> Any:
    made = publish(sheet.pages(), faces())
    assert check(made) == []
    return next(tag for tag in ReadBack(made).tree[0].walk() if tag.role == role)


@pytest.mark.parametrize(
    ("label", "numbering"),
    [
        *[("1.", "/Decimal"), ("a)", "/LowerAlpha"), ("B", "/UpperAlpha")],
        *[("•", "/Disc"), ("When", "/None"), ("¶ 4", "/None"), (None, "/None")],
    ],
)
def test_a_list_says_how_its_items_are_numbered(label: str | None, numbering: str) -> None:
    sheet = Sheet()
    item = sheet.element("LI", sheet.element("L"))
    if label:
        sheet.line(label, sheet.element("Span", sheet.element("Lbl", item)))
    sheet.line("An item", sheet.element("LBody", item))
    assert entries(sheet, "L").attribute("/ListNumbering") == numbering


def test_a_table_is_summed_up_not_replaced() -> None:
    sheet = Sheet()
    row = sheet.element("TR", sheet.element("Table", alt="Who spoke when"))
    sheet.line("Name", sheet.element("TH", row))
    table = entries(sheet, "Table")
    assert table.attribute("/Summary") == "Who spoke when"
    assert "/Alt" not in table.entries


def test_a_figure_of_two_pictures_spans_both() -> None:
    sheet = Sheet()
    figure = sheet.element("Figure", alt="Two marks")
    for x in (100, 200):
        sheet.add(Picture(x, 100, 50, 41.89, png(1, 1, (1, 2, 3)), figure))
    assert [float(side) for side in entries(sheet, "Figure").attribute("/BBox")] == [100, 700, 250, 741.89]


def test_elements_are_found_by_their_names() -> None:
    sheet = Sheet()
    for name in ("b", "a", "ä"):
        sheet.line(name, sheet.element("P", id=name))
    tree = ReadBack(publish(sheet.pages(), faces())).root["/IDTree"]["/Names"]
    assert [str(name) for name in tree[::2]] == ["a", "b", "ä"]
    assert [str(place.get_object()["/ID"]) for place in tree[1::2]] == ["a", "b", "ä"]


def test_a_role_of_a_later_standard_is_explained() -> None:
    sheet = Sheet()
    sheet.paragraph("The event", role="Title")
    read = ReadBack(publish(sheet.pages(), faces()))
    assert read.root["/RoleMap"] == {"/Title": "/P"}
    assert read.tree[0].kids[0].role == "P"  # type: ignore[union-attr]


def test_an_element_without_content_is_left_out_with_all_that_is_empty_under_it() -> None:
    sheet = Sheet()
    sheet.element("TD", sheet.element("TR", sheet.element("Table")))
    sheet.paragraph("Words")
    assert describe_tags(publish(sheet.pages(), faces())) == "Document\n  P\n    'Words'\n"


def test_a_picture_and_words_of_one_element_are_one_content() -> None:
    sheet = Sheet()
    figure = sheet.element("Figure", alt="A mark")
    sheet.line("Words", figure)
    sheet.add(Picture(72, 300, 10, 10, png(1, 1, (1, 2, 3)), figure))
    contents = ReadBack(publish(sheet.pages(), faces())).reader.pages[0].get_contents()
    assert contents is not None
    operators = [line.split()[-1] for line in contents.get_data().decode().split("\n")]
    assert [name for name in operators if name in ("BDC", "BT", "ET", "Q", "EMC")] == ["BDC", "BT", "ET", "Q", "EMC"]
