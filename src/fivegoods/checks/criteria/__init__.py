"""Checks over criteria, one finding about meaning per file, in the order in which they are made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fivegoods.checks.criteria import bands, grades, names, percentages, provenance, reachable, scorable, weights
from fivegoods.criteria.plan.plan import Plan
from fivegoods.messages.findings import Finding

CRITERIA_CHECKS: Final[tuple[Callable[[Plan], list[Finding]], ...]] = (
    weights.check,
    bands.check,
    grades.check,
    reachable.check,
    percentages.check,
    names.check,
    scorable.check,
    provenance.check,
)
