"""The columns of parks, dimensions, indicators and adjustments: cards, rankings, JSON and CSV choose from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeVar

from fivegoods.analysis.losses import is_left_out, is_open, lost
from fivegoods.numeric.decimals import ZERO, decide, round_to, show
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Column, Columns, Kind, Tone, written_or_decided
from fivegoods.reports.park_cells import InColumns, adjustments, nothing, rank_cells
from fivegoods.reports.provenance import Sources
from fivegoods.scoring.columns import AdjustmentScore, Outcome
from fivegoods.scoring.scores import BoardEntry, BoardResult, ParkScore, ParkScores, Run
from fivegoods.scoring.tree import IndicatorScore, NodeScore

Row = TypeVar("Row")

_TONES: Final = {Outcome.MISSING: Tone.OPEN, Outcome.NO_REFERENCE: Tone.OPEN, Outcome.VOIDED: Tone.BAD}


def name_column(voice: Voice, score_of: Callable[[Row], ParkScore], key: str = "name") -> Column[Row]:
    """Return the column of the park that a row is about."""
    return Column(key, voice.say("col.park"), lambda row: voice.park(score_of(row)), Kind.PARK)


def rank_column(voice: Voice, score_of: Callable[[Row], ParkScore]) -> Column[Row]:
    """Return the column of the overall rank of the park that a row is about; people see ties marked."""
    shown: Callable[[Row], str | None] = lambda row: voice.rank(score_of(row).placing)  # noqa: E731
    return Column("rank", voice.say("col.rank"), lambda row: score_of(row).rank, Kind.RANK, shown=shown)


def change_column(voice: Voice, key: str, heading: str, change: Callable[[Row], Decimal | None]) -> Column[Row]:
    """Return a column of points gained; people see the sign."""

    def signed(row: Row) -> str | None:
        points = change(row)
        return None if points is None else voice.signed(points)

    def tone(row: Row) -> Tone | None:
        points = decide(change(row) or ZERO)
        return Tone.GOOD if points > 0 else Tone.BAD if points < 0 else None

    return Column(key, heading, change, Kind.NUMBER, shown=signed, tone=tone)


def pair_columns(
    voice: Voice,
    name: str,
    pair: Callable[[Row], Sequence[Any]],
    kind: Kind = Kind.TEXT,
    decimals: int | None = None,
    shown: Callable[[Row], Sequence[Any]] | None = None,
) -> list[Column[Row]]:
    """Return two columns: what was before, and what is after."""

    def side(of: Callable[[Row], Sequence[Any]], place: int) -> Callable[[Row], Any]:
        return lambda row: of(row)[place]

    return [
        Column(key, voice.say(f"col.{key}"), side(pair, place), kind, decimals, side(shown, place) if shown else None)
        for place, key in enumerate((f"{name}_before", f"{name}_after"))
    ]


def paired(known: Mapping[str, Column[Row]], name: str) -> Column[Row]:
    """Return one column with a list of both, for JSON."""
    before, after = known[f"{name}_before"], known[f"{name}_after"]
    return Column(name, "", lambda row: [before.data(row), after.data(row)])


def itself(score: ParkScore) -> ParkScore:
    """Return the park of a row that is the park."""
    return score


def park_columns(voice: Voice) -> Columns[ParkScore]:
    """Return what every park has, whatever the criteria."""
    say, number, decimals = voice.say, Kind.NUMBER, voice.decimals

    def tied(scores: ParkScore | ParkScores) -> Callable[[int], int | None]:
        ranking = scores.placings.overall
        return nothing if ranking is None else lambda row: ranking.tied[row] or None

    def named(scores: ParkScore | ParkScores) -> Callable[[int], str]:
        names, ids, called = (panel := scores.columns.context.panel).names, panel.ids, voice.called
        return lambda row: called(names[row]) or ids[row]

    def grade(score: ParkScore) -> str | None:
        return voice.graded(score.grade) or voice.grade(score)

    return Columns(
        replace(rank_column(voice, itself), cell=rank_cells()),
        Column("rank_of", "", lambda s: s.placing.of if s.placing else None),
        Column("tied", "", InColumns(tied)),
        Column("id", "", InColumns(lambda s: s.columns.context.panel.ids)),
        replace(name_column(voice, itself), cell=InColumns(named)),
        Column("year", "", InColumns(lambda s: s.columns.context.panel.years)),
        Column("points", say("col.points"), InColumns(lambda s: s.columns.points), number, decimals),
        Column(
            "possible",
            say("col.possible"),
            InColumns(lambda s: s.columns.possible),
            number,
            decimals,
            tone=_has_more,
        ),
        Column("possible_is_open", "", lambda s: s.possible_is_open),
        Column("full", "", lambda s: s.full, number),
        Column(
            "coverage",
            say("col.coverage"),
            InColumns(lambda s: s.columns.coverage),
            Kind.PERCENT,
            tone=_is_covered,
        ),
        Column(
            "grade",
            say("col.grade"),
            InColumns(lambda s: s.placings.grades),
            shown=grade,
            tone=grade_tone(voice),
        ),
        Column(
            "adjustments",
            say("col.adjustments"),
            InColumns(adjustments),
            number,
            decimals,
            shown=lambda s: adjusted_by(s) or None,
        ),
        Column(
            "unranked_reason",
            say("col.reason"),
            InColumns(lambda s: s.columns.unranked.get),
            shown=lambda s: voice.reason(s.unranked_reason) or None,
        ),
    )


def grade_tone(voice: Voice) -> Callable[[ParkScore], Tone | None]:
    """Return the function that tells the first grade of the criteria from the last."""
    levels = [level.id for level in voice.criteria.grades.levels] if voice.criteria.grades else []
    tones = {levels[-1]: Tone.BAD, levels[0]: Tone.GOOD} if len(levels) > 1 else {}
    return lambda score: tones.get(score.grade or "")


def _has_more(score: ParkScore) -> Tone | None:
    return Tone.OPEN if decide(score.possible) > decide(score.points) else None


def _is_covered(score: ParkScore) -> Tone | None:
    return Tone.OPEN if decide(score.coverage) < 1 else None


def adjusted_by(score: ParkScore) -> Decimal:
    """Return the points of all bonuses and deductions."""
    return adjustments(score)(score.row)


def dimension_columns(run: Run, voice: Voice, shown: Sequence[ParkScore] = ()) -> Iterator[Column[ParkScore]]:
    """Yield the points of each dimension of the first level; people see full points that all parks ``shown`` share.

    What does not apply to a park has no points there.
    """

    def points(part: str) -> InColumns:
        def find(scores: ParkScore | ParkScores) -> Sequence[Decimal] | Callable[[int], None]:
            column = scores.columns.part(part)
            return nothing if column is None else column.points

        return InColumns(find)

    def applying(part: str) -> Callable[[ParkScore], Decimal | None]:
        return lambda s: None if full_of(s, part) is None else s.points_of(part)

    for part in run.plan.root.children:
        fulls = {full for score in shown if (full := full_of(score, part.id)) is not None}
        shared = show(round_to(fulls.pop(), voice.decimals)) if len(fulls) == 1 else ""
        heading = voice.bracketed(voice.name(part), shared)
        shown_points = applying(part.id)
        yield Column(part.id, heading, points(part.id), Kind.NUMBER, voice.decimals, shown=shown_points, shaded=True)


def full_of(score: ParkScore, part: str) -> Decimal | None:
    """Return the full points in force of a dimension or indicator, None where it does not apply."""
    column = score.columns.part(part)
    return None if column is None else column.full[score.row]


def total_columns(voice: Voice, prefix: str = "") -> list[Column[ParkScore]]:
    """Return each further total of the criteria."""

    def points(key: str) -> Callable[[ParkScore], Decimal | None]:
        return lambda s: s.totals.get(key)

    totals = voice.criteria.totals.items()
    return [
        Column(prefix + key, voice.text(total.name), points(key), Kind.NUMBER, voice.decimals) for key, total in totals
    ]


class PartRow(NamedTuple):
    """A dimension or indicator of a park; ``dimension`` is the path of ids above an indicator."""

    park: ParkScore
    part: NodeScore | IndicatorScore
    depth: int
    dimension: str


def part_rows(score: ParkScore) -> Iterator[PartRow]:
    """Yield every dimension and indicator below the total, in the order of the criteria."""
    return _below(score, score.root, 0, "" if score.root.nodes else score.root.plan.id)


def _below(score: ParkScore, node: NodeScore, depth: int, path: str) -> Iterator[PartRow]:
    for child in node.nodes:
        yield PartRow(score, child, depth, path)
        yield from _below(score, child, depth + 1, f"{path}/{child.plan.id}" if path else child.plan.id)
    for found in node.indicators:
        yield PartRow(score, found, depth, path)


def is_dimension(row: PartRow) -> bool:
    """Return whether a row sums up others."""
    return isinstance(row.part, NodeScore)


def depth_of(row: PartRow) -> int:
    """Return how deep a row stands below the total."""
    return row.depth


def of_indicator(get: Callable[[IndicatorScore], Any]) -> Callable[[PartRow], Any]:
    """Return a function that gives what ``get`` finds in an indicator, and nothing for a dimension."""
    return lambda row: get(row.part) if isinstance(row.part, IndicatorScore) else ""


def part_columns(voice: Voice, provenance: Sources) -> Columns[PartRow]:
    """Return what dimensions and indicators have; people see nothing where only indicators have it."""
    say, number, decimals = voice.say, Kind.NUMBER, voice.decimals

    def known(get: Callable[[PartRow], Decimal]) -> Callable[[PartRow], Decimal | None]:
        return lambda row: None if is_open(row.part) or not applies(row.part) else get(row)

    return Columns(
        Column("id", "", lambda row: row.part.plan.id),
        Column("name", say("col.indicator"), lambda row: voice.name(row.part.plan)),
        Column(
            "value",
            say("col.value"),
            of_indicator(lambda found: found.value),
            Kind.FIGURE,
            shown=of_indicator(lambda found: voice.value(found.plan, found.value)),
        ),
        Column("unit", "", of_indicator(lambda found: found.plan.definition.unit)),
        Column(
            "reference",
            say("col.reference"),
            of_indicator(lambda found: ";".join(f"{written_or_decided(r.value):f}" for r in found.references)),
            shown=of_indicator(lambda found: reference_text(found, voice)),
        ),
        Column("before", say("col.before"), before_review, number, decimals),
        Column("points", say("col.points"), _points, number, decimals, shown=known(_points)),
        Column("possible", "", lambda row: row.part.possible, number),
        Column(
            "full",
            say("col.full"),
            lambda row: row.part.full,
            number,
            decimals,
            shown=_full,
        ),
        Column("lost", say("col.lost"), of_indicator(lambda found: found.lost), number, decimals, shown=_lost),
        Column(
            "outcome",
            say("col.outcome"),
            lambda row: str(row.part.outcome),
            shown=lambda row: _state(row, voice),
            tone=lambda row: _TONES.get(row.part.outcome),
        ),
        Column(
            "source",
            say("col.source"),
            lambda row: provenance.text(row.park, row.part) if isinstance(row.part, IndicatorScore) else "",
        ),
    )


def _points(row: PartRow) -> Decimal:
    return row.part.points


def applies(part: NodeScore | IndicatorScore) -> bool:
    """Return whether a dimension or indicator applies to the park; what does not has no points, not 0."""
    return part.outcome is not Outcome.NOT_APPLICABLE


def _full(row: PartRow) -> Decimal | None:
    return None if is_left_out(row.part) or not applies(row.part) else row.part.full


def _lost(row: PartRow) -> Decimal | None:
    points = lost(row.part)
    unknown = is_left_out(row.part) or not applies(row.part) or (is_open(row.part) and not points)
    return None if unknown else points


def _state(row: PartRow, voice: Voice) -> str:
    part = row.part
    plain = isinstance(part, NodeScore) and part.outcome is Outcome.SCORED
    return "" if plain else voice.say(f"outcome.{part.outcome}")


def before_review(row: PartRow) -> Decimal | str | None:
    """Return the points that a review replaced: those given by the park, else the computed ones."""
    found = row.part
    if not isinstance(found, IndicatorScore):
        return ""
    if found.outcome is not Outcome.OVERRIDDEN or found.reason != "review":
        return None
    own = row.park.park.points.get(found.plan.id)
    return own.points if own else found.computed


def reference_text(found: IndicatorScore, voice: Voice) -> str | None:
    """Return the reference values of an indicator in one line, None if it has none.

    They are in the unit of the value beside them; where they come from is said once.
    """
    shown = voice.listed(voice.reference(reference, found.plan) for reference in found.references)
    kinds = voice.listed(dict.fromkeys(voice.reference_kind(reference) for reference in found.references))
    return voice.bracketed(shown, kinds) or None


class AdjustmentRow(NamedTuple):
    """An adjustment that took effect on a park."""

    park: ParkScore
    adjustment: AdjustmentScore


def adjustments_of(score: ParkScore) -> list[AdjustmentRow]:
    """Return the adjustments of a park as rows."""
    return [AdjustmentRow(score, found) for found in score.adjustments]


def adjustment_columns(voice: Voice) -> Columns[AdjustmentRow]:
    """Return the park, what is adjusted, how often, by how many points, and what follows."""
    say = voice.say

    def points(row: AdjustmentRow) -> Decimal | None:
        found = row.adjustment
        return found.points if found.points or not found.effects else None

    return Columns(
        name_column(voice, lambda row: row.park, "park"),
        Column("id", "", lambda row: row.adjustment.id),
        Column("name", say("col.item"), lambda row: voice.text(row.adjustment.name)),
        Column("count", say("col.count"), lambda row: row.adjustment.count, Kind.NUMBER),
        Column(
            "points",
            say("col.adjustments"),
            lambda row: row.adjustment.points,
            Kind.NUMBER,
            voice.decimals,
            shown=points,
        ),
        Column("to", say("col.target"), lambda row: row.adjustment.to, shown=lambda r: voice.target(r.adjustment.to)),
        Column(
            "effects",
            say("col.effects"),
            lambda row: row.adjustment.effects,
            shown=lambda row: voice.effects(row.adjustment.effects),
        ),
    )


def board_columns(board: BoardResult, voice: Voice) -> tuple[Column[BoardEntry], ...]:
    """Return rank, park and value of a place on a board."""
    at_rank = Counter(entry.rank for entry in board.entries)

    def rank(entry: BoardEntry) -> str:
        tied = at_rank[entry.rank] > 1
        return voice.say("rank.tied", rank=entry.rank) if tied else str(entry.rank)

    return (
        Column("rank", voice.say("col.rank"), lambda entry: entry.rank, Kind.RANK, shown=rank),
        Column("id", "", lambda entry: entry.park.id),
        name_column(voice, lambda entry: entry.park),
        Column("value", voice.say("rank.value"), lambda entry: entry.value, Kind.NUMBER, voice.decimals),
    )
