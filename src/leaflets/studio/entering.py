"""New leaflets, and entries of lists and files, by forms made from what they are: sources, variants, clinics, looks."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

from leaflets.content.units import contrast
from leaflets.edition.selection import Job
from leaflets.files import read_whole, write_whole
from leaflets.problems import ContentError, Problem
from leaflets.store.edit import Way
from leaflets.store.entries import put, said_at, stripped, way_to
from leaflets.store.naming import refusal, slug
from leaflets.store.project import Project
from leaflets.store.references import EDITIONS
from leaflets.store.saving import check, dumped
from leaflets.store.scaffold import scaffold
from leaflets.store.schema import Field, every, form
from leaflets.studio.choice import Chosen
from leaflets.studio.desk import Desk
from leaflets.studio.sent import keep, refused, text_of
from leaflets.studio.words import fit


class Kind(NamedTuple):
    """What can be filled in: its schema, its file, and the key of the list there and its model, if it is an entry."""

    schema: str
    file: str
    key: str = ""
    model: str = ""


HERE = "content/leaflets/{leaflet}"
KINDS: Mapping[str, Kind] = {
    "glossary": Kind("glossary", f"{HERE}/glossary.yaml", "words", "Word"),
    "sources": Kind("sources", f"{HERE}/sources.yaml", "sources", "Reference"),
    "organisations": Kind("organisations", f"{HERE}/organisations.yaml", "organisations", "Organisation"),
    "variants": Kind("leaflet", f"{HERE}/leaflet.yaml", "variants", "Variant"),
    "clinics": Kind("clinic", "content/clinics/{name}.yaml"),
    "themes": Kind("theme", "content/themes/{name}.yaml"),
}
SHOWS: Mapping[str, str] = {"variants": "variant", "clinics": "clinic", "themes": "theme"}
"""What is chosen to be shown with an entry of a kind."""
DRAWN: Mapping[str, str] = {"typeface": "fonts", "icon": "icons", "drawing": "figures"}
"""The folders of ``assets`` whose names there are to choose from."""
TITLES = ("term", "title", "name", "organisation", "description")
WHITE, BLACK = "#FFFFFF", "#000000"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_MISSING = re.compile(r"'(\w+)' is missing")


def lists(project: Project, chosen: Chosen, query: Mapping[str, str]) -> Mapping[str, object]:
    """The entries of a kind, and the form of one, or of a new one, if the address asks for it."""
    kind = query.get("kind", "") if query.get("kind") in KINDS else next(iter(KINDS))
    entries, name = _entries(project, kind, chosen.job.leaflet), query.get("entry")
    new = name is not None and name not in entries
    fields: Sequence[Field] = ()
    if name is not None:
        raw, file, way = _place(project, kind, chosen.job.leaflet, "" if new else name)
        fields = list(_form(project, kind, chosen.job, said_at(raw, file, way) if raw and not new else None))
    shows = {SHOWS[kind]: name} if kind in SHOWS and name and not new else {}
    here = {"kind": kind, **({} if name is None else {"entry": name}), **shows}
    return {
        "query": chosen.but(**here),
        "plain": chosen.but(kind=kind),
        "kinds": {one: chosen.but(kind=one) for one in KINDS},
        "kind": kind,
        "entries": {one: (title, chosen.but(kind=kind, entry=one)) for one, title in entries.items()},
        "name": None if new else name,
        "fields": fields,
        "listed": bool(KINDS[kind].key),
        "told": _contrasts(fields, {}),
    }


def begin(project: Project, sent: Mapping[str, Any]) -> Mapping[str, object]:
    """Write the files of a new leaflet, with a variant for each line. All are fit to be read, or none is written."""
    title = fit(text_of(sent, "title"))
    name = slug(text_of(sent, "short") or title)
    variants = [slug(line) for line in text_of(sent, "variants").splitlines() if line.strip()] or ["general"]
    for key in (name, *variants):
        if said := refusal(key):
            raise refused(said, "write it in small plain letters")
    home = project.root / "content/leaflets" / name
    if home.exists():
        raise refused(f"there is a leaflet called '{name}' already", "write another short name")
    files = scaffold(name, title, list(dict.fromkeys(variants)), project.today)
    for file, text in files.items():
        check(text.encode(), f"content/leaflets/{name}/{file}")
    for file in sorted(files, key=lambda file: file == "leaflet.yaml"):  # which makes a leaflet of the folder
        write_whole(home / file, files[file].encode())
    return {"leaflet": name}


def enter(desk: Desk, project: Project, job: Job, sent: Mapping[str, Any]) -> Mapping[str, object]:
    """Write an entry as a form says it; or only tell what would be wrong with it, with ``try``; or take it away."""
    kind, name = text_of(sent, "kind"), text_of(sent, "entry")
    if kind not in KINDS:
        raise refused("there is no such form")
    entries = _entries(project, kind, job.leaflet)
    new = not name
    if name and name not in entries:
        raise refused("this is no longer there", "someone else has removed it in the meantime")
    fields = list(_form(project, kind, job, None if new else said_at(*_place(project, kind, job.leaflet, name))))
    if new:
        name = _new(sent, fields, kind, entries)
    raw, file, way = _place(project, kind, job.leaflet, name)
    if sent.get("remove") and not new and way:
        desk.save(file, lambda now: put(now, file, way, None), lambda: _read(project, kind, job.leaflet, name))
        return {}
    if clashes := list(_clashes(fields, sent)):
        return {"problems": clashes}
    trying = bool(sent.get("try"))
    given = _given(fields, sent, lambda data: f"{name}.png" if trying else keep(project, "logos", data, name))

    def change(now: bytes) -> bytes:
        return put(now, file, way, given) if now else dumped(file, stripped(given))

    made, told = raw, {"told": _contrasts(fields, sent)}
    try:
        made = change(raw)
        if trying:
            check(made, file, project.root)
        else:
            desk.save(file, change, lambda: _read(project, kind, job.leaflet, name))
    except ContentError as error:
        return {**told, "problems": list(_faults(error.problems, made, file, way, fields))}
    return {**told, "entry": name, "shows": {SHOWS[kind]: name} if kind in SHOWS else {}}


def _place(project: Project, kind: str, leaflet: str, name: str) -> tuple[bytes, str, Way]:
    """What the file of an entry says, its name, and the way to the entry in it."""
    file = KINDS[kind].file.format(leaflet=leaflet, name=name)
    path = project.root / file
    return read_whole(path) if path.exists() else b"", file, (KINDS[kind].key, name) if KINDS[kind].key else ()


def _entries(project: Project, kind: str, leaflet: str) -> dict[str, str]:
    """The entries of a kind by name, with what they are called."""
    if not KINDS[kind].key:
        return {name: name for name in project.names(kind)}
    raw, file, way = _place(project, kind, leaflet, "")
    found = said_at(raw, file, way[:1])
    if not isinstance(found, dict):
        return {}
    return {
        name: next((said[key] for key in TITLES if key in said), name) if isinstance(said, dict) else name
        for name, said in found.items()
    }


def _new(sent: Mapping[str, Any], fields: Sequence[Field], kind: str, entries: Mapping[str, str]) -> str:
    """The name of a new entry: that which was written, or one made from what it is called. Raises ContentError."""
    title = next((text_of(sent, one.name) for one in fields if one.name in TITLES), "")
    name = text_of(sent, "new").strip() or slug(title)
    file = not KINDS[kind].key
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", name) or (file and refusal(name)):
        raise refused("this name cannot be used", "write a short name in plain letters, such as day-care-2")
    if name in entries:
        raise refused(f"there is already one called '{name}'", "write another short name")
    return name


def _read(project: Project, kind: str, leaflet: str, name: str) -> object:
    """Read what an entry belongs to with all that it names. Raises ContentError."""
    if kind == "clinics":
        return project.clinic(name)
    return project.theme(name) if kind == "themes" else project.leaflet_drawn(leaflet)


def _form(project: Project, kind: str, job: Job, said: Any) -> Iterator[Field]:
    """The fields of an entry, and what they say by now."""
    file = project.leaflet(job.leaflet).file
    offered: dict[str, Sequence[str]] = {
        "variant": list(file.variants),
        "region": list(project.settings.regions),
        "edition": EDITIONS,
        "extra": file.extras,
        "language": project.names("languages"),
        "extends": project.names("themes"),
    }
    for key, folder in DRAWN.items():
        drawn = (path for path in project.asset(folder).glob("*") if path.is_dir() or path.suffix == ".svg")
        offered[key] = sorted({path.stem for path in drawn})
    return form(KINDS[kind].schema, KINDS[kind].model, said, offered)


def _given(fields: Sequence[Field], sent: Mapping[str, Any], kept: Callable[[str], str]) -> dict[str, Any]:
    """What is sent of a form, in the shape of its entry; what is left empty is nothing."""
    made: dict[str, Any] = {}
    for field in fields:
        key, value = field.name.rpartition(".")[2], sent.get(field.name)
        if field.kind != "group" and value is None:
            continue
        text = " ".join(value.split()) if isinstance(value, str) else ""
        if field.kind == "group":
            inside = _given(field.fields, sent, kept)
            made[key] = list(inside.values()) if "0" in inside else inside
        elif field.kind == "tick":
            made[key] = bool(value)
        elif field.kind in ("list", "ticks"):
            lines = value.splitlines() if isinstance(value, str) else value if isinstance(value, list) else []
            made[key] = [line for one in lines if (line := " ".join(str(one).split()))] or None
        elif field.kind == "file":
            made[key] = kept(text) if text.startswith("data:") else field.value
        else:
            made[key] = _day(text) if field.kind == "day" else text or None
    return made


def _clashes(fields: Sequence[Field], sent: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    """A problem for each field that was sent, and says by now something else than ``before`` it was changed."""
    before = sent.get("before")
    for field in every(fields):
        if isinstance(before, dict) and field.name in before and field.kind not in ("group", "file"):
            now: Any = field.value or []
            now = field.value if field.kind == "tick" else now if field.kind == "ticks" else field.shown
            if now not in (before[field.name], sent.get(field.name)):
                message = "someone else has changed this in the meantime"
                hint = f"there it is now: {now if isinstance(now, str) else ', '.join(map(str, now or ()))}"
                yield {"where": "", "message": message, "hint": hint, "field": field.name}


def _day(text: str) -> date | str | None:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return text or None


def _contrasts(fields: Sequence[Field], sent: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The contrasts of the colours in a form with white and with black (WCAG 2.2, 1.4.3)."""
    given = {field.name: str(sent.get(field.name, field.value)).strip() for field in every(fields)}
    return {
        name: {"white": f"{contrast(one, WHITE):.1f}", "black": f"{contrast(one, BLACK):.1f}"}
        for name, one in given.items()
        if _COLOUR.fullmatch(one)
    }


def _faults(
    problems: Sequence[Problem], raw: bytes, file: str, way: Way, fields: Sequence[Field]
) -> Iterator[Mapping[str, str]]:
    """What is wrong, each with the field that says it, if one does."""
    names = {field.name for field in every(fields)}
    for one in problems:
        path: list[str] = []
        if one.where.file == file and raw:
            path = [str(step) for step in way_to(raw, file, one.where)[len(way) :]]
        path += _MISSING.findall(one.message)[:1]
        while path and ".".join(path) not in names:
            path.pop()
        yield {"where": "", "message": one.message, "hint": one.hint, "field": ".".join(path)}
