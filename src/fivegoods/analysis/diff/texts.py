"""Two editions of criteria compared: what was added, dropped, reweighted, redefined, moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fivegoods.criteria.base import LocalText, StrictModel
from fivegoods.criteria.models.criteria import Criteria, Indicator, Node, PerGroup
from fivegoods.criteria.plan.compile import ids_of
from fivegoods.criteria.rules.base import Amount, Reference
from fivegoods.numeric.decimals import show

#: What an indicator or dimension weighs.
_WEIGHTS = ("points", "weight")
#: What makes an indicator or dimension what it is; names, sources and remarks do not count.
_DEFINITION = (
    "value", "unit", "rule", "applies", "missing", "needs", "before", "decimals",
    "method", "power", "unapplied", "zero", "at_most", "fails_below",
)  # fmt: skip
_FIELD = ("kind", "unit", "definition", "choices", "at_least", "at_most", "above", "below", "whole")


@dataclass(frozen=True, slots=True)
class TextChange:
    """One change. ``how`` is added, dropped, reweighted, redefined, moved or renamed."""

    how: str
    #: dimension, indicator, field, adjustment, grades, board, years, total, setting or group.
    what: str
    id: str
    name: LocalText
    #: The attribute that changed, such as "rule"; empty for what was added or dropped.
    attribute: str = ""
    before: str = ""
    after: str = ""


def criteria_changes(before: Criteria, after: Criteria) -> tuple[TextChange, ...]:
    """Return everything that changed between two editions, in the order of the second."""
    return tuple(_changes(before, after))


def _changes(before: Criteria, after: Criteria) -> Iterator[TextChange]:
    old, new = parts_of(before), parts_of(after)
    for key, (part, parent) in new.items():
        if key not in old:
            yield TextChange("added", _kind(part), key, part.name, after=weight_text(part))
        else:
            yield from _part(key, old[key], (part, parent))
    for key, (part, _) in old.items():
        if key not in new:
            yield TextChange("dropped", _kind(part), key, part.name, before=weight_text(part))
    yield from _mapped("field", before.fields, after.fields, _FIELD)
    for what in ("adjustments", "boards", "years", "totals", "groups"):
        yield from _mapped(what.rstrip("s") if what != "years" else what, getattr(before, what), getattr(after, what))
    yield from _whole("grades", before.grades, after.grades, after.name)
    for name in type(after.settings).model_fields:
        label = LocalText(zh=name, en=name)
        yield from _attribute("redefined", "setting", name, label, "", before.settings, after.settings, name)


def parts_of(criteria: Criteria) -> dict[str, tuple[Node | Indicator, str]]:
    """Return every dimension and indicator with the id of the dimension that holds it."""
    parts: dict[str, tuple[Node | Indicator, str]] = {}
    for key, path in ids_of(criteria):
        part: Any = criteria
        for step in path:
            part = part[step] if isinstance(part, Mapping) else getattr(part, str(step))
        parts[key] = (part, str(path[-3]) if len(path) > 2 else "total")
    return parts


def _kind(part: Node | Indicator) -> str:
    return "indicator" if isinstance(part, Indicator) else "dimension"


def _part(key: str, old: tuple[Node | Indicator, str], new: tuple[Node | Indicator, str]) -> Iterator[TextChange]:
    (before, parent), (after, new_parent) = old, new
    what = _kind(after)
    if parent != new_parent:
        yield TextChange("moved", what, key, after.name, "dimension", parent, new_parent)
    for attribute in _WEIGHTS:
        yield from _attribute("reweighted", what, key, after.name, attribute, before, after, attribute)
    for attribute in _DEFINITION:
        yield from _attribute("redefined", what, key, after.name, attribute, before, after, attribute)
    if before.name != after.name:
        yield TextChange("renamed", what, key, after.name, "name", before.name.within("zh"), after.name.within("zh"))


def _attribute(
    how: str, what: str, key: str, name: LocalText, shown: str, before: Any, after: Any, attribute: str
) -> Iterator[TextChange]:
    old, new = getattr(before, attribute, None), getattr(after, attribute, None)
    if old != new:
        yield TextChange(how, what, key, name, shown, as_text(old), as_text(new))


def _mapped(
    what: str, before: Mapping[str, Any], after: Mapping[str, Any], attributes: tuple[str, ...] = ()
) -> Iterator[TextChange]:
    for key, item in after.items():
        if key not in before:
            yield TextChange("added", what, key, item.name)
        for attribute in (attributes or _substance(item)) if key in before else ():
            yield from _attribute("redefined", what, key, item.name, attribute, before[key], item, attribute)
    for key, item in before.items():
        if key not in after:
            yield TextChange("dropped", what, key, item.name)


def _substance(item: StrictModel) -> tuple[str, ...]:
    return tuple(name for name in type(item).model_fields if name not in ("name", "source", "attested", "remark"))


def _whole(what: str, before: StrictModel | None, after: StrictModel | None, name: LocalText) -> Iterator[TextChange]:
    if before != after:
        how = "added" if before is None else "dropped" if after is None else "redefined"
        yield TextChange(how, what, what, name, "", as_text(before), as_text(after))


def weight_text(part: Node | Indicator) -> str:
    """Return the points or weight that a part states."""
    written = part.points if part.points is not None else part.weight
    return as_text(written)


def as_text(written: Any) -> str:
    """Return something written as one line, much as it stands in YAML; empty for nothing."""
    if written is None:
        return ""
    if isinstance(written, bool):
        return "yes" if written else "no"
    if isinstance(written, Decimal):
        return show(written)
    if isinstance(written, LocalText):
        return written.within("zh")
    if isinstance(written, PerGroup):
        pairs = ", ".join(f"{key}: {show(number)}" for key, number in written.is_.items())
        rest = f", otherwise {show(written.otherwise)}" if written.otherwise is not None else ""
        return f"{written.by} {{{pairs}{rest}}}"
    if isinstance(written, Amount):
        return f"{show(written.value)} {written.unit}" if written.unit else show(written.value)
    if isinstance(written, Reference) and (written.constant or written.expression):
        return as_text(written.constant or written.expression)
    if isinstance(written, StrictModel):
        # The parts themselves and not what they dump to, so that `to: 70 %` stays as it is written.
        fields = type(written).model_fields
        given = {fields[n].alias or n: getattr(written, n) for n in written.model_dump(exclude_defaults=True)}
        kind = getattr(written, "kind", None)
        return as_text({"kind": kind, **given} if isinstance(kind, str) else given)
    if isinstance(written, Mapping):
        return "{" + ", ".join(f"{key}: {as_text(item)}" for key, item in written.items()) + "}"
    if isinstance(written, list | tuple):
        return "[" + ", ".join(as_text(item) for item in written) + "]"
    return str(written)
