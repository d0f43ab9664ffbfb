"""A page of each script that the shipped typefaces have: how it looks, and what it says to those who listen, as agreed.

``pytest --update-golden`` writes both anew.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from leaflets.inspect.rules.conformance import check
from support import pdf, validators
from support.alike import alike
from support.readers import DIRECTIONS, pdfium, poppler
from support.scripts import SCRIPTS, written

AGREED = Path(__file__).parent / "golden/scripts"


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_page_of_a_script_is_the_one_agreed(script: str, tmp_path: Path, update_golden: bool) -> None:
    data = written(tmp_path, script).make("ache", "general").data
    tree = pdf.read(data).tree
    looks = pypdfium2.PdfDocument(data)[0].render(scale=0.8).to_pil().convert("L")
    text, picture = AGREED / f"{script}.txt", AGREED / f"{script}.png"
    if update_golden:
        AGREED.mkdir(exist_ok=True)
        text.write_text(tree, encoding="utf-8")
        looks.quantize(16).save(picture, optimize=True)
    assert tree == text.read_text(encoding="utf-8"), "if the change is meant: pytest --update-golden"
    assert alike(Image.open(picture).convert("L"), looks), "if the change is meant: pytest --update-golden"
    assert check(data) == []
    for flavour in validators.FLAVOURS:
        assert validators.page_failures(data, flavour) == []
    for reader in (poppler, pdfium):
        said = unicodedata.normalize("NFC", " ".join(DIRECTIONS.sub("", reader(data)).split()))
        assert said.count(unicodedata.normalize("NFC", SCRIPTS[script])) == 3, reader
