"""Plain text and Markdown to a `Reading`: nothing is taken away, so that every offset is the file's own."""

from __future__ import annotations

from proceedings.limits import check
from proceedings.read.encodings import decode
from proceedings.read.reading import Reading


def read(content: bytes, name: str) -> Reading:
    """Decode an article. Line endings stay; a byte order mark is not text."""
    check("text bytes", len(content), name)
    text, assumed = decode(content, name)
    return Reading(text, notes=(assumed,) if assumed else ())
