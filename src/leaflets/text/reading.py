"""Lines that run both ways, written so that readers of PDF find their words in the order of the text.

A PDF says where each sign stands, and readers guess the order back. PDFium parts a line into stretches of letters that
run right, letters that run left, digits with their points, and other signs; it takes the stretches from right to left
if those that run left are no fewer, and mirrors brackets among them. Poppler adds the space beside a number to the
number. So signs are written in the order that PDFium turns into the right one, with moves between them; and where a
guess would be wrong, what stands there says a mark of direction as well, as texts of these scripts may.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate, groupby

from leaflets.text.faces import LEFT_TO_RIGHT, RIGHT_TO_LEFT, Sign, Word

BACKWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Letters of scripts that run from right to left."""

JOINER = "\u2060"
"""Joins words, and shows nothing."""

POINTS = frozenset(".,:/،٫٬-+")
"""Signs that PDFium takes for parts of a number (Unicode's classes CS and ES)."""


def as_readers_find(words: Sequence[Word], level: int, base: int) -> Sequence[Word]:
    """The words of a stretch of one level, in a line of level ``base``, in the order they are to be written in.

    A base higher by two asks for one stretch more that PDFium sees run left: marks of direction alone.
    """
    lacking, base = divmod(base, 2)
    if level % 2 != base:
        seen = words[::-1] if level % 2 else words
        return [_rewritten(seen)] if len({word.face for word in words}) == 1 else seen
    if base:
        before = ["", *(word.text for word in words)]
        marked = [
            _saying(one, f"{LEFT_TO_RIGHT} {RIGHT_TO_LEFT}") if one.text == " " and not _ends_right(last) else one
            for last, one in zip(before, words, strict=False)
        ]
        if lacking:
            place = max((at > 0, -at) for at, one in enumerate(words) if one.text == " ")[1] * -1
            marked[place] = _saying(words[place], " " + RIGHT_TO_LEFT + lacking * (JOINER + RIGHT_TO_LEFT))
        return [_parted(one, not at) for at, one in enumerate(marked)][::-1]
    edges = {0, len(words) - 1}
    apart = f"{LEFT_TO_RIGHT} {LEFT_TO_RIGHT}"
    return [_saying(one, apart) if at in edges and one.text == " " else one for at, one in enumerate(words)]


def lettered(words: Sequence[Word]) -> int:
    """How many words of a stretch that runs left there are up to its last letters.

    What stands beside them and before words that run right is shown with the font set anew: pypdf, which gives signs
    to the words before, would else join those it parts.
    """
    return max((at for at, word in enumerate(words, 1) if any(map(str.isalnum, word.text))), default=0)


def _ends_right(text: str) -> bool:
    letters = [one for one in text if unicodedata.bidirectional(one) != "NSM"]
    return bool(letters) and unicodedata.bidirectional(letters[-1]) in ("R", "AL")


def _parted(word: Word, first: bool) -> Word:
    """A word whose points and commas PDFium does not take for parts of what is before them: a number, or a mark."""
    kinds = [_kind(sign) for sign in word.signs]
    befores = [*kinds[1:], "weak" if first else ""][: len(kinds)]
    signs = [
        sign._replace(text=sign.text + RIGHT_TO_LEFT) if kind == before == "weak" and sign.text in POINTS else sign
        for sign, kind, before in zip(word.signs, kinds, befores, strict=True)
    ]
    return word if signs == list(word.signs) else Word(word.face, word.text, signs)


def _saying(word: Word, text: str) -> Word:
    return Word(word.face, word.text, [word.signs[0]._replace(text=text)])


def _rewritten(words: Sequence[Word]) -> Word:
    """Words as one, each sign where it was, the stretches that PDFium sees in turned order."""
    signs = [sign for word in words for sign in word.signs]
    places = [0.0, *accumulate(sign.advance for sign in signs)]
    placed = [sign._replace(right=at + sign.right, advance=0.0) for at, sign in zip(places, signs, strict=False)]
    stretches = [list(group) for _, group in groupby(placed, key=_kind)]
    order = [sign for stretch in reversed(stretches) for sign in stretch]
    order[-1] = order[-1]._replace(advance=places[-1])
    return Word(words[0].face, "".join(word.text for word in words), order)


def _kind(sign: Sign) -> str:
    """What PDFium takes a sign for."""
    kind = unicodedata.bidirectional(sign.text[0]) if sign.text else ""
    weak = {"EN", "AN", "NSM", "CS", "ES", "ET", "BN"}
    return "R" if kind in ("R", "AL") else "L" if kind == "L" else "weak" if kind in weak else ""
