"""The facts of the event, on small reports: `cases/event.txt`."""

from pathlib import Path

import pytest

from proceedings.model import Part, Section
from proceedings.structure import structure
from proceedings.structure.event import find_event
from proceedings.structure.segment import segment
from proceedings.text import Source

CASES = Path(__file__).parent / "cases" / "event.txt"


def read_cases():
    for block in CASES.read_text(encoding="utf-8").split("\n--- ")[1:]:
        name, _, rest = block.partition("\n")
        lines = rest.rstrip().split("\n")
        wanted = dict(line[2:].split(": ", 1) for line in lines if line.startswith("= "))
        text = "\n".join(line for line in lines if not line.startswith("= ")).strip()
        yield pytest.param(text, wanted, id=name)


def facts(text):
    source = Source("case.txt", text, "0" * 64)
    segments = segment(source)
    first_is_title = len(segments) > 1 and not segments[0].text.endswith(".")
    sections = tuple(Section.HEADLINE if first_is_title and i == 0 else Section.CONTEXT for i in range(len(segments)))
    event = find_event(source, segments, sections)
    found = {key: getattr(event, key).of(source) if getattr(event, key) else "-" for key in ("title", "venue", "city", "date")}
    found["participants"] = event.participants.of(source) if event.participants else "-"
    for key, part in (("host", Part.HOST), ("with", Part.WITH)):
        found[key] = " + ".join(o.name.of(source) for o in event.organizers if o.part is part) or "-"
    return found


@pytest.mark.parametrize(("text", "wanted"), list(read_cases()))
def test_the_facts_of_the_event(text, wanted):
    found = facts(text)
    assert {key: found[key] for key in wanted} == wanted


def test_the_cases_are_read():
    assert len(list(read_cases())) >= 30


def test_the_facts_of_the_seed():
    text = next((Path(__file__).parent.parent.parent / "seeds").glob("000_*.txt")).read_text(encoding="utf-8")
    assert facts(text) == {
        "title": "Pakistan–Kazakhstan Relations: Post-Visit Reflections and Pathways for Strategic Cooperation",
        "host": "Institute of Strategic Studies Islamabad (ISSI)",
        "with": "Embassy of Kazakhstan",
        "venue": "Movenpick Hotel",
        "city": "Islamabad",
        "date": "-",
        "participants": "diplomats, scholars, and practitioners from both nations",
    }


@pytest.mark.parametrize(
    "text", ["", "Conference " * 900, "of the " * 700 + "Forum", "A, " * 900 + "and B held a forum.", "IN AT THE IN MAY."]
)
def test_odd_texts_do_no_harm(text):
    assert set(facts(text)) == {"title", "venue", "city", "date", "participants", "host", "with"}


@pytest.mark.parametrize("headline", ["WATER MEN GATHER AT", "STRONG ROADS BUILT IN", "ANNUAL FORUM OF HEADS OF"])
def test_a_headline_that_breaks_off_is_read(headline: str) -> None:
    assert structure(Source("a.txt", f"{headline}\n\nThe forum met. Ana Ruiz said no.", "0")).sentences
