"""Reading files that may be broken, or made to do harm: in a process of its own, with a limit of time and memory."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from typing import Any, Generic, TypeVar

from leaflets.inspect.reading.opening import Unreadable, said

A = TypeVar("A")
R = TypeVar("R")
SECONDS = 8.0
"""So long may one file take; a leaflet of 14 pages takes a fifth of a second."""
METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
"""How the other process begins: anew, or quicker, as a copy of one begun anew; never as a copy of this one."""
MEMORY = 2 << 30
"""So many bytes may the process hold; only where the system can limit it."""


class Confined(Generic[A, R]):
    """A function that reads one file at a time in another process, which is stopped when it takes too long.

    To be used in a ``with`` statement. The function must be one of a module, not a lambda.
    """

    def __init__(self, function: Callable[[A], R], seconds: float = SECONDS, method: str = METHOD) -> None:
        self._function, self._seconds = function, seconds
        self._context: Any = multiprocessing.get_context(method)
        self._context.set_forkserver_preload(["__main__", function.__module__])
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Confined[A, R]:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            for process in (self._pool._processes or {}).values():
                process.kill()
            self._pool.shutdown()
            self._pool = None

    def __call__(self, argument: A) -> R:
        """What the function returns. Raises Unreadable where it does, or where it cannot end."""
        try:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(1, self._context, _limited)
                self._pool.submit(int).result()  # what it takes to start does not count against the file
            return self._pool.submit(_answer, self._function, argument).result(self._seconds)
        except TimeoutError:
            self.__exit__()
            raise Unreadable(f"takes more than {self._seconds:g} seconds to read, and was given up") from None
        except (BrokenExecutor, OSError):
            self.__exit__()
            raise Unreadable("is too much to read: the reader broke off") from None


def _limited() -> None:
    """Set the limits of the other process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asked stops us
    with contextlib.suppress(ImportError, ValueError, OSError):  # not every system can, or a lower limit is set already
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _answer(function: Callable[[A], R], argument: A) -> R:
    """What the function returns: in the other process."""
    try:
        return function(argument)
    except Unreadable:
        raise
    except MemoryError:
        raise Unreadable("needs too much memory to be read") from None
    except Exception as error:  # a file may break the reader in ways nobody thought of
        raise Unreadable(f"cannot be understood ({type(error).__name__}: {said(error)})") from None
