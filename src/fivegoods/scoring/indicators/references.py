"""References (参照值): a constant, an expression, a statistic of the peers, or a benchmark; and ranks among peers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from fivegoods.criteria.models.criteria import Settings
from fivegoods.criteria.plan.plan import IndicatorPlan, ReferencePlan
from fivegoods.expressions import NoValue
from fivegoods.numeric.decimals import ZERO, decide
from fivegoods.panel.context import RunContext
from fivegoods.panel.entities import BenchmarkValue, Park
from fivegoods.scoring.columns import (
    IndicatorColumn,
    IndicatorValues,
    Outcome,
    ResolvedReference,
    scored_among,
)
from fivegoods.scoring.indicators.statistics import ranks_of, statistic
from fivegoods.scoring.scores import Run
from fivegoods.scoring.tree import IndicatorScore, indicator_score

#: References that others' figures make; an expression or a group's constant follows the park's own.
_OF_OTHERS = ("peers", "benchmark", "park")


@dataclass(frozen=True, slots=True)
class FixedReferences:
    """The statistics, ranks among peers and group means of the run ``before``, which is under the same plan."""

    before: Run

    def fix(self, plan: IndicatorPlan, context: RunContext, found: IndicatorValues) -> None:
        """Put the references and ranks of before in the place of those found."""
        for row, then in self._then(plan, context).items():
            same_plan = (then.plan is plan) != (row in found.alternates)
            if found.outcomes[row] is Outcome.NOT_APPLICABLE or found.values[row] is None or not same_plan:
                continue
            if then.rank is not None and then.plan.rule.takes == "rank":
                found.become(row, Outcome.SCORED)
                found.ranks[row], found.peers[row] = self._rank(then.plan, context, row, found), then.peers
                continue
            fixed = {r.name: r for r in then.references if r.origin in _OF_OTHERS}
            known = {r.name: r for r in found.references[row]} | fixed
            names = [reference.name for reference in then.plan.references]
            if fixed and all(name in known for name in names):
                found.become(row, Outcome.SCORED)
                found.references[row] = tuple(known[name] for name in names)

    def fix_group_means(self, column: IndicatorColumn, context: RunContext) -> None:
        """Put the group's mean points of before in the place of those that stand in for missing data."""
        for row, then in self._then(column.plan, context).items():
            if then.reason == column.reason(row) == "policy:group_mean":
                column.points[row], column.possible[row] = then.points, then.possible

    def _then(self, plan: IndicatorPlan, context: RunContext) -> dict[int, IndicatorScore]:
        """Return the indicator as it was, by the row of today."""
        before, column = self.before.scores, self.before.columns.indicators[plan.id]
        scores = {score.id: indicator_score(column, score.row) for score in before}
        ids = context.panel.ids
        return {row: scores[ids[row]] for row in range(len(context)) if ids[row] in scores}

    def _rank(self, plan: IndicatorPlan, context: RunContext, row: int, found: IndicatorValues) -> int:
        """Return the rank of today's value among the others' values of before."""
        within: tuple[str, ...] = getattr(plan.rule, "within", ())
        sign = -1 if plan.rule.direction() == "lower" else 1
        columns, own = self.before.columns, sign * decide(found.number(row) or ZERO)
        values, groups = columns.indicators[plan.id].found.values, columns.context.group_keys(within)
        from_below = getattr(plan.rule, "ties", "better") == "worse"
        park, (group,), ahead = context.panel.ids[row], context.group_keys(within, [row]), 0
        for score in self.before.scores:
            then = values[score.row]
            is_other = score.id != park and groups[score.row] == group
            if is_other and isinstance(then, Decimal):
                value = sign * decide(then)
                ahead += value > own or (from_below and value == own)
        return ahead + 1


def give_references(
    plan: IndicatorPlan,
    context: RunContext,
    found: IndicatorValues,
    settings: Settings,
    benchmarks: Sequence[BenchmarkValue],
    only: int | None = None,
) -> None:
    """Fill in references or ranks, of all rows or of ``only`` one; groups are formed before any statistic is taken."""
    if plan.rule.takes == "rank":
        _give_ranks(plan, context, found, settings, only)
    elif plan.references:
        _Resolver(plan, context, found, settings, benchmarks).give(only)


