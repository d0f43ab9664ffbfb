"""The setting of a leaflet: what it says, who sets its text, and what of it is made anew for another clinic."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from leaflets.content.format import Format
from leaflets.edition.manuscript import Manuscript
from leaflets.layout.flowable import Flowable
from leaflets.layout.region import Make, Regions
from leaflets.layout.typesetter import Typesetter
from leaflets.pdf.tree import Node


@dataclass(frozen=True)
class Setting:
    """The setting of one leaflet: its manuscript, its typesetter, and its regions."""

    copy: Manuscript
    setter: Typesetter
    regions: Regions[Setting] = field(default_factory=lambda: Regions())

    def scratch(self) -> Setting:
        """A setting to measure in: what is set in it is on no page, and none of its problems are told."""
        return replace(self, setter=replace(self.setter, problems=[], placed={}), regions=Regions())

    def on(self, paper: Format) -> Setting:
        """The same on another panel of the sheet."""
        if paper is self.setter.sheet.format:
            return self
        return replace(self, setter=replace(self.setter, sheet=self.setter.sheet._replace(format=paper)))

    def own(self, make: Make[Setting], node: Node) -> list[Flowable]:
        """What ``make`` makes under a node; it depends on the clinic, if one is named."""
        paper = self.setter.sheet.format
        if not self.copy.clinic:
            return list(make(self, node))
        return self.regions.make(lambda other, parent: make(other.on(paper), parent), self, node)
