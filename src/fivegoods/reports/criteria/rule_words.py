"""Rules, caps and settings of criteria in words, with the units and names that the criteria give them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from fivegoods.criteria.models.adjustment import Adjustment
from fivegoods.criteria.models.criteria import FieldDef, Indicator, Node
from fivegoods.criteria.plan.amounts import in_units
from fivegoods.criteria.rules.by_hand import Choice
from fivegoods.numeric.decimals import show
from fivegoods.numeric.units import UnitError, parse_unit
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Cell


def rule_words(indicator: Indicator, voice: Voice) -> str:
    """Return an indicator's rule with the units of its amounts, the names of options, and its caps."""
    rule = indicator.rule
    # A unit that does not fit is for the check to say; the criteria can be shown all the same.
    with suppress(UnitError):
        rule = in_units(rule, parse_unit(indicator.unit))
    words = _options(rule, indicator, voice) if isinstance(rule, Choice) else voice.text(rule.words())
    caps = [
        voice.say(f"criteria.{name}", amount=show(amount))
        for name in ("at_most", "at_most_times", "at_least")
        if (amount := getattr(rule, name)) is not None
    ]
    return voice.say("join.sentence").join([words, *caps])


def _options(rule: Choice, indicator: Indicator, voice: Voice) -> str:
    field = voice.criteria.fields.get((indicator.value or "").strip())
    names = {key: voice.text(name) for key, name in ((field and field.choices) or {}).items()}
    names |= {"yes": voice.say("bool.yes"), "no": voice.say("bool.no")} if not names else {}
    listed = (
        voice.say("criteria.option", option=names.get(key, key), points=show(points))
        for key, points in rule.scores.items()
    )
    return voice.say("join.sentence").join(listed)


def method_words(node: Node, voice: Voice) -> str:
    """Return how a dimension is put together, and its cap."""
    words = voice.say(f"method.{node.method}")
    if node.at_most is None:
        return words
    return voice.say("join.sentence").join((words, voice.say("criteria.at_most", amount=show(node.at_most))))


def price_words(adjustment: Adjustment, voice: Voice) -> str | None:
    """Return what an adjustment adds or takes each time, by level where levels differ, and its cap."""
    if isinstance(adjustment.each, dict):
        levels = [f"{level} {show(points)}" for level, points in adjustment.each.items()]
        words = voice.say("join.list").join(levels)
    else:
        words = show(adjustment.each) if adjustment.each is not None else adjustment.points or ""
    if adjustment.at_most is not None:
        cap = voice.say("criteria.at_most", amount=show(abs(adjustment.at_most)))
        words = voice.say("join.bracket", text=words, inner=cap)
    return words or None


def values_words(field: FieldDef, voice: Voice) -> str | None:
    """Return the values that a field takes where it is no number: options as ids with names, or yes and no."""
    if field.kind == "yes_no":
        return voice.say("join.list").join((voice.say("bool.yes"), voice.say("bool.no")))
    named = (_named(key, voice.text(name), voice) for key, name in (field.choices or {}).items())
    return voice.say("join.list").join(named) or None


def group_rows(voice: Voice) -> Iterator[tuple[Cell, ...]]:
    """Yield name, id and allowed values of every group."""
    for key, group in voice.criteria.groups.items():
        values = (_named(value, voice.text(name), voice) for value, name in group.values.items())
        yield voice.text(group.name), key, voice.say("join.list").join(values) or None


def setting_rows(voice: Voice) -> Iterator[tuple[Cell, ...]]:
    """Yield the settings that the criteria declare."""
    settings = voice.criteria.settings
    for name in type(settings).model_fields:
        if name in settings.model_fields_set:
            yield voice.say(f"settings.{name}"), voice.setting(getattr(settings, name))


def _named(id_: str, name: str, voice: Voice) -> str:
    return voice.say("join.bracket", text=id_, inner=name) if name and name != id_ else id_
