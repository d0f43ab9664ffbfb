"""What one file says of another: every id, value, place, picture, drawing and logo that is named must exist."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from leaflets.artwork.figures import figure
from leaflets.content.clinic import Change, Clinic, LocalApproval, Logo
from leaflets.content.format import SCREENS, Folding
from leaflets.content.inline import PLACEHOLDERS, asked, spans, text_fields
from leaflets.content.leaflet import Emblem, Leaflet, Section
from leaflets.content.model import Condition, Conditional, Model, once
from leaflets.content.payloads import Anatomy, Illustration, Part
from leaflets.content.settings import Region, Settings
from leaflets.content.telephone import cannot_ring
from leaflets.files import as_spelled, left_about
from leaflets.problems import ContentError, Problem, Source, did_you_mean, refuse

EDITIONS = ("full", "brief")


def check(leaflet: Leaflet, settings: Settings) -> list[Problem]:
    """A problem for every id, variant, region, extra, value or place that is named and does not exist."""
    named = [*_sections(leaflet), *unknown(leaflet, leaflet, settings), *_values(leaflet, settings)]
    for approval in (*leaflet.file.approvals, *leaflet.versions):
        named += absent(approval.variant, leaflet.file.variants, "variant", approval, "variant")
    return named


def check_settings(settings: Settings, names: Callable[[str], Sequence[str]]) -> None:
    """Hold the names that a project's settings give to what its folders hold. Raises ContentError with all faults."""
    wanted = [("leaflets", name, settings.at("leaflets")) for name in settings.leaflets]
    wanted.append(("themes", settings.theme, settings.at("theme")))
    for region in settings.regions.values():
        wanted.append(("formats", region.format, region.at("format")))
        wanted.append(("languages", region.language, region.at("language")))
    problems = [one for folder, name, where in wanted for one in unknown_name(folder, name, names(folder), where)]
    for name in SCREENS:
        if name in names("formats"):
            message = f"'{name}' is the name of an edition for the screen"
            problems.append(Problem(Source(f"content/formats/{name}.yaml"), message, "give the file another name"))
    if settings.region not in settings.regions:
        message = f"the region '{settings.region}' is not in 'regions'"
        problems.append(Problem(settings.at("region"), message, did_you_mean(settings.region, settings.regions)))
    refuse(problems)


def unknown_name(folder: str, name: str, known: Sequence[str], where: Source) -> Iterator[Problem]:
    """A problem, if a folder of ``content`` does not hold what is asked of it by name."""
    if name not in known:
        yield Problem(where, f"there is no '{name}' in content/{folder}", did_you_mean(name, known))


def unknown(parts: object, leaflet: Leaflet, settings: Settings) -> Iterator[Problem]:
    """What the models inside ``parts`` name and the leaflet or the project does not have."""
    axes: Mapping[str, Iterable[str]] = {
        "variant": leaflet.file.variants,
        "region": settings.regions,
        "edition": EDITIONS,
        "extra": leaflet.file.extras,
        "language": leaflet.languages,
    }
    lists: Mapping[str, tuple[str, Iterable[str]]] = {
        "sources": ("source", leaflet.sources),
        "words": ("word in glossary.yaml", leaflet.words),
    }
    for model in models(parts):
        if isinstance(model, Condition):
            for axis, known in axes.items():
                yield from absent(getattr(model, axis), known, axis, model, axis)
        elif isinstance(model, Conditional):
            for key, (what, known) in lists.items():
                yield from absent(vars(model).get(key, ()), known, what, model, key)
        if isinstance(model, Part):
            yield from absent([model.first], leaflet.file.sections, "section", model, "first")
        yield from _no_value(model, [*PLACEHOLDERS, *leaflet.file.values])
        for key, text in _texts(model):
            led_to = (span.address[1:] for span in spans(text) if span.address.startswith("#"))
            yield from absent(led_to, leaflet.sections, "section", model, key)


def _texts(model: Model) -> Iterator[tuple[str, str]]:
    """The texts of a model, each with its key."""
    said = vars(model)
    for key in text_fields(type(model), True):
        texts = said[key]
        if isinstance(texts, str):
            yield key, texts
        elif texts and isinstance(texts, tuple):
            yield from ((f"{key}.{number}", text) for number, text in enumerate(texts) if isinstance(text, str))


def _no_value(model: Model, known: Collection[str]) -> Iterator[Problem]:
    """A problem for each value that a model's texts ask for, and nobody gives."""
    for key, text in _texts(model):
        for name in asked(text) if "{" in text else ():
            if name not in known:
                message = f"'{{{name}}}' is not a placeholder, nor under 'values' in leaflet.yaml"
                yield Problem(model.at(key), message, did_you_mean(name, known))


def _values(leaflet: Leaflet, settings: Settings) -> Iterator[Problem]:
    """A problem for each value that a leaflet asks for, and a region does not give, or gives wrong."""
    for name, value in leaflet.file.values.items():
        for key, region in settings.regions.items():
            if name not in region.values:
                hint = f"write '{name}:' under 'values:' of the region in content/project.yaml: {value.what}"
                yield Problem(region.at(), f"the region '{key}' gives no '{name}', which {leaflet.name} asks for", hint)
            elif wrong := value.wrong(region.values[name]):
                yield Problem(region.at(f"values.{name}"), *wrong)


