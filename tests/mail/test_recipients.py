"""A list of recipients: every bad cell is told at once, by row and column, and no row can name two people."""

from __future__ import annotations

import csv
import io
import random
from contextlib import suppress

import pytest

from leaflets.mail.address import Address, address, person
from leaflets.mail.message import Party, message
from leaflets.mail.orders import Recipient, recipients
from leaflets.problems import ContentError
from support.letters import CLINIC, HERE, addressees, heading, post, read

KNOWN = {
    "clinic": ("riverside", "hilltop"),
    "variant": ("general", "gi"),
    "format": ("a4", "letter"),
    "region": ("uk", "us"),
    "language": ("en-gb", "en-us"),
}


def listed(text: str | bytes) -> list[Recipient]:
    return recipients(text.encode() if isinstance(text, str) else text, "list.csv", KNOWN)


def faults(text: str | bytes) -> list[str]:
    """What is said of a list, each problem with its hint on one line."""
    with pytest.raises(ContentError) as caught:
        listed(text)
    return [str(problem).replace("\n    hint: ", "; ") for problem in caught.value.problems]


class TestAGoodList:
    def test_a_row_says_who_and_what(self) -> None:
        one, two = listed("name,address,variant,region\nAnn,ann@example.org,gi,uk\n,bob@example.org,,\n")
        assert one.to == Party(Address("ann", "example.org"), "Ann")
        assert one.choices == {"variant": "gi", "region": "uk"}
        assert (two.to.name, two.choices, str(two.where)) == ("", {}, "list.csv:3:1")

    @pytest.mark.parametrize(
        "text",
        [
            "address\nann@example.org\n",
            "\ufeffaddress\r\nann@example.org\r\n",
            "Address ;Name\nann@example.org;\n",
            "\n\naddress,name\n\n,\n ann@example.org ,\n",
            '"address"\n"ann@example.org"',
        ],
    )
    def test_it_may_be_written_as_spreadsheets_do(self, text: str) -> None:
        assert [str(one.to.address) for one in listed(text)] == ["ann@example.org"]

    def test_letters_that_look_alike_are_the_same(self) -> None:
        (one,) = listed("add\u200bress,name\nann@example.org,Zoe\u0308 O\u00adHara\n")
        assert one.to == Party(Address("ann", "example.org"), "Zo\u00eb OHara")


class TestABadList:
    def test_every_bad_cell_is_told_at_once(self) -> None:
        text = "name,address,variant,clinic\nAnn,ann@,gi,\nBob,bob@example.org,gut,riversde\nC\x07,c@example.org,,,\n"
        assert faults(text) == [
            "list.csv:2:2: '' is not the domain of an email address; write one address, such as ann@example.org, "
            "and nothing else",
            "list.csv:3:3: there is no variant 'gut'; known here: general, gi",
            "list.csv:3:4: there is no clinic 'riversde'; did you mean 'riverside'?",
            "list.csv:4:1: the name holds the sign U+0007, which is not a letter; delete it",
            "list.csv:4:5: the row has 5 cells, and there are 4 columns; put a cell with commas in quotation marks",
        ]

    def test_it_holds_no_more_of_people_than_it_must(self) -> None:
        assert faults("address,NHS number,adress,name,name\n") == [
            "list.csv:1:2: there is no column 'nhs number'; known here: address, clinic, format, language, name, "
            "region, variant; delete what is not needed",
            "list.csv:1:3: there is no column 'adress'; did you mean 'address'?; delete what is not needed",
            "list.csv:1:5: the column 'name' is there twice; delete one",
        ]

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("", "list.csv: the list is empty"),
            ("address\n", "list.csv: there is nobody in the list"),
            ("name\nAnn\n", "list.csv:1:1: there is no column 'address'"),
            ("name,address\nAnn\n", "list.csv:2:2: '' is not an email address"),
            ('name,address\nAnn,a@b.org\n"Bob,b@b.org\n', "list.csv:3:1: the row cannot be read"),
            (b"name,address\nJ\xf6rg,a@b.org\n", "list.csv: the list is not in UTF-8; save it as CSV UTF-8"),
        ],
    )
    def test_what_cannot_be_read_is_said(self, text: str | bytes, fault: str) -> None:
        (said,) = faults(text)
        assert said.startswith(fault)


