"""Read an article: a file in, a `Source` out. Plain text and Markdown in UTF-8."""

from __future__ import annotations

from proceedings.read.plain import READABLE, read, read_bytes

__all__ = ["READABLE", "read", "read_bytes"]
