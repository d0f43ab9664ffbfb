"""Changes of an author's words: other words, an entry more or less, its place, for whom it is shown."""

from collections.abc import Callable, Mapping
from typing import Any

from leaflets.content.inline import checked
from leaflets.edition.manuscript import Manuscript, manuscript
from leaflets.edition.passages import Passage
from leaflets.edition.selection import Job
from leaflets.problems import Source
from leaflets.store.edit import added, conditioned, moved, removed, reworded
from leaflets.store.lines import even
from leaflets.store.project import Project
from leaflets.store.translations import foreign
from leaflets.studio.desk import Desk
from leaflets.studio.sent import identity as known_as
from leaflets.studio.sent import keep, names_of, refused, text_of
from leaflets.studio.words import Entry, axes_of, entry_of, found_in

KINDS: Mapping[str, Callable[[str], Mapping[str, Any]]] = {
    "text": lambda words: {"text": words},
    "subheading": lambda words: {"subheading": words},
}
"""What can be added after a block: a paragraph, or a heading."""


def found(copy: Manuscript, sent: Mapping[str, Any]) -> tuple[int, str, Passage]:
    """The passage that is meant: that of the name, or, if it moved, the one with its ids; its words are the same.

    Raises ContentError, with the words that stand there by now, if there is none.
    """
    name, before, identity = (text_of(sent, key) for key in ("name", "before", "identity"))
    every = list(zip(names_of(copy.passages), copy.passages, strict=True))
    meant = [(number, key, one) for number, (key, one) in enumerate(every) if name == key or known_as(one) == identity]
    meant.sort(key=lambda one: one[1] != name)
    for one in meant:
        if even(one[2].written) == even(before):
            return one
    if meant:
        now = meant[0][2].written
        raise refused("someone else has changed these words in the meantime", f"there they are now: {now}")
    raise refused("this is no longer there", "someone else has removed or moved it in the meantime")


def reword(desk: Desk, project: Project, job: Job, sent: Mapping[str, Any]) -> Mapping[str, object]:
    """Write other words in place of a text."""
    _, name, passage = found(manuscript(project, job), sent)
    if foreign(project, job.language):
        raise refused("these words are a translation", "change them beside their source, in the view for that")
    where, number = passage.where, name.rpartition("#")[2]
    text = fit(text_of(sent, "text"), where)
    desk.save(where.file, lambda raw: reworded(raw, where, int(number), passage.written, text))
    return {"text": text}


def tried(_: Desk, project: Project, job: Job, sent: Mapping[str, Any]) -> Mapping[str, object]:
    """What an editor would say of words that somebody is typing."""
    number, _name, passage = found(manuscript(project, job), sent)
    findings = found_in(project, job, number, fit(text_of(sent, "text"), passage.where))
    told = ({"severity": one.severity, "message": one.problem.message, "hint": one.problem.hint} for _, one in findings)
    return {"findings": list(told)}


def fit(text: str, where: Source | None = None) -> str:
    """A text as a file can hold it. Raises ContentError for one with a mark that cannot be right."""
    try:
        return checked(even(text))
    except ValueError as error:
        raise refused(str(error), where=where) from None


def arrange(desk: Desk, project: Project, job: Job, sent: Mapping[str, Any]) -> Mapping[str, object]:
    """Move an entry of a list, or a block, up or down; remove it; or add another after it."""
    _, passage, entry = entry_of(project, job, text_of(sent, "name"))
    where = entry.model.at()
    how = text_of(sent, "how")
    if how in ("up", "down"):
        desk.save(where.file, lambda raw: moved(raw, where, 1 if how == "down" else -1))
    elif how == "remove":
        if entry.locked:
            raise refused("this is locked, since it keeps people safe", "change it in the file itself", where)
        desk.save(where.file, lambda raw: removed(raw, where))
    elif how == "add":
        words = fit(text_of(sent, "text"), where)
        new = _like(passage, entry, words, text_of(sent, "kind"))
        if picture := text_of(sent, "picture"):
            new = {"picture": {"file": keep(project, "pictures", picture), "alt": words}}
        desk.save(where.file, lambda raw: added(raw, where, new))
    else:
        raise refused("this was not understood")
    return {}


def _like(passage: Passage, entry: Entry, words: str, kind: str) -> Any:
    """A new entry, of the kind of the one it follows."""
    model = entry.model
    if passage.model is passage.block is model or kind in KINDS:
        return KINDS.get(kind, KINDS["text"])(words)
    if hasattr(model, "cells"):
        return {"cells": [words, *("…" for _ in model.cells[1:])]}
    if hasattr(model, "label"):
        return {"label": words, "text": words} if hasattr(model, "text") else {"label": words}
    return words


def condition(desk: Desk, project: Project, job: Job, sent: Mapping[str, Any]) -> Mapping[str, object]:
    """Show an entry for those that are ticked, and for no others."""
    _, _, entry = entry_of(project, job, text_of(sent, "name"))
    where = entry.model.at()
    ticked = sent.get("shown")
    if not entry.shown or not isinstance(ticked, dict):
        raise refused("for whom this is shown is more than ticks can say", "change it in the file itself", where)
    shown = {axis: [str(one) for one in values] for axis, values in ticked.items() if isinstance(values, list)}
    for axis, known in entry.shown.items():
        if not set(known) & set(shown.get(axis, ())):
            raise refused(f"this would be shown for no {axis}", "tick one, or remove the statement", where)
    when = axes_of(entry.model, shown, entry.shown)  # type: ignore[arg-type]
    desk.save(where.file, lambda raw: conditioned(conditioned(raw, where, "when", when), where, "unless", {}))
    return {}
