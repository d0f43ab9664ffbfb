"""Drawings of ``assets``: icons by name, and the outline of a body."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from leaflets.problems import ContentError, Problem, Source, did_you_mean

Drawn = TypeVar("Drawn")


def icon(assets: Path, name: str, where: Source, load: Callable[[Path], Drawn]) -> Drawn:
    """An icon, as ``load`` reads it. Raises ContentError for one that is missing or no drawing."""
    try:
        return load(assets / f"icons/{name}.svg")
    except FileNotFoundError:
        known = (path.stem for path in (assets / "icons").glob("*.svg"))
        problem = Problem(where, f"there is no icon '{name}'", did_you_mean(name, known))
    except (ValueError, SyntaxError) as error:
        problem = Problem(where, f"the icon '{name}' cannot be used: {error}", "choose another")
    raise ContentError([problem])


def outline(assets: Path, where: Source, load: Callable[[Path], Drawn]) -> Drawn:
    """The outline of a body that a body map is drawn on. Raises ContentError if it is missing, or no drawing."""
    try:
        return load(assets / "pictures/body.svg")
    except FileNotFoundError:
        message = "there is no outline of a body: assets/pictures/body.svg"
    except (ValueError, SyntaxError) as error:
        message = f"the outline of a body, assets/pictures/body.svg, cannot be used: {error}"
    raise ContentError([Problem(where, message, "copy it from the starter project")])
