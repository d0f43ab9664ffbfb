"""Telephone numbers as ``check`` takes them: what rings is a number, whatever its shape."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from leaflets.cli import main
from support.clinics import LINES, clinic_text
from support.projects import shipped

NUMBERS = {
    "an extension": ("us", "303-555-0187 ext. 12", True),
    "brackets and a short extension": ("us", "(303) 555-0187 x4", True),
    "the nought nobody dials from abroad": ("uk", "+44 (0)191 498 0142", True),
    "a short code": ("uk", "111", True),
    "a digit lost": ("us", "303-555-018", False),
    "a digit lost in the United Kingdom": ("uk", "0191 498 014", False),
}


@pytest.mark.parametrize("kind", NUMBERS)
def test_only_a_number_that_cannot_ring_is_told(tmp_path: Path, kind: str) -> None:
    region, number, rings = NUMBERS[kind]
    folder = shipped(tmp_path / "project")
    text = clinic_text(region=region, contacts=LINES["contacts"].replace("303-555-0101", f"'{number}'", 1))
    others = text.replace("303-555-010", "0191 498 010") if region == "uk" else text
    folder.write("clinics/elm.yaml", others)
    said = CliRunner().invoke(main, ["check", "specimen", "--clinic", "elm", "--project", str(folder.root)]).output
    told = [line for line in said.splitlines() if f"'{number}'" in line]
    assert "0 problems" in said or told, said
    assert bool(told) is not rings, said
