"""Propose several persons as the speakers of one sentence: in a row, beside another, in clauses of their own, all it names."""

from __future__ import annotations

from proceedings.structure.choices import NOBODY, Choices, Key, marks
from proceedings.structure.coreference import RECENT, gender_of
from proceedings.structure.memory import Memory
from proceedings.structure.scene import Scene
from proceedings.structure.standing import Standing

NOT_BETWEEN = frozenset("VAgrsQ")
"""Kinds of items that do not stand between persons joined by "and"."""

LOOSE = frozenset("p;:(")
"""Kinds of items that may stand between the persons of a list: "A on soils, B (Bonn) on rain; and C"."""

STRETCH = 9
"""How many items may stand between two persons of a list."""

LONGEST_ROW = 40
"""How many persons may stand in a row; no sentence that was meant to be read has more."""

MOST_NAMED = 8
"""How many persons named in a sentence may all be its speakers, where they stand in no row."""

BESIDE = frozenset({",", "&", ";", "x", "-", "P", "Q", "start", "while"})
"""What stands to the left of a person who may speak beside another: "A spoke on soils, B on rain"."""

OPENING = frozenset({"start", ",", ";", "x", "&", "while"})
"""What stands to the left of the subject of a clause."""

WITH = frozenset({"together", "along", "jointly"})
"""What begins a sentence that puts one speaker beside another."""


def propose_row(scene: Scene, choices: Choices, memory: Memory) -> None:
    """Persons joined by "and"."""
    for group, is_loose in _runs(scene):
        persons = _resolved(group, memory)
        if persons is None:
            continue
        first, last = group[0], group[-1]
        whole = Standing(
            first.item, first.left, last.verb, last.after, last.gap, first.deep, last.second, last.cue or first.cue
        )
        made = choices(persons)
        label = "JL" if is_loose else "J"
        made.traits[label] |= marks(whole)
        made.shared[label] = scene.traits
        size = f"n={min(len(persons), 4)}"
        made.traits[label].add(f"{size}:{last.verb}")
        made.traits["J"].add(f"{size}:{first.left}:{last.verb}")
        made.traits["J"] |= {f"left={first.left}", f"verb={last.verb}", f"{first.left}:{last.verb}"}
        made.support("names-verb", whole)
        made.explicit = whole.is_explicit and all(s.item.kind == "P" for s in group)
        made.disputed = any(map(is_disputed, group))
        for person in persons:
            choices((person,)).traits["M"] |= {f"joined:{last.verb}", "joined"}


def _runs(scene: Scene) -> list[tuple[list[Standing], bool]]:
    """The runs of persons with nothing but commas, "and", their titles (loose: and their topics, in a list) between them."""
    if len(scene.standings) < 2:
        return []
    standing_at = {s.item.span.start: s for s in scene.standings}
    runs: list[tuple[list[Standing], bool]] = []
    current: list[Standing] = []
    between: list[str] = []
    loose = False
    for item in scene.items:
        if item.kind in "PR":
            standing = standing_at[item.span.start]
            seen = set(between)
            parted = seen & {"&", ",", ";"} and not seen & NOT_BETWEEN
            if current and parted and (not seen & LOOSE or _is_list(between)):
                current.append(standing)
                loose = loose or bool(seen & LOOSE)
                if ("&" in seen or (";" in seen and len(current) > 2)) and len(current) <= LONGEST_ROW:
                    runs.append((list(current), loose))
            else:
                current, loose = [standing], False
            between = []
        else:
            between.append(item.kind)
    return runs


def _is_list(between: list[str]) -> bool:
    """Whether what stands between two persons ends like an item of a list: with a comma, a semicolon or "and"."""
    tail = [kind for kind in between if kind != "d"]
    return len(between) <= STRETCH and bool(tail) and tail[-1] in ("&", ",", ";")


