"""A format: paper, margins, columns, text size and folds; geometry, no looks. And the editions for screens."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from leaflets.content.inline import Text
from leaflets.content.model import Id, Model
from leaflets.content.units import POINTS, Length

Leading = Annotated[float, Field(ge=1.2, le=2)]
Folding = Literal["half", "roll", "z", "gate"]
FROM_FOLD = 5 * POINTS["mm"]
"""The least distance of text from a fold or an edge of folded paper, in points."""

EVEN = 0.5
"""How far widths that should agree may differ, in points: what a guillotine cannot hold either."""

LONGEST_LINE = 33
"""The longest line of body text, in ems: about 78 characters of this typeface (WCAG 2.2, 1.4.8: at most 80)."""

LEAST_SIZE, LARGEST = 9.0, 14_400.0
"""The least size of text anybody prints (EU guideline on medicines' leaflets, 2009), and the largest page that readers
of PDFs show (ISO 32000-1, annex C), in points.
"""

SLIT = 3.2 * POINTS["mm"]
"""What is left open between the flaps of a gate fold, in points: 1/8 inch, or they would push each other up."""


class Margins(Model):
    """The white around the text, from each edge of the paper; on a folded sheet, of the panel."""

    top: Length
    bottom: Length
    left: Length
    right: Length

    @field_validator("*")
    @classmethod
    def _clear(cls, margin: float) -> float:
        if margin < FROM_FOLD - 0.01:
            raise ValueError("text must stand 5 mm or more from each fold and edge; widen this margin")
        return margin


class Fold(Model):
    """The folds across a sheet, which part each of its sides into panels.

    ``half``: one fold in the middle. ``roll``: the flap folds in under the front, and is a little narrower. ``z``: the
    folds go to and fro. ``gate``: two flaps meet in the middle of the front.
    """

    kind: Folding
    outside: tuple[Length, ...]

    @property
    def inside(self) -> tuple[float, ...]:
        """Widths of the panels inside from left to right, in points: the outside seen from behind."""
        return self.outside[::-1]

    @property
    def wide(self) -> tuple[str, ...]:
        """The panels that the flaps of a gate fold close over, and are twice as wide as the others."""
        return ("inside_middle", "back") if self.kind == "gate" else ()

    @model_validator(mode="after")
    def _folds_flat(self) -> Self:
        panels = 2 if self.kind == "half" else 3
        if len(self.outside) != panels:
            raise ValueError(f"a side of this fold has {panels} panels, and {len(self.outside)} widths are given")
        flap, middle, front = self.outside[0], self.outside[1], self.outside[-1]
        if self.kind == "roll" and flap > min(middle, front) - EVEN:
            raise ValueError("the flap, the first panel outside, must be narrower than the others to fold in")
        if self.kind in ("half", "z") and max(self.outside) - min(self.outside) > EVEN:
            raise ValueError(f"the panels of a {self.kind}-fold are equally wide")
        if self.kind == "gate" and abs(flap - front) > EVEN:
            raise ValueError("the flaps of a gate fold are equally wide")
        if self.kind == "gate" and not SLIT / 2 <= middle - flap - front <= 5 * SLIT:
            raise ValueError("the flaps of a gate fold together are 2 to 16 mm narrower than what they close over")
        return self


class Booklet(Model):
    """Pages printed in pairs on a larger sheet, folded once and stapled in the fold."""

    pages: Id
    sheet: tuple[Length, Length]


class Format(Model):
    """A format: one file in ``content/formats``."""

    extends: Id | None = None
    description: Text
    good_for: Text
    stock: Text
    edition: Literal["full", "brief"] = "full"
    paper: tuple[Length, Length]
    bleed: Length
    margins: Margins
    side_column: Length = 0.0
    gutter: Length = 0.0
    abreast: Annotated[int, Field(ge=1, le=2)] = 2
    text_size: Length
    leading: Leading
    list_leading: Leading
    headings: Annotated[float, Field(ge=0.5, le=1)] = 1.0
    hyphenate: bool = False
    signature: Literal[1, 4] = 1
    booklet: Booklet | None = None
    fold: Fold | None = None

    @property
    def name(self) -> str:
        """Its name, which is that of its file."""
        return PurePath(self.at().file).stem

    @property
    def width(self) -> float:
        """Width of paper between the margins, in points; on a folded sheet, that of its narrowest panel."""
        across = min(self.fold.outside) if self.fold else self.paper[0]
        return across - self.margins.left - self.margins.right

    def opened(self) -> Self:
        """The same for the panel that two flaps close over, which has room for twice as much abreast."""
        assert self.fold  # noqa: S101 (only a folded sheet has panels)
        widest = self.fold.model_copy(update={"outside": (max(self.fold.outside),)})
        return self.model_copy(update={"fold": widest, "abreast": 2})

    @property
    def measure(self) -> float:
        """Width of the text column, in points."""
        return min(self.width - self.side_column - self.gutter, LONGEST_LINE * self.text_size)

    @property
    def text_height(self) -> float:
        """Height of paper between the margins, in points."""
        return self.paper[1] - self.margins.top - self.margins.bottom

    @field_validator("signature", mode="before")
    @classmethod
    def _counted(cls, signature: object) -> object:
        return int(signature) if isinstance(signature, str) and signature.isdigit() else signature

    @field_validator("fold", mode="before", json_schema_input_type=Fold | Literal["half", "z", "gate"] | None)
    @classmethod
    def _named(cls, fold: object, info: ValidationInfo) -> object:
        """A fold by its name alone, whose panels follow from the paper."""
        fold = fold["kind"] if isinstance(fold, dict) and list(fold) == ["kind"] else fold
        if not isinstance(fold, str):
            return fold
        wide = info.data.get("paper", (0.0,))[0]
        parts = {"half": (wide / 2,) * 2, "z": (wide / 3,) * 3}
        parts["gate"] = (wide - SLIT) / 4, (wide + SLIT) / 2, (wide - SLIT) / 4
        if fold not in parts:
            message = f"no panels follow from the paper for the fold '{fold}'"
            raise ValueError(f"{message}; write half, z or gate, or 'kind' and 'outside'")
        return {"kind": fold, "outside": [f"{part:.4f}pt" for part in parts[fold]]}

    @field_validator("text_size")
    @classmethod
    def _can_be_read(cls, size: float) -> float:
        if size < LEAST_SIZE:
            raise ValueError(f"text of {size:g} pt cannot be read by many; write {LEAST_SIZE:g}pt or more")
        return size

    @field_validator("paper")
    @classmethod
    def _one_page(cls, paper: tuple[float, float]) -> tuple[float, float]:
        if max(paper) > LARGEST:
            raise ValueError(f"a page of a PDF is at most {LARGEST / POINTS['mm']:.0f} mm wide and high")
        return paper

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.measure < 12 * self.text_size:
            raise ValueError("the margins and the side column leave too little room for text")
        if self.text_height < 8 * self.text_size:
            raise ValueError("the upper and the lower margin leave too little room for text")
        if 0 < self.side_column < 6 * self.text_size:
            raise ValueError("the side column is too narrow for words; widen it, or write 0pt")
        if self.fold and abs(sum(self.fold.outside) - self.paper[0]) > EVEN:
            raise ValueError("the panels together are not as wide as the paper")
        if self.fold and self.edition != "brief":
            raise ValueError("a folded sheet holds the brief edition; write 'edition: brief'")
        if self.booklet is None:
            return self
        wide, tall = self.booklet.sheet
        if abs(wide - 2 * self.paper[0]) > POINTS["mm"] + EVEN or abs(tall - self.paper[1]) > EVEN:
            raise ValueError("the sheet of a booklet is twice as wide as its pages, and as high")
        if self.signature != 4:
            raise ValueError("a booklet has four pages to a sheet; write 'signature: 4'")
        return self


class Screen(NamedTuple):
    """What a file of an edition ends in, and what it is for."""

    ending: str
    description: str


SCREENS: Mapping[str, Screen] = {
    "html": Screen("html", "Web page, for phones and screen readers"),
    "text": Screen("txt", "Plain text, for email and braille displays"),
}
"""The editions for the screen, which have no paper, by the name that stands in place of a format's."""
