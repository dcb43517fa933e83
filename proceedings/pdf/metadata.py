"""Metadata: what the document says of itself, twice and alike: in the document information and in XMP; and its colour space."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from proceedings import __version__
from proceedings.errors import ProceedingsError
from proceedings.pdf._reportlab import Dictionary, Document, Stream, stream, text
from proceedings.typeset.placement import About
from proceedings.values import dataclass

UNDATED = "2000-01-01"
"""The date of a document that has none: metadata must bear one, and neither clock nor file times may change the bytes."""

_MAKER = f"proceedings {__version__}"
_NOT_XML = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\N{SPACE}")
_ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
{properties}
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
"""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself, made fit for PDF and XML once, so that both say the same."""

    title: str
    lang: str
    subject: str
    author: str
    keywords: tuple[str, ...]
    identifier: str
    date: date

    @classmethod
    def of(cls, about: About) -> Metadata:
        title = _one_line(about.title)
        if not title:
            raise ProceedingsError("the document has no title", hint="a PDF for everybody's eyes must say its title")
        try:
            day = date.fromisoformat(about.date or UNDATED)
        except ValueError as error:
            raise ProceedingsError(f"{about.date!r} is no date", hint="dates are written 2026-11-24") from error
        keywords = tuple(filter(None, map(_one_line, about.keywords)))
        named = (about.subject, about.author, about.identifier)
        subject, author, identifier = map(_one_line, named)
        return cls(title, about.lang, subject, author, keywords, identifier, day)

    @property
    def pdf_date(self) -> str:
        return f"D:{self.date:%Y%m%d}000000Z"

    def information(self) -> Dictionary:
        """Make the document information; entries without a value are left out."""
        entries = {
            "Title": self.title,
            "Subject": self.subject,
            "Author": self.author,
            "Keywords": ", ".join(self.keywords),
            "Creator": _MAKER,
            "Producer": _MAKER,
            "CreationDate": self.pdf_date,
            "ModDate": self.pdf_date,
        }
        return Dictionary({key: text(value) for key, value in entries.items() if value})

    def xmp(self) -> Stream:
        """Make the XMP packet, which says the same in XML, and which standards the file follows."""
        moment = f"{self.date.isoformat()}T00:00:00Z"
        alternative, ordered, loose = "Alt", "Seq", "Bag"
        properties = [
            _many("dc:title", alternative, [self.title]),
            _many("dc:description", alternative, [self.subject]),
            _many("dc:creator", ordered, [self.author]),
            _many("dc:subject", loose, self.keywords),
            _many("dc:language", loose, [self.lang]),
            _one("dc:identifier", self.identifier),
            _one("dc:format", "application/pdf"),
            _one("pdf:Keywords", ", ".join(self.keywords)),
            _one("pdf:Producer", _MAKER),
            _one("xmp:CreatorTool", _MAKER),
            _one("xmp:CreateDate", moment),
            _one("xmp:ModifyDate", moment),
            _one("xmp:MetadataDate", moment),
            _one("pdfaid:part", "3"),
            _one("pdfaid:conformance", "A"),
            _one("pdfuaid:part", "1"),
        ]
        packet = _PACKET.format(properties="\n".join(filter(None, properties)))
        # Not deflated: programs that know nothing of PDF look for the packet in the bytes, and PDF/A demands it.
        return stream(packet.encode(), {"Type": "/Metadata", "Subtype": "/XML"}, encoded=True)


def output_intent(document: Document) -> Dictionary:
    """Say what the colours mean: sRGB, by the small profile that ships with the package."""
    profile = Path(__file__).with_name("srgb.icc").read_bytes()
    return Dictionary(
        Type="/OutputIntent",
        S="/GTS_PDFA1",
        OutputConditionIdentifier=text("sRGB"),
        Info=text("sRGB IEC61966-2.1"),
        DestOutputProfile=document.add(stream(profile, {"N": 3})),
    )


def _one_line(words: str) -> str:
    return " ".join(words.translate(_NOT_XML).split())


def _one(name: str, value: str) -> str:
    return f"<{name}>{value.translate(_ENTITIES)}</{name}>" if value else ""


def _many(name: str, kind: str, values: Iterable[str]) -> str:
    mark = ' xml:lang="x-default"' if kind == "Alt" else ""
    items = "".join(f"<rdf:li{mark}>{value.translate(_ENTITIES)}</rdf:li>" for value in values if value)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""
