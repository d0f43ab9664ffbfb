"""``leaflets verify``: what it says of shipped leaflets, spoiled ones, files made elsewhere, and what is none."""

from __future__ import annotations

import contextlib
import json
import random
import re
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from leaflets.cli import main
from leaflets.edition.selection import Job, Printing, reference_code
from leaflets.inspect import validators
from leaflets.inspect.confined import Confined
from leaflets.inspect.inspection import inspect
from leaflets.inspect.reading.opening import Unreadable
from leaflets.inspect.validators import Verdict
from leaflets.making import make
from leaflets.making.verify import Report, as_data, judge, verify
from leaflets.store.project import Project
from support import pdf
from support.clinics import with_clinic
from support.mutations import spoil
from support.papers import BOOKLETS, REGION, job_on, pairs
from support.projects import NOW, ROOT, Folder, Look, Make, Read, job_of, tiny
from support.validators import require_java

EPOCH = {"SOURCE_DATE_EPOCH": "1795219200"}
ELSEWHERE = Path(__file__).parents[1] / "data/elsewhere"
PRINTED: Sequence[tuple[str, str, Printing]] = [
    *((paper, variant, "colour") for paper, variant in pairs(sorted(REGION, key=BOOKLETS.__contains__), 1)),
    *(("letter", "gi", "grey"), ("letter", "gi", "press"), ("letter-trifold", "gi", "press")),
]
"""Papers, variants by turns, and what is printed on them with."""
KEYS = (
    "file sound unreadable title author language parts locked scaled producer claims origin pages whole sizes fonts "
    "smallest_text characters_a_line tones images elements faults house unseen private review_past made_from content "
    "verdicts notes good wrong"
)
"""The keys of a file's report, which programs count on."""

GIVEN_UP = "takes more than"
"""Said of a file that is given up after the seconds any may take."""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["verify", *map(str, arguments)], env=EPOCH)


def quick(*arguments: str | Path) -> Result:
    """``leaflets verify`` without the outside validators, which have a test of their own."""
    return run("--quick", *arguments)


def objects(*bodies: bytes) -> bytes:
    """A file of these objects, the first of them its catalogue."""
    data, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1) + table + end


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def page_of(*more: bytes, catalogue: bytes = b"") -> bytes:
    """A file of one page; its contents are the first of the other objects, number 4."""
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Resources <<>> /Contents 4 0 R>>"
    pages = b"<</Type /Pages /Count 1 /Kids [3 0 R]>>"
    return objects(b"<</Type /Catalog /Pages 2 0 R %s>>" % catalogue, pages, page, *more)


