"""The sentence below each attribute of a model: the hover text of its key in an editor.

Pydantic can read them itself (``use_attribute_docstrings``), but then every start of the program
parses the source of every model: 80 ms of 300.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from textwrap import dedent

from fivegoods.criteria.base import StrictModel


def attribute_docs() -> dict[str, dict[str, str]]:
    """Return the sentence of every attribute that has one: model name → attribute or alias → sentence."""
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
