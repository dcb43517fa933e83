"""Sessions have their own titles and hold every sentence of their sections once; cases stand in cases/sessions.txt."""

from pathlib import Path

import pytest

from proceedings.model import Section
from proceedings.structure.segment import segment
from proceedings.structure.sessions import find_sessions
from proceedings.text import Source

CASES = Path(__file__).parent / "cases" / "sessions.txt"


def cases() -> list[tuple[str, str, list[Section], list[str]]]:
    """Read (name, text, the section of each segment, the sessions wanted) of every case."""
    found = []
    for block in CASES.read_text(encoding="utf-8").split("\n--- ")[1:]:
        name, *lines = block.strip("\n").split("\n")
        pairs = [line.partition(" | ") for line in lines if not line.startswith("= ")]
        text = "\n\n".join(words for _, _, words in pairs)
        found.append((name, text, [Section(s) for s, _, _ in pairs], [line[2:] for line in lines if line.startswith("= ")]))
    return found


@pytest.mark.parametrize(("name", "text", "given", "wanted"), cases(), ids=[case[0] for case in cases()])
def test_sessions_are_found(name: str, text: str, given: list[Section], wanted: list[str]) -> None:
    source = Source("case.txt", text, "")
    segments = segment(source)
    assert len(segments) == len(given), "write one sentence a line"
    sessions = find_sessions(source, segments, tuple(given))
    found = [f"{s.kind} | {s.title.of(source) if s.title else '-'} | {' '.join(str(i) for i in s.sentences)}" for s in sessions]
    assert found == wanted
    inside = [i for i, section in enumerate(given) if section in (Section.WELCOME, Section.WORKING, Section.CONCLUDING)]
    assert sorted(i for s in sessions for i in s.sentences) == inside


def test_nothing_has_no_sessions() -> None:
    assert find_sessions(Source("case.txt", "", ""), (), ()) == ()
