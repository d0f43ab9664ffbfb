"""Pictures: upright, in sRGB, as fine as they need be, and with nothing in them but what they show."""

from __future__ import annotations

import base64
import io
import re
import struct
from pathlib import Path

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from leaflets.artwork.picture import ImageError, Picture, load, size
from support import page, pdf
from support.projects import REST, job_of, tiny
from support.rendering import render

SECRETS = (b"Ann Example", b"secret comment", b"GPSx", b"THUMBNAIL", b"after the end")
CORNERS = ("red", "lime", "blue", "yellow")
"""The colours of a picture's corners, from the upper left in reading order."""


def saved(image: Image.Image, path: Path, **options: object) -> Path:
    image.save(path, **options)  # type: ignore[arg-type]
    return path


def flag(wide: int = 80, tall: int = 40) -> Image.Image:
    """A picture that shows which way up it is."""
    made = Image.new("RGB", (wide, tall))
    for place, colour in enumerate(CORNERS):
        left, top = place % 2 * wide // 2, place // 2 * tall // 2
        made.paste(colour, (left, top, left + wide // 2, top + tall // 2))
    return made


def corners(image: Image.Image) -> tuple[str, ...]:
    """The names of the colours that its corners are nearest to."""
    named = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0)}
    shown = image.convert("RGB")
    places = ((x, y) for y in (0.2, 0.8) for x in (0.2, 0.8))
    found = []
    for x, y in places:
        pixel = shown.getpixel((int(x * shown.width), int(y * shown.height)))
        assert isinstance(pixel, tuple)
        found.append(min(named, key=lambda name: sum(abs(a - b) for a, b in zip(named[name], pixel, strict=True))))
    return tuple(found)


def orientation(turn: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = turn
    return exif


TURNS = {
    1: ("red", "lime", "blue", "yellow"),
    2: ("lime", "red", "yellow", "blue"),
    3: ("yellow", "blue", "lime", "red"),
    4: ("blue", "yellow", "red", "lime"),
    5: ("red", "blue", "lime", "yellow"),
    6: ("blue", "red", "yellow", "lime"),
    7: ("yellow", "lime", "blue", "red"),
    8: ("lime", "yellow", "red", "blue"),
}
"""What Exif 2.32, 4.6.4 says for each number: which corner stands where."""


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_a_picture_is_turned_as_its_camera_noted(turn: int, kind: str, tmp_path: Path) -> None:
    path = saved(flag(), tmp_path / f"a.{kind}", exif=orientation(turn))
    made = load(path)
    assert corners(made.image()) == TURNS[turn]
    assert size(path) == (made.width, made.height) == ((40, 80) if turn > 4 else (80, 40))


def profile(name: str) -> bytes:
    """A profile that is not sRGB: of linear light, or of a display that mixes its colours otherwise."""
    if name == "grey":  # gamma 1: a matrix-less profile of one curve
        return grey_profile()
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(data[128:132])
    tags = {bytes(data[at : at + 4]): int.from_bytes(data[at + 4 : at + 8]) for at in range(132, 132 + 12 * count, 12)}
    red, green = tags[b"rXYZ"] + 8, tags[b"gXYZ"] + 8
    data[red : red + 12], data[green : green + 12] = data[green : green + 12], data[red : red + 12]
    return bytes(data)


def grey_profile() -> bytes:
    """An ICC profile (ISO 15076-1) of greys in linear light."""
    white = b"XYZ \0\0\0\0" + struct.pack(">iii", 63190, 65536, 54061)
    curve = b"curv\0\0\0\0" + struct.pack(">I", 0)
    about = b"desc\0\0\0\0" + struct.pack(">I", 2) + b"g\0" + b"\0" * 79
    about += b"\0" * (-len(about) % 4)
    tags, body, at = b"", b"", 128 + 4 + 36
    for name, data in ((b"desc", about), (b"wtpt", white), (b"kTRC", curve)):
        tags += name + struct.pack(">II", at + len(body), len(data))
        body += data
    head = struct.pack(">I4sI4s4s4s", at + len(body), b"lcms", 0x02100000, b"mntr", b"GRAY", b"XYZ ")
    head += b"\0" * 12 + b"acsp" + b"\0" * 28 + struct.pack(">iii", 63190, 65536, 54061) + b"\0" * 48
    return head + struct.pack(">I", 3) + tags + body


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_colours_of_another_display_are_converted(kind: str, tmp_path: Path) -> None:
    """In the profile red and green are changed for each other."""
    plain = Image.new("RGB", (8, 8), (200, 30, 40))
    made = load(saved(plain, tmp_path / f"a.{kind}", icc_profile=profile("swapped"), quality=100)).image()
    pixel = made.convert("RGB").getpixel((4, 4))
    assert pixel == pytest.approx((30, 200, 40), abs=6)


def test_greys_of_another_scanner_are_converted(tmp_path: Path) -> None:
    made = load(saved(Image.new("L", (8, 8), 55), tmp_path / "a.png", icc_profile=profile("grey")))
    assert made.grey
    assert made.image().getpixel((0, 0)) == pytest.approx(128, abs=2), "linear light of a fifth is a middle grey"


def test_a_profile_that_says_srgb_or_nonsense_changes_nothing(tmp_path: Path) -> None:
    for name, data in (("a", ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()), ("b", b"nonsense")):
        path = saved(flag(), tmp_path / f"{name}.jpg", icc_profile=data)
        plain = saved(flag(), tmp_path / "plain.jpg")
        assert load(path) == load(plain)


def test_greys_of_16_bits_keep_their_tones(tmp_path: Path) -> None:
    ramp = Image.new("I;16", (256, 2))
    for x in range(256):
        for y in range(2):
            ramp.putpixel((x, y), x * 257)
    made = load(saved(ramp, tmp_path / "a.png"))
    assert made.grey
    assert list(made.image().tobytes()[:256]) == list(range(256))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_lies_on_white(mode: str, tmp_path: Path) -> None:
    image = Image.new("RGBA", (8, 8), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 4, 8))
    made = load(saved(image.convert(mode) if mode != "P" else image.quantize(4), tmp_path / "a.png")).image()
    assert made.convert("L").getpixel((1, 1)) == 0
    assert made.convert("L").getpixel((6, 6)) == 255


