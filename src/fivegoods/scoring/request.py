"""What a run is over: a plain value beside the scores, so that a run can be repeated with a change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fivegoods.criteria.plan.plan import Plan
from fivegoods.panel.context import OtherScore
from fivegoods.panel.entities import BenchmarkValue, Park, View

#: Called after each indicator with how many are done, and how many there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What a run is over. ``parks`` are scored; ``others`` only inform: other years and peers."""

    plan: Plan
    parks: Sequence[Park]
    others: Sequence[Park] = ()
    #: Parks of the same year that the others are compared and ranked with, without being shown.
    peers: Sequence[Park] = ()
    benchmarks: Sequence[BenchmarkValue] = ()
    view: View = View.REVIEWED
    other_score: OtherScore | None = None
