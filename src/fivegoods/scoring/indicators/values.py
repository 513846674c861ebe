"""Values of one indicator before points: what its expression finds in the data of each row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.numeric.decimals import decide, round_to
from fivegoods.panel.context import RunContext
from fivegoods.panel.entities import Value
from fivegoods.scoring.columns import IndicatorValues, Outcome


def find_values(
    plan: IndicatorPlan, context: RunContext, applicable: Sequence[bool], rows: Sequence[int] | None = None
) -> IndicatorValues:
    """Return the value of the indicator in every row, or in some ``rows``, or why there is none."""
    count = len(applicable)
    if rows is None and not any(applicable):
        return IndicatorValues([Outcome.NOT_APPLICABLE] * count, {}, [None] * count, [()] * count)
    if plan.value is None:
        values: list[Value | None] = [None] * count
        reasons = dict.fromkeys(range(count), "no_points_given")
    else:
        found = context.evaluate(plan.value, rows)
        values, reasons = [*found.values], {**found.gaps}
    if plan.rule.takes != "choice":
        _round(plan, values, reasons)
    column = IndicatorValues([Outcome.SCORED] * count, reasons, values, [()] * count)
    for row, reason in reasons.items():
        is_out = reason.startswith("not_applicable:")
        column.outcomes[row] = Outcome.NOT_APPLICABLE if is_out else Outcome.MISSING
    for row in (row for row, applies in enumerate(applicable) if not applies):
        values[row] = None
        column.become(row, Outcome.NOT_APPLICABLE)
    return column


def _round(plan: IndicatorPlan, values: list[Value | None], reasons: dict[int, str]) -> None:
    """Round the numbers as the criteria declare, and take a 0 for missing where they say so."""
    places, zero_counts = plan.definition.decimals, plan.definition.missing.zero_counts
    for row, value in enumerate(values) if places is not None or zero_counts else ():
        if not isinstance(value, Decimal):
            continue
        number = value if places is None else round_to(value, places)
        values[row] = number
        if zero_counts and decide(number) == 0:
            values[row], reasons[row] = None, "zero_counts_as_missing"
