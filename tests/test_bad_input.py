"""What an author or a disk can get wrong: each fault is said once, where it is, and nothing is written."""

from __future__ import annotations

import os
import resource
import struct
import subprocess
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from support import pdf
from support.projects import FRONT, LEAFLET, REST, Folder, closed, shipped, text_of, tiny

FRONT_FILE, REST_FILE, LEAFLET_FILE = f"content/{FRONT}", f"content/{REST}", f"content/{LEAFLET}"
HEAD = "heading: Rest\nblocks:\n  - id: sleep\n"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """A grey PNG that says it has this size. Without rows it holds none."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress(rows or b"\0" * 10)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def picture(file: str) -> str:
    return HEAD + f"    picture: {{file: {file}, alt: A bed}}\n"


FAULTS: Mapping[str, tuple[dict[str, str | bytes], str]] = {
    "an unknown key": (
        {REST: HEAD + "    text: Sleep well.\n    txt: Rest.\n"},
        f"{REST_FILE}:5:5: 'txt' is not a key here; did you mean 'text'?",
    ),
    "an unknown kind": (
        {REST: HEAD + "    bulets: {items: []}\n"},
        f"{REST_FILE}:4:5: 'bulets' is not a kind of block; did you mean 'bullets'?",
    ),
    "a repeated key": (
        {REST: HEAD + "    text: Sleep well.\n    text: Rest.\n"},
        f"{REST_FILE}:5:5: 'text' is written twice; the first is on line 4; keep one",
    ),
    "a list where a text should stand": (
        {REST: HEAD + "    text: [Sleep, well]\n"},
        f"{REST_FILE}:4:11: 'text' should be text; put quotation marks around it",
    ),
    "a text where a list should stand": (
        {REST: "heading: Rest\nblocks: Sleep well.\n"},
        f"{REST_FILE}:2:9: 'blocks' should be a list; begin each entry on a line of its own with '- '",
    ),
    "a missing field": (
        {REST: "blocks:\n  - id: sleep\n    text: Sleep well.\n"},
        f"{REST_FILE}:1:1: 'heading' is missing; add 'heading:'",
    ),
    "an unknown variant": (
        {REST: HEAD + "    text: Sleep well.\n    when: {variant: [general, clutser]}\n"},
        f"{REST_FILE}:5:21: there is no variant 'clutser'; did you mean 'cluster'?",
    ),
    "an unknown placeholder": (
        {REST: HEAD + "    text: Call {emergency_numbr}.\n"},
        f"{REST_FILE}:4:11: '{{emergency_numbr}}' is not a placeholder, nor under 'values' in leaflet.yaml; "
        "did you mean 'emergency_number'?",
    ),
    "a lone brace": (
        {REST: HEAD + '    text: "Sleep } well."\n'},
        f"{REST_FILE}:4:11: a brace stands alone; braces only mark placeholders, such as {{emergency_number}}",
    ),
    "an unknown source": (
        {REST: HEAD + "    text: Sleep well.\n    sources: [nsh]\n"},
        f"{REST_FILE}:5:14: there is no source 'nsh'; did you mean 'nhs'?",
    ),
    "an unknown word": (
        {REST: HEAD + "    text: Sleep well.\n    words: [migrane]\n"},
        f"{REST_FILE}:5:12: there is no word in glossary.yaml 'migrane'; did you mean 'migraine'?",
    ),
    "an unknown section": (
        {LEAFLET: ""},
        f"{LEAFLET_FILE}:1:1: the file is empty; write its keys, or delete it",
    ),
    "dates out of order": (
        {},
        f"{LEAFLET_FILE}:6:12: review_by (2026-10-01) must be later than written (2026-11-01)",
    ),
    "a photo of a telephone": (
        {REST: picture("photo.heic")},
        f"{REST_FILE}:4:21: the picture 'photo.heic' cannot be used: it is a HEIC photo; save it as JPEG or PNG; "
        "save it again as PNG or JPEG",
    ),
    "a picture of two sizes": (
        {REST: picture("bad.png, width: 3in, height: 2in")},
        f"{REST_FILE}:4:14: the picture has a width and a height; give one, and the other follows",
    ),
    "a picture of no size": (
        {REST: picture("bad.png, width: 0mm")},
        f"{REST_FILE}:4:14: the picture's width or height is 0; write how large it is printed, such as 80mm",
    ),
    "a picture too coarse for its size": (
        {REST: picture("small.png, width: 90mm")},
        f"{REST_FILE}:4:39: the picture 'small.png' is 60 pixels wide, too coarse to be 90 mm wide; print it at most "
        "10 mm wide, or use a larger one",
    ),
    "a picture that is not there": (
        {REST: picture("bed.png")},
        f"{REST_FILE}:4:21: there is no picture 'bed.png' in assets/pictures; copy it there; did you mean 'bad.png'?",
    ),
    "a picture outside the project": (
        {REST: picture("../../../../../../../etc/hostname")},
        f"{REST_FILE}:4:21: the picture '../../../../../../../etc/hostname' is outside assets/pictures; copy it "
        "there, and name it by its name there",
    ),
    "a picture by its full path": (
        {REST: picture("/etc/hostname")},
        f"{REST_FILE}:4:21: the picture '/etc/hostname' is outside assets/pictures; copy it there, and name it by "
        "its name there",
    ),
    "a picture that is none": (
        {REST: picture("bad.png")},
        f"{REST_FILE}:4:21: the picture 'bad.png' cannot be used: it is not a PNG or JPEG picture; save it again as "
        "PNG or JPEG",
    ),
    "a picture too large to open": (
        {REST: picture("bomb.png")},
        f"{REST_FILE}:4:21: the picture 'bomb.png' cannot be used: it has too many pixels; make it smaller; "
        "save it again as PNG or JPEG",
    ),
    "a picture without words": (
        {REST: HEAD + "    picture: {file: bed.png}\n"},
        f"{REST_FILE}:4:14: the picture has no 'alt'; say what it shows, or write 'decorative: true'",
    ),
    "a character the typeface lacks": (
        {REST: HEAD + "    text: Sleep 漢 well.\n"},
        f"{REST_FILE}:4:11: no typeface in assets/fonts has '漢' (U+6F22), letters of the Chinese script; "
        "npm pack @expo-google-fonts/noto-sans-sc (20 MB) brings one: "
        "copy its 400Regular and 700Bold .ttf into assets/fonts/noto-sans-sc",
    ),
    "a word too wide for its cell": (
        {REST: HEAD + f"    facts:\n      items:\n        - {{id: a, label: {'W' * 60}, text: Yes.}}\n"},
        "",
    ),
    "aliases that explode": (
        {REST: "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
            for before, name in zip("abcdefg", "bcdefgh", strict=True)
        )},
        "",
    ),
    "an encoding that is not UTF-8": (
        {REST: HEAD.encode() + b"    text: Caf\xe9.\n"},
        f"{REST_FILE}:4:14: the file is not UTF-8; save it again with the encoding UTF-8",
    ),
    "an empty file": (
        {REST: ""},
        f"{REST_FILE}:1:1: the file is empty; write its keys, or delete it",
    ),
    "a section emptied by selection": (
        {REST: HEAD + "    text: Sleep well.\n    when: {variant: cluster}\n"},
        f"{REST_FILE}:1:1: the section 'Rest' says nothing in the variant 'general' (us); give the section itself a "
        "'when' or 'unless'",
    ),
    "a list emptied by selection": (
        {REST: HEAD + "    bullets:\n      items:\n        - {id: a, text: x, when: {variant: cluster}}\n"},
        f"{REST_FILE}:6:9: this list is left empty in the variant 'general' (us); give the block itself a 'when' or "
        "'unless'",
    ),
}  # fmt: skip
"""The name of a fault -> the files that have it, and the problem to be said; empty where ``BEGINS`` has its ends."""

BEGINS = {
    "a word too wide for its cell": (f"{REST_FILE}:6:26: 'WWW", "too wide for its place; use a shorter word"),
    "aliases that explode": (f"{REST_FILE}:", "aliases (*name) that repeat each other are not for leaflets"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_is_said_once_with_its_place_and_nothing_is_written(fault: str, tmp_path: Path) -> None:
    files, problem = FAULTS[fault]
    folder = tiny(tmp_path / "project", files)
    if fault == "dates out of order":
        folder.replace(LEAFLET, "review_by: 2028-11-01", "review_by: 2026-10-01")
    folder.picture("bad.png", b"This is no picture.")
    folder.picture("photo.heic", b"\0\0\0\x18ftypheic\0\0\0\0")
    folder.picture("small.png", png(60, 30, b"\0" * 61 * 30))
    folder.picture("bomb.png", png(60_000, 60_000))
    said = folder.run()
    assert said.code == 1
    assert said.files == ()
    assert said.out == ""
    assert len(said.problems) == 1, said.err
    assert "Traceback" not in said.err
    assert said.err.endswith("leaflets: 1 problem found; nothing was written\n")
    if problem:
        assert said.problems[0] == problem
    else:
        start, end = BEGINS[fault]
        assert said.problems[0].startswith(start)
        assert said.problems[0].endswith(end)


def test_a_picture_that_is_truncated_is_none(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "project", {REST: picture("half.png")})
    folder.picture("half.png", png(100, 100))
    said = folder.run()
    assert said.code == 1
    assert said.problems == (
        f"{REST_FILE}:4:21: the picture 'half.png' cannot be used: it is damaged; save it again as PNG or JPEG",
    )


def test_a_link_to_a_picture_outside_the_project_is_not_followed(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "project", {REST: picture("link.png")})
    (tmp_path / "elsewhere.png").write_bytes(
        (shipped(tmp_path / "copy").root / "assets/pictures/specimen.png").read_bytes()
    )
    folder.picture("near.png", b"")
    (folder.root / "assets/pictures/link.png").symlink_to(tmp_path / "elsewhere.png")
    said = folder.run()
    assert said.code == 1
    assert [problem.split(";")[0] for problem in said.problems] == [
        f"{REST_FILE}:4:21: the picture 'link.png' is outside assets/pictures"
    ]
    assert said.files == ()


def test_a_good_picture_is_printed_with_its_words(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "project", {REST: picture("bed.png")})
    folder.picture("bed.png", png(40, 30, (b"\0" + b"\x80" * 40) * 30))
    file = pdf.read(folder.make("ache", "general").data)
    assert [image.pixels for page in file.pages for image in page.images] == [(40, 30)]
    assert "Figure (Alt='A bed')" in file.tree


def test_faults_in_several_files_are_all_said_at_once(tmp_path: Path) -> None:
    folder = tiny(
        tmp_path / "project",
        {
            FRONT: "heading: In short\nblocks:\n  - id: hello\n    text: [a]\n    colour: red\n",
            REST: HEAD + "    text: Call {a number}.\n",
            "leaflets/ache/glossary.yaml": "words:\n  migraine: {id: W1, term: Migraine}\n",
        },
    )
    folder.replace(LEAFLET, "suffix: GEN", "suffix: general")
    said = folder.run()
    assert said.code == 1
    assert said.files == ()
    places = [problem.split(": ")[0] for problem in said.problems]
    assert places == [
        "content/leaflets/ache/glossary.yaml:2:13",
        f"{LEAFLET_FILE}:11:63",
        f"{FRONT_FILE}:4:11",
        f"{FRONT_FILE}:5:5",
        f"{REST_FILE}:4:11",
    ]
    assert said.err.endswith("leaflets: 5 problems found; nothing was written\n")


def test_one_leaflet_that_fails_keeps_all_from_being_written(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "project", {REST: HEAD + "    text: Sleep well.\n    when: {variant: general}\n"})
    said = folder.run()
    assert said.code == 1
    assert len(said.problems) == 1
    assert said.files == ()


class TestTextIsOnlyText:
    """What an author writes prints as it stands: it is neither a number, nor a truth, nor markup."""

    @pytest.mark.parametrize(
        "text",
        [
            "No",
            "1:30",
            "01234567",
            "1e3",
            "2026-11-21",
            "~",
            "<b>bold</b>",
            '<img src="file:///etc/passwd">',
            "Fish & chips & <peas> &c; more",
            '<font color="[...]">red</font>',
            "<para/> <a href='x'>y</a>",
            r"(a\) \(b) \n \\ ( ))",
            "%s %(name)s $name",
            "* one * two _three_ `four`",
        ],
    )
    def test_it_prints_as_it_stands(self, text: str, tmp_path: Path) -> None:
        plain = text if text in ("No", "1:30", "01234567", "1e3", "2026-11-21", "~") else None
        written = plain or "'" + text.replace("'", "''") + "'"
        folder = tiny(tmp_path / "project", {REST: HEAD + f"    text: {written}\n"})
        tree = pdf.read(folder.make("ache", "general").data).tree
        assert f"    P: {text}\n" in tree

    def test_a_heading_with_markup_prints_as_it_stands_and_so_does_its_bookmark(self, tmp_path: Path) -> None:
        folder = tiny(tmp_path / "project", {REST: "heading: <b> & (c)\nblocks:\n  - {id: a, text: x}\n"})
        file = pdf.read(folder.make("ache", "general").data)
        assert "H2: <b> & (c)\n" in file.tree
        assert [mark.title for mark in file.outline] == ["<b> & (c)"]


class TestWrongCommandLine:
    """A name that does not exist is a wrong command line: exit code 2, and the nearest name."""

    @pytest.mark.parametrize(
        ("arguments", "hint"),
        [
            (["lms", "--variant", "utrine"], "did you mean 'uterine'?"),
            (["lms", "--region", "ukk"], "did you mean 'uk'?"),
            (["lms", "--format", "leter"], "did you mean 'letter'?"),
            (["lms", "--theme", "clam"], "did you mean 'calm'?"),
            (["lms", "--with", "survival-figure"], "did you mean 'survival-figures'?"),
            (["lsm"], "did you mean 'lms'?"),
        ],
    )
    def test_the_nearest_name_is_offered(self, arguments: list[str], hint: str, tmp_path: Path) -> None:
        said = shipped(tmp_path / "project").run(*arguments)
        assert said.code == 2
        assert hint in said.err
        assert said.files == ()

    def test_a_name_like_no_other_gets_the_list_of_all(self, tmp_path: Path) -> None:
        said = tiny(tmp_path / "project").run("--variant", "xyz")
        assert said.code == 2
        assert "there is no 'xyz': known here: cluster, general" in said.err

    def test_a_folder_without_a_project_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        said = Folder(tmp_path / "empty").run()
        assert said.code == 2
        assert "holds no content/project.yaml" in said.err

    def test_a_folder_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        said = Folder(tmp_path / "nowhere").run()
        assert said.code == 2
        assert "does not exist" in said.err


def run(folder: Folder, output: Path, most: int | None = None) -> subprocess.CompletedProcess[str]:
    """``leaflets build`` in a process of its own, which may not write files of more than ``most`` bytes."""

    def limit() -> None:
        if most is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    command = [sys.executable, "-m", "leaflets", "build", "--variant", "general"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [*command, "--project", str(folder.root), "--output", str(output)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        preexec_fn=limit,
    )


class TestDisk:
    def one_line(self, done: subprocess.CompletedProcess[str], name: Path) -> str:
        assert done.returncode == 1
        assert done.stdout == ""
        (line,) = done.stderr.splitlines()
        assert line.startswith(f"leaflets: {name}")
        return line

    def test_a_file_where_the_output_folder_should_be(self, tmp_path: Path) -> None:
        folder = tiny(tmp_path / "project")
        (tmp_path / "out").write_text("I was here first.")
        done = run(folder, tmp_path / "out")
        assert done.returncode in (1, 2)
        assert "Traceback" not in done.stderr
        assert str(tmp_path / "out") in done.stderr
        assert (tmp_path / "out").read_text() == "I was here first."

    def test_a_file_in_the_way_of_the_output_folder(self, tmp_path: Path) -> None:
        folder = tiny(tmp_path / "project")
        (tmp_path / "out").write_text("I was here first.")
        line = self.one_line(run(folder, tmp_path / "out" / "deep"), tmp_path / "out" / "deep")
        assert "cannot be written" in line

    def test_a_folder_that_may_not_be_written_to(self, tmp_path: Path) -> None:
        folder = tiny(tmp_path / "project")
        output = closed(tmp_path / "out")
        line = self.one_line(run(folder, output), output)
        assert "cannot be written" in line

    def test_a_disk_that_has_no_room_leaves_no_half_file(self, tmp_path: Path) -> None:
        folder = tiny(tmp_path / "project")
        (tmp_path / "out").mkdir()
        line = self.one_line(run(folder, tmp_path / "out", most=4096), tmp_path / "out")
        assert "cannot be written" in line
        assert list((tmp_path / "out").iterdir()) == []

    def test_a_disk_that_has_no_room_keeps_the_file_of_before(self, tmp_path: Path) -> None:
        folder = tiny(tmp_path / "project")
        assert run(folder, tmp_path / "out").returncode == 0
        (before,) = (tmp_path / "out").iterdir()
        data = before.read_bytes()
        folder.replace(REST, "Sleep well.", "Sleep very well.")
        assert run(folder, tmp_path / "out", most=4096).returncode == 1
        assert [path.name for path in (tmp_path / "out").iterdir()] == [before.name]
        assert before.read_bytes() == data


def test_the_small_project_of_these_tests_is_fine_as_it_stands(tmp_path: Path) -> None:
    folder = tiny(tmp_path / "project")
    said = folder.run()
    assert (said.code, said.problems) == (0, ())
    assert said.files == ("ache-cluster-letter-en-us.pdf", "ache-general-letter-en-us.pdf", "index.html")
    assert "Sleep well." in text_of(folder.make("ache", "general"))
