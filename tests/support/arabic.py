"""A leaflet in Arabic, with numbers, addresses and words that run the other way, in a project of its own."""

from __future__ import annotations

from pathlib import Path

from support.projects import FRONT, LEAFLET, REST, ROOT, Folder, tiny

DATA = ROOT / "tests/data/arabic"
PHRASES = {
    "tag: en-US": "tag: ar",
    "Page {page} of {pages}": "صفحة {page} من {pages}",
    "Draft: awaiting a clinician’s sign-off": "مسودة: في انتظار موافقة الطبيب",
    "{reference} version {version}": "{reference} نسخة {version}",
    "Review by {month}": "تُراجَع في {month}",
    "subject: Patient information": "subject: معلومات للمرضى",
    "{month} {year}": "{month} {year}",
    "[January, February, March, April, May, June, July, August, September, October, November, December]": (
        "[يناير, فبراير, مارس, أبريل, مايو, يونيو, يوليو, أغسطس, سبتمبر, أكتوبر, نوفمبر, ديسمبر]"
    ),
    "Dear {name},": "عزيزي {name}،",
    "If you are worried or have a question, call:": "إذا كنت قلقاً أو لديك سؤال فاتصل:",
    "In an emergency, call {emergency_number}.": "في حالة الطوارئ اتصل على {emergency_number}.",
    "any_hour: Day and night": "any_hour: ليلاً ونهاراً",
    "Given to you by: {clinic}": "قدمتها لك: {clinic}",
}
"""What the Arabic file of a language has in place of the English one's words; the rest is left as it is."""


def arabic(folder: Path) -> Folder:
    """The project; its leaflet is ``ache``, in the region ``eg``."""
    made = tiny(folder)
    words = made.path("languages/en-us.yaml").read_text(encoding="utf-8")
    for english, own in PHRASES.items():
        assert english in words, english
        words = words.replace(english, own)
    made.write("languages/ar.yaml", words)
    made.replace(
        "project.yaml",
        "regions:\n",
        'regions:\n  eg: {language: ar, format: a4, emergency_number: "123", values: {fever: 38 °C}}\n',
    )
    for name, file in ((FRONT, "front"), (REST, "rest")):
        made.write(name, (DATA / f"{file}.yaml").read_bytes())
    made.replace(LEAFLET, "title: Headaches, short_title: Headaches", "title: الصداع, short_title: الصداع")
    made.replace(
        LEAFLET, "label: Patient information, audience: For you", "label: معلومات للمرضى, audience: لك ولأسرتك"
    )
    return made
