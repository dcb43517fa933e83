"""Pictures: JPEG and PNG files to image objects, their data as they are wherever PDF can take them so."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from proceedings.errors import LayoutError
from proceedings.pdf._reportlab import Array, Dictionary, Document, Reference, Stream, Value, stream

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_SPACES = {1: "/DeviceGray", 3: "/DeviceRGB"}
_PNG_CHANNELS = {0: 1, 2: 3, 3: 1}  # grey, colour, palette: the kinds without an alpha channel
_PALETTE = 3
_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOFn markers of JPEG


class Pictures:
    """The images of a document, each written once however often it is painted."""

    def __init__(self) -> None:
        self._keys: dict[bytes, str] = {}

    def key(self, content: bytes) -> str:
        """Give the name under which a page's content paints a picture."""
        return self._keys.setdefault(content, f"Im{len(self._keys) + 1}")

    def write(self, document: Document) -> dict[str, Reference]:
        return {key: _write(document, content) for content, key in self._keys.items()}


def _write(document: Document, content: bytes) -> Reference:
    try:
        if content.startswith(_JPEG):
            return document.add(_jpeg(content))
        if content.startswith(_PNG):
            return document.add(_png(content) or _decoded(document, content))
    except (struct.error, IndexError, zlib.error, OSError, ValueError) as error:
        raise LayoutError("a picture cannot be read", hint="save it again as PNG or JPEG") from error
    raise LayoutError("a picture is neither PNG nor JPEG", hint="save it as PNG or JPEG")


def _image(width: int, height: int, bits: int, space: Value, **more: Value | None) -> Dictionary:
    return Dictionary(
        more, Type="/XObject", Subtype="/Image", Width=width, Height=height, BitsPerComponent=bits, ColorSpace=space
    )


def _jpeg(content: bytes) -> Stream:
    place = 2
    while (marker := content[place + 1]) not in _FRAME_HEADERS:
        place += 2 + struct.unpack(">H", content[place + 2 : place + 4])[0] if marker != 0xFF else 1
    bits, height, width, channels = struct.unpack(">BHHB", content[place + 4 : place + 10])
    if channels not in _SPACES:
        raise LayoutError("a picture is in CMYK, which the sRGB of PDF/A does not cover", hint="save it in RGB")
    entries = _image(width, height, bits, _SPACES[channels], Filter="/DCTDecode")
    return stream(content, entries, encoded=True)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_PNG)
    while place < len(content):
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        yield kind, content[place + 8 : place + 8 + length]
        place += length + 12


def _png(content: bytes) -> Stream | None:
    """Take over a PNG's compressed rows; None if it is transparent or interlaced, for which PDF has no such form."""
    chunks: dict[bytes, bytes] = {}
    for kind, data in _chunks(content):
        chunks[kind] = chunks.get(kind, b"") + data
    width, height, bits, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    if colour not in _PNG_CHANNELS or interlaced or b"tRNS" in chunks:
        return None
    channels = _PNG_CHANNELS[colour]
    space: Value = _SPACES[channels]
    if colour == _PALETTE:
        palette = chunks[b"PLTE"]
        space = Array(["/Indexed", "/DeviceRGB", len(palette) // 3 - 1, f"<{palette.hex()}>"])
    rows = Dictionary(Predictor=15, Colors=channels, BitsPerComponent=bits, Columns=width)
    entries = _image(width, height, bits, space, Filter="/FlateDecode", DecodeParms=rows)
    return stream(chunks[b"IDAT"], entries, encoded=True)


def _decoded(document: Document, content: bytes) -> Stream:
    """Decode a PNG with Pillow (which comes with ReportLab), imported for such pictures only; its alpha becomes a mask."""
    from io import BytesIO

    from PIL import Image

    picture = Image.open(BytesIO(content)).convert("RGBA")
    alpha = picture.getchannel("A").tobytes()
    mask = None
    if min(alpha) < 255:
        mask = document.add(stream(alpha, _image(*picture.size, 8, "/DeviceGray")))
    return stream(picture.convert("RGB").tobytes(), _image(*picture.size, 8, "/DeviceRGB", SMask=mask))
