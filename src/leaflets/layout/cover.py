"""The cover: a band that says what the leaflet is and for whom, with a drawing of the part of the body it is about."""

from collections.abc import Callable
from math import ceil

from leaflets.artwork.drawing import Drawing
from leaflets.artwork.figures import figure, marked
from leaflets.artwork.picture import load
from leaflets.content.format import Fold, Format
from leaflets.content.inline import words_of
from leaflets.content.payloads import Illustration
from leaflets.layout import brand
from leaflets.layout.blocks.texts import FINEST, fitted, shown
from leaflets.layout.flowable import NEVER, Blank, Drawn, Flowable, Paragraph
from leaflets.layout.setting import Setting
from leaflets.layout.style import StyleSheet
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.pieces import Box
from leaflets.pdf.tree import Node
from leaflets.problems import ContentError, Problem
from leaflets.text.lines import Line

EDGE = 30.0
"""White between a band and the upper edge of the paper, in points: office printers do not print nearer."""

INSET = 20.0
"""Padding of the band around its words, in points; half of it on a folded sheet."""

RADIUS = 10.0
"""Radius of the band's corners, in points."""

NEAR_FOLD = 12.0
"""White between a front panel's band and the fold or edge beside it, in points: folds wander by a millimetre or two."""

SHARE = 0.3
"""The band's share of the height of a front panel."""

TALL, ICON = 210.0, 118.0
"""The most a drawing of the body is high, and a picture in its place, in points."""

LEAST = 72.0
"""The least height of either on a page without room for more, in points."""

CLEAR = 16.0
"""White between the words of the band and its picture, in points."""

Draw = Callable[[Canvas, Box], None]
Picture = tuple[float, float, Draw]
"""A picture: how wide and how high it is at most, in points, and what draws it into a box."""


def _block(canvas: Canvas, sheet: StyleSheet, place: Box) -> None:
    """The band itself: on its ground, and in an outline that is seen without it."""
    canvas.rectangle(place, sheet.band, sheet.primary, 1.25 if sheet.band else 2, RADIUS)


def _picture(setting: Setting, node: Node) -> Picture | None:
    """The theme's photo; the variant's drawing, its place marked; or its icon; nothing in a theme without pictures."""
    variant, setter, sheet = setting.copy.variant, setting.setter, setting.setter.sheet
    if not sheet.icons:
        return None
    if sheet.photo:
        return _photo(sheet.photo, setting, node)
    if variant.cover and sheet.band != sheet.primary:
        try:
            art = figure(setter.assets, variant.cover.drawing, variant.cover.at("drawing"))
        except ContentError as error:
            setter.problems.extend(error.problems)
            return None
        art = marked(art, variant.cover.mark, sheet.primary)
        return TALL * art.width / art.height, TALL, _ornament(art)
    icon = setter.icon(variant.icon, variant.at("icon")) if variant.icon else None
    if icon is None:
        return None
    return ICON, ICON, _ornament(icon, sheet.label.colour if sheet.band == sheet.primary else sheet.primary)


def _ornament(drawing: Drawing, colour: str = "") -> Draw:
    """What draws a drawing that says nothing."""

    def draw(canvas: Canvas, box: Box) -> None:
        with canvas.artifact():
            canvas.drawing(drawing, box, colour)

    return draw


def _photo(photo: Illustration, setting: Setting, node: Node) -> Picture | None:
    """A photo, as large as fits in the middle of its box; no words lie on it.

    Its words are the authors', so in a translation it decorates, as if it had none.
    """
    found = fitted(photo, setting.setter, setting.setter.sheet.format.width, TALL)
    if found is None:
        return None
    path, (_, wide, tall) = setting.setter.assets / photo.asset, found
    told = photo.alt and not photo.decorative and setting.copy.rendering is None
    place = node.add("Figure", alt=words_of(photo.alt or "")) if told else None

    def draw(canvas: Canvas, box: Box) -> None:
        left, low, width, height = box
        scale = min(width / wide, height / tall)
        left, low = left + (width - wide * scale) / 2, low + (height - tall * scale) / 2
        image = load(path, ceil(wide * scale / 72 * FINEST))
        shown(canvas, image, (left, low, wide * scale, tall * scale), place)

    return wide, tall, draw


