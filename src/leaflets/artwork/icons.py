"""Drawings of ``assets`` in one colour: icons by name."""

from __future__ import annotations

from pathlib import Path

from leaflets.artwork.drawing import Drawing
from leaflets.artwork.picture import ImageError
from leaflets.artwork.svg import read
from leaflets.problems import ContentError, Problem, Source, did_you_mean


def icon(assets: Path, name: str, where: Source) -> Drawing:
    """An icon. Raises ContentError for one that is missing, or cannot be drawn in one colour."""
    try:
        return load(assets / f"icons/{name}.svg")
    except FileNotFoundError:
        known = (path.stem for path in (assets / "icons").glob("*.svg"))
        problem = Problem(where, f"there is no icon '{name}'", did_you_mean(name, known))
    except (ValueError, SyntaxError, ImageError, OSError) as error:
        problem = Problem(where, f"the icon '{name}' cannot be used: {error}", "choose another")
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
