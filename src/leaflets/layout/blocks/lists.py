"""The lists a leaflet makes of itself: its contents, its words explained, its organisations, its sources."""

from collections.abc import Iterator, Sequence

from leaflets.content.blocks import ContentsBlock
from leaflets.content.forms import BackPage
from leaflets.content.leaflet import Leaflet, Organisation, Reference, Word
from leaflets.content.payloads import FactList
from leaflets.edition.spoken import sentence, shown_address, sources_in_short, sources_listed, telephone
from leaflets.layout.blocks.abreast import columns
from leaflets.layout.blocks.texts import explained, facts, subheading
from leaflets.layout.flowable import NEVER, Columns, Drawn, Flowable, Stack
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.tree import Node
from leaflets.problems import Problem, Source
from leaflets.text.lines import Chunk, Link, TextStyle

RULED = 3.0
"""White around the words of an entry of the contents, in points."""

TOGETHER = 4
"""The fewest rows of words explained on either of two pages."""


def contents(block: ContentsBlock, leaflet: Leaflet, setter: Typesetter, node: Node, level: int) -> Iterator[Flowable]:
    """The contents: each section but the front with its page, by their parts, in columns."""
    sheet, where = setter.sheet, block.at("contents")
    if sheet.format.fold:
        hint = "give the block 'unless: {edition: brief}'"
        setter.problems.append(Problem(where, "a folded sheet has no pages for a list of contents to name", hint))
        return
    width = (sheet.format.width - sheet.gap) / 2
    head = setter.paragraph(
        block.contents, sheet.box_heading, sheet.format.width, node.add(f"H{level}"), where, strong=True
    )
    head.after = sheet.unit * 0.25
    table, cells = node.add("TOC"), list[Flowable]()
    shown = [name for name in leaflet.sections if name != leaflet.file.front.section]
    for part, names in block.grouped(leaflet.file.sections, shown):
        inside: list[Flowable] = []
        group = table.add("TOC") if part else table
        if part:
            over = group.add("Caption")
            inside.append(setter.paragraph(part.heading, sheet.term, width, over, part.at("heading"), strong=True))
            inside[0].after = 0.0
        for name in names:
            section, place = leaflet.sections[name], group.add("TOCI").add("Reference")
            inside.append(_content(setter, name, section.heading, width, place, section.at("heading")))
        cells += [Stack(inside, width)] if part else inside
    made = Columns(cells, width + sheet.gap, sheet.unit * 0.75 if block.groups else 0.0)
    made.costs = [NEVER] * (len(cells) - 1) + [8.0]
    stack = Stack([head.keep_with_next(), made], sheet.format.width, most=sheet.whole)
    yield stack.apart(sheet.unit * 2, sheet.unit * 2, span=True)


def _content(setter: Typesetter, name: str, heading: str, width: float, node: Node, where: Source) -> Flowable:
    """A section's heading and its page, which is known only when the pages have been chosen; both are one link."""
    style = setter.sheet.reference
    lines = setter.paragraph(heading, style, width - 30, node, where).lines
    tall = len(lines) * style.leading + RULED

    def draw(canvas: Canvas, x: float, top: float) -> None:
        page = str(canvas.document.places[name][0] + 1)
        words = setter.language.phrases.on_page.format(heading=heading, page=page)
        bases = [style.baseline(top - 2 - index * style.leading) for index in range(len(lines))]
        spots = [(x, base, [chunk.run for chunk in line.chunks]) for base, line in zip(bases, lines, strict=True)]
        left, bottom = x + width - style.regular.width(page, style.size), top - tall
        link = node.add("Link") if canvas.document.links else node
        with canvas.mark(link, node):
            canvas.lines([*spots, (left, bases[-1], [style.run(page)])])
        if canvas.document.links:
            canvas.link(link, [canvas.shown((x, bottom, x + width, top))], f"#{name}", words)
        with canvas.artifact():
            canvas.rule(x, bottom, width, setter.sheet.bright, 0.5)

    return Drawn(tall, draw)


def words_explained(words: Sequence[Word], setter: Typesetter, node: Node) -> Iterator[Flowable]:
    """The glossary: each word with its meaning after it, in two columns where there is room for two."""
    sheet, cells = setter.sheet, list[Flowable]()
    table = node.add("L", attributes={"List": "/ListNumbering /None"})
    for word in words:
        made = explained(word, setter, table.add("LI").add("LBody"), sheet.column, sheet.reference)
        made.costs, made.where = [NEVER] * len(made.costs), word.at()
        cells.append(made)
    yield from columns(sheet, cells, sheet.unit * 0.5, TOGETHER)