@pytest.fixture(scope="module")
def good(project: Project, made: Make, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped leaflet about the gut, as a folded sheet."""
    path = tmp_path_factory.mktemp("good") / "gi.pdf"
    path.write_bytes(made(job_on(project, "letter-trifold")).data)
    return path


class TestShipped:
    def test_every_leaflet_is_sound(self, job: Job, project: Project, looked: Look, tmp_path: Path) -> None:
        found = looked(job)
        assert found.faults == []
        assert found.origin["reference"] == reference_code(project.leaflet(job.leaflet).file, job.variant)
        report = Report(tmp_path)
        judge(report, found, NOW.date(), project)
        assert report.sound, report.wrong
        assert report.content == "same"

    def test_what_is_measured_is_what_the_inspector_reads(self, job: Job, looked: Look, read: Read) -> None:
        found, file = looked(job), read(job)
        assert found.smallest_text is not None
        assert found.characters_a_line is not None
        assert found.smallest_text.points == min(run.size for page in file.pages for run in page.runs)
        body = [line for page in file.pages for line in page.lines if not any(run.artifact for run in line.runs)]
        assert found.characters_a_line.most == max(len(line.text) for line in body)
        assert sorted(image.page for image in found.images) == [p.number for p in file.pages for _ in p.images]
        assert all(tone.colour and tone.ground for tone in found.tones), "all contrast can be told"
        roles = [line.split(":")[0].split(" (")[0].strip() for line in file.tree.splitlines()]
        assert found.elements == len([role for role in roles if not role.startswith('"')])

    def test_it_says_in_plain_words_what_a_leaflet_is_and_what_is_good(self, good: Path) -> None:
        done = quick(good, "--project", ROOT)
        assert done.exit_code == 0, done.output
        for words in (
            "Leiomyosarcoma (LMS) of the gut",
            "reference LMS-GI, version 1.0",
            "language en-US; it says that it is PDF/UA-1, PDF/A-2a",
            "2 pages, US Letter, 279 by 216 mm",
            "made from leaflet lms, variant gi, region us, format letter-trifold, theme calm, language en-us",
            "made by leaflets 0.",
            "its review date, 2028-11-21, lies ahead",
            "it says what the project says today",
            "all its fonts are embedded: LeafletsHyperlegible-Bold",
            "its smallest text is 12 points",
            "find no fault",
            "Nothing is wrong.",
        ):
            assert words in done.output
        assert "Wrong" not in done.output

    def test_the_tree_is_shown_as_text_when_asked(self, good: Path) -> None:
        done = quick(good, "--tree")
        assert "\n      H1: Leiomyosarcoma (LMS) of the gut\n" in done.output
        assert "H1:" not in quick(good).output

    def test_the_validators_that_are_installed_are_asked(self, good: Path) -> None:
        require_java()
        done = run(good)
        assert done.exit_code == 0, done.output
        for who in ("veraPDF", "page-validation"):
            assert f"{who} says that it is PDF/UA-1 and PDF/A-2a" in done.output

    @pytest.mark.parametrize(("paper", "variant", "printing"), PRINTED)
    def test_so_is_one_on_every_paper_and_for_every_printer(
        self, paper: str, variant: str, printing: Printing, project: Project, looked: Look, tmp_path: Path
    ) -> None:
        found = looked(job_on(project, paper, variant, printing=printing))
        report = Report(tmp_path)
        judge(report, found, NOW.date(), project)
        assert report.sound, report.wrong
        assert report.content == "same"
        assert found.sheets == (paper in BOOKLETS)
        assert ("PDF/X-4" in found.claims) == (printing == "press")
        assert all(tone.colour and tone.ground for tone in found.tones), "all contrast can be told"

    def test_the_sheets_of_a_booklet_are_said_to_be_for_a_printer(
        self, project: Project, made: Make, tmp_path: Path
    ) -> None:
        (tmp_path / "sheets.pdf").write_bytes(made(job_on(project, "a5-booklet")).data)
        done = quick(tmp_path / "sheets.pdf", "--project", ROOT)
        assert done.exit_code == 0, done.output
        assert "of the gut: booklet, to be printed on both sides and folded\n" in done.output
        assert "made from leaflet lms, variant gi, region uk, format a5," in done.output
        assert "sheets for a printer, without tags: read the pages they are made from on a screen" in done.output

    def test_a_fault_that_only_a_print_shop_minds_is_found(self, project: Project, made: Make) -> None:
        data = made(job_on(project, "letter-trifold", printing="press")).data
        (bleed,) = set(re.findall(rb"/BleedBox \[[^]]*\]", data))
        (trim,) = set(re.findall(rb"/TrimBox \[([^]]*)\]", data))
        spoiled = data.replace(bleed, (b"/BleedBox [%s]" % trim).ljust(len(bleed)))
        assert inspect(spoiled).faults == [
            f"page {page}: its bleed is 0.0 pt; at least 8.5 are needed" for page in (1, 2)
        ]

    def test_where_validators_disagree_the_word_of_verapdf_counts(self, looked: Look, project: Project) -> None:
        found = looked(job_of(project, "lms", "gi", "us"))
        passed, failed = Verdict("veraPDF", "PDF/A-2a"), Verdict("page-validation", "PDF/A-2a", tuple("ABCDEF"))
        disputed = Report(Path("disputed"), verdicts=[passed, failed])
        judge(disputed, found, NOW.date(), None)
        assert disputed.sound
        assert disputed.notes == [
            "page-validation says that it is not PDF/A-2a (rules A, B, C, D and 2 more); veraPDF, whose word counts, "
            "says that it is"
        ]
        alone = Report(Path("alone"), verdicts=[failed])
        judge(alone, found, NOW.date(), None)
        assert alone.wrong == ["page-validation says that it is not PDF/A-2a: rules A, B, C, D and 2 more"]

    def test_validators_that_are_missing_are_named(self, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(validators, "_installed", lambda _: None)
        said = [*validators.vera({good: ["ua1", "2a"]})[good], *validators.page(b"", ["ua1", "2a"])]
        assert {verdict.silent for verdict in said} == {"not installed"}
        assert len(said) == 4


class TestProject:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Folder:
        return tiny(tmp_path / "mine")

    @pytest.fixture
    def leaflet(self, folder: Folder, tmp_path: Path) -> Path:
        path = tmp_path / "ache.pdf"
        path.write_bytes(folder.make("ache", "general").data)
        return path

    def test_a_change_of_words_is_seen(self, folder: Folder, leaflet: Path) -> None:
        assert quick(leaflet, "--project", folder.root).exit_code == 0
        folder.replace("leaflets/ache/sections/rest.yaml", "Sleep well.", "Sleep well at night.")
        done = quick(leaflet, "--project", folder.root)
        assert done.exit_code == 1
        assert "Wrong\n  the project's content has changed since it was made\n" in done.output

    def test_a_change_of_looks_notes_and_other_variants_is_not(self, folder: Folder, leaflet: Path) -> None:
        folder.replace("leaflets/ache/leaflet.yaml", '"#0B5563"', '"#123456"')
        folder.replace("leaflets/ache/leaflet.yaml", "title: Cluster headaches", "title: Headaches in clusters")
        folder.replace("leaflets/ache/sections/rest.yaml", "id: sleep", "id: night\n    sources: [nhs]")
        assert "it says what the project says today" in quick(leaflet, "--project", folder.root).output

    def test_a_clinic_is_named_and_a_change_of_its_words_is_seen(self, tmp_path: Path) -> None:
        folder = with_clinic(tmp_path / "clinics")
        path = tmp_path / "elm.pdf"
        project = folder.project()
        path.write_bytes(make(project, replace(job_of(project, "ache", "general", "us"), clinic="elm")).data)
        done = quick(path, "--project", folder.root)
        assert done.exit_code == 0, done.output
        assert "version 1.0, for Elm Clinic\n" in done.output
        assert ", clinic elm\n" in done.output
        folder.replace("clinics/elm.yaml", "Tell us what you think.", "Tell us how it was.")
        done = quick(path, "--project", folder.root)
        assert "the project's content has changed since it was made" in done.output

    def test_a_project_without_that_leaflet_says_so(self, leaflet: Path) -> None:
        done = quick(leaflet, "--project", ROOT)
        assert done.exit_code == 0
        assert "this project has no such leaflet to compare it with" in done.output

    def test_outside_a_project_nothing_is_compared(
        self, leaflet: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert "the project" not in quick(leaflet).output

    @pytest.mark.parametrize(
        "recipe",
        [
            "7",
            "{}",
            '{"leaflet": "../../secret", "variant": "general", "region": "us", "format": "a4", "theme": "calm", '
            '"language": "en-us"}',
            '{"leaflet": ["ache"], "variant": "general", "region": "us", "format": "a4", "theme": "calm", '
            '"language": "en-us"}',
        ],
    )
    def test_a_recipe_that_others_wrote_leads_nowhere(self, folder: Folder, leaflet: Path, recipe: str) -> None:
        (place,) = (line for line in leaflet.read_bytes().splitlines() if line.startswith(b"<leaflet:job>"))
        fresh = f"<leaflet:job>{recipe}</leaflet:job>".encode().ljust(len(place))
        leaflet.write_bytes(leaflet.read_bytes().replace(place, fresh[: max(len(place), len(fresh))]))
        assert "no such leaflet" in quick(leaflet, "--project", folder.root).output

    def test_a_review_date_that_is_past_is_wrong(self, leaflet: Path) -> None:
        (report,) = verify([leaflet], date(2031, 1, 1), outside=False)
        assert report.review_past
        assert report.wrong == ["its review date, 2028-11-01, is past"]


class TestJson:
    def test_it_is_one_object_of_keys_that_others_count_on(self, good: Path) -> None:
        done = quick(good, ELSEWHERE / "weasyprint-plain.pdf", "--json")
        assert done.exit_code == 1
        data: Mapping[str, Any] = json.loads(done.output)
        assert data["sound"] is False
        first, second = data["files"]
        assert first["sound"]
        assert not second["sound"]
        assert first["file"] == str(good)
        assert (first["title"], first["pages"]) == ("Leiomyosarcoma (LMS) of the gut", 2)
        assert first["smallest_text"]["points"] == 12
        assert first["wrong"] == first["faults"] == []
        assert min(tone["contrast"] for tone in first["tones"]) >= 4.5
        assert [*data] == ["program", "sound", "files"]
        assert " ".join(first) == KEYS
        page = (ROOT / "docs/verify.md").read_text(encoding="utf-8")
        assert [key for key in [*data, *first] if f"`{key}`" not in page] == []

    def test_the_tree_is_there_when_asked(self, good: Path) -> None:
        found = json.loads(quick(good, "--json", "--tree").output)["files"][0]
        assert found["tree"].startswith("Document")

    def test_a_file_that_cannot_be_read_has_its_reason(self, tmp_path: Path) -> None:
        (tmp_path / "no.pdf").write_bytes(b"hello")
        done = quick(tmp_path / "no.pdf", "--json")
        assert done.exit_code == 1
        (found,) = json.loads(done.output)["files"]
        assert found == {"file": str(tmp_path / "no.pdf"), "sound": False, "unreadable": "is not a PDF"}


class TestFaults:
    def test_a_spoiled_leaflet_is_reported_and_ends_with_1(self, good: Path, tmp_path: Path) -> None:
        (tmp_path / "spoiled.pdf").write_bytes(spoil(good.read_bytes(), "the_language_is_missing"))
        done = quick(tmp_path / "spoiled.pdf", good)
        assert done.exit_code == 1
        assert "\n  nothing says which language the bookmarks are in (Lang)\n" in done.output
        assert "Against house rules\n  the file does not say which language it is in (Lang)\n" in done.output
        assert done.output.count("Nothing is wrong.") == 1

    def test_faults_of_one_kind_are_one_line(self, good: Path, tmp_path: Path) -> None:
        (tmp_path / "spoiled.pdf").write_bytes(spoil(good.read_bytes(), "the_language_is_missing"))
        (line,) = [line for line in quick(tmp_path / "spoiled.pdf").output.splitlines() if "(Lang; Contents)" in line]
        assert "more like it)" in line


class TestElsewhere:
    @pytest.fixture
    def plain(self, tmp_path: Path) -> Path:
        """A file that ReportLab makes when nothing more is asked of it."""
        canvas = Canvas(str(tmp_path / "plain.pdf"))
        canvas.setFillGray(0.7)
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, 700, "Most headaches go away by themselves.")
        canvas.setFillGray(0)
        canvas.rect(72, 500, 200, 50, fill=1)
        canvas.setFillColorRGB(0.2, 0.2, 0.2)
        canvas.drawString(80, 520, "Hard to read.")
        canvas.linkURL("https://example.org", (72, 690, 200, 710))
        canvas.save()
        return tmp_path / "plain.pdf"

    def test_a_plain_file_is_told_what_is_wrong_with_it(self, plain: Path) -> None:
        done = quick(plain)
        assert done.exit_code == 1
        for words in (
            "it names no standard it keeps",
            "1 page, A4, 210 by 297 mm",
            "made by ReportLab",
            "its smallest text is 9 points: 'Most headaches go away by themselves.' on page 1; 12 is the least",
            "the file is not tagged",
            "the font Helvetica is not embedded",
            "too little from its ground: 2.1 to 1, not 4.5 ('Most headaches go away by themselves.' on page 1, "
            "#B3B3B3 on #FFFFFF)",
            "('Hard to read.' on page 1, #333333 on #000000)",
            "the file has no XMP metadata",
        ):
            assert words in done.output

    def test_typst_and_weasyprint_are_reported_as_what_they_are(self) -> None:
        files = sorted(ELSEWHERE.glob("*.pdf"))
        assert len(files) == 4
        done = quick(*files)
        assert done.exit_code == 1
        said = dict(zip([path.name for path in files], done.output.split("\n\n"), strict=True))
        assert "says that it is PDF/UA-1, PDF/A-2a" in said["typst-ua1-a2a.pdf"]
        assert "Against house rules\n  there should be one H1, and there are 2\n" in said["typst-ua1-a2a.pdf"]
        assert "Wrong" not in said["typst-ua1-a2a.pdf"]
        assert "made by Typst" in said["typst-plain.pdf"]
        assert "that it is PDF/A" not in said["weasyprint-ua1.pdf"]
        assert "the file is not tagged" in said["weasyprint-plain.pdf"]
        for words in said.values():
            assert "A5, 148 by 210 mm" in words
            assert "its smallest text is 12 points" in words
            assert "cannot be read" not in words

    def test_words_of_a_file_do_nothing_to_the_screen(self, tmp_path: Path) -> None:
        canvas = Canvas(str(tmp_path / "odd.pdf"))
        canvas.setTitle("\x1b[31mNothing is wrong.\x1b[0m")
        canvas.drawString(72, 700, "Hello.")
        canvas.save()
        done = quick(tmp_path / "odd.pdf")
        assert "   [31mNothing is wrong. [0m\n" in done.output
        assert "\x1b" not in done.output

    def test_a_picture_too_coarse_for_print_is_named(self) -> None:
        done = quick(ELSEWHERE / "weasyprint-plain.pdf")
        assert "a picture on page 1 is coarse: 120 by 40 pixels, 76 an inch; 150 is the least" in done.output

    def test_words_on_a_picture_or_a_mixture_are_said_to_be_untold(self, plain: Path) -> None:
        canvas = Canvas(str(plain))
        canvas.drawImage(str(ROOT / "assets/pictures/specimen.png"), 0, 0, 600, 800)
        canvas.drawString(72, 700, "On a picture.")
        canvas.showPage()
        canvas.drawString(72, 700, "On paper.")
        canvas.save()
        assert "21.0 to 1 or more; what lies on pictures or mixtures cannot be told (1 times)" in quick(plain).output


def encrypted(data: bytes, password: str, algorithm: str = "RC4-128") -> bytes:
    writer = PdfWriter(clone_from=BytesIO(data))
    writer.encrypt(password, "owner", algorithm=algorithm)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


BOMB = zlib.compress(b"0 0 m " * (40 << 20 >> 2), 9)
DEEP = [b"<</S /Div /P %d 0 R /K %d 0 R>>" % (number + 5, number + 7) for number in range(5000)]
UNREADABLE: Mapping[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "blanks": (b"\0" * 4096, "is empty"),
    "text": (b"Dear Sir or Madam,\n" * 100, "is not a PDF"),
    "picture": ((ROOT / "assets/pictures/specimen.png").read_bytes(), "is not a PDF"),
    "header-alone": (b"%PDF-1.7\n%%EOF\n", "is damaged and cannot be read"),
    "no-pages": (objects(b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [] /Count 0>>"), "has no pages"),
    "pages-in-a-circle": (
        objects(b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Count 1 /Kids [2 0 R]>>"),
        "is damaged and cannot be read",
    ),
}


@pytest.mark.parametrize("seed", range(40))
def test_a_file_damaged_by_chance_is_looked_into_or_refused(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (damage, not secrets)
    files = sorted(ELSEWHERE.glob("*.pdf"))
    data = bytearray(chance.choice(files).read_bytes())
    for _ in range(chance.choice([1, 5, 40])):
        at, more = (
            chance.randrange(len(data)),
            chance.choice([b"/", b"<<", b">>", b"[", b" R ", b"null", b"-1", b"true"]),
        )
        data[at : at + chance.choice([0, 1, 20])] = more
    with contextlib.suppress(Unreadable):
        assert inspect(bytes(data)).faults


class TestNoLeaflet:
    """Files that are broken, huge, locked, or no PDF: one clear line for each, soon, and exit code 1."""

    def lines(self, *files: Path) -> list[str]:
        """What is said of files none of which can be read: a line for each."""
        done = quick(*files)
        assert GIVEN_UP not in done.stdout
        assert isinstance(done.exception, SystemExit)
        assert done.exit_code == 1
        assert done.stderr == ""
        return done.stdout.split("\n\n")

    def test_what_cannot_be_read_is_said_in_one_line(self, good: Path, tmp_path: Path) -> None:
        wanted = dict(UNREADABLE)
        for share in (0.01, 0.5, 0.99):
            data = good.read_bytes()
            wanted[f"cut at {share}"] = (data[: int(share * len(data))], "is cut short: its end is missing")
        locked = "is locked: it opens with a password only; take that off, and ask again"
        wanted["locked"] = (encrypted(good.read_bytes(), "secret"), locked)
        files = {tmp_path / f"{kind}.pdf": words for kind, (_, words) in wanted.items()}
        for path, (data, _) in zip(files, wanted.values(), strict=True):
            path.write_bytes(data)
        for line, (path, words) in zip(self.lines(*files), files.items(), strict=True):
            assert line.startswith(f"{path}: {words}")
            assert "\n" not in line.rstrip("\n")

    def test_a_file_of_200_megabytes(self, tmp_path: Path) -> None:
        path = tmp_path / "huge.pdf"
        with path.open("wb") as file:
            file.write(b"%PDF-1.7\n")
            file.truncate(200 << 20)
        assert self.lines(path) == [f"{path}: is 200 MB large; at most 100 MB are looked at\n"]

    def test_a_file_that_is_not_there_is_a_wrong_command_line(self, tmp_path: Path) -> None:
        done = quick(tmp_path / "none.pdf")
        assert done.exit_code == 2
        assert "does not exist" in done.stderr

    @pytest.mark.parametrize(
        ("kind", "data"),
        [
            ("stream-that-grows", page_of(stream(BOMB, b"/Filter /FlateDecode"))),
            (
                "stream-that-grows-twice",
                page_of(
                    stream(zlib.compress(zlib.compress(b"q " * (30 << 20))), b"/Filter [/FlateDecode /FlateDecode]")
                ),
            ),
            ("deep-arrays", page_of(stream(b"[" * 50_000 + b"]" * 50_000 + b" TJ"))),
            (
                "deep-tree",
                page_of(
                    stream(b""),
                    b"<</Type /StructTreeRoot /K 6 0 R>>",
                    *DEEP,
                    b"<</S /P>>",
                    catalogue=b"/StructTreeRoot 5 0 R",
                ),
            ),
            ("tree-in-a-circle", page_of(stream(b""), b"<</S /Div /K 5 0 R>>", catalogue=b"/StructTreeRoot 5 0 R")),
            ("wrong-types", page_of(b"[1 2 3]", catalogue=b"/StructTreeRoot [] /Names 7 /Lang 3 /MarkInfo (x)")),
        ],
    )
    def test_a_file_made_to_do_harm_is_over_soon(self, kind: str, data: bytes, tmp_path: Path) -> None:
        path = tmp_path / f"{kind}.pdf"
        path.write_bytes(data)
        done = quick(path)
        assert GIVEN_UP not in done.stdout
        assert isinstance(done.exception, SystemExit)
        assert done.exit_code == 1
        assert done.stderr == ""
        assert str(path) in done.stdout

    def test_a_page_that_is_too_long_is_not_painted(self, tmp_path: Path) -> None:
        path = tmp_path / "long.pdf"
        path.write_bytes(page_of(stream(zlib.compress(b"q Q " * (8 << 20)), b"/Filter /FlateDecode")))
        done = quick(path)
        assert done.exit_code == 1
        assert "long.pdf: has a page that takes more than 20 MB to paint, page 1" in done.output

    def test_the_files_beside_it_are_still_looked_at(self, good: Path, tmp_path: Path) -> None:
        (tmp_path / "no.pdf").write_bytes(b"hello")
        done = quick(tmp_path / "no.pdf", good)
        assert done.exit_code == 1
        assert "no.pdf: is not a PDF\n\n" in done.output
        assert "Nothing is wrong." in done.output

    @pytest.mark.parametrize("method", ["forkserver", "spawn"])
    def test_what_takes_too_long_is_given_up_and_the_next_is_read(self, method: str) -> None:
        with Confined(time.sleep, seconds=0.5, method=method) as wait:
            with pytest.raises(Unreadable, match=rf"{GIVEN_UP} 0\.5 seconds"):
                wait(60.0)
            assert wait(0.0) is None


def test_the_report_of_a_file_made_today_is_plain_data(good: Path) -> None:
    (report,) = verify([good], NOW.date(), Project(ROOT, datetime(2026, 11, 21, tzinfo=UTC)), outside=False)
    assert json.loads(json.dumps(as_data(report)))["content"] == "same"


def test_a_leaflet_read_by_another_reader_names_the_same_origin(good: Path) -> None:
    metadata = pdf.read(good.read_bytes()).reader.xmp_metadata
    assert metadata is not None
    found = {
        node.localName: node.firstChild.data for node in metadata.get_nodes_in_namespace("", "urn:x-leaflets:origin:")
    }
    assert set(found) == {"reference", "version", "review_by", "job", "content", "program"}
    assert len(found["content"]) == 64
