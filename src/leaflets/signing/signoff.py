"""Whether a leaflet is a draft, and who signed it: clinicians' decisions of statements, and of whole versions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from leaflets.content.approvals import Approval, SignOff
from leaflets.content.leaflet import Leaflet, LeafletFile
from leaflets.signing.statements import Saying, statements

State = Literal["signed", "changed", "refused", "disputed", "awaiting"]
"""Of a statement: agreed to; agreed to in other words or another place, that are gone now; to be changed or removed;
agreed to by one and refused by another; not decided."""

Refusal = Literal["change", "remove"]
REFUSALS: tuple[Refusal, ...] = ("change", "remove")


class Objection(NamedTuple):
    """What one clinician wants done to a statement, and why."""

    sign_off: SignOff
    decision: Refusal
    comment: str


class Standing(NamedTuple):
    """How one statement stands, and who decided of it as it stands now: the ``signers`` agreed, the others refused.

    ``before`` are the words that were agreed to before it changed, if they were kept.
    """

    saying: Saying
    state: State
    signers: tuple[SignOff, ...] = ()
    objections: tuple[Objection, ...] = ()
    before: str = ""


def standings(said: Leaflet, current: Collection[str] = (), clinic: str = "") -> tuple[Standing, ...]:
    """How each statement of a leaflet stands. Nothing conditional or unknown may be left in it.

    ``current`` holds the marks of all that the leaflet says anywhere: only what was agreed to, by this clinic or for
    all, and is no longer said has been changed; without it, what is changed and what awaits are not told apart. An
    objection stands until its author, or the leaflet's chair, agrees.
    """
    gone: dict[str, str] = {}
    blank = {one.mark: one for one in statements(said)}
    signers: dict[str, dict[str, SignOff]] = defaultdict(dict)
    objections: dict[str, dict[str, Objection]] = defaultdict(dict)
    for sign_off in said.sign_offs:
        for mark in sign_off.agree:
            if mark in blank:
                signers[mark][sign_off.by] = sign_off
                if sign_off.by == said.file.chair:
                    objections[mark].clear()
                objections[mark].pop(sign_off.by, None)
            elif mark not in current and sign_off.clinic in (None, clinic):
                gone[mark.split()[0]] = said.agreed.get(mark, "")
        for decision in REFUSALS:
            for wish in getattr(sign_off, decision):
                if wish.statement in blank:
                    signers[wish.statement].pop(sign_off.by, None)
                    objections[wish.statement][sign_off.by] = Objection(sign_off, decision, wish.comment or "")
    return tuple(
        _standing(one, (*signers[mark].values(),), (*objections[mark].values(),), gone.get(one.id))
        for mark, one in blank.items()
    )


def _standing(
    one: Saying, signers: tuple[SignOff, ...], objections: tuple[Objection, ...], before: str | None
) -> Standing:
    if objections:
        return Standing(one, "disputed" if signers else "refused", signers, objections)
    if signers or before is None:
        return Standing(one, "signed" if signers else "awaiting", signers)
    return Standing(one, "changed", before=before)


class Verdict(NamedTuple):
    """What the sign-offs of a variant's statements come to.

    ``disputed``: somebody objects to a statement. ``signers``: who signed, if all is signed.
    """

    disputed: bool = False
    signers: tuple[Approval, ...] = ()


def verdict_of(found: Sequence[Standing], file: LeafletFile, variant: str) -> Verdict:
    """What the sign-offs of this version of a variant come to, its statements standing as they do."""
    states = {one.state for one in found}
    disputed = not states.isdisjoint({"refused", "disputed"})
    return Verdict(disputed, _signers(found, file, variant) if states == {"signed"} else ())


def counted(verdict: Verdict, whole: tuple[Approval, ...]) -> tuple[Approval, ...]:
    """The sign-offs that count: those of the ``whole`` version, unless somebody objects to a statement of it; or else
    those of all its statements."""
    return (() if verdict.disputed else whole) or verdict.signers


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


_IN_WORDS = (
    ("changed", "changed since sign-off"), ("refused", "to change or remove"), ("disputed", "clinicians disagree on"),
)  # fmt: skip


def summary(found: Sequence[Standing]) -> str:
    """How the statements of a leaflet stand, in one line, with the ids of those that were signed once."""
    states = [one.state for one in found]
    parts = [f"{states.count('signed')} of {len(states)} statements signed"]
    for state, words in _IN_WORDS:
        if ids := dict.fromkeys(one.saying.id for one in found if one.state == state):
            parts.append(f"{words}: {', '.join(ids)}")
    return "; ".join(parts)
