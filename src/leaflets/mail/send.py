"""Sending a run of messages: each once, in order, at a steady rate, again later if the server asks for it."""

import time
from collections.abc import Callable, Iterator, Sequence

from leaflets.mail.address import Address
from leaflets.mail.ledger import SENDING, SENT, Ledger
from leaflets.mail.message import Post, message, message_id
from leaflets.mail.smtp import Courier, NoServer, Outcome, State

PAUSES = (5.0, 30.0, 120.0)
"""Seconds before each new round of what could not be sent for now."""


def send(
    posts: Sequence[Post],
    sent_by: Address,
    courier: Courier,
    ledger: Ledger,
    tell: Callable[[str], object],
    every: float = 0.0,
    pauses: Sequence[float] = PAUSES,
) -> Iterator[tuple[Post, Outcome]]:
    """Send each post, and yield it with what became of it in the end.

    There are ``every`` seconds from one message to the next at least. What the server puts off, or what a lost
    connection keeps back, is tried again in later rounds, after ``pauses``; ``tell`` hears of each. What was perhaps
    sent is not tried again. A fault that will last ends the run, and the rest is yielded as not sent. Raises
    ContentError if the ledger cannot be written: nothing is sent that it does not know of.
    """
    waiting = [(post, Outcome(State.LATER, "")) for post in posts]
    last = 0.0
    for pause in (0.0, *pauses):
        if pause and waiting:
            tell(f"{counted(waiting)} not sent: {waiting[0][1].answer}; trying again in {pause:.0f} seconds")
            time.sleep(pause)
        put_off = []
        for place, (post, _) in enumerate(waiting):
            time.sleep(max(0.0, last + every - time.monotonic()))
            last = time.monotonic()
            try:
                outcome = _send(post, sent_by, courier, ledger)
            except NoServer as error:
                kept = Outcome(State.LATER, str(error))
                put_off += [(other, kept) for other, _ in waiting[place:]]
                if error.lasting:
                    yield from put_off
                    return
                break
            if outcome.state is State.LATER:
                put_off.append((post, outcome))
            else:
                yield post, outcome
        waiting = put_off
    yield from waiting


def before(posts: Sequence[Post], ledger: Ledger) -> list[State | None]:
    """What the ledger knows of each post: sent, perhaps sent, or nothing that keeps it from being sent."""
    known = {SENT: State.SENT, SENDING: State.PERHAPS}
    return [known.get(ledger.state(post)) for post in posts]


def _send(post: Post, sent_by: Address, courier: Courier, ledger: Ledger) -> Outcome:
    """Try one post once. Whatever is known of it afterwards is in the ledger. Raises NoServer and ContentError."""
    name = message_id(sent_by)
    data = message(post, sent_by, name)
    outcome = courier.hand_over(post.to.address, data, lambda: ledger.write(post, name, SENDING))
    if outcome.state is not State.PERHAPS:
        ledger.write(post, name, outcome.state, outcome.answer)
    return outcome


def counted(posts: Sequence[object]) -> str:
    """How many messages these are."""
    return "1 message" if len(posts) == 1 else f"{len(posts)} messages"
