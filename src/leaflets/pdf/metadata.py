"""What a file says of itself: XMP, the document information, and the identification as PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

PRODUCER = "leaflets (ReportLab)"


@dataclass(frozen=True)
class Metadata:
    """One source for the document information and the XMP, so that the two always agree."""

    title: str
    author: str
    subject: str
    keywords: str
    language: str
    made: datetime

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
        schemas = _UA_SCHEMA + (_X_SCHEMA if press else "")
        return _XMP.format(**values, more=more, schemas=schemas).encode("utf-8")


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
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

_SCHEMA = """<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>{name}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{uri}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>{key}</pdfaProperty:name>
<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>{about}</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>"""

_UA_SCHEMA = _SCHEMA.format(
    name="PDF/UA identification", uri="http://www.aiim.org/pdfua/ns/id/", prefix="pdfuaid",
    key="part", kind="Integer", about="Part of ISO 14289 the file conforms to",
)  # fmt: skip

_X_SCHEMA = _SCHEMA.format(
    name="PDF/X identification", uri="http://www.npes.org/pdfx/ns/id/", prefix="pdfxid",
    key="GTS_PDFXVersion", kind="Text", about="Version of PDF/X the file conforms to",
) + _SCHEMA.format(
    name="Adobe PDF", uri="http://ns.adobe.com/pdf/1.3/", prefix="pdf",
    key="Trapped", kind="Text", about="Whether the file has been trapped",
)  # fmt: skip

_PRESS = """<xmp:MetadataDate>{date}</xmp:MetadataDate>
<pdf:Trapped>False</pdf:Trapped>
<pdfxid:GTS_PDFXVersion xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">PDF/X-4</pdfxid:GTS_PDFXVersion>
<xmpMM:DocumentID xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">uuid:{code}</xmpMM:DocumentID>
<xmpMM:VersionID xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">1</xmpMM:VersionID>
<xmpMM:RenditionClass xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">default</xmpMM:RenditionClass>
"""
