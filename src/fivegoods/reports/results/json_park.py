"""One park after another as data for machines: the long part of the JSON of a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Final

from fivegoods.criteria.plan.plan import IndicatorPlan, NodePlan
from fivegoods.numeric.decimals import decide
from fivegoods.panel.entities import Park
from fivegoods.reports.criteria.declared import treatment_tree
from fivegoods.reports.exact import exact_value
from fivegoods.reports.lazy import Shared
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Tree
from fivegoods.reports.provenance import Trace, fact_behind, further_traces, given_trace, trace_tree, written_order
from fivegoods.reports.results.parts import top_dimensions
from fivegoods.scoring.columns import AdjustmentScore, Placing, ResolvedReference
from fivegoods.scoring.composite.contribution import contributions
from fivegoods.scoring.scores import IndicatorScore, NodeScore, ParkScore, Run

#: Full points are the same for most parks, and a park's points come up three times.
_decided = lru_cache(maxsize=256)(decide)

#: So many lists of reference values are remembered at a time.
_MOST_SHARED: Final = 4096


@dataclass(frozen=True, slots=True)
class _Part:
    """What the trees of all parks say alike of one dimension or indicator."""

    #: Held so that no other plan takes its place in memory, by which it is found.
    plan: NodePlan | IndicatorPlan
    name: str
    fields: tuple[str, ...] = ()


#: A figure behind an indicator: its source in words, "" without one, and its tree.
_Figure = tuple[str, dict[str, Tree]]


@dataclass(slots=True)
class _Figures:
    """The figures of one park. A table makes them anew each time, and several indicators share them."""

    score: ParkScore
    made: dict[str, _Figure | None] = field(default_factory=dict)


class ParkTrees:
    """Makes the trees of a run's parks; what is the same for all of them is looked up once."""

    def __init__(self, run: Run, voice: Voice) -> None:
        """Speak of the parks of ``run`` in the language of ``voice``."""
        self._run = run
        self._voice = voice
        self._parts: dict[int, _Part] = {}
        # By identity, like the parts; the tuples are held so that no other takes their place.
        self._shared: dict[int, tuple[tuple[ResolvedReference, ...], Shared[Tree]]] = {}

    def tree(self, score: ParkScore) -> dict[str, Tree]:
        """Return one park: totals, ranks, dimensions with their indicators, adjustments."""
        park, root, voice = score.park, score.root, self._voice
        brings, figures = contributions(root), _Figures(score)
        return {
            "id": park.id,
            "name": voice.park(park),
            "year": park.year,
            "points": _decided(score.points),
            "possible": _decided(score.possible),
            "possible_is_open": score.possible_is_open,
            "full": _decided(score.full),
            "coverage": _decided(score.coverage),
            "rank": score.rank,
            "rank_of": score.placing.of if score.placing else None,
            "tied": score.placing.tied if score.placing else None,
            "grade": score.grade,
            "groups": dict(park.groups),
            "group_ranks": {key: _placing(placing) for key, placing in score.group_placings.items()},
            "totals": {key: _decided(points) for key, points in score.totals.items()},
            "dimensions": [self._node(node, figures, brings) for node in top_dimensions(root)],
            "adjustments": [_adjustment(adjustment, voice) for adjustment in score.adjustments],
            "honours_lost": score.honours_lost,
            "unranked_reason": score.unranked_reason or None,
            "stated_total": _stated_total(park, self._run),
        }

    def _node(self, node: NodeScore, figures: _Figures, brings: Mapping[str, Decimal | None]) -> dict[str, Tree]:
        tree: dict[str, Tree] = {
            "id": node.plan.id,
            "name": self._part(node.plan).name,
            **_points(node),
            "outcome": str(node.outcome),
        }
        if node.nodes:
            tree["dimensions"] = [self._node(child, figures, brings) for child in node.nodes]
        if node.indicators or not node.nodes:
            tree["indicators"] = [self._indicator(child, figures, brings) for child in node.indicators]
        return tree

    def _indicator(
        self, found: IndicatorScore, figures: _Figures, brings: Mapping[str, Decimal | None]
    ) -> dict[str, Tree]:
        plan, value, brought = found.plan, found.value, brings[found.plan.id]
        part = self._part(plan)
        given = given_trace(found)
        behind = [] if given is None else [self._figure_of(given)]
        behind += [figure for name in part.fields if (figure := self._figure(figures, name)) is not None]
        behind += map(self._figure_of, further_traces(figures.score, found, self._run.view))
        return {
            "id": plan.id,
            "name": part.name,
            "value": exact_value(value) if isinstance(value, Decimal) else value,
            "unit": plan.definition.unit,
            "treatments": [treatment_tree(treatment) for treatment in found.treatments],
            "references": self._references(found.references),
            **_points(found),
            "contribution": None if brought is None else _decided(brought),
            "outcome": str(found.outcome),
            "reason": found.reason or None,
            "source": self._sources(text for text, _ in behind),
            "provenance": [tree for _, tree in behind],
        }

    def _part(self, plan: NodePlan | IndicatorPlan) -> _Part:
        part = self._parts.get(id(plan))
        if part is None:
            fields = written_order(plan.value) if isinstance(plan, IndicatorPlan) else ()
            part = self._parts[id(plan)] = _Part(plan, self._voice.name(plan), fields)
        return part

    def _figure(self, figures: _Figures, name: str) -> _Figure | None:
        """Return one figure of a park, None if the park gives none."""
        if name not in figures.made:
            fact = fact_behind(figures.score.park, name, self._run.view)
            figures.made[name] = None if fact is None else self._figure_of(Trace(name, fact))
        return figures.made[name]

    def _figure_of(self, trace: Trace) -> _Figure:
        return trace.text(self._voice), trace_tree(trace, self._voice)

    def _sources(self, texts: Iterable[str]) -> str | None:
        told = dict.fromkeys(text for text in texts if text)
        return self._voice.say("join.sentence").join(told) if told else None

    def _references(self, found: tuple[ResolvedReference, ...]) -> Sequence[Tree]:
        """Return reference values; parks compared with the same share one list."""
        known = self._shared.get(id(found))
        if known is None:
            if len(self._shared) >= _MOST_SHARED:
                self._shared.clear()
            known = self._shared[id(found)] = found, Shared([self._reference(reference) for reference in found])
        return known[1]

    def _reference(self, found: ResolvedReference) -> dict[str, Tree]:
        benchmark = found.benchmark
        tree: dict[str, Tree] = {"name": found.name, "value": exact_value(found.value), "origin": found.origin}
        if found.stat:
            tree |= {"stat": found.stat, "group": dict(found.group), "parks": found.parks}
        if benchmark is not None:
            tree |= {"year": benchmark.year, "source": self._voice.source(benchmark.source) or None}
        return tree


def _points(found: NodeScore | IndicatorScore) -> dict[str, Tree]:
    return {"points": _decided(found.points), "possible": _decided(found.possible), "full": _decided(found.full)}


def _adjustment(found: AdjustmentScore, voice: Voice) -> dict[str, Tree]:
    return {
        "id": found.id,
        "name": voice.text(found.name),
        "count": found.count,
        "points": _decided(found.points),
        "to": found.to,
        "effects": list(found.effects),
    }


def _placing(placing: Placing) -> dict[str, Tree]:
    return {"rank": placing.rank, "of": placing.of, "tied": placing.tied}


def _stated_total(park: Park, run: Run) -> Decimal | None:
    if run.view == "reviewed" and park.review is not None:
        return park.review.stated_total
    return park.stated_total
