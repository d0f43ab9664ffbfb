"""Words a leaflet must not use, and words that belong to one body part or one country only."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from leaflets.content.leaflet import Leaflet
from leaflets.edition.selection import Job, select
from leaflets.store.project import Project
from support import pdf
from support.projects import Read, for_jobs, job_of

LEFTOVERS = ("aadc", "0 yrs", "click", "lorem", "skip to content", "[", "]", "{", "}", "____", "**")
"""What a draft, a web page or a template leaves behind."""

NEVER = (
    r"4-6 years",
    r"average of",
    r"you (will|can) be cured",
    r"you can expect to live",
    r"you have \w+ (years|months) ",
    r"patients live",
    r"best (hospital|doctor|surgeon)",
    r"\d ?%",
    r"\d ?mg\b",
    r"you should have\b",
    r"boost",
    r"lifestyle",
    r"come sooner",
    r"battle|fight(?! germs)|losing (the|your) (fight|battle)",
    r"aggressive|killer|deadly|no cure",
    r"all fibroids should",
    r"your fibroid may be cancer",
    r"stop taking",
    r"only iron tablets",
    r"wait and see",
    r"(?<!cannot )catch LMS|caught from",
    r"LMS runs in families",
    r"virus(es)? causes?",
    r"endorsed",
    r"Yondelis|Votrient|Halaven|Gleevec|Glivec|Adriamycin|Cometriq",
    r"children’s LMS|LMS in children|LMS of the bone|EBV",
)
"""What the fact sheet says a leaflet must not say, as far as words can tell."""

OTHERS = {
    "gi": r"hysterectomy|morcellat\w*|HRT|ovar(y|ies)|tamoxifen|in every million|63|FIGO",
    "uterine": r"GISTs?|stoma|imatinib|endoscop\w*|KIT",
}
"""Words of one body part that have no place in the leaflet about another."""

EXPLAINED = "Uterus: The womb."
"""The one place where a word of one country is explained by that of the other."""


def prose(file: pdf.Inspected) -> str:
    """What a file says in sentences: links are left out, since they name pages and addresses of others."""
    return "\n".join(line.partition(": ")[2] for line in file.tree.splitlines() if ": " in line and "Link" not in line)


def names(leaflet: Leaflet) -> set[str]:
    """Names of organisations and titles of their pages: nobody's words but their own."""
    found = {part for entry in leaflet.sources.values() for part in (entry.organisation, entry.title)}
    return found | {entry.name for entry in leaflet.organisations.values()}


def without(text: str, words: Iterable[str]) -> str:
    """The text, the longest of the words taken out first."""
    for word in sorted(words, key=len, reverse=True):
        text = re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])", "·", text, flags=re.IGNORECASE)
    return text


def found(words: Iterable[str], text: str) -> list[str]:
    """Those of the words that stand in a text."""
    return [word for word in words if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text, re.IGNORECASE)]


def printed(file: pdf.Inspected) -> str:
    return " ".join(run.text for page in file.pages for run in page.runs)


def test_no_leaflet_prints_what_a_template_leaves_behind(job: Job, read: Read) -> None:
    file = read(job)
    text = " ".join([printed(file), file.text, *(mark.title for mark in file.outline)]).lower()
    assert [word for word in LEFTOVERS if word in text] == []


def test_no_leaflet_says_what_must_not_be_said(job: Job, read: Read) -> None:
    text = " ".join(read(job).text.split())
    assert [match[0] for rule in NEVER for match in re.finditer(rf"\b(?:{rule})", text, re.IGNORECASE)] == []


@pytest.mark.parametrize("region", ["us", "uk"])
@pytest.mark.parametrize("variant", OTHERS)
def test_a_leaflet_keeps_to_its_part_of_the_body(variant: str, region: str, project: Project, read: Read) -> None:
    job = job_of(project, "lms", variant, region)
    text = without(prose(read(job)), names(select(project.leaflet("lms"), job)))
    assert len(text) > 5000
    assert [match[0] for match in re.finditer(rf"\b(?:{OTHERS[variant]})\b", text)] == []


class TestSpelling:
    def swaps(self, project: Project, leaflet: str) -> dict[str, str]:
        swaps = {key: value for key, value in project.language("en-gb", leaflet).words.items() if key != value}
        assert len(swaps) > (20 if leaflet == "lms" else 5)
        return swaps

    @for_jobs(lambda job, _: job.language == "en-us")
    def test_a_us_leaflet_has_no_uk_spelling(self, job: Job, read: Read, project: Project) -> None:
        swaps = self.swaps(project, job.leaflet)
        text = without(prose(read(job)), {EXPLAINED, *names(project.leaflet(job.leaflet)), *swaps})
        assert found(swaps.values(), text) == []

    @for_jobs(lambda job, _: job.language == "en-gb")
    def test_a_uk_leaflet_has_no_us_spelling(self, job: Job, read: Read, project: Project) -> None:
        swaps = self.swaps(project, job.leaflet)
        text = without(prose(read(job)), {EXPLAINED, *names(project.leaflet(job.leaflet)), *swaps.values()})
        assert found(swaps, text) == []


class TestWhoCanHelp:
    def test_only_organisations_of_the_region_are_printed(self, job: Job, read: Read, project: Project) -> None:
        every = project.leaflet(job.leaflet).organisations
        shown = select(project.leaflet(job.leaflet), job).organisations
        assert shown
        targets = {link.target for link in read(job).links}
        lines = read(job).text.splitlines()
        for name, entry in every.items():
            assert (entry.web in targets) == (name in shown), name
            assert (entry.about in lines) == (name in shown), name

    def test_no_phone_number_is_printed_but_theirs_and_the_emergency_number(
        self, job: Job, read: Read, project: Project
    ) -> None:
        shown = select(project.leaflet(job.leaflet), job).organisations.values()
        known = {digits(part) for entry in shown for part in (entry.phone or "", entry.phone_note or "")}
        file = read(job)
        text = f"{prose(file)}\n{printed_links(file)}"
        printed_numbers = {digits(number) for number in re.findall(r"\+?\b\d[\d -]{5,}\d\b", text)}
        assert printed_numbers <= known
        called = {digits(link.target) for link in file.links if link.target.startswith("tel:")}
        assert called == {digits(entry.phone) for entry in shown if entry.phone}

    def test_the_only_emergency_number_is_the_regions(self, job: Job, read: Read, project: Project) -> None:
        text = without(prose(read(job)), names(project.leaflet(job.leaflet)))
        numbers = set(re.findall(r"(?<![\d,])(?:999|911|112|111|000)\b", text))
        assert numbers == {project.settings.regions[job.region].emergency_number}

    def test_a_country_is_named_with_every_number(self, job: Job, project: Project) -> None:
        shown = select(project.leaflet(job.leaflet), job).organisations.values()
        assert [entry.name for entry in shown if entry.phone and not entry.country] == []


def printed_links(file: pdf.Inspected) -> str:
    """The words of links to phones."""
    lines = [line.partition("Link: ")[2] for line in file.tree.splitlines()]
    return "\n".join(line for line in lines if re.fullmatch(r"[\d +-]{5,}", line))


def digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
