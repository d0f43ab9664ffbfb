"""Where the clinic shows: its line on the cover, its telephone lines, the number to ring, and what it says of itself.

With the foot of each page (``pages``), this is all of a page that depends on who hands the leaflet out.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Concatenate, ParamSpec

from leaflets.artwork.logo import Logo, load
from leaflets.artwork.picture import ImageError
from leaflets.content.clinic import Clinic, Line
from leaflets.content.leaflet import Variant
from leaflets.content.units import contrast
from leaflets.edition.spoken import given_by, rung, shown_address, telephone
from leaflets.layout.blocks.texts import phone_number
from leaflets.layout.flowable import NEVER, Drawn, Flowable, Stack
from leaflets.layout.setting import Setting
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.canvas import Canvas
from leaflets.pdf.tree import Node
from leaflets.problems import Problem
from leaflets.text.lines import Chunk, Link

P = ParamSpec("P")
MOST = (170.0, 42.5)
"""The width and height a logo is drawn within, in points: 60 and 15 mm."""

FOLDED = 1 / 3
"""The most of a folded sheet's front that a logo is wide: the name beside it needs the rest."""

LEAST = (28.3, 34.0)
"""A logo drawn neither so wide nor so high, in points, is too small to know: 10 and 12 mm."""

STANDS_OUT = 3.0
"""The least contrast of a thin rule to its ground (WCAG 2.2, 1.4.11)."""

ON_A_FOLD = 2
"""So many of a clinic's telephone lines have room on a folded sheet."""

SEEN = 1.5
"""The least contrast of a logo to its ground: less is one made for a dark ground (WCAG 2.2, 1.4.3, asks nothing)."""


def _own(
    make: Callable[Concatenate[Setting, Node, P], Iterator[Flowable]],
) -> Callable[Concatenate[Setting, Node, P], list[Flowable]]:
    """What depends on the clinic: it is made anew for another one."""

    @wraps(make)
    def made(setting: Setting, node: Node, /, *more: P.args, **named: P.kwargs) -> list[Flowable]:
        return setting.own(lambda setting, node: make(setting, node, *more, **named), node)

    return made


@_own
def line(setting: Setting, node: Node) -> Iterator[Flowable]:
    """Who hands the leaflet out, under the cover's band: logo, name, department and hospital."""
    clinic, setter, sheet = setting.copy.clinic, setting.setter, setting.setter.sheet
    if clinic is None:
        return
    logo = _logo(clinic, setter)
    wide, tall = (logo.width, logo.height) if logo else (0.0, 0.0)
    place = node.add("Figure", alt=clinic.logo.alt) if clinic.logo else node
    left = wide + 14 if logo else 0.0
    room = sheet.format.width - left
    name = setter.paragraph(clinic.name, sheet.box_heading, room, node.add("P"), clinic.at("name"), strong=True)
    titles = setter.paragraph(
        setter.language.listed(*clinic.titles), sheet.soft, room, node.add("P"), clinic.at("department")
    )
    if clinic.hospital:
        setter.noted(titles, clinic.at("hospital"))
    height = max(tall, name.height + titles.height)
    accent = _accent(clinic, setting.copy.variant, setter)
    _fits_the_foot(clinic, setter)

    def draw(canvas: Canvas, x: float, top: float) -> None:
        if logo:
            low = top - (height + tall) / 2
            with canvas.figure(place, (x, low, x + wide, low + tall)):
                canvas.logo(logo, (x, low, wide, tall))
        down = top - (height - name.height - titles.height) / 2
        name.draw_whole(canvas, x + left, down)
        titles.draw_whole(canvas, x + left, down - name.height)
        if accent:
            with canvas.artifact():
                canvas.rule(x, top - height - sheet.unit, sheet.format.width, accent, 1.5)

    made = Drawn(height + (sheet.unit if accent else 0), draw)
    made.span, made.before, made.after = True, sheet.unit, sheet.unit * 1.5
    made.costs, made.where = [NEVER], clinic.at()
    yield made


def _fits_the_foot(clinic: Clinic, setter: Typesetter) -> None:
    """A name that does not fit beside the number of the page is a problem."""
    if setter.sheet.format.fold:  # its sheets have nothing at their foot
        return
    style, key = setter.sheet.furniture, "short_name" if clinic.short_name else "name"
    shown = setter.printable(clinic.shortly, style, clinic.at(key))
    folio = setter.language.phrases.page.format(page=99, pages=99)
    over = sum([style.regular.width(part, style.size) for part in (shown, f"  ·  {folio}")]) - setter.sheet.format.width
    if over > 0:
        message = f"the clinic's name is {over:.0f} pt too wide for the foot of a page"
        setter.problems.append(Problem(clinic.at(key), message, "write a 'short_name' for it"))


