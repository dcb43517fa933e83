"""The wheel carries all that a build needs, and no more; installed, it works from any folder without extras."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from test_cli import ARTICLE, BARE

from proceedings.structure.lexicons import FOLDER

ROOT = Path(__file__).parents[1]
EXTRAS = "trafilatura lxml mammoth starlette uvicorn pypdfium2 resvg_py dask distributed numpy".split()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, as `python -m build` does, in this environment."""
    pytest.importorskip("hatchling") if not os.environ.get("CI") else __import__("hatchling")
    place = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return next(place.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the wheel where nothing of the checkout is, and hide every optional package."""
    place = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(place)
    hidden = f"import sys\nsys.modules.update(dict.fromkeys({EXTRAS!r}))\nfrom proceedings.__main__ import main\nmain()\n"
    (place / "run.py").write_text(hidden)
    return place


def ran(installed: Path, here: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(installed / "run.py"), *arguments]
    environment = BARE | {"PYTHONPATH": str(installed), "PROCEEDINGS_CONFIG": "off", "PROCEEDINGS_CACHE": "off"}
    return subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True)


def test_the_wheel_carries_what_is_no_module_too(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(
        ["git", "ls-files", "proceedings", "layouts"], cwd=ROOT, capture_output=True, text=True
    ).stdout.split()
    for path in tracked:
        assert (f"proceedings/{path}" if path.startswith("layouts/") else path) in names, path
    assert {f"proceedings/structure/lexicon/{path.name}" for path in FOLDER.iterdir()} <= names
    assert any(name.endswith(".data/data/share/man/man1/proceedings.1") for name in names)
    assert not [name for name in names if name.startswith(("tests", "seeds")) or name.endswith(".pyc")]


def test_installed_it_builds_verifies_and_tells_from_another_folder(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ARTICLE.read_bytes())
    built = ran(installed, tmp_path, "build", "a.txt")
    assert built.returncode == 0, built.stderr
    assert ran(installed, tmp_path, "verify", "out/a-brief.pdf", "a.txt").returncode == 0
    document = json.loads(ran(installed, tmp_path, "structure", "a.txt", "--json").stdout)
    assert len(document["speakers"]) == 4
    assert "diplomatic\tbuilt in" in ran(installed, tmp_path, "layouts", "list").stdout
    where = ran(installed, tmp_path, "layouts", "show", "plain").stdout
    assert str(installed / "proceedings" / "layouts") in where


def test_what_needs_an_extra_says_the_line_that_installs_it(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ARTICLE.read_bytes())
    (tmp_path / "a.html").write_text("<!doctype html><html><body><p>Words.</p></body></html>")
    for extra, arguments in {
        "html": ("build", "a.html"),
        "review": ("review", "a.txt"),
        "dask": ("batch", "a.txt", "--scheduler", "tcp://127.0.0.1:1"),
    }.items():
        run = ran(installed, tmp_path, *arguments)
        assert run.returncode in (2, 3), run.stderr
        assert f"proceedings-builder[{extra}]" in run.stderr
    assert "proceedings-builder[review]" in ran(installed, tmp_path, "preview", "a.txt").stderr
