"""What a run is over: a plain value beside the scores, so that a run can be repeated with a change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from fivegoods.criteria.plan.plan import Plan
from fivegoods.panel.context import OtherScore
from fivegoods.panel.entities import BenchmarkValue, View
from fivegoods.panel.join import selected
from fivegoods.panel.panel import Panel, Parks

#: Called after each indicator with how many are done, and how many there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """What a run is over.

    The first ``shown`` rows of the panel are scored; those up to ``ranked`` are peers of the same year that the
    others are compared and ranked with, without being shown. All further rows only inform: other years and peers.
    """

    plan: Plan
    panel: Panel
    shown: int
    ranked: int
    benchmarks: Sequence[BenchmarkValue] = ()
    view: View = View.REVIEWED
    other_score: OtherScore | None = None

    @property
    def parks(self) -> Parks:
        """The parks that are scored and shown."""
        return self.panel.parks(range(self.shown))

    def over(self, shown: Sequence[int], peers: Sequence[int], others: Sequence[int]) -> Request:
        """Return the request over other rows of its panel."""
        panel = selected(self.panel, [*shown, *peers, *others])
        return replace(self, panel=panel, shown=len(shown), ranked=len(shown) + len(peers))
