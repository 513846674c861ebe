"""Weights as YAML in the shape of the criteria, ready to be copied into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fivegoods.criteria.plan.plan import NodePlan
from fivegoods.numeric.decimals import show
from fivegoods.reports.uncertainty.robustness_tables import number

#: Weights are written as parts of 100 with this many decimals.
_PLACES = 4


def weights_yaml(root: NodePlan, weights: Mapping[str, float]) -> str:
    """Return the tree of dimensions and indicators with a relative ``weight`` each."""
    return "\n".join(_below(root, weights, ""))


def _below(node: NodePlan, weights: Mapping[str, float], indent: str) -> Iterator[str]:
    if node.nodes:
        yield f"{indent}dimensions:"
        for child in node.nodes:
            total = sum(weights.get(plan.id, 0.0) for plan in child.all_indicators())
            yield f"{indent}  {child.id}:"
            yield f"{indent}    weight: {_written(total)}"
            yield from _below(child, weights, indent + "    ")
        return
    yield f"{indent}indicators:"
    for plan in node.indicators:
        yield f"{indent}  {plan.id}: {{weight: {_written(weights.get(plan.id, 0.0))}}}"


def _written(weight: float) -> str:
    return show(number(weight * 100, _PLACES))
