"""Whatever the glyphs are, the text that a reader gets is the text that was meant, letter for letter."""

from __future__ import annotations

import subprocess
from pathlib import Path

import page
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sheet import LATIN, Sheet, faces, glyphs, tool

from proceedings.pdf.check import check
from proceedings.pdf.embed import to_unicode
from proceedings.pdf.publish import publish
from proceedings.pdf.readback import ReadBack, describe_tags, read_cmap, text_through_tags
from proceedings.pdf.show import shared
from proceedings.typeset.placement import TextRun
from proceedings.values import replace


def said(*lines: str, **more: object) -> list[str]:
    """Publish lines as one paragraph; give what is read of it. The file must be faultless."""
    sheet = Sheet()
    sheet.paragraph(*lines, **more)
    made = publish(sheet.pages(), faces())
    assert check(made) == []
    assert page.is_pdf_compliant_bytes(made, profile="3a")
    return [text for _, text in text_through_tags(made)]


def operators(*lines: str, **more: object) -> str:
    sheet = Sheet()
    sheet.paragraph(*lines, **more)
    contents = ReadBack(publish(sheet.pages(), faces())).reader.pages[0].get_contents()
    assert contents is not None
    return contents.get_data().decode()


def test_a_ligature_is_read_as_its_letters() -> None:
    assert len(glyphs("office")) < len("office")
    assert said("office waffle fish") == ["office waffle fish"]


def test_a_ligature_character_of_the_source_is_read_as_its_letters() -> None:
    ligature = glyphs("fi")[0]
    assert ligature.text == "fi"
    assert said("\ufb01sh", glyphs=(replace(ligature, text="\ufb01"), *glyphs("sh"))) == ["fish"]


def test_words_are_not_joined_where_a_line_ends() -> None:
    assert said("the ", "organisers ", "met") == ["the organisers met"]
    spaced, bare = [line for line in operators("the ", "the").split("\n") if line.endswith("Tj")]
    assert len(spaced) == len(bare) + 4  # the code of a space


def test_a_word_broken_without_a_space_stays_whole() -> None:
    assert said("Trans-", "Caspian") == ["Trans-Caspian"]


def test_a_character_beyond_the_first_plane_is_read() -> None:
    letter = glyphs("A")[0]
    assert said("𝔄 𝟠", glyphs=(replace(letter, text="𝔄"), replace(letter, text=" "), replace(letter, text="𝟠"))) == ["𝔄 𝟠"]


def test_one_glyph_may_stand_for_different_texts() -> None:
    letter = glyphs("A")[0]
    drawn = tuple(replace(letter, text=text) for text in ("A", "Α", "А", "A"))
    assert said("AΑАA", glyphs=drawn) == ["AΑАA"]
    assert operators("AΑАA", glyphs=drawn).count("<0001000200030001> Tj") == 1


def test_glyphs_that_share_a_text_of_several_characters_share_it_out() -> None:
    letter, mark = glyphs("e")[0], glyphs("´")[0]
    drawn = (replace(letter, text="é\u0323"), replace(mark, text="", dx=-300.0, dy=120.0, advance=0.0), letter)
    assert said("é\u0323e", glyphs=drawn) == ["é\u0323e"]
    assert "ActualText" not in operators("é\u0323e", glyphs=drawn)


def test_glyphs_that_outnumber_their_characters_say_them_together() -> None:
    letter, mark = glyphs("e")[0], glyphs("´")[0]
    drawn = (letter, replace(letter, text="ệ"), replace(mark, text=""), replace(mark, text=""), letter)
    assert said("eệe", glyphs=drawn) == ["eệe"]
    assert operators("eệe", glyphs=drawn).count("/Span <</ActualText <feff1ec7>>> BDC") == 1


