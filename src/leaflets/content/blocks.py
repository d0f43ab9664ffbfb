"""The kinds of block an author can write. The kind of a block is its key: ``text:``, ``bullets:``, ``emergency:``."""

from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator

from leaflets.content.inline import Text
from leaflets.content.model import Conditional, Id, Ids, Model


class Statement(Conditional):
    """Something said to the reader, with what it rests on. Ids of medical statements come from the fact sheet."""

    id: Id
    sources: Ids = ()
    evidence: Literal["V", "S", "B"] | None = None
    needs: Literal["clinician"] | None = None


class Item(Statement):
    """One entry of a list."""

    text: Text


Items = Annotated[tuple[Item, ...], Field(min_length=1)]


class Fact(Item):
    """A labelled fact: a short question or label, and the answer."""

    label: Text


class Block(Statement):
    """What all kinds of block share: words to explain beside it, and whether a clinic may change it."""

    words: Ids = ()
    locked: bool = False


class Listing(Model):
    """A list, and the line that leads into it."""

    lead_in: Text | None = None
    items: Items


class Panel(Model):
    """The inside of a box: a heading, a lead-in, what it says, and a label with a line to write on."""

    heading: Text | None = None
    lead_in: Text | None = None
    items: tuple[Item, ...] = ()

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if not (self.lead_in or self.items):
            raise ValueError("this box says nothing; write a lead_in or items")
        return self

    blank: Text | None = None


class Facts(Model):
    """Facts at a glance."""

    items: Annotated[tuple[Fact, ...], Field(min_length=1)]


class Alarm(Model):
    """The red flags: what to do at once, and for which signs."""

    heading: Text
    call: Text
    lead_in: Text
    items: Items


class Questions(Model):
    """Questions to ask, each with a box to tick; ``lines`` ruled lines for notes stand after the last."""

    lead_in: Text | None = None
    items: Items
    lines: int = 0


class Blanks(Model):
    """Labels with a line after each, for writing on."""

    heading: Text | None = None
    labels: Annotated[tuple[Text, ...], Field(min_length=1)]


class Illustration(Model):
    """A picture in ``assets/pictures``, PNG or JPEG: what it shows in words, or that it is decoration."""

    file: Annotated[str, StringConstraints(min_length=1)]
    alt: Text | None = None
    decorative: bool = False
    caption: Text | None = None

    @model_validator(mode="after")
    def _said_in_words(self) -> Self:
        if not self.alt and not self.decorative:
            raise ValueError("the picture has no 'alt'; say what it shows, or write 'decorative: true'")
        return self


class TextBlock(Block):
    """One paragraph."""

    text: Text


class StatementsBlock(Block):
    """One paragraph of several statements."""

    statements: Items


class SubheadingBlock(Block):
    """A heading within a section."""

    subheading: Text


class BulletsBlock(Block):
    """A bulleted list."""

    bullets: Listing


class StepsBlock(Block):
    """A numbered list."""

    steps: Listing


class FactsBlock(Block):
    """Facts at a glance, label and answer side by side."""

    facts: Facts


class KeyMessageBlock(Block):
    """The main message, in a box."""

    key_message: Panel


class NoteBlock(Block):
    """A note beside the main thread, in a quiet box."""

    note: Panel


class WarningBlock(Block):
    """Something to watch for, in a box that stands out."""

    warning: Panel


class EmergencyBlock(Block):
    """The red flags: the strongest thing on a page, the number to ring set large."""

    emergency: Alarm


class QuestionsBlock(Block):
    """Questions to ask, with boxes to tick and lines to write on."""

    questions: Questions


class BlanksBlock(Block):
    """Lines to fill in by hand."""

    blanks: Blanks


class PictureBlock(Block):
    """A picture."""

    picture: Illustration


class ContentsBlock(Block):
    """The list of sections with their pages."""

    contents: Text


class WordsExplainedBlock(Block):
    """The leaflet's glossary."""

    words_explained: Literal["all"]


class OrganisationsBlock(Block):
    """The organisations of the leaflet's region."""

    organisations: Literal["all"]


class SourceListBlock(Block):
    """The sources chosen for print."""

    source_list: Literal["all"]


KINDS: dict[str, type[Block]] = {
    "text": TextBlock,
    "statements": StatementsBlock,
    "subheading": SubheadingBlock,
    "bullets": BulletsBlock,
    "steps": StepsBlock,
    "facts": FactsBlock,
    "key_message": KeyMessageBlock,
    "note": NoteBlock,
    "warning": WarningBlock,
    "emergency": EmergencyBlock,
    "questions": QuestionsBlock,
    "blanks": BlanksBlock,
    "picture": PictureBlock,
    "contents": ContentsBlock,
    "words_explained": WordsExplainedBlock,
    "organisations": OrganisationsBlock,
    "source_list": SourceListBlock,
}


def kind_of(value: Any) -> str | None:
    """The discriminator of a block as written: the name of its kind, or of the key that is none."""
    if isinstance(value, Block):
        return next(kind for kind, model in KINDS.items() if isinstance(value, model))
    if not isinstance(value, dict):
        return None
    unknown = [key for key in value if key not in Block.model_fields]
    kinds = [key for key in unknown if key in KINDS]
    return f"kind:{(kinds or unknown or [''])[0]}"


AnyBlock = Annotated[
    Annotated[TextBlock, Tag("kind:text")]
    | Annotated[StatementsBlock, Tag("kind:statements")]
    | Annotated[SubheadingBlock, Tag("kind:subheading")]
    | Annotated[BulletsBlock, Tag("kind:bullets")]
    | Annotated[StepsBlock, Tag("kind:steps")]
    | Annotated[FactsBlock, Tag("kind:facts")]
    | Annotated[KeyMessageBlock, Tag("kind:key_message")]
    | Annotated[NoteBlock, Tag("kind:note")]
    | Annotated[WarningBlock, Tag("kind:warning")]
    | Annotated[EmergencyBlock, Tag("kind:emergency")]
    | Annotated[QuestionsBlock, Tag("kind:questions")]
    | Annotated[BlanksBlock, Tag("kind:blanks")]
    | Annotated[PictureBlock, Tag("kind:picture")]
    | Annotated[ContentsBlock, Tag("kind:contents")]
    | Annotated[WordsExplainedBlock, Tag("kind:words_explained")]
    | Annotated[OrganisationsBlock, Tag("kind:organisations")]
    | Annotated[SourceListBlock, Tag("kind:source_list")],
    Discriminator(kind_of),
]
