"""The checks over criteria, in the order in which they are made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fivegoods.checks.criteria import bands, grades, names, percentages, reachable, scorable, weights
from fivegoods.checks.criteria import provenance as provenance_of_criteria
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
    provenance_of_criteria.check,
)
