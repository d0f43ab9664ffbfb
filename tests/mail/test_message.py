"""A message: one recipient, the right parts, and nothing in a name or a subject that can change either."""

from __future__ import annotations

import random
from email import message_from_string
from email.policy import SMTPUTF8
from html.parser import HTMLParser

import pytest

from leaflets.mail.address import address
from leaflets.mail.letter import About, Sender, letter
from leaflets.mail.message import message, message_id
from leaflets.store.naming import slug
from leaflets.store.project import Project
from support import page as pages
from support.letters import CLINIC, HERE, PDF, addressees, heading, post, read, tree

HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Language"]
ABOUT = About("Leiomyosarcoma of the gut", "LMS-GI", "1.0", "999")
CLINIC_OF_TESTS = Sender(
    "Riverside Clinic",
    "riverside",
    (("Nurse", "01632 960000", "Weekdays, 9am to 5pm"), ("On call", "+44 1632 960001", "Day and night")),
    "team@riverside.example.org",
    (
        "Ask us for large print.",
        "Ask us for an [interpreter](https://riverside.example.org/words).",
        "Tell us, or write to [a@riverside.example.org](mailto:a@riverside.example.org).",
    ),
)


def written(name: str = "", subject: str = "Information", file: str = "information.pdf") -> bytes:
    return message(post("ann@example.org", name, subject, file), CLINIC, message_id(CLINIC))


class TestOnTheWire:
    def test_it_has_two_bodies_and_the_file_in_the_usual_tree(self) -> None:
        assert tree(read(written())) == "mixed(alternative(plain html) pdf)"

    def test_its_lines_end_in_crlf_and_fit(self) -> None:
        data = written("Jörg " * 15, "Überall " * 40, "ü" * 60 + ".pdf")
        assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r") > 30
        assert max(map(len, data.split(b"\r\n"))) <= 998
        assert data.isascii()

    def test_it_has_these_headers_and_no_other(self) -> None:
        assert read(written()).keys() == HEADERS

    def test_the_file_comes_back_byte_for_byte(self) -> None:
        (file,) = read(written()).iter_attachments()
        assert file.get_content() == PDF
        assert file.get_content_type() == "application/pdf"

    def test_a_message_id_tells_nothing_of_the_machine(self) -> None:
        assert message_id(CLINIC).endswith("@example.org>")
        assert message_id(None).endswith("@leaflets.invalid>")
        assert message_id(CLINIC) != message_id(CLINIC)


