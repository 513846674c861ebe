"""What a goal needs (改进建议): exact values each indicator must reach, and a shortest set of changes."""

from __future__ import annotations

from fivegoods.analysis.advise.advice import Advice, advise
from fivegoods.analysis.advise.effort import Costs
from fivegoods.analysis.advise.goals import Goal, GoalError, Grade, Points, Rank, grade_order, next_park
from fivegoods.analysis.advise.milestones import IndicatorAdvice, Milestone
from fivegoods.analysis.advise.plans import PlanOfChanges, Step

__all__ = [
    "Advice",
    "Costs",
    "Goal",
    "GoalError",
    "Grade",
    "IndicatorAdvice",
    "Milestone",
    "PlanOfChanges",
    "Points",
    "Rank",
    "Step",
    "advise",
    "grade_order",
    "next_park",
]
