"""The lists a leaflet makes of itself: its contents, its words explained, its organisations, its sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leaflets.content.leaflet import Organisation, Reference
from leaflets.content.payloads import BackPage, FactList
from leaflets.edition.spoken import sentence, shown_address, sources_in_short, sources_listed, telephone
from leaflets.layout.blocks.texts import facts, subheading
from leaflets.layout.flowable import NEVER, Flowable, Row, Stack
from leaflets.layout.setting import Setting
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.tree import Node
from leaflets.problems import Problem, Source
from leaflets.text.lines import Chunk, Link, TextStyle


class ContentsEntry(Flowable):
    """A section's heading and its page, which is known only when the pages have been chosen; both are one link."""

    def __init__(self, setting: Setting, name: str, heading: str, width: float, node: Node, where: Source) -> None:
        self.setting, self.name, self.heading, self.width, self.node = setting, name, heading, width, node
        self.style = setting.sheet.body
        self.lines = setting.paragraph(heading, self.style, width - 30, node, where).lines
        super().__init__([len(self.lines) * self.style.leading + RULED], [8.0])

    def draw(self, canvas: Canvas, x: float, top: float, first: int, last: int) -> None:
        """Draw heading, page number and the rule under them."""
        page = str(self.setting.pages[self.name])
        words = self.setting.language.phrases.on_page.format(heading=self.heading, page=page)
        bases = [self.style.baseline(top - 3 - index * self.style.leading) for index in range(len(self.lines))]
        spots = [(x, base, [chunk.run for chunk in line.chunks]) for base, line in zip(bases, self.lines, strict=True)]
        left = x + self.width - self.style.regular.width(page, self.style.size)
        bottom = top - self.heights[0]
        link = self.node.add("Link") if canvas.document.links else self.node
        with canvas.mark(link):
            canvas.lines([*spots, (left, bases[-1], [self.style.run(page)])])
        if canvas.document.links:
            canvas.link(link, [(x, bottom, x + self.width, top)], f"#{self.name}", words)
        with canvas.artifact():
            canvas.rule(x, bottom, self.width, self.setting.sheet.mid, 0.5)


RULED = 4.5
"""White around the words of an entry of the contents, in points."""

TOGETHER = 4
"""The fewest rows of a list of contents on either of two pages."""


def contents(heading: str, setting: Setting, node: Node, level: int, where: Source) -> Iterator[Flowable]:
    """The contents: each section with its page."""
    sheet = setting.sheet
    if sheet.format.fold:
        hint = "give the block 'unless: {edition: brief}'"
        setting.problems.append(Problem(where, "a folded sheet has no pages for a list of contents to name", hint))
        return
    width = setting.column
    head = setting.paragraph(heading, sheet.box_heading, width, node.add(f"H{level}"), where, strong=True)
    head.after = sheet.unit * 0.25
    table = node.add("TOC")
    entries: list[Flowable] = []
    for name, section in setting.leaflet.sections.items():
        if name != setting.leaflet.file.front.section:
            place = table.add("TOCI").add("Reference")
            entries.append(ContentsEntry(setting, name, section.heading, width, place, section.at("heading")))
    most = sheet.format.text_height if sheet.format.abreast == 2 else 0.0
    stack = Stack([head.keep_with_next(), *_rows(entries, setting)], sheet.format.width, most=most)
    stack.span, stack.before, stack.after = True, sheet.unit * 2, sheet.unit * 2
    yield stack


