"""The command does what was asked or says in a sentence why not: exit codes, what goes where, and nothing half-written."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfReader

from proceedings import __version__
from proceedings.cli import Commands, main
from proceedings.typeset.opening import open_folder

CASES = Path(__file__).parent / "cases"
ARTICLE = CASES / "conference_article.txt"
RECIPE = CASES / "recipe.txt"
BARE = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}


@dataclass(frozen=True)
class Run:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


Command = Callable[..., Run]


@pytest.fixture(autouse=True, scope="module")
def forget_layouts_found_elsewhere() -> None:
    open_folder.cache_clear()


@pytest.fixture(autouse=True)
def quiet_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, with nothing in the environment that a build reads."""
    place = tmp_path / "place"
    place.mkdir()
    monkeypatch.chdir(place)
    for name in ("SOURCE_DATE_EPOCH", "PROCEEDINGS_DEBUG", "LC_ALL", "LC_PAPER", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return place


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run the command in this process."""

    def run(*arguments: str | Path) -> Run:
        monkeypatch.setattr(sys, "argv", ["proceedings", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        code = stopped.value.code
        return Run(code if isinstance(code, int) else 0, out, err)

    return run


def outside(*arguments: str | Path, **variables: str) -> Run:
    """Run the command in a process of its own, with nothing but these variables."""
    found = subprocess.run(
        [sys.executable, "-m", "proceedings", *map(str, arguments)],
        env=BARE | variables,
        capture_output=True,
        check=False,
    )
    out, err = found.stdout.decode("utf-8", "replace"), found.stderr.decode("utf-8", "replace")
    assert "Traceback" not in out + err
    return Run(found.returncode, out, err)


def article(name: str, text: str | bytes | None = None) -> Path:
    """Write an article into the current folder; without a text, the usual one."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = ARTICLE.read_bytes() if text is None else text
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def files(folder: str | Path = ".") -> list[str]:
    """List all files under a folder."""
    return sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*") if path.is_file())


def digests(folder: str | Path) -> dict[str, str]:
    return {name: sha256((Path(folder) / name).read_bytes()).hexdigest() for name in files(folder)}


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


# -- what is printed, and where ----------------------------------------------------------------------------------------


def test_the_version_is_printed_as_data(command: Command) -> None:
    assert command("--version") == Run(0, f"proceedings {__version__}\n", "")


def test_a_build_writes_both_documents_and_prints_no_data(command: Command) -> None:
    article("report.txt")
    run = command("build", "report.txt")
    assert (run.code, run.out) == (0, "")
    assert files("out") == ["report-brief.pdf", "report-summary.pdf"]


def test_a_build_says_what_it_read_found_and_wrote_and_what_to_type_next(command: Command) -> None:
    article("our report.txt")
    lines = command("build", "our report.txt").err.splitlines()
    assert lines[0] == "Read       our report.txt: 7 paragraphs, 13 sentences, 193 words"
    assert lines[1].startswith("Found      4 speakers, ")
    assert any(line.startswith("Written    out/our report-brief.pdf (") for line in lines)
    assert any(line.startswith("           out/our report-summary.pdf (1 page, ") for line in lines)
    assert lines[-1].startswith("Next       proceedings structure 'our report.txt' --explain")


def test_json_is_the_only_thing_on_stdout(command: Command) -> None:
    article("a.txt")
    run = command("structure", "a.txt", "--json")
    assert (run.code, run.err) == (0, "")
    assert run.out.count("\n") == 1
    document = json.loads(run.out)
    assert document["source"]["name"] == "a.txt"
    assert {s["name"] for s in document["speakers"]} >= {"Ingrid Solheim", "Daniyar Bekov", "Marat Tulegen", "Nadia Karimova"}


def test_json_of_several_articles_is_a_line_each(command: Command) -> None:
    article("a.txt")
    article("b.txt")
    run = command("structure", "a.txt", "b.txt", "--json")
    assert [json.loads(line)["source"]["name"] for line in run.out.splitlines()] == ["a.txt", "b.txt"]


def test_structure_explains_each_sentence(command: Command) -> None:
    run = command("structure", ARTICLE, "--explain")
    assert run.code == 0
    assert "Ingrid Solheim  [stated; name-verb; cue “called”]" in run.out


def test_structure_gives_an_overview_and_writes_no_file(command: Command) -> None:
    run = command("structure", ARTICLE)
    assert run.code == 0
    assert "speaker       Ambassador Ingrid Solheim" in run.out
    assert files() == []


def test_structure_refuses_no_text(command: Command) -> None:
    assert command("structure", RECIPE).code == 0


def test_the_layouts_are_listed_on_stdout(command: Command) -> None:
    run = command("layouts", "list")
    assert (run.code, run.err) == (0, "")
    assert "diplomatic\tbuilt in" in run.out.splitlines()


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["structure", "--help"], ["layouts", "--help"]])
def test_help_is_given(command: Command, arguments: list[str]) -> None:
    run = command(*arguments)
    assert run.code == 0
    assert "Usage: proceedings" in run.out


