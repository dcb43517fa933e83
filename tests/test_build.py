"""The article that the project begins with becomes a brief and a sheet that say what it says, in its own words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from proceedings.build import Built, Order, build, output_path, refuse_same_names
from proceedings.errors import UsageError, WriteError
from proceedings.explain import explanation
from proceedings.model import Proceedings, Section
from proceedings.read import read
from proceedings.store import write_all
from proceedings.structure import structure
from proceedings.typeset import Edition, View, open_layout, typeset_brief, typeset_summary
from proceedings.typeset.placement import FURNITURE, Pages, Rule, TextRun

SEED = next((Path(__file__).parents[1] / "seeds").glob("000_*.txt"))
SPEAKERS = ["Yerzhan Kistafin", "Khalid Mahmood", "Fahad Haroon", "Hasan Ali Zaigham", "Yasar Ayaz", "Khurram Dastgir Khan"]


@cache
def understood() -> Proceedings:
    return structure(read(SEED))


@pytest.fixture(scope="module", params=["a4", "letter"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(SEED, Order(folder=tmp_path_factory.mktemp("out"), paper=request.param))


def pages_of(path: Path) -> list[str]:
    """Read a PDF's pages as anybody's reader does, with white space made one."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def plain(text: str) -> str:
    return " ".join(text.split())


def test_the_brief_has_two_or_three_pages_and_the_sheet_one(built: Built) -> None:
    brief, sheet = (len(pages_of(file.path)) for file in built.files)
    assert brief in (2, 3)
    assert sheet == 1
    assert [file.pages for file in built.files] == [brief, sheet]


def test_the_files_can_be_mailed(built: Built) -> None:
    brief, sheet = built.files
    assert brief.size == brief.path.stat().st_size <= 250_000
    assert sheet.size == sheet.path.stat().st_size <= 120_000


def test_every_sentence_stands_in_the_proceedings_verbatim_and_in_order(built: Built) -> None:
    p = built.proceedings
    text = " ".join(pages_of(built.files[0].path))
    at = text.index(" Proceedings ")
    order = [Section.CONTEXT, Section.WELCOME, Section.WORKING, Section.CONCLUDING, Section.OUTCOME]
    used = [s for section in order for s in p.sentences if s.section is section]
    assert len(used) > 15
    for sentence in used:
        words = plain(p.words(sentence.span))
        found = text.find(words, at)
        assert found >= 0, words
        at = found + len(words)


def test_headline_and_hashtags_are_no_part_of_the_proceedings(built: Built) -> None:
    _, _, text = " ".join(pages_of(built.files[0].path)).partition(" Proceedings ")
    body, _, _ = text.partition("Figures cited")
    assert "Strategic Partnership Formalized Between" not in body
    assert "#Pakistan" not in text


@pytest.mark.parametrize("name", SPEAKERS)
def test_both_documents_name_everybody_who_spoke(built: Built, name: str) -> None:
    for file in built.files:
        assert name in " ".join(pages_of(file.path))


def test_the_sheet_says_what_the_source_does_not_state(built: Built) -> None:
    (sheet,) = pages_of(built.files[1].path)
    assert "Not stated in the source" in sheet


def test_the_sheet_keeps_to_its_number_of_words(built: Built) -> None:
    (sheet,) = pages_of(built.files[1].path)
    assert 240 <= len(sheet.split()) <= 350


