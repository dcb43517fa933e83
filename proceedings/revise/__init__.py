"""Revise proceedings: what people decided is laid over what was understood. `Proceedings` and a sidecar in, `Proceedings` out.

entries    the values: a correction, a person, a fact, an approval; a sidecar of them; a house file
sidecar    the text of a sidecar to its entries; layout finds tables in it
editing    decide, undo, approve: from sidecar to sidecar, all else in the text kept
storage    read_sidecar, read_house, save (StaleError where somebody else has changed the file), change
anchor     where the words of a correction stand now; bounds gives sentences the bounds that a human saw
cast       who the speakers are
overlay    overlay: proceedings, sidecar and house to a Revision; revise: to proceedings; laying does it
approval   whether an edition was reviewed
items      find_sentences, find_name …: what a human means; correct, keep: entries made of a sentence
"""

from __future__ import annotations

from pathlib import Path

from proceedings.read import name_of, read_bytes, read_content
from proceedings.revise.overlay import Revision, overlay
from proceedings.revise.storage import read_house, read_sidecar
from proceedings.structure import ownwords, structure


def understand(path: Path | str, people: Path | None = None, lexicon: Path | None = None) -> tuple[bytes, Revision]:
    """Read an article, understand it and lay over it what people decided; gives its bytes too.

    people: the house file for an article that has none beside it; lexicon: words of the user's own.
    Raises UnreadableError; UsageError for a broken sidecar, house file or lexicon.
    """
    ownwords.use(lexicon)
    original = read_content(path)
    sidecar, house = read_sidecar(path), read_house(path, people)
    return original, overlay(structure(read_bytes(original, name_of(path))), sidecar, house)


__all__ = ["Revision", "overlay", "understand"]
