"""Compile the lexicons, after a change: python tests/bench/compile_lexicons.py."""

from proceedings.structure.lexicons import COMPILED, FOLDER, compile_lexicons

(FOLDER / COMPILED).write_text(compile_lexicons(), encoding="utf-8")
