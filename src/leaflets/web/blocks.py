"""Each kind of block as HTML: its macro, and what the macro is given beside the block."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from leaflets.artwork.drawing import Drawing
from leaflets.artwork.figures import icon
from leaflets.artwork.picture import ImageError
from leaflets.content import blocks
from leaflets.content.forms import Tier
from leaflets.content.inline import spans
from leaflets.content.leaflet import Section
from leaflets.edition import spoken
from leaflets.edition.manuscript import Manuscript
from leaflets.problems import Problem, Source, gathered
from leaflets.web import figures
from leaflets.web.engine import in_language, macro


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
        with gathered(self.problems):
            return icon(self.assets, name, where)
        return None


def drawn(block: blocks.AnyBlock, view: View, level: int) -> Markup:
    """A block as HTML, and the words it wants explained; headings inside it are of ``level``."""
    block = view.copy.filled(block)
    values = {**own_words(block, view.copy), **_drawings(block, view, level)}
    home, rules = view.copy.language.tag, view.copy.language.rules()
    own = (block.lang,) if block.lang else (home, rules)
    made: Markup = macro("blocks.html", block, *own)(block, level, values)
    if block.lang:
        single = isinstance(block, blocks.TextBlock | blocks.StatementsBlock | blocks.SubheadingBlock)
        made = in_language(made, block.lang, single)
    explained: Markup = macro("blocks.html", "explained", home, rules)(view.copy.explained(block))
    return made + explained


def opened(section: Section) -> bool:
    """Whether a section begins with the red flags, whose heading then is its own."""
    return any(isinstance(block, blocks.EmergencyBlock) for block in section.blocks[:1])


def own_words(block: blocks.AnyBlock, copy: Manuscript) -> Mapping[str, object]:
    """What a block says of the leaflet's own accord, beside what its author wrote: on a page and in a plain text."""
    leaflet, language, clinic = copy.leaflet, copy.language, copy.clinic
    match block:
        case blocks.KeyMessageBlock(key_message=box) | blocks.NoteBlock(note=box) | blocks.WarningBlock(warning=box):
            return {"lines": spoken.answered(clinic.ring, language) if clinic and box.filled_by else []}
        case blocks.BlanksBlock():
            return {"lines": spoken.answered(clinic.directory, language) if clinic and block.blanks.filled_by else []}
        case blocks.LadderBlock():
            return {"lines": [_rung(number, tier, copy) for number, tier in enumerate(block.ladder.tiers, 1)]}
        case blocks.CardBlock():
            lines = clinic.directory[:2] if clinic and block.card.filled_by else ()
            return {"lines": spoken.answered(lines, language)}
        case blocks.ChanceBlock():
            n, of = block.chance.n, block.chance.of
            said = {"n": language.number(n), "rest": language.number(of - n)}
            return {**said, "notes": spoken.chance_notes(block, leaflet, language, squares=copy.job.format != "text")}
        case blocks.ContentsBlock():
            shown = [name for name in leaflet.sections if name != leaflet.file.front.section]
            return {"groups": block.grouped(leaflet.file.sections, shown), "sections": leaflet.sections}
        case blocks.WordsExplainedBlock():
            return {"words": copy.glossary}
        case blocks.OrganisationsBlock():
            return {"organisations": copy.organisations, "phrases": language.phrases}
        case blocks.ClinicDetailsBlock():
            given_by = spoken.given_by(clinic, language) if clinic else ""
            return {"clinic": clinic, "given_by": given_by, "phrases": language.phrases}
        case blocks.BackPageBlock():
            return {"sources": spoken.sources_in_short(leaflet, language)}
        case blocks.SourceListBlock():
            return {"sources": spoken.sources_listed(leaflet)}
        case _:
            return {}


def _drawings(block: blocks.AnyBlock, view: View, level: int) -> Mapping[str, object]:
    """What a page alone shows of a block: its icons, pictures and figures, and the blocks inside it."""
    match block:
        case blocks.NoteBlock():
            return {"icon": view.icon("info", block.at())}
        case blocks.DoDontBlock():
            return {name: view.icon(name, block.at()) for name in ("yes", "no")}
        case blocks.EmergencyBlock():
            return _alarm(block, view)
        case blocks.LadderBlock():
            return {"numbers": [_number(tier.call, view) for tier in block.ladder.tiers]}
        case blocks.ChanceBlock():
            said = spoken.chance_in_words(block.chance, view.copy.language)
            return {"figure": figures.array(block.chance), "words": said}
        case blocks.AnatomyBlock():
            return {"figure": figures.anatomy(block.anatomy, view.assets)}
        case blocks.PictureBlock():
            return {"picture": _picture(block, view)}
        case blocks.KeepTogetherBlock():
            return {"inside": [drawn(one, view, level) for one in block.keep_together]}
        case _:
            return {}


def _rung(number: int, tier: Tier, copy: Manuscript) -> list[tuple[str, str, str]]:
    """The clinic's lines for a tier of the ladder, in place of its blank."""
    lines = spoken.rung(number, copy.clinic) if copy.clinic and tier.filled_by else ()
    return spoken.answered(lines, copy.language)


def _alarm(block: blocks.EmergencyBlock, view: View) -> Mapping[str, object]:
    """The number to ring, and whether this is the first box of that heading: landmarks need names of their own."""
    heading = block.emergency.heading
    landmark = heading not in view.alarms
    view.alarms.add(heading)
    return {"landmark": landmark, "number": _number(block.emergency.call, view)}


def _number(call: str, view: View) -> str:
    """The emergency number, if a call without links of its own names it and a link can ring it."""
    number = view.copy.region.emergency_number
    linked = any(span.address for span in spans(call))
    return number if number in call and not linked and spoken.rings(number) else ""


def _picture(block: blocks.PictureBlock, view: View) -> figures.Embedded | None:
    picture = block.picture
    try:
        return figures.embedded(picture, view.assets / "pictures" / picture.file)
    except (ImageError, OSError) as error:
        message = f"the picture '{picture.file}' cannot be used: {error}"
        view.problems.append(Problem(picture.at("file"), message, "save it again as PNG or JPEG"))
        return None
