"""Pictures, drawings, their parts and logos that content names, and that are not where they should be."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from leaflets.artwork.figures import figure
from leaflets.content.clinic import Logo
from leaflets.content.leaflet import Emblem
from leaflets.content.payloads import Anatomy, Illustration
from leaflets.files import as_spelled, left_about
from leaflets.problems import ContentError, Problem, did_you_mean
from leaflets.store.references import models


def missing(folder: Path, model: Illustration | Logo, what: str) -> Iterator[Problem]:
    """A problem, if the file a model names, ``what`` it is, is not in its folder of ``assets``."""
    home, shown = folder.resolve(), model.file if len(model.file) <= 80 else f"{model.file[:80]}…"
    plain = PurePosixPath(model.file).as_posix() == model.file and ".." not in model.file.split("/")
    real = _real(as_spelled(folder / model.file))
    if not (plain and real and real.is_relative_to(home)):
        outside = ".." in model.file.split("/") or (real and not real.is_relative_to(home))
        message = f"there is no {what} '{shown}' in assets/{folder.name}"
        if outside or model.file.startswith("/"):
            message, near = f"the {what} '{shown}' is outside assets/{folder.name}", ""
        else:
            files = [path for path in sorted(folder.rglob("*")) if not left_about(path.relative_to(folder))]
            known = [path for path in files if (there := _real(path)) and there.is_relative_to(home)]
            near = did_you_mean(shown, (normalize("NFC", path.relative_to(folder).as_posix()) for path in known))
        hint = f"copy it there; {near}" if near else "copy it there, and name it by its name there"
        yield Problem(model.at("file"), message, hint)


def missing_pictures(assets: Path, parts: object) -> Iterator[Problem]:
    """A problem for each picture that the models inside ``parts`` show, and that is not in its folder."""
    for model in models(parts):
        if isinstance(model, Illustration):
            yield from missing(assets / "pictures", model, "picture")


def missing_drawings(assets: Path, parts: object) -> Iterator[Problem]:
    """A problem for each drawing inside ``parts`` that cannot be used, and for each part of one that it lacks.

    All of each drawing is read for it: so no more are looked at than a leaflet that is made shows.
    """
    for model in models(parts):
        if not isinstance(model, Anatomy | Emblem):
            continue
        try:
            known = figure(assets, model.drawing, model.at("drawing")).parts()
        except ContentError as error:
            yield from error.problems
            continue
        named = [(name, model.at("mark")) for name in model.mark]
        named += [(label.part, label.at("part")) for label in getattr(model, "labels", ())]
        for name, where in named:
            if name not in known:
                there = ", ".join(sorted(known)) or "no part with an id"
                yield Problem(where, f"the drawing '{model.drawing}' has no part '{name}'", f"it has {there}")


def _real(path: Path) -> Path | None:
    """The file that a path leads to, through whatever links; nothing if it leads to none."""
    try:
        return path.resolve() if path.is_file() else None
    except (OSError, RuntimeError, ValueError):  # a name too long, links that lead to themselves
        return None
