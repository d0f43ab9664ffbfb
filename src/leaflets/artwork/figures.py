"""Drawings of ``assets``: icons, in one colour; and figures, whose parts go by ids: marked, and where labels point."""

from collections.abc import Callable, Collection, Sequence
from math import hypot
from pathlib import Path
from typing import TypeVar

from leaflets.artwork.colour import grey, luminance, mix
from leaflets.artwork.drawing import Drawing, Point, Shape
from leaflets.artwork.paths import reach
from leaflets.artwork.picture import ImageError
from leaflets.artwork.svg import read
from leaflets.problems import ContentError, Problem, Source, did_you_mean, refused

T = TypeVar("T")

LIGHT = 0.42
"""A colour as luminous as this is a ground; a darker one is a line."""

PALER = 0.4
"""How much nearer to white all else becomes where something is marked, which so stands out in greys as well."""

HEAVIER = 1.3
"""The most by which a marked part has its lines wider, in units of the drawing: it is told without colours, too."""


def figure(assets: Path, name: str, where: Source) -> Drawing:
    """A drawing by name. Raises ContentError for one that is missing, or that shapes alone cannot show."""
    reading = _found(assets / f"figures/{name}.svg", f"drawing '{name}'", " in assets/figures", where, read)
    if reading.beyond:
        message = f"the drawing '{name}' holds {reading.beyond[0]}"
        raise refused(where, message, "draw it with shapes in plain colours")
    return reading.drawing


def marked(drawing: Drawing, parts: Collection[str], bright: str, ground: str = "") -> Drawing:
    """A drawing with some parts marked: their light colours made ``bright``, their lines heavier, all else paler.

    With a ``ground``, for printing without tints, all other light colours are that one, and lines are grey.
    """

    paler = PALER if parts else 0.0

    def tone(shape: Shape) -> Shape:
        mark, line, fill = not shape.parts.isdisjoint(parts), shape.stroke, shape.fill
        if fill and luminance(fill) > LIGHT:
            fill = bright if mark else ground or mix(fill, "#FFFFFF", paler)
        elif fill and ground:
            fill = _grey(fill)
        if line and luminance(line.colour) > LIGHT:  # a tube is drawn as a light line upon a dark one
            line = line._replace(colour=bright if mark else ground or mix(line.colour, "#FFFFFF", paler))
        elif line:
            if ground:
                line = line._replace(colour=_grey(line.colour))
            if mark:
                line = line._replace(width=line.width + min(line.width, HEAVIER))
        return shape._replace(fill=fill, stroke=line)

    return drawing._replace(shapes=tuple(map(tone, drawing.shapes)))


def _grey(colour: str) -> str:
    return "#" + 3 * f"{round(255 * grey(colour)[0]):02X}"


def points(drawing: Drawing, part: str) -> Sequence[Point]:
    """Where the label of a part may point: as the drawing says, or into the middle of its first shape."""
    if said := dict(drawing.points).get(part):
        return said
    left, top, right, bottom = next(reach(shape.area.path) for shape in drawing.shapes if part in shape.parts)
    return [((left + right) / 2, (top + bottom) / 2)]


def apart(places: Sequence[Point], radius: float, width: float, height: float) -> list[Point]:
    """Places for circles of a radius, inside a frame of a size, as near the given places as fit beside each other."""
    found = [list(place) for place in places]
    for turn in range(200):
        moved = not turn  # all are in the frame after the first turn alone
        for index, one in enumerate(found):
            for other in found[:index]:
                across, down = one[0] - other[0], one[1] - other[1]
                far = hypot(across, down)
                if far < 2.3 * radius:
                    moved, push = True, (2.4 * radius - far) / 2
                    unit = (across / far, down / far) if far else (1.0, 0.0)
                    for place, sign in ((one, 1), (other, -1)):
                        place[0] += sign * push * unit[0]
                        place[1] += sign * push * unit[1]
            one[0] = min(max(one[0], radius), width - radius)
            one[1] = min(max(one[1], radius), height - radius)
        if not moved:
            break
    return [(x, y) for x, y in found]


def icon(assets: Path, name: str, where: Source) -> Drawing:
    """An icon. Raises ContentError for one that is missing, or cannot be drawn in one colour."""
    return _found(assets / f"icons/{name}.svg", f"icon '{name}'", "", where, load)


def _found(path: Path, what: str, home: str, where: Source, look: Callable[[Path], T]) -> T:
    """What a look at a file finds. Raises ContentError for one that is missing or cannot be used."""
    try:
        return look(path)
    except FileNotFoundError:
        known = (one.stem for one in path.parent.glob("*.svg"))
        problem = Problem(where, f"there is no {what}{home}", did_you_mean(path.stem, known))
    except (ValueError, SyntaxError, ImageError, OSError) as error:
        problem = Problem(where, f"the {what} cannot be used: {error}", "choose another")
    raise ContentError([problem])


def load(path: Path) -> Drawing:
    """A drawing in one colour. Raises ValueError or SyntaxError for what is none, ImageError and OSError."""
    reading = read(path)
    drawing = reading.drawing
    whole = (0.0, 0.0, drawing.width, drawing.height)
    clips = {clip for shape in drawing.shapes for clip in shape.clips if not clip.covers(whole)}
    beyond = [*reading.beyond, *(["something half seen"] if drawing.ground else [])]
    beyond += ["shapes seen through others"] if clips else []
    if beyond:
        raise ValueError(f"it holds {beyond[0]}; an icon is made of shapes in one colour")
    if len(drawing.colours()) > 1:
        raise ValueError(f"it has {len(drawing.colours())} colours; an icon has one")
    return drawing._replace(shapes=tuple(shape._replace(clips=()) for shape in drawing.shapes))
