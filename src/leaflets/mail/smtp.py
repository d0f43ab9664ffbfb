"""Handing messages to a mail server, one at a time over one connection, and knowing what became of each."""

import ipaddress
import re
import smtplib
import socket
import ssl
import unicodedata
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from typing import NamedTuple, Self
from urllib.parse import urlsplit

from leaflets.mail.address import Address

PORTS = {"smtp": 587, "smtps": 465}
PATIENCE = (60.0, 600.0)
"""Seconds to wait for an answer; and for a message to go out, and then to be taken over.

RFC 5321 asks for ten minutes: who gives up too early does not know whether it was taken.
"""
LONGEST_ANSWER = 300
_URL = "write it as smtps://host:465 or smtp://host:587"


class Server(NamedTuple):
    """A mail server. ``tls`` means from the first byte; otherwise the connection is turned to TLS (STARTTLS)."""

    host: str
    port: int
    tls: bool

    @property
    def here(self) -> bool:
        """Whether it runs on this machine, so that what is said to it crosses no network."""
        try:
            return self.host == "localhost" or ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


class Login(NamedTuple):
    """Who we are to the server."""

    user: str
    password: str


class State(StrEnum):
    """What became of a message. ``PERHAPS``: all of it went out, and no answer came back."""

    SENT = "sent"
    LATER = "not sent"
    REFUSED = "refused"
    PERHAPS = "perhaps sent"


class Outcome(NamedTuple):
    """What became of a message, and the server's answer or the fault that came instead."""

    state: State
    answer: str


class NoServer(Exception):  # noqa: N818 (it names what there is not)
    """No connection can be had. ``lasting``: trying again will not help."""

    def __init__(self, message: str, lasting: bool) -> None:
        self.lasting = lasting
        super().__init__(message)


