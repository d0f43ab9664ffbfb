"""Reading files that may be broken, or made to do harm: in a process of its own, with a limit of time and memory."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
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
        self._function = function
        self._seconds = seconds
        self._context: Any = multiprocessing.get_context(method)
        self._context.set_forkserver_preload(["__main__", function.__module__])
        self._process: Any = None
        self._ours: Any = None

    def __enter__(self) -> Confined[A, R]:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def __call__(self, argument: A) -> R:
        """What the function returns. Raises Unreadable where it does, or where it cannot end."""
        try:
            if self._process is None:
                self._start()
            self._ours.send(argument)
            if not self._ours.poll(self._seconds):
                raise Unreadable(f"takes more than {self._seconds:g} seconds to read, and was given up")
            answer = self._ours.recv()
        except Unreadable:
            self._stop()
            raise
        except (EOFError, OSError):
            self._stop()
            raise Unreadable("is too much to read: the reader broke off") from None
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]

    def _start(self) -> None:
        self._ours, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(self._function, theirs, self._ours), daemon=True)
        self._process.start()
        theirs.close()
        self._ours.recv()  # what it takes to start does not count against the file

    def _stop(self) -> None:
        if self._process is not None:
            self._ours.close()
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None


def _serve(function: Callable[[Any], Any], theirs: Connection[Any, Any], ours: Connection[Any, Any]) -> None:
    """Answer until nobody asks: in the other process."""
    ours.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asked stops us
    with contextlib.suppress(ImportError, ValueError, OSError):  # not every system can, or a lower limit is set already
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    theirs.send("ready")
    while True:
        try:
            argument = theirs.recv()
        except EOFError:
            return
        try:
            answer = function(argument)
        except Unreadable as error:
            answer = error
        except MemoryError:
            answer = Unreadable("needs too much memory to be read")
        except Exception as error:  # a file may break the reader in ways nobody thought of
            answer = Unreadable(f"cannot be understood ({type(error).__name__}: {said(error)})")
        theirs.send(answer)
