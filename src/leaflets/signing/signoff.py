"""Whether a leaflet is a draft, and who signed it: clinicians' decisions of statements, and of whole versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from leaflets.content.approvals import SignOff
from leaflets.content.leaflet import Approval, Leaflet, LeafletFile, approvals
from leaflets.signing.statements import Saying, statements

State = Literal["signed", "changed", "refused", "awaiting"]
"""Of a statement: agreed to; agreed to in other words that are gone now; to be changed or removed; not decided."""


@dataclass(frozen=True)
class Standing:
    """How one statement stands, and who last decided of its words, with their comment, if anyone has."""

    saying: Saying
    state: State
    signers: tuple[SignOff, ...] = ()
    decision: str = ""
    comment: str = ""


def standings(said: Leaflet, current: Collection[str], clinic: str) -> tuple[Standing, ...]:
    """How each statement of a leaflet stands. Nothing conditional or unknown may be left in it.

    ``current`` holds the marks of all that the leaflet says anywhere: only what was agreed to, by this clinic or for
    all, and is no longer said has been changed.
    """
    gone: set[str] = set()
    decisions: dict[str, Standing] = {}
    blank = {one.mark: Standing(one, "awaiting") for one in statements(said)}
    for sign_off in said.sign_offs:
        for mark in sign_off.agree:
            if mark in blank:
                before = decisions.get(mark)
                signers = (*before.signers, sign_off) if before and before.state == "signed" else (sign_off,)
                decisions[mark] = Standing(blank[mark].saying, "signed", signers, "agree")
            elif mark not in current and sign_off.clinic in (None, clinic):
                gone.add(mark.split()[0])
        for decision, wishes in (("change", sign_off.change), ("remove", sign_off.remove)):
            for wish in wishes:
                if wish.statement in blank:
                    saying, comment = blank[wish.statement].saying, wish.comment or ""
                    decisions[wish.statement] = Standing(saying, "refused", (sign_off,), decision, comment)
    changed = {mark: Standing(one.saying, "changed") for mark, one in blank.items() if one.saying.id in gone}
    return tuple((blank | changed | decisions).values())


@dataclass(frozen=True)
class Verdict:
    """What the sign-offs of a variant's statements come to.

    ``disputed``: a statement was edited since one signed it, or refused. ``signers``: who signed, if all is signed.
    """

    disputed: bool = False
    signers: tuple[Approval, ...] = ()


def verdict_of(found: Sequence[Standing], file: LeafletFile, variant: str) -> Verdict:
    """What the sign-offs of this version of a variant come to, its statements standing as they do."""
    states = {one.state for one in found}
    disputed = not states.isdisjoint({"changed", "refused"})
    return Verdict(disputed, _signers(found, file, variant) if states == {"signed"} else ())


def settled(file: LeafletFile, verdict: Verdict, variant: str) -> LeafletFile:
    """The leaflet's file with the sign-offs that count for this variant as its ``approvals``: without any, a draft.

    A version's own sign-off does not outweigh a dispute about a statement.
    """
    whole = () if verdict.disputed else tuple(approvals(file, variant))
    return file.model_copy(update={"approvals": whole or verdict.signers})


def _signers(found: Iterable[Standing], file: LeafletFile, variant: str) -> tuple[Approval, ...]:
    """Who signed the statements, each once, with the day they last did."""
    signed: Mapping[tuple[str, str], list[SignOff]] = defaultdict(list)
    for one in found:
        for sign_off in one.signers:
            signed[sign_off.by, sign_off.role].append(sign_off)
    made = [
        Approval(variant=(variant,), version=file.version, by=by, role=role, signed=max(one.signed for one in several))
        for (by, role), several in signed.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.signed, one.by)))


def optional_unsigned(found: Iterable[Standing]) -> list[Saying]:
    """The statements a leaflet can do without, and that nobody has agreed to."""
    return [one.saying for one in found if one.saying.optional and one.state != "signed"]


def summary(found: Sequence[Standing]) -> str:
    """How the statements of a leaflet stand, in one line, with the ids of those that were signed once."""
    states = [one.state for one in found]
    parts = [f"{states.count('signed')} of {len(states)} statements signed"]
    for state, words in (("changed", "changed since sign-off"), ("refused", "to change or remove")):
        ids = dict.fromkeys(one.saying.id for one in found if one.state == state)
        if ids:
            parts.append(f"{words}: {', '.join(ids)}")
    return "; ".join(parts)
