"""Sending, against a real mail server that fails in every way it can: each message goes once, or is reported."""

from __future__ import annotations

import json
import resource
import socket
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import trustme

from leaflets.mail.ledger import Ledger
from leaflets.mail.message import Post
from leaflets.mail.send import before, send
from leaflets.mail.smtp import Courier, Login, Server, State, server
from leaflets.problems import ContentError
from support.letters import CLINIC, PDF, post, posts, read
from support.mailserver import FOREVER, HOST, PASSWORD, USER, Clock, Fault, Running, mail_server, trusted, wait_for

LOGIN = Login(USER, PASSWORD)
PATIENT, QUICK = (20.0, 20.0), (0.6, 0.6)
PAUSES = (0.02, 0.02, 0.02)


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    return tmp_path / "outbox"


class Run:
    """One run of sending: what became of each address, what was told on the way, and the ledger's lines."""

    def __init__(
        self,
        outbox: Path,
        to: Server | int,
        some: Sequence[Post],
        login: Login | None = None,
        again: bool = False,
        pauses: Sequence[float] = PAUSES,
        patience: tuple[float, float] = PATIENT,
    ) -> None:
        place = Server(HOST, to, tls=False) if isinstance(to, int) else to
        self.told: list[str] = []
        self.states: dict[str, State] = {}
        self.answers: dict[str, str] = {}
        with Ledger(outbox) as ledger:
            known = before(some, ledger)
            ready = [one for one, state in zip(some, known, strict=True) if again or not state]
            self.before = {str(one.to.address): state for one, state in zip(some, known, strict=True) if state}
            with Courier(place, CLINIC, login, patience) as courier:
                for one, outcome in send(ready, CLINIC, courier, ledger, self.told.append, 0, pauses):
                    assert str(one.to.address) not in self.states, "reported twice"
                    self.states[str(one.to.address)] = outcome.state
                    self.answers[str(one.to.address)] = outcome.answer
        assert set(self.states) == {str(one.to.address) for one in ready}, "not everyone is accounted for"
        self.lines = [json.loads(line) for line in (outbox / "sent.jsonl").read_text().splitlines()]


def honest(run: Run, running: Running) -> None:
    """Nobody got two, who is said to have got one did, and who is said to have got none did not."""
    for address, state in run.states.items():
        got = running.room.addresses[address]
        assert got in {State.SENT: (1,), State.PERHAPS: (0, 1)}.get(state, (0,)), (address, state, got)


def stop_after(running: Running, messages: int) -> None:
    """Stop the server when it has taken so many messages over."""
    wait_for(lambda: len(running.room.taken) >= messages)
    running.stop()


FAULTS = {
    "450 at RCPT": (Fault("RCPT", 450), State.LATER),
    "451 at RCPT": (Fault("RCPT", 451), State.LATER),
    "421 at RCPT": (Fault("RCPT", 421), State.LATER),
    "550 at RCPT": (Fault("RCPT", 550), State.REFUSED),
    "hanging up at RCPT": (Fault("RCPT"), State.LATER),
    "no answer to RCPT": (Fault("RCPT", 250, wait=1), State.LATER),
    "hanging up in the middle of DATA": (Fault("in DATA"), State.PERHAPS),
    "421 after DATA": (Fault("after DATA", 421), State.LATER),
    "450 after DATA": (Fault("after DATA", 450), State.LATER),
    "451 after DATA": (Fault("after DATA", 451), State.LATER),
    "452 after DATA": (Fault("after DATA", 452), State.LATER),
    "550 after DATA": (Fault("after DATA", 550), State.REFUSED),
    "552 after DATA": (Fault("after DATA", 552), State.REFUSED),
    "hanging up after DATA": (Fault("after DATA"), State.PERHAPS),
    "no answer after DATA": (Fault("after DATA", 250, wait=1), State.PERHAPS),
}
"""What the server does to the third of five people, and what must be said of that message if it never stops."""


