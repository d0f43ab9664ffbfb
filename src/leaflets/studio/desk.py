"""The desk: one project, kept open all day by one person, and all that looks at it told when it changes."""

import asyncio
import contextlib
import gc
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from threading import RLock

from watchfiles import awatch

from leaflets.content.model import forget
from leaflets.edition.selection import Job
from leaflets.problems import ContentError, Source, refused
from leaflets.store.project import Project, this_moment
from leaflets.store.saving import Saved, save, undo
from leaflets.studio.pages import Gallery, View

MOST_KEPT = 200
"""So many changes can be taken back."""

MOST_KNOWN = 60
"""After so many changes what was found of files as they were is forgotten."""

MOST_UNTIDIED = 12
"""After so many changes memory is given back, even if somebody waits."""

STEP = 15
"""Files that change within so many milliseconds of each other change at once."""


class Desk:
    """A project, and what is shown of it. Work on it is done by one thread at a time, inside ``open``."""

    def __init__(self, root: Path, read_only: bool = False) -> None:
        self.read_only = read_only
        self.gallery = Gallery()
        self._project = Project(root)
        self._lock = RLock()
        self._version = self._tidied = self._known = 0
        self._listeners: set[asyncio.Queue[bool]] = set()
        self._done: list[Saved] = []
        self._undone: list[Saved] = []

    @contextlib.contextmanager
    def open(self) -> Iterator[Project]:
        """The project as its files are now, for this thread alone."""
        with self._lock:
            self._project.now = this_moment()
            if self._project.refresh():
                self._version += 1
            if self._version - self._tidied > MOST_UNTIDIED:
                self.tidy()
            yield self._project

    def tidy(self) -> None:
        """Give back the memory of what is shown no more. It takes a moment: best done while nobody waits."""
        if self._tidied != self._version:
            self._tidied = self._version
            if self._version - self._known >= MOST_KNOWN:
                self._known = self._version
                forget()
            gc.collect()

    def view(self, job: Job) -> View:
        """What is to be seen of a job. To be asked inside ``open``."""
        return self.gallery.view(self._project, job, self._version)

    def save(self, file: str, change: Callable[[bytes], bytes], held: Callable[[], object] = lambda: None) -> None:
        """Change a file of the project, so that it can be taken back. Raises ContentError and OSError.

        What is not ``held`` for right when the project is read anew, since that raises ContentError, is taken back.
        """
        saved = save(self._project.root, file, change)
        self._project.refresh()
        self._version += 1
        try:
            held()
        except ContentError:
            undo(self._project.root, saved)
            raise
        self._done.append(saved)
        self._undone.clear()
        del self._done[:-MOST_KEPT]

    def undo(self) -> str:
        """Take the last change back; the name of its file is returned. Raises ContentError and OSError."""
        return self._back(self._done, self._undone, "there is nothing to take back")

    def redo(self) -> str:
        """Do the change that was taken back last again; as ``undo``."""
        return self._back(self._undone, self._done, "nothing was taken back")

    def _back(self, these: list[Saved], others: list[Saved], none: str) -> str:
        if not these:
            raise refused(Source(""), none)
        others.append(undo(self._project.root, these[-1]))
        return these.pop().file

    def touch(self) -> None:
        """Have everything made anew: what is drawn from ``assets`` is not all known to the project."""
        with self._lock:
            self._version += 1

    async def watch(self) -> None:
        """Tell whoever listens of every change, as long as the desk is in use."""
        folders = [self._project.root / part for part in ("content", "assets")]
        async for changed in awatch(*folders, step=STEP, debounce=400):
            if any(Path(path).is_relative_to(folders[1]) for _, path in changed):
                self.touch()
            for queue in self._listeners:
                if queue.empty():
                    queue.put_nowait(True)

    def end(self) -> None:
        """Let those who listen go: nothing will change any more."""
        for queue in self._listeners:
            queue.put_nowait(False)

    async def changes(self) -> AsyncIterator[str]:
        """A server-sent event for each change."""
        queue: asyncio.Queue[bool] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield "retry: 1000\n\n"
            while await queue.get():
                yield "event: changed\ndata:\n\n"
        finally:
            self._listeners.discard(queue)
