"""Edit articles lightly, as authors and press offices do between two versions, and know where every sentence went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from proceedings.model import Section
from proceedings.read import read_bytes
from proceedings.revise.anchor import make_anchor
from proceedings.revise.entries import Correction, Fit, Sidecar
from proceedings.revise.overlay import overlay
from proceedings.structure import structure
from proceedings.text import Source, Span

CORRECTIONS = 5
"""Sentences of an article that are corrected."""

NEW = (
    "The organisers thanked the city for its hospitality.",
    "Simultaneous interpretation was provided in three languages.",
    "A visit to the old harbour followed in the afternoon.",
    "Further details will be published in the coming weeks.",
    "The discussion was moderated by a member of the organising committee.",
)
"""Sentences that are inserted."""


@dataclass
class Piece:
    """A sentence with the white space before it; origin: its number in the first version, -1 for a new one."""

    gap: str
    words: str
    origin: int


@dataclass
class Count:
    """What became of corrections; gone: of sentences that were taken out."""

    exact: int = 0
    carried: int = 0
    orphaned: int = 0
    misplaced: int = 0
    gone: int = 0
    gone_misplaced: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.exact + self.carried + self.orphaned + self.misplaced

    @property
    def anchored(self) -> float:
        return (self.exact + self.carried) / max(1, self.total)


def typo(words: str, random: Random) -> str:
    """Swap, drop, double or change a letter."""
    i = random.randrange(len(words) - 1)
    return random.choice(
        (
            words[:i] + words[i + 1] + words[i] + words[i + 2 :],
            words[:i] + words[i + 1 :],
            words[:i] + words[i] + words[i:],
            words[:i] + random.choice("aeinrst") + words[i + 1 :],
        )
    )


def reword(words: str, random: Random) -> str:
    """Drop a word, put one in, or straighten the quotation marks."""
    parts = words.split(" ")
    i = random.randrange(len(parts))
    return random.choice(
        (
            " ".join(parts[:i] + parts[i + 1 :]) if len(parts) > 5 else words,
            " ".join([*parts[:i], random.choice(("also", "new", "joint", "very")), *parts[i:]]),
            words.translate(str.maketrans("“”‘’", "\"\"''")),
        )
    )


def edit(pieces: Sequence[Piece], targets: Sequence[int], random: Random, *, remove: bool) -> list[Piece]:
    """Make one to three edits elsewhere, and touch about a third of the corrected sentences; `remove` takes one of them out."""
    made = [Piece(p.gap, p.words, p.origin) for p in pieces]
    for target in targets:
        if random.random() < 0.35 and len(made[target].words) > 12:
            made[target].words = random.choice((typo, typo, reword))(made[target].words, random)
    gone: set[int] = {random.choice(targets)} if remove else set()
    others = [i for i in range(1, len(made)) if i not in targets]
    for _ in range(random.randint(1, 3)):
        i = random.choice(others) if others else 0
        if len(made[i].words) > 12:
            made[i].words = random.choice((typo, reword))(made[i].words, random)
    if others and random.random() < 0.6:
        gone.add(random.choice(others))
    made = [piece for i, piece in enumerate(made) if i not in gone]
    if random.random() < 0.6:
        made.insert(random.randint(1, len(made)), Piece(random.choice((" ", "\n\n")), random.choice(NEW), -1))
    if random.random() < 0.5 and len(made) > 4:
        moved = made.pop(random.randrange(1, len(made)))
        made.insert(random.randint(1, len(made)), Piece(random.choice((" ", "\n\n")), moved.words, moved.origin))
    return made


def try_article(text: str, random: Random, count: Count, *, remove: bool = False, name: str = "a.txt") -> None:
    """Correct some sentences of an article, edit it, and see where the corrections went."""
    first = structure(read_bytes(text.encode(), name))
    used = [
        i
        for i, s in enumerate(first.sentences)
        if s.section not in (Section.HEADLINE, Section.BOILERPLATE) and len(first.words(s).split()) > 3 and i
    ]
    targets = sorted(random.sample(used, min(CORRECTIONS, len(used))))
    if not targets:
        return
    spans = [s.span for s in first.sentences]
    ends = [0, *(span.end for span in spans)]
    gaps = [text[end : span.start] for end, span in zip(ends, spans, strict=False)]
    pieces = [Piece(gap, first.source.words(span), i) for i, (gap, span) in enumerate(zip(gaps, spans, strict=True))]
    corrections = tuple(Correction(make_anchor(first.source, spans[i]), speakers=()) for i in targets)
    edited = edit(pieces, targets, random, remove=remove)
    at, where = 0, dict[int, Span]()
    for piece in edited:
        at += len(piece.gap)
        where[piece.origin] = Span(at, at + len(piece.words))
        at += len(piece.words)
    second = structure(Source(name, "".join(p.gap + p.words for p in edited), "0" * 64))
    revision = overlay(second, Sidecar(corrections=corrections))
    for target, settled in zip(targets, revision.settled, strict=True):
        found = revision.proceedings.sentences[settled.sentence].span if settled.sentence is not None else None
        true = where.get(target)
        said = f"{name}: “{first.source.words(spans[target])[:90]}” {settled.fit.value} {settled.why}"
        if true is None:
            count.gone += 1
            if found is not None:
                count.gone_misplaced += 1
                count.faults.append(f"{said}: put on “{second.source.words(found)[:90]}”, and it is gone")
        elif found is None:
            count.orphaned += 1
            count.faults.append(f"{said}: now “{second.source.words(true)[:90]}”")
        elif overlap(found, true) < 0.5:
            count.misplaced += 1
            count.faults.append(f"{said}: put on “{second.source.words(found)[:90]}”")
        elif settled.fit is Fit.EXACT:
            count.exact += 1
        else:
            count.carried += 1


def overlap(one: Span, other: Span) -> float:
    """Give the share of two spans that they have in common."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / (max(one.end, other.end) - min(one.start, other.start))
