"""Logos: what is drawn is drawn right; what is not a plain logo is refused, and nothing in it is followed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from leaflets.artwork.drawing import Drawing, Shape
from leaflets.artwork.logo import Logo, load
from leaflets.artwork.paths import reach
from leaflets.artwork.picture import ImageError

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10">'
SQUARE = '<path d="M0 0h2v2H0z"/>'


ROOM = (170.0, 42.5)


def svg(folder: Path, inside: str, head: str = HEAD) -> Logo:
    """The logo of an SVG file of this content."""
    path = folder / "logo.svg"
    path.write_text(f"{head}{inside}</svg>", encoding="utf-8")
    return load(path, ROOM)


def shapes(logo: Logo) -> tuple[Shape, ...]:
    """The shapes of a logo that is drawn."""
    assert isinstance(logo.art, Drawing)
    return logo.art.shapes


class TestWhatIsDrawn:
    def test_shapes_keep_their_order_and_their_colours(self, tmp_path: Path) -> None:
        logo = svg(
            tmp_path, f'<g fill="#0b5563">{SQUARE}<path d="M1 1h1" fill="#FFF"/></g><path d="M0 0h1" fill="black"/>'
        )
        assert [shape.fill for shape in shapes(logo)] == ["#0B5563", "#FFFFFF", "#000000"]
        assert logo.colours == {"#0B5563", "#FFFFFF", "#000000"}
        assert (logo.width, logo.height) == (85, 42.5)
        assert shapes(logo)[0].area.path == "M0 0L2 0L2 2L0 2Z"

    @pytest.mark.parametrize("colour", ["#ABCDEF", "#abcdef", "rgb(171, 205, 239)"])
    def test_a_colour_may_be_written_in_several_ways(self, colour: str, tmp_path: Path) -> None:
        assert svg(tmp_path, f'<path d="M0 0h1" fill="{colour}"/>').colours == {"#ABCDEF"}
        assert svg(tmp_path, f"<path d='M0 0h1' style='fill: {colour}; stroke: none'/>").colours == {"#ABCDEF"}

    def test_what_is_not_filled_is_not_drawn(self, tmp_path: Path) -> None:
        assert len(shapes(svg(tmp_path, f'<path d="M0 0h1" fill="none"/>{SQUARE}'))) == 1

    @pytest.mark.parametrize(
        ("shape", "path"),
        [
            ('<rect x="1" y="2" width="3" height="4"/>', "M1 2L4 2L4 6L1 6Z"),
            ('<polygon points="0,0 4,0 2,3"/>', "M0 0L4 0L2 3Z"),
        ],
    )
    def test_simple_shapes_are_paths(self, shape: str, path: str, tmp_path: Path) -> None:
        assert [one.area.path for one in shapes(svg(tmp_path, shape))] == [path]

    @pytest.mark.parametrize(
        ("shape", "box"),
        [
            ('<circle cx="5" cy="5" r="4"/>', (1, 1, 9, 9)),
            ('<ellipse cx="5" cy="5" rx="4" ry="2"/>', (1, 3, 9, 7)),
            ('<rect x="1" y="1" width="8" height="6" rx="2"/>', (1, 1, 9, 7)),
        ],
    )
    def test_round_shapes_reach_as_far_as_they_should(self, shape: str, box: tuple[float, ...], tmp_path: Path) -> None:
        (one,) = shapes(svg(tmp_path, shape))
        assert reach(one.area.path) == pytest.approx(box, abs=0.01)
        assert "C" in one.area.path

    def test_groups_are_moved_turned_and_scaled_from_the_outside_in(self, tmp_path: Path) -> None:
        inside = f'<g transform="translate(4 2) scale(2)"><g transform="rotate(90)">{SQUARE}</g></g>'
        (shape,) = shapes(svg(tmp_path, inside))
        assert shape.area.path == "M4 2L4 6L0 6L0 2Z"

    def test_a_frame_that_begins_elsewhere_is_moved_to_the_corner(self, tmp_path: Path) -> None:
        (shape,) = shapes(svg(tmp_path, SQUARE, HEAD.replace("0 0 20 10", "-5 -3 20 10")))
        assert shape.area.path == "M5 3L7 3L7 5L5 5Z"

    def test_a_drawing_in_large_or_small_units_keeps_its_shape(self, tmp_path: Path) -> None:
        large = svg(tmp_path, '<path d="M250000 250000h500000v250000h-500000z"/>', HEAD.replace("20 10", "1e6 5e5"))
        small = svg(tmp_path, '<path d="M.00025 .00025h.0005v.00025h-.0005z"/>', HEAD.replace("20 10", ".001 .0005"))
        for logo in (large, small):
            assert isinstance(logo.art, Drawing)
            shares = [value / logo.art.width for value in reach(logo.art.shapes[0].area.path)]
            assert shares == pytest.approx([0.25, 0.25, 0.75, 0.5], abs=0.001)

    def test_words_about_the_drawing_and_an_editors_notes_are_passed_over(self, tmp_path: Path) -> None:
        notes = '<title>A logo</title><!-- drawn by hand --><metadata><a/></metadata><i:page xmlns:i="http://i.org/"/>'
        assert len(shapes(svg(tmp_path, notes + SQUARE))) == 1

    def test_a_picture_is_mostly_made_of_a_few_colours(self, tmp_path: Path) -> None:
        picture = Image.new("RGBA", (80, 40), (0, 0, 0, 0))
        picture.paste((11, 85, 99, 255), (0, 0, 40, 40))
        picture.save(tmp_path / "logo.png")
        logo = load(tmp_path / "logo.png", ROOM)
        assert (logo.art.width, logo.art.height) == (80, 40)
        assert (logo.width, logo.height) == pytest.approx((80 * 72 / 150, 40 * 72 / 150)), "150 pixels an inch"
        assert logo.colours == {"#0B5563", "#FFFFFF"}


BILLION = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
BOMBS: dict[str, tuple[str | bytes, str]] = {
    "an entity": (f'<!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}{SQUARE}</svg>', "declares a document type or entities"),
    "entities that explode": (
        f'<!DOCTYPE svg [<!ENTITY a "a">{BILLION}]>{HEAD}<path d="&i;"/></svg>',
        "declares a document type or entities",
    ),
    "an entity from outside": (
        f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>{HEAD}<text>&a;</text></svg>',
        "declares a document type or entities",
    ),
    "an entity in another encoding": (
        f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}{SQUARE}</svg>'.encode("utf-16"),
        "is not UTF-8",
    ),
    "a style sheet from outside": (f'{HEAD}<style>@import "http://x.org/";</style></svg>', "has '@import'"),
    "rules for other screens": (f"{HEAD}<style>@media print{{.a{{fill:red}}}}</style>{SQUARE}</svg>", "has '@media'"),
    "a selector of several elements": (f"{HEAD}<style>g>.a{{fill:red}}</style>{SQUARE}</svg>", "the selector 'g>.a'"),
    "a picture from outside": (f'{HEAD}<image xlink:href="http://x.org/a.png"/></svg>', "nothing is fetched"),
    "a picture from the disk": (f'{HEAD}<image href="/etc/logo.png"/></svg>', "nothing is fetched"),
    "a drawing as a picture": (f'{HEAD}<image href="data:image/svg+xml;base64,PA=="/></svg>', "nothing is fetched"),
    "a picture in a pattern": (f'{HEAD}<defs><image href="a.png"/></defs>{SQUARE}</svg>', "nothing is fetched"),
    "a picture in a filter": (f'{HEAD}<filter id="f"><feImage href="a.png"/></filter>{SQUARE}</svg>', "a 'feImage'"),
    "a picture that is none": (f'{HEAD}<image href="data:image/png;base64,PA=="/></svg>', "it is not a PNG or JPEG"),
    "a part of another file": (f'{HEAD}<use href="b.svg#a"/></svg>', "'b.svg#a', which is not in it"),
    "a colour of another file": (f'{HEAD}<path d="M0 0h9v9z" fill="url(b.svg#a)"/></svg>', "is not in it"),
    "a reference to itself": (f'{HEAD}<g id="a"><use xlink:href="#a"/></g></svg>', "nested more than 40 deep"),
    "parts that multiply": (
        HEAD + "".join(f'<g id="g{i}">' + f'<use href="#g{i + 1}"/>' * 10 + "</g>" for i in range(9))
        + '<g id="g9"/></svg>',
        "it has more than 20,000 parts",
    ),
    "effects that multiply": (
        HEAD + "".join(
            f'<pattern id="p{i}">' + f'<path d="M0 0h1v1z" fill="url(#p{i + 1})"/>' * 9 + "</pattern>"
            for i in range(9)
        ) + '<path d="M0 0h9v9z" fill="url(#p0)"/></svg>',
        "it has more than 100 gradients, masks and filters",
    ),
    "a use of nothing": (f"{HEAD}<use/></svg>", "which is not in it"),
    "a script": (f"{HEAD}<script>alert(1)</script></svg>", "it holds a 'script'"),
    "something that moves": (f'{HEAD}<path d="M0 0h9"><animate/></path></svg>', "it holds a 'animate'"),
    "a page": (f"{HEAD}<foreignObject/></svg>", "it holds a 'foreignObject'"),
    "words": (f"{HEAD}<text>Elm</text></svg>", "it holds words"),
    "words in a mask": (f'{HEAD}<mask id="m"><text>E</text></mask><path mask="url(#m)" d="M0 0h9v9z"/></svg>', "words"),
    "a colour that is none": (f'{HEAD}<path d="M0 0h9" fill="reddish"/></svg>', "'reddish' is not a plain colour"),
    "a colour of a variable": (f'{HEAD}<path d="M0 0h9" style="fill:var(--a)"/></svg>', "'fill: var(--a)'"),
    "a gradient of a variable": (
        f'{HEAD}<linearGradient id="a"><stop stop-color="var(--a)"/></linearGradient>{SQUARE}</svg>',
        "'stop-color: var(--a)'",
    ),
    "a path in a style": (f"{HEAD}<path style=\"d:path('M0 0h9')\"/></svg>", "has 'd' in its style"),
    "a turn with units in a gradient's drawing": (
        f'{HEAD}<path d="M0 0h9v9z" fill="url(#a)" style="transform:translate(1px)"/></svg>', "a transform with units"
    ),
    "a turn that is none": (f'{HEAD}<path transform="turn(3)" d="M0 0h9v9z"/></svg>', "'turn' is no transform"),
    "a turn in space": (f'{HEAD}<path style="transform:rotateX(3deg)" d="M0 0h9v9z"/></svg>', "is no transform"),
    "groups in groups": (f"{HEAD}{'<g>' * 5000}{SQUARE}{'</g>' * 5000}</svg>", "nested more than 40 deep"),
    "too many shapes": (f"{HEAD}{SQUARE * 3000}</svg>", "it has more than 2,000 shapes"),
    "no shapes": (f"{HEAD}</svg>", "nothing in it can be seen"),
    "a huge frame": (f"{HEAD.replace('20 10', '1e9 1e9')}{SQUARE}</svg>", "it is drawn with the number 1e9"),
    "an endless number": (f'{HEAD}<path d="M0 0h1e999z"/></svg>', "drawn with the number 1e999"),
    "a huge number": (f'{HEAD}<path d="M0 0h4e7z"/></svg>', "it is drawn with the number 4e7"),
    "a huge scale": (f'{HEAD}<g transform="scale(9e4)"><g transform="scale(9e4)">{SQUARE}</g></g></svg>', "it reaches"),
    "no size": (f"<svg>{SQUARE}</svg>", "does not say how large it is"),
    "an empty frame": (f"{HEAD.replace('20 10', '0 10')}{SQUARE}</svg>", "does not say how large it is"),
    "a path that is none": (f'{HEAD}<path d="hello"/></svg>', "a path must begin with M"),
    "a path that begins nowhere": (f'{HEAD}<path d="L10 10 20 0z"/></svg>', "a path must begin with M"),
    "a path with something between": (f'{HEAD}<path d="M0 0 ; L10 10z"/></svg>', "path data cannot hold '; L10 10z'"),
    "what is no drawing": ("This is no logo.", "it is no SVG drawing (syntax error: line 1, column 0)"),
    "too large a file": (f"{HEAD}<title>{'x' * 600_000}</title>{SQUARE}</svg>", "it has more than 500 KB"),
}  # fmt: skip
"""The name of a bomb, or of what cannot be drawn right -> the file, and what is said of it."""


@pytest.mark.parametrize("bomb", BOMBS)
def test_what_is_no_plain_logo_is_refused_in_words(bomb: str, tmp_path: Path) -> None:
    data, said = BOMBS[bomb]
    path = tmp_path / "logo.svg"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    with pytest.raises(ImageError) as caught:
        load(path, ROOM)
    assert said in str(caught.value)


def test_a_picture_that_claims_to_be_huge_is_refused(tmp_path: Path) -> None:
    held = io.BytesIO()
    Image.new("1", (9000, 9000)).save(held, "PNG")
    (tmp_path / "logo.png").write_bytes(held.getvalue())
    with pytest.raises(ImageError, match="pixels"):
        load(tmp_path / "logo.png", ROOM)


def test_a_document_type_without_entities_is_passed_over(tmp_path: Path) -> None:
    kind = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert len(shapes(svg(tmp_path, SQUARE, f'<?xml version="1.0"?>{kind}{HEAD}'))) == 1


def test_white_in_a_transform_costs_no_more_than_other_letters(tmp_path: Path) -> None:
    inside = f'<path transform="{" " * 200_000}scale(2){" " * 200_000}x" d="M0 0h9v9z"/>'
    with pytest.raises(ImageError, match="is not a transform"):
        svg(tmp_path, inside)


def test_a_logo_that_changes_is_read_again(tmp_path: Path) -> None:
    assert svg(tmp_path, '<path d="M0 0h1" fill="red"/>').colours == {"#FF0000"}
    assert svg(tmp_path, '<path d="M0 0h1" fill="#0f0"/>').colours == {"#00FF00"}


def test_what_a_picture_is_made_for_is_told(tmp_path: Path) -> None:
    made = svg(tmp_path, '<linearGradient id="a"><stop/></linearGradient><path d="M0 0h9v9z" fill="url(#a)"/>')
    assert made.beyond == ("a gradient",)


@pytest.mark.parametrize("name", ["logo.svg", "logo.png"])
def test_what_is_no_file_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(ImageError, match="it is no file"):
        load(tmp_path / name, ROOM)