def propose_all_named(scene: Scene, choices: Choices) -> None:
    """All persons whom the sentence names: "the address of A and the remarks of B", "A spoke on Q, B on R"."""
    named = [s for s in scene.standings if s.item.kind == "P"]
    persons = tuple(dict.fromkeys(s.item.person for s in named))
    sure = sum(s.is_explicit for s in named)
    beside = all(s.is_explicit or s.left in BESIDE for s in named)
    if not 1 < len(persons) <= MOST_NAMED or (sure and not beside):
        return
    first, last = named[0], named[-1]
    made = choices(persons)
    made.shared["A"] = scene.traits
    made.traits["A"] |= {
        "",
        f"n={min(len(persons), 4)}",
        f"first={first.left}",
        f"first={first.left}:{first.verb}",
        f"last={last.left}",
        f"last={last.left}:{last.verb}",
        f"lefts={first.left}:{last.left}",
        f"sure={min(sure, 2)}:{sure == len(named)}",
        f"{scene.subject}:{first.left}",
        f"op={scene.opener}",
    }
    made.support("names-verb", first)
    made.explicit = made.explicit or sure == len(named)
    made.disputed = made.disputed or any(map(is_disputed, named))


def propose_beside(scene: Scene, choices: Choices, memory: Memory) -> Key:
    """ "Together with A, B appealed": gives both, who surely both speak."""
    if not scene.items or scene.items[0].word.lower() not in WITH or len(scene.standings) < 2:
        return NOBODY
    beside, subject = scene.standings[:2]
    persons = _resolved([beside, subject], memory)
    if persons is None or beside.item.kind != "P" or beside.left != "p:with" or subject.left != ",":
        return NOBODY
    made = choices(persons)
    made.traits["W"] |= {"", subject.verb}
    made.support("names-verb", subject)
    made.explicit = subject.is_explicit and subject.item.kind == "P"
    made.disputed = is_disputed(beside) or is_disputed(subject)
    return persons if subject.is_explicit else NOBODY


def propose_clauses(scene: Scene, choices: Choices, memory: Memory) -> Key:
    """Persons who speak in several clauses of the sentence; gives those who surely all do."""
    subjects = [s for s in scene.standings if s.item.kind in "PR" and s.is_explicit]
    persons = _resolved(subjects, memory)
    if persons is None:
        return NOBODY
    made = choices(persons)
    parted = any(i.word in ("while", "whereas", "whilst", ";") for i in scene.items)
    made.traits["U"] |= {
        "",
        "+".join(f"{s.left}:{s.deep}" for s in subjects[:3]),
        f"n={min(len(persons), 4)}",
        f"while={parted}",
        f"last={subjects[-1].deep}:{subjects[-1].left}",
    }
    made.support("names-verbs", subjects[0])
    made.explicit = made.explicit or all(s.item.kind == "P" for s in subjects)
    made.disputed = made.disputed or any(map(is_disputed, subjects))
    return persons if len(persons) == len(subjects) and _each_speaks(subjects, scene) else NOBODY


def _each_speaks(subjects: list[Standing], scene: Scene) -> bool:
    """Whether the subjects stand in clauses of their own ("while A wanted one, B wanted two"), so that all of them speak."""
    follow = {id(s.item) for run, _ in _runs(scene) for s in run[1:]}
    if subjects[0].left not in OPENING or any(s.item.kind != "P" for s in subjects):
        return False
    return all(
        s.left == "while"
        or s.deep == "w"
        or subjects[0].left == "while"
        or (s.left == "&" and s.deep == "yes" and id(s.item) not in follow)
        for s in subjects[1:]
    )


def _resolved(group: list[Standing], memory: Memory) -> Key | None:
    """The persons of a run, or None when they are not two.

    A pronoun is the last to have spoken who is not in the run and whom it fits; else the last named of whom that is known, or
    of whom nothing is.
    """
    named = {s.item.person for s in group}
    persons: list[int] = []
    for standing in group:
        person = standing.item.person
        if standing.item.kind == "R":
            fits: dict[str, list[int]] = {}
            for p in memory.recent[:RECENT]:
                if p not in named and p not in persons:
                    fits.setdefault(memory.fit(p, gender_of(standing.item.word)), []).append(p)
            fitting = fits.get("fits", []) + fits.get("unknown", [])
            if not fitting:
                return None
            person = next((p for p in memory.speakers if p in fitting), fitting[0])
        if person not in persons:
            persons.append(person)
    return tuple(persons) if len(persons) > 1 else None


def is_disputed(standing: Standing) -> bool:
    """Whether the name that stands there may be another's as well."""
    return standing.item.mention is not None and bool(standing.item.mention.rivals)
