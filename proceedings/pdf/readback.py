"""Read a PDF back through its tags: the structure tree, and the text as a screen reader gets it.

Text comes from the content by way of each font's ToUnicode and of ActualText, in the order of the tree: not from where glyphs
stand. For files of our own kind (fonts with two-byte codes); pypdf is imported here and in `check`, never while building.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

from proceedings.pdf.roles import INLINE
from proceedings.values import dataclass, field

_PAINTS = frozenset({"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "INLINE IMAGE"})
_SHOWS = frozenset({"Tj", "TJ", "'", '"'})


@dataclass(frozen=True, slots=True)
class Mark:
    """Content that an element points at: a page (from 0) and an MCID on it."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Held:
    """An annotation that an element holds, by object number."""

    annotation: int


@dataclass(frozen=True, slots=True)
class Tag:
    """An element of the tree. role: the standard role; number: of its object; kids: in reading order."""

    role: str
    number: int
    entries: Mapping[str, Any]
    kids: tuple[Tag | Mark | Held, ...]

    def walk(self) -> Iterator[Tag]:
        """Give the element and all under it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.walk()

    def marks(self) -> Iterator[Mark]:
        """Give all content in and under the element, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.marks()
            elif isinstance(kid, Mark):
                yield kid

    def own_marks(self) -> Iterator[Mark]:
        """Give the content that is the element's own."""
        return (kid for kid in self.kids if isinstance(kid, Mark))

    def attribute(self, key: str) -> Any:
        """Give the value of an attribute that the element owns (Scope, BBox …), None if it has none."""
        owned = resolved(self.entries.get("/A"))
        for one in owned if isinstance(owned, list) else [owned]:
            if (found := resolved(one)) and key in found:
                return resolved(found[key])
        return None


@dataclass(slots=True)
class Content:
    """What a page paints: the text of each marked content, what is repeated, nested wrongly or outside, fonts used."""

    texts: dict[int, str] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)
    fonts: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Frame:
    """A marked content that is open: whose it is, and whether its text has been given already by an ActualText."""

    mcid: int | None
    is_artifact: bool
    is_replaced: bool


class ReadBack:
    """A PDF read back: its pages' content and its tree."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(BytesIO(content), strict=True)
        self.page_numbers = {
            page.indirect_reference.idnum: n for n, page in enumerate(self.reader.pages) if page.indirect_reference
        }
        self._cmaps: dict[int, dict[bytes, str]] = {}

    @property
    def catalog(self) -> Any:
        return self.reader.root_object

    @cached_property
    def contents(self) -> list[Content]:
        return [self._content(page) for page in self.reader.pages]

    @cached_property
    def root(self) -> Any:
        """The root of the tree, as it stands in the file; empty if there is none."""
        return resolved(self.catalog.get("/StructTreeRoot")) or {}

    @cached_property
    def tree(self) -> list[Tag]:
        """The top elements."""
        kids = (self._kid(kid, None, frozenset()) for kid in _list(self.root.get("/K")))
        return [kid for kid in kids if isinstance(kid, Tag)]

    @cached_property
    def parent_tree(self) -> dict[int, Any]:
        """The way back: for each key the elements of a page's content (a list), or the element of an annotation."""
        back: dict[int, Any] = {}
        waiting = [resolved(self.root.get("/ParentTree")) or {}]
        while waiting:
            node = waiting.pop()
            waiting += map(resolved, _list(node.get("/Kids")))
            numbers = _list(node.get("/Nums"))
            for key, value in zip(numbers[::2], numbers[1::2], strict=False):
                back[int(key)] = resolved(value) if isinstance(resolved(value), list) else value
        return back

    def text(self, tag: Tag) -> str:
        """Give all text in and under an element."""
        return "".join(self.text(kid) if isinstance(kid, Tag) else self.said(tag, kid) for kid in tag.kids)

    def said(self, tag: Tag, kid: Mark | Held) -> str:
        """Give what a piece of an element's own content says; an element with an ActualText says that, once."""
        if not isinstance(kid, Mark):
            return ""
        if "/ActualText" in tag.entries:
            return str(tag.entries["/ActualText"]) if kid == next(tag.own_marks()) else ""
        return self.contents[kid.page].texts.get(kid.mcid, "")

    def _kid(self, kid: Any, page: int | None, above: frozenset[int]) -> Tag | Mark | Held | None:
        number = kid.idnum if hasattr(kid, "idnum") else 0
        found = resolved(kid)
        if isinstance(found, int):
            return None if page is None else Mark(page, int(found))
        if not isinstance(found, DictionaryObject) or number in above:  # damaged, or a tree that bites its tail
            return None
        if found.get("/Type") == "/MCR":
            page = self._page(found, page)
            return None if page is None else Mark(page, int(resolved(found["/MCID"])))
        if found.get("/Type") == "/OBJR":
            return Held(found.raw_get("/Obj").idnum)
        role = str(found.get("/S", ""))
        role = str(resolved(self.root.get("/RoleMap") or {}).get(role, role)).removeprefix("/")
        deeper = above | {number} if number else above
        kids = (self._kid(kid, self._page(found, None), deeper) for kid in _list(found.get("/K")))
        return Tag(role, number, found, tuple(kid for kid in kids if kid is not None))

    def _page(self, entries: Any, otherwise: int | None) -> int | None:
        if "/Pg" not in entries:
            return otherwise
        return self.page_numbers.get(entries.raw_get("/Pg").idnum)

    def _content(self, page: Any) -> Content:
        content = Content()
        fonts = resolved((resolved(page.get("/Resources")) or {}).get("/Font")) or {}
        cmap: dict[bytes, str] = {}
        frames: list[_Frame] = []
        contents = page.get_contents()
        for operands, operator in ContentStream(contents, self.reader).operations if contents is not None else []:
            name = operator.decode("latin1")
            if name in ("BDC", "BMC"):
                frames.append(_frame(operands, frames[-1] if frames else None, content))
            elif name == "EMC" and frames:
                frames.pop()
            elif name == "Tf":
                content.fonts.add(str(operands[0]))
                cmap = self._cmap(fonts, operands[0])
            elif name in _PAINTS:
                within = frames[-1] if frames else _Frame(None, False, False)
                if within.mcid is None and not within.is_artifact:
                    content.troubles.append(f"{name} paints outside of the tags")
                elif name in _SHOWS and within.mcid is not None and not within.is_replaced:
                    content.texts[within.mcid] += _shown(operands[-1], cmap)
        return content

    def _cmap(self, fonts: Any, name: str) -> dict[bytes, str]:
        font = resolved(fonts.get(name)) or {}
        stream = resolved(font.get("/ToUnicode"))
        if stream is None:
            return {}
        if id(stream) not in self._cmaps:
            self._cmaps[id(stream)] = read_cmap(stream.get_data())
        return self._cmaps[id(stream)]


