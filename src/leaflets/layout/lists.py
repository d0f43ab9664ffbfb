"""The lists a leaflet makes of itself: its contents, its words explained, its organisations, its sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leaflets.content.leaflet import Organisation, Reference, Word
from leaflets.layout.flowable import Flowable, Paragraph, Row, Stack
from leaflets.layout.setting import Setting
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.text import Chunk, Link, TextStyle, break_lines
from leaflets.pdf.tree import Node
from leaflets.problems import Source

GAP = 24.0
"""White between two columns of a list, in points."""


class ContentsEntry(Flowable):
    """A section's heading and its page, which is known only when the pages have been chosen; both are one link."""

    def __init__(self, setting: Setting, name: str, heading: str, width: float, node: Node, where: Source) -> None:
        self.setting, self.name, self.heading, self.width, self.node = setting, name, heading, width, node
        self.style = setting.sheet.body
        self.lines = setting.paragraph(heading, self.style, width - 30, node, where).lines
        super().__init__([len(self.lines) * self.style.leading + 6], [8.0])

    def draw(self, canvas: Canvas, x: float, top: float, first: int, last: int) -> None:  # noqa: ARG002
        """Draw heading, page number and the rule under them."""
        page = str(self.setting.pages[self.name])
        words = self.setting.language.phrases.on_page.format(heading=self.heading, page=page)
        link = Link(f"#{self.name}", words)
        left = x + self.width - self.style.regular.width(page, self.style.size)
        heading = [Chunk(chunk.run, link) for line in self.lines for chunk in line.chunks]
        lines = break_lines(heading, self.width - 30)
        link.node = self.node.add("Link")
        with canvas.mark(link.node):
            spots = []
            for index, line in enumerate(lines):
                base = self.style.baseline(top - 3 - index * self.style.leading)
                spots.append((x, base, [chunk.run for chunk in line.chunks]))
            spots.append((left, spots[-1][1], [self.style.run(page)]))
            canvas.lines(spots)
        bottom = top - self.heights[0]
        canvas.link(link.node, [(x, bottom, x + self.width, top)], link.target, words)
        with canvas.artifact():
            canvas.rule(x, bottom, self.width, self.setting.sheet.mid, 0.5)


def contents(heading: str, setting: Setting, node: Node, level: int, where: Source) -> Iterator[Flowable]:
    """The contents in two columns, read down the first, then down the second."""
    sheet = setting.sheet
    width = (sheet.format.width - GAP) / 2
    head = setting.paragraph(heading, sheet.box_heading, width, node.add(f"H{level}"), where, strong=True)
    head.after = sheet.unit * 0.25
    table = node.add("TOC")
    entries: list[Flowable] = []
    for name, section in setting.leaflet.sections.items():
        if name != setting.leaflet.file.front.section:
            place = table.add("TOCI").add("Reference")
            entries.append(ContentsEntry(setting, name, section.heading, width, place, section.at("heading")))
    stack = Stack([head, *_two_columns(entries, width)], sheet.format.width)
    stack.span, stack.before, stack.after = True, sheet.unit * 2, sheet.unit * 2
    yield stack


def _two_columns(entries: Sequence[Flowable], width: float) -> Iterator[Row]:
    half = (len(entries) + 1) // 2
    for index in range(half):
        yield Row([(column * (width + GAP), entry) for column, entry in enumerate(entries[index::half])])


def words_explained(setting: Setting, node: Node) -> Iterator[Flowable]:
    """The glossary, in the order of the alphabet: term at the left, meaning at the right, as wide as the page."""
    sheet = setting.sheet
    left = sheet.format.width * 0.32
    right = min(sheet.format.width - left, setting.longest)
    table = node.add("L", attributes={"List": "/ListNumbering /None"})
    words: list[Word] = sorted(setting.leaflet.words.values(), key=lambda word: word.term.casefold())
    for word in words:
        item = table.add("LI")
        term = setting.paragraph(word.term, sheet.strong, left - 14, item.add("Lbl"), word.at("term"), strong=True)
        meaning = setting.paragraph(word.meaning, sheet.body, right, item.add("LBody"), word.at("meaning"))
        row = Row([(0, term), (left, meaning)], (sheet.mid, sheet.format.width))
        row.span, row.before, row.after, row.costs = True, sheet.unit * 0.8, sheet.unit * 0.8, [12.0]
        row.where = word.at()
        yield row


