"""Arithmetic signs: what they do to values, units and scales."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from fivegoods.expressions import tree
from fivegoods.expressions.column import Evaluated, NoValue, Run, joined, lifted
from fivegoods.expressions.operand import (
    WHOLE,
    Operand,
    alike,
    constant,
    decided,
    hull,
    in_unit,
    mapped,
    require,
    settled,
)
from fivegoods.expressions.tree import ExpressionError
from fivegoods.numeric.decimals import ZERO, decide
from fivegoods.numeric.units import Unit, over, parse_unit, raised, rooted, times

#: Larger powers are slips; a limit keeps 9**9**9 from running for ever.
LARGEST_EXPONENT: Final = 20
#: A number larger than this counts as above zero.
_ABOVE_ZERO: Final = Decimal("1e-12")
PLAIN: Final = parse_unit(None)
_FIGURE: Final = re.compile(r"[\w.]+")


def arithmetic(node: tree.Arithmetic, left: Operand, right: Operand, whole: Operand) -> Operand:
    """Return ``left sign right``; ``whole`` carries the place in the text."""
    require(left, "number")
    require(right, "number")
    return decided(_SIGNS[node.sign](left, right, whole))


def negative(part: Operand, whole: Operand) -> Operand:
    """Return −part."""
    raw = require(part, "number").raw
    placed = replace(part, text=whole.text, start=whole.start, end=whole.end)
    return replace(placed, raw=lifted(operator.neg, raw), bounds=mapped(operator.neg, part))


def _sum(left: Operand, right: Operand, whole: Operand, join: Callable[[Any, Any], Any] = operator.add) -> Operand:
    left, right = alike([left, right])
    return replace(
        whole,
        raw=lifted(join, left.raw, right.raw),
        bounds=hull(join, left, right),
        unit=left.unit,
        is_constant=left.is_constant and right.is_constant,
        is_derived=left.is_derived or right.is_derived,
    )


def _difference(left: Operand, right: Operand, whole: Operand) -> Operand:
    made = _sum(left, right, whole, operator.sub)
    return replace(made, is_difference=made.unit is not None and made.unit.difference != made.unit)


def _product(left: Operand, right: Operand, whole: Operand) -> Operand:
    unit, scale = left.unit or right.unit, left.scale * right.scale
    if left.unit is not None and right.unit is not None:
        unit = times(left.unit, right.unit)
        scale *= left.unit.factor * right.unit.factor / unit.factor
    return replace(
        whole,
        raw=lifted(operator.mul, left.raw, right.raw),
        bounds=hull(operator.mul, left, right),
        unit=unit,
        is_derived=_is_derived(left, right),
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
        raw=_divided(left, right),
        bounds=hull(operator.truediv, left, right) if constant(right) else None,
        unit=unit,
        is_derived=_is_derived(left, right),
        scale=scale,
        is_constant=left.is_constant and right.is_constant,
        is_difference=left.is_difference and right.is_constant,
        is_percented=left.is_percented,
    )


def _is_derived(left: Operand, right: Operand) -> bool:
    """Return whether the unit of a product or quotient stands nowhere: both sides bring one, or had none to be read."""
    brings = [part.unit is not None and not part.unit.is_plain for part in (left, right)]
    return all(brings) or left.is_derived or right.is_derived


def _divided(left: Operand, right: Operand) -> Run:
    # A figure is zero or it is not; a sum may be zero but for the last digit of a quotient in it.
    is_figure = _FIGURE.fullmatch(right.text) is not None
    may_both_be_negative = not left.is_constant and not right.is_constant

    def divide(below: Any, above: Any) -> Any:
        if not (below if is_figure else decide(below)):
            raise NoValue("zero_denominator")
        if below < ZERO and may_both_be_negative and decide(above) < ZERO:
            raise NoValue("both_negative")
        return above / below

    def divided(rows: Any) -> Evaluated:
        below, above = right.raw(rows), left.raw(rows)
        # Where the least denominator is above zero, nothing is left to ask of a row.
        if not below.gaps and min(below.values, default=ZERO) > _ABOVE_ZERO:
            return joined(operator.truediv, [above, below])
        return joined(divide, [below, above])

    return divided


def _power(left: Operand, right: Operand, whole: Operand) -> Operand:
    exponent = _exponent(right)
    unit: Unit | None
    if exponent == int(exponent) and left.unit is not None:
        made = raised(left.unit, int(exponent))
        unit, scale = made, (left.scale * left.unit.factor) ** int(exponent) / made.factor
    else:
        left = settled(in_unit(left, PLAIN) if left.unit is not None and not left.unit.dimensions else left)
        unit, scale = left.unit and rooted(left.unit, Fraction(exponent)), WHOLE
    return replace(
        whole,
        raw=lifted(_reciprocal_power(exponent) if exponent < 0 else lambda x: x**exponent, left.raw),
        unit=unit,
        scale=Fraction(scale),
        is_constant=left.is_constant,
        is_derived=left.is_derived or unit != left.unit,
    )


def _reciprocal_power(exponent: Decimal) -> Callable[[Any], Any]:
    def power(base: Any) -> Any:
        if not decide(base):
            raise NoValue("zero_denominator")
        return base**exponent

    return power


def _exponent(part: Operand) -> Decimal:
    exponent = constant(part)
    if exponent is None or part.unit is not None or not abs(exponent) <= LARGEST_EXPONENT:
        raise ExpressionError("exponent", part.start, part.end, what=part.text, most=str(LARGEST_EXPONENT))
    return exponent


_SIGNS: Final[Mapping[str, Callable[[Operand, Operand, Operand], Operand]]] = {
    "+": _sum, "-": _difference, "*": _product, "/": _quotient, "**": _power,
}  # fmt: skip
