"""Read a rendered template into a tree of nodes, and refuse whatever is not in the vocabulary.

The vocabulary is closed and named as in HTML, so that a template can also give the HTML twin. Article text arrives
escaped: it can only become `str` children here. The parser is expat; a document type or an entity of the template's own
is refused.
"""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from proceedings.errors import LayoutError
from proceedings.values import dataclass, field

BLOCKS = frozenset(
    [
        "document",
        "section",
        "header",
        "footer",
        "aside",
        "div",
        "h1",
        "h2",
        "h3",
        "p",
        "blockquote",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "td",
        "th",
        "hr",
        "img",
    ]
)
"""Elements that begin on a line of their own."""

INLINES = frozenset(["b", "i", "sup", "br", "a", "span"])
"""Elements within a line."""

VOCABULARY = BLOCKS | INLINES

ATTRIBUTES = frozenset(["class", "id", "span", "lang", "title", "href", "src", "alt", "scope"])
"""Attributes that any element may carry; `span` is "start:end" in the source."""

ADVICE = {"speaker": '<p class="speaker">', "strong": "<b>", "em": "<i>", "font": "a style in theme.toml", "h4": "<h3>"}


class MarkupError(LayoutError):
    """What a template gives is not as it must be, at a line (from 1) and column (from 0) of the rendered text."""

    def __init__(self, sentence: str, *, name: str, line: int, column: int = 0, hint: str | None = None) -> None:
        super().__init__(sentence, place=f"{name}:{line}", hint=hint)
        self.line = line
        self.column = column


@dataclass(slots=True)
class Node:
    """An element: its tag, attributes, classes, children (nodes and text), its line and column in the rendered template."""

    tag: str
    attributes: dict[str, str]
    line: int
    column: int = 0
    children: list[Node | str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Give all the text below this node."""
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)


def excerpt_of(markup: str, line: int) -> str:
    """Give the beginning of a line (from 1) of markup, lines counted as the parser counts them."""
    return "".join(markup.split("\n")[line - 1 : line]).strip()[:80]


def parse(markup: str, name: str) -> Node:
    """Read markup into its `document` node.

    Raises LayoutError with name:line, an excerpt and a hint for anything outside the vocabulary.
    """
    stack: list[Node] = []
    roots: list[Node] = []
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def fail(sentence: str, hint: str | None = None) -> LayoutError:
        line = parser.CurrentLineNumber
        excerpt = excerpt_of(markup, line)
        return MarkupError(f"{sentence} in “{excerpt}”", name=name, line=line, column=parser.CurrentColumnNumber, hint=hint)

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag not in VOCABULARY:
            raise fail(f"unknown element <{tag}>", f"use {ADVICE.get(tag, 'one of: ' + ' '.join(sorted(VOCABULARY)))}")
        for key, value in attributes.items():
            if key not in ATTRIBUTES:
                raise fail(f"unknown attribute {key}", "use one of: " + " ".join(sorted(ATTRIBUTES)))
            if key == "href" and not value.startswith(("https://", "http://", "mailto:", "#")):
                raise fail(f"a link to {value[:40]!r}", "links lead to https:, http:, mailto: or #id")
        classes = attributes.get("class", "").split()
        node = Node(tag, attributes, parser.CurrentLineNumber, parser.CurrentColumnNumber, [], classes)
        if stack:
            if tag in BLOCKS and stack[-1].tag in INLINES:
                raise fail(f"<{tag}> inside <{stack[-1].tag}>", "close the inner element first")
            stack[-1].children.append(node)
        else:
            roots.append(node)
        stack.append(node)

    def end(_tag: str) -> None:
        stack.pop()

    def characters(text: str) -> None:
        stack[-1].children.append(text)

    def refuse(*_: Any) -> None:
        raise fail("a document type is not allowed", "begin the template with <document>")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(markup, True)
    except expat.ExpatError as error:
        line = min(error.lineno, markup.count("\n") + 1)
        excerpt = excerpt_of(markup, line)
        raise MarkupError(
            f"the markup is not well-formed ({expat.ErrorString(error.code)}) in “{excerpt}”",
            name=name,
            line=line,
            column=error.offset if line == error.lineno else 0,
            hint="every element must be closed: <br/>, <hr/>, <p>…</p>",
        ) from None
    if roots[0].tag != "document":
        raise MarkupError(f"the outermost element is <{roots[0].tag}>", name=name, line=roots[0].line, hint="use <document>")
    return roots[0]
