"""Full points (满分) of every dimension and indicator for one park: what applies, and how much it weighs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from fivegoods.criteria.models.criteria import PerGroup
from fivegoods.criteria.plan.plan import IndicatorPlan, NodePlan, Plan
from fivegoods.numeric.decimals import HUNDRED, ONE, ZERO
from fivegoods.panel.context import RunContext, group_of

Part = NodePlan | IndicatorPlan


@dataclass(frozen=True, slots=True)
class EffectiveWeights:
    """Full points by id, for the parts in force; a part that is not in ``full`` is out of force."""

    full: Mapping[str, Decimal]
    #: Points of a dimension's children are multiplied by this to fit the dimension's full points.
    scale: Mapping[str, Decimal]


#: Ids that the data take out of force, by row.
IdsByRow = Mapping[int, frozenset[str]]


class Weighting:
    """Works out effective weights and remembers them: rows with the same groups and conditions share one."""

    def __init__(self, plan: Plan) -> None:
        """Prepare for the rows of one run."""
        self.root = plan.root
        self.conditional = [p for p in _parts(plan.root) if p.applies is not None]
        #: Whether a condition reads other indicators, which are scored only when the full points are known.
        self.waits = any(p.applies is not None and p.applies.indicators for p in self.conditional)
        self.grouped = tuple(sorted({by for p in _parts(plan.root) for by in _grouping(p)}))
        self.known: dict[tuple[tuple[str, ...], frozenset[str], frozenset[str]], EffectiveWeights] = {}

    def of_rows(
        self, context: RunContext, inapplicable: IdsByRow, excluded: IdsByRow | None = None
    ) -> list[EffectiveWeights]:
        """Return the effective weights of every row.

        ``inapplicable`` are the indicators that a row's data say do not apply, besides what the criteria
        say; ``excluded`` are those left out for missing data.
        """
        out = {row: {*ids} for row, ids in inapplicable.items()}
        for part in self.conditional:
            for row, holds in enumerate(context.holds(part.applies)):
                if not holds:
                    out.setdefault(row, set()).add(part.id)
        found: list[EffectiveWeights | None] = [None] * len(context)
        none: frozenset[str] = frozenset()
        for group, rows in context.groups(self.grouped).items():
            alike = self._of(group, none, none)
            for row in rows:
                found[row] = alike
        for row in out.keys() | (excluded or {}).keys():
            group = group_of(context.parks[row], self.grouped)
            found[row] = self._of(group, frozenset(out.get(row, ())), (excluded or {}).get(row, none))
        return [weights for weights in found if weights is not None]

    def _of(self, group: tuple[str, ...], inapplicable: frozenset[str], excluded: frozenset[str]) -> EffectiveWeights:
        key = (group, inapplicable, excluded)
        if key not in self.known:
            builder = _Builder(dict(zip(self.grouped, group, strict=True)), inapplicable, excluded)
            stated = builder.natural(self.root)
            full = (HUNDRED if stated is None else stated) if builder.applies_below(self.root) else ZERO
            builder.assign(self.root, full)
            self.known[key] = EffectiveWeights(builder.full, builder.scale)
        return self.known[key]


class _Builder:
    def __init__(self, groups: Mapping[str, str], inapplicable: frozenset[str], excluded: frozenset[str]) -> None:
        self.groups = groups
        self.inapplicable = inapplicable
        self.excluded = excluded
        self.full: dict[str, Decimal] = {}
        self.scale: dict[str, Decimal] = {}

    def applies(self, part: Part) -> bool:
        """Return whether a part applies; a dimension none of whose parts apply does not itself."""
        if part.id in self.inapplicable:
            return False
        return not isinstance(part, NodePlan) or self.applies_below(part)

    def applies_below(self, node: NodePlan) -> bool:
        """Return whether any part of a dimension applies."""
        return any(self.applies(child) for child in node.children)

    def in_force(self, part: Part) -> bool:
        if part.id in self.excluded or not self.applies(part):
            return False
        return not isinstance(part, NodePlan) or any(self.in_force(child) for child in part.children)

    def natural(self, part: Part, *, whole: bool = False) -> Decimal | None:
        """Return the full points a part states or its children add up to; None if they are weights.

        A child that does not apply adds none, or what the ``whole`` of it would where they are rescaled.
        """
        own = per_group(part.definition.points, self.groups)
        if own is not None or not isinstance(part, NodePlan):
            return own
        total = ZERO
        for child in part.children:
            lacking = not whole and not self.applies(child)
            if lacking and part.definition.unapplied != "rescale":
                continue
            points = self.natural(child, whole=whole or lacking)
            if points is None:
                return None
            total += points
        return total

    def assign(self, part: Part, full: Decimal) -> None:
        """Give ``part`` its full points and share them out below it; what shrinks below takes from them again."""
        self.full[part.id] = full
        if not isinstance(part, NodePlan):
            return
        children = [child for child in part.children if self.in_force(child)]
        if any(per_group(child.definition.weight, self.groups) is not None for child in part.children):
            self._by_weight(part, children, full)
        else:
            self._by_points(part, children, full)

    def _by_weight(self, node: NodePlan, children: list[Part], full: Decimal) -> None:
        shrinks = node.definition.unapplied == "shrink"
        # What does not apply takes its share away; what is left out for missing data leaves it to the others.
        counted = children if not shrinks else [c for c in node.children if self.in_force(c) or not self.applies(c)]
        weights = {c.id: per_group(c.definition.weight, self.groups) or ZERO for c in counted}
        total = sum(weights.values(), ZERO)
        shares = {child.id: full * weights[child.id] / total if total else ZERO for child in children}
        for child in children:
            self.assign(child, shares[child.id])
        if (total and len(children) < len(counted)) or any(self.full[key] != share for key, share in shares.items()):
            self.full[node.id] = sum((self.full[child.id] for child in children), ZERO)

    def _by_points(self, node: NodePlan, children: list[Part], full: Decimal) -> None:
        """Children keep their own points; ``scale`` fits their sum to the node's full points.

        Their own, because rules state points too: a band worth 3 of 3 is all there is to reach,
        however much of the dimension the indicator comes to carry.
        """
        in_force = shrunk = ZERO
        for child in children:
            own = self.natural(child) or ZERO
            self.assign(child, own)
            in_force += own
            shrunk += own - self.full[child.id]
        scale = full / in_force if in_force and in_force != full else ONE
        if scale != ONE:
            self.scale[node.id] = scale
        if shrunk:
            self.full[node.id] = full - shrunk * scale


def per_group(written: Decimal | PerGroup | None, groups: Mapping[str, str]) -> Decimal | None:
    """Return a number that may differ by group, for a park of these groups; None if none is written.

    A group that is neither listed nor covered by ``otherwise`` has 0: it counts nothing there.
    """
    if isinstance(written, PerGroup):
        found = written.is_.get(groups.get(written.by, ""), written.otherwise)
        return ZERO if found is None else found
    return written


def _parts(node: NodePlan) -> list[Part]:
    parts: list[Part] = []
    for inner in node.walk():
        parts += [inner, *inner.indicators]
    return parts


def _grouping(part: Part) -> list[str]:
    written = (part.definition.points, part.definition.weight)
    return [item.by for item in written if isinstance(item, PerGroup)]
