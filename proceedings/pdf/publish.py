"""Publish typeset pages: one function from pages and faces to the bytes of a tagged, archivable PDF."""

from __future__ import annotations

from collections.abc import Mapping

from proceedings.pdf._reportlab import Array, Dictionary, Document, number, stream, text
from proceedings.pdf.attachments import Attachment, name_tree, write_attachments
from proceedings.pdf.embed import Encoders
from proceedings.pdf.metadata import Metadata, output_intent
from proceedings.pdf.outline import write_outline
from proceedings.pdf.paint import paint
from proceedings.pdf.pictures import Pictures
from proceedings.pdf.tags import write_tags
from proceedings.typeset import Typeset
from proceedings.typeset.fonts import Face
from proceedings.typeset.placement import Pages

__all__ = ["Attachment", "publish", "publish_typeset"]


def publish_typeset(typeset: Typeset) -> bytes:
    """Write a typeset document as a PDF that carries no files.

    >>> from proceedings import read, structure, typeset
    >>> publish_typeset(typeset(structure(read("seeds/river-forum.txt"))))[:8]
    b'%PDF-1.7'
    """
    return publish(typeset.pages, typeset.faces.by_name)


def publish(pages: Pages, faces: Mapping[str, Face], attachments: tuple[Attachment, ...] = ()) -> bytes:
    """Write pages as a PDF that follows PDF/UA-1 and PDF/A-3a.

    faces: by the names that the pages' runs use. The same pages, faces and attachments give the same bytes: no clock, no
    environment and no file but the faces' own comes in.
    """
    document, encoders, pictures = Document(), Encoders(faces), Pictures()
    metadata = Metadata.of(pages.about)
    painted = [paint(page, pages.elements, encoders, pictures) for page in pages.pages]

    tree = Dictionary(Type="/Pages", Count=len(painted))
    tree_place = document.add(tree)
    sheets = [
        Dictionary(
            Type="/Page",
            Parent=tree_place,
            MediaBox=Array([0, 0, number(page.width), number(page.height)]),
            Contents=document.add(stream(sheet.operators)),
        )
        for page, sheet in zip(pages.pages, painted, strict=True)
    ]
    places = document.add_all(sheets)
    tree["Kids"] = Array(places)

    structure = write_tags(document, pages, painted, sheets, places)
    encoders.write(document)
    images = pictures.write(document)
    for sheet, content in zip(sheets, painted, strict=True):
        shown = Dictionary({key: images[key] for key in content.pictures}) if content.pictures else None
        sheet["Resources"] = Dictionary(Font=document.fonts, XObject=shown)

    files = write_attachments(document, attachments, metadata.pdf_date)
    outline = write_outline(document, pages, places)
    catalog = Dictionary(
        Type="/Catalog",
        Pages=tree_place,
        Lang=text(metadata.lang),
        MarkInfo=Dictionary(Marked="true"),
        StructTreeRoot=structure,
        Metadata=document.add(metadata.xmp()),
        OutputIntents=Array([document.add(output_intent(document))]),
        ViewerPreferences=Dictionary(DisplayDocTitle="true"),
        PageLabels=Dictionary(Nums=Array([0, Dictionary(S="/D")])),
        Outlines=outline,
        PageMode="/UseOutlines" if outline else None,
        Names=Dictionary(EmbeddedFiles=name_tree(files)) if files else None,
        AF=Array(place for _, place in files) if files else None,
    )
    return document.to_bytes(catalog, metadata.information())
