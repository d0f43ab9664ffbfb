"""A leaflet in another language: nothing unseen in English, nothing stale, nothing signed that nobody has read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from leaflets.content.model import Condition
from leaflets.edition.faithful import numbers, shortened, unfamiliar
from leaflets.edition.manuscript import manuscript
from leaflets.edition.selection import Job
from leaflets.edition.sheet import counted
from leaflets.edition.translation import edition_of
from leaflets.edition.units import units
from leaflets.edition.wording import every_job
from leaflets.making import make
from leaflets.problems import ContentError
from leaflets.store.project import Project
from leaflets.store.translations import tongues
from support import pdf
from support.clinics import FILE, clinic_text
from support.projects import FRONT, REST, ROOT, Folder, job_of, text_of, tiny
from support.signing import run
from support.translated import fake, file_with

PL = "leaflets/ache/translations/pl.yaml"
BLOCKS = """\
heading: Rest
blocks:
  - id: sleep
    text: Sleep well.
  - id: danger
    locked: true
    text: "**Ring** {emergency_number} if you cannot speak."
  - id: tips
    bullets:
      lead_in: "Try:"
      items:
        - {id: dark, text: a dark room}
        - {id: tea, text: "[tea](https://example.org)"}
        - {id: light, locked: true, text: no bright light}
  - id: team
    blanks: {labels: [Your nurse, Phone]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = tiny(tmp_path, {REST: BLOCKS})
    made.write(PL, file_with(made.project(), "ache", "pl"))
    return made


def job(project: Project, variant: str = "general") -> Job:
    return replace(job_of(project, "ache", variant, "us"), language="pl", abroad=True)


def made(folder: Folder) -> str:
    project = folder.project()
    return text_of(make(project, job(project)))


def sign(folder: Folder, *options: str) -> None:
    """A clinician's sign-off of the whole of the general variant, from its review copy."""
    reviewed = run(folder, "review", "ache", "--variant", "general", *options)
    whole = next(word for word in reviewed.stdout.split() if word.startswith("v") and len(word) == 17)
    who = ["--by", "Dr Ada Example", "--role", "GP", "--date", "2026-11-20"]
    done = run(folder, "sign-off", "ache", "--whole", whole, *who, *options)
    assert done.exit_code == 0, done.stderr


def told(folder: Folder) -> list[str]:
    """The problems that keep the edition from being made, or what is said of it when it is made."""
    project = folder.project()
    try:
        return [str(one) for one in make(project, job(project)).warnings]
    except ContentError as error:
        return [str(one) for one in error.problems]


def test_every_text_that_an_author_words_is_a_unit_once_with_the_mark_of_its_words(project: Project) -> None:
    leaflet = project.leaflet("lms")
    found = units(leaflet)
    keys = [unit.key for unit in found]
    assert len(keys) == len(set(keys)) > 600
    assert {"heading", "lead-in", "item", "prose", "label", "alt", "listing", "blank"} <= {
        unit.role.purpose for unit in found
    }
    assert {unit.part for unit in found if unit.id == "leaflet"} >= {"title", "variants.gi.short_title", "front.label"}
    assert not [unit for unit in found if not unit.role.author]


def test_all_is_said_in_the_language_but_a_line_for_staff(folder: Folder) -> None:
    project = folder.project()
    job_ = job(project)
    assert job_.file == "ache-general-letter-us-pl.pdf"
    found = pdf.read(make(project, job_).data)
    text = " ".join(found.text.split())
    for said in ("Sleepy welly.", "Ringy 911 ify", "a dark room".replace(" ", "y ") + "y", "Youry nursey"):
        assert said in text
    staff = "“Headaches” in Polish. ACHE-GEN, version 1.0. Machine translation, not checked."
    assert staff in text
    assert "Sleep well" not in text
    assert str(found.reader.root_object["/Lang"]) == "pl"


def test_the_mark_of_a_machine_stands_in_both_languages_on_every_page(tmp_path: Path) -> None:
    many = "".join(f"  - {{id: s{n}, text: Sleep well and rest for as long as you like to.}}\n" for n in range(60))
    folder = tiny(tmp_path, {REST: f"heading: Rest\nblocks:\n{many}"})
    folder.write(PL, file_with(folder.project(), "ache", "pl"))
    project = folder.project()
    found = pdf.read(make(project, job(project)).data)
    assert len(found.reader.pages) > 1
    for page in found.reader.pages:
        text = " ".join(page.extract_text().split())
        assert "Wersja robocza: tłumaczenie maszynowe" in text
        assert "Draft: machine translation" in text


def test_a_changed_word_makes_its_own_translation_stale_until_it_is_put_back(folder: Folder) -> None:
    assert "no bright light" in BLOCKS
    for tongue in ("es-us", "ar"):
        folder.write(PL.replace("pl", tongue), file_with(folder.project(), "ache", tongue))
    folder.replace(REST, "a dark room", "a very dark room")
    for tongue in ("pl", "es-us", "ar"):
        counts = counted(folder.project(), "ache", tongue)
        assert (counts["stale"], counts["missing"]) == (1, 0), tongue
    where = "content/leaflets/ache/sections/rest.yaml:12:28"
    assert told(folder) == [
        f"{where}: dark is left out: 'text' has changed since it was translated\n"
        "    hint: translate it: leaflets translate ache pl --to-send"
    ]
    assert "darky" not in made(folder)
    folder.replace(REST, "a very dark room", "a dark room")
    assert counted(folder.project(), "ache", "pl")["stale"] == 0
    assert told(folder) == []
    assert "darky" in made(folder)


def test_what_is_locked_or_titles_it_keeps_the_edition_from_being_made_all_at_once(folder: Folder) -> None:
    folder.replace(REST, "cannot speak", "cannot see")
    folder.replace(REST, "Try:", "Please try:")
    folder.replace(FRONT, "In short", "In brief")
    found = told(folder)
    assert [one.split(": ")[1] for one in found] == ["sections/front", "danger", "tips"]
    assert all("has changed since it was translated" in one for one in found)
    assert [one.split(":")[0] for one in found] == [f"content/{FRONT}", f"content/{REST}", f"content/{REST}"]


def test_a_list_whose_lead_in_is_not_translated_goes_as_a_whole(folder: Folder) -> None:
    folder.write(REST, BLOCKS.replace(", locked: true", ""))
    folder.replace(REST, "Try:", "Please try:")
    assert "roomy" not in made(folder)


def test_a_block_can_be_there_for_one_language_alone_in_its_own_words(folder: Folder) -> None:
    folder.write(REST, BLOCKS + "  - {id: own, when: {language: pl}, text: Zadzwoń do nas.}\n")
    folder.write(REST, folder.path(REST).read_text() + "  - {id: not, unless: {language: pl}, text: Ring us.}\n")
    project = folder.project()
    assert "Zadzwoń do nas." in made(folder)
    assert "Ring us" not in made(folder)
    english = text_of(make(project, job_of(project, "ache", "general", "us")))
    assert "Ring us." in english
    assert "Zadzwoń" not in english
    assert counted(project, "ache", "pl")["missing"] == 0
    assert not Condition(language=("pl",)).holds({"language": frozenset({"en-us"})})


def test_a_condition_names_a_language_that_is_there(folder: Folder) -> None:
    folder.write(REST, BLOCKS + "  - {id: own, when: {language: pll}, text: Zadzwoń.}\n")
    with pytest.raises(ContentError, match="there is no language 'pll'"):
        folder.project().leaflet("ache")


def test_it_is_a_draft_until_a_second_reader_and_a_clinician_have_both_agreed(folder: Folder) -> None:
    assert "Wersja robocza: tłumaczenie maszynowe. Draft: machine translation" in made(folder)
    folder.write(PL, file_with(folder.project(), "ache", "pl", reader="Bea Example"))
    assert "Wersja robocza: tłumaczenie. Draft: translation" in made(folder)
    sign(folder, "--language", "pl")
    assert "Wersja robocza" not in made(folder)
    folder.write(PL, file_with(folder.project(), "ache", "pl"))  # nobody has read these words
    assert "Wersja robocza: tłumaczenie maszynowe" in made(folder)


def test_who_signs_the_source_signs_no_translation_and_the_other_way_round(folder: Folder) -> None:
    folder.write(PL, file_with(folder.project(), "ache", "pl", reader="Bea Example"))
    sign(folder)
    assert "Wersja robocza" in made(folder)
    folder.path("leaflets/ache/approvals.yaml").unlink()
    sign(folder, "--language", "pl")
    project = folder.project()
    assert "Draft" in text_of(make(project, job_of(project, "ache", "general", "us")))


def test_a_check_lapses_when_a_word_of_the_translation_changes(folder: Folder) -> None:
    folder.write(PL, file_with(folder.project(), "ache", "pl", reader="Bea Example"))
    before = counted(folder.project(), "ache", "pl")
    folder.replace(PL, "text: Sleepy welly.", "text: Sleepy badly.")
    after = counted(folder.project(), "ache", "pl")
    assert (before["translated"], after["translated"]) == (0, 1)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("text: Sleepy welly.", "text: Sleepy welly 3.", "says the number 3"),
        ("Ringy** {emergency_number}", "Ringy** us", "asks for {emergency_number}"),
        ("**Ringy**", "Ringy", "has 1 bold parts, and the translation 0"),
        ("teay](https://example.org)", "teay](https://example.com)", "links to https://example.com"),
        ("work: first", "work: second", "there is no 'second' under 'work'"),
        ("source: Sleep well.", "source: Sleep long.", "does not stand for the words in 'source'"),
    ],
)
def test_a_translation_that_was_spoiled_by_hand_is_told_at_its_line(
    folder: Folder, old: str, new: str, said: str
) -> None:
    folder.replace(PL, old, new)
    found = told(folder)
    assert len(found) >= 1
    assert any(said in one and one.startswith(f"content/{PL}:") for one in found), found


