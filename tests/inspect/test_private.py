"""Pictures in a finished file that carry more than they show are named, with what they carry."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, ImageDraw
from PIL.TiffImagePlugin import IFDRational
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from leaflets.inspect.inspection import inspect
from support.mutations import written

GPS, MAKER, PLACE = 0x8825, 0x010F, {1: "N", 2: (IFDRational(51), IFDRational(30), IFDRational(0)), 3: "W"}


def photo(**beside: Any) -> bytes:
    """A small JPEG picture, and what is written beside it."""
    picture = Image.new("RGB", (60, 40), "#3366AA")
    ImageDraw.Draw(picture).line((0, 0, 60, 40), "#FFFFFF", 3)
    file = BytesIO()
    picture.save(file, "JPEG", **beside)
    return file.getvalue()


def exif(place: bool = False) -> Image.Exif:
    found = Image.Exif()
    found[MAKER] = "Camera of Ann"
    if place:
        found.get_ifd(GPS).update(PLACE)
    return found


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(data) + 2).to_bytes(2, "big") + data


def with_segment(marker: int, data: bytes) -> bytes:
    return photo()[:2] + segment(marker, data) + photo()[2:]


def private(picture: bytes, folder: Path) -> list[str]:
    """What is said of a page with the picture, which ReportLab puts there as it stands."""
    (folder / "photo.jpg").write_bytes(picture)
    file = BytesIO()
    canvas = Canvas(file, pagesize=(300, 300))
    canvas.drawImage(str(folder / "photo.jpg"), 20, 20, 60, 40)
    canvas.save()
    return [said.partition(": ")[2] for said in inspect(file.getvalue()).private]


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (photo(exif=exif()), "camera data (EXIF)"),
        (photo(exif=exif(place=True)), "camera data (EXIF), the place it was taken at (GPS)"),
        (photo(comment="Ann's knee"), "a comment"),
        (with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"), "XMP"),
        (with_segment(0xED, b"Photoshop 3.0\x008BIM"), "IPTC"),
        (with_segment(0xE0, b"JFXX\0\x10" + b"\0" * 40), "a thumbnail"),
        (with_segment(0xE1, b"Exif\0\0II"), "camera data (EXIF)"),
    ],
)
def test_what_a_picture_carries_is_named(picture: bytes, said: str, tmp_path: Path) -> None:
    assert private(picture, tmp_path) == [said]


def test_a_thumbnail_of_a_camera_is_named(tmp_path: Path) -> None:
    small = photo()
    entries = struct.pack("<HHHIIHHIII", 2, 0x0201, 4, 1, 44, 0x0202, 4, 1, len(small), 0)
    data = b"Exif\0\0" + struct.pack("<2sHIHI", b"II", 42, 8, 0, 14) + entries + small
    assert private(with_segment(0xE1, data), tmp_path) == ["camera data (EXIF), a thumbnail"]


def test_a_picture_that_carries_nothing_is_not_named(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert private(photo(), tmp_path) == []
    assert private(photo(dpi=(300, 300), icc_profile=profile), tmp_path) == []


def test_metadata_beside_a_picture_in_the_file_are_named() -> None:
    writer = PdfWriter(clone_from=BytesIO(sample_of_a_picture()))
    resources: Any = writer.pages[0]["/Resources"]
    (picture,) = resources["/XObject"].values()
    beside = DecodedStreamObject()
    beside.set_data(b"<x:xmpmeta/>")
    picture.get_object()[NameObject("/Metadata")] = writer._add_object(beside)
    (said,) = inspect(written(writer)).private
    assert said.endswith("carries more than it shows: XMP")


def sample_of_a_picture() -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pagesize=(300, 300))
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 40), "#3366AA")), 20, 20)
    canvas.save()
    return file.getvalue()
