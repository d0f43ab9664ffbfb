"""The kinds of block an author can write. The kind of a block is its key: ``text:``, ``bullets:``, ``emergency:``."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import Field, TypeAdapter, field_validator, model_validator
from pydantic_core import core_schema

from leaflets.content import payloads
from leaflets.content.forms import Appointments, Ask, BackPage, Blanks, Card, Ladder, Notes, Questions
from leaflets.content.inline import Heading, Lang, Prose
from leaflets.content.model import Ids, Model
from leaflets.content.roles import MADE

All = Annotated[Literal["all"], MADE]


class Block(payloads.Statement):
    """What all kinds share: words to explain beside it, whether a clinic may change it, where it stands, its language.

    A block with ``beside`` stands in the side column, next to the block before it. ``lang`` is the language of its
    words, where that is not the leaflet's.
    """

    words: Ids = ()
    locked: bool = False
    beside: bool = False
    lang: Lang | None = None

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if self.lang and kind_of(self) in MADE_KINDS:
            raise ValueError(f"the words of '{kind_of(self)}' are in the leaflet's language; delete 'lang'")
        if self.beside and kind_of(self) not in NARROW:
            raise ValueError(f"'{kind_of(self)}' is too wide to stand beside the text; delete 'beside'")
        return self

    def shown(self, job: Mapping[str, frozenset[str]]) -> bool:
        """Whether a job with these axes shows it. A block that names no edition belongs to the full one."""
        named = bool(self.when and self.when.edition)
        return super().shown(job) and (named or "full" in job["edition"])


class TextBlock(Block):
    """One paragraph."""

    text: Prose


class StatementsBlock(Block):
    """One paragraph of several statements."""

    statements: payloads.Items


class SubheadingBlock(Block):
    """A heading within a section."""

    subheading: Heading


class BulletsBlock(Block):
    """A bulleted list."""

    bullets: payloads.Listing


class StepsBlock(Block):
    """A numbered list."""

    steps: payloads.Listing


class ChecklistBlock(Block):
    """A list with boxes to tick."""

    checklist: payloads.Listing


class DoDontBlock(Block):
    """What to do and what not to do, side by side."""

    do_dont: payloads.DoDont


class TableBlock(Block):
    """A table; its headings are repeated on every page it goes on on."""

    table: payloads.Table


class FactsBlock(Block):
    """Facts at a glance, label and answer side by side."""

    facts: payloads.FactList


class KeyMessageBlock(Block):
    """The main message, in a box."""

    key_message: payloads.Panel


class NoteBlock(Block):
    """A note beside the main thread, in a quiet box."""

    note: payloads.Panel


class WarningBlock(Block):
    """Something to watch for, in a box that stands out."""

    warning: payloads.Panel


class SafetyBlock(Block):
    """What keeps people safe by its kind: it is always locked."""

    locked: bool = True

    @field_validator("locked")
    @classmethod
    def _always(cls, locked: bool) -> bool:
        if not locked:
            raise ValueError("the red flags are always locked, to keep people safe; delete the key")
        return locked


class EmergencyBlock(SafetyBlock):
    """The red flags: the strongest thing on a page, the number to ring set large. They are always locked."""

    emergency: payloads.Alarm


class LadderBlock(SafetyBlock):
    """When to get help, in three tiers told by their words, numbers and outlines. They are always locked."""

    ladder: Ladder


class CardBlock(Block):
    """A card to cut out, of the size of a bank card."""

    card: Card


class ComparisonBlock(Block):
    """Two things side by side, to tell them apart."""

    comparison: payloads.Comparison


class ChanceBlock(Block):
    """How likely something is: n out of a total, drawn and said both ways round."""

    chance: payloads.Chance


class BarChartBlock(Block):
    """Numbers to compare, as bars with the number written at each."""

    bar_chart: payloads.BarChart


class TimelineBlock(Block):
    """Steps in time, as a numbered strip."""

    timeline: payloads.Timeline


class PictureBlock(Block):
    """A picture."""

    picture: payloads.Illustration


class QuoteBlock(Block):
    """What somebody said, in their own words, and who they are."""

    quote: payloads.Quote
    sources: Annotated[Ids, Field(min_length=1)]


class AnatomyBlock(Block):
    """A part of the body drawn, with places marked and labelled."""

    anatomy: payloads.Anatomy


class QuestionsBlock(Block):
    """Questions to ask, with boxes to tick and lines to write on."""

    questions: Questions


class AskBlock(Block):
    """What to ask about the paragraph it stands beside, with boxes to tick."""

    ask: Ask


class NotesBlock(Block):
    """Lines to write on."""

    notes: Notes


class BlanksBlock(Block):
    """Labels with lines to fill in by hand."""

    blanks: Blanks


class AppointmentsBlock(Block):
    """A table of appointments to fill in by hand."""

    appointments: Appointments


class ContactsBlock(Block):
    """Whom to ring."""

    contacts: payloads.Contacts


class QrCodeBlock(Block):
    """A code for a telephone's camera, its address printed under it."""

    qr_code: payloads.QrCode


