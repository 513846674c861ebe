"""The whole advice: what every indicator can still bring, and what the goal needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from fivegoods.analysis.advise.goals import Goal, Points, check_goal
from fivegoods.analysis.advise.joint import Ascent
from fivegoods.analysis.advise.milestones import IndicatorAdvice, indicator_advice
from fivegoods.analysis.advise.plans import Planner, PlanOfChanges, moves_of
from fivegoods.analysis.advise.trials import Costs, Lever, Trial, Trials
from fivegoods.numeric.decimals import CONTEXT, ZERO, decide
from fivegoods.scoring.composite.contribution import contributions, factors
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.scoring.tree import IndicatorScore

#: At most so many indicators are named as those that lose most.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Losses:
    """Where the points are: the few indicators that lose at least half of what is lost, or the three that lose most."""

    indicators: tuple[IndicatorScore, ...]
    #: What they lose of the total, and what all indicators lose together.
    lost: Decimal
    of: Decimal


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
    #: Where the search does not reach the goal: the run where it came to most, and what it moved.
    utmost: Run | None = None
    searched: Sequence[Lever] = ()

    @property
    def short_by(self) -> Decimal | None:
        """How many points stay lacking where the search came to most, about; None if it reaches the goal."""
        if self.goal is None or self.utmost is None:
            return None
        return max(self.goal.lacking(self.utmost, self.park.id), ZERO)

    @property
    def open_points(self) -> Decimal:
        """Points that missing data could still bring."""
        return sum((item.open_points for item in self.indicators), ZERO)

    @property
    def losses(self) -> Losses | None:
        """Where the points are; None where nothing is lost or indicators have no share of their own in the total."""
        with localcontext(CONTEXT):
            brings, worth = contributions(self.park.root), factors(self.park.root)
            scores = [item.score for item in self.indicators]
            open_points = {s.plan.id: min(s.possible, s.full) - s.points for s in scores}  # what is open is not lost
            lost = {
                s.plan.id: (s.full - max(open_points[s.plan.id], ZERO)) * worth[s.plan.id] - (brings[s.plan.id] or ZERO)
                for s in scores
            }
            most = sorted((s for s in scores if decide(lost[s.plan.id]) > 0), key=lambda s: -lost[s.plan.id])
            of, named, sums = sum((lost[s.plan.id] for s in most), ZERO), most[:1], ZERO
            if None in brings.values() or not most:
                return None
            for count in range(1, _NAMED + 1):
                named = most[:count]
                sums = sum((lost[s.plan.id] for s in named), ZERO)
                if sums * 2 >= of:
                    break
            return Losses(tuple(named), sums, of)

    @property
    def is_relative(self) -> bool:
        """Whether any answer depends on the peers, who are held still."""
        return any(item.is_relative for item in self.indicators)


def advise(run: Run, park_id: str, goal: Goal | None = None, costs: Costs | None = None) -> Advice:
    """Return the advice for one park. Raise KeyError for the park, GoalError for a goal without sense."""
    prices = costs or Costs()
    with localcontext(CONTEXT):
        trials = Trials(run, park_id, prices)
        park = trials.park
        indicators = tuple(indicator_advice(trials, s) for s in park.root.all_indicators())
        if goal is None:
            return Advice(run, park, prices, indicators)
        check_goal(goal, run, park_id)
        lacking = goal.lacking(run, park_id)
        if goal.is_reached(run, park_id):
            return Advice(run, park, prices, indicators, goal, lacking, is_reached=True)
        planner = Planner(trials, goal)
        plan = planner.of_moves(moves_of(trials, indicators, lacking))
        if plan is not None:
            return Advice(run, park, prices, indicators, goal, lacking, plan=plan)
        worth = _total if isinstance(goal, Points) else _standing
        ascent = Ascent(trials, worth)
        tops = []
        for top in ascent.tops():
            if planner.reaches(top):
                return Advice(run, park, prices, indicators, goal, lacking, plan=planner.smallest(top))
            tops.append(top)
        utmost = trials.rerun(max(tops, key=lambda top: worth(trials.at(top))))
        return Advice(run, park, prices, indicators, goal, lacking, utmost=utmost, searched=[*ascent.levers])


def _total(trial: Trial) -> tuple[int | Decimal, ...]:
    return trial.stands, decide(trial.total)


def _standing(trial: Trial) -> tuple[int | Decimal, ...]:
    """Order first by what no points make good: being ranked, and effects such as a forced grade."""
    return trial.stands, trial.is_ranked, -trial.effects, decide(trial.total)
