"""Text in the column: paragraphs, lists, tables of facts, questions, pictures, and words explained beside them."""

from collections.abc import Iterator, Sequence
from math import ceil

from leaflets.artwork.picture import ImageError, Picture, load, size
from leaflets.content.blocks import StatementsBlock
from leaflets.content.forms import Ask, Questions
from leaflets.content.inline import words_of
from leaflets.content.leaflet import Word
from leaflets.content.payloads import FactList, Illustration, Item, Listing, Quote
from leaflets.edition.spoken import telephone
from leaflets.layout.blocks import signs
from leaflets.layout.blocks.abreast import columns, labelled
from leaflets.layout.blocks.signs import Sign
from leaflets.layout.flowable import (
    HARDLY,
    NEVER,
    Drawn,
    Flowable,
    Frame,
    Indented,
    Padding,
    Paragraph,
    Stack,
    Turned,
    parting_rows,
)
from leaflets.layout.style import StyleSheet
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.pieces import Box
from leaflets.pdf.tree import Node
from leaflets.problems import Problem, Source
from leaflets.text.lines import Chunk, Link, TextStyle

INDENT = 16.0
ASIDE = 14.0
"""White between the rule of an aside and its words, in points."""

QUOTED = 20.0
"""From the left edge of the rule beside a quotation to its words, in points."""

COARSEST, FINEST = 150, 300
"""The fewest pixels an inch a picture is printed with, and the most."""

MANY = 4
"""A list of so many entries or more stands in two columns, where there is room for two."""

HEADROOM = 8
"""Lines of body text that a page has room for beside a picture: the heading it may stand under."""

WRITING_LINE, ONE_LINE = 26.0, 23.0
"""Distance of lines to write on, and the room above one alone, in points: 9 and 8 mm, the least a hand needs."""


def statements(block: StatementsBlock, setter: Typesetter, node: Node, width: float) -> Paragraph:
    """Statements run together to one paragraph."""
    style = setter.sheet.body
    chunks: list[Chunk] = []
    for item in block.statements:
        if chunks:
            chunks.append(Chunk(style.run(" ")))
        chunks += setter.chunks(item.text, style, item.at("text"))
    made = setter.set(chunks, style, width, node.add("P"), block.at())
    return setter.noted(made, *(item.at("text") for item in block.statements))


def subheading(setter: Typesetter, text: str, node: Node, level: int, width: float, where: Source) -> Paragraph:
    """A heading within a section, kept with what follows."""
    made = setter.paragraph(text, setter.sheet.subheading, width, node.add(f"H{level}"), where, strong=True)
    return made.apart(setter.sheet.unit, setter.sheet.unit * 0.5).keep_with_next()


def box_heading(
    text: str | None, setter: Typesetter, node: Node, level: int, width: float, where: Source
) -> Iterator[Paragraph]:
    """The heading of a box, in the leaflet's colour."""
    if text:
        made = setter.paragraph(text, setter.sheet.box_heading, width, node.add(f"H{level}"), where, strong=True)
        made.after = setter.sheet.unit * 0.4
        yield made.keep_with_next()


def lead_in(text: str | None, setter: Typesetter, node: Node, width: float, where: Source) -> Iterator[Paragraph]:
    """The line that leads into a list, kept with it."""
    if text:
        made = setter.paragraph(text, setter.sheet.body, width, node.add("P"), where)
        made.after = setter.sheet.unit * 0.6
        yield made.keep_with_next()


