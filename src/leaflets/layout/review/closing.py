"""The last sheets of a review copy: where to sign, how to fill the copy in, what the marks mean, and the sources."""

from collections.abc import Iterator, Mapping, Sequence

from leaflets.content.language import Language
from leaflets.content.leaflet import Leaflet
from leaflets.edition.manuscript import Manuscript
from leaflets.edition.selection import day, reference_code
from leaflets.layout.blocks import signs
from leaflets.layout.blocks.texts import INDENT, labelled_lines, writing_line
from leaflets.layout.flowable import Flowable, Indented, Stack
from leaflets.layout.review.margin import INSET
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.document import Document
from leaflets.pdf.tree import Node
from leaflets.problems import Source
from leaflets.signing.signoff import Standing
from leaflets.text.lines import Chunk, Link, TextStyle

COLUMNS = 2
REMARKS = 6
"""Lines for whatever else there is to say."""


def close(
    document: Document, copy: Manuscript, setter: Typesetter, found: Sequence[Standing], made: str, whole: str
) -> None:
    """Draw the sheets. ``made`` is the day of the copy, in words; ``whole`` stands for all that the variant says."""
    width, height = setter.sheet.format.paper
    sheet = document.page(width, height)
    gap = 2 * INSET
    column = (sheet.width + sheet.beside - (COLUMNS + 1) * gap) / COLUMNS
    parts = [_signature(copy, setter, document.root.add("Sect"), column, found, made, whole)]
    parts.append(_guide(setter, copy.leaflet.file.at(), document.root.add("Sect"), column))
    parts.append(_sources(copy.leaflet, setter, document.root.add("Sect"), column, found))
    place, y = 0, height - gap
    for index, part in enumerate(parts):
        if index:
            place, y = place + 1, height - gap
        for flowable in part:
            y -= flowable.before
            if y - flowable.height < gap:
                place, y = place + 1, height - gap
            while place >= COLUMNS:
                sheet, place = document.page(width, height), place - COLUMNS
            flowable.draw_whole(sheet, gap + place * (column + gap), y)
            y -= flowable.height + flowable.after


def foot(document: Document, copy: Manuscript, small: TextStyle, made: str) -> None:
    """Draw the foot of every sheet's margin, at its right."""
    file, words = copy.leaflet.file, copy.language.review
    reference = reference_code(file, copy.job.variant)
    count = len(document.pages)
    for number, sheet in enumerate(document.pages, 1):
        said = words.foot.format(reference=reference, version=file.version, day=made, sheet=number, sheets=count)
        run = small.run(said)._replace(size=10.0)
        right = sheet.width + sheet.beside - INSET
        with sheet.artifact("Pagination", "Footer"):
            sheet.lines([(right - run.font.width(run.text, run.size), INSET / 2, [run])])


def made_on(language: Language, document: Document) -> str:
    """The day the copy was made, in the language's words."""
    return day(document.metadata.made.date(), language)


def _heading(setter: Typesetter, where: Source, text: str, node: Node, level: int, width: float) -> Flowable:
    style = setter.sheet.section if level == 2 else setter.sheet.box_heading
    made = setter.paragraph(text, style, width, node.add(f"H{level}"), where, strong=True)
    return made.apart(0.0 if level == 2 else setter.sheet.unit, setter.sheet.unit * 0.6)


def _entries(
    setter: Typesetter, where: Source, texts: Sequence[str], node: Node, width: float, sign: signs.Sign
) -> Iterator[Flowable]:
    """A list, each entry with its sign."""
    sheet = setter.sheet
    numbering = "Decimal" if sign is signs.NUMERAL else "None"
    listed = node.add("L", attributes={"List": f"/ListNumbering /{numbering}"})
    for number, text in enumerate(texts, 1):
        item = listed.add("LI")
        label = sign.beside(sheet, item.add("Lbl", actual=sign.words), number, text)
        words = setter.paragraph(text, sheet.body, width - INDENT - 4, item.add("LBody"), where)
        made = Indented(words, INDENT + 4, label)
        made.after = sheet.unit * 0.6
        yield made