def server(url: str) -> Server:
    """The server of ``smtps://host:465`` or ``smtp://host:587``. Raises ValueError, with what is wrong."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except ValueError:
        raise ValueError(_URL) from None
    if parts.scheme not in PORTS or not host or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(_URL)
    if parts.username is not None:
        raise ValueError(
            "leave the user name and password out, where others can read them; set LEAFLETS_SMTP_USER and "
            "LEAFLETS_SMTP_PASSWORD, or be asked"
        )
    return Server(host, port or PORTS[parts.scheme], parts.scheme == "smtps")


class Courier:
    """Carries messages to one server for one sender. A connection is opened when one is needed, and kept."""

    def __init__(
        self, server: Server, sender: Address, login: Login | None, patience: tuple[float, float] = PATIENCE
    ) -> None:
        self._server = server
        self._sender = sender
        self._login = login
        self._to_answer, self._to_take = patience
        self._line: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if self._line and error is None:
            with suppress(OSError):
                self._line.quit()
        self._drop()

    def hand_over(self, to: Address, data: bytes, about_to_send: Callable[[], None]) -> Outcome:
        """Send one message to one address, and say what became of it.

        ``about_to_send`` is called when the server waits for the message, before the first byte of it goes out.
        Raises NoServer, and whatever ``about_to_send`` raises.
        """
        outcome = self._hand_over(to, data, about_to_send)
        return outcome._replace(answer=self._masked(outcome.answer))

    def _hand_over(self, to: Address, data: bytes, about_to_send: Callable[[], None]) -> Outcome:
        line = self._line = self._line or self._open()
        try:
            code, answer = self._announce(line, to, len(data))
            if code != 354:
                return self._turned_down(line, code, answer)
        except OSError as error:
            self._drop()
            return Outcome(State.LATER, _fault(error))
        about_to_send()
        try:
            _wait(line, self._to_take)
            line.send(data.replace(b"\r\n.", b"\r\n..") + b".\r\n")
        except OSError as error:  # the end of the message never left, so the server cannot have taken it
            self._drop()
            return Outcome(State.LATER, _fault(error))
        return self._taken_over(line)

    def _announce(self, line: smtplib.SMTP, to: Address, size: int) -> tuple[int, str]:
        """MAIL, RCPT and DATA; the first answer that is not as it should be, or the go-ahead (354)."""
        options = f" SIZE={size}" if line.has_extn("size") else ""
        if to.international or self._sender.international:
            if not line.has_extn("smtputf8"):
                return 553, "this mail server takes only addresses in ASCII letters"
            options += " SMTPUTF8 BODY=8BITMIME"
            line.command_encoding = "utf-8"
        for verb, rest in (("MAIL", f"FROM:<{self._sender}>{options}"), ("RCPT", f"TO:<{to}>")):
            code, answer = line.docmd(verb, rest)
            if code // 100 != 2:
                return code, _said(code, answer)
        code, answer = line.docmd("DATA")
        return code, _said(code, answer)

    def _turned_down(self, line: smtplib.SMTP, code: int, answer: str) -> Outcome:
        try:
            lost = code == 421 or code < 0 or line.rset()[0] != 250
        except OSError:
            lost = True
        if lost or 0 < code < 400:
            self._drop()
        if 0 < code < 400:
            raise NoServer(f"{self._server.host} cannot be used: it lets no message follow, with {answer!r}", True)
        return Outcome(_state(code), answer)

    def _taken_over(self, line: smtplib.SMTP) -> Outcome:
        try:
            code, raw = line.getreply()
            if code < 0:
                raise smtplib.SMTPServerDisconnected("the server's answer makes no sense")
        except OSError as error:
            self._drop()
            return Outcome(State.PERHAPS, _fault(error))
        clear = code // 100 in (2, 4, 5)
        if code == 421 or not clear:
            self._drop()
        _wait(line, self._to_answer)
        return Outcome(_state(code) if clear else State.PERHAPS, _said(code, raw))

    def _open(self) -> smtplib.SMTP:
        """A connection that is private and logged in. Raises NoServer."""
        name = f"{self._server.host}:{self._server.port}"
        try:
            return self._connect()
        except ssl.SSLCertVerificationError as error:
            raise NoServer(f"the certificate of {name} cannot be trusted: {error.verify_message}", True) from None
        except (ssl.SSLEOFError, ssl.SSLZeroReturnError) as error:
            raise NoServer(f"{name} hung up: {_fault(error)}", False) from None
        except ssl.SSLError as error:
            raise NoServer(f"{name} does not speak TLS in this way: {error.reason}", True) from None
        except socket.gaierror as error:
            lasting = error.errno != socket.EAI_AGAIN
            raise NoServer(f"there is no server of the name {self._server.host}", lasting) from None
        except UnicodeEncodeError:
            raise NoServer(f"{name} takes user names and passwords in ASCII letters only", True) from None
        except smtplib.SMTPNotSupportedError:
            raise NoServer(f"{name} takes no user name; unset LEAFLETS_SMTP_USER", True) from None
        except smtplib.SMTPResponseException as error:
            login = isinstance(error, smtplib.SMTPAuthenticationError)
            what = "refuses the user name or the password" if login else "turns us away"
            answer = self._masked(_said(error.smtp_code, error.smtp_error))
            raise NoServer(f"{name} {what}: {answer}", error.smtp_code // 100 == 5) from None
        except OSError as error:
            raise NoServer(f"{name} cannot be reached: {self._masked(_fault(error))}", False) from None
        except ValueError:  # binascii.Error among them
            raise NoServer(f"{name} cannot be used: its question at login makes no sense", True) from None

    def _masked(self, text: str) -> str:
        """An answer without the user name's password, plain or encoded, which some servers repeat."""
        secret = self._login.password if self._login else ""
        if self._login and secret:
            encoded = (b64encode(one.encode()).decode() for one in (secret, f"\0{self._login.user}\0{secret}"))
            for form in (secret, *encoded):
                text = text.replace(form, "...")
        return text

    def _connect(self) -> smtplib.SMTP:
        where = (self._server.host, self._server.port, self._sender.domain)  # not this machine's name
        wait = self._to_answer
        line = (
            smtplib.SMTP_SSL(*where, timeout=wait, context=ssl.create_default_context())
            if self._server.tls
            else smtplib.SMTP(*where, timeout=wait)
        )
        try:
            if line.sock:  # the end of a message shall not wait until its beginning is acknowledged
                line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line.ehlo_or_helo_if_needed()
            if not self._server.tls and line.has_extn("starttls"):
                line.starttls(context=ssl.create_default_context())
                line.ehlo_or_helo_if_needed()
            elif not self._server.tls and not self._server.here:
                raise NoServer(f"{self._server.host} offers no TLS, so others could read along", True)
            if self._login:
                line.login(self._login.user, self._login.password)
        except BaseException:
            line.close()
            raise
        return line

    def _drop(self) -> None:
        if self._line:
            self._line.close()
        self._line = None


def _wait(line: smtplib.SMTP, seconds: float) -> None:
    """How long the connection waits from now on, if it is still open."""
    if line.sock:
        line.sock.settimeout(seconds)


def _state(code: int) -> State:
    if code // 100 == 2:
        return State.SENT
    return State.LATER if code // 100 == 4 or code < 0 else State.REFUSED


def _said(code: int, answer: bytes | str) -> str:
    """A server's answer on one line, fit to be shown and kept."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    shown = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    return re.sub(" +", " ", f"{code} {shown}").strip()[:LONGEST_ANSWER]


def _fault(error: OSError) -> str:
    return error.strerror or str(error) or "the connection was lost"