def entry(item: Item, number: int, setter: Typesetter, node: Node, width: float, sign: Sign, last: int = 0) -> Flowable:
    """One entry of a list, parted only where it is taller than a page or must be, its sign hanging where it begins.

    ``last`` is the number of the list's last entry: all stand as far in as that one's sign needs.
    """
    lang = getattr(item, "lang", None) or ""
    place = node.add("LI", lang=lang)
    label = sign.beside(setter.sheet, place.add("Lbl", actual=sign.words), number, words_of(item.text))
    widest = setter.sheet.strong.run("0" * len(str(last)) + ". ", True)
    indent = max(INDENT * setter.sheet.scale, widest.font.width(widest.text, widest.size))
    own, room, body = setter.speaking(lang) if lang else setter, width - indent, place.add("LBody")
    words = own.paragraph(item.text, setter.sheet.body, room, body, item.at("text"))
    made: Flowable = Indented(words, indent, label)
    if own.leftward != setter.leftward:  # its sign stands where it begins
        made = Turned(made, width)
    if made.height <= setter.sheet.format.text_height:
        made.costs = [max(cost, HARDLY) for cost in made.costs]
    made.after = setter.sheet.unit * 0.35
    made.where = item.at()
    return made


def items(entries: Sequence[Item], setter: Typesetter, node: Node, width: float, sign: Sign) -> Iterator[Flowable]:
    """A list. Short ones stay whole; long ones break between entries, though not beside the first or the last."""
    place = sign.listed(node)
    count = len(entries)
    for index, item in enumerate(entries):
        made = entry(item, index + 1, setter, place, width, sign, count if sign is signs.NUMERAL else 0)
        made.costs[-1] = HARDLY if count <= 4 or index in (0, count - 2) else 25.0
        if index == count - 1:
            made.costs[-1], made.after = 8.0, setter.sheet.unit * 1.2
        yield made


def listing(block: Listing, setter: Typesetter, node: Node, width: float, sign: Sign) -> Iterator[Flowable]:
    """A list with its lead-in; a long one on bullets stands in columns, where there is room for them."""
    yield from lead_in(block.lead_in, setter, node, width, block.at("lead_in"))
    many, sheet = len(block.items) >= MANY and sign is signs.BULLET, setter.sheet
    if many and width == sheet.format.measure and sheet.format.abreast == 2:
        place = sign.listed(node)
        cells = [entry(item, 0, setter, place, sheet.column, sign) for item in block.items]
        yield from columns(sheet, cells, sheet.unit * 0.35, whole=True)
    else:
        yield from items(block.items, setter, node, width, sign)


def facts(block: FactList, setter: Typesetter, node: Node) -> Iterator[Flowable]:
    """Facts at a glance: a table of two columns, its row headings at the left."""
    sheet = setter.sheet
    table = node.add("Table")
    rows: list[Flowable] = []
    for fact in block.items:
        row = table.add("TR")
        head = row.add("TH", attributes={"Table": "/Scope /Row"}, keep=True)
        made = labelled(
            setter,
            (fact.label, sheet.strong, head, fact.at("label")),
            (fact.text, sheet.body, row.add("TD", keep=True), fact.at("text")),
            0.31,
        )
        made.before = made.after = sheet.unit * 0.38
        rows.append(made)
    parts = parting_rows([row.height + row.after for row in rows], sheet.whole)
    for made, part in zip(rows, [*parts, 8.0], strict=False):
        made.costs[-1] = part
        yield made


def questions(block: Questions, setter: Typesetter, node: Node, width: float) -> Iterator[Flowable]:
    """Questions with boxes to tick, in two columns, then lines to write the answers on."""
    yield from lead_in(block.lead_in, setter, node, width, block.at("lead_in"))
    place = signs.TICK_BOX.listed(node)
    cells = [entry(item, 0, setter, place, setter.sheet.column, signs.TICK_BOX) for item in block.items]
    asked = list(columns(setter.sheet, cells, setter.sheet.unit * 0.6, whole=True))
    if block.lines:  # lines stand below a question at least, or nobody knows what they are for
        asked[-1].costs[-1] = NEVER
    yield from asked
    for number in range(block.lines):
        words = f"{setter.language.phrases.notes} {number + 1}"
        line = writing_line(setter.sheet, setter.sheet.format.width, node.add("P"), words)
        line.span, line.costs = True, [HARDLY]
        yield line
    if block.lines:
        line.costs = [8.0]