def _frame(operands: Any, around: _Frame | None, content: Content) -> _Frame:
    """Open marked content: note an MCID's appearance, and take over an ActualText at once, so that it stands in its place."""
    tag, properties = operands[0], operands[1] if len(operands) > 1 else {}
    properties = properties if isinstance(properties, dict) else {}
    frame = _Frame(around.mcid, around.is_artifact, around.is_replaced) if around else _Frame(None, False, False)
    if tag == "/Artifact":
        if frame.mcid is not None:
            content.troubles.append(f"an artifact stands inside the content {frame.mcid}")
        frame.is_artifact = True
    if "/MCID" in properties:
        mcid = int(properties["/MCID"])
        if frame.is_artifact or frame.mcid is not None:
            content.troubles.append(f"the content {mcid} stands inside other marked content")
        if mcid in content.texts:
            content.troubles.append(f"the content {mcid} is marked twice")
        content.texts.setdefault(mcid, "")
        frame.mcid = mcid
    if "/ActualText" in properties and frame.mcid is not None and not frame.is_replaced:
        content.texts[frame.mcid] += str(properties["/ActualText"])
        frame.is_replaced = True
    return frame


def _shown(operand: Any, cmap: Mapping[bytes, str]) -> str:
    """Give the text of what Tj or TJ shows; U+FFFD for a code that has none."""
    strings = operand if isinstance(operand, list) else [operand]
    codes = b"".join(string.original_bytes for string in strings if hasattr(string, "original_bytes"))
    return "".join(cmap.get(codes[place : place + 2], "\ufffd") for place in range(0, len(codes), 2))


def read_cmap(content: bytes) -> dict[bytes, str]:
    """Read a ToUnicode CMap: the text of each two-byte code."""
    cmap: dict[bytes, str] = {}
    for rows in re.findall(rb"beginbfchar(.*?)endbfchar", content, re.DOTALL):
        for code, said in re.findall(rb"<(\w+)>\s*<(\w*)>", rows):
            cmap[bytes.fromhex(code.decode())] = bytes.fromhex(said.decode()).decode("utf-16-be", "replace")
    return cmap


def text_through_tags(content: bytes) -> list[tuple[str, str]]:
    """Give (role, text) of each element that says something, in reading order: what a screen reader reads.

    Inline elements (links, spans) are part of the text around them; a figure says its alternative text.
    """
    read = ReadBack(content)
    said: list[tuple[str, str]] = []

    def own_text(tag: Tag) -> str:
        text = ""
        for kid in tag.kids:
            if isinstance(kid, Mark):
                text += read.said(tag, kid)
            elif isinstance(kid, Tag) and kid.role in INLINE:
                text += own_text(kid)
        return text

    for top in read.tree:
        for tag in top.walk():
            text = str(tag.entries.get("/Alt", "")) if tag.role == "Figure" else own_text(tag)
            if text and tag.role not in INLINE:
                said.append((tag.role, text))
    return said


def describe_tags(content: bytes) -> str:
    """Draw the tree, an element a line, each with the text that is its own: for people and for tests to compare."""
    read = ReadBack(content)
    lines: list[str] = []

    def draw(tag: Tag, depth: int) -> None:
        notes = [f"{key}={tag.entries[f'/{key}']}" for key in ("ID", "Lang", "Alt") if f"/{key}" in tag.entries]
        notes += [f"{key}={value}" for key in ("Scope", "ListNumbering") if (value := tag.attribute(f"/{key}"))]
        lines.append("  " * depth + " ".join([tag.role, *notes]))
        for kid in tag.kids:
            if isinstance(kid, Tag):
                draw(kid, depth + 1)
            elif isinstance(kid, Mark):
                lines.append("  " * (depth + 1) + repr(read.said(tag, kid)))

    for top in read.tree:
        draw(top, 0)
    return "\n".join(lines) + "\n"


def resolved(value: Any) -> Any:
    """Follow a reference to what it stands for."""
    return value.get_object() if hasattr(value, "get_object") else value


def _list(value: Any) -> list[Any]:
    found = resolved(value)
    if found is None:
        return []
    return list(found) if isinstance(found, list) else [value]
