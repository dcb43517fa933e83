"""Check a finished PDF by what no validator looks at: that tags, content and links agree and say something sensible.

Validators notice neither a scrambled ParentTree nor an element that points at another's words. `check` gives its findings as
sentences with their place; an empty list is a good file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

from proceedings.pdf.readback import Held, ReadBack, Tag, resolved
from proceedings.pdf.roles import HEADINGS, STANDARD

_PARENTS = {
    "LI": ("L",),
    "LBody": ("LI",),
    "THead": ("Table",),
    "TBody": ("Table",),
    "TFoot": ("Table",),
    "TR": ("Table", "THead", "TBody", "TFoot"),
    "TH": ("TR",),
    "TD": ("TR",),
}
_LIGATURES = range(0xFB00, 0xFB07)
_PRIVATE = range(0xE000, 0xF900)


def check(content: bytes) -> list[str]:
    """Give what is wrong with a PDF; empty if nothing is. Raises nothing: a damaged file is a finding."""
    try:
        read = ReadBack(content)
        return [finding for part in _PARTS for finding in part(read)]
    except Exception as error:
        return [f"the file cannot be read: {type(error).__name__}: {error}"]


def _document(read: ReadBack) -> Iterator[str]:
    catalog = read.catalog
    if not (resolved(catalog.get("/MarkInfo")) or {}).get("/Marked"):
        yield "the document does not say that it is tagged (MarkInfo)"
    if not catalog.get("/Lang"):
        yield "the document does not say its language"
    if not (resolved(catalog.get("/ViewerPreferences")) or {}).get("/DisplayDocTitle"):
        yield "readers are not told to show the title (DisplayDocTitle)"
    title = read.reader.metadata.title if read.reader.metadata else None
    if not title:
        yield "the document has no title"
    if "/Metadata" not in catalog:
        yield "the document has no XMP metadata"
    elif _xmp_title(resolved(catalog["/Metadata"]).get_data()) != title:
        yield "the XMP metadata give another title than the document information"
    if not read.tree:
        yield "the document has no structure tree"


def _pages(read: ReadBack) -> Iterator[str]:
    for number, (page, content) in enumerate(zip(read.reader.pages, read.contents, strict=True), 1):
        for trouble, times in Counter(content.troubles).items():
            yield f"page {number}: {trouble}" + (f" ({times} times)" if times > 1 else "")
        if content.texts and "/StructParents" not in page:
            yield f"page {number}: the way back to the tags is missing (StructParents)"
        if page.get("/Tabs") != "/S":
            yield f"page {number}: the tab key does not follow the tags (Tabs)"


def _both_ways(read: ReadBack) -> Iterator[str]:
    """Compare the tree's way to the content with the content's way to the tree."""
    back = read.parent_tree
    pointed: Counter[tuple[int, int]] = Counter()
    last: dict[int, int] = {}
    for top in read.tree:
        for tag in top.walk():
            for mark in tag.own_marks():
                place = f"page {mark.page + 1}, content {mark.mcid}"
                pointed[mark.page, mark.mcid] += 1
                if mark.mcid not in read.contents[mark.page].texts:
                    yield f"{place}: {tag.role} points at content that the page does not have"
                owners = back.get(int(read.reader.pages[mark.page].get("/StructParents", -1)))
                owner = owners[mark.mcid] if isinstance(owners, list) and mark.mcid < len(owners) else None
                if getattr(owner, "idnum", None) != tag.number:
                    yield f"{place}: {tag.role} holds it, but the way back leads elsewhere (ParentTree)"
        for mark in top.marks():
            if mark.mcid < last.get(mark.page, -1):
                yield f"page {mark.page + 1}, content {mark.mcid}: the tags read it after later content"
            last[mark.page] = mark.mcid
    for page, content in enumerate(read.contents):
        for mcid in content.texts:
            if pointed[page, mcid] != 1:
                how = "no tag holds it" if not pointed[page, mcid] else "more than one tag holds it"
                yield f"page {page + 1}, content {mcid}: {how}: {content.texts[mcid]!r}"


def _links(read: ReadBack) -> Iterator[str]:
    holders = {kid.annotation: tag for top in read.tree for tag in top.walk() for kid in tag.kids if isinstance(kid, Held)}
    for number, page in enumerate(read.reader.pages, 1):
        for reference in resolved(page.get("/Annots")) or []:
            annotation = resolved(reference)
            place = f"page {number}, link {str(annotation.get('/Contents', ''))!r}"
            holder = holders.pop(reference.idnum, None)
            if holder is None or holder.role != "Link":
                yield f"{place}: no Link element holds it"
            owner = read.parent_tree.get(int(annotation.get("/StructParent", -1)))
            if holder is not None and getattr(owner, "idnum", None) != holder.number:
                yield f"{place}: the way back leads elsewhere (ParentTree)"
            if not annotation.get("/Contents"):
                yield f"{place}: it does not say where it leads (Contents)"
            target = resolved(annotation.get("/Dest"))
            if isinstance(target, list) and getattr(target[0], "idnum", None) not in read.page_numbers:
                yield f"{place}: it leads to a page that the document does not have"
    for tag in holders.values():
        yield f"{_named(read, tag)}: it holds an annotation that no page shows"


def _structure(read: ReadBack) -> Iterator[str]:
    for top in read.tree:
        if top.role != "Document":
            yield f"the tree begins with {top.role}, not with Document"
        for tag in top.walk():
            if tag.role not in STANDARD:
                yield f"{_named(read, tag)}: no standard role"
            for kid in tag.kids:
                if isinstance(kid, Tag) and tag.role not in _PARENTS.get(kid.role, (tag.role,)):
                    yield f"{_named(read, kid)}: it must not stand in {tag.role}"
            if not tag.kids and tag.role not in ("TD", "TH"):
                yield f"{_named(read, tag)}: it has no content"


def _headings(read: ReadBack) -> Iterator[str]:
    level = 0
    for top in read.tree:
        for tag in top.walk():
            if tag.role not in HEADINGS:
                continue
            deeper = int(tag.role[1])
            if deeper > level + 1:
                yield f"{_named(read, tag)}: the level before it is {f'H{level}' if level else 'none'}"
            level = deeper


def _figures_and_tables(read: ReadBack) -> Iterator[str]:
    for top in read.tree:
        for tag in top.walk():
            if tag.role == "Figure":
                if not tag.entries.get("/Alt"):
                    yield f"{_named(read, tag)}: it has no alternative text"
                if not tag.attribute("/BBox"):
                    yield f"{_named(read, tag)}: it does not say where it stands (BBox)"
            elif tag.role == "TH" and tag.attribute("/Scope") not in ("/Row", "/Column", "/Both"):
                yield f"{_named(read, tag)}: it does not say what it heads (Scope)"
            elif tag.role == "Table":
                rows = [row for row in tag.walk() if row.role == "TR"]
                cells = {
                    sum(int(cell.attribute("/ColSpan") or 1) for cell in row.kids if isinstance(cell, Tag)) for row in rows
                }
                if len(cells) > 1:
                    yield f"{_named(read, tag)}: its rows have different numbers of cells"


def _fonts(read: ReadBack) -> Iterator[str]:
    told: set[str] = set()
    for page in read.reader.pages:
        fonts = resolved((resolved(page.get("/Resources")) or {}).get("/Font")) or {}
        for font in map(resolved, fonts.values()):
            name = str(font.get("/BaseFont", "")).removeprefix("/")
            if name in told:
                continue
            told.add(name)
            bearer = resolved(resolved(font.get("/DescendantFonts", [font]))[0])
            descriptor = resolved(bearer.get("/FontDescriptor")) or {}
            if not any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3")):
                yield f"font {name}: it is not embedded"
            if "/ToUnicode" not in font:
                yield f"font {name}: it does not say which text its glyphs stand for (ToUnicode)"


def _text(read: ReadBack) -> Iterator[str]:
    for page, content in enumerate(read.contents, 1):
        for mcid, said in content.texts.items():
            for letter in sorted(set(said)):
                if letter in "\0\ufffd" or ord(letter) in _LIGATURES or ord(letter) in _PRIVATE:
                    yield f"page {page}, content {mcid}: U+{ord(letter):04X} cannot be read aloud: {said!r}"


def _attachments(read: ReadBack) -> Iterator[str]:
    names = resolved((resolved(read.catalog.get("/Names")) or {}).get("/EmbeddedFiles")) or {}
    listed = resolved(names.get("/Names")) or []
    of_document = [resolved(file) for file in resolved(read.catalog.get("/AF")) or []]
    for name, file in zip(listed[::2], map(resolved, listed[1::2]), strict=False):
        if file not in of_document:
            yield f"attachment {name}: the document does not say that it belongs to it (AF)"
        if "/AFRelationship" not in file:
            yield f"attachment {name}: it does not say its relation to the document"


def _xmp_title(packet: bytes) -> str:
    found = ElementTree.fromstring(packet).find(".//{http://purl.org/dc/elements/1.1/}title")
    return "" if found is None else "".join(found.itertext()).strip()


def _named(read: ReadBack, tag: Tag) -> str:
    """Name an element by what a person can find in the document: its page, role and first words."""
    page = next((f"page {mark.page + 1}, " for mark in tag.marks()), "")
    words = read.text(tag)
    return f"{page}{tag.role} {words[:40]!r}" if words else f"{page}{tag.role} (object {tag.number})"


_PARTS: tuple[Callable[[ReadBack], Iterator[str]], ...] = (
    _document,
    _pages,
    _both_ways,
    _links,
    _structure,
    _headings,
    _figures_and_tables,
    _fonts,
    _text,
    _attachments,
)