def front_panel(setting: Setting, node: Node, fold: Fold) -> Flowable:
    """The front of a folded leaflet: a band with label, title and picture; under it for whom, the notice, the clinic.

    For a print shop the band runs out at three sides of the panel, and ends at the fold. Two flaps that meet have each
    its part of the band, the picture on the second: no word crosses the slit between them, which wanders as they open.
    """
    copy, setter, sheet = setting.copy, setting.setter, setting.setter.sheet
    file, variant, paper, width = copy.leaflet.file, copy.variant, sheet.format, sheet.format.width
    label = setter.paragraph(file.front.label, sheet.label, width, node.add("P"), file.front.at("label"))
    title = setter.paragraph(variant.title, sheet.title, width, node.add("H1"), variant.at("title"), strong=True)
    dark = sheet.audience._replace(colour=sheet.ink)
    audience = setter.paragraph(file.front.audience, dark, width, node.add("P"), file.front.at("audience"))
    words: list[Flowable] = [audience]
    if copy.notice:
        words.append(setter.paragraph(copy.notice, sheet.body, width, node.add("P"), file.at(), strong=True))
    words.extend(brand.line(setting, node))
    picture = _picture(setting, node)
    lower = _foot_of_band(paper)
    under = sheet.unit + sum(flowable.before + flowable.height + sheet.unit / 2 for flowable in words)
    said = label.height + sheet.unit / 2 + title.height
    above = INSET + NEAR_FOLD if fold.kind == "gate" else paper.margins.top + INSET / 2
    if (over := lower + said + above - paper.paper[1]) > 0:
        lines = ceil(over / title.style.leading)
        message = f"the title has {lines} {'line' if lines == 1 else 'lines'} too many for the front of {paper.name}"
        setter.problems.append(Problem(variant.at("title"), message, "write a shorter one"))

    def draw(canvas: Canvas, x: float, top: float) -> None:
        _draw_band(canvas, sheet, fold, lower)
        high = canvas.height - NEAR_FOLD - lower
        y = lower + (high + said) / 2 if fold.kind == "gate" else top - INSET / 2
        if picture:
            wide, tall, paint = picture
            left, room, under_it = x, width, y - said - lower
            beside = width - max(line.width for line in (*label.lines, *title.lines)) - CLEAR
            if fold.kind == "gate":
                left, under_it = x - canvas.width + fold.outside[-1], high
            elif min(beside / wide, high / tall) > min(width / wide, under_it / tall):
                room, under_it = min(beside, wide * (high - 16) / tall), high
                left += width - room
            tall = min(tall, under_it - 12)
            if under_it > 2 * INSET:
                paint(canvas, (left, lower + (under_it - 4 - tall) / 2, room, tall))
        label.draw_whole(canvas, x, y)
        title.draw_whole(canvas, x, y - label.height - sheet.unit / 2)
        y = lower - sheet.unit
        for flowable in words:
            y -= flowable.before
            flowable.draw_whole(canvas, x, y)
            y -= flowable.height + sheet.unit / 2

    made = Drawn(paper.paper[1] - paper.margins.top - lower + under, draw)
    made.costs, made.where = [NEVER], variant.at("title")
    return made


