"""Form fields: what blanks, and boxes to tick, are on a screen (ISO 32000-1, 12.7; ISO 14289-1, 7.18.4).

Each field has its appearance in the file, a box in both its states: no viewer has to think of one. What is typed is set
in a font of the file.
"""

from itertools import chain, count
from typing import NamedTuple

from leaflets.pdf.canvas import number
from leaflets.pdf.document import Document
from leaflets.pdf.objects import Objects, text_string
from leaflets.pdf.pieces import ROOM, Field
from leaflets.pdf.subset import write_typed
from leaflets.pdf.tree import Annotated
from leaflets.text.lines import TextStyle

NO_SCROLLING = 1 << 23
"""The flag of a field that takes no more text than its width shows, and so than is printed (ISO 32000-1, table 228)."""

FULL = 0.85
"""The most of a field's height that its text size may be, where there is no room for text that shrinks to fit."""

SMALLEST = 9.0
"""The least size that what is typed shrinks to, in points."""

USUAL, WIDE = "27 November 2026 at 9:30, Ward 7B, 020 7946 0111", "WARD 7B, SISTER EXAMPLE, 020 7946 0111"
"""What is typed, for the width of a letter: where letters shrink to fit, and where they do not."""

FONT = "Typed"

TICK = ((0.2, 0.5), (0.42, 0.25), (0.82, 0.8))
"""The corners of a tick, as shares of its box."""


class _Made(NamedTuple):
    """A field's name, and how it looks: empty, or in its states by name."""

    name: str
    looks: str


class Fields:
    """The fields of a document that has been drawn, named by what they are for, in reading order."""

    def __init__(self, document: Document, typed: TextStyle, objects: Objects) -> None:
        self._objects, self._typed = objects, typed
        self._font = write_typed(typed.regular.words("0")[0].face, objects)
        self.order = [kid.key for node in document.root.walk() for kid in node.kids if isinstance(kid, Annotated)]
        self._made: dict[int, _Made] = {}
        taken: set[str] = set()
        for key in self.order:
            field = document.annotations[key]
            if isinstance(field, Field):
                plain = field.words.replace(".", "")  # no name has a full stop (ISO 32000-1, 12.7.3.2)
                names = chain([plain], (f"{plain} ({n})" for n in count(2)))
                name = next(name for name in names if name not in taken)
                taken.add(name)
                self._made[key] = _Made(name, self._looks(field))

    def widget(self, key: int, field: Field, page: int, parent: int) -> str:
        """A field and its only widget; ``page`` is the object of its page, ``parent`` its key in the parent tree."""
        made = self._made[key]
        does = "/FT /Btn /V /Off /AS /Off" if field.tick else (
            f"/FT /Tx /Ff {NO_SCROLLING} /MaxLen {self._most(field)} /Q {2 if field.leftward else 0} "
            f"/DA (/{FONT} {number(self._size(field))} Tf 0 g)"
        )  # fmt: skip
        return (
            f"/Type /Annot /Subtype /Widget /F 4 /P {page} 0 R /Rect [{' '.join(map(number, field.box))}] {does} "
            f"/T {text_string(made.name)} /TU {text_string(field.words)} /AP <</N {made.looks}>> /StructParent {parent}"
        )

    def form(self, places: list[int]) -> str:
        """The form they are in, for the catalog; ``places`` are the objects of all annotations, by key."""
        fields = " ".join(f"{places[key]} 0 R" for key in self._made)
        return f"<</Fields [{fields}] /DA (/{FONT} 0 Tf 0 g) /DR <<{self._resources}>>>>"

    @property
    def _resources(self) -> str:
        return f"/Font <</{FONT} {self._font} 0 R>>"

    def _size(self, field: Field) -> float:
        """The size of what is typed, in points; 0 where it is the text's and smaller if it would not fit otherwise."""
        height = field.box[3] - field.box[1]
        return 0.0 if height >= ROOM * self._typed.size - 0.1 else min(self._typed.size, FULL * height)

    def _most(self, field: Field) -> int:
        """How many letters a field takes: as many as can be read, and printed, in its width."""
        size = self._size(field)
        letter = self._typed.regular.width(WIDE if size else USUAL, size or SMALLEST) / len(WIDE if size else USUAL)
        return int((field.box[2] - field.box[0] - 4) / letter)

    def _looks(self, field: Field) -> str:
        """How a field looks (ISO 32000-1, 12.5.5)."""
        left, bottom, right, top = field.box
        wide, tall = right - left, top - bottom

        def form(code: str, resources: str = "") -> str:
            kind = f"/Type /XObject /Subtype /Form /BBox [0 0 {number(wide)} {number(tall)}] /Resources <<{resources}>>"
            return f"{self._objects.add(kind, code.encode('ascii'))} 0 R"

        if not field.tick:
            return form("/Tx BMC EMC", self._resources)
        points = [f"{number(x * wide)} {number(y * tall)}" for x, y in TICK]
        steps = f"{points[0]} m {' l '.join(points[1:])} l"
        return f"<</Yes {form(f'0 G {number(wide * 0.16)} w 1 J 1 j {steps} S')} /Off {form('')}>>"
