"""Servers that break the rules of SMTP: nothing is told as sent that was not, and nothing of ours is printed."""

from __future__ import annotations

import base64
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from leaflets.mail.ledger import Ledger
from leaflets.mail.send import before, send
from leaflets.mail.smtp import Courier, Login, Outcome, Server, State
from support.letters import CLINIC, posts

PASSWORD = "correct horse battery"  # noqa: S105
ENCODED = base64.b64encode(PASSWORD.encode()).decode()
PLAIN = base64.b64encode(f"\0clinic\0{PASSWORD}".encode()).decode()


class Rude:
    """A server that answers each verb by the book, or as it is told to."""

    def __init__(self, answers: Mapping[str, str], login: str = "") -> None:
        self.answers = {
            "EHLO": f"250-here\r\n250 AUTH {login}" if login else "250 here",
            "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on", ".": "250 taken",
            "RSET": "250 ok", "QUIT": "221 bye",
            **answers,
        }  # fmt: skip
        self.bodies = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            with line, line.makefile("rwb", buffering=0) as file:
                self._talk(file)

    def _talk(self, file: socket.SocketIO) -> None:
        def answer(text: str) -> None:
            file.write(f"{text}\r\n".encode())

        answer("220 here")
        body = False
        try:
            for raw in file:
                said = raw.decode("latin-1").strip()
                verb = said.split(" ")[0].upper() if not body else said
                if body and said != ".":
                    continue
                self.bodies += body
                answer(self.answers.get("." if body else verb, "500 what?"))
                body = verb == "DATA" and not body and self.answers["DATA"].startswith("354")
        except OSError:
            pass

    def close(self) -> None:
        self._listening.close()


@contextmanager
def rude(answers: Mapping[str, str], login: str = "") -> Iterator[Rude]:
    server = Rude(answers, login)
    try:
        yield server
    finally:
        server.close()


def sent(server: Rude, outbox: Path, count: int = 1) -> tuple[list[Outcome], Sequence[State | None]]:
    """What became of some messages, and what is known of them afterwards."""
    some = posts(count)
    login = Login("clinic", PASSWORD) if "AUTH" in server.answers["EHLO"] else None
    with Ledger(outbox) as ledger:
        with Courier(Server("127.0.0.1", server.port, tls=False), CLINIC, login, (5, 5)) as courier:
            made = [outcome for _, outcome in send(some, CLINIC, courier, ledger, str, 0, (0.01,))]
        return made, before(some, ledger)


@pytest.mark.parametrize("answer", ["250 ok", "200 ok", "199 hm", "333 more"])
def test_only_a_server_that_asks_for_the_message_gets_it(answer: str, tmp_path: Path) -> None:
    with rude({"DATA": answer}) as server:
        made, known = sent(server, tmp_path, 3)
    assert [outcome.state for outcome in made] == [State.LATER] * 3
    assert known == [None] * 3
    assert server.bodies == 0
    assert "lets no message follow" in made[0].answer


@pytest.mark.parametrize("answer", ["354 more", "199 hm", "333 more", "620 what", "hello"])
def test_an_answer_that_is_not_clear_leaves_the_message_perhaps_sent(answer: str, tmp_path: Path) -> None:
    with rude({".": answer}) as server:
        made, known = sent(server, tmp_path)
    assert [outcome.state for outcome in made] == [State.PERHAPS]
    assert known == [State.PERHAPS]
    assert server.bodies == 1


@pytest.mark.parametrize(("answer", "state"), [("450 later", State.LATER), ("550 no", State.REFUSED)])
def test_a_clear_answer_counts(answer: str, state: State, tmp_path: Path) -> None:
    with rude({".": answer}) as server:
        made, _ = sent(server, tmp_path)
    assert [outcome.state for outcome in made] == [state]


@pytest.mark.parametrize("repeated", [PASSWORD, ENCODED, PLAIN])
def test_a_password_that_a_server_repeats_is_not_shown(repeated: str, tmp_path: Path) -> None:
    with rude({"AUTH": f"535 no user with {repeated} here"}, "PLAIN") as server:
        made, _ = sent(server, tmp_path, 2)
    assert {outcome.state for outcome in made} == {State.LATER}
    assert all("535 no user with ... here" in outcome.answer for outcome in made)


def test_a_question_at_login_that_is_none_is_told_in_a_line(tmp_path: Path) -> None:
    with rude({"AUTH": "334 @@not base64@@@"}, "CRAM-MD5") as server:
        made, _ = sent(server, tmp_path)
    assert [outcome.state for outcome in made] == [State.LATER]
    assert "cannot be used: its question at login makes no sense" in made[0].answer
