"""What can be wrong with a format, a fold or what should fit on it: one problem each, with its line and what to do."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from PIL import Image

from leaflets.problems import ContentError
from support.projects import LEAFLET, REST, Folder, tiny

PANELS = "panels: {inside_left: [rest], inside_middle: [], inside_right: [], flap: [], back: []}\n"
BRIEF = "when: {edition: [full, brief]}"
FOLD = "formats/sheet.yaml"
SHEET = """\
extends: a4-trifold
"""


def folded(folder: Path, rest: str, panels: str = PANELS) -> Folder:
    """A small project whose leaflet has a brief edition: the section 'rest', on the first panel inside."""
    made = tiny(folder, {REST: f"heading: Rest\nblocks:\n{rest}"})
    made.write(LEAFLET, made.path(LEAFLET).read_text(encoding="utf-8") + panels)
    return made


class TestWhatDoesNotFit:
    def test_an_overlong_panel_says_which_by_how_much_and_what_fits(self, tmp_path: Path) -> None:
        said = "".join(f"  - {{id: s{index}, {BRIEF}, text: 'Sleep well, and rest.'}}\n" for index in range(140))
        done = folded(tmp_path / "p", said).run("ache", "--variant", "general", "--format", "a4-trifold")
        assert done.code == 1
        (problem,) = done.problems
        found = re.fullmatch(
            r"content/leaflets/ache/sections/rest\.yaml:(\d+):\d+: the panel 'inside right' of a4-trifold is "
            r"(\d+\.\d) mm \((\d+) lines\) too full in the variant 'general'; this does not fit, and what ends at "
            r"content/leaflets/ache/sections/rest\.yaml:(\d+):\d+ is the last that does; "
            r"shorten the panel, or move a section to another",
            problem,
        )
        assert found, problem
        line, over, lines, last = (float(group) for group in found.groups())
        assert line == last + 1, "the block named is the one after the last that fits"
        assert 60 < line < 142
        assert lines == pytest.approx(over / (15 / 72 * 25.4), abs=1)
        assert done.files == ()

    def test_each_panel_that_is_too_full_is_told(self, tmp_path: Path) -> None:
        said = "".join(f"  - {{id: s{index}, {BRIEF}, text: 'Sleep well, and rest.'}}\n" for index in range(140))
        made = folded(tmp_path / "p", said)
        made.write("leaflets/ache/sections/more.yaml", f"heading: More\nblocks:\n{said}")
        made.replace(LEAFLET, "sections: [rest]", "sections: [rest, more]")
        made.replace(LEAFLET, "flap: []", "flap: [more]")
        done = made.run("ache", "--variant", "general", "--format", "letter-trifold")
        assert [re.findall(r"the panel '([\w ]+)'", problem)[0] for problem in done.problems] == [
            "flap",
            "inside right",
        ]

    @pytest.mark.parametrize("count", [1, 4])
    def test_one_picture_fits_into_a_panel_and_four_are_too_large(self, count: int, tmp_path: Path) -> None:
        block = f"  - id: bed%d\n    {BRIEF}\n    picture: {{file: bed.png, alt: A bed}}\n"
        made = folded(tmp_path / "p", "".join(block % number for number in range(count)))
        path = made.root / "assets/pictures/bed.png"
        Image.new("L", (600, 2400), 128).save(path)
        done = made.run("ache", "--variant", "general", "--format", "a4-trifold")
        if count == 1:
            assert done.files
            return
        (problem,) = done.problems
        assert re.match(r"content/leaflets/ache/sections/rest\.yaml:\d+:5: the panel 'inside right' .* mm ", problem)

    def test_a_table_too_wide_for_a5_says_by_how_much(self, tmp_path: Path) -> None:
        words = ["Retroperitoneum", "Leiomyosarcoma", "Haemangiopericytoma", "Immunohistochemistry"]
        table = f"    table:\n      headings: [{', '.join(words)}]\n      rows: [{{cells: [a, b, c, d]}}]\n"
        made = tiny(tmp_path / "p", {REST: f"heading: Rest\nblocks:\n  - id: sleep\n{table}"})
        done = made.run("ache", "--variant", "general", "--format", "a5")
        (problem,) = done.problems
        found = re.fullmatch(
            r"content/leaflets/ache/sections/rest\.yaml:5:17: this table needs (\d+) mm, and a5 has 122: "
            r"it is (\d+) mm too wide; use fewer columns, or shorter words",
            problem,
        )
        assert found, problem
        assert int(found[1]) - 122 == pytest.approx(int(found[2]), abs=1)

    def test_the_same_table_fits_a4_its_columns_as_wide_as_their_words_need(self, tmp_path: Path) -> None:
        words = ["Immunohistochemistry", "A", "B", "C"]
        table = f"    table:\n      headings: [{', '.join(words)}]\n      rows: [{{cells: [a, b, c, d]}}]\n"
        made = tiny(tmp_path / "p", {REST: f"heading: Rest\nblocks:\n  - id: sleep\n{table}"})
        assert made.run("ache", "--variant", "general", "--format", "a5").code == 0

    def test_a_leaflet_without_a_brief_edition_cannot_be_folded(self, tmp_path: Path) -> None:
        done = tiny(tmp_path / "p").run("ache", "--variant", "general", "--format", "a4-zfold")
        assert done.problems == (
            "content/leaflets/ache/leaflet.yaml:1:1: the format 'a4-zfold' is for the brief edition, and this leaflet "
            "has none; say under 'panels' what stands on each panel",
        )

    def test_all_formats_are_those_a_leaflet_has_words_for(self, tmp_path: Path) -> None:
        done = tiny(tmp_path / "p").run("ache", "--variant", "general", "--format", "all")
        assert done.code == 0
        assert "ache-general-a5-booklet-en-us.pdf" in done.files
        assert not [name for name in done.files if "fold" in name]


class TestPanels:
    @pytest.mark.parametrize(
        ("panels", "said"),
        [
            (PANELS.replace("[rest]", "[rset]"), "there is no section 'rset'; did you mean 'rest'?"),
            (PANELS.replace("flap: []", "flap: [rest]"), "the section 'rest' stands on the panels more than once"),
            (PANELS.replace(", back: []", ""), "'back' is missing"),
            (
                PANELS.replace("back: []", "back: [], z: {back: [rest], reverse_left: [], reverse_middle: []}"),
                "the panels of a z-fold hold other sections than those they stand for",
            ),
        ],
    )
    def test_panels_that_cannot_be(self, tmp_path: Path, panels: str, said: str) -> None:
        done = folded(tmp_path / "p", f"  - {{id: sleep, {BRIEF}, text: Sleep well.}}\n", panels).run("ache")
        (problem,) = done.problems
        assert re.match(r"content/leaflets/ache/leaflet\.yaml:15:\d+: ", problem)
        assert said in problem


FAULTS: Mapping[str, tuple[str, str]] = {
    "panels not as wide as the paper": (
        "fold: {kind: roll, outside: [90mm, 100mm, 100mm]}\n",
        "the panels together are not as wide as the paper",
    ),
    "a flap that does not fold in": (
        "fold: {kind: roll, outside: [99mm, 99mm, 99mm]}\n",
        "the flap, the first panel outside, must be narrower than the others to fold in",
    ),
    "three panels folded once": ("fold: {kind: half}\n", "a side of this fold has 2 panels, and 3 widths are given"),
    "halves that differ": (
        "fold: {kind: half, outside: [148mm, 149mm]}\n",
        "the panels of a half-fold are equally wide",
    ),
    "flaps that differ": (
        "fold: {kind: gate, outside: [70mm, 149mm, 78mm]}\n",
        "the flaps of a gate fold are equally wide",
    ),
    "flaps that push each other up": (
        "fold: {kind: gate, outside: [74.25mm, 148.5mm, 74.25mm]}\n",
        "the flaps of a gate fold together are 2 to 16 mm narrower than what they close over",
    ),
    "flaps that do not meet": (
        "fold: {kind: gate, outside: [60mm, 177mm, 60mm]}\n",
        "the flaps of a gate fold together are 2 to 16 mm narrower than what they close over",
    ),
    "a z-fold of unequal panels": ("fold: {kind: z}\n", "the panels of a z-fold are equally wide"),
    "text nearer to a fold than 5 mm": (
        "margins: {left: 3mm}\n",
        "text must stand 5 mm or more from each fold and edge; widen this margin",
    ),
    "a fold of the full edition": ("edition: full\n", "a folded sheet holds the brief edition; write 'edition: brief'"),
}


class TestFormats:
    @pytest.mark.parametrize("fault", FAULTS)
    def test_a_fold_that_cannot_be_is_one_problem(self, tmp_path: Path, fault: str) -> None:
        text, said = FAULTS[fault]
        made = folded(tmp_path / "p", f"  - {{id: sleep, {BRIEF}, text: Sleep well.}}\n")
        made.write(FOLD, SHEET + text)
        done = made.run("ache", "--format", "sheet")
        assert (done.code, done.files) == (1, ())
        (problem,) = done.problems
        assert problem.startswith("content/formats/")
        assert said in problem

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("booklet: {pages: a5, sheet: [420mm, 297mm]}\n", "the sheet of a booklet is twice as wide as its pages"),
            ("signature: 3\n", "signature"),
            ("signature: 1\n", "a booklet has four pages to a sheet; write 'signature: 4'"),
        ],
    )
    def test_a_booklet_that_cannot_be_is_one_problem(self, tmp_path: Path, text: str, said: str) -> None:
        made = tiny(tmp_path / "p")
        made.write(FOLD, f"extends: a5-booklet\n{text}")
        done = made.run("ache", "--format", "sheet")
        (problem,) = done.problems
        assert said in problem

    @pytest.mark.parametrize(
        ("text", "where", "said"),
        [
            ("margins: {left: 0mm}\n", "2:17", "text must stand 5 mm or more from each fold and edge"),
            ("margins: {top: 150mm, bottom: 140mm}\n", "1:1", "the upper and the lower margin leave too little room"),
            ("text_size: 1pt\n", "2:12", "text of 1 pt cannot be read by many; write 9pt or more"),
            ("paper: [99999mm, 99999mm]\n", "2:8", "a page of a PDF is at most 5080 mm wide and high"),
            ("side_column: 20pt\n", "1:1", "the side column is too narrow for words"),
            ("fold: quarter\n", "2:7", "no panels follow from the paper for the fold 'quarter'; write half, z or gate"),
            ("fold: roll\n", "2:7", "no panels follow from the paper for the fold 'roll'"),
        ],
    )
    def test_paper_that_words_cannot_stand_on_is_one_problem(
        self, tmp_path: Path, text: str, where: str, said: str
    ) -> None:
        made = tiny(tmp_path / "p")
        made.write(FOLD, f"extends: a4\n{text}")
        with pytest.raises(ContentError) as caught:
            made.project().format("sheet")
        (problem,) = map(str, caught.value.problems)
        assert problem.startswith(f"content/formats/sheet.yaml:{where}: {said.split('; ')[0]}")
        assert said.split("; ")[-1] in problem

    def test_a_fold_by_its_kind_alone_has_the_panels_of_its_paper(self, tmp_path: Path) -> None:
        made = tiny(tmp_path / "p")
        made.write(FOLD, "extends: a3-gate-fold\nfold: {kind: half}\n")
        fold = made.project().format("sheet").fold
        assert fold
        assert fold.outside == pytest.approx([210 / 25.4 * 72] * 2)

    def test_words_too_wide_for_the_foot_and_too_many_for_a_front_are_told_where_they_are_written(
        self, tmp_path: Path
    ) -> None:
        made = folded(tmp_path / "p", f"  - {{id: sleep, {BRIEF}, text: Sleep well.}}\n")
        long = "Headaches and much that goes with them, now and later, here and there, by day and by night, for all"
        text = made.path(LEAFLET).read_text(encoding="utf-8")
        made.write(LEAFLET, re.sub(r"title: Headaches\b", f"title: '{long}'", text))
        done = made.run("ache", "--variant", "general", "--format", "a5", "--format", "a4-trifold")
        foot, front = sorted(done.problems, key=lambda one: "front" in one)
        assert re.search(
            r"ache/leaflet\.yaml:\d+:\d+: '.* 4 of 4' is \d+ pt too wide for the foot of a page of a5; write", foot
        )
        assert re.search(r"the title has \d lines? too many for the front of a4-trifold; write a shorter one", front)

    def test_a_booklet_of_pages_that_are_no_format(self, tmp_path: Path) -> None:
        made = tiny(tmp_path / "p")
        made.write(FOLD, "extends: a5-booklet\nbooklet: {pages: a55}\n")
        done = made.run("ache", "--format", "sheet")
        (problem,) = done.problems
        assert problem.startswith("content/formats/sheet.yaml:2:18: there is no 'a55' in content/formats")

    def test_every_shipped_format_is_read(self) -> None:
        root = Path(__file__).parents[1] / "content/formats"
        names = {path.stem for path in root.glob("*.yaml")}
        assert {"a4", "a5-booklet", "letter-trifold", "letter-zfold", "half-letter"} <= names
        assert all(yaml.safe_load(path.read_text(encoding="utf-8"))["description"] for path in root.glob("*.yaml"))


class TestColourProfiles:
    @pytest.mark.parametrize("spoilt", ["missing", "a pipe", "words", "of another kind"])
    @pytest.mark.parametrize("way", [(), ("--press",)])
    def test_one_that_cannot_be_used_is_one_problem(self, tmp_path: Path, spoilt: str, way: tuple[str, ...]) -> None:
        folder = tiny(tmp_path / "p")
        profiles = folder.root / "assets/profiles"
        screen, press = profiles / "sRGB.icc", profiles / "ISOcoated_v2_300_bas.icc"
        needed, other = (press, screen) if way else (screen, press)
        needed.unlink()
        if spoilt == "a pipe":
            os.mkfifo(needed)
        elif spoilt != "missing":
            needed.write_bytes(b"x" * 200 if spoilt == "words" else other.read_bytes())
        said = folder.run("ache", "--variant", "general", *way)
        assert (said.code, said.files) == (1, ())
        (problem,) = said.problems
        assert problem.startswith(f"assets/profiles/{needed.name}: cannot be used: ")
        assert problem.endswith("; copy it from the starter project")
