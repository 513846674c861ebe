"""Derived weights: the table, YAML to copy into criteria, and what they would do to the ranking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from fivegoods.criteria.plan.plan import NodePlan
from fivegoods.numeric.decimals import ONE, show
from fivegoods.reports.header import RunProduct, head, identity
from fivegoods.reports.model import Block, Column, Columns, Kind, Listing, Paragraph, Section, Table, Tree, estimate
from fivegoods.reports.pictures import two_bars
from fivegoods.scoring.scores import Run
from fivegoods.uncertainty.weights.ahp import Priorities
from fivegoods.uncertainty.weights.effect import RankMove, WeightEffect
from fivegoods.uncertainty.weights.from_data import WeightData
from fivegoods.uncertainty.weights.judged import Judged
from fivegoods.uncertainty.weights.own_points import with_own_points

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
