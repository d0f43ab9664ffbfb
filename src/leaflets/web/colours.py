"""A palette as the colours of a page: in the light as printed, and in the dark with its contrasts kept."""

from __future__ import annotations

from collections.abc import Mapping

from leaflets.artwork.colour import luminance, mix
from leaflets.content.theme import Palette
from leaflets.content.units import contrast

WHITE, BLACK = "#FFFFFF", "#000000"
NEAR_BLACK = 0.015
"""A ground less luminous than this has room above it for a colour that can carry white words."""

Scheme = Mapping[str, str]
"""Colours by the names that the style sheet calls them."""


def light(palette: Palette, accent: str | None = None) -> Scheme:
    """The colours of paper, and the clinic's accent. What stands on a ground of colour is the paper's."""
    return {
        **palette._asdict(),
        "on-band": palette.on_band,
        "alarm-head": palette.alarm,
        "on-alarm": palette.paper,
        "accent": accent or palette.rule,
        "mark": palette.bright,
    }


def dark(palette: Palette, accent: str | None = None) -> Scheme:
    """The same colours for the dark: a ground near black, and each colour as much lighter as its contrast needs.

    A palette that is dark already stays as it is.
    """
    if luminance(palette.ink) > luminance(palette.paper):
        return light(palette, accent)
    shades = (mix(palette.ink, BLACK, share / 20) for share in range(9, 21))
    ground = next(shade for shade in shades if luminance(shade) < NEAR_BLACK)
    ink = mix(palette.paper, ground, 0.1)
    plain, sober = palette.primary == palette.ink, palette.alarm == palette.ink  # what is as dark as ink turns with it
    primary = ink if plain else lightened(palette.primary, ground, 6)
    tint = mix(ground, primary, 0.1) if palette.tint != palette.paper else ground
    alarm_head = ink if sober else lightened(palette.alarm, ground, 3)
    return {
        "ink": ink,
        "soft": lightened(palette.soft, ground, 7),
        "rule": lightened(palette.rule, ground, 3),
        "paper": ground,
        "pale": mix(ground, WHITE, 0.07) if palette.pale != palette.paper else ground,
        "alarm": ink if sober else lightened(palette.alarm, ground, 6),
        "primary": lightened(primary, tint, 4.5),
        "tint": tint,
        "bright": mix(primary, ground, 0.6),
        "band": palette.band,
        "on-band": palette.on_band,
        "alarm-head": alarm_head,
        "mark": palette.bright,
        "accent": lightened(accent or palette.rule, ground, 3),
        "on-alarm": max(palette.paper, ground, key=lambda text: contrast(text, alarm_head)),
    }


def lightened(colour: str, ground: str, least: float) -> str:
    """The colour, mixed with as little white as gives it a contrast of ``least`` on a dark ground."""
    steps = (mix(colour, WHITE, share / 40) for share in range(41))
    return next((step for step in steps if contrast(step, ground) >= least), WHITE)
