"""Tell by a digest whether an article's documents would come out as before: an article and an order in, a digest out.

It is taken of what an approval is bound to, and of the rest that changes the bytes: the approval itself, the date, and what
is made at all.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from proceedings.build import Order, parts_of_order
from proceedings.read import read_content
from proceedings.revise.approval import decided, digests
from proceedings.revise.storage import read_house, read_sidecar
from proceedings.values import replace


def basis_of(order: Order) -> str:
    """Give a digest of all that is the same for every article of a run. Raises LayoutError."""
    rest = replace(order, folder=Path(), layout="", fonts=(), people=None, lexicon=None, clobber=True)
    return digests({**parts_of_order(order), "order": repr(rest)})[0]


def digest(path: str, order: Order, basis: str) -> str:
    """Give the digest of an article's edition. Raises UnreadableError; UsageError for a broken sidecar."""
    sidecar, house = read_sidecar(path), read_house(path, order.people)
    parts = {"source": hashlib.sha256(read_content(path)).hexdigest(), "order": basis, "approval": repr(sidecar.approval)}
    return digests({**parts, **decided(sidecar, house)})[0]
