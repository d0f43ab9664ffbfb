"""A sister language swaps whole words and leaves all else as it was."""

from __future__ import annotations

import pytest

from leaflets.content import phrases
from leaflets.content.language import Language
from leaflets.content.phrases import Message, OnScreen
from leaflets.problems import ContentError
from leaflets.store.project import Project
from leaflets.store.reader import read
from leaflets.store.schema import _KEYS
from leaflets.text.breaks import breaks
from support.leaflet import every_phrase, review_words
from support.projects import ROOT

HEAD = f"""\
tag: en-GB
months: [a, b, c, d, e, f, g, h, i, j, k, l]
phrases: {{{", ".join(f"{name}: {words}" for name, words in every_phrase().items())}}}
screen: {{{", ".join(f"{name}: a" for name in OnScreen.model_fields)}}}
message: {{{", ".join(f"{name}: a" for name in Message.model_fields)}}}
{review_words()}"""


def language(words: str) -> Language:
    return read((HEAD + words).encode(), "content/languages/en-gb.yaml", Language)


@pytest.fixture(scope="module")
def english() -> Language:
    return language(
        "words:\n  tumor: tumour\n  tumors: tumours\n  uterus: womb\n  uterus (womb): womb (uterus)\n"
        "  emergency room: emergency department\n  room: space\n"
    )


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("a tumor and tumors", "a tumour and tumours"),
        ("Tumor. tumor, (tumor)", "Tumour. tumour, (tumour)"),
        ("**Tumor:** “tumor”", "**Tumour:** “tumour”"),
        ("tumorous antitumor tumor-like", "tumorous antitumor tumor-like"),
        ("your uterus (womb) is", "your womb (uterus) is"),
        ("The emergency room", "The emergency department"),
        ("Emergency room, waiting room", "Emergency department, waiting space"),
        ("[the tumor](https://a.org/tumor/room) room", "[the tumour](https://a.org/tumor/room) space"),
        ("nothing to change", "nothing to change"),
        ("", ""),
    ],
)
def test_whole_words_are_swapped(english: Language, said: str, heard: str) -> None:
    assert english.translate(said) == heard


def test_phrases_are_found_before_their_words(english: Language) -> None:
    assert english.translate("uterus (womb), then uterus") == "womb (uterus), then womb"


def test_a_swapped_word_is_not_swapped_again() -> None:
    assert language("words: {a: b, b: a}\n").translate("a b") == "b a"


def test_a_language_without_words_changes_nothing() -> None:
    assert language("").translate("a tumor") == "a tumor"


def test_a_word_with_a_capital_in_the_list_is_refused() -> None:
    with pytest.raises(ContentError, match="yaml:11:3: this key cannot be 'Tumor'"):
        language("words:\n  Tumor: tumour\n")


