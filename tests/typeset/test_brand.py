"""A brand: who issues the documents, in what colour, with what marking."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from proceedings.errors import UsageError
from proceedings.read import read
from proceedings.structure import structure
from proceedings.typeset import Edition, View, open_layout, typeset_brief, typeset_summary
from proceedings.typeset.brand import Brand, known_marking, load_brand
from proceedings.typeset.images import jpeg_size, png_size
from proceedings.typeset.layouts import built_in_layouts, layouts_folder
from proceedings.typeset.placement import Picture, TextRun


def png(width: int, height: int) -> bytes:
    """Make a white PNG."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "logo.png").write_bytes(png(40, 20))
    return tmp_path


def brand(folder: Path, text: str) -> Brand:
    path = folder / "brand.toml"
    path.write_text(text, encoding="utf-8")
    return load_brand(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("issuer = 3", "is not text"),
        ('issuers = "A"', "unknown key “issuers”"),
        ("issuer = ", "not TOML"),
        ('colour = "#88AACC"', "contrast of 2.4:1"),
        ('colour = "navy"', "is no colour"),
        ('logo = "logo.png"', "no logo_alt"),
        ('logo = "gone.png"\nlogo_alt = "A"', "cannot be read"),
        ('reference = "A/{number}"', "there is no {number}"),
        ('marking = "TLP:PURPLE"', "no label of the Traffic Light Protocol"),
    ],
)
def test_a_mistake_in_a_brand_is_named(folder: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        brand(folder, text)
    assert said in str(caught.value)


@pytest.mark.parametrize(("pixels", "said"), [(10_000, "10,000 × 10,000"), (0, "0 × 0")])
def test_a_logo_of_a_wrong_size_is_refused(folder: Path, pixels: int, said: str) -> None:
    (folder / "logo.png").write_bytes(png(1, 1).replace(struct.pack(">II", 1, 1), struct.pack(">II", pixels, pixels)))
    with pytest.raises(UsageError) as caught:
        brand(folder, 'logo = "logo.png"\nlogo_alt = "A"')
    assert said in str(caught.value)


def test_a_logo_that_is_no_image_is_refused(folder: Path) -> None:
    (folder / "logo.png").write_bytes(b"GIF89a")
    with pytest.raises(UsageError, match="no PNG and no JPEG"):
        brand(folder, 'logo = "logo.png"\nlogo_alt = "A"')


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">{}</svg>'


def test_a_drawing_becomes_an_image(folder: Path) -> None:
    (folder / "logo.svg").write_text(SVG.format('<rect width="40" height="20" fill="#7A1F2B"/>'), encoding="utf-8")
    made = brand(folder, 'logo = "logo.svg"\nlogo_alt = "A"')
    assert png_size(made.logo or b"") == (1600, 800)


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ('<rect onclick="x()"/>', "a handler"),
        ('<image href="/etc/passwd"/>', "a link to another file"),
        ('<image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="http://a.example/b.png"/>', "a link to another file"),
        ("<text>A</text>", "text that needs a font"),
        ("<rect>", "not well-formed"),
    ],
)
def test_a_drawing_that_acts_is_refused(folder: Path, inside: str, said: str) -> None:
    (folder / "logo.svg").write_text(SVG.format(inside), encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        brand(folder, 'logo = "logo.svg"\nlogo_alt = "A"')
    assert said in str(caught.value)


def test_a_drawing_with_entities_is_refused(folder: Path) -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;")
    (folder / "logo.svg").write_text(bomb, encoding="utf-8")
    with pytest.raises(UsageError, match="a document type"):
        brand(folder, 'logo = "logo.svg"\nlogo_alt = "A"')


@pytest.mark.parametrize(
    ("given", "printed"),
    [("tlp: amber", "TLP:AMBER"), ("TLP GREEN", "TLP:GREEN"), (" For  official use ", "For official use"), ("", "")],
)
def test_a_marking_is_printed_as_it_is_known(given: str, printed: str) -> None:
    assert known_marking(given) == printed


def test_the_size_of_a_jpeg_is_read_past_its_tables() -> None:
    table = b"\xff\xdb" + struct.pack(">H", 6) + b"....\xff\xc4\x00\x04.."
    frame = b"\xff\xc0" + struct.pack(">HBHH", 11, 8, 20, 40) + b"\x01"
    assert jpeg_size(b"\xff\xd8" + table + frame + b"\0" * 8) == (40, 20)
    assert jpeg_size(b"\xff\xd8" + table) is None
    assert png_size(png(7, 5)) == (7, 5)


@pytest.mark.parametrize("layout", built_in_layouts())
def test_a_logo_stands_on_the_first_page_in_its_proportions_and_says_what_it_shows(folder: Path, layout: str) -> None:
    made = brand(
        folder, 'logo = "logo.png"\nlogo_alt = "Institute of Water"\ncontact = "water@example.org"\ncolour = "#7A1F2B"'
    )
    proceedings = structure(read(layouts_folder() / "common" / "sample.txt"))
    view = View(proceedings, Edition("sample", brand=made))
    for typeset in (typeset_brief, typeset_summary):
        pages = typeset(view, open_layout(layout, "a4")).pages
        (picture,) = (p for p in pages.pages[0].placements if isinstance(p, Picture))
        assert picture.width == pytest.approx(2 * picture.height)
        assert pages.elements[picture.element].alt == "Institute of Water"
        runs = [p for page in pages.pages for p in page.placements if isinstance(p, TextRun)]
        assert "water@example.org" in "".join(run.text for run in runs)
        coloured = "[brand]" in (layouts_folder() / layout / "theme.toml").read_text(encoding="utf-8")
        assert ("#7A1F2B" in {run.colour for run in runs}) == coloured


def test_a_reference_follows_the_brand_s_pattern() -> None:
    proceedings = structure(read(layouts_folder() / "common" / "sample.txt"))
    made = View(proceedings, Edition("sample", date="2026-03-07", brand=Brand(reference="LCI/{date}/{name}/{hash}")))
    assert made.reference() == f"LCI/2026-03-07/sample/{proceedings.source.sha256[:8]}"
    assert View(proceedings, replace(made.edition, brand=Brand())).reference() == f"Reference {proceedings.source.sha256[:8]}"
