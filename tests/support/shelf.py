"""What is dear to make, made once in a run of the tests: kept in a folder of the run's own, which its workers share."""

from __future__ import annotations

import atexit
import fcntl
import hashlib
import os
import pickle
import shutil
import stat
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

PLACE = "LEAFLETS_TESTS_SHELF"
"""The variable of the environment that tells workers where the run keeps what it shares."""

Kept = TypeVar("Kept")


@cache
def folder() -> Path:
    """The run's own folder, which nobody else may look into or write to; it is gone when the run ends."""
    given = os.environ.get(PLACE)
    if given:
        return own(Path(given))
    fresh = tempfile.mkdtemp(prefix="leaflets-tests-")  # of mode 0700, and not there before
    atexit.register(_clear, fresh, os.getpid())
    os.environ[PLACE] = fresh
    return Path(fresh)


def own(place: Path) -> Path:
    """A folder, if it is ours alone: what lies in it is run, so nobody else may have put it there."""
    found = place.lstat()
    assert stat.S_ISDIR(found.st_mode), f"{place} is no folder"
    assert found.st_uid == os.getuid(), f"{place} is another user's"
    assert not found.st_mode & 0o077, f"{place} is open to others"
    return place


def _clear(fresh: str, owner: int) -> None:
    if os.getpid() == owner:
        shutil.rmtree(fresh, ignore_errors=True)


def kept(kind: str, key: bytes | str, make: Callable[[], Kept]) -> Kept:
    """What ``make`` gives, for a kind of thing and all it depends on; whoever comes second waits for the first."""
    name = f"{kind}-{hashlib.sha256(key if isinstance(key, bytes) else key.encode()).hexdigest()}"
    path = folder() / name
    if not path.exists():
        with Path(f"{path}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                value = make()
                unfinished = Path(f"{path}.part")
                unfinished.write_bytes(pickle.dumps(value))
                unfinished.replace(path)
                return value
    found: Kept = pickle.loads(path.read_bytes())  # noqa: S301 (written above, where nobody else may write)
    return found


def recalled(read: Callable[..., Kept], most: int = 2048) -> Callable[..., Kept]:
    """``reader.read``, which gives the model of a file again, if its bytes, and those it extends, are the same.

    Models are frozen, and know their file by its name from the project's folder: other projects may have them, too.
    """
    known: dict[tuple[bytes, str, type], tuple[Kept, list[tuple[Any, ...]]]] = {}

    def again(raw: bytes, file: str, model: type, parent: Any = None, *more: Any) -> Kept:
        key, above = (raw, file, model), list[tuple[Any, ...]]()

        def noted(*asked: Any) -> Any:
            above.append((asked, parent(*asked)))
            return above[-1][1]

        if key in known and all(parent(*asked) == told for asked, told in known[key][1]):
            known[key] = known.pop(key)
            return known[key][0]
        known[key] = read(raw, file, model, parent and noted, *more), above
        if len(known) > most:
            del known[next(iter(known))]
        return known[key][0]

    return again