def test_a_year_has_twelve_months() -> None:
    with pytest.raises(ContentError, match="'months'"):
        read(HEAD.replace("[a, ", "[").encode(), "en.yaml", Language)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("subject: a", 'subject: "About {title}"', "'{title}' is not a value of this phrase; known here: sender"),
        ("greeting: a", 'greeting: "Dear {nam}"', "'{nam}' is not a value of this phrase; did you mean 'name'?"),
        ("whom: a", 'whom: "{0.__class__}"', "'{0.__class__}' is not a value of this phrase; write it without braces"),
    ],
)
def test_a_phrase_asks_only_for_what_it_may_tell(old: str, new: str, fault: str) -> None:
    with pytest.raises(ContentError) as caught:
        read(HEAD.replace(f"{old},", f"{new},").encode(), "en.yaml", Language)
    assert fault in str(caught.value).replace("\n    hint: ", "; ")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            'month: "{month} {year}"',
            'month: "{mnth} {year}"',
            "of this phrase; did you mean 'month'?",
        ),
        ('month: "{month} {year}"', 'month: "{month {year}"', "there is a brace without its other half"),
        ("notes: Notes", 'notes: " "', "'notes' is empty"),
    ],
)
def test_a_phrase_of_a_page_cannot_break_it(old: str, new: str, fault: str) -> None:
    text = (ROOT / "content/languages/en-us.yaml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(ContentError) as caught:
        read(text.replace(old, new).encode(), "en.yaml", Language)
    assert fault in str(caught.value).replace("\n    hint: ", "; ")


@pytest.mark.parametrize("name", ["../../etc/passwd", "a:b", "C\\d"])
def test_the_name_of_an_attached_file_is_no_path(name: str) -> None:
    with pytest.raises(ContentError, match="file"):
        read(HEAD.replace("file: a,", f"file: '{name}',").encode(), "en.yaml", Language)


@pytest.mark.parametrize(
    "kept",
    [
        "help@cancer.center",
        "https://room.org/uterus/tumor.html",
        "cancer.center",
        "www.tumor.org/room",
        "tumor.pdf",
        "emergency_room_list",
        "files/room/a.txt",
        "{room}",
        "my.tumor",
        "2-room",
    ],
)
def test_an_address_a_file_a_value_or_a_number_is_never_swapped(english: Language, kept: str) -> None:
    assert english.translate(f"The room, {kept} (and {kept}), a tumor") == f"The space, {kept} (and {kept}), a tumour"


def test_a_word_beside_punctuation_is_no_address(english: Language) -> None:
    assert english.translate("Tumor/uterus: room. Tumor:room") == "Tumour/womb: space. Tumour:space"


def test_the_words_of_a_leaflet_are_its_own(english: Language) -> None:
    own = english.of_leaflet({"stool": "poo", "room": "ward"})
    assert own.translate("a tumor, a stool, a room") == "a tumour, a poo, a ward"
    assert english.translate("a tumor, a stool, a room") == "a tumour, a stool, a space"
    assert list(own.swaps("A Stool, a stool@b.org and a tumor")) == [("stool", "poo"), ("tumor", "tumour")]


@pytest.mark.parametrize("value", ['"a **b**"', '"{version}"', '"[a](https://a.org)"'])
def test_a_swap_brings_no_marks(value: str) -> None:
    with pytest.raises(ContentError, match="write it without bold words"):
        language(f"words: {{a: {value}}}\n")


def test_numbers_are_written_as_each_language_writes_them(project: Project) -> None:
    said = {name: project.language(name).number for name in ("en-us", "es-us", "pl", "ar")}
    assert [said["pl"](1000), said["pl"](12345), said["pl"](97.5, 1)] == ["1000", "12\u00a0345", "97,5"]
    assert [said["en-us"](1000), said["en-us"](97.5, 1)] == ["1,000", "97.5"]
    assert all(number(911) == "911" for number in said.values())  # in the digits that are on every telephone


def test_a_phrase_takes_the_form_of_its_number(project: Project) -> None:
    polish, arabic = project.language("pl"), project.language("ar")
    pages = [polish.counted(polish.screen.pages, count, pages=count) for count in (1, 2, 5, 12, 22)]
    assert pages == ["1 strona", "2 strony", "5 stron", "12 stron", "22 strony"]
    squares = [arabic.counted(arabic.phrases.chance_square, count, people=count) for count in (2, 3, 11, 100)]
    assert len(set(squares)) == 4


def test_a_form_that_a_language_needs_and_lacks_is_a_problem() -> None:
    english = ROOT / "content/languages/en-us.yaml"
    text = english.read_text(encoding="utf-8").replace("tag: en-US", "tag: pl")
    with pytest.raises(ContentError, match=r"'screen\.index_about' lacks the form few and many") as refused:
        read(text.encode(), "content/languages/pl.yaml", Language)
    assert "write it" in str(refused.value)
    text = english.read_text(encoding="utf-8").replace("  phone: Phone\n", "")
    with pytest.raises(ContentError, match="phone"):
        read(text.encode(), "content/languages/en-us.yaml", Language)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("pl", "lampa ląd łuk oset Ósma zebra źle żaba"),
        ("es-us", "ángel azul niña nube ñandú oso"),
        ("ar", "ألم باب تعب طبيب"),
        ("en-us", "Alpha beta gamma"),
    ],
)
def test_words_are_sorted_by_the_alphabet_of_their_language(project: Project, name: str, words: str) -> None:
    assert sorted(set(words.split()), key=project.language(name).order) == words.split()


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("es-us", "Tome 2 pastillas el 27 de noviembre de 2026", ["2 pastillas", "27 de noviembre de 2026"]),
        ("es-us", "Pida ver a la Dra. Ruiz en el piso 3", ["Dra. Ruiz", "piso 3"]),
        ("pl", "Wizyta 27 listopada 2026 w sali 5 u dr Nowak", ["27 listopada 2026", "w sali", "sali 5", "dr Nowak"]),
        ("ar", "الموعد في 27 نوفمبر 2026 في الطابق 3", ["27 نوفمبر 2026", "الطابق 3"]),
    ],
)
def test_what_belongs_together_stays_on_one_line(project: Project, name: str, text: str, kept: list[str]) -> None:
    places = breaks(text, project.language(name).rules())
    for part in kept:
        start = text.index(part)
        assert [text[start:place] for place in places if start < place < start + len(part)] == [], part


def test_every_phrase_is_explained_to_whoever_translates_it() -> None:
    sections = (phrases.Phrases, phrases.OnScreen, phrases.Current, phrases.Message, phrases.Review, phrases.Press)
    keys = {f"{one.__name__}.{key}" for one in sections for key in one.model_fields}
    assert keys - set(_KEYS) == set()
