"""Rule parameters written with units, brought into the unit of their indicator."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeVar

from fivegoods.criteria.base import StrictModel
from fivegoods.criteria.rules import Rule
from fivegoods.criteria.rules.base import Amount, Difference, Reference
from fivegoods.numeric.units import Unit, convert, parse_unit

R = TypeVar("R", bound=Rule)


def to_unit(amount: Amount, unit: Unit) -> Decimal:
    """Return an amount in ``unit``; without a unit of its own it is in ``unit`` already. Raise UnitError."""
    return amount.value if amount.unit is None else convert(amount.value, parse_unit(amount.unit), unit)


def in_units(rule: R, unit: Unit) -> R:
    """Return a copy of ``rule`` with every amount in the indicator's ``unit``. Raise UnitError."""
    amounts, differences = rule.parameter_units(unit)
    converted: R = _converted(rule, amounts, differences)
    return converted


def _converted(part: Any, unit: Unit, difference: Unit) -> Any:
    if isinstance(part, Amount):
        target = difference if isinstance(part, Difference) else unit
        shown = part.unit or (target.text if target.text != "1" else None)
        return type(part)(value=to_unit(part, target), unit=shown)
    if isinstance(part, Reference):
        return part
    if isinstance(part, StrictModel):
        values = {name: _converted(getattr(part, name), unit, difference) for name in type(part).model_fields}
        changed = {name: value for name, value in values.items() if value is not getattr(part, name)}
        return part.model_copy(update=changed) if changed else part
    if isinstance(part, list):
        return [_converted(item, unit, difference) for item in part]
    return part
