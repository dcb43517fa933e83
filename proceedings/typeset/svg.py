"""Turn an SVG drawing into a PNG, as sharp as print needs. What could run, or load something, is refused.

The drawing is made by resvg (the extra `svg`).
"""

from __future__ import annotations

from xml.parsers import expat

from proceedings.errors import UsageError

WIDTH = 1600
"""Pixels across: 600 dots an inch at 68 mm."""


def looks_like_svg(content: bytes) -> bool:
    """Tell whether a file's beginning is that of an SVG."""
    head = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and b"<svg" in head


def draw_svg(content: bytes, place: str) -> bytes:
    """Draw an SVG on white, as PNG.

    Raises UsageError when it is not well-formed, holds a script, text that needs a font, or a link to a file, and
    when the extra is missing.
    """
    refuse_what_acts(content, place)
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        raise UsageError(
            "SVG logos need one more package.",
            place=place,
            hint='pip install "proceedings-builder[svg]", or save the logo as PNG',
        ) from None
    try:
        drawn = svg_to_bytes(svg_string=content.decode(), width=WIDTH, background="#ffffff", skip_system_fonts=True)
    except (ValueError, UnicodeDecodeError) as error:
        raise UsageError(f"the drawing cannot be read: {error}", place=place, hint="save the logo as PNG") from None
    return bytes(drawn)


def refuse_what_acts(content: bytes, place: str) -> None:
    """Refuse scripts, handlers, links to other files, document types, and text without outlines."""
    parser = expat.ParserCreate()

    def fail(what: str, hint: str) -> UsageError:
        return UsageError(f"the drawing holds {what}", place=f"{place}:{parser.CurrentLineNumber}", hint=hint)

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name in ("script", "foreignObject", "iframe"):
            raise fail(f"<{name}>", "take it out, or save the logo as PNG")
        if name in ("text", "tspan"):
            raise fail("text that needs a font", "turn the text into outlines (paths) in the drawing program")
        for key, value in attributes.items():
            if key.lower().startswith("on"):
                raise fail(f"a handler ({key})", "take it out, or save the logo as PNG")
            if key.rpartition(":")[2] == "href" and not value.startswith(("#", "data:image/")):
                raise fail("a link to another file", "embed the image, or save the logo as PNG")

    def refuse_document_type(*_: object) -> None:
        raise fail("a document type", "take the <!DOCTYPE …> line out")

    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse_document_type
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UsageError(f"the drawing is not well-formed: {error}", place=place, hint="save the logo as PNG") from None
