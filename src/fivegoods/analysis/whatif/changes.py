"""The changes that can be tried: each is one frozen record, in the units of the criteria."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.messages.findings import quoted
from fivegoods.panel.entities import Gap, Value
from fivegoods.panel.raw import Scalar
from fivegoods.panel.values import Misfit, read_column


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


def fitting(name: str, definition: FieldDef, written: Scalar) -> Value:
    """Return what is written as the field takes it from a park file, in its unit. Raise ChangeError."""
    found = read_column(name, definition, [written])[0]
    if isinstance(found, Gap):
        raise ChangeError("no_value", name=name, text=quoted(written))
    if isinstance(found, Misfit):
        kind, params = found.kind, found.params
        zh = "；".join(filter(None, (kind.zh.format(**params), _filled(kind.help_zh, params))))
        en = "; ".join(filter(None, (kind.en.format(**params), _filled(kind.help_en, params))))
        raise ChangeError("does_not_fit", zh=zh, en=en, near=found.near)
    return found


def _filled(template: str, params: Mapping[str, str]) -> str:
    """Return a text with its words, "" where one is not known."""
    try:
        return template.format(**params)
    except KeyError:
        return ""
