"""A new clinic, by a form: who they are, how to reach them, their logo and colour; written as any clinic's file is."""

from __future__ import annotations

import base64
import binascii
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from leaflets.artwork.logo import load
from leaflets.artwork.picture import ImageError
from leaflets.content.clinic import Clinic
from leaflets.edition.selection import Job
from leaflets.files import write_whole
from leaflets.problems import ContentError
from leaflets.store.naming import refusal, slug
from leaflets.store.project import Project
from leaflets.store.reader import read
from leaflets.store.references import check_lines
from leaflets.store.saving import dumped, save
from leaflets.studio.choice import Chosen
from leaflets.studio.desk import Desk
from leaflets.studio.rewording import refused, text_of

FIELDS = ("name", "department", "hospital", "email", "web", "other_formats", "interpreter", "feedback")
LOGOS: Mapping[str, str] = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}
ROOM = (150.0, 60.0)


def form(project: Project, _: Chosen, __: Mapping[str, str]) -> Mapping[str, object]:
    """What the form offers."""
    return {"regions": list(project.settings.regions)}


def make_clinic(_: Desk, project: Project, __: Job, sent: Mapping[str, Any]) -> Mapping[str, object]:
    """Write the file of a new clinic, and its logo."""
    name = slug(text_of(sent, "short") or text_of(sent, "name"))
    if not name or refusal(name):
        raise refused("this name cannot be that of a file", "write a short name in plain letters")
    if name in project.every_clinic:
        raise refused(f"there is a clinic called '{name}' already", "write another short name")
    plain: dict[str, Any] = {key: text_of(sent, key) for key in FIELDS if text_of(sent, key).strip()}
    plain["address"] = [line.strip() for line in text_of(sent, "address").splitlines() if line.strip()]
    plain["region"] = text_of(sent, "region")
    plain["contacts"] = [_line(sent, "day")]
    plain["out_of_hours"] = _line(sent, "night")
    if text_of(sent, "colour"):
        plain["colours"] = {"primary": text_of(sent, "colour")}
    logo, ending = _logo(sent)
    if logo:
        plain["logo"] = {"file": f"{name}.{ending}", "alt": text_of(sent, "alt") or f"Logo of {plain.get('name', '')}"}
    file = f"content/clinics/{name}.yaml"
    raw = dumped(file, plain)
    clinic = read(raw, file, Clinic)
    if clinic.region not in project.settings.regions:
        raise refused("there is no such region")
    if problems := list(check_lines(clinic, project.settings.regions[clinic.region])):
        raise ContentError(problems)
    if logo:
        write_whole(project.asset(f"logos/{name}.{ending}"), logo)
    save(project.root, file, lambda _: raw)
    return {"clinic": name}


def _line(sent: Mapping[str, Any], which: str) -> dict[str, str]:
    """A telephone line."""
    parts = {key: text_of(sent, f"{which}_{key}").strip() for key in ("label", "phone", "hours")}
    return {key: text for key, text in parts.items() if text}


def _logo(sent: Mapping[str, Any]) -> tuple[bytes, str]:
    """The bytes of a logo and the ending of its file, if one was sent. Raises ContentError if it is no picture."""
    head, _, body = text_of(sent, "logo").partition(",")
    if not body:
        return b"", ""
    ending = LOGOS.get(head.removeprefix("data:").removesuffix(";base64"), "")
    try:
        if not ending:
            raise ImageError("it is no PNG, JPEG or SVG picture")
        data = base64.b64decode(body, validate=True)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"logo.{ending}"
            path.write_bytes(data)
            load(path, ROOM)
    except (ImageError, binascii.Error) as error:
        raise refused(f"the logo cannot be used: {error}", "save it as PNG, JPEG or SVG") from None
    return data, ending
