"""The project: the one gateway to its files, and to today's date."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from unicodedata import normalize

from leaflets.content.approvals import Approval, Approvals, Correction, Corrections, SignOff
from leaflets.content.clinic import Clinic
from leaflets.content.format import Format
from leaflets.content.language import Language, LeafletWords
from leaflets.content.leaflet import Glossary, Leaflet, LeafletFile, Organisations, Section, Sources
from leaflets.content.model import Model
from leaflets.content.payloads import Shown
from leaflets.content.settings import LanguageHelp, Settings
from leaflets.content.theme import Theme
from leaflets.files import State, as_spelled, left_about, read_whole, state_of
from leaflets.problems import ContentError, Problem, Source, gathered, refuse, refused
from leaflets.store import references
from leaflets.store.changes import check_changes, replaces
from leaflets.store.naming import refusal, shown, slug
from leaflets.store.reader import Note, read
from leaflets.store.references import missing, missing_drawings, missing_pictures

if TYPE_CHECKING:
    from leaflets.content.rulebook import House, Rulebook
    from leaflets.store.roster import Roster

M = TypeVar("M", bound=Model)
MOST_BYTES = 10_000_000
"""No file of content has more."""
FOLDERS = ("leaflets", "clinics", "formats", "themes", "languages")
_ALMOST = re.compile(r"\.ya?ml(\.txt)?$", re.IGNORECASE)
"""The end of a name that an author would take for that of a file that is read."""

MOST_CLINICS = 256
"""So many clinics are kept once they are read: there may be thousands."""


class Project:
    """A folder with ``content`` and ``assets``. Paths in problems are relative to it.

    With a ``roster``, its clinics are the project's, in place of those in ``content/clinics``. ``said`` keeps the words
    of leaflets and clinics by their marks, once ``wording.current`` has found them; ``covered`` what sign-offs cover.
    """

    def __init__(self, root: Path, now: datetime | None = None, roster: Roster | None = None) -> None:
        self.root = root
        self.now = now or this_moment()
        self.roster = roster
        self._read_before: dict[str, Model] = {}
        self._seen: dict[str, State] = {}
        self._folders: dict[str, frozenset[Path]] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        self._leaflets: dict[str, Leaflet] = {}
        self._clinics: dict[str, Clinic] = {}
        self._languages: dict[tuple[str, str], Language] = {}
        self.said: dict[tuple[str, str, str], dict[str, str]] = {}
        self.covered: dict[tuple[str, tuple[str, ...], str, str], str] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """A copy for another process reads its files anew."""
        return Project, (self.root, self.now, self.roster)

    def refresh(self) -> bool:
        """Forget what is no longer in the files, for a process that lives long; whether anything was forgotten."""
        self._names.clear()
        changed = {name for name, state in self._seen.items() if not state.holds(self._content(name))}
        folders = {name for name, files in self._folders.items() if set(self._listed(name, "**/*.yaml")) != files}
        if not (changed or folders):
            return False
        for name in changed:
            del self._seen[name]
        shared = {name.split("/")[0] for name in changed} & {"formats", "themes", "languages"}  # one may extend another
        for name in [name for name in self._read_before if name in changed or name.split("/")[0] in shared]:
            del self._read_before[name]
        shown = any(name.startswith("../") for name in changed)  # a picture, which any leaflet may show
        touched = {file.split("/")[1] for file in changed | folders if file.startswith("leaflets/")}
        for name in [name for name in self._leaflets if shown or name in touched]:
            del self._leaflets[name]
        for kept in (self._clinics, self._languages, self.said, self.covered):
            kept.clear()
        for known in ("settings", "rulebook"):
            self.__dict__.pop(known, None)
        return True

    @property
    def today(self) -> date:
        """The day by the calendar of the place; leaflets are held against their review dates."""
        return self.now.astimezone().date()

    def names(self, folder: str) -> tuple[str, ...]:
        """What a folder of ``content`` holds, by name, in order."""
        if folder == "clinics" and self.roster:
            return self.roster.names
        if folder not in self._names:
            refuse(self._passed_over(folder, "*/leaflet.*" if folder == "leaflets" else "*"))
            found = self._listed(folder, "*/leaflet.yaml" if folder == "leaflets" else "*.yaml")
            named = (path.parent.name if folder == "leaflets" else path.stem for path in found)
            self._names[folder] = tuple(normalize("NFC", name) for name in named)
        return self._names[folder]

    @property
    def every_clinic(self) -> frozenset[str]:
        """The clinics of the list, if there is one, and those in ``content/clinics``, by name."""
        return frozenset((*self.names("clinics"), *(path.stem for path in self._listed("clinics", "*.yaml"))))

    def _listed(self, folder: str, pattern: str) -> list[Path]:
        """What an author put into a folder of ``content``, in order."""
        home = self._content(folder)
        return sorted(path for path in home.glob(pattern) if not left_about(path.relative_to(home)))

    def _passed_over(self, folder: str, pattern: str) -> Iterator[Problem]:
        """A problem for each file of a folder that an author would think is read, and whose name has another ending."""
        for path in self._listed(folder, pattern):
            if path.suffix != ".yaml" and (name := _ALMOST.sub("", path.name)) != path.name:
                where = Source(f"content/{folder}/{path.relative_to(self._content(folder)).as_posix()}")
                yield Problem(where, "only files that end in .yaml are read", f"name it {name}.yaml, or delete it")

    @cached_property
    def settings(self) -> Settings:
        """``project.yaml``, its names checked against the folders."""
        settings = self._read("project.yaml", Settings)
        references.check_settings(settings, self.names)
        return settings

    @cached_property
    def rulebook(self) -> Rulebook:
        """``checks.yaml``: what the house holds its leaflets to."""
        from leaflets.content.rulebook import Rulebook  # no leaflet needs it to be made

        return self._read("checks.yaml", Rulebook)

    @property
    def language_help(self) -> LanguageHelp:
        """``language-help.yaml``: what says in other languages that help is free."""
        return self._read("language-help.yaml", LanguageHelp)

    def house(self, leaflet: str) -> House:
        """``checks.yaml`` in a leaflet's folder: what holds for it alone."""
        from leaflets.content.rulebook import House

        return self.beside(leaflet, "checks", House) or House()

    @property
    def usual(self) -> tuple[str, ...]:
        """The leaflets that are meant where none is named: those ``project.yaml`` names, or else all.

        But not those that say themselves that they are unlisted, as long as there are others.
        """
        names = self.names("leaflets")
        return self.settings.leaflets or tuple(name for name in names if not self._unlisted(name)) or names

    def _unlisted(self, name: str) -> bool:
        with contextlib.suppress(ContentError):  # its faults are said when it is read whole
            return self.file(name).unlisted
        return False

    def file(self, leaflet: str) -> LeafletFile:
        """A leaflet's ``leaflet.yaml`` alone. Raises ContentError."""
        return self._read(f"leaflets/{leaflet}/leaflet.yaml", LeafletFile)

    def leaflet(self, name: str) -> Leaflet:
        """A leaflet read whole, once. Raises ContentError with the problems of all its files."""
        if name not in self._leaflets:
            self._leaflets[name] = self._leaflet(name)
        return self._leaflets[name]

    def _leaflet(self, name: str) -> Leaflet:
        folder = f"leaflets/{name}"
        self._folders[folder] = frozenset(self._listed(folder, "**/*.yaml"))
        problems = list(self._passed_over(folder, "**/*"))
        file = self._try(f"{folder}/leaflet.yaml", LeafletFile, problems)
        sources = self._try(f"{folder}/sources.yaml", Sources, problems)
        glossary = self._try(f"{folder}/glossary.yaml", Glossary, problems)
        organisations = self._try(f"{folder}/organisations.yaml", Organisations, problems)
        signed = self._content(f"{folder}/approvals.yaml").is_file()
        found = self._try(f"{folder}/approvals.yaml", Approvals, problems) if signed else None
        approvals = found or Approvals.model_construct()
        sections: dict[str, Section] = {}
        for path in self._listed(f"{folder}/sections", "*.yaml"):
            if section := self._try(f"{folder}/sections/{path.name}", Section, problems):
                sections[path.stem] = section
        for path in self._listed(f"{folder}/words", "*.yaml"):
            self._try(f"{folder}/words/{path.name}", LeafletWords, problems)
            with gathered(problems):
                self.require("languages", [path.stem], Source(f"content/{folder}/words/{path.name}"))
        refuse(problems)
        assert file and sources and glossary and organisations  # noqa: S101 PT018 (or there were problems)
        leaflet = Leaflet.model_construct(
            name=name,
            file=file,
            sections=sections,
            sources=sources.sources,
            words=glossary.words,
            organisations=organisations.organisations,
            sign_offs=approvals.sign_offs,
            versions=approvals.versions,
            agreed=approvals.words,
            languages=self.names("languages"),
        )
        problems = references.check(leaflet, self.settings)
        problems += self._unsigned_yet((*file.approvals, *leaflet.sign_offs, *leaflet.versions))
        refuse([*problems, *missing_pictures(self.root / "assets", (sections, file.variants))])
        return leaflet.model_copy(update={"pictures": self.pictures(sections)})

    def leaflet_drawn(self, name: str) -> Leaflet:
        """A leaflet of which each drawing can be used, shown today or not. Raises ContentError."""
        leaflet = self.leaflet(name)
        refuse(missing_drawings(self.root / "assets", (leaflet.sections, leaflet.file.variants)))
        return leaflet

    def corrections(self, name: str) -> tuple[Correction, ...]:
        """What a leaflet's first texts said, and its sources do not; it is read only when asked for."""
        return found.corrections if (found := self.beside(name, "corrections", Corrections)) else ()

    def beside(self, leaflet: str, name: str, model: type[M]) -> M | None:
        """A file in a leaflet's folder, if it is there; it is read only when asked for."""
        path = f"leaflets/{leaflet}/{name}.yaml"
        return self._read(path, model) if self._content(path).is_file() else None

    def clinic(self, name: str) -> Clinic:
        """A clinic by name. Raises ContentError with all that is wrong with it, whatever the leaflet."""
        if name not in self._clinics:
            while len(self._clinics) >= MOST_CLINICS:
                del self._clinics[next(iter(self._clinics))]
            self._clinics[name] = self._clinic(name)
        return self._clinics[name]

    def idle(self, clinic: str) -> list[Problem]:
        """What a clinic says of leaflets, extras and values that are not here, and that is passed over."""
        one, names = self.clinic(clinic), self.names("leaflets")
        return list(references.idle(one, names, self._readable(references.concerned(one, names))))

    def _readable(self, names: Iterable[str]) -> dict[str, Leaflet]:
        """Those of some leaflets that can be read: the faults of others are told when they are asked for."""
        found = dict[str, Leaflet]()
        for name in names:
            with contextlib.suppress(ContentError):
                found[name] = self.leaflet(name)
        return found

    def clinic_state(self, name: str) -> str:
        """A hash (SHA-256) of all that is written of a clinic, as it was read or stands. Raises ContentError."""
        if self.roster:
            return hashlib.sha256(self.roster.data(name)).hexdigest()
        if name not in self._clinics:
            self._bytes(f"clinics/{name}.yaml")
        return self._seen[f"clinics/{name}.yaml"].digest.hex()

    def _clinic(self, name: str) -> Clinic:
        if self.roster:
            clinic = self.roster.read(name)
        else:
            self._check_name(name)
            clinic = self._read_anew(f"clinics/{name}.yaml", Clinic, self._replaced)
        names = self.names("leaflets")
        about = list(references.concerned(clinic, names))
        leaflets = self._readable(about)
        problems = references.check_clinic(clinic, self.settings, names, leaflets)
        problems += missing(self.asset("logos"), clinic.logo, "logo") if clinic.logo else ()
        problems += self._unsigned_yet(clinic.approvals)
        problems += check_changes(clinic, leaflets.values(), self.settings, every=len(leaflets) == len(about))
        assets, changes = self.root / "assets", clinic.changes
        refuse([*problems, *missing_pictures(assets, changes), *missing_drawings(assets, changes)])
        return clinic

    def _check_name(self, name: str) -> None:
        """Raise ContentError, if the name of a clinic's file cannot be part of the names of PDFs."""
        if message := refusal(name):
            hint = "name the file with small letters a to z, digits and hyphens, such as st-elsewhere.yaml"
            if twin := next((other for other in self.names("clinics") if other != name and other == slug(name)), ""):
                message, hint = f"'{name}' and '{twin}' would give their PDFs the same names", "rename one of the two"
            raise refused(Source(f"content/clinics/{name}.yaml"), message, hint)

    def _replaced(self, location: tuple[str | int, ...], data: Any) -> str:
        """What a clinic's replacement with a fault replaces."""
        match location:
            case ("changes", int(index), "with", *_):
                target = data["changes"][index].get("replace")
                leaflets = self._readable(self.names("leaflets")).values()
                return replaces(target, leaflets) if isinstance(target, str) else ""
        return ""

    def pictures(self, parts: object) -> dict[str, str]:
        """The hash (SHA-256) of each picture and drawing that the models inside ``parts`` show, by its file."""
        shown = {one.asset for one in references.models(parts) if isinstance(one, Shown)}
        names = {asset: f"../assets/{asset}" for asset in sorted(shown)}
        for name in names.values():
            if name not in self._seen:
                with contextlib.suppress(OSError):  # one that is missing is a problem of its own
                    self._seen[name] = state_of(self._content(name))
        return {file: self._seen[name].digest.hex() for file, name in names.items() if name in self._seen}

    def _unsigned_yet(self, signatures: Iterable[Approval | SignOff]) -> Iterator[Problem]:
        """A problem for each signature of a day that is yet to come."""
        for one in signatures:
            if one.signed > self.today:
                message = f"this says it was signed on {one.signed}, which is yet to come"
                yield Problem(one.at("signed"), message, "write the day on which it was signed")

    def format(self, name: str) -> Format:
        """A format by name, the pages of a booklet known to exist."""
        paper = self._read(f"formats/{name}.yaml", Format)
        if paper.booklet:
            self.require("formats", [paper.booklet.pages], paper.booklet.at("pages"))
        return paper

    def theme(self, name: str) -> Theme:
        """A theme by name, its typeface known to exist."""
        theme = self._read(f"themes/{name}.yaml", Theme)
        known = sorted(path.name for path in (self.root / "assets/fonts").glob("[!.]*") if path.is_dir())
        problems = list(references.absent([theme.typeface], known, "typeface", theme, "typeface"))
        problems += references.absent(theme.fallbacks, known, "typeface", theme, "fallbacks")
        refuse([*problems, *missing_pictures(self.root / "assets", theme.photo)])
        return theme

    def language(self, name: str, leaflet: str = "") -> Language:
        """A language by name; with the words that a leaflet has of its own in it, if one is named."""
        language = self._read(f"languages/{name}.yaml", Language)
        if leaflet and (name, leaflet) not in self._languages:
            own = self.beside(leaflet, f"words/{name}", LeafletWords)
            self._languages[name, leaflet] = language.of_leaflet(own.words) if own else language
        return self._languages[name, leaflet] if leaflet else language

    def asset(self, name: str) -> Path:
        """The path of a file in ``assets``, by its name from there."""
        return as_spelled(self.root / f"assets/{name}")

    def require(self, folder: str, names: Iterable[str], where: Source) -> None:
        """Raise ContentError for each name that the folder of ``content`` does not hold."""
        known = self.names(folder)
        refuse(problem for name in names for problem in references.unknown_name(folder, name, known, where))

    def _content(self, name: str) -> Path:
        return as_spelled(self.root / f"content/{name}")

    def _try(self, name: str, model: type[M], problems: list[Problem]) -> M | None:
        with gathered(problems):
            return self._read(name, model)
        return None

    def _read(self, name: str, model: type[M], note: Note | None = None) -> M:
        """A file's model, read once: models are frozen."""
        before = self._read_before.get(name)
        if not isinstance(before, model):
            before = self._read_before[name] = self._read_anew(name, model, note)
        return before

    def _read_anew(self, name: str, model: type[M], note: Note | None) -> M:
        def parent(other: str, where: Source) -> tuple[bytes, str]:
            folder = Path(name).parent.as_posix()
            self.require(folder, [other], where)
            return self._bytes(f"{folder}/{other}.yaml"), f"content/{folder}/{other}.yaml"

        return read(self._bytes(name), shown(name), model, parent, note)

    def _bytes(self, name: str) -> bytes:
        path = self._content(name)
        try:
            state, raw = path.stat(), read_whole(path, MOST_BYTES)
        except OSError as error:
            raise refused(Source(shown(name)), f"cannot be read: {error.strerror}") from None
        self._seen[name] = State(state.st_size, state.st_mtime_ns, hashlib.sha256(raw).digest())
        return raw


def around(start: Path) -> Project | None:
    """The project ``start`` lies in, if it lies in one."""
    roots = (folder for folder in (start, *start.parents) if (folder / "content/project.yaml").is_file())
    return next(map(Project, roots), None)


def this_moment() -> datetime:
    """This moment by the clock of the place, or that of ``SOURCE_DATE_EPOCH`` so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now().astimezone()
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        message = f"'{epoch}' is not a number of seconds since 1970"
        raise refused(Source("SOURCE_DATE_EPOCH"), message, "unset it, or set it right") from None
