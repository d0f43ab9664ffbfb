"""The brief edition of the leaflet about LMS, for folded sheets: nothing new in it, and nothing that keeps people safe
left out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from leaflets.content.blocks import BlanksBlock, LadderBlock, QrCodeBlock, TextBlock
from leaflets.content.inline import spans, words_of
from leaflets.content.leaflet import Leaflet, Organisation
from leaflets.content.payloads import Item, Statement
from leaflets.edition.selection import Job, select
from leaflets.making.laying import lay_out
from leaflets.pdf.shell import finished
from leaflets.store.project import Project
from leaflets.store.references import models
from support import pdf
from support.projects import job_of
from test_statements import printed, said_by
from test_wording import LEFTOVERS, NEVER, OTHERS, found

VARIANTS = {
    "general": "SH",
    "gi": "GI",
    "uterine": "UT",
    "retroperitoneal": "RE",
    "veins": "IV",
    "limb": "LI",
    "skin": "SK",
}
"""The variants, and what the ids of their own statements begin with."""

REGIONS = ("us", "uk")

FIRM_SPACE = "\u00a0"
"""Keeps the parts of a phone number on one line."""


@pytest.fixture(params=list(product(VARIANTS, REGIONS)), ids="-".join)
def brief(request: pytest.FixtureRequest, project: Project) -> Job:
    """The job of the brief edition of a variant in a region."""
    variant, region = request.param
    return replace(job_of(project, "lms", variant, region), edition="brief")


def full(job: Job) -> Job:
    return replace(job, edition="full")


def said(leaflet: Leaflet) -> dict[str, Statement]:
    """The statements of a leaflet, and the organisations it names, by id. What only holds others together is none."""
    kinds = (Item, TextBlock)
    shown: list[Statement] = [model for model in models(leaflet.sections) if isinstance(model, kinds)]
    return {model.id: model for model in shown}


def organisations(leaflet: Leaflet) -> dict[str, Organisation]:
    return {entry.id: entry for entry in leaflet.organisations.values()}


def ladder_of(leaflet: Leaflet) -> LadderBlock:
    """The one ladder."""
    (found,) = [model for model in models(leaflet.sections) if isinstance(model, LadderBlock)]
    return found


def words(leaflet: Leaflet) -> str:
    """All the words of a leaflet that are printed, one text to a line; firm spaces are plain ones."""
    return "\n".join(text for _, text in said_by(leaflet)).replace(FIRM_SPACE, " ")


def sentences(leaflet: Leaflet) -> Iterator[str]:
    """The sentences of statements; an item of a list is one, too."""
    for model in said(leaflet).values():
        text = words_of(getattr(model, "text", ""))
        if not any(span.address for span in spans(getattr(model, "text", ""))) and not model.id.startswith("AB3"):
            yield from (part for part in re.split(r"(?<=[.?!:])\s+", text) if part)


def test_the_variants_and_regions_looked_at_are_all_there_are(project: Project) -> None:
    assert set(VARIANTS) == set(project.leaflet("lms").file.variants)
    assert set(REGIONS) == set(project.settings.regions)


class TestEveryStatement:
    def test_is_one_the_full_edition_of_the_variant_makes(self, brief: Job, project: Project) -> None:
        leaflet = project.leaflet("lms")
        known = {model.id for model in models(select(leaflet, full(brief))) if isinstance(model, Statement)}
        made = said(select(leaflet, brief))
        assert len(made) > 40
        assert [name for name in made if name not in known] == []

    def test_rests_on_what_it_rests_on_there(self, brief: Job, project: Project) -> None:
        leaflet = project.leaflet("lms")
        whole = select(leaflet, full(brief))
        there: dict[str, Statement] = {**organisations(whole), **said(whole)}
        compared = 0
        for name, model in said(select(leaflet, brief)).items():
            one = there[name]
            assert (model.sources, model.evidence, model.needs) == (one.sources, one.evidence, one.needs), name
            compared += 1
        assert compared > 40

    def test_is_made_once(self, brief: Job, project: Project) -> None:
        ids = [model.id for model in models(select(project.leaflet("lms"), brief).sections) if hasattr(model, "id")]
        assert len(ids) > 40
        assert sorted(name for name in set(ids) if ids.count(name) > 1) == []

    def test_of_a_variants_own_is_there_and_none_of_anothers(self, brief: Job, project: Project) -> None:
        made = list(said(select(project.leaflet("lms"), brief)))
        own = VARIANTS[brief.variant]
        others = set(VARIANTS.values()) - {own, "SH"}
        assert len([name for name in made if name.startswith(own)]) >= 3
        assert [name for name in made if name[:2] in others] == []

    @pytest.mark.parametrize("panel", ["inside_right", "flap"])
    @pytest.mark.parametrize("variant", list(VARIANTS)[1:])
    def test_of_a_variants_own_is_on_both_panels_about_the_illness(
        self, panel: str, variant: str, project: Project
    ) -> None:
        leaflet = select(project.leaflet("lms"), replace(job_of(project, "lms", variant, "us"), edition="brief"))
        shown = {name: leaflet.sections[name] for name in getattr(leaflet.file.panels, panel)}
        made = said(leaflet.model_copy(update={"sections": shown}))
        assert [name for name in made if name.startswith(VARIANTS[variant])] != []


class TestWhatKeepsPeopleSafe:
    def test_has_the_ladder_of_the_full_edition(self, brief: Job, project: Project) -> None:
        leaflet = project.leaflet("lms")
        whole, short = (ladder_of(select(leaflet, job)) for job in (full(brief), brief))
        assert short == whole
        assert short.locked

    def test_names_the_emergency_number_of_the_region_and_no_other(self, brief: Job, project: Project) -> None:
        leaflet = printed(project, brief)
        number = project.settings.regions[brief.region].emergency_number
        assert ladder_of(leaflet).ladder.now.call == f"Call {number}"
        assert set(re.findall(r"(?<![\d,])(?:999|911|112|111|000)\b", words(leaflet))) == {number}

    def test_tells_those_on_cancer_drugs_when_to_ring(self, brief: Job, project: Project) -> None:
        tier = ladder_of(printed(project, brief)).ladder.at_once
        said = " ".join([tier.heading, tier.call, tier.lead_in, *(item.text for item in tier.items)])
        assert project.settings.regions[brief.region].values["fever_threshold"] in said
        assert all(word in said for word in ("24-hour", "At once", "shivery or unwell", "Do not wait"))
        assert tier.blank

    @pytest.mark.parametrize("language", ["en-us", "ar"])
    def test_has_its_tiers_side_by_side_inside(self, project: Project, language: str) -> None:
        job = replace(job_of(project, "lms", "general", "us"), format="letter-trifold", edition="brief")
        job = replace(job, language=language, abroad=language == "ar")
        ladder = ladder_of(printed(project, job)).ladder
        tiers = [tier.at() for tier in (ladder.now, ladder.at_once, ladder.same_day)]
        inside = [{one.flowable.where for one in page.text} for *_, page in lay_out(project, job).sides[1].pages]
        assert [[tier in panel for tier in tiers] for panel in inside] == [
            [True, False, False],
            [False, True, False],
            [False, False, True],
        ]

    @pytest.mark.parametrize("paper", ["letter-trifold", "letter-zfold", "tabloid-half-fold"])
    def test_has_lines_to_write_on_where_a_panel_would_stay_white(self, project: Project, paper: str) -> None:
        job = replace(job_of(project, "lms", "general", "us"), format=paper, edition="brief")
        laid = lay_out(project, job)
        height = laid.setting.setter.sheet.format.text_height
        panels = [page for side in laid.sides for *_, page in side.pages]
        assert len(panels) > 3
        assert all(page.text[-1].down + page.text[-1].height > height * 2 / 3 for page in panels)
        assert re.search("H[23]: Notes", pdf.read(finished(laid.draw())).tree)

    @pytest.mark.parametrize("paper", ["tabloid-gate-fold", "tabloid-half-fold"])
    def test_tells_of_lines_to_write_on_in_a_section_and_in_no_paragraph(self, project: Project, paper: str) -> None:
        laid = lay_out(project, replace(job_of(project, "lms", "gi", "us"), format=paper, edition="brief"))
        holders = [(node.parent, node) for node in laid.draw().root.walk() if node.role == "Sect"]
        assert holders
        assert {parent.role for parent, _ in holders if parent} <= {"Document", "Sect"}

    def test_has_room_for_the_numbers_of_the_clinic(self, brief: Job, project: Project) -> None:
        (place,) = [model for model in models(printed(project, brief).sections) if isinstance(model, BlanksBlock)]
        assert place.blanks.labels == ("Your cancer team or nurse", "Phone, day", "Phone, night and weekend")


class TestWhoCanHelp:
    def test_is_named_with_the_country_and_the_numbers_of_the_list(self, brief: Job, project: Project) -> None:
        leaflet = printed(project, brief)
        known = organisations(leaflet)
        named = {name: model for name, model in said(leaflet).items() if name in known}
        assert len(named) == 2
        for name, model in named.items():
            entry, text = known[name], getattr(model, "text", "")
            assert words_of(text).startswith(f"{entry.name.partition(' (')[0]} ({entry.country})")
            links = {span.address: span.text.replace(FIRM_SPACE, " ") for span in spans(text) if span.address}
            numbers = [entry.phone] if entry.phone else []
            assert [shown for address, shown in links.items() if address.startswith("tel:")] == numbers
            assert [digits(address) for address in links if address.startswith("tel:")] == [*map(digits, numbers)]
            assert [address for address in links if address.startswith("http")] == [entry.web]

    def test_is_a_scan_away(self, brief: Job, project: Project) -> None:
        leaflet = printed(project, brief)
        (code,) = [model for model in models(leaflet.sections) if isinstance(model, QrCodeBlock)]
        assert code.qr_code.address in {entry.web for entry in leaflet.organisations.values()}

    def test_no_other_number_is_printed(self, brief: Job, project: Project) -> None:
        leaflet = printed(project, brief)
        numbers = {digits(number) for number in re.findall(r"\+?\b\d[\d -]{5,}\d\b", words(leaflet))}
        assert numbers
        assert numbers <= {digits(entry.phone) for entry in leaflet.organisations.values() if entry.phone}


class TestTheWords:
    def test_say_who_has_checked_them_and_that_they_do_not_replace_advice(self, brief: Job, project: Project) -> None:
        text = words(printed(project, brief))
        assert f"Checked by: {project.language(brief.language).phrases.unchecked}" in text
        assert "does not take the place of advice from your own doctor or nurse" in text
        for part in ("November 2028", f"version {project.leaflet('lms').file.version}", "LMS-", "The leaflets project"):
            assert part in text

    def test_are_none_that_must_not_be_used(self, brief: Job, project: Project) -> None:
        text = words(printed(project, brief))
        assert len(text) > 3000
        assert [word for word in LEFTOVERS if word in text.lower()] == []
        assert [match[0] for rule in NEVER for match in re.finditer(rf"\b(?:{rule})", text, re.IGNORECASE)] == []
        assert re.findall(r"\w[’'](?:t|re|ll|ve|m)\b|\d ?[-–] ?\d+ (?:years|months|cm)", text) == []

    def test_keep_to_the_part_of_the_body(self, brief: Job, project: Project) -> None:
        other = OTHERS.get(brief.variant) or "|".join(OTHERS.values())
        assert re.findall(rf"\b(?:{other})\b", words(printed(project, brief))) == []

    def test_are_spelled_as_in_the_region(self, brief: Job, project: Project) -> None:
        swaps = {key: value for key, value in project.language("en-gb", brief.leaflet).words.items() if key != value}
        assert len(swaps) > 20
        text = words(printed(project, brief))
        wrong, right = (swaps.values(), swaps) if brief.region == "us" else (swaps, swaps.values())
        for word in sorted(right, key=len, reverse=True):
            text = re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])", "·", text, flags=re.IGNORECASE)
        assert found(wrong, text) == []

    def test_stand_in_short_sentences(self, brief: Job, project: Project) -> None:
        lengths = {sentence: len(sentence.split()) for sentence in sentences(printed(project, brief))}
        assert len(lengths) > 50
        assert [sentence for sentence, length in lengths.items() if length > 20] == []
        assert sum(length > 15 for length in lengths.values()) <= len(lengths) / 4

    def test_are_few(self, brief: Job, project: Project) -> None:
        whole, short = (len(words(printed(project, job)).split()) for job in (full(brief), brief))
        assert 500 < short < whole / 3


def digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
