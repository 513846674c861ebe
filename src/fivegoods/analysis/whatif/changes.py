"""The changes that can be tried: each is one frozen record, in the units of the criteria."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fivegoods.criteria.models.criteria import FieldDef, breaks_whole, broken_bound
from fivegoods.panel.entities import Value


@dataclass(frozen=True, slots=True)
class SetField:
    """Give a field another value, in the unit the criteria declare."""

    field: str
    value: Value


@dataclass(frozen=True, slots=True)
class ScaleField:
    """Multiply a field by a factor."""

    field: str
    factor: Decimal


@dataclass(frozen=True, slots=True)
class SetPoints:
    """Give an indicator these points by hand."""

    indicator: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class AddEvent:
    """Let an event happen so many more times; a negative count takes it back."""

    kind: str
    level: str | None = None
    count: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class SetWeight:
    """Give an indicator or dimension other full points, or another weight where it states weights."""

    part: str
    number: Decimal


@dataclass(frozen=True, slots=True)
class Drop:
    """Take an indicator or dimension out of the criteria."""

    part: str


Change = SetField | ScaleField | SetPoints | AddEvent | SetWeight | Drop


class ChangeError(Exception):
    """A change that cannot be tried. ``reason`` is a word code, ``params`` fill its placeholders."""

    def __init__(self, reason: str, **params: str) -> None:
        """Name the reason, such as "unknown_field"."""
        super().__init__(f"{reason}: {params}")
        self.reason = reason
        self.params = params


def refuse_beyond(name: str, definition: FieldDef, value: Decimal, text: str) -> None:
    """Raise ChangeError for a value, written as ``text``, that the field's definition does not allow."""
    if bound := broken_bound(definition, value):
        raise ChangeError("out_of_bounds", name=name, text=text, bound=bound)
    if breaks_whole(definition, value):
        raise ChangeError("not_whole", name=name, text=text)
