"""What the README shows is true: its commands run as written, its picture and the man page are what the project makes today."""

from __future__ import annotations

import re
import runpy
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_cli import ARTICLE, Command, article, command, quiet_place

from proceedings.cli import Commands
from proceedings.config import KEYS, settings
from proceedings.structure import ownwords
from proceedings.structure.lexicons import FOLDER

__all__ = ["command", "quiet_place"]

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
HARMLESS = {
    "--open": "",
    "review article.txt": "review article.txt --help",
    "review article.txt --terminal": "review article.txt --terminal --help",
    "watch drafts": "watch drafts --help",
    "-j 4": "-j 1",
    "by 'Eva Lind'": "by 'Eva Lind' --with-doubts",
}
"""What would open a program, wait for somebody, or start many processes, and what is run in its place."""

COLUMN, BANDS = 8, 4
"""The picture is compared by narrow columns in a few bands: how the pages look tells, a line more or another word does not."""


def commands() -> list[str]:
    """Give the commands that the README shows, without what is said beside them."""
    lines = [line for block in BLOCKS for line in block.splitlines() if line.startswith(("proceedings ", "find "))]
    return list(dict.fromkeys(re.split(r" {2,}", line)[0] for line in lines))


@pytest.fixture
def desk(quiet_place: Path, command: Command) -> Iterator[None]:
    """Lay what the README speaks of: an article, an archive, what was built of them."""
    for name in ("article.txt", "archive/a.txt", "archive/2025-01/b.txt", "drafts/c.txt"):
        article(name)
    article("article.txt", ARTICLE.read_text(encoding="utf-8") + "\nThe talks go on in June.\n")
    assert command("correct", "article.txt", "--person", "Nadia Karimova", "--also", "Ana Ruiz").code == 0
    assert command("build", "article.txt").code == 0
    yield
    ownwords.use(None)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("line", commands())
def test_a_command_of_the_readme_runs_as_written(command: Command, line: str) -> None:
    if "--strict" in line:
        assert command("approve", "article.txt", "--by", "Eva Lind", "--with-doubts").code == 0
    if "--resume" in line:
        assert command("batch", "archive", "-j", "1", "-o", "out", "--report", "report.jsonl").code == 0
    if "no-clobber" in line:
        line += " -o elsewhere"
    for risky, instead in HARMLESS.items():
        if line.endswith(risky) or (risky in line and risky.startswith(("-", "by"))):
            line = line.replace(risky, instead)
    if "|" in line:
        line = line.replace("proceedings ", f"{shlex.quote(sys.executable)} -m proceedings ") + " -j 1"
        assert subprocess.run(line, shell=True, capture_output=True).returncode == 0
        return
    run = command(*shlex.split(line)[1:])
    assert run.code == 0, run.err


def test_the_readme_shows_every_command() -> None:
    shown = {line.split()[1] for line in commands() if line.startswith("proceedings ")}
    assert set(Commands.table) <= shown


def test_the_readme_tells_every_exit_code_of_the_errors() -> None:
    tree = (ROOT / "proceedings" / "errors.py").read_text(encoding="utf-8")
    assert set(re.findall(r"Error +(\d+)  ", tree)) <= set(re.findall(r"^\| (\d+) \|", README, re.MULTILINE))


def test_the_readme_tells_every_extra() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    table = README[README.index("| extra |") : README.index("`proceedings doctor` says")]
    assert set(extras) == set(re.findall(r"`(\w+)`", table))


def test_the_settings_of_the_readme_are_settings(quiet_place: Path) -> None:
    block = next(block for block in BLOCKS if block.startswith("layout = "))
    article("proceedings.toml", block)
    article("people.toml", "")
    article("words.toml", next(block for block in BLOCKS if block.startswith("[honorifics]")))
    found = settings()
    assert {name for name, setting in found.items() if setting.origin != "default"} == set(tomllib.loads(block)) <= set(KEYS)
    ownwords.use(Path("words.toml"))
    ownwords.use(None)


def test_paths_that_the_readme_names_are_there() -> None:
    for path in re.findall(r"`((?:\.docs|proceedings|tests|layouts)/[\w./-]+)`", README):
        if "mine" not in path and "NAME" not in path:
            assert (ROOT / path).exists(), path
    assert (FOLDER / "cues.toml").exists()


def run_script(name: str) -> dict[str, Any]:
    return runpy.run_path(str(ROOT / ".docs" / name))


def test_the_man_page_says_what_the_commands_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    script = run_script("make_man.py")
    assert script["man_page"]() == script["PAGE"].read_text(encoding="utf-8"), "run: python .docs/make_man.py"


def test_the_picture_shows_what_is_made_today() -> None:
    from PIL import Image, ImageChops, ImageStat

    script = run_script("make_picture.py")

    def blurred(picture: Image.Image) -> Image.Image:
        return picture.convert("L").resize((picture.width // COLUMN, BANDS), Image.Resampling.BOX)

    def distance(a: Image.Image, b: Image.Image) -> float:
        return ImageStat.Stat(ImageChops.difference(blurred(a), blurred(b))).rms[0]

    shown = Image.open(script["PICTURE"]).convert("RGB")
    assert shown.size == script["draw"]().size
    assert distance(shown, script["draw"]()) < 4, "run: python .docs/make_picture.py, and look at it"
    assert distance(shown, script["draw"]("plain")) > 6
    assert script["PICTURE"].stat().st_size < 100_000
    assert re.search(r"!\[[^\]]{80,}\]\(\.docs/brief-and-sheet\.png\)", README)
