"""Sign-offs of whole versions: signed by their hash, told where they do not count, and the same in all that tells."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from leaflets.cli import main
from leaflets.making import make
from support import pdf
from support.clinics import FILE, clinic_text
from support.projects import FRONT, LEAFLET, REST, ROOT, Folder, job_of, shipped, text_of
from support.signing import WORDS, agree, approve, filled, headaches, output, run, sign, signed_whole, worksheet

DRAFT = "Draft: awaiting"
APPROVALS = "leaflets/ache/approvals.yaml"
BY = ("--by", "Dr Ada Example", "--role", "headache nurse", "--date", "2026-11-20")
YESTERDAY = "{variant: [general], version: '1.0', by: Dr Old, role: GP, signed: 2026-11-02}"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = headaches(tmp_path / "mine")
    folder.write(FRONT, WORDS[FRONT] + '  - {id: signers, text: "Checked by: {checked_by}."}\n')
    folder.write("checks.yaml", (ROOT / "content/checks.yaml").read_bytes())
    return folder


def named(folder: Folder, *options: str) -> str:
    """The hash that a review copy names, and the command that prints it."""
    done = run(folder, "review", "ache", "--variant", "general", *options)
    assert done.exit_code == 0, done.output
    (line,) = [line for line in done.stdout.splitlines() if "--whole" in line]
    return line.split("--whole ")[1]


def text(folder: Folder, variant: str = "general", region: str = "us") -> str:
    return text_of(folder.make("ache", variant, region))


class TestSigning:
    def test_a_version_is_signed_by_the_hash_of_its_review_copy_and_no_other(self, folder: Folder) -> None:
        whole = named(folder)
        assert run(folder, "sign-off", "ache", "--whole", whole, *BY).exit_code == 0
        assert "Checked by: Dr Ada Example, headache nurse, November 20, 2026." in text(folder)
        assert DRAFT not in text(folder)
        assert DRAFT not in text(folder, region="uk"), "it covers every region"
        assert DRAFT in text(folder, "cluster")

    def test_its_review_copy_names_it_on_paper_too(self, folder: Folder) -> None:
        whole = named(folder)
        (copy,) = output(folder).glob("*-review.pdf")
        assert whole in pdf.read(copy.read_bytes()).text.replace("\n", " ")

    def test_what_was_changed_after_the_copy_was_made_is_not_signed_with_it(self, folder: Folder) -> None:
        whole = named(folder)
        folder.replace(REST, "A dark room can help.", "A dark room cannot help.")
        done = run(folder, "sign-off", "ache", "--whole", whole, *BY)
        assert done.exit_code == 1
        assert f"{whole} stands for nothing that ache says now: have a new review copy signed" in done.stderr
        assert not folder.path(APPROVALS).exists()

    def test_one_given_twice_is_kept_once_and_statements_stay_beside_it(self, folder: Folder) -> None:
        assert sign(folder, filled(worksheet(folder), agree)).exit_code == 0
        whole = named(folder)
        for _ in range(2):
            assert run(folder, "sign-off", "ache", "--whole", whole, *BY).exit_code == 0
        read = folder.project().leaflet("ache")
        assert (len(read.sign_offs), len(read.versions)) == (1, 1)

    @pytest.mark.parametrize("given", [(), ("filled.csv", "--whole", "v0123456789abcdef")])
    def test_a_worksheet_or_a_hash_is_given_and_not_both(self, folder: Folder, given: tuple[str, ...]) -> None:
        path = folder.root.parent / "filled.csv"
        path.write_bytes(worksheet(folder))
        done = run(folder, "sign-off", "ache", *(str(path) if one == "filled.csv" else one for one in given), *BY)
        assert done.exit_code == 2
        assert "name a filled worksheet, or give --whole" in done.stderr

    def test_a_clinic_signs_what_it_hands_out_and_nothing_else(self, folder: Folder) -> None:
        folder.write(FILE, clinic_text(changes="[{replace: dark, with: {evidence: B, text: Our room can help.}}]"))
        whole = named(folder, "--clinic", "elm")
        assert whole != named(folder)
        assert run(folder, "sign-off", "ache", "--whole", whole, "--clinic", "elm", *BY).exit_code == 0
        assert DRAFT in text(folder), "the leaflet's own words"
        assert DRAFT not in handed_out(folder)
        folder.replace(REST, "enough sleep", "more sleep")
        assert DRAFT in handed_out(folder)


def handed_out(folder: Folder) -> str:
    project = folder.project()
    return text_of(make(project, replace(job_of(project, "ache", "general", "us"), clinic="elm")))


class TestTelling:
    def everywhere(self, folder: Folder) -> dict[str, str]:
        """What is said of the general variant: on its last page, in the list, by the check, and while it is built."""
        listed = next(line for line in run(folder, "list").stdout.splitlines() if "general, us, full edition" in line)
        report = json.loads(check(folder))
        rules = {one["rule"] for one in report["leaflets"][0]["findings"]}
        built = folder.run("ache", "--variant", "general")
        assert built.code == 0, built.err
        return {"paper": text(folder), "list": listed, "check": " ".join(sorted(rules)), "build": built.err}

    def test_all_agree_on_one_that_counts(self, folder: Folder) -> None:
        approve(folder, "general", "cluster")
        said = self.everywhere(folder)
        assert "Checked by: Dr A, GP, November 2, 2026." in said["paper"]
        assert said["list"].endswith(
            "signed off; version signed as a whole (Dr A, 2026-11-02); 0 of 9 statements signed"
        )  # fmt: skip
        assert {"needs-clinician", "changed-since-sign-off", "sign-off-of-what"}.isdisjoint(said["check"].split())
        assert "signed" not in said["build"]

    def test_all_agree_on_one_of_other_words(self, folder: Folder) -> None:
        approve(folder, "general", "cluster")
        folder.replace(REST, "A firm pillow is best.", "A firm pillow is worst.")
        said = self.everywhere(folder)
        assert DRAFT in said["paper"], "it covers the cluster variant, too, and that says something else now"
        assert "a draft; 0 of 9 statements signed" in said["list"]
        assert {"needs-clinician", "changed-since-sign-off"} <= set(said["check"].split())
        assert said["build"].count("warning") == 1
        assert f"warning: content/{LEAFLET}:7:13: what Dr A signed on 2026-11-02 has changed since" in said["build"]
        assert "have it signed anew (leaflets review ache --variant general --variant cluster)" in said["build"]

    @pytest.mark.parametrize("edit", ["A firm pillow is worst.", "A firm pillow is best."])
    def test_variants_that_are_signed_one_by_one_fall_one_by_one(self, folder: Folder, edit: str) -> None:
        ours = ", ".join(signed_whole(folder, variant) for variant in ("general", "cluster"))
        folder.replace(LEAFLET, "approvals: []", f"approvals: [{ours}]")
        folder.replace(REST, "A firm pillow is best.", edit)
        assert DRAFT not in text(folder, "general")
        assert (DRAFT in text(folder, "cluster")) == ("worst" in edit)

    def test_yesterdays_without_a_hash_builds_a_draft_and_is_told_at_its_line(self, folder: Folder) -> None:
        folder.replace(LEAFLET, "approvals: []", f"approvals: [{YESTERDAY}]")
        said = self.everywhere(folder)
        assert DRAFT in said["paper"]
        assert "a draft; 0 of 9 statements signed" in said["list"]
        assert "sign-off-of-what" in said["check"].split()
        assert f"warning: content/{LEAFLET}:7:13: nobody can tell what Dr Old signed on 2026-11-02" in said["build"]
        assert "then leaflets sign-off with the hash it names) and delete this" in said["build"]

    def test_so_is_a_clinics(self, folder: Folder) -> None:
        signed = YESTERDAY.replace("{variant", "{leaflet: ache, variant")
        folder.write(FILE, clinic_text(approvals=f"[{signed}]"))
        assert DRAFT in handed_out(folder)
        said = folder.run("ache", "--variant", "general", "--clinic", "elm")
        assert (said.code, "clinics/elm.yaml:12:13: nobody can tell what Dr Old signed" in said.err) == (0, True)
        assert "leaflets review ache --variant general --clinic elm" in said.err

    def test_one_of_an_older_version_is_history_and_nobody_is_told(self, folder: Folder) -> None:
        old = YESTERDAY.replace("'1.0'", "'0.9'")
        folder.replace(LEAFLET, "approvals: []", f"approvals: [{old}]")
        assert "Dr Old" not in folder.run("ache").err

    def test_an_objection_to_a_statement_outweighs_it(self, folder: Folder) -> None:
        approve(folder, "general")
        raw = filled(worksheet(folder), lambda row: ("remove", "no") if row["id"] == "dark" else ("", ""))
        assert sign(folder, raw, by="Dr Bo").exit_code == 0
        assert DRAFT in text(folder)

    def test_nothing_is_left_out_of_a_version_that_is_signed_as_a_whole(self, folder: Folder) -> None:
        folder.run("ache", "--variant", "general", "--signed-only", "--format", "text")
        made = folder.root.parent / f"{folder.root.name}-output/ache-general-en-us-signed-only.txt"
        assert "A dark room" not in made.read_text(encoding="utf-8")
        approve(folder, "general")
        folder.run("ache", "--variant", "general", "--signed-only", "--format", "text")
        assert "A dark room" in made.read_text(encoding="utf-8")


def check(folder: Folder) -> str:
    return CliRunner().invoke(main, ["check", "ache", "--json", "--project", str(folder.root)]).stdout


def test_one_word_of_a_shipped_leaflet_brings_its_draft_mark_at_once(tmp_path: Path) -> None:
    folder = shipped(tmp_path / "mine")
    signed = signed_whole(folder, "skin", leaflet="lms")
    folder.replace("leaflets/lms/leaflet.yaml", "approvals: []", f"approvals: [{signed}]")
    assert DRAFT not in text_of(folder.make("lms", "skin"))
    folder.replace("leaflets/lms/sections/outlook.yaml", "It can come back", "It cannot come back")
    assert DRAFT in text_of(folder.make("lms", "skin"))
