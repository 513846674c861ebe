"""The figures that an indicator's formulas read, of whatever year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.expressions import Compiled, NoValue
from fivegoods.panel.context import ParkContext
from fivegoods.panel.entities import Park, Value

#: A figure: the park-year whose it is, and the field.
Figure = tuple[Park, str]


def figures_read(env: ParkContext, plan: IndicatorPlan) -> list[Figure]:
    """Return the park's own figures that value and references read, each once, in the order of reading."""
    found: dict[tuple[int, str], Park] = {}
    for expression in _expressions(plan):
        try:
            expression.value(_Noting(env, found))
        except NoValue:
            continue
    return [(park, name) for (_, name), park in found.items()]


def reads_other_figures(plan: IndicatorPlan) -> bool:
    """Return whether figures count that do not stand in the value's own expression and year."""
    return any(part.uses_years or part is not plan.value for part in _expressions(plan))


def _expressions(plan: IndicatorPlan) -> Iterator[Compiled]:
    if plan.value is not None:
        yield plan.value
    yield from (r.expression for r in plan.references if r.expression is not None)


@dataclass(frozen=True, slots=True)
class _Noting:
    """Hands out the figures of a park and notes which; sums over peers are none of its own."""

    env: ParkContext
    found: dict[tuple[int, str], Park]

    def field(self, name: str) -> Value:
        value = self.env.field(name)
        self.found.setdefault((self.env.park.year, name), self.env.park)
        return value

    def back(self, years: int) -> _Noting:
        return _Noting(self.env.back(years), self.found)

    def at(self, year: int) -> _Noting:
        return _Noting(self.env.at(year), self.found)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.env, name)
