"""The checks over criteria, in the order in which they are made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fivegoods.checks import bands, grades, names, provenance_of_criteria, reachable, scorable, weights
from fivegoods.findings import Finding
from fivegoods.scoring.plan import Plan

CRITERIA_CHECKS: Final[tuple[Callable[[Plan], list[Finding]], ...]] = (
    weights.check,
    bands.check,
    grades.check,
    reachable.check,
    names.check,
    scorable.check,
    provenance_of_criteria.check,
)