@pytest.mark.parametrize("times", [1, FOREVER], ids=["once", "always"])
@pytest.mark.parametrize("fault", FAULTS)
def test_every_message_is_sent_once_or_reported(fault: str, times: int, outbox: Path) -> None:
    one, state = FAULTS[fault]
    with mail_server() as running:
        running.room.faults["reader-2@example.org"] = Fault(one.at, one.code, times, one.wait)
        pauses, patience = (PAUSES[:1], QUICK) if one.wait else (PAUSES, PATIENT)
        run = Run(outbox, running.port, posts(5), pauses=pauses, patience=patience)
        honest(run, running)
        hit = run.states.pop("reader-2@example.org")
        assert set(run.states.values()) == {State.SENT}
        expected = State.SENT if times == 1 and state is State.LATER else state
        assert hit == expected
        if hit is not State.SENT and one.code >= 400:
            assert str(one.code) in run.answers["reader-2@example.org"]

        del running.room.faults["reader-2@example.org"]
        rerun = Run(outbox, running.port, posts(5))
        honest(rerun, running)
        assert max(running.room.addresses.values()) == 1, "the second run sent something twice"
        if hit is State.PERHAPS:
            assert rerun.states == {}
            assert rerun.before["reader-2@example.org"] is State.PERHAPS
        else:
            assert running.room.addresses["reader-2@example.org"] == 1


def test_a_large_message_cut_off_on_its_way_is_known_not_to_have_arrived(outbox: Path) -> None:
    """Most of it never left this machine, so the server cannot have all of it, and it can be sent again."""
    with mail_server() as running:
        large = post("ann@example.org", data=PDF * 2500)
        running.room.faults["ann@example.org"] = Fault("in DATA", times=1)
        run = Run(outbox, running.port, [large])
        assert run.states == {"ann@example.org": State.SENT}
        assert [line["state"] for line in run.lines] == ["sending", "not sent", "sending", "sent"]
        assert running.room.addresses["ann@example.org"] == 1


class TestTheConnection:
    def test_it_is_used_for_many_messages(self, outbox: Path) -> None:
        with mail_server() as running:
            Run(outbox, running.port, posts(10))
            assert (len(running.room.taken), running.room.connections) == (10, 1)

    def test_a_server_that_hangs_up_at_once_is_tried_again_later(self, outbox: Path) -> None:
        with mail_server() as running:
            running.room.hang_ups = 2
            run = Run(outbox, running.port, posts(3))
            honest(run, running)
            assert set(run.states.values()) == {State.SENT}
            assert len(run.told) == 2
            assert run.told[0].startswith("3 messages not sent: ")
            assert run.told[0].endswith("; trying again in 0 seconds")

    def test_a_server_that_never_comes_back_is_reported_for_each(self, outbox: Path) -> None:
        with mail_server() as running:
            gone = running.port
        run = Run(outbox, gone, posts(3))
        assert set(run.states.values()) == {State.LATER}
        assert set(run.answers.values()) == {f"{HOST}:{gone} cannot be reached: Connection refused"}
        assert len(run.told) == len(PAUSES)

    def test_a_server_that_goes_away_in_the_middle_is_reported_for_the_rest(self, outbox: Path) -> None:
        with mail_server() as running:
            running.room.slow = 0.02
            threading.Thread(target=stop_after, args=(running, 5)).start()
            run = Run(outbox, running.port, posts(40), pauses=(0.01,), patience=QUICK)
            honest(run, running)
            sent = sum(state is State.SENT for state in run.states.values())
            assert 0 < sent < 40
            assert sum(state is State.PERHAPS for state in run.states.values()) <= 1
        with mail_server() as other:
            rerun = Run(outbox, other.port, posts(40))
            assert set(rerun.states.values()) == {State.SENT}
            assert len(rerun.states) + len(rerun.before) == 40
            assert not set(other.room.addresses) & set(running.room.addresses)

    def test_a_server_that_is_not_there_is_reported_at_once(self, outbox: Path) -> None:
        run = Run(outbox, Server("mail.invalid", 465, tls=True), posts(2))
        assert set(run.answers.values()) == {"there is no server of the name mail.invalid"}
        assert run.told == []


