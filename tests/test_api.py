"""The package can be used from Python as its docstrings say, and starts without loading what nobody asked for."""

from __future__ import annotations

import doctest
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import proceedings

ROOT = Path(__file__).parents[1]
MODULES = ["proceedings", "proceedings.read.reading", "proceedings.structure", "proceedings.typeset", "proceedings.pdf.publish"]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_are_true(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    ran = doctest.testmod(import_module(name))
    assert ran.attempted > 0
    assert ran.failed == 0


@pytest.mark.parametrize("name", proceedings.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(proceedings, name) is not None


def test_another_name_is_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'rede'"):
        getattr(proceedings, "rede")  # noqa: B009


@pytest.mark.parametrize("first", ["import proceedings.read.plain", "from proceedings.build import build", "pass"])
def test_the_verbs_can_be_called_whatever_was_loaded_before(first: str) -> None:
    code = (
        f"{first}\nfrom proceedings import read, structure\nprint(len(structure(read('seeds/river-forum.txt')).speakers) > 2)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True).stdout == "True\n"


def test_importing_the_package_loads_nothing_of_it() -> None:
    code = "import proceedings, sys\nprint([name for name in sys.modules if name.startswith('proceedings.')])"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True).stdout == "[]\n"