def _draw_band(canvas: Canvas, sheet: StyleSheet, fold: Fold, lower: float) -> None:
    """The band of a front down to a height: that of each flap, if there are two."""
    out = sheet.bleed if sheet.band else 0.0
    inner, outer = (0.0, -out) if out else (NEAR_FOLD, NEAR_FOLD)
    parts = [(canvas.width - fold.outside[-1] + inner, canvas.width - outer)]
    if fold.kind == "gate":
        parts.append((outer, fold.outside[0] - inner))
    with canvas.artifact():
        for left, right in parts:
            place = (left, lower, right - left, canvas.height - outer - lower)
            if out:
                canvas.rectangle(place, sheet.band)
            else:
                _block(canvas, sheet, place)


def _foot_of_band(paper: Format) -> float:
    """The height of the lower edge of a front panel's band, in points."""
    return paper.paper[1] * (1 - SHARE)


def beside_front(sheet: StyleSheet) -> Flowable:
    """The room for the band on the second of two flaps that meet, as high as on the first."""
    paper = sheet.format
    made = Blank([paper.paper[1] - paper.margins.top - _foot_of_band(paper)], [NEVER])
    made.after = sheet.unit
    return made


class Band(Drawn):
    """A band as high as its picture would have it, and at least as high as its words need, in points."""

    span = True
    least = 0.0


def band(setting: Setting, node: Node) -> Band:
    """The band with title, label and audience, and the draft or out-of-date mark if there is one; as wide as the text.

    Its picture stands at the right, under the lines of the title that reach so far. For a print shop the band runs out
    at three sides of the paper.
    """
    copy, setter, sheet = setting.copy, setting.setter, setting.setter.sheet
    file, variant = copy.leaflet.file, copy.variant
    width, raised = sheet.format.width, max(0.0, sheet.format.margins.top - EDGE)
    inner = width - 2 * INSET
    label = setter.paragraph(file.front.label, sheet.label, inner, node.add("P"), file.front.at("label"))
    title = setter.paragraph(variant.title, sheet.title, inner, node.add("H1"), variant.at("title"), strong=True)
    picture = _picture(setting, node)
    shrunk = min(1.0, inner * 0.4 / picture[0]) if picture else 0.0
    side, high = (picture[0] * shrunk, picture[1] * shrunk) if picture else (0.0, 0.0)
    room = inner - side - CLEAR if picture else inner
    words = [setter.paragraph(file.front.audience, sheet.audience, room, node.add("P"), file.front.at("audience"))]
    if copy.notice:
        words.append(setter.paragraph(copy.notice, sheet.label, room, node.add("P"), file.at(), strong=True))
    gap = sheet.unit * 0.75
    reaching = _reaching(title, room)
    over, clear = label.height + gap / 2 + sum(title.style.leading for _ in reaching), CLEAR / 2 if reaching else 0.0
    said = label.height + gap / 2 + title.height + gap + sum(line.height for line in words) + gap * (len(words) - 1)

    def draw(canvas: Canvas, x: float, top: float) -> None:
        upper, tall = top + raised, made.height + raised
        with canvas.artifact():
            if sheet.bleed and sheet.band:
                out = sheet.bleed
                place = (-out, upper - tall, canvas.width + 2 * out, canvas.height + out - (upper - tall))
                canvas.rectangle(place, sheet.band)
            else:
                _block(canvas, sheet, (x, upper - tall, width, tall))
        if picture:
            picture[2](canvas, (x + INSET + inner - side, upper - tall + INSET, side, tall - 2 * INSET - over - clear))
        y = upper - INSET
        for paragraph, white in ((label, gap / 2), (title, gap), *((one, gap) for one in words)):
            paragraph.draw_whole(canvas, x + INSET, y)
            y -= paragraph.height + white

    made = Band(2 * INSET + max(said, over + high) - raised, draw)
    made.raised, made.least = raised, 2 * INSET + max(said, over + LEAST) - raised
    made.after, made.costs = sheet.unit * 2, [NEVER]
    return made


def _reaching(title: Paragraph, room: float) -> list[Line]:
    """The lines of a title down to the last that reaches past the room beside the picture."""
    lines = list(title.lines)
    while lines and lines[-1].width <= room:
        lines.pop()
    return lines
