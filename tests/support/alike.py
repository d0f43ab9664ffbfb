"""Whether two pictures look alike, as far as a person can tell."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageStat

DIFFERS = 48
"""From so many of 256 shades on a pixel counts as another: machines smooth the edges of letters differently."""
MOST_DIFFERING = 0.01
MOST_ON_AVERAGE = 1.5


def differing(agreed: Image.Image, now: Image.Image) -> tuple[float, float]:
    """The share of pixels that differ, and by how much all differ on average."""
    difference = ImageChops.difference(agreed, now)
    others = sum(difference.histogram()[DIFFERS:]) / (now.width * now.height)
    return others, ImageStat.Stat(difference).mean[0]


def alike(agreed: Image.Image, now: Image.Image) -> bool:
    """Whether two pictures in grey are of one size and differ in specks at most."""
    if agreed.size != now.size:
        return False
    others, average = differing(agreed, now)
    return others <= MOST_DIFFERING and average <= MOST_ON_AVERAGE
