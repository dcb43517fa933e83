"""What the structurer reads rightly on annotated articles may not fall: `ratchet.toml` holds the figures reached.

`pytest tests/structure/test_ratchet.py --update-golden` sets them anew after a gain. These articles were used in
tuning and training, so the figures say nothing about unseen ones; they only keep a change from undoing another.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from scoring import score

HERE = Path(__file__).parent
CORPUS = HERE.parent / "corpus"
RATCHET = HERE / "ratchet.toml"
LOWER_IS_BETTER = ("misattributed", "stated")
SETS = sorted(p.name for p in CORPUS.iterdir() if p.is_dir())


@pytest.mark.parametrize("name", SETS)
def test_the_figures_do_not_fall(name: str, request: pytest.FixtureRequest) -> None:
    figures = score([CORPUS / name]).figures()
    if request.config.getoption("--update-golden"):
        held = tomllib.loads(RATCHET.read_text(encoding="utf-8")) if RATCHET.is_file() else {}
        held[name] = figures
        RATCHET.write_text(
            "\n".join(f"[{s}]\n" + "".join(f"{k} = {v}\n" for k, v in held[s].items()) for s in sorted(held)), encoding="utf-8"
        )
    held = tomllib.loads(RATCHET.read_text(encoding="utf-8"))[name]
    worse = {
        key: (value, figures[key])
        for key, value in held.items()
        if (figures[key] > value if key in LOWER_IS_BETTER else figures[key] < value)
    }
    assert worse == {}