def concerned(clinic: Clinic, names: Sequence[str]) -> Iterator[str]:
    """The leaflets a clinic says anything of: those it names, or, if it says something of any, all."""
    entries: tuple[Change | LocalApproval, ...] = (*clinic.changes, *clinic.approvals)
    every = clinic.extras or clinic.values or any(entry.leaflet is None for entry in entries)
    return (name for name in names if every or any(entry.leaflet == name for entry in entries))


def check_clinic(
    clinic: Clinic, settings: Settings, names: Sequence[str], leaflets: Mapping[str, Leaflet]
) -> list[Problem]:
    """A problem for every region, variant or id a clinic names and the project does not have, and for silent numbers.

    And for what looks like a slip in the name of a leaflet, an extra or a value: what belongs to a leaflet that is not
    here is ``idle``. ``names`` are all leaflets there are; ``leaflets`` are those the clinic says anything of.
    """
    problems = list(absent([clinic.region], settings.regions, "region", clinic, "region"))
    problems += [one for one in _idle(clinic, names, leaflets) if one.hint.startswith("did you mean")]
    own = clinic.model_copy(update={"changes": ()}) if clinic.changes else clinic
    problems += [problem for model in models(own) for problem in _no_value(model, PLACEHOLDERS)]
    for leaflet in leaflets.values():
        for name in leaflet.file.values.keys() & clinic.values.keys():
            if wrong := leaflet.file.values[name].wrong(clinic.values[name]):
                problems.append(Problem(clinic.at(f"values.{name}"), *wrong))
    for approval in clinic.approvals:
        if approval.leaflet in leaflets:
            variants = leaflets[approval.leaflet].file.variants
            problems += absent(approval.variant, variants, "variant", approval, "variant")
    if region := settings.regions.get(clinic.region):
        found = ((line, silent(line.phone, region)) for line in clinic.lines)
        problems += [Problem(line.at("phone"), *wrong) for line, wrong in found if wrong]
    return problems


def idle(clinic: Clinic, names: Sequence[str], leaflets: Mapping[str, Leaflet]) -> Iterator[Problem]:
    """What a clinic says of leaflets, extras and values that are not here, and that is passed over."""
    return (problem.adding("what is said of it is passed over") for problem in _idle(clinic, names, leaflets))


def _idle(clinic: Clinic, names: Sequence[str], leaflets: Mapping[str, Leaflet]) -> Iterator[Problem]:
    entries: tuple[Change | LocalApproval, ...] = (*clinic.changes, *clinic.approvals)
    if not (entries or clinic.extras or clinic.values):
        return
    for entry in entries:
        yield from absent([entry.leaflet] if entry.leaflet else [], names, "leaflet", entry, "leaflet")
    if any(name not in leaflets for name in concerned(clinic, names)):
        return  # one cannot be read: nobody knows what it has
    extras = [extra for leaflet in leaflets.values() for extra in leaflet.file.extras]
    yield from absent(clinic.extras, extras, "extra", clinic, "extras")
    values = [name for leaflet in leaflets.values() for name in leaflet.file.values]
    for name in clinic.values:
        yield from absent([name], values, "leaflet that asks for", clinic, f"values.{name}")


def silent(number: str, region: Region) -> tuple[str, str] | None:
    """Why a number cannot ring in a region, and what to do; nothing if it can, or nobody knows."""
    known = number in region.numbers or region.country is None
    return None if known else cannot_ring(number, str(region.country))


def models(value: object) -> Iterator[Model]:
    """Every model inside a value, itself first."""
    if isinstance(value, Section):
        yield from _in_section(value)
        return
    if isinstance(value, Model):
        yield value
        parts: Iterable[object] = vars(value).values()
    else:
        parts = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    for part in parts:
        if part and type(part) is not str and isinstance(part, (Model, dict, tuple)):
            yield from models(part)


@once
def _in_section(section: Section) -> Sequence[Model]:
    return [section, *models(tuple(vars(section).values()))]


def absent(names: Iterable[str], known: Iterable[str], what: str, model: Model, key: str) -> Iterator[Problem]:
    """A problem at a key of a model for each name that it says, and that is not known."""
    for name in names:
        if name not in known:
            yield Problem(model.at(key), f"there is no {what} '{name}'", did_you_mean(name, known))


def _sections(leaflet: Leaflet) -> Iterator[Problem]:
    file = leaflet.file
    yield from absent([file.front.section], leaflet.sections, "section", file.front, "section")
    yield from absent(file.sections, leaflet.sections, "section", file, "sections")
    if file.panels:
        for panel, names in file.panels.places.items():
            yield from absent(names, leaflet.sections, "section", file.panels, panel)
        twice = [name for name, count in Counter(file.panels.sections).items() if count > 1]
        for name in twice:
            yield Problem(file.panels.at(), f"the section '{name}' stands on the panels more than once", "name it once")
        kinds: tuple[Folding, ...] = "z", "gate"
        for kind in kinds:
            own, there = getattr(file.panels, kind), file.panels.folded(kind)
            if own and sorted(there.sections) != sorted(file.panels.sections):
                shared = {name for panel in there.places if not hasattr(own, panel) for name in there.places[panel]}
                moved = [name for name in file.panels.sections if name not in shared]
                message = f"the panels of a {kind}-fold hold other sections than those they stand for"
                yield Problem(own.at(), message, f"name each of these once: {', '.join(moved)}")
    for name, section in leaflet.sections.items():
        if name not in (*file.sections, file.front.section, *(file.panels.sections if file.panels else ())):
            yield Problem(section.at(), f"the section '{name}' is not listed in leaflet.yaml", "list it, or delete it")


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
