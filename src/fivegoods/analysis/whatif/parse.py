"""Changes as people type them: ``tax=4.2亿元``, ``revenue=1.1``, ``accident:general=2``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from fivegoods.analysis.whatif.changes import (
    AddEvent,
    Change,
    ChangeError,
    Drop,
    ScaleField,
    SetField,
    SetPoints,
    SetWeight,
    fitting,
)
from fivegoods.criteria.base import LocalText
from fivegoods.criteria.models.criteria import Criteria
from fivegoods.criteria.plan.compile import definitions
from fivegoods.numeric.closest import nearest
from fivegoods.numeric.units import split_quantity


def texts_of(changes: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the kind and text of each change in a mapping of kinds: ``{"set": {"tax": 3}, "drop": ["patents"]}``."""
    texts: list[tuple[str, str]] = []
    for kind, given in changes.items():
        if kind == "drop":
            texts += [(kind, str(name)) for name in given]
        else:
            texts += [(kind, f"{name}={_written(value)}") for name, value in given.items()]
    return texts


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def parse_set(text: str, criteria: Criteria) -> SetField | SetPoints:
    """Return the change ``field=value`` or ``indicator=points``. Raise ChangeError."""
    name, written = _halves(text)
    key = _field(name, criteria)
    if key is not None:
        return SetField(key, fitting(key, criteria.fields[key], written))
    part = _part(name, criteria, also=tuple(criteria.fields))
    return SetPoints(part, _number(written))


def parse_scale(text: str, criteria: Criteria) -> ScaleField:
    """Return the change ``field=factor``; ``+10%`` and ``110%`` are factors too. Raise ChangeError."""
    name, written = _halves(text)
    key = _field(name, criteria)
    if key is None:
        raise ChangeError("unknown_field", name=name, near=nearest(name, criteria.fields))
    if criteria.fields[key].kind != "number":
        raise ChangeError("not_a_number_field", name=name)
    factor = _number(written.strip().removesuffix("%"))
    if written.strip().endswith("%"):
        factor /= 100
    return ScaleField(key, 1 + factor if written.strip()[:1] in "+-−" else factor)


def parse_weight(text: str, criteria: Criteria) -> SetWeight:
    """Return the change ``indicator=number``. Raise ChangeError."""
    name, written = _halves(text)
    number = _number(written)
    if number < 0:
        raise ChangeError("negative_weight", name=name)
    return SetWeight(_part(name, criteria), number)


def parse_drop(text: str, criteria: Criteria) -> Drop:
    """Return the change that drops an indicator or dimension. Raise ChangeError."""
    return Drop(_part(text.strip(), criteria))


def parse_event(text: str, criteria: Criteria) -> AddEvent:
    """Return the change ``kind``, ``kind=count``, ``kind:level`` or ``kind:level=count``. Raise ChangeError."""
    head, _, count = text.partition("=")
    kind, _, level = head.strip().partition(":")
    known = {a.event: a.name for a in criteria.adjustments.values() if a.event}
    key = _named(kind, known)
    if key is None:
        raise ChangeError("unknown_event", name=kind, near=nearest(kind, known))
    priced = [a.each for a in criteria.adjustments.values() if a.event == key and isinstance(a.each, dict)]
    levels = [each for prices in priced for each in prices]
    if levels and level not in levels:
        raise ChangeError("unknown_level", name=level or "-", known=", ".join(levels))
    return AddEvent(key, level or None, _number(count) if count else Decimal(1))


def _halves(text: str) -> tuple[str, str]:
    name, sign, written = text.partition("=")
    if not sign or not name.strip() or not written.strip():
        raise ChangeError("no_equals", text=text)
    return name.strip(), written.strip()


def _field(name: str, criteria: Criteria) -> str | None:
    return _named(name, {key: field.name for key, field in criteria.fields.items()})


def _part(name: str, criteria: Criteria, also: tuple[str, ...] = ()) -> str:
    """Return the id of an indicator or dimension named by id or by name."""
    names = {key: part.name for key, part, _ in definitions(criteria)}
    key = _named(name, names)
    if key is None:
        raise ChangeError("unknown_part", name=name, near=nearest(name, (*also, *names)))
    return key


def _named(name: str, known: Mapping[str, LocalText]) -> str | None:
    """Return the id that ``name`` is, or is the only name of."""
    if name in known:
        return name
    found = [key for key, text in known.items() if name in (text.zh, text.en)]
    return found[0] if len(found) == 1 else None


def _number(text: str) -> Decimal:
    parts = split_quantity(text.replace("−", "-"))
    if parts is None or parts[1] not in (None, "分", "倍"):
        raise ChangeError("not_a_number", text=text)
    return parts[0]


#: How a change of each kind is typed.
KINDS: Final[dict[str, Callable[[str, Criteria], Change]]] = {
    "set": parse_set,
    "scale": parse_scale,
    "weight": parse_weight,
    "drop": parse_drop,
    "event": parse_event,
}