def test_a_second_reader_is_another_person(folder: Folder) -> None:
    folder.write(PL, file_with(folder.project(), "ache", "pl", reader="Ana Example", method="human"))
    assert "was checked by Ana Example, who translated it" in told(folder)[0]


def test_what_a_translation_is_not_for_is_said_once(folder: Folder) -> None:
    folder.write(PL, b"variants: [cluster]\n" + folder.path(PL).read_bytes())
    assert ["is not of the variant 'general', but of cluster" in one for one in told(folder)] == [True]


def test_a_clinic_says_its_own_words_in_the_language_or_nothing_is_made(folder: Folder) -> None:
    folder.write(REST, BLOCKS.replace("Phone]", "Phone], filled_by: clinic") + "  - {id: us, clinic_details: all}\n")
    folder.write(FILE, clinic_text())
    with pytest.raises(ContentError) as caught:
        at_elm(folder)
    lines = [one.message for one in caught.value.problems]
    assert len(lines) > 3
    assert all("is not said in 'pl'" in line for line in lines)
    words = [line.split("' is not said")[0][1:] for line in lines]
    folder.write(FILE, clinic_text(languages=json.dumps({"pl": {word: fake(word) for word in words}})))
    text = at_elm(folder)
    for word in words:
        assert fake(word) in text
        assert word not in text.replace(fake(word), "")


