"""Checks (核对): findings about the meaning of data and criteria, one file each.

A check over a run is a function ``(Run) -> list[Finding]``; a check over criteria is a function
``(Plan) -> list[Finding]``. RUN_CHECKS below and the lists of the folders are where a new one is entered.
"""

from __future__ import annotations

from collections.abc import Callable

from fivegoods.checks import data
from fivegoods.checks.data import declared, no_figures, period, stated_total, ties, undecided
from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.plan.compile import build_plan
from fivegoods.messages.findings import Finding, in_order
from fivegoods.scoring.scores import Run

RUN_CHECKS: tuple[Callable[[Run], list[Finding]], ...] = (
    declared.check,
    data.check,
    period.check,
    stated_total.check,
    ties.check,
    undecided.check,
    no_figures.check,
)


def check_run(run: Run) -> list[Finding]:
    """Return what the checks find in the data of a run."""
    return in_order(finding for check in RUN_CHECKS for finding in check(run))


def check_criteria(file: CriteriaFile) -> list[Finding]:
    """Return what the checks find in a criteria file."""
    # Scoring does without these; only who looks at criteria waits for them.
    from fivegoods.checks.criteria import CRITERIA_CHECKS

    plan, findings = build_plan(file)
    if plan is not None:
        findings = [*findings, *(finding for check in CRITERIA_CHECKS for finding in check(plan))]
    return in_order(findings)
