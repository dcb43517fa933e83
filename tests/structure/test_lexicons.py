"""The compiled lexicons are those that stand in the TOML files."""

from __future__ import annotations

from proceedings.structure.lexicons import COMPILED, FOLDER, compile_lexicons, lexicon, parse


def test_the_compiled_lexicons_are_up_to_date() -> None:
    found = (FOLDER / COMPILED).read_text(encoding="utf-8")
    assert found == compile_lexicons(), "run python tests/bench/compile_lexicons.py"


def test_every_lexicon_is_what_its_file_says() -> None:
    for path in FOLDER.glob("*.toml"):
        assert lexicon(path.stem) == parse(path.read_bytes())
