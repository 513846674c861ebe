"""Changes in words, and as they are typed on the command line."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from fivegoods.analysis.whatif.changes import AddEvent, Change, ScaleField, SetField, SetPoints, SetWeight
from fivegoods.analysis.whatif.parse import part_names
from fivegoods.numeric.decimals import show
from fivegoods.panel.entities import Value
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Tree


def change_text(change: Change, voice: Voice) -> str:
    """Return one change as a sentence part."""
    if isinstance(change, SetField):
        value = figure(change.field, change.value, voice)
        return voice.say("whatif.set", name=figure_name(change.field, voice), value=value)
    if isinstance(change, ScaleField):
        return voice.say("whatif.scale", name=figure_name(change.field, voice), factor=show(change.factor))
    if isinstance(change, SetPoints):
        return voice.say("whatif.points", name=figure_name(change.indicator, voice), points=show(change.points))
    if isinstance(change, AddEvent):
        name = change.kind if change.level is None else f"{change.kind}:{change.level}"
        return voice.say("whatif.event", name=name, count=show(change.count))
    if isinstance(change, SetWeight):
        return voice.say("whatif.weight", name=figure_name(change.part, voice), number=show(change.number))
    return voice.say("whatif.drop", name=figure_name(change.part, voice))


def figure_name(key: str, voice: Voice) -> str:
    """Return the name of a field, indicator or dimension."""
    field = voice.criteria.fields.get(key)
    return voice.text(field.name if field else part_names(voice.criteria).get(key)) or key


def figure(key: str, value: Value | None, voice: Voice) -> str | None:
    """Return a field's value with its unit, or the name of a choice; None stays None."""
    if value is None:
        return None
    field = voice.criteria.fields.get(key)
    if isinstance(value, bool):
        return voice.say("bool.yes" if value else "bool.no")
    if isinstance(value, str):
        named = (field.choices or {}).get(value) if field else None
        return voice.text(named) or value
    return f"{show(value)} {field.unit}" if field and field.unit and field.unit != "1" else show(value)


def change_tree(change: Change) -> dict[str, Tree]:
    """Return one change for machines."""
    if isinstance(change, SetField):
        return {"set": change.field, "value": change.value}
    if isinstance(change, ScaleField):
        return {"scale": change.field, "factor": change.factor}
    if isinstance(change, SetPoints):
        return {"points": change.indicator, "value": change.points}
    if isinstance(change, AddEvent):
        return {"event": change.kind, "level": change.level, "count": change.count}
    if isinstance(change, SetWeight):
        return {"weight": change.part, "value": change.number}
    return {"drop": change.part}


def typed(changes: Iterable[Change], voice: Voice) -> str:
    """Return the options of `fivegoods whatif` that make these changes."""
    return " ".join(_typed(change, voice) for change in changes)


def _typed(change: Change, voice: Voice) -> str:
    if isinstance(change, SetField):
        return f"--set {change.field}={_plain(change.field, change.value, voice)}"
    if isinstance(change, ScaleField):
        return f"--scale {change.field}={show(change.factor)}"
    if isinstance(change, SetPoints):
        return f"--set {change.indicator}={show(change.points)}"
    if isinstance(change, AddEvent):
        kind = change.kind if change.level is None else f"{change.kind}:{change.level}"
        return f"--event {kind}={show(change.count)}"
    if isinstance(change, SetWeight):
        return f"--weight {change.part}={show(change.number)}"
    return f"--drop {change.part}"


def _plain(key: str, value: Value, voice: Voice) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    unit = voice.criteria.fields[key].unit
    return show(value) + (unit if unit and unit != "1" and " " not in unit else "")


def signed(points: Decimal, voice: Voice) -> str:
    """Return a change of points with its sign; a change too small to show is 0."""
    text = voice.points(points)
    return text if points <= 0 or not Decimal(text) else f"+{text}"