# -- exit codes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "a.txt", "--colour", "red"], "--colour"),
        (["build", "a.txt", "--layout", "baroque"], "There is no layout “baroque”."),
        (["build", "a.txt", "--layout", "x" * 300], "There is no layout"),
        (["build", "a.txt", "--paper", "foolscap"], "foolscap"),
        (["build", "a.txt", "--only", "cover"], "cover"),
        (["build", "a.txt", "--date", "24/11/2026"], "“24/11/2026” is no date."),
        (["build", "a.txt", "--date", "2026-02-30"], "“2026-02-30” is no date."),
        (["build", "a.txt", "--date", ""], "“” is no date."),
        (["build", "a.txt", "sub/a.md"], "“a.txt” and “sub/a.md” would both write a-brief.pdf."),
        (["build", "a.txt", "a.txt"], "would both write a-brief.pdf."),
        (["build", "A.txt", "a.txt"], "would both write a-brief.pdf."),
        (["build"], "No article was named, and there is none in ./seeds."),
        (["structure"], "SRC"),
        (["bild", "a.txt"], "bild"),
        (["layouts", "lits"], "lits"),
    ],
)
def test_a_mistake_on_the_command_line_is_2(command: Command, arguments: list[str], said: str) -> None:
    for name in ("a.txt", "A.txt", "sub/a.md"):
        article(name)
    before = files()
    run = command(*arguments)
    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert "hint: " in run.err
    assert files() == before


def test_a_layout_with_a_mistake_is_2_with_file_and_line(command: Command) -> None:
    article("a.txt")
    from proceedings.typeset.layouts import layouts_folder

    mine = Path("mine")
    mine.mkdir()
    for name in ("theme.toml", "summary.html"):
        (mine / name).write_bytes((layouts_folder() / "diplomatic" / name).read_bytes())
    (mine / "brief.html").write_text("<document>\n<speaker>x</speaker>\n</document>", encoding="utf-8")
    run = command("build", "a.txt", "--layout", "mine")
    assert run.code == 2
    assert run.err.startswith("proceedings: mine/brief.html:2: unknown element <speaker>")
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("proceedings.toml", "[fonts\n", "proceedings.toml: this is not TOML: "),
        ("proceedings.toml", b"\xff", "proceedings.toml: this is not TOML: "),
        ("proceedings.toml", "[font]\n", "proceedings.toml:1: unknown key “font”"),
        ("proceedings.toml", '[fonts]\nfalback = ["x.ttf"]', "falback"),
        ("proceedings.toml", '[fonts]\nfallback = "x.ttf"', "proceedings.toml:2: fonts.fallback is no list of file names"),
        (
            "proceedings.toml",
            '[fonts]\nfallback = ["x.ttf"]',
            "proceedings.toml:2: fonts.fallback: the file “x.ttf” is missing",
        ),
        ("proceedings.toml", '[fonts]\nfallback = ["a.txt"]', "a.txt"),
        ("pyproject.toml", "[tool.proceedings]\nfont = 3", "pyproject.toml:2: unknown key “font”"),
        ("pyproject.toml", "tool = 3", "pyproject.toml"),
        ("pyproject.toml", '[tool]\nproceedings = "x"', "pyproject.toml"),
    ],
)
def test_a_mistake_in_the_configuration_is_2(command: Command, name: str, content: str | bytes, said: str) -> None:
    article("a.txt", ARTICLE.read_text(encoding="utf-8").replace("a common house", "a common 家 house"))
    article(name, content)
    run = command("build", "a.txt")
    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("gone.txt", None, "proceedings: gone.txt: There is no such file."),
        ("empty.txt", b"", "empty.txt: There are no words in it."),
        ("noise.txt", bytes(range(1, 9)) * 9 + b"\xff one", "noise.txt: This is no text that can be read"),
        (".", None, "proceedings: .: This is a folder, not a file."),
    ],
)
def test_an_article_that_cannot_be_read_is_3(command: Command, name: str, content: bytes | None, said: str) -> None:
    if content is not None:
        article(name, content)
    for verb in ("build", "structure"):
        run = command(verb, name)
        assert (run.code, run.out) == (3, "")
        assert said in run.err
        assert "hint: " in run.err
    assert not Path("out").exists()


