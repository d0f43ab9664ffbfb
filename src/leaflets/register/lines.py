"""The register's file, ``register.jsonl``: lines are added and never changed, and each names those it was added to.

A line holds its own hash (SHA-256) and, as ``previous``, the hashes of the lines that were last when it was added: a
line that was changed, or that another names and nobody finds, is told. Registers of two machines are merged by taking
the lines of both; the next line then names the last of each.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import Any, Self

from leaflets.files import append, lock, read_whole
from leaflets.problems import Problem, Source, refuse, refused

NAME = "register.jsonl"
Line = Mapping[str, Any]
_WORDS = frozenset({"date", "by", "reference", "version", "region", "clinic"})
PUBLISHED = _WORDS | {"leaflet", "variant", "language", "edition", "extras", "title", "review_by", "words", "files"}
KEYS = {"published": PUBLISHED | {"supersedes"}, "withdrawn": _WORDS | {"why"}}
"""What a line of each event holds, beside its ``event``, ``previous`` and ``hash``."""
_LIKE = {"files": dict, "previous": list, "extras": list}


class Register:
    """A register as it was read: its lines in order. Raises ContentError with each line that cannot be trusted."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.lines = _read(read_whole(path), path)
        except FileNotFoundError:
            self.lines = []

    @property
    def heads(self) -> list[str]:
        """The hashes of the last lines: more than one once registers were merged."""
        named = {hash_ for line in self.lines for hash_ in line["previous"]}
        return sorted({line["hash"] for line in self.lines} - named)

    def add(self, new: Iterable[Line]) -> None:
        """Add lines; the disk has them when this returns. Raises ContentError and OSError, and adds none then."""
        with self._open() as file:
            made: list[Line] = []
            heads = self.heads
            for said in new:
                line = {**said, "previous": heads}
                heads = [_hash(line)]
                made.append({**line, "hash": heads[0]})
            self._write(file, made)
            self.lines += made

    def merge(self, other: Self) -> int:
        """Add the lines of another register that are not here; how many. Raises ContentError and OSError."""
        with self._open() as file:
            known = {line["hash"] for line in self.lines}
            new = [line for line in other.lines if line["hash"] not in known]
            self._write(file, new)
            self.lines += new
            return len(new)

    @contextmanager
    def _open(self) -> Iterator[FileIO]:
        """The file, for this process alone, its lines read anew."""
        with self.path.open("a+b", buffering=0) as file:
            if not lock(file.fileno()):
                raise refused(Source(str(self.path)), "another run is adding to it", "wait until it ends")
            file.seek(0)
            self.lines = _read(file.read(), self.path)
            yield file

    def _write(self, file: FileIO, lines: Sequence[Line]) -> None:
        append(file, b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines))


def _hash(line: Line) -> str:
    """The hash of all that a line says."""
    said = {key: value for key, value in line.items() if key != "hash"}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _read(data: bytes, path: Path) -> list[Line]:
    found: list[Line] = []
    problems: list[Problem] = []
    named: dict[str, int] = {}
    hint = "put back the file as it was, from a copy; what was published and withdrawn cannot be trusted until then"
    for number, raw in enumerate(data.splitlines(), 1):
        line = _line(raw)
        if line is None:
            message = "this line was changed" if raw.strip() else "an empty line was added"
            problems.append(Problem(Source(str(path), number, 1), message, hint))
        else:
            found.append(line)
            named |= dict.fromkeys(line["previous"], number)
    known = {line["hash"] for line in found}
    if not problems:
        gone = sorted({number for hash_, number in named.items() if hash_ not in known})
        problems = [Problem(Source(str(path), number, 1), "a line before this one is missing", hint) for number in gone]
    refuse(problems)
    return list({line["hash"]: line for line in found}.values())


def _line(raw: bytes) -> Line | None:
    """A line, if it is one as it was written."""
    try:
        line = json.loads(raw)
        keys = KEYS[line["event"]] | {"event", "previous", "hash"}
        like = all(isinstance(value, _LIKE.get(key, (str, type(None)))) for key, value in line.items())
        return line if set(line) == keys and like and line["hash"] == _hash(line) else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
