"""Criteria and parks of a few lines, for tests of scoring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.models.criteria import Criteria
from fivegoods.criteria.models.park import ParkFile
from fivegoods.criteria.plan.compile import build_plan
from fivegoods.criteria.plan.plan import Plan
from fivegoods.panel.bind import bind
from fivegoods.panel.entities import BenchmarkValue, Park, View
from fivegoods.panel.join import panel_of
from fivegoods.reading.documents import raw_of
from fivegoods.reading.readers import read_yaml_bytes
from fivegoods.reading.shape.shape import check_shape
from fivegoods.scoring.request import Request
from fivegoods.scoring.run import run
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.scoring.tree import IndicatorScore, NodeScore

HEAD = """
name: Test
status: example
sources: {us: {title: Test, attested: ours}}
"""


def criteria_of(text: str, name: str = "test", edition: str = "1") -> CriteriaFile:
    """Return the criteria written as YAML below a standard head; fail on any finding of reading."""
    head = HEAD if "status:" not in text else ""
    documents, findings = read_yaml_bytes(f"{name}.yaml", (head + text).encode(), "0" * 64)
    assert not findings, findings
    criteria, problems, _ = check_shape(Criteria, documents[0])
    assert criteria is not None, problems
    return CriteriaFile(name, edition, criteria, documents[0])


def park_of(file: CriteriaFile, key: str, data: Mapping[str, Any] | None = None, **rest: Any) -> Park:
    """Return a park of the year 2024 unless ``rest`` says otherwise."""
    # As in a file, a number is a Decimal: 1 and 0 are no truths.
    figures = {k: Decimal(v) if isinstance(v, int) else v for k, v in (data or {}).items()}
    written = ParkFile(
        id=key, name=key, data=figures, **{"year": 2024, "source": "a test", "attested": "invented", **rest}
    )
    panel, findings = bind(raw_of(written, file.origin), file)
    assert not findings, findings
    return panel.park(0)


def request_of(
    plan: Plan, parks: Sequence[Park], others: Sequence[Park] = (), peers: Sequence[Park] = (), **rest: Any
) -> Request:
    """Return the request over parks made by hand; ``peers`` are ranked with them, ``others`` only inform."""
    panel = panel_of([*parks, *peers, *others], plan.file.criteria.fields)
    return Request(plan, panel, len(parks), len(parks) + len(peers), **rest)


def run_of(file: CriteriaFile, parks: Sequence[Park], **rest: Any) -> Run:
    """Return the run over the parks. ``rest`` goes into the request."""
    plan, findings = build_plan(file)
    assert plan is not None, findings
    return run(request_of(plan, parks, **rest))


def score_one(
    text: str, data: Mapping[str, Any] | None = None, peers: Sequence[Mapping[str, Any]] = (), **rest: Any
) -> ParkScore:
    """Return the score of one park "it" among ``peers`` (their data), under criteria written as YAML."""
    file = criteria_of(text)
    parks = [park_of(file, "it", data, **rest), *(park_of(file, f"peer{i}", d) for i, d in enumerate(peers))]
    return run_of(file, parks).of("it")


def indicator_of(score: ParkScore, key: str) -> IndicatorScore:
    """Return one indicator of a score."""
    return next(s for s in score.root.all_indicators() if s.plan.id == key)


def node_of(score: ParkScore, key: str) -> NodeScore:
    """Return one dimension of a score."""
    return next(n for n in score.root.walk() if n.plan.id == key)


def rounded(x: Decimal, places: int = 6) -> Decimal:
    """Return ``x`` rounded half up without trailing zeros' meaning, for comparisons by hand."""
    return round(x, places)


__all__ = [
    "BenchmarkValue",
    "View",
    "criteria_of",
    "indicator_of",
    "node_of",
    "park_of",
    "rounded",
    "run_of",
    "score_one",
]