def organisations(entries: Sequence[Organisation], setter: Typesetter, node: Node) -> Iterator[Flowable]:
    """Who can help: name and country, what they offer, phone and website."""
    width = setter.sheet.column
    table = node.add("L", attributes={"List": "/ListNumbering /None"})
    cells = [_organisation(one, setter, table.add("LI").add("LBody"), width) for one in entries]
    yield from columns(setter.sheet, cells, setter.sheet.unit * 0.5, 1)


def _organisation(entry: Organisation, setter: Typesetter, node: Node, width: float) -> Stack:
    phrases, style, term = setter.language.phrases, setter.sheet.reference, setter.sheet.term
    where = entry.at("name")
    name = setter.paragraph(f"{entry.name} ({entry.country})", term, width, node.add("P"), where, strong=True)
    setter.noted(name, entry.at("country"))
    inside = [name, setter.paragraph(entry.about, style, width, node.add("P"), entry.at("about"))]
    if entry.phone:
        words = phrases.phone_link.format(name=entry.name, phone=entry.phone)
        chunks = _labelled(phrases.phone, entry.phone, Link(telephone(entry.phone), words), style)
        if entry.phone_note:
            chunks += setter.chunks(f" ({entry.phone_note})", style, entry.at("phone_note"))
        phone = setter.set(chunks, style, width, node.add("P"), entry.at("phone"))
        inside.append(setter.noted(phone, *([entry.at("phone_note")] if entry.phone_note else [])))
    shown = shown_address(entry.web)
    words = phrases.web_link.format(name=entry.name, address=shown)
    chunks = _labelled(phrases.web, shown, Link(entry.web, words), style)
    inside.append(setter.set(chunks, style, width, node.add("P"), entry.at("web")))
    for paragraph in inside:
        paragraph.after = 0
    return Stack(inside, width, most=setter.sheet.whole)


def _labelled(label: str, text: str, link: Link, style: TextStyle) -> list[Chunk]:
    return [Chunk(style.run(f"{label}: ")), Chunk(style.run(text, True), link)]


def source_list(leaflet: Leaflet, setter: Typesetter, node: Node) -> Iterator[Flowable]:
    """The sources chosen for print that a statement of this leaflet names, by organisation."""
    table = node.add("L", attributes={"List": "/ListNumbering /None"})
    chosen = sources_listed(leaflet).values()
    cells = [_sources(entries, setter, table.add("LI").add("LBody")) for entries in chosen]
    yield from columns(setter.sheet, cells, setter.sheet.unit * 0.5)


def back_page(
    block: BackPage, leaflet: Leaflet, setter: Typesetter, node: Node, level: int, width: float
) -> Iterator[Flowable]:
    """Dates and version, then the sources in one paragraph, and what is to be said of them."""
    yield from facts(FactList.model_construct(items=block.facts), setter, node)
    width = max(width, min(setter.sheet.format.width, setter.sheet.longest))
    style, names = setter.sheet.reference, sources_in_short(leaflet, setter.language)
    made = [
        subheading(setter, block.sources_heading, node, level, width, block.at("sources_heading")),
        setter.paragraph(setter.printable(names, style, block.at()), style, width, node.add("P"), block.at()),
        setter.paragraph(block.note, style, width, node.add("P"), block.at("note")),
    ]
    for flowable in made:
        flowable.span = True
    yield from made


def _sources(references: Sequence[Reference], setter: Typesetter, node: Node) -> Stack:
    """What one organisation has published, under its name."""
    style, width = setter.sheet.reference, setter.sheet.column
    organisation, where = references[0].organisation, references[0].at("organisation")
    inside = [setter.paragraph(organisation, setter.sheet.term, width, node.add("P"), where, strong=True)]
    for reference in references:
        title = setter.printable(f"{sentence(reference.title)} ", style, reference.at("title"))
        chunks = [Chunk(style.run(title))]
        if reference.address:
            shown = shown_address(reference.address)
            words = setter.language.phrases.web_link.format(name=organisation, address=shown)
            chunks.append(Chunk(style.run(shown), Link(reference.address, words)))
        inside.append(setter.set(chunks, style, width, node.add("P"), reference.at("title")))
    for paragraph in inside:
        paragraph.after = 0 if paragraph is inside[0] else 3
    return Stack(inside, width, most=setter.sheet.whole)
