"""The outline: bookmarks to a tree of entries, each leading to a page and a height."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from proceedings.pdf._reportlab import Dictionary, Document, Reference, text
from proceedings.pdf.tags import destination
from proceedings.typeset.placement import Pages


def write_outline(document: Document, pages: Pages, sheets: Sequence[Reference]) -> Reference | None:
    """Write the outline, opened down to the last entry; None for a document without bookmarks."""
    if not pages.outline:
        return None
    entries = [Dictionary(Type="/Outlines")]
    for bookmark in pages.outline:
        top = pages.pages[bookmark.page].height - bookmark.y
        entries.append(Dictionary(Title=text(bookmark.title), Dest=destination(sheets[bookmark.page], top)))
    places = document.add_all(entries)

    children: dict[int, list[int]] = defaultdict(list)
    above = [0]  # the way from the root down to the entry before this one
    for number, bookmark in enumerate(pages.outline, 1):
        del above[bookmark.level + 1 :]
        children[above[-1]].append(number)
        above.append(number)

    below = [0] * len(entries)
    for number in range(len(entries) - 1, -1, -1):
        own = children[number]
        for before, after in pairwise(own):
            entries[before]["Next"], entries[after]["Prev"] = places[after], places[before]
        for child in own:
            entries[child]["Parent"] = places[number]
        if own:
            entries[number]["First"], entries[number]["Last"] = places[own[0]], places[own[-1]]
            entries[number]["Count"] = below[number] = sum(1 + below[child] for child in own)
    return places[0]
