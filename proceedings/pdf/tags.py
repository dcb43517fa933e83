"""Tags: the structure tree over the painted pages, its way back (ParentTree), and the links, which belong to both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from proceedings.errors import ProceedingsError
from proceedings.pdf._reportlab import Array, Dictionary, Document, Reference, Value, text
from proceedings.pdf.attributes import Attributes
from proceedings.pdf.paint import LinkBox, Painted
from proceedings.pdf.roles import KEPT_EMPTY, MAPPED
from proceedings.typeset.placement import Element, Pages

_URI_SAFE = "%/:?#[]@!$&'()*+,;=~-._"  # what a URI may hold as it is; all else becomes %XX
_PRINTED = 4  # annotation flag, which PDF/A demands


def destination(page: Reference, top: float) -> Array:
    """Give the place on a page to scroll to; the reader's zoom stays."""
    return Array([page, "/XYZ", "null", f"{top:.2f}", "null"])


def write_tags(
    document: Document, pages: Pages, painted: Sequence[Painted], sheets: Sequence[Dictionary], places: Sequence[Reference]
) -> Reference:
    """Write the structure tree and the links; give the tree's root. Completes the page dictionaries `sheets`, which stand at
    `places`.

    Elements without content are left out, but for the empty cells of a row that has some.
    """
    tree = _Tree(document, pages, painted, places)
    tree.add_links(sheets)
    tree.fill()
    return tree.root(sheets)


class _Marked(NamedTuple):
    """A piece of marked content: its place in the document's order, its page, its MCID there."""

    order: int
    page: int
    mcid: int


