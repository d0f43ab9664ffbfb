"""What an output folder holds, in ``manifest.json``: the memory that lets a run skip what is up to date.

While a run goes on, what it makes is added line by line to a journal beside the manifest, and folded into it at the
end, or, if the run is killed, when the next one begins. The manifest itself is only ever replaced whole.
"""

import errno
import hashlib
import json
import os
import stat
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from leaflets.files import lock, read_whole, sweep, write_whole

NAME, JOURNAL = "manifest.json", "manifest.journal"
_UNLIKE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
"""What comes of reading what nobody here wrote."""
PATIENCE = 3.0
"""Seconds to wait for a folder that another run seems to have."""


class File(NamedTuple):
    """A file as it was written."""

    name: str
    bytes: int
    sha256: str

    def intact(self, folder: Path) -> bool:
        """Whether it still lies in the folder as it was written."""
        path = folder / self.name
        try:
            state = path.lstat()
            if not stat.S_ISREG(state.st_mode) or state.st_size != self.bytes:
                return False
            return hashlib.sha256(path.read_bytes()).hexdigest() == self.sha256
        except OSError:
            return False


def file_of(name: str, data: bytes, digest: str = "") -> File:
    """A file about to be written; its ``digest`` is found if it is not given."""
    return File(name, len(data), digest or hashlib.sha256(data).hexdigest())


class Entry(NamedTuple):
    """A leaflet that was made, or a print run. ``inputs`` is one digest of all that its files depend on."""

    leaflet: str
    variant: str
    format: str
    language: str
    clinic: str
    version: str
    review_by: str
    pages: int
    inputs: str
    files: tuple[File, ...]


class Local(NamedTuple):
    """What a run must know of a clinic before it reads it: digests of all that is written of it, region, languages."""

    data: str
    region: str
    logo: str
    picture: str
    languages: Sequence[str] = ()


class BusyError(Exception):
    """Another run is writing to this folder."""


