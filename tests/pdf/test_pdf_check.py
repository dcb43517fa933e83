"""Every way in which a PDF could mislead is caught: by our own check, or by a validator where that knows better."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import page
import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NameObject, NullObject, NumberObject, TextStringObject
from sample import published

from proceedings.pdf.check import check
from proceedings.pdf.readback import text_through_tags


def broken(harm: Callable[[Any], None]) -> bytes:
    """Give the sample after some harm was done to its objects."""
    writer = PdfWriter(clone_from=BytesIO(published()))
    harm(writer)
    stored = BytesIO()
    writer.write(stored)
    return stored.getvalue()


def elements(writer: Any, role: str) -> list[Any]:
    """Find the structure elements of a role, in the order of their objects."""
    found = [entry.get_object() for entry in writer._objects if isinstance(entry, DictionaryObject)]
    return [entry for entry in found if entry.get("/Type") == "/StructElem" and entry.get("/S") == f"/{role}"]


def numbers(writer: Any) -> Any:
    return writer.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]


def drop(key: str) -> Callable[[Any], None]:
    def harm(writer: Any) -> None:
        del writer.root_object[key]

    return harm


def drop_in(role: str, key: str) -> Callable[[Any], None]:
    def harm(writer: Any) -> None:
        del elements(writer, role)[0][key]

    return harm


def drop_on_page(key: str) -> Callable[[Any], None]:
    def harm(writer: Any) -> None:
        del writer.pages[0][key]

    return harm


def rename(old: str, new: str) -> Callable[[Any], None]:
    def harm(writer: Any) -> None:
        elements(writer, old)[0][NameObject("/S")] = NameObject(f"/{new}")

    return harm


def scramble(writer: Any) -> None:
    owners = numbers(writer)[1]
    owners[0], owners[1] = owners[1], owners[0]


def lose_the_way_of_a_link(writer: Any) -> None:
    writer.pages[0]["/Annots"][0].get_object()[NameObject("/StructParent")] = NumberObject(99)


def hold_no_annotation(writer: Any) -> None:
    link = elements(writer, "Link")[0]
    link[NameObject("/K")] = link["/K"][0]


def say_nothing_of_a_link(writer: Any) -> None:
    del writer.pages[0]["/Annots"][0].get_object()["/Contents"]


def lead_nowhere(writer: Any) -> None:
    writer.pages[0]["/Annots"][2].get_object()["/Dest"][0] = NullObject()


def forget_content(writer: Any) -> None:
    elements(writer, "H2")[0][NameObject("/K")] = ArrayObject()


def hold_content_twice(writer: Any) -> None:
    elements(writer, "H2")[0][NameObject("/K")] = ArrayObject([NumberObject(1), NumberObject(0)])


def read_backwards(writer: Any) -> None:
    elements(writer, "Document")[0]["/K"].reverse()


def lose_a_cell(writer: Any) -> None:
    elements(writer, "TR")[1]["/K"].pop()


def lose_scope(writer: Any) -> None:
    del elements(writer, "TH")[0]["/A"]["/Scope"]


def fonts(writer: Any) -> Any:
    return next(iter(writer.pages[0]["/Resources"]["/Font"].values())).get_object()


def lose_the_font_file(writer: Any) -> None:
    del fonts(writer)["/DescendantFonts"][0].get_object()["/FontDescriptor"]["/FontFile2"]


def lose_the_text_of_a_font(writer: Any) -> None:
    del fonts(writer)["/ToUnicode"]


def slip_in_helvetica(writer: Any) -> None:
    helvetica = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")})
    helvetica[NameObject("/BaseFont")] = NameObject("/Helvetica")
    writer.pages[0]["/Resources"]["/Font"][NameObject("/F99")] = helvetica


def rewrite(change: Callable[[list[Any]], list[Any]]) -> Callable[[Any], None]:
    def harm(writer: Any) -> None:
        sheet = writer.pages[0]
        content = ContentStream(sheet.get_contents(), writer)
        content.operations = change(content.operations)
        sheet[NameObject("/Contents")] = writer._add_object(content)

    return harm


def paint_outside(operations: list[Any]) -> list[Any]:
    return [*operations, ([NumberObject(0)] * 4, b"re"), ([], b"f")]


def mark_twice(operations: list[Any]) -> list[Any]:
    first = next(place for place, (operands, name) in enumerate(operations) if name == b"BDC" and "/MCID" in operands[1])
    return [*operations, operations[first], ([], b"EMC")]


def wrap_in_an_artifact(operations: list[Any]) -> list[Any]:
    return [([NameObject("/Artifact"), DictionaryObject()], b"BDC"), *operations, ([], b"EMC")]


def lose_a_file(writer: Any) -> None:
    writer.root_object["/AF"].pop()


def disagree(writer: Any) -> None:
    writer.add_metadata({"/Title": "Another"})


def mumble(writer: Any) -> None:
    for font in writer.pages[0]["/Resources"]["/Font"].values():
        cmap = font.get_object()["/ToUnicode"]
        cmap.set_data(cmap.get_data().replace(b"<0001> <", b"<0001> <e000"))


@pytest.mark.parametrize(
    ("harm", "finding"),
    [
        (drop("/Lang"), "does not say its language"),
        (drop("/MarkInfo"), "does not say that it is tagged"),
        (drop("/ViewerPreferences"), "DisplayDocTitle"),
        (drop("/Metadata"), "no XMP"),
        (drop("/StructTreeRoot"), "no structure tree"),
        (drop_in("Figure", "/Alt"), "no alternative text"),
        (drop_in("Figure", "/A"), "BBox"),
        (rename("H2", "H3"), "page 1, H3 'Opening session': the level before it is H1"),
        (rename("H1", "H2"), "the level before it is none"),
        (rename("BlockQuote", "Wisdom"), "no standard role"),
        (rename("L", "Sect"), "page 2, LI '1.Қазақстан and Ελλάδα, each in its own ': it must not stand in Sect"),
        (rename("Document", "Sect"), "begins with Sect"),
        (scramble, "the way back leads elsewhere"),
        (lose_the_way_of_a_link, "page 1, link 'the web': the way back leads elsewhere"),
        (hold_no_annotation, "no Link element holds it"),
        (rename("Link", "Span"), "no Link element holds it"),
        (say_nothing_of_a_link, "does not say where it leads"),
        (lead_nowhere, "a page that the document does not have"),
        (drop_on_page("/Annots"), "an annotation that no page shows"),
        (forget_content, "page 1, content 1: no tag holds it: 'Opening session'"),
        (forget_content, "it has no content"),
        (hold_content_twice, "page 1, content 0: more than one tag holds it"),
        (read_backwards, "after later content"),
        (lose_a_cell, "different numbers of cells"),
        (lose_scope, "Scope"),
        (drop_on_page("/StructParents"), "StructParents"),
        (drop_on_page("/Tabs"), "Tabs"),
        (lose_the_font_file, "it is not embedded"),
        (slip_in_helvetica, "font Helvetica: it is not embedded"),
        (lose_the_text_of_a_font, "ToUnicode"),
        (rewrite(paint_outside), "page 1: f paints outside of the tags"),
        (rewrite(mark_twice), "is marked twice"),
        (rewrite(wrap_in_an_artifact), "stands inside other marked content"),
        (disagree, "the XMP metadata give another title"),
        (lose_a_file, "does not say that it belongs to it"),
        (mumble, "U+E000 cannot be read aloud"),
    ],
)
def test_our_check_finds(harm: Callable[[Any], None], finding: str) -> None:
    found = check(broken(harm))
    assert any(finding in sentence for sentence in found), found


def test_a_copy_without_harm_is_faultless() -> None:
    assert check(broken(lambda writer: None)) == []


@pytest.mark.parametrize("content", [b"", b"no PDF", published()[:3000], published()[:-40]])
def test_a_damaged_file_is_a_finding_not_an_error(content: bytes) -> None:
    assert check(content)


def lose_the_intent(writer: Any) -> None:
    del writer.root_object["/OutputIntents"]


@pytest.mark.parametrize(
    ("harm", "profile"),
    [
        (lose_the_intent, "3a"),
        (drop("/Metadata"), "ua1"),
        (lose_the_font_file, "3a"),
        (rename("H2", "H3"), "ua1"),
    ],
)
def test_a_validator_finds(harm: Callable[[Any], None], profile: str) -> None:
    assert not page.is_pdf_compliant_bytes(broken(harm), profile=profile)


def test_swapped_words_are_read_swapped() -> None:
    """No validator sees that two elements point at each other's words: comparing the text with the model's does."""

    def swap(writer: Any) -> None:
        first, second = elements(writer, "TH")[:2]
        first[NameObject("/K")], second[NameObject("/K")] = second["/K"], first["/K"]
        owners = numbers(writer)[3]
        one, other = int(first["/K"]), int(second["/K"])
        owners[one], owners[other] = owners[other], owners[one]

    read = [text for role, text in text_through_tags(broken(swap)) if role == "TH"]
    assert read == ["Session", "Name", "Ana Ruiz"]
    assert page.is_pdf_compliant_bytes(broken(swap), profile="ua1")


def test_a_text_in_place_of_the_glyphs_is_what_is_read() -> None:
    def replace(operations: list[Any]) -> list[Any]:
        for operands, name in operations:
            if name == b"BDC" and operands[1].get("/MCID") == 0:
                operands[1][NameObject("/ActualText")] = TextStringObject("Instead")
        return operations

    assert text_through_tags(broken(rewrite(replace)))[0] == ("H1", "Instead")
