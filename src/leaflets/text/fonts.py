"""Typefaces, folders of font files; and fonts, a face and others that help it out: how wide texts are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from leaflets.text.direction import CLOSE, ISOLATE
from leaflets.text.faces import BOLD, MOST_KNOWN, Face, FontError, Word, load
from leaflets.text.reading import BACKWARDS, as_readers_find

_APART = re.compile("[ \u2066\u2069]")
"""What stands between words: spaces, and where words begin, or end, that run the other way."""


MOST_LINES = 5_000
"""The most lines a font keeps the words of in mind."""


class Font:
    """A face and those that help it out, in the order they are asked. Texts are shaped word by word, in one process
    once: no kerning reaches over a space. Letters have the forms that the language ``lang`` (BCP 47) asks for;
    ``tabular`` figures are all as wide as each other.
    """

    def __init__(self, face: Face, others: Iterable[Face] = (), lang: str = "", tabular: bool = False) -> None:
        self.face, self._way = face, (lang, tabular)
        self._faces, self._others = [face], iter(others)
        self._ways = {self._way: self}
        self.name = face.name
        self._wide = face.word(" ").width
        self._spaces: dict[Face, Word] = {}
        self._spaced: dict[str, Sequence[Word]] = {}
        self._words: tuple[dict[str, Sequence[Word]], dict[str, Sequence[Word]]] = ({}, {})
        self._lines: dict[str, Sequence[Word]] = {}
        self._widths: dict[str, float] = {}

    def speaking(self, lang: str) -> Font:
        """The same font with the forms of a language."""
        return self._in_way(lang, self._way[1])

    def tabular(self) -> Font:
        """The same font with tabular figures."""
        return self._in_way(self._way[0], True)

    def _in_way(self, lang: str, tabular: bool) -> Font:
        known = self._ways.get((lang, tabular))
        if known is None:
            known = self._ways[lang, tabular] = Font(self.face, (), lang, tabular)
            known._faces, known._others, known._ways = self._faces, self._others, self._ways
        return known

    def width(self, text: str, size: float) -> float:
        """The width of ``text`` in points. Raises LookupError."""
        known = self._widths.get(text)
        if known is None:
            if len(self._widths) > MOST_KNOWN:
                self._widths.clear()
            known, even = 0.0, text.replace("\u00a0", " ")
            for part in filter(None, _APART.split(even) if ISOLATE in even or CLOSE in even else even.split(" ")):
                for word in self._words[False].get(part) or self._parts(part, False):
                    known += word.width
            known = self._widths[text] = known + self._wide * even.count(" ")
        return known * size / 1000

    def words(self, text: str, level: int = 0, base: int = 0) -> Sequence[Word]:
        """``text`` as words from left to right, the spaces after them too, each in the face of its neighbour.

        ``level`` is how deep it is embedded in a line of level ``base`` (UAX 9). Raises LookupError.
        """
        plain = not (level or base)
        if plain and (known := self._lines.get(text)) is not None:
            return known
        parts = text.replace("\u00a0", " ").split(" ")
        if not plain:
            return as_readers_find(list(self._apart(parts, level % 2 == 1)), level, base)
        found: list[Word] = []
        spaced, last = self._spaced, parts.pop()
        for part in parts:
            found += spaced.get(part) or self._with_space(part)
        if last:
            found += self._words[False].get(last) or self._parts(last, False)
        if len(self._lines) > MOST_LINES:
            self._lines.clear()
        self._lines[text] = found
        return found

    def _with_space(self, text: str) -> Sequence[Word]:
        """A word, its last part one with the space after it."""
        *parts, last = self._parts(text, False) or [Word(self.face, "", ())]
        space = self._space_of(last.face)
        alike = space.face is last.face
        end = [Word(last.face, f"{last.text} ", [*last.signs, *space.signs])] if alike else [last, space]
        self._spaced[text] = [*parts, *end]
        return self._spaced[text]

    def _apart(self, parts: Sequence[str], backwards: bool) -> Iterator[Word]:
        """Words and the spaces between them."""
        face = self.face
        for at, part in enumerate(parts):
            if at:
                yield self._space_of(face)
            words = self._words[backwards].get(part) or self._parts(part, backwards)
            yield from words
            face = words[-1].face if words else face

    def missing(self, text: str) -> str:
        """The characters of ``text`` the font has no glyph for, each once, in order."""
        lacking = dict.fromkeys(one for one in text if one not in self.face.characters)
        if lacking:
            return "".join(one for one in lacking if not any(one in face.characters for face in self._each()))
        return ""

    def _each(self) -> Iterator[Face]:
        """All its faces; the others are read when a text first needs them."""
        yield from self._faces
        for face in self._others:
            if face is not self.face:
                self._faces.append(face)
                yield face

    def _space_of(self, face: Face) -> Word:
        if face not in self._spaces:
            self._spaces[face] = (face if " " in face.characters else self.face).space(self._wide)
        return self._spaces[face]

    def _parts(self, text: str, backwards: bool) -> Sequence[Word]:
        """A word as parts of one face and one script each."""
        known = self._words[backwards]
        if len(known) > MOST_KNOWN:
            known.clear()
            self._spaced.clear()
        known[text] = [
            face.word(part, backwards or bool(BACKWARDS.search(part)), *self._way)
            for face, stretch in self._stretches(text)
            for part in ([stretch] if stretch.isascii() else _of_one_script(stretch))
        ]
        return known[text]

    def _stretches(self, text: str) -> Iterator[tuple[Face, str]]:
        """A word as stretches of one face: the first that has all of it, or else, of each character, the first."""
        if self.face.characters.issuperset(text):
            if text:
                yield self.face, text
            return
        whole = next((face for face in self._each() if face.characters.issuperset(text)), None)
        if whole:
            yield whole, text
            return
        stretch, face = "", self.face
        for one in text:
            if one not in face.characters or one in self.face.characters:
                own = next((each for each in self._each() if one in each.characters), None)
                if own is None:
                    raise LookupError(f"the font has no glyph for U+{ord(one):04X} '{one}'")
                if own is not face and stretch:
                    yield face, stretch
                    stretch = ""
                face = own
            stretch += one
        yield face, stretch


def _of_one_script(text: str) -> Iterator[str]:
    """A stretch of a word in parts of one script each; signs and marks belong to what stands before them."""
    part, script = "", ""
    for one in text:
        own = _script(one)
        if own and script and own != script:
            yield part
            part = ""
        part, script = part + one, own or script
    yield part


@lru_cache(4096)
def _script(character: str) -> str:
    """The script a letter belongs to; nothing for signs and marks."""
    if unicodedata.category(character) not in ("Lo", "Lu", "Ll", "Lm"):
        return ""
    return unicodedata.name(character, "").split(" ")[0].capitalize().replace("Cjk", "Chinese")


def script_of(character: str) -> str:
    """The script a letter belongs to, such as Arabic; nothing for Latin letters, signs and marks."""
    script = _script(character)
    return "" if script == "Latin" else script


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