class TestPrivacy:
    @pytest.mark.parametrize("starttls", [False, True], ids=["smtps", "STARTTLS"])
    def test_with_tls_and_a_login_messages_arrive(
        self, starttls: bool, authority: trustme.CA, outbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", trusted(authority, tmp_path))
        with mail_server(authority, starttls) as running:
            run = Run(outbox, Server(HOST, running.port, tls=not starttls), posts(3), LOGIN)
            assert set(run.states.values()) == {State.SENT}
            honest(run, running)

    @pytest.mark.parametrize("starttls", [False, True], ids=["smtps", "STARTTLS"])
    def test_a_certificate_nobody_vouches_for_ends_the_run(
        self, starttls: bool, authority: trustme.CA, outbox: Path
    ) -> None:
        with mail_server(authority, starttls) as running:
            run = Run(outbox, Server(HOST, running.port, tls=not starttls), posts(3), LOGIN)
            self.nothing_went(run, running, "cannot be trusted: unable to get local issuer certificate")

    def test_a_certificate_of_another_name_ends_the_run(
        self, authority: trustme.CA, outbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", trusted(authority, tmp_path))
        with mail_server(authority, name="mail.example.org") as running:
            run = Run(outbox, Server(HOST, running.port, tls=True), posts(3), LOGIN)
            self.nothing_went(run, running, "IP address mismatch")

    def test_a_wrong_password_ends_the_run(
        self, authority: trustme.CA, outbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", trusted(authority, tmp_path))
        with mail_server(authority) as running:
            for password in ("wrong", "pässwörd"):
                run = Run(outbox, Server(HOST, running.port, tls=True), posts(3), Login(USER, password))
                self.nothing_went(run, running, "password")

    def test_a_server_that_wants_a_login_and_gets_none_takes_nothing(
        self, authority: trustme.CA, outbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", trusted(authority, tmp_path))
        with mail_server(authority) as running:
            run = Run(outbox, Server(HOST, running.port, tls=True), posts(2))
            assert set(run.states.values()) == {State.REFUSED}
            assert all("530" in answer for answer in run.answers.values())
            honest(run, running)

    def test_a_login_for_a_server_that_wants_none_ends_the_run(self, outbox: Path) -> None:
        with mail_server() as running:
            run = Run(outbox, running.port, posts(2), LOGIN)
            self.nothing_went(run, running, "takes no user name; unset LEAFLETS_SMTP_USER")

    def test_a_plain_server_is_no_tls_server(self, outbox: Path) -> None:
        with mail_server() as running:
            run = Run(outbox, Server(HOST, running.port, tls=True), posts(2))
            self.nothing_went(run, running, "does not speak TLS in this way")

    def test_nothing_goes_unencrypted_to_another_machine(self, outbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with mail_server() as running:
            there = socket.getaddrinfo(HOST, running.port, type=socket.SOCK_STREAM)
            monkeypatch.setattr(socket, "getaddrinfo", lambda *_: there)
            run = Run(outbox, Server("mail.example.org", running.port, tls=False), posts(2))
            self.nothing_went(run, running, "mail.example.org offers no TLS, so others could read along")

    def nothing_went(self, run: Run, running: Running, why: str) -> None:
        assert running.room.taken == []
        assert set(run.states.values()) == {State.LATER}
        assert all(why in answer for answer in run.answers.values()), run.answers
        assert run.told == [], "waiting will not help"


class TestInternationalAddresses:
    def test_they_arrive_if_the_server_knows_them(self, outbox: Path) -> None:
        with mail_server() as running:
            run = Run(outbox, running.port, [post("jörg@exämple.org", "Jörg"), post("ann@exämple.org")])
            assert set(run.states.values()) == {State.SENT}
            assert set(running.room.addresses) == {"jörg@xn--exmple-cua.org", "ann@xn--exmple-cua.org"}
            options = {envelope.rcpt_tos[0][0]: envelope.mail_options for envelope in running.room.taken}
            assert "SMTPUTF8" in options["j"]
            assert "SMTPUTF8" not in options["a"]

    def test_they_are_reported_if_it_does_not(self, outbox: Path) -> None:
        with mail_server(international=False) as running:
            run = Run(outbox, running.port, [post("jörg@example.org"), post("ann@example.org")])
            assert run.states == {"jörg@example.org": State.REFUSED, "ann@example.org": State.SENT}
            assert "only addresses in ASCII letters" in run.answers["jörg@example.org"]


def test_a_message_too_large_for_the_server_is_reported_before_it_goes(outbox: Path) -> None:
    with mail_server(size=20_000) as running:
        run = Run(outbox, running.port, [post("ann@example.org", data=PDF * 10), post("bob@example.org")])
        assert run.states == {"ann@example.org": State.REFUSED, "bob@example.org": State.SENT}
        assert "552" in run.answers["ann@example.org"]
        assert [line["state"] for line in run.lines] == ["refused", "sending", "sent"]


def test_what_arrives_is_what_was_written_dots_and_all(outbox: Path) -> None:
    with mail_server() as running:
        Run(outbox, running.port, [post("ann@example.org", "Ann")])
        (envelope,) = running.room.taken
        assert isinstance(envelope.content, bytes)
        message = read(envelope.content)
        (file,) = message.iter_attachments()
        assert file.get_content() == PDF
        body = message.get_body(("plain",))
        assert body
        assert body.get_content().splitlines()[:3] == ["Dear Ann,", "", "."]


def test_the_pace_is_kept(outbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(now=1000)
    monkeypatch.setattr("leaflets.mail.send.time", clock)
    with (
        mail_server() as running,
        Ledger(outbox) as ledger,
        Courier(Server(HOST, running.port, False), CLINIC, None) as c,
    ):
        assert len(list(send(posts(4), CLINIC, c, ledger, print, 6))) == 4
    assert clock.slept == [6, 6, 6]


class TestTheLedger:
    @pytest.fixture
    def running(self) -> Iterator[Running]:
        with mail_server() as running:
            yield running

    def test_a_second_run_sends_nothing_again_unless_asked(self, running: Running, outbox: Path) -> None:
        Run(outbox, running.port, posts(3))
        second = Run(outbox, running.port, posts(3))
        assert (second.states, set(second.before.values())) == ({}, {State.SENT})
        assert set(running.room.addresses.values()) == {1}
        third = Run(outbox, running.port, posts(3), again=True)
        assert set(third.states.values()) == {State.SENT}
        assert set(running.room.addresses.values()) == {2}

    def test_another_leaflet_or_version_is_another_matter(self, running: Running, outbox: Path) -> None:
        (one,) = posts(1)
        for changed in ({}, {"version": "1.1"}, {"leaflet": "lms-skin-a4-en-gb"}):
            assert len(Run(outbox, running.port, [Post(**{**one._asdict(), **changed})]).states) == 1

    def test_capitals_make_no_other_person(self, running: Running, outbox: Path) -> None:
        Run(outbox, running.port, [post("Ann@example.org")])
        assert Run(outbox, running.port, [post("ann@Example.org")]).before == {"ann@example.org": State.SENT}

    def test_it_says_what_when_and_what_the_server_answered(self, running: Running, outbox: Path) -> None:
        run = Run(outbox, running.port, posts(1))
        assert [line["state"] for line in run.lines] == ["sending", "sent"]
        for line in run.lines:
            assert line["leaflet"] == "lms-gi-a4-en-gb"
            assert line["version"] == "1.0"
            assert line["message_id"].endswith("@example.org>")
            assert line["time"].endswith("+00:00")
        assert run.lines[1]["answer"] == "250 2.0.0 taken over"

    def test_it_holds_no_address_even_if_the_server_repeats_it(self, running: Running, outbox: Path) -> None:
        running.room.faults["reader-0@example.org"] = Fault("RCPT", 550)
        run = Run(outbox, running.port, posts(2))
        assert "reader-0@example.org" in run.answers["reader-0@example.org"]
        text = (outbox / "sent.jsonl").read_text()
        assert "550" in text
        assert "reader" not in text.lower()
        assert "Reader" not in text

    def test_no_two_outboxes_have_the_same_hash_of_an_address(self, running: Running, tmp_path: Path) -> None:
        hashes = {Run(tmp_path / name, running.port, posts(1)).lines[0]["to"] for name in "ab"}
        assert len(hashes) == 2
        assert (tmp_path / "a/sent.key").stat().st_mode & 0o777 == 0o600
        assert (tmp_path / "a").stat().st_mode & 0o777 == 0o700

    def test_without_its_key_nothing_is_sent(self, running: Running, outbox: Path) -> None:
        Run(outbox, running.port, posts(1))
        (outbox / "sent.key").unlink()
        with pytest.raises(ContentError, match="the key of this ledger is not there"):
            Run(outbox, running.port, posts(1))
        assert len(running.room.taken) == 1

    def test_with_a_line_that_makes_no_sense_nothing_is_sent(self, running: Running, outbox: Path) -> None:
        Run(outbox, running.port, posts(1))
        ledger = outbox / "sent.jsonl"
        ledger.write_text("sent to Ann, I think\n" + ledger.read_text())
        with pytest.raises(ContentError, match=r"sent\.jsonl:1:1: this is no line of a ledger"):
            Run(outbox, running.port, posts(1))
        assert len(running.room.taken) == 1

    @pytest.mark.parametrize("kept", [1, 0])
    def test_a_line_cut_off_by_a_kill_is_taken_for_not_written(self, kept: int, running: Running, outbox: Path) -> None:
        Run(outbox, running.port, posts(1))
        ledger = outbox / "sent.jsonl"
        lines = ledger.read_text().splitlines(keepends=True)
        ledger.write_text("".join(lines[:kept]) + lines[kept][:40])
        rerun = Run(outbox, running.port, posts(1))
        assert rerun.before == ({"reader-0@example.org": State.PERHAPS} if kept else {})
        assert all(json.loads(line) for line in ledger.read_text().splitlines())

    def test_two_runs_at_once_are_one_too_many(self, outbox: Path) -> None:
        with (
            Ledger(outbox),
            pytest.raises(ContentError, match="another run is sending from this outbox"),
            Ledger(outbox),
        ):
            pass

    def test_a_ledger_that_cannot_be_written_stops_the_run_before_the_message_goes(
        self, running: Running, outbox: Path
    ) -> None:
        Run(outbox, running.port, posts(1))
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, ((outbox / "sent.jsonl").stat().st_size + 10, most))
        try:
            with pytest.raises(ContentError, match=r"sent\.jsonl: the record of what was sent cannot be kept"):
                Run(outbox, running.port, posts(3))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        assert len(running.room.taken) == 1
        assert set(Run(outbox, running.port, posts(3)).states.values()) == {State.SENT}

    def test_what_it_knows_lasts(self, outbox: Path) -> None:
        one, name = post("ann@example.org"), "<1@example.org>"
        with Ledger(outbox) as ledger:
            ledger.write(one, name, "sending")
        with Ledger(outbox) as ledger:
            assert ledger.state(one) == "sending"
            ledger.write(one, name, "sent")
        with Ledger(outbox) as ledger:
            assert ledger.state(one) == "sent"


class TestTheServersName:
    @pytest.mark.parametrize(
        ("url", "place"),
        [
            ("smtps://mail.example.org", Server("mail.example.org", 465, True)),
            ("smtp://mail.example.org", Server("mail.example.org", 587, False)),
            ("smtp://localhost:25/", Server("localhost", 25, False)),
            ("smtps://[::1]:1465", Server("::1", 1465, True)),
        ],
    )
    def test_it_is_an_address_with_a_port(self, url: str, place: Server) -> None:
        assert server(url) == place

    @pytest.mark.parametrize(
        "url",
        [
            "mail.example.org",
            "http://a.org",
            "smtp://",
            "smtp://a.org:x",
            "smtp://a.org/b",
            "smtp://a..b",
            "smtps://[a",
        ],
    )
    def test_anything_else_is_refused(self, url: str) -> None:
        with pytest.raises(ValueError, match="write it as smtps://host:465 or smtp://host:587"):
            server(url)

    def test_a_password_has_no_place_in_it(self) -> None:
        with pytest.raises(ValueError, match="leave the user name and password out"):
            server("smtps://me:secret@mail.example.org")

    @pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
    def test_this_machine_is_known(self, host: str) -> None:
        assert Server(host, 25, False).here

    @pytest.mark.parametrize("host", ["mail.example.org", "10.0.0.1", "localhost.example.org"])
    def test_another_machine_is_known(self, host: str) -> None:
        assert not Server(host, 25, False).here
