"""The formulas give the figures that others have published, and the counts those that other tools reckon."""

from __future__ import annotations

import pytest
import textstat

from leaflets.checks.book import Book
from leaflets.checks.readability import FORMULAS, Counts, _voice, counts, figures, syllables
from leaflets.checks.reading import read, sentences, words
from leaflets.store.project import Project
from support.projects import ROOT, job_of

PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
STEVENSON = """\
The rule of rhythm in prose is not so intricate. Here, too, we write in groups, or phrases, as I prefer to
call them, for the prose phrase is greatly longer and is much more nonchalantly uttered than the group in
verse; so that not only is there a greater interval of continuous sound between the pauses, but, for that very
reason, word is linked more readily to word by a more summary enunciation. Still, the phrase is the strict
analogue of the group, and successive phrases, like successive groups, must differ openly in length and
rhythm. The rule of scansion in verse is to suggest no measure but the one in hand; in prose, to suggest no
measure at all. Prose must be rhythmical, and it may be as much so as you will; but it must not be metrical.
It may be anything, but it must not be verse."""


class TestPublishedExamples:
    """With the syllables their authors counted; each to within 0.1."""

    @pytest.mark.parametrize(
        ("formula", "n", "published"),
        [
            # Wikipedia, "Flesch-Kincaid readability tests": the platypus, the ends of the scales,
            # and "Green Eggs and Ham" with 5.7 words a sentence and 1.02 syllables a word
            ("flesch_ease", Counts(1, 13, 24), 37.5),
            ("flesch_kincaid", Counts(1, 13, 24), 11.3),
            ("flesch_ease", Counts(1, 1, 1), 121.22),
            ("flesch_kincaid", Counts(1, 1, 1), -3.40),
            ("flesch_kincaid", Counts(100, 570, 581), -1.3),
            # the readme of the npm packages flesch and flesch-kincaid: the platypus with 26 syllables
            ("flesch_ease", Counts(1, 13, 26), 24.44),
            ("flesch_kincaid", Counts(1, 13, 26), 13.08),
            # wordcountpro.com, "The Flesch-Kincaid Formula Explained"
            ("flesch_ease", Counts(6, 120, 180), 59.635),
            ("flesch_kincaid", Counts(6, 120, 180), 9.91),
            # flesch-kincaid-calculator.com, "Flesch-Kincaid Formula Examples"
            ("flesch_ease", Counts(2, 8, 13), 65.30),
            # the readme of the npm package smog-formula: the platypus with 4 long words
            ("smog", Counts(sentences=1, words=13, long=4), 14.554593),
            # the readme of the npm package automated-readability: Stevenson on prose
            ("ari", Counts(sentences=6, words=151, characters=623), 10.585982),
        ],
    )
    def test_are_met(self, formula: str, n: Counts, published: float) -> None:
        assert FORMULAS[formula](n) == pytest.approx(published, abs=0.1)

    def test_are_counted_as_their_authors_counted_them(self) -> None:
        n = counts(sentences(STEVENSON))
        assert (n.sentences, n.words, n.characters) == (6, 151, 623)
        n = counts(sentences(PLATYPUS))
        assert (n.sentences, n.words, n.syllables) == (1, 13, 26)


def leaflet(project: Project) -> list[str]:
    """The sentences of the general leaflet, each ended with a stop, as the entries of a list have none."""
    reading = read(project, job_of(project, "lms", "general", "us"))
    said = [sentence for passage in reading.passages if passage.said for sentence in passage.sentences]
    return [sentence if sentence[-1] in ".?!" else f"{sentence}." for sentence in said]


class TestAnotherTool:
    """textstat 0.7.8, which takes syllables from the CMU Pronouncing Dictionary where that has the word.

    Where the two differ: textstat begins a new sentence after every stop, also inside "37.5" and after "alas!"; it
    leaves out sentences of one or two words, but not their words; for ARI it counts punctuation as characters, where
    the authors of the formula counted letters and figures. So both are given whole sentences of three words or more,
    and for ARI punctuation is taken off and the stops that must stay are reckoned out.

    The texts are the beginnings, abridged, of Carroll's "Alice's Adventures in Wonderland" and Doyle's "A Scandal in
    Bohemia", both in the public domain, and our own general leaflet.
    """

    @pytest.fixture(params=["alice", "holmes", "leaflet"])
    def said(self, request: pytest.FixtureRequest, project: Project) -> list[str]:
        if request.param == "leaflet":
            return leaflet(project)
        text = (ROOT / f"tests/data/texts/{request.param}.txt").read_text(encoding="utf-8")
        return list(sentences(" ".join(text.split())))

    def test_gives_the_same_grades_to_within_a_half(self, said: list[str]) -> None:
        kept = [sentence for sentence in said if len(words(sentence)) > 2]
        n, text = counts(kept), " ".join(kept)
        bare = " ".join(f"{' '.join(''.join(filter(str.isalnum, word)) for word in words(one))}." for one in kept)
        other = textstat.textstat
        assert n.words > 550
        assert FORMULAS["flesch_kincaid"](n) == pytest.approx(other.flesch_kincaid_grade(text), abs=0.5)
        assert FORMULAS["smog"](n) == pytest.approx(other.smog_index(text), abs=0.5)
        stops = 4.71 * len(kept) / n.words
        assert FORMULAS["ari"](n) == pytest.approx(other.automated_readability_index(bare) - stops, abs=0.5)
        assert FORMULAS["flesch_ease"](n) == pytest.approx(other.flesch_reading_ease(text), abs=4)


class TestSyllables:
    @pytest.mark.parametrize(
        ("word", "count"),
        [
            ("cat", 1), ("walked", 1), ("wanted", 2), ("table", 2), ("horses", 2), ("makes", 1), ("queue", 1),
            ("area", 3), ("radio", 3), ("nation", 2), ("patient", 2), ("hospital’s", 3), ("chemotherapy", 5),
            ("leiomyosarcoma", 7), ("well-planned", 2), ("MRI", 1), ("100,000", 1),
            ("diagnosis", 4), ("statement", 2), ("element", 3),
        ],
    )  # fmt: skip
    def test_are_counted_by_spelling(self, word: str, count: int) -> None:
        assert syllables(word) == count


class TestSentences:
    @pytest.mark.parametrize(
        ("text", "count"),
        [
            ("Rest. Sleep well.", 2),
            ("Ask Dr. Example. She knows.", 2),
            ("It is 37.5 °C. Call.", 2),
            ("Is it? Yes! It is.", 3),
            ("“Rest.” That is all.", 2),
            ("Ask: could this be it? how long?", 1),
            ("No stop at the end", 1),
        ],
    )
    def test_end_at_a_stop_before_a_capital(self, text: str, count: int) -> None:
        assert len(sentences(text)) == count

    def test_have_words_between_spaces_and_dashes(self) -> None:
        assert words("Rest – if you can – for 3 well-spent hours (or more).") == (
            "Rest", "if", "you", "can", "for", "3", "well-spent", "hours", "or", "more",
        )  # fmt: skip

    def test_without_words_have_no_figures(self) -> None:
        assert figures(counts(["...", "–"])) == {}
        assert figures(counts([])) == {}


def test_the_voice_counts_whole_sentences_that_are_short_or_joined(project: Project) -> None:
    book = Book(project.rulebook, project.house("lms"))
    said = ["Rest.", "Rest if you are tired, because it helps you.", "Ask your nurse about the scan today."]
    assert _voice(said, book) == {"words": 5.7, "short": 33, "joined": 33}
    assert _voice([], book) == {}
