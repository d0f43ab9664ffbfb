"""What comes with the program: the starter project, and a new leaflet to fill in, whole and neutral as to illness."""

import json
from collections.abc import Sequence
from datetime import date
from itertools import chain, count, cycle
from pathlib import Path
from string import Template

from leaflets.content.written import UNWRITTEN
from leaflets.store.naming import slug

COLOURS = ("#0B5563", "#6A2C70", "#2E5E3A", "#7B2240", "#2F4B7C", "#6B4A3A", "#7A4A00")
"""Of the first variants; each is at least 7:1 on white."""

YEARS = 2
"""So long after it was written a leaflet is looked at again."""


def starter() -> Path:
    """The folder of the starter project: in the installed package, or the source tree itself."""
    package = Path(__file__).parents[1]
    installed = package / "starter"
    return installed if installed.is_dir() else package.parents[1]


def scaffold(name: str, title: str, variants: Sequence[str], today: date) -> dict[str, str]:
    """The files of a new leaflet by their places in its folder, in the order of their names."""
    home = starter() / "assets/new"
    filled = {
        "title": json.dumps(title, ensure_ascii=False),
        "reference": _code(name, 12),
        "written": today.isoformat(),
        "review_by": today.replace(year=today.year + YEARS, day=min(today.day, 28)).isoformat(),
        "variants": "\n\n".join(_variants(title, variants)),
        "own": "".join(map(_own, variants)) if len(variants) > 1 else "",
        "i_have": json.dumps(f"I have {title[:1].lower()}{title[1:]}", ensure_ascii=False),
    }
    made = {path: Template(path.read_text("utf-8")).substitute(filled) for path in sorted(home.rglob("*.yaml.tmpl"))}
    return {path.relative_to(home).with_suffix("").as_posix(): text for path, text in made.items()}


def _variants(title: str, names: Sequence[str]) -> list[str]:
    """The entries of the variants; that of a leaflet's only variant has its title."""
    taken: set[str] = set()
    made = []
    for name, colour in zip(names, cycle(COLOURS), strict=False):
        said = title if len(names) == 1 or name == "general" else f"{title}: {name.replace('-', ' ')}"
        words, code = json.dumps(said, ensure_ascii=False), _code(name, 4)
        suffix = next(one for one in chain([code], (f"{code}{n}" for n in count(2))) if one not in taken)
        taken.add(suffix)
        titles = f"  {name}:\n    title: {words}\n    short_title: {words}\n"
        made.append(f'{titles}    suffix: {suffix}\n    colour: "{colour}"')
    return made


def _own(variant: str) -> str:
    """A block that one variant alone has."""
    said = f"{UNWRITTEN} what holds for {variant.replace('-', ' ')} alone; blocks without 'when' are in every variant."
    return f"""\
  - id: only-{variant}
    when: {{variant: {variant}, edition: [full, brief]}}
    sources: [first]
    text: {json.dumps(said)}

"""


def _code(name: str, most: int) -> str:
    """A name as capital letters and digits, two at least."""
    return (slug(name).replace("-", "").upper()[:most] + "00")[: max(2, min(most, len(slug(name))))]
