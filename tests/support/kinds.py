"""The page of the documentation that shows every kind of block: made from the models and the specimen.

So it cannot say anything else than they do. ``pytest tests/test_docs.py --update-golden`` writes it anew.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pypdfium2
import yaml
from PIL import Image, ImageChops
from pydantic import BaseModel

from leaflets.content.blocks import KINDS, Block
from leaflets.edition.selection import Job
from leaflets.making import make
from leaflets.store.project import Project
from support.projects import ROOT, Folder, shipped

SPECIMEN = ROOT / "content/leaflets/specimen"
PICTURES = "pictures/kinds"
MARGIN, SCALE, SHADES = 44, 1.25, 16
OPENED, GAP = 0.75, 12
PAPER = f"""\
extends: half-letter
description: A page of the documentation
margins: {{top: {MARGIN}pt, bottom: 62pt, left: {MARGIN}pt, right: {MARGIN}pt}}
abreast: 2
signature: 1
"""
BEFORE: Mapping[str, str] = {"page_break": "text", "qr_code": "statements"}
AFTER: Mapping[str, str] = {"page_break": "statements"}
"""What stands before and after a kind that shows nothing alone."""
FOR_CLINIC = {"clinic_details": "riverside"}
HEADING = "Example"

HEAD = """\
# The kinds of block

<!-- Written by `pytest tests/test_docs.py --update-golden` from the models and the specimen: change those. -->

