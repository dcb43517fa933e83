"""What all tests share: goldens that are refreshed on demand, and never where nobody reads them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"

sys.path[:0] = [str(HERE / folder) for folder in ("structure", "scrub", "read", "review")]

os.environ["PROCEEDINGS_CACHE"] = "off"  # before anything of ours is imported: no test may live on what another run left
os.environ["PROCEEDINGS_CONFIG"] = "off"  # nor on what who runs it has set

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None, max_examples=50)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is found over the goldens; refused under CI")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError("--update-golden is refused when CI is set: goldens are read by people before they change")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare text with the golden of this name, line by line; with --update-golden, write it there."""

    def compare(name: str, found: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(found, encoding="utf-8")
        assert path.is_file(), f"{name} is missing: look at what --update-golden writes, then commit it"
        assert found.splitlines() == path.read_text(encoding="utf-8").splitlines()

    return compare