def test_what_is_no_conference_is_4(command: Command) -> None:
    run = command("build", RECIPE)
    assert (run.code, run.out) == (4, "")
    assert "hint: If it is one all the same, build it with --anyway" in run.err
    assert files() == []


def test_what_is_no_conference_is_built_all_the_same_when_asked(command: Command) -> None:
    assert command("build", RECIPE, "--anyway").code == 0
    assert files("out") == ["recipe-brief.pdf", "recipe-summary.pdf"]


def test_structure_says_in_a_notice_that_it_is_no_conference(command: Command) -> None:
    run = command("structure", RECIPE, "--json")
    assert run.code == 0
    assert "no-conference" in [notice["code"] for notice in json.loads(run.out)["notices"]]


def test_a_character_that_no_font_has_is_5_with_its_place(command: Command) -> None:
    text = ARTICLE.read_text(encoding="utf-8").replace("Marat Tulegen, Deputy", "Marat Tulegen (金田), Deputy")
    article("cjk.txt", text)
    run = command("build", "cjk.txt")
    assert (run.code, run.out) == (5, "")
    column = text.splitlines()[6].index("金") + 1
    assert f"cjk.txt:7:{column}: No font has the character “金” (U+91D1, CJK UNIFIED IDEOGRAPH-91D1)." in run.err
    assert "hint: " in run.err
    assert not Path("out").exists()


@pytest.mark.parametrize("character", ["\uffff", "\ufffe", "\u2028", "\xad", "\u200b"])
def test_a_stray_character_is_no_fault_of_the_layout(command: Command, character: str) -> None:
    article("odd.txt", ARTICLE.read_text(encoding="utf-8").replace("a common house", f"a common{character} house"))
    run = command("build", "odd.txt", "--only", "summary")
    assert run.code in (0, 3, 5)
    assert "brief.html" not in run.err


@pytest.mark.parametrize("character", ["\x0c", "\x85", "\x00"])
def test_a_character_without_a_picture_does_not_stop_a_build(command: Command, character: str) -> None:
    article("odd.txt", ARTICLE.read_text(encoding="utf-8").replace("a common house", f"a common{character} house"))
    assert command("build", "odd.txt", "--only", "summary").code == 0


def test_a_sheet_that_does_not_fit_is_5_and_the_way_out_works(command: Command) -> None:
    endless = "transit and trade and water and " * 300
    text = ARTICLE.read_text(encoding="utf-8").replace("a unanimous call for", f"a unanimous call for {endless}")
    article("endless.txt", text)
    run = command("build", "endless.txt")
    assert (run.code, run.out) == (5, "")
    assert "does not fit on one page" in run.err and "--only brief" in run.err and "--two-sided" in run.err
    assert not Path("out").exists()
    assert command("build", "endless.txt", "--only", "brief").code == 0
    assert files("out") == ["endless-brief.pdf"]


def test_one_of_several_that_fails_is_8_and_does_not_stop_the_others(command: Command) -> None:
    article("a.txt")
    article("empty.txt", "")
    article("z.txt")
    run = command("build", "a.txt", "empty.txt", "z.txt", "--only", "summary")
    assert (run.code, run.out) == (8, "")
    assert "empty.txt: There are no words in it." in run.err
    assert "1 of 3 sources failed." in run.err
    assert files("out") == ["a-summary.pdf", "z-summary.pdf"]


