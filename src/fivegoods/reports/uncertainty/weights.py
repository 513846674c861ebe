"""Derived weights: table, YAML to copy into criteria, effect on the ranking; and how far other methods agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from fivegoods.criteria.plan.plan import NodePlan
from fivegoods.numeric.decimals import ONE, show
from fivegoods.reports.charts import two_bars
from fivegoods.reports.columns import park_columns
from fivegoods.reports.header import RunProduct, head, identity
from fivegoods.reports.model import (
    Block,
    Column,
    Columns,
    Kind,
    Listing,
    Medium,
    Paragraph,
    Section,
    Table,
    Tree,
    estimate,
)
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.uncertainty.methods.check import Checked
from fivegoods.uncertainty.weights.effect import RankMove, WeightEffect, with_own_points
from fivegoods.uncertainty.weights.from_data import WeightData
from fivegoods.uncertainty.weights.judged import Judged, Priorities

_PARKS_NAMED: Final = 3


class AgreementProduct(RunProduct):
    """How far other methods agree with the ranking of a run."""

    TITLE = "check.title"

    def __init__(self, run: Run, found: Sequence[Checked], lang: str) -> None:
        """Show ``found`` of ``run`` in the language ``lang``."""
        super().__init__(run, lang)
        self._found = found
        self._ranked = [score for score in run.scores if score.placing is not None]
        self._official = {score.id: score.rank for score in run.scores if score.rank is not None}

    def sections(self) -> Iterator[Section]:
        """Yield the agreement of each method, and every park's ranks."""
        voice, say = self.voice, self.voice.say
        yield Section(say("check.table"), (Table(self._method_columns(), self._found), Paragraph(say("check.note"))))
        known = park_columns(voice)
        ranks = Table((known["rank"], known["name"], *self._rank_columns()), self._ranked)
        yield Section(say("check.ranks"), (ranks,))
        for checked in self._found:
            if checked.support:
                yield Section(say("check.support"), (self._support(checked),), since=Medium.FILE)

    def _support(self, checked: Checked) -> Table[tuple[str, tuple[float, ...]]]:
        """Return the outranking matrix."""
        names = {score.park.id: self.voice.park(score.park) for score in self.run.scores}
        ids = list(checked.ranks)

        def cell(place: int) -> Callable[[tuple[str, tuple[float, ...]]], float]:
            return lambda row: row[1][place]

        first: Column[tuple[str, tuple[float, ...]]] = Column(
            "id", self.voice.say("col.park"), lambda row: row[0], Kind.PARK, shown=lambda row: names[row[0]]
        )
        columns = [Column(key, names[key], cell(place), Kind.NUMBER, 2) for place, key in enumerate(ids)]
        return Table((first, *columns), list(zip(ids, checked.support, strict=True)))

    def _method_columns(self) -> tuple[Column[Checked], ...]:
        voice, say = self.voice, self.voice.say
        names = {score.id: voice.park(score.park) for score in self.run.scores}

        def farthest(row: Checked) -> str | None:
            farthest = row.disagreements(self._official)[:_PARKS_NAMED]
            return (
                voice.listed(say("check.apart", park=names[park], official=a, rank=b) for park, a, b in farthest)
                or None
            )

        return (
            Column("method", say("col.method"), lambda row: row.method, shown=lambda row: say(f"method.{row.method}")),
            Column("spearman", say("col.spearman"), lambda row: row.spearman, Kind.NUMBER, 3),
            Column("kendall", say("col.kendall"), lambda row: row.kendall, Kind.NUMBER, 3),
            Column("farthest", say("col.most_apart"), farthest),
        )

    def _rank_columns(self) -> Iterator[Column[ParkScore]]:
        def rank(ranks: Mapping[str, int]) -> Callable[[ParkScore], int]:
            return lambda score: ranks[score.id]

        for checked in self._found:
            heading = self.voice.say(f"method.{checked.method}")
            yield Column(checked.method, heading, rank(checked.ranks), Kind.RANK)

    def data(self) -> Tree:
        """Return everything for JSON."""
        columns: tuple[Column[Checked], ...] = (
            *self._method_columns()[:3],
            Column("ranks", "", lambda row: dict(row.ranks)),
            Column("scores", "", lambda row: {park: estimate(score) for park, score in row.scores.items()}),
        )
        return {
            **head(self.voice, self.run),
            "criteria": identity(self.run.criteria),
            "official": self._official,
            "methods": Table(columns, self._found),
            "support": next((self._support(one) for one in self._found if one.support), []),
        }

    def records(self) -> Table[ParkScore]:
        """Return one row for each ranked park: its rank by every method."""
        known = park_columns(self.voice)
        return Table((*known.pick("rank", "id", "name"), *self._rank_columns()), self._ranked)


