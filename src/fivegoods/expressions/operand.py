"""Typed parts of an expression while it is compiled: a closure with its kind, unit and pending scale."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, DecimalException, localcontext
from fractions import Fraction
from typing import Any, Final

from fivegoods.expressions.compiled import Bounds, Run
from fivegoods.expressions.errors import ExpressionError, NoValue, graver
from fivegoods.expressions.scope import Kind
from fivegoods.numeric.decimals import CONTEXT
from fivegoods.numeric.units import Unit, UnitError, ratio

WHOLE: Final = Fraction(1)
_INFINITE: Final = Decimal("Infinity")


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


def of_two(join: Callable[[Any, Any], Any], a: Run, b: Run) -> Run:
    """Return ``join`` of two values, of which both must be known; the order decides nothing."""

    def run(park: Any) -> Any:
        try:
            left = a(park)
        except NoValue as reason:
            try:
                b(park)
            except NoValue as other:
                raise graver(reason, other) from None
            raise
        return join(left, b(park))

    return run


def together(runs: Sequence[Run], park: Any) -> list[Any]:
    """Return the values of all closures. Raise NoValue with the gravest reason if one has none."""
    values, missing = [], None
    for run in runs:
        try:
            values.append(run(park))
        except NoValue as reason:
            missing = graver(missing, reason)
    if missing is not None:
        raise missing
    return values


def limits(part: Operand) -> Bounds:
    """Return what bounds a number for each park: itself where it is known, else its bounds if it has any."""
    if part.bounds is not None:
        return part.bounds
    raw = part.raw

    def exactly(park: Any) -> tuple[Decimal, Decimal]:
        try:
            value = raw(park)
        except NoValue:
            return -_INFINITE, _INFINITE
        return value, value

    return exactly


def hull(join: Callable[[Any, Any], Any], *parts: Operand) -> Bounds | None:
    """Return the bounds of ``join`` over numbers, None if none of them has any.

    ``join`` rises or falls steadily in each argument, so its extremes lie at the corners.
    """
    if all(part.bounds is None for part in parts):
        return None
    first, *others = [limits(part) for part in parts]

    def bounds(park: Any) -> tuple[Decimal, Decimal]:
        low, high = first(park)
        for other in others:
            ends = other(park)
            try:
                corners = [join(x, y) for x in (low, high) for y in ends]
            except DecimalException:  # such as 0 times what has no limit
                return -_INFINITE, _INFINITE
            low, high = min(corners), max(corners)
        return low, high

    return bounds


def mapped(function: Callable[[Any], Any], part: Operand) -> Bounds | None:
    """Return the bounds of a function that rises or falls steadily, None if the part has none."""
    bounds = part.bounds
    if bounds is None:
        return None

    def mapped_bounds(park: Any) -> tuple[Decimal, Decimal]:
        low, high = sorted(map(function, bounds(park)))
        return low, high

    return mapped_bounds


def decided(part: Operand) -> Operand:
    """Return the part with the value that its known parts leave it where others are missing."""
    raw, bounds = part.raw, part.bounds
    if bounds is None:
        return part

    def run(park: Any) -> Any:
        try:
            return raw(park)
        except NoValue:
            low, high = bounds(park)
            if low == high:
                return low
            raise

    return replace(part, raw=run)


def constant(part: Operand) -> Decimal | None:
    """Return the number of a part that is made of numbers only, in its unit; None if it is not or has none."""
    if not part.is_constant:
        return None
    try:
        with localcontext(CONTEXT):
            number: Decimal = run_of(part)(None)
    except (DecimalException, NoValue):
        return None
    return number


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
