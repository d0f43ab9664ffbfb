"""The XMP metadata of a finished file: its properties by name, and the schemas it describes (ISO 16684-1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pypdf.xmp import RDF_NAMESPACE, XmpInformation

PDFA = "http://www.aiim.org/pdfa/ns/id/"
PDFUA = "http://www.aiim.org/pdfua/ns/id/"
PDFX = "http://www.npes.org/pdfx/ns/id/"
SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_BEGIN = "http://ns.adobe.com/"
_KNOWN = (
    DUBLIN_CORE,
    PDFA,
    "http://www.aiim.org/pdfa/ns/extension/",
    *(f"{_BEGIN}{name}/" for name in ("xap/1.0", "xap/1.0/rights", "xap/1.0/mm", "xap/1.0/bj", "xap/1.0/t/pg")),
    *(f"{_BEGIN}{name}/" for name in ("pdf/1.3", "xmp/1.0/DynamicMedia", "photoshop/1.0", "exif/1.0", "tiff/1.0")),
    *(f"{_BEGIN}{name}/" for name in ("camera-raw-settings/1.0", "exif/1.0/aux")),
)
"""The schemas that need no description (ISO 19005-2, 6.6.2.3.1)."""
_NAMES = {
    DUBLIN_CORE: "contributor coverage creator date description format identifier language publisher relation rights "
    "source subject title type",
    f"{_BEGIN}xap/1.0/": "BaseURL CreateDate CreatorTool Identifier Label MetadataDate ModifyDate Nickname Rating "
    "Thumbnails",
    f"{_BEGIN}pdf/1.3/": "Keywords PDFVersion Producer Trapped",
    PDFA: "part amd conformance corr rev",
    PDFUA: "part amd corr rev",
}
"""The properties of the schemas most used."""
_TYPES = frozenset(
    [*("Text", "Integer", "Real", "Boolean", "Date", "URI", "URL", "MIMEType", "Locale", "AgentName", "ProperName")]
    + [f"{kind} {of}" for kind in ("bag", "seq", "alt", "Bag", "Seq", "Alt") for of in ("Text", "ProperName", "Date")]
    + ["Lang Alt", "lang alt", "GUID", "RenditionClass", "ResourceRef", "Open Choice of Text", "Closed Choice of Text"]
)
_FORMS = {
    "Date": r"\d{4}(-\d\d(-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?)?)?",
    "Integer": r"[+-]?\d+",
    "Boolean": "True|False",
}


class Xmp:
    """The metadata of a file. ``plain`` is the reader's own view of the usual properties."""

    def __init__(self, plain: XmpInformation) -> None:
        self.plain = plain
        described = plain.rdf_root.getElementsByTagNameNS(RDF_NAMESPACE, "Description")
        self._top = [one for one in described if one.parentNode is plain.rdf_root]

    def properties(self) -> Iterator[tuple[str, str, str, str]]:
        """The properties at the top: namespace, prefix, name and text."""
        for one in self._top:
            for index in range(one.attributes.length):
                found: Any = one.attributes.item(index)
                if found.namespaceURI not in (None, RDF_NAMESPACE) and not found.name.startswith(("xmlns", "xml:")):
                    yield found.namespaceURI, found.prefix or "", found.localName, found.value
            for found in one.childNodes:
                if found.nodeType == found.ELEMENT_NODE:
                    yield found.namespaceURI or "", found.prefix or "", found.localName, _text(found)

    def value(self, namespace: str, name: str) -> str:
        """The text of a property; empty if there is none."""
        return next((text for space, _, key, text in self.properties() if (space, key) == (namespace, name)), "")

    def values(self, namespace: str) -> dict[str, str]:
        """The texts of a namespace's properties, by name."""
        return {key: text for space, _, key, text in self.properties() if space == namespace}

    def faults(self) -> Iterator[str]:
        """What is wrong with the packet, and with properties that neither are known nor are described."""
        data = self.plain.stream.get_data()
        if re.search(rb"<\?xpacket begin[^>]*\b(bytes|encoding)=", data):
            yield "has a beginning that is no longer used (bytes, encoding)"
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            yield "is not written in UTF-8"
        kinds = dict(self._described())
        for space, prefix, name, text in self.properties():
            if space not in _KNOWN and (space, name) not in kinds:
                yield f"does not say what its property {prefix}:{name} is"
            elif name not in _NAMES.get(space, name).split():
                yield f"has a property that its schema does not know, {prefix}:{name}"
            elif not re.fullmatch(_FORMS.get(kinds.get((space, name), ""), ".*"), text, re.DOTALL):
                yield f"has a property that is not what it should be, {prefix}:{name} '{text[:40]}'"

    def _described(self) -> Iterator[tuple[tuple[str, str], str]]:
        """The properties whose description is whole, and the type of their values."""
        for address in self.plain.rdf_root.getElementsByTagNameNS(SCHEMA, "namespaceURI"):
            schema: Any = address.parentNode
            for name in schema.getElementsByTagNameNS(PROPERTY, "name"):
                parts = [part for part in name.parentNode.childNodes if part.nodeType == part.ELEMENT_NODE]
                told = {part.localName: _text(part) for part in parts}
                fitting = told.get("category") in ("internal", "external") and told.get("valueType") in _TYPES
                if fitting and "description" in told:
                    yield (_text(address), _text(name)), told["valueType"]


def _text(element: Any) -> str:
    """The text inside an element, whatever is nested in it."""
    if element.nodeType in (element.TEXT_NODE, element.CDATA_SECTION_NODE):
        return str(element.data)
    return "".join(_text(child) for child in element.childNodes).strip()
