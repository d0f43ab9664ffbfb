"""Theme x format x variant -> style sheet: a plain calculation, in points and colours ready to draw with."""

from __future__ import annotations

from dataclasses import dataclass

from leaflets.content.format import Format
from leaflets.content.leaflet import Variant
from leaflets.content.project import Project
from leaflets.content.theme import Theme, Type
from leaflets.content.units import mix
from leaflets.pdf.fonts import load
from leaflets.pdf.text import TextStyle


@dataclass(frozen=True)
class StyleSheet:
    """Everything the layout needs to know about looks. ``unit`` is half a line: the rhythm of a page."""

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
    primary: str
    tint: str
    mid: str
    icons: bool

    @property
    def unit(self) -> float:
        """Half a line of text, in points."""
        return self.body.leading / 2


def style(project: Project, theme: Theme, paper: Format, variant: Variant) -> StyleSheet:
    """The style sheet of one theme on one format for one variant."""
    folder = project.asset(f"fonts/{theme.typeface}")
    regular, bold = load(folder / "Regular.ttf"), load(folder / "Bold.ttf")
    colours, size = theme.colours, paper.text_size
    primary = variant.colour if colours.primary == "variant" else colours.primary

    def text(type_: Type, colour: str, strong: bool = False) -> TextStyle:
        return TextStyle(bold if strong else regular, bold, type_.size * size, type_.leading * size, colour)

    scale, body = theme.scale, Type(size=1, leading=paper.leading)
    return StyleSheet(
        format=paper,
        body=text(body, colours.ink),
        soft=text(body, colours.soft),
        strong=text(body, primary, True),
        term=text(scale.reference, primary, True),
        lead=text(scale.lead, colours.ink),
        reference=text(scale.reference, colours.ink),
        section=text(scale.section, primary, True),
        subheading=text(scale.subheading, colours.ink, True),
        box_heading=text(scale.subheading, primary, True),
        title=text(scale.title, colours.paper, True),
        audience=text(scale.audience, colours.paper),
        label=text(scale.lead, colours.paper),
        alarm_heading=text(scale.audience, colours.paper, True),
        call=text(scale.call, colours.paper, True),
        large_line=text(Type(size=1, leading=scale.section.leading), colours.ink),
        ink=colours.ink,
        rule=colours.rule,
        paper=colours.paper,
        pale=colours.pale,
        alarm=colours.alarm,
        primary=primary,
        tint=mix(primary, colours.paper, 0.92),
        mid=mix(primary, colours.paper, 0.6),
        icons=theme.icons,
    )
