"""Turn the write-up of a conference into a PDF brief and a one-page summary sheet."""

from __future__ import annotations

__version__ = "0.1.0"
