"""A leaflet as one reader has it: its manuscript's passages, and the sentences they are made of."""

import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache, cached_property

from leaflets.checks.rules import RULES, Finding, finding
from leaflets.content.blocks import Block
from leaflets.content.inline import spans
from leaflets.content.rulebook import Severity
from leaflets.edition.manuscript import Manuscript, manuscript
from leaflets.edition.passages import Passage as Text
from leaflets.edition.selection import Job
from leaflets.store.project import Project

_SAID = frozenset({"prose", "item", "lead-in"})


class Passage(Text):
    """One text, and what is found in it."""

    @property
    def said(self) -> bool:
        """Whether it is made of sentences, or of entries of a list, in the leaflet's language."""
        return self.role in _SAID and not self.lang

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Its sentences, without the bold words that head it."""
        runs = spans(self.marked)
        headed = len(runs) > 1 and runs[0].bold and runs[0].text.rstrip().endswith((".", ":"))
        return sentences("".join(run.text for run in runs[1:]).strip() if headed else self.text)

    def finding(
        self, rule: str, message: str, word: str = "", hint: str = "", grave: Severity | None = None
    ) -> Finding:
        """What a rule found here, about a word or about the whole."""
        return finding(rule, self.where, message, (*self.ids, *([word] if word else [])), hint, grave)

    def each(self, rule: str, words: re.Pattern[str], text: str = "") -> Iterator[Finding]:
        """A finding for each of the words that a rule looks for: here, or in a part of it."""
        for match in words.finditer(text or self.text):
            word = match[0].strip()
            yield self.finding(rule, RULES[rule].says.format(word), word)


class Reading(Manuscript):
    """What one job says, as its clinic has it, if it is for one."""

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Its texts in the order of print."""
        return tuple(
            Passage(**{key: getattr(one, key) for key in Text.__dataclass_fields__}) for one in super().passages
        )

    @property
    def shown(self) -> tuple[str, str, str, str]:
        """Whom it is for: variant, region, edition and clinic."""
        return (self.job.variant, self.job.region, self.job.edition, self.job.clinic)

    @cached_property
    def blocks(self) -> dict[str, str]:
        """All that is said in and beside each block, by the block's id."""
        found: dict[str, list[str]] = {}
        beside: dict[str, Block] = {}
        for passage in self.passages:
            if passage.block:
                found.setdefault(passage.block.id, []).append(passage.text)
                beside[passage.block.id] = passage.block
        for name, block in beside.items():
            found[name] += [f"{word.term}: {word.meaning}" for word in self.explained(block)]
        return {name: " ".join(texts) for name, texts in found.items()}

    @cached_property
    def parts(self) -> list[list[Passage]]:
        """The passages of each list or paragraph together."""
        found: dict[tuple[int, str], list[Passage]] = {}
        for passage in self.passages:
            found.setdefault((id(passage.part), passage.key), []).append(passage)
        return list(found.values())


def read(project: Project, job: Job) -> Reading:
    """The reading of a job. Raises ContentError if nothing is left to say somewhere."""
    copy = manuscript(project, job)
    said = {field.name: getattr(copy, field.name) for field in fields(copy)}
    unchecked = copy.language.phrases.unchecked  # who signed, and when, is nobody's writing
    return Reading(**said | {"values": {**copy.values, "checked_by": unchecked}})


_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])")
_SHORT = re.compile(r"(?:^|[\s(])(?:Dr|Mrs?|Ms|St|Prof|vs|No|e\.g|i\.e|[A-Z](?:\.[A-Z])*)\.$")
_GAP = re.compile(r"\s+|[—–](?!\d)")


@cache
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text. A stop after a title or an initial (Dr. Example) ends none."""
    found: list[str] = []
    for part in filter(None, map(str.strip, _END.split(text))):
        if found and _SHORT.search(found[-1]):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return tuple(found)


@cache
def words(sentence: str) -> tuple[str, ...]:
    """The words of a sentence: what stands between spaces and dashes and holds a letter or a figure."""
    stripped = (part.strip("\"“”‘’'()[].,;:!?…*_") for part in _GAP.split(sentence))
    return tuple(part for part in stripped if any(letter.isalnum() for letter in part))
