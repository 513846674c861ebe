"""An independent scorer of whole criteria, in fractions, written from the documents.

It asks for what it needs: an indicator's value, then its references among the peers, then its points. `tree.py` goes on
to the dimensions, `ranking.py` to adjustments, ranks, grades and boards.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Any, Final

from oracle.expressions import Part, in_size, settled
from oracle.panel import Benchmark, Criteria, Indicator, Measured, Node, Panel, Park, by_group, constant
from oracle.quantities import ONE, ZERO, Gap, decide, gap_of, kept, number, rounded
from oracle.scoring_rules import (
    RANKED,
    REFERENCES,
    Rule,
    Seen,
    Undefined,
    ceiling,
    direction,
    full_or_best,
    limited,
    worth,
)
from oracle.statistics_of import Known, statistic, treated

Groups = tuple[tuple[str, Any], ...]
MISSING, NOT_APPLICABLE = Gap.MISSING, Gap.NOT_APPLICABLE
#: Policies that give points where data are missing; where they cannot, the interval stands.
_DECIDED: Final = ("zero", "penalty", "group_mean", "alternate")
_OF_PEERS: Final = {"mean": {"stat": "mean"}, "deviation": {"stat": "deviation"}}


class NoReference(Exception):
    """A relative rule without peers or benchmark, or with peers that cannot be told apart."""


@dataclass(frozen=True)
class Found:
    """What a part came to for one park.

    ``covered`` is the share of it that stands on data, ``whole`` a dimension's full points if nothing was left out.
    """

    id: str
    outcome: str
    points: Fraction
    possible: Fraction
    full: Fraction
    value: Any = None
    is_open: bool = False
    policy: str | None = None
    children: tuple[Found, ...] = ()
    covered: Fraction = ONE
    #: Whether an indicator has a figure of its own or points by hand, whatever became of them.
    has_data: bool = True
    whole: Fraction = ZERO

    @property
    def is_left_out(self) -> bool:
        """Whether the siblings carry its points: it is left out, or nothing else below can carry points."""
        if not self.children:
            return self.outcome == "missing" and self.policy == "exclude"
        if self.outcome == "voided":
            return False
        there = [child for child in self.children if child.outcome != "not_applicable"]
        return any(c.is_left_out for c in there) and all(c.is_left_out or not (c.full or c.points) for c in there)


@dataclass(frozen=True, eq=False)
class _Reference:
    """A reference as it is written, known by which one it is."""

    document: Mapping[str, Any]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Reference) and other.document is self.document

    def __hash__(self) -> int:
        return id(self.document)


class Scorer:
    """One run: criteria, parks of all years, benchmarks."""

    def __init__(self, criteria: Criteria, panel: Panel, benchmarks: Iterable[Benchmark] = ()) -> None:
        self.criteria, self.panel, self.benchmarks = criteria, panel, list(benchmarks)
        for name in ("column", "indicator", "total_over", "fulls", "_of_peers", "applies", "_group", "_decided"):
            setattr(self, name, cache(getattr(self, name)))

    # Values.

    def column(self, year: int, measured: Measured) -> Mapping[str, Any]:
        """Return the values of an indicator, or of what stands in for it, over a year's parks: as they are compared."""
        parks = self.panel.by_year.get(year, ())
        column = {park.id: self.value(park, measured) for park in parks}
        before = measured.document.get("before") if isinstance(measured, Indicator) else None
        return treated(column, before, {p.id: groups_of(p, before.get("within")) for p in parks}) if before else column

    def value(self, park: Park, measured: Measured) -> Any:
        """Return a park's value before what is done to the whole column."""
        own = measured if isinstance(measured, Indicator) else None
        if measured.owner and not self.applies(park, measured.owner):
            return NOT_APPLICABLE
        found = MISSING if measured.run is None else settled(measured.run(Env(self, park)))
        if not isinstance(found, Fraction) or measured.owner is None:
            return found
        places = measured.owner.document.get("decimals")
        found = kept(found) if places is None else rounded(decide(found), int(places))
        return MISSING if own and own.missing.get("zero_counts") and decide(found) == 0 else found

    def applies(self, park: Park, part: Node | Indicator) -> bool:
        """Whether a part applies, and all above it: no condition fails, and no points or weight are 0 there."""
        above = self.criteria.above[part.id]
        if above is not self.criteria.root and not self.applies(park, above):
            return False
        if part.applies and part.applies(Env(self, park)) is False:
            return False
        written = [part.document.get(key) for key in ("points", "weight")]
        return not any(isinstance(each, dict) and number(by_group(each, park.groups) or 0) == 0 for each in written)

    def total_over(self, year: int, groups: Groups, part: Part) -> Any:
        """Return the sum over the parks of a group that have a value."""
        values = [settled(part.run(Env(self, park))) for park in self._group(year, groups)]
        known = [value for value in values if isinstance(value, Fraction)]
        return kept(sum(known, ZERO)) if known else MISSING

    def _group(self, year: int, groups: Groups) -> list[Park]:
        names = [name for name, _ in groups]
        return [park for park in self.panel.by_year.get(year, ()) if groups_of(park, names) == groups]

    # Full points.

    def fulls(self, park: Park) -> Mapping[str, Fraction]:
        """Return the full points that the criteria give each part for a park, whatever applies there."""
        fulls: dict[str, Fraction] = {}
        self._share_out(park, self.criteria.root, _written(park, self.criteria.root, "points"), fulls)
        return fulls

    def _share_out(self, park: Park, node: Node, whole: Fraction | None, fulls: dict[str, Fraction]) -> None:
        """Add up points from below, or share out weights from above: 100 at the root if nobody says otherwise."""
        weights = {child.id: _written(park, child, "weight") for child in node.children}
        is_weighted = any(weight is not None for weight in weights.values())
        if whole is None and is_weighted:
            whole = Fraction(100) if node is self.criteria.root else ZERO
        total = sum((weight or ZERO for weight in weights.values()), ZERO)
        for child in node.children:
            own = _written(park, child, "points")
            if is_weighted:
                own = (whole or ZERO) * (weights[child.id] or ZERO) / total if total else ZERO
            if isinstance(child, Node):
                self._share_out(park, child, own, fulls)
            else:
                fulls[child.id] = own or ZERO
        fulls[node.id] = sum((fulls[child.id] for child in node.children), ZERO) if whole is None else whole

    # References and points.

    def _reference(self, park: Park, measured: Measured, written: Any) -> Any:
        """Return what a value is compared with: an amount, the park's own expression, or a statistic."""
        if isinstance(written, dict) and written.get("stat"):
            return self._statistic(park, measured, written)
        if isinstance(written, dict):
            constant_or_text = written.get("expression", written.get("constant", written))
            written = by_group(written, park.groups) if written.get("by") else constant_or_text
        if written is None:
            return MISSING
        found = constant(written, measured.size)
        return settled(in_size(self.criteria.read(written), measured.size)(Env(self, park))) if found is None else found

    def _statistic(self, park: Park, measured: Measured, written: Mapping[str, Any]) -> Fraction:
        """Return a statistic of two peers or more, else a benchmark. Raise NoReference."""
        source, groups = written.get("from") or "either", groups_of(park, written.get("within"))
        found, known = None, 0
        if source != "benchmarks":
            found, known = self._of_peers(park.year, groups, measured, _Reference(written))
        if found is None and source != "peers":
            found = self._benchmark(park.year, groups, measured, written)
        if found is None:
            raise NoReference("group_of_one" if known == 1 else "nothing")
        return found

    def _of_peers(self, year: int, groups: Groups, measured: Measured, reference: _Reference) -> Any:
        """Return a statistic of the parks of a group, None unless two are known, and how many are known."""
        written = reference.document
        values = self._known(year, self._group(year, groups), measured, written)
        is_weighted = written["stat"] == "weighted_mean"
        if len(values) < 2 or (is_weighted and decide(sum((below for _, _, below in values), ZERO)) == 0):
            return None, len(values)
        deviation = self.criteria.settings["deviation"]
        return statistic(written["stat"], values, written.get("quantile"), deviation), len(values)

    def _known(self, year: int, peers: Sequence[Park], measured: Measured, written: Mapping[str, Any]) -> list[Known]:
        """Return the peers' known values; for a weighted mean the two sides of all quotients that have both."""
        part, of, column = measured.part, written.get("of"), self.column(year, measured)
        if of is not None:
            own = self.criteria.indicators.get(of)
            part = own.part if own else self.criteria.read(of)
            run = in_size(part, measured.size)  # type: ignore[arg-type]
            column = self.column(year, own) if own else {p.id: settled(run(Env(self, p))) for p in peers}
        if written["stat"] != "weighted_mean" or part is None or part.sides is None:
            return [(value, value, ONE) for park in peers if isinstance(value := column[park.id], Fraction)]
        scale = (part.size or ONE) / measured.size
        there = [Env(self, park) for park in peers if column[park.id] is not NOT_APPLICABLE]
        pairs = [[settled(side.run(env)) for side in part.sides] for env in there]
        return [(ZERO, above * scale, below) for above, below in pairs if not gap_of((above, below))]

    def _benchmark(self, year: int, groups: Groups, measured: Measured, written: Mapping[str, Any]) -> Fraction | None:
        of = written.get("of") or (measured.id if isinstance(measured, Indicator) else None)
        quantile = None if written.get("quantile") is None else number(written["quantile"])
        wanted = (of, written["stat"], year, dict(groups), quantile)
        for each in self.benchmarks:
            if (each.of, each.stat, each.year, each.groups, each.quantile) == wanted:
                return constant(each.written, measured.size)
        return None

    def _points(self, park: Park, measured: Measured, value: Any, full: Fraction) -> Fraction:
        """Return the points of a value by its rule. Raise NoReference."""
        rule, rank, peers = measured.rule, 0, 0
        written = {name: rule.get(name, _OF_PEERS.get(name)) for name in REFERENCES.get(rule["kind"], ())}
        references = {name: self._reference(park, measured, w) for name, w in written.items() if w is not None}
        if gap_of(references.values()):
            raise NoReference("nothing")
        if rule["kind"] in RANKED:
            rank, peers = self.rank(park, measured, rule)
            if peers < 2:
                raise NoReference("group_of_one")
        try:
            return worth(rule, Seen(value, full, measured.size, references, rank, peers))
        except Undefined as reason:
            has_ends = rule["kind"] in ("goalposts", "exponential", "z_score", "optimal")
            of_peers = any(isinstance(w, dict) and w.get("stat") for w in written.values())
            raise NoReference("flat" if has_ends and of_peers else "not_positive") from reason

    def rank(self, park: Park, measured: Measured, rule: Rule) -> tuple[int, int]:
        """Return the rank of a park's value among its peers and how many have a value; ties share the better rank."""
        known = self._decided(park.year, groups_of(park, rule.get("within")), measured)
        own, lower = decide(self.column(park.year, measured)[park.id]), direction(rule) == "lower"
        ahead = bisect_left(known, own) if lower else len(known) - bisect_right(known, own)
        return 1 + ahead, len(known)

    def _decided(self, year: int, groups: Groups, measured: Measured) -> list[Fraction]:
        """Return the known values of a group in ascending order, as ranks look at them."""
        values = (self.column(year, measured)[each.id] for each in self._group(year, groups))
        return sorted(decide(value) for value in values if isinstance(value, Fraction))

    # Indicators.

    def indicator(self, park: Park, indicator: Indicator) -> Found:
        """Return what an indicator came to, before adjustments."""
        full = self.fulls(park)[indicator.id]
        value = self.column(park.year, indicator).get(park.id, MISSING)
        if value is NOT_APPLICABLE:
            return Found(indicator.id, "not_applicable", ZERO, ZERO, ZERO)
        given = park.given.get(indicator.id)
        raw = self.value(park, indicator)
        is_imputed = isinstance(value, Fraction) and isinstance(raw, Gap)
        has_data = not is_imputed and (given is not None or not isinstance(value, Gap))
        base = Found(indicator.id, "scored", ZERO, ZERO, full, value, covered=Fraction(has_data), has_data=has_data)
        meets = True if indicator.needs is None else indicator.needs(Env(self, park))
        if given is not None and (indicator.rule["kind"] != "manual" or indicator.id in park.reviewed):
            if indicator.alternate and meets is True:  # points by hand are no value: it stays what it is without them
                base = replace(base, value=self._by_data(park, indicator, base, meets).value)
            return replace(base, outcome="overridden", points=given, possible=given)
        if meets is False:
            return replace(base, outcome="voided")
        if given is not None:
            return _with(base, limited(indicator.rule, given, full))
        return self._by_data(park, indicator, base, meets)

    def _by_data(self, park: Park, indicator: Indicator, base: Found, meets: Any) -> Found:
        """Return what the data give where no points are given by hand."""
        if base.value is MISSING or isinstance(meets, Gap):
            return self._missing(park, indicator, base, may_stand_in=meets is True)
        try:
            return _with(base, self._points(park, indicator, base.value, base.full))
        except NoReference as reason:
            return self._without_reference(park, indicator, base, str(reason))

    def _without_reference(self, park: Park, indicator: Indicator, base: Found, why: str) -> Found:
        points = self._declared(indicator, base.full, why)
        if points is not None:
            return _with(base, points)
        found = self._alternate(park, indicator, base) if why in ("group_of_one", "nothing") else None
        if found is None:
            return _interval(indicator, replace(base, outcome="no_reference"))
        most, is_open = ceiling(indicator.rule, base.full, indicator.size)  # a reference may still come
        return replace(found, possible=max(found.points, most), is_open=is_open)

    def _declared(self, measured: Measured, full: Fraction, why: str) -> Fraction | None:
        """Return what the settings declare for a group of one, or of parks that cannot be told apart."""
        choice = self.criteria.settings[why] if why in ("group_of_one", "flat") else None
        points = {"full": full_or_best(measured.rule, full, measured.size), "zero": ZERO}
        return points.get(choice or "")

    def _alternate(self, park: Park, indicator: Indicator, base: Found) -> Found | None:
        """Return what the other value and rule give, None where they give nothing either."""
        if indicator.alternate is None:
            return None
        value = self.column(park.year, indicator.alternate)[park.id]
        if isinstance(value, Gap):
            return None
        try:
            points: Fraction | None = self._points(park, indicator.alternate, value, base.full)
        except NoReference as reason:
            points = self._declared(indicator.alternate, base.full, str(reason))
        if points is None:
            return None
        return _with(replace(base, outcome="scored", value=value, policy="alternate", covered=ONE), points)

    def _missing(self, park: Park, indicator: Indicator, base: Found, *, may_stand_in: bool) -> Found:
        """Return what the policy says; another value stands in for a figure, not for a precondition."""
        policy = indicator.missing["policy"]
        none = replace(base, outcome="missing", policy=policy, covered=ZERO)
        if policy in ("zero", "exclude"):
            return none
        if policy == "penalty":
            return _with(none, -number(indicator.missing["points"]))
        if policy == "group_mean" and (points := self._mean_points(park, indicator)) is not None:
            return _with(none, points)
        found = self._alternate(park, indicator, base) if policy == "alternate" and may_stand_in else None
        return found or _interval(indicator, replace(none, policy="interval" if policy in _DECIDED else policy))

    def _mean_points(self, park: Park, indicator: Indicator) -> Fraction | None:
        """Return the mean points of the parks of the group that have any by data or by hand."""
        points = []
        for each in self._group(park.year, groups_of(park, indicator.missing.get("within"))):
            value = self.column(each.year, indicator)[each.id]
            meets = indicator.needs and indicator.needs(Env(self, each))
            if indicator.id in each.given or not (isinstance(value, Gap) or isinstance(meets, Gap)):
                found = self.indicator(each, indicator)
                points += [found.points] if found.outcome in ("scored", "overridden") else []
        return kept(sum(points, ZERO) / len(points)) if points else None


