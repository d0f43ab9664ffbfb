"""Every letter of the leaflets stands where HarfBuzz would put it, as read from the finished file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import uharfbuzz as hb

from leaflets.edition.selection import Job
from leaflets.store.project import Project
from support.painting import Font, operations
from support.pdf import Inspected
from support.projects import Read, for_jobs
from support.sample import FONTS

CLOSE = 1.0
"""How far a letter may stand from its place, in thousandths of the text size."""


def lines(found: Inspected) -> Iterator[tuple[Font, list[Any]]]:
    """What each text operator shows, with the font it is shown in."""
    fonts: dict[int, Font] = {}
    for page in found.reader.pages:
        named: Any = page["/Resources"]["/Font"]  # type: ignore[index]
        font = None
        for operands, operator in operations(page.get_contents().get_data()):  # type: ignore[union-attr]
            if operator == "Tf":
                number = named.raw_get(operands[0]).idnum
                fonts[number] = font = fonts.get(number) or Font(named[operands[0]])
            elif operator in ("Tj", "TJ") and font:
                yield font, [operands[0]] if operator == "Tj" else list(operands[0])


def places(font: Font, parts: list[Any]) -> tuple[str, list[float]]:
    """A text, and where each of its letters begins, in thousandths of the text size."""
    text, found, at = "", [], 0.0
    for part in parts:
        if not isinstance(part, bytes):
            at -= float(part)
            continue
        for code in font.codes(part):
            text += font.text(code)
            found.append(at)
            at += font.width(code)
    return text, found


def wanted(face: hb.Font, text: str, tabular: bool) -> list[float]:
    """Where HarfBuzz puts the letters of a text, and its figures, as columns of numbers have them or not."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(face, buffer, {"tnum": tabular})
    found, at = [], 0.0
    for place in buffer.glyph_positions:
        found.append(at + place.x_offset)
        at += place.x_advance
    return found


@for_jobs(lambda job, project: job.region == project.settings.region)
def test_letters_stand_where_harfbuzz_puts_them(job: Job, read: Read, project: Project) -> None:
    folder = FONTS / project.theme(job.theme).typeface
    files = {weight: hb.Blob.from_file_path(str(folder / f"{weight}.ttf")) for weight in ("Regular", "Bold")}
    faces = {weight: hb.Font(hb.Face(file)) for weight, file in files.items()}
    seen = kerned = 0
    for font, parts in lines(read(job)):
        text, found = places(font, parts)
        face, far = faces[font.name.split("-")[-1]], []
        for tabular in (False, True) if any(map(str.isdigit, text)) else (False,):
            expected = wanted(face, text, tabular)
            assert len(found) == len(expected) == len(text), text
            far.append(max(abs(one - other) for one, other in zip(found, expected, strict=True)))
        assert min(far) < CLOSE, text
        seen, kerned = seen + 1, kerned + (len(parts) > 1)
    assert seen > 100
    assert kerned > 50
