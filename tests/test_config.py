"""What the command line leaves open: flag, environment, file, the user's file, default, in this order; for every command."""

from __future__ import annotations

import json
import subprocess
import sys
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from test_cli import BARE, Command, article, command, files, quiet_place

from proceedings.config import KEYS, Config, load_config, settings
from proceedings.errors import UsageError

__all__ = ["command", "quiet_place"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a user's settings."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("PROCEEDINGS_CONFIG", str(folder))
    return folder


def width(path: str) -> float:
    return float(PdfReader(path).pages[0].mediabox.width)


A4, LETTER = 595.276, 612.0


def test_a_flag_goes_before_the_environment_before_the_file_before_the_users_file(
    command: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article("a.txt")

    def marking(*flags: str) -> str:
        assert command("build", "a.txt", "--only", "summary", *flags).code == 0
        return PdfReader("out/a-summary.pdf").pages[0].extract_text()

    (home / "proceedings.toml").write_text('marking = "OF THE USER"')
    assert "OF THE USER" in marking()
    article("proceedings.toml", 'marking = "OF THE FILE"')
    assert "OF THE FILE" in marking()
    monkeypatch.setenv("PROCEEDINGS_MARKING", "OF THE ENVIRONMENT")
    assert "OF THE ENVIRONMENT" in marking()
    assert "OF THE FLAG" in (text := marking("--marking", "OF THE FLAG"))
    assert "ENVIRONMENT" not in text


def test_every_setting_with_an_option_reaches_every_command_that_has_it(command: Command) -> None:
    article("a.txt")
    article("house.toml", 'issuer = "Institute"')
    article(
        "proceedings.toml",
        'out = "made"\npaper = "letter"\nby = "Eva Lind"\nbrand = "house.toml"\nhtml = true\nlayout = "plain"\n',
    )
    assert command("approve", "a.txt", "--with-doubts").code == 0
    assert command("build", "a.txt", "--strict").code == 0
    assert command("print", "a.txt").code == 0
    assert command("email", "a.txt").code == 0
    assert files("made") == ["a-brief.html", "a-brief.pdf", "a-print.pdf", "a-summary.pdf", "a.eml"]
    assert width("made/a-brief.pdf") == pytest.approx(LETTER, abs=0.5)
    assert width("made/a-print.pdf") == pytest.approx(LETTER, abs=0.5)
    assert "Eva Lind" in "".join(page.extract_text() for page in PdfReader("made/a-brief.pdf").pages)


def test_a_setting_for_secrecy_reaches_batch_and_email(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    article("in/a.txt")
    monkeypatch.setenv("PROCEEDINGS_ATTRIBUTION", "chatham")
    assert command("batch", "in", "-j", "1").code == 0
    assert command("email", "in/a.txt").code == 0
    for path in Path("out").rglob("*.pdf"):
        assert "Solheim" not in "".join(page.extract_text() for page in PdfReader(path).pages)
    assert "Solheim" not in "".join(p.read_text() for p in Path("out").glob("*.eml"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('\nlayuot = "plain"', "proceedings.toml:2: unknown key “layuot”"),
        ('[fonts]\n\nfalback = ["x.ttf"]', "proceedings.toml:3: unknown key “fonts.falback”"),
        ('paper = "foolscap"', "proceedings.toml:1: paper is “foolscap”"),
        ('html = "yes"', "proceedings.toml:1: html is neither true nor false"),
        ("marking = 3", "proceedings.toml:1: marking is no text"),
        ('brand = "none.toml"', "proceedings.toml:1: brand: the file “none.toml” is missing"),
        ('people = "none.toml"', "proceedings.toml:1: people: the file “none.toml” is missing"),
    ],
)
def test_a_setting_that_is_none_is_refused_with_its_line(command: Command, content: str, said: str) -> None:
    article("a.txt")
    article("proceedings.toml", content)
    run = command("build", "a.txt")
    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert "  hint: " in run.err
    assert command("build", "--help").code == 0


def test_a_key_that_is_mistyped_is_answered_with_the_one_that_was_meant(quiet_place: Path) -> None:
    article("proceedings.toml", 'layuot = "plain"')
    with pytest.raises(UsageError) as caught:
        settings()
    assert caught.value.hint == "did you mean “layout”?"


@pytest.mark.parametrize("name", ["PROCEEDINGS_ATRIBUTION", "PROCEEDINGS_X"])
def test_a_variable_that_sets_nothing_is_refused(command: Command, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    article("a.txt")
    monkeypatch.setenv(name, "chatham")
    run = command("build", "a.txt")
    assert run.code == 2
    assert f"{name}: this variable sets nothing" in run.err


def test_files_are_those_beside_the_configuration_that_names_them(home: Path, quiet_place: Path) -> None:
    (home / "people.toml").write_text("")
    (home / "proceedings.toml").write_text('people = "people.toml"\n')
    assert load_config() == Config(people=home / "people.toml")


def test_the_settings_are_shown_with_where_each_is_set(command: Command, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "proceedings.toml").write_text('# mine\nsize = "large"\n')
    article("pyproject.toml", '[project]\nname = "x"\n[tool.proceedings]\nlayout = "plain"\n')
    monkeypatch.setenv("PROCEEDINGS_NOTES", "1")
    shown = {line.split()[0]: line.split()[1:] for line in command("config", "show", "--origin").out.splitlines()}
    assert shown["size"] == ["large", f"{home / 'proceedings.toml'}:2"]
    assert shown["layout"] == ["plain", "pyproject.toml:4"]
    assert shown["notes"] == ["True", "PROCEEDINGS_NOTES"]
    assert shown["paper"] == ["–", "default"]
    document = json.loads(command("config", "show", "--json").out)
    assert list(document) == list(KEYS)
    assert document["layout"] == {"value": "plain", "origin": "pyproject.toml:4"}


def test_a_layout_of_the_users_folder_is_found_by_its_name(command: Command, home: Path) -> None:
    assert command("layouts", "copy", "plain", home / "layouts" / "mine").code == 0
    assert f"mine\t{home / 'layouts' / 'mine'}\n" in command("layouts", "list").out
    article("a.txt")
    assert command("build", "a.txt", "--layout", "mine", "--only", "summary").code == 0


def test_an_article_in_the_place_of_a_command_is_built(command: Command) -> None:
    article("a.txt")
    assert command("a.txt", "--only", "summary").code == 0
    assert files("out") == ["a-summary.pdf"]


def test_the_bare_command_gives_help_and_is_no_mistake(command: Command) -> None:
    run = command()
    assert (run.code, run.err) == (0, "")
    assert "proceedings build article.txt" in run.out


@pytest.mark.parametrize(
    ("arguments", "said"), [(["bild"], "Did you mean 'build'?"), (["build", "--laout", "plain"], "--layout")]
)
def test_what_is_mistyped_is_answered_with_what_was_meant(command: Command, arguments: list[str], said: str) -> None:
    run = command(*arguments)
    assert run.code == 2
    assert said in run.err


def test_what_is_to_be_left_out_of_every_brief_is_left_out_of_mails_too(command: Command) -> None:
    article("a.txt")
    assert command("email", "a.txt").code == 0
    with_article = attached_in("out/a.eml")
    article("proceedings.toml", "no-attach = true\n")
    assert command("email", "a.txt").code == 0
    assert (bool(with_article), attached_in("out/a.eml")) == (True, [])


def test_only_what_was_approved_goes_out_where_the_settings_say_so(command: Command) -> None:
    article("a.txt")
    article("proceedings.toml", 'strict = true\nsize = "large"\nlayout = "plain"\n')
    for name in ("build", "email", "print"):
        assert command(name, "a.txt").code == 6
    assert command("approve", "a.txt", "--by", "Eva Lind", "--with-doubts").code == 0
    for name in ("build", "email", "print"):
        assert command(name, "a.txt", *(["--only", "brief"] if name == "build" else [])).code == 0


def attached_in(path: str) -> list[str]:
    """Name the files that the brief in a mail carries."""
    mail = message_from_bytes(Path(path).read_bytes(), policy=default)
    brief = next(part for part in mail.iter_attachments() if (part.get_filename() or "").endswith("-brief.pdf"))
    return list(PdfReader(BytesIO(brief.get_content())).attachments)


@pytest.mark.parametrize(
    ("words", "at", "completed"), [("proceedings wat", "1", "watch"), ("proceedings build --pap", "2", "--paper")]
)
def test_the_tab_key_completes_commands_and_options(words: str, at: str, completed: str) -> None:
    environment = BARE | {"COMP_WORDS": words, "COMP_CWORD": at, "_PROCEEDINGS_COMPLETE": "complete_bash"}
    ran = subprocess.run([sys.executable, "-m", "proceedings"], env=environment, capture_output=True, text=True)
    assert ran.stdout.split() == [completed], ran.stderr
