"""Say of an article under review what the page shows: a `Revision` in, plain values for JSON out."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from proceedings.explain import told
from proceedings.model import Part, Proceedings, Words
from proceedings.revise.editing import last_step
from proceedings.revise.entries import FACTS
from proceedings.revise.items import known_names
from proceedings.revise.overlay import Revision
from proceedings.typeset import View
from proceedings.typeset.placement import Pages, TextRun

ASCENT, HEIGHT = 0.85, 1.15
"""How far the frame around printed words reaches above their baseline, and how high it is, in sizes of their type."""

LABELS = {
    "title": "Title",
    "date": "When",
    "venue": "Where: venue",
    "city": "Where: city",
    "organizers": "Organised by (several between semicolons)",
    "with": "With (several between semicolons)",
    "participants": "Participants",
}


def people_of(revision: Revision, view: View) -> list[dict[str, str]]:
    """List whom a sentence can be given to: the speakers, then everybody else who is named in the source or known to the house.

    plain: the name without honorifics, by which a correction knows a person.
    """
    p = revision.proceedings
    people = []
    for speaker in p.speakers:
        plain = p.words(speaker.name)
        name = " ".join(filter(None, (p.words(speaker.honorific), plain)))
        people.append({"id": speaker.id, "name": name, "plain": plain, "capacity": view.capacity(speaker)})
    spoken = {person["plain"] for person in people}
    for name in known_names(revision):
        if name not in spoken:
            people.append({"id": f"name:{name}", "name": name, "plain": name, "capacity": "says nothing so far"})
    return people


def facts_of(p: Proceedings) -> list[tuple[str, str]]:
    """Give the facts of the event by name; "" is not stated."""
    e = p.event
    values: dict[str, Words | None] = {
        "title": e.title,
        "date": e.date,
        "venue": e.venue,
        "city": e.city,
        "participants": e.participants,
    }
    parts = {"organizers": Part.HOST, "with": Part.WITH}
    return [
        (f, "; ".join(p.words(o.name) for o in e.organizers if o.part is parts[f]) if f in parts else p.words(values[f]))
        for f in FACTS
    ]


def notices_of(revision: Revision) -> list[str]:
    """Say what the reader should know: the notices of the article, and the corrections that no longer match."""
    kept = "A correction no longer matches the source and is kept aside"
    lost = [f"{kept}: {told(revision, s.correction)}" for s in revision.orphaned]
    return [notice.text for notice in revision.proceedings.notices] + lost


def step_of(revision: Revision) -> str:
    """Say what undo would take back, "" for nothing."""
    return "; ".join(told(revision, entry) for entry in last_step(revision.sidecar))


def places_of(pages: Pages, p: Proceedings) -> dict[int, list[list[float]]]:
    """Find where each sentence is printed: boxes of page, x, y, width, height in points, one for each element on a page."""
    starts = [s.span.start for s in p.sentences]
    boxes: dict[tuple[int, int, int], list[float]] = {}
    for n, page in enumerate(pages.pages):
        for run in page.placements:
            if not isinstance(run, TextRun) or run.span is None:
                continue
            i = bisect_right(starts, run.span.start) - 1
            if i < 0 or not p.sentences[i].span.contains(run.span):
                continue
            top = run.y - ASCENT * run.size
            right, bottom = run.x + run.width, top + HEIGHT * run.size
            box = boxes.setdefault((i, n, run.element), [run.x, top, right, bottom])
            box[:] = [min(box[0], run.x), min(box[1], top), max(box[2], right), max(box[3], bottom)]
    found: dict[int, list[list[float]]] = defaultdict(list)
    for (i, n, _), (left, top, right, bottom) in boxes.items():
        found[i].append([n, round(left, 1), round(top, 1), round(right - left, 1), round(bottom - top, 1)])
    return dict(found)
