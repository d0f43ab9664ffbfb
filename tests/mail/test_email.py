"""``leaflets email``, as a clinic meets it: drafts by default, and sending only after it is shown and asked for."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme
from click.testing import CliRunner, Result

from leaflets.cli import main
from leaflets.edition.selection import Job
from leaflets.mail.address import address
from leaflets.mail.message import Party
from leaflets.mail.orders import Recipient, orders, posts
from leaflets.making import Made, Maker
from support import page as pages
from support.clinics import FILE as CLINIC_FILE
from support.clinics import clinic_text, with_clinic
from support.letters import HERE, addressees, read, tree
from support.mailserver import HOST, PASSWORD, USER, Clock, Fault, mail_server, trusted
from support.projects import LEAFLET, REST, Folder, job_of, tiny
from support.signing import approve, signed_whole
from test_bad_input import png

ENVIRONMENT = {"SOURCE_DATE_EPOCH": "1795219200", "LEAFLETS_SMTP_USER": USER, "LEAFLETS_SMTP_PASSWORD": PASSWORD}
MIME_HEADERS = ["MIME-Version", "Content-Type", "Content-Language"]
NAMES = ["Ann Example", "Jörg Müller", "Müller, Jörg", "李小龍", "محمد علي", 'Ann "Nan" O\'Neil', "अनीता शर्मा", ""]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """A small project, which the test works in."""
    made = tiny(tmp_path / "project")
    monkeypatch.chdir(made.root)
    return made


def email(*arguments: str, answers: str = "", environment: dict[str, str] | None = None) -> Result:
    done = CliRunner().invoke(
        main, ["email", "ache", *arguments], input=answers, env=environment or ENVIRONMENT, catch_exceptions=False
    )
    assert "Traceback" not in done.output
    return done


def listed(folder: Folder, rows: Sequence[str], head: str = "address") -> str:
    path = folder.root / "list.csv"
    path.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return str(path)


def drafts(folder: Folder) -> list[Path]:
    return sorted((folder.root / "outbox").glob("*"))


class TestDrafts:
    def test_one_person_gets_one_draft(self, folder: Folder) -> None:
        done = email("--variant", "general", "--to", "ann@example.org", "--name", "Ann Example")
        assert done.exit_code == 0, done.output
        (path,) = drafts(folder)
        assert done.stdout.startswith(
            f"{path.relative_to(folder.root)}  to Ann Example <ann@example.org>: “Information"
        )
        assert "Nothing was sent." in done.stderr
        draft = read(path.read_bytes())
        assert draft["X-Unsent"] == "1"
        assert "From" not in draft
        assert addressees(draft) == ["ann@example.org"]
        assert tree(draft) == "mixed(alternative(plain html) pdf)"
        (file,) = draft.iter_attachments()
        assert file.get_content() == folder.make("ache", "general").data
        assert "ann" not in path.name

    def test_subject_and_file_name_are_neutral_unless_asked(self, folder: Folder) -> None:
        for arguments, subject, file in (
            ([], "Information from The tests", "information-the-tests.pdf"),
            (["--descriptive"], "Headaches: information from The tests", "ache-general-letter-en-us.pdf"),
        ):
            assert email("--variant", "general", "--to", "ann@example.org", *arguments).exit_code == 0
            (path,) = drafts(folder)
            draft = read(path.read_bytes())
            assert draft["Subject"] == subject
            assert [one.get_filename() for one in draft.iter_attachments()] == [file]

    def test_a_list_gives_each_person_their_own_leaflet(self, folder: Folder) -> None:
        rows = ["ann@example.org,Ann,cluster,uk", "bob@example.org,Bob,,"]
        path = listed(folder, rows, "address,name,variant,region")
        done = email("--list", path, "--variant", "general", "--from", "clinic@example.org", "-o", "drafts")
        assert done.exit_code == 0, done.output
        found = {
            addressees(draft)[0]: draft for draft in map(read, (one.read_bytes() for one in Path("drafts").iterdir()))
        }
        assert set(found) == {"ann@example.org", "bob@example.org"}
        for to, variant, region in (("ann", "cluster", "uk"), ("bob", "general", "us")):
            draft = found[f"{to}@example.org"]
            assert draft["From"].addresses[0].addr_spec == "clinic@example.org"
            (file,) = draft.iter_attachments()
            assert file.get_content() == folder.make("ache", variant, region).data

    def test_the_same_again_replaces_the_draft(self, folder: Folder) -> None:
        for _ in range(2):
            assert email("--variant", "general", "--to", "ann@example.org").exit_code == 0
        assert len(drafts(folder)) == 1

    def test_nothing_leaves_the_machine(self, folder: Folder) -> None:
        with mail_server() as running:
            url = f"smtp://{HOST}:{running.port}"
            email("--variant", "general", "--to", "ann@example.org", "--smtp", url, "--from", "a@example.org", "--yes")
            assert running.room.connections == 0
        assert len(drafts(folder)) == 1

    def test_a_leaflet_that_nobody_has_signed_is_told(self, folder: Folder) -> None:
        done = email("--variant", "general", "--to", "ann@example.org")
        assert "warning: ache-general-letter-en-us.pdf: no clinician has signed this version off" in done.stderr
        approve(folder, "general")
        assert "warning" not in email("--variant", "general", "--to", "ann@example.org").stderr


class TestWrong:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ([], "say to whom"),
            (["--to", "a@b.org", "--list", "list.csv"], "say to whom"),
            (["--name", "Ann", "--list", "list.csv"], "say to whom"),
            (["--to", "a@b.org,c@d.org"], "is not one email address"),
            (["--to", "a@b.org", "--name", "A\nBcc: c@d.org"], "the sign U+000A"),
            (["--to", "a@b.org", "--variant", "clutser"], "did you mean 'cluster'?"),
            (["--to", "a@b.org", "--clinic", "elm"], "there is no 'elm'"),
            (["--to", "a@b.org", "--clinic", "all"], "a message comes from one clinic; name it"),
            (["--to", "a@b.org", "--format", "all"], "a message carries one format; name it"),
            (["--to", "a@b.org", "--format", "html"], "a message carries a PDF; --page attach adds the web page"),
            (["--to", "a@b.org", "--variant", "general", "--send"], "--send needs --smtp URL and --from ADDRESS"),
            (["--to", "a@b.org", "--smtp", "mail.example.org"], "write it as smtps://host:465"),
            (["--to", "a@b.org", "--smtp", "smtps://me:pw@b.org"], "LEAFLETS_SMTP_PASSWORD"),
        ],
    )
    def test_a_wrong_command_line_is_said(self, arguments: list[str], said: str, folder: Folder) -> None:
        listed(folder, ["ann@example.org"])
        done = email(*arguments)
        assert done.exit_code == 2, done.output
        assert said in " ".join(done.stderr.split())
        assert drafts(folder) == []

    def test_every_bad_row_is_said_and_nothing_is_written(self, folder: Folder) -> None:
        rows = ["ann@example.org,general", "bob@,general", "c@example.org,clutser", "d@example.org,general"]
        done = email("--list", listed(folder, rows, "address,variant"))
        assert done.exit_code == 1
        assert "list.csv:3:1: '' is not the domain of an email address" in done.stderr
        assert "list.csv:4:2: there is no variant 'clutser'" in done.stderr
        assert done.stderr.endswith("leaflets: 2 problems found; nothing was written\n")
        assert drafts(folder) == []

    def test_a_row_that_says_no_variant_is_said(self, folder: Folder) -> None:
        done = email("--list", listed(folder, ["ann@example.org"]))
        assert done.exit_code == 1
        assert "list.csv:2:1: nothing says which variant of the leaflet to send" in done.stderr

    def test_the_same_leaflet_to_the_same_person_twice_is_said(self, folder: Folder) -> None:
        done = email("--list", listed(folder, ["ann@example.org", "Ann@Example.org"]), "--variant", "general")
        assert done.exit_code == 1
        assert "list.csv:3:1: row 2 sends the same leaflet to the same address" in done.stderr
        assert drafts(folder) == []

    def test_a_fault_in_the_leaflet_is_said(self, folder: Folder) -> None:
        folder.replace(REST, "text:", "txt:")
        done = email("--variant", "general", "--to", "ann@example.org")
        assert done.exit_code == 1
        assert "'txt'" in done.stderr
        assert drafts(folder) == []

    @pytest.mark.parametrize(
        ("count", "code", "said"),
        [(2, 0, "MB, more than 5 MB: it is large for an email"), (4, 1, "MB, more than 10 MB: it is too large")],
    )
    def test_a_large_file_is_told_and_a_huge_one_refused(
        self, count: int, code: int, said: str, folder: Folder
    ) -> None:
        noisy(folder, count)
        done = email("--variant", "general", "--to", "ann@example.org")
        assert done.exit_code == code, done.output
        assert "ache-general-letter-en-us.pdf: the file has " in done.stderr
        assert said in done.stderr
        assert len(drafts(folder)) == (0 if code else 1)

    def test_the_web_page_counts(self, folder: Folder) -> None:
        """The picture goes with the PDF, and again with the page, where it takes a third more."""
        noisy(folder, 2)
        done = email("--variant", "general", "--to", "ann@example.org", "--page", "attach")
        assert done.exit_code == 1, done.output
        assert "MB, more than 10 MB: they are too large to be emailed" in done.stderr
        assert drafts(folder) == []


def noisy(folder: Folder, count: int) -> None:
    """Print so many pictures that no program can make small, each of about 3 MB."""
    wide, tall = 1400, 2400
    blocks = ""
    for number in range(count):
        folder.picture(f"noise{number}.png", png(wide, tall, b"".join(b"\0" + os.urandom(wide) for _ in range(tall))))
        blocks += f"\n  - {{id: noise-{number}, picture: {{file: noise{number}.png, alt: Noise}}}}"
    folder.replace(REST, "text: Sleep well.", f"text: Sleep well.{blocks}")


class TestSending:
    def test_two_hundred_people_get_one_message_each(
        self, folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Through TLS and a login: once each, to one recipient, all of it right when parsed back."""
        folder.replace(LEAFLET, "publisher: The tests", "publisher: Clínica São João")
        folder.replace("languages/en-us.yaml", 'file: "information-{sender}"', 'file: "información-{sender}"')
        authority = trustme.CA()
        monkeypatch.setenv("SSL_CERT_FILE", trusted(authority, tmp_path))
        people = {f"reader-{number}@example.org": NAMES[number % len(NAMES)] for number in range(200)}
        rows = ['{},"{}",general'.format(to, name.replace('"', '""')) for to, name in people.items()]
        path = listed(folder, rows, "address,name,variant")
        with mail_server(authority) as running:
            url = f"smtps://{HOST}:{running.port}"
            arguments = ["--send", "--smtp", url, "--from", "clinic@example.org", "--rate", "100000"]
            done = email("--list", path, *arguments, answers="y\n")
            assert done.exit_code == 0, done.output
            assert "Send 200 messages from clinic@example.org through 127.0.0.1? [y/N]" in done.stderr
            assert done.stderr.endswith("sent: 200\n")
            taken = running.room.taken
            assert [envelope.rcpt_tos for envelope in taken] == [[to] for to in people]
            assert running.room.connections == 1
        made = folder.make("ache", "general").data
        for envelope in taken:
            data = envelope.content
            assert isinstance(data, bytes)
            assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")
            assert max(map(len, data.split(b"\r\n"))) <= 998
            message = read(data)
            assert tree(message) == "mixed(alternative(plain html) pdf)"
            (to,) = message["To"].addresses
            assert [to.addr_spec] == envelope.rcpt_tos == addressees(message)
            assert to.display_name == people[to.addr_spec]
            assert message["From"].addresses[0].display_name == "Clínica São João"
            assert message["Subject"] == "Information from Clínica São João"
            (file,) = message.iter_attachments()
            assert file.get_filename() == "información-clinica-sao-joao.pdf"
            assert file.get_content() == made
            body = message.get_body(("plain",))
            assert body
            assert body.get_content().startswith(f"Dear {to.display_name}," if to.display_name else "Hello,")
        assert [path.name for path in drafts(folder)] == ["sent.jsonl", "sent.key"]

    def test_it_is_shown_and_asked_first(self, folder: Folder) -> None:
        with mail_server() as running:
            done = self.send(folder, running.port, answers="n\n")
            assert done.exit_code == 1
            assert "to ann@example.org: “Information from The tests” with ache-general-letter-en-us" in done.stdout
            assert "Aborted!" in done.stderr
            assert running.room.connections == 0

    def test_a_second_run_sends_only_what_is_new(self, folder: Folder) -> None:
        with mail_server() as running:
            assert self.send(folder, running.port, "--yes").exit_code == 0
            done = self.send(folder, running.port, "--yes", people=("ann@example.org", "bob@example.org"))
            assert done.exit_code == 0
            assert "list.csv:2:1: sent before to ann@example.org, so not sent now; --again sends it" in done.stdout
            assert done.stderr.endswith("sent before: 1, sent: 1\n")
            assert running.room.addresses == {"ann@example.org": 1, "bob@example.org": 1}
            assert self.send(folder, running.port, "--yes", "--again").exit_code == 0
            assert running.room.addresses["ann@example.org"] == 2

    def test_what_could_not_be_sent_is_said_by_row_and_the_rest_goes(self, folder: Folder) -> None:
        with mail_server() as running:
            running.room.faults["ann@example.org"] = Fault("RCPT", 550)
            running.room.faults["bob@example.org"] = Fault("after DATA")
            people = ("ann@example.org", "bob@example.org", "cat@example.org")
            done = self.send(folder, running.port, "--yes", people=people)
            assert done.exit_code == 1
            assert "list.csv:2:1: refused to ann@example.org: 550 0.0.0" in done.stdout
            assert "list.csv:3:1: perhaps sent to bob@example.org: Connection unexpectedly closed" in done.stdout
            assert "list.csv:4:1: sent to cat@example.org: 250 2.0.0 taken over" in done.stdout
            again = self.send(folder, running.port, "--yes", people=people)
            assert again.exit_code == 1
            assert again.stderr.endswith("perhaps sent before: 1, sent before: 1, refused: 1\n")
            assert max(running.room.addresses.values()) == 1
            running.room.faults.clear()
            decided = self.send(folder, running.port, "--yes", "--again", people=people[:2])
            assert decided.stderr.endswith("sent: 2\n")

    def test_the_rate_is_messages_a_minute(self, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
        clock = Clock(now=1000)
        monkeypatch.setattr("leaflets.mail.send.time", clock)
        with mail_server() as running:
            people = ("ann@example.org", "bob@example.org", "cat@example.org")
            assert self.send(folder, running.port, "--yes", "--rate", "120", people=people).exit_code == 0
        assert clock.slept == [0.5, 0.5]

    def test_the_login_is_asked_for_and_not_shown(
        self, folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        authority = trustme.CA()
        monkeypatch.setenv("SSL_CERT_FILE", trusted(authority, tmp_path))
        with mail_server(authority, starttls=True, name="mail.example.org") as running:
            there = socket.getaddrinfo(HOST, running.port, type=socket.SOCK_STREAM)
            monkeypatch.setattr(socket, "getaddrinfo", lambda *_: there)
            answers = f"y\n{USER}\n{PASSWORD}\n"
            done = self.send(folder, running.port, answers=answers, host="mail.example.org", environment={"A": "b"})
            assert done.exit_code == 0, done.output
            assert PASSWORD not in done.output
            assert running.room.addresses == {"ann@example.org": 1}

    def test_a_script_without_a_password_is_not_asked(self, folder: Folder) -> None:
        with mail_server() as running:
            done = self.send(folder, running.port, "--yes", environment={"LEAFLETS_SMTP_USER": USER})
            assert done.exit_code == 1
            assert "there is no password; set LEAFLETS_SMTP_PASSWORD" in done.stderr
            assert running.room.connections == 0

    def send(
        self,
        folder: Folder,
        port: int,
        *more: str,
        people: Sequence[str] = ("ann@example.org",),
        answers: str = "",
        host: str = HOST,
        environment: dict[str, str] | None = None,
    ) -> Result:
        path = os.path.relpath(listed(folder, people))
        url = f"smtp://{host}:{port}"
        arguments = ["--list", path, "--variant", "general", "--send", "--smtp", url, "--from", "clinic@example.org"]
        return email(
            *arguments,
            *([] if "--rate" in more else ["--rate", "100000"]),
            *more,
            answers=answers,
            environment=environment or {"A": "b"},
        )


class TestTheWebPage:
    def test_goes_with_the_pdf_if_asked_for(self, folder: Folder) -> None:
        done = email("--variant", "general", "--to", "ann@example.org", "--page", "attach")
        assert done.exit_code == 0, done.output
        (path,) = drafts(folder)
        draft = read(path.read_bytes())
        assert tree(draft) == "mixed(alternative(plain html) pdf html)"
        pdf, page = draft.iter_attachments()
        assert pdf.get_content() == folder.make("ache", "general").data
        (made,) = tuple(folder.run("ache", "--variant", "general", "--format", "html").files)
        assert page.get_payload(decode=True) == (folder.root.parent / "project-output" / made).read_bytes()
        assert [one.get_filename() for one in (pdf, page)] == [
            "information-the-tests.pdf",
            "information-the-tests.html",
        ]
        assert "The second file says the same as a web page" in words_of(draft)

    def test_is_linked_to_at_an_address_in_both_bodies(self, folder: Folder) -> None:
        for given, shown in (
            ("https://example.org/a?b=1&c='2'", "https://example.org/a?b=1&c='2'"),
            ("https://example.org/all/", "https://example.org/all/ache-general-en-us.html"),
        ):
            done = email("--variant", "general", "--to", "ann@example.org", "--page", given)
            assert done.exit_code == 0, done.output
            (path,) = drafts(folder)
            draft = read(path.read_bytes())
            assert tree(draft) == "mixed(alternative(plain html) pdf)"
            assert f"\n{shown}\n" in words_of(draft)
            html = draft.get_body(("html",))
            assert html is not None
            assert [(address, text) for address, text in pages.read(html.get_content().encode()).links] == [
                ("tel:911", "911"),
                (shown, shown),
            ]

    def test_is_not_spoken_of_otherwise(self, folder: Folder) -> None:
        email("--variant", "general", "--to", "ann@example.org")
        (path,) = drafts(folder)
        assert "web page" not in words_of(read(path.read_bytes()))

    @pytest.mark.parametrize(
        "address", ["yes", "http://example.org/", "javascript:alert(1)", "https://a b", 'https://a"b', "https://ä.org"]
    )
    def test_is_nowhere_but_at_an_address(self, address: str, folder: Folder) -> None:
        done = email("--variant", "general", "--to", "ann@example.org", "--page", address)
        assert done.exit_code == 2
        assert "is neither 'attach' nor an address" in done.stderr
        assert drafts(folder) == []


class TestTheClinic:
    """Whose leaflet it is: the message is in its name and its words, and the file is the one it prints."""

    @pytest.fixture
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
        """A small project with two clinics, one in each region, which the test works in."""
        oak = clinic_text(name="Oak Clinic", region="uk", email="oak@oak.example.org", colours='{primary: "#15506B"}')
        made = with_clinic(tmp_path / "project", {"clinics/oak.yaml": oak})
        monkeypatch.chdir(made.root)
        for key, value in ENVIRONMENT.items():
            monkeypatch.setenv(key, value)
        return made

    def one(self, folder: Folder, *arguments: str) -> EmailMessage:
        """The only draft that these arguments leave."""
        done = email("--variant", "general", "--to", "ann@example.org", *arguments)
        assert done.exit_code == 0, done.output
        (path,) = drafts(folder)
        return read(path.read_bytes())

    def test_speaks_in_the_message_and_its_own_file_goes_with_it(self, folder: Folder) -> None:
        draft = self.one(folder, "--clinic", "elm", "--name", "Ann", "--from", "post@example.org")
        assert draft["Subject"] == "Information from Elm Clinic"
        assert draft["From"] == "Elm Clinic <post@example.org>"
        assert draft["Reply-To"] == "Elm Clinic <team@elm.example.org>"
        assert addressees(draft) == ["ann@example.org"]
        (file,) = draft.iter_attachments()
        assert file.get_filename() == "information-elm.pdf"
        assert file.get_content() == built(folder, "elm")["ache-general-letter-en-us-elm.pdf"]
        assert words_of(draft) == CLINICS_WORDS

    def test_says_the_same_on_the_page_with_numbers_that_ring(self, folder: Folder) -> None:
        body = self.one(folder, "--clinic", "elm", "--name", "Ann").get_body(("html",))
        assert body is not None
        page = pages.read(body.get_content().encode())
        assert page.text.split() == CLINICS_WORDS.replace("- ", "").split()
        assert page.links == [
            ("tel:911", "911"),
            ("tel:3035550101", "303-555-0101"),
            ("tel:3035550103", "303-555-0103"),
            ("tel:3035550102", "303-555-0102"),
            ("mailto:team@elm.example.org", "team@elm.example.org"),
        ]
        assert page.all("img", "link", "script", "style", "iframe", "object", "video", "form") == []
        assert not re.search(r"src=|url\(|@import|background", body.get_content())

    def test_is_named_and_the_illness_is_not_before_the_numbers(self, folder: Folder) -> None:
        draft = self.one(folder, "--clinic", "elm", "--page", "attach")
        seen = " ".join([draft["Subject"], *(str(one.get_filename()) for one in draft.iter_attachments())])
        assert "headache" not in (seen + words_of(draft)[:150]).lower()
        draft = self.one(folder, "--clinic", "elm", "--descriptive")
        assert draft["Subject"] == "Headaches: information from Elm Clinic"
        assert [one.get_filename() for one in draft.iter_attachments()] == ["ache-general-letter-en-us-elm.pdf"]

    def test_is_not_written_to_at_two_addresses_if_it_sends_by_its_own(self, folder: Folder) -> None:
        draft = self.one(folder, "--clinic", "elm", "--from", "team@elm.example.org")
        assert draft["From"] == "Elm Clinic <team@elm.example.org>"
        assert "Reply-To" not in draft

    def test_has_its_own_web_page_attached_or_linked_to(self, folder: Folder) -> None:
        _, page = self.one(folder, "--clinic", "elm", "--page", "attach").iter_attachments()
        assert page.get_filename() == "information-elm.html"
        assert page.get_payload(decode=True) == built(folder, "elm", "html")["ache-general-en-us-elm.html"]
        draft = self.one(folder, "--clinic", "elm", "--page", "https://example.org/")
        assert "\nhttps://example.org/ache-general-en-us-elm.html\n" in words_of(draft)

    def test_brings_its_region_unless_another_is_asked_for(self, folder: Folder) -> None:
        rows = ["a@b.org,oak,", "c@b.org,oak,us", "d@b.org,,", "e@b.org,elm,"]
        path = listed(folder, rows, "address,clinic,region")
        for options, regions in (([], "uk us us us"), (["--clinic", "oak"], "uk us uk us"), (["--region", "uk"], "")):
            assert email("--list", path, "--variant", "general", *options, "-o", "drafts").exit_code == 0
            found = {}
            for one in Path("drafts").iterdir():
                draft = read(one.read_bytes())
                found[addressees(draft)[0]] = {"en-US": "us", "en-GB": "uk"}[draft["Content-Language"]]
                one.unlink()
            assert [found[row.split(",")[0]] for row in rows] == (regions or "uk us uk uk").split()

    def test_of_each_row_is_the_one_that_speaks(self, folder: Folder) -> None:
        path = listed(folder, ["a@b.org,oak", "c@b.org,elm", "d@b.org,"], "address,clinic")
        assert email("--list", path, "--variant", "general", "--from", "post@example.org").exit_code == 0
        said = {addressees(one)[0]: one for one in map(read, (path.read_bytes() for path in drafts(folder)))}
        assert {to: one["From"].addresses[0].display_name for to, one in said.items()} == {
            "a@b.org": "Oak Clinic",
            "c@b.org": "Elm Clinic",
            "d@b.org": "The tests",
        }
        assert {to: one["Reply-To"] for to, one in said.items()} == {
            "a@b.org": "Oak Clinic <oak@oak.example.org>",
            "c@b.org": "Elm Clinic <team@elm.example.org>",
            "d@b.org": None,
        }

    def test_that_is_not_there_is_said_by_row_and_column(self, folder: Folder) -> None:
        path = listed(folder, ["a@b.org,elm", "c@b.org,eml", "d@b.org,north"], "address,clinic")
        done = email("--list", path, "--variant", "general")
        assert done.exit_code == 1
        assert "list.csv:3:2: there is no clinic 'eml'\n    hint: did you mean 'elm'?" in done.stderr
        assert "list.csv:4:2: there is no clinic 'north'\n    hint: known here: elm, oak" in done.stderr
        assert drafts(folder) == []

    def test_that_has_problems_is_told_once_at_its_line(self, folder: Folder) -> None:
        folder.replace("clinics/oak.yaml", "region: uk", "region: ku")
        path = listed(folder, ["a@b.org,oak", "c@b.org,oak", "d@b.org,elm"], "address,clinic")
        done = email("--list", path, "--variant", "general")
        assert done.exit_code == 1
        assert done.stderr.count("content/clinics/oak.yaml:4:9: ") == 1
        assert "there is no region 'ku'" in done.stderr
        assert drafts(folder) == []

    def test_is_not_told_to_sign_what_it_has_signed(self, folder: Folder) -> None:
        path = listed(folder, ["a@b.org,elm", "c@b.org,oak"], "address,clinic")
        folder.write(CLINIC_FILE, clinic_text(approvals=f"[{signed_whole(folder, 'general', clinic='elm')}]"))
        done = email("--list", path, "--variant", "general")
        assert "ache-general-a4-en-gb-oak.pdf: no clinician has signed" in done.stderr
        assert "elm.pdf: no clinician" not in done.stderr

    def test_may_write_any_sign_and_it_stays_words(self, folder: Folder) -> None:
        """Whatever a clinic's file holds, the page has only the elements that the same message has without it."""
        plain = self.one(folder, "--clinic", "elm").get_body(("html",))
        assert plain is not None
        nasty = '\'<script>x</script> <img src="http://a.example/b.png"> & "\''
        more = dict.fromkeys(("other_formats", "interpreter", "feedback"), nasty)
        folder.write(CLINIC_FILE, clinic_text(name=nasty, **more))
        draft = self.one(folder, "--clinic", "elm")
        body = draft.get_body(("html",))
        assert body is not None
        page = pages.read(body.get_content().encode())
        assert page.shape == pages.read(plain.get_content().encode()).shape
        assert page.text.count('</script> <img src="http://a.example/b.png"> &') == 4
        assert draft.keys() == ["Reply-To", "To", "Subject", "Date", "Message-ID", "X-Unsent", *MIME_HEADERS]
        assert addressees(draft) == ["ann@example.org"]

    def test_can_send_another_leaflet_to_one_who_has_one_but_not_its_own_twice(self, folder: Folder) -> None:
        path = listed(folder, ["a@b.org,elm"], "address,clinic")
        with mail_server() as running:
            arguments = ["--variant", "general", "--send", "--yes", "--smtp", f"smtp://{HOST}:{running.port}"]
            arguments += ["--from", "post@example.org", "--rate", "100000"]
            quiet = {"SOURCE_DATE_EPOCH": ENVIRONMENT["SOURCE_DATE_EPOCH"], "LEAFLETS_SMTP_USER": ""}
            ends = []
            for row in ("a@b.org,elm", "a@b.org,elm", "a@b.org,oak", "a@b.org,"):
                listed(folder, [row], "address,clinic")
                ends.append(email("--list", path, *arguments, environment=quiet).stderr.splitlines()[-1])
            assert ends == ["sent: 1", "sent before: 1", "sent: 1", "sent: 1"]
            assert running.room.addresses == {"a@b.org": 3}

    def test_of_ten_clinics_two_hundred_people_each_get_the_file_it_prints(self, folder: Folder) -> None:
        names = ["elm", "oak", *(f"unit-{number}" for number in range(8))]
        for number, name in enumerate(names[2:]):
            phone = f"{{label: Line, phone: 303-555-01{number + 10}}}"
            changes = "[{omit: sleep-late}]" if number % 4 == 0 else ""
            folder.write(
                f"clinics/{name}.yaml", clinic_text(name=f"Unit {number}", out_of_hours=phone, changes=changes)
            )
        folder.replace(
            REST, "    text: Sleep well.", "    text: Sleep well.\n  - id: sleep-late\n    text: Sleep late."
        )
        rows = [f"reader-{number}@example.org,{names[number % 10]}" for number in range(200)]
        done = email("--list", listed(folder, rows, "address,clinic"), "--variant", "general")
        assert done.exit_code == 0, done.output
        printed = built(folder, "all")
        assert len(set(printed.values())) == 10
        found = [read(path.read_bytes()) for path in drafts(folder)]
        assert len(found) == 200
        for draft in found:
            (to,) = addressees(draft)
            name = names[int(to.removeprefix("reader-").partition("@")[0]) % 10]
            (file,) = draft.iter_attachments()
            paper = "a4-en-gb" if name == "oak" else "letter-en-us"
            assert file.get_filename() == f"information-{name}.pdf"
            assert file.get_content() == printed[f"ache-general-{paper}-{name}.pdf"]

    def test_of_two_hundred_people_is_made_as_often_as_of_two(
        self, folder: Folder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made_for: list[str] = []
        whole = Maker.make

        def noting(maker: Maker, job: Job) -> Made:
            made_for.append(job.clinic)
            return whole(maker, job)

        monkeypatch.setattr(Maker, "make", noting)
        project = folder.project()
        for people in (2, 200):
            made_for.clear()
            wanted = [
                Recipient(HERE, Party(address(f"reader-{number}@b.org", HERE)), {"clinic": ("elm", "oak")[number % 2]})
                for number in range(people)
            ]
            job = job_of(project, "ache", "general", "us")
            made, _ = posts(project, orders(wanted, job.leaflet, {"variant": "general"}, project), descriptive=False)
            assert len(made) == people
            assert sorted(made_for) == ["elm", "oak"]


CLINICS_WORDS = """\
Dear Ann,

This is information from Elm Clinic. It is in the PDF file that comes with this message: to read, to print or to keep.

In an emergency, call 911.

If you are worried or have a question, call:

- Nurses: 303-555-0101
  9 to 5
- Night line: 303-555-0103
  Day and night
- Desk: 303-555-0102
  Day and night

You can also write to team@elm.example.org. It may not be read at once. If it cannot wait, call instead.

Ask us for large print.

Ask us for an interpreter.

Tell us what you think.

If this message is not meant for you, please delete it.

The file: Headaches. ACHE-GEN, version 1.0.
"""


def built(folder: Folder, clinic: str, format_: str = "") -> dict[str, bytes]:
    """The files that ``leaflets build --clinic`` makes of the leaflet, by name."""
    options = ["--variant", "general", "--clinic", clinic, *(["--format", format_] if format_ else [])]
    said = folder.run("ache", *options)
    assert said.code == 0, said.err
    output = folder.root.parent / f"{folder.root.name}-output"
    return {name: (output / name).read_bytes() for name in said.files if name.endswith(("pdf", "html"))}


def words_of(draft: EmailMessage) -> str:
    """The text a reader without HTML sees."""
    body = draft.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")
