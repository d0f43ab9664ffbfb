"""``leaflets diff``, as a nurse or a patient-information officer meets it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from leaflets.cli import main
from support.clinics import with_clinic
from support.projects import REST, Folder


def diff(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["diff", *arguments])


def local(folder: Path, **more: str) -> Folder:
    rest = """\
heading: Rest
blocks:
  - id: sleep
    text: Sleep well.
  - {id: dark, text: Keep it dark., when: {variant: cluster}}
  - {id: warm, text: Keep warm., when: {variant: general}}
"""
    return with_clinic(folder / "project", {REST: rest}, **more)


def test_it_shows_what_a_clinic_changed_with_ids_and_lines(tmp_path: Path) -> None:
    changes = (
        "[{replace: sleep, with: {text: Nap well.}}, {omit: dark}, {after: hello, add: [{id: x, text: Hello you.}]}]"
    )
    folder = local(tmp_path, changes=changes)
    done = diff("ache", "--clinic", "elm", "--project", str(folder.root))
    assert done.exit_code == 0, done.output
    assert done.output.splitlines() == [
        "In short",
        "  x: added",
        "    Hello you.",
        "    content/clinics/elm.yaml:12:89",
        "Rest",
        "  sleep: changed",
        "    was: Sleep well.",
        "         content/leaflets/ache/sections/rest.yaml:3:5",
        "    is: Nap well.",
        "        content/clinics/elm.yaml:12:34",
        "  dark: left out  (in cluster)",
        "    Keep it dark.",
        "    content/leaflets/ache/sections/rest.yaml:5:5",
        "3 differences",
    ]


def test_one_variant_can_be_asked_for(tmp_path: Path) -> None:
    folder = local(tmp_path, changes="[{omit: dark}]")
    done = diff("ache", "general", "--clinic", "elm", "--project", str(folder.root))
    assert done.output == "Elm Clinic changes nothing\n"


def test_a_fever_line_of_its_own_is_a_change(tmp_path: Path) -> None:
    folder = local(tmp_path, values="{fever: 38 °C}", changes="")
    folder.replace(REST, "Sleep well.", "'Ring at {fever}.'")
    lines = diff("ache", "--clinic", "elm", "--project", str(folder.root)).output.splitlines()
    assert "    was: Ring at 100 °F." in lines
    assert "    is: Ring at 38 °C." in lines


def test_it_shows_what_two_variants_do_not_share(tmp_path: Path) -> None:
    done = diff("ache", "general", "cluster", "--project", str(local(tmp_path).root))
    assert done.exit_code == 0, done.output
    assert done.output.splitlines() == [
        "Rest",
        "  warm: only in general",
        "    Keep warm.",
        "    content/leaflets/ache/sections/rest.yaml:6:5",
        "  dark: only in cluster",
        "    Keep it dark.",
        "    content/leaflets/ache/sections/rest.yaml:5:5",
        "2 differences",
    ]


def test_what_is_the_same_is_said_to_be(tmp_path: Path) -> None:
    done = diff("ache", "general", "general", "--project", str(local(tmp_path).root))
    assert done.output == "general and general say the same\n"


def test_a_difference_is_never_told_by_colour() -> None:
    done = CliRunner().invoke(main, ["diff", "lms", "gi", "uterine"], color=True)
    assert done.exit_code == 0
    assert len(done.output.splitlines()) > 100
    assert "\x1b" not in done.output


def test_what_to_compare_must_be_named() -> None:
    for arguments in (["lms"], ["lms", "gi"], ["lms", "gi", "uterine", "limb"]):
        done = diff(*arguments)
        assert done.exit_code == 2
        assert "name two variants, two regions, or a clinic: leaflets diff" in done.output


def test_an_unknown_name_is_a_wrong_command_line_with_the_nearest_one() -> None:
    for arguments, hint in (
        (["lsm", "gi", "uterine"], "lms"),
        (["lms", "gi", "utrine"], "uterine"),
        (["lms", "--clinic", "riversid"], "riverside"),
    ):
        done = diff(*arguments)
        assert done.exit_code == 2
        assert f"did you mean '{hint}'?" in done.output


def test_a_fault_in_the_clinics_file_is_said_at_its_line(tmp_path: Path) -> None:
    folder = local(tmp_path, changes="[{omit: drak}]")
    done = diff("ache", "--clinic", "elm", "--project", str(folder.root))
    assert done.exit_code == 1
    assert "content/clinics/elm.yaml:12:18: there is no 'drak' in any leaflet" in done.output
