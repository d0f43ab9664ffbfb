"""A new leaflet, by a form: the same files that the command line begins one with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leaflets.files import write_whole
from leaflets.store.naming import refusal, slug
from leaflets.store.project import Project
from leaflets.store.saving import check
from leaflets.store.scaffold import scaffold
from leaflets.studio.rewording import fit
from leaflets.studio.sent import refused, text_of


def make_leaflet(project: Project, sent: Mapping[str, Any]) -> Mapping[str, object]:
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
