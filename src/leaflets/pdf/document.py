"""A tagged document: pages, structure tree, links, bookmarks and metadata, written as one PDF 1.7 file."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

from leaflets.pdf.canvas import Box, Canvas, number
from leaflets.pdf.fonts import Font, Subset
from leaflets.pdf.images import Picture, printed
from leaflets.pdf.ink import Palette
from leaflets.pdf.metadata import Metadata
from leaflets.pdf.tree import Annotated, Mark, Node


class _Object(PDFObject):  # type: ignore[misc]
    """An indirect object as finished bytes."""

    __RefOnly__ = 1

    def __init__(self, data: bytes = b"") -> None:
        self.data = data

    def format(self, document: PDFDocument) -> bytes:
        """The bytes, as they stand in the file."""
        return self.data


def text_string(text: str) -> str:
    """A text string in PDF syntax: UTF-16 with a byte order mark where ASCII does not do (ISO 32000-1, 7.9.2)."""
    if text.isascii():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


TWO_SIDED = " /Duplex /DuplexFlipShortEdge /PrintScaling /None /PickTrayByPDFSize true"
"""What a viewer should propose when it prints a landscape sheet to be folded (ISO 32000-1, table 150)."""


@dataclass(frozen=True)
class Intent:
    """How a file is meant to be printed (ISO 32000-1, 14.11.5): a printing condition, and its ICC profile.

    ``press``: the file is for a print shop. It is PDF/X-4 (ISO 15930-7) as well, and has no links.
    """

    condition: str
    info: str
    profile: bytes
    components: int
    press: bool = False


def _boxes(canvas: Canvas) -> str:
    """The boxes of a page: the paper, and where it is trimmed (ISO 32000-1, 14.11.2). The trim's corner is (0, 0)."""

    def box(name: str, out: float) -> str:
        return f"/{name} [{' '.join(map(number, (-out, -out, canvas.width + out, canvas.height + out)))}]"

    media = box("MediaBox", canvas.slug)
    return f"{media} {box('BleedBox', canvas.bleed)} {box('TrimBox', 0.0)}" if canvas.slug else media


