"""What a file says of itself: XMP, the document information, and the identification as PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from html import escape

from leaflets import __version__
from leaflets.files import NAMESPACE, SHEETS

PRODUCER = "leaflets (ReportLab)"
PROGRAM = f"leaflets {__version__}"


@dataclass(frozen=True)
class Origin:
    """What a file was made from. ``job`` and ``content`` are the makers' own words, to be compared later."""

    reference: str
    version: str
    review_by: date
    job: str
    content: str
    clinic: str = ""
    program: str = PROGRAM

    def xmp(self) -> str:
        """The properties that say something."""
        return _properties({field.name: str(getattr(self, field.name)) for field in fields(self)})


def _properties(values: Mapping[str, str]) -> str:
    """Our own properties, those that say something."""
    return "".join(
        f"<leaflet:{name}>{escape(text, quote=False)}</leaflet:{name}>\n" for name, text in values.items() if text
    )


def sheets_xmp(title: str, origin: Mapping[str, str]) -> bytes:
    """The metadata stream of a booklet's sheets: what they are, and what their pages say they were made from."""
    values = _properties({**origin, SHEETS: "booklet"})
    return _SHEETS_XMP.format(title=escape(title, quote=False), values=values, namespace=NAMESPACE).encode("utf-8")


@dataclass(frozen=True)
class Metadata:
    """One source for the document information and the XMP, so that the two always agree."""

    title: str
    author: str
    subject: str
    keywords: str
    language: str
    made: datetime
    origin: Origin | None = None

    def information(self) -> dict[str, str]:
        """The document information dictionary's texts."""
        return {
            "Title": self.title,
            "Author": self.author,
            "Subject": self.subject,
            "Keywords": self.keywords,
            "Creator": "leaflets",
            "Producer": PRODUCER,
        }

    def pdf_date(self) -> str:
        """The moment made, as PDF writes it (ISO 32000-1, 7.9.4)."""
        return self.made.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")

    def xmp(self, press: str) -> bytes:
        """The metadata stream (ISO 16684-1), with the schemas that PDF/A asks for (ISO 19005-2, 6.6.2.3).

        ``press`` is the identifier of a file for a print shop, which is PDF/X-4 as well (ISO 15930-7, 6.4 and 6.8);
        of others, nothing.
        """
        date = self.made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        values = {key: escape(value, quote=False) for key, value in self.information().items()}
        values |= {"language": escape(self.language, quote=False), "date": date}
        more = _PRESS.format(date=date, code=press) if press else ""
        more += self.origin.xmp() if self.origin else ""
        schemas = _UA_SCHEMA + (_X_SCHEMA if press else "") + (_ORIGIN_SCHEMA if self.origin else "")
        return _XMP.format(**values, more=more, namespace=NAMESPACE, schemas=schemas).encode("utf-8")


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:leaflet="{namespace}"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{Title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{Author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{Subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{Creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdf:Producer>{Producer}</pdf:Producer>
<pdf:Keywords>{Keywords}</pdf:Keywords>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
{more}<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""

_SHEETS_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:leaflet="{namespace}">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{values}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""

_SCHEMA = """<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>{name}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{uri}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>
</rdf:li>"""

_PROPERTY = """<rdf:li rdf:parseType="Resource">
<pdfaProperty:name>{key}</pdfaProperty:name>
<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>{about}</pdfaProperty:description>
</rdf:li>"""


def _schema(name: str, uri: str, prefix: str, *properties: tuple[str, str, str]) -> str:
    """The description of a schema; of each property its name, the kind of its value, and what it is."""
    described = "".join(_PROPERTY.format(key=key, kind=kind, about=about) for key, kind, about in properties)
    return _SCHEMA.format(name=name, uri=uri, prefix=prefix, properties=described)


_UA_SCHEMA = _schema(
    "PDF/UA identification", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid",
    ("part", "Integer", "Part of ISO 14289 the file conforms to"),
)  # fmt: skip

_X_SCHEMA = _schema(
    "PDF/X identification", "http://www.npes.org/pdfx/ns/id/", "pdfxid",
    ("GTS_PDFXVersion", "Text", "Version of PDF/X the file conforms to"),
) + _schema(
    "Adobe PDF", "http://ns.adobe.com/pdf/1.3/", "pdf",
    ("Trapped", "Text", "Whether the file has been trapped"),
)  # fmt: skip

_ORIGIN_SCHEMA = _schema(
    "What a patient leaflet was made from", NAMESPACE, "leaflet",
    ("reference", "Text", "Reference the leaflet is filed under"),
    ("version", "Text", "Version of the leaflet"),
    ("review_by", "Date", "Day by which the leaflet is to be checked again"),
    ("job", "Text", "Which leaflet was made, in which variant and format"),
    ("content", "Text", "SHA-256 of what the leaflet says"),
    ("clinic", "Text", "Clinic that hands the leaflet out"),
    ("program", "Text", "Program that made the file, and its version"),
)  # fmt: skip

_PRESS = """<xmp:MetadataDate>{date}</xmp:MetadataDate>
<pdf:Trapped>False</pdf:Trapped>
<pdfxid:GTS_PDFXVersion xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">PDF/X-4</pdfxid:GTS_PDFXVersion>
<xmpMM:DocumentID xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">uuid:{code}</xmpMM:DocumentID>
<xmpMM:VersionID xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">1</xmpMM:VersionID>
<xmpMM:RenditionClass xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">default</xmpMM:RenditionClass>
"""
