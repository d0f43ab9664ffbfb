"""A studio at work: asked directly, or served to a browser as ``leaflets studio`` serves it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from leaflets.studio.app import studio
from support.projects import ROOT

PORT = 8765
HERE = f"http://127.0.0.1:{PORT}"
TOKEN = "a-token-for-the-tests"  # noqa: S105


class Owner:
    """Who opened the address that was named, and asks what their browser would ask."""

    def __init__(self, root: Path, read_only: bool = False) -> None:
        self.client = TestClient(studio(root, TOKEN, PORT, read_only), base_url=HERE, headers={"Origin": HERE})
        assert self.client.get(f"/?token={TOKEN}").status_code == 200

    def pages(self, query: str = "") -> Any:
        """What is told of the pages."""
        return self.client.get(f"/pages?{query}").json()

    def view(self, name: str, query: str = "") -> str:
        """A view as HTML."""
        answer = self.client.get(f"/{name}?{query}")
        assert answer.status_code == 200, answer.text
        return answer.text

    def send(self, work: str, query: str = "", **sent: object) -> list[str]:
        """The problems that keep something from being done: none, if it is."""
        answer = self.client.post(f"/{work}?{query}", json=sent).json()
        return [f"{one['message']}; {one['hint']}" if one["hint"] else one["message"] for one in answer["problems"]]


@contextmanager
def served(root: Path, *options: str) -> Iterator[str]:
    """The address of ``leaflets studio`` on a project, until it is interrupted."""
    command = [sys.executable, "-m", "leaflets", "studio", "--no-open", "--project", str(root), *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as run:
        assert run.stdout
        try:
            yield run.stdout.readline().split()[-1]
        finally:
            run.send_signal(signal.SIGINT)
            assert run.wait(10) == 0
