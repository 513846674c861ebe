"""Which bound of its field a number breaks."""

from __future__ import annotations

import operator
from decimal import Decimal

from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.numeric.decimals import show


def broken_bound(definition: FieldDef, number: Decimal) -> str | None:
    """Return the first bound that ``number``, in the field's unit, breaks, such as "≥ 0 亩"; None if none."""
    unit = f" {definition.unit}" if definition.unit else ""
    limits = (
        ("≥", definition.at_least, operator.ge),
        (">", definition.above, operator.gt),
        ("≤", definition.at_most, operator.le),
        ("<", definition.below, operator.lt),
    )
    for sign, bound, holds in limits:
        if bound is not None and not holds(number, bound):
            return f"{sign} {show(bound)}{unit}"
    return None


def breaks_whole(definition: FieldDef, number: Decimal) -> bool:
    """Return whether the field counts whole things and the number is none."""
    return definition.whole and number != number.to_integral_value()
