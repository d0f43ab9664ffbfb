"""Names that become part of file names: small plain letters which every file system can hold, or a reason why not."""

import re
import unicodedata

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 60
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)
"""Names that Windows keeps for devices: no file can be called so."""

_LETTERS = str.maketrans(
    dict(zip("łøđðħŧı'’", [*"loddhti", "", ""], strict=True)) | {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that are no plain letter with a mark, and what they are written as without their language's keyboard."""


def slug(name: str) -> str:
    """A name in small ASCII letters, digits and hyphens, for a file: ``Łódź & Sons`` is ``lodz-sons``."""
    folded = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS)).translate(_LETTERS)
    plain = folded.encode("ascii", "ignore").decode()
    return "-".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


def refusal(key: str) -> str:
    """Why a name cannot become part of the names of PDFs; nothing if it can."""
    if not _KEY.fullmatch(key):
        return f"'{key}' becomes part of the names of PDFs, and cannot"
    if key in _DEVICES:
        return f"'{key}' is the name of a device on Windows, and of no file"
    if len(key) > _LONGEST:
        return f"'{key}' becomes part of the names of PDFs, and has more than {_LONGEST} letters"
    return ""


def beside(leaflet: str, name: str) -> str:
    """A file in a leaflet's folder, by its name from the project's folder."""
    return f"content/leaflets/{leaflet}/{name}.yaml"


def shown(name: str) -> str:
    """What a file is called, counted from ``content``, is called from the project's folder."""
    return name.removeprefix("../") if name.startswith("../") else f"content/{name}"
