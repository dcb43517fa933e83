"""Give a brief as HTML: the node tree that the pages are set from, as one self-contained accessible file.

The vocabulary is named as in HTML, so this is a translation element by element; text and attributes are escaped here, once.
"""

from __future__ import annotations

from base64 import b64encode

from markupsafe import escape

from proceedings.typeset.images import Images
from proceedings.typeset.layouts import layouts_folder
from proceedings.typeset.markup import Node
from proceedings.typeset.placement import About

TAGS = {"document": "main"}
"""Elements that HTML calls otherwise."""
DROPPED = frozenset({"header", "footer", "hr"})
"""Furniture of pages, which a web page does not have."""
VOID = frozenset({"img", "br"})
KEPT = ("id", "class", "lang", "title", "href", "alt", "scope")
"""Attributes that go over; `span` becomes data-source, `src` the image itself."""


POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""Nothing is loaded from elsewhere, nothing runs (Content Security Policy)."""
PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<meta name="description" content="{subject}">
<style>
{style}</style>
</head>
<body>
{body}
</body>
</html>
"""


def to_html(root: Node, about: About, images: Images) -> str:
    """Write a document's nodes as a web page: no script, nothing loaded from elsewhere, the same ids of paragraphs."""
    style = (layouts_folder() / "common" / "twin.css").read_text(encoding="utf-8")
    return PAGE.format(
        lang=escape(about.lang),
        policy=POLICY,
        title=escape(about.title),
        subject=escape(about.subject),
        style=style,
        body=element(root, images),
    )


def element(node: Node, images: Images) -> str:
    """Write an element with all it holds; a section's title is for pages only."""
    if node.tag in DROPPED:
        return ""
    tag = TAGS.get(node.tag, node.tag)
    attributes = {k: v for k, v in node.attributes.items() if k in KEPT and not (k == "title" and tag == "section")}
    if tag == "aside":
        attributes.pop("href", None)
    if tag == "ul":
        attributes["role"] = "list"  # a list without bullets is one all the same
    if "span" in node.attributes:
        attributes["data-source"] = node.attributes["span"]
    if tag == "img":
        content, _ = images(node.attributes.get("src", ""))
        kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
        attributes["src"] = f"data:image/{kind};base64,{b64encode(content).decode()}"
    opened = "".join([f"<{tag}", *(f' {key}="{escape(value)}"' for key, value in sorted(attributes.items())), ">"])
    if tag in VOID:
        return opened
    inside = "".join(str(escape(child)) if isinstance(child, str) else element(child, images) for child in node.children)
    gap = " " if "number" in node.classes else ""  # keeps the number apart from the words for those who copy or listen
    return f"{opened}{inside}</{tag}>{gap}"
