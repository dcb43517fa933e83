"""The commands print and email write what they say they write, or say in a sentence why not, and leave nothing behind."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from pypdf import PdfReader

from proceedings.cli import delivering, main
from proceedings.typeset.opening import open_folder

CASES = Path(__file__).parents[1] / "cases"
ARTICLE = CASES / "conference_article.txt"
RECIPE = CASES / "recipe.txt"


@dataclass(frozen=True)
class Run:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


Command = Callable[..., Run]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with one article in it, and nothing in the environment that counts."""
    open_folder.cache_clear()
    monkeypatch.chdir(tmp_path)
    for name in ("SOURCE_DATE_EPOCH", "PROCEEDINGS_DEBUG", "LC_ALL", "LC_PAPER", "LANG"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "a.txt").write_bytes(ARTICLE.read_bytes())
    return tmp_path


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*arguments: str | Path) -> Run:
        monkeypatch.setattr(sys, "argv", ["proceedings", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return Run(stopped.value.code if isinstance(stopped.value.code, int) else 0, out, err)

    return run


def files() -> list[str]:
    return sorted(str(path) for path in Path().rglob("*") if path.is_file() and path.name != "a.txt")


def mail(path: str = "out/a.eml") -> EmailMessage:
    message = message_from_bytes(Path(path).read_bytes(), policy=SMTP)
    assert isinstance(message, EmailMessage)
    return message


def attached(message: EmailMessage) -> dict[str | None, bytes]:
    return {part.get_filename(): part.get_content() for part in message.iter_attachments()}


# -- print ------------------------------------------------------------------------------------------------------------------


def test_a_print_file_is_named_as_one_and_is_the_brief(command: Command) -> None:
    run = command("print", "a.txt")
    assert (run.code, run.out, files()) == (0, "", ["out/a-print.pdf"])
    command("build", "a.txt", "--only", "brief", "--no-attach")
    assert Path("out/a-print.pdf").read_bytes() == Path("out/a-brief.pdf").read_bytes()
    assert "for paper only, not for mailing" in run.err


@pytest.mark.parametrize(("way", "sides"), [("--fold", lambda n: -(-n // 4) * 2), ("--two-up", lambda n: -(-n // 2))])
def test_sheets_hold_the_brief_on_a5(command: Command, way: str, sides: Callable[[int], int]) -> None:
    run = command("print", "a.txt", way)
    found = re.search(r"\((\d+) pages on (\d+) (sheets?|sides?) of A4", run.err)
    assert found is not None
    reader = PdfReader("out/a-print.pdf")
    assert len(reader.pages) == sides(int(found[1])) == int(found[2]) * (2 if way == "--fold" else 1)
    assert [round(float(edge)) for edge in reader.pages[0].mediabox] == [0, 0, 842, 595]
    assert f"1 of {found[1]}" in "".join(page.extract_text() for page in reader.pages)


def test_whoever_prints_a_booklet_is_told_how(command: Command) -> None:
    next_step = command("print", "a.txt", "--fold").err.splitlines()[-1]
    assert next_step.startswith("Next       print out/a-print.pdf on A4, both sides, flipped on the short edge")
    assert "fold" in next_step


@pytest.mark.parametrize("way", [(), ("--fold",), ("--two-up",)])
def test_grey_print_files_have_no_colour(command: Command, way: tuple[str, ...]) -> None:
    def colours(*more: str) -> list[bytes]:
        assert command("print", "a.txt", "--layout", "think-tank", *way, *more).code == 0
        found: list[bytes] = []
        for page in PdfReader("out/a-print.pdf").pages:
            forms = [form.get_object() for form in page["/Resources"].get("/XObject", {}).values()]
            for content in (page.get_contents(), *forms):
                found += re.findall(rb"(?<![\w.])(?:rg|RG)(?!\w)", content.get_data()) if content is not None else []
        return found

    assert colours()
    assert not colours("--grey")


def test_the_same_order_gives_the_same_print_file(command: Command) -> None:
    contents = []
    for name in ("one.pdf", "two.pdf"):
        command("print", "a.txt", "--fold", "--grey", "-o", name)
        contents.append(Path(name).read_bytes())
    assert contents[0] == contents[1]


def test_marking_and_date_stand_on_the_print_file(command: Command) -> None:
    command("print", "a.txt", "--fold", "--marking", "TLP:AMBER", "--date", "2026-11-24")
    texts = [page.extract_text() for page in PdfReader("out/a-print.pdf").pages]
    assert any("TLP:AMBER" in text for text in texts)
    assert any("Edition of 24\u00a0November\u00a02026" in text for text in texts)


def test_folding_and_two_to_a_side_exclude_each_other(command: Command) -> None:
    run = command("print", "a.txt", "--fold", "--two-up")
    assert (run.code, files()) == (2, [])


# -- email ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("attach", "names"),
    [("both", ["a-brief.pdf", "a-summary.pdf"]), ("brief", ["a-brief.pdf"]), ("summary", ["a-summary.pdf"])],
)
def test_a_mail_carries_what_build_writes_byte_for_byte(command: Command, attach: str, names: list[str]) -> None:
    Path("brand.toml").write_text('issuer = "Institute"\ncontact = "desk@example.org"\ncolour = "#0b5563"\n', encoding="utf-8")
    options = ("--marking", "TLP:GREEN", "--date", "2026-11-24", "--paper", "letter", "--brand", "brand.toml")
    assert command("email", "a.txt", "--attach", attach, *options).code == 0
    assert files() == ["brand.toml", "out/a.eml"]
    found = attached(mail())
    assert list(found) == names
    command("build", "a.txt", *options)
    assert found == {name: Path("out", name).read_bytes() for name in names}


def test_the_marking_and_contact_of_the_brand_stand_in_the_mail_and_on_the_print_file(command: Command) -> None:
    Path("brand.toml").write_text('marking = "TLP:AMBER"\ncontact = "desk@example.org"\n', encoding="utf-8")
    command("email", "a.txt", "--brand", "brand.toml")
    body = mail().get_body(("plain",))
    assert body is not None
    lines = body.get_content().split("\r\n")
    assert lines[0] == lines[-2] == "TLP:AMBER"
    assert "desk@example.org" in lines
    command("print", "a.txt", "--brand", "brand.toml", "--fold")
    assert any("TLP:AMBER" in page.extract_text() for page in PdfReader("out/a-print.pdf").pages)


def test_a_mail_goes_to_whom_it_is_addressed(command: Command) -> None:
    command("email", "a.txt", "--to", "Ana Ružić <ana@example.org>", "--to", "b@example.org", "--cc", "c@example.org")
    assert [a.addr_spec for a in mail()["To"].addresses] == ["ana@example.org", "b@example.org"]
    assert mail()["To"].addresses[0].display_name == "Ana Ružić"
    assert mail()["Cc"] == "c@example.org"


def test_the_kind_opens_the_subject_and_the_report_says_it(command: Command) -> None:
    run = command("email", "a.txt", "--kind", "decision")
    assert mail()["Subject"].startswith("DECISION: ")
    assert f"Subject    {mail()['Subject']}" in run.err.splitlines()


def test_a_draft_is_dated_only_when_it_is_told_a_date(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    command("email", "a.txt")
    assert mail()["Date"] is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795478400")
    command("email", "a.txt")
    assert mail()["Date"].startswith("Tue, 24 Nov 2026")


def test_the_same_order_gives_the_same_draft(command: Command) -> None:
    contents = []
    for name in ("one.eml", "two.eml"):
        command("email", "a.txt", "--to", "ana@example.org", "-o", name)
        contents.append(Path(name).read_bytes())
    assert contents[0] == contents[1]


def test_a_wrong_address_is_refused_before_anything_is_made(command: Command) -> None:
    for option in ("--to", "--cc"):
        run = command("email", "a.txt", option, "ana@example.org\nBcc: eve@example.org")
        assert (run.code, files()) == (2, [])
        assert "hint: Write it as ana@example.org" in run.err


def test_the_size_is_said_and_a_large_mail_is_warned_of(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    run = command("email", "a.txt")
    size = round(Path("out/a.eml").stat().st_size / 1000)
    assert f"Written    out/a.eml ({size} KB); nothing was sent" in run.err
    assert "7 MB" not in run.err
    monkeypatch.setattr("proceedings.cli.delivering.MAILABLE", 1000)
    assert "Notice     the mail is larger than 7 MB" in command("email", "a.txt").err


@pytest.mark.parametrize(("answer", "told"), [(0, False), (1, True)])
def test_open_hands_the_draft_to_the_mail_program(
    command: Command, monkeypatch: pytest.MonkeyPatch, answer: int, told: bool
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(delivering, "opened_by_desktop", lambda path: opened.append(str(path)) or not answer)
    assert command("email", "a.txt").code == 0
    assert opened == []
    run = command("email", "a.txt", "--open")
    assert (run.code, opened) == (0, ["out/a.eml"])
    assert ("could not be opened" in run.err) == told


# -- both -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["print", "email"])
def test_what_is_no_conference_is_refused_unless_it_is_wanted_anyway(command: Command, name: str) -> None:
    run = command(name, RECIPE)
    assert (run.code, files()) == (4, [])
    assert command(name, RECIPE, "--anyway").code == 0
    assert len(files()) == 1


@pytest.mark.parametrize("name", ["print", "email"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["missing.txt"], 3),
        (["a.txt", "-o", "folder"], 9),
        (["a.txt", "-o", "a.txt"], 2),
        (["a.txt", "--layout", "none"], 2),
        (["a.txt", "--marking", "\ue000"], 5),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    command: Command, name: str, arguments: list[str], code: int
) -> None:
    Path("folder").mkdir()
    run = command(name, *arguments)
    assert (run.code, run.out, files()) == (code, "", [])
    assert run.err.startswith("proceedings: ")
    assert "  hint: " in run.err
    assert Path("a.txt").read_bytes() == ARTICLE.read_bytes()


def test_what_opens_a_draft_says_nothing_itself(
    place: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    opener = place / "xdg-open"
    opener.write_text('#!/bin/sh\necho noise\necho noise >&2\nexit "${2:-3}"\n', encoding="utf-8")
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(place), prepend=":")
    assert not delivering.opened_by_desktop(Path("a.txt"))
    opener.unlink()
    monkeypatch.setenv("PATH", str(place / "nowhere"))
    assert not delivering.opened_by_desktop(Path("a.txt"))
    assert capfd.readouterr() == ("", "")


def test_where_paper_is_letter_sheets_are_letter(command: Command) -> None:
    run = command("print", "a.txt", "--fold", "--paper", "letter")
    assert "of Letter" in run.err and "print out/a-print.pdf on Letter" in run.err
    assert [float(edge) for edge in PdfReader("out/a-print.pdf").pages[0].mediabox] == [0, 0, 792, 612]


def test_two_pages_do_not_go_on_a5(command: Command) -> None:
    run = command("print", "a.txt", "--two-up", "--paper", "a5")
    assert (run.code, files()) == (2, [])
    assert "--paper letter" in run.err


def test_a_mailbox_in_letters_that_servers_refuse_is_told(command: Command) -> None:
    run = command("email", "a.txt", "--to", "Jürgen <jürgen@example.org>")
    assert (run.code, files()) == (2, [])
    assert "“jürgen@example.org” has letters other than a to z" in run.err


def test_a_paper_that_there_is_not_is_told_in_plain_words(command: Command) -> None:
    run = command("build", "a.txt", "--paper", "a3")
    assert run.code == 2
    assert "'a3' is not one of" in run.err and "Value error" not in run.err


def test_a_brand_that_there_is_not_is_told_with_a_way_out(command: Command) -> None:
    run = command("print", "a.txt", "--brand", "nosuch.toml")
    assert run.code == 2
    assert "nosuch.toml" in run.err and "hint: a brand is a TOML file" in run.err


def test_a_layout_that_there_is_not_is_told_with_those_of_one_s_own(command: Command, place: Path) -> None:
    command("layouts", "copy", "plain", "layouts/mine")
    run = command("build", "a.txt", "--layout", "nosuch")
    assert run.code == 2
    assert "mine" in run.err.splitlines()[-1] and "plain" in run.err.splitlines()[-1]


@pytest.mark.parametrize(
    "order", [("layouts", "check", "empty"), ("layouts", "copy", "empty", "new"), ("build", "a.txt", "--layout", "empty")]
)
def test_a_folder_without_a_layout_is_told(command: Command, place: Path, order: tuple[str, ...]) -> None:
    (place / "empty").mkdir()
    run = command(*order)
    assert (run.code, files()) == (2, [])
    assert "empty: This folder holds no layout: none of theme.toml" in run.err
