"""A run that is killed at any moment loses no message and sends none twice; the one on its way is told apart."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from leaflets.mail.ledger import Ledger
from leaflets.mail.send import before, send
from leaflets.mail.smtp import Courier, Outcome, Server, State
from support.letters import CLINIC, posts
from support.mailserver import HOST, Mailroom, Running, mail_server, wait_for

TESTS = Path(__file__).parents[1]
MOMENTS = 20
COUNT = 12


@pytest.fixture(scope="module")
def nursery() -> Iterator[subprocess.Popen[str]]:
    """A process that has all that sending needs, and starts a run of its own for each line it is told."""
    path = os.pathsep.join([str(TESTS), str(TESTS.parent / "src")])
    command = [sys.executable, str(TESTS / "support/sending.py")]
    with subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": path}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process


@contextmanager
def sender(nursery: subprocess.Popen[str], running: Running, outbox: Path) -> Iterator[Callable[[], None]]:
    """A run in a process of its own, which is about to send its first message, and what kills it."""

    def tell(line: str, answer: str) -> None:
        assert nursery.stdin
        assert nursery.stdout
        nursery.stdin.write(f"{line}\n")
        nursery.stdin.flush()
        assert nursery.stdout.readline() == f"{answer}\n"

    tell(f"{running.port} {COUNT} {outbox}", "ready")
    yield partial(tell, "kill", "dead")


def has_taken(room: Mailroom, least: int) -> bool:
    return len(room.taken) >= least


def settled(room: Mailroom) -> None:
    """Wait until the server has done with what was on its way when the sender died."""
    seen = -1
    while seen != len(room.taken):
        seen = len(room.taken)
        time.sleep(0.02)


def rerun(running: Running, outbox: Path) -> tuple[dict[str, State], dict[str, Outcome]]:
    """The same run again: what the ledger knew before of each address, and what became of the rest."""
    some = posts(COUNT)
    with Ledger(outbox) as ledger, Courier(Server(HOST, running.port, tls=False), CLINIC, None) as courier:
        known = {str(one.to.address): state for one, state in zip(some, before(some, ledger), strict=True) if state}
        ready = [one for one in some if str(one.to.address) not in known]
        return known, {str(one.to.address): end for one, end in send(ready, CLINIC, courier, ledger, str)}


def test_a_run_killed_at_twenty_moments_loses_none_and_sends_none_twice(
    tmp_path: Path, nursery: subprocess.Popen[str]
) -> None:
    chance = random.Random(2026)  # noqa: S311 (no secret)
    everyone = {str(one.to.address) for one in posts(COUNT)}
    on_their_way = cut_short = 0
    for moment in range(MOMENTS):
        outbox = tmp_path / str(moment)
        with mail_server() as running:
            running.room.slow = 0.008
            with sender(nursery, running, outbox) as kill:
                arrived = chance.randrange(COUNT)
                wait_for(partial(has_taken, running.room, arrived))
                time.sleep(chance.uniform(0, 0.015))
                kill()
            settled(running.room)
            at_the_kill = running.room.addresses
            running.room.slow = 0
            known, ended = rerun(running, outbox)
            perhaps = {address for address, state in known.items() if state is State.PERHAPS}

            assert set(known) | set(ended) == everyone, "someone was lost"
            assert {outcome.state for outcome in ended.values()} <= {State.SENT}
            assert len(perhaps) <= 1
            for address in everyone:
                got = running.room.addresses[address]
                assert got == 1 or (address in perhaps and got == 0), (moment, address, got)
            assert set(at_the_kill) <= set(known), "one that arrived was not known to have been sent, or perhaps"
            on_their_way += len(perhaps)
            cut_short += 0 < len(at_the_kill) < COUNT
    assert cut_short >= MOMENTS // 2, "hardly any kill came in the middle of a run"
    assert on_their_way >= 1, "no kill met a message on its way"


def test_the_message_on_its_way_at_the_kill_is_perhaps_sent_until_someone_decides(
    tmp_path: Path, nursery: subprocess.Popen[str]
) -> None:
    outbox = tmp_path / "outbox"
    with mail_server() as running:
        running.room.slow = 0.2
        with sender(nursery, running, outbox) as kill:
            wait_for(running.room.in_data.is_set)
            kill()
        settled(running.room)
        running.room.slow = 0
        for _ in range(2):
            known, _ = rerun(running, outbox)
            assert known["reader-0@example.org"] is State.PERHAPS
        assert running.room.addresses["reader-0@example.org"] <= 1
        assert set(running.room.addresses) >= {str(one.to.address) for one in posts(COUNT)[1:]}
