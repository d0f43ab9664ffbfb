"""Leaflets made one after another for many clinics are those made for each alone, and are laid out only once."""

from __future__ import annotations

import io
import random
import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from leaflets.content.approvals import SignOff, Wish
from leaflets.edition.selection import Job
from leaflets.edition.wording import standing
from leaflets.making import Maker, laying, make
from leaflets.making import maker as making
from leaflets.store.project import Project
from leaflets.store.saving import approvals
from support import pdf
from support.clinics import clinic_text, logo
from support.projects import ROOT, Folder, job_of, shipped
from support.runs import words
from support.signing import signed_whole
from support.validators import FLAVOURS, page_failures, qpdf, require, require_java, vera

NUMBERS = "[{{label: Nurses, phone: 303-555-03{0:02}, hours: 9 to 5}}, {{label: Desk, phone: 303-555-02{0:02}}}]"
VARIANTS = ("general", "gi", "uterine", "retroperitoneal", "veins", "limb", "skin")
CLINICS: dict[str, dict[str, str]] = {
    "elm": {"name": "Elm Clinic"},
    "oak": {"name": "Oak Clinic", "reference_prefix": "OT", "colours": '{primary: "#6A2C70"}'},
    "lodz": {"name": "Łódź Clinic", "department": "Škoda & Çınar team", "hospital": "Ñuñoa Hospital"},
    "obrien": {"name": '"O’Brien & Sons <Clinic>"', "interpreter": "Ask us (it is free) \\ at any time."},
    "picture": {"name": "Birch Clinic", "logo": '{file: red.png, alt: "Logo of Birch Clinic"}'},
    "photo": {"name": "Beech Clinic", "logo": '{file: blue.png, alt: "Logo of Beech Clinic"}'},
    "drawn": {"name": "River Clinic", "logo": '{file: riverside.svg, alt: "Logo of River Clinic"}'},
    "fever": {"name": "Κλινική Ελπίδα", "values": '{fever_threshold: "38 °C (100.4 °F)"}'},
    "daytime": {
        "name": "Żółć Przychodnia Ćwiek",
        "out_of_hours": "{label: Evenings, phone: 303-555-0188, hours: 5 to 9}",
    },
    "signed": {"name": "عيادة النور"},
    "changed": {"name": "Pine Clinic", "changes": "[{leaflet: lms, omit: CH3}]"},
    "long": {
        "name": "The Very Old and Very Long Memorial Clinic of the Three Rivers",
        "short_name": "Three Rivers",
        "address": "[Long House, 100 Example Avenue by the Old Bridge, Anytown on the River, Example County]",
        "contacts": "[{label: One, phone: 303-555-0311, hours: 9 to 5}, {label: Two, phone: 303-555-0112}, "
        "{label: Three, phone: 303-555-0113}, {label: Four, phone: 303-555-0114}]",
        "other_formats": "Ask us for this leaflet in large print, in Braille, or read aloud, whenever that would help "
        "you or the people close to you.",
    },
}
"""Twelve clinics that differ in all that a clinic can say: names in four scripts, and what is not as in the first.
"""


def network_of(root: Path) -> Folder:
    """The shipped project with twelve other clinics."""
    folder = shipped(root)
    for path in (folder.root / "content/clinics").iterdir():
        path.unlink()
    for number, (key, lines) in enumerate(CLINICS.items()):
        own = {"contacts": NUMBERS.format(number), "email": f"team@{key}.example.org", **lines}
        folder.write(f"clinics/{key}.yaml", clinic_text(**own))
        if key == "signed":
            sign(folder, key, own)
    for name, colour, size in (("red", "#8A1C1C", (300, 200)), ("blue", "#1C2C8A", (300, 200))):
        data = io.BytesIO()
        Image.new("RGB", size, colour).save(data, "PNG")
        logo(folder, f"{name}.png", data.getvalue())
    return folder


def sign(folder: Folder, key: str, lines: dict[str, str]) -> None:
    """A clinic signs two variants as it hands them out."""
    signed = signed_whole(folder, "gi", "skin", leaflet="lms", clinic=key, by="A Clinician", role="Nurse")
    folder.write(f"clinics/{key}.yaml", clinic_text(**lines, approvals=f"[{signed}]"))


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return network_of(tmp_path_factory.mktemp("network"))


@pytest.fixture(scope="module")
def there(network: Folder) -> Project:
    return network.project()


