"""Theme x format x variant -> style sheet: a plain calculation, in points and colours ready to draw with."""

from pathlib import Path
from typing import NamedTuple

from leaflets.content.format import LONGEST_LINE, Format
from leaflets.content.leaflet import Variant
from leaflets.content.payloads import Illustration
from leaflets.content.theme import Theme, Type, palette
from leaflets.problems import ContentError, Problem
from leaflets.text.fonts import Font, TypefaceError, fonts
from leaflets.text.lines import TextStyle

PRIMARY, TINT, BRIGHT = "@0", "@1", "@2"
"""The colours of the brand, by their number in the document's palette."""

FURNITURE = 16.0
"""The largest size of headers and footers, in points."""

WHOLE = 0.8
"""What is taller than this share of a page may be parted."""


class StyleSheet(NamedTuple):
    """Everything the layout needs to know about looks. ``brand`` are the colours that ``@0`` to ``@2`` stand for.

    ``bleed`` is how far artwork goes past the edge of the paper, in points.
    """

    format: Format
    body: TextStyle
    soft: TextStyle
    lead: TextStyle
    reference: TextStyle
    strong: TextStyle
    term: TextStyle
    section: TextStyle
    subheading: TextStyle
    box_heading: TextStyle
    title: TextStyle
    audience: TextStyle
    label: TextStyle
    alarm_heading: TextStyle
    call: TextStyle
    large_line: TextStyle
    ink: str
    rule: str
    paper: str
    pale: str
    alarm: str
    brand: tuple[str, str, str]
    icons: bool
    photo: Illustration | None
    band: str
    ruled: bool
    primary: str = PRIMARY
    tint: str = TINT
    bright: str = BRIGHT
    bleed: float = 0.0

    @property
    def furniture(self) -> TextStyle:
        """The style of headers and footers, which are no larger than they need to be in large print."""
        return self.soft._replace(size=min(self.soft.size, FURNITURE))

    @property
    def unit(self) -> float:
        """Half a line of text, in points."""
        return self.body.leading / 2

    @property
    def scale(self) -> float:
        """How much larger than 12 pt the text is: signs and figures grow with it."""
        return self.body.size / 12

    @property
    def longest(self) -> float:
        """The longest line of body text, in points."""
        return LONGEST_LINE * self.body.size

    @property
    def whole(self) -> float:
        """The most height that stays on one page, in points: a heading has room above it."""
        return WHOLE * self.format.text_height

    @property
    def opening(self) -> float:
        """How much of a section stands under its heading before a page ends, in points: six lines, if it can be."""
        return 6 * self.body.leading

    @property
    def gap(self) -> float:
        """White between two columns side by side, in points."""
        return 2 * self.body.size

    @property
    def column(self) -> float:
        """Width of each of the columns that stand side by side, in points; of the page, where none do."""
        paper = self.format
        return (paper.width - self.gap) / 2 if paper.abreast == 2 else paper.width


def _fonts(folder: Path, theme: Theme) -> tuple[Font, Font]:
    """The regular and the bold font of a theme, of a folder of typefaces."""
    try:
        return fonts(folder, theme.typeface, theme.fallbacks)
    except TypefaceError as error:
        where, place = theme.at("typeface"), f"assets/fonts/{theme.typeface}"
        raise ContentError([Problem(where, f"{place}: {message}", hint) for message, hint in error.faults]) from None


def style(assets: Path, theme: Theme, paper: Format, variant: Variant, lang: str) -> StyleSheet:
    """The style sheet of one theme on one format for one variant, in a language (BCP 47).

    Raises ContentError for colours too faint, and for fonts that cannot be used.
    """
    regular, bold = (font.speaking(lang) for font in _fonts(assets / "fonts", theme))
    colours, size = palette(theme, variant), paper.text_size

    def text(type_: Type, colour: str, strong: bool = False) -> TextStyle:
        grown = max(1.0, type_.size * paper.headings)
        leading = type_.leading * grown / type_.size
        return TextStyle(bold if strong else regular, bold, grown * size, leading * size, colour)

    scale, body = theme.scale, Type(size=1, leading=paper.leading)
    reference = Type(size=1, leading=paper.list_leading)
    on_band, ruled = colours.on_band, theme.openers == "rule"
    return StyleSheet(
        format=paper,
        body=text(body, colours.ink),
        soft=text(body, colours.soft),
        strong=text(body, PRIMARY, True),
        term=text(reference, PRIMARY, True),
        lead=text(scale.lead, colours.ink),
        reference=text(reference, colours.ink),
        section=text(scale.section, colours.ink if ruled else PRIMARY, True),
        subheading=text(scale.subheading, colours.ink, True),
        box_heading=text(scale.subheading, PRIMARY, True),
        title=text(scale.title, on_band, True),
        audience=text(scale.audience, on_band),
        label=text(scale.lead, on_band),
        alarm_heading=text(scale.audience, colours.paper, True),
        call=text(scale.call, colours.paper, True),
        large_line=text(Type(size=1, leading=scale.section.leading), colours.ink),
        ink=colours.ink,
        rule=colours.rule,
        paper=colours.paper,
        pale=colours.pale,
        alarm=colours.alarm,
        brand=(colours.primary, colours.tint, colours.bright),
        band={"solid": PRIMARY, "bright": BRIGHT}.get(theme.band, ""),
        icons=theme.icons,
        photo=theme.photo,
        ruled=ruled,
    )
