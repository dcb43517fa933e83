"""Read an article: a file in, a `Source` out. Plain text and Markdown in UTF-8."""

from __future__ import annotations

from proceedings.read.plain import READABLE, name_of, read, read_bytes, read_content

__all__ = ["READABLE", "name_of", "read", "read_bytes", "read_content"]
