"""The XMP metadata of a finished file: its properties by name (ISO 16684-1)."""

from collections.abc import Iterator, Mapping
from typing import Any

from pypdf.xmp import RDF_NAMESPACE, XmpInformation

PDFA = "http://www.aiim.org/pdfa/ns/id/"
PDFUA = "http://www.aiim.org/pdfua/ns/id/"
PDFX = "http://www.npes.org/pdfx/ns/id/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


def properties(metadata: XmpInformation) -> Iterator[tuple[str, str, str, str]]:
    """The properties at the top: namespace, prefix, name and text."""
    described = metadata.rdf_root.getElementsByTagNameNS(RDF_NAMESPACE, "Description")
    for one in (one for one in described if one.parentNode is metadata.rdf_root):
        for index in range(one.attributes.length):
            found: Any = one.attributes.item(index)
            if found.namespaceURI not in (None, RDF_NAMESPACE) and not found.name.startswith(("xmlns", "xml:")):
                yield found.namespaceURI, found.prefix or "", found.localName, found.value
        for found in one.childNodes:
            if found.nodeType == found.ELEMENT_NODE:
                yield found.namespaceURI or "", found.prefix or "", found.localName, _text(found)


def values(metadata: XmpInformation | None, namespace: str) -> dict[str, str]:
    """The texts of a namespace's properties, by name; none without metadata."""
    return {key: text for space, _, key, text in properties(metadata) if space == namespace} if metadata else {}


def in_turn(texts: Mapping[str, str] | None) -> list[str]:
    """A text of the metadata in each of its languages, that of no language first."""
    found = texts or {}
    return [found[key] for key in sorted(found, key=lambda key: key != "x-default")]


def _text(element: Any) -> str:
    """The text inside an element, whatever is nested in it."""
    if element.nodeType in (element.TEXT_NODE, element.CDATA_SECTION_NODE):
        return str(element.data)
    return "".join(_text(child) for child in element.childNodes).strip()
