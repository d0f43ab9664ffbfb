"""A project half made, or with a foreign part, is told what is missing: never a traceback."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from fontTools.ttLib import TTFont
from pydantic_core import ErrorDetails

from leaflets.cli import main
from leaflets.content.approvals import Approvals
from leaflets.content.model import Model
from leaflets.making.maker import Maker
from leaflets.problems import ContentError
from leaflets.store.reader import read
from leaflets.store.refused import problem
from leaflets.store.schema import KINDS
from support.clinics import clinic_text, with_clinic
from support.projects import REST, ROOT, Folder, job_of, text_of, tiny

LISTS = {
    "organisations": "no organisation is shown in the variant 'general' (us); add one to organisations.yaml",
    "words_explained": "no word is explained in the variant 'general' (us); add one to glossary.yaml",
    "source_list": "no source is listed in the variant 'general' (us); write 'printed: true' under a source",
}
UK_ONLY = """\
organisations:
  o: {id: O, name: Help, country: UK, about: Ring., web: "https://example.org", when: {region: uk}}
"""


def rest(kind: str) -> dict[str, str]:
    return {REST: f"heading: Rest\nblocks:\n  - id: sleep\n    text: Sleep well.\n  - id: a\n    {kind}: all\n"}


@pytest.mark.parametrize("paper", ["letter", "html", "text"])
@pytest.mark.parametrize("kind", LISTS)
def test_a_list_with_nothing_in_it_is_a_problem_at_its_block(tmp_path: Path, kind: str, paper: str) -> None:
    glossary = {"leaflets/ache/glossary.yaml": "words: {}\n"} if kind == "words_explained" else {}
    folder = tiny(tmp_path / "project", {**rest(kind), **glossary, "leaflets/ache/organisations.yaml": UK_ONLY})
    said = folder.run("ache", "--variant", "general", "--format", paper)
    (problem,) = said.problems
    assert problem.startswith(f"content/{REST}:5:5: {LISTS[kind]}")
    assert (said.code, said.files) == (1, ())


def test_organisations_of_one_region_are_listed_there(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "project", {**rest("organisations"), "leaflets/ache/organisations.yaml": UK_ONLY})
    assert "Help (UK)" in text_of(folder.make("ache", "general", "uk"))


def test_a_front_that_is_not_shown_is_a_problem(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "project")
    folder.replace("leaflets/ache/sections/front.yaml", "blocks:", "when: {region: uk}\nblocks:")
    for paper in ("letter", "html"):
        (problem,) = folder.run("ache", "--variant", "cluster", "--format", paper).problems
        assert "the front is not shown in the variant 'cluster' (us)" in problem


def test_clinic_details_beside_the_text_say_nothing_without_a_clinic(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "project", rest("beside: true\n    clinic_details"))
    assert "Sleep well." in text_of(folder.make("ache", "general"))


@pytest.mark.parametrize("kind", ["themes", "formats"])
def test_a_key_that_is_a_list_is_a_problem(tmp_path: Path, kind: str) -> None:
    parent, option = {"themes": ("calm", "--theme"), "formats": ("letter", "--format")}[kind]
    folder = tiny(tmp_path / "project")
    folder.write(f"{kind}/x.yaml", f"extends: {parent}\n? {{a: b}}\n: b\ndescription: d\n")
    (problem,) = folder.run("ache", option, "x").problems
    assert problem.startswith(f"content/{kind}/x.yaml:2:3: a key must be one word")


@pytest.mark.parametrize("long", ["a" * 120, "https-" * 30, "a/" * 60])
def test_a_long_address_beside_the_text_is_set_or_told(tmp_path: Path, long: str) -> None:
    block = f"beside: true\n    qr_code: {{text: More, address: 'https://example.org/{long}'}}"
    folder = tiny(tmp_path / "project", {REST: rest("x")[REST].replace("x: all", block)})
    said = folder.run("ache", "--variant", "general")
    assert (said.code, len(said.files)) in ((0, 1), (1, 0))
    assert (said.code == 0) == (said.problems == ())


def test_a_clinics_value_in_the_contents_is_set_into_a_plate(tmp_path: Path) -> None:
    text = rest("x")[REST].replace("x: all", 'contents: "Inside {reference}"')
    oak = clinic_text(name="Oak Clinic", reference_prefix="OAK")
    folder = with_clinic(tmp_path / "project", {REST: text, "clinics/oak.yaml": oak}, reference_prefix="ELM")
    project = folder.project()
    maker, job = Maker(project), job_of(project, "ache", "general", "us")
    for clinic in ("elm", "oak"):
        assert f"Inside {clinic.upper()}-ACHE-GEN" in text_of(maker.make(replace(job, clinic=clinic)))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("draft: ", "draft: '{titel}' # ", "'{titel}' is not a value of this phrase"),
        ("phone: Phone", "phone: 'Phone {'", "there is a brace without its other half"),
        ("agree: agree", "agree: '{0}'", "'{0}' is not a value of this phrase"),
        ("clinic: Clinic", "clinic: '{clinic}'", "'{clinic}' is not a value of this phrase"),
        ('page: "Page {page} of {pages}"', 'page: "Page {page:d}"', "'{page:d}' is not a value of this phrase"),
    ],
)
def test_a_slip_in_a_phrase_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    folder = tiny(tmp_path / "project")
    folder.replace("languages/en-us.yaml", old, new)
    problems = folder.run("ache").problems
    assert len([problem for problem in problems if said in problem]) == 1, problems


class TestTypefaces:
    def folder(self, path: Path) -> tuple[Folder, Path]:
        made = tiny(path / "project")
        made.replace("themes/calm.yaml", "typeface: leaflets-hyperlegible", "typeface: mine")
        fonts = made.root / "assets/fonts/mine"
        shutil.copytree(ROOT / "assets/fonts/atkinson-hyperlegible-next", fonts)
        return made, fonts

    def test_one_of_ones_own_is_used(self, tmp_path: Path) -> None:
        made, _ = self.folder(tmp_path)
        assert made.run("ache", "--variant", "general").problems == ()

    def test_an_empty_folder_is_told(self, tmp_path: Path) -> None:
        made, fonts = self.folder(tmp_path)
        for path in fonts.iterdir():
            path.unlink()
        found = made.run("ache", "--variant", "general").problems
        assert [problem.split(": ")[0] for problem in found] == ["content/themes/calm.yaml:3:11"] * 2
        assert (
            "there is no bold (600 or heavier) font; copy the typeface's two fonts there, regular and bold" in found[0]
        )
        assert "there is no regular font" in found[1]

    def test_files_go_by_any_name(self, tmp_path: Path) -> None:
        made, fonts = self.folder(tmp_path)
        (fonts / "Bold.ttf").rename(fonts / "A.TTF")
        (fonts / "Regular.ttf").rename(fonts / "Mine 700.ttf")
        assert made.run("ache", "--variant", "general").problems == ()

    def test_a_typeface_without_a_bold_is_told(self, tmp_path: Path) -> None:
        made, fonts = self.folder(tmp_path)
        (fonts / "Bold.ttf").unlink()
        (problem,) = made.run("ache", "--variant", "general").problems
        assert problem.endswith("there is no bold (600 or heavier) font; copy it there, beside Regular.ttf")

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"OTTO" + bytes(200), "it has PostScript outlines"),
            (b"wOF2" + bytes(200), "packed for the web"),
            (b"\x00\x01\x00\x00" + bytes(8), "it is no TrueType font"),
            (b"", "it is no TrueType font"),
            (b"<html>", "it is no TrueType font"),
        ],
    )
    def test_what_is_no_truetype_font_is_told(self, tmp_path: Path, data: bytes, said: str) -> None:
        made, fonts = self.folder(tmp_path)
        (fonts / "Regular.ttf").write_bytes(data)
        (problem,) = made.run("ache", "--variant", "general").problems
        assert "assets/fonts/mine: Regular.ttf cannot be used: " in problem
        assert said in problem

    def test_that_lack_letters_of_the_fixed_words_are_told_at_the_language(self, tmp_path: Path) -> None:
        folder = tiny(tmp_path / "project")
        folder.replace("languages/en-us.yaml", "Draft: awaiting", "漢 Draft: awaiting")
        (problem,) = folder.run("ache", "--variant", "general").problems
        assert problem.startswith("content/languages/en-us.yaml:")
        assert "no typeface in assets/fonts has '漢' (U+6F22)" in problem

    def test_that_lack_digits_are_told_at_the_language(self, tmp_path: Path) -> None:
        made, fonts = self.folder(tmp_path)
        for name in ("Regular", "Bold"):
            font = TTFont(fonts / f"{name}.ttf")
            for table in font["cmap"].tables:
                table.cmap = {code: glyph for code, glyph in table.cmap.items() if not chr(code).isdigit()}
            font.save(fonts / f"{name}.ttf")
        for other in {path for path in fonts.parent.iterdir() if path.is_dir()} - {fonts}:
            shutil.rmtree(other)
        (problem,) = made.run("ache", "--variant", "general").problems
        assert problem.startswith("content/languages/en-us.yaml:")
        assert "no typeface in assets/fonts has '0' (U+0030) '1' (U+0031)" in problem


@pytest.mark.parametrize(
    "name",
    [
        *("clinics/pond.yml", "clinics/pond.YAML", "themes/sea.yml", "leaflets/flu/leaflet.yml"),
        *(f"leaflets/ache/sections/diet.{ending}" for ending in ("yml", "Yml", "yaml.txt")),
    ],
)
def test_a_file_that_would_be_passed_over_is_told(tmp_path: Path, name: str) -> None:
    folder = tiny(tmp_path / "project", {name: "heading: Zebra\n"})
    (problem,) = folder.run("ache", *(["--clinic", "all"] if "clinics" in name else [])).problems
    assert problem.startswith(f"content/{name}: only files that end in .yaml are read; name it ")


def test_a_half_written_leaflet_hides_no_other_from_the_list(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "project", {"leaflets/back/leaflet.yaml": "title: Back pain\n"})
    done = CliRunner().invoke(main, ["list", "--project", str(folder.root)])
    assert done.exit_code == 1
    assert "  ache: Headaches; variants: general, cluster" in done.stdout
    assert "  back: cannot be read yet" in done.stdout
    assert "  letter: US Letter" in done.stdout
    assert "content/leaflets/back/leaflet.yaml:1:1: 'reference' is missing" in done.stderr


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("format", "extends: a\npaper: [1in, 2in, 3in]", "'paper' has 3 entries, and can have 2"),
        ("format", "paper: [1in]", "entry 2 of this list is missing"),
        ("format", "paper: 1in", "'paper' should be a list"),
        ("format", "leading: 9", "'leading' must be 2.0 or less"),
        ("format", "leading: 1", "'leading' must be 1.2 or more"),
        ("format", "leading: [a]", "'leading' should be a number"),
        ("format", "abreast: two", "'abreast' should be a whole number"),
        ("format", "abreast: {a: b}", "'abreast' should be a whole number"),
        ("format", f"abreast: {'9' * 5000}", "'abreast' is too large"),
        ("format", "margins: a", "'margins' should hold keys, each with a value"),
        ("format", "signature: [4]", "'signature' cannot be this"),
        ("theme", "icons: [a]", "'icons' should be true or false"),
        ("theme", "icons: maybe", "'icons' should be true or false"),
        ("theme", "scale: {title: {size: 0, leading: 7}}", "'size' must be more than 0.0"),
        ("theme", "scale: {title: {size: 1, leading: 7}}", "'leading' must be 6.0 or less"),
        ("theme", "band: dotted", "'band' cannot be 'dotted'"),
        ("leaflet", "written: {a: b}", "'written' is not a date"),
        ("leaflet", "written: 2026-13-45", "'written' is not a date: '2026-13-45'"),
        ("leaflet", "variants: {}", "'variants' is empty"),
        ("leaflet", "variants: a", "'variants' should hold keys, each with a value"),
        ("leaflet", "title: [a]", "'title' should be text"),
        ("settings", "regions: {'a b': {}}", "this key cannot be 'a b'"),
        ("section", "blocks: [a]", "this is not a block"),
        ("section", "blocks: [{id: a, tekst: b}]", "'tekst' is not a kind of block"),
    ],
)
def test_a_fault_is_told_in_plain_words(kind: str, text: str, said: str) -> None:
    with pytest.raises(ContentError) as caught:
        read(f"{text}\n".encode(), "a.yaml", KINDS[kind])
    told = [problem.message for problem in caught.value.problems]
    assert [message for message in told if message.startswith(said)], told
    assert not [message for message in told if "cannot be what it is" in message]


def types_of(schema: object) -> set[str]:
    """The faults that pydantic can find by a schema of its own, as far as it names them by type and limit."""
    found: set[str] = set()
    if isinstance(schema, dict):
        limits = {"min_length": "too_short", "max_length": "too_long", "gt": "greater_than", "lt": "less_than"}
        limits |= {"ge": "greater_than_equal", "le": "less_than_equal", "pattern": "string_pattern_mismatch"}
        kind = schema.get("type")
        if isinstance(kind, str):
            plain = {"str": ["string_type"], "int": ["int_type", "int_parsing", "int_parsing_size"]}
            plain |= {"float": ["float_type", "float_parsing"], "bool": ["bool_type", "bool_parsing"]}
            plain |= {"tuple": ["tuple_type"], "dict": ["dict_type"], "model": ["model_type"], "date": ["date_type"]}
            plain |= {"literal": ["literal_error"], "tagged-union": ["union_tag_invalid", "union_tag_not_found"]}
            found |= set(plain.get(kind, ()))
            for key, fault in limits.items():
                if key in schema:
                    found.add(f"string_{fault}" if kind == "str" and fault.startswith("too_") else fault)
        for value in schema.values():
            found |= types_of(value)
    elif isinstance(schema, (list, tuple)):
        for value in schema:
            found |= types_of(value)
    return found


@pytest.mark.parametrize("model", [*KINDS.values(), Approvals], ids=lambda model: model.__name__)
def test_every_fault_that_can_be_found_has_words(model: type[Model]) -> None:
    model.model_rebuild(force=True)
    faults = types_of(model.__pydantic_core_schema__)
    assert "string_type" in faults
    root = yaml.compose("a: b")
    assert root
    limits = {"ge": 1, "gt": 1, "le": 1, "lt": 1, "actual_length": 3, "max_length": 2, "tag": "kind:x", "error": "a"}
    for fault in faults:
        detail: ErrorDetails = {"type": fault, "loc": ("a",), "msg": "", "input": "b", "ctx": limits}
        told = problem(detail, root, model)
        assert "cannot be what it is" not in told.message, fault
        assert "{" not in told.message, fault
