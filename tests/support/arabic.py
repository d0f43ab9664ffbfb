"""A leaflet in Arabic, with numbers, addresses and words that run the other way, in a project of its own."""

from __future__ import annotations

from pathlib import Path

from support.projects import FRONT, LEAFLET, REST, ROOT, Folder, tiny

DATA = ROOT / "tests/data/arabic"
REGION = 'regions:\n  eg: {language: ar, format: a4, emergency_number: "123", values: {fever: 38 °C}}\n'


def arabic(folder: Path) -> Folder:
    """The project; its leaflet is ``ache``, in the region ``eg``."""
    made = tiny(folder)
    made.replace("project.yaml", "regions:\n", REGION)
    made.replace("project.yaml", "region: us", "region: eg")
    for name, file in ((FRONT, "front"), (REST, "rest")):
        made.write(name, (DATA / f"{file}.yaml").read_bytes())
    made.replace(LEAFLET, "title: Headaches, short_title: Headaches", "title: الصداع, short_title: الصداع")
    made.replace(LEAFLET, "label: Patient information", "label: معلومات للمرضى")
    made.replace(LEAFLET, "audience: For you", "audience: لك ولأسرتك")
    return made