def ask(block: Ask, setter: Typesetter, node: Node, level: int, width: float) -> Flowable:
    """What to ask, under its heading, with boxes to tick; on one page."""
    heading, white = box_heading(block.heading, setter, node, level, width, block.at("heading")), setter.sheet.unit
    return Stack([*heading, *items(block.items, setter, node, width, signs.TICK_BOX)], width).apart(white, white)


def writing_line(sheet: StyleSheet, width: float, node: Node, words: str) -> Flowable:
    """A line to write on; ``words`` say what."""

    def draw(canvas: Canvas, x: float, top: float) -> None:
        with canvas.artifact():
            canvas.rule(x, top - WRITING_LINE + 2, width, sheet.rule, 0.75)
        canvas.field(node, (x, top - WRITING_LINE + 2.5, width, WRITING_LINE - 2.5), words)

    return Drawn(WRITING_LINE, draw)


def labelled_lines(
    setter: Typesetter, labels: Sequence[str], node: Node, width: float, where: Source
) -> list[Flowable]:
    """Labels, each with a line under it to write on, the lines at one height."""
    words = [setter.paragraph(label, setter.sheet.body, width, node.add("P"), where) for label in labels]
    tall = max(label.height for label in words)
    for label in words:
        label.heights[-1] += tall - label.height
        label.after = 0
    return [
        Stack([made, writing_line(setter.sheet, width, made.node, words_of(label))], width)
        for made, label in zip(words, labels, strict=True)
    ]


def line_beside(label: str, setter: Typesetter, node: Node, width: float, where: Source, about: str = "") -> Flowable:
    """A label, and a line to write on at its right; ``about`` says what it is a label of."""
    words = setter.paragraph(label, setter.sheet.body, width * 0.7, node.add("P"), where)
    high = max(setter.sheet.body.leading, ONE_LINE)
    tall = words.height + high - setter.sheet.body.leading  # as much above a label of two lines as of one
    start = max(line.width for line in words.lines) + 8
    said = words_of(f"{about}: {label}" if about else label)

    def draw(canvas: Canvas, x: float, top: float) -> None:
        words.draw_whole(canvas, x, top - tall + words.height)
        with canvas.artifact():
            canvas.rule(x + start, top - tall + 3, width - start, setter.sheet.rule, 0.75)
        canvas.field(words.node, (x + start, top - tall + 3.5, width - start, high - 3.5), said)

    return Drawn(tall, draw)


def phone_number(
    phone: str, name: str, setter: Typesetter, style: TextStyle, node: Node, width: float, where: Source
) -> Paragraph:
    """A telephone number in bold, as a link to ring who has that ``name``."""
    words = setter.language.phrases.phone_link.format(name=name, phone=phone)
    return setter.set([Chunk(style.run(phone, True), Link(telephone(phone), words))], style, width, node, where)


def picture(block: Illustration, setter: Typesetter, node: Node, width: float) -> Iterator[Flowable]:
    """A picture and its caption, on one page."""
    place = None if block.decorative else node.add("Figure", alt=words_of(block.alt or ""))
    caption = None
    if block.caption:
        caption = setter.paragraph(block.caption, setter.sheet.soft, width, node.add("P"), block.at("caption"))
    room = setter.sheet.format.text_height - HEADROOM * setter.sheet.body.leading
    found = fitted(block, setter, width, room - (caption.height if caption else 0))
    if found is None:
        return
    image, wide, tall = found

    def draw(canvas: Canvas, x: float, top: float) -> None:
        shown(canvas, image, (x, top - tall, wide, tall), place)

    made = Drawn(tall, draw).apart(setter.sheet.unit, setter.sheet.unit)
    yield made
    if caption:
        made.costs = [NEVER]
        yield caption