def test_a_fault_of_ours_in_one_of_several_does_not_stop_the_others(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    import proceedings.build

    real = proceedings.build.build

    def stumbling(path: str, order: proceedings.build.Order) -> proceedings.build.Built:
        if path == "b.txt":
            raise RuntimeError("stumbled")
        return real(path, order)

    monkeypatch.setattr(proceedings.build, "build", stumbling)
    for name in ("a.txt", "b.txt", "c.txt"):
        article(name)
    run = command("build", "a.txt", "b.txt", "c.txt", "--only", "summary")
    assert run.code == 8
    assert files("out") == ["a-summary.pdf", "c-summary.pdf"]


def test_a_folder_that_is_a_file_is_9(command: Command) -> None:
    article("a.txt")
    Path("out").write_text("mine")
    run = command("build", "a.txt")
    assert (run.code, run.out) == (9, "")
    assert "out/a-brief.pdf: The file cannot be written: " in run.err
    assert "hint: Name another folder with -o, or free the place." in run.err
    assert Path("out").read_text() == "mine"


def test_a_name_that_is_too_long_for_the_system_is_9(command: Command) -> None:
    name = "x" * 249 + ".txt"
    article(name)
    assert command("build", name).code == 9
    assert files() == [name]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_9(command: Command) -> None:
    article("a.txt")
    Path("out").mkdir(mode=0o500)
    assert command("build", "a.txt").code == 9


def test_a_fault_of_ours_is_1_and_shows_no_traceback(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proceedings.revise.read_content", lambda _: 1 / 0)
    run = command("structure", ARTICLE)
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("proceedings: a fault of ours: ZeroDivisionError: division by zero\n  hint: please report it")


def test_an_interruption_is_130(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("proceedings.revise.read_content", interrupted)
    run = command("structure", ARTICLE)
    assert (run.code, run.out, run.err.strip()) == (130, "", "Interrupted; nothing half-written was left.")


# -- files -------------------------------------------------------------------------------------------------------------


def test_existing_files_are_replaced_and_no_others_are_left(command: Command) -> None:
    article("a.txt")
    Path("out").mkdir()
    for name in ("a-brief.pdf", "a-summary.pdf", "b-brief.pdf"):
        (Path("out") / name).write_text("old")
    assert command("build", "a.txt").code == 0
    assert files("out") == ["a-brief.pdf", "a-summary.pdf", "b-brief.pdf"]
    assert Path("out/a-brief.pdf").read_bytes().startswith(b"%PDF-")
    assert Path("out/b-brief.pdf").read_text() == "old"


def test_both_documents_are_written_or_neither(command: Command) -> None:
    article("a.txt")
    Path("out/a-summary.pdf").mkdir(parents=True)
    Path("out/a-brief.pdf").write_text("old")
    assert command("build", "a.txt").code == 9
    assert files("out") == ["a-brief.pdf"]
    assert Path("out/a-brief.pdf").read_text() == "old"


def test_a_failed_build_leaves_the_last_good_files(command: Command) -> None:
    article("a.txt")
    assert command("build", "a.txt").code == 0
    before = digests("out")
    article("a.txt", "")
    assert command("build", "a.txt").code == 3
    assert digests("out") == before


def test_a_failed_build_makes_no_folder(command: Command) -> None:
    article("a.txt", "")
    command("build", "a.txt", "-o", "deep/down")
    assert files() == ["a.txt"]
    assert not Path("deep").exists()


def test_files_may_be_read_by_others_as_the_mask_allows(command: Command) -> None:
    article("a.txt")
    before = os.umask(0o027)
    try:
        command("build", "a.txt", "-o", "new/folder")
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in Path("new/folder").iterdir()} == {0o640}


@pytest.mark.parametrize(
    "name", ["two words.txt", "two\nlines.txt", "Straße.md", "noending", "-dash.txt", "a.b.c.txt", "%s.txt"]
)
def test_an_article_may_have_any_name(command: Command, name: str) -> None:
    article(name)
    run = command("build", "--only", "summary", "--", name)
    assert run.code == 0
    assert files("out") == [f"{Path(name).stem}-summary.pdf"]


def test_every_article_in_seeds_is_built_when_none_is_named(command: Command) -> None:
    for name in ("seeds/a.txt", "seeds/b.md", "seeds/README.md", "seeds/c.doc"):
        article(name)
    article("seeds/a.txt.proceedings.toml", "")
    assert command("build", "--only", "summary").code == 0
    assert files("out") == ["a-summary.pdf", "b-summary.pdf"]


def test_an_article_may_come_from_standard_input(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.read_bytes())))
    assert command("build", "-").code == 0
    assert files("out") == ["stdin-brief.pdf", "stdin-summary.pdf"]


