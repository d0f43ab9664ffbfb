"""A run of sending in a process of its own, to be killed: ``python sending.py PORT OUTBOX COUNT``."""

from __future__ import annotations

import sys
from pathlib import Path

from leaflets.mail.ledger import Ledger
from leaflets.mail.send import before, send
from leaflets.mail.smtp import Courier, Server
from support.letters import CLINIC, posts

port, outbox, count = int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
some = posts(count)
with Ledger(outbox) as ledger, Courier(Server("127.0.0.1", port, tls=False), CLINIC, None) as courier:
    ready = [one for one, state in zip(some, before(some, ledger), strict=True) if not state]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for _ in send(ready, CLINIC, courier, ledger, sys.stdout.write):
        pass
