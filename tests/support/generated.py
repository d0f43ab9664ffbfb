"""Projects made up at random from a seed: every kind of block, by what its model asks for, in every state it can be."""

from __future__ import annotations

import random
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import yaml
from annotated_types import Ge, Le, MaxLen, MinLen

from leaflets.content.blocks import KINDS, MADE_KINDS, NARROW
from leaflets.content.inline import PLACEHOLDERS
from leaflets.content.model import Condition, Model
from support.clinics import clinic_text
from support.projects import FRONT, LEAFLET, ROOT, TINY, Folder

WORDS = ("a", "rest", "sleep", "pain", "tablet", "counselor", "tumor", "10", "24-hour", "naïve", "“so”", "Zoë", "5 mg")
LONG = ("antidisestablishmentarianism", "https-less.example.org/a/very/long/path-of-words?and=more&of=them")
VARIANTS = ("general", "cluster", "tension")
REGIONS = ("us", "uk", "ie")
KEPT = ("calm", "plain")


class Generator:
    """Makes up blocks; ``known`` are the ids that conditions, sources and words may name."""

    def __init__(self, seed: int) -> None:
        self.any = random.Random(seed)  # noqa: S311 (no secret)
        self.variants = VARIANTS[: self.any.randint(1, 3)]
        self.regions = REGIONS[: self.any.randint(1, 3)]
        self.count = 0

    def text(self) -> str:
        """Words, now and then bold, linked, very long, or with a value."""
        words = [self.any.choice(WORDS) for _ in range(self.any.choice((1, 2, 5, 12, 40)))]
        odd = (
            f"**{self.any.choice(WORDS)}**",
            "[a page](https://example.org/a)",
            "[303-555-0142](tel:3035550142)",
            f"{{{self.any.choice(list(PLACEHOLDERS))}}}",
            self.any.choice(LONG if self.any.random() < 0.1 else WORDS),
        )
        for one in odd:
            if self.any.random() < 0.03:
                words.insert(self.any.randint(0, len(words)), one)
        return " ".join(words)

    def many(self) -> int:
        """How long a list is: most are short."""
        return self.any.choice((1, 1, 2, 2, 3, 5, 8, 40 if self.any.random() < 0.3 else 4))

    def condition(self) -> dict[str, Any]:
        """A condition on one or two axes."""
        axes = {"variant": self.variants, "region": self.regions, "edition": ("full", "brief")}
        names = self.any.sample(sorted(axes), self.any.choice((1, 1, 2)))
        return {name: self.any.choice(axes[name]) for name in names}

    def model(self, model: type[Model], depth: int) -> dict[str, Any]:
        """The keys of a model: those it needs, and some of the others."""
        made: dict[str, Any] = {}
        for name, field in model.model_fields.items():
            if name == "lang" or (not field.is_required() and self.any.random() < 0.65):
                continue
            made[name] = self.value(name, field.annotation, field.metadata, depth)
        return self.mended(model, {name: value for name, value in made.items() if value is not None})

    def mended(self, model: type[Model], made: dict[str, Any]) -> dict[str, Any]:
        """What a model asks of several keys together."""
        if "cells" not in made and isinstance(made.get("rows"), list) and isinstance(made.get("headings"), list):
            for row in made["rows"]:
                row["cells"] = [self.text() for _ in made["headings"]]
        if "of" in made and "n" in made:
            made["of"] = self.any.choice((10, 100, 1000, 10_000, 100_000))
            made["n"] = self.any.randint(0, made["of"])
        if model.__name__ == "Panel" and not ({"lead_in", "items"} & set(made)):
            made["lead_in"] = self.text()
        if model.__name__ == "PageBreakBlock":
            made.pop("words", None)
        if model.__name__ == "LadderBlock":
            made.pop("locked", None)
        if model.__name__ == "Ladder":
            made["now"]["call"] = "Call {emergency_number}"
            made["at_once"].setdefault("blank", self.text())
        if model.__name__ == "Illustration":
            made.setdefault("alt", self.text())
        if model.__name__ == "Timeline":
            times = self.any.choice(({}, {"times": 3}))
            made["items"] = [
                {name: one for name, one in step.items() if name != "times"} | times for step in made["items"]
            ]
        if model.__name__ == "Bar":
            made["text"] = f"{self.any.randint(0, 2000)} {made['text']}"
        if model.__name__ == "BarChart":
            made["whole"] = 2000
        if model.__name__ == "Anatomy":
            parts = ("stomach", "liver", "rectum", "gullet", "small-bowel", "large-bowel", "duodenum")
            labels = [label | {"part": part} for label, part in zip(made["labels"], parts, strict=False)]
            made |= {"drawing": "gut", "mark": self.any.sample(parts, 2), "labels": labels}
        return made

    def value(self, name: str, annotation: Any, metadata: Any, depth: int) -> Any:
        """A value for a field of this type."""
        origin, arguments = get_origin(annotation), get_args(annotation)
        if name in ("when", "unless"):
            return self.condition() if self.any.random() < 0.2 else None
        if name == "id":
            self.count += 1
            return f"g{self.count}"
        if name in ("sources", "words", "file", "address", "web", "phone") and (name, annotation) != ("words", str):
            return {
                "sources": ["nhs"], "words": ["migraine"], "file": "specimen.png", "phone": "303-555-0142",
            }.get(name) or f"https://example.org/{self.any.choice(('a', 'words-of-a-page', 'x' * 90))}"  # fmt: skip
        if origin is Annotated:
            return self.value(name, arguments[0], [*metadata, *arguments[1:]], depth)
        if origin is Literal:
            return self.any.choice(arguments)
        if origin in (Union, UnionType):
            return self.value(name, next(one for one in arguments if one is not NoneType), metadata, depth)
        if origin is tuple:
            least = max((one.min_length for one in metadata if isinstance(one, MinLen)), default=1)
            most = min((one.max_length for one in metadata if isinstance(one, MaxLen)), default=40)
            inner = arguments[0]
            return [self.value(name, inner, [], depth) for _ in range(min(most, max(least, self.many())))]
        if isinstance(annotation, type) and issubclass(annotation, Condition):
            return self.condition()
        if isinstance(annotation, type) and issubclass(annotation, Model):
            return self.model(annotation, depth)
        if annotation is bool:
            return self.any.choice((True, False))
        if annotation is int:
            least = max((int(str(one.ge)) for one in metadata if isinstance(one, Ge)), default=0)
            most = min((int(str(one.le)) for one in metadata if isinstance(one, Le)), default=12)
            return self.any.randint(least, most)
        if name == "keep_together" or "AnyBlock" in str(annotation):
            return self.block(depth + 1)
        return self.text()

    def block(self, depth: int = 0, kind: str = "") -> dict[str, Any]:
        """A block of some kind, or of this one."""
        kind = kind or self.any.choice([one for one in KINDS if depth < 2 or one != "keep_together"])
        made = self.model(KINDS[kind], depth)
        if kind not in NARROW and self.any.random() < 0.7:
            made.pop("beside", None)  # it is too wide
        made["id"] = f"g{self.count}-{kind.replace('_', '-')}"
        if self.count % 7 == 0 and kind not in MADE_KINDS:
            made["lang"] = ("es", "pt-BR", "ur")[self.count % 3]
        return made

    def section(self, kinds: list[str]) -> dict[str, Any]:
        """A section that has these kinds, and some others."""
        blocks = [self.block(kind=kind) for kind in kinds] + [self.block() for _ in range(self.any.randint(0, 3))]
        self.any.shuffle(blocks)
        made: dict[str, Any] = {"heading": self.text(), "blocks": blocks}
        if self.any.random() < 0.1:
            made["when"] = self.condition()
        if self.any.random() < 0.1:
            alike = self.condition()  # for other jobs nothing is left of it
            blocks[:] = [{**block, "when": alike} for block in blocks]
        return made


