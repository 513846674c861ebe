"""Moves: what can be changed, how far, and what each level of it brings in the total and costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from fivegoods.analysis.advise.effort import Costs
from fivegoods.analysis.advise.lines import Line, total_of
from fivegoods.analysis.advise.milestones import FieldSearch, IndicatorAdvice, Milestone
from fivegoods.analysis.advise.trials import Lever, Trials
from fivegoods.numeric.decimals import ONE, decide
from fivegoods.panel.entities import Value

#: Bands and steps of one indicator that are looked at beyond today's next.
_STEPS = 7


@dataclass(frozen=True, slots=True)
class Level:
    """One value a figure could take: what it brings in the total and its effort."""

    needed: Value
    gain: Decimal
    effort: Decimal


@dataclass(frozen=True, slots=True)
class Move:
    """One figure that can be changed, with its levels from near to far."""

    lever: Lever
    levels: tuple[Level, ...]

    @property
    def best(self) -> Level:
        """The level that brings most."""
        return max(self.levels, key=lambda level: (level.gain, -level.effort))


def moves_of(trials: Trials, advice: Sequence[IndicatorAdvice], costs: Costs, lack: Decimal) -> list[Move]:
    """Return every move that brings anything, the best first; ``lack`` is about what the goal needs."""
    levels: dict[Lever, dict[Value, None]] = {}
    for item in advice:
        for milestone in item.milestones:
            found = levels.setdefault(milestone.lever, {})
            found.update(dict.fromkeys([milestone.said, *_beyond(trials, item, milestone, costs, max(lack, ONE))]))
    moves = []
    for lever, values in levels.items():
        made = [Level(x, trials.gain({lever: x}), effort_of(trials, costs, lever, x)) for x in values]
        useful = sorted((x for x in made if decide(x.gain) > 0), key=lambda x: (x.effort, x.gain))
        if useful:
            moves.append(Move(lever, tuple(useful)))
    return sorted(moves, key=lambda m: (-m.best.gain, m.lever.name))


def effort_of(trials: Trials, costs: Costs, lever: Lever, value: Value) -> Decimal:
    """Return the effort of taking a lever to a value."""
    if not isinstance(value, Decimal):
        return costs.of_choice(lever.name)
    today = trials.today(lever)
    return costs.of(lever.name, today if isinstance(today, Decimal) else None, value)


def _beyond(
    trials: Trials, item: IndicatorAdvice, milestone: Milestone, costs: Costs, lack: Decimal
) -> Iterator[Decimal]:
    """Yield values beyond the milestone: further steps, or as far as the goal needs."""
    today, needed = milestone.today, milestone.needed
    if milestone.kind not in ("step", "point") or not (isinstance(today, Decimal) and isinstance(needed, Decimal)):
        return
    line, sign = Line(trials, milestone.lever, today, costs), 1 if needed > today else -1
    search = FieldSearch(trials, item.score, line, costs)
    if milestone.kind == "step":
        yield from islice(search.steps(needed, sign), _STEPS)
    elif not any(m.kind == "cap" and m.field == milestone.field for m in item.milestones):
        # Where the park itself is the best of its group there is an end, though the rule states no cap.
        most = max((line.at(x).total for x in line.outward(sign)), default=trials.park.points)
        far = line.nearest(total_of(min(trials.park.points + lack, most)), sign)
        if far is not None:
            yield search.said(far)