#: Weights are written as parts of 100 with this many decimals.
_PLACES: Final = 4


@dataclass(frozen=True, slots=True)
class DerivedWeights:
    """Weights by one method, with what they rest on and what they do."""

    run: Run
    method: str
    effect: WeightEffect
    data: WeightData | None = None
    judged: Judged | None = None


class _Weight(NamedTuple):
    """The share of an indicator: stated by the criteria, and derived; or derived, and its spread."""

    id: str
    stated: float
    weight: float


class WeightsProduct(RunProduct):
    """Derived weights."""

    def __init__(self, derived: DerivedWeights, lang: str) -> None:
        """Show ``derived`` in the language ``lang``."""
        super().__init__(derived.run, lang)
        self._derived, self._effect, self._judged = derived, derived.effect, derived.judged

    def title(self) -> str:
        """Return what stands at the top, with the method."""
        return self.voice.say("weights.title", method=self.voice.say(f"method.{self._derived.method}"))

    def sections(self) -> Iterator[Section]:
        """Yield the weights, how consistent judgements are, the YAML, and the effect."""
        say = self.voice.say
        seen = tuple(column for column in self._weight_columns() if column.heading)
        yield Section(say("weights.table"), (Table(seen, self._weights()), self._picture(), *self._filled()))
        if self._judged is not None and self._judged.together is not None:
            yield Section(say("weights.ahp"), tuple(self._consistency(self._judged, self._judged.together)))
        listing = Listing("\n".join(yaml_lines(self.run.plan.root, self._effect.weights)))
        yield Section(say("weights.yaml"), (listing, *self._own_points()))
        moves = Table(self._move_columns(), sorted(self._effect.moves, key=lambda move: (move.new_rank, move.rank)))
        yield Section(say("weights.effect"), (moves, Paragraph(self._effect_note())))

    def _picture(self) -> Block:
        """Return the derived weights as bars, with the stated ones as marks."""
        say, rows = self.voice.say, self._weights()
        names = (say("col.stated"), say("col.new_weight"))
        labels = [self.voice.named(row.id) for row in rows]
        return two_bars(say("weights.table"), labels, [(row.stated, row.weight) for row in rows], names, self.voice)

    def _weights(self) -> list[_Weight]:
        weights = self._effect.weights
        return [_Weight(key, stated, weights.get(key, stated)) for key, stated in self._effect.stated.items()]

    def _weight_columns(self) -> tuple[Column[_Weight], ...]:
        say, named = self.voice.say, self.voice.named
        return (
            Column("indicator", say("col.indicator"), lambda row: row.id, shown=lambda row: named(row.id)),
            Column("name", "", lambda row: named(row.id)),
            Column("stated", say("col.stated"), lambda row: row.stated, Kind.PERCENT),
            Column("weight", say("col.new_weight"), lambda row: row.weight, Kind.PERCENT),
        )

    def _filled(self) -> Iterator[Block]:
        """Yield what is to be known about the data, or how far the allocations of experts spread."""
        data, voice = self._derived.data, self.voice
        if data is None:
            if self._judged is not None and self._judged.allocation is not None:
                yield self._allocation(self._judged)
            return
        names = [voice.named(key) for key, shares in zip(data.indicators, data.as_shares, strict=True) if shares]
        if names and len(names) < len(data.indicators):
            yield Paragraph(voice.say("weights.shares", names=voice.listed(names)))
        for key, count in zip(data.indicators, data.filled, strict=True):
            if count:
                yield Paragraph(voice.say("weights.filled", name=voice.named(key), count=count))

    def _allocation(self, judged: Judged) -> Table[tuple[str, float, float]]:
        say = self.voice.say
        spread = () if judged.allocation is None else judged.allocation.spread
        columns: tuple[Column[tuple[str, float, float]], ...] = (
            Column("item", say("col.item"), lambda row: self.voice.named(row[0])),
            Column("new", say("col.new_weight"), lambda row: row[1], Kind.PERCENT),
            Column("spread", say("col.spread"), lambda row: row[2], Kind.PERCENT),
        )
        pairs = zip(judged.weights.items(), spread, strict=True)
        return Table(columns, [(key, weight, float(off)) for (key, weight), off in pairs])

    def _consistency(self, judged: Judged, together: Priorities) -> Iterator[Block]:
        voice, names = self.voice, list(judged.weights)
        if len(judged.experts) > 1:
            for place, (own, name) in enumerate(zip(judged.experts, judged.names, strict=True), start=1):
                lead = voice.say("weights.expert", name=voice.text(name) or place)
                yield Paragraph(lead + self._judgement(own, names))
        lead = voice.say("weights.together") if len(judged.experts) > 1 else ""
        yield Paragraph(lead + self._judgement(together, names))

    def _judgement(self, found: Priorities, names: list[str]) -> str:
        """Return how consistent judgements are, and which one fits least."""
        voice, worst = self.voice, found.worst
        eigenvalue, index = estimate(found.largest_eigenvalue, 4), estimate(found.index, 4)
        words: dict[str, object] = {"largest": eigenvalue, "index": index, "table": found.table}
        if found.ratio is None:
            ratio = voice.say("weights.no_ratio", **words)
        else:
            code = "weights.consistent" if found.acceptable else "weights.inconsistent"
            ratio = voice.say(code, ratio=estimate(found.ratio, 4), **words)
        if worst is None:
            return ratio
        pair = {"first": voice.named(names[worst.row]), "second": voice.named(names[worst.column])}
        numbers = {"given": estimate(worst.given, 3), "fitting": estimate(worst.fitting, 3)}
        second = voice.say("weights.worst", off=estimate(worst.off, 2), **pair, **numbers)
        return voice.say("join.next", first=ratio, second=second)

    def _own_points(self) -> Iterator[Block]:
        """Name the indicators whose rules state points, and what to multiply those by under the new weights."""
        effect, voice = self._effect, self.voice
        factors = []
        for key in with_own_points(self.run):
            stated = effect.stated.get(key, 0.0)
            factor = estimate(effect.weights.get(key, stated) / stated, 4) if stated else ONE
            if factor != ONE:
                factors.append(voice.say("weights.own_point", name=voice.named(key), factor=factor))
        if factors:
            yield Paragraph(voice.say("weights.own_points", names=voice.listed(factors)))

    def _effect_note(self) -> str:
        moved = sum(move.rank != move.new_rank for move in self._effect.moves)
        return self.voice.say("weights.effect_note", correlation=estimate(self._effect.correlation, 3), moved=moved)

    def _move_columns(self) -> tuple[Column[RankMove], ...]:
        say, number, decimals = self.voice.say, Kind.NUMBER, self.voice.decimals
        names = {score.id: self.voice.park(score.park) for score in self.run.scores}
        return (
            Column("rank", say("col.rank"), lambda move: move.rank, Kind.RANK),
            Column("new_rank", say("col.new_rank"), lambda move: move.new_rank, Kind.RANK),
            Column("park", say("col.park"), lambda move: move.park, Kind.PARK, shown=lambda move: names[move.park]),
            Column("points", say("col.points"), lambda move: move.points, number, decimals),
            Column("new_points", say("col.new_points"), lambda move: move.new_points, number, decimals),
        )

    def data(self) -> Tree:
        """Return weights, consistency and effect."""
        known = Columns(*self._move_columns())
        columns = known.pick("park", "rank", "new_rank", "new_points")
        return {
            **head(self.voice, self.run),
            "criteria": identity(self.run.criteria),
            "method": self._derived.method,
            "weights": {key: estimate(weight) for key, weight in self._effect.weights.items()},
            "stated": {key: estimate(weight) for key, weight in self._effect.stated.items()},
            "consistency": self._consistency_data(),
            "correlation": estimate(self._effect.correlation),
            "parks": Table(columns, self._effect.moves),
        }

    def _consistency_data(self) -> Tree:
        if self._judged is None or self._judged.together is None:
            return None
        together = self._judged.together
        return {
            "largest_eigenvalue": estimate(together.largest_eigenvalue),
            "index": estimate(together.index),
            "ratio": _known(together.ratio),
            "random_index": together.table,
            "experts": [_known(own.ratio) for own in self._judged.experts],
        }

    def records(self) -> Table[_Weight]:
        """Return one row for each indicator: its stated and its derived weight."""
        return Table(self._weight_columns(), self._weights())


def _known(ratio: float | None) -> Decimal | None:
    return None if ratio is None else estimate(ratio)


def yaml_lines(node: NodePlan, weights: Mapping[str, float], indent: str = "") -> Iterator[str]:
    """Yield dimensions and indicators with a relative ``weight`` each, in the shape of the criteria."""
    if node.nodes:
        yield f"{indent}dimensions:"
        for child in node.nodes:
            total = sum(weights.get(plan.id, 0.0) for plan in child.all_indicators())
            yield f"{indent}  {child.id}:"
            yield f"{indent}    weight: {_written(total)}"
            yield from yaml_lines(child, weights, indent + "    ")
        return
    yield f"{indent}indicators:"
    for plan in node.indicators:
        yield f"{indent}  {plan.id}: {{weight: {_written(weights.get(plan.id, 0.0))}}}"


def _written(weight: float) -> str:
    return show(estimate(weight * 100, _PLACES))