def test_a_build_leaves_the_article_as_it_was(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    content = SEED.read_bytes()
    article.write_bytes(content)
    build(article, Order(folder=tmp_path))
    assert article.read_bytes() == content
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-brief.pdf", "a-summary.pdf", "a.txt"]


def test_windows_line_endings_change_no_word(tmp_path: Path) -> None:
    unix, windows = tmp_path / "unix.txt", tmp_path / "windows.txt"
    content = SEED.read_bytes().replace(b"\r\n", b"\n")
    unix.write_bytes(content)
    windows.write_bytes(content.replace(b"\n", b"\r\n"))
    one, other = structure(read(unix)), structure(read(windows))
    assert [plain(one.words(s.span)) for s in one.sentences] == [plain(other.words(s.span)) for s in other.sentences]
    assert [(s.section, s.attribution.speakers) for s in one.sentences] == [
        (s.section, s.attribution.speakers) for s in other.sentences
    ]


# -- writing --------------------------------------------------------------------------------------------------------------


def test_output_files_are_named_after_the_article() -> None:
    assert output_path(Path("out"), "report", "brief") == Path("out/report-brief.pdf")


@pytest.mark.parametrize("pair", [("a.txt", "b/a.md"), ("A.txt", "a.txt"), ("-", "stdin.txt"), ("ß.txt", "SS.txt")])
def test_two_articles_that_would_write_one_file_are_refused(pair: tuple[str, str]) -> None:
    with pytest.raises(UsageError) as caught:
        refuse_same_names(pair)
    assert all(f"“{name}”" in str(caught.value) for name in pair)


def test_articles_of_different_names_are_welcome() -> None:
    refuse_same_names(["a.txt", "b.txt", "c/ab.txt", "-"])


def test_when_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "two").mkdir()
    with pytest.raises(WriteError) as caught:
        write_all({tmp_path / "one": b"1", tmp_path / "two": b"2", tmp_path / "three": b"3"})
    assert caught.value.place == str(tmp_path / "two")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["two"]


def test_a_file_that_is_replaced_is_never_half_there(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    reader = path.open("rb")
    write_all({path: b"new"})
    with reader:
        assert reader.read() == b"old"
    assert path.read_bytes() == b"new"


# -- goldens --------------------------------------------------------------------------------------------------------------


def block_role(pages: Pages, element: int) -> str:
    """Give the role of the block that an element stands in."""
    while pages.elements[element].role == "Span":
        element = pages.elements[element].parent
    return pages.elements[element].role


def placements(pages: Pages) -> str:
    """Write pages as text: each placement's place, then face, size, role and words (or a rule's measures)."""
    lines = []
    for number, page in enumerate(pages.pages, 1):
        lines.append(f"page {number}: {page.width:.1f} × {page.height:.1f}")
        for p in page.placements:
            at = f"{p.x:7.1f} {p.y:7.1f}  "
            if isinstance(p, TextRun):
                role = "–" if p.element == FURNITURE else block_role(pages, p.element)
                lines.append(f"{at}{p.face:<16} {p.size:5.2f}  {role:<8} {p.text.rstrip(' ')}")
            elif isinstance(p, Rule):
                lines.append(f"{at}rule {p.width:.1f} × {p.thickness:g} {p.colour}")
            else:
                lines.append(f"{at}{type(p).__name__.lower()} {p.width:.1f} × {p.height:.1f}")
    return "\n".join(lines) + "\n"


def test_goldens_are_not_refreshed_where_nobody_reads_them(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = request.config.pluginmanager.get_plugin(str(Path(__file__).parent / "conftest.py"))
    monkeypatch.setattr(request.config.option, "update_golden", True)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.UsageError, match="refused when CI is set"):
        shared.pytest_configure(request.config)
    monkeypatch.delenv("CI")
    shared.pytest_configure(request.config)


def test_the_seed_is_understood_as_it_was(golden: Callable[[str, str], None]) -> None:
    golden("seed-structure.txt", explanation(understood()))


@pytest.mark.parametrize("document", ["brief", "summary"])
def test_the_pages_of_the_seed_look_as_they_did(golden: Callable[[str, str], None], document: str) -> None:
    view = View(understood(), Edition(stem=SEED.stem))
    typeset = {"brief": typeset_brief, "summary": typeset_summary}[document](view, open_layout("diplomatic", "a4"))
    golden(f"seed-{document}-pages.txt", placements(typeset.pages))