class TestAddress:
    @pytest.mark.parametrize(
        "text",
        [
            "ann@example.org",
            "o'neil+leaflets@mail.example.co.uk",
            "jörg@example.org",
            "用户@example.org",
            "संपर्क@example.org",
            "a@xn--exmple-cua.org",
            "x" * 64 + "@example.org",
        ],
    )
    def test_a_good_one_is_kept_as_it_is(self, text: str) -> None:
        assert str(address(text, HERE)) == text

    def test_a_domain_is_kept_in_ascii(self) -> None:
        assert str(address(" ann@Exämple.ORG ", HERE)) == "ann@xn--exmple-cua.org"
        assert address("jörg@example.org", HERE).international
        assert not address("ann@exämple.org", HERE).international

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "ann",
            "@example.org",
            "ann@",
            "ann@example",
            "ann@192.168.0.1",
            "ann@example..org",
            "ann@-example.org",
            ".ann@example.org",
            "ann..b@example.org",
            "ann@example.org, bob@example.org",
            "ann@example.org;bob@example.org",
            "ann@example.org bob@example.org",
            "ann@bob@example.org",
            "ann@example.org\r\nBcc: bob@example.org",
            "Ann <ann@example.org>",
            "<ann@example.org>",
            '"ann b"@example.org',
            "ann(b)@example.org",
            "mailto:ann@example.org",
            "ann@example.org\x00",
            "ann\u202e@example.org",
            "ann@straße.de",
            "ann@example。org",
            "ann@ex＠mple.org",
            "x" * 65 + "@example.org",
            "ann@" + "x" * 64 + ".org",
            "ann@" + "abcdef." * 40 + "org",
            "ann@\udc80.org",
        ],
    )
    def test_anything_else_is_refused(self, text: str) -> None:
        with pytest.raises(ContentError, match=r"address|domain"):
            address(text, HERE)

    def test_a_domain_that_two_standards_spell_differently_is_not_guessed(self) -> None:
        with pytest.raises(ContentError, match="ask for its ASCII form, which begins with xn--"):
            address("ann@straße.de", HERE)

    @pytest.mark.parametrize("name", ["a\nb", "a\rb", "a\x00b", "a\x1bb", "a\u2028b", "a\u202eb", "a\u2066b", "a\x85b"])
    def test_a_name_with_a_hidden_sign_is_refused(self, name: str) -> None:
        with pytest.raises(ContentError, match="which is not a letter"):
            person(name, HERE)

    def test_a_name_is_not_a_novel(self) -> None:
        with pytest.raises(ContentError, match="101 characters; 100 is the most"):
            person("x" * 101, HERE)


ROWS = 10_000
PIECES = [
    "Ann", "Jörg", "李", "محمد", "e\u0301", " ", ",", ";", '"', "'", "\\", "<", ">", "(", ")", "[", "]", ":", "@", ".",
    "\r\n", "\n", "\r", "\x00", "\x1b", "\x0b", "\x85", "\u2028", "\u202e", "\ufeff", "=?utf-8?q?=0ABcc:_x@evil.net?=",
    "\r\nBcc: evil@evil.net", "\nTo: evil@evil.net\n\n", "evil@evil.net", "<evil@evil.net>", "%0a", "%s", "{title}",
    "xn--", "ß", "\U0001f600", "=?", "?=", "x" * 70,
]  # fmt: skip


def test_of_ten_thousand_fuzzed_rows_none_has_two_recipients_or_a_header_of_its_own() -> None:
    chance = random.Random(2026)  # noqa: S311 (no secret)
    plain = read(message(post("ann@example.org"), CLINIC, "<1@example.org>")).keys()
    kept: list[Party] = []

    def mixed(most: int) -> str:
        return "".join(chance.choices(PIECES, k=chance.randint(0, most)))

    for _ in range(ROWS):
        name = mixed(4)
        to = mixed(3) if chance.random() < 0.3 else mixed(1) + chance.choice("abc") + "@example.org" + mixed(1)
        file = io.StringIO(newline="")
        csv.writer(file).writerows([["name", "address"], [name, to]])
        with suppress(ContentError):
            kept.append(listed(file.getvalue())[0].to)
    assert 1000 < len(kept) < ROWS - 1000
    for to_one in kept:
        head = heading(f"To: {to_one.written}\r\n\r\n".encode())
        assert head.keys() == ["To"]
        assert len(addressees(head)) == str(to_one.address).count("@") == 1
        assert to_one.address.international or addressees(head) == [str(to_one.address)]
    for to_one in kept[::10]:
        one = post(str(to_one.address), to_one.name, f"Information from {to_one.name}")
        parsed = heading(message(one, CLINIC, "<1@example.org>"))
        assert parsed.keys() == plain
        assert len(addressees(parsed)) == 1


def test_bytes_of_any_kind_are_a_list_or_a_problem() -> None:
    chance = random.Random(7)  # noqa: S311 (no secret)
    good = b'name,address\n"Ann, A",ann@example.org\nBob,bob@example.org\n'
    read_well = 0
    for _ in range(2000):
        data = bytearray(good)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.choice(b'\x00\xff",;\n\r\\ax@')
        with suppress(ContentError):
            read_well += bool(listed(bytes(data)))
    assert 0 < read_well < 2000
