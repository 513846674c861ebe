"""Typed parts of an expression while it is compiled: a closure with its kind, unit and pending scale."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from fivegoods.expressions.compiled import Run
from fivegoods.expressions.errors import ExpressionError
from fivegoods.expressions.scope import Kind
from fivegoods.numeric.units import Unit, UnitError, ratio

WHOLE: Final = Fraction(1)


@dataclass(frozen=True, slots=True)
class Operand:
    """A compiled part. Its value is ``raw`` × ``scale``, in ``unit``; unit None adapts to its neighbour."""

    kind: Kind
    raw: Run
    text: str
    start: int
    end: int
    unit: Unit | None = None
    scale: Fraction = WHOLE
    #: Of a choice: the values it can take; empty if any.
    options: Collection[str] = ()
    #: The literal text, if that is all it is.
    word: str | None = None
    is_constant: bool = False
    #: A difference of percentages, which may be read as percentage points.
    is_difference: bool = False
    #: Was multiplied by a literal 100.
    is_percented: bool = False


def scaled(raw: Run, scale: Fraction) -> Run:
    """Return ``raw`` × ``scale``: multiplied first, divided last, so that exact results stay exact."""
    above, below = Decimal(scale.numerator), Decimal(scale.denominator)
    if above == below:
        return raw
    if below == 1:
        return lambda park: raw(park) * above
    if above == 1:
        return lambda park: raw(park) / below
    return lambda park: raw(park) * above / below


def run_of(part: Operand) -> Run:
    """Return the closure of a part with its pending scale applied."""
    return scaled(part.raw, part.scale)


def settled(part: Operand) -> Operand:
    """Return the part with its scale applied, for functions that are not linear."""
    return replace(part, raw=run_of(part), scale=WHOLE)


def require(part: Operand, kind: Kind) -> Operand:
    """Return the part if it is of this kind, else raise ExpressionError("type")."""
    if part.kind != kind:
        found = "text" if part.word is not None else part.kind
        raise ExpressionError("type", part.start, part.end, what=part.text, found=found, expected=kind)
    return part


def in_unit(part: Operand, unit: Unit | None, neighbour: Operand | None = None) -> Operand:
    """Return a number converted to ``unit``. Raise ExpressionError("units") naming both operands."""
    if unit is None or part.unit is None:
        return replace(part, unit=unit) if part.unit is None else part
    try:
        return replace(part, scale=part.scale * ratio(part.unit, unit), unit=unit)
    except UnitError as error:
        if part.is_difference and part.unit.difference.dimensions == unit.dimensions:
            return replace(part, scale=part.scale * ratio(part.unit.difference, unit), unit=unit)
        names = {"left": neighbour.text if neighbour else unit.text, "right": part.text}
        units = {"left_unit": unit.text, "right_unit": part.unit.text}
        raise ExpressionError("units", part.start, part.end, **names, **units) from error


def alike(parts: Sequence[Operand]) -> list[Operand]:
    """Return numbers converted to the unit of the first that has one, scales applied."""
    numbers = [require(part, "number") for part in parts]
    first = next((part for part in numbers if part.unit is not None), numbers[0])
    points = first.unit.difference if first.unit and first.is_difference else None
    if points and any(part.unit and part.unit.dimensions == points.dimensions for part in parts):
        first = replace(first, unit=points)
    return [settled(in_unit(part, first.unit, first)) for part in parts]


def joint(parts: Sequence[Operand]) -> dict[str, Any]:
    """Return the unit and flags of a value that is one of ``parts`` (already `alike`)."""
    return {
        "unit": parts[0].unit,
        "is_constant": all(part.is_constant for part in parts),
        "is_difference": all(part.is_difference or part.is_constant for part in parts),
    }
