"""Turn a page of a finished PDF into a picture: PDF bytes in, PNG bytes out. For screens only; nothing is checked by it.

The pages are drawn by pdfium (the extra `review`), which is not safe to use from two threads at once.
"""

from __future__ import annotations

import io
from threading import Lock

from proceedings.errors import UsageError

_DRAWING = Lock()


def preview(content: bytes, page: int, width: int) -> bytes:
    """Draw a page, counted from 0, `width` pixels across.

    Raises UsageError for a page that is not there, or a missing extra.
    """
    try:
        import pypdfium2
    except ImportError:
        raise UsageError("Pictures of pages need one more package.", hint='pip install "proceedings-builder[review]"') from None
    with _DRAWING:
        document = pypdfium2.PdfDocument(content)
        try:
            if not 0 <= page < len(document):
                raise UsageError(f"There is no page {page + 1}.", hint=f"The document has pages 1 to {len(document)}.")
            sheet = document[page]
            picture = sheet.render(scale=width / sheet.get_width()).to_pil()
        finally:
            document.close()
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()
