"""Logos: what is drawn is drawn right; what is not a plain logo is refused, and nothing in it is followed."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from leaflets.artwork.logo import Logo, load
from leaflets.artwork.picture import ImageError

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10">'
SQUARE = '<path d="M0 0h2v2H0z"/>'


def svg(folder: Path, inside: str, head: str = HEAD) -> Logo:
    """The logo of an SVG file of this content."""
    path = folder / "logo.svg"
    path.write_text(f"{head}{inside}</svg>", encoding="utf-8")
    load.cache_clear()
    return load(path)


def refused(folder: Path, inside: str, head: str = HEAD) -> str:
    with pytest.raises(ImageError) as caught:
        svg(folder, inside, head)
    return str(caught.value)


class TestWhatIsDrawn:
    def test_shapes_keep_their_order_and_their_colours(self, tmp_path: Path) -> None:
        logo = svg(
            tmp_path, f'<g fill="#0b5563">{SQUARE}<path d="M1 1h1" fill="#FFF"/></g><path d="M0 0" fill="black"/>'
        )
        assert [shape.colour for shape in logo.shapes] == ["#0B5563", "#FFFFFF", "#000000"]
        assert logo.colours == {"#0B5563", "#FFFFFF", "#000000"}
        assert (logo.width, logo.height) == (20, 10)
        assert logo.shapes[0].steps == "0 0 m 2 0 l 2 2 l 0 2 l h"

    @pytest.mark.parametrize("colour", ["#ABCDEF", "#abcdef", "rgb(171, 205, 239)"])
    def test_a_colour_may_be_written_in_several_ways(self, colour: str, tmp_path: Path) -> None:
        assert svg(tmp_path, f'<path d="M0 0h1" fill="{colour}"/>').colours == {"#ABCDEF"}
        assert svg(tmp_path, f"<path d='M0 0h1' style='fill: {colour}; stroke: none'/>").colours == {"#ABCDEF"}

    def test_what_is_not_filled_is_not_drawn(self, tmp_path: Path) -> None:
        assert len(svg(tmp_path, f'<path d="M0 0h1" fill="none"/>{SQUARE}').shapes) == 1

    @pytest.mark.parametrize(
        ("shape", "steps"),
        [
            ('<rect x="1" y="2" width="3" height="4"/>', "1 2 m 4 2 l 4 6 l 1 6 l h"),
            ('<polygon points="0,0 4,0 2,3"/>', "0 0 m 4 0 l 2 3 l h"),
        ],
    )
    def test_simple_shapes_are_paths(self, shape: str, steps: str, tmp_path: Path) -> None:
        assert [one.steps for one in svg(tmp_path, shape).shapes] == [steps]

    @pytest.mark.parametrize(
        ("shape", "box"),
        [
            ('<circle cx="5" cy="5" r="4"/>', (1, 1, 9, 9)),
            ('<ellipse cx="5" cy="5" rx="4" ry="2"/>', (1, 3, 9, 7)),
            ('<rect x="1" y="1" width="8" height="6" rx="2"/>', (1, 1, 9, 7)),
        ],
    )
    def test_round_shapes_reach_as_far_as_they_should(self, shape: str, box: tuple[float, ...], tmp_path: Path) -> None:
        (one,) = svg(tmp_path, shape).shapes
        ends = [tuple(map(float, pair)) for pair in re.findall(r"(\S+) (\S+) [mlc]", one.steps)]
        across, down = zip(*ends, strict=True)
        assert (min(across), min(down), max(across), max(down)) == pytest.approx(box, abs=0.01)
        assert " c" in one.steps

    def test_groups_are_moved_turned_and_scaled_from_the_outside_in(self, tmp_path: Path) -> None:
        inside = f'<g transform="translate(4 2) scale(2)"><g transform="rotate(90)">{SQUARE}</g></g>'
        (shape,) = svg(tmp_path, inside).shapes
        assert shape.matrix == pytest.approx((0, 2, -2, 0, 4, 2))

    def test_a_frame_that_begins_elsewhere_is_moved_to_the_corner(self, tmp_path: Path) -> None:
        (shape,) = svg(tmp_path, SQUARE, HEAD.replace("0 0 20 10", "-5 -3 20 10")).shapes
        assert shape.matrix == (1, 0, 0, 1, 5, 3)

    def test_words_about_the_drawing_and_an_editors_notes_are_passed_over(self, tmp_path: Path) -> None:
        notes = '<title>A logo</title><!-- drawn by hand --><metadata><a/></metadata><i:page xmlns:i="http://i.org/"/>'
        assert len(svg(tmp_path, notes + SQUARE).shapes) == 1

    def test_a_picture_is_mostly_made_of_a_few_colours(self, tmp_path: Path) -> None:
        picture = Image.new("RGBA", (80, 40), (0, 0, 0, 0))
        picture.paste((11, 85, 99, 255), (0, 0, 40, 40))
        picture.save(tmp_path / "logo.png")
        logo = load(tmp_path / "logo.png")
        assert logo.picture is not None
        assert (logo.width, logo.height) == (80, 40)
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
    "a style sheet from outside": (f'{HEAD}<style>@import "http://x.org/";</style></svg>', "it holds a 'style'"),
    "a picture from outside": (f'{HEAD}<image xlink:href="http://x.org/a.png"/></svg>', "its 'image' has 'href'"),
    "a picture inside": (f"{HEAD}<image/></svg>", "it holds a 'image'"),
    "a reference to itself": (f'{HEAD}<g id="a"><use xlink:href="#a"/></g></svg>', "its 'use' has 'href'"),
    "a use of nothing": (f"{HEAD}<use/></svg>", "it holds a 'use'"),
    "a script": (f"{HEAD}<script>alert(1)</script></svg>", "it holds a 'script'"),
    "words": (f"{HEAD}<text>Elm</text></svg>", "it holds a 'text'"),
    "a drawing in the drawing": (f"{HEAD}<svg>{SQUARE}</svg></svg>", "it holds a 'svg'"),
    "a line": (f'{HEAD}<path d="M0 0h1" stroke="#000"/></svg>', "its 'path' has 'stroke'"),
    "a gradient": (f'{HEAD}<path d="M0 0h1" fill="url(#a)"/></svg>', "'url(#a)' is not a plain colour"),
    "a filter": (f'{HEAD}<g filter="url(#f)">{SQUARE}</g></svg>', "its 'g' has 'filter'"),
    "something half seen": (f'{HEAD}<path d="M0 0h1" style="opacity:.5"/></svg>', "its 'path' has 'opacity'"),
    "groups in groups": (f"{HEAD}{'<g>' * 5000}{SQUARE}{'</g>' * 5000}</svg>", "nested more than 24 deep"),
    "too many shapes": (f"{HEAD}{SQUARE * 3000}</svg>", "it has 3,000 shapes"),
    "no shapes": (f"{HEAD}</svg>", "it has 0 shapes"),
    "a huge frame": (f"{HEAD.replace('20 10', '1e9 1e9')}{SQUARE}</svg>", "it is drawn with the number 1e9"),
    "an endless number": (f'{HEAD}<path d="M0 0h1e999z"/></svg>', "'inf' is not a number"),
    "a huge number": (f'{HEAD}<path d="M0 0h4e7z"/></svg>', "it is drawn with the number 4e+07"),
    "a huge scale": (f'{HEAD}<g transform="scale(9e4)"><g transform="scale(9e4)">{SQUARE}</g></g></svg>', "enlarge it"),
    "no size": (f"<svg>{SQUARE}</svg>", "is not a number"),
    "an empty frame": (f"{HEAD.replace('20 10', '0 10')}{SQUARE}</svg>", "does not say how large it is"),
    "a path that is none": (f'{HEAD}<path d="hello"/></svg>', "a path must begin with M"),
    "a path that begins nowhere": (f'{HEAD}<path d="L10 10 20 0z"/></svg>', "a path must begin with M"),
    "a path with something between": (f'{HEAD}<path d="M0 0 ; L10 10z"/></svg>', "path data cannot hold '; L10 10z'"),
    "a turn in a style": (f'{HEAD}<path style="transform:scale(2)" d="M0 0h9v9z"/></svg>', "write it as an attribute"),
    "a mixture of colours": (f'{HEAD}<path style="mix-blend-mode:multiply" d="M0 0h9v9z"/></svg>', "'mix-blend-mode'"),
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
        load(path)
    assert said in str(caught.value)


def test_a_picture_that_claims_to_be_huge_is_refused(tmp_path: Path) -> None:
    held = io.BytesIO()
    Image.new("1", (9000, 9000)).save(held, "PNG")
    (tmp_path / "logo.png").write_bytes(held.getvalue())
    with pytest.raises(ImageError, match="pixels"):
        load(tmp_path / "logo.png")
