"""Typefaces: folders of font files, told apart by what the files say of themselves; and which help which out."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from leaflets.text.faces import BOLD, Face, FontError, load
from leaflets.text.fonts import Font, script_of

REGULAR, HEAVY = 400, 700
"""The weights text and headings are set in (OpenType, OS/2 usWeightClass)."""

MOST_SHOWN = 6
"""A problem shows at most so many of the characters that a font lacks."""

_FILES = (".ttf", ".otf", ".ttc", ".woff", ".woff2")
_PACKAGES = {
    "Chinese": "noto-sans-sc",
    "Hiragana": "noto-sans-jp",
    "Katakana": "noto-sans-jp",
    "Hangul": "noto-sans-kr",
}
"""Where the faces of scripts are had that are too large to come with every copy of this program."""


class TypefaceError(Exception):
    """A folder holds no typeface that can be used. ``faults`` are messages, each with what to do."""

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        self.faults = faults
        super().__init__("; ".join(message for message, _ in faults))


def fonts(folder: Path, name: str, others: Sequence[str] = ()) -> tuple[Font, Font]:
    """The regular and the bold font of a typeface, of a folder that has a folder for each.

    What it lacks it takes from the typefaces ``others``, then from the rest. Raises TypefaceError.
    """
    regular, bold = pair(folder / name)
    folders = sorted(path for path in folder.glob("[!.]*") if path.is_dir())
    state = tuple((path.name, path.stat().st_mtime_ns) for path in folders)
    order = tuple(dict.fromkeys([*others, *(own for own, _ in state)]))
    return _font(regular, folder, order, state), _font(bold, folder, order, state)


@lru_cache(32)
def _font(face: Face, folder: Path, order: Sequence[str], _state: object) -> Font:
    return Font(face, _helpers(folder, order, face.bold))


def _helpers(folder: Path, order: Sequence[str], bold: bool) -> Iterator[Face]:
    """The faces of other typefaces, as they are needed; one that cannot be used is none."""
    for name in order:
        with suppress(TypefaceError, OSError):
            yield pair(folder / name)[bold]


def pair(folder: Path) -> tuple[Face, Face]:
    """The upright face of a folder's files that is nearest to regular, and the one nearest to bold.

    Raises TypefaceError.
    """
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in _FILES and path.name[0] != ".")
    faces: list[Face] = []
    faults: list[tuple[str, str]] = []
    for path in files:
        try:
            faces += [face for face in load(path) if not face.slanted]
        except FontError as error:
            message, _, hint = str(error).partition("; ")
            faults.append((f"{path.name} cannot be used: {message}", hint))
    regular = min((face for face in faces if not face.bold), key=lambda face: abs(face.weight - REGULAR), default=None)
    bold = min((face for face in faces if face.bold), key=lambda face: abs(face.weight - HEAVY), default=None)
    if regular and bold:
        return regular, bold
    there = ", ".join(path.name for path in files)
    hint = f"copy it there, beside {there}" if there else "copy the typeface's two fonts there, regular and bold"
    lacking = [word for word, face in (("regular", regular), (f"bold ({BOLD} or heavier)", bold)) if not face]
    raise TypefaceError(faults or [(f"there is no {word} font", hint) for word in lacking])


def unprintable(characters: str) -> tuple[str, str]:
    """What is said of characters that no typeface has, and what to do."""
    shown = " ".join(f"'{one}' (U+{ord(one):04X})" for one in characters[:MOST_SHOWN])
    more = f" and {len(characters) - MOST_SHOWN} more characters" if len(characters) > MOST_SHOWN else ""
    scripts = sorted({script for one in characters if (script := script_of(one))})
    written = f", letters of the {' and '.join(scripts)} script" if scripts else ""
    what = f"no typeface in assets/fonts has {shown}{more}{written}"
    packages = sorted({_PACKAGES[script] for script in scripts if script in _PACKAGES})
    if packages:
        name = packages[0]
        had = f"npm pack @expo-google-fonts/{name} (20 MB) brings one"
        return what, f"{had}: copy its 400Regular and 700Bold .ttf into assets/fonts/{name}"
    return what, "add a typeface that has them to assets/fonts" if scripts else "write it another way"
