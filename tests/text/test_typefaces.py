"""Typefaces: files are told by what they say of themselves, and what one lacks another one has."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.designspaceLib import AxisDescriptor, DesignSpaceDocument, SourceDescriptor
from fontTools.ttLib import TTFont
from fontTools.varLib import build

from leaflets.inspect.rules.conformance import check
from leaflets.pdf.shell import finished
from leaflets.text.fonts import TypefaceError, fonts, pair
from support import pdf, validators
from support.projects import ROOT
from support.sample import FONTS, blank, regular, say

OWN = FONTS / "leaflets-hyperlegible"


@pytest.mark.parametrize(
    "folder", sorted(path for path in FONTS.iterdir() if path.is_dir()), ids=lambda path: path.name
)
def test_each_comes_whole_and_with_its_licence(folder: Path) -> None:
    light, heavy = pair(folder)
    assert (light.weight, heavy.weight) == (400, 700)
    assert "SIL Open Font License, Version 1.1" in (folder / "OFL.txt").read_text()
    assert {path.suffix for path in folder.iterdir()} == {".ttf", ".txt"}


def test_ours_is_derived_as_the_script_says(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / ".ci/faces", tmp_path], check=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in OWN.glob("*.ttf")}
    assert set(made) == {"Regular.ttf", "Bold.ttf"}


def test_its_zero_is_plain_and_its_figures_may_stand_in_columns() -> None:
    for path in OWN.glob("*.ttf"):
        font = TTFont(path)
        assert font["glyf"]["zero"].numberOfContours == 2
        assert "tnum" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
        assert "Atkinson" not in font["name"].getDebugName(4)


def test_a_word_is_set_in_the_first_face_that_has_all_of_it() -> None:
    words = regular().words("Ask Żółć, gọi, опухоль, 020 7946, שלום")
    used = {word.text.strip(): word.face.name.split("-")[0] for word in words}
    assert used == {
        "Ask": "LeafletsHyperlegible",
        "Żółć,": "LeafletsHyperlegible",
        "gọi,": "NotoSans",
        "опухоль,": "NotoSans",
        "020": "LeafletsHyperlegible",
        "7946,": "LeafletsHyperlegible",
        "שלום": "NotoSansHebrew",
    }


def test_a_theme_may_name_which_is_asked_first(tmp_path: Path) -> None:
    for name in ("leaflets-hyperlegible", "noto-sans"):
        shutil.copytree(FONTS / name, tmp_path / name)
    shutil.copytree(FONTS / "noto-sans", tmp_path / "a-first")
    font, _ = fonts(tmp_path, "leaflets-hyperlegible", ["noto-sans"])
    named, first = (pair(tmp_path / name)[0] for name in ("noto-sans", "a-first"))
    assert font.words("опухоль")[0].face is named
    assert fonts(tmp_path, "leaflets-hyperlegible")[0].words("опухоль")[0].face is first


def variable(folder: Path) -> None:
    """A typeface in one file, from regular to bold."""
    space = DesignSpaceDocument()
    space.addAxis(AxisDescriptor(tag="wght", name="Weight", minimum=400, default=400, maximum=700))
    for weight, name in ((400, "Regular"), (700, "Bold")):
        font = TTFont(OWN / f"{name}.ttf")
        for tag in ("GPOS", "GSUB", "GDEF", "prep", "STAT"):
            del font[tag]
        space.addSource(SourceDescriptor(font=font, location={"Weight": weight}))
    made, _, _ = build(space)
    folder.mkdir()
    made.save(folder / "Variable.ttf")


def test_a_variable_font_is_set_in_its_regular_and_its_bold(tmp_path: Path) -> None:
    variable(tmp_path / "one")
    light, heavy = fonts(tmp_path, "one")
    assert light.width("words", 12) == pytest.approx(sum(regular().width(one, 12) for one in "words"))
    assert heavy.width("words", 12) > light.width("words", 12)
    assert (light.name.split("-")[-1], heavy.name.split("-")[-1]) == ("Regular", "Bold")

    document = blank()
    page = document.page(300, 300)
    say(page, document.root.add("H1"), 20, 250, "Heading", font=heavy)
    say(page, document.root.add("P"), 20, 200, "Words in a variable font", font=light)
    data = finished(document)
    assert pdf.read(data).text == "Heading\nWords in a variable font"
    assert check(data) == []
    for flavour in validators.FLAVOURS:
        assert validators.page_failures(data, flavour) == []


def test_what_cannot_be_used_beside_what_can_is_passed_over(tmp_path: Path) -> None:
    shutil.copytree(OWN, tmp_path / "own")
    (tmp_path / "own/Web.woff2").write_bytes(b"wOF2" + bytes(100))
    assert pair(tmp_path / "own")[0].weight == 400
    (tmp_path / "own/Bold.ttf").unlink()
    with pytest.raises(TypefaceError, match=r"Web.woff2 cannot be used: it is packed for the web"):
        pair(tmp_path / "own")


def test_one_whose_makers_do_not_allow_it_is_refused(tmp_path: Path) -> None:
    shutil.copytree(OWN, tmp_path / "own")
    font = TTFont(OWN / "Bold.ttf")
    font["OS/2"].fsType = 2
    font.save(tmp_path / "own/Bold.ttf")
    with pytest.raises(
        TypefaceError, match=r"Bold.ttf cannot be used: its makers do not allow it to be embedded in part"
    ):
        pair(tmp_path / "own")