def notes(kind: str, path: Path, turn: int = 1) -> Path:
    """A picture with names, places, comments, a small picture, and more after its end."""
    exif = orientation(turn)
    exif[0x013B] = "Ann Example"
    exif[0x010E] = "GPSx 54.97 N"
    if kind == "png":
        about = PngImagePlugin.PngInfo()
        about.add_text("Author", "Ann Example")
        about.add_itxt("XML:com.adobe.xmp", "<x>secret comment</x>")
        return saved(flag(), path, exif=exif, pnginfo=about)
    options = {"progressive": True} if kind == "progressive" else {}
    held = io.BytesIO()
    flag().save(held, "JPEG", exif=exif, comment=b"secret comment", **options)
    jfxx = b"JFXX\0\x10THUMBNAIL"
    more = b"\xff\xe0" + struct.pack(">H", len(jfxx) + 2) + jfxx
    data = held.getvalue()
    at = 4 + int.from_bytes(data[4:6])
    path.write_bytes(data[:at] + more + data[at:] + b"after the end")
    return path


@pytest.mark.parametrize("kind", ["jpg", "progressive", "png", "turned"])
def test_nothing_private_is_left_in_it(kind: str, tmp_path: Path) -> None:
    path = notes(kind, tmp_path / f"a.{'png' if kind == 'png' else 'jpg'}", 6 if kind == "turned" else 1)
    assert sum(secret in path.read_bytes() for secret in SECRETS) >= 2
    made = load(path)
    for data in (made.data, made.file()[1]):
        assert [secret for secret in (*SECRETS, b"Exif", b"http://ns.adobe") if secret in data] == []
    assert corners(made.image()) == TURNS[6 if kind == "turned" else 1]


@pytest.mark.parametrize("kind", ["jpg", "progressive"])
def test_a_plain_photo_loses_its_notes_and_not_one_bit_of_what_it_shows(kind: str, tmp_path: Path) -> None:
    path = notes(kind, tmp_path / "a.jpg")
    made = load(path)
    assert made.jpeg
    with Image.open(path) as before:
        assert made.image().tobytes() == before.tobytes()


def test_a_photo_is_made_no_finer_than_asked(tmp_path: Path) -> None:
    photo = saved(Image.effect_noise((1600, 1200), 80).convert("RGB"), tmp_path / "a.jpg", exif=orientation(8))
    made = load(photo, 300)
    assert (made.width, made.height) == (300, 400)
    assert made.jpeg
    assert len(made.data) < 120_000
    small = load(saved(flag(), tmp_path / "small.png"), 300)
    assert (small.width, small.height) == (80, 40), "none is made larger"


