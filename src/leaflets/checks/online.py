"""Trying addresses, one after another and with a pause: only when it is asked for."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from leaflets.checks.rules import Finding, finding
from leaflets.problems import Source

PATIENCE = 10.0
"""Seconds to wait for an answer."""
PAUSE = 1.0
"""Seconds between two requests to one host."""
_SHY = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
_NO_HEAD = {HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED, HTTPStatus.NOT_FOUND}


def dead_links(addresses: Mapping[str, Source], pause: float = PAUSE, patience: float = PATIENCE) -> Iterator[Finding]:
    """Addresses that do not answer, or say that there is nothing there."""
    last: dict[str, float] = {}
    for address, where in addresses.items():
        host = address.split("/")[2]
        time.sleep(max(0.0, last.get(host, 0.0) + pause - time.monotonic()))
        said, grave = _tried(address, patience)
        last[host] = time.monotonic()
        if said and grave:
            yield finding("dead-link", where, f"'{address}' {said}", (address,))
        elif said:
            yield finding("dead-link", where, f"'{address}' {said}", (address,), "open it by hand", "advice")


def _tried(address: str, patience: float) -> tuple[str, bool]:
    """What is wrong with an address, and whether it is surely wrong; nothing if it answers."""
    for method in ("HEAD", "GET"):
        agent = {"User-Agent": "leaflets-check (tries each address once)"}
        try:  # addresses are http or https: the reader sees to it
            request = Request(address, method=method, headers=agent)  # noqa: S310
            with urlopen(request, timeout=patience):  # noqa: S310
                return "", False
        except HTTPError as error:
            if method == "HEAD" and error.code in _NO_HEAD:
                continue
            if error.code in _SHY:
                return f"does not answer programs ({error.code})", False
            return f"answers with error {error.code}", True
        except (OSError, ValueError, HTTPException) as error:
            return f"does not answer: {getattr(error, 'reason', error)}", True
    return "", False
