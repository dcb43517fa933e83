"""One article saved in each format, as the programs that people use save it: paragraphs in, bytes of a file out."""

from __future__ import annotations

import zipfile
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from io import BytesIO
from pathlib import Path

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

SEED = next((Path(__file__).parents[2] / "seeds").glob("000_*.txt"))
FONTS = Path(__file__).parents[2] / "layouts" / "common" / "fonts"
PARAGRAPHS = [line for line in SEED.read_text(encoding="utf-8").split("\n") if line.strip()]

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Target='
    '"word/document.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
    "</Relationships>"
)
NUMBERING = (
    f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
PART_RELATIONS = RELATIONS.replace("word/document.xml", "numbering.xml").replace('/officeDocument"', '/numbering"')


def word_paragraph(text: str, style: str = "", number: int = 0) -> str:
    """Give a paragraph of a Word file; number: 1 in a list of bullets, 2 in a numbered one."""
    properties = f'<w:pStyle w:val="{style}"/>' * bool(style)
    properties += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' * bool(number)
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def docx(body: str, **parts: str | bytes) -> bytes:
    """Pack a Word file from the XML of its body; parts: further ones, or others in their place."""
    made = BytesIO()
    styles = f'<w:styles xmlns:w="{WORD}"><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    contents: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/_rels/document.xml.rels": PART_RELATIONS,
        "word/numbering.xml": NUMBERING,
        "word/styles.xml": f"{styles}</w:styles>",
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        **parts,
    }
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in contents.items():
            packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def as_docx(paragraphs: list[str]) -> bytes:
    return docx(word_paragraph(paragraphs[0], "H1") + "".join(map(word_paragraph, paragraphs[1:])))


def as_html(paragraphs: list[str]) -> bytes:
    """Give a page of a news site: menus, teasers, notices around the article."""
    body = "".join(f"<p>{escape(p)}</p>\n" for p in paragraphs[1:])
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(paragraphs[0])} | Example News</title>
<meta property="og:site_name" content="Example News">
<meta property="article:published_time" content="2026-03-02T10:00:00+05:00">
<style>p {{ color: red }}</style><script>var x = "<p>not text</p>";</script></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav></header>
<main><article><h1>{escape(paragraphs[0])}</h1>{body}</article></main>
<aside><h3>Read also</h3><ul><li><a href="/b">Minister opens a new bridge in the north</a></li></ul></aside>
<footer><p>Copyright Example News. All rights reserved. We use cookies.</p></footer></body></html>""".encode()


def as_markdown(paragraphs: list[str]) -> bytes:
    return ("# " + "\n\n".join(paragraphs) + "\n").encode()


def as_mail(paragraphs: list[str]) -> bytes:
    """Give a mail with the article in it, wrapped as mail programs wrap, and a signature."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = "Press Office <press@example.org>", "Desk <desk@example.org>"
    mail["Subject"], mail["Date"] = f"Fwd: {paragraphs[0]}", "Mon, 02 Mar 2026 10:00:00 +0500"
    mail.set_content("\n\n".join(map(wrapped, paragraphs)) + "\n\n-- \nPress Office\nTel. +1 555 0100\n")
    return mail.as_bytes()


def wrapped(paragraph: str, width: int = 72) -> str:
    """Break a paragraph hard into lines."""
    lines, line = [], ""
    for word in paragraph.split(" "):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def as_pdf(paragraphs: list[str], columns: int = 1, height: float = 842, head: str = "Example Institute") -> bytes:
    """Give a PDF as a word processor prints it: justified, with a running head and page numbers; height: of its pages (pt)."""
    pdfmetrics.registerFont(TTFont("Body", FONTS / "serif-regular.ttf"))
    pdfmetrics.registerFont(TTFont("Head", FONTS / "serif-semibold.ttf"))
    made = BytesIO()
    width = (595 - 100 - 20 * (columns - 1)) / columns
    frames = [Frame(50 + i * (width + 20), 60, width, height - 120, 0, 0, 0, 0) for i in range(columns)]

    def furniture(canvas: Canvas, _: object) -> None:
        canvas.setFont("Body", 8)
        canvas.drawString(50, height - 30, head)
        canvas.drawCentredString(297, 30, f"Page {canvas.getPageNumber()}")

    document = BaseDocTemplate(made, pagesize=(595, height))
    document.addPageTemplates(PageTemplate("page", frames, onPage=furniture))
    text = ParagraphStyle("text", fontName="Body", fontSize=11, leading=14, spaceAfter=8, alignment=TA_JUSTIFY)
    heading = ParagraphStyle("heading", fontName="Head", fontSize=16, leading=20, spaceAfter=10)
    document.build([Paragraph(escape(p), text if i else heading) for i, p in enumerate(paragraphs)])
    return made.getvalue()


FORMATS = {
    "a.txt": lambda p: ("\n".join(p) + "\n").encode(),
    "wrapped.txt": lambda p: ("\n\n".join(map(wrapped, p)) + "\n").encode(),
    "a.md": as_markdown,
    "a.html": as_html,
    "a.docx": as_docx,
    "a.pdf": as_pdf,
    "columns.pdf": lambda p: as_pdf(p, columns=2),
    "pages.pdf": lambda p: as_pdf(p, height=420),
    "a.eml": as_mail,
}
"""How an article is saved, by the name of the file."""
