"""Whether a translation keeps what no language may change: values asked for, links, bold words, numbers, its script."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from leaflets.content.inline import asked, spans, words_of
from leaflets.content.language import Language

_NUMBER = r"\d+(?:[.,\u066b\u066c]\d+|[\u00a0\u202f' ]\d{3}(?!\d))*"
_READINGS = [
    rf"(\d{{1,3}}(?:[{group}]\d{{3}})+|\d+)(?:[{point}](\d+))?"
    for group, point in ((",\u066c\u00a0\u202f' ", ".\u066b"), (".\u066c\u00a0\u202f' ", ",\u066b"))
]
"""A number with groups and a part of one: with a point before that, or with a comma."""

LONG, SHORT = 60, 0.5
"""From so many signs on a text is expected to be as long in translation as others are, or at least a part of that."""
_WORD = re.compile(r"[^\W\d_]+")
_BRACES = re.compile(r"\{\w+\}")


def unkept(source: str, text: str) -> Iterator[tuple[str, str]]:
    """What is wrong with ``text`` as a translation of ``source``, and what to do."""
    kept = (
        ("asks for", [f"{{{name}}}" for name in asked(source)], [f"{{{name}}}" for name in asked(text)]),
        ("links to", *([one.address for one in spans(each) if one.address] for each in (source, text))),
        ("says the number", before := numbers(source), numbers(text, before)),
    )
    for verb, first, after in kept:
        for gone in (Counter(first) - Counter(after)).elements():
            yield f"the source {verb} {gone}, and the translation does not", "keep it as it is in the source"
        for more in (Counter(after) - Counter(first)).elements():
            yield f"the translation {verb} {more}, and the source does not", "take it out"
    bold = [sum(one.bold for one in spans(each)) for each in (source, text)]
    if bold[0] != bold[1]:
        yield f"the source has {bold[0]} bold parts, and the translation {bold[1]}", "put ** around the same words"


def numbers(text: str, of: Collection[str] = ()) -> list[str]:
    """The numbers of a text in plain digits with a point, whatever digits and separators it has, and groups them by.

    One that can be read in two ways, such as 1,234, is the first of those that is one ``of`` some others.
    """
    found = []
    for said in re.findall(_NUMBER, _BRACES.sub("", words_of(text))):
        read = [match for match in (re.fullmatch(one, said) for one in _READINGS) if match]
        values = [".".join(filter(None, (_digits(match[1]), _digits(match[2] or "")))) for match in read]
        found.append(next((value for value in values if value in of), values[0] if values else _digits(said)))
    return found


def _digits(said: str) -> str:
    return "".join(str(unicodedata.digit(sign)) for sign in said if sign.isdigit())


def unfamiliar(source: str, text: str, own: Language, language: Language) -> Iterator[tuple[str, str]]:
    """The numbers that ``text`` leaves as the language of the source writes them, and how its own does."""
    there = re.findall(_NUMBER, words_of(text))
    for said in dict.fromkeys(re.findall(_NUMBER, words_of(source))):
        if said in there and (wanted := language.figures(said, own)) != said:
            yield f"{said} is written as in the language of the source", f"write {wanted}"


def shortened(pairs: Iterable[tuple[str, str]]) -> Iterator[bool]:
    """For each source and its translation, whether that is much shorter than this language's are beside theirs."""
    lengths = [(len(words_of(source)), len(words_of(text))) for source, text in pairs]
    usual = sorted(after / before for before, after in lengths if before >= LONG)
    least = SHORT * usual[len(usual) // 2] if usual else 0.0
    return (before >= LONG and after < least * before for before, after in lengths)


@lru_cache(4096)
def script(text: str) -> str:
    """The script that most letters of a text are of, as Unicode names it; nothing, if it has none."""
    found = Counter(unicodedata.name(sign, "").partition(" ")[0] for sign in text if sign.isalpha())
    return found.most_common(1)[0][0] if found else ""


def untranslated(source: str, text: str, letters: str) -> Iterator[tuple[str, str]]:
    """Why ``text`` cannot be in a language that is written in some ``letters``."""
    before, after = ([word.casefold() for word in _WORD.findall(words_of(each))] for each in (source, text))
    new = [word for word in after if word not in before]
    if before == after and len(before) > 3:
        yield "the translation says it in the words of the source", "translate it, or leave the cell empty"
    elif new and script("".join(new)) != letters:
        yield f"the words are not in {letters.title()} letters", "write them in the letters of the language"


def medicines(source: str, text: str, names: Iterable[str], terms: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The names of medicines in the source that the translation changes, but for those with an agreed name."""
    before, after = words_of(source), words_of(text).casefold()
    small = before.casefold()
    for name in (one for one in names if one.casefold() in small):
        agreed = terms.get(name, name)
        named = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", before, re.IGNORECASE)
        if named and agreed.casefold() not in after:
            hint = f"write '{agreed}'" if agreed != name else f"write '{name}', or agree on a name for it under 'terms'"
            yield f"the medicine '{name}' is not named", hint
