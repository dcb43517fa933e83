"""The one door to ReportLab: PDF objects, their numbering, the file around them, and what had to be set right in it.

Only `reportlab.pdfbase.pdfdoc` is used, the part that writes PDF objects. Its canvas is not: it costs a third more to import,
starts every page in Helvetica, and knows no tags. Catalog and pages are plain dictionaries here, not ReportLab's classes, whose
lists of allowed keys lack OutputIntents, AF, StructParents and Tabs.

Everything here leans on private surface of ReportLab 5.1, so the project pins `>=5.1,<5.2` and each remedy has a test.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
import zlib
from collections.abc import Iterable, Mapping
from typing import Any


def _postpone_pillow() -> None:
    """Let ReportLab's `from PIL import Image` load Pillow only when somebody uses it.

    ReportLab imports Pillow on the way in (a third of its import time), for pictures that we write ourselves. The standard
    library's LazyLoader leaves a true module behind, which loads itself at the first touch.
    """
    spec = importlib.util.find_spec("PIL.Image")
    if "PIL.Image" in sys.modules or spec is None or spec.loader is None:
        return
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules["PIL.Image"] = module
    spec.loader.exec_module(module)
    # Without the attribute, `from PIL import Image` would look at the module's spec, and that is a touch.
    sys.modules["PIL"].Image = module  # type: ignore[attr-defined]


_postpone_pillow()

from reportlab import rl_config  # noqa: E402
from reportlab.pdfbase import pdfdoc  # noqa: E402

# A user's ~/.reportlab_settings, which ReportLab reads for every program, must not change our bytes.
rl_config.invariant = 1
rl_config.pdfMultiLine = 0

Value = Any
"""What may stand in a PDF object: the classes below, what `text` makes, a number, or PDF syntax as str or bytes."""

_ID_PLACE = b"0" * 32


class Dictionary(pdfdoc.PDFDictionary):  # type: ignore[misc]
    """A dictionary; keys come without their slash, values that are None are left out."""

    def __init__(self, entries: Mapping[str, Value] | None = None, **more: Value) -> None:
        super().__init__({k: v for k, v in {**(entries or {}), **more}.items() if v is not None})


class Array(pdfdoc.PDFArray):  # type: ignore[misc]
    """An array."""


class Reference(pdfdoc.PDFObjectReference):  # type: ignore[misc]
    """Where another object stands ("12 0 R")."""


class Stream(pdfdoc.PDFStream):  # type: ignore[misc]
    """A stream; ReportLab writes no end of line before `endstream`, which PDF/A asks for (ISO 19005-3, 6.1.7.1).

    It is CR LF: after content that happens to end in CR, a lone LF would be read as a part of that end of line.
    """

    def format(self, document: Any) -> bytes:
        written: bytes = super().format(document)
        return written.removesuffix(b"endstream\n") + b"\r\nendstream\n"


def stream(content: bytes, entries: Mapping[str, Value] | None = None, *, encoded: bool = False) -> Stream:
    """Make a stream of bytes; they are deflated, unless `encoded` says that they are as `entries` have it already."""
    if encoded:
        return Stream(Dictionary(entries), content)
    return Stream(Dictionary(entries, Filter="/FlateDecode"), zlib.compress(content))


def text(words: str) -> Value:
    """Make a text string: PDFDocEncoding where that is enough, else UTF-16 with a mark."""
    return pdfdoc.PDFString(words)


def name(letters: str) -> str:
    """Make a name; ReportLab's own function leaves a slash inside ("text/plain") as it is, which ends the name."""
    return "/".join(("", str(pdfdoc.PDFName(letters))[1:].replace("/", "#2f")))


def number(value: float, digits: int = 2) -> str:
    """Write a number as short as PDF allows."""
    written = f"{value:.{digits}f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


class Document:
    """Numbered objects, and at the end the file that holds them."""

    def __init__(self) -> None:
        self._document = pdfdoc.PDFDocument(compression=1, invariant=1, pdfVersion=(1, 7))

    @property
    def fonts(self) -> Reference:
        """The dictionary of fonts that ReportLab puts into every file, empty; ours go in by `add_font`."""
        return Reference(pdfdoc.BasicFonts)

    def add_font(self, key: str, font: Reference) -> None:
        self._document.idToObject[pdfdoc.BasicFonts][key] = font

    def add(self, value: Value) -> Reference:
        """Give an object its number; it may still be filled afterwards. Objects stand in the file in this order."""
        return Reference(self._document.Reference(value).name)

    def add_all(self, values: Iterable[Value]) -> list[Reference]:
        return [self.add(value) for value in values]

    def to_bytes(self, catalog: Dictionary, info: Dictionary) -> bytes:
        """Write the file. Its ID is a digest of all its other bytes: the same content gives the same ID."""
        self._document.Catalog = catalog
        self._document.info = info
        self._document._ID = b"[<" + _ID_PLACE + b"><" + _ID_PLACE + b">]"
        written: bytes = self._document.format()
        body, trailer = written[: (cut := written.rindex(b"trailer\n"))], written[cut:]
        digest = hashlib.md5(written, usedforsecurity=False).hexdigest().encode()
        return body + trailer.replace(_ID_PLACE, digest)