def generated(folder: Path, seed: int) -> Folder:
    """A project from a seed."""
    make = Generator(seed)
    made = Folder(folder)
    kinds = list(KINDS)
    make.any.shuffle(kinds)
    names = [f"s{number}" for number in range(make.any.randint(1, 4))]
    sections = {
        name: make.section(kinds[index * 3 : index * 3 + make.any.randint(1, 3)]) for index, name in enumerate(names)
    }
    files: dict[str, Any] = {f"leaflets/ache/sections/{name}.yaml": section for name, section in sections.items()}
    files[FRONT] = make.section(["text"])
    files["project.yaml"] = {
        "leaflets": ["ache"], "region": make.regions[0], "theme": make.any.choice(KEPT),
        "regions": {
            name: {
                "language": make.any.choice(("en-us", "en-gb")), "format": "a4",
                "emergency_number": "911", "values": {"fever": "38 °C"},
            }
            for name in make.regions
        },
    }  # fmt: skip
    leaflet = yaml.safe_load(TINY[LEAFLET])
    first = leaflet["variants"]["general"]
    leaflet["variants"] = {name: {**first, "suffix": name[:3].upper()} for name in make.variants}
    leaflet["sections"] = names
    if make.any.random() < 0.5:
        panels: dict[str, list[str]] = {
            panel: [] for panel in ("front", "inside_left", "inside_middle", "inside_right", "flap", "back")
        }
        panels["front"] = ["front"]
        for name in names:
            panels[make.any.choice(list(panels)[1:])].append(name)
        leaflet["panels"] = panels
    files[LEAFLET] = {key: str(value) if key in ("written", "review_by") else value for key, value in leaflet.items()}
    when = {"when": {"region": make.regions[-1]}} if make.any.random() < 0.6 else {}
    files["leaflets/ache/organisations.yaml"] = {
        "organisations": {
            f"o{number}": {
                "id": f"O{number}", "name": make.any.choice(WORDS), "country": "UK", "about": make.text(),
                "web": "https://example.org/o", **when,
            }
            for number in range(make.any.choice((0, 1, 3)))
        }
    }  # fmt: skip
    nhs = {"organisation": "NHS", "title": make.text(), "dated": "undated", "seen": "2026-11-02", "quality": "good"}
    files["leaflets/ache/sources.yaml"] = {"sources": {"nhs": {**nhs, "printed": make.any.random() < 0.5, **when}}}
    files["leaflets/ache/glossary.yaml"] = {
        "words": {"migraine": {"id": "W1", "term": "Migraine", "meaning": make.text(), **when}}
    }
    for name, data in files.items():
        made.write(name, yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    made.write(
        "clinics/elm.yaml", clinic_text(name=f"'{make.any.choice(WORDS)} clinic'", region=make.any.choice(make.regions))
    )
    made.write("checks.yaml", (ROOT / "content/checks.yaml").read_text(encoding="utf-8"))
    for part in ("content/formats", "content/languages", "content/themes", "assets"):
        (folder / part).symlink_to(ROOT / part)
    return made