class Document:
    """A document being drawn. ``root`` is its Document element; ``places`` are the named heights of its pages."""

    def __init__(self, metadata: Metadata, intent: Intent, palette: Palette, preferences: str = "") -> None:
        self.metadata = metadata
        self.preferences = preferences
        self.intent = intent
        self.palette = palette
        self.root = Node("Document")
        self.pages: list[Canvas] = []
        self.places: dict[str, tuple[int, float]] = {}
        self.pictures: dict[str, Picture] = {}
        self.bookmarks: list[tuple[int, str, str]] = []
        self._subsets: dict[str, Subset] = {}
        self._annotations: list[tuple[int, Node, Sequence[Box], str, str]] = []
        self._file = PDFDocument(pdfVersion=(1, 6 if intent.press else 7), lang=metadata.language)
        self._count = 0

    @property
    def links(self) -> bool:
        """Whether links are made: on paper there is nothing to press."""
        return not self.intent.press

    def page(self, width: float, height: float, bleed: float = 0.0, slug: float = 0.0) -> Canvas:
        """A new last page, of a finished size in points.

        ``bleed`` is how far artwork may go past its edges, ``slug`` how far the paper itself goes, with room for marks.
        """
        self.pages.append(Canvas(self, len(self.pages), width, height, bleed, slug))
        return self.pages[-1]

    def subset(self, font: Font) -> Subset:
        """This document's subset of a font."""
        return self._subsets.setdefault(font.name, Subset(font, f"F{len(self._subsets)}p"))

    def bookmark(self, level: int, title: str, place: str) -> None:
        """A bookmark to a named place; levels begin at 0."""
        self.bookmarks.append((level, title, place))

    def annotate(self, page: int, node: Node, boxes: Sequence[Box], target: str, words: str) -> int:
        """Note a link annotation; its key is returned."""
        self._annotations.append((page, node, boxes, target, words))
        return len(self._annotations) - 1

    def finish(self) -> bytes:
        """The file. To be called once."""
        pages = [self._reserve() for _ in self.pages]
        annotations = [self._reserve() for _ in self._annotations]
        nodes = {id(node): self._reserve() for node in self.root.walk()}
        tree = self._reserve()
        resources = self._write_resources()
        parent = self._add(f"/Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{page} 0 R' for page in pages)}]")
        for canvas, page in zip(self.pages, pages, strict=True):
            self._write_page(canvas, page, f"/Parent {parent} 0 R /Resources {resources} 0 R", annotations)
        for key, annotation in enumerate(annotations):
            self._write_annotation(key, annotation, pages)
        self._write_tree(tree, nodes, pages, annotations)
        self._code = self._identified()
        self._write_catalog(parent, tree, pages)
        self._file._ID = f"[<{self._code}><{self._code}>]\n".encode("ascii")
        return bytes(self._file.format())

    def _identified(self) -> str:
        """A file identifier made from all that the file says (ISO 32000-1, 14.4)."""
        digest = hashlib.sha256(self.metadata.xmp(""))
        for key in sorted(self._file.idToObject):
            digest.update(getattr(self._file.idToObject[key], "data", b""))
        return digest.hexdigest()[:32]

    def _write_resources(self) -> int:
        """The fonts and pictures all pages share."""
        fonts = [entry for subset in self._subsets.values() for entry in subset.write(self._add)]
        pictures = [
            (name, self._add(picture.dictionary, picture.stream, compress=False))
            for name, picture in ((name, printed(one, self.palette.ink)) for name, one in self.pictures.items())
        ]
        brand = [("Brand", self._add_plain(self.palette.space()))] if self.palette.brand else []
        kinds = (("Font", fonts), ("XObject", pictures), ("ColorSpace", brand))
        return self._add(
            " ".join(
                f"/{kind} <<" + " ".join(f"/{name} {place} 0 R" for name, place in found) + ">>"
                for kind, found in kinds
                if found
            )
        )

    def _write_page(self, canvas: Canvas, page: int, shared: str, annotations: Sequence[int]) -> None:
        streams = [canvas.body] + ([canvas.running] if canvas.running else [])
        contents = [self._add("", "\n".join(["q", *code, "Q"]).encode("ascii")) for code in streams]
        links = " ".join(f"{annotations[key]} 0 R" for key in canvas.annotations)
        self._put(
            page,
            f"/Type /Page {shared} {_boxes(canvas)} "
            f"/Contents [{' '.join(f'{stream} 0 R' for stream in contents)}] /StructParents {canvas.index}"
            + (f" /Tabs /S /Annots [{links}]" if links else ""),
        )

    def _write_annotation(self, key: int, annotation: int, pages: Sequence[int]) -> None:
        page, _, boxes, target, words = self._annotations[key]
        left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
        quads = " ".join(" ".join(map(number, (x0, y1, x1, y1, x0, y0, x1, y0))) for x0, y0, x1, y1 in boxes)
        leads = f"/Dest {self._destination(target[1:], pages)}" if target.startswith("#") else (
            f"/A <</S /URI /URI {text_string(target)}>>"
        )  # fmt: skip
        self._put(
            annotation,
            f"/Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /P {pages[page]} 0 R "
            f"/Rect [{' '.join(map(number, (left, bottom, right, top)))}] /QuadPoints [{quads}] "
            f"/Contents {text_string(words)} /StructParent {len(self.pages) + key} {leads}",
        )

    def _destination(self, place: str, pages: Sequence[int]) -> str:
        page, top = self.places[place]
        return f"[{pages[page]} 0 R /XYZ 0 {number(top)} null]"

    def _write_tree(self, tree: int, nodes: dict[int, int], pages: Sequence[int], annotations: Sequence[int]) -> None:
        for node in self.root.walk():
            parent = nodes[id(node.parent)] if node.parent else tree
            self._put(nodes[id(node)], self._element(node, parent, nodes, pages, annotations))
        parents = [f"[{' '.join(f'{nodes[id(node)]} 0 R' for node in canvas.marks)}]" for canvas in self.pages]
        parents += [f"{nodes[id(entry[1])]} 0 R" for entry in self._annotations]
        table = self._add("/Nums [" + "\n".join(f"{key} {value}" for key, value in enumerate(parents)) + "]")
        self._put(
            tree,
            f"/Type /StructTreeRoot /K {nodes[id(self.root)]} 0 R /ParentTree {table} 0 R "
            f"/ParentTreeNextKey {len(parents)}",
        )

    def _element(
        self, node: Node, parent: int, nodes: dict[int, int], pages: Sequence[int], annotations: Sequence[int]
    ) -> str:
        """A structure element (ISO 32000-1, 14.7.2). Marks on its first page are bare numbers."""
        home = next((kid.page for kid in node.kids if isinstance(kid, Mark)), None)
        kids = []
        for kid in node.kids:
            if isinstance(kid, Mark):
                kids.append(
                    str(kid.mcid) if kid.page == home else f"<</Type /MCR /Pg {pages[kid.page]} 0 R /MCID {kid.mcid}>>"
                )
            elif isinstance(kid, Annotated):
                kids.append(f"<</Type /OBJR /Pg {pages[kid.page]} 0 R /Obj {annotations[kid.key]} 0 R>>")
            elif id(kid) in nodes:
                kids.append(f"{nodes[id(kid)]} 0 R")
        parts = [f"/S /{node.role} /P {parent} 0 R"]
        if kids:
            parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K [{' '.join(kids)}]")
        if home is not None:
            parts.append(f"/Pg {pages[home]} 0 R")
        parts += [
            f"/{key} {text_string(value)}" for key, value in (("Alt", node.alt), ("ActualText", node.actual)) if value
        ]
        if node.attributes:
            parts.append("/A [" + " ".join(f"<</O /{owner} {rest}>>" for owner, rest in node.attributes.items()) + "]")
        return " ".join(parts)

    def _write_catalog(self, parent: int, tree: int, pages: Sequence[int]) -> None:
        xmp = self.metadata.xmp(self._code if self.intent.press else "")
        metadata = self._add("/Type /Metadata /Subtype /XML", xmp, compress=False)
        profile = self._add(f"/N {self.intent.components}", self.intent.profile)
        kinds = ("GTS_PDFX", "GTS_PDFA1") if self.intent.press else ("GTS_PDFA1",)
        intents = " ".join(
            f"<</Type /OutputIntent /S /{kind} /OutputConditionIdentifier {text_string(self.intent.condition)} "
            f"/Info {text_string(self.intent.info)} /RegistryName (http://www.color.org) "
            f"/DestOutputProfile {profile} 0 R>>"
            for kind in kinds
        )
        catalog = (
            f"/Type /Catalog /Pages {parent} 0 R /Lang {text_string(self.metadata.language)} "
            f"/MarkInfo <</Marked true>> /StructTreeRoot {tree} 0 R /Metadata {metadata} 0 R "
            f"/ViewerPreferences <</DisplayDocTitle true{self.preferences}>> "
            f"/PageLabels <</Nums [0 <</S /D>>]>> /OutputIntents [{intents}]"
        )
        if self.bookmarks:
            catalog += f" /PageMode /UseOutlines /Outlines {self._write_outline(pages)} 0 R"
        self._file.Catalog = _Object(f"<<{catalog}>>".encode("ascii"))
        date = self.metadata.pdf_date()
        texts = " ".join(f"/{key} {text_string(value)}" for key, value in self.metadata.information().items())
        trapped = " /GTS_PDFXVersion (PDF/X-4) /Trapped /False" if self.intent.press else ""
        self._file.info = _Object(f"<<{texts} /CreationDate ({date}) /ModDate ({date}){trapped}>>".encode("ascii"))

    def _write_outline(self, pages: Sequence[int]) -> int:
        """The bookmarks as a tree of items, each linked to its neighbours (ISO 32000-1, 12.3.3)."""
        root = self._reserve()
        numbers = [self._reserve() for _ in self.bookmarks]
        children: dict[int, list[int]] = {root: []}
        trail = [root]
        parents: list[int] = []
        for (level, _, _), item in zip(self.bookmarks, numbers, strict=True):
            del trail[level + 1 :]
            parents.append(trail[-1])
            children[trail[-1]].append(item)
            children[item] = []
            trail.append(item)
        for (_, title, place), item, parent in zip(self.bookmarks, numbers, parents, strict=True):
            brothers = children[parent]
            index = brothers.index(item)
            beside = [f"/Prev {brothers[index - 1]} 0 R"] if index else []
            beside += [f"/Next {brothers[index + 1]} 0 R"] if index + 1 < len(brothers) else []
            if children[item]:
                beside.append(
                    f"/First {children[item][0]} 0 R /Last {children[item][-1]} 0 R /Count -{len(children[item])}"
                )
            self._put(
                item,
                f"/Title {text_string(title)} /Parent {parent} 0 R "
                f"/Dest {self._destination(place, pages)} {' '.join(beside)}",
            )
        top = children[root]
        self._put(root, f"/Type /Outlines /First {top[0]} 0 R /Last {top[-1]} 0 R /Count {len(top)}")
        return root

    def _reserve(self) -> int:
        """The number of an object still to be written."""
        self._count += 1
        name = f"o{self._count}"
        self._file.Reference(_Object(), name)
        return int(self._file.idToObjectNumberAndVersion[name][0])

    def _put(self, place: int, dictionary: str) -> None:
        self._file.idToObject[self._file.numberToId[place]].data = f"<<{dictionary}>>".encode("ascii")

    def _add_plain(self, code: str) -> int:
        """A new object that is neither a dictionary nor a stream."""
        place = self._reserve()
        self._file.idToObject[self._file.numberToId[place]].data = code.encode("ascii")
        return place

    def _add(self, dictionary: str, stream: bytes | None = None, compress: bool = True) -> int:
        """A new object: a dictionary, or a stream with it. The end of line PDF/A wants stands before endstream."""
        place = self._reserve()
        if stream is None:
            self._put(place, dictionary)
            return place
        if compress:
            stream = zlib.compress(stream, 9)
            dictionary += " /Filter /FlateDecode"
        head = f"<<{dictionary} /Length {len(stream)}>>\nstream\n".encode("ascii")
        self._file.idToObject[self._file.numberToId[place]].data = head + stream + b"\r\nendstream"
        return place
