"""Which keys a model knows at a place in a document."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel


def keys_at(model: type[BaseModel], loc: Iterable[str | int]) -> list[str]:
    """Return the keys that the model at ``loc`` (as pydantic names it) knows, in their order."""
    here: list[Any] = [model]
    for part in loc:
        below = [found for one in here for found in _step(one, part)]
        # A part that leads nowhere is the label of a branch: it picks a model and stays.
        here = below or [one for one in here if _is_branch(one, part)] or here
        here = [plain for one in here for plain in _plain(one)]
    return [key for one in here if _is_model(one) for key in _fields(one)]


def _plain(annotation: Any) -> list[Any]:
    """Return the types an annotation stands for, without Annotated and unions."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return [plain for one in get_args(annotation) for plain in _plain(one)]
    return [annotation]


def _step(one: Any, part: str | int) -> list[Any]:
    if _is_model(one):
        return [annotation for key, annotation in _fields(one).items() if key == part]
    origin, arguments = get_origin(one), get_args(one)
    if origin in (list, tuple) and isinstance(part, int):
        return [arguments[0]]
    if origin in (dict, Mapping):
        return [arguments[1]]
    return []


def _is_branch(one: Any, part: str | int) -> bool:
    if not _is_model(one):
        return False
    kind = one.model_fields.get("kind")
    labels = get_args(kind.annotation) if kind and get_origin(kind.annotation) is Literal else ()
    return part in labels or part == one.__name__


def _is_model(one: Any) -> bool:
    return isinstance(one, type) and issubclass(one, BaseModel)


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    model.model_rebuild()  # resolves forward references; does nothing once they are
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}
