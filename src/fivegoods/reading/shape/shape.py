"""A document against its model: pydantic's errors located in the document, one per mistake."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from fivegoods.messages.findings import Finding
from fivegoods.reading.shape import findings as kinds
from fivegoods.reading.shape.explain import TYPE_KINDS, ShapeError, finding_of
from fivegoods.reading.yaml.document import Document, Path
from fivegoods.reading.yaml.findings import full_width_colon_in

Model = TypeVar("Model", bound=BaseModel)


def check_shape(model: type[Model], document: Document) -> tuple[Model | None, list[Finding], list[ShapeError]]:
    """Return the document as a ``model``, or None with findings and the errors behind them."""
    if not isinstance(document.data, dict):
        return None, [_not_a_mapping(document)], []
    try:
        return model.model_validate(document.data), [], []
    except ValidationError as failure:
        errors = _one_per_mistake(
            [_located(document.data, error) for error in failure.errors(include_url=False, include_input=False)]
        )
    findings: list[Finding] = []
    kept: list[ShapeError] = []
    misspelt: set[Path] = set()
    # Unknown keys first: a key that is missing because it was misspelt is one mistake, not two.
    for error in sorted(errors, key=lambda error: error.type != "extra_forbidden"):
        if error.type == "missing" and error.loc in misspelt:
            continue
        finding = finding_of(model, document, error)
        if error.type == "extra_forbidden" and finding.near:
            misspelt.add((*error.loc[:-1], finding.near))
        findings.append(finding)
        kept.append(error)
    return None, findings, kept


def _not_a_mapping(document: Document) -> Finding:
    if isinstance(document.data, str) and (found := full_width_colon_in(document)):
        return found
    return Finding(kinds.NOT_A_MAPPING, document.place(()))


def _located(data: Any, error: Any) -> ShapeError:
    """Walk down the document along pydantic's ``loc``; what is not there is a branch, or missing."""
    loc: Path = tuple(error["loc"])
    on_key = bool(loc) and loc[-1] == "[key]"
    path: list[str | int] = []
    branch_passed = False
    for part in loc[:-1] if on_key else loc:
        if isinstance(data, dict) and data.get("kind") == part and not branch_passed:
            branch_passed = True
        elif isinstance(data, dict) and str(part) in data:
            path.append(str(part))
            data, branch_passed = data[str(part)], False
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            path.append(part)
            data, branch_passed = data[part], False
    context = error.get("ctx", {})
    on_key = on_key or error["type"] == "extra_forbidden"
    return ShapeError(error["type"], tuple(path), loc, context, error["msg"], data, on_key)


def _one_per_mistake(errors: Sequence[ShapeError]) -> list[ShapeError]:
    """Keep one error of those that the branches of a union give for the same mistake.

    What is wrong deeper inside a mapping says more than that the mapping is not a number.
    """
    type_errors: dict[Path, list[ShapeError]] = {}
    kept: dict[tuple[Path, str, Path], ShapeError] = {}
    said_more: set[Path] = set()
    for error in errors:
        said_more.update(error.path[:depth] for depth in range(len(error.path)))
        if error.type in TYPE_KINDS and not error.on_key:
            type_errors.setdefault(error.path, []).append(error)
        else:
            said_more.add(error.path)
            kept[error.path, error.type, error.loc if error.type == "missing" else ()] = error
    for path, rivals in type_errors.items():
        if path not in said_more:
            best = max(rivals, key=_says_most)
            kept[path, best.type, ()] = best
    return list(kept.values())


def _says_most(error: ShapeError) -> int:
    """Text, numbers and truths together mean a single value; else a number says more than a mapping."""
    order = (kinds.NOT_YES_NO, kinds.NOT_LIST, kinds.NOT_MAPPING, kinds.NOT_WHOLE, kinds.NOT_A_NUMBER, kinds.NOT_TEXT)
    return order.index(TYPE_KINDS[error.type])
