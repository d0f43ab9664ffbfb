"""Whether a listener's voice can tell which language all that is said is in (ISO 14289-1, 7.2)."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from leaflets.inspect.reading.drawn import Thing
from leaflets.inspect.reading.opening import Opened
from leaflets.inspect.reading.page import PageContent, Run
from leaflets.inspect.reading.tree import Tree, even, number_of, resolved

_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
"""A language tag (RFC 3066)."""
_SAID = ("Alt", "ActualText", "E")
"""Entries that are read out."""


def parts(file: Opened) -> Mapping[str, int]:
    """The languages of parts, and of how many."""
    found = Counter(element.words("/Lang") for element in file.tree.elements if "/Lang" in element.entries)
    found.update(lang for page in file.pages for run in page.runs if (lang := _marked(run)))
    return dict(found.most_common())


def tags(file: Opened) -> Iterator[str]:
    """Every language named is one."""
    named = {"the file": str(resolved(file.root["/Lang"]))} if "/Lang" in file.root else {}
    named |= {str(element): element.words("/Lang") for element in file.tree.elements if "/Lang" in element.entries}
    for page in file.pages:
        named |= {f"a part of page {page.number}": lang for run in page.runs if (lang := _marked(run)) is not None}
    for what, language in named.items():
        if not _TAG.fullmatch(language):
            yield f"{what} is in '{language}', which is not a language (Lang)"


def _marked(run: Run) -> str | None:
    """The language that the marks around words say, the innermost first."""
    return next((mark.told["Lang"] for mark in reversed(run.thing.marks) if "Lang" in mark.told), None)


def untold(file: Opened) -> Iterator[str]:
    """Where the file has no language of its own, all that is said has one."""
    if "/Lang" in file.root:
        return
    for element in file.tree.elements:
        for key in _SAID:
            if f"/{key}" in element.entries and not element.language:
                yield f"nothing says which language the words of {element} are in (Lang; {key})"
    for page in file.pages:
        yield from (f"page {page.number}: {fault}" for fault in _page(page, file.tree))
    if "/First" in resolved(file.root.get("/Outlines", {})):
        yield "nothing says which language the bookmarks are in (Lang)"
    if file.xmp and list(file.xmp.dc_title or {}) == ["x-default"]:
        yield "nothing says which language the title is in (Lang)"


def _page(page: PageContent, tree: Tree) -> Iterator[str]:
    for run in page.runs:
        if not run.artifact and not _known(page, run.thing, tree):
            yield f"nothing says which language '{even(run.text)[:60]}' is in (Lang)"
    for thing in page.things:
        spoken = [mark for mark in thing.marks if mark.name == "Span" and any(key in mark.told for key in _SAID)]
        if spoken and not _known(page, thing, tree):
            yield "nothing says which language the words in place of a part are in (Lang)"
    for entry in resolved(page.entries.get("/Annots", [])):
        annotation, holder = resolved(entry), tree.holders.get(number_of(entry))
        words: Any = annotation.get("/Contents", annotation.get("/TU"))
        if words is not None and "/Lang" not in annotation and not (holder and holder.language):
            yield f"nothing says which language '{even(str(resolved(words)))[:60]}' is in (Lang; Contents)"


def _known(page: PageContent, thing: Thing, tree: Tree) -> bool:
    """Whether the marks around something painted, or the elements that own them, say its language."""
    owners = [owner for mark in thing.marks for owner in tree.owners.get((page.number, mark.identifier or 0), [])]
    return any(mark.told.get("Lang") for mark in thing.marks) or any(owner.language for owner in owners)
