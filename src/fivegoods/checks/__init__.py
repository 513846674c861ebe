"""Checks (核对): findings about the meaning of data and criteria, one file each.

A check over a run is a function ``(Run) -> list[Finding]``; a check over criteria is a function
``(Plan) -> list[Finding]``. The two lists below are where a new one is entered.
"""

from __future__ import annotations

from collections.abc import Callable

from fivegoods.checks import (
    bands,
    data,
    declared,
    names,
    period,
    provenance_of_criteria,
    reachable,
    scorable,
    stated_total,
    ties,
    undecided,
    weights,
)
from fivegoods.entities import CriteriaFile
from fivegoods.findings import Finding, in_order
from fivegoods.scoring.build import build_plan
from fivegoods.scoring.plan import Plan
from fivegoods.scoring.results import Run

RUN_CHECKS: tuple[Callable[[Run], list[Finding]], ...] = (
    declared.check,
    data.check,
    period.check,
    stated_total.check,
    ties.check,
    undecided.check,
)

CRITERIA_CHECKS: tuple[Callable[[Plan], list[Finding]], ...] = (
    weights.check,
    bands.check,
    reachable.check,
    names.check,
    scorable.check,
    provenance_of_criteria.check,
)


def check_run(run: Run) -> list[Finding]:
    """Return what the checks find in the data of a run."""
    return in_order(finding for check in RUN_CHECKS for finding in check(run))


def check_criteria(file: CriteriaFile) -> list[Finding]:
    """Return what the checks find in a criteria file."""
    plan, findings = build_plan(file)
    if plan is not None:
        findings = [*findings, *(finding for check in CRITERIA_CHECKS for finding in check(plan))]
    return in_order(findings)