def _signature(
    copy: Manuscript, setter: Typesetter, node: Node, width: float, found: Sequence[Standing], made: str, whole: str
) -> Iterator[Flowable]:
    say, file, job, where = copy.language, copy.leaflet.file, copy.job, copy.leaflet.file.at()
    words = say.review
    yield _heading(setter, where, words.heading, node, 2, width)
    about = words.about.format(
        title=file.variants[job.variant].title, reference=reference_code(file, job.variant), version=file.version,
        edition=job.edition, region=job.region, publisher=file.publisher, day=made,
    )  # fmt: skip
    states = [one.state for one in found]
    counts = words.counts.format(
        all=len(found),
        clinician=sum(one.saying.model.needs is not None for one in found),
        background=sum(one.saying.model.evidence == "B" for one in found),
        signed=states.count("signed"),
        changed=states.count("changed"),
    )
    for text in (about, counts, *([words.whole.format(hash=whole)] if words.whole else [])):
        yield setter.paragraph(text, setter.sheet.body, width, node.add("P"), where)
    for one in found:
        if one.state == "disputed":
            agreed = say.listed(*(sign_off.by for sign_off in one.signers))
            refused = say.listed(*(wish.sign_off.by for wish in one.objections))
            both = say.several(f"{words.signed}: {agreed}", f"{words.refused}: {refused}")
            said = f"{one.saying.id}: {words.disputed or words.refused} ({both})"
            yield setter.paragraph(said, setter.sheet.body, width, node.add("P"), where)
    lacking = copy.language.translated.left_out if copy.language.translated else None
    for piece in copy.rendering.left_out if copy.rendering else ():
        said = f"{piece.unit.id}: {lacking or words.refused}"
        yield setter.paragraph(said, setter.sheet.body, width, node.add("P"), where)
    yield from _entries(setter, where, words.declare, node, width, signs.TICK_BOX)
    for line in labelled_lines(setter, words.lines, node, width, where):
        line.before = setter.sheet.unit
        yield line


def _guide(setter: Typesetter, where: Source, node: Node, width: float) -> Iterator[Flowable]:
    words = setter.language.review
    yield _heading(setter, where, words.how, node, 2, width)
    yield from _entries(setter, where, words.steps, node, width, signs.NUMERAL)
    yield _heading(setter, where, words.marks, node, 3, width)
    meanings = [f"**{mark}** {meaning}" for mark, meaning in words.meanings.items()]
    yield from _entries(setter, where, meanings, node, width, signs.BULLET)
    yield _heading(setter, where, words.remarks, node, 3, width)
    for number in range(1, REMARKS + 1):
        yield writing_line(setter.sheet, width, node.add("P"), f"{words.remarks} {number}")


def _sources(
    leaflet: Leaflet, setter: Typesetter, node: Node, width: float, found: Sequence[Standing]
) -> Iterator[Flowable]:
    """The sources the statements name, in the order of their ids, each with its address."""
    words, style = setter.language.review, setter.sheet.reference
    named = {name for one in found for name in one.saying.model.sources}
    yield _heading(setter, leaflet.file.at(), words.sources, node, 2, width)
    listed = node.add("L", attributes={"List": "/ListNumbering /None"})
    for name, source in leaflet.sources.items():
        if name not in named:
            continue
        item = listed.add("LI")
        label, body = item.add("Lbl"), item.add("LBody")
        values: Mapping[str, object] = vars(source) | {"seen": day(source.seen, setter.language)}
        said = words.source.format(
            **{key: values[key] for key in ("organisation", "title", "dated", "quality", "seen")}
        )
        said = setter.printable(said, style, source.at())
        inside = [setter.set([Chunk(style.run(said))], style, width - 46, body.add("P"), source.at())]
        if source.address:
            link = Link(
                source.address,
                setter.language.phrases.web_link.format(name=source.organisation, address=source.address),
            )
            inside.append(
                setter.set([Chunk(style.run(source.address), link)], style, width - 46, body.add("P"), source.at())
            )
        for paragraph in inside:
            paragraph.after = 0
        made = Indented(Stack(inside, width - 46), 46, _label(setter, name, label))
        made.after = setter.sheet.unit * 0.6
        yield made


def _label(setter: Typesetter, name: str, node: Node) -> signs.Draw:
    style = setter.sheet.term

    def draw(canvas: Canvas, x: float, top: float) -> None:
        with canvas.mark(node):
            canvas.lines([(x, style.baseline(top), [style.run(name, True)])])

    return draw
