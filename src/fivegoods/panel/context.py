"""What expressions see of one park: its fields in one view, its other years, its peers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from fivegoods.expressions import Compiled, NoValue
from fivegoods.numeric.decimals import ZERO
from fivegoods.panel.entities import Gap, GivenPoints, Park, Value, View

#: Computes the score of a park under another criteria file.
OtherScore = Callable[[Park, str], Decimal]


@dataclass(slots=True)
class RunContext:
    """What all parks of a run share: every park-year by id and year, the peers, the view."""

    view: View
    by_year: Mapping[tuple[str, int], Park]
    population: tuple[ParkContext, ...] = ()
    other_score: OtherScore | None = None
    totals: dict[tuple[str, tuple[str, ...], tuple[str, ...]], Decimal] = field(default_factory=dict)


class ParkContext:
    """The environment (`fivegoods.expressions.Context`) of one park-year."""

    __slots__ = ("data", "gaps", "has_given", "park", "results", "reviewed_points", "world")

    def __init__(self, park: Park, world: RunContext) -> None:
        """See ``park`` as the view of ``world`` does: reviewed values replace the self-reported."""
        self.park = park
        self.world = world
        self.data: Mapping[str, Value] = park.data
        self.gaps: Mapping[str, Gap] = park.gaps
        if world.view is View.REVIEWED and park.review is not None and (park.review.data or park.review.gaps):
            kept = {key: value for key, value in park.data.items() if key not in park.review.gaps}
            self.data = {**kept, **park.review.data}
            open_gaps = {key: gap for key, gap in park.gaps.items() if key not in park.review.data}
            self.gaps = {**open_gaps, **park.review.gaps}
        reviewed = world.view is View.REVIEWED and park.review is not None
        self.reviewed_points: Mapping[str, GivenPoints] = park.review.points if reviewed and park.review else {}
        self.has_given = bool(self.reviewed_points or park.points)
        #: What was found of indicators scored before: ("points", "value" or "rank", indicator) → it.
        self.results: dict[tuple[str, str], Value | int] | None = None

    def field(self, name: str) -> Value:
        """Return a field's value. Raise NoValue with why there is none."""
        try:
            return self.data[name]
        except KeyError:
            raise NoValue(self.why_absent(name)) from None

    def why_absent(self, name: str) -> str:
        """Return the reason code of a field without a value, such as "absent:tax"."""
        return f"{self.gaps.get(name, Gap.ABSENT).value}:{name}"

    def given(self, indicator: str) -> tuple[GivenPoints, bool] | None:
        """Return the points given by hand in the view in force and whether a review gave them, or None."""
        if indicator in self.reviewed_points:
            return self.reviewed_points[indicator], True
        if indicator in self.park.points:
            return self.park.points[indicator], False
        return None

    def group(self, name: str) -> str:
        """Return the park's value of a group. Raise NoValue if it has none."""
        try:
            return self.park.groups[name]
        except KeyError:
            raise NoValue(f"no_group:{name}") from None

    def back(self, years: int) -> ParkContext:
        """Return the same park some years earlier. Raise NoValue if that year was not given."""
        return self.at(self.park.year - years)

    def at(self, year: int) -> ParkContext:
        """Return the same park in another year. Raise NoValue if that year was not given."""
        other = self.world.by_year.get((self.park.id, year))
        if other is None:
            raise NoValue(f"no_year:{year}")
        return ParkContext(other, self.world)

    def total(self, compiled: Compiled, within: tuple[str, ...]) -> Decimal:
        """Return the sum of an expression over the park's peers that have it."""
        group = tuple(self.park.groups.get(name, "") for name in within)
        key = (compiled.text, within, group)
        if key not in self.world.totals:
            self.world.totals[key] = sum(
                (self._or_zero(compiled, peer) for peer in self.world.population if peer.in_group(within, group)),
                ZERO,
            )
        return self.world.totals[key]

    @staticmethod
    def _or_zero(compiled: Compiled, peer: ParkContext) -> Decimal:
        try:
            return compiled.number(peer)
        except NoValue:
            return ZERO

    def in_group(self, within: tuple[str, ...], group: tuple[str, ...]) -> bool:
        """Return whether the park has these group values."""
        return all(self.park.groups.get(name, "") == value for name, value in zip(within, group, strict=True))

    def events(self, kind: str) -> Decimal:
        """Return how many events of a kind the park had."""
        return sum((event.count for event in self.park.events if event.kind == kind), ZERO)

    def tell(
        self, indicator: str, *, points: Decimal | None = None, value: Value | None = None, rank: int | None = None
    ) -> None:
        """Take note of what was found of an indicator, for expressions that ask for it."""
        if self.results is None:  # most parks of a big table are never told anything
            self.results = {}
        for kind, found in (("points", points), ("value", value), ("rank", rank)):
            if found is not None:
                self.results[kind, indicator] = found

    def forget_points(self, indicator: str) -> None:
        """Take note that an indicator has no points after all."""
        if self.results:
            self.results.pop(("points", indicator), None)

    def points(self, indicator: str) -> Decimal:
        """Return the points of an indicator scored before. Raise NoValue if it has none."""
        return Decimal(self._known("points", indicator))

    def indicator(self, name: str) -> Decimal:
        """Return the value of an indicator scored before. Raise NoValue if it has none."""
        value = self._known("value", name)
        if not isinstance(value, Decimal):
            raise NoValue(f"not_a_number:{name}")
        return value

    def rank(self, indicator: str) -> Decimal:
        """Return the rank on an indicator that its rule ranked. Raise NoValue if it has none."""
        return Decimal(self._known("rank", indicator))

    def score(self, criteria_id: str) -> Decimal:
        """Return the park's score under other criteria. Raise NoValue if they were not loaded."""
        if self.world.other_score is None:
            raise NoValue(f"no_criteria:{criteria_id}")
        return self.world.other_score(self.park, criteria_id)

    def _known(self, kind: str, indicator: str) -> Value | int:
        try:
            return (self.results or {})[kind, indicator]
        except KeyError:
            raise NoValue(f"not_scored:{indicator}") from None