def _logo(clinic: Clinic, setter: Typesetter) -> Logo | None:
    """The clinic's logo. One that cannot be used, or would hardly be seen, is a problem."""
    if clinic.logo is None:
        return None
    where, file = clinic.logo.at("file"), clinic.logo.file
    try:
        wide = paper.width * FOLDED if (paper := setter.sheet.format).fold else MOST[0] * setter.sheet.scale
        logo = load(setter.assets / "logos" / file, (wide, MOST[1] * setter.sheet.scale))
    except (ImageError, OSError) as error:
        message = f"the logo '{file}' cannot be used: {error}"
        hint = "save it as plain SVG, its words turned into outlines, or as PNG"
        setter.problems.append(Problem(where, message, hint))
        return None
    if logo.width < LEAST[0] and logo.height < LEAST[1]:
        message = (
            f"the logo '{file}' has too few pixels: it would be {logo.width / 72 * 25.4:.0f} mm wide, and at least"
        )
        setter.problems.append(Problem(where, f"{message} 10 mm, or 12 mm of height, are needed", "use a larger one"))
    ground = setter.sheet.paper
    best = max(contrast(colour, ground) for colour in logo.colours)
    if best < SEEN:
        message = f"the logo '{file}' has a contrast of {best:.1f}:1 to its ground, {ground}; at least {SEEN:g}:1"
        setter.problems.append(Problem(where, f"{message} is needed", "use the one made for a light ground"))
    return logo


def _accent(clinic: Clinic, variant: Variant, setter: Typesetter) -> str:
    """The clinic's second colour, unless the theme has a colour of its own."""
    accent, ground = clinic.colours.accent or "", setter.sheet.paper
    if setter.sheet.brand[0] != variant.colour:
        return ""
    if accent and contrast(accent, ground) < STANDS_OUT:
        message = f"the accent ({accent} on {ground}) has a contrast of {contrast(accent, ground):.1f}:1"
        message += f"; at least {STANDS_OUT:g}:1 is needed"
        setter.problems.append(Problem(clinic.colours.at("accent"), message, "choose a darker colour"))
    return accent


@_own
def contacts(setting: Setting, node: Node, width: float) -> Iterator[Flowable]:
    """The clinic's lines, the two to know first, each a cell of its own. A folded sheet has no room for more."""
    lines = setting.copy.clinic.directory if setting.copy.clinic else ()
    for one in lines[:ON_A_FOLD] if setting.setter.sheet.format.fold else lines:
        yield Stack(_line(one, setting.setter, node, width), width)


@_own
def ring(setting: Setting, node: Node, width: float) -> Iterator[Flowable]:
    """Whom to ring at any hour, inside a box that says when."""
    for one in setting.copy.clinic.ring if setting.copy.clinic else ():
        yield from _line(one, setting.setter, node, width)


@_own
def rungs(setting: Setting, node: Node, width: float, tier: int) -> Iterator[Flowable]:
    """Whom to ring for a tier of the ladder, a paragraph each; for the third, a folded sheet has room for one."""
    setter, clinic = setting.setter, setting.copy.clinic
    style, phrases = setter.sheet.reference, setter.language.phrases
    lines = rung(tier, clinic) if clinic else ()
    for one in lines[:1] if tier == 3 and setter.sheet.format.fold else lines:
        link = Link(telephone(one.phone), phrases.phone_link.format(name=one.label, phone=one.phone))
        chunks = [
            *setter.chunks(f"{one.label}: ", style, one.at("label"), strong=True),
            Chunk(style.run(one.phone, True), link),
            *setter.chunks(f" ({one.hours or phrases.any_hour})", style, one.at("hours")),
        ]
        yield setter.noted(setter.set(chunks, style, width, node.add("P"), one.at("phone")), one.at("label"))


def _line(one: Line, setter: Typesetter, node: Node, width: float) -> list[Flowable]:
    """A telephone line: what it is, its number set large, and when someone answers."""
    sheet, phrases = setter.sheet, setter.language.phrases
    label = setter.paragraph(one.label, sheet.body, width, node.add("P"), one.at("label"), strong=True)
    number = phone_number(one.phone, one.label, setter, sheet.subheading, node.add("P"), width, one.at("phone"))
    hours = setter.paragraph(one.hours or phrases.any_hour, sheet.soft, width, node.add("P"), one.at("hours"))
    label.after = number.after = 0
    return [label.keep_with_next(), number.keep_with_next(), hours]


@_own
def details(setting: Setting, node: Node, width: float) -> Iterator[Flowable]:
    """What the clinic says of itself."""
    clinic, setter = setting.copy.clinic, setting.setter
    phrases, style = setter.language.phrases, setter.sheet.body
    if clinic is None:
        return
    given = setter.paragraph(given_by(clinic, setter.language), style, width, node.add("P"), clinic.at("name"))
    keys = ("department", *(["hospital"] if clinic.hospital else []), *["address"] * len(clinic.address))
    yield setter.noted(given, *map(clinic.at, keys))
    shown = shown_address(clinic.web)
    web = Link(clinic.web, phrases.web_link.format(name=clinic.name, address=shown))
    mail = Link(f"mailto:{clinic.email}", f"{phrases.email}: {clinic.email}")
    for label, text, link, key in ((phrases.web, shown, web, "web"), (phrases.email, clinic.email, mail, "email")):
        chunks = [Chunk(style.run(f"{label}: ")), Chunk(style.run(text, True), link)]
        made = setter.set(chunks, style, width, node.add("P"), clinic.at(key))
        made.after = 0 if key == "web" else made.after
        yield made
    for key in ("other_formats", "interpreter", "feedback"):
        yield setter.paragraph(getattr(clinic, key), style, width, node.add("P"), clinic.at(key))
