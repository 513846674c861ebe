"""Full points (满分) of every dimension and indicator for one park: what applies, and how much it weighs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice, product
from typing import Final

from fivegoods.criteria.models.criteria import PerGroup
from fivegoods.criteria.plan.plan import IndicatorPlan, NodePlan, Plan
from fivegoods.numeric.decimals import HUNDRED, ONE, ZERO
from fivegoods.panel.context import RunContext

Part = NodePlan | IndicatorPlan


@dataclass(frozen=True, slots=True)
class EffectiveWeights:
    """Full points by id, for the parts in force; a part that is not in ``full`` is out of force."""

    full: Mapping[str, Decimal]
    #: Points of a dimension's children are multiplied by this to fit the dimension's full points.
    scale: Mapping[str, Decimal]


#: Rows in which a part is out of force, by its id.
RowsByPart = Mapping[str, Collection[int]]
_NONE: Final[RowsByPart] = {}


class Weighting:
    """Works out effective weights and remembers them: rows with the same groups and conditions share one."""

    def __init__(self, plan: Plan) -> None:
        """Prepare for the rows of one run."""
        self.root = plan.root
        written = (each for part in plan.root.parts() for each in (part.definition.points, part.definition.weight))
        self.grouped = tuple(sorted({each.by for each in written if isinstance(each, PerGroup)}))
        self.known: dict[tuple[tuple[str, ...], frozenset[str], frozenset[str], frozenset[str]], EffectiveWeights] = {}

    def of_rows(
        self,
        context: RunContext,
        inapplicable: RowsByPart,
        excluded: RowsByPart = _NONE,
        voided: RowsByPart = _NONE,
    ) -> list[EffectiveWeights]:
        """Return the effective weights of every row.

        ``inapplicable`` are the rows to which a part does not apply by conditions or data; ``excluded`` are
        those in which missing data leave an indicator out, ``voided`` those in which a dimension stays in force
        even if all of its indicators are left out.
        """
        found: list[EffectiveWeights] = []
        parts = (_parts_by_row(rows, len(context)) for rows in (inapplicable, excluded, voided))
        for key in zip(context.group_keys(self.grouped), *parts, strict=True):
            if key not in self.known:
                self.known[key] = self.of_group(*key)
            found.append(self.known[key])
        return found

    def of_group(
        self,
        group: tuple[str, ...],
        inapplicable: frozenset[str] = frozenset(),
        excluded: frozenset[str] = frozenset(),
        voided: frozenset[str] = frozenset(),
    ) -> EffectiveWeights:
        """Return the effective weights for values of the groups that make them differ."""
        builder = _Builder(dict(zip(self.grouped, group, strict=True)), inapplicable, excluded, voided)
        stated = builder.natural(self.root)
        full = (HUNDRED if stated is None else stated) if builder.applies_below(self.root) else ZERO
        builder.assign(self.root, full)
        return EffectiveWeights(builder.full, builder.scale)


def _parts_by_row(rows: RowsByPart, count: int) -> list[frozenset[str]]:
    """Return the parts of every row; rows of the same parts share them."""
    found = [frozenset[str]()] * count
    joined: dict[tuple[frozenset[str], str], frozenset[str]] = {}
    for part, its in rows.items():
        for row in its:
            key = found[row], part
            if key not in joined:
                joined[key] = found[row] | {part}
            found[row] = joined[key]
    return found


def ideal_full(plan: Plan) -> Iterator[Mapping[str, Decimal]]:
    """Yield the full points of every part where all of them apply, for each set of groups that makes them differ."""
    weighting = Weighting(plan)
    known = plan.file.criteria.groups
    values = [known[name].values if name in known else () for name in weighting.grouped]
    for group in islice(product(*values), _MOST_SETS):
        yield weighting.of_group(group).full


#: So many sets of groups are looked at; a check need not be complete.
_MOST_SETS: Final = 200


@dataclass
class _Builder:
    groups: Mapping[str, str]
    inapplicable: frozenset[str]
    excluded: frozenset[str]
    voided: frozenset[str]
    full: dict[str, Decimal] = field(default_factory=dict)
    scale: dict[str, Decimal] = field(default_factory=dict)

    def applies(self, part: Part) -> bool:
        """Return whether a part applies: one that can carry no points does not, nor does a dimension of such parts."""
        if part.id in self.inapplicable or not self.carries(part):
            return False
        return not isinstance(part, NodePlan) or self.applies_below(part)

    def carries(self, part: Part) -> bool:
        """Return whether a part can carry points: 0 points or weight mean that it does not apply to the group.

        A rule that states points has them to give beside full points of 0, unless these differ by group.
        """
        weight, written = per_group(part.definition.weight, self.groups), part.definition.points
        points = per_group(written, self.groups)
        if weight == 0 or (points == 0 and isinstance(written, PerGroup)):
            return False
        if isinstance(part, NodePlan):
            return points != 0
        return bool(weight or points) or part.rule.states_points

    def applies_below(self, node: NodePlan) -> bool:
        """Return whether any part of a dimension applies."""
        return any(self.applies(child) for child in node.children)

    def by_weight(self, node: NodePlan) -> bool:
        """Return whether weights share out the full points of a dimension."""
        return any(child.definition.weight is not None for child in node.children)

    def in_force(self, part: Part) -> bool:
        if part.id in self.excluded or not self.applies(part):
            return False
        if not isinstance(part, NodePlan) or part.id in self.voided:
            return True
        return any(self.in_force(child) for child in part.children)

    def natural(self, part: Part) -> Decimal | None:
        """Return the full points a part states or its children add up to, if all applies; None if they are weights."""
        own = per_group(part.definition.points, self.groups)
        if own is not None or not isinstance(part, NodePlan):
            return own
        if self.by_weight(part):
            return None
        points = [self.natural(child) for child in part.children]
        known = [each for each in points if each is not None]
        return sum(known, ZERO) if len(known) == len(points) else None

    def assign(self, part: Part, whole: Decimal) -> None:
        """Give ``part`` its full points and share them out below it; ``whole`` is what it has if all of it applies.

        Its children keep the full points that they state or that their weights make of the whole, and
        ``scale`` fits what is in force of them to the part's own. For rules state points too: a band
        worth 3 of 3 is all there is to reach, however much of the dimension the indicator comes to carry.

        What does not apply takes its points away or leaves them to the others (``unapplied``); what is left out for
        missing data always leaves them. Weights are shared out anew among what is in force, so that what shrinks
        below shrinks what it carries; points are added to those that the others have in force.
        """
        self.full[part.id] = whole
        if not isinstance(part, NodePlan):
            return
        by_weight = self.by_weight(part)
        own = self._shares(part, whole) if by_weight else {c.id: self.natural(c) or ZERO for c in part.children}
        there = [child for child in part.children if self.applies(child)]
        for child in there:
            self.assign(child, own[child.id])
        in_force = [child for child in there if self.in_force(child)]
        counted = own if by_weight else self.full
        carried = sum((counted[child.id] for child in there), ZERO)
        if (part.definition.unapplied or ("rescale" if by_weight else "shrink")) == "rescale":
            carried += sum((own[child.id] for child in part.children if child not in there), ZERO)
        stated = sum(own.values(), ZERO)
        full = carried * whole / stated if stated and stated != whole else carried
        weighing = sum((counted[child.id] for child in in_force), ZERO)
        scale = full / weighing if weighing and weighing != full else ONE
        if scale != ONE:
            self.scale[part.id] = scale
        shrunk = sum((counted[child.id] - self.full[child.id] for child in in_force), ZERO)
        self.full[part.id] = full - shrunk * scale
        for child in there:
            if child not in in_force:
                self._take_out(child)

    def _take_out(self, part: Part) -> None:
        self.full.pop(part.id, None)
        for child in part.children if isinstance(part, NodePlan) else ():
            self._take_out(child)

    def _shares(self, node: NodePlan, full: Decimal) -> dict[str, Decimal]:
        """Return what the weights make of a dimension's full points, whether the parts are in force or not."""
        weights = {c.id: per_group(c.definition.weight, self.groups) or ZERO for c in node.children}
        total = sum(weights.values(), ZERO)
        return {key: full * weight / total if total else ZERO for key, weight in weights.items()}


def per_group(written: Decimal | PerGroup | None, groups: Mapping[str, str]) -> Decimal | None:
    """Return a number that may differ by group, for a park of these groups; None if none is written.

    A group that is neither listed nor covered by ``otherwise`` has 0: it counts nothing there.
    """
    if isinstance(written, PerGroup):
        found = written.is_.get(groups.get(written.by, ""), written.otherwise)
        return ZERO if found is None else found
    return written
