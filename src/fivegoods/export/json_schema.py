"""JSON Schema (draft-07) of the files people write, for completion and hover text in editors."""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterator
from itertools import pairwise
from textwrap import dedent
from typing import Any

from fivegoods.criteria.base import StrictModel
from fivegoods.criteria.models.criteria import Criteria
from fivegoods.criteria.models.park import BenchmarksFile, ParkFile

#: The kinds of file that have a schema, and the model of each.
MODELS: dict[str, type[StrictModel]] = {"criteria": Criteria, "park": ParkFile, "benchmarks": BenchmarksFile}

_JUDGE = "Shape only; meaning is judged by `fivegoods check` and `fivegoods criteria check`."


def schema_of(kind: str) -> dict[str, Any]:
    """Return the schema of one kind of file; draft-07, which editors' YAML servers understand."""
    for model in _models(StrictModel):
        # Not every version of pydantic builds the models whose instances are defaults by itself.
        model.model_rebuild()
    schema = MODELS[kind].model_json_schema(ref_template="#/definitions/{model}", by_alias=True)
    definitions = schema.pop("$defs", {})
    docs = attribute_docs()
    _describe(schema, docs[MODELS[kind].__name__])
    for name, definition in definitions.items():
        _describe(definition, docs.get(name, {}))
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"fivegoods {kind}",
        **_plain(schema),
        "description": f"{schema.get('description', '')} {_JUDGE}".strip(),
        "definitions": _plain(definitions),
    }


def _describe(part: dict[str, Any], docs: dict[str, str]) -> None:
    """Add the models' sentences to the properties of one object, wherever its properties stand."""
    for shape in (part, *part.get("anyOf", ())):
        for key, prop in shape.get("properties", {}).items():
            if key in docs:
                prop.setdefault("description", docs[key])


def schema_text(kind: str) -> str:
    """Return the schema of one kind of file as indented JSON."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n"


def _plain(part: Any) -> Any:
    """Return the schema in draft-07's words: no prefixItems, no discriminator, no generated titles."""
    if isinstance(part, list):
        # Beside any text, a text of one pattern says nothing; only some versions of pydantic say it.
        is_any_text = {"type": "string"} in part
        return [_plain(item) for item in part if not (is_any_text and _is_pattern(item))]
    if not isinstance(part, dict):
        return part
    out = {}
    for key, value in part.items():
        is_noise = key == "title" and isinstance(value, str)
        is_openapi = key == "discriminator" and isinstance(value, dict) and "propertyName" in value
        if not is_noise and not is_openapi:
            out["items" if key == "prefixItems" else key] = _plain(value)
    if "$ref" in out and len(out) > 1:
        # Draft-07 ignores everything beside $ref.
        out = {"allOf": [{"$ref": out.pop("$ref")}], **out}
    return out


def _is_pattern(part: Any) -> bool:
    return isinstance(part, dict) and part.keys() == {"type", "pattern"}


def attribute_docs() -> dict[str, dict[str, str]]:
    """Return the sentence below every attribute that has one: model name → attribute or alias → sentence.

    Pydantic can read them itself (``use_attribute_docstrings``), but then every start of the program
    parses the source of every model: 80 ms of 300.
    """
    return {model.__name__: _docs_of(model) for model in _models(StrictModel)}


def _models(base: type[StrictModel]) -> Iterator[type[StrictModel]]:
    yield base
    for model in base.__subclasses__():
        yield from _models(model)


def _docs_of(model: type[StrictModel]) -> dict[str, str]:
    """Return the sentences of one model; inherited ones come from the models it builds on."""
    docs: dict[str, str] = {}
    for part in reversed(model.__mro__):
        if isinstance(part, type) and issubclass(part, StrictModel):
            docs |= {_alias(model, name): text for name, text in _written_in(part)}
    return docs


def _alias(model: type[StrictModel], name: str) -> str:
    field = model.model_fields.get(name)
    return (field.alias if field else None) or name


def _written_in(model: type[StrictModel]) -> Iterator[tuple[str, str]]:
    body = ast.parse(dedent(inspect.getsource(model))).body[0]
    statements = body.body if isinstance(body, ast.ClassDef) else []
    for statement, after in pairwise(statements):
        if (
            isinstance(statement, ast.AnnAssign)
            and isinstance(statement.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
            and isinstance(after.value.value, str)
        ):
            yield statement.target.id, inspect.cleandoc(after.value.value)
