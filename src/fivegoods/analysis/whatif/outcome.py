"""Before and after: what moved on the park, and on the parks around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fivegoods.analysis.whatif.apply import rerun
from fivegoods.analysis.whatif.changes import Change
from fivegoods.criteria.base import LocalText
from fivegoods.numeric.decimals import decide
from fivegoods.scoring.columns import AdjustmentScore
from fivegoods.scoring.ranking.order import rank_value
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.scoring.tree import IndicatorScore, NodeScore

Part = NodeScore | IndicatorScore


@dataclass(frozen=True, slots=True)
class Moved:
    """One dimension or indicator of the park whose points or full points moved; None: not there."""

    id: str
    before: Part | None
    after: Part | None

    @property
    def change(self) -> Decimal:
        """Points after minus points before; a part that is not there has none."""
        return (self.after.points if self.after else Decimal(0)) - (self.before.points if self.before else Decimal(0))


@dataclass(frozen=True, slots=True)
class Adjusted:
    """One bonus, deduction or veto that moved: its points before and after, 0 where it has no effect."""

    id: str
    name: LocalText
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        """Points after minus points before; a veto may have none."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Shift:
    """One park before and after."""

    before: ParkScore
    after: ParkScore

    @property
    def change(self) -> Decimal:
        """Points gained."""
        return self.after.points - self.before.points

    @property
    def places(self) -> int:
        """Places gained, 0 for a park that is not ranked on both sides."""
        if self.before.rank is None or self.after.rank is None:
            return 0
        return self.before.rank - self.after.rank

    @property
    def is_moved(self) -> bool:
        """Whether points, rank or grade differ."""
        return bool(decide(self.change)) or (self.before.rank, self.before.grade) != (self.after.rank, self.after.grade)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer: the two runs, and what differs between them."""

    park_id: str
    changes: tuple[Change, ...]
    before: Run
    after: Run

    @property
    def park(self) -> Shift:
        """The park itself."""
        return Shift(self.before.of(self.park_id), self.after.of(self.park_id))

    @property
    def moved(self) -> tuple[Moved, ...]:
        """The park's dimensions and indicators that moved, in the order of the criteria."""
        return tuple(moved_parts(self.park.before, self.park.after))

    @property
    def adjustments(self) -> tuple[Adjusted, ...]:
        """The park's bonuses, deductions and vetoes whose points, count or effects moved."""
        old = {a.id: a for a in self.park.before.adjustments}
        new = {a.id: a for a in self.park.after.adjustments}
        return tuple(
            Adjusted(key, either.name, _points(old.get(key)), _points(new.get(key)))
            for key, either in (old | new).items()
            if _took(old.get(key)) != _took(new.get(key))
        )

    @property
    def others(self) -> tuple[Shift, ...]:
        """The other parks whose points, rank or grade moved, in the order before."""
        shifts = (Shift(s, self.after.of(s.id)) for s in self.before.scores if s.id != self.park_id)
        return tuple(shift for shift in shifts if shift.is_moved)

    @property
    def passed(self) -> tuple[Shift, ...]:
        """Parks that were ahead or level and now are behind."""
        return self._crossed(1)

    @property
    def passed_by(self) -> tuple[Shift, ...]:
        """Parks that were behind or level and now are ahead."""
        return self._crossed(-1)

    def _crossed(self, sign: int) -> tuple[Shift, ...]:
        own = self.park
        found = []
        for score in self.before.scores:
            if score.id == self.park_id or score.placing is None:
                continue
            after = self.after.of(score.id)
            if sign * self._lead(own.before, score) <= 0 < sign * self._lead(own.after, after):
                found.append(Shift(score, after))
        return tuple(found)

    def _lead(self, own: ParkScore, other: ParkScore) -> int:
        settings = self.before.criteria.criteria.settings
        ours, theirs = rank_value(own.points, settings), rank_value(other.points, settings)
        return (ours > theirs) - (ours < theirs)


def what_if(base: Run, park_id: str, changes: Sequence[Change]) -> WhatIf:
    """Return what the changes would do. Raise ChangeError if they cannot be made, KeyError for the park."""
    base.of(park_id)
    return WhatIf(park_id, tuple(changes), base, rerun(base, park_id, changes))


def moved_parts(before: ParkScore, after: ParkScore) -> Iterator[Moved]:
    """Yield the parts that differ in value, points or full points."""
    old, new = parts_by_id(before), parts_by_id(after)
    for key in [*old, *(key for key in new if key not in old)]:
        a, b = old.get(key), new.get(key)
        if _shown(a) != _shown(b):
            yield Moved(key, a, b)


def parts_by_id(score: ParkScore) -> dict[str, Part]:
    """Return every dimension and indicator below the total, by id, in the order of the criteria."""
    parts: dict[str, Part] = {}
    for node in score.root.walk():
        if node.plan.id != score.root.plan.id:
            parts[node.plan.id] = node
        parts |= {i.plan.id: i for i in node.indicators}
    return parts


def _points(adjustment: AdjustmentScore | None) -> Decimal:
    return adjustment.points if adjustment else Decimal(0)


def _took(adjustment: AdjustmentScore | None) -> tuple[object, ...]:
    return (decide(adjustment.points), adjustment.count, adjustment.effects) if adjustment else ()


def _shown(part: Part | None) -> tuple[object, ...]:
    if part is None:
        return ()
    value = part.value if isinstance(part, IndicatorScore) else None
    return part.outcome, value, decide(part.points), decide(part.full)
