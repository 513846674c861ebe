"""References (参照值): a constant, an expression, a statistic of the peers, or a benchmark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from fivegoods.criteria.models.criteria import Settings
from fivegoods.criteria.plan.plan import IndicatorPlan, ReferencePlan
from fivegoods.expressions import Compiled, NoValue
from fivegoods.numeric.decimals import ZERO, decide
from fivegoods.panel.context import ParkContext
from fivegoods.panel.entities import BenchmarkValue
from fivegoods.scoring.indicators.statistics import statistic
from fivegoods.scoring.indicators.values import FoundColumn
from fivegoods.scoring.scores import ResolvedReference


class NoReference(Exception):
    """A reference has no value; ``reason`` is a short code such as "no_benchmark"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


#: A park with its value of the indicator, None without one.
Cell = tuple[ParkContext, Decimal | None]


@dataclass
class References:
    """Resolves the references of one indicator; statistics are computed once for each group."""

    plan: IndicatorPlan
    settings: Settings
    benchmarks: Sequence[BenchmarkValue]
    #: All parks of the run, peers included, and what was found of the indicator.
    parks: Sequence[ParkContext]
    column: FoundColumn
    found: dict[tuple[str, tuple[str, ...]], tuple[Decimal, int] | None] = field(default_factory=dict)
    members: dict[tuple[str, ...], dict[tuple[str, ...], list[Cell]]] = field(default_factory=dict)
    #: References that are the same for all parks of these groups and year, or why there are none.
    shared: dict[tuple[object, ...], tuple[ResolvedReference, ...] | str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note which groups decide, whether each park has references of its own, and whose values cannot be used."""
        references = self.plan.references
        self.groups = tuple({name: None for r in references for name in (*r.within, *([r.by] if r.by else ()))})
        self.own = any(r.expression is not None and r.constant is None for r in references)
        self.yearly = any(r.stat for r in references) and bool(self.benchmarks)
        # Before the first reference is looked for: a park that turns out to have none still counts among the peers.
        self.unusable = {number for number, found in self.column.apart.items() if not found.usable}

    @property
    def are_common(self) -> bool:
        """Whether all parks of the run have the same references."""
        return not (self.own or self.groups or self.yearly)

    @cached_property
    def cells(self) -> Sequence[Cell]:
        """Every park with its value; one that cannot be used counts nowhere."""
        return [
            (env, x if isinstance(x, Decimal) and number not in self.unusable else None)
            for number, (env, x) in enumerate(zip(self.parks, self.column.values, strict=True))
        ]

    def resolve_all(self, env: ParkContext) -> tuple[ResolvedReference, ...]:
        """Return all references of the indicator for one park. Raise NoReference if one has no value."""
        if self.own:
            return tuple(self.resolve(env, reference) for reference in self.plan.references)
        park = env.park
        key = (park.year if self.yearly else 0, *map(park.groups.get, self.groups))
        known = self.shared.get(key)
        if known is None:
            try:
                known = tuple(self.resolve(env, reference) for reference in self.plan.references)
            except NoReference as missing:
                known = missing.reason
            self.shared[key] = known
        if isinstance(known, str):
            raise NoReference(known)
        return known

    def resolve(self, env: ParkContext, reference: ReferencePlan) -> ResolvedReference:
        """Return the reference value for one park. Raise NoReference if there is none."""
        name = reference.name
        if reference.constant is not None:
            return ResolvedReference(name, reference.constant, "constant")
        if reference.by:
            return self._by_group(env, reference)
        if reference.expression is not None:
            try:
                return ResolvedReference(name, reference.expression.number(env), "expression")
            except NoValue as missing:
                raise NoReference(missing.reason) from None
        return self._statistic(env, reference)

    def _by_group(self, env: ParkContext, reference: ReferencePlan) -> ResolvedReference:
        value = reference.is_.get(env.park.groups.get(reference.by, ""), reference.otherwise)
        if value is None:
            raise NoReference(f"no_group:{reference.by}")
        group = {reference.by: env.park.groups.get(reference.by, "")}
        return ResolvedReference(reference.name, value, "group", group=group)

    def _statistic(self, env: ParkContext, reference: ReferencePlan) -> ResolvedReference:
        unknown = next((name for name in reference.within if name not in env.park.groups), None)
        if unknown is not None:
            raise NoReference(f"no_group:{unknown}")
        group = {name: env.park.groups[name] for name in reference.within}
        if reference.source_of != "benchmarks":
            of_peers = self._of_peers(reference, group)
            if of_peers is not None:
                value, parks = of_peers
                return ResolvedReference(reference.name, value, "peers", reference.stat, group, parks)
        benchmark = self._benchmark(env, reference, group) if reference.source_of != "peers" else None
        if benchmark is None:
            raise NoReference(self._why_none(env, reference))
        return ResolvedReference(
            reference.name, benchmark.value, "benchmark", reference.stat, group, benchmark.parks or 0, benchmark
        )

    def _why_none(self, env: ParkContext, reference: ReferencePlan) -> str:
        """Return why neither peers nor benchmarks give a statistic."""
        if reference.source_of != "benchmarks":
            return "no_peers"
        if not self.benchmarks:
            return "no_benchmarks_given"
        alike = (b for b in self.benchmarks if b.of in reference.benchmark_ids and b.stat == reference.stat)
        years = {b.year for b in alike if b.year != env.park.year}
        return f"benchmark_year:{max(years)}" if years else "no_benchmark"

    def _of_peers(self, reference: ReferencePlan, group: Mapping[str, str]) -> tuple[Decimal, int] | None:
        """Return the statistic over the group and the number of parks, None if the group is too small."""
        key = (reference.name, tuple(group.values()))
        if key not in self.found:
            self.found[key] = self._over(reference, self._members(reference.within).get(key[1], []))
        return self.found[key]

    def _members(self, within: tuple[str, ...]) -> Mapping[tuple[str, ...], Sequence[Cell]]:
        """Return the parks of every group; a park that does not state its group is in none."""
        if not within:
            return {(): self.cells}
        if within not in self.members:
            groups: dict[tuple[str, ...], list[Cell]] = {}
            for cell in self.cells:
                own = cell[0].park.groups
                if all(name in own for name in within):
                    groups.setdefault(tuple(own[name] for name in within), []).append(cell)
            self.members[within] = groups
        return self.members[within]

    def _over(self, reference: ReferencePlan, members: Sequence[Cell]) -> tuple[Decimal, int] | None:
        enough = 2 if self.settings.group_of_one == "no_reference" else 1
        if reference.stat == "weighted_mean":
            return self._weighted_mean(reference, members, enough)
        if reference.of is None:
            values = [x for _, x in members if x is not None]
        else:
            values = [x for env, _ in members if (x := number_or_none(reference.of, env)) is not None]
        if len(values) < enough:
            return None
        sample = self.settings.deviation == "sample"
        return statistic(reference.stat, values, quantile=reference.quantile, sample=sample), len(values)

    def _weighted_mean(
        self, reference: ReferencePlan, members: Sequence[Cell], enough: int
    ) -> tuple[Decimal, int] | None:
        """Σ numerator ÷ Σ denominator over the parks that have both."""
        ratio = reference.of or self.plan.value
        if ratio is None or ratio.numerator is None or ratio.denominator is None:
            return None
        top = bottom = ZERO
        parks = 0
        for env, _ in members:
            over, under = number_or_none(ratio.numerator, env), number_or_none(ratio.denominator, env)
            if over is not None and under is not None:
                top, bottom, parks = top + over, bottom + under, parks + 1
        if parks < enough or decide(bottom) == 0:
            return None
        return top / bottom, parks

    def _benchmark(self, env: ParkContext, reference: ReferencePlan, group: Mapping[str, str]) -> BenchmarkValue | None:
        for benchmark in self.benchmarks:
            if (
                benchmark.of in reference.benchmark_ids
                and benchmark.stat == reference.stat
                and benchmark.year == env.park.year
                and benchmark.quantile == reference.quantile
                and dict(benchmark.groups) == dict(group)
            ):
                return benchmark
        return None


def number_or_none(compiled: Compiled, env: ParkContext) -> Decimal | None:
    """Return an expression's number for one park, None where it has no value."""
    try:
        return compiled.number(env)
    except NoValue:
        return None
