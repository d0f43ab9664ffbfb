"""Direction: the algorithm of UAX 9, and what runs from left to right in text from right to left."""

from __future__ import annotations

import pytest

from leaflets.text.direction import CLOSE, ISOLATE, isolated, levels, visual
from leaflets.text.fonts import Font
from leaflets.text.lines import Chunk, TextStyle, break_lines
from leaflets.web.engine import environment
from support.sample import INK

LRE, RLE, PDF_, RLI, FSI = "\u202a", "\u202b", "\u202c", "\u2067", "\u2068"
NUMBERS = ["020 7946 0111", "(303) 555-0142 ext 5", "+44 20 7946 0111", "5 mg", "37.5 °C", "50%", "9:00–17:00"]
NAMES = ["info@clinic.example.org", "https://www.nhs.uk/a-b/c/", "Imatinib", "St Mary", "LMS"]


class Wide(Font):
    """A font of half an em for every letter, whatever its script."""

    def __init__(self) -> None:
        self.name = "Wide"

    def width(self, text: str, size: float) -> float:
        return size / 2 * len(text.replace(ISOLATE, "").replace(CLOSE, ""))


def seen(text: str, base: int) -> str:
    """A line as it is seen, from left to right, without marks of direction."""
    parts = (text[start:stop][::-1] if back else text[start:stop] for start, stop, back in visual(text, base))
    return "".join(parts).replace(ISOLATE, "").replace(CLOSE, "")


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("abc", 0, [0, 0, 0]),
        ("אב 12", 1, [1, 1, 1, 2, 2]),
        ("אב 12", 0, [1, 1, 1, 2, 2]),
        ("a אב", 1, [2, 1, 1, 1]),
        ("א1-2", 0, [1, 2, 2, 2]),
        ("א 1, 2", 1, [1, 1, 2, 1, 1, 2]),
        ("ع 1-2", 1, [1, 1, 2, 1, 2]),
        (f"א{ISOLATE}1 2{CLOSE}", 1, [1, 1, 2, 2, 2, 1]),
        (f"a{RLI}1 2{CLOSE}b", 0, [0, 0, 2, 1, 2, 0, 0]),
        (f"a{FSI}א 1{CLOSE}b", 0, [0, 0, 1, 1, 2, 0, 0]),
        ("a (ב) c", 0, [0, 0, 0, 1, 0, 0, 0]),
        ("א (b) ג", 1, [1, 1, 1, 2, 1, 1, 1]),
        (f"א{LRE}ב{PDF_} 1 2", 0, [1, 1, 3, 3, 0, 0, 0, 0]),
        ("אב ", 0, [1, 1, 0]),
    ],
)
def test_levels_are_those_of_the_algorithm(text: str, base: int, expected: list[int]) -> None:
    assert list(levels(text, base)) == expected


def test_a_plain_telephone_number_is_seen_in_the_wrong_order_and_an_isolated_one_is_not() -> None:
    text = "ع 020 7946 0111"
    assert seen(text, 1).strip().startswith("0111 7946 020")
    assert seen(isolated(text), 1).startswith("020 7946 0111")


@pytest.mark.parametrize("foreign", [*NUMBERS, *NAMES])
@pytest.mark.parametrize("text", ["اتصل {}، الآن.", "טלפון {}.", "({}) الآن", "{} الآن", "الآن: {}"])
def test_numbers_addresses_and_names_are_isolated_whole(text: str, foreign: str) -> None:
    apart = isolated(text.format(foreign))
    bare = f"{ISOLATE}{foreign}{CLOSE}"
    assert apart in (text.format(bare), text.replace("({})", "{}").format(f"{ISOLATE}({foreign}){CLOSE}"))
    assert isolated(apart) == apart
    assert foreign in seen(apart, 1)


def test_other_text_is_left_as_it_is() -> None:
    for text in ("Call 020 7946 0111 now.", "Zadzwoń pod 020 7946 0111", "", "اتصل الآن"):
        assert isolated(text) == text
    assert isolated("020 7946 0111", "اتصل 020 7946 0111") == f"{ISOLATE}020 7946 0111{CLOSE}"


def test_a_web_page_has_elements_for_it() -> None:
    shown = environment().from_string("{{ text|isolated }}").render(text="اتصل <b> 020 7946 0111")
    assert shown.endswith('<bdi dir="ltr">020\u00a07946\u00a00111</bdi>')
    assert "&lt;" in shown
    assert "bdi" not in environment().from_string("{{ text|isolated }}").render(text="Call 020 7946 0111")


def test_an_isolate_over_two_lines_is_one_on_each() -> None:
    style = TextStyle(Wide(), Wide(), 12, 16, INK)
    text = "اب " + isolated("ا Soft Tissue Sarcoma Society")
    lines = break_lines([Chunk(style.run(text))], 12 * 12 * 0.5)
    said = [line.chunks[0].run.text for line in lines]
    assert len(said) > 2
    assert all(one.count(ISOLATE) == one.count(CLOSE) for one in said), said
    assert sum(one.startswith(ISOLATE) for one in said) > 0
