"""How sure the ranking is: what may be published, rank intervals, open pairs, leave-one-out, drivers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from fivegoods.numeric.decimals import HUNDRED, show
from fivegoods.reports.charts import Chart, ChartKind, Role, Series, told
from fivegoods.reports.columns import name_column, rank_column
from fivegoods.reports.header import RunProduct, head, identity
from fivegoods.reports.model import (
    Block,
    Column,
    Columns,
    Item,
    Kind,
    LabelledValue,
    Medium,
    NumberedList,
    Paragraph,
    Section,
    Table,
    Tree,
    estimate,
)
from fivegoods.reports.results.ranking import MOST_DRAWN
from fivegoods.uncertainty.draws.tally import ALL_PAIRS, WINDOW
from fivegoods.uncertainty.results import Line, OpenPair, RankBlock, RankInterval, Robustness, Without
from fivegoods.uncertainty.sampling.sobol import Index

_PAIRS_SHOWN: Final = 20
#: Lines of boards and grades that people see in sentences, and names in one of them.
_LINES_SHOWN: Final = 8
_NAMED: Final = 6
_SEEN: Final = ("rank", "name", "mean", "median", "interval", "ahead_of_next")
_RANKS: Final = ("mean", "median", "low", "high", "best", "worst")
_NEXT: Final = ("ahead_of_next", "tied_with_next")


class RobustnessProduct(RunProduct):
    """The robustness of a ranking."""

    TITLE = "robust.title"

    def __init__(self, found: Robustness, lang: str) -> None:
        """Show ``found`` in the language ``lang``."""
        super().__init__(found.run, lang)
        self._found = found
        self._names = {standing.score.id: self.voice.park(standing.score.park) for standing in found.intervals}

    def facts(self) -> tuple[LabelledValue, ...]:
        """Return what was uncertain, then what the result rests on."""
        say, found = self.voice.say, self._found
        draws = say("fact.draws_value", draws=found.draws, seed=found.seed)
        uncertain = self.voice.sentences(self._uncertain()) or say("robust.nothing")
        return (
            LabelledValue(say("fact.uncertain"), uncertain),
            LabelledValue(say("fact.draws"), draws),
            *super().facts(),
        )

    def _uncertain(self) -> Iterator[str]:
        declared, voice = self._found.uncertainty, self.voice
        if declared.weights is not None and declared.weights.kind == "simplex":
            yield voice.say("uncertain.weights_simplex")
        elif declared.weights is not None:
            kind = voice.say(f"kind.{declared.weights.kind}")
            yield voice.say("uncertain.weights", kind=kind, by=voice.percent(declared.weights.by))
        if len(declared.normalisation) > 1:
            yield voice.say("uncertain.normalisation", methods=voice.listed(declared.normalisation))
        if declared.aggregation is not None:
            yield voice.say("uncertain.aggregation", methods=voice.listed(declared.aggregation.methods))
        if len(declared.imputation) > 1:
            yield voice.say("uncertain.imputation", methods=voice.listed(declared.imputation))
        if declared.errors:
            yield voice.say("uncertain.data", count=len(declared.errors))
        if declared.drop_indicator:
            yield voice.say("uncertain.dropping")

    def sections(self) -> Iterator[Section]:
        """Yield what may be published, then what it rests on."""
        found, say = self._found, self.voice.say
        yield Section(say("robust.safe"), tuple(self._safe()))
        known = self._standing_columns()
        intervals = Table(known.pick(*_SEEN), found.intervals)
        yield Section(say("robust.ranks"), (intervals, *self._picture(), Paragraph(say("robust.interval_note"))))
        if awards := [column for column in self._awards() if column.heading]:
            yield Section(say("robust.awards"), (Table((known["name"], *awards), found.intervals),))
        if found.pairs:
            more = len(found.pairs) - _PAIRS_SHOWN
            rest = (Paragraph(say("robust.more_pairs", count=more)),) if more > 0 else ()
            pairs = Table(self._pair_columns(), found.pairs[:_PAIRS_SHOWN])
            yield Section(say("robust.pairs"), (pairs, *rest))
        left_out = sorted(found.left_out, key=lambda left: -left.mean_shift)
        kept = (Paragraph(say("robust.kept", names=self.voice.listed(map(self.voice.named, found.kept)))),)
        table = Table(self._left_out_columns(), left_out)
        yield Section(say("robust.left_out"), (table, *(kept if found.kept else ())))
        yield from self._without_one()
        if found.indices is not None:
            choices = sorted(found.indices.choices, key=lambda index: -index.total)
            error = f"{show(estimate(found.indices.error) * HUNDRED, 2)}%"
            note = Paragraph(say("robust.drivers_note", count=found.indices.evaluations, error=error))
            yield Section(say("robust.drivers"), (Table(self._driver_columns(), choices), note))

    def _picture(self) -> Iterator[Chart]:
        """Yield the rank interval of every park, with the median and today's rank."""
        intervals, say = self._found.intervals, self.voice.say
        if len(intervals) > MOST_DRAWN:
            return
        rows = (("low", Role.LOW), ("high", Role.HIGH), ("median", Role.VALUE), ("nominal", Role.NOW))
        names = {"low": "col.low", "high": "col.high", "median": "col.median_rank", "nominal": "col.rank"}
        series = [
            Series(say(names[key]), [Decimal(f"{float(getattr(s, key)):.6g}") for s in intervals], role)
            for key, role in rows
        ]
        labels = [self.voice.park(s.score.park) for s in intervals]
        alternative = told(labels, [f"{s.low}–{s.high}" for s in intervals], self.voice)
        yield Chart(ChartKind.INTERVALS, say("robust.picture"), labels, series, alternative)

    def _without_one(self) -> Iterator[Section]:
        """Yield the ranks of every park without each indicator: a dot each, from the lowest to the highest."""
        left_out = [left for left in self._found.left_out if not left.is_dimension]
        ranks = [left.ranks_by_park() for left in left_out]
        parks = [own.score.park for own in self._found.intervals]
        found = [[Decimal(rank) if (rank := of.get(park.id)) else None for park in parks] for of in ranks]
        by_park = [[rank for rank in own if rank is not None] for own in zip(*found, strict=True)]
        if len(parks) > MOST_DRAWN or not all(by_park):
            return
        say, ends = self.voice.say, [(min(own), max(own)) for own in by_park]
        series = (
            Series(say("col.low"), [low for low, _ in ends], Role.LOW),
            Series(say("col.high"), [high for _, high in ends], Role.HIGH),
            *(Series(self.voice.named(left.id), own) for left, own in zip(left_out, found, strict=True)),
            Series(say("col.rank"), [Decimal(own.nominal) for own in self._found.intervals], Role.NOW),
        )
        labels, title = [self.voice.park(park) for park in parks], say("robust.without_one")
        alternative = told(labels, [f"{low}–{high}" for low, high in ends], self.voice)
        chart = Chart(ChartKind.INTERVALS, title, labels, series, alternative)
        yield Section(title, (chart,), level=3, since=Medium.FILE)

    def _safe(self) -> Iterator[Block]:
        """Yield what may be published: which ranks and lines hold, who is near, how many pairs are decided."""
        found, say = self._found, self.voice.say
        yield Paragraph(say("robust.holds", level=self._percent(found.level)))
        blocks = found.blocks
        if all(block.settled for block in blocks):
            yield Paragraph(say("robust.all_firm", count=len(blocks)))
        elif len(blocks) == 1 and blocks[0].tied:
            yield Paragraph(say("robust.tied", first=blocks[0].first, last=blocks[0].last))
        else:
            ends = {"first": found.firm_first, "last": found.firm_last}
            firm = [say(f"robust.{end}" if n > 1 else f"robust.{end}_one", count=n) for end, n in ends.items() if n]
            more = len(found.lines) - _LINES_SHOWN
            shown = found.lines if more <= 1 else found.lines[:_LINES_SHOWN]  # a word about one line is no shorter
            lines = [*firm, *map(self._line, shown), *([say("robust.more_lines", count=more)] if more > 1 else [])]
            yield NumberedList(tuple(map(Item, lines)))
        yield Paragraph("".join(self._width()))

    def _width(self) -> Iterator[str]:
        found, say = self._found, self.voice.say
        if found.pairs_compared:
            share = self._percent(found.pairs_decided / found.pairs_compared)
            code = "robust.pairs_near" if len(found.intervals) > ALL_PAIRS else "robust.pairs_decided"
            yield say(code, decided=found.pairs_decided, pairs=found.pairs_compared, share=share, window=WINDOW)
        yield say("robust.widths", narrow=self._interval(found.narrowest), wide=self._interval(found.widest))
        yield say("robust.shift", shift=estimate(found.mean_shift, 2), error=estimate(found.shift_error, 3))

    def _line(self, line: Line) -> str:
        """Return in one sentence whether a line holds, and who is near it."""
        say, name = self.voice.say, self._line_name(line)
        near = [f"{self._names[park]} {self._percent(share)}" for park, share in line.near.items()]
        if len(line.held) == len(line.above):
            said = say("robust.line_holds", name=name, above=len(line.above))
        else:
            said = say("robust.line", name=name, above=len(line.above), held=len(line.held))
        return said + say("robust.near" if near else "robust.none_near", names=self.voice.few(near, _NAMED))

    def _line_name(self, line: Line) -> str:
        say, criteria = self.voice.say, self.voice.criteria
        if line.kind == "board":
            group = self.voice.listed(self.voice.group_value(key, value) for key, value in line.group.items())
            return self.voice.bracketed(self.voice.text(criteria.boards[line.id].name), group)
        if line.kind == "first":
            return say("robust.first_places", count=line.id)
        levels = criteria.grades.levels if criteria.grades is not None else ()
        name = next((self.voice.text(own.name) for own in levels if own.id == line.id), "") or line.id
        return say("robust.grade" if levels and levels[0].id == line.id else "robust.grade_or_better", name=name)

    def _interval(self, own: RankInterval) -> str:
        return self.voice.bracketed(f"{own.low}-{own.high}", self.voice.park(own.score.park))

    def _percent(self, share: float) -> str:
        return f"{show(estimate(share, 3) * HUNDRED)}%"

    def _standing_columns(self) -> Columns[RankInterval]:
        say, number = self.voice.say, Kind.NUMBER
        return Columns(
            replace(rank_column(self.voice, lambda s: s.score), cell=lambda s: s.nominal),
            Column("id", "", lambda s: s.score.id),
            name_column(self.voice, lambda s: s.score),
            Column("mean", say("col.mean_rank"), lambda s: s.mean, number, 1),
            Column("median", say("col.median_rank"), lambda s: s.median, number),
            Column("low", "", lambda s: s.low),
            Column("high", "", lambda s: s.high),
            Column("interval", say("col.interval"), lambda s: f"{s.low}-{s.high}"),
            Column("best", "", lambda s: s.best),
            Column("worst", "", lambda s: s.worst),
            Column("ahead_of_next", say("col.ahead_of_next"), lambda s: s.ahead_of_next, Kind.PERCENT),
            Column("tied_with_next", "", lambda s: s.tied_with_next, Kind.PERCENT),
        )

    def _awards(self) -> Iterator[Column[RankInterval]]:
        """Yield the share of draws by grade and board; people see the boards on which anybody stands."""
        criteria, text = self.voice.criteria, self.voice.text
        for level in criteria.grades.levels if criteria.grades is not None else ():
            yield _share(f"grade_{level.id}", text(level.name) or level.id, level.id, lambda s: s.grades)
        for key, board in criteria.boards.items():
            stands = any(standing.boards.get(key) for standing in self._found.intervals)
            yield _share(f"board_{key}", text(board.name) if stands else "", key, lambda s: s.boards)

    def _pair_columns(self) -> tuple[Column[OpenPair], ...]:
        say, names = self.voice.say, self._names
        return (
            Column("first", say("col.first_park"), lambda pair: pair.first, shown=lambda pair: names[pair.first]),
            Column("second", say("col.second_park"), lambda pair: pair.second, shown=lambda pair: names[pair.second]),
            Column("ahead", say("col.ahead"), lambda pair: pair.ahead, Kind.PERCENT),
            Column("behind", say("col.behind"), lambda pair: pair.behind, Kind.PERCENT),
        )

    def _left_out_columns(self) -> tuple[Column[Without], ...]:
        say = self.voice.say

        def park(left: Without) -> str | None:
            return self._names[left.park] if left.before != left.after else None

        def move(left: Without) -> str | None:
            return f"{left.before}→{left.after}" if left.before != left.after else None

        return (
            Column("id", say("col.left_out"), lambda left: left.id, shown=lambda left: self.voice.named(left.id)),
            Column("dimension", "", lambda left: left.is_dimension),
            Column("mean_shift", say("col.mean_shift"), lambda left: left.mean_shift, Kind.NUMBER, 2),
            Column("park", say("col.moved_most"), lambda left: left.park, shown=park),
            Column("before", "", lambda left: left.before),
            Column("after", "", lambda left: left.after),
            Column("move", say("col.move"), move),
            Column("correlation", say("col.correlation"), lambda left: left.correlation, Kind.NUMBER, 3),
            Column("ranks", "", lambda left: left.ranks_by_park()),
        )

    def _driver_columns(self) -> tuple[Column[Index], ...]:
        """Return the Sobol indices; people see an estimate just below zero as zero."""
        say, percent = self.voice.say, Kind.PERCENT
        return (
            Column("choice", say("col.choice"), lambda index: index.name, shown=lambda index: self._choice(index.name)),
            Column("first", say("col.first_order"), lambda i: i.first, percent, shown=lambda i: max(i.first, 0.0)),
            Column("total", say("col.total_order"), lambda i: i.total, percent, shown=lambda i: max(i.total, 0.0)),
        )

    def _choice(self, name: str) -> str:
        """Return the name of an uncertain choice, such as ``weights:economy``."""
        first, _, rest = name.partition(":")
        say = self.voice.say
        return say("choice.weights_of", name=self.voice.named(rest)) if rest else say(f"choice.{first}")

    def data(self) -> Tree:
        """Return everything for JSON."""
        found, known = self._found, self._standing_columns()
        parks: tuple[Column[RankInterval], ...] = (
            *known.pick("id", "name", "rank", *_RANKS),
            Column("grades", "", lambda s: _estimates(s.grades)),
            Column("boards", "", lambda s: _estimates(s.boards)),
            *known.pick(*_NEXT),
        )
        blocks: tuple[Column[RankBlock], ...] = (
            Column("first", "", lambda block: block.first),
            Column("last", "", lambda block: block.last),
            Column("parks", "", lambda block: list(block.parks)),
            Column("tied", "", lambda block: block.tied),
        )
        lines: tuple[Column[Line], ...] = (
            Column("kind", "", lambda line: line.kind),
            Column("id", "", lambda line: line.id),
            Column("group", "", lambda line: dict(line.group)),
            Column("above", "", lambda line: list(line.above)),
            Column("held", "", lambda line: list(line.held)),
            Column("near", "", lambda line: _estimates(line.near)),
        )
        left_out = tuple(column for column in self._left_out_columns() if column.key != "move")
        indices = found.indices
        return {
            **head(self.voice, self.run),
            "criteria": identity(self.run.criteria),
            "draws": found.draws,
            "seed": found.seed,
            "level": estimate(found.level),
            "uncertainty": found.uncertainty.model_dump(mode="json", exclude_none=True),
            "mean_shift": estimate(found.mean_shift),
            "firm_first": found.firm_first,
            "firm_last": found.firm_last,
            "blocks": Table(blocks, found.blocks),
            "lines": Table(lines, found.lines),
            "narrowest": found.narrowest.score.id,
            "widest": found.widest.score.id,
            "parks": Table(parks, found.intervals),
            "open_pairs": Table(self._pair_columns(), found.pairs),
            "pairs_compared": found.pairs_compared,
            "pairs_decided": found.pairs_decided,
            "left_out": Table(left_out, found.left_out),
            "kept": list(found.kept),
            "drivers": None if indices is None else Table(self._driver_columns(), indices.choices),
            "drivers_error": None if indices is None else estimate(indices.error),
        }

    def records(self) -> Table[RankInterval]:
        """Return one row for each park."""
        known = self._standing_columns()
        columns = (*known.pick("rank", "id", "name", *_RANKS, *_NEXT), *self._awards())
        return Table(columns, self._found.intervals)


def _share(
    key: str, heading: str, award: str, shares: Callable[[RankInterval], Mapping[str, float]]
) -> Column[RankInterval]:
    """Return the share of draws in which a park gets an award; people see no share where there is none."""
    return Column(key, heading, lambda s: shares(s)[award], Kind.PERCENT, shown=lambda s: shares(s)[award] or None)


def _estimates(shares: Mapping[str, float]) -> dict[str, Tree]:
    return {key: estimate(share) for key, share in shares.items()}