def _with(found: Found, points: Fraction) -> Found:
    return replace(found, points=points, possible=points)


def _interval(indicator: Indicator, found: Found) -> Found:
    """Return no points, and what the data that are still missing could bring at most."""
    rules = [indicator, indicator.alternate] if indicator.alternate else [indicator]
    ends = [ceiling(each.rule, found.full, each.size) for each in rules]
    is_open = any(is_open for _, is_open in ends)
    return replace(found, possible=max(most for most, _ in ends), is_open=is_open, covered=ZERO)


def _written(park: Park, part: Node | Indicator, key: str) -> Fraction | None:
    written = part.document.get(key)
    return None if written is None else number(by_group(written, park.groups) or 0)


def groups_of(park: Park, within: Any) -> Groups:
    """Return the park's values of some groups."""
    names = [within] if isinstance(within, str) else within or ()
    return tuple((name, park.groups.get(name)) for name in names)


class Env:
    """One park in one year, as expressions look at it."""

    def __init__(self, scorer: Scorer, park: Park) -> None:
        self.scorer, self.park = scorer, park

    def field(self, name: str) -> Any:
        return self.park.data.get(name, MISSING)

    def group(self, name: str) -> Any:
        return self.park.groups.get(name, MISSING)

    def back(self, years: int) -> Env:
        return self.at(self.park.year - years)

    def at(self, year: int) -> Env:
        return Env(self.scorer, self.scorer.panel.at(self.park.id, year))

    def total(self, part: Part, within: Sequence[str]) -> Any:
        return self.scorer.total_over(self.park.year, groups_of(self.park, within), part)

    def events(self, kind: str) -> Fraction:
        counts = (number(event.get("count", 1)) for event in self.park.events if event["kind"] == kind)
        return sum(counts, ZERO)

    def points(self, name: str) -> Any:
        found = self._found(name)
        if found.outcome == "not_applicable":
            return NOT_APPLICABLE
        is_known = found.outcome not in ("missing", "no_reference") or found.policy in _DECIDED
        return found.points if is_known else MISSING

    def value(self, name: str) -> Any:
        found = self._found(name)
        return NOT_APPLICABLE if found.outcome == "not_applicable" else found.value

    def rank(self, name: str) -> Any:
        value, indicator = self.value(name), self.scorer.criteria.indicators[name]
        if direction(indicator.rule) == "neither":
            return self._rank_of_points(name)
        if isinstance(value, Gap):
            return value
        if isinstance(self.scorer.column(self.park.year, indicator)[self.park.id], Gap):
            return MISSING  # what stands in for a value has no rank among the values
        return Fraction(self.scorer.rank(self.park, indicator, indicator.rule)[0])

    def _rank_of_points(self, name: str) -> Any:
        """Return the rank of the points, where no value is better or worse than another."""
        envs = [Env(self.scorer, park) for park in self.scorer.panel.by_year[self.park.year]]
        points, own = [env.points(name) for env in envs], self.points(name)
        if isinstance(own, Gap):
            return own
        return Fraction(1 + sum(isinstance(each, Fraction) and decide(each) > decide(own) for each in points))

    def _found(self, name: str) -> Found:
        return self.scorer.indicator(self.park, self.scorer.criteria.indicators[name])
