"""What was sent, in ``sent.jsonl``: the memory that keeps a second run from sending a leaflet twice.

It holds no address. Each is kept as a keyed hash (HMAC-SHA-256), and the key, drawn anew for each outbox, lies in a
file of its own, ``sent.key``: without it nobody can try addresses against the ledger. Who has both can. The key is
there once anything was written, and each line bears its mark: a ledger that lost its lines, or has another's key, is
known for it.
"""

import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from leaflets.files import append, lock, private_folder, read_whole, write_whole
from leaflets.mail.address import Address
from leaflets.mail.message import Post
from leaflets.problems import ContentError, Source, refused

SENDING, SENT = "sending", "sent"
KEYS = frozenset({"time", "state", "message_id", "to", "leaflet", "version", "answer"})
MARK = "key"
"""What tells in a line which key it was written with; the first ledgers had none."""
_AN_ADDRESS = re.compile(r"\S*@\S*")


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

    def __enter__(self) -> Self:
        with self._told():
            private_folder(self.path.parent)
            self._file = open(self.path, "a+b", buffering=0, opener=_private)
        try:
            with self._told():
                if not lock(self._file.fileno()):
                    raise self._problem(0, "another run is sending from this outbox", "wait until it has ended")
                self._key = self._read_key() or secrets.token_bytes(32)
                self._read()
        except BaseException:
            self._file.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def state(self, post: Post) -> str:
        """The last that is known of a leaflet to an address: ``sent``, ``sending``, another word, or nothing.

        ``sending`` means that the run ended before the server's answer: perhaps it was sent.
        """
        return self._states.get(self._name(post), "")

    def write(self, post: Post, message_id: str, state: str, answer: str = "") -> None:
        """Add a line, and wait until the disk has it."""
        to, leaflet, version = self._name(post)
        line = {
            MARK: self._mark(),
            "time": datetime.now(UTC).isoformat(timespec="seconds"),
            "state": state,
            "message_id": message_id,
            "to": to,
            "leaflet": leaflet,
            "version": version,
            "answer": _without_addresses(answer, post.to.address),
        }
        data = json.dumps(line).encode() + b"\n"
        with self._told():
            if not self._key_path.exists():  # of a new ledger, before its first line
                write_whole(self._key_path, self._key, private=True)
            append(self._file, data)
        self._states[to, leaflet, version] = state

    def _name(self, post: Post) -> tuple[str, str, str]:
        return self._hash(str(post.to.address).casefold()), post.leaflet, post.version

    def _mark(self) -> str:
        return self._hash("leaflets ledger")[:16]

    def _hash(self, words: str) -> str:
        return hmac.new(self._key, words.encode(), hashlib.sha256).hexdigest()

    def _read_key(self) -> bytes:
        """The key of this ledger, nothing if nothing was ever written."""
        key = b""
        with suppress(FileNotFoundError):
            key = read_whole(self._key_path)
        written = self.path.stat().st_size > 0
        if written and len(key) != 32:
            hint = f"put {self._key_path} back, or name another outbox with -o"
            raise self._problem(0, "the key of this ledger is not there, so nobody knows who is in it", hint)
        if key and not written:
            hint = f"put {self.path.name} back; only if nothing was ever sent from here, delete {self._key_path}"
            raise self._problem(0, "the record of what was sent is gone, though its key is there", hint)
        return key

    def _read(self) -> None:
        """The states so far. A last line cut off when the run was killed is taken off: nothing followed from it."""
        self._file.seek(0)
        data = self._file.read()
        whole = data[: data.rfind(b"\n") + 1]
        if _entry(data[len(whole) :]):
            hint = "if you know why, add the end of the line; else put the file back as it was, or see what is missing"
            raise self._problem(whole.count(b"\n") + 1, "the last line has no end: somebody changed the ledger", hint)
        for number, line in enumerate(whole.splitlines(), 1):
            entry = _entry(line)
            if not entry:
                hint = "put the file back as it was, or name another outbox with -o"
                raise self._problem(number, "this is no line of a ledger, so nobody knows what was sent", hint)
            if entry.get(MARK, self._mark()) != self._mark():
                hint = f"put the ledger's own {self._key_path.name} back, or name another outbox with -o"
                message = "the ledger was written with another key, so nobody knows who is in it"
                raise self._problem(number, message, hint)
            self._states[entry["to"], entry["leaflet"], entry["version"]] = entry["state"]
        if len(whole) < len(data):
            self._file.truncate(len(whole))

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turns what a disk can do to us into a problem."""
        try:
            yield
        except OSError as error:
            raise self._problem(0, f"the record of what was sent cannot be kept: {error.strerror}", "") from None

    def _problem(self, line: int, message: str, hint: str) -> ContentError:
        return refused(Source(str(self.path), line, 1), message, hint)


def _private(name: str, flags: int) -> int:
    """Open a file that is for this user's eyes only, even if it was there before."""
    handle = os.open(name, flags, 0o600)
    with suppress(OSError, AttributeError):  # not every system has such rights
        os.fchmod(handle, 0o600)
    return handle


def move_here(old: Path, new: Path) -> bool:
    """Move the ledger of an outbox to another one; whether there was one to move. Raises ContentError and OSError."""
    names = [name for name in ("sent.key", "sent.jsonl") if (old / name).exists()]
    if "sent.jsonl" not in names or old.resolve() == new.resolve():
        return False
    if any((new / name).exists() for name in ("sent.key", "sent.jsonl")):
        hint = f"delete the one that is out of date; or name the one to use with -o: {old} or {new}"
        where = Source(str(old / "sent.jsonl"))
        raise refused(where, f"there are two records of what was sent; the other is in {new}", hint)
    private_folder(new)
    for name in names:
        (old / name).replace(new / name)
    return True


def _entry(line: bytes) -> Mapping[str, str] | None:
    try:
        entry: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    fits = isinstance(entry, dict) and set(entry) - {MARK} == KEYS
    fits = fits and all(isinstance(value, str) for value in entry.values())
    return entry if fits else None


def _without_addresses(answer: str, to: Address) -> str:
    """A server's answer without the address that it may repeat."""
    masked = _AN_ADDRESS.sub("...", answer)
    return re.sub(rf"(?<!\w){re.escape(to.local)}(?!\w)", "...", masked, flags=re.IGNORECASE)
