"""One dimension's points for all parks of a run, and the tree of scores below it when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from fivegoods.criteria.models.criteria import Node
from fivegoods.criteria.plan.plan import NodePlan
from fivegoods.expressions import NoValue
from fivegoods.numeric.decimals import ONE, ZERO
from fivegoods.numeric.traced import least
from fivegoods.panel.context import ParkContext
from fivegoods.scoring.composite.aggregate import combine, combine_all
from fivegoods.scoring.composite.effective_weights import Structure
from fivegoods.scoring.indicators.score_column import ScoreColumn
from fivegoods.scoring.scores import IndicatorScore, NodeScore, Outcome, node_score


@dataclass(frozen=True, slots=True)
class Shifts:
    """What adjustments do inside the tree of one park: points added by id, and ids that are voided."""

    points: Mapping[str, Decimal] = field(default_factory=dict)
    void: frozenset[str] = frozenset()


_NO_SHIFTS = Shifts()


class Frame:
    """What the dimensions of all parks are put together from; parks go by their number in the run."""

    def __init__(
        self,
        parks: Sequence[ParkContext],
        structures: Sequence[Structure],
        columns: Mapping[str, ScoreColumn],
        shifts: Mapping[int, Shifts],
    ) -> None:
        """Take the full points in force, the scores by indicator, and the ``shifts`` of the parks that have any."""
        self.parks = parks
        self.structures = structures
        self.columns = columns
        self.shifts = shifts
        self.alike = _alike(structures)
        for number, own in shifts.items():
            for key in {*own.points, *own.void} & columns.keys():
                columns[key].put(number, _shifted(columns[key].of(number), own))
        #: The points still possible, where they are not the points themselves, by indicator and park.
        self.higher = {key: column.higher for key, column in columns.items()}


def _alike(structures: Sequence[Structure]) -> list[tuple[Structure, Sequence[int]]]:
    """Return the numbers of the parks that share a structure."""
    groups: dict[int, tuple[Structure, list[int]]] = {}
    for number, structure in enumerate(structures):
        groups.setdefault(id(structure), (structure, []))[1].append(number)
    return list(groups.values())


def _shifted(score: IndicatorScore, shifts: Shifts) -> IndicatorScore:
    if score.outcome in (Outcome.NOT_APPLICABLE, Outcome.VOIDED):
        return score
    if score.plan.id in shifts.void:
        return replace(score, outcome=Outcome.VOIDED, points=ZERO, possible=ZERO, reason="veto")
    added = shifts.points.get(score.plan.id, ZERO)
    return replace(score, points=score.points + added, possible=score.possible + added)


class NodeColumn:
    """The points of a dimension by the park's number, and the columns of its parts."""

    __slots__ = ("frame", "higher", "indicators", "nodes", "plan", "points", "reasons")

    def __init__(self, plan: NodePlan, frame: Frame) -> None:
        """Put the dimension and all below it together."""
        self.plan = plan
        self.frame = frame
        self.nodes = tuple([NodeColumn(child, frame) for child in plan.nodes])
        self.indicators = tuple([frame.columns[indicator.id] for indicator in plan.indicators])
        self.points: list[Decimal] = [ZERO] * len(frame.parks)
        #: The points still possible where they are not the points themselves.
        self.higher: dict[int, Decimal] = {}
        self.reasons: dict[int, str] = {}
        for structure, numbers in frame.alike:
            self._combine(structure, numbers)
        self._combine_possible()
        for number in self._unsettled():
            self._settle(number)

    def _parts(self, structure: Structure) -> list[NodeColumn | ScoreColumn]:
        """Return the columns of the parts in force."""
        below: Sequence[NodeColumn | ScoreColumn] = self.nodes or self.indicators
        return [part for part in below if part.plan.id in structure.full]

    def _combine(self, structure: Structure, numbers: Sequence[int]) -> None:
        """Put the parts together for parks with the same full points."""
        parts, full = self._parts(structure), structure.full.get(self.plan.id)
        if full is None or not parts:
            return
        fulls = [structure.full[part.plan.id] for part in parts]
        everybody = len(numbers) == len(self.points)
        columns = [part.points if everybody else [part.points[n] for n in numbers] for part in parts]
        scale = structure.scale.get(self.plan.id, ONE)
        combined = combine_all(self.plan.definition, columns, fulls, full, scale)
        for number, points in zip(numbers, combined, strict=True):
            self.points[number] = points

    def _combine_possible(self) -> None:
        """Put the parts together again for the parks that could have more points in some of them."""
        highers = {node.plan.id: node.higher for node in self.nodes}
        highers |= {column.plan.id: self.frame.higher[column.plan.id] for column in self.indicators}
        for number in set().union(*highers.values()):
            structure = self.frame.structures[number]
            full = structure.full.get(self.plan.id)
            if full is None:
                continue
            parts = [
                (highers[part.plan.id].get(number, part.points[number]), structure.full[part.plan.id])
                for part in self._parts(structure)
            ]
            scale = structure.scale.get(self.plan.id, ONE)
            self.higher[number] = combine(self.plan.definition, parts, full, scale)

    def _unsettled(self) -> Iterable[int]:
        """Return the parks for which more than the parts decides: a cap, a condition, an adjustment."""
        everybody = self.plan.needs is not None or self.plan.definition.at_most is not None
        numbers = range(len(self.points)) if everybody else self.frame.shifts
        return [n for n in numbers if self.plan.id in self.frame.structures[n].full]

    def _settle(self, number: int) -> None:
        """Apply what adjustments, a cap and a condition do to the dimension's points."""
        shifts = self.frame.shifts.get(number, _NO_SHIFTS)
        reason = "veto" if self.plan.id in shifts.void else self._needs(number)
        low = self.points[number]
        high = self.higher.pop(number, low)
        if reason in _VOID:
            low = high = ZERO
        else:
            added = shifts.points.get(self.plan.id, ZERO)
            low, high = (_capped(self.plan.definition, points + added) for points in (low, high))
        if reason:
            self.reasons[number] = reason
            low = min(low, ZERO)
        self.points[number] = low
        if high != low:
            self.higher[number] = high

    def _needs(self, number: int) -> str:
        if self.plan.needs is None:
            return ""
        try:
            return "" if self.plan.needs.truth(self.frame.parks[number]) else "needs"
        except NoValue:
            return "needs_unknown"

    def of(self, number: int) -> NodeScore:
        """Return the score of one park, with all below it."""
        structure = self.frame.structures[number]
        nodes = tuple([node.of(number) for node in self.nodes])
        indicators = tuple([column.of(number) for column in self.indicators])
        full = structure.full.get(self.plan.id)
        if full is None:
            return node_score(self.plan, Outcome.NOT_APPLICABLE, ZERO, ZERO, ZERO, nodes, indicators)
        points, reason = self.points[number], self.reasons.get(number, "")
        if reason in _VOID:
            return node_score(self.plan, Outcome.VOIDED, ZERO, ZERO, full, nodes, indicators, reason)
        possible, scale = self.higher.get(number, points), structure.scale.get(self.plan.id, ONE)
        return node_score(self.plan, Outcome.SCORED, points, possible, full, nodes, indicators, reason, scale)


_VOID = ("veto", "needs")


def _capped(definition: Node, points: Decimal) -> Decimal:
    return points if definition.at_most is None else least(points, definition.at_most)
