"""The figures that an indicator's formulas read, of whatever year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.expressions import Compiled, Evaluated, Places
from fivegoods.panel.context import RowsContext
from fivegoods.panel.entities import Park

#: A figure: the park-year whose it is, and the field.
Figure = tuple[Park, str]


def figures_read(park: RowsContext, plan: IndicatorPlan) -> list[Figure]:
    """Return the park's own figures that value and references read, each once, in the order of reading."""
    found: dict[tuple[int, str], Park] = {}
    for expression in _expressions(plan):
        expression.run(_Noting(park, found))
    return [(own, name) for (_, name), own in found.items()]


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

    context: RowsContext
    found: dict[tuple[int, str], Park]

    def __len__(self) -> int:
        return len(self.context)

    def only(self, rows: Sequence[int]) -> _Noting:
        return _Noting(self.context.only(rows), self.found)

    def field(self, name: str) -> Evaluated:
        value = self.context.field(name)
        for row, park in enumerate(self.context.parks if len(value.gaps) < len(self) else ()):
            if row not in value.gaps:
                self.found.setdefault((park.year, name), park)
        return value

    def back(self, years: int) -> tuple[_Noting, Places]:
        other, places = self.context.back(years)
        return _Noting(other, self.found), places

    def at(self, year: int) -> tuple[_Noting, Places]:
        other, places = self.context.at(year)
        return _Noting(other, self.found), places

    def __getattr__(self, name: str) -> Any:
        return getattr(self.context, name)
