"""Files: written whole or not at all, and what marks a PDF as one of ours."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

NAMESPACE = "urn:x-leaflets:origin:"
"""The namespace of our own XMP properties: the fields of its origin, and ``SHEETS``."""
SHEETS = "sheets"
"""The property that only the sheets of a booklet have: they are for a printer, and made from pages that people read."""


def write_whole(path: Path, data: bytes | bytearray, prefix: str = "", sync: bool = True) -> None:
    """Write ``data`` to ``path``; a reader sees the old file or the new one, never a part. Raises OSError.

    The file's name begins with ``prefix`` until it is whole. With ``sync`` the disk has it when this returns; without,
    a power cut may spoil it, and who writes it must be able to tell.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=prefix or f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if sync:
                os.fsync(file.fileno())
        os.chmod(name, 0o644)  # noqa: PTH101 (what a file written in place would have)
        os.replace(name, path)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise


def remembered(most: int) -> Callable[[Callable[[Path], T]], Callable[[Path], T]]:
    """Keep the last ``most`` files as they were read. One whose size or time on the disk has changed is read anew."""

    def keeping(load: Callable[[Path], T]) -> Callable[[Path], T]:
        @lru_cache(most)
        def known(path: Path, _size: int, _time: int) -> T:
            return load(path)

        @wraps(load)
        def read(path: Path) -> T:
            state = path.stat()
            return known(path, state.st_size, state.st_mtime_ns)

        return read

    return keeping


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
