"""Attachments: files inside the PDF, each with its relation to the document."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Literal

from proceedings.pdf._reportlab import Array, Dictionary, Document, Reference, name, stream, text
from proceedings.values import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to go with the document: "Source" is what it was made from, "Data" what it says in another form."""

    name: str
    content: bytes
    relationship: Literal["Source", "Data"]
    mime: str
    description: str


def write_attachments(document: Document, attachments: Sequence[Attachment], date: str) -> list[tuple[str, Reference]]:
    """Embed the files; give their names and file specifications, sorted by name as a PDF wants them. date: as PDF writes it."""
    return [(file.name, _write(document, file, date)) for file in sorted(attachments, key=lambda file: file.name.encode())]


def _write(document: Document, file: Attachment, date: str) -> Reference:
    digest = hashlib.md5(file.content, usedforsecurity=False).hexdigest()
    parameters = Dictionary(Size=len(file.content), ModDate=text(date), CheckSum=f"<{digest}>")
    embedded = document.add(stream(file.content, {"Type": "/EmbeddedFile", "Subtype": name(file.mime), "Params": parameters}))
    return document.add(
        Dictionary(
            Type="/Filespec",
            F=text(file.name),
            UF=text(file.name),
            Desc=text(file.description),
            EF=Dictionary(F=embedded, UF=embedded),
            AFRelationship=f"/{file.relationship}",
        )
    )


def name_tree(files: Sequence[tuple[str, Reference]]) -> Dictionary:
    """Give the tree of names in which readers look for attachments."""
    return Dictionary(Names=Array(part for file, place in files for part in (text(file), place)))
