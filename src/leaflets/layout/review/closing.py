"""The last sheets of a review copy: where to sign, how to fill the copy in, what the marks mean, and the sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from leaflets.edition.selection import day, reference_code
from leaflets.layout.blocks import signs
from leaflets.layout.blocks.texts import INDENT, labelled_lines, writing_line
from leaflets.layout.flowable import Flowable, Indented, Stack
from leaflets.layout.review.margin import INSET
from leaflets.layout.setting import Setting
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.document import Document
from leaflets.pdf.tree import Node
from leaflets.signing.signoff import Standing
from leaflets.text.lines import Chunk, Link

COLUMNS = 2
REMARKS = 6
"""Lines for whatever else there is to say."""


def close(document: Document, setting: Setting, found: Sequence[Standing], made: str, whole: str) -> None:
    """Draw the sheets. ``made`` is the day of the copy, in words; ``whole`` stands for all that the variant says."""
    width, height = setting.sheet.format.paper
    sheet = document.page(width, height)
    gap = 2 * INSET
    column = (sheet.width + sheet.beside - (COLUMNS + 1) * gap) / COLUMNS
    parts = [_signature(setting, document.root.add("Sect"), column, found, made, whole)]
    parts.append(_guide(setting, document.root.add("Sect"), column))
    parts.append(_sources(setting, document.root.add("Sect"), column, found))
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


def foot(document: Document, setting: Setting, made: str) -> None:
    """Draw the foot of every sheet's margin, at its right."""
    file, small = setting.leaflet.file, setting.sheet.soft
    reference = reference_code(file, setting.job.variant)
    count = len(document.pages)
    for number, sheet in enumerate(document.pages, 1):
        words = setting.language.review.foot.format(
            reference=reference, version=file.version, day=made, sheet=number, sheets=count
        )
        run = small.run(words)._replace(size=10.0)
        right = sheet.width + sheet.beside - INSET
        with sheet.artifact("Pagination", "Footer"):
            sheet.lines([(right - run.font.width(run.text, run.size), INSET / 2, [run])])


def made_on(setting: Setting, document: Document) -> str:
    """The day the copy was made, in the language's words."""
    return day(document.metadata.made.date(), setting.language)


def _heading(setting: Setting, text: str, node: Node, level: int, width: float) -> Flowable:
    style = setting.sheet.section if level == 2 else setting.sheet.box_heading
    made = setting.paragraph(text, style, width, node.add(f"H{level}"), setting.leaflet.file.at(), strong=True)
    made.before, made.after = (0.0 if level == 2 else setting.sheet.unit), setting.sheet.unit * 0.6
    return made


def _entries(setting: Setting, texts: Sequence[str], node: Node, width: float, sign: signs.Sign) -> Iterator[Flowable]:
    """A list, each entry with its sign."""
    sheet, where = setting.sheet, setting.leaflet.file.at()
    numbering = "Decimal" if sign is signs.NUMERAL else "None"
    listed = node.add("L", attributes={"List": f"/ListNumbering /{numbering}"})
    for number, text in enumerate(texts, 1):
        item = listed.add("LI")
        label = sign.draw(sheet, item.add("Lbl", actual=sign.words), number)
        words = setting.paragraph(text, sheet.body, width - INDENT - 4, item.add("LBody"), where)
        made = Indented(words, INDENT + 4, label)
        made.after = sheet.unit * 0.6
        yield made


def _signature(
    setting: Setting, node: Node, width: float, found: Sequence[Standing], made: str, whole: str
) -> Iterator[Flowable]:
    words, file, job, where = setting.language.review, setting.leaflet.file, setting.job, setting.leaflet.file.at()
    yield _heading(setting, words.heading, node, 2, width)
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
        yield setting.paragraph(text, setting.sheet.body, width, node.add("P"), where)
    for one in found:
        if one.state == "disputed":
            agreed = ", ".join(sign_off.by for sign_off in one.signers)
            refused = ", ".join(wish.sign_off.by for wish in one.objections)
            both = f"{words.signed}: {agreed}; {words.refused}: {refused}"
            said = f"{one.saying.id}: {words.disputed or words.refused} ({both})"
            yield setting.paragraph(said, setting.sheet.body, width, node.add("P"), where)
    yield from _entries(setting, words.declare, node, width, signs.TICK_BOX)
    for line in labelled_lines(setting, words.lines, node, width, where):
        line.before = setting.sheet.unit
        yield line


def _guide(setting: Setting, node: Node, width: float) -> Iterator[Flowable]:
    words = setting.language.review
    yield _heading(setting, words.how, node, 2, width)
    yield from _entries(setting, words.steps, node, width, signs.NUMERAL)
    yield _heading(setting, words.marks, node, 3, width)
    meanings = [f"**{mark}** {meaning}" for mark, meaning in words.meanings.items()]
    yield from _entries(setting, meanings, node, width, signs.BULLET)
    yield _heading(setting, words.remarks, node, 3, width)
    for _ in range(REMARKS):
        yield writing_line(setting, width)


def _sources(setting: Setting, node: Node, width: float, found: Sequence[Standing]) -> Iterator[Flowable]:
    """The sources the statements name, in the order of their ids, each with its address."""
    words, style = setting.language.review, setting.sheet.reference
    named = {name for one in found for name in one.saying.model.sources}
    yield _heading(setting, words.sources, node, 2, width)
    listed = node.add("L", attributes={"List": "/ListNumbering /None"})
    for name, source in setting.leaflet.sources.items():
        if name not in named:
            continue
        item = listed.add("LI")
        label, body = item.add("Lbl"), item.add("LBody")
        values: Mapping[str, object] = vars(source) | {"seen": day(source.seen, setting.language)}
        said = words.source.format(
            **{key: values[key] for key in ("organisation", "title", "dated", "quality", "seen")}
        )
        said = setting.printable(said, style, source.at())
        inside = [setting.set([Chunk(style.run(said))], style, width - 46, body.add("P"), source.at())]
        if source.address:
            link = Link(
                source.address,
                setting.language.phrases.web_link.format(name=source.organisation, address=source.address),
            )
            inside.append(
                setting.set([Chunk(style.run(source.address), link)], style, width - 46, body.add("P"), source.at())
            )
        for paragraph in inside:
            paragraph.after = 0
        made = Indented(Stack(inside, width - 46), 46, _label(setting, name, label))
        made.after = setting.sheet.unit * 0.6
        yield made


def _label(setting: Setting, name: str, node: Node) -> signs.Draw:
    style = setting.sheet.term

    def draw(canvas: Canvas, x: float, top: float) -> None:
        with canvas.mark(node):
            canvas.lines([(x, style.baseline(top), [style.run(name, True)])])

    return draw
