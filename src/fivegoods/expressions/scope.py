"""The names an expression may use (`Scope`), and the kinds of value there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from fivegoods.numeric.closest import nearest

Kind = Literal["number", "choice", "yes_no"]
Value = Decimal | str | bool


@dataclass(frozen=True, slots=True)
class FieldType:
    """What a field holds: a number in ``unit`` (None is a plain ratio), one of ``choices``, or yes/no."""

    unit: str | None = None
    kind: Kind = "number"
    choices: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """The names an expression may use.

    ``groups`` maps each group to its allowed values (empty: any). ``indicators`` are the ids that
    points(), value() and rank() may name; a mapping from id to unit also gives value() its unit, else
    it fits anywhere.
    ``events`` None accepts any kind of event. ``names`` maps what fields and groups are called to their ids.
    """

    fields: Mapping[str, FieldType] = field(default_factory=dict)
    groups: Mapping[str, Collection[str]] = field(default_factory=dict)
    indicators: Collection[str] | Mapping[str, str | None] = ()
    events: Collection[str] | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def nearest(self, name: str) -> str:
        """Return the id of the field or group that ``name`` may have meant, by its id or by what it is called."""
        near = nearest(name, (*self.names, *self.fields, *self.groups))
        return self.names.get(near, near)
