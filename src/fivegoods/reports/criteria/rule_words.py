"""Rules, weights, references, caps and grades of criteria in words, with the criteria's units and names."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

from fivegoods.criteria.models.adjustment import Adjustment
from fivegoods.criteria.models.criteria import FieldDef, Indicator, Node, PerGroup, Weighted
from fivegoods.criteria.models.ranking import Grade, Grades
from fivegoods.criteria.plan.amounts import in_units
from fivegoods.criteria.rules.base import Amount, Reference
from fivegoods.criteria.rules.by_hand import Choice
from fivegoods.criteria.rules.parameters import parameter_name
from fivegoods.numeric.decimals import show
from fivegoods.numeric.units import UnitError, parse_unit
from fivegoods.reports.localise import Voice


def rule_words(indicator: Indicator, voice: Voice) -> str:
    """Return an indicator's rule with the units of its amounts, the names of options, and its caps."""
    rule = indicator.rule
    # A unit that does not fit is for the check to say; the criteria can be shown all the same.
    with suppress(UnitError):
        rule = in_units(rule, parse_unit(indicator.unit))
    words = _options(rule, indicator, voice) if isinstance(rule, Choice) else voice.text(rule.words())
    caps = [
        voice.say(f"criteria.{name}", amount=show(amount))
        for name in ("out_of", "at_most", "at_most_times", "at_least")
        if (amount := getattr(rule, name)) is not None
    ]
    return voice.sentences([words, *caps])


def _options(rule: Choice, indicator: Indicator, voice: Voice) -> str:
    field = voice.criteria.fields.get((indicator.value or "").strip())
    names = {key: voice.text(name) for key, name in ((field and field.choices) or {}).items()}
    names |= {"yes": voice.say("bool.yes"), "no": voice.say("bool.no")} if not names else {}
    listed = (
        voice.say("criteria.option", option=names.get(key, key), worth=voice.text(rule.worth_words(key)))
        for key in rule.options
    )
    return voice.sentences(listed)


def method_words(node: Node, voice: Voice) -> str:
    """Return how a dimension is put together, and its cap."""
    cap = "" if node.at_most is None else voice.say("criteria.at_most", amount=show(node.at_most))
    return voice.sentences((voice.say(f"method.{node.method}"), cap))


def price_words(adjustment: Adjustment, voice: Voice) -> str | None:
    """Return what an adjustment adds or takes each time, by level where levels differ, and its cap."""
    if isinstance(adjustment.each, dict):
        words = voice.listed(f"{level} {show(points)}" for level, points in adjustment.each.items())
    else:
        words = show(adjustment.each) if adjustment.each is not None else adjustment.points or ""
    limit = adjustment.at_most
    cap = "" if limit is None else voice.say("criteria.at_most", amount=show(abs(limit)))
    return voice.bracketed(words, cap) or None


def values_words(field: FieldDef, voice: Voice) -> str | None:
    """Return the values that a field takes where it is no number: options as ids with names, or yes and no."""
    if field.kind == "yes_no":
        return voice.listed((voice.say("bool.yes"), voice.say("bool.no")))
    named = (voice.with_name(key, voice.text(name)) for key, name in (field.choices or {}).items())
    return voice.listed(named) or None


def grades_words(grades: Grades, voice: Voice) -> str:
    """Return what grades go by: the total, the total over another one, or the share of the parks."""
    if grades.by == "share":
        return voice.say("criteria.grade_share_of")
    if grades.over is None:
        return voice.say("criteria.grade_score")
    what = voice.say(f"criteria.over_{grades.over.stat or 'park'}", park=grades.over.park or "")
    return voice.say("criteria.grade_over", what=what)


def grade_words(level: Grade, voice: Voice) -> str | None:
    """Return from which points on, or for which share of the parks, a grade is given."""
    if level.from_ is not None:
        return voice.say("criteria.grade_from", points=show(level.from_))
    if level.above is not None:
        return voice.say("criteria.grade_above", points=show(level.above))
    if level.upto is not None:
        return f"≤ {voice.percent(level.upto)}"
    if level.share is not None:
        return voice.percent(level.share)
    return voice.say("criteria.grade_rest") if level.rest else None


def references_text(indicator: Indicator, voice: Voice) -> str | None:
    """Return what an indicator is compared with, as the criteria say it; None if with nothing."""
    named = indicator.rule.references()
    texts = {name: _reference(reference, indicator, voice) for name, reference in named.items()}
    parts = [text if len(texts) == 1 else f"{voice.text(parameter_name(name))} {text}" for name, text in texts.items()]
    return voice.listed(parts) or None


def _reference(reference: Reference, indicator: Indicator, voice: Voice) -> str:
    if reference.constant is not None:
        return _amount(reference.constant, indicator, voice)
    if reference.expression is not None:
        return reference.expression
    if reference.is_ is not None:
        values = [
            f"{voice.group_value(reference.by or '', key)} {_amount(amount, indicator, voice)}"
            for key, amount in reference.is_.items()
        ]
        if reference.otherwise is not None:
            other = _amount(reference.otherwise, indicator, voice)
            values.append(voice.say("criteria.otherwise", value=other))
        return voice.listed(values)
    if reference.park is not None:
        return voice.say("criteria.of_park", park=reference.park)
    groups = voice.listed(map(voice.group, reference.within))
    stat = voice.say(f"stat.{reference.stat}")
    whose = voice.say(f"criteria.from_{reference.source_of}")
    return voice.bracketed(stat, voice.listed((whose, groups, reference.of or "")))


def _amount(amount: Amount, indicator: Indicator, voice: Voice) -> str:
    return voice.amount(amount.value, amount.unit or indicator.unit)


def weight_text(part: Weighted, voice: Voice) -> str | None:
    """Return points or weight in words, whose weight it is, and how it differs by group."""
    if part.points is not None:
        text = voice.say("criteria.points", points=_graded(part.points, voice))
    elif part.weight is not None:
        text = voice.say("criteria.weight", weight=_graded(part.weight, voice))
    else:
        return None
    return voice.bracketed(text, part.weight_by and voice.say(f"attested.{part.weight_by}"))


def _graded(amount: Decimal | PerGroup, voice: Voice) -> str:
    if isinstance(amount, Decimal):
        return show(amount)
    values = [f"{voice.group_value(amount.by, key)} {show(value)}" for key, value in amount.is_.items()]
    if amount.otherwise is not None:
        values.append(voice.say("criteria.otherwise", value=show(amount.otherwise)))
    joined = voice.listed(values)
    return voice.say("criteria.by_group", group=voice.group(amount.by), values=joined)


def cited(part: Weighted | Adjustment, voice: Voice) -> str | None:
    """Return the id of a part's source and how well it is attested; None without either."""
    attested = voice.say(f"attested.{part.attested}") if part.attested else ""
    return voice.listed((part.source or "", attested)) or None