class _Tree:
    """The structure tree on its way into the document: the elements to keep have their numbers, and are filled in at last."""

    def __init__(self, document: Document, pages: Pages, painted: Sequence[Painted], sheets: Sequence[Reference]) -> None:
        self._document = document
        self._pages = pages
        self._elements = pages.elements
        self._painted = painted
        self._sheets = sheets
        self._root = Dictionary(Type="/StructTreeRoot")
        self._root_place = document.add(self._root)
        self._content = _content(painted)
        first = _first_content(self._elements, self._content)
        self._kept = {number: Dictionary(Type="/StructElem") for number in first}
        self._places = {number: document.add(element) for number, element in self._kept.items()}
        self._first = first
        self._annotations: dict[int, list[tuple[int, Reference]]] = defaultdict(list)  # of a Link element: page, annotation
        self._link_owners: list[int] = []

    def add_links(self, sheets: Sequence[Dictionary]) -> None:
        """Write an annotation for each line of each link; pages stand first in the ParentTree, annotations after them."""
        targets = {name: (page, y) for name, page, y in self._pages.targets}
        for page, painted in enumerate(self._painted):
            written = []
            for link in painted.links:
                key = len(self._painted) + len(self._link_owners)
                annotation = self._document.add(self._annotation(link, page, key, targets))
                self._link_owners.append(link.element)
                self._annotations[link.element].append((page, annotation))
                written.append(annotation)
            if written:
                sheets[page]["Annots"] = Array(written)
            sheets[page]["StructParents"] = page
            sheets[page]["Tabs"] = "/S"

    def _annotation(self, link: LinkBox, page: int, key: int, targets: Mapping[str, tuple[int, float]]) -> Dictionary:
        if link.href.startswith("#"):
            if link.href[1:] not in targets:
                raise ProceedingsError(f"a link leads to {link.href!r}, which is no target in these pages: {link.text!r}")
            to, y = targets[link.href[1:]]
            leads: dict[str, Value] = {"Dest": destination(self._sheets[to], self._pages.pages[to].height - y)}
        else:
            leads = {"A": Dictionary(S="/URI", URI=text(quote(link.href, safe=_URI_SAFE)))}
        return Dictionary(
            leads,
            Type="/Annot",
            Subtype="/Link",
            Rect=Array(f"{side:.2f}" for side in link.box),
            Border="[0 0 0]",
            F=_PRINTED,
            P=self._sheets[page],
            Contents=text(self._elements[link.element].alt or link.text.strip() or link.href),
            StructParent=key,
        )

    def fill(self) -> None:
        """Fill in the elements that are kept."""
        children: dict[int, list[int]] = defaultdict(list)
        for number in self._kept:
            children[self._elements[number].parent].append(number)
        for siblings in children.values():
            self._put_in_order(siblings)
        attributes = Attributes(self._pages, self._painted)
        for number, entries in self._kept.items():
            element = self._elements[number]
            own = self._content.get(number, [])
            page = own[0].page if own else None
            kids = list(self._kids(number, own, children[number], page))
            entries["S"] = f"/{element.role}"
            entries["P"] = self._places.get(element.parent, self._root_place)
            if kids:
                entries["K"] = kids[0] if len(kids) == 1 else Array(kids)
            if page is not None:
                entries["Pg"] = self._sheets[page]
            entries.update(attributes.of(number, element))

    def _put_in_order(self, siblings: list[int]) -> None:
        """Move the elements that say what glyphs cannot to where their content stands; all others are in order."""
        late = [number for number in siblings if self._elements[number].actual]
        for number in late:
            siblings.remove(number)
            after = (n for n, other in enumerate(siblings) if self._first[other] > self._first[number])
            siblings.insert(next(after, len(siblings)), number)

    def _kids(self, number: int, own: Sequence[_Marked], children: Sequence[int], page: int | None) -> Iterator[Value]:
        """Give an element's own content and its children in reading order; own content stands before a child painted later."""
        waiting = list(reversed(own))
        for child in children:
            while waiting and waiting[-1].order < self._first[child]:
                yield self._marked(waiting.pop(), page)
            yield self._places[child]
        while waiting:
            yield self._marked(waiting.pop(), page)
        for annotated, annotation in self._annotations[number]:
            yield Dictionary(Type="/OBJR", Obj=annotation, Pg=self._sheets[annotated])

    def _marked(self, content: _Marked, page: int | None) -> Value:
        if content.page == page:
            return content.mcid
        return Dictionary(Type="/MCR", Pg=self._sheets[content.page], MCID=content.mcid)

    def root(self, sheets: Sequence[Dictionary]) -> Reference:
        """Complete the root: the top element, the way back from content to elements, the elements' names, foreign roles."""
        numbers: list[Value] = []
        for page, painted in enumerate(self._painted):
            numbers += [page, Array(self._places[owner] for owner in painted.owners)]
        for key, owner in enumerate(self._link_owners, len(sheets)):
            numbers += [key, self._places[owner]]
        self._root["K"] = Array(place for number, place in self._places.items() if self._elements[number].parent < 0)
        self._root["ParentTree"] = self._document.add(Dictionary(Nums=Array(numbers)))
        self._root["ParentTreeNextKey"] = len(sheets) + len(self._link_owners)
        if mapped := {role for number in self._kept if (role := self._elements[number].role) in MAPPED}:
            self._root["RoleMap"] = Dictionary({role: f"/{MAPPED[role]}" for role in mapped})
        named = {name: place for number, place in self._places.items() if (name := self._elements[number].id)}
        if named:
            names = [part for name in sorted(named, key=str.encode) for part in (text(name), named[name])]
            self._root["IDTree"] = self._document.add(Dictionary(Names=Array(names)))
        return self._root_place


def _content(painted: Sequence[Painted]) -> dict[int, list[_Marked]]:
    """Give each element's own marked content."""
    content: dict[int, list[_Marked]] = defaultdict(list)
    order = 0
    for page, sheet in enumerate(painted):
        for mcid, owner in enumerate(sheet.owners):
            content[owner].append(_Marked(order, page, mcid))
            order += 1
    return dict(content)


def _first_content(elements: Sequence[Element], content: Mapping[int, Sequence[_Marked]]) -> dict[int, int]:
    """Give the elements to keep, in order, with where the first content in or under them stands (-1: they have none)."""
    first = {number: own[0].order for number, own in content.items()}
    for number in range(len(elements) - 1, -1, -1):
        parent = elements[number].parent
        if number in first and parent >= 0:
            first[parent] = min(first[number], first.get(parent, first[number]))
    for number, element in enumerate(elements):
        if element.role in KEPT_EMPTY and element.parent in first:
            first.setdefault(number, -1)
    return dict(sorted(first.items()))
