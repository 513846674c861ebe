"""The steps of a derivation: a sentence, the printed arithmetic, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fivegoods.criteria.base import LocalText
from fivegoods.scoring.tree import IndicatorScore


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a sentence, the arithmetic with the numbers in it, and what comes out."""

    #: value, comparison, reference, place, measure, band, rule, cap, adjustment, contribution, missing, given,
    #: override, void, policy, clause; of a whole: parts, total, coverage, rank, unranked, grade.
    kind: str
    words: LocalText
    formula: str = ""
    result: Decimal | None = None
    unit: str = ""


#: Kinds of step whose result is the indicator's points, if no later step of these kinds follows.
DECIDING = frozenset({"rule", "cap", "given", "override", "void", "policy", "adjustment"})


@dataclass(frozen=True, slots=True)
class Derivation:
    """How one indicator of one park came to its points."""

    indicator: IndicatorScore
    steps: tuple[Step, ...]

    @property
    def deciding(self) -> Step | None:
        """The step whose formula gives the points; None for an indicator without points of its own."""
        return next((step for step in reversed(self.steps) if step.kind in DECIDING), None)
