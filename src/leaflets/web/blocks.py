"""Each kind of block as HTML: its macro, and what the macro is given beside the block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import Markup

from leaflets.artwork import icons
from leaflets.artwork.drawing import Drawing
from leaflets.artwork.picture import ImageError
from leaflets.content.blocks import (
    AnatomyBlock,
    AnyBlock,
    BlanksBlock,
    BodyMapBlock,
    ChanceBlock,
    ClinicDetailsBlock,
    ContentsBlock,
    DoDontBlock,
    EmergencyBlock,
    KeepTogetherBlock,
    KeyMessageBlock,
    NoteBlock,
    OrganisationsBlock,
    PictureBlock,
    SourceListBlock,
    WarningBlock,
    WordsExplainedBlock,
    kind_of,
)
from leaflets.content.payloads import Panel
from leaflets.edition import spoken
from leaflets.edition.manuscript import Manuscript
from leaflets.problems import ContentError, Problem, Source
from leaflets.web import figures
from leaflets.web.engine import environment


@dataclass
class View:
    """What blocks are drawn from: the manuscript, and the folder of pictures and icons.

    Problems met on the way are collected in ``problems``; ``alarms`` are the headings of red flags met so far.
    """

    copy: Manuscript
    assets: Path
    problems: list[Problem] = field(default_factory=list)
    alarms: set[str] = field(default_factory=set)

    def icon(self, name: str, where: Source) -> Drawing | None:
        """An icon of ``assets/icons`` by name. One that is missing or no drawing is a problem."""
        try:
            return icons.icon(self.assets, name, where)
        except ContentError as error:
            self.problems.extend(error.problems)
            return None


def drawn(block: AnyBlock, view: View, level: int) -> Markup:
    """A block as HTML, and the words it wants explained; headings inside it are of ``level``."""
    macros: Any = environment().get_template("blocks.html").module
    block = view.copy.filled(block)
    made: Markup = getattr(macros, str(kind_of(block)))(block, level, _values(block, view, level))
    explained: Markup = macros.explained(view.copy.explained(block))
    return made + explained


def _values(block: AnyBlock, view: View, level: int) -> Mapping[str, object]:
    """What the macro of a block's kind is given beside the block."""
    leaflet, phrases = view.copy.leaflet, view.copy.language.phrases
    match block:
        case KeyMessageBlock():
            return {"lines": _ring(block.key_message, view)}
        case NoteBlock():
            return {"icon": view.icon("info", block.at()), "lines": _ring(block.note, view)}
        case WarningBlock():
            return {"lines": _ring(block.warning, view)}
        case BlanksBlock():
            clinic = view.copy.clinic if block.blanks.filled_by else None
            return {"lines": spoken.answered(clinic.directory, phrases) if clinic else []}
        case DoDontBlock():
            return {name: view.icon(name, block.at()) for name in ("yes", "no")}
        case EmergencyBlock():
            return _alarm(block, view)
        case ChanceBlock():
            notes = spoken.chance_notes(block, leaflet, phrases)
            said = spoken.chance_in_words(block.chance, phrases)
            return {"figure": figures.array(block.chance), "words": said, "notes": notes}
        case BodyMapBlock():
            return {"figure": figures.body(block.body_map, view.copy.variant.place, view.assets)}
        case AnatomyBlock():
            return {"figure": figures.anatomy(block.anatomy, view.assets)}
        case PictureBlock():
            return {"picture": _picture(block, view)}
        case ContentsBlock():
            front = leaflet.file.front.section
            return {"sections": {name: one for name, one in leaflet.sections.items() if name != front}}
        case WordsExplainedBlock():
            return {"words": view.copy.glossary}
        case OrganisationsBlock():
            return {"organisations": view.copy.organisations, "phrases": phrases}
        case ClinicDetailsBlock():
            clinic = view.copy.clinic
            given_by = spoken.given_by(clinic, phrases) if clinic else ""
            return {"clinic": clinic, "given_by": given_by, "phrases": phrases}
        case SourceListBlock():
            return {"sources": spoken.sources_listed(leaflet)}
        case KeepTogetherBlock():
            return {"inside": [drawn(one, view, level) for one in block.keep_together]}
        case _:
            return {}


def _ring(box: Panel, view: View) -> list[tuple[str, str, str]]:
    """The clinic's lines for any hour, in a box that asks for them."""
    clinic = view.copy.clinic if box.filled_by else None
    return spoken.answered(clinic.ring, view.copy.language.phrases) if clinic else []


def _alarm(block: EmergencyBlock, view: View) -> Mapping[str, object]:
    """The number to ring, and whether this is the first box of that heading: landmarks need names of their own."""
    heading = block.emergency.heading
    landmark = heading not in view.alarms
    view.alarms.add(heading)
    number = view.copy.region.emergency_number
    rings = number in block.emergency.call and spoken.rings(number)
    return {"landmark": landmark, "number": number if rings else ""}


def _picture(block: PictureBlock, view: View) -> figures.Embedded | None:
    picture = block.picture
    try:
        return figures.embedded(picture, view.assets / "pictures" / picture.file)
    except (ImageError, OSError) as error:
        message = f"the picture '{picture.file}' cannot be used: {error}"
        view.problems.append(Problem(picture.at("file"), message, "save it again as PNG or JPEG"))
        return None
