"""What an editor is told while somebody writes: each key explained, each example right, kinds and not class names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from leaflets.content.blocks import KINDS as BLOCKS
from leaflets.store.schema import _KEYS, KINDS, schema


def parts(kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    found = schema(kind)
    yield KINDS[kind].__name__, found
    yield from found.get("$defs", {}).items()


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_explained_and_its_example_is_right(kind: str) -> None:
    keys, defs = 0, schema(kind).get("$defs", {})
    for model, part in parts(kind):
        for key, shape in part.get("properties", {}).items():
            keys += 1
            assert shape["description"].strip(), f"{model}.{key}"
            checks = Draft202012Validator({**shape, "$defs": defs})
            assert shape["examples"], f"{model}.{key}"
            for example in shape["examples"]:
                assert [error.message for error in checks.iter_errors(example)] == [], f"{model}.{key}"
    assert keys > 0


def test_nothing_is_explained_that_is_no_key() -> None:
    there = {name for kind in KINDS for model, part in parts(kind) for key in part.get("properties", {})
             for name in (key, f"{model}.{key}")}  # fmt: skip
    assert set(_KEYS) <= there


def test_a_block_is_one_object_that_offers_the_kinds_by_their_names() -> None:
    found = schema("section")
    assert found["properties"]["blocks"]["items"] == {"$ref": "#/$defs/Block"}
    block = found["$defs"]["Block"]
    assert set(BLOCKS) < set(block["properties"])
    assert [one["required"] for one in block["oneOf"]] == [[kind] for kind in BLOCKS]
    assert ", bullets, " in block["errorMessage"], "whoever writes 'bulets' is told"
    assert "second-hand" in block["properties"]["evidence"]["description"]
    assert not [name for name in found["$defs"] if name.endswith("Block") and name != "Block"]
