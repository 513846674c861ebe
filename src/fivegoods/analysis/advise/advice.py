"""The whole advice: what every indicator can still bring, and what the goal needs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext

from fivegoods.analysis.advise.effort import Costs
from fivegoods.analysis.advise.goals import Goal, check_goal
from fivegoods.analysis.advise.milestones import IndicatorAdvice, indicator_advice
from fivegoods.analysis.advise.moves import Moves
from fivegoods.analysis.advise.plans import Planner, PlanOfChanges
from fivegoods.numeric.decimals import CONTEXT, ZERO
from fivegoods.scoring.scores import ParkScore, Run


@dataclass(frozen=True, slots=True)
class Advice:
    """What a goal needs of one park. Without a goal there are only the indicators."""

    run: Run
    park: ParkScore
    costs: Costs
    indicators: tuple[IndicatorAdvice, ...]
    goal: Goal | None = None
    #: Points that are lacking today, about; None without a goal.
    lacking: Decimal | None = None
    is_reached: bool = False
    plan: PlanOfChanges | None = None
    #: Where the goal is out of reach: the run with everything taken as far as it goes.
    utmost: Run | None = None

    @property
    def short_by(self) -> Decimal | None:
        """How many points stay lacking when the goal is out of reach, about; None if it is not."""
        if self.goal is None or self.utmost is None:
            return None
        return max(self.goal.lacking(self.utmost, self.park.id), ZERO)

    @property
    def open_points(self) -> Decimal:
        """Points that missing data could still bring."""
        return sum((item.open_points for item in self.indicators), ZERO)

    @property
    def is_relative(self) -> bool:
        """Whether any answer depends on the peers, who are held still."""
        return any(item.is_relative for item in self.indicators)


def advise(run: Run, park_id: str, goal: Goal | None = None, costs: Costs | None = None) -> Advice:
    """Return the advice for one park. Raise KeyError for the park, GoalError for a goal without sense."""
    prices = costs or Costs()
    with localcontext(CONTEXT):
        park = run.of(park_id)
        indicators = tuple(indicator_advice(run, park, s, prices) for s in park.root.all_indicators())
        if goal is None:
            return Advice(run, park, prices, indicators)
        check_goal(goal, run, park_id)
        lacking = goal.lacking(run, park_id)
        if goal.is_reached(run, park_id):
            return Advice(run, park, prices, indicators, goal, lacking, is_reached=True)
        moves = Moves(run, park, indicators, prices, lacking).all()
        planner = Planner(run, park_id, goal, moves, prices)
        plan = planner.search() if moves else None
        utmost = None if plan else planner.everything()
        return Advice(run, park, prices, indicators, goal, lacking, plan=plan, utmost=utmost)
