"""Score proceedings against gold annotations: the figures that the ratchet holds, in per cent.

section: sentences whose section is right; speaker: F1 of sentences given to named persons, a sentence counting only
with its whole set; misattributed: of the sentences given to a named person, those whose gold names someone else or
nobody; stated: the same among the attributions called stated; collective: F1 of sentences given to a group; people:
F1 of the persons who speak, by name; role, affiliation: right among the persons found; title, organizers, venue,
city, date: F1 of the event's facts. A gold sentence takes what was said of the predicted one that covers most of it;
two names are one person when the shorter's words all stand in the longer.
"""

from __future__ import annotations

import collections
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from proceedings.model import COLLECTIVE, Proceedings
from proceedings.read import read
from proceedings.structure import structure

FACTS = ("title", "venue", "city", "date")


@dataclass
class Count:
    """Hits, predictions and gold items of one figure."""

    hit: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, hit: int, predicted: int, gold: int) -> None:
        self.hit, self.predicted, self.gold = self.hit + hit, self.predicted + predicted, self.gold + gold

    @property
    def f1(self) -> float:
        return 200 * self.hit / (self.predicted + self.gold) if self.predicted + self.gold else 100.0

    @property
    def share(self) -> float:
        return 100 * self.hit / self.predicted if self.predicted else 0.0


@dataclass
class Score:
    """The counts of a set of articles."""

    counts: dict[str, Count] = field(default_factory=lambda: collections.defaultdict(Count))

    def figures(self) -> dict[str, float]:
        """Give every figure, rounded to a tenth; shares for the first group, F1 for the others."""
        shares = ("section", "misattributed", "stated", "role", "affiliation")
        named = self.counts["misattributed"].predicted
        found = {key: round(c.share if key in shares else c.f1, 1) for key, c in sorted(self.counts.items())}
        return found | {"stated_share": round(100 * self.counts["stated"].predicted / named, 1) if named else 0.0}


def words_of(text: str | None) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text or "") if not unicodedata.combining(c))
    return re.findall(r"\w+", plain.lower())


def overlap(a: str | None, b: str | None) -> float:
    """F1 of the words of two texts."""
    x, y = collections.Counter(words_of(a)), collections.Counter(words_of(b))
    common = sum((x & y).values())
    return 2 * common / (sum(x.values()) + sum(y.values())) if x and y else 0.0


def same_person(a: str, b: str) -> bool:
    short, long = sorted((words_of(a), words_of(b)), key=len)
    return bool(short) and set(short) <= set(long) and (len(short) > 1 or short == long)


def articles(folders: Iterable[Path]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Give the annotated articles of folders with their gold."""
    for folder in folders:
        for gold in sorted(folder.glob("*.gold.json")):
            yield gold.with_name(gold.name.replace(".gold.json", ".txt")), json.loads(gold.read_text(encoding="utf-8"))


def score(folders: Iterable[Path]) -> Score:
    """Structure every annotated article of the folders and count."""
    total = Score()
    for path, gold in articles(folders):
        count(total.counts, structure(read(path)), gold)
    return total


def count(counts: dict[str, Count], p: Proceedings, gold: dict[str, Any]) -> None:
    """Add one article."""
    match = match_people(counts, p, gold["people"])
    at = 0
    for wanted in gold["sentences"]:
        start = p.source.text.index(wanted["text"], at)
        at = start + len(wanted["text"])
        best = max(p.sentences, key=lambda s: min(at, s.span.end) - max(start, s.span.start))
        given = best.attribution
        counts["section"].add(best.section.value == wanted["section"], 1, 1)
        want = {i for i, person in enumerate(gold["people"]) if person["name"] in wanted["speakers"]}
        got = {match.get(id, id) for id in given.speakers if id != COLLECTIVE}
        counts["speaker"].add(bool(want) and got == want, bool(got), bool(want))
        if got:
            counts["misattributed"].add(not got <= want, 1, 0)
            if given.certainty == "stated":
                counts["stated"].add(not got <= want, 1, 0)
        group = COLLECTIVE in wanted["speakers"]
        counts["collective"].add(group and given.is_collective, given.is_collective, group)
    count_facts(counts, p, gold["event"])


def match_people(counts: dict[str, Count], p: Proceedings, people: list[dict[str, Any]]) -> dict[str, int]:
    """Match the speakers with the gold's people, one to one."""
    match: dict[str, int] = {}
    for speaker in p.speakers:
        free = (i for i, person in enumerate(people) if i not in match.values())
        found = next((i for i in free if same_person(p.words(speaker.name), people[i]["name"])), None)
        if found is None:
            continue
        match[speaker.id] = found
        role, affiliation = people[found]["role"], people[found]["affiliation"]
        if role:
            counts["role"].add(overlap(p.words(speaker.role), role) >= 0.7, 1, 0)
        if affiliation:
            ours = p.words(speaker.affiliation)
            right = overlap(ours, affiliation) >= 0.6 or set(words_of(affiliation)) <= set(words_of(ours))
            counts["affiliation"].add(right, 1, 0)
    counts["people"].add(len(match), len(p.speakers), len(people))
    return match


def count_facts(counts: dict[str, Count], p: Proceedings, event: dict[str, Any]) -> None:
    """Compare the event's facts."""
    for key in FACTS:
        ours, gold = p.words(getattr(p.event, key)), event[key]
        counts[key].add(bool(ours and gold) and overlap(ours, gold) >= 0.75, bool(ours), bool(gold))
    left = list(event["organizers"])
    ours_all = [p.words(o.name) for o in p.event.organizers]
    for ours in ours_all:
        hit = next((b for b in left if overlap(ours, b) >= 0.7), None)
        if hit is not None:
            left.remove(hit)
    counts["organizers"].add(len(event["organizers"]) - len(left), len(ours_all), len(event["organizers"]))