A block is the smallest thing you write. Its kind is its key. Below is each kind, in the words of the specimen, which
`leaflets build specimen` prints. What every block may have besides, its `id`, `when`, `sources`, `beside` and so on, is
told in [Write a leaflet](write.md#blocks). A key in *italics* may be left out.
"""


def examples() -> dict[str, str]:
    """The specimen's block of each kind, as it is written there, by kind."""
    found = {}
    for path in sorted(SPECIMEN.glob("sections/*.yaml")):
        _, _, blocks = path.read_text(encoding="utf-8").partition("\nblocks:\n")
        for chunk in re.split(r"\n(?=  - id: )", blocks):
            text = "\n".join(line.removeprefix("  ") for line in chunk.rstrip().splitlines())
            (block,) = yaml.safe_load(text)
            (kind,) = KINDS.keys() & block.keys()
            found[kind] = text
    return found


def page() -> str:
    """The page as Markdown."""
    kinds = examples()
    parts = [HEAD]
    for kind, model in KINDS.items():
        parts.append(f"## {kind}\n\n{_said(model)}\n")
        parts.extend(f"{line}\n" for line in keys(kind, model))
        parts.append(f"```yaml\n{kinds[kind]}\n```\n\n![How `{kind}` is printed]({PICTURES}/{kind}.png)\n")
    return "\n".join(parts)


def keys(kind: str, model: type[Block]) -> Iterator[str]:
    """The keys inside a kind of block, in a line, if it has any."""
    inside = model.model_fields[kind].annotation
    if isinstance(inside, type) and issubclass(inside, BaseModel):
        names = (f"`{name}`" if field.is_required() else f"*`{name}`*" for name, field in inside.model_fields.items())
        yield f"Keys: {', '.join(names)}. {_said(inside)}"


def _said(model: type[BaseModel]) -> str:
    """What a model's docstring says, as a paragraph of Markdown."""
    return " ".join(str(inspect.getdoc(model)).replace("``", "`").split())


def pictures(folder: Path) -> dict[str, Image.Image]:
    """How each kind is printed, by kind. ``folder`` is for a project to print them from."""
    project = _project(folder)
    return {kind: _picture(project, kind) for kind in KINDS}


def _project(folder: Path) -> Project:
    """A project with a leaflet for each kind: its example on a page, two more sections for lists of them."""
    made, kinds = shipped(folder), examples()
    made.write("formats/page.yaml", PAPER)
    for kind in KINDS:
        blocks = [kinds[name] for name in (BEFORE.get(kind), kind, AFTER.get(kind)) if name]
        blocks.append("- {id: turn-again, page_break: here}")
        _leaflet(made, kind.replace("_", "-"), "\n".join(blocks))
    return made.project()


def _leaflet(folder: Folder, name: str, blocks: str) -> None:
    for path in SPECIMEN.glob("*.yaml"):
        folder.write(f"leaflets/{name}/{path.name}", path.read_bytes())
    sections = "sections: [text, lists, boxes, figures, forms, back]"
    folder.replace(f"leaflets/{name}/leaflet.yaml", sections, "sections: [example, treatment, help]")
    start = "{id: start, text: A leaflet.}, {id: turn, page_break: here}"
    folder.write(f"leaflets/{name}/sections/front.yaml", f"heading: Front\nblocks: [{start}]\n")
    folder.write(f"leaflets/{name}/sections/example.yaml", f"heading: {HEADING}\nblocks:\n{blocks}\n")
    for more in ("treatment", "help"):
        text = f"heading: Your {more}\nblocks: [{{id: {more}-1, sources: [example], text: More.}}]\n"
        folder.write(f"leaflets/{name}/sections/{more}.yaml", text)


def _picture(project: Project, kind: str) -> Image.Image:
    job = Job(kind.replace("_", "-"), "specimen", "us", "page", "calm", "en-us", clinic=FOR_CLINIC.get(kind, ""))
    document = pypdfium2.PdfDocument(make(project, job).data)
    try:
        numbers = (1, 2) if kind == "page_break" else (1,)
        shown = [_cropped(document[number]) for number in numbers]
    finally:
        document.close()
    return _side_by_side(shown) if len(shown) > 1 else shown[0]


def _cropped(page: pypdfium2.PdfPage) -> Image.Image:
    """What stands on a page between its heading, or its head, and its foot, with a little white around it."""
    whole: Image.Image = page.render(scale=SCALE).to_pil().convert("RGB")
    text, top = page.get_textpage(), MARGIN - 4.0
    if hit := text.search(HEADING, match_case=True).get_next():
        top = page.get_height() - min(text.get_charbox(hit[0] + n)[1] for n in range(hit[1])) + 1
    right, bottom = page.get_width() - MARGIN + 12, page.get_height() - 60
    part = whole.crop((SCALE * (MARGIN - 12), round(SCALE * top), SCALE * right, round(SCALE * bottom)))
    found = ImageChops.difference(part, Image.new("RGB", part.size, "white")).getbbox()
    assert found, "nothing is drawn"
    white = round(8 * SCALE)
    return part.crop((0, max(0, found[1] - white), part.width, min(part.height, found[3] + white)))


def _side_by_side(pages: list[Image.Image]) -> Image.Image:
    """Pictures of pages beside each other, a line between them."""
    height = max(page.height for page in pages)
    whole = Image.new("RGB", (sum(page.width for page in pages) + len(pages) - 1, height), "#7C8A90")
    left = 0
    for page in pages:
        whole.paste("white", (left, 0, left + page.width, height))
        whole.paste(page, (left, 0))
        left += page.width + 1
    return whole


def opened(data: bytes, numbers: Sequence[int]) -> Image.Image:
    """Two pages of a leaflet beside each other, on a ground that shows where their paper ends."""
    document = pypdfium2.PdfDocument(data)
    try:
        pages = [document[number - 1].render(scale=OPENED).to_pil().convert("RGB") for number in numbers]
    finally:
        document.close()
    width, height = pages[0].size
    whole = Image.new("RGB", (len(pages) * (width + GAP) + GAP, height + 2 * GAP), "#C8CFD2")
    for number, page in enumerate(pages):
        whole.paste(page, (GAP + number * (width + GAP), GAP))
    return whole


def kept(picture: Image.Image) -> Image.Image:
    """A picture in the few colours it is kept in."""
    return picture.quantize(SHADES)
