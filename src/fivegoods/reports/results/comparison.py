"""Parks side by side: the total, each dimension and indicator, who leads and by how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple

from fivegoods.analysis.comparison import ComparedPart, compared_parts
from fivegoods.analysis.losses import is_open
from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.numeric.decimals import decided
from fivegoods.reports.charts import heat_maps
from fivegoods.reports.columns import name_column
from fivegoods.reports.header import RunProduct
from fivegoods.reports.model import Block, Column, Kind, Section, Table, Tree
from fivegoods.reports.results.card import total_text
from fivegoods.reports.results.run_data import run_data
from fivegoods.scoring.scores import ParkScore
from fivegoods.scoring.tree import IndicatorScore

#: Parks that share a lead and are named.
_NAMED: Final = 3


class _LedPark(NamedTuple):
    """One park and in how many indicators it leads alone."""

    park: ParkScore
    leads: int


class ComparisonProduct(RunProduct):
    """The parks of a run side by side."""

    TITLE = "compare.title"

    @cached_property
    def _parts(self) -> list[ComparedPart]:
        return list(compared_parts(self.run))

    def sections(self) -> Iterator[Section]:
        """Yield who stands where, the points, and the values they rest on."""
        say = self.voice.say
        yield Section(say("compare.summary"), (self._summary(),))
        seen = (self._name, *self._points(), *self._leaders())
        table = Table(seen, self._parts, is_sum=lambda p: not p.is_indicator, depth=lambda p: p.depth)
        yield Section(say("compare.points"), (table, *self._pictures()))
        if plans := [plan for plan in self.run.plan.root.all_indicators() if plan.value is not None]:
            yield Section(say("compare.values"), (self._values(plans),))

    def _pictures(self) -> Iterator[Block]:
        """Yield parks against indicators by share of full points; none is left out."""
        plans, voice = list(self.run.plan.root.all_indicators()), self.voice
        rows = []
        for score in self.run.scores:
            found = {one.plan.id: one for one in score.root.all_indicators()}
            shares = [found[p.id].points / found[p.id].full if _is_known(found.get(p.id)) else None for p in plans]
            rows.append((voice.park(score), shares))
        if len(rows) > 1:
            yield from heat_maps(voice.say("compare.picture"), [voice.name(plan) for plan in plans], rows, voice)

    def _summary(self) -> Table[_LedPark]:
        voice, say = self.voice, self.voice.say
        led = Counter(part.leaders for part in self._parts if part.is_indicator)
        rows = [_LedPark(score, led[place,]) for place, score in enumerate(self.run.scores)]
        columns: tuple[Column[_LedPark], ...] = (
            name_column(voice, lambda row: row.park),
            Column("total", say("card.total"), lambda row: total_text(row.park, voice)),
            Column("coverage", say("fact.coverage"), lambda row: voice.percent(row.park.coverage)),
            Column("grade", say("col.grade"), lambda row: voice.graded(row.park.grade)),
            Column("rank", say("col.rank"), lambda row: voice.rank(row.park.placing)),
            Column("leads", say("compare.leads_label"), lambda row: str(row.leads)),
        )
        return Table(columns, rows)

    @property
    def _name(self) -> Column[ComparedPart]:
        voice = self.voice

        def name(row: ComparedPart) -> str:
            return voice.say("card.total") if row.part is None else voice.name(row.part.plan)

        return Column("name", voice.say("col.item"), name)

    def _points(self) -> Iterator[Column[ComparedPart]]:
        """Yield the points of each park."""

        def of_park(place: int) -> Callable[[ComparedPart], Decimal | None]:
            return lambda row: row.points[place]

        for place, score in enumerate(self.run.scores):
            heading = self.voice.park(score)
            yield Column(score.id, heading, of_park(place), Kind.NUMBER, self.voice.decimals)

    def _leaders(self) -> tuple[Column[ComparedPart], ...]:
        ids, say = [score.id for score in self.run.scores], self.voice.say
        return (
            Column("leader", say("col.leader"), lambda row: [ids[place] for place in row.leaders], shown=self._leading),
            Column("lead", say("col.lead"), lambda row: row.lead, Kind.NUMBER, self.voice.decimals),
        )

    def _leading(self, row: ComparedPart) -> str | None:
        """Return who leads; parks that share the lead are level."""
        voice = self.voice
        if not row.leaders:
            return None
        if row.is_tied:
            return voice.say("compare.tied")
        names = voice.few([voice.park(self.run.scores[place].park) for place in row.leaders], _NAMED)
        return voice.bracketed(names, "" if row.is_settled else voice.say("compare.open"))

    def _values(self, plans: list[IndicatorPlan]) -> Table[IndicatorPlan]:
        voice = self.voice

        def of_park(score: ParkScore) -> Callable[[IndicatorPlan], str | None]:
            found = {one.plan.id: one for one in score.root.all_indicators()}
            return lambda plan: voice.value(found[plan.id].plan, found[plan.id].value) if plan.id in found else None

        columns: tuple[Column[IndicatorPlan], ...] = (
            Column("item", voice.say("col.indicator"), voice.name),
            *(Column(s.id, voice.park(s), of_park(s), Kind.NUMBER) for s in self.run.scores),
        )
        return Table(columns, plans)

    def data(self) -> Tree:
        """Return the run with every part compared."""
        ids = [score.id for score in self.run.scores]

        def points(row: ComparedPart) -> dict[str, Tree]:
            return {key: decided(own) for key, own in zip(ids, row.points, strict=True)}

        leader, lead = self._leaders()
        columns: tuple[Column[ComparedPart], ...] = (
            Column("id", "", lambda row: row.id),
            self._name,
            Column("indicator", "", lambda row: row.is_indicator),
            Column("points", "", points),
            Column("settled", "", lambda row: row.is_settled),
            Column("leaders", "", leader.cell),
            lead,
        )
        return {**run_data(self.run, self.voice), "comparison": Table(columns, self._parts)}

    def records(self) -> Table[ComparedPart]:
        """Return one row for each part: the points of every park, who leads and by how much."""
        item: Column[ComparedPart] = Column("item", "", lambda row: row.id)
        return Table((item, self._name, *self._points(), *self._leaders()), self._parts)


def _is_known(found: IndicatorScore | None) -> bool:
    return found is not None and bool(found.full) and not is_open(found)
