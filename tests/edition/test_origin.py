"""What a file is made from: a recipe that can be read back, and a hash that changes with the words alone."""

from __future__ import annotations

import pytest

from leaflets.edition.manuscript import Manuscript
from leaflets.edition.origin import fingerprint, in_words, job_from, recipe
from leaflets.edition.selection import select, values
from leaflets.signing.signoff import Verdict
from support.leaflet import FILE, job, language, leaflet, settings

REST = "heading: Rest\nblocks:\n  - id: a\n    text: Sleep well.\n"


def made(rest: str = REST, file: str = FILE) -> Manuscript:
    """What the gut leaflet of these sections says."""
    said = select(leaflet({"rest": rest}, file=file), job())
    region, words = settings().regions["us"], language()
    known = values(said, job(), region, words)
    return Manuscript(job(), words, region, said, None, known, "", (), True, said.file, Verdict())


class TestRecipe:
    @pytest.mark.parametrize("extras", [(), ("figures",), ("b", "a")])
    def test_it_is_read_back_as_the_same_job(self, extras: tuple[str, ...]) -> None:
        asked = job(region="uk", edition="brief", extras=extras)
        assert job_from(recipe(asked)) == asked

    def test_it_says_nothing_of_what_is_as_usual(self) -> None:
        assert "edition" not in recipe(job())
        assert "extras" not in recipe(job())

    def test_it_can_be_said_in_words(self) -> None:
        usual = "leaflet lms, variant gi, region us, format a4, theme calm, language en-gb"
        assert in_words(job()) == usual
        assert in_words(job(edition="brief", extras=("b", "a"))) == f"{usual}, edition brief, extras a and b"

    @pytest.mark.parametrize(
        ("old", "new"),
        [("{", "["), ('"lms"', "7"), ('"lms"', '["lms"]'), ('"variant"', '"place"'), ('{"', '{"colour": "red", "')],
    )
    def test_anything_else_is_none(self, old: str, new: str) -> None:
        text = recipe(job())
        assert old in text
        with pytest.raises(ValueError, match=r"\w"):
            job_from(text.replace(old, new, 1))

    def test_one_nested_without_end_is_none(self) -> None:
        with pytest.raises(ValueError, match="recipe"):
            job_from("[" * 60_000)


class TestFingerprint:
    def test_the_same_words_have_the_same(self) -> None:
        assert fingerprint(made()) == fingerprint(made())
        assert len(fingerprint(made())) == 64

    @pytest.mark.parametrize(
        "rest",
        [
            REST.replace("Sleep well.", "Sleep."),
            REST.replace("heading: Rest", "heading: Sleep"),
            REST + "  - id: b\n    text: Drink.\n",
            REST.replace("text: Sleep well.", "bullets: {items: [{id: i, text: Sleep well.}]}"),
        ],
    )
    def test_other_words_have_another(self, rest: str) -> None:
        assert fingerprint(made(rest)) != fingerprint(made())

    @pytest.mark.parametrize(("old", "new"), [('"1.0"', '"1.1"'), ("2028-11-21", "2029-11-21"), ("gut", "bowel")])
    def test_so_has_another_version_date_or_title(self, old: str, new: str) -> None:
        assert fingerprint(made(file=FILE.replace(old, new))) != fingerprint(made())

    @pytest.mark.parametrize(
        "rest",
        [
            REST.replace("id: a", "id: z"),
            REST.replace("text:", "evidence: V\n    needs: clinician\n    text:"),
            REST.replace("text:", "when: {variant: gi}\n    text:"),
            REST + "  - id: b\n    when: {variant: uterine}\n    text: Not for the gut.\n",
            "icon: body\n" + REST,
        ],
    )
    def test_notes_conditions_and_looks_change_nothing(self, rest: str) -> None:
        assert fingerprint(made(rest)) == fingerprint(made())

    def test_nor_does_another_variant(self) -> None:
        assert fingerprint(made(file=FILE.replace("LMS of the uterus", "Uterus"))) == fingerprint(made())