def contents_height(setting: Setting) -> float:
    """The height of the contents, if no heading takes two lines, and the white above them, in points."""
    sheet, count = setting.sheet, len(setting.leaflet.sections) - 1
    rows = -(-count // sheet.format.abreast)
    return sheet.box_heading.leading + sheet.unit * 2.25 + rows * (sheet.body.leading + RULED)


def _rows(entries: Sequence[Flowable], setting: Setting) -> Iterator[Row]:
    """Entries in columns, read down the first before the second."""
    count = -(-len(entries) // setting.sheet.format.abreast)
    offset = setting.column + setting.gap
    for index in range(count):
        row = Row([(column * offset, entry) for column, entry in enumerate(entries[index::count])])
        row.costs = [8.0 if TOGETHER <= index + 1 <= count - TOGETHER else NEVER]
        yield row


def words_explained(setting: Setting, node: Node) -> Iterator[Flowable]:
    """The glossary, in the order of the alphabet."""
    sheet = setting.sheet
    table = node.add("L", attributes={"List": "/ListNumbering /None"})
    for word in setting.copy.glossary:
        item = table.add("LI")
        row = setting.labelled(
            (word.term, sheet.term, item.add("Lbl"), word.at("term")),
            (word.meaning, sheet.reference, item.add("LBody"), word.at("meaning")),
            0.29,
        )
        row.before = row.after = sheet.unit * 0.22
        row.costs[-1], row.where = 12.0, word.at()
        yield row


def organisations(setting: Setting, node: Node) -> Iterator[Flowable]:
    """Who can help: name and country, what they offer, phone and website."""
    width = setting.column
    table = node.add("L", attributes={"List": "/ListNumbering /None"})
    cells = [_organisation(one, setting, table.add("LI").add("LBody"), width) for one in setting.copy.organisations]
    yield from setting.columns(cells, setting.sheet.unit * 0.65)


def _organisation(entry: Organisation, setting: Setting, node: Node, width: float) -> Stack:
    phrases, style, term = setting.language.phrases, setting.sheet.reference, setting.sheet.term
    where = entry.at("name")
    name = setting.paragraph(f"{entry.name} ({entry.country})", term, width, node.add("P"), where, strong=True)
    setting.noted(name, entry.at("country"))
    inside = [name, setting.paragraph(entry.about, style, width, node.add("P"), entry.at("about"))]
    if entry.phone:
        words = phrases.phone_link.format(name=entry.name, phone=entry.phone)
        chunks = _labelled(phrases.phone, entry.phone, Link(telephone(entry.phone), words), style)
        if entry.phone_note:
            chunks += setting.chunks(f" ({entry.phone_note})", style, entry.at("phone_note"))
        phone = setting.set(chunks, style, width, node.add("P"), entry.at("phone"))
        inside.append(setting.noted(phone, *([entry.at("phone_note")] if entry.phone_note else [])))
    shown = shown_address(entry.web)
    words = phrases.web_link.format(name=entry.name, address=shown)
    chunks = _labelled(phrases.web, shown, Link(entry.web, words), style)
    inside.append(setting.set(chunks, style, width, node.add("P"), entry.at("web")))
    for paragraph in inside:
        paragraph.after = 0
    return Stack(inside, width)


def _labelled(label: str, text: str, link: Link, style: TextStyle) -> list[Chunk]:
    return [Chunk(style.run(f"{label}: ")), Chunk(style.run(text, True), link)]


def source_list(setting: Setting, node: Node) -> Iterator[Flowable]:
    """The sources chosen for print that a statement of this leaflet names, by organisation."""
    table = node.add("L", attributes={"List": "/ListNumbering /None"})
    chosen = sources_listed(setting.leaflet).values()
    cells = [_sources(entries, setting, table.add("LI").add("LBody")) for entries in chosen]
    yield from setting.columns(cells, setting.sheet.unit * 0.65)


def back_page(block: BackPage, setting: Setting, node: Node, level: int, width: float) -> Iterator[Flowable]:
    """Dates and version, then the sources in one paragraph, and what is to be said of them."""
    yield from facts(FactList.model_construct(items=block.facts), setting, node)
    width = max(width, min(setting.sheet.format.width, setting.longest))
    style, names = setting.sheet.reference, sources_in_short(setting.leaflet)
    made = [
        subheading(setting, block.sources_heading, node, level, width, block.at("sources_heading")),
        setting.paragraph(setting.printable(names, style, block.at()), style, width, node.add("P"), block.at()),
        setting.paragraph(block.note, style, width, node.add("P"), block.at("note")),
    ]
    for flowable in made:
        flowable.span = True
    yield from made


def _sources(references: Sequence[Reference], setting: Setting, node: Node) -> Stack:
    """What one organisation has published, under its name."""
    style, width = setting.sheet.reference, setting.column
    organisation, where = references[0].organisation, references[0].at("organisation")
    inside = [setting.paragraph(organisation, setting.sheet.term, width, node.add("P"), where, strong=True)]
    for reference in references:
        title = setting.printable(f"{sentence(reference.title)} ", style, reference.at("title"))
        chunks = [Chunk(style.run(title))]
        if reference.address:
            shown = shown_address(reference.address)
            words = setting.language.phrases.web_link.format(name=organisation, address=shown)
            chunks.append(Chunk(style.run(shown), Link(reference.address, words)))
        inside.append(setting.set(chunks, style, width, node.add("P"), reference.at("title")))
    for paragraph in inside:
        paragraph.after = 0 if paragraph is inside[0] else 3
    return Stack(inside, width)