KINDS = {
    "a HEIC photo": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    "an AVIF picture": b"\0\0\0\x18ftypavif\0\0\0\0",
    "a WebP picture": b"RIFF\x24\0\0\0WEBPVP8 ",
    "a GIF picture": b"GIF89a",
    "a TIFF picture": b"II*\0\x08\0\0\0",
    "an SVG drawing": b"<svg/>",
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_another_kind_of_picture_is_named(kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(KINDS[kind])
    with pytest.raises(ImageError, match=f"it is {kind}; save it as JPEG or PNG"):
        load(tmp_path / "a.jpg")


def test_half_a_photo_is_refused(tmp_path: Path) -> None:
    whole = saved(Image.effect_noise((200, 200), 80), tmp_path / "a.jpg").read_bytes()
    (tmp_path / "b.jpg").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ImageError, match="it is damaged"):
        load(tmp_path / "b.jpg")


def made(folder: Path, picture: bytes, more: str = "", kind: str = "letter") -> bytes:
    """The leaflet with one picture, in a format."""
    block = f"heading: x\nblocks:\n  - id: p\n    picture: {{file: a.jpg, alt: A flag{more}}}\n"
    project = tiny(folder, {REST: block})
    project.picture("a.jpg", picture)
    job = job_of(project.project(), "ache", "general", "us")
    from dataclasses import replace

    from leaflets.making import make

    return make(project.project(), replace(job, format=kind)).data


def printed(data: bytes) -> tuple[float, float]:
    """The width and height its picture is printed with, in points."""
    file = pdf.read(data)
    (box,) = re.findall(r"/BBox \[([^\]]+)\]", data.decode("latin-1")) or [""]
    assert "Figure (Alt='A flag')" in file.tree
    left, low, right, top = map(float, box.split())
    return right - left, top - low


def test_a_photo_keeps_its_secrets_in_no_format(tmp_path: Path) -> None:
    photo = notes("jpg", tmp_path / "a.jpg", 6).read_bytes()
    paper = made(tmp_path / "p", photo)
    screen = made(tmp_path / "s", photo, kind="html")
    (image,) = page.read(screen).all("img")
    shown = base64.b64decode(image.get("src", "").partition(",")[2])
    for data in (paper, shown):
        assert [secret for secret in SECRETS if secret in data] == []
    assert corners(Image.open(io.BytesIO(shown))) == TURNS[6]
    assert int(image.get("height", "0")) == pytest.approx(2 * int(image.get("width", "0")), abs=1)
    wide, tall = printed(paper)
    assert tall == pytest.approx(2 * wide, abs=0.1)


@pytest.mark.parametrize(("more", "wide"), [(", width: 2in", 144.0), (", height: 1in", 144.0), (", width: 90in", 0.0)])
def test_a_picture_is_as_large_as_its_author_says_where_there_is_room(more: str, wide: float, tmp_path: Path) -> None:
    photo = saved(flag(1200, 600), tmp_path / "a.jpg").read_bytes()
    found = printed(made(tmp_path / "p", photo, more))[0]
    assert found == pytest.approx(wide, abs=0.1) if wide else 300 < found < 612


@pytest.mark.parametrize("more", ["", ", height: 60in", ", caption: A flag that is taller than the page it is on."])
def test_a_picture_is_never_taller_than_its_page(more: str, tmp_path: Path) -> None:
    data = made(tmp_path / "p", saved(flag(800, 9000), tmp_path / "a.jpg").read_bytes(), more)
    assert 300 < printed(data)[1] < 792
    assert render(data, 1, 30).size[1] > 0


def test_a_large_photo_makes_a_small_leaflet(tmp_path: Path) -> None:
    photo = saved(Image.effect_noise((4200, 2800), 60).convert("RGB"), tmp_path / "a.jpg", quality=95)
    assert photo.stat().st_size > 5_000_000
    data = made(tmp_path / "p", photo.read_bytes(), ", width: 3in")
    (image,) = re.findall(rb"/Subtype /Image /Width (\d+)", data)
    assert int(image) == 900, "300 pixels an inch"
    assert len(data) < 1_500_000


def test_a_picture_is_plain_data() -> None:
    assert Picture(1, 1, True, False, b"")._asdict().keys() == {"width", "height", "grey", "jpeg", "data"}
