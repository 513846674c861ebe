"""Parks, criteria and runs made in the test, for questions about results."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from fivegoods import api
from fivegoods.criteria.base import LocalText
from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.models.criteria import Criteria
from fivegoods.criteria.plan.compile import build_plan
from fivegoods.messages.findings import Place
from fivegoods.panel.entities import Event, GivenPoints, Park
from fivegoods.scoring.run import run
from fivegoods.scoring.scores import Run
from scoring.scoring_support import request_of

SAMPLES = Path(__file__).parents[2] / "samples"


class Made:
    """An origin for what no file holds."""

    file = "made.yaml"
    sha256 = "0" * 64

    def place(self, path: tuple[str | int, ...], *, key: bool = False) -> Place:
        return Place(self.file)


@cache
def sample(name: str, view: str = "reviewed", year: int | None = None) -> Run:
    opened = api.open_run([str(SAMPLES / name)], view=view, year=year)
    assert opened.run is not None, opened.findings
    return opened.run


def criteria_of(text: str) -> CriteriaFile:
    data = yaml.load(text, Loader=yaml.BaseLoader)
    basics = {"name": "x", "status": "example", "sources": {}}
    return CriteriaFile("made", "1", Criteria.model_validate({**basics, **data}), Made())


def park(name: str, year: int = 2024, *, groups: dict[str, str] | None = None, **data: Any) -> Park:
    points = {k: GivenPoints(Decimal(str(v))) for k, v in data.pop("points", {}).items()}
    events = tuple(Event(kind, None, Decimal(count)) for kind, count in data.pop("events", {}).items())
    values = {k: v if isinstance(v, str | bool) else Decimal(str(v)) for k, v in data.items()}
    return Park(name, LocalText(zh=name, en=name), year, groups or {}, values, Made(), points=points, events=events)


def run_of(text: str, *parks: Park, others: tuple[Park, ...] = (), **more: Any) -> Run:
    plan, findings = build_plan(criteria_of(text))
    assert plan is not None, findings
    return run(request_of(plan, parks, others=others, **more))


def field(name: str, rule: str, **more: str) -> str:
    """Criteria with one number field ``x`` and one indicator over it."""
    extra = "".join(f", {key}: {value}" for key, value in more.items())
    return (
        "fields: {x: {name: x, unit: 家}, y: {name: y, unit: 家}, w: {name: w, unit: 家, whole: true, at_least: 0}}\n"
        f"indicators: {{i: {{name: i, unit: 家, points: 10, value: {name}, rule: {rule}{extra}}}}}"
    )
