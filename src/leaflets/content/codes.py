"""Codes of classifications, by which other systems find a leaflet: ICD-10-CM, SNOMED CT, MeSH."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from leaflets.content.model import Model
from leaflets.content.roles import HINT
from leaflets.content.written import shaped

_ICD = r"^[A-TV-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$"
_SNOMED = r"^[1-9][0-9]{5,17}$"
_MESH = r"^[DC][0-9]{6,9}$"
_TURN = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
"""How Verhoeff's check turns a digit, once more for each place from the end, to eight times."""


def _sum(one: int, two: int) -> int:
    """Two numbers joined as turns and flips of a pentagon are (the dihedral group of ten)."""
    if one < 5:
        return (one + two) % 5 if two < 5 else (one + two - 5) % 5 + 5
    return (one - two) % 5 + 5 if two < 5 else (one - two) % 5


def _checked(code: str) -> str:
    """A SNOMED CT identifier, its last digit held against the others (Verhoeff)."""
    total = 0
    for place, digit in enumerate(reversed(code)):
        turned = int(digit)
        for _ in range(place % 8):
            turned = _TURN[turned]
        total = _sum(total, turned)
    if total:
        raise ValueError(f"'{code}' is no SNOMED CT identifier: a digit is wrong or two are swapped")
    return code


def _words(value: object) -> object:
    """One code or several; those that YAML takes for numbers are digits all the same."""
    several = value if isinstance(value, list) else [value]
    return [str(one) if type(one) is int else one for one in several]


def _listed(pattern: str) -> WithJsonSchema:
    kind = {"type": ["string", "integer"], "pattern": pattern}
    return WithJsonSchema({"anyOf": [kind, {"type": "array", "items": kind}]})


IcdCode = Annotated[str, shaped(_ICD, "a code of ICD-10-CM with its dot, such as R51.9"), HINT]
SnomedCode = Annotated[
    str, shaped(_SNOMED, "a SNOMED CT identifier, 6 to 18 digits, such as 25064002"), AfterValidator(_checked), HINT
]
MeshCode = Annotated[str, shaped(_MESH, "a descriptor of MeSH, such as D006261"), HINT]


class Codes(Model):
    """Codes of what a leaflet, or a variant of it, is about."""

    icd_10_cm: Annotated[tuple[IcdCode, ...], BeforeValidator(_words), _listed(_ICD)] = ()
    snomed_ct: Annotated[tuple[SnomedCode, ...], BeforeValidator(_words), _listed(_SNOMED)] = ()
    mesh: Annotated[tuple[MeshCode, ...], BeforeValidator(_words), _listed(_MESH)] = ()

    def and_those_of(self, other: "Codes") -> dict[str, list[str]]:
        """All codes of both by their systems, each once."""
        return {key: list(dict.fromkeys((*getattr(self, key), *getattr(other, key)))) for key in Codes.model_fields}