def organisations(setting: Setting, node: Node) -> Iterator[Flowable]:
    """Who can help: name and what they offer, phone and website, two to a row."""
    entries = list(setting.leaflet.organisations.values())
    width = (setting.sheet.format.width - GAP) / 2
    table = node.add("L", attributes={"List": "/ListNumbering /None"})
    cells = [_organisation(entry, setting, table.add("LI").add("LBody"), width) for entry in entries]
    for start in range(0, len(cells), 2):
        row = Row([(index * (width + GAP), cell) for index, cell in enumerate(cells[start : start + 2])])
        row.span, row.before, row.after, row.costs = True, setting.sheet.unit, setting.sheet.unit * 1.6, [15.0]
        yield row


def _organisation(entry: Organisation, setting: Setting, node: Node, width: float) -> Stack:
    sheet, phrases = setting.sheet, setting.language.phrases
    where = entry.at("name")
    name = setting.paragraph(f"{entry.name} ({entry.country})", sheet.strong, width, node.add("P"), where, strong=True)
    inside = [name, setting.paragraph(entry.about, sheet.body, width, node.add("P"), entry.at("about"))]
    if entry.phone:
        words = phrases.phone_link.format(name=entry.name, phone=entry.phone)
        number = "".join(character for character in entry.phone if character.isdigit())
        note = f" ({entry.phone_note})" if entry.phone_note else ""
        chunks = _labelled(phrases.phone, entry.phone, Link(f"tel:{number}", words), sheet.body, note)
        inside.append(setting.set(chunks, sheet.body, width, node.add("P"), entry.at("phone")))
    shown = shown_address(entry.web)
    words = phrases.web_link.format(name=entry.name, address=shown)
    chunks = _labelled(phrases.web, shown, Link(entry.web, words), sheet.body, "")
    inside.append(setting.set(chunks, sheet.body, width, node.add("P"), entry.at("web")))
    for paragraph in inside:
        paragraph.after = 0
    return Stack(inside, width)


def _labelled(label: str, text: str, link: Link, style: TextStyle, note: str) -> list[Chunk]:
    chunks = [Chunk(style.run(f"{label}: ")), Chunk(style.run(text, True), link)]
    return [*chunks, Chunk(style.run(note))] if note else chunks


def shown_address(address: str) -> str:
    """A web address as it is printed: without the scheme, ``www.`` and a last stroke."""
    return address.split("://", 1)[-1].removeprefix("www.").rstrip("/")


def source_list(setting: Setting, node: Node) -> Iterator[Flowable]:
    """The sources chosen for print, in two columns, read down the first, then down the second."""
    sheet = setting.sheet
    width = (sheet.format.width - GAP) / 2
    chosen = [reference for reference in setting.leaflet.sources.values() if reference.printed]
    table = node.add("L", attributes={"List": "/ListNumbering /None"})
    cells = [_source(reference, setting, table.add("LI").add("LBody"), width) for reference in chosen]
    for start in range(0, len(cells), 2):
        row = Row([(index * (width + GAP), cell) for index, cell in enumerate(cells[start : start + 2])])
        row.span, row.after, row.costs = True, sheet.unit * 0.9, [12.0]
        yield row


def _source(reference: Reference, setting: Setting, node: Node, width: float) -> Paragraph:
    style = setting.sheet.body
    chunks = [Chunk(style.run(f"{reference.organisation}. ", True)), Chunk(style.run(f"{reference.title}. "))]
    if reference.address:
        shown = shown_address(reference.address)
        words = setting.language.phrases.web_link.format(name=reference.organisation, address=shown)
        chunks.append(Chunk(style.run(shown), Link(reference.address, words)))
    return setting.set(chunks, style, width, node, reference.at("title"))
