"""A real mail server on this machine, with TLS and a login if asked, which can be told to fail."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HOST = "127.0.0.1"
USER, PASSWORD = "leaflets", "correct horse"
FOREVER = 1000


@dataclass
class Fault:
    """Something that goes wrong for one address: where in the conversation, what is said, and how many times.

    A ``code`` of 0 says nothing and hangs up; ``wait`` is how many seconds pass before the answer.
    """

    at: str
    code: int = 0
    times: int = FOREVER
    wait: float = 0


@dataclass
class Mailroom:
    """What the server took over, and what it is to do wrong."""

    taken: list[Envelope] = field(default_factory=list)
    faults: dict[str, Fault] = field(default_factory=dict)
    slow: float = 0
    hang_ups: int = 0
    connections: int = 0
    in_data: threading.Event = field(default_factory=threading.Event)

    @property
    def addresses(self) -> Counter[str]:
        """How many messages each address got."""
        return Counter(address for envelope in self.taken for address in envelope.rcpt_tos)

    def fault(self, at: str, address: str) -> Fault | None:
        """The fault due at this point of the conversation about an address. It is then used up once."""
        fault = self.faults.get(address)
        if fault is None or fault.at != at or fault.times == 0:
            return None
        fault.times -= 1
        return fault

    async def handle_MAIL(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        fault = self.fault("RCPT", address)
        if fault:
            return await self.fail(server, fault, address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.in_data.set()
        await asyncio.sleep(self.slow)
        (address,) = envelope.rcpt_tos
        fault = self.fault("after DATA", address)
        if fault and fault.code // 100 in (4, 5):
            return await self.fail(server, fault, address)
        self.taken.append(envelope)
        return await self.fail(server, fault, address) if fault else "250 2.0.0 taken over"

    async def fail(self, server: SMTP, fault: Fault, address: str) -> str:
        await asyncio.sleep(fault.wait)
        if fault.code == 0:
            _line(server).abort()
        if fault.code == 421:
            asyncio.get_running_loop().call_later(0.01, _line(server).close)
        return f"{fault.code} 0.0.0 <{address}> says no" if fault.code else "250 nobody hears this"


class Faulty(SMTP):
    """A server that can hang up at once, or while a message is coming in."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        room = self.event_handler
        if self.transport is None:  # not STARTTLS on a line that is open
            room.connections += 1
        if room.hang_ups:
            room.hang_ups -= 1
            assert isinstance(transport, asyncio.Transport)
            transport.abort()
        else:
            super().connection_made(transport)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 (aiosmtpd's name)
        assert self.envelope
        fault = self.event_handler.fault("in DATA", self.envelope.rcpt_tos[0])
        if fault:
            there = _line(self).get_extra_info("socket")
            there.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # much of a large message stays where it is
            await self.push("354 go on")
            await self._reader.readexactly(200)
            _line(self).abort()
            return
        await super().smtp_DATA(arg)


def _line(server: SMTP) -> asyncio.Transport:
    assert isinstance(server.transport, asyncio.Transport)
    return server.transport


class _Controller(Controller):
    def factory(self) -> SMTP:
        with warnings.catch_warnings():
            # It does not know that a line which was TLS from its first byte is private.
            warnings.filterwarnings("ignore", "Requiring AUTH while not requiring TLS", UserWarning)
            return Faulty(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Running:
    """A server that runs: where, and what it took over."""

    room: Mailroom
    port: int
    stop: Callable[[], None]


def _authenticated(*said: Any) -> AuthResult:
    data = said[-1]
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


@contextmanager
def mail_server(
    authority: trustme.CA | None = None,
    starttls: bool = False,
    name: str = HOST,
    size: int | None = None,
    international: bool = True,
) -> Iterator[Running]:
    """A server on a free port. With an ``authority`` it speaks TLS, as ``name``, and wants a login."""
    room, options = (
        Mailroom(),
        dict[str, Any](enable_SMTPUTF8=international, data_size_limit=size, server_hostname=name),
    )
    if authority:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(name).configure_cert(context)
        options |= {"auth_required": True, "authenticator": _authenticated, "auth_require_tls": starttls}
        options |= {"tls_context": context, "require_starttls": True} if starttls else {"ssl_context": context}
    controller = _Controller(room, hostname=HOST, port=0, **options)
    controller.start()
    room.connections, stopped = 0, threading.Event()

    def stop() -> None:
        if not stopped.is_set():
            stopped.set()
            controller.stop()

    try:
        yield Running(room, controller.port, stop)
    finally:
        stop()


def wait_for(what: Callable[[], bool]) -> None:
    """Wait until something is so, however slow the machine is."""
    while not what():
        time.sleep(0.005)


@dataclass
class Clock:
    """A clock that stands still but while someone sleeps, which takes no time: put in the place of ``time``."""

    now: float = 0
    slept: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept += [seconds] if seconds else []


def trusted(authority: trustme.CA, folder: Path) -> str:
    """A file with the authority's certificate, to be named in SSL_CERT_FILE."""
    path = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)
