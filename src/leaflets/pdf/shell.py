"""A finished document as a shell: a file whose local parts can be drawn again, and set in their places.

The trade prints a shell once, and a clinic's own details into it later: the imprint. A single leaflet is made by the
same two steps as ten thousand.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from leaflets.pdf.canvas import Canvas, number
from leaflets.pdf.document import Document
from leaflets.pdf.fields import Fields
from leaflets.pdf.ink import Palette
from leaflets.pdf.metadata import Metadata
from leaflets.pdf.objects import Objects, stream, text_string
from leaflets.pdf.pieces import Annotation, Field
from leaflets.pdf.tree import Annotated, Mark, Node
from leaflets.text.faces import closed


class ShapeError(Exception):
    """Local parts were drawn that have not the places of those they should replace."""


def finished(document: Document) -> bytes:
    """The file of a document that has been drawn."""
    return Shell(document).imprinted(document)[0]


class Reprint(Document):
    """The local parts of a shell, to be drawn again: the same fonts, other words, links and colours.

    It has only the pages that something local is drawn on for the first time.
    """

    def __init__(self, shell: Shell, metadata: Metadata, palette: Palette) -> None:
        super().__init__(metadata, shell.document.intent, palette)
        self.places, self.subsets, self.pinned = shell.document.places, shell.document.subsets, True
        self.known, self.shown = ({}, dict(shell.known)), dict(shell.shown)
        self._keys = iter(shell.local_links)
        self.pages += [Canvas(self, *page) for page in shell.pages]

    def annotate(self, annotation: Annotation | Field) -> int:
        """Note a link or a field; its key is that of the one it replaces. Raises ShapeError if it replaces none."""
        super().annotate(annotation)
        key = next(self._keys, None)
        if key is None:
            raise ShapeError("more links than there are places for")
        return key


class Shell:
    """The objects of a document, the late ones still open. Made once the document is drawn."""

    def __init__(self, document: Document) -> None:
        self.document = document
        own = {subset.name for subset in document.late.values()}  # those of this clinic
        self.known = {word: said for word, said in document.known[True].items() if said[0] not in own}
        fonts = {run: {font[1:].split()[0] for font, _ in parts} for run, parts in document.shown.items()}
        self.shown = {run: parts for run, parts in document.shown.items() if own.isdisjoint(fonts[run])}
        self.pages: list[tuple[int, float, float, float, float, Sequence[int]]] = []
        self.local_links = [key for key, link in enumerate(document.annotations) if link.local]
        objects = Objects()
        self._objects = objects
        self._pages = [objects.reserve() for _ in document.pages]
        self._links = [objects.reserve() for _ in document.annotations]
        self._nodes = {node: objects.reserve() for node in document.root.walk() or [document.root]}
        self._fields = Fields(document, document.typed, objects) if document.typed else None
        self._pieces: dict[int, int] = {}
        self._pictures = [objects.reserve() for _ in document.local_pictures]
        nodes, self._shapes = _outlined(document)
        self._late_nodes = [self._nodes[node] for node in nodes]
        self._said: Sequence[object] = ()
        self._parents = [self._nodes[local.parent] for local in document.locals]
        self._brand = objects.reserve() if document.palette.brand else 0
        self._late_fonts = objects.reserve() if document.pinned else 0
        self._information, self._xmp = objects.reserve(), objects.reserve()
        root = self._write()
        self._nodes.clear()  # they have their numbers
        late = [
            *self._pieces.values(),
            *self._pictures,
            *self._late_nodes,
            *(self._links[key] for key in self.local_links),
        ]
        late += [number for number in (self._brand, self._late_fonts, self._information, self._xmp) if number]
        version = "1.6" if document.intent.press else "1.7"
        self._frame = objects.frame(version, root, late, self._information)
        del self._objects  # the frame has them

    def imprinted(self, document: Document) -> tuple[bytes, str]:
        """The file with the local parts of a document, the one the shell was made from, or a reprint; and its hash.

        Raises ShapeError if they have not the places of those they replace.
        """
        late = self._late_streams(document) | self._late_pictures(document)
        late |= self._late_elements(document) | self._late_annotations(document)
        press, metadata = document.intent.press, document.metadata
        if self._late_fonts:
            late |= self._imprinted_fonts(document)
        if self._brand:
            late[self._brand] = document.palette.space.encode("ascii")
        late[self._information] = _information(metadata, press)
        code = self._frame.code(late)
        late[self._xmp] = stream("/Type /Metadata /Subtype /XML", metadata.xmp(code if press else ""), compress=False)
        return self._frame.file(late, code)

    def _late_streams(self, document: Document) -> dict[int, bytes]:
        pieces = {id(piece): piece for page in document.pages for piece in page.pieces if piece.local}
        if len(pieces) != len(self._pieces):
            raise ShapeError("local parts stand elsewhere")
        numbers = self._pieces.values()
        return {place: _content(piece.code, False) for place, piece in zip(numbers, pieces.values(), strict=True)}

    def _late_pictures(self, document: Document) -> dict[int, bytes]:
        if len(document.local_pictures) != len(self._pictures):
            raise ShapeError("local parts have other pictures")
        inked = map(document.palette.ink.image, document.local_pictures)
        return {place: stream(*made, compress=False) for place, made in zip(self._pictures, inked, strict=True)}

    def _imprinted_fonts(self, document: Document) -> dict[int, bytes]:
        """The fonts of a file by name, and those that only what is local in it needs: objects past all others."""
        more = self._frame.more()
        entries = [(subset.name, subset.write(tag, more)) for tag, subset in enumerate(document.late.values(), 100)]
        return {**more.written, self._late_fonts: f"<<{_named([*self._fonts, *entries])}>>".encode("ascii")}

    def _late_elements(self, document: Document) -> dict[int, bytes]:
        nodes, shapes = _outlined(document)
        if shapes != self._shapes:
            raise ShapeError("local parts have other elements")
        said = [(node.lang, node.alt, node.actual, node.attributes) for node in nodes]
        if said != self._said:  # most clinics say the same here
            numbers = dict(zip([local.parent for local in document.locals], self._parents, strict=True))
            numbers |= zip(nodes, self._late_nodes, strict=True)
            made = [b"<<%b>>" % self._element(node, numbers).encode("ascii") for node in nodes]
            self._said, self._elements = said, dict(zip(self._late_nodes, made, strict=True))
        return self._elements

    def _late_annotations(self, document: Document) -> dict[int, bytes]:
        links = [link for link in document.annotations if link.local]
        if len(links) != len(self.local_links):
            raise ShapeError("fewer links than there are places for")
        return {
            self._links[key]: b"<<%b>>" % self._annotation(key, link).encode("ascii")
            for key, link in zip(self.local_links, links, strict=True)
        }

    def _write(self) -> int:
        """Write all objects but the late ones; the number of the catalog is returned."""
        document, objects = self.document, self._objects
        resources = self._resources()
        kids = " ".join(f"{page} 0 R" for page in self._pages)
        parent = objects.add(f"/Type /Pages /Count {len(self._pages)} /Kids [{kids}]")
        for canvas, page in zip(document.pages, self._pages, strict=True):
            self._page(canvas, page, f"/Parent {parent} 0 R /Resources {resources} 0 R")
        for key, link in enumerate(document.annotations):
            if not link.local:
                objects.put(self._links[key], self._annotation(key, link))
        return self._catalog(parent, self._tree())

    def _resources(self) -> int:
        """The fonts, pictures and colours all pages share."""
        document, add = self.document, self._objects.add
        subsets = document.subsets.values()
        self._fonts = [(subset.name, subset.write(tag, self._objects)) for tag, subset in enumerate(subsets)]
        inked = {name: document.palette.ink.image(picture) for name, picture in document.pictures.items()}
        pictures = [(name, add(*made, compress=False)) for name, made in inked.items()]
        pictures += [(f"L{index}", place) for index, place in enumerate(self._pictures, 1)]
        brand = [("Brand", self._brand)] if self._brand else []
        fonts = f"/Font {self._late_fonts} 0 R " if self._late_fonts else ""
        kinds = (("Font", [] if fonts else self._fonts), ("XObject", pictures), ("ColorSpace", brand))
        return add(fonts + " ".join(f"/{kind} <<{_named(found)}>>" for kind, found in kinds if found))

    def _page(self, canvas: Canvas, page: int, shared: str) -> None:
        contents: list[int] = []
        if any(piece.local and id(piece) not in self._pieces for piece in canvas.pieces):
            firsts = [piece.first for piece in canvas.pieces if piece.local]
            self.pages.append((canvas.index, canvas.width, canvas.height, canvas.bleed, canvas.slug, firsts))
        for piece in canvas.pieces:
            if piece.local:
                if id(piece) not in self._pieces:
                    self._pieces[id(piece)] = self._objects.reserve()
                contents.append(self._pieces[id(piece)])
            elif piece.code:
                contents.append(self._objects.reserve())
                self._objects.put(contents[-1], _content(piece.code, True))
        read = self._fields.order.index if self._fields else canvas.annotations.index
        links = " ".join(f"{self._links[key]} 0 R" for key in sorted(canvas.annotations, key=read))
        self._objects.put(
            page,
            f"/Type /Page {shared} {_boxes(canvas)} "
            f"/Contents [{' '.join(f'{place} 0 R' for place in contents)}] /StructParents {canvas.index}"
            + (f" /Tabs /S /Annots [{links}]" if links else ""),
        )

    def _annotation(self, key: int, link: Annotation | Field) -> str:
        parent = len(self._pages) + key
        if isinstance(link, Field):
            return self._fields.widget(key, link, self._pages[link.page], parent) if self._fields else ""
        page, _, boxes, target, words, _ = link
        lefts, bottoms, rights, tops = zip(*boxes, strict=True)
        around = " ".join(map(number, (min(lefts), min(bottoms), max(rights), max(tops))))
        sides = [tuple(map(number, box)) for box in boxes]
        quads = " ".join([f"{x0} {y1} {x1} {y1} {x0} {y0} {x1} {y0}" for x0, y0, x1, y1 in sides])
        leads = f"/Dest {self._destination(target[1:])}" if target.startswith("#") else (
            f"/A <</S /URI /URI {text_string(target)}>>"
        )  # fmt: skip
        return (
            f"/Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /P {self._pages[page]} 0 R "
            f"/Rect [{around}] /QuadPoints [{quads}] "
            f"/Contents {text_string(words)} /StructParent {parent} {leads}"
        )

    def _destination(self, place: str) -> str:
        page, top = self.document.places[place]
        return f"[{self._pages[page]} 0 R /XYZ 0 {number(top)} null]"

    def _tree(self) -> int:
        """The structure tree and its parent tree (ISO 32000-1, 14.7)."""
        document, objects, nodes = self.document, self._objects, self._nodes
        tree, late = objects.reserve(), set(self._late_nodes)
        for node, place in nodes.items():
            if place not in late:
                objects.put(place, self._element(node, nodes, tree))
        parents = [f"[{' '.join(f'{nodes[node]} 0 R' for node in canvas.marks)}]" for canvas in document.pages]
        parents += [f"{nodes[link.node]} 0 R" for link in document.annotations]
        table = objects.add("/Nums [" + "\n".join(f"{key} {value}" for key, value in enumerate(parents)) + "]")
        objects.put(
            tree,
            f"/Type /StructTreeRoot /K {nodes[document.root]} 0 R /ParentTree {table} 0 R "
            f"/ParentTreeNextKey {len(parents)}",
        )
        return tree

    def _element(self, node: Node, nodes: Mapping[Node, int], tree: int = 0) -> str:
        """A structure element (ISO 32000-1, 14.7.2). Marks on its first page are bare numbers."""
        home: int | None = None
        kids = []
        for kid in node.kids:
            if isinstance(kid, Mark):
                home = kid.page if home is None else home
                page = f"<</Type /MCR /Pg {self._pages[kid.page]} 0 R /MCID {kid.mcid}>>"
                kids.append(str(kid.mcid) if kid.page == home else page)
            elif isinstance(kid, Annotated):
                kids.append(f"<</Type /OBJR /Pg {self._pages[kid.page]} 0 R /Obj {self._links[kid.key]} 0 R>>")
            elif kid in nodes:
                kids.append(f"{nodes[kid]} 0 R")
        parts = [f"/S /{node.role} /P {nodes[node.parent] if node.parent else tree} 0 R"]
        if kids:
            parts.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K [{' '.join(kids)}]")
        if home is not None:
            parts.append(f"/Pg {self._pages[home]} 0 R")
        if node.lang or node.alt or node.actual:
            said = (("Lang", node.lang), ("Alt", node.alt), ("ActualText", node.actual))
            parts += [f"/{key} {text_string(value)}" for key, value in said if value]
        if node.attributes:
            parts.append("/A [" + " ".join(f"<</O /{owner} {rest}>>" for owner, rest in node.attributes.items()) + "]")
        return " ".join(parts)

    def _catalog(self, parent: int, tree: int) -> int:
        document, intent = self.document, self.document.intent
        kind = f"/N {intent.components} /Filter /FlateDecode"
        profile = self._objects.add(kind, _packed(intent.profile), compress=False)
        kinds = ("GTS_PDFX", "GTS_PDFA1") if intent.press else ("GTS_PDFA1",)
        intents = " ".join(
            f"<</Type /OutputIntent /S /{kind} /OutputConditionIdentifier {text_string(intent.condition)} "
            f"/Info {text_string(intent.info)} /RegistryName (http://www.color.org) "
            f"/DestOutputProfile {profile} 0 R>>"
            for kind in kinds
        )
        catalog = (
            f"/Type /Catalog /Pages {parent} 0 R /Lang {text_string(document.metadata.language)} "
            f"/MarkInfo <</Marked true>> /StructTreeRoot {tree} 0 R /Metadata {self._xmp} 0 R "
            f"/ViewerPreferences <</DisplayDocTitle true{document.preferences}>> "
            f"/PageLabels <</Nums [0 <</S /D>>]>> /OutputIntents [{intents}]"
        )
        if self._fields:
            catalog += f" /AcroForm {self._fields.form(self._links)}"
        if document.bookmarks:
            catalog += f" /PageMode /UseOutlines /Outlines {self._outline()} 0 R"
        return self._objects.add(catalog)

    def _outline(self) -> int:
        """The bookmarks as a tree of items, each linked to its neighbours (ISO 32000-1, 12.3.3)."""
        objects, bookmarks = self._objects, self.document.bookmarks
        root = objects.reserve()
        numbers = [objects.reserve() for _ in bookmarks]
        children: dict[int, list[int]] = {root: []}
        trail = [root]
        parents: list[int] = []
        for (level, _, _), item in zip(bookmarks, numbers, strict=True):
            del trail[level + 1 :]
            parents.append(trail[-1])
            children[trail[-1]].append(item)
            children[item] = []
            trail.append(item)
        for (_, title, place), item, parent in zip(bookmarks, numbers, parents, strict=True):
            brothers = children[parent]
            index = brothers.index(item)
            beside = [f"/Prev {brothers[index - 1]} 0 R"] if index else []
            beside += [f"/Next {brothers[index + 1]} 0 R"] if index + 1 < len(brothers) else []
            if children[item]:
                first, last = children[item][0], children[item][-1]
                beside.append(f"/First {first} 0 R /Last {last} 0 R /Count -{len(children[item])}")
            objects.put(
                item,
                f"/Title {text_string(title)} /Parent {parent} 0 R /Dest {self._destination(place)} {' '.join(beside)}",
            )
        top = children[root]
        objects.put(root, f"/Type /Outlines /First {top[0]} 0 R /Last {top[-1]} 0 R /Count {len(top)}")
        return root


def _named(entries: Sequence[tuple[str, int]]) -> str:
    """The entries of a resource dictionary."""
    return " ".join(f"/{name} {place} 0 R" for name, place in entries)


@lru_cache(maxsize=4)
def _packed(profile: bytes) -> bytes:
    """A colour profile, compressed once in a process: a press's has a megabyte."""
    return zlib.compress(profile, 9)


