"""Scoring rules (计分规则): one class each, its parameters and a pure function to points.

One more rule is one more subclass of `Rule` with a ``kind`` of its own in one of these files; the
criteria model, the schema and the documentation pick it up from here.
"""

from __future__ import annotations

import operator
from functools import reduce
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from fivegoods.criteria.rules import bands, by_hand, completion, normalise, per_unit, ranks
from fivegoods.criteria.rules.base import Rule

#: Every rule class, in the order of the families.
ALL_RULES: tuple[type[Rule], ...] = tuple(
    item
    for family in (by_hand, normalise, completion, bands, per_unit, ranks)
    for item in vars(family).values()
    if isinstance(item, type) and issubclass(item, Rule) and item is not Rule
)

if TYPE_CHECKING:
    AnyRule = Rule
else:
    AnyRule = Annotated[reduce(operator.or_, ALL_RULES), Field(discriminator="kind")]

__all__ = ["ALL_RULES", "AnyRule", "Rule"]
