"""The proof of web pages and plain texts: each text told, whole, in order, and not twice."""

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from leaflets.content.blocks import ChanceBlock, TableBlock
from leaflets.edition.manuscript import Manuscript
from leaflets.edition.passages import Passage
from leaflets.edition.spoken import chance_in_words
from leaflets.making.told import HINT, bare, expected, titles
from leaflets.problems import Problem, refuse

SENTENCES = frozenset({"prose", "item", "lead-in"})
TELLING = 24
"""Names, and texts of fewer characters, may stand in what a page says of its own accord, too."""


def prove_screen(copy: Manuscript, data: bytes) -> None:
    """Hold a web page, or a plain text, against its manuscript. Raises ContentError with all that would be lost."""
    text, page = data.decode(), copy.job.format == "html"
    if page:
        reader = _Visible()
        reader.feed(text)
        text = "".join(reader.said)
    told = [(one, bare(one.text if page else one.in_full)) for one in expected(copy)]
    whole, wanted = bare(text), "\n".join([*(words for _, words in told), *map(bare, _again(copy, told))])
    problems: list[Problem] = []

    def lost(one: Passage, how: str) -> None:
        problems.append(Problem(one.where, f"this would be {how} in the {'web page' if page else 'plain text'}", HINT))

    home: object = None
    start = reached = 0
    for one, words in told:
        inside = (one.block or one.ids[:1], one.section)  # an entry of a list a leaflet makes: the list
        if inside != home:
            home, start = inside, reached
        # a table, which plain text tells row by row, is in order as a whole
        free = (one.block is None and not titles(one)) or isinstance(one.block, TableBlock)
        found = whole.find(words, start if free else reached)
        if found < 0:
            lost(one, "told out of order" if words in whole else "lost")
            continue
        reached = max(reached, found + len(words))
        counted = one.role in SENTENCES and len(words) >= TELLING
        if counted and whole.count(words) > wanted.count(words):
            lost(one, "told twice")
    refuse(problems)


def _again(copy: Manuscript, told: Sequence[tuple[Passage, str]]) -> Iterator[str]:
    """What is told once more where it is needed: words explained where they are met, and a chance in words."""
    for block in {id(one.block): one.block for one, _ in told}.values():
        if block is not None:
            yield from (f"{word.term}\n{word.meaning}" for word in copy.explained(block))
        if isinstance(block, ChanceBlock):
            yield chance_in_words(copy.filled(block).chance, copy.language)


class _Visible(HTMLParser):
    """Collects what a page tells: its text, and the words for its pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin to listen, or not; note the words for a picture."""
        self._silent = tag in ("style", "title")
        self.said += [value for name, value in attrs if value and name in ("alt", "aria-label")]

    def handle_endtag(self, tag: str) -> None:
        """Listen again."""
        self._silent = False

    def handle_data(self, data: str) -> None:
        """Note what is told."""
        if not self._silent:
            self.said.append(data)
