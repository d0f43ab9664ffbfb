"""Every planted fault is found at its line, alone; and nothing is found in good passages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from leaflets.checks.rules import RULES
from support.corpus import Case, cases, report

FAULTS = cases("faults")
GOOD = cases("good")


class Answers(BaseHTTPRequestHandler):
    """Says that what is gone is gone, and that all else is there."""

    def do_HEAD(self) -> None:
        self.send_response(404 if self.path == "/gone" else 200)
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server on this machine."""
    with HTTPServer(("127.0.0.1", 0), Answers) as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()
        thread.join()


def test_the_corpus_is_large_enough_and_has_a_fault_for_every_rule() -> None:
    assert len(FAULTS) >= 60
    assert len(GOOD) >= 30
    assert {case.rule for case in FAULTS} == set(RULES)


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case.name)
def test_a_planted_fault_is_found_at_its_line_and_nothing_else(case: Case, tmp_path: Path, server: str) -> None:
    found = report(case, tmp_path, server).findings
    said = [(one.rule, one.problem.message, f"{one.problem.where.file}:{one.problem.where.line}") for one in found]
    assert said == [(case.rule, case.says.replace("{server}", server), case.place)]
    assert found[0].problem.hint
    assert found[0].severity == (case.severity or RULES[case.rule].severity)
    if case.only:
        assert {variant for variant, *_ in found[0].shown} == set(case.only)


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_nothing_is_found_in_a_good_passage(case: Case, tmp_path: Path) -> None:
    assert [f"{one.problem} [{one.rule}]" for one in report(case, tmp_path).findings] == []