@dataclass
class _Resolver:
    """Resolves the references of one indicator; rows alike in all that decides share them."""

    plan: IndicatorPlan
    context: RunContext
    found: IndicatorValues
    settings: Settings
    benchmarks: Sequence[BenchmarkValue]
    #: Statistics of groups; each is computed once, as are expressions over all rows.
    statistics: dict[tuple[str, tuple[str, ...]], tuple[Decimal, int] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Before the first reference is looked for: a row that turns out to have none still counts among the peers.
        self.numbers = self.found.numbers() if any(r.stat or r.park for r in self.plan.references) else []
        self.evaluated = cache(self.context.evaluate)

    def give(self, only: int | None) -> None:
        """Give every row that has a value its references, or the reason why there are none."""
        found = self.found
        for rows in self._alike() if only is None else ((only,),):
            asking = scored_among(found.outcomes, rows)
            try:
                known = tuple(
                    [self._resolve(row, reference) for row in asking[:1] for reference in self.plan.references]
                )
            except NoValue as missing:
                _drop(found, asking, missing.reason)
                continue
            for row in asking:
                found.references[row] = known

    def _alike(self) -> Iterator[Sequence[int]]:
        """Yield the rows that share references: those of the same groups and year, or each row by itself."""
        references = self.plan.references
        if any(r.expression is not None and r.constant is None for r in references):
            yield from ((row,) for row in range(len(self.context)))
            return
        groups = tuple({name: None for r in references for name in (*r.within, *([r.by] if r.by else ()))})
        by_year = any(r.stat for r in references) and self.benchmarks
        for rows in self.context.groups(groups).values():
            years = {self.context.panel.years[row] for row in rows} if by_year else ()
            yield from ([row for row in rows if self.context.panel.years[row] == year] for year in years)
            if not by_year:
                yield rows

    def _resolve(self, row: int, reference: ReferencePlan) -> ResolvedReference:
        """Return the reference value for one row. Raise NoValue if there is none."""
        if reference.constant is not None:
            return ResolvedReference(reference.name, reference.constant, "constant")
        if reference.by:
            return _by_group(self.context.parks[row], reference)
        if reference.expression is not None:
            found = self.evaluated(reference.expression)
            if row in found.gaps:
                raise NoValue(found.gaps[row])
            return ResolvedReference(reference.name, found.values[row], "expression")
        return self._of_park(reference) if reference.park else self._statistic(self.context.parks[row], reference)

    def _of_park(self, reference: ReferencePlan) -> ResolvedReference:
        """Return the value of the named park, whatever its groups."""
        key = (reference.name, ("park",))
        if key not in self.statistics:
            ids = self.context.panel.ids
            rows = [row for row in range(len(self.context)) if ids[row] == reference.park]
            self.statistics[key] = self._over(reference, rows, 1)
        found = self.statistics[key]
        if found is None:
            raise NoValue(f"no_park:{reference.park}")
        return ResolvedReference(reference.name, found[0], "park", group={"park": reference.park})

    def _statistic(self, park: Park, reference: ReferencePlan) -> ResolvedReference:
        unknown = next((name for name in reference.within if name not in park.groups), None)
        if unknown is not None:
            raise NoValue(f"no_group:{unknown}")
        group = {name: park.groups[name] for name in reference.within}
        of_peers = self._of_peers(reference, tuple(group.values())) if reference.source_of != "benchmarks" else None
        value, parks = of_peers or (ZERO, 0)
        # A benchmark stands in for a group of one before `group_of_one` does.
        if parks < 2 and reference.source_of != "peers" and (known := self._benchmark(park, reference, group)):
            return ResolvedReference(
                reference.name, known.value, "benchmark", reference.stat, group, known.parks or 0, known
            )
        if not parks:
            raise NoValue(self._why_none(park, reference))
        return ResolvedReference(reference.name, value, "peers", reference.stat, group, parks)

    def _why_none(self, park: Park, reference: ReferencePlan) -> str:
        """Return why neither peers nor benchmarks give a statistic."""
        if reference.source_of != "benchmarks":
            return "no_peers"
        if not self.benchmarks:
            return "no_benchmarks_given"
        alike = (b for b in self.benchmarks if b.of in reference.benchmark_ids and b.stat == reference.stat)
        years = {b.year for b in alike if b.year != park.year}
        return f"benchmark_year:{max(years)}" if years else "no_benchmark"

    def _of_peers(self, reference: ReferencePlan, group: tuple[str, ...]) -> tuple[Decimal, int] | None:
        """Return the statistic over a group and the number of parks, None if the group is too small."""
        key = (reference.name, group)
        if key not in self.statistics:
            rows = self.context.groups(reference.within).get(group, ())
            enough = 2 if self.settings.group_of_one == "no_reference" else 1
            if reference.stat == "weighted_mean":
                self.statistics[key] = self._weighted_mean(reference, rows, enough)
            else:
                self.statistics[key] = self._over(reference, rows, enough)
        return self.statistics[key]

    def _over(self, reference: ReferencePlan, rows: Sequence[int], enough: int) -> tuple[Decimal, int] | None:
        column = self.numbers if reference.of is None else self.evaluated(reference.of).values
        values = [x for row in rows if isinstance(x := column[row], Decimal)]
        if len(values) < enough:
            return None
        sample = self.settings.deviation == "sample"
        return statistic(reference.stat or "mean", values, quantile=reference.quantile, sample=sample), len(values)

    def _weighted_mean(self, reference: ReferencePlan, rows: Sequence[int], enough: int) -> tuple[Decimal, int] | None:
        """Σ numerator ÷ Σ denominator over the parks that have both and to which the indicator applies."""
        ratio = reference.of or self.plan.value
        if reference.of is None:
            rows = [row for row in rows if self.found.outcomes[row] is not Outcome.NOT_APPLICABLE]
        if ratio is None or ratio.numerator is None or ratio.denominator is None:
            return None
        above, below = self.evaluated(ratio.numerator).values, self.evaluated(ratio.denominator).values
        pairs = [(above[row], below[row]) for row in rows]
        known = [(x, y) for x, y in pairs if isinstance(x, Decimal) and isinstance(y, Decimal)]
        bottom = sum((y for _, y in known), ZERO)
        if len(known) < enough or decide(bottom) == 0:
            return None
        return sum((x for x, _ in known), ZERO) / bottom, len(known)

    def _benchmark(self, park: Park, reference: ReferencePlan, group: Mapping[str, str]) -> BenchmarkValue | None:
        wanted = (reference.stat, park.year, reference.quantile, dict(group))
        known = (b for b in self.benchmarks if b.of in reference.benchmark_ids)
        return next((b for b in known if (b.stat, b.year, b.quantile, dict(b.groups)) == wanted), None)


def _by_group(park: Park, reference: ReferencePlan) -> ResolvedReference:
    own = park.groups.get(reference.by, "")
    value = reference.is_.get(own, reference.otherwise)
    if value is None:
        raise NoValue(f"no_group:{reference.by}")
    return ResolvedReference(reference.name, value, "group", group={reference.by: own})


def _give_ranks(
    plan: IndicatorPlan, context: RunContext, found: IndicatorValues, settings: Settings, only: int | None
) -> None:
    """Fill in each value's rank in its group; equal values share a rank."""
    within: tuple[str, ...] = getattr(plan.rule, "within", ())
    for group, rows in context.groups(within).items():
        if only is not None and only not in rows:
            continue
        members = [row for row in rows if found.outcomes[row] is Outcome.SCORED]
        unknown = next((name for name, value in zip(within, group, strict=True) if not value), None)
        if unknown is not None:
            _drop(found, members, f"no_group:{unknown}")
            continue
        values = [decide(x) for row in members if (x := found.number(row)) is not None]
        lower, below = plan.rule.direction() == "lower", getattr(plan.rule, "ties", "better") == "worse"
        ranks = ranks_of(values, lower_is_better=lower != below)
        if below:
            ranks = [len(members) + 1 - rank for rank in ranks]
        found.ranks.update(zip(members, ranks, strict=True))
        found.peers.update(dict.fromkeys(members, len(members)))
        if len(members) < 2 and settings.group_of_one == "no_reference":
            _drop(found, members, "no_peers")


def _drop(found: IndicatorValues, rows: Sequence[int], reason: str) -> None:
    for row in rows:
        found.become(row, Outcome.NO_REFERENCE, reason)
