"""Revise proceedings: what people decided is laid over what was understood. `Proceedings` and a sidecar in, `Proceedings` out.

sidecar (entries, layout, editing, storage) → anchor → bounds → cast → overlay; approval. A front end needs these:

    understand(path)                       the article's bytes, and a `Revision`
    overlay(understood, sidecar, house)    the same anew after a change: a `Revision`
    correct(revision, sentence, …)         an entry that corrects a sentence; keep(…): one that confirms it
    decide(sidecar, entries, stamp)        a sidecar with entries added; undo(sidecar): without the last step
    approve(sidecar, approval)             a sidecar with an approval in it
    save(sidecar)                          writes it whole, or raises StaleError where somebody else has changed it
"""

from __future__ import annotations

from pathlib import Path

from proceedings.read import name_of, read_bytes, read_content
from proceedings.revise.anchor import Fit
from proceedings.revise.approval import Review, digests, review_of
from proceedings.revise.editing import approve, decide, last_step, remove, undo
from proceedings.revise.entries import (
    FACTS,
    NOBODY,
    PARTICIPANTS,
    SECTIONS,
    Approval,
    Correction,
    Entry,
    Fact,
    House,
    Person,
    Sidecar,
    Stamp,
)
from proceedings.revise.items import (
    correct,
    find_fact,
    find_name,
    find_section,
    find_sentences,
    find_speakers,
    keep,
    known_names,
)
from proceedings.revise.overlay import Revision, Settled, overlay, revise
from proceedings.revise.storage import StaleError, change, read_house, read_sidecar, save, sidecar_path
from proceedings.structure import structure


def understand(path: Path | str, people: Path | None = None) -> tuple[bytes, Revision]:
    """Read an article, understand it and lay over it what people decided; gives its bytes too.

    people: the house file for an article that has none beside it. Raises UnreadableError; UsageError for a broken sidecar.
    """
    original = read_content(path)
    sidecar, house = read_sidecar(path), read_house(path, people)
    return original, overlay(structure(read_bytes(original, name_of(path))), sidecar, house)


__all__ = [
    "FACTS",
    "NOBODY",
    "PARTICIPANTS",
    "SECTIONS",
    "Approval",
    "Correction",
    "Entry",
    "Fact",
    "Fit",
    "House",
    "Person",
    "Review",
    "Revision",
    "Settled",
    "Sidecar",
    "StaleError",
    "Stamp",
    "approve",
    "change",
    "correct",
    "decide",
    "digests",
    "find_fact",
    "find_name",
    "find_section",
    "find_sentences",
    "find_speakers",
    "keep",
    "known_names",
    "last_step",
    "overlay",
    "read_house",
    "read_sidecar",
    "remove",
    "review_of",
    "revise",
    "save",
    "sidecar_path",
    "understand",
    "undo",
]
