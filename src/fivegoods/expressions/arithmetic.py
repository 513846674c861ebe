"""Arithmetic signs: what they do to values, units and scales."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal, DecimalException, localcontext
from fractions import Fraction
from typing import Any, Final

from fivegoods.expressions import tree
from fivegoods.expressions.compiled import Run
from fivegoods.expressions.errors import ExpressionError, NoValue
from fivegoods.expressions.operand import Operand, alike, require, run_of, settled
from fivegoods.numeric.decimals import CONTEXT, decide
from fivegoods.numeric.units import Unit, over, parse_unit, raised, times

#: Larger powers are slips; a limit keeps 9**9**9 from running for ever.
LARGEST_EXPONENT: Final = 20
PLAIN: Final = parse_unit(None)
_FIGURE: Final = re.compile(r"[\w.]+")


def arithmetic(node: tree.Arithmetic, left: Operand, right: Operand, whole: Operand) -> Operand:
    """Return ``left sign right``; ``whole`` carries the place in the text."""
    require(left, "number")
    require(right, "number")
    return _SIGNS[node.sign](left, right, whole)


def negative(part: Operand, whole: Operand) -> Operand:
    """Return −part."""
    raw = require(part, "number").raw
    return replace(part, raw=lambda park: -raw(park), text=whole.text, start=whole.start, end=whole.end)


def _sum(left: Operand, right: Operand, whole: Operand) -> Operand:
    left, right = alike([left, right])
    a, b = left.raw, right.raw
    return replace(
        whole,
        raw=lambda park: a(park) + b(park),
        unit=left.unit,
        is_constant=left.is_constant and right.is_constant,
    )


def _difference(left: Operand, right: Operand, whole: Operand) -> Operand:
    left, right = alike([left, right])
    a, b = left.raw, right.raw
    return replace(
        whole,
        raw=lambda park: a(park) - b(park),
        unit=left.unit,
        is_constant=left.is_constant and right.is_constant,
        is_difference=left.unit is not None and left.unit.difference != left.unit,
    )


def _product(left: Operand, right: Operand, whole: Operand) -> Operand:
    a, b = left.raw, right.raw
    unit, scale = left.unit or right.unit, left.scale * right.scale
    if left.unit is not None and right.unit is not None:
        unit = times(left.unit, right.unit)
        scale *= left.unit.factor * right.unit.factor / unit.factor
    return replace(
        whole,
        raw=lambda park: a(park) * b(park),
        unit=unit,
        scale=scale,
        is_constant=left.is_constant and right.is_constant,
        is_difference=(left.is_difference and right.is_constant) or (right.is_difference and left.is_constant),
        is_percented=_is_percented(left) or _is_percented(right),
    )


def _is_percented(part: Operand) -> bool:
    return part.is_percented or (part.is_constant and part.text in {"100", "1000"})


def _quotient(left: Operand, right: Operand, whole: Operand) -> Operand:
    unit, scale = left.unit, left.scale / right.scale
    if right.unit is not None:
        above = left.unit or PLAIN
        unit = over(above, right.unit)
        scale *= above.factor / right.unit.factor / unit.factor
    return replace(
        whole,
        raw=_divided(left.raw, right),
        unit=unit,
        scale=scale,
        is_constant=left.is_constant and right.is_constant,
        is_difference=left.is_difference and right.is_constant,
        is_percented=left.is_percented,
    )


def _divided(a: Run, right: Operand) -> Run:
    b = right.raw

    def divide(park: Any) -> Any:
        below = b(park)
        if not below:
            raise NoValue("zero_denominator")
        return a(park) / below

    def divide_by_sum(park: Any) -> Any:
        below = b(park)
        if not decide(below):
            raise NoValue("zero_denominator")
        return a(park) / below

    # A figure is zero or it is not; a sum may be zero but for the last digit of a quotient in it.
    return divide if _FIGURE.fullmatch(right.text) else divide_by_sum


def _power(left: Operand, right: Operand, whole: Operand) -> Operand:
    exponent = _exponent(right)
    if left.unit is not None and exponent != int(exponent):
        left = settled(_plain(left))
    a = left.raw
    unit, scale = left.unit, left.scale
    if unit is not None and exponent == int(exponent):
        below = raised(unit, int(exponent))
        scale = (scale * unit.factor) ** int(exponent) / below.factor
        unit = below
    return replace(
        whole,
        raw=_reciprocal_power(a, exponent) if exponent < 0 else lambda park: a(park) ** exponent,
        unit=unit,
        scale=Fraction(scale),
        is_constant=left.is_constant,
    )


def _reciprocal_power(a: Run, exponent: Decimal) -> Run:
    def run(park: Any) -> Any:
        base = a(park)
        if not decide(base):
            raise NoValue("zero_denominator")
        return base**exponent

    return run


def _plain(part: Operand) -> Operand:
    unit: Unit | None = part.unit
    if unit is None:
        return part
    if unit.dimensions:
        raise ExpressionError(
            "units", part.start, part.end, left="1", left_unit="1", right=part.text, right_unit=unit.text
        )
    return replace(part, scale=part.scale * unit.factor, unit=PLAIN)


def _exponent(part: Operand) -> Decimal:
    if not part.is_constant:
        raise ExpressionError("exponent", part.start, part.end, what=part.text, most=str(LARGEST_EXPONENT))
    try:
        with localcontext(CONTEXT):
            exponent: Decimal = run_of(part)(None)
    except (DecimalException, NoValue):
        exponent = Decimal("Infinity")
    if not abs(exponent) <= LARGEST_EXPONENT:
        raise ExpressionError("exponent", part.start, part.end, what=part.text, most=str(LARGEST_EXPONENT))
    return exponent


_SIGNS: Final[Mapping[str, Callable[[Operand, Operand, Operand], Operand]]] = {
    "+": _sum, "-": _difference, "*": _product, "/": _quotient, "**": _power,
}  # fmt: skip
