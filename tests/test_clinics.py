"""Where the clinic shows, read back from the finished files: what a patient sees, hears and can ring."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from leaflets.edition.selection import Job
from leaflets.mail.letter import About, Sender, letter
from leaflets.making import Made, make
from leaflets.problems import ContentError
from leaflets.store.project import Project
from leaflets.text.faces import RIGHT_TO_LEFT
from support import pdf
from support.clinics import FILE, SVG, clinic_text, logo, with_clinic
from support.papers import FOLDED
from support.projects import LEAFLET, REST, ROOT, Folder, Make, Read, job_of, shipped, text_of
from support.readers import DIRECTIONS, pdfium, poppler, pypdf
from support.signing import signed_whole
from support.validators import FLAVOURS, own_faults, page_failures

SHIPPED = sorted(path.stem for path in (ROOT / "content/clinics").glob("*.yaml"))


def job_for(project: Project, clinic: str, leaflet: str = "lms", variant: str = "gi") -> Job:
    """A job for a clinic, in its own region."""
    return replace(job_of(project, leaflet, variant, project.clinic(clinic).region), clinic=clinic)


def made_for(folder: Folder, theme: str = "calm") -> Made:
    project = folder.project()
    return make(project, replace(job_for(project, "elm", "ache", "cluster"), theme=theme))


def furniture(page: pdf.Page) -> str:
    return " ".join("".join(run.text for run in page.runs if run.artifact).split())


def xmp(file: pdf.Inspected) -> str:
    data: bytes = file.reader.trailer["/Root"]["/Metadata"].get_object().get_data()  # type: ignore[index]
    return data.decode("utf-8")


def author(file: pdf.Inspected) -> str:
    return str(file.reader.metadata.author if file.reader.metadata else "")


@pytest.mark.parametrize("name", SHIPPED)
class TestShippedClinics:
    def test_the_cover_names_the_clinic_after_the_title(self, name: str, project: Project, read: Read) -> None:
        clinic, file = project.clinic(name), read(job_for(project, name))
        front = file.tree.partition("H2: ")[0]
        assert front.index("H1: ") < front.index(f"P: {clinic.name}\n")
        assert f"P: {', '.join(clinic.titles)}\n" in front
        if clinic.logo:
            assert f"Figure (Alt={clinic.logo.alt!r})" in front

    def test_every_line_is_on_the_first_pages_with_a_link_to_ring_it(
        self, name: str, project: Project, read: Read
    ) -> None:
        clinic, file = project.clinic(name), read(job_for(project, name))
        for line in clinic.lines:
            digits = re.sub(r"\D", "", line.phone)
            link, *_ = [link for link in file.links if link.target == f"tel:{digits}" and link.page <= 2]
            assert link.contents == f"Call {line.label}: {line.phone}"
            hours = line.hours or "Day and night"
            assert f"{line.label}\n{line.phone}\n{hours}" in file.text

    def test_one_line_to_write_a_name_on_is_left(self, name: str, project: Project, read: Read) -> None:
        text = read(job_for(project, name)).text
        assert "Your cancer team or nurse" in text
        assert "Phone, day" not in text
        assert "My 24-hour number" not in text

    def test_the_boxes_that_say_when_to_call_say_whom(self, name: str, project: Project, read: Read) -> None:
        clinic, text = project.clinic(name), read(job_for(project, name)).text
        tiers = text[text.index("\n2 At once: on cancer drugs\n") :].partition("\n3 The same day\n")[0]
        assert [tiers.count(line.phone) for line in clinic.ring] == [1] * len(clinic.ring)

    def test_the_foot_of_every_page_names_it(self, name: str, project: Project, read: Read) -> None:
        pages = read(job_for(project, name)).pages
        prefix = project.clinic(name).reference_prefix
        for page in pages:
            foot = furniture(page)
            assert project.clinic(name).name in foot
            assert f"{prefix}-LMS-GI version 1.0" in foot
            assert f"Page {page.number} of {len(pages)}" in foot

    def test_nothing_at_the_foot_touches_the_text_or_leaves_the_paper(
        self, name: str, project: Project, read: Read
    ) -> None:
        margins = project.format(job_for(project, name).format).margins
        for page in read(job_for(project, name)).pages:
            foot = [run for run in page.runs if run.artifact and run.y < margins.bottom]
            assert len({round(run.y) for run in foot}) == 2, "it takes two lines"
            assert min(run.y for run in foot) > 12
            assert max(run.x + run.width for run in foot) <= page.width - margins.right + 0.5
            assert max(run.y + run.size for run in foot) < margins.bottom

    def test_the_last_section_says_who_they_are_and_how_to_reach_them(
        self, name: str, project: Project, read: Read
    ) -> None:
        clinic, file = project.clinic(name), read(job_for(project, name))
        whole = ", ".join((clinic.name, *clinic.titles, *clinic.address))
        text = " ".join(file.text.split())
        assert f"Given to you by: {whole}." in text
        for words in (clinic.other_formats, clinic.interpreter):
            assert words in text
        assert re.sub(r"\[(.+?)\]\(.+?\)", r"\1", clinic.feedback) in text
        assert {clinic.web, f"mailto:{clinic.email}"} <= {link.target for link in file.links}

    def test_the_files_properties_name_it_as_the_author(self, name: str, project: Project, read: Read) -> None:
        file = read(job_for(project, name))
        assert author(file) == project.clinic(name).name
        assert f"<dc:creator><rdf:Seq><rdf:li>{author(file)}</rdf:li>" in xmp(file)

    def test_the_fever_line_is_its_own(self, name: str, project: Project, read: Read) -> None:
        job = job_for(project, name)
        given = project.settings.regions[job.region].values | project.clinic(name).values
        line = given["fever_threshold"]
        assert f"have a temperature of {line} or more" in " ".join(read(job).text.split())

    def test_no_label_stands_without_its_value(self, name: str, project: Project, read: Read) -> None:
        text = read(job_for(project, name)).text
        assert [line for line in text.splitlines() if line.endswith((": ", ", ", ":."))] == []

    @pytest.mark.parametrize("variant", ["gi", "uterine"])
    def test_the_file_hangs_together_and_is_valid(
        self, name: str, variant: str, project: Project, made: Make, read: Read
    ) -> None:
        job = job_for(project, name, variant=variant)
        assert own_faults(made(job).data) == []
        assert [failure for flavour in FLAVOURS for failure in page_failures(made(job).data, flavour)] == []

    @pytest.mark.parametrize("more", [{"theme": "plain"}, {"large": "yes"}])
    def test_it_can_be_had_in_every_theme_and_in_large_print(
        self, name: str, more: Mapping[str, str], project: Project, made: Make, read: Read
    ) -> None:
        job = job_for(project, name)
        large = {"format": f"{job.format}-large-print"} if "large" in more else more
        job = replace(job, **large)  # type: ignore[arg-type]
        assert own_faults(made(job).data) == []
        paper = project.format(job.format)
        for page in read(job).pages:
            assert project.clinic(name).name in furniture(page)
            words = [run for run in page.runs if run.text.strip(f" {RIGHT_TO_LEFT}")]  # a space may stand past them
            assert max(run.x + run.width for run in words) <= page.width - paper.margins.right + 0.5


class TestLocalWords:
    def test_what_a_clinic_replaces_and_adds_is_printed(self, project: Project, read: Read) -> None:
        text = " ".join(read(job_for(project, "riverside")).text.split())
        assert "Ask to see our dietitian" in text
        assert "Ask to see a dietitian" not in text
        assert text.index("other scans.") < text.index("Check-ups at Riverside are") < text.index("Do not wait for")

    def test_what_a_clinic_leaves_out_is_not(self, project: Project, read: Read) -> None:
        without, alone = read(job_for(project, "hilltop")), read(replace(job_for(project, "hilltop"), clinic=""))
        assert "QR code: Help for people with sarcoma" in alone.tree
        assert "QR code" not in without.tree

    def test_extras_it_switches_on_are_shown(self, tmp_path: Path) -> None:
        rest = "heading: Rest\nblocks:\n  - {id: sleep, text: Sleep well.}\n"
        rest += "  - {id: more, text: Sleep long., when: {extra: figures}}\n"
        folder = with_clinic(tmp_path / "project", {"leaflets/ache/sections/rest.yaml": rest}, extras="[figures]")
        assert "Sleep long." in text_of(made_for(folder))
        assert "Sleep long." not in text_of(folder.make("ache", "cluster"))


class TestSignOff:
    def test_the_draft_mark_goes_for_the_variant_a_clinic_signed_and_no_other(self, tmp_path: Path) -> None:
        folder = with_clinic(tmp_path / "project")
        folder.write(FILE, clinic_text(approvals=f"[{signed_whole(folder, 'cluster', clinic='elm')}]"))
        project = folder.project()
        marked = {
            variant: "Draft: awaiting" in text_of(make(project, job_for(project, "elm", "ache", variant)))
            for variant in ("cluster", "general")
        }
        assert marked == {"cluster": False, "general": True}
        assert "Draft: awaiting" in text_of(folder.make("ache", "cluster")), "without the clinic"
        folder.replace(LEAFLET, 'version: "1.0"', 'version: "1.1"')
        assert "Draft: awaiting" in text_of(made_for(folder)), "another version"


class TestColours:
    def test_a_clinics_colour_takes_the_place_of_the_variants(self, tmp_path: Path) -> None:
        folder = with_clinic(tmp_path / "project", colours="{primary: '#123456', accent: '#884400'}")
        shapes = [shape for page in pdf.read(made_for(folder).data).pages for shape in page.shapes]
        colours = {shape.fill for shape in shapes} | {shape.stroke for shape in shapes}
        assert {"#123456", "#884400"} <= colours
        assert "#6A2C70" not in colours

    def test_but_not_that_of_a_theme_in_black(self, tmp_path: Path) -> None:
        folder = with_clinic(tmp_path / "project", colours="{primary: '#123456', accent: '#884400'}")
        shapes = [shape for page in pdf.read(made_for(folder, "plain").data).pages for shape in page.shapes]
        colours = {shape.fill for shape in shapes} | {shape.stroke for shape in shapes}
        assert "#000000" in colours
        assert not {"#123456", "#884400"} & colours


def png(width: int, height: int, colour: tuple[int, int, int] = (11, 85, 99)) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(held, "PNG")
    return held.getvalue()


class TestLogo:
    WITH = {"logo": "{file: own.png, alt: An elm}"}  # noqa: RUF012

    def folder(self, tmp_path: Path, data: bytes) -> Folder:
        folder = with_clinic(tmp_path / "project", None, **self.WITH)
        logo(folder, "own.png", data)
        return folder

    @pytest.mark.parametrize(("pixels", "high", "wide"), [((340, 340), 42.5, 42.5), ((900, 300), 42.5, 127.5)])
    def test_a_picture_is_drawn_in_its_own_shape_as_high_as_its_place(
        self, tmp_path: Path, pixels: tuple[int, int], high: float, wide: float
    ) -> None:
        made = made_for(self.folder(tmp_path, png(*pixels)))
        images = [image for page in pdf.read(made.data).pages for image in page.images]
        assert [image.pixels for image in images] == [pixels]
        assert (images[0].width, images[0].height) == pytest.approx((wide, high), abs=0.1)
        assert own_faults(made.data) == []

    def test_a_drawing_is_drawn_in_its_own_colours(self, tmp_path: Path) -> None:
        folder = with_clinic(tmp_path / "project", logo="{file: elm.svg, alt: An elm}", colours="{primary: '#123456'}")
        made = made_for(folder)
        file = pdf.read(made.data)
        assert "#0B5563" in {shape.fill for shape in file.pages[0].shapes}
        assert "Figure (Alt='An elm')" in file.tree
        assert own_faults(made.data) == []

    FAULTS = {  # noqa: RUF012
        "too few pixels": (png(20, 20), "has too few pixels: it would be 3 mm wide, and at least 10 mm, or 12 mm"),
        "hardly seen": (png(400, 400, (250, 250, 200)), "has a contrast of 1."),
        "no picture": (b"This is no picture.", "cannot be used: it is not a PNG or JPEG picture"),
    }

    @pytest.mark.parametrize("fault", FAULTS)
    def test_one_that_would_not_be_known_is_a_problem_at_its_line(self, tmp_path: Path, fault: str) -> None:
        data, words = self.FAULTS[fault]
        said = self.folder(tmp_path, data).run("--clinic", "elm", "--variant", "cluster")
        assert said.code == 1
        assert said.files == ()
        (problem,) = said.problems
        assert problem.startswith(f"content/{FILE}:12:14: the logo 'own.png' {words}")

    def test_a_pale_one_is_printed(self, tmp_path: Path) -> None:
        said = self.folder(tmp_path, png(400, 400, (127, 174, 219))).run("--clinic", "elm", "--variant", "cluster")
        assert (said.code, len(said.files)) == (0, 1)

    def test_a_picture_is_no_finer_than_a_press_can_print(self, tmp_path: Path) -> None:
        made = made_for(self.folder(tmp_path, png(3000, 3000)))
        (image,) = (image for page in pdf.read(made.data).pages for image in page.images)
        assert image.pixels == (355, 355), "600 pixels an inch"

    def test_one_that_becomes_a_picture_is_told_once_and_printed(self, tmp_path: Path) -> None:
        folder = with_clinic(tmp_path / "project", logo="{file: elm.svg, alt: An elm}")
        fill = '<linearGradient id="g"><stop stop-color="#0B5563"/></linearGradient>'
        shape = '<path fill="url(#g)" d="M0 0h20v10H0z"/>'
        logo(folder, "elm.svg", f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">{fill}{shape}</svg>')
        said = folder.run("--clinic", "elm")
        assert said.code == 0
        assert len(said.files) > 2
        assert said.err.startswith(
            f"warning: content/{FILE}:12:14: the logo 'elm.svg' holds a gradient, and is printed as a picture of 600 "
            "dots an inch\n    hint: to have it drawn as shapes, save it without\n"
        )
        assert said.err.count("warning: ") == 1

    def test_a_bomb_is_one_problem_and_nothing_is_written(self, tmp_path: Path) -> None:
        folder = with_clinic(tmp_path / "project", logo="{file: bomb.svg, alt: A bomb}")
        logo(folder, "bomb.svg", '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>')
        said = folder.run("--clinic", "elm", "--variant", "cluster")
        assert said.files == ()
        assert said.problems == (
            f"content/{FILE}:12:14: the logo 'bomb.svg' cannot be used: it declares a document type or entities; a "
            "drawing needs none; save it as plain SVG, its words turned into outlines, or as PNG",
        )


@pytest.mark.parametrize(
    "name", ["Łódź Clinic", "Çınar Kliniği", "Škoda & Sons", "Ñuñoa", "O'Brien & Sons", "<b>Elm</b>"]
)
def test_a_name_reads_back_as_it_is_written(name: str, tmp_path: Path) -> None:
    made = made_for(with_clinic(tmp_path / "project", name=f'"{name}"'))
    file = pdf.read(made.data)
    assert f"P: {name}\n" in file.tree
    assert all(name in furniture(page) for page in file.pages)
    assert author(file) == name
    assert f"<rdf:li>{name.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</rdf:li>" in xmp(file)
    assert own_faults(made.data) == []


@pytest.mark.parametrize("name", ["Żółć Przychodnia Ćwiek", "Κλινική Ελπίδα", "عيادة النور"])
def test_a_name_of_another_script_is_read_back_by_all_and_stands_first_at_the_foot(name: str, tmp_path: Path) -> None:
    made = made_for(with_clinic(tmp_path, name=name))
    assert made.job.file == "ache-cluster-letter-en-us-elm.pdf"
    for reader in (poppler, pdfium, pypdf):
        said = " ".join(DIRECTIONS.sub("", reader(made.data)).split())
        assert name in said, reader
    foot = " ".join(DIRECTIONS.sub("", pdfium(made.data).split("themselves.")[1]).split())
    assert foot.index(name) < foot.index("ACHE-CL version 1.0")
    assert foot.index(name) < foot.index("Page 1 of 1")
    sender = Sender(name, "elm", (("Nurses", "303-555-0101", "9 to 5"),), "team@elm.example.org")
    text = letter(About("Headaches", "ACHE", "1.0", "911"), sender, Project(ROOT).language("en-us"), "Ana", False).text
    assert f"This is information from {name}." in DIRECTIONS.sub("", text)


class TestCommandLine:
    def test_the_file_is_named_after_the_clinic_and_its_region(self, tmp_path: Path) -> None:
        folder = with_clinic(tmp_path / "project", {"clinics/oak.yaml": clinic_text(region="uk")})
        said = folder.run("--clinic", "all", "--variant", "cluster")
        assert said.code == 0, said.err
        assert said.files == ("ache-cluster-a4-en-gb-oak.pdf", "ache-cluster-letter-en-us-elm.pdf")

    def test_a_region_asked_for_goes_before_the_clinics_own(self, tmp_path: Path) -> None:
        said = with_clinic(tmp_path / "project").run("--clinic", "elm", "--variant", "cluster", "--region", "uk")
        assert said.files == ("ache-cluster-a4-en-gb-elm.pdf",)

    def test_a_clinic_named_twice_is_built_once(self, tmp_path: Path) -> None:
        said = with_clinic(tmp_path / "project").run("--clinic", "elm", "--clinic", "elm", "--variant", "cluster")
        assert len(said.out.splitlines()) == 1

    def test_without_a_clinic_there_is_none_in_the_leaflet(self, tmp_path: Path) -> None:
        said = with_clinic(tmp_path / "project").run("--variant", "cluster")
        assert said.files == ("ache-cluster-letter-en-us.pdf",)


def test_the_example_in_the_documentation_works(tmp_path: Path) -> None:
    page = (ROOT / "docs/clinics.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```yaml\n# content/clinics/hillside\.yaml\n(.+?)```", page, re.DOTALL)
    folder = shipped(tmp_path / "project")
    folder.write("clinics/hillside.yaml", text)
    project = folder.project()
    made = make(project, job_for(project, "hillside"))
    assert own_faults(made.data) == []
    assert "Draft: awaiting" in text_of(made), "nobody has signed what it says"
    words = text_of(made)
    assert "Ask to see our dietitian" in words
    assert "Check-ups are in the Sarcoma Unit." in words
    assert "LIE-oh" not in words


@pytest.mark.parametrize(("paper", "told"), [("letter-zfold", 1), ("tabloid-half-fold", 1), ("letter", 0)])
def test_telephone_lines_that_a_folded_sheet_has_no_room_for_are_told(
    project: Project, made: Make, paper: str, told: int
) -> None:
    edition = project.format(paper).edition
    leaflet = made(replace(job_for(project, "riverside", variant="skin"), format=paper, edition=edition))
    lost = [one for one in leaflet.warnings if "telephone lines that have no room on" in one.message]
    assert len(lost) == told
    assert ("303-555-0125" in text_of(leaflet)) == (not told)


def test_no_line_ends_between_a_number_and_its_unit(project: Project, read: Read) -> None:
    fever = 0
    for variant in project.leaflet("lms").file.variants:
        job = replace(job_for(project, "riverside", variant=variant), format="letter-trifold", edition="brief")
        for page in read(job).pages:
            words = [line.text.strip() for line in page.lines]
            assert [line for line in words if re.match(r"°|(cm|mm|am|pm)\b", line)] == []
            fever += sum("38 °C" in line for line in words)
    assert fever == 7


def test_names_of_files_may_be_spelled_as_another_system_does(tmp_path: Path) -> None:
    folder = with_clinic(tmp_path / "p", logo="{file: Zoë.svg, alt: A bar}")
    logo(folder, "Zoe\u0308.svg", SVG)
    page = io.BytesIO()
    Image.new("RGB", (400, 300), "#336699").save(page, "PNG")
    folder.picture("Screenshot 9.41\u202fAM.png", page.getvalue())
    shown = "  - id: shot\n    picture: {file: Screenshot 9.41\u202fAM.png, alt: A screen}\n"
    folder.write(REST, folder.path(REST).read_text(encoding="utf-8") + shown)
    made = made_for(folder)
    assert made.data
    figures = pdf.read(made.data).tree
    assert "Figure (Alt='A bar')" in figures
    assert "Figure (Alt='A screen')" in figures


class TestAnotherLeafletIsHalfWritten:
    """A clinic that says something of every leaflet is not stopped by one that cannot be read."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Folder:
        changes = "[{replace: sleep, with: {text: Sleep longer.}}]"
        folder = with_clinic(tmp_path / "p", changes=changes, extras="[figures]")
        folder.write("leaflets/half/leaflet.yaml", "title: Half\n")
        return folder

    def test_the_others_are_made(self, folder: Folder) -> None:
        assert "Sleep longer." in pdf.read(made_for(folder).data).text

    def test_what_that_leaflet_may_hold_is_not_missed(self, folder: Folder) -> None:
        folder.write(FILE, clinic_text(changes="[{omit: in-the-half}]", extras="[of-the-half]"))
        assert made_for(folder).data

    def test_it_is_missed_where_all_can_be_read(self, folder: Folder) -> None:
        folder.write(FILE, clinic_text(changes="[{omit: in-the-half}]"))
        shutil.rmtree(folder.path("leaflets/half"))
        with pytest.raises(ContentError, match="there is no 'in-the-half' in any leaflet"):
            made_for(folder)


@pytest.mark.parametrize("paper", FOLDED)
def test_a_wide_logo_leaves_its_name_room_on_a_folded_sheet(tmp_path: Path, paper: str) -> None:
    folder = shipped(tmp_path / "project")
    logo(folder, "riverside.svg", SVG.replace("0 0 20 10", "0 0 20 7"))
    said = folder.run("lms", "--variant", "gi", "--clinic", "riverside", "--format", paper)
    assert (said.code, len(said.files)) == (0, 1), said.problems