def test_a_run_from_right_to_left_says_its_letters_as_they_stand() -> None:
    lam_alef, meem = replace(glyphs("a")[0], text="لا"), replace(glyphs("b")[0], text="م")
    drawn = (meem, lam_alef)  # read لام
    assert said("لام", glyphs=drawn, reordered=True, lang="ar") == ["مال"]
    assert "ActualText" not in operators("لام", glyphs=drawn, reordered=True, lang="ar")


def test_text_that_the_glyphs_do_not_say_is_said_for_them() -> None:
    assert said("Seite", glyphs=glyphs("page")) == ["Seite"]


def test_a_run_in_another_language_names_it() -> None:
    assert "/Span <</Lang <66722d4341> >> BDC" in operators("mot", lang="fr-CA")


def test_a_character_that_pdf_forbids_is_left_out() -> None:
    letter = glyphs("a")[0]
    assert said("a\ufeffa", glyphs=(letter, replace(letter, text="\ufeff"), letter)) == ["a\u200ba"]


def test_the_map_of_texts_keeps_to_a_hundred_rows_a_block() -> None:
    texts = [chr(0x4E00 + n) for n in range(250)] + ["ffi", "𝔄"]
    written = to_unicode(texts)
    assert [int(line.split()[0]) for line in written.split(b"\n") if line.endswith(b"beginbfchar")] == [100, 100, 52]
    assert list(read_cmap(written).values()) == texts


@given(st.text(max_size=5), st.integers(1, 6))
def test_what_glyphs_share_out_is_the_whole_text(text: str, count: int) -> None:
    shares = shared(text, count)
    assert "".join(shares) == text
    assert len(shares) == count


LETTERS = "".join(map(chr, [*range(0x21, 0x7F), *range(0xA1, 0x180), *range(0x391, 0x3CA), *range(0x410, 0x4F0)]))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(
                st.text(st.sampled_from([c for c in LETTERS if faces()["serif-regular"].draws(c)]), min_size=1), min_size=1
            ),
            st.sampled_from(["serif-regular", "sans-italic"]),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_words_come_back_as_they_were(lines: list[tuple[list[str], str]]) -> None:
    sheet = Sheet()
    element = sheet.element("P")
    expected = ""
    for words, face in lines:
        drawable = "".join(c for c in " ".join(words) if faces()[face].draws(c)).strip() or "x"
        expected += sheet.line(drawable + " ", element, face=face).text
    made = publish(sheet.pages(), faces())
    assert text_through_tags(made) == [("P", expected)]


def test_runs_on_both_sides_of_a_rule_or_a_page_are_one_paragraph() -> None:
    from proceedings.typeset.placement import Rule

    sheet = Sheet()
    element = sheet.paragraph("over ")
    sheet.add(Rule(72, 90, 100, 1, "#000000"))
    sheet.line("the rule ", element)
    sheet.turn()
    sheet.line("and the page", element)
    made = publish(sheet.pages(), faces())
    assert check(made) == []
    assert describe_tags(made) == "Document\n  P\n    'over '\n    'the rule '\n    'and the page'\n"


def test_a_run_of_no_glyphs_does_no_harm() -> None:
    sheet = Sheet()
    element = sheet.paragraph("one ")
    sheet.add(TextRun(72, 90, "serif-regular", 11, "#000000", (), " ", element))
    sheet.line("two", element)
    made = publish(sheet.pages(), faces())
    assert check(made) == []
    assert text_through_tags(made) == [("P", "one  two")]


@pytest.mark.parametrize("face", LATIN)
def test_a_program_that_knows_no_tags_finds_the_words_too(face: str, tmp_path: Path) -> None:
    pdftotext = tool("pdftotext")
    sheet = Sheet()
    sheet.paragraph("The efficient ", "officer of Vaduz ", "waffled", face=face)
    (tmp_path / "a.pdf").write_bytes(publish(sheet.pages(), faces()))
    ran = subprocess.run([pdftotext, "-raw", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["The", "efficient", "officer", "of", "Vaduz", "waffled"]
