"""Two runs and two editions of criteria compared, with an exact split of every score change into its causes.

The split comes from runs between the two, each with one thing more of the second, in a fixed
order: the parks' own data; then the references (what the peers and benchmarks are); then the
events; then the criteria. Each difference between neighbours is one part, so the parts add up to
the whole change exactly, whatever the rules are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal, localcontext
from itertools import pairwise
from typing import Any

from fivegoods.criteria.base import LocalText, StrictModel
from fivegoods.criteria.models.criteria import Criteria, Indicator, Node, PerGroup
from fivegoods.criteria.plan.compile import definitions
from fivegoods.criteria.rules.base import Amount, Reference
from fivegoods.numeric.decimals import CONTEXT, ZERO, decide, show
from fivegoods.panel.entities import Event
from fivegoods.panel.panel import Panel
from fivegoods.scoring.composite.contribution import contributions
from fivegoods.scoring.indicators.references import FixedReferences
from fivegoods.scoring.request import Request
from fivegoods.scoring.run import run
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.scoring.tree import IndicatorScore

#: What an indicator or dimension weighs.
_WEIGHTS = ("points", "weight")
#: What makes an indicator or dimension what it is; names, sources and remarks do not count.
_DEFINITION = (
    "value", "unit", "rule", "applies", "missing", "needs", "before", "decimals",
    "method", "power", "unapplied", "zero", "at_most", "fails_below",
)  # fmt: skip
_FIELD = ("kind", "unit", "definition", "choices", "at_least", "at_most", "above", "below", "whole")


@dataclass(frozen=True, slots=True)
class TextChange:
    """One change. ``how`` is added, dropped, reweighted, redefined, moved or renamed."""

    how: str
    #: dimension, indicator, field, adjustment, grades, board, years, total, setting or group.
    what: str
    id: str
    name: LocalText
    #: The attribute that changed, such as "rule"; empty for what was added or dropped.
    attribute: str = ""
    before: str = ""
    after: str = ""


def criteria_changes(before: Criteria, after: Criteria) -> tuple[TextChange, ...]:
    """Return everything that changed between two editions, in the order of the second."""
    return tuple(_changes(before, after))


def _changes(before: Criteria, after: Criteria) -> Iterator[TextChange]:
    old, new = parts_of(before), parts_of(after)
    for key, (part, parent) in new.items():
        if key not in old:
            yield TextChange("added", _kind(part), key, part.name, after=weight_text(part))
        else:
            yield from _part(key, old[key], (part, parent))
    for key, (part, _) in old.items():
        if key not in new:
            yield TextChange("dropped", _kind(part), key, part.name, before=weight_text(part))
    yield from _mapped("field", before.fields, after.fields, _FIELD)
    for what in ("adjustments", "boards", "years", "totals", "groups"):
        yield from _mapped(what.rstrip("s") if what != "years" else what, getattr(before, what), getattr(after, what))
    yield from _whole("grades", before.grades, after.grades, after.name)
    for name in type(after.settings).model_fields:
        label = LocalText(zh=name, en=name)
        yield from _attribute("redefined", "setting", name, label, "", before.settings, after.settings, name)


def parts_of(criteria: Criteria) -> dict[str, tuple[Node | Indicator, str]]:
    """Return every dimension and indicator with the id of the dimension that holds it."""
    return {key: (part, str(path[-3]) if len(path) > 2 else "total") for key, part, path in definitions(criteria)}


def _kind(part: Node | Indicator) -> str:
    return "indicator" if isinstance(part, Indicator) else "dimension"


def _part(key: str, old: tuple[Node | Indicator, str], new: tuple[Node | Indicator, str]) -> Iterator[TextChange]:
    (before, parent), (after, new_parent) = old, new
    what = _kind(after)
    if parent != new_parent:
        yield TextChange("moved", what, key, after.name, "dimension", parent, new_parent)
    for attribute in _WEIGHTS:
        yield from _attribute("reweighted", what, key, after.name, attribute, before, after, attribute)
    for attribute in _DEFINITION:
        yield from _attribute("redefined", what, key, after.name, attribute, before, after, attribute)
    if before.name != after.name:
        yield TextChange("renamed", what, key, after.name, "name", before.name.within("zh"), after.name.within("zh"))


def _attribute(
    how: str, what: str, key: str, name: LocalText, shown: str, before: Any, after: Any, attribute: str
) -> Iterator[TextChange]:
    old, new = getattr(before, attribute, None), getattr(after, attribute, None)
    if old != new:
        yield TextChange(how, what, key, name, shown, as_text(old), as_text(new))


def _mapped(
    what: str, before: Mapping[str, Any], after: Mapping[str, Any], attributes: tuple[str, ...] = ()
) -> Iterator[TextChange]:
    for key, item in after.items():
        if key not in before:
            yield TextChange("added", what, key, item.name)
        for attribute in (attributes or _substance(item)) if key in before else ():
            yield from _attribute("redefined", what, key, item.name, attribute, before[key], item, attribute)
    for key, item in before.items():
        if key not in after:
            yield TextChange("dropped", what, key, item.name)


def _substance(item: StrictModel) -> tuple[str, ...]:
    return tuple(name for name in type(item).model_fields if name not in ("name", "source", "attested", "remark"))


def _whole(what: str, before: StrictModel | None, after: StrictModel | None, name: LocalText) -> Iterator[TextChange]:
    if before != after:
        how = "added" if before is None else "dropped" if after is None else "redefined"
        yield TextChange(how, what, what, name, "", as_text(before), as_text(after))


def weight_text(part: Node | Indicator) -> str:
    """Return the points or weight that a part states."""
    written = part.points if part.points is not None else part.weight
    return as_text(written)


def as_text(written: Any) -> str:
    """Return something written as one line, much as it stands in YAML; empty for nothing."""
    if written is None:
        return ""
    if isinstance(written, bool):
        return "yes" if written else "no"
    if isinstance(written, Decimal):
        return show(written)
    if isinstance(written, LocalText):
        return written.within("zh")
    if isinstance(written, PerGroup):
        pairs = ", ".join(f"{key}: {show(number)}" for key, number in written.is_.items())
        rest = f", otherwise {show(written.otherwise)}" if written.otherwise is not None else ""
        return f"{written.by} {{{pairs}{rest}}}"
    if isinstance(written, Amount):
        return f"{show(written.value)} {written.unit}" if written.unit else show(written.value)
    if isinstance(written, Reference) and (written.constant or written.expression):
        return as_text(written.constant or written.expression)
    if isinstance(written, StrictModel):
        # The parts themselves and not what they dump to, so that `to: 70 %` stays as it is written.
        fields = type(written).model_fields
        given = {fields[n].alias or n: getattr(written, n) for n in written.model_dump(exclude_defaults=True)}
        kind = getattr(written, "kind", None)
        return as_text({"kind": kind, **given} if isinstance(kind, str) else given)
    if isinstance(written, Mapping):
        return "{" + ", ".join(f"{key}: {as_text(item)}" for key, item in written.items()) + "}"
    if isinstance(written, list | tuple):
        return "[" + ", ".join(as_text(item) for item in written) + "]"
    return str(written)


#: Differences and sums of 34-digit numbers are exact in this context.
EXACT = Context(prec=200)


@dataclass(frozen=True, slots=True)
class Split:
    """A change of points by cause. The four parts add up to ``total`` exactly."""

    data: Decimal = ZERO
    reference: Decimal = ZERO
    adjustments: Decimal = ZERO
    rule: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """The whole change."""
        with localcontext(EXACT):
            return self.data + self.reference + self.adjustments + self.rule


@dataclass(frozen=True, slots=True)
class IndicatorDiff:
    """One indicator on both sides; None where it is not in the criteria of that side."""

    id: str
    before: IndicatorScore | None
    after: IndicatorScore | None
    #: Of the indicator's own points.
    split: Split
    #: What the change is worth in the total; None where a dimension above is not a sum.
    in_total: Decimal | None = None

    @property
    def is_moved(self) -> bool:
        """Whether value or points differ, or it is on one side only."""
        a, b = self.before, self.after
        return a is None or b is None or bool(decide(a.points - b.points)) or a.value != b.value


@dataclass(frozen=True, slots=True)
class ParkDiff:
    """One park that is on both sides."""

    before: ParkScore
    after: ParkScore
    split: Split
    indicators: tuple[IndicatorDiff, ...]

    @property
    def change(self) -> Decimal:
        """Points after minus points before, exactly."""
        with localcontext(EXACT):
            return self.after.points - self.before.points

    @property
    def places(self) -> int | None:
        """Places gained; None for a park that is not ranked on both sides."""
        if self.before.rank is None or self.after.rank is None:
            return None
        return self.before.rank - self.after.rank


@dataclass(frozen=True, slots=True)
class Diff:
    """Everything that differs between two runs. ``parks`` are in the order of the second run."""

    before: Run
    after: Run
    parks: tuple[ParkDiff, ...]
    only_before: tuple[ParkScore, ...]
    only_after: tuple[ParkScore, ...]
    #: Indicators in the criteria of one side only.
    indicators_before: tuple[str, ...]
    indicators_after: tuple[str, ...]
    #: False where the second side's data could not be read under the first side's criteria, so that
    #: every change of a score stands under rule.
    is_split: bool = True

    def of(self, park_id: str) -> ParkDiff:
        """Return one park. Raise KeyError if it is not on both sides."""
        for park in self.parks:
            if park.after.id == park_id:
                return park
        raise KeyError(park_id)


def diff_runs(before: Run, after: Run, bridge: Run | None = None) -> Diff:
    """Return what differs between two runs.

    ``bridge`` is the second side's data under the first side's criteria; it is needed only where
    the criteria differ.
    """
    stages = _stages(before, after, bridge)
    ours = {score.id: score for score in before.scores}
    both = [score for score in after.scores if score.id in ours]
    ids_before = [plan.id for plan in before.plan.root.all_indicators()]
    ids_after = [plan.id for plan in after.plan.root.all_indicators()]
    return Diff(
        before=before,
        after=after,
        parks=tuple(_park([stage.of(score.id) for stage in stages]) for score in both),
        only_before=tuple(s for s in before.scores if s.id not in {p.id for p in both}),
        only_after=tuple(s for s in after.scores if s.id not in ours),
        indicators_before=tuple(key for key in ids_before if key not in ids_after),
        indicators_after=tuple(key for key in ids_after if key not in ids_before),
        is_split=bridge is not None or same_criteria(before, after),
    )


def same_criteria(before: Run, after: Run) -> bool:
    """Return whether both runs are under the same criteria."""
    a, b = before.criteria, after.criteria
    return a.criteria == b.criteria


def _stages(before: Run, after: Run, bridge: Run | None) -> list[Run]:
    """Return the runs from before to after: own data, references, events, criteria."""
    if bridge is None and not same_criteria(before, after):
        return [before, before, before, before, after]
    target = (bridge or after).request
    request = replace(target, plan=before.plan)
    events = {score.id: score.park.events for score in before.scores}
    with_old_events = replace(request, panel=_with_events(request, events))
    return [before, run(with_old_events, FixedReferences(before)), run(with_old_events), run(request), after]


def _with_events(request: Request, of: Mapping[str, tuple[Event, ...]]) -> Panel:
    panel = request.panel
    old = {row: of[id_] for row, id_ in enumerate(panel.ids[: request.shown]) if id_ in of}
    return replace(panel, events=panel.events | old, _seen={})


def _park(stages: Sequence[ParkScore]) -> ParkDiff:
    with localcontext(EXACT):
        outer = [score.points - score.root.points for score in stages]
        split = _split([score.root.points for score in stages])
        split = replace(split, adjustments=split.adjustments + outer[-1] - outer[0])
    return ParkDiff(stages[0], stages[-1], split, tuple(_indicators(stages)))


def _split(points: Sequence[Decimal]) -> Split:
    return Split(*(b - a for a, b in pairwise(points)))


def _indicators(stages: Sequence[ParkScore]) -> list[IndicatorDiff]:
    columns = [{s.plan.id: s for s in stage.root.all_indicators()} for stage in stages]
    with localcontext(CONTEXT):
        worth = [contributions(stages[0].root), contributions(stages[-1].root)]
    found = []
    for key in dict.fromkeys([*columns[0], *columns[-1]]):
        scores = [column.get(key) for column in columns]
        with localcontext(EXACT):
            split = _split([s.points if s else ZERO for s in scores])
            a, b = worth[0].get(key, ZERO), worth[1].get(key, ZERO)
            in_total = None if a is None or b is None else b - a
        found.append(IndicatorDiff(key, scores[0], scores[-1], split, in_total))
    return found