def test_what_a_clinic_adds_is_said_in_the_language_or_left_out(folder: Folder) -> None:
    added = "[{leaflet: ache, after: sleep, add: [{id: bed, text: Mind the bed.}]}]"
    folder.write(FILE, clinic_text(changes=added))
    with pytest.raises(ContentError) as caught:
        at_elm(folder)
    words = [one.message.split("' is not said")[0][1:] for one in caught.value.problems]
    said = {word: fake(word) for word in words}
    folder.write(FILE, clinic_text(changes=added, languages=json.dumps({"pl": said})))
    assert "bed" not in at_elm(folder)
    folder.write(FILE, clinic_text(changes=added, languages=json.dumps({"pl": said | {"Mind the bed.": "Uwaga!"}})))
    assert "Uwaga!" in at_elm(folder)


def at_elm(folder: Folder) -> str:
    project = folder.project()
    return text_of(make(project, replace(job(project), clinic="elm")))


def test_numbers_are_the_same_in_every_language_of_every_shipped_edition(project: Project) -> None:
    there = tongues(project, "lms")
    assert set(there) == {"ar", "es-us", "pl"}
    for tongue in there:
        jobs = [one for one in every_job(project, "lms", tongue=tongue) if not one.extras]
        assert jobs
        for one in jobs:
            own = replace(one, language=project.settings.regions[one.region].language)
            copies = [manuscript(project, each) for each in (own, one)]
            said = [
                sorted(n for passage in copy.passages if passage.ids != ("for-staff",) for n in numbers(passage.text))
                for copy in copies
            ]
            assert said[0] == said[1], (one.variant, one.edition, tongue)
            rung = [{model.phone for model in copy.organisations if model.phone} for copy in copies]
            assert rung[0] == rung[1]
            assert copies[1].values["emergency_number"] == project.settings.regions[one.region].emergency_number


