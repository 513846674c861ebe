"""Ways to walk the indicators of criteria, for checks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fivegoods.criteria.models.criteria import PerGroup
from fivegoods.criteria.plan.plan import IndicatorPlan, NodePlan, Path, Plan
from fivegoods.criteria.rules.base import Rule


def rules_of(plan: Plan) -> Iterator[tuple[str, Rule, Path]]:
    """Yield every rule with its indicator and its place: the alternates of missing policies too."""
    for indicator in plan.indicators:
        yield indicator.id, indicator.rule, (*indicator.path, "rule")
        if indicator.alternate is not None:
            yield indicator.id, indicator.alternate.rule, (*indicator.path, "missing", "rule")


def parts_of(plan: Plan) -> Iterator[NodePlan | IndicatorPlan]:
    """Yield every dimension and indicator."""
    for node in plan.root.walk():
        yield node
        yield from node.indicators


def fixed(number: Decimal | PerGroup | None) -> Decimal | None:
    """Return a number that is the same for all groups, else None."""
    return number if isinstance(number, Decimal) else None
