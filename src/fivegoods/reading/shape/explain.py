"""One error of a document's shape → a finding in our words, at the right place."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from fivegoods.criteria.models.park import PARK_ID
from fivegoods.messages.findings import Finding, FindingKind, Place, quoted
from fivegoods.numeric.closest import nearest
from fivegoods.panel.findings import BAD_ID
from fivegoods.panel.numbers_meant import bare_number
from fivegoods.reading.shape import findings as kinds
from fivegoods.reading.yaml.document import Document, Path
from fivegoods.reading.yaml.findings import FULL_WIDTH_COLON, full_width_colon_in


def keys_at(model: type[BaseModel], loc: Iterable[str | int]) -> list[str]:
    """Return the keys that the model at ``loc`` (as pydantic names it) knows, each once in their order."""
    here: list[Any] = [model]
    for part in loc:
        below = [found for one in here for found in _step(one, part)]
        # A part that leads nowhere is the label of a branch: it picks a model and stays.
        here = below or [one for one in here if _is_branch(one, part)] or here
        here = [plain for one in here for plain in _plain(one)]
    return list(dict.fromkeys(key for one in here if _is_model(one) for key in _fields(one)))


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


@dataclass(frozen=True, slots=True)
class ShapeError:
    """One error of pydantic's, with the path in the document that it is about."""

    type: str
    path: Path
    loc: Path
    context: dict[str, Any]
    message: str
    value: Any
    on_key: bool = False


#: Errors about the type of a value, in which the branches of a union outbid each other.
TYPE_KINDS: Final[dict[str, FindingKind]] = {
    **dict.fromkeys(("decimal_type", "decimal_parsing", "float_type", "float_parsing"), kinds.NOT_A_NUMBER),
    "finite_number": kinds.NOT_A_NUMBER,
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "int_parsing_size"), kinds.NOT_WHOLE),
    **dict.fromkeys(("bool_type", "bool_parsing"), kinds.NOT_YES_NO),
    "string_type": kinds.NOT_TEXT,
    **dict.fromkeys(("model_type", "model_attributes_type", "dict_type"), kinds.NOT_MAPPING),
    **dict.fromkeys(("list_type", "tuple_type"), kinds.NOT_LIST),
}


def finding_of(model: type[BaseModel], document: Document, error: ShapeError) -> Finding:
    """Return what ``error`` is in our words, at its place in ``document``."""
    if error.type in TYPE_KINDS and not error.on_key:
        return _type_finding(document, error)
    explain = _EXPLAIN.get(error.type)
    kind, params, near = explain(model, error) if explain else _other(model, error)
    return Finding(kind, _place(document, error), params, near)


def _place(document: Document, error: ShapeError) -> Place:
    if error.type == "missing" or error.type == "union_tag_not_found":
        # An absent key resolves to the first key of what should hold it.
        return document.place((*error.path, "\0"))
    if error.type == "union_tag_invalid":
        return document.place((*error.path, "kind"))
    if key := _not_positive(error):
        return document.place((*error.path, key))
    return document.place(error.path, key=error.on_key)


def _type_finding(document: Document, error: ShapeError) -> Finding:
    kind = TYPE_KINDS[error.type]
    if isinstance(error.value, str) and "：" in error.value and (colon := full_width_colon_in(document)):
        return colon
    written = document.written(error.path) or quoted(error.value)
    if kind is kinds.NOT_TEXT and isinstance(error.value, dict | list) and "str" in error.loc:
        kind = kinds.NOT_SINGLE
    if error.context.get("class_name") == "LocalText":
        kind = kinds.NOT_TEXT
    params = {"key": dotted(error.path)}
    if kind is kinds.NOT_LIST:
        params["example"] = _LISTS.get(str(error.path[-1]) if error.path else "", "[a, b]")
    if kind is kinds.NOT_MAPPING:
        params["example"] = _MAPPINGS.get(str(error.path[-1]) if error.path else "", "{…: …}")
    if "{value}" in kind.zh:
        params["value"] = quoted(written)
    # 60 % of what stands nowhere: the fewest points are a number of points.
    if "{suggestion}" in kind.help_zh and not ("fails_below" in error.path and "%" in written):
        suggestion = bare_number(written.rstrip("%％") if _IN_POINTS.intersection(error.path[-3:]) else written)
        if suggestion != written and (suggestion.isdigit() or (suggestion and kind is kinds.NOT_A_NUMBER)):
            params["suggestion"] = suggestion
    return Finding(kind, document.place(error.path), params)


def dotted(path: Path) -> str:
    """Return a path as people write it: ``dimensions.benefit.indicators.tax``."""
    return ".".join(str(part) for part in path) or "."


#: Keys whose numbers are points or weights, by group too: ``20%`` is 20 there, and a fraction elsewhere.
_IN_POINTS: Final = frozenset({"points", "weight"})

# -- one small function per type of error: kind, parameters, near match

#: How lists of mappings are written.
_LISTS: Final = {
    "events": "[{kind: …, count: 1}]",
    "effects": "[{void: …}]",
    "levels": "[{id: A, from: 90}]",
    "values": "[{of: …, year: …, value: …}]",
    "cases": "[{name: …, data: {…}, expect: {…}}]",
}

