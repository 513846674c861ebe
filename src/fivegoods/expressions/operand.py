"""Typed parts of an expression while it is compiled: a closure with its kind, unit and pending scale."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, DecimalException, localcontext
from fractions import Fraction
from functools import reduce
from typing import Any, Final

from fivegoods.expressions.column import Bounds, Evaluated, NoValue, Run, filled, lifted
from fivegoods.expressions.compiled import Kind
from fivegoods.expressions.tree import ExpressionError
from fivegoods.numeric.decimals import CONTEXT
from fivegoods.numeric.units import Unit, UnitError, ratio

WHOLE: Final = Fraction(1)
_UNLIMITED: Final = (Decimal("-Infinity"), Decimal("Infinity"))


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
    #: Its unit comes of a product or quotient, or of fields in several units: it stands nowhere to be read.
    is_derived: bool = False
    #: The least and most of ``raw`` where a condition in it is not known; None where that tells nothing.
    bounds: Bounds | None = None


def limits(part: Operand) -> Bounds:
    """Return what bounds a number in each row: itself where it is known, else its bounds if it has any."""
    if part.bounds is not None:
        return part.bounds
    raw = part.raw

    def exactly(rows: Any) -> list[tuple[Decimal, Decimal]]:
        found = raw(rows)
        return [_UNLIMITED if row in found.gaps else (x, x) for row, x in enumerate(found.values)]

    return exactly


def hull(join: Callable[[Any, Any], Any], *parts: Operand) -> Bounds | None:
    """Return the bounds of ``join`` over numbers, None if none of them has any.

    ``join`` rises or falls steadily in each argument, so its extremes lie at the corners.
    """
    if all(part.bounds is None for part in parts):
        return None
    ends = [limits(part) for part in parts]

    def corners(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
        try:
            found = [join(x, y) for x in one for y in other]
        except DecimalException:  # such as 0 times what has no limit
            return _UNLIMITED
        return min(found), max(found)

    return lambda rows: [reduce(corners, row) for row in zip(*[end(rows) for end in ends], strict=True)]


def mapped(function: Callable[[Any], Any], part: Operand) -> Bounds | None:
    """Return the bounds of a function that rises or falls steadily, None if the part has none."""
    bounds = part.bounds
    if bounds is None:
        return None

    def mapped_bounds(rows: Any) -> list[tuple[Decimal, Decimal]]:
        ends = [sorted(map(function, pair)) for pair in bounds(rows)]
        return [(low, high) for low, high in ends]

    return mapped_bounds


def decided(part: Operand) -> Operand:
    """Return the part with the value that its known parts leave it where others are missing."""
    raw, bounds = part.raw, part.bounds
    if bounds is None:
        return part

    def run(rows: Any) -> Evaluated:
        found = raw(rows)
        if not found.gaps:
            return found
        unknown = list(found.gaps)
        ends = bounds(rows.only(unknown))
        open_ = {place: found.gaps[unknown[place]] for place, (low, high) in enumerate(ends) if low != high}
        return filled(found, unknown, Evaluated([low for low, _ in ends], open_))

    return replace(part, raw=run)


def constant(part: Operand) -> Decimal | None:
    """Return the number of a part that is made of numbers only, in its unit; None if it is not or has none."""
    if not part.is_constant:
        return None
    try:
        with localcontext(CONTEXT):
            number: Decimal = run_of(part)(range(1)).only()
    except (DecimalException, NoValue):
        return None
    return number


def scaled(raw: Run, scale: Fraction) -> Run:
    """Return ``raw`` × ``scale``: multiplied first, divided last, so that exact results stay exact."""
    above, below = Decimal(scale.numerator), Decimal(scale.denominator)
    if above == below:
        return raw
    if below == 1:
        return lifted(lambda x: x * above, raw)
    if above == 1:
        return lifted(lambda x: x / below, raw)
    return lifted(lambda x: x * above / below, raw)


def run_of(part: Operand) -> Run:
    """Return the closure of a part with its pending scale applied."""
    return scaled(part.raw, part.scale)


def settled(part: Operand) -> Operand:
    """Return the part with its scale applied, for functions that are not linear."""
    if part.scale == WHOLE:
        return part
    above, below = Decimal(part.scale.numerator), Decimal(part.scale.denominator)
    bounds = mapped(lambda x: x * above / below, part)
    return replace(part, raw=run_of(part), scale=WHOLE, bounds=bounds)


def require(part: Operand, kind: Kind) -> Operand:
    """Return the part if it is of this kind, else raise ExpressionError("type")."""
    if part.kind != kind:
        found = "text" if part.word is not None else part.kind
        raise ExpressionError("type", part.start, part.end, what=part.text, found=found, expected=kind)
    return part


def in_unit(part: Operand, unit: Unit | None, neighbour: Operand | None = None) -> Operand:
    """Return a number converted to ``unit``. Raise ExpressionError naming both operands, or the unit wanted."""
    if unit is None or part.unit is None:
        return replace(part, unit=unit) if part.unit is None else part
    try:
        return replace(part, scale=part.scale * ratio(part.unit, unit), unit=unit)
    except UnitError as error:
        if part.is_difference and part.unit.difference.dimensions == unit.dimensions:
            return replace(part, scale=part.scale * ratio(part.unit.difference, unit), unit=unit)
        units = {"right": part.text, "left_unit": unit.text, "right_unit": part.unit.text}
        if neighbour is None:
            raise ExpressionError("result_unit", part.start, part.end, **units) from error
        raise ExpressionError("units", part.start, part.end, left=neighbour.text, **units) from error


def alike(parts: Sequence[Operand]) -> list[Operand]:
    """Return numbers converted to the unit of the first that has one, scales applied."""
    numbers = [require(part, "number") for part in parts]
    first = next((part for part in numbers if part.unit is not None), numbers[0])
    points = first.unit.difference if first.unit and first.is_difference else None
    if points and any(part.unit and part.unit.dimensions == points.dimensions for part in parts):
        first = replace(first, unit=points)
    mixed = len({part.unit.factor for part in numbers if part.unit is not None}) > 1
    fitted = [settled(in_unit(part, first.unit, first)) for part in parts]
    return [replace(part, is_derived=True) for part in fitted] if mixed else fitted


def joint(parts: Sequence[Operand]) -> dict[str, Any]:
    """Return the unit and flags of a value that is one of ``parts`` (already `alike`)."""
    return {
        "unit": parts[0].unit,
        "is_constant": all(part.is_constant for part in parts),
        "is_difference": all(part.is_difference or part.is_constant for part in parts),
        "is_derived": any(part.is_derived for part in parts),
    }