def test_every_shipped_translation_is_whole_and_says_that_a_machine_made_it(project: Project) -> None:
    for tongue in ("es-us", "pl", "ar"):
        counts = counted(project, "lms", tongue)
        assert counts["missing"] == counts["stale"] == counts["checked"] == counts["signed"] == 0
        assert counts["translated"] > 100
        assert (ROOT / f"content/leaflets/lms/translations/{tongue}.yaml").is_file()


def test_a_number_is_the_same_however_it_is_written_and_another_one_is_not() -> None:
    assert (
        numbers("Take 37.5 of 1,234")
        == numbers("Weź 37,5 z 1\u00a0234")
        == numbers("خذ ٣٧٫٥ من ١٬٢٣٤")
        == ["37.5", "1234"]
    )
    assert numbers("1.234,5") == ["1234.5"]
    assert numbers("1.100", of=["1100"]) == ["1100"]
    assert numbers("2, 6 and 12") == numbers("2، 6 و12") == ["2", "6", "12"]
    assert numbers("3.75") != numbers("37,5")


def test_numbers_stand_as_the_language_writes_them_and_others_are_advised(project: Project) -> None:
    english, polish, spanish = map(project.language, ("en-us", "pl", "es-us"))
    assert polish.figures("100.4 °F (38 °C), 12,345", english) == "100,4 °F (38 °C), 12\u00a0345"
    assert spanish.figures("100.4 °F, 12,345", english) == "100.4 °F, 12,345"
    assert [one for one, _ in unfamiliar("Below 96.8", "Mniej niż 96.8", english, polish)] == [
        "96.8 is written as in the language of the source"
    ]
    assert not list(unfamiliar("Below 96.8", "Mniej niż 96,8", english, polish))
    said = manuscript(project, replace(job_of(project, "lms", "gi", "uk"), language="pl", edition="brief", abroad=True))
    assert said.values["fever_threshold"] == "37,5 °C"


def test_a_translation_much_shorter_than_the_others_is_told() -> None:
    source = "Do not get pregnant during treatment. Ask what birth control is right for you."
    whole = ["No quede en embarazo durante el tratamiento. Pregunte qué anticonceptivo le conviene."] * 3
    assert list(shortened((source, text) for text in [*whole, "No quede en embarazo.", ""])) == [
        *[False] * 3,
        True,
        True,
    ]
    assert not any(shortened([("Call 911", "Ya")]))


def test_a_leaflet_translated_in_brief_alone_is_made_in_brief_on_any_paper_and_screen(project: Project) -> None:
    wanted = [("letter", "pl"), ("html", "ar"), ("letter-trifold", "pl"), ("letter", "es-us"), ("text", "en-us")]
    found = [edition_of(project, "lms", paper, language) for paper, language in wanted]
    assert found == ["brief", "brief", "brief", "full", "full"]
    job = replace(job_of(project, "lms", "gi", "us"), language="pl", abroad=True, edition="brief", format="html")
    assert "Zadzwoń: 911" in make(project, job).data.decode()