@pytest.mark.parametrize(
    ("locale", "width"), [("en_US.UTF-8", 612), ("fr_CA.UTF-8", 612), ("en_GB.UTF-8", 595.276), ("", 595.276), ("C", 595.276)]
)
def test_the_paper_is_that_of_the_locale(command: Command, monkeypatch: pytest.MonkeyPatch, locale: str, width: float) -> None:
    monkeypatch.setenv("LANG", locale)
    command("build", ARTICLE, "--only", "summary")
    (page,) = PdfReader("out/conference_article-summary.pdf").pages
    assert float(page.mediabox.width) == pytest.approx(width, abs=0.01)


def test_the_paper_that_is_named_goes_before_the_locale(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    command("build", ARTICLE, "--only", "summary", "--paper", "a4")
    (page,) = PdfReader("out/conference_article-summary.pdf").pages
    assert float(page.mediabox.width) == pytest.approx(595.276, abs=0.01)


def test_a_marking_is_printed(command: Command) -> None:
    assert command("build", ARTICLE, "--marking", "TLP:AMBER <& internal>").code == 0
    for name in ("brief", "summary"):
        assert text_of(Path(f"out/conference_article-{name}.pdf")).count("TLP:AMBER <& internal>") >= 2


# -- dates and bytes ---------------------------------------------------------------------------------------------------


def edition(command: Command, *arguments: str) -> tuple[str, str]:
    """Build the sheet, and give the edition it prints and the date of its metadata."""
    assert command("build", ARTICLE, "--only", "summary", *arguments).code == 0
    path = Path("out/conference_article-summary.pdf")
    _, found, after = text_of(path).partition("Edition of ")
    metadata = PdfReader(path).metadata
    assert metadata is not None
    return (" ".join(after.split()[:3]) if found else ""), str(metadata["/CreationDate"])


def test_without_a_date_none_is_printed_and_the_metadata_carry_a_fixed_one(command: Command) -> None:
    first, again = edition(command), edition(command)
    assert first[0] == ""
    assert first == again


def test_the_date_that_is_given_is_printed_and_goes_into_the_metadata(command: Command) -> None:
    printed, metadata = edition(command, "--date", "2026-11-24")
    assert printed == "24 November 2026"
    assert metadata.startswith("D:20261124")


def test_the_date_of_the_build_system_goes_before_all_others(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225599")
    printed, metadata = edition(command, "--date", "2026-11-24")
    assert printed == "31 December 2025"
    assert metadata.startswith("D:20251231")


@pytest.mark.parametrize("epoch", ["tomorrow", "1e9", "9" * 30])
def test_a_date_of_the_build_system_that_is_none_is_2(command: Command, monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    run = command("build", ARTICLE)
    assert run.code == 2
    assert "SOURCE_DATE_EPOCH" in run.err


def test_today_is_today(command: Command) -> None:
    printed, _ = edition(command, "--date", "today")
    assert printed


def test_the_same_article_gives_the_same_bytes_wherever_and_whenever_it_is_built(command: Command) -> None:
    path = article("a.txt")
    command("build", "a.txt", "-o", "one")
    os.utime(path, (0, 0))
    command("build", "a.txt", "-o", "two")
    Path("elsewhere").mkdir()
    copy = article("elsewhere/a.txt")
    assert outside("build", copy, "-o", "three", PYTHONHASHSEED="1", TZ="Asia/Almaty", LANG="de_DE.UTF-8").code == 0
    assert outside("build", copy, "-o", "four", PYTHONHASHSEED="2", TZ="America/New_York").code == 0
    assert digests("one") == digests("two") == digests("three") == digests("four")


def test_another_date_gives_other_bytes(command: Command) -> None:
    command("build", ARTICLE, "-o", "one", "--only", "summary")
    command("build", ARTICLE, "-o", "two", "--only", "summary", "--date", "2026-11-24")
    assert digests("one") != digests("two")


# -- the process -------------------------------------------------------------------------------------------------------


def test_a_plain_locale_is_no_hindrance() -> None:
    path = article("Жалғыз ü.txt")
    run = outside("build", path, "--only", "summary", LC_ALL="C")
    assert run.code == 0
    assert files("out") == ["Жалғыз ü-summary.pdf"]


@pytest.mark.parametrize("arguments", [["build"], ["structure", "--explain"]])
def test_a_terminal_that_knows_only_ascii_is_spoken_to_all_the_same(arguments: list[str]) -> None:
    run = outside(*arguments, ARTICLE, LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert run.code == 0
    assert "Solheim" in run.out or arguments == ["build"]


@pytest.mark.parametrize("arguments", [["build"], ["structure", "--json"], ["structure"]])
def test_a_file_name_that_is_no_text_is_no_fault_of_ours(command: Command, arguments: list[str]) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    article(name)
    run = command(*arguments, name)
    assert run.code in (0, 3), run.err


def test_a_console_of_windows_is_spoken_to_in_its_letters() -> None:
    path = article("Жалғыз “ü”.txt")
    run = outside("structure", path, PYTHONIOENCODING="cp1252", NO_COLOR="1")
    assert run.code == 0
    assert "Solheim" in run.out


def test_a_name_that_a_terminal_would_obey_is_written_out(command: Command) -> None:
    run = command("structure", "\x1b[31mred\u202etxt.exe")
    assert run.code == 3
    assert "\\x1b[31mred\\u202etxt.exe: There is no such file." in run.err


def test_two_builds_of_one_article_at_once_disturb_neither() -> None:
    path = article("a.txt")
    arguments = [sys.executable, "-m", "proceedings", "build", str(path)]
    runs = [subprocess.Popen(arguments, env=BARE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [run.wait() for run in runs] == [0, 0]
    both = digests("out")
    assert outside("build", path, "-o", "alone").code == 0
    assert both == digests("alone")


def shell(script: str) -> Run:
    """Run a line of shell in which "$P" is the command."""
    found = subprocess.run(
        ["bash", "-c", script],
        env=BARE | {"P": f"{sys.executable} -m proceedings", "A": str(ARTICLE)},
        capture_output=True,
        check=False,
    )
    out, err = found.stdout.decode(), found.stderr.decode()
    assert "Traceback" not in out + err
    assert "Exception ignored" not in err
    return Run(found.returncode, out, err)


@pytest.mark.parametrize("arguments", ["--version", 'structure "$A" --json'])
def test_a_reader_that_has_gone_is_no_fault(arguments: str) -> None:
    run = shell(f"set -o pipefail; $P {arguments} | sleep 0")
    assert run.code in (0, 141)
    assert run.err == ""


@pytest.mark.parametrize("arguments", ["--version", 'structure "$A" --json'])
def test_a_closed_stdout_is_no_fault_of_ours(arguments: str) -> None:
    run = shell(f"$P {arguments} >&-")
    assert "a fault of ours" not in run.err
    assert run.code != 1


def test_a_closed_stderr_does_not_send_the_report_to_stdout() -> None:
    run = shell('$P build "$A" --only summary 2>&-')
    assert (run.code, run.out) == (0, "")
    assert files("out") == ["conference_article-summary.pdf"]


def test_a_full_disk_on_stdout_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    run = shell('$P structure "$A" --json >/dev/full')
    assert run.code != 0
    assert "a fault of ours" not in run.err


@pytest.fixture(autouse=True)
def nothing_temporary_is_left(quiet_place: Path) -> Iterator[None]:
    """Whatever a test does, no temporary file stays behind."""
    yield
    assert [name for name in files(quiet_place) if ".tmp" in name or ".proceedings-" in name] == []


@pytest.mark.parametrize("name", list(Commands.table))
def test_every_command_can_be_asked_for_help(command: Command, name: str) -> None:
    run = command(name, "--help")
    assert run.code == 0
    assert f"proceedings {name}" in run.out


def test_a_build_loads_nothing_that_it_does_not_need() -> None:
    code = (
        "import sys\nfrom proceedings.cli import main\n"
        f"sys.argv[1:] = ['build', {str(ARTICLE)!r}, '-o', 'made', '--paper', 'letter']\n"
        "try: main()\nexcept SystemExit as end: assert not end.code\n"
        "print(sorted({'pydantic', 'rich', 'pypdf', 'email', 'asyncio'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=BARE)
    assert ended.stdout == "[]\n", ended.stderr


@pytest.mark.parametrize("name", list(Commands.table))
def test_help_says_in_one_line_what_a_command_does_and_gives_an_example(
    command: Command, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = command(name, "--help").out
    assert max(map(len, text.splitlines())) <= 80
    assert f"Example: proceedings {name}" in text
    line = next(line for line in command("--help").out.splitlines() if line.startswith(f"  {name} "))
    assert line.endswith((".", "settings")) and not line.endswith("..."), line


def test_help_lists_every_command_under_a_heading() -> None:
    assert sorted(" ".join(Commands.parts.values()).split()) == sorted(Commands.table)
