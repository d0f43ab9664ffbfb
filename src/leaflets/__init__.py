"""Printed patient leaflets from plain YAML: tagged, accessible PDFs in every variant.

Other programs may rely on the names below, and on nothing else: ``Project`` reads a folder, a ``Job`` says which
leaflet to make, ``make`` makes its files, ``verify`` looks inside finished ones, and ``ContentError`` carries what an
author must mend. They are found when they are asked for, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leaflets.edition.selection import Job
    from leaflets.making.maker import make
    from leaflets.making.verify import verify
    from leaflets.problems import ContentError
    from leaflets.store.project import Project
else:
    _HOMES = {
        "ContentError": "problems",
        "Job": "edition.selection",
        "Project": "store.project",
        "make": "making.maker",
        "verify": "making.verify",
    }

    def __getattr__(name: str) -> object:
        """A public name, from the module it lives in."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


__version__ = "0.1.0"
__all__ = ["ContentError", "Job", "Project", "make", "verify"]
