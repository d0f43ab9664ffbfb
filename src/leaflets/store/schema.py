"""JSON Schema of each kind of YAML file, from the same models that read it, so that editors complete and explain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leaflets.content.approvals import Approvals
from leaflets.content.clinic import Clinic
from leaflets.content.corrections import Corrections
from leaflets.content.format import Format
from leaflets.content.language import Language, LeafletWords
from leaflets.content.leaflet import Glossary, LeafletFile, Organisations, Section, Sources
from leaflets.content.model import Model
from leaflets.content.rulebook import House, Rulebook
from leaflets.content.settings import Settings
from leaflets.content.theme import Theme
from leaflets.content.translations import Translations
from leaflets.store.named import NAMED

KINDS: Mapping[str, type[Model]] = {
    "approvals": Approvals,
    "checks": Rulebook,
    "clinic": Clinic,
    "corrections": Corrections,
    "format": Format,
    "glossary": Glossary,
    "house": House,
    "language": Language,
    "leaflet": LeafletFile,
    "organisations": Organisations,
    "section": Section,
    "settings": Settings,
    "sources": Sources,
    "theme": Theme,
    "translations": Translations,
    "words": LeafletWords,
}


def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of one kind of file. Raises KeyError for an unknown kind."""
    model = KINDS[kind]
    found = model.model_json_schema()
    if "extends" in model.model_fields:  # such a file may leave out whatever its parent says
        for part in (found, *found.get("$defs", {}).values()):
            part.pop("required", None)
    if model in NAMED:
        for name, part in found["$defs"].items():
            if "id" in part.get("required", ()):
                part["required"].remove("id")
            if name == "Item":  # an entry may be its words alone
                found["$defs"][name] = {"anyOf": [{"type": "string"}, part]}
    if model is Clinic:  # what replaces something keeps its id; what is added needs one
        defs = found["$defs"]
        for part in defs.values():
            if {"id", "when"} <= set(part.get("properties", ())):
                part["required"] = [key for key in part.get("required", ()) if key != "id"]
        add = defs["Change"]["properties"]["add"]
        add["items"] = {"allOf": [add["items"], {"required": ["id"]}]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