NAMES = [
    "Ann Example",
    "Jörg Müller",
    "Müller, Jörg",
    'Ann "Nan" O\'Neil; MD',
    "李小龍",
    "محمد علي",
    "Ελένη Παπαδοπούλου",
    "अनीता शर्मा",
    "a@b.org <c@d.org>",
    "=?utf-8?q?=0ABcc:_evil@example.net?=",
    "Ann (she, her)",
    "x" * 100,
    "\\",
    '"',
    ":;,",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_comes_back_as_it_was(name: str) -> None:
    (to,) = read(written(name))["To"].addresses
    assert (to.display_name, to.addr_spec) == (name, "ann@example.org")


@pytest.mark.parametrize("subject", ["Information", "Información de la clínica", "Überall " * 30 + "Ende", "=?x?q?y?="])
def test_a_subject_comes_back_as_it_was(subject: str) -> None:
    assert read(written(subject=subject))["Subject"] == subject


@pytest.mark.parametrize("file", ["information.pdf", "información-clínica.pdf", "情報.pdf", "a'b%20c.pdf"])
def test_a_file_name_comes_back_as_it_was(file: str) -> None:
    (attached,) = read(written(file=file)).iter_attachments()
    assert attached.get_filename() == file


def test_an_address_beyond_ascii_is_written_in_utf_8_and_its_domain_in_ascii() -> None:
    data = message(post("jörg@exämple.org", "Jörg"), CLINIC, message_id(CLINIC))
    assert "<jörg@xn--exmple-cua.org>".encode() in data
    (to,) = message_from_string(data.decode(), policy=SMTPUTF8)["To"].addresses
    assert to.addr_spec == "jörg@xn--exmple-cua.org"


def test_any_name_leaves_one_recipient_and_the_same_headers() -> None:
    """Names of every nasty sign that a list may hold, as long as it is printed at all."""
    chance = random.Random(1)  # noqa: S311 (no secret)
    signs = "\"\\,;:<>()[]@=?_ '.%&#äß李ع\u0301 aZ09" + "=?utf-8?b?PT8="
    for _ in range(200):
        name = "".join(chance.choices(signs, k=chance.randint(1, 40))).strip()
        parsed = heading(written(name, subject=f"Information from {name}"))
        assert addressees(parsed) == ["ann@example.org"]
        assert parsed.keys() == HEADERS


class Tags(HTMLParser):
    """Collects the tags of a page with their attributes, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words += data


def tags(html: str) -> Tags:
    found = Tags()
    found.feed(html)
    return found


class TestWords:
    @pytest.mark.parametrize("language", ["en-us", "en-gb"])
    def test_what_others_may_see_does_not_tell_the_illness(self, project: Project, language: str) -> None:
        words = project.language(language)
        made = letter(ABOUT, CLINIC_OF_TESTS, words, "Ann", descriptive=False)
        seen = made.subject + made.text[:300]  # a locked telephone shows the subject and the first words
        assert "Riverside Clinic" in made.subject
        assert "sarcoma" not in seen.lower()
        assert "lms" not in seen.lower()
        assert "Leiomyosarcoma of the gut" in made.text
        descriptive = letter(ABOUT, CLINIC_OF_TESTS, words, "Ann", descriptive=True)
        assert "Leiomyosarcoma of the gut" in descriptive.subject

    def test_it_says_who_to_ring_and_what_else_the_clinic_says(self, project: Project) -> None:
        text = letter(ABOUT, CLINIC_OF_TESTS, project.language("en-gb"), "Ann", descriptive=False).text
        assert text.startswith("Dear Ann,\n\n")
        assert "ring:\n\n- Nurse: 01632 960000\n  Weekdays, 9am to 5pm\n- On call: +44 1632 960001\n  Day and" in text
        assert "\n\nIn an emergency, call 999.\n\n" in text
        assert "\n\nYou can also write to team@riverside.example.org. It may not be read at once." in text
        assert "\n\nAsk us for large print.\n\n" in text
        assert "an interpreter (https://riverside.example.org/words)." in text
        assert "write to a@riverside.example.org.\n\n" in text
        assert "do not reply" not in text
        assert "LMS-GI, version 1.0" in text

    def test_what_can_be_rung_written_to_or_opened_is_a_link_on_the_page(self, project: Project) -> None:
        made = letter(ABOUT, CLINIC_OF_TESTS, project.language("en-gb"), "Ann", descriptive=False)
        assert pages.read(made.html.encode()).links == [
            ("tel:999", "999"),
            ("tel:01632960000", "01632 960000"),
            ("tel:+441632960001", "+44 1632 960001"),
            ("mailto:team@riverside.example.org", "team@riverside.example.org"),
            ("https://riverside.example.org/words", "interpreter"),
            ("mailto:a@riverside.example.org", "a@riverside.example.org"),
        ]

    @pytest.mark.parametrize("number", ["112 or 999", "the ward"])
    def test_what_is_no_one_number_is_no_link(self, number: str, project: Project) -> None:
        about = About("Gut", "LMS-GI", "1.0", number)
        made = letter(about, Sender("Us", "us"), project.language("en-gb"), "", descriptive=False)
        assert f"In an emergency, call {number}." in made.text
        assert pages.read(made.html.encode()).links == []

    def test_the_number_for_emergencies_comes_before_all_others(self, project: Project) -> None:
        text = letter(ABOUT, CLINIC_OF_TESTS, project.language("en-gb"), "Ann", descriptive=False).text
        assert 0 < text.index("999") < text.index("01632 960000") < text.index("LMS-GI")

    def test_without_a_clinic_it_gives_no_number_but_the_one_for_emergencies(self, project: Project) -> None:
        text = letter(ABOUT, Sender("Us", "us"), project.language("en-us"), "", descriptive=False).text
        assert text.startswith("Hello,\n\n")
        assert "ask the team that takes care of you" in text
        assert "Please do not reply to this message" in text
        assert [word for word in text.split() if word.strip(".").isdigit()] == ["999."]

    def test_the_page_says_the_same_words(self, project: Project) -> None:
        made = letter(ABOUT, CLINIC_OF_TESTS, project.language("en-gb"), "Ann", descriptive=False)
        said = made.text.replace("\n- ", "\n").replace(" (https://riverside.example.org/words)", "")
        assert pages.said(pages.read(made.html.encode()).one("body")).split() == said.split()

    def test_the_page_fetches_nothing_and_whatever_it_says_stays_text(self, project: Project) -> None:
        nasty = '<script>alert(1)</script><img src="http://example.net/a.png" onerror=x>&amp;"\'{title}'
        harmless = Sender("a", "a", (("a", "1", "a"),) * 2, "a@b.org", ("a",) * 3)
        plain = letter(About("a", "a", "a", "a"), harmless, project.language("en-gb"), "a", descriptive=True)
        sender = Sender(nasty, "a", ((nasty, nasty, nasty),) * 2, nasty, (nasty,) * 3)
        about = About(nasty, nasty, nasty, nasty)
        made = letter(about, sender, project.language("en-gb"), nasty, descriptive=True)
        assert tags(made.html).tags == tags(plain.html).tags
        assert tags(made.html).attributes == {"lang", "dir", "charset", "name", "content", "style", "href"}
        assert made.html.count("&lt;script&gt;") == 19
        assert made.text.count(nasty) == 16

    def test_a_slug_is_fit_for_a_file_name(self) -> None:
        assert slug("Clínica São João, Unit 2/3") == "clinica-sao-joao-unit-2-3"
        assert slug("../../etc") == "etc"
        assert slug("診療所") == ""


def test_a_line_end_in_a_senders_name_begins_no_header() -> None:
    nasty = "Clinic\r\nBcc: evil@example.net\r\n\r\nHello"
    one = post("ann@example.org", subject=f"Information from {nasty}")
    parsed = read(message(one._replace(sender=nasty), CLINIC, "<1@b.org>"))
    assert parsed.keys() == HEADERS
    assert addressees(parsed) == ["ann@example.org"]
    assert tree(parsed) == "mixed(alternative(plain html) pdf)"


def test_the_sender_may_have_any_name() -> None:
    one = post("ann@example.org")
    for name in NAMES:
        parsed = read(message(one._replace(sender=name), address("a@b.org", HERE), "<1@b.org>"))
        (sender,) = parsed["From"].addresses
        assert (sender.display_name, sender.addr_spec) == (name, "a@b.org")