class ContentsBlock(Block):
    """The list of sections with their pages, in groups if it has any."""

    contents: Heading
    groups: tuple[payloads.Part, ...] = ()

    def grouped(self, order: Sequence[str], shown: Collection[str]) -> list[tuple[payloads.Part | None, list[str]]]:
        """The sections that are ``shown`` by their parts; ``order`` is that of all the leaflet has."""
        found: list[tuple[payloads.Part | None, list[str]]] = [(None, [])]
        for name in order:
            found += [(part, []) for part in self.groups if part.first == name]
            found[-1][1].extend([name] if name in shown else [])
        return [group for group in found if group[1]]


class WordsExplainedBlock(Block):
    """The leaflet's glossary."""

    words_explained: All


class OrganisationsBlock(Block):
    """The organisations of the leaflet's region."""

    organisations: All


class ClinicDetailsBlock(Block):
    """Who hands the leaflet out, and what they say of themselves; without a clinic, nothing."""

    clinic_details: All


class SourceListBlock(Block):
    """The sources chosen for print."""

    source_list: All


class BackPageBlock(Block):
    """The end of a leaflet. Its section stays whole, if it fits on a page, and is the last page of a booklet."""

    back_page: BackPage


class PageBreakBlock(Block):
    """A new page begins here."""

    page_break: Annotated[Literal["here"], MADE]

    @model_validator(mode="after")
    def _says_nothing(self) -> Self:
        if self.words:
            raise ValueError("a page break has no words to explain; name them in the block that says them")
        return self


class KeepTogetherBlock(Block):
    """Blocks that must stand on one page."""

    keep_together: Annotated[tuple["AnyBlock", ...], Field(min_length=1)]


IN_ORDER = (StepsBlock, TimelineBlock)
"""The kinds whose entries are numbered: the place of one is part of what it says."""

MADE_KINDS = frozenset({
    "contents", "words_explained", "organisations", "clinic_details", "source_list", "page_break", "keep_together",
})  # fmt: skip
"""The kinds that have no words of an author's own."""

NARROW = frozenset({
    "text", "statements", "subheading", "bullets", "steps", "checklist", "note", "warning", "chance", "timeline",
    "picture", "anatomy", "quote", "ask", "qr_code", "clinic_details",
})  # fmt: skip
"""The kinds that can be set as narrow as the side column."""


def kind_of(value: Any) -> str | None:
    """The discriminator of a block as written: the name of its kind, or of the key that is none."""
    if isinstance(value, Block):
        return next(kind for kind, model in KINDS.items() if isinstance(value, model))
    if not isinstance(value, dict):
        return None
    unknown = [key for key in value if key not in Block.model_fields]
    kinds = [key for key in unknown if key in KINDS]
    return f"kind:{(kinds or unknown or [''])[0]}"


EachBlock = (
    TextBlock | StatementsBlock | SubheadingBlock | BulletsBlock | StepsBlock | ChecklistBlock | DoDontBlock |
    TableBlock | FactsBlock | KeyMessageBlock | NoteBlock | WarningBlock | EmergencyBlock | LadderBlock | CardBlock |
    ComparisonBlock | ChanceBlock | BarChartBlock | TimelineBlock | PictureBlock | QuoteBlock | AnatomyBlock |
    QuestionsBlock | AskBlock | NotesBlock | BlanksBlock | AppointmentsBlock | ContactsBlock | QrCodeBlock |
    ContentsBlock | WordsExplainedBlock | OrganisationsBlock | ClinicDetailsBlock | SourceListBlock | BackPageBlock |
    PageBreakBlock | KeepTogetherBlock
)  # fmt: skip

KINDS: Mapping[str, type[Block]] = {
    next(key for key in model.model_fields if key not in Block.model_fields): model for model in get_args(EachBlock)
}
"""The models of blocks by the names of their kinds."""


BLOCK = {"$comment": "a block"}
"""What stands for a block of any kind in a JSON Schema."""


class ByKind:
    """Reads what is written as the model that ``kind`` names: that of a kind of block, or one of ``others``.

    A model is made ready when one of its kind is met: no leaflet has them all.
    """

    def __init__(self, kind: Callable[[Any], str | None], **others: type[Model]) -> None:
        self._kind, self._others = kind, others

    def __get_pydantic_core_schema__(self, _: Any, __: Any) -> Any:
        read = core_schema.no_info_plain_validator_function
        models = {**KINDS, **self._others}.items()
        return core_schema.tagged_union_schema(
            {f"kind:{kind}": read(model.model_validate) for kind, model in models}, self._kind
        )

    def __get_pydantic_json_schema__(self, _: Any, handler: Any) -> dict[str, Any]:
        others = [handler(TypeAdapter(model).core_schema) for model in self._others.values()]
        return {"oneOf": [dict(BLOCK), *others]} if others else dict(BLOCK)


AnyBlock = Annotated[EachBlock, ByKind(kind_of)]
