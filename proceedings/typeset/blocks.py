"""Set a node tree into strips: nodes, a theme and faces in, a flow of strips with its logical structure out."""

from __future__ import annotations

from proceedings.typeset.fonts import Faces
from proceedings.typeset.images import Images, no_images, size_of
from proceedings.typeset.inline import TextSetter
from proceedings.typeset.lines import Ink, Line, Stretch, end_with_space, set_lines
from proceedings.typeset.markup import BLOCKS, MarkupError, Node
from proceedings.typeset.placement import FURNITURE, Element
from proceedings.typeset.strips import Aside, Continuation, Flow, Item, Panel, Strip
from proceedings.typeset.theme import BASE, Style, Theme
from proceedings.values import replace

ROLES = {
    "document": "Document",
    "section": "Sect",
    "div": "Div",
    "aside": "Sect",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "p": "P",
    "blockquote": "BlockQuote",
    "ul": "L",
    "ol": "L",
    "li": "LI",
    "dl": "L",
    "table": "Table",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "img": "Figure",
    "a": "Link",
}
"""PDF structure roles (ISO 32000-1, 14.8.4) of elements; `dt` and `dd` become Lbl and LBody of one LI."""

LEAST = 3
"""So many lines stay with a heading."""

HEADINGS = {"h1": 0, "h2": 1, "h3": 2}
"""Outline level of each heading."""


def set_blocks(root: Node, theme: Theme, faces: Faces, images: Images = no_images) -> Flow:
    """Set a document's nodes into strips.

    Raises LayoutError for a class without what its use needs, MissingGlyphError for a character that no face has.
    """
    setter = Setter(theme, faces, images)
    setter.block(root, (), BASE, FURNITURE)
    setter.close()
    return Flow(setter.strips, setter.elements, setter.foot, setter.foot_at, setter.asides, setter.furniture)


def misplaced(sentence: str, node: Node, hint: str) -> MarkupError:
    """Say that something has no place in a node."""
    return MarkupError(sentence, name="line", line=node.line, column=node.column, hint=hint)


