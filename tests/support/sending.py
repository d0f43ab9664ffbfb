"""Runs of sending, each in a process of its own, to be killed: ``python sending.py`` starts one for each line it reads.

A line is a port, a count of messages and an outbox; the next one kills the process.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from leaflets.mail.ledger import Ledger
from leaflets.mail.send import before, send
from leaflets.mail.smtp import Courier, Server
from support.letters import CLINIC, posts


def say(word: str) -> None:
    print(word, flush=True)  # noqa: T201


def run(port: int, count: int, outbox: Path) -> None:
    some = posts(count)
    with Ledger(outbox) as ledger, Courier(Server("127.0.0.1", port, tls=False), CLINIC, None) as courier:
        ready = [one for one, state in zip(some, before(some, ledger), strict=True) if not state]
        say("ready")
        for _ in send(ready, CLINIC, courier, ledger, lambda _: None):
            pass


for line in sys.stdin:
    port, count, outbox = line.rstrip("\n").split(" ", 2)
    process = os.fork()
    if not process:
        run(int(port), int(count), Path(outbox))
        break
    sys.stdin.readline()
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    say("dead")
