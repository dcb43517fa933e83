"""What all tests of the review share: an article that has doubts, however well the structurer reads it."""

from __future__ import annotations

import pytest
from reviewed import doubting


@pytest.fixture(autouse=True)
def doubts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proceedings.revise.structure", doubting)
