"""Draw the README's picture, a brief beside its sheet, from the project's own output: python .docs/make_picture.py."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageOps

from proceedings import publish, read, structure, typeset
from proceedings.pdf.preview import preview

HERE = Path(__file__).parent
PICTURE = HERE / "brief-and-sheet.png"
ARTICLE = HERE.parent / "seeds" / "river-forum.txt"
"""One that is ours, so that a picture of it may go anywhere."""

WIDTH = 560
GAP = 24
GROUND = (226, 229, 233)


def draw(layout: str = "diplomatic") -> Image.Image:
    """Draw the first page of the brief, and the sheet."""
    proceedings = structure(read(ARTICLE))
    pages = [
        ImageOps.expand(
            Image.open(io.BytesIO(preview(publish(typeset(proceedings, document, layout=layout)), 0, WIDTH))), 1, "#8a9099"
        )
        for document in ("brief", "summary")
    ]
    width, height = pages[0].size
    picture = Image.new("RGB", (2 * width + 3 * GAP, height + 2 * GAP), GROUND)
    for i, page in enumerate(pages):
        picture.paste(page, (GAP + i * (width + GAP), GAP))
    return picture


if __name__ == "__main__":
    draw().quantize(24, dither=Image.Dither.NONE).save(PICTURE, optimize=True)
