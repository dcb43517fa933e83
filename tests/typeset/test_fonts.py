"""Words are shaped with their letters kept; a character that a face lacks is drawn by another, or named."""

from __future__ import annotations

from pathlib import Path

import pytest
import uharfbuzz
from hypothesis import given
from hypothesis import strategies as some
from setting import faces

from proceedings.errors import MissingGlyphError
from proceedings.typeset.fonts import WORDS_KEPT, Faces, shape
from proceedings.typeset.layouts import layouts_folder

ALPHABET = (
    "abcdefgilnrstuvwxyzABCDEFGÁÈÖÇŞİıłőșțñþßæœ-–—’“”.,:;()0123456789€$%&@¶§бгдежзийкльяӘәҒғҚқҢңӨөҰұҮүҺһІіαβγδέήίό\u0301\u0327"
)
WORDS = some.text(some.sampled_from(ALPHABET), min_size=1, max_size=24)
FACES = ["serif", "serif-semibold", "serif-italic", "display-semibold", "sans", "sans-semibold", "sans-italic"]


def test_a_ligature_keeps_its_letters() -> None:
    glyphs = faces()["serif"].shape("office").glyphs
    assert len(glyphs) < len("office")
    assert [glyph.text for glyph in glyphs if len(glyph.text) > 1] == ["ffi"]


def test_a_combining_mark_belongs_to_its_letter() -> None:
    texts = [glyph.text for glyph in faces()["serif"].shape("xe\u0301y").glyphs]
    assert "".join(texts) == "xe\u0301y"
    assert "e\u0301" in texts


def test_letters_are_kerned() -> None:
    def width(text: str) -> float:
        return faces()["serif"].shape(text).advance

    assert width("AV") < width("A") + width("V")


@pytest.mark.parametrize("face", FACES)
@given(word=WORDS)
def test_the_glyphs_of_a_word_hold_its_letters_in_order(face: str, word: str) -> None:
    assert faces()[face].shape(word).text == word


@given(WORDS)
def test_no_glyph_of_a_known_word_is_a_blank_box(word: str) -> None:
    assert [run.draws(text) for run, text in faces().runs("serif", word)]
    assert all(glyph.id for run, text in faces().runs("serif", word) for glyph in run.shape(text).glyphs)


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize(
    "word",
    [
        "Kassym-Jomart",
        "Қасым-Жомарт",
        "Тоқаев",
        "Ερντογάν",
        "Erdoğan",
        "Łukasik",
        "Nguyễn",
        "Škoda",
        "“quoted”",
        "€1.7",
        "₸",
        "₹",
        "№7",
        "10\u202f000",
        "\u2009",
        "\u00a0",
        "½",
        "→",
        "•",
        "…",
    ],
)
def test_what_reports_are_written_with_is_drawn(face: str, word: str) -> None:
    assert "".join(text for _, text in faces().runs(face, word)) == word


@pytest.mark.parametrize(
    ("word", "character", "named"),
    [
        ("金田", "金", "“金” (U+91D1, CJK UNIFIED IDEOGRAPH-91D1)"),
        ("Kim 김", "김", "“김” (U+AE40, HANGUL SYLLABLE GIM)"),
        ("\U00013000", "\U00013000", "(U+13000, EGYPTIAN HIEROGLYPH A001)"),
        ("\ue000", "\ue000", "(U+E000, no name)"),
    ],
)
def test_a_character_that_no_face_has_is_named(word: str, character: str, named: str) -> None:
    with pytest.raises(MissingGlyphError) as caught:
        faces().runs("serif", word)
    assert caught.value.character == character
    assert named in str(caught.value)
    assert caught.value.exit_code == 5
    assert caught.value.hint


@pytest.fixture(scope="module")
def half_alphabets(tmp_path_factory: pytest.TempPathFactory) -> Faces:
    """Two faces: `latin` has Latin letters alone, `full` all there is."""
    folder = tmp_path_factory.mktemp("fonts")
    full = layouts_folder() / "common" / "fonts" / "sans-regular.ttf"
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).set(set(range(0x20, 0x7F)))
    face = uharfbuzz.subset(uharfbuzz.Face(uharfbuzz.Blob(full.read_bytes())), wanted)
    path: Path = folder / "latin.ttf"
    path.write_bytes(face.blob.data)
    return Faces({"latin": path, "full": full}, ["full"])


def test_another_face_stands_in_for_the_characters_that_one_lacks(half_alphabets: Faces) -> None:
    found = [(face.name, text) for face, text in half_alphabets.runs("latin", "Ana Ерлан!")]
    assert found == [("latin", "Ana "), ("full", "Ерлан"), ("latin", "!")]


def test_a_mark_is_drawn_by_the_face_of_its_letter(half_alphabets: Faces) -> None:
    found = [text for _, text in half_alphabets.runs("latin", "xe\u0301y")]
    assert [text for text in found if text.startswith("\u0301")] == []


@given(WORDS)
def test_fallback_loses_no_character(half_alphabets: Faces, word: str) -> None:
    assert "".join(text for _, text in half_alphabets.runs("latin", word)) == word


def test_faces_do_not_remember_words_without_end() -> None:
    some = [faces()["serif"], faces()["sans"]]
    first = some[0].shape("river")
    for number in range(WORDS_KEPT):
        some[number % 2].shape(f"no. {number}")
    assert shape.cache_info().currsize == WORDS_KEPT
    assert some[0].shape("river").glyphs == first.glyphs
