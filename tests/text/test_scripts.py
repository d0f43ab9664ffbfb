"""Every script the shipped typefaces have is read back as it was written, by the readers people use."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from leaflets.inspect.rules.conformance import check
from leaflets.pdf.lines import draw_lines
from leaflets.pdf.pieces import Stretch
from leaflets.pdf.shell import finished
from leaflets.text.fonts import fonts
from leaflets.text.lines import Chunk, Run, TextStyle, break_lines
from support import validators
from support.readers import DIRECTIONS, pdfium, poppler, pypdf
from support.sample import FONTS, INK, blank, bold, regular, say
from support.scripts import SCRIPTS

STYLE = TextStyle(regular(), bold(), 14, 20, INK)


def leaflet(text: str, width: float = 250) -> bytes:
    """A page that says a text, in several lines, under a heading."""
    document = blank()
    page = document.page(width + 40, 300)
    say(page, document.root.add("H1"), 20, 280, "Heading")
    draw_lines(page, document.root.add("P"), break_lines([Chunk(STYLE.run(text))], width), 20, 250, STYLE)
    return finished(document)


READERS: tuple[Callable[[bytes], str], ...] = (poppler, pdfium, pypdf)
BEYOND = {("hebrew", pypdf)}
"""What pypdf does not put back in order: a letter with its points."""


def said(data: bytes, reader: Callable[[bytes], str]) -> str:
    """What a reader finds, without the heading, on one line; Poppler turns two marks of one letter round."""
    text = DIRECTIONS.sub("", reader(data).replace("Heading", "", 1))
    return unicodedata.normalize("NFC", " ".join(text.split()))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("script", SCRIPTS)
def test_it_is_read_back_as_it_was_written(script: str, reader: Callable[[bytes], str]) -> None:
    same = said(leaflet(SCRIPTS[script]), reader) == unicodedata.normalize("NFC", SCRIPTS[script])
    assert same is ((script, reader) not in BEYOND), said(leaflet(SCRIPTS[script]), reader)


NUMBERS = {
    "one": ("اتصل بفريقك على \u2066020 7946 0111\u2069 إذا كنت تعاني من الحمى", "020 7946 0111"),
    "dose": ("קחו \u2066500 mg\u2069 פעמיים ביום אחרי האוכל", "500 mg"),
    "email": ("כתבו לצוות שלכם אל \u2066team@hilltop.example\u2069 אם יש לכם שאלות", "team@hilltop.example"),
    "web": ("ראו עוד באתר של המרפאה \u2066hilltop.example/a-b\u2069 ובעלון הזה שלנו", "hilltop.example/a-b"),
    "brackets": ("התקשרו (בכל שעה) אל \u206620 7946 0222\u2069 או לרופא", "20 7946 0222"),
}
"""Lines from right to left that hold what runs the other way, and what that is."""


@pytest.mark.parametrize("name", NUMBERS)
def test_what_runs_the_other_way_is_seen_and_copied_whole(name: str) -> None:
    text, number = NUMBERS[name]
    data = leaflet(text, 600)
    bare = DIRECTIONS.sub("", text)
    assert [said(data, reader) for reader in (poppler, pdfium)] == [bare, bare]
    places = {letter: x for letter, x in _letters(data) if letter.isascii() and letter.strip()}
    digits = [letter for letter in number if letter.strip() and number.count(letter) == 1]
    assert len(digits) > 2
    assert digits == sorted(digits, key=places.__getitem__)


def _letters(data: bytes) -> list[tuple[str, float]]:
    """The letters of a page in PDFium's order, each with its left edge; of the paragraph alone."""
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    boxes = [(page.get_text_range(at, 1), page.get_charbox(at)) for at in range(page.count_chars())]
    return [(letter, box[0]) for letter, box in boxes if box[1] < 270]


@pytest.mark.parametrize("script", SCRIPTS)
def test_it_is_valid(script: str) -> None:
    data = leaflet(SCRIPTS[script])
    assert check(data) == []
    for flavour in validators.FLAVOURS:
        assert validators.page_failures(data, flavour) == []


def test_verapdf_finds_each_valid(tmp_path: Path) -> None:
    validators.require_java()
    paths = [tmp_path / f"{script}.pdf" for script in SCRIPTS]
    for path in paths:
        path.write_bytes(leaflet(SCRIPTS[path.stem]))
    verdicts = list(validators.vera(paths))
    assert len(verdicts) == 2 * len(paths)
    assert [(verdict.file.stem, verdict.failed) for verdict in verdicts if verdict.failed] == []


def _fonts_set(*lines: Sequence[Run]) -> int:
    """How often the font is set in one text of some lines."""
    document = blank()
    node = document.root.add("P")
    placed = [Stretch(20, 250 - 20 * at, 100, list(runs), list(runs)) for at, runs in enumerate(lines)]
    document.page(300, 300).write(placed, node, node)
    (page,) = PdfReader(BytesIO(finished(document))).pages
    content = page.get_contents()
    assert content is not None
    return content.get_data().count(b" Tf")


def test_words_before_others_that_run_right_are_shown_alike_whatever_was_shown_before() -> None:
    """What is no letter beside them has the font set anew, or pypdf joins it to the word on its other side."""
    font, _ = fonts(FONTS, "noto-sans-hebrew")
    hebrew = Run("- \u05d0\u05d1\u05d2", font, 14, INK, 1, 1)
    latin = STYLE.run("mg")._replace(level=2, base=1)
    alone, mixed = _fonts_set([hebrew]), _fonts_set([hebrew, latin])
    assert mixed - alone == 2
    assert _fonts_set([hebrew], [hebrew, latin]) == mixed
