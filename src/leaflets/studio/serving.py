"""A server for one desk, on this machine, until it is told to end."""

import asyncio
import gc
import secrets
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from leaflets.studio.app import studio
from leaflets.studio.desk import Desk

HOST = "127.0.0.1"
PORT = 8765
"""The port that is taken, if none is named and it is free: an address that was kept stays good."""


def serve(
    root: Path, begin: Callable[[str], None], port: int | None = None, read_only: bool = False, path: str = "/"
) -> None:
    """Serve a project until it is interrupted. ``begin`` is told the address once it answers there.

    Raises OSError if the port that is named is taken.
    """
    listening = _listening(port)
    token = secrets.token_urlsafe(24)
    number = listening.getsockname()[1]
    app = studio(root, token, number, read_only)
    config = uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=1, lifespan="on")
    gc.disable()  # memory is given back while nobody waits: else every fourth change would take twice as long
    address = f"http://{HOST}:{number}{path}?token={token}"
    _Server(config, lambda: begin(address), app.state.desk).run([listening])


def _listening(port: int | None) -> socket.socket:
    """A socket at the port; or, if none is named, at the usual one, or at any that is free."""
    for number in (PORT, 0) if port is None else (port,):
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # else answers wait 40 ms
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((HOST, number))
            made.listen()  # at once: until then another may take the same port
        except OSError as error:
            made.close()
            refused = error
        else:
            return made
    raise refused


class _Server(uvicorn.Server):
    """A server that says when it has started, and when it is about to end."""

    def __init__(self, config: uvicorn.Config, begin: Callable[[], None], desk: Desk) -> None:
        super().__init__(config)
        self._begin, self._desk = begin, desk

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.started:
            self._begin()

    async def main_loop(self) -> None:
        """Wait for the end, looking twice a second: nothing else is to be done meanwhile."""
        count = asked = 0
        while not await self.on_tick(count):
            count += 10  # ticks are tenths of a second elsewhere, and every tenth of them sets the clock of answers
            if asked == self.server_state.total_requests:
                self._desk.tidy()
            asked = self.server_state.total_requests
            await asyncio.sleep(0.5)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End, once those who listen have gone."""
        self._desk.end()
        await super().shutdown(sockets)
