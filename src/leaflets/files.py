"""Files: written whole or not at all, private where they hold what is; and what marks a PDF as one of ours."""

import contextlib
import errno
import hashlib
import os
import re
import stat
import sys
import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from io import FileIO
from pathlib import Path, PurePath
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

NAMESPACE = "urn:x-leaflets:origin:"
"""The namespace of our own XMP properties: the fields of its origin, and ``SHEETS``."""
SHEETS = "sheets"
"""The property that only the sheets of a booklet have: they are for a printer, and made from pages that people read."""

OPEN = "it is open in another program, such as a reader of PDFs; close it there"
_HELD = (5, 32)
"""How Windows says that a file which is to be replaced is open elsewhere: access denied, sharing violation."""
UNFINISHED = ".unfinished-"
"""How the names of files begin that are being written."""
_LEFT_ABOUT = re.compile(
    r"\..*|~\$.*|.*~|#.*#|.*\.(?:bak|orig|sw[a-z]|tmp|pyc|part|crdownload|crswap|kate-swp|sb-.+)|thumbs\.db(?:.*)|ehthumbs.*\.db|desktop\.ini"
    r"|icon\r|__macosx|__pycache__|@eadir|\$recycle\.bin|lost\+found|system volume information",
    re.IGNORECASE,
)


def left_about(path: PurePath) -> bool:
    """Whether a file, or a folder it lies in, is none of an author's: what systems, editors and spreadsheets leave."""
    return any(_LEFT_ABOUT.fullmatch(part) for part in path.parts)


def as_spelled(path: Path) -> Path:
    """The path of a file by its name, however its folder spells its accents and spaces."""
    if path.name.isascii() or os.path.lexists(path):
        return path
    meant = unicodedata.normalize("NFKC", path.name)
    with contextlib.suppress(OSError, ValueError):
        return next((one for one in path.parent.iterdir() if unicodedata.normalize("NFKC", one.name) == meant), path)
    return path


def read_whole(path: Path, most: int = sys.maxsize) -> bytes:
    """What a file holds, of ``most`` bytes at most. Raises OSError, for a pipe or a device, too: it may never end."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is no file", str(path))
    if found.st_size > most:
        raise OSError(errno.EFBIG, f"it has more than {most // 1_000_000} MB", str(path))
    return path.read_bytes()


def write_whole(path: Path, data: bytes | bytearray, sync: bool = True, private: bool = False) -> None:
    """Write ``data`` to ``path``; a reader sees the old file or the new one, never a part. Raises OSError naming it.

    A ``private`` file is for this user's eyes only, whatever its folder. With ``sync`` the disk has it when this
    returns; without, a power cut may spoil it, and who writes it must be able to tell.
    """
    folder, left = path.parent, memoryview(data)
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
    name = f"{folder}{os.sep}{UNFINISHED}{os.urandom(8).hex()}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(name, flags, 0o600 if private else 0o666), "wb", 0) as file:
            lock(file.fileno())  # nobody sweeps it up meanwhile
            while left:
                left = left[file.write(left) :]
            if sync:
                os.fsync(file.fileno())
        os.replace(name, path)  # noqa: PTH105
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        if isinstance(error, OSError):
            held = getattr(error, "winerror", None) in _HELD and path.exists()
            raise OSError(error.errno, OPEN if held else error.strerror, str(path)) from None
        raise


def append(file: FileIO, data: bytes) -> None:
    """Add ``data`` to the end of an open file: all of it, and the disk has it, or none. Raises OSError naming it."""
    size = os.fstat(file.fileno()).st_size
    try:
        if file.write(data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(file.fileno())
    except OSError as error:
        file.truncate(size)
        raise OSError(error.errno, error.strerror, str(file.name)) from None


def remembered(most: int) -> Callable[[Callable[Concatenate[Path, P], T]], Callable[Concatenate[Path, P], T]]:
    """Keep the last ``most`` files as they were read. One whose size or time on the disk has changed is read anew."""

    def keeping(load: Callable[Concatenate[Path, P], T]) -> Callable[Concatenate[Path, P], T]:
        @lru_cache(most)
        def known(path: Path, _state: tuple[int, int], *more: P.args, **named: P.kwargs) -> T:
            return load(path, *more, **named)

        @wraps(load)
        def read(path: Path, /, *more: P.args, **named: P.kwargs) -> T:
            state = (path := as_spelled(path)).stat()
            return known(path, (state.st_size, state.st_mtime_ns), *more, **named)  # type: ignore[arg-type]

        return read

    return keeping


def sweep(folder: Path) -> None:
    """Delete what runs were writing to a folder when they were killed, and nothing that one is writing now."""
    for path in folder.glob(f"{UNFINISHED}*"):
        with contextlib.suppress(OSError):  # it is another's, or no file
            if not stat.S_ISREG(path.lstat().st_mode):
                continue
            with path.open("rb") as file:
                dead = lock(file.fileno())
            if dead:
                path.unlink()


def seen_by_others(folder: Path) -> bool:
    """Whether other users of this machine can look into a folder."""
    try:
        return os.name == "posix" and bool(folder.stat().st_mode & 0o055)
    except OSError:
        return False


def private_folder(folder: Path) -> None:
    """Make the folder, if it is not there, for this user's eyes only. Raises OSError."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)


def lock(handle: int) -> bool:
    """Keep an open file for this process until it is closed; whether it was free."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class State(NamedTuple):
    """The state in which a file was read: its size, its time in nanoseconds, and its hash (SHA-256)."""

    size: int
    time: int
    digest: bytes

    def holds(self, path: Path) -> bool:
        """Whether the file still says the same."""
        try:
            now = path.stat()
            same = (now.st_size, now.st_mtime_ns) == (self.size, self.time)
            return same or state_of(path).digest == self.digest
        except OSError:
            return False


def state_of(path: Path) -> State:
    """The state a file is in. Raises OSError."""
    found = path.stat()
    with path.open("rb") as file:
        return State(found.st_size, found.st_mtime_ns, hashlib.file_digest(file, "sha256").digest())
