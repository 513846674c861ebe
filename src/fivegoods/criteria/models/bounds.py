"""Which bound of its field a number breaks, or of its indicator points that were given by hand."""

from __future__ import annotations

import operator
from decimal import Decimal

from fivegoods.criteria.models.criteria import FieldDef, Indicator
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


def broken_points_bound(indicator: Indicator, points: Decimal) -> str:
    """Return the bound that points given by hand break, where the full points are a plain number."""
    if not isinstance(indicator.points, Decimal):
        return ""
    rule, full = indicator.rule, indicator.points
    if rule.takes == "nothing":
        full = rule.full_within(full)
    most, least = rule.ceiling(full), min(Decimal(0), rule.lowest(full))
    if most is not None and points > max(most, full):
        return f"≤ {show(max(most, full))}"
    return f"≥ {show(least)}" if points < least else ""
