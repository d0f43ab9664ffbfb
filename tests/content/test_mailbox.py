"""One notion of an email address, for clinics, senders and those who are written to."""

from __future__ import annotations

import pytest

from leaflets.content.email import mailbox
from leaflets.mail.address import address
from leaflets.problems import ContentError
from support.clinics import clinic
from support.letters import HERE

NONE = (
    "a..b@b.org",
    "a@-b.org",
    "a@b-.org",
    "a@b.123",
    ".a@b.org",
    "team@ward",
    "a@b@c.org",
    "x@elm.invalid",
    "=?x@b.org",
)


@pytest.mark.parametrize("text", NONE)
def test_what_is_none_is_none_for_a_clinic_and_for_a_message(text: str) -> None:
    with pytest.raises(ContentError):
        address(text, HERE)
    with pytest.raises(ContentError, match="is not an email address"):
        clinic(email=f'"{text}"')


@pytest.mark.parametrize("text", ["team@elm.example.org", "o'neil+leaflets@mail.example.co.uk", "a@xn--exmple-cua.org"])
def test_what_is_one_is_one_for_both(text: str) -> None:
    assert str(address(text, HERE)) == clinic(email=f'"{text}"').email == text


@pytest.mark.parametrize(
    "text",
    [
        "Ann Example <ann@example.org>",
        "<ann@example.org>",
        "mailto:ann@example.org",
        "MAILTO:ann@example.org?subject=x",
    ],
)
def test_an_address_in_its_clothes_is_told_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match=r"; write ann@example\.org$"):
        mailbox(text)
    with pytest.raises(ContentError) as caught:
        clinic(email=f'"{text}"')
    assert caught.value.problems[0].hint == "write ann@example.org"


def test_what_mail_programs_would_decode_is_refused() -> None:
    with pytest.raises(ValueError, match="that all mail programs read alike"):
        mailbox("=?utf-8?q?ann?=@example.org")
