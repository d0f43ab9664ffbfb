"""A plate: a leaflet laid out and written once, into which the details of one clinic after another are set."""

from collections.abc import Hashable, Sequence

from leaflets.edition.manuscript import Manuscript, differ_in_clinic
from leaflets.layout.flowable import Flowable
from leaflets.layout.pages import draw_feet, foot_lines
from leaflets.layout.setting import Setting, shape
from leaflets.layout.style import StyleSheet
from leaflets.making.laying import Laid
from leaflets.making.proof import prove_anew
from leaflets.pdf.document import Document, Local
from leaflets.pdf.ink import Palette
from leaflets.pdf.metadata import Metadata
from leaflets.pdf.shell import Reprint, Shell
from leaflets.pdf.tree import Node


class Plate:
    """A leaflet with places for a clinic's details."""

    def __init__(self, laid: Laid) -> None:
        self._shell = Shell(laid.draw())
        self.count = len(laid.sides)
        self.regions = laid.setting.regions
        self._shape = shape_of(laid.setting.copy, [region.made for region in self.regions.found])
        self._copy = laid.setting.copy
        self._foot = len(self._foot_of(laid.setting.copy, laid.setting.setter.sheet))

    def file(self, document: Document) -> tuple[bytes, str]:
        """The file of what was laid out for it, or drawn for another clinic, which is forgotten; and its hash."""
        data = self._shell.imprinted(document)
        document.forget()
        return data

    def fits(self, shape: Hashable, copy: Manuscript, sheet: StyleSheet) -> bool:
        """Whether another clinic's leaflet has this plate's shape, as many lines at its foot, and all else the same."""
        same = self._shape == shape and len(self._foot_of(copy, sheet)) == self._foot
        return same and differ_in_clinic(self._copy, copy)

    def imprinted(
        self, parts: Sequence[tuple[Node, Sequence[Flowable]]], setting: Setting, about: Metadata, palette: Palette
    ) -> tuple[bytes, str]:
        """The file for another clinic that fits, and its hash. Raises ShapeError if its ``parts`` have other elements
        inside, and ContentError with all of it that would be lost.
        """
        reprint = Reprint(self._shell, about, palette)
        reprint.locals += [Local(parent, [kid for kid in parent.kids if isinstance(kid, Node)]) for parent, _ in parts]
        anew: dict[Flowable, Flowable] = {}
        for region, (_, made) in zip(self.regions.found, parts, strict=True):
            anew.update(zip(region.made, made, strict=True))
        canvases = {canvas.index: canvas for canvas in reprint.pages}
        for drawing in self.regions.drawings:
            drawing.again(canvases[drawing.page], anew[drawing.flowable])
        if foot := self._foot_of(setting.copy, setting.setter.sheet):
            draw_feet(reprint, foot, setting.setter.sheet)
        prove_anew(reprint, setting.copy, setting.setter)
        return self.file(reprint)

    def _foot_of(self, copy: Manuscript, sheet: StyleSheet) -> Sequence[str]:
        """The lines at the foot of each page."""
        return () if sheet.format.fold else foot_lines(copy, sheet, self.count)


def shape_of(copy: Manuscript, made: Sequence[Sequence[Flowable]]) -> Hashable:
    """What decides where everything else stands: the notice, and the sizes of what is made of the regions."""
    return copy.notice, shape(made)