def jobs(project: Project, variant: str, paper: str, **more: Any) -> list[Job]:
    """The job of a variant for each of the twelve clinics."""
    plain = job_of(project, "lms", variant, "us")
    edition = project.format(paper).edition
    return [replace(plain, clinic=key, format=paper, edition=edition, **more) for key in CLINICS]


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The clinics leaflets are laid out for, noted as they are."""
    noted: list[str] = []
    whole = laying.lay_out

    def noting(project: Project, job: Job, *rest: Any, **named: Any) -> Any:
        noted.append(job.clinic)
        return whole(project, job, *rest, **named)

    monkeypatch.setattr(making, "lay_out", noting)
    return noted


@pytest.mark.parametrize(
    ("paper", "more", "some"),
    [
        ("letter", {}, slice(None)),
        ("letter-large-print", {"theme": "plain"}, slice(0, None, 3)),
        ("half-letter", {"printing": "grey"}, slice(1, None, 3)),
        ("a4-zfold", {"printing": "press"}, slice(2, None, 3)),
    ],
    ids=["letter", "large print", "greys", "press"],
)
def test_each_is_byte_for_byte_the_one_made_alone(
    paper: str, more: dict[str, str], some: slice, there: Project
) -> None:
    """All twelve on a leaflet's usual paper; on others by turns."""
    maker = Maker(there)
    asked = jobs(there, "gi", paper, **more)[some]
    assert len(asked) >= 4
    for job in asked:
        assert maker.make(job).files == make(there, job).files, job.clinic


def test_so_it_is_in_every_variant(samples: dict[Path, Job], there: Project) -> None:
    assert {job.variant for job in samples.values()} == set(VARIANTS)
    for path, job in samples.items():
        assert path.read_bytes() == make(there, job).data, path.name


def test_the_order_of_the_clinics_does_not_matter(there: Project) -> None:
    asked = jobs(there, "uterine", "letter-trifold")
    made = {job.clinic: Maker(there).make(job).data for job in asked}
    for seed in range(3):
        maker = Maker(there)
        for job in random.Random(seed).sample(asked, len(asked)):  # noqa: S311
            assert maker.make(job).data == made[job.clinic], job.clinic


@pytest.mark.parametrize("paper", ["letter", "letter-trifold", "letter-large-print"])
def test_a_clinic_that_needs_no_other_room_needs_no_other_layout(
    there: Project, layouts: list[str], paper: str
) -> None:
    maker = Maker(there)
    asked = [job for job in jobs(there, "gi", paper) if job.clinic in ("elm", "oak", "picture", "photo", "obrien")]
    for job in (*asked, *asked):
        maker.make(job)
    assert layouts == ["elm", "picture"], "one without a logo, one with"


