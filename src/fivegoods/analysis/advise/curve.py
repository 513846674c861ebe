"""The points of one indicator of one park as a function of the park's fields, the peers held still.

It is the engine's own path for one indicator, over the whole reference group: where the park's
value moves the mean, the maximum or a rank, that is in the points.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from fivegoods.analysis.whatif.apply import with_field
from fivegoods.expressions import Compiled, NoValue
from fivegoods.panel.context import ParkContext, RunContext
from fivegoods.panel.entities import Park, Value
from fivegoods.panel.figures import Figures
from fivegoods.scoring.composite.effective_weights import holds
from fivegoods.scoring.indicators.points import give_references, score_indicator
from fivegoods.scoring.indicators.treat import treat
from fivegoods.scoring.indicators.values import Found, FoundColumn, find_value, find_values
from fivegoods.scoring.scores import IndicatorScore, Outcome, Run


class Curve:
    """Scores one indicator of one park again and again, with other values of the park's fields."""

    def __init__(self, run: Run, park_id: str, score: IndicatorScore) -> None:
        """Prepare from a run; ``score`` is the indicator as it stands."""
        self.request = run.request
        self.plan = score.plan
        self.full = score.full
        self.settings = run.criteria.criteria.settings
        members = (*self.request.parks, *self.request.peers)
        given = (*self.request.others, *members)
        self.by_year = {(p.id, p.year): p for p in given}
        self.index = next(i for i, p in enumerate(members) if p.id == park_id)
        self.known = {s.park.id: s for s in run.scores}
        self.envs = self._surroundings(members)
        applicable = [holds(self.plan.applies, env) for env in self.envs]
        self.column = find_values(self.plan, self.envs, applicable, Figures(self.envs))

    def _surroundings(self, members: tuple[Park, ...]) -> list[ParkContext]:
        world = RunContext(self.request.view, self.by_year, other_score=self.request.other_score)
        envs = [ParkContext(park, world) for park in members]
        world.population = tuple(envs)
        for env in envs:
            self._tell(env)
        return envs

    def _tell(self, env: ParkContext) -> None:
        """Give an environment the points and values of the other indicators, as the run had them."""
        found = self.known.get(env.park.id)
        for score in found.root.all_indicators() if found else ():
            env.tell(score.plan.id, points=score.points, value=score.value, rank=score.rank)

    def own(self, values: Mapping[str, Value]) -> ParkContext:
        """Return the park's surroundings with other values of some fields."""
        park = self.envs[self.index].park
        for name, value in values.items():
            park = with_field(park, name, value)
        others = [env for i, env in enumerate(self.envs) if i != self.index]
        world = RunContext(self.request.view, self.by_year, other_score=self.request.other_score)
        env = ParkContext(park, world)
        world.population = (*others, env)
        self._tell(env)
        return env

    def score(self, values: Mapping[str, Value]) -> IndicatorScore:
        """Return the indicator's score with other values of some fields of the park."""
        env = self.own(values)
        envs = list(self.envs)
        envs[self.index] = env
        apart = {n: Found(f.value, f.reason, f.applicable, has_data=f.has_data) for n, f in self.column.apart.items()}
        column = FoundColumn(list(self.column.values), apart)
        column.put(self.index, find_value(self.plan, env))
        if self.plan.definition.before is not None:
            treat(self.plan.definition.before, envs, column)
        give_references(self.plan, envs, column, self.settings, self.request.benchmarks)
        return score_indicator(self.plan, env, column.of(self.index), self.full, self.settings)

    def points(self, values: Mapping[str, Value]) -> Decimal | None:
        """Return the points, None where the indicator cannot be scored or a check of the criteria breaks."""
        env = self.own(values)
        if not all(_stands(check.that, env) for check in self.request.plan.checks):
            return None
        score = self.score(values)
        return score.points if score.outcome is Outcome.SCORED else None

    def value(self, values: Mapping[str, Value]) -> Decimal | None:
        """Return the indicator's value, None if it has none."""
        found = find_value(self.plan, self.own(values))
        return found.value if isinstance(found.value, Decimal) else None


def _stands(condition: Compiled, env: ParkContext) -> bool:
    try:
        return condition.truth(env)
    except NoValue:
        return True
