"""One document that has everything that a page may hold; other tests publish it, break it, read it back."""

from __future__ import annotations

import struct
import zlib
from functools import cache

from sheet import Sheet, faces

from proceedings.pdf.publish import Attachment, publish
from proceedings.typeset.placement import FURNITURE, About, Bookmark, Fill, Pages, Picture, Rule

SAID = [
    ("H1", "Office files of the first conference"),
    ("H2", "Opening session"),
    ("P", "The efficient officer waffled about the price of fish; see the web site or the table below."),
    ("P", "Ambassador Kistafin spoke first, and spoke for a long while over the end of the page."),
    ("Lbl", "1."),
    ("LBody", "Қазақстан and Ελλάδα, each in its own letters"),
    ("TH", "Name"),
    ("TH", "Session"),
    ("TH", "Ana Ruiz"),
    ("BlockQuote", "« Mot à mot »"),
    ("Figure", "Mark of the office"),
]
"""What the sample says, by role, as a screen reader should read it."""


def png(width: int, height: int, colour: tuple[int, ...]) -> bytes:
    """Make a PNG of one colour: three channels, or four with alpha."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    kind = {3: 2, 4: 6}[len(colour)]
    rows = (b"\0" + bytes(colour) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@cache
def sample() -> Pages:
    """Make two pages with headings, links, a list, a table, a picture, furniture, another language, a bookmark or two."""
    sheet = Sheet()
    sheet.add(Fill(60, 50, 300, 40, "#F2F4F7"))
    sheet.line("Not for distribution", FURNITURE, face="sans-regular", size=8, colour="#4A4F57")
    sheet.paragraph(SAID[0][1], role="H1", face="display-semibold", size=20, colour="#14284B")
    sheet.add(Rule(72, sheet.y, 200, 0.7, "#8A9099"))
    sheet.y += 20
    section = sheet.element("Sect")
    sheet.paragraph(SAID[1][1], role="H2", parent=section, face="sans-semibold", size=13)
    paragraph = sheet.paragraph("The efficient officer waffled about the ", "price of fish; see ", parent=section)
    link = sheet.element("Link", paragraph)
    sheet.line("the web ", link, href="https://example.org/päge?a=1", colour="#0B4F9E")
    sheet.line("site", link, href="https://example.org/päge?a=1", colour="#0B4F9E")
    sheet.line(" or ", paragraph)
    inner = sheet.element("Link", paragraph)
    sheet.line("the table below", inner, href="#people")
    sheet.line(".", paragraph)
    long = sheet.paragraph("Ambassador Kistafin spoke first, and spoke ", "for a long while ", parent=section)
    sheet.turn()
    sheet.line("Office files", FURNITURE, face="sans-regular", size=8)
    sheet.line("over the end of the page.", long)
    item = sheet.element("LI", sheet.element("L", section))
    sheet.line("1.", sheet.element("Lbl", item))
    sheet.line(SAID[5][1], sheet.element("LBody", item))
    table = sheet.element("Table", section, id="people")
    head = sheet.element("TR", sheet.element("THead", table))
    for words in ("Name", "Session"):
        sheet.line(words, sheet.element("TH", head, scope="Column"), face="sans-semibold", size=9)
    row = sheet.element("TR", sheet.element("TBody", table))
    sheet.line("Ana Ruiz", sheet.element("TH", row, scope="Row"), face="sans-italic", size=9)
    sheet.element("TD", row)
    sheet.element("P", section)
    quoted = sheet.element("BlockQuote", section, lang="fr")
    sheet.line(SAID[9][1], quoted, face="serif-italic", lang="fr")
    figure = sheet.element("Figure", section, alt=SAID[10][1], title="The mark")
    sheet.add(Picture(72, 400, 60, 30, png(4, 2, (10, 80, 120)), figure))
    return sheet.pages(
        About(
            "Office files – the “first” <conference>",
            "en",
            "Brief & more",
            "The Office",
            ("fish", "files"),
            "2026-11-24",
            "A/1",
        ),
        (Bookmark("Office files", 0, 0, 72), Bookmark("Opening session", 1, 0, 110), Bookmark("People", 0, 1, 110)),
        (("people", 1, 100.0),),
    )


ATTACHMENTS = (
    Attachment("article.txt", "Mot à mot".encode(), "Source", "text/plain", "The article"),
    Attachment("a/1 données.json", b"{}", "Data", "application/json", "What was understood"),
)


@cache
def published() -> bytes:
    return publish(sample(), faces(), ATTACHMENTS)