class Manifest:
    """The manifest of an output folder, open for one run. Every method may raise OSError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made_with: dict[str, str] = {}
        self.content = ""
        self.dealt: dict[str, Any] = {}
        self.clinics: dict[str, Local] = {}
        self.entries: dict[str, Entry] = {}
        self._handle = -1
        self._folded = True

    def __enter__(self) -> Self:
        """Raises BusyError, if another run has the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._handle = self._locked()
        try:
            self._read()
            sweep(self.folder)
        except BaseException:
            os.close(self._handle)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if not self._folded:
                data = bytearray()
                for line in self._lines():  # joined at once they would be in memory twice
                    data += line
                write_whole(self.folder / NAME, data)
                os.ftruncate(self._handle, 0)
            with suppress(PermissionError):  # Windows keeps an open file
                (self.folder / JOURNAL).unlink()
        except OSError:
            if error is None:  # the journal keeps it all for the next run
                raise
        finally:
            os.close(self._handle)

    def holds(self, name: str, inputs: str) -> bool:
        """Whether something was made of these inputs, and all its files lie in the folder as they were written."""
        entry = self.entries.get(name)
        return bool(entry and entry.inputs == inputs and all(file.intact(self.folder) for file in entry.files))

    def add(self, name: str, entry: Entry) -> None:
        """Note what was made. Its files are already there."""
        data = json.dumps([name, _said(entry)]).encode() + b"\n"
        if os.write(self._handle, data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.folder / JOURNAL))
        self.entries[name] = entry
        self._folded = False

    def describe(
        self, made_with: Mapping[str, str], content: str, clinics: Mapping[str, Local], dealt: Mapping[str, Any]
    ) -> None:
        """Note what this run begins with, and, of one that is ``dealt`` out, what is asked of all its parts."""
        clinics = {**(self.clinics if content == self.content else {}), **clinics}
        if (self.made_with, self.content, self.clinics, self.dealt) != (made_with, content, clinics, dealt):
            self.made_with, self.content, self.clinics, self.dealt = dict(made_with), content, clinics, dict(dealt)
            self._folded = not (self.entries or dealt)

    def forget(self, wanted: set[str]) -> None:
        """Forget what is neither wanted nor there any more."""
        gone = [
            name
            for name, entry in self.entries.items()
            if name not in wanted and not all((self.folder / file.name).is_file() for file in entry.files)
        ]
        for name in gone:
            self.drop(name)

    def drop(self, name: str) -> None:
        """Forget an entry."""
        del self.entries[name]
        self._folded = False

    def _locked(self) -> int:
        """The journal, kept for this run. It is no link, so that nothing is written elsewhere."""
        path = self.folder / JOURNAL
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        while True:
            handle = os.open(path, flags, 0o644)
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                os.close(handle)
                raise OSError(errno.EINVAL, "it is no file", str(path))
            if not _freed(handle):
                os.close(handle)
                raise BusyError(self.folder)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(handle), path.stat()):
                    return handle
            os.close(handle)  # the run before ended between our two steps, and took its journal away

    def _read(self) -> None:
        with suppress(OSError, *_UNLIKE):  # then all is made again
            self._take(json.loads(read_whole(self.folder / NAME)))
        whole = 0
        with os.fdopen(os.dup(self._handle), "rb") as journal:
            journal.seek(0)
            for line in journal:
                if not line.endswith(b"\n"):
                    break
                whole += len(line)
                with suppress(*_UNLIKE):
                    name, said = json.loads(line)
                    self.entries[name] = _entry(said)
                self._folded = False
        os.ftruncate(self._handle, whole)  # a line without its end was being written when the run was killed

    def _take(self, said: Any) -> None:
        entries = {str(name): _entry(entry) for name, entry in said["leaflets"].items()}
        clinics = {str(name): Local(**local) for name, local in said["clinics"].items()}
        self.made_with, self.content = dict(said["made_with"]), str(said["content"])
        self.dealt = dict(said.get("dealt", {}))
        self.entries, self.clinics = entries, clinics

    def _lines(self) -> Iterator[bytes]:
        """The manifest as JSON, a leaflet to a line."""
        yield b'{"made_with": ' + json.dumps(self.made_with).encode()
        yield b',\n"content": ' + json.dumps(self.content).encode()
        if self.dealt:
            yield b',\n"dealt": ' + json.dumps(self.dealt).encode()
        clinics = {name: local._asdict() for name, local in sorted(self.clinics.items())}
        for heading, said in (
            (b"clinics", clinics.items()),
            (b"leaflets", ((name, _said(self.entries[name])) for name in sorted(self.entries))),
        ):
            yield b',\n"' + heading + b'": {'
            for number, (name, value) in enumerate(said):
                yield f"{',' if number else ''}\n{json.dumps(name)}: {json.dumps(value)}".encode()
            yield b"\n}"
        yield b"\n}\n"


def seen(folder: Path) -> Manifest:
    """The manifest of a folder, if it has one, for who only looks."""
    manifest = Manifest(folder)
    with suppress(OSError, *_UNLIKE):
        manifest._take(json.loads(read_whole(folder / NAME)))
    return manifest


def _freed(handle: int) -> bool:
    """Lock a journal; whether it was free, or became so: the processes of a killed run end a moment after it."""
    until = time.monotonic() + PATIENCE
    while not (free := lock(handle)) and time.monotonic() < until:
        time.sleep(0.05)
    return free


def _said(entry: Entry) -> dict[str, Any]:
    return {**entry._asdict(), "files": [file._asdict() for file in entry.files]}


def _entry(said: Any) -> Entry:
    """An entry as it is said in JSON; words that many share are kept once."""
    files = tuple(File(str(one["name"]), int(one["bytes"]), str(one["sha256"])) for one in said["files"])
    if not files or any(Path(file.name).name != file.name for file in files):
        raise ValueError("an entry names files of the folder")
    words = (sys.intern(str(said[key])) for key in Entry._fields[:7])
    return Entry._make((*words, int(said["pages"]), str(said["inputs"]), files))
