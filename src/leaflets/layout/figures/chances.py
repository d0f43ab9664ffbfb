"""Figures that carry meaning: chances, bars, timelines, comparisons, codes. Each says in words what it shows."""

from collections.abc import Iterator, Sequence

from leaflets.artwork import qr
from leaflets.content.blocks import ChanceBlock
from leaflets.content.inline import words_of
from leaflets.content.leaflet import Leaflet
from leaflets.content.payloads import BarChart, Column, Comparison, DoDont, Listing, QrCode, Step, Timeline
from leaflets.edition.spoken import chance_in_words, chance_notes, shown_address
from leaflets.layout.blocks import signs
from leaflets.layout.blocks.abreast import abreast
from leaflets.layout.blocks.texts import HEADROOM, entry, lead_in, line_beside
from leaflets.layout.flowable import Drawn, Flowable, Indented, Padding, Paragraph, Row, Stack, parting_rows
from leaflets.layout.style import StyleSheet
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.canvas import Canvas, number
from leaflets.pdf.tree import Node
from leaflets.problems import Problem, Source
from leaflets.text.lines import CAP_HEIGHT, Chunk, Link

ACROSS = 10
"""Circles in a row of an icon array, and squares in a row of a scale picture."""

NARROWEST = 7
"""The least width of a step in a strip across the page, in ems."""

MOST_LINES = 12
"""About how many lines a step of a strip has at most: letters are half an em wide."""

LABEL = 0.4
"""The share of a step's room for its label, where its words are few enough to stand at the label's right."""

NUMERAL = 0.92
"""Radius of the circle around a step's number, in ems."""

A_DATE = 105.0
"""The least room for a label and a line to write a date on, in points."""

WRITTEN, NARROW = 0.36, 0.46
"""The share of the page's width for the line to write on at a step's right, and that of a narrow page's."""

MOST_DOTS = 9
"""People a square of a scale picture has room for as dots."""

BESIDE = 8
"""The least room for words at the right of a code, in ems."""

THICK, BESIDE_BAR = 15.0, 0.3
"""Height of a bar beside text of 12 pt, in points; the share of the page's width for labels, and for numbers."""

STEP = 17.0
"""Distance of the circles' middles, in points."""