def _content(code: Sequence[str], compress: bool) -> bytes:
    """A content stream; what it sets of the graphics state ends with it."""
    return stream("", closed("\n".join(["q", *code, "Q"])).encode("latin-1"), compress)


def _boxes(canvas: Canvas) -> str:
    """The boxes of a page: the paper, and where it is trimmed (ISO 32000-1, 14.11.2). The trim's corner is (0, 0)."""

    def box(name: str, out: float) -> str:
        right, top = canvas.width + canvas.beside + out, canvas.height + out
        return f"/{name} [{' '.join(map(number, (-out, -out, right, top)))}]"

    media = box("MediaBox", canvas.slug)
    return f"{media} {box('BleedBox', canvas.bleed)} {box('TrimBox', 0.0)}" if canvas.slug else media


def _information(metadata: Metadata, press: bool) -> bytes:
    """The document information dictionary (ISO 32000-1, 14.3.3)."""
    date = metadata.pdf_date()
    texts = " ".join(f"/{key} {text_string(value)}" for key, value in metadata.information().items())
    trapped = " /GTS_PDFXVersion (PDF/X-4) /Trapped /False" if press else ""
    return f"<<{texts} /CreationDate ({date}) /ModDate ({date}){trapped}>>".encode("ascii")


def _outlined(document: Document) -> tuple[list[Node], list[Any]]:
    """The local elements that will be written, in reading order; and the shape of each."""
    nodes: list[Node] = []
    return nodes, [_shape(kid, nodes) for local in document.locals for kid in local.kids]


def _shape(node: Node, nodes: list[Node]) -> Any:
    """The roles of an element, noted, and of all inside it, with the marks and links between them and their pages.

    Nothing, of one that nothing was drawn for.
    """
    at = len(nodes)
    nodes.append(node)
    inside = [_shape(kid, nodes) if type(kid) is Node else (type(kid), kid) for kid in node.kids]
    if node.keep or any(inside):
        return node.role, inside
    del nodes[at:]
    return None
