"""Sign-off: statements that wait for a clinician, and what has changed since one signed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leaflets.checks.reading import Reading
from leaflets.checks.rules import Finding, finding
from leaflets.content.leaflet import Leaflet
from leaflets.content.payloads import Statement
from leaflets.edition.wording import lapsed, standing
from leaflets.store.project import Project
from leaflets.store.references import models


def signing(project: Project, leaflet: Leaflet, readings: Sequence[Reading]) -> Iterator[Finding]:
    """What a records officer would say of the sign-offs of a leaflet, as it is read."""
    unsigned = {reading.job.variant for reading in readings if not reading.leaflet.file.approvals}
    drafts = [variant for variant in leaflet.file.variants if variant in unsigned]
    for reading in readings:
        for approval, problem in lapsed(project, reading.job):
            rule = "changed-since-sign-off" if approval.hash else "sign-off-of-what"
            yield finding(rule, problem.where, problem.message, (leaflet.name, approval.by), problem.hint)
    if not leaflet.sign_offs:
        waiting = {model.id for model in models(leaflet) if isinstance(model, Statement) and model.needs}
        yield from _waiting(leaflet, waiting, drafts)
        return
    found = [(reading.job.variant, one) for reading in readings for one in standing(project, reading.job)]
    for _, one in found:
        if one.state == "changed":
            message = f"the words of '{one.saying.id}', or their place, have changed since a clinician signed them"
            yield finding("changed-since-sign-off", one.saying.where, message, (one.saying.id,))
        elif one.state == "disputed":
            yes, no = [entry.by for entry in one.signers], [wish.sign_off.by for wish in one.objections]
            message = f"clinicians disagree on '{one.saying.id}': {', '.join(yes)} signed it, {', '.join(no)} did not"
            yield finding("disputed", one.saying.where, message, (one.saying.id,))
    left = [(variant, one.saying.id) for variant, one in found if one.saying.model.needs and one.state != "signed"]
    yield from _waiting(
        leaflet,
        {id_ for variant, id_ in left if variant in drafts},
        [variant for variant in drafts if variant in dict(left)],
    )


def _waiting(leaflet: Leaflet, ids: set[str], drafts: Sequence[str]) -> Iterator[Finding]:
    if ids and drafts:
        some = "1 statement waits" if len(ids) == 1 else f"{len(ids)} statements wait"
        message = f"{some} for a clinician, in the variants {', '.join(drafts)}: {', '.join(sorted(ids))}"
        yield finding("needs-clinician", leaflet.file.at(), message, (leaflet.name,))
