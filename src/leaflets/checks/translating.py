"""Translations: what is not translated, what has changed since, what is translated wrong, what nobody has read."""

from __future__ import annotations

from collections.abc import Iterator

from leaflets.checks.rules import Finding, finding
from leaflets.content.rulebook import Severity
from leaflets.edition.faithful import shortened, unfamiliar
from leaflets.edition.sheet import pieces, unlike
from leaflets.edition.units import units
from leaflets.problems import ContentError
from leaflets.store.project import Project
from leaflets.store.translations import source_language, tongues, translations


def translating(project: Project, name: str) -> Iterator[Finding]:
    """What a careful editor would say of a leaflet in every language it is translated into."""
    own = project.language(source_language(project, project.settings.region))
    for tongue in tongues(project, name):
        try:
            every, said = pieces(project, name, tongue), translations(project, name, tongue)
        except ContentError as error:
            for one in error.problems:
                yield finding("translation", one.where, one.message, (tongue,), one.hint)
            continue
        there = {unit.place[:2] for unit in units(project.leaflet(name), tongue)}
        for entry in (one for one in said.statements if (one.id, one.part) not in there):
            message, hint = f"the leaflet has no '{entry.part}' of '{entry.id}'", "delete it, or mend its id"
            yield finding("translation", entry.at("id"), message, (entry.id, tongue), hint, "advice")
        short = shortened((piece.unit.words, piece.entry.text if piece.entry else "") for piece in every)
        for piece, brief in zip(every, short, strict=True):
            unit, names = piece.unit, (piece.unit.id, tongue)
            if piece.entry is None:
                grave: Severity = "problem" if unit.locked else "advice"
                rule, how = ("stale", "has changed since it was") if piece.old else ("untranslated", "is not")
                message = f"'{unit.part}' of '{unit.id}' {how} translated into '{tongue}'"
                yield finding(rule, unit.where, message, names, piece.hint, grave)
                continue
            advised = list(unfamiliar(unit.words, piece.entry.text, own, project.language(tongue)))
            if brief:
                advised.append(("the translation is much shorter than its source", "say all that the source says"))
            for message, hint in advised:
                yield finding("translation", piece.entry.at("text"), f"{unit.id}: {message}", names, hint, "advice")
            for message, hint in unlike(project, name, tongue, unit.words, piece.entry.text):
                yield finding("translation", piece.entry.at("text"), f"{unit.id}: {message}", names, hint)
        if waiting := sum(piece.state == "translated" for piece in every):
            message = f"{waiting} texts in '{tongue}' have not been read by a second reader; they are marked as a draft"
            yield finding("second-reader", said.at("statements"), message, (tongue,))
