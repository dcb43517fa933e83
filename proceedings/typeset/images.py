"""Read what a layout must know of an image: its kind and its size in pixels. PNG and JPEG."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from proceedings.errors import LayoutError

MOST_PIXELS = 4000
"""An image wider or higher than this only makes the PDF large: at 100 mm it has 1,000 dots an inch."""


Images = Callable[[str], tuple[bytes, str]]
"""Gives an image's bytes and its place by the name that a template calls it."""


def no_images(name: str) -> tuple[bytes, str]:
    """Refuse every image: a header or footer, which stands on every page, has none."""
    raise LayoutError(
        f"the image “{name}” has no place here", hint="put it into the document itself, not into a header or footer"
    )


def size_of(content: bytes, place: str) -> tuple[int, int]:
    """Give an image's width and height in pixels.

    Raises LayoutError when it is no PNG or JPEG, or larger than any print needs.
    """
    size = png_size(content) or jpeg_size(content)
    if size is None:
        raise LayoutError("the image is no PNG and no JPEG", place=place, hint="save it as PNG")
    if max(size) > MOST_PIXELS or min(size) < 1:
        raise LayoutError(
            f"the image has {size[0]:,} × {size[1]:,} pixels",
            place=place,
            hint=f"scale it down to at most {MOST_PIXELS:,} pixels",
        )
    return size


def png_size(content: bytes) -> tuple[int, int] | None:
    """Read the size from a PNG's header chunk (RFC 2083)."""
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or content[12:16] != b"IHDR":
        return None
    return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")


def jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Read the size from a JPEG's frame header (ITU-T T.81, B.2.2): markers SOF0 to SOF15, but for tables and DAC."""
    if not content.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(content[at + 7 : at + 9], "big"), int.from_bytes(content[at + 5 : at + 7], "big")
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None


def find_image(name: str, folders: tuple[Path, ...]) -> tuple[bytes, str]:
    """Find an image in a layout's folders, and nowhere else; gives its bytes and its path."""
    for folder in folders:
        path = folder / name
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            return path.read_bytes(), str(path)
    raise LayoutError(f"there is no image “{name}” in the layout’s folder", place=str(folders[0]), hint="put the file there")