class Setter(TextSetter):
    """Walks the tree once, in reading order, and gathers strips."""

    def __init__(self, theme: Theme, faces: Faces, images: Images, elements: list[Element] | None = None) -> None:
        super().__init__(theme, faces, [] if elements is None else elements)
        self.images = images
        self.strips: list[Strip] = []
        self.foot: list[Strip] = []
        self.foot_at = 0.0
        self.asides: list[Aside] = []
        self.panel: Panel | None = None
        self.furniture: list[Node] = []
        self.hold = 0
        self.hold_next = False
        self.below: float | None = None
        self.above: float | None = None
        self.keep = 0
        self.kept_from = 0
        self.pending = Strip(0, [])
        self.section: Continuation | None = None

    # -- blocks -----------------------------------------------------------------------------------------------------

    def block(self, node: Node, ancestors: tuple[str, ...], parent: Style, owner: int) -> None:
        """Set one block element and all below it."""
        if node.tag in ("header", "footer"):
            self.furniture.append(node)
            return
        style = self.theme.style(node.tag, node.classes, ancestors, parent)
        if node.tag == "hr":
            self.rule(style, node)
            return
        if node.tag == "img":
            self.image(style, node, owner)
            return
        inside = (*ancestors, node.tag, *node.classes)
        if style.foot is not None:
            self.foot, self.foot_at = self.apart(node, inside, style, owner), style.foot
            return
        if style.beside:
            strips = self.apart(node, inside, style, owner)
            self.asides.append(Aside(node.attributes.get("href", "").removeprefix("#") or None, strips))
            return
        if node.tag == "tr":
            self.row(node, inside, style, self.element("TR", owner, node))
            return
        role = ROLES.get(node.tag)
        me = self.element(role, owner, node) if role else owner
        if any(isinstance(c, Node) and c.tag in BLOCKS for c in node.children):
            self.container(node, inside, style, me)
        else:
            self.leaf(node, inside, style, me)

    def container(self, node: Node, inside: tuple[str, ...], style: Style, me: int) -> None:
        """Set a block that holds blocks. Its `above` and `below` stand for those of its first and last child."""
        outer = self.section
        if node.tag == "section" and "title" in node.attributes:
            self.section = self.continuation(node, inside, style)
        if style.above is not None and self.above is None:
            self.above = style.above
        if style.keep and not self.keep:
            self.kept_from = len(self.strips)
        around = self.panel
        if style.fill:
            self.panel = self.ground(style, node)
        self.keep += style.keep
        item = -1
        for child in node.children:
            if isinstance(child, str):
                if child.strip():
                    raise misplaced(f"text “{child.strip()[:40]}” stands beside blocks", node, "put it into a <p>")
                continue
            if node.tag == "dl":
                if child.tag == "dt":
                    item = self.element("LI", me, child)
                self.definition(child, inside, style, item)
            else:
                if node.tag in ("ul", "ol") and child.tag != "li":
                    raise misplaced(f"<{child.tag}> in a list", child, "use <li>")
                self.block(child, inside, style, me)
        self.keep -= style.keep
        if style.below is not None:
            self.below = style.below
        self.hold = 0
        self.section, self.panel = outer, around

    def ground(self, style: Style, node: Node) -> Panel:
        """Give the panel that a style puts behind a container."""
        x, width = self.column(style, node)
        return Panel(x, width, style.inset_top, style.inset_bottom, style.fill, (style.rule, style.colour))

    def definition(self, node: Node, ancestors: tuple[str, ...], parent: Style, item: int) -> None:
        """Set a dt or dd: label and body of one list item."""
        style = self.theme.style(node.tag, node.classes, ancestors, parent)
        me = self.element("Lbl" if node.tag == "dt" else "LBody", item, node)
        self.leaf(node, (*ancestors, node.tag, *node.classes), style, me)

    def leaf(self, node: Node, inside: tuple[str, ...], style: Style, me: int) -> None:
        """Set a block of text: into a strip a line, or beside the next text when it hangs, or at a fixed height."""
        body = me
        if node.tag == "li":
            hung = [c for c in node.children if isinstance(c, Node) and self.hangs(c, inside, style)]
            for child in hung:
                self.hang_inline(child, inside, style, self.element("Lbl", me, child))
            body = self.element("LBody", me, Node("li", {}, node.line))
            children = [c for c in node.children if not (isinstance(c, Node) and c in hung)]
        else:
            children = []
            for c in node.children:
                if isinstance(c, Node) and self.hangs(c, inside, style):
                    self.hang_inline(c, inside, style, self.element("Span", me, c) if node.tag != "td" else me)
                else:
                    children.append(c)
        lines = self.lines(children, inside, style, body)
        if node.tag in HEADINGS and style.y is None:
            self.pending.headings.append((" ".join(node.text().split()), HEADINGS[node.tag]))
        if "id" in node.attributes:
            self.pending.targets.append(node.attributes["id"])
        x, width = self.column(style, node)
        if style.y is not None:
            for n, line in enumerate(lines):
                self.pending.fixed.append((style.y + n * style.leading, self.item(x, width, style, 0, line)))
            self.order += 1
            return
        if style.hang:
            self.hang(lines, x, width, style)
            return
        self.flow(lines, x, width, style)

    def flow(self, lines: list[Line], x: float, width: float, style: Style) -> None:
        """Set lines into the stream, one strip each, with the page breaks that the style forbids."""
        if not lines:
            return
        whole = len(lines) <= style.whole
        for n, line in enumerate(lines):
            strip = self.open(style.above if n == 0 else style.leading, style if n == 0 else None)
            strip.items.append(self.item(x, width, style, 0, line))
            if n:
                inner = style.orphans <= n <= len(lines) - style.widows
                strip.gap = style.leading
                strip.divisible = inner and not whole
                strip.breakable = strip.divisible and not self.keep and self.hold <= 0
            self.hold -= 1
            self.strips.append(strip)
        self.order += 1
        if style.below is not None:
            self.below = style.below
        if style.keep_next:
            self.hold = max(self.hold, LEAST)

    def open(self, above: float | None, style: Style | None) -> Strip:
        """Begin a strip: takes the pending hanging cells and resolves its distance from what stands before."""
        strip, self.pending = self.pending, Strip(0, [])
        strip.continuation, strip.panel = self.section, self.panel
        if self.section is not None and not self.section.opened:
            self.section.opened = strip.opens_section = True
        if style is None:
            return strip
        gap = self.below if self.below is not None else self.above if self.above is not None else above
        strip.gap = style.leading if gap is None else gap
        strip.snap = style.snap
        strip.breakable = self.hold <= 0 and not (self.keep and len(self.strips) > self.kept_from)
        self.below = self.above = None
        if self.hold_next:
            self.hold, self.hold_next = max(self.hold, LEAST), False
        return strip

    def rule(self, style: Style, node: Node) -> None:
        """Set a rule: `above` from the last baseline to it, `below` from it to the next baseline."""
        x, width = self.column(style, node)
        item = Item(-1, x, 0, rule=(width, style.rule, style.colour))
        if style.y is not None:
            self.pending.fixed.append((style.y, item))
            return
        waiting = self.pending
        if not style.pitch:
            self.pending = Strip(0, [])
        strip = self.open(style.above, style)
        strip.items.append(item)
        strip.discard, strip.clear, strip.pitch = not style.pitch, style.clear, style.pitch
        if not style.pitch:
            self.pending = waiting
        if strip.opens_section and self.section is not None:
            self.section.opened = False
        self.strips.append(strip)
        self.below = style.below
        self.hold = max(self.hold, 1)

    def image(self, style: Style, node: Node, owner: int) -> None:
        """Set an image as large as its column and `height` allow, standing on a baseline of its own or at a fixed height."""
        content, place = self.images(node.attributes.get("src", ""))
        wide, high = size_of(content, place)
        x, width = self.column(style, node)
        factor = min(width / wide, (style.height or width) / high)
        picture = (wide * factor, high * factor, content, self.element("Figure", owner, node))
        item = Item(self.order, x + width - wide * factor if style.align == "right" else x, 0, picture=picture)
        self.order += 1
        if style.y is not None:
            self.pending.fixed.append((style.y, item))
            return
        strip = self.open((style.above or 0) + high * factor, style)
        strip.items.append(item)
        self.strips.append(strip)
        self.below = style.below

    def row(self, node: Node, inside: tuple[str, ...], style: Style, me: int) -> None:
        """Set a table row: its cells side by side on one first baseline, in one strip."""
        cells: list[tuple[Setter, Style]] = []
        for child in node.children:
            if isinstance(child, str):
                continue
            setter = Setter(self.theme, self.faces, self.images, self.elements)
            setter.order = self.order
            cell_style = self.theme.style(child.tag, child.classes, inside, style)
            setter.block(child, inside, style, me)
            self.order = setter.order
            if cell_style.hang:
                self.adopt(setter.pending)
            else:
                cells.append((setter, cell_style))
        strip = self.open(style.above, style)
        for setter, _ in cells:
            dy = 0.0
            for n, part in enumerate(setter.strips):
                dy += part.gap if n else 0
                strip.items += [replace(item, dy=item.dy + dy) for item in part.items]
                strip.depth = max(strip.depth, dy + part.depth)
                for key, depth in part.hanging.items():
                    strip.hanging[key] = max(strip.hanging.get(key, 0), dy + depth)
        self.hold -= 1 + len(cells[0][0].strips) // 2 if cells else 1
        self.strips.append(strip)
        if style.below is not None:
            self.below = style.below

    # -- beside the stream --------------------------------------------------------------------------------------------

    def adopt(self, hung: Strip) -> None:
        """Take over hanging cells that a table cell has set."""
        self.pending.items += hung.items
        self.pending.targets += hung.targets
        self.pending.hanging.update(hung.hanging)

    def hangs(self, node: Node, inside: tuple[str, ...], style: Style) -> bool:
        """Tell whether an inline element is set beside the text and not in it."""
        return node.tag == "span" and self.theme.style(node.tag, node.classes, inside, style).hang

    def hang_inline(self, node: Node, inside: tuple[str, ...], parent: Style, me: int) -> None:
        """Hang an inline element (a paragraph's number) beside the text it opens."""
        style = self.theme.style(node.tag, node.classes, inside, parent)
        x, width = self.column(style, node)
        lines = self.lines(node.children, inside, style, me)
        self.hang([*lines[:-1], *(end_with_space(line, self.faces) for line in lines[-1:])], x, width, style)

    def hang(self, lines: list[Line], x: float, width: float, style: Style) -> None:
        """Hang lines beside whatever strip comes next, first baseline on first baseline."""
        for n, line in enumerate(lines):
            self.pending.items.append(self.item(x, width, style, n * style.leading, line))
        self.order += 1
        column = style.column or ""
        self.pending.hanging[column] = (len(lines) - 1) * style.leading
        self.hold_next = style.keep_next or self.hold_next

    def apart(self, node: Node, inside: tuple[str, ...], style: Style, owner: int) -> list[Strip]:
        """Set a block that is no part of the stream: the foot of the last page, or an aside."""
        setter = Setter(self.theme, self.faces, self.images, self.elements)
        setter.order = self.order
        setter.container(node, inside, style, self.element(ROLES[node.tag], owner, node))
        setter.close()
        self.order = setter.order
        return setter.strips

    def continuation(self, node: Node, inside: tuple[str, ...], parent: Style) -> Continuation:
        """Set the label that a section gets again on a page it continues on."""
        style = self.theme.style("p", ["continued"], inside, parent)
        x, width = self.column(style, node)
        ink = Ink(self.face(style), style.size, style.colour, FURNITURE)
        lines = set_lines([Stretch(node.attributes["title"], ink)], self.faces, width)
        items = [Item(-1, self.align(x, width, style, line), n * style.leading, line) for n, line in enumerate(lines)]
        return Continuation(items, style.column or "", style.below)

    def close(self) -> None:
        """End the document: cells that hang beside nothing get a strip of their own."""
        if self.pending.items or self.pending.fixed:
            strip = self.open(None, BASE)
            strip.depth = max(strip.hanging.values(), default=0)
            self.strips.append(strip)
