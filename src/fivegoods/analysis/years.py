"""Several years of the same parks: scores and ranks by year, places gained, consecutive-year rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from fivegoods.criteria.models.ranking import YearsRule
from fivegoods.numeric.decimals import CONTEXT
from fivegoods.scoring.indicators.statistics import mean
from fivegoods.scoring.ranking.order import rank_value
from fivegoods.scoring.run import run as run_engine
from fivegoods.scoring.scores import ParkScore, Run


@dataclass(frozen=True, slots=True)
class ParkYears:
    """One park over the years; a year without figures is not in ``scores`` (a gap, not a zero)."""

    id: str
    scores: Mapping[int, ParkScore]

    @property
    def latest(self) -> ParkScore:
        """The newest score."""
        return self.scores[max(self.scores)]

    def places_gained(self, year: int) -> int | None:
        """Return the places gained on the year before; None if either year has no rank."""
        now, before = self.scores.get(year), self.scores.get(year - 1)
        if now is None or before is None or now.rank is None or before.rank is None:
            return None
        return before.rank - now.rank


@dataclass(frozen=True, slots=True)
class YearsHit:
    """A park that a consecutive-year rule hits, with the years that count and the average of their scores."""

    park: ParkYears
    years: tuple[int, ...]
    average: Decimal


@dataclass(frozen=True, slots=True)
class YearsResult:
    """One consecutive-year rule and the parks it hits, worst (or best) first."""

    id: str
    rule: YearsRule
    hits: tuple[YearsHit, ...]
    #: Years of the rule's window for which there are no figures at all.
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OverYears:
    """The whole table: the runs by year, every park, and the rules of the criteria."""

    years: tuple[int, ...]
    runs: Mapping[int, Run]
    parks: tuple[ParkYears, ...]
    rules: tuple[YearsResult, ...]


def over_years(latest: Run, years: Sequence[int]) -> OverYears:
    """Return the parks over ``years``, from all the park-years that a run was given."""
    runs = runs_by_year(latest, years)
    ids: dict[str, dict[int, ParkScore]] = {}
    for year in sorted(runs, reverse=True):
        for score in runs[year].scores:
            ids.setdefault(score.id, {})[year] = score
    parks = [ParkYears(key, dict(sorted(scores.items()))) for key, scores in ids.items()]
    parks.sort(key=lambda p: (-max(p.scores), p.latest.rank or 10**9, p.id))
    last = max(runs, default=max(years))
    rules = latest.criteria.criteria.years
    found = tuple(years_result(key, rule, runs, last) for key, rule in rules.items())
    return OverYears(tuple(sorted(years)), runs, tuple(parks), found)


def runs_by_year(latest: Run, years: Iterable[int]) -> dict[int, Run]:
    """Return a ranking for each of the years that has figures; years without are left out."""
    request = latest.request
    ids, in_year = request.panel.ids, request.panel.years
    given = latest.columns.context.by_year.values()
    # Peers inform; they are not ranked in any year.
    peers = {*ids[request.shown : request.ranked]}
    runs: dict[int, Run] = {}
    for year in years:
        now = [row for row in given if in_year[row] == year]
        chosen = [row for row in now if ids[row] not in peers]
        if chosen:
            same_year = [row for row in now if ids[row] in peers]
            others = [row for row in given if in_year[row] != year]
            runs[year] = run_engine(request.over(chosen, same_year, others))
    return runs


def years_result(key: str, rule: YearsRule, runs: Mapping[int, Run], last: int) -> YearsResult:
    """Return whom a consecutive-year rule hits in the window of years that ends with ``last``."""
    window = range(last - rule.years + 1, last + 1)
    hits: dict[str, dict[int, ParkScore]] = {}
    for year in window:
        for score in placed(runs[year], rule) if year in runs else ():
            hits.setdefault(score.id, {})[year] = score
    found = []
    with localcontext(CONTEXT):
        for park, scores in hits.items():
            if len(scores) >= rule.times:
                every = {year: run.of(park) for year, run in runs.items() if any(s.id == park for s in run.scores)}
                average = mean([score.points for score in scores.values()])
                found.append(YearsHit(ParkYears(park, every), tuple(sorted(scores)), average))
    sign = 1 if rule.last is not None else -1
    if rule.then_average:
        found.sort(key=lambda hit: (sign * hit.average, hit.park.id))
    else:
        found.sort(key=lambda hit: (-sign * (hit.park.latest.rank or 0), hit.park.id))
    return YearsResult(key, rule, tuple(found), tuple(year for year in window if year not in runs))


def placed(run: Run, rule: YearsRule) -> list[ParkScore]:
    """Return the parks among the first or last so many of their group in one year; ties stay together."""
    settings = run.criteria.criteria.settings
    ranked = [s for s in run.scores if s.placing is not None]
    found = []
    for score in ranked:
        own = rank_value(score.points, settings)
        group = [s for s in ranked if all(s.groups.get(g) == score.groups.get(g) for g in rule.within)]
        if rule.last is not None:
            beyond, places = sum(rank_value(s.points, settings) < own for s in group), rule.last
        else:
            beyond, places = sum(rank_value(s.points, settings) > own for s in group), rule.first or 0
        if beyond < places:
            found.append(score)
    return found
