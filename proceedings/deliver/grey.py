"""Take the colour out of pages: each becomes the grey that is as light, so that no contrast changes."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from proceedings.errors import LayoutError
from proceedings.typeset.placement import Page, Pages, Picture, Placement
from proceedings.values import replace

WEIGHTS = (0.2126, 0.7152, 0.0722)
"""What red, green and blue add to the relative luminance (WCAG 2, sRGB)."""


def grey(pages: Pages) -> Pages:
    """Give the same pages with every colour and picture in grey; the painter then writes DeviceGray alone."""
    return replace(pages, pages=tuple(_page(page) for page in pages.pages))


def _page(page: Page) -> Page:
    return replace(page, placements=tuple(_placement(placement) for placement in page.placements))


def _placement(placement: Placement) -> Placement:
    if isinstance(placement, Picture):
        return replace(placement, content=grey_picture(placement.content))
    return replace(placement, colour=grey_colour(placement.colour))


@lru_cache(maxsize=64)
def grey_colour(colour: str) -> str:
    """Give the grey ("#rrggbb", all three the same) of a colour's relative luminance."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    luminance = sum(weight * _linear(channel) for weight, channel in zip(WEIGHTS, channels, strict=True))
    return f"#{round(255 * _encoded(luminance)):02x}" + 2 * f"{round(255 * _encoded(luminance)):02x}"


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _encoded(light: float) -> float:
    return light * 12.92 if light <= 0.0031308 else float(1.055 * light ** (1 / 2.4) - 0.055)


@lru_cache(maxsize=8)
def grey_picture(content: bytes) -> bytes:
    """Give a PNG or JPEG as a grey PNG on white, by Pillow (which comes with ReportLab)."""
    from PIL import Image

    try:
        picture = Image.open(BytesIO(content)).convert("RGBA")
    except (OSError, ValueError) as error:
        raise LayoutError("a picture cannot be read", hint="save it again as PNG or JPEG") from error
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture)
    made = BytesIO()
    ground.convert("L").save(made, "PNG")
    return made.getvalue()
