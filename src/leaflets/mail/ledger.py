"""What was sent, in ``sent.jsonl``: the memory that keeps a second run from sending a leaflet twice.

It holds no address. Each is kept as a keyed hash (HMAC-SHA-256), and the key, drawn anew for each outbox, lies in a
file of its own, ``sent.key``: without it nobody can try addresses against the ledger.
"""

from __future__ import annotations

import errno
import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from leaflets.files import lock, private_folder
from leaflets.mail.address import Address
from leaflets.problems import ContentError, Problem, Source

SENDING, SENT = "sending", "sent"
KEYS = frozenset({"time", "state", "message_id", "to", "leaflet", "version", "answer"})
_AN_ADDRESS = re.compile(r"\S*@\S*")


@dataclass(frozen=True)
class Sending:
    """One leaflet on its way to one address."""

    message_id: str
    to: Address
    leaflet: str
    version: str


class Ledger:
    """The ledger of one outbox, open for one run: a second run at the same time is refused.

    Each line is on the disk before anything else happens. Every method raises ContentError if the ledger cannot be
    understood or written: then nothing may be sent, since nobody would know what was.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / "sent.jsonl"
        self._key_path = folder / "sent.key"
        self._key = b""
        self._states: dict[tuple[str, str, str], str] = {}

    def __enter__(self) -> Ledger:
        with self._told():
            private_folder(self.path.parent)
            self._file = self.path.open("a+b", buffering=0)
        try:
            with self._told():
                self._lock()
                self._key = self._read_key()
                self._read()
        except BaseException:
            self._file.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def state(self, one: Sending) -> str:
        """The last that is known of a leaflet to an address: ``sent``, ``sending``, another word, or nothing.

        ``sending`` means that the run ended before the server's answer: perhaps it was sent.
        """
        return self._states.get(self._name(one), "")

    def write(self, one: Sending, state: str, answer: str = "") -> None:
        """Add a line, and wait until the disk has it."""
        to, leaflet, version = self._name(one)
        line = {
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "state": state,
            "message_id": one.message_id,
            "to": to,
            "leaflet": leaflet,
            "version": version,
            "answer": _without_addresses(answer, one.to),
        }
        data = json.dumps(line).encode() + b"\n"
        with self._told():
            if os.write(self._file.fileno(), data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(self._file.fileno())
        self._states[to, leaflet, version] = state

    def _name(self, one: Sending) -> tuple[str, str, str]:
        spelt = str(one.to).casefold().encode()
        return hmac.new(self._key, spelt, hashlib.sha256).hexdigest(), one.leaflet, one.version

    def _lock(self) -> None:
        if not lock(self._file.fileno()):
            raise self._problem(0, "another run is sending from this outbox", "wait until it has ended")

    def _read_key(self) -> bytes:
        with suppress(FileNotFoundError):
            key = self._key_path.read_bytes()
            if len(key) == 32:
                return key
        if self.path.stat().st_size:
            hint = f"put {self._key_path} back, or name another outbox with -o"
            raise self._problem(0, "the key of this ledger is not there, so nobody knows who is in it", hint)
        key = secrets.token_bytes(32)
        with open(self._key_path, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        return key

    def _read(self) -> None:
        """The states so far. A last line without its end was being written when the run was killed: it is taken off."""
        self._file.seek(0)
        data = self._file.read()
        whole = data[: data.rfind(b"\n") + 1]
        if len(whole) < len(data):
            self._file.truncate(len(whole))
        for number, line in enumerate(whole.splitlines(), 1):
            entry = _entry(line)
            if not entry:
                hint = "put the file back as it was, or name another outbox with -o"
                raise self._problem(number, "this is no line of a ledger, so nobody knows what was sent", hint)
            self._states[entry["to"], entry["leaflet"], entry["version"]] = entry["state"]

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turns what a disk can do to us into a problem."""
        try:
            yield
        except OSError as error:
            raise self._problem(0, f"the record of what was sent cannot be kept: {error.strerror}", "") from None

    def _problem(self, line: int, message: str, hint: str) -> ContentError:
        return ContentError([Problem(Source(str(self.path), line, 1), message, hint)])


def _entry(line: bytes) -> Mapping[str, str] | None:
    try:
        entry: Any = json.loads(line)
    except ValueError:
        return None
    fits = isinstance(entry, dict) and set(entry) == KEYS and all(isinstance(value, str) for value in entry.values())
    return entry if fits else None


def _without_addresses(answer: str, to: Address) -> str:
    """A server's answer without the address that it may repeat."""
    masked = _AN_ADDRESS.sub("...", answer)
    return re.sub(rf"(?<!\w){re.escape(to.local)}(?!\w)", "...", masked, flags=re.IGNORECASE)