#: How mappings are written that look like a word.
_MAPPINGS: Final = {"over": "{stat: max}", "rule": "{kind: …}", "groups": "{level: national}"}

#: What a key looks like; anything else is the rest of a text that a comma has split.
_KEY: Final = re.compile(r"[\w.\-/ ]*[\w：]")

Explained = tuple[FindingKind, dict[str, str], str]


def _missing(model: type[BaseModel], error: ShapeError) -> Explained:
    last = "kind" if error.type == "union_tag_not_found" else str(error.loc[-1])
    keys = error.value if isinstance(error.value, dict) else ()
    if colon := next((key for key in keys if str(key).startswith(f"{last}：")), None):
        return _full_width_colon(str(colon))
    return kinds.MISSING_KEY, {"key": dotted((*error.path, last)), "last": last}, ""


def _unknown(model: type[BaseModel], error: ShapeError) -> Explained:
    known = keys_at(model, error.loc[:-1])
    key = str(error.path[-1])
    if "：" in key and key.partition("：")[0] in known:
        return _full_width_colon(key)
    if not _KEY.fullmatch(key):
        return kinds.SPLIT_BY_COMMA, {"key": quoted(key)}, ""
    near = nearest(key, known)
    params = {"key": quoted(key)}
    if not near and known:
        params["known"] = ", ".join(known)
    return kinds.UNKNOWN_KEY, params, near


def _full_width_colon(key: str) -> Explained:
    """Return that a full-width colon has made one text of a key and its value."""
    before, _, after = key.partition("：")
    return FULL_WIDTH_COLON, {"suggestion": f"{before}: {after.strip()}".rstrip()}, before


def _not_allowed(model: type[BaseModel], error: ShapeError) -> Explained:
    allowed = re.findall(r"'([^']*)'", str(error.context.get("expected", "")))
    value = quoted(error.value)
    params = {"key": dotted(error.path), "value": value, "allowed": ", ".join(allowed)}
    return kinds.NOT_ALLOWED, params, nearest(value, allowed)


def _unknown_rule(model: type[BaseModel], error: ShapeError) -> Explained:
    allowed = re.findall(r"'([^']*)'", str(error.context.get("expected_tags", "")))
    value = quoted(error.context.get("tag"))
    params = {"key": dotted((*error.path[-1:], "kind")), "value": value, "allowed": ", ".join(allowed)}
    return kinds.UNKNOWN_RULE, params, nearest(value, allowed)


def _bad_form(model: type[BaseModel], error: ShapeError) -> Explained:
    value = quoted(error.path[-1] if error.on_key else error.value)
    kind = BAD_ID if error.context.get("pattern") == PARK_ID else kinds.BAD_FORM
    return kind, {"key": dotted(error.path), "value": value}, ""


_SIGNS: Final = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤", "min_length": "≥", "max_length": "≤"}


def _bound(model: type[BaseModel], error: ShapeError) -> Explained:
    bound = " ".join(f"{sign} {error.context[name]}" for name, sign in _SIGNS.items() if name in error.context)
    if "length" in " ".join(error.context):
        return kinds.WRONG_LENGTH, {"key": dotted(error.path), "bound": bound}, ""
    return kinds.OUT_OF_RANGE, {"key": dotted(error.path), "bound": bound, "value": quoted(error.value)}, ""


def _value_error(model: type[BaseModel], error: ShapeError) -> Explained:
    said = str(error.context.get("error", ""))
    if key := _not_positive(error):
        value = error.value.get(key) if isinstance(error.value, dict) else error.value
        return kinds.OUT_OF_RANGE, {"key": key, "bound": "> 0", "value": quoted(value)}, ""
    if not said.startswith("one_of:"):
        return _other(model, error)
    choices = said.removeprefix("one_of:").split(",")
    given = [key for key in choices if isinstance(error.value, dict) and error.value.get(key) is not None]
    if len(given) > 1:
        return kinds.ONE_OF_SEVERAL, {"given": ", ".join(given)}, ""
    return kinds.ONE_OF_NONE, {"choices": ", ".join(choices)}, ""


def _not_positive(error: ShapeError) -> str:
    """Return the key of which a model says that it must be positive, or ""."""
    said = str(error.context.get("error", ""))
    return said.removeprefix("not_positive:") if said.startswith("not_positive:") else ""


def _other(model: type[BaseModel], error: ShapeError) -> Explained:
    message = error.message.removeprefix("Value error, ")
    return kinds.OTHER_SHAPE, {"key": dotted(error.path), "message": message}, ""


_EXPLAIN: Final[dict[str, Callable[[type[BaseModel], ShapeError], Explained]]] = {
    "missing": _missing,
    "union_tag_not_found": _missing,
    "extra_forbidden": _unknown,
    **dict.fromkeys(("literal_error", "enum"), _not_allowed),
    "union_tag_invalid": _unknown_rule,
    "string_pattern_mismatch": _bad_form,
    **dict.fromkeys(("greater_than", "greater_than_equal", "less_than", "less_than_equal"), _bound),
    **dict.fromkeys(("string_too_long", "string_too_short", "too_long", "too_short"), _bound),
    "value_error": _value_error,
}
