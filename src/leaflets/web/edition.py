"""Which maker serves which edition for the screen."""

from __future__ import annotations

from pathlib import Path

from leaflets.content.theme import Theme
from leaflets.edition.manuscript import Manuscript
from leaflets.web.page import page
from leaflets.web.plain import plain


def edition(copy: Manuscript, theme: Theme, assets: Path) -> bytes:
    """A leaflet in the edition that its job asks for. Raises ContentError with all that cannot be shown."""
    return page(copy, theme, assets) if copy.job.format == "html" else plain(copy)
