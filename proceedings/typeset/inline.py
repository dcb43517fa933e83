"""Set the text inside a block: inline nodes and a style in, lines in the style's column out."""

from __future__ import annotations

from proceedings.errors import LayoutError
from proceedings.text import Span
from proceedings.typeset.fonts import Faces
from proceedings.typeset.lines import BREAK, Ink, Line, Stretch, set_lines
from proceedings.typeset.markup import Node
from proceedings.typeset.placement import FURNITURE, Element, source_title
from proceedings.typeset.strips import Item
from proceedings.typeset.theme import Style, Theme

SCOPES = {"row": "Row", "col": "Column"}
"""What a header cell heads: HTML's word, PDF's word."""


class TextSetter:
    """Sets lines, and adds what they hold to the document's logical structure."""

    def __init__(self, theme: Theme, faces: Faces, elements: list[Element]) -> None:
        self.theme = theme
        self.faces = faces
        self.elements = elements
        self.order = 0

    def element(self, role: str, parent: int, node: Node, title: str | None = None) -> int:
        """Add a node to the logical structure and give its index."""
        a = node.attributes
        self.elements.append(
            Element(role, parent, a.get("id"), a.get("lang"), a.get("alt"), title, SCOPES.get(a.get("scope", "")))
        )
        return len(self.elements) - 1

    def lines(self, children: list[Node | str], inside: tuple[str, ...], style: Style, owner: int) -> list[Line]:
        """Set inline children into lines of the style's column."""
        found: list[Stretch] = []
        ink = Ink(self.face(style), style.size, style.colour, owner, rise=style.rise)
        self.inline(children, inside, style, ink, found)
        _, width = self.column(style, None)
        return set_lines(found, self.faces, width, style.breaking)

    def inline(self, children: list[Node | str], inside: tuple[str, ...], style: Style, ink: Ink, out: list[Stretch]) -> None:
        """Flatten inline nodes into stretches of text with their ink."""
        for child in children:
            if isinstance(child, str):
                out.append(Stretch(child, ink))
                continue
            if child.tag == "br":
                out.append(Stretch(BREAK, ink))
                continue
            own = self.theme.style(child.tag, child.classes, inside, style)
            element, span, href, lang = ink.element, ink.span, ink.href, ink.lang
            if "span" in child.attributes:
                start, _, end = child.attributes["span"].partition(":")
                span = Span(int(start), int(end))
                title = source_title(span, corrected="corrected" in child.classes)
                element = self.element("Span", element, child, title=title)
            elif child.tag == "a":
                element, href = self.element("Link", element, child), child.attributes.get("href")
            elif child.tag == "span" and element != FURNITURE and not {"name", "missing"} & set(child.classes):
                element, lang = self.element("Span", element, child), child.attributes.get("lang")
            unbroken = ink.unbroken or own.unbroken
            new = Ink(self.face(own), own.size, own.colour, element, span, href, lang, own.rise, unbroken)
            self.inline(child.children, (*inside, child.tag, *child.classes), own, new, out)

    def face(self, style: Style) -> str:
        """Give a style's face. Raises LayoutError where the layout has no such font."""
        if style.face not in self.faces.by_name:
            raise LayoutError(
                f"there is no face {style.face} for family = “{style.family}”, weight = “{style.weight}”",
                place=self.theme.place,
                hint="faces are named in [fonts.files]: " + ", ".join(self.faces.by_name),
            )
        return style.face

    def item(self, x: float, width: float, style: Style, dy: float, line: Line) -> Item:
        return Item(self.order, self.align(x, width, style, line), dy, line)

    def align(self, x: float, width: float, style: Style, line: Line) -> float:
        """Give the left end of a line in its column."""
        if style.align == "right":
            return x + width - line.width
        return x + (width - line.width) / 2 if style.align == "center" else x

    def column(self, style: Style, node: Node | None) -> tuple[float, float]:
        """Give a style's column: left edge and width in points."""
        if style.column is None:
            where = f" for <{node.tag} class=“{' '.join(node.classes)}”>" if node else ""
            raise LayoutError(f"no column{where}", place=self.theme.place, hint='give its style a column = "…"')
        return self.theme.columns[style.column]
