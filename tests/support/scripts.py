"""A sentence of each script that the shipped typefaces have, and a page of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from support.projects import FRONT, LEAFLET, REST, Folder, tiny

SCRIPTS = {
    "latin": "Call your team on 020 7946 0111: Łódź, naïve, “To Tell You”, office, 38 °C.",
    "vietnamese": "Hãy gọi cho chúng tôi nếu bạn bị sốt trên 38 độ. Điều trị bằng phẫu thuật.",
    "greek": "Επικοινωνήστε με την ομάδα σας στο 020 7946 0111, αν έχετε πυρετό.",
    "cyrillic": "Позвоните своей команде по телефону 020 7946 0111. Объём, йод, ёж.",
    "arabic": "اتصل بفريقك على الفور إذا كنت تعاني من الحمى أو القشعريرة، لا تنتظر مُمَرِّضًا.",
    "urdu": "اگر آپ کو بخار ہو تو فوراً اپنی ٹیم کو فون کریں۔ انتظار نہ کریں۔",
    "hebrew": "התקשרו לצוות שלכם מיד אם יש לכם חום גבוה (או צמרמורות), שָׁלוֹם.",
    "hindi": "यदि आपको बुखार हो तो तुरंत अपनी टीम को फ़ोन करें। क्षत्रिय, कर्म, स्त्री।",
    "bengali": "আপনার জ্বর হলে সঙ্গে সঙ্গে আপনার দলকে ফোন করুন। ক্ষতি, শ্রী, র্যাব।",
    "punjabi": "ਜੇ ਤੁਹਾਨੂੰ ਬੁਖ਼ਾਰ ਹੋਵੇ ਤਾਂ ਤੁਰੰਤ ਆਪਣੀ ਟੀਮ ਨੂੰ ਫ਼ੋਨ ਕਰੋ। ਸ੍ਰੀ, ਪੜ੍ਹੋ।",
}
"""A sentence of each script, as its readers write it."""

TAGS = dict(zip(SCRIPTS, ("pl", "vi", "el", "ru", "ar", "ur", "he", "hi", "bn", "pa"), strict=True))
"""The language of each sentence (BCP 47)."""


def written(folder: Path, script: str) -> Folder:
    """A project whose leaflet says the sentence of a script; the fixed words of its pages are English ones."""
    made, tag, said = tiny(folder), TAGS[script], SCRIPTS[script]
    words = yaml.safe_load(made.path("languages/en-us.yaml").read_text(encoding="utf-8"))
    made.write(f"languages/{tag}.yaml", yaml.safe_dump({**_of_one_form(words), "tag": tag}, allow_unicode=True))
    made.replace("project.yaml", "language: en-us, format: letter", f"language: {tag}, format: a5")
    made.replace("formats/a5.yaml", "signature: 4\n", "")  # all on one page
    title = " ".join(said.split()[:2])
    made.replace(LEAFLET, "title: Headaches, short_title: Headaches", f"title: '{title}', short_title: '{title}'")
    item = {"id": "one", "text": said}
    made.write(FRONT, yaml.safe_dump({"heading": title, "blocks": [{"id": "k", "key_message": {"items": [item]}}]}))
    listed = [{"id": f"item{number}", "text": said} for number in (1, 2)]
    steps = {"id": "s", "steps": {"lead_in": f"{title}:", "items": listed}}
    table = {"id": "t", "table": {"headings": [title, "mg"], "rows": [{"cells": [title, "500"]}]}}
    made.write(REST, yaml.safe_dump({"heading": title, "blocks": [steps, table]}))
    return made


def _of_one_form(words: Mapping[str, object]) -> dict[str, object]:
    """The words of a language, those with a form for each kind of number in the one for most."""
    forms = {"zero", "one", "two", "few", "many", "other"}
    return {
        key: value["other"]
        if isinstance(value, dict) and "other" in value and forms >= set(value)
        else _of_one_form(value)
        if isinstance(value, dict)
        else value
        for key, value in words.items()
    }
