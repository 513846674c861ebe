"""Effort of a change: relative to today by default, or what a costs file declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from fivegoods.numeric.decimals import ONE


@dataclass(frozen=True, slots=True)
class Costs:
    """What changes cost.

    ``each`` maps a field to the cost of one unit of it (in the field's unit), or an indicator whose
    points are given by hand to the cost of one point; ``None`` there means it cannot be changed. An
    empty mapping means relative changes: 1 is a change by all of today's value.
    """

    each: Mapping[str, Decimal | None] = field(default_factory=dict)
    #: The largest relative change of a figure that is advised, 0.5 for a half; None: any.
    at_most: Decimal | None = None

    @property
    def is_relative(self) -> bool:
        """Whether effort is the relative change."""
        return not self.each

    def may_change(self, name: str) -> bool:
        """Return whether a field or indicator may be changed: with declared costs only what they list."""
        return self.is_relative or self.each.get(name) is not None

    def of(self, name: str, today: Decimal | None, then: Decimal) -> Decimal:
        """Return the effort of a change; without a figure today (or from 0) a relative change counts as 1."""
        price = self.each.get(name)
        if price is not None:
            return price * abs(then - (today or Decimal(0)))
        return abs(then - today) / abs(today) if today else ONE

    def of_choice(self, name: str) -> Decimal:
        """Return the effort of another choice: its declared cost, else 1."""
        price = self.each.get(name)
        return ONE if price is None else price