def test_no_layout_is_made_twice(tmp_path: Path, layouts: list[str]) -> None:
    folder = shipped(tmp_path)
    for length in (3, 60, 9, 50, 15, 40):
        folder.write(f"clinics/n{length}.yaml", clinic_text(name="Elm Clinic", short_name="m" * (length // 2)))
    project = folder.project()
    asked = [replace(job_of(project, "lms", "general", "us"), clinic=f"n{length}") for length in (3, 60, 9, 50, 15, 40)]
    maker = Maker(project)
    for job in (*asked, *asked, *reversed(asked)):
        maker.make(job)
    assert len(layouts) == 2, "one for footers of one line, one for those of two"


def test_what_takes_more_room_or_has_words_of_its_own_has_a_layout_of_its_own(
    there: Project, layouts: list[str]
) -> None:
    maker = Maker(there)
    for job in jobs(there, "gi", "letter"):
        maker.make(job)
    assert {"elm", "fever", "signed", "changed", "long"} <= set(layouts)


OWN = {
    "plain": "",
    "one": "[{leaflet: lms, after: CH3, add: [{id: own-1, text: Park behind the house.}]}]",
    "two": "[{leaflet: lms, after: CH3, add: [{id: own-2, text: 'We answer within a day, see {reference}.'}]}]",
    "three": "[{leaflet: lms, after: CH3, add: [{id: own-3, text: Bring this leaflet.}]}]",
    "longer": f"[{{leaflet: lms, after: CH3, add: [{{id: own-4, text: {'Come early. ' * 20}}}]}}]",
    "boxed": "[{leaflet: lms, after: CH3, add: [{id: own-5, note: {items: [{id: own-6, text: Come in.}]}}]}]",
    "sourced": "[{leaflet: lms, after: CH3, add: [{id: own-7, sources: SOURCE, text: Bring this leaflet.}]}]",
    "elsewhere": "[{leaflet: lms, after: CH3, add: [{id: own-8, text: Park behind the house.}]}]",
    "instead": "[{leaflet: lms, replace: CH3, with: {text: Ask our nurses about the ward.}}]",
    "rather": "[{leaflet: lms, replace: CH3, with: {text: Ask at the desk about the ward.}}]",
    "less": "[{leaflet: lms, omit: CH3}]",
}
"""Clinics by what they change, the words the same or not, in the same place or not."""


def test_words_of_its_own_are_set_for_each_as_for_it_alone(tmp_path: Path, layouts: list[str]) -> None:
    folder = shipped(tmp_path)
    source = next(iter(folder.project().leaflet("lms").sources))
    for key, changes in OWN.items():
        folder.write(f"clinics/{key}.yaml", clinic_text(name="Elm", changes=changes.replace("SOURCE", source)))
    project = folder.project()
    asked = [replace(job_of(project, "lms", "general", "us"), clinic=key) for key in OWN]
    maker = Maker(project)
    made = {job.clinic: maker.make(job).data for job in (*asked, *reversed(asked))}
    assert len(layouts) == len(set(layouts)), "none twice"
    assert {"two", "three", "rather"}.isdisjoint(layouts), "they say as much as others, in the same place"
    for job in asked:
        assert made[job.clinic] == make(project, job).data, job.clinic


@pytest.fixture(scope="module")
def samples(there: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Job]:
    """A leaflet set into a plate for each clinic, in variants and formats by turns."""
    folder = tmp_path_factory.mktemp("samples")
    papers = ("letter", "letter-trifold", "a4", "letter-large-print")
    found = {}
    for turn, key in enumerate(CLINICS):
        asked = jobs(there, VARIANTS[turn % 7], papers[turn % 4])
        wanted = next(job for job in asked if job.clinic == key)
        maker = Maker(there)
        for job in (asked[0], asked[4], wanted, wanted):
            made = maker.make(job)
        path = folder / f"{made.job.name}.pdf"
        path.write_bytes(made.data)
        found[path] = wanted
    assert len(found) == 12
    return found


def test_each_passes_the_validators(samples: dict[Path, Job]) -> None:
    require("qpdf", "qpdf")
    for path in samples:
        data = path.read_bytes()
        assert qpdf(data) == "", path.name
        assert [page_failures(data, flavour) for flavour in FLAVOURS] == [[], []], path.name


def test_verapdf_finds_each_valid(samples: dict[Path, Job]) -> None:
    require_java()
    one_on_each_paper = list(samples)[::3]
    assert [verdict for verdict in vera(one_on_each_paper) if not verdict.passed] == []


def test_each_says_who_hands_it_out_and_whom_to_ring(samples: dict[Path, Job], there: Project) -> None:
    for path, job in samples.items():
        clinic, file = there.clinic(job.clinic), pdf.read(path.read_bytes())
        said = words(path)
        assert clinic.name in said
        for line in (clinic.contacts[0], clinic.out_of_hours):
            assert f"{line.label} {line.phone}" in said, path.name
        others = [there.clinic(key).contacts[0].phone for key in CLINICS if key != job.clinic]
        assert len(others) == 11
        assert [phone for phone in others if phone in said] == []
        assert str(file.reader.metadata.author if file.reader.metadata else "") == clinic.name


@pytest.fixture(scope="module")
def agreed(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Such a project, all statements of one variant signed, those that can be left out by another than the rest.

    One clinic has words of its own.
    """
    folder = network_of(tmp_path_factory.mktemp("agreed"))
    folder.write(
        "clinics/changed.yaml",
        clinic_text(name="Pine Clinic", changes="[{leaflet: lms, replace: CH3, with: {text: We will check you.}}]"),
    )
    project = folder.project()
    found = standing(project, job_of(project, "lms", "gi", "us"))
    assert len(found) > 150
    spare = [one.saying.mark for one in found if one.saying.optional]
    rest = [one.saying.mark for one in found if not one.saying.optional]
    signers = [
        SignOff(by="Dr Ada Example", role="oncologist", signed=date(2026, 11, 20), agree=tuple(rest)),
        SignOff(by="Dr Bo Example", role="nurse", signed=date(2026, 11, 21), agree=tuple(spare)),
    ]
    folder.write("leaflets/lms/approvals.yaml", approvals(signers, "approvals.yaml", {}))
    return folder


DRAFT = "Draft: awaiting a clinician’s sign-off"
SIGNERS = "Dr Ada Example, oncologist, November 20, 2026; Dr Bo Example, nurse, November 21, 2026"


def test_statements_are_signed_for_each_as_for_it_alone(agreed: Folder) -> None:
    project = agreed.project()
    asked = {job.clinic: job for job in jobs(project, "gi", "letter")}
    alone = cache(lambda key: make(project, asked[key]).data)
    for order in (("elm", "oak", "changed", "fever", "signed", "elm"), ("signed", "elm", "oak")):
        maker = Maker(project)
        drafts = set()
        for key in order:
            made = maker.make(asked[key])
            assert made.data == alone(key), key
            text = words(made.data)
            drafts |= {key} if DRAFT in text else set()
            assert (SIGNERS in text) == (key in ("elm", "oak")), key
        assert drafts == {"changed", "fever"} & set(order), "of other words than those signed"


def test_a_refused_statement_outweighs_the_sign_off_of_any_clinic(agreed: Folder, tmp_path: Path) -> None:
    folder = Folder(Path(shutil.copytree(agreed.root, tmp_path / "refused")))
    project = folder.project()
    one = standing(project, job_of(project, "lms", "gi", "us"))[0].saying.mark
    refused = SignOff(by="Dr Di Example", role="nurse", signed=date(2026, 11, 20), change=(Wish(statement=one),))
    every = [*project.leaflet("lms").sign_offs, refused]
    folder.write("leaflets/lms/approvals.yaml", approvals(every, "approvals.yaml", {}))
    project = folder.project()
    maker = Maker(project)
    asked = [job for job in jobs(project, "gi", "letter") if job.clinic in ("elm", "oak", "signed")]
    assert len(asked) == 3
    for job in asked:
        made = maker.make(job)
        assert made.data == make(project, job).data, job.clinic
        assert DRAFT in words(made.data), job.clinic


def test_what_one_clinic_signed_and_is_gone_makes_a_draft_of_no_other_clinics_leaflet(
    agreed: Folder, tmp_path: Path
) -> None:
    folder = Folder(Path(shutil.copytree(agreed.root, tmp_path / "gone")))
    for key in ("elm", "oak"):
        folder.write(f"clinics/{key}.yaml", clinic_text(name=f"{key} Clinic"))
    gone = (f"CH3 w{'0' * 12}",)
    before = SignOff(by="Dr Cy Example", role="nurse", signed=date(2026, 11, 19), clinic="oak", agree=gone)
    folder.write("leaflets/lms/approvals.yaml", approvals([before], "approvals.yaml", {}))
    for key in ("elm", "oak"):
        sign(folder, key, {"name": f"{key} Clinic"})
    project = folder.project()
    asked = {job.clinic: job for job in jobs(project, "gi", "letter")}
    for order in (("elm", "oak", "signed"), ("oak", "elm")):
        maker = Maker(project)
        for key in order:
            made = maker.make(asked[key])
            assert made.data == make(project, asked[key]).data, key
            assert DRAFT not in words(made.data), f"{key} signed what it says now, whatever it signed before"


def test_what_nobody_signed_is_left_out_for_each_as_for_it_alone(agreed: Folder, tmp_path: Path) -> None:
    folder = Folder(Path(shutil.copytree(agreed.root, tmp_path / "partly")))
    first = folder.project().leaflet("lms").sign_offs[0]
    folder.write("leaflets/lms/approvals.yaml", approvals([first], "approvals.yaml", {}))
    project = folder.project()
    maker = Maker(project)
    some = ("elm", "oak", "lodz", "changed")
    asked = [job for job in jobs(project, "gi", "letter", statements="signed") if job.clinic in some]
    assert len(asked) == 4
    for job in asked:
        made = maker.make(job)
        assert made.data == make(project, job).data, job.clinic
        assert (DRAFT in words(made.data)) == (job.clinic == "changed"), job.clinic


def test_the_shipped_clinics_are_made_alone_as_one_after_another(project: Project) -> None:
    names = sorted(path.stem for path in (ROOT / "content/clinics").glob("*.yaml"))
    assert len(names) >= 2
    maker = Maker(project)
    for name in (*names, *names):
        job = replace(job_of(project, "lms", "skin", project.clinic(name).region), clinic=name)
        assert maker.make(job).data == make(project, job).data
