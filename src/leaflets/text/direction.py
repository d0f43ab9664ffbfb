"""Direction: the order in which a line is seen, by the bidirectional algorithm (UAX 9), isolates included.

In text that runs from right to left, what runs the other way, such as a telephone number, is seen in its own order only
where it is isolated: ``isolated`` sees to that.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from unicodedata import bidirectional

LEFT_TO_RIGHT, RIGHT_TO_LEFT = 0, 1
"""The levels of a paragraph."""

ISOLATE, CLOSE = "\u2066", "\u2069"
"""What begins a stretch that runs from left to right whatever stands around it, and what ends it."""

DEEPEST = 125
MOST_BRACKETS = 63
_OPENING = {"LRI": 0, "RLI": 1, "FSI": -1}
_EMBEDDING = {"LRE": (0, ""), "RLE": (1, ""), "LRO": (0, "L"), "RLO": (1, "R")}
_REMOVED = frozenset({*_EMBEDDING, "PDF", "BN"})
_ISOLATING = frozenset({*_OPENING, "PDI"})
_WHITE = _ISOLATING | {"B", "S", "WS"}
_SIGN = {"L": "L", "R": "R", "AL": "A", "EN": "E", "ES": "S", "ET": "T", "AN": "N", "CS": "C", "NSM": "M"}
_SIGN |= dict.fromkeys(_ISOLATING, "I")
"""A sign for each kind that the rules below tell apart; any other is neutral: O."""
_WEAK: Sequence[tuple[str, str | Callable[[re.Match[str]], str]]] = (
    ("(.)(M+)", lambda found: found[1] + ("O" if found[1] == "I" else found[1]) * len(found[2])),  # W1
    ("A[^LRA]*", lambda found: found[0].replace("E", "N").replace("A", "R")),  # W2, W3
    ("(?<=E)[SC](?=E)", "E"),  # W4
    ("(?<=N)C(?=N)", "N"),
    ("T+(?=E)|(?<=E)T+", lambda found: "E" * len(found[0])),  # W5
    ("[STC]", "O"),  # W6
    ("L[^LR]*", lambda found: found[0].replace("E", "L")),  # W7
)
"""What becomes of marks, numbers and the signs beside them, after the direction that a sequence begins in."""
_WAYS = {"L": "L", "R": "R", "E": "R", "N": "R"}
_STEPS = ({"L": 0, "R": 1, "N": 2, "E": 2}, {"L": 1, "R": 0, "N": 1, "E": 1})
_BRACKETS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋〈〉❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽⸢⸣⸤⸥⸦⸧⸨⸩⹕⹖⹗⹘"
    "⹙⹚⹛⹜〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
_SAME = {"\u2329": "\u3008", "\u232a": "\u3009"}
_CLOSING = {_SAME.get(one, one): _SAME.get(other, other) for one, other in zip(*[iter(_BRACKETS)] * 2, strict=True)}

_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_FROM_RIGHT = re.compile(f"[{_LETTERS}]")
_LEFTWARD = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"})
_SIGNS = "(°<>≤≥±+−~£$€#"
_WORD = rf"[{_SIGNS}]*[^\W{_LETTERS}](?:[^\s{_LETTERS}{ISOLATE}{CLOSE}]*[^\W{_LETTERS}])?[)%°/]*"
_FOREIGN = rf"({ISOLATE}[^{CLOSE}]*{CLOSE}|{_WORD}(?: (?:[-–—×/=+] )?{_WORD})*)"


def runs_left(tag: str) -> bool:
    """Whether a language (BCP 47) is written from right to left."""
    return tag.split("-")[0] in _LEFTWARD and "-Latn" not in tag


def from_right(text: str) -> bool:
    """Whether any of a text runs from right to left."""
    return not text.isascii() and _FROM_RIGHT.search(text) is not None


def base_of(text: str) -> int:
    """The level of a paragraph: that of its first letter, from left to right if it has none (UAX 9, P2 and P3)."""
    return int(next((kind for kind in map(bidirectional, text) if kind in ("L", "R", "AL")), "L") != "L")


def foreign(text: str, around: str = "", at_home: bool = False, leftward: bool = False) -> Iterator[tuple[str, bool]]:
    """The parts of a text, and whether each is foreign in it: words, numbers and addresses that run from left to right
    in a text from right to left. ``around`` is all the text that it stands in. ``at_home``: words that run from left
    to right are none there, only numbers and addresses with one. ``leftward``: where all runs from right to left, a
    text of nothing that does is foreign as a whole.
    """
    if not from_right(around or text):
        yield text, leftward and any(map(str.isalnum, text))
        return
    for place, part in enumerate(re.split(_FOREIGN, text)):
        if place % 2 and at_home and not any(map(str.isdigit, part)):
            yield part, False
        elif place % 2 and part[0] != ISOLATE:  # a bracket without its other half is none of it
            opens, closes = part.count("("), part.count(")")
            both = opens == closes == 1 and part[0] + part[-1] == "()"  # nor are two that stand around it
            start = opens - closes if opens > closes and part.startswith("(") else int(both)
            stop = len(part) - (closes - opens if closes > opens and part.endswith(")") else int(both))
            yield from ((part[:start], False), (part[start:stop], True), (part[stop:], False))
        else:
            yield part, False


def isolated(text: str, around: str = "", at_home: bool = False, leftward: bool = False) -> str:
    """A text, what is ``foreign`` in it isolated, so that it is seen in its own order."""
    parts = foreign(text, around, at_home, leftward)
    return "".join(f"{ISOLATE}{part}{CLOSE}" if apart else part for part, apart in parts)


def visual(text: str, base: int) -> list[tuple[int, int, bool]]:
    """The runs of one line, from left to right: where each begins and ends, and whether it runs from right to left."""
    runs: list[tuple[int, int, int]] = []
    for level, same in groupby(levels(text, base)):
        start = runs[-1][1] if runs else 0
        runs.append((start, start + len(list(same)), level))
    for height in range(max((level for *_, level in runs), default=0), 0, -1):  # L2
        parts = [(high, list(part)) for high, part in groupby(runs, key=lambda run: run[2] >= height)]
        runs = [run for high, part in parts for run in (reversed(part) if high else part)]
    return [(start, stop, level % 2 == 1) for start, stop, level in runs]


def levels(text: str, base: int) -> Sequence[int]:
    """The level of each character of one line in a paragraph of level ``base``: those of odd ones run leftwards."""
    kinds = [bidirectional(one) or "L" for one in text]
    if base == LEFT_TO_RIGHT and text.isascii():
        return [base] * len(text)
    closed = _closed(kinds)
    depths, given = _explicit(kinds, closed, base)
    found = list(depths)
    for places in _sequences(kinds, depths, closed):
        level, (start, end) = depths[places[0]], _ends(kinds, depths, places, base)
        way, own = "LR"[level % 2], start + "".join(_SIGN.get(given[place], "O") for place in places)
        for rule, becomes in _WEAK:
            own = re.sub(rule, becomes, own)
        signs = _bracketed([text[place] for place in places], own[1:], [kinds[place] for place in places], start, way)
        for place, sign in zip(places, _directed(f"{start}{signs}{end}", way), strict=True):  # I1, I2
            found[place] = level + _STEPS[level % 2][sign]
    level = base
    for place, kind in enumerate(kinds):  # what is removed takes no part (X9, as 5.2 has it)
        level = found[place] = level if kind in _REMOVED else found[place]
    ends = True
    for place in reversed(range(len(kinds))):  # L1
        ends = kinds[place] in ("B", "S") or (ends and (kinds[place] in _WHITE or kinds[place] in _REMOVED))
        found[place] = base if ends else found[place]
    return found


def _closed(kinds: Sequence[str]) -> dict[int, int]:
    """Where each isolate ends that does (BD9)."""
    found, open_ = dict[int, int](), list[int]()
    for place, kind in enumerate(kinds):
        if kind in _OPENING:
            open_.append(place)
        elif kind == "PDI" and open_:
            found[open_.pop()] = place
    return found


def _first(kinds: Sequence[str], start: int, stop: int, closed: dict[int, int]) -> int:
    """The direction of the first letter of a stretch that is in no isolate (P2, P3)."""
    while start < stop:
        if kinds[start] in ("L", "R", "AL"):
            return int(kinds[start] != "L")
        start = closed.get(start, stop if kinds[start] in _OPENING else start) + 1
    return LEFT_TO_RIGHT


def _explicit(kinds: Sequence[str], closed: dict[int, int], base: int) -> tuple[list[int], list[str]]:
    """The levels that embeddings, overrides and isolates give, and the kinds that overrides do (X1 to X8)."""
    found, given = [base] * len(kinds), list(kinds)
    stack = [(base, "", False)]
    too_deep, embedded, isolates = 0, 0, 0
    for place, kind in enumerate(kinds):
        if kind == "PDI" and too_deep:
            too_deep -= 1
        elif kind == "PDI" and isolates:
            embedded, isolates = 0, isolates - 1
            while not stack.pop()[2]:
                pass
        elif kind == "PDF" and not too_deep:
            if embedded:
                embedded -= 1
            elif not stack[-1][2] and len(stack) > 1:
                stack.pop()
        level, override, _ = stack[-1]
        if kind != "B":
            found[place] = level
            given[place] = override if override and kind not in _REMOVED else kind
        if kind in _OPENING or kind in _EMBEDDING:
            way, forced = _EMBEDDING.get(kind) or (_OPENING[kind], "")
            way = way if way >= 0 else _first(kinds, place + 1, closed.get(place, len(kinds)), closed)
            level += 1 + (level + 1 + way) % 2
            isolate = kind in _OPENING
            if level <= DEEPEST and not too_deep and not embedded:
                stack.append((level, forced, isolate))
                isolates += isolate
            elif isolate:
                too_deep += 1
            elif not too_deep:
                embedded += 1
    return found, given


def _sequences(kinds: Sequence[str], found: Sequence[int], closed: dict[int, int]) -> Iterator[list[int]]:
    """The isolating run sequences: runs of one level, those before and after an isolate as one (BD13, X10)."""
    seen = [place for place, kind in enumerate(kinds) if kind not in _REMOVED]
    opened = {stop: start for start, stop in closed.items()}
    waiting: dict[int, list[int]] = {}
    sequences: list[list[int]] = []
    for _, same in groupby(seen, key=lambda place: found[place]):
        run = list(same)
        sequence = waiting.pop(opened.get(run[0], -1), None)
        if sequence is None:
            sequence = []
            sequences.append(sequence)
        sequence += run
        if run[-1] in closed:
            waiting[run[-1]] = sequence
    yield from sequences


def _ends(kinds: Sequence[str], depths: Sequence[int], places: Sequence[int], base: int) -> tuple[str, str]:
    """The directions a sequence begins and ends in: those of the higher level on each side (X10)."""
    before = next((at for at in range(places[0] - 1, -1, -1) if kinds[at] not in _REMOVED), None)
    after = next((at for at in range(places[-1] + 1, len(kinds)) if kinds[at] not in _REMOVED), None)
    outer = base if before is None else depths[before]
    next_ = base if after is None or kinds[places[-1]] in _OPENING else depths[after]
    level = depths[places[0]]
    return "LR"[max(level, outer) % 2], "LR"[max(level, next_) % 2]


def _bracketed(text: Sequence[str], signs: str, kinds: Sequence[str], start: str, way: str) -> str:
    """The signs of a sequence, those of brackets in pairs the direction of what they enclose (N0)."""
    own = list(signs)
    for opens, closes in sorted(_pairs(text, own)):
        inside = {_WAYS[kind] for kind in own[opens + 1 : closes] if kind in _WAYS}
        if not inside:
            continue
        before = next((_WAYS[kind] for kind in reversed(own[:opens]) if kind in _WAYS), start)
        turned = way if way in inside else before
        for at in (opens, closes):
            own[at] = turned
            while at + 1 < len(own) and kinds[at + 1] == "NSM":
                at += 1
                own[at] = turned
    return "".join(own)


def _pairs(text: Sequence[str], own: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The pairs of brackets (BD16)."""
    open_: list[tuple[str, int]] = []
    for at, sign in enumerate(text):
        one = _SAME.get(sign, sign)
        if own[at] != "O":
            continue
        if one in _CLOSING:
            if len(open_) == MOST_BRACKETS:
                return
            open_.append((_CLOSING[one], at))
        else:
            deep = next((deep for deep in reversed(range(len(open_))) if open_[deep][0] == one), None)
            if deep is not None:
                yield open_[deep][1], at
                del open_[deep:]


def _directed(signs: str, way: str) -> str:
    """The signs between the first and the last: neutral ones take the direction on both sides, or ``way`` (N1, N2)."""

    def between(found: re.Match[str]) -> str:
        before, after = _WAYS[found[1]], _WAYS[found[2]]
        return (before if before == after else way) * len(found[0])

    return re.sub("(?<=(.))[OI]+(?=(.))", between, signs)[1:-1]
