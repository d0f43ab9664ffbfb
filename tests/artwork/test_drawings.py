"""Every drawing that is taken looks as resvg draws it: what is drawn as shapes, and what is printed as a picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaflets.artwork import figures, logo
from leaflets.artwork.svg import read
from support.drawings import alike, ours, theirs
from support.projects import ROOT

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">'
SIZE = (400, 200)
STAR = "M20 1l5 18-13-11h16L15 19z"
WAVE = "M3 10C8 0 12 20 17 10S27 0 37 10"

SHAPES = {
    "plain fills": '<rect width="20" height="20" fill="#0B5563"/><circle cx="30" cy="10" r="8" fill="#d2452d"/>',
    "named and other colours": '<path d="M0 0h9v9H0z" fill="DarkOrchid"/><path d="M10 0h9v9h-9z" '
    'fill="hsl(90,50%,40%)"/><path d="M20 0h9v9h-9z" fill="rgb(10%,60%,90%)"/><g color="teal">'
    '<path d="M30 0h9v9h-9z" fill="currentColor"/></g>',
    "an even-odd star": f'<path d="{STAR}" fill-rule="evenodd"/>',
    "a star that is full": f'<path d="{STAR}"/>',
    "round corners": '<rect x="2" y="2" width="36" height="16" rx="6" ry="3"/>',
    "lines": f'<path d="{WAVE}" fill="none" stroke="#005EB8" stroke-width="3"/>',
    "ends and corners": '<g fill="none" stroke="#333" stroke-width="4"><path d="M4 14l6-9 6 9" stroke-linejoin="round" '
    'stroke-linecap="round"/><path d="M18 14l5-9 5 9" stroke-linejoin="bevel" stroke-linecap="square"/>'
    '<path d="M31 16l2-12 2 12" stroke-miterlimit="2"/></g>',
    "a miter that is long": '<path d="M5 15L20 8L5 13" fill="none" stroke="red" stroke-width="2" '
    'stroke-miterlimit="20"/>',
    "dashes": f'<path d="{WAVE}" fill="none" stroke="navy" stroke-width="2" stroke-dasharray="4 2 1" '
    'stroke-dashoffset="-3"/>',
    "dashes around a circle": '<circle cx="20" cy="10" r="8" fill="none" stroke="#000" stroke-dasharray="6 3"/>',
    "a line and a polyline": '<g stroke="#070" stroke-width="2" fill="none"><line x1="1" y1="1" x2="39" y2="5"/>'
    '<polyline points="1,18 10,8 20,18 30,8"/></g>',
    "a polygon, filled and outlined": '<polygon points="5,18 20,3 35,18" fill="gold" stroke="#a00" stroke-width="2"/>',
    "an outline under its fill": '<path d="M8 5h24v10H8z" fill="#fc0" stroke="#036" stroke-width="4" '
    'style="paint-order:stroke"/>',
    "classes": '<style>.a,.b{fill:#005EB8}.b{fill:#FFB81C;stroke:#111}g .x{}</style>'.replace("g .x{}", "")
    + '<rect class="a" width="20" height="20"/><rect class="b" x="22" y="2" width="16" height="16"/>',
    "what is strongest": "<style>#i{fill:#0a0}path{fill:red!important}.c{fill:blue}</style>"
    '<rect id="i" class="c" width="10" height="20" fill="red"/><path class="c" style="fill:#00f" d="M12 0h9v20h-9z"/>'
    '<rect class="c" x="24" width="9" height="20" style="fill:#777"/>',
    "a style sheet that comes last": '<rect class="z" width="30" height="20"/><style><![CDATA[.z{fill:#909}]]></style>',
    "transforms": '<g transform="translate(20 10) rotate(30)"><rect x="-8" y="-4" width="16" height="8" '
    'transform="skewX(20) scale(.8,1.1)"/></g>',
    "a line that is turned and enlarged": '<path d="M0 0l6 3" stroke="#000" transform="matrix(0 2 -2 0 20 4)"/>',
    "a transform in a style": '<rect width="9" height="9" style="transform:translate(20) scale(1.5)"/>',
    "a rectangle to see through": '<clipPath id="c"><rect x="5" y="5" width="20" height="10"/></clipPath>'
    '<g clip-path="url(#c)"><circle cx="20" cy="10" r="12" fill="#b00"/></g>',
    "clips in clips": '<clipPath id="c"><circle cx="15" cy="10" r="9"/></clipPath><clipPath id="d" '
    'transform="rotate(10)"><path d="M12 0h30v20H12zM18 6h4v4h-4z" clip-rule="evenodd"/></clipPath>'
    '<g clip-path="url(#c)"><g style="clip-path:url(#d)"><rect width="40" height="20" fill="#06c"/></g></g>',
    "a part used twice": '<defs><path id="p" d="M0 0h8v8H0z"/></defs><use href="#p" x="2" y="2" fill="#b00"/>'
    '<use xlink:href="#p" transform="translate(20 5) scale(1.5)"/>',
    "half seen on white": '<path d="M0 0h15v20H0z" fill-opacity=".4"/><g opacity="50%"><path d="M20 0h9v20h-9z" '
    'fill="#06c"/><path d="M31 0h5v20h-5z" fill="rgba(255,0,0,.5)"/></g>',
    "what is not shown": '<path d="M0 0h9v9H0z"/><g display="none"><path d="M9 9h9v9H9z"/></g>'
    '<g visibility="hidden"><path d="M20 0h9v9h-9z"/><path visibility="visible" d="M30 0h9v9h-9z"/></g>'
    '<text display="none">no</text><path d="M9 9h9v9H9z" opacity="0"/>',
    "a choice": '<switch><g requiredExtensions="http://x.org/"><path d="M0 0h9v9H0z"/></g>'
    '<g><path d="M9 9h9v9H9z"/></g></switch>',
    "shares and units": '<rect x="10%" y="10%" width="50%" height="5mm" rx="2px"/><circle cx="85%" cy="50%" r="10%"/>',
    "a smooth curve after another kind": '<path d="M2 10Q8 0 14 10S26 20 38 10" fill="none" stroke="#000"/>'
    '<path d="M2 15C6 5 10 5 14 15T38 15" fill="none" stroke="#a00"/>',
    "what reaches out of the frame": '<circle cx="0" cy="0" r="15" fill="#0a5"/>',
}  # fmt: skip
"""What is drawn as shapes."""

PICTURES = {
    "a gradient": '<linearGradient id="g"><stop stop-color="#005EB8"/><stop offset="1" stop-color="#fff"/>'
    '</linearGradient><rect width="40" height="20" fill="url(#g)"/>',
    "a pattern": '<pattern id="g" width="20" height="20" patternUnits="userSpaceOnUse"><path d="M3 3h9v9z"/>'
    "</pattern>"
    '<rect width="40" height="20" fill="url(#g)"/>',
    "a mask": '<mask id="g"><circle cx="20" cy="10" r="8" fill="#fff"/></mask><path d="M0 0h40v20H0z" mask="url(#g)"/>',
    "a filter": '<filter id="g"><feGaussianBlur stdDeviation="1"/></filter><path d="M9 5h20v9H9z" filter="url(#g)"/>',
    "a mixture of colours": '<path d="M0 0h25v20H0z" fill="#0B5563"/><path style="mix-blend-mode:multiply" '
    'd="M15 0h25v20H15z" fill="#D2452D"/>',
    "something half seen over something else": '<path d="M0 0h25v20H0z"/><path d="M15 0h25v20H15z" fill="red" '
    'opacity=".5"/>',
    "a line that is stretched": '<path d="M2 2h6v6z" fill="none" stroke="#000" transform="scale(4 2)"/>',
    "marks on its lines": '<marker id="g" markerWidth="4" markerHeight="4" refX="1" refY="1"><path d="M0 0h2v2H0z"/>'
    '</marker><path d="M5 10h20" stroke="#000" marker-end="url(#g)"/>',
    "shapes seen through others": '<clipPath id="g"><circle cx="12" cy="10" r="8"/><circle cx="26" cy="10" r="8"/>'
    '</clipPath><path d="M0 0h40v20H0z" fill="#06c" clip-path="url(#g)"/>',
    "a drawing in the drawing": '<g/><svg x="5" width="20" height="20" viewBox="0 0 10 10"><circle cx="5" cy="5" '
    'r="5"/></svg>',
}
"""What shapes cannot show, and a drawing of it."""

ICONS = {
    "drawn with lines": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 12" fill="none" stroke="currentColor" '
    'stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M2 10l5-7 5 7 5-7 5 7"/></svg>',
    "with a frame that begins elsewhere": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -960 960 480">'
    '<path d="M80-900h400v300H80z"/></svg>',
    "with an empty rectangle": '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="12" viewBox="0 0 24 12">'
    '<path d="M0 0h24v12H0V0z" fill="none"/><path d="M4 2h16v3H4z"/></svg>',
    "in the corner of a square": '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10" viewBox="0 0 10 10">'
    '<path d="M0 0h10v2H0zM0 0v10h2V0z"/></svg>',
    "in a frame to see through": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 12"><clipPath id="a"><path '
    'd="M0 0h24v12H0z"/></clipPath><g clip-path="url(#a)"><path d="M4 2h16v3H4z"/></g></svg>',
}


def file(folder: Path, text: str) -> Path:
    path = folder / "drawing.svg"
    path.write_text(text if text.startswith("<svg") else f"{HEAD}{text}</svg>", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_look_as_they_should(name: str, tmp_path: Path) -> None:
    path = file(tmp_path, SHAPES[name])
    assert read(path).beyond == ()
    assert alike(ours(path, SIZE, icon=False), theirs(path, SIZE))


@pytest.mark.parametrize("name", PICTURES)
def test_what_shapes_cannot_show_is_a_picture_that_looks_as_it_should(name: str, tmp_path: Path) -> None:
    path = file(tmp_path, PICTURES[name])
    assert read(path).beyond == (name,)
    made = logo.load(path, (100, 100))
    assert (made.width, made.height) == (100, 50)
    assert made.art.width == 834, "600 pixels an inch"
    assert alike(ours(path, SIZE, icon=False), theirs(path, SIZE))


@pytest.mark.parametrize("name", ICONS)
def test_icons_look_as_they_should(name: str, tmp_path: Path) -> None:
    path = file(tmp_path, ICONS[name])
    assert alike(ours(path, SIZE, icon=True), theirs(path, SIZE))


@pytest.mark.parametrize("path", sorted((ROOT / "assets").glob("[il]*/*.svg")), ids=lambda path: path.stem)
def test_drawings_that_are_shipped_look_as_they_should(path: Path) -> None:
    drawing = read(path).drawing
    size = (300, round(300 * drawing.height / drawing.width))
    assert alike(ours(path, size, icon=path.parent.name == "icons"), theirs(path, size))


def test_a_transform_with_units_is_the_same_as_without(tmp_path: Path) -> None:
    plain = '<rect x="1" width="9" height="9" transform="translate(20,2) rotate(45)"/>'
    styled = '<rect x="1" width="9" height="9" style="transform:translate(20px,2px) rotate(.125turn)"/>'
    assert read(file(tmp_path, styled)).drawing == read(file(tmp_path, plain)).drawing


def test_no_two_of_the_drawings_are_taken_for_one_another(tmp_path: Path) -> None:
    made = [theirs(file(tmp_path, text), SIZE).reduce(2) for text in {**SHAPES, **PICTURES}.values()]
    assert [(i, j) for i in range(len(made)) for j in range(i) if alike(made[i], made[j])] == []


FAULTS = {
    "a line is thinner": ('stroke-width="3"', 'stroke-width="2"', "lines"),
    "a miter is cut": ('stroke-miterlimit="20"', 'stroke-miterlimit="4"', "a miter that is long"),
    "dashes begin elsewhere": ('offset="-3"', 'offset="0"', "dashes"),
    "a star is full": ('fill-rule="evenodd"', "", "an even-odd star"),
    "a weaker rule wins": ("!important", "", "what is strongest"),
}
"""What could be drawn wrong, as a change of a drawing."""


@pytest.mark.parametrize("fault", FAULTS)
def test_small_faults_are_seen(fault: str, tmp_path: Path) -> None:
    right, wrong, name = FAULTS[fault]
    assert right in SHAPES[name]
    agreed = theirs(file(tmp_path, SHAPES[name]), SIZE)
    assert not alike(ours(file(tmp_path, SHAPES[name].replace(right, wrong)), SIZE, icon=False), agreed)


REFUSED_ICONS = {
    "two colours": ('<path d="M0 0h9v9H0z"/><path fill="#fff" d="M1 1h2v2H1z"/>', "it has 2 colours; an icon has one"),
    "half seen": ('<path d="M0 0h9v9H0z" opacity=".3"/>', "it holds something half seen"),
    "a gradient": (PICTURES["a gradient"], "it holds a gradient"),
    "a clip": (SHAPES["a rectangle to see through"], "it holds shapes seen through others"),
}


@pytest.mark.parametrize("name", REFUSED_ICONS)
def test_an_icon_of_more_than_one_colour_is_refused_by_name(name: str, tmp_path: Path) -> None:
    text, said = REFUSED_ICONS[name]
    with pytest.raises(ValueError, match=said):
        figures.load(file(tmp_path, text))
