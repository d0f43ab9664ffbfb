"""Work spread over processes, each with a worker of its own; or done here, by one."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import wait as wait_for
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 4
"""So many pieces of work wait for each process, so that none is idle, and memory stays flat."""

_work: Callable[[Any], Any]


class WorkerEndedError(Exception):
    """A process was ended from outside."""


def spread(start: Callable[[], Callable[[T], R]], tasks: Iterable[T], processes: int) -> Iterator[R]:
    """What comes of each task, as it is done. ``start`` makes a worker; with one process, here and now.

    Raises WorkerEndedError, and what a worker raises.
    """
    if processes == 1:
        yield from map(start(), tasks)
        return
    pool = ProcessPoolExecutor(processes, initializer=_begin, initargs=(start,))
    try:
        rest = iter(tasks)
        running: set[Future[R]] = {pool.submit(_do, task) for task in islice(rest, AHEAD * processes)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            running |= {pool.submit(_do, task) for task in islice(rest, len(done))}
            for future in done:
                yield future.result()
    except BrokenProcessPool:
        raise WorkerEndedError from None
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(start: Callable[[], Callable[[Any], Any]]) -> None:
    global _work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears of it, and ends us
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _work = start()


def _do(task: Any) -> Any:
    return _work(task)


def _end_with_parent() -> None:
    """No process goes on when the one that started it was killed."""
    parent = multiprocessing.parent_process()
    if parent:
        wait_for([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
