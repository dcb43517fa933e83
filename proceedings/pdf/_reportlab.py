"""The one door to ReportLab: PDF objects, their numbering, the file around them, and what had to be set right in it.

Only `reportlab.pdfbase.pdfdoc` is used, the part that writes PDF objects. Its canvas is not: it costs a third more to import,
starts every page in Helvetica, and knows no tags. Catalog and pages are plain dictionaries here, not ReportLab's classes, whose
lists of allowed keys lack OutputIntents, AF, StructParents and Tabs.

Everything here leans on private surface of ReportLab 5.1, so the project pins `>=5.1,<5.2` and each remedy has a test.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Mapping
from types import ModuleType, SimpleNamespace
from typing import Any, NewType, TypeAlias


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


_EVALUATOR = "reportlab.lib.rl_safe_eval"


def _postpone_evaluator() -> None:
    """Let ReportLab load its evaluator of expressions only when somebody calls it; we never do.

    On the way in it compiles a pattern that is another in every process (it is made of a set), which would be kept on disk anew
    in every run.
    """

    def postponed(function: str) -> Callable[..., Any]:
        return lambda *args, **more: getattr(importlib.import_module(_EVALUATOR), function)(*args, **more)

    if _EVALUATOR not in sys.modules:
        stand_in = sys.modules[_EVALUATOR] = ModuleType(_EVALUATOR)
        for function in ("rl_safe_exec", "rl_safe_eval", "safer_globals", "rl_extended_literal_eval"):
            setattr(stand_in, function, postponed(function))


_postpone_pillow()
_postpone_evaluator()

from reportlab import rl_config  # noqa: E402
from reportlab.pdfbase import pdfdoc  # noqa: E402

if getattr(sys.modules[_EVALUATOR], "__spec__", None) is None:
    del sys.modules[_EVALUATOR]  # the stand-in: whoever else imports it gets the true one

# A user's ~/.reportlab_settings, which ReportLab reads for every program, must not change our bytes.
rl_config.invariant = 1
rl_config.pdfMultiLine = 0

LEVEL = 4
"""How hard streams are deflated (1 to 9): zlib's own 6 takes two fifths longer for files that are a fiftieth smaller."""

_ID_PLACE = b"0" * 32
_PLAIN = re.compile(r"[ -'*-\[\]-~]*")  # ASCII without control characters, brackets and backslash

Value: TypeAlias = "str | int | Dictionary | Array"
"""What may stand in a PDF object: PDF syntax (what `text`, `name`, `number` and `Document.add` give), or what holds such."""

Reference = NewType("Reference", str)
"""Where another object stands ("12 0 R")."""


class Dictionary(dict[str, Value]):
    """A dictionary; keys come without their slash, values that are None are left out. Written in the order of its making."""

    def __init__(self, entries: Mapping[str, Value | None] | None = None, **more: Value | None) -> None:
        super().__init__({k: v for k, v in {**(entries or {}), **more}.items() if v is not None})

    def __str__(self) -> str:
        return f"<< {' '.join([f'/{key} {value}' for key, value in self.items()])} >>"

    def __bytes__(self) -> bytes:
        return str(self).encode("ascii")


class Array(list[Value]):
    """An array."""

    def __str__(self) -> str:
        return f"[ {' '.join([str(value) for value in self])} ]"


class Stream:
    """A stream. PDF/A asks for an end of line before `endstream` (ISO 19005-3, 6.1.7.1), which ReportLab's own lacks.

    It is CR LF: after content that happens to end in CR, a lone LF would be read as a part of that end of line.
    """

    def __init__(self, entries: Dictionary, content: bytes) -> None:
        self.entries = Dictionary(entries, Length=len(content))
        self.content = content

    def __bytes__(self) -> bytes:
        return b"%b\nstream\n%b\r\nendstream" % (bytes(self.entries), self.content)


def stream(content: bytes, entries: Mapping[str, Value] | None = None, *, encoded: bool = False) -> Stream:
    """Make a stream of bytes; they are deflated, unless `encoded` says that they are as `entries` have it already."""
    if encoded:
        return Stream(Dictionary(entries), content)
    return Stream(Dictionary(entries, Filter="/FlateDecode"), zlib.compress(content, LEVEL))


def text(words: str) -> str:
    """Make a text string: as it is where it is plain, else in UTF-16 with a mark."""
    return f"({words})" if _PLAIN.fullmatch(words) else f"<feff{words.encode('utf-16-be').hex()}>"


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
        self._objects: list[Dictionary | Stream] = []
        self._fonts = Dictionary()
        self.fonts = self.add(self._fonts)

    def add_font(self, key: str, font: Reference) -> None:
        self._fonts[key] = font

    def add(self, value: Dictionary | Stream) -> Reference:
        """Give an object its number; it may still be filled afterwards. Objects stand in the file in this order."""
        self._objects.append(value)
        return Reference(f"{len(self._objects)} 0 R")

    def add_all(self, values: Iterable[Dictionary]) -> list[Reference]:
        return [self.add(value) for value in values]

    def to_bytes(self, catalog: Dictionary, info: Dictionary) -> bytes:
        """Write the file. Its ID is a digest of all its other bytes: the same content gives the same ID."""
        root, information = self.add(catalog), self.add(info)
        file = pdfdoc.PDFFile((1, 7))
        places = {n: file.add(b"%d 0 obj\n%b\nendobj\n" % (n, bytes(value))) for n, value in enumerate(self._objects, 1)}
        table = pdfdoc.PDFCrossReferenceTable()
        table.addsection(0, list(places))
        numbers = {n: (n, 0) for n in places}
        start = file.add(table.format(SimpleNamespace(idToObjectNumberAndVersion=numbers, idToOffset=places)))
        named = b"[<" + _ID_PLACE + b"><" + _ID_PLACE + b">]"
        trailer: bytes = pdfdoc.PDFTrailer(start, Size=len(places) + 1, Root=root, Info=information, ID=named).format(None)
        body: bytes = file.format(None)
        digest = hashlib.md5(body + trailer, usedforsecurity=False).hexdigest().encode()
        return body + trailer.replace(_ID_PLACE, digest)