def shown(canvas: Canvas, image: Picture, box: Box, place: Node | None) -> None:
    """Draw a picture into a box of its shape: the content of a figure, or decoration."""
    x, low, wide, tall = box
    with canvas.figure(place, (x, low, x + wide, low + tall)) if place else canvas.artifact():
        canvas.image(image, box)


def fitted(block: Illustration, setter: Typesetter, width: float, room: float) -> tuple[Picture, float, float] | None:
    """A picture, and the width and height it is printed with; one that cannot be used, or is too coarse, is a problem.

    It is as large as its author says, or as fits where nothing is said and it stays fine enough.
    """
    path = setter.assets / "pictures" / block.file
    try:
        pixels = size(path)
        finest = pixels[0] * 72 / COARSEST
        asked = block.width or (block.height or 0) * pixels[0] / pixels[1]
        wide = min(width, asked or finest, room * pixels[0] / pixels[1])
        image = load(path, ceil(wide / 72 * FINEST))
    except (ImageError, OSError) as error:
        message = f"the picture '{block.file}' cannot be used: {error}"
        setter.problems.append(Problem(block.at("file"), message, "save it again as PNG or JPEG"))
        return None
    if wide > finest + 0.5:
        message = (
            f"the picture '{block.file}' is {pixels[0]} pixels wide, too coarse to be {wide / 72 * 25.4:.0f} mm wide"
        )
        hint = f"print it at most {finest / 72 * 25.4:.0f} mm wide, or use a larger one"
        setter.problems.append(Problem(block.at("width" if block.width else "height"), message, hint))
    return image, wide, wide * pixels[1] / pixels[0]


def quote(block: Quote, setter: Typesetter, node: Node, width: float) -> Flowable:
    """Somebody's words in the leaflet's lead text, a thick rule at their left, and who said them."""
    sheet = setter.sheet
    inner, box = width - QUOTED, node.add("BlockQuote")
    said = setter.paragraph(block.words, sheet.lead, inner, box.add("P"), block.at("words"))
    said.after = sheet.unit * 0.4
    who = setter.paragraph(block.who, sheet.soft, inner, box.add("P"), block.at("who"))

    def frame(canvas: Canvas, x: float, top: float, _width: float, height: float, _: bool) -> None:
        canvas.rectangle((x, top - height, 4, height), sheet.primary)

    made = Stack([said.keep_with_next(), who], width, Padding(2, 0, 2, QUOTED), frame)
    return made.apart(sheet.unit * 1.5, sheet.unit * 1.5)


def explained(word: Word, setter: Typesetter, node: Node, width: float, style: TextStyle) -> Paragraph:
    """A word in bold, and what it means after it."""
    chunks = setter.chunks(f"{word.term}: ", style._replace(colour=setter.sheet.primary), word.at("term"), strong=True)
    chunks += setter.chunks(word.meaning, style, word.at("meaning"))
    return setter.noted(setter.set(chunks, style, width, node, word.at("term")), word.at("meaning"))


def gloss(word: Word, setter: Typesetter, node: Node, width: float) -> Flowable:
    """A word explained right under the paragraph it stands in, a rule at its left."""
    sheet = setter.sheet
    said = explained(word, setter, node.add("P"), width - ASIDE, sheet.soft)
    made = Stack([said], width, Padding(0, 0, 0, ASIDE), _barred(sheet), sheet.whole)
    made.after, made.where = said.after, word.at()
    return made


def beside(inside: Sequence[Flowable], setter: Typesetter) -> Flowable:
    """Flowables as one in the side column, a rule at their left."""
    sheet = setter.sheet
    width = sheet.format.side_column or sheet.format.measure
    made = Stack(inside, width, Padding(0, 0, 0, ASIDE), _barred(sheet), sheet.format.text_height)
    made.after = sheet.unit
    made.where = inside[0].where
    return made


def _barred(sheet: StyleSheet) -> Frame:
    """A rule at the left of a frame."""
    return lambda canvas, x, top, _, height, __: canvas.rectangle((x, top - height + 2, 2, height - 4), sheet.bright)
