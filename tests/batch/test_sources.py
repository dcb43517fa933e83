"""A batch reads what counts as an article and nothing else, and refuses two that would write the same names."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from proceedings.batch import Ledger, list_articles, split
from proceedings.errors import UnreadableError, UsageError
from proceedings.read import is_article


@pytest.fixture(autouse=True)
def quiet_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def lay(*names: str) -> None:
    """Lay down files of these names."""
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()


def listed(*named: str, out: str = "out", paths: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(article.source, article.folder) for article in list_articles(named, Path(out), paths)]


@pytest.mark.parametrize("name", ["a.txt", "A.MD", "two words.markdown", "readme of 2025.txt", "x/y.txt"])
def test_a_text_is_an_article(name: str) -> None:
    assert is_article(name)


@pytest.mark.parametrize(
    "name",
    ["a.txt.proceedings.toml", "people.toml", "README.md", "readme.txt", "a.jpg", "a", ".a.txt", "x/.proceedings-1-a.tmp"],
)
def test_a_sidecar_a_readme_and_what_is_hidden_are_none(name: str) -> None:
    assert not is_article(name)


def test_a_folder_is_mirrored_in_the_order_of_its_paths() -> None:
    lay("archive/b.txt", "archive/2025/may/a.txt", "archive/2025/a.txt", "archive/a.md")
    assert listed("archive") == [
        ("archive/2025/a.txt", "2025"),
        ("archive/2025/may/a.txt", "2025/may"),
        ("archive/a.md", ""),
        ("archive/b.txt", ""),
    ]


def test_what_is_no_article_is_passed_over() -> None:
    lay("archive/a.txt", "archive/a.txt.proceedings.toml", "archive/README.md", "archive/people.toml", "archive/.git/a.txt")
    assert listed("archive") == [("archive/a.txt", "")]


def test_the_documents_of_the_last_run_are_no_articles() -> None:
    lay("a.txt", "out/a-brief.pdf", "out/sub/b.txt", "other/out/c.txt")
    assert listed(".") == [("./a.txt", ""), ("./other/out/c.txt", "other/out")]


def test_documents_beside_their_articles_are_no_articles() -> None:
    lay("x/a.txt", "x/a-brief.pdf", "x/a-brief.html", "x/sub/b-summary.pdf")
    assert listed("x", out="x") == [("x/a.txt", "")]


def test_links_to_folders_are_not_followed() -> None:
    lay("archive/a.txt")
    Path("archive/again").symlink_to(Path("archive").absolute(), target_is_directory=True)
    assert listed("archive") == [("archive/a.txt", "")]


def test_a_pattern_is_mirrored_from_where_one_stands() -> None:
    lay("in/2024/a.txt", "in/2025/a.txt", "in/2025/b.md", "in/2025/README.txt")
    assert listed("in/**/*.txt") == [("in/2024/a.txt", "in/2024"), ("in/2025/a.txt", "in/2025")]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file() -> None:
    lay("a[1].txt", "a1.txt")
    assert listed("a[1].txt") == [("a[1].txt", "")]


def test_a_list_keeps_its_order_and_paths_from_elsewhere_their_whole_folder(tmp_path: Path) -> None:
    elsewhere = tmp_path.parent / "elsewhere" / "c.txt"
    paths = ("sub/b.txt", "a.txt", "b.jpg", "./sub/../sub/d.txt", str(elsewhere))
    whole = str(elsewhere.parent.relative_to(elsewhere.anchor))
    assert listed("-", paths=paths) == [
        ("sub/b.txt", "sub"),
        ("a.txt", ""),
        ("./sub/../sub/d.txt", "sub"),
        (str(elsewhere), whole),
    ]


@pytest.mark.parametrize("end", [b"\n", b"\0"])
def test_a_list_is_split_at_its_ends_wherever_it_comes_in_pieces(end: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proceedings.batch.sources.CHUNK", 3)
    paths = [b"a.txt", b"", b"two words.txt", b"d\xff/e.txt"]
    assert list(split(io.BytesIO(end.join(paths)), end)) == ["a.txt", "two words.txt", os.fsdecode(b"d\xff/e.txt")]


def test_a_list_from_windows_is_read() -> None:
    assert list(split(io.BytesIO(b"a.txt\r\nb.txt\r\n"), b"\n")) == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    ("names", "named"),
    [
        (("in/a.txt", "in/a.md"), ("in",)),
        (("in/A.txt", "in/a.md"), ("in",)),
        (("one/a.txt", "two/a.txt"), ("one", "two")),
        (("in/a.txt",), ("in", "in")),
        (("a.txt",), ("a.txt", "./a.txt")),
    ],
)
def test_two_that_would_write_the_same_names_are_refused(names: tuple[str, ...], named: tuple[str, ...]) -> None:
    lay(*names)
    with pytest.raises(UsageError, match=r"would both write .*-brief\.pdf"):
        listed(*named)


def test_the_same_name_in_two_folders_is_two_names() -> None:
    lay("in/x/a.txt", "in/y/a.txt")
    assert len(listed("in")) == 2


@pytest.mark.parametrize(("named", "said"), [("empty", "There is no article in it"), ("gone", "no such file or folder")])
def test_where_there_is_no_article_nothing_is_begun(named: str, said: str) -> None:
    Path("empty").mkdir()
    lay("empty/README.md")
    with pytest.raises(UnreadableError, match=said):
        listed(named)
    with pytest.raises(UnreadableError, match="There is no article"):
        listed("-")


def test_a_folder_that_cannot_be_listed_is_kept_as_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    lay("in/a.txt", "in/shut/b.txt")
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = list(list_articles(["in"], Path("out")))
    assert [(article.source, article.fault) for article in found] == [
        ("in/a.txt", ""),
        ("in/shut", "The folder cannot be listed: Permission denied."),
    ]


def test_the_lines_of_a_report_stand_in_the_order_of_the_list() -> None:
    lay("in/a.txt", "in/b.txt")
    ledger: Ledger = list_articles(["in"], Path("out"))
    for start, source in enumerate(["gone.txt", "in/b.txt", "in/a.txt", "in/b.txt"]):
        ledger.note(source, 10 * start, 10)
    assert list(ledger.lines()) == [(0, 10), (20, 10), (30, 10)]
