"""The colours of a page in the dark: near black, and every contrast of the light kept."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from leaflets.artwork.colour import luminance, mix
from leaflets.content.theme import Palette, palette
from leaflets.content.units import contrast
from leaflets.store.project import Project
from leaflets.web.page import Scheme, dark, light

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06X}".format)
TEXT = [("ink", "paper"), ("ink", "pale"), ("ink", "tint"), ("soft", "paper"), ("primary", "paper")]
TEXT += [("primary", "tint"), ("alarm", "paper"), ("on-alarm", "alarm-head"), ("on-band", "band")]
LINES = [("rule", "paper"), ("alarm-head", "paper")]


def too_faint(scheme: Scheme) -> list[str]:
    pairs = [(text, ground, 4.5) for text, ground in TEXT] + [(line, ground, 3.0) for line, ground in LINES]
    return [f"{one} on {two}" for one, two, least in pairs if contrast(scheme[one], scheme[two]) < least]


def test_every_shipped_leaflet_is_readable_in_the_light_and_in_the_dark(project: Project) -> None:
    variants = [one for name in project.names("leaflets") for one in project.leaflet(name).file.variants.values()]
    assert len(variants) > 7
    for variant in variants:
        for name in project.names("themes"):
            colours = palette(project.theme(name), variant)
            assert too_faint(light(colours)) == []
            assert too_faint(dark(colours)) == []
            assert luminance(dark(colours)["paper"]) < 0.02


@given(ink=COLOURS, soft=COLOURS, rule=COLOURS, alarm=COLOURS, primary=COLOURS)
def test_any_colours_that_can_be_read_on_white_can_be_read_in_the_dark(
    ink: str, soft: str, rule: str, alarm: str, primary: str
) -> None:
    paper = "#FFFFFF"
    tint = mix(primary, paper, 0.92)
    colours = Palette(ink, soft, rule, paper, "#F4F4F4", alarm, primary, tint, primary, primary, paper)
    assume(not too_faint(light(colours)))
    assert too_faint(dark(colours)) == []


def test_a_theme_that_is_dark_already_stays_as_it_is() -> None:
    colours = Palette(
        "#FFFFFF",
        "#DDDDDD",
        "#999999",
        "#000000",
        "#111111",
        "#FF9999",
        "#99CCFF",
        "#101820",
        "#446688",
        "#99CCFF",
        "#000000",
    )
    assert dark(colours) == light(colours)
