"""The committed JSON Schemas are what the models say, and editors can follow them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fivegoods.export.json_schema import MODELS, schema_of, schema_text

CRITERIA = Path(__file__).parents[2] / "criteria"


def nodes(part):
    if isinstance(part, dict):
        yield part
        for value in part.values():
            yield from nodes(value)
    elif isinstance(part, list):
        for value in part:
            yield from nodes(value)


@pytest.mark.parametrize("kind", MODELS)
def test_committed_schema_is_fresh(kind, pytestconfig):
    file = CRITERIA / f"{kind}.schema.json"
    if pytestconfig.getoption("--update"):
        file.write_text(schema_text(kind), encoding="utf-8")
    assert file.read_text("utf-8") == schema_text(kind), "run pytest --update and read the diff"


@pytest.mark.parametrize("kind", MODELS)
def test_schema_is_draft_07_through_and_through(kind):
    schema = schema_of(kind)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    for node in nodes(schema):
        assert not node.keys() & {"$defs", "prefixItems"}
        assert not isinstance(node.get("discriminator"), dict) or "propertyName" not in node["discriminator"]
        if "$ref" in node:
            assert len(node) == 1
            assert node["$ref"].removeprefix("#/definitions/") in schema["definitions"]


@pytest.mark.parametrize("kind", MODELS)
def test_numbers_are_numbers_for_an_editor(kind):
    for node in nodes(schema_of(kind)):
        assert "^(?!^[-+.]*$)" not in str(node.get("pattern", "")), "a Decimal came out as text"


def test_hover_text_is_there():
    properties = schema_of("criteria")["properties"]
    assert properties["notice"].get("description")


def test_schema_is_json():
    assert json.loads(schema_text("park"))["title"] == "fivegoods park"