def chance(block: ChanceBlock, leaflet: Leaflet, setter: Typesetter, node: Node, width: float) -> Flowable:
    """An icon array, or for totals over 100 a scale picture, with both numbers, set large, and the source.

    Across the page the numbers stand beside the figure, in a narrow column under it.
    """
    said, sheet = block.chance, setter.sheet
    narrow = width < sheet.format.measure
    box = node.add("Div")
    first = setter.paragraph(said.lead_in, sheet.body, min(width, sheet.longest), box.add("P"), said.at("lead_in"))
    figure = box.add("Figure", alt=chance_in_words(said, setter.language))
    step = min(STEP * sheet.scale, width / ACROSS)
    wide, tall = ACROSS * step, -(-min(said.of, 100) // ACROSS) * step
    paint = _scale if said.of > 100 else _array

    def draw(canvas: Canvas, x: float, top: float) -> None:
        with canvas.figure(figure, (x, top - tall, x + wide, top)):
            paint(canvas, sheet, x, top, step, said.n, said.of)

    picture = Drawn(tall, draw)
    picture.after = sheet.unit
    if narrow:
        made = Stack([first, picture, *_numbers(block, leaflet, setter, box, width)], width)
    else:
        left = wide + setter.sheet.gap
        room = min(sheet.format.width - left, sheet.longest)
        beside = Stack(_numbers(block, leaflet, setter, box, room), room)
        made = Stack([first, Row([(0, picture), (left, beside)])], sheet.format.width)
    return made.apart(sheet.unit * 2, sheet.unit * 1.5, span=not narrow)


def _numbers(block: ChanceBlock, leaflet: Leaflet, setter: Typesetter, node: Node, width: float) -> list[Flowable]:
    """Both numbers of a chance, what the figure's squares stand for, and whose numbers they are."""
    said, sheet = block.chance, setter.sheet
    made: list[Flowable] = []
    for count, text, where in ((said.n, said.yes, said.at("yes")), (said.of - said.n, said.no, said.at("no"))):
        large = Chunk(sheet.section.run(setter.language.number(count), True))
        chunks = [large, Chunk(sheet.body.run(" ")), *setter.chunks(text, sheet.body, where)]
        made.append(setter.set(chunks, sheet.large_line, width, node.add("P"), where))
    notes = chance_notes(block, leaflet, setter.language)
    places = [said.at("note"), *[block.at()] * len(notes)] if said.note else [block.at()] * len(notes)
    under = zip(notes, places, strict=False)
    return made + [setter.paragraph(note, sheet.soft, width, node.add("P"), where) for note, where in under]


def _array(canvas: Canvas, sheet: StyleSheet, x: float, top: float, step: float, n: int, of: int) -> None:
    """``of`` circles, the first ``n`` filled, the others outlined."""
    for index in range(of):
        row, column = divmod(index, ACROSS)
        middle = (x + (column + 0.5) * step, top - (row + 0.5) * step)
        canvas.circle(*middle, step * 0.38, sheet.primary if index < n else sheet.paper, sheet.primary, 1)


def _scale(canvas: Canvas, sheet: StyleSheet, x: float, top: float, step: float, n: int, of: int) -> None:
    """A hundred squares for all; those meant as whole squares, the rest as dots, or as a part of a square filled."""
    each = of // 100
    for index in range(100):
        row, column = divmod(index, ACROSS)
        full = index < n // each
        place = (x + column * step + 1, top - (row + 1) * step + 1, step - 2, step - 2)
        canvas.rectangle(place, sheet.primary if full else sheet.tint, sheet.primary, 0.75)
        rest = n % each if index == n // each else 0
        if rest > MOST_DOTS:
            canvas.rectangle((*place[:2], place[2] * rest / each, place[3]), sheet.primary)
        for dot in range(rest if rest <= MOST_DOTS else 0):
            down, along = divmod(dot, 3)
            spot = (place[0] + (along + 0.5) * place[2] / 3, place[1] + (2.5 - down) * place[3] / 3)
            canvas.circle(*spot, step / 8, sheet.primary)


def bar_chart(block: BarChart, setter: Typesetter, node: Node) -> Flowable:
    """Bars from one edge, as wide as the page; where nothing stands abreast, each under its label."""
    sheet, width = setter.sheet, setter.sheet.format.width
    box = node.add("Div")
    lead = setter.paragraph(block.lead_in, sheet.body, min(width, sheet.longest), box.add("P"), block.at("lead_in"))
    listed = box.add("L", attributes={"List": "/ListNumbering /None"})
    abreast, em = sheet.format.abreast == 2, sheet.reference.size
    pairs: list[tuple[Paragraph, Paragraph]] = []
    for bar in block.items:
        body = listed.add("LI").add("LBody")
        room = width * BESIDE_BAR if abreast else width
        label = setter.paragraph(bar.label, sheet.reference, room, body.add("P"), bar.at("label"), strong=True)
        text = setter.paragraph(bar.text, sheet.reference, width * BESIDE_BAR, body.add("P"), bar.at("text"))
        pairs.append((label, text))
    left = _widest([label for label, _ in pairs]) + em if abreast else 0.0
    most = width - left - _widest([text for _, text in pairs]) - em
    rows: list[Flowable] = [lead.keep_with_next()]
    for (label, text), share in zip(pairs, block.shares, strict=True):
        drawn = _bar(text, share * most, most if block.whole else 0.0, setter)
        label.after = 2
        rows.append(Row([(0, label), (left, drawn)]) if abreast else Stack([label, drawn], width))
        rows[-1].after = sheet.unit * 0.6
    if block.note:
        rows.append(setter.paragraph(block.note, sheet.soft, width, box.add("P"), block.at("note")))
    made = Stack(rows, width, most=sheet.format.text_height - HEADROOM * sheet.body.leading)
    return made.apart(sheet.unit * 1.5, sheet.unit * 1.5, span=True)


def _widest(paragraphs: Sequence[Paragraph]) -> float:
    return max(line.width for paragraph in paragraphs for line in paragraph.lines)


def _bar(text: Paragraph, length: float, whole: float, setter: Typesetter) -> Flowable:
    """A bar, the whole that it is a part of, if there is one, and its text after their end."""
    sheet = setter.sheet
    thick = THICK * sheet.scale

    def draw(canvas: Canvas, x: float, top: float) -> None:
        with canvas.artifact():
            low = top - (text.style.leading + thick) / 2
            if whole:
                canvas.rectangle((x, low, whole, thick), sheet.tint, sheet.rule, 0.75)
            canvas.rectangle((x, low, max(length, 1), thick), sheet.bright, sheet.ink, 0.75)
        text.draw_whole(canvas, x + max(length, whole) + sheet.reference.size * 0.6, top)

    return Drawn(max(text.height, thick + 2), draw)


def timeline(block: Timeline, setter: Typesetter, node: Node, width: float) -> Iterator[Flowable]:
    """Numbered steps: a strip across the page; in a narrow column, or with lines to write on, one below the other.

    Steps that say how many times they are have a line of time above them in place of their numbers.
    """
    sheet = setter.sheet
    place = node.add("L", attributes={"List": f"/ListNumbering /{'None' if block.items[0].times else 'Decimal'}"})
    count = len(block.items)
    gap = setter.sheet.gap / 2
    column = (sheet.format.width - gap * (count - 1)) / count
    long = max(len(fact.text) for fact in block.items) * sheet.body.size / 2 > column * MOST_LINES
    if block.blank or long or width < sheet.format.measure or column < NARROWEST * sheet.body.size:
        yield from _steps(block, setter, place, width)
        return
    cells: list[tuple[float, Flowable]] = []
    for number_, fact in enumerate(block.items, 1):
        numeral, words, _ = _step(fact, number_, setter, place, column)
        over: Flowable = Drawn(30 * sheet.scale, numeral)
        if fact.times:
            over = _line_of_time(fact.times, column, 0 if number_ == count else gap, sheet)
        cells.append(((number_ - 1) * (column + gap), Stack([over, *words], column)))
    yield Row(cells).apart(sheet.unit, sheet.unit * 1.5, span=True)


def _steps(block: Timeline, setter: Typesetter, node: Node, width: float) -> Iterator[Flowable]:
    """Steps one below the other; a line to write on is at a step's right, or under it where nothing stands abreast."""
    sheet = setter.sheet
    across = bool(block.blank) and width >= sheet.format.measure
    indent = 0.0 if block.items[0].times else 27 * sheet.scale
    room = (sheet.format.width if across else width) - indent
    share = WRITTEN if sheet.format.abreast == 2 else NARROW
    aside = room * share if across and room * share - sheet.gap >= A_DATE else 0.0
    few = aside > 0 and all(_in_a_line(step, sheet, room - aside) for step in block.items)
    path: list[Flowable] = []
    for number_, fact in enumerate(block.items, 1):
        numeral, words, body = _step(fact, number_, setter, node, room - aside)
        if fact.times:
            words.insert(0, _line_of_time(fact.times, room - aside, 0, sheet))
        inner: Flowable = Stack(words, room - aside, most=sheet.whole)
        if block.blank:
            wide = aside - sheet.gap if aside and inner.height <= sheet.whole else room
            ask = line_beside(block.blank, setter, body, wide, block.at("blank"), fact.label)
            if few:
                low = ask.height - sheet.body.leading + sheet.reference.baseline(0) - sheet.body.baseline(0)
                words = [Stack([said], room, Padding(low, 0, 0, 0)) for said in words]
                inner = Row([(0, words[0]), ((room - aside) * LABEL, words[1]), (room - wide, ask)])
                numeral = signs.lower(numeral, low + sheet.reference.leading / 2 - NUMERAL * sheet.body.size)
            else:
                under = Stack([*words, ask], room, most=sheet.whole)
                inner = under if wide == room else Row([(0, inner), (room - wide, ask)])
        made = inner if fact.times else Indented(inner, indent, numeral)
        made.after, made.span = sheet.unit * (0.8 if sheet.format.abreast == 2 else 1.5), across
        path.append(made)
    parts = parting_rows([made.height + made.after for made in path], sheet.whole)
    for made, part in zip(path, [*parts, 8.0], strict=True):
        made.costs[-1] = part
        yield made


def _in_a_line(step: Step, sheet: StyleSheet, room: float) -> bool:
    """Whether a step's label and words are few enough to stand on one line."""
    style, first, label, said = sheet.reference, room * LABEL, words_of(step.label), words_of(step.text)
    label_wide, said_wide = style.strong.width(label, style.size), style.regular.width(said, style.size)
    return not step.times and label_wide < first - style.size and said_wide < room - first


def _line_of_time(times: int, width: float, on: float, sheet: StyleSheet) -> Flowable:
    """A stretch of a line, going ``on`` to the next one or ending in an arrow, with a dot for each time."""
    radius = 4.2 * sheet.scale

    def draw(canvas: Canvas, x: float, top: float) -> None:
        y, end = top - 2 * radius, x + width + on
        with canvas.artifact():
            canvas.rule(x, y, width + on, sheet.rule, 1.5)
            if not on:
                canvas.path_through([(end - radius, y + radius), (end, y), (end - radius, y - radius)], sheet.rule, 1.5)
            for index in range(times):
                canvas.circle(x + (index + 0.5) * width / times, y, radius, sheet.primary, sheet.paper, 1.5)

    return Drawn(radius * 5, draw)


def _step(
    fact: Step, number_: int, setter: Typesetter, node: Node, width: float
) -> tuple[signs.Draw, list[Flowable], Node]:
    """A step: its number in a filled circle, its words, label first, and the element they are in."""
    sheet = setter.sheet
    item = node.add("LI")
    sign = item.add("Lbl")
    body = item.add("LBody")
    label = setter.paragraph(fact.label, sheet.reference, width, body.add("P"), fact.at("label"), strong=True)
    label.keep_with_next().after = 0
    run = sheet.body.run(str(number_), True)._replace(colour=sheet.paper)
    half, radius = run.font.width(run.text, run.size) / 2, sheet.body.size * NUMERAL

    def numeral(canvas: Canvas, x: float, top: float) -> None:
        with canvas.artifact():
            canvas.circle(x + radius, top - radius, radius, sheet.primary)
        with canvas.mark(sign):
            canvas.lines([(x + radius - half, top - radius - CAP_HEIGHT / 2 * run.size, [run])])

    words = setter.paragraph(fact.text, sheet.reference, width, body.add("P"), fact.at("text"))
    return numeral, [label, words], body


def comparison(block: Comparison, setter: Typesetter, node: Node, level: int) -> Flowable:
    """Two tinted columns, one solid and one double rule above them."""
    sides = [_side(side, setter, node, level, double) for side, double in ((block.left, False), (block.right, True))]
    return abreast(setter.sheet, sides)


def _side(side: Column, setter: Typesetter, node: Node, level: int, double: bool) -> Stack:
    sheet = setter.sheet
    padding = Padding(12, 14, 5, 14)
    inner = setter.sheet.column - padding.left - padding.right
    box = node.add("Div")
    style = sheet.subheading
    heading = setter.paragraph(side.heading, style, inner, box.add(f"H{level}"), side.at("heading"), strong=True)
    heading.after = 2
    inside: list[Flowable] = [heading.keep_with_next()]
    for item in side.items:
        made = setter.paragraph(item.text, sheet.body, inner, box.add("P"), item.at("text"))
        made.after = sheet.unit * 0.6
        inside.append(made)

    def frame(canvas: Canvas, x: float, top: float, width: float, height: float, _: bool) -> None:
        canvas.rectangle((x, top - height, width, height), sheet.tint)
        canvas.rectangle((x, top - (1.5 if double else 4), width, 1.5 if double else 4), sheet.primary)
        if double:
            canvas.rectangle((x, top - 4, width, 1.2), sheet.primary)

    return Stack(inside, setter.sheet.column, padding, frame, setter.sheet.whole)


def do_dont(block: DoDont, setter: Typesetter, node: Node) -> Flowable:
    """What to do, ticked, and what not to do, crossed out, side by side."""
    return abreast(setter.sheet, [_listed(block.do, "yes", setter, node), _listed(block.dont, "no", setter, node)])


def _listed(listing: Listing, icon: str, setter: Typesetter, node: Node) -> Stack:
    box = node.add("Div")
    inside: list[Flowable] = list(lead_in(listing.lead_in, setter, box, setter.sheet.column, listing.at("lead_in")))
    drawing = setter.icon(icon, listing.at())
    sign = signs.icon(drawing, "✓" if icon == "yes" else "✗") if drawing else signs.BULLET._replace(numbering="None")
    place = sign.listed(box)
    inside += [entry(item, 0, setter, place, setter.sheet.column, sign) for item in listing.items]
    return Stack(inside, setter.sheet.column, most=setter.sheet.whole)


def qr_code(block: QrCode, setter: Typesetter, node: Node, width: float, where: Source) -> Iterator[Flowable]:
    """A QR code with its quiet zone, and at its right, or under it, what it leads to, and its address in words."""
    sheet = setter.sheet
    shown = shown_address(block.address)
    words = setter.language.phrases.qr_code.format(text=words_of(block.text), address=shown)
    try:
        code = qr.code(block.address)
    except ValueError as error:
        setter.problems.append(Problem(block.at("address"), str(error), "use a shorter address"))
        return
    figure = node.add("Figure", alt=words)
    side = code.side

    def draw(canvas: Canvas, x: float, top: float) -> None:
        with canvas.figure(figure, (x, top - side, x + side, top)):
            _code(canvas, code, x, top, sheet.ink, sheet.paper)

    picture = Drawn(side, draw)
    style, left = sheet.reference, side + sheet.unit
    beside = width - left >= BESIDE * style.size
    room = width - left if beside else width
    text = setter.paragraph(block.text, style, room, node.add("P"), block.at("text"), strong=True)
    text.after = 0
    link = Chunk(style.run(shown), Link(block.address, words))
    said = Stack([text, setter.set([link], style, room, node.add("P"), where)], room)
    yield Row([(0, picture), (left, said)]) if beside else Stack([picture, said], width)


def _code(canvas: Canvas, code: qr.Code, x: float, top: float, ink: str, paper: str) -> None:
    """A code with its upper left corner at (x, top), runs of modules as one rectangle each."""
    canvas.rectangle((x, top - code.side, code.side, code.side), paper)
    x = canvas.left(x, code.side)  # a code is never mirrored
    module = code.side / code.modules
    lefts, lows, wides = (
        [number(start + at * step) for at in range(code.modules + 1)]
        for start, step in ((x, module), (top - module, -module), (0.0, module))
    )
    tall = number(module)
    canvas.path([f"{lefts[column]} {lows[row]} {wides[length]} {tall} re" for row, column, length in code.bars], ink)
