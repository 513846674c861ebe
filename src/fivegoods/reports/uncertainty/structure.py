"""How the indicators hang together (结构): correlations, effective weights, Cronbach's alpha."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from fivegoods.reports.charts import Chart, heat_maps, two_bars
from fivegoods.reports.header import RunProduct, head, identity
from fivegoods.reports.model import Column, Kind, Medium, Paragraph, Section, Table, Tree, estimate
from fivegoods.scoring.scores import Run
from fivegoods.uncertainty.structure import Group, Related, Structure, Weighing


class _Correlated(NamedTuple):
    """An indicator and its correlations with all, by Pearson and by Spearman."""

    weighing: Weighing
    correlations: list[float]
    ranked: list[float]


class StructureProduct(RunProduct):
    """How the indicators of a run hang together."""

    TITLE = "structure.title"

    def __init__(self, run: Run, found: Structure, lang: str) -> None:
        """Show ``found`` of ``run`` in the language ``lang``."""
        super().__init__(run, lang)
        self._found = found

    def sections(self) -> Iterator[Section]:
        """Yield dimensions, weights, remarkable pairs, and all correlations."""
        found, say = self._found, self.voice.say
        groups = Table(self._group_columns(), found.groups)
        yield Section(say("structure.groups"), (groups, Paragraph(say(f"structure.groups_note_{found.on}"))))
        weights = Table(self._weight_columns(), found.weighings)
        yield Section(say("structure.weights"), (weights, self._bars(), Paragraph(say("structure.weights_note"))))
        if related := (*found.redundant, *found.contradicting):
            yield Section(say("structure.pairs"), (Table(self._pair_columns(), related),))
        if found.flat:
            names = self.voice.listed(map(self.voice.named, found.flat))
            yield Section("", (Paragraph(say("structure.flat", names=names)),))
        name: Column[_Correlated] = Column(
            "indicator", say("col.indicator"), lambda row: self.voice.named(row.weighing.id)
        )
        yield Section(say("structure.between"), (self._between(),))
        table = Table((name, *self._correlation_columns()), self._correlated())
        yield Section(say("structure.table"), (table, *self._heat()), since=Medium.FILE)
        by_rank = Table((name, *self._correlation_columns(lambda row: row.ranked)), self._correlated())
        yield Section(say("structure.ranked"), (by_rank,), since=Medium.FILE)

    def _between(self) -> Table[tuple[str, list[float]]]:
        """Return the correlations of the dimensions with each other and with the total."""
        total = self.voice.say("col.total")
        names = [*(self.voice.named(group.id) for group in self._found.groups), total]

        def cell(place: int) -> Callable[[tuple[str, list[float]]], float]:
            return lambda row: row[1][place]

        first: Column[tuple[str, list[float]]] = Column("id", self.voice.say("col.dimension"), lambda row: row[0])
        columns = [Column(name, name, cell(place), Kind.NUMBER, 2) for place, name in enumerate(names)]
        return Table((first, *columns), list(zip(names, self._found.between.tolist(), strict=True)))

    def _bars(self) -> Chart:
        """Return what each indicator really weighs, with the stated weight as a mark."""
        say, rows = self.voice.say, self._found.weighings
        labels = [self.voice.named(row.id) for row in rows]
        pairs = [(float(row.stated), float(row.effective or 0)) for row in rows]
        return two_bars(say("structure.weights"), labels, pairs, (say("col.stated"), say("col.effective")), self.voice)

    def _heat(self) -> Iterator[Chart]:
        """Yield the strength of the correlation of all pairs, whatever its sign."""
        labels = [self.voice.named(key) for key in self._found.indicators]
        rows = [
            (
                self.voice.named(row.weighing.id),
                [Decimal(f"{abs(x):.6f}") if x == x else None for x in row.correlations],
            )
            for row in self._correlated()
        ]
        yield from heat_maps(
            self.voice.say("structure.picture"), labels, rows, self.voice, is_percent=False, decimals=2
        )

    def _group_columns(self) -> tuple[Column[Group], ...]:
        say, number = self.voice.say, Kind.NUMBER
        return (
            Column("id", say("col.dimension"), lambda g: g.id, shown=lambda g: self.voice.named(g.id)),
            Column("within", say("col.within"), lambda g: g.within, number, 2),
            Column("between", say("col.between"), lambda g: g.between, number, 2),
            Column("alpha", say("col.alpha"), lambda g: g.alpha, number, 2),
            Column("alpha_raw", say("col.alpha_raw"), lambda g: g.alpha_raw, number, 2),
            Column(
                "eigenvalues",
                say("col.eigenvalues"),
                lambda g: [estimate(x) for x in g.eigenvalues],
                shown=lambda g: " ".join(f"{x:.2f}" for x in g.eigenvalues),
            ),
        )

    def _weight_columns(self) -> tuple[Column[Weighing], ...]:
        say, percent = self.voice.say, Kind.PERCENT
        return (
            Column("indicator", say("col.indicator"), lambda w: w.id, shown=lambda w: self.voice.named(w.id)),
            Column("stated", say("col.stated"), lambda w: w.stated, percent),
            Column("effective", say("col.effective"), lambda w: w.effective, percent),
        )

    def _pair_columns(self) -> tuple[Column[Related], ...]:
        say, named = self.voice.say, self.voice.named

        def finding(pair: Related) -> str:
            return say("structure.redundant" if pair in self._found.redundant else "structure.contradicting")

        return (
            Column("first", say("col.indicator"), lambda pair: named(pair.first)),
            Column("second", say("col.indicator"), lambda pair: named(pair.second)),
            Column("finding", say("col.finding"), finding),
            Column("correlation", say("structure.table"), lambda pair: pair.correlation, Kind.NUMBER, 2),
        )

    def _correlated(self) -> list[_Correlated]:
        rows = zip(self._found.weighings, self._found.table.tolist(), self._found.ranked.tolist(), strict=True)
        return [_Correlated(*row) for row in rows]

    def _correlation_columns(
        self, of: Callable[[_Correlated], list[float]] = lambda row: row.correlations
    ) -> Iterator[Column[_Correlated]]:
        def correlation(place: int) -> Callable[[_Correlated], float]:
            return lambda row: of(row)[place]

        for place, key in enumerate(self._found.indicators):
            yield Column(key, self.voice.named(key), correlation(place), Kind.NUMBER, 2)

    def data(self) -> Tree:
        """Return everything for JSON."""
        found = self._found
        return {
            **head(self.voice, self.run),
            "criteria": identity(self.run.criteria),
            "on": found.on,
            "dimensions": Table(self._group_columns(), found.groups),
            "weights": Table(self._weight_columns(), found.weighings),
            "redundant": [[pair.first, pair.second, estimate(pair.correlation)] for pair in found.redundant],
            "contradicting": [[pair.first, pair.second, estimate(pair.correlation)] for pair in found.contradicting],
            "flat": list(found.flat),
            "indicators": list(found.indicators),
            "correlations": _estimates(found.table.tolist()),
            "spearman": _estimates(found.ranked.tolist()),
            "dimension_correlations": _estimates(found.between.tolist()),
        }

    def records(self) -> Table[_Correlated]:
        """Return one row for each indicator: its weights and correlations."""
        indicator, stated, effective = self._weight_columns()
        columns: tuple[Column[_Correlated], ...] = (
            Column("indicator", "", lambda row: indicator.cell(row.weighing)),
            Column("name", "", lambda row: indicator.look(row.weighing)),
            Column("stated", "", lambda row: stated.cell(row.weighing)),
            Column("effective", "", lambda row: effective.cell(row.weighing)),
            *self._correlation_columns(),
        )
        return Table(columns, self._correlated())


def _estimates(table: list[list[float]]) -> list[list[Decimal]]:
    return [[estimate(x) for x in row] for row in table]
