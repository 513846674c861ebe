"""What the criteria declare beside their rules, repeated in the result: settings in force, and treated values."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from typing import NamedTuple

from fivegoods.criteria.models.adjustment import Adjustment
from fivegoods.criteria.models.criteria import FieldDef, Indicator, Node, PerGroup, Weighted
from fivegoods.criteria.models.ranking import Grade, Grades
from fivegoods.criteria.plan.compile import in_units
from fivegoods.criteria.plan.plan import NodePlan
from fivegoods.criteria.rules.base import Amount, Reference, parameter_name
from fivegoods.criteria.rules.by_hand import Choice
from fivegoods.criteria.rules.normalise import Goalposts
from fivegoods.numeric.decimals import decided, show
from fivegoods.numeric.units import UnitError, parse_unit
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Column, Kind, Medium, Paragraph, Section, Table, Tree
from fivegoods.scoring.columns import Treatment
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.scoring.tree import IndicatorScore


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


class Setting(NamedTuple):
    """One setting in words, and whether the criteria declare it."""

    label: str
    value: str
    declared: bool


class _Treated(NamedTuple):
    """One treatment of one value of a park."""

    park: ParkScore
    indicator: IndicatorScore
    treatment: Treatment


def settings_sections(run: Run, voice: Voice) -> Iterator[Section]:
    """Yield the settings in force, in a line and as a table, and, if any, the values treated before scoring."""
    settings: tuple[Column[Setting], ...] = (
        *setting_columns(voice),
        Column(
            "by",
            voice.say("col.said_by"),
            lambda row: voice.say("settings.declared" if row.declared else "settings.default"),
        ),
    )
    in_force, title = list(_in_force(run, voice)), voice.say("settings.title")
    count = sum(setting.declared for setting in in_force)
    brief = Paragraph(voice.say("settings.brief", count=len(in_force), declared=count))
    yield Section(title, (brief,), since=Medium.FILE, until=Medium.FILE)
    yield Section(title, (Table(settings, in_force),), since=Medium.WHOLE)
    # Looking at every value of a big table takes seconds, and few criteria have any treated.
    declared = any(indicator.definition.before is not None for indicator in run.plan.indicators)
    if declared and (treated := list(_treated(run))):
        yield Section(voice.say("treated.title"), (Table(_treated_columns(voice), treated),), since=Medium.FILE)


def setting_columns(voice: Voice) -> tuple[Column[Setting], ...]:
    """Return what a setting is called, and what is in force."""
    return (
        Column("setting", voice.say("col.setting"), lambda row: row.label),
        Column("value", voice.say("col.in_force"), lambda row: row.value),
    )


def declared_settings(voice: Voice) -> Iterator[Setting]:
    """Yield each setting of the criteria in words: name, value, and whether the criteria declare it."""
    settings = voice.criteria.settings
    for name in type(settings).model_fields:
        value = voice.setting(getattr(settings, name))
        yield Setting(voice.say(f"settings.{name}"), value, name in settings.model_fields_set)


def _in_force(run: Run, voice: Voice) -> Iterator[Setting]:
    yield from declared_settings(voice)
    grades = voice.criteria.grades
    if grades is not None:
        for name in ("ties", "decimals"):
            value = voice.setting(getattr(grades, name))
            yield Setting(voice.say(f"settings.grade_{name}"), value, name in grades.model_fields_set)
    for indicator in run.plan.indicators:
        rule = indicator.rule
        if isinstance(rule, Goalposts):
            label = voice.say("settings.goalposts_outside", id=voice.name(indicator))
            yield Setting(label, voice.setting(rule.outside), "outside" in rule.model_fields_set)
    for node in run.plan.root.walk():
        power = node.definition.power
        if node.definition.method in ("geometric", "harmonic") or (power is not None and power <= 0):
            yield _zero(node, voice)


def _zero(node: NodePlan, voice: Voice) -> Setting:
    method, share = voice.say(f"method.{node.definition.method}"), node.definition.zero
    result = voice.say("settings.zero_result") if share is None else voice.say("settings.zero_share", share=share)
    return Setting(voice.say("settings.mean_zero", method=method, id=voice.name(node)), result, share is not None)


def _treated(run: Run) -> Iterator[_Treated]:
    for score in run.scores:
        for found in score.root.all_indicators():
            for treatment in found.treatments:
                yield _Treated(score, found, treatment)


def _treated_columns(voice: Voice) -> tuple[Column[_Treated], ...]:
    def words(row: _Treated) -> str:
        done = row.treatment
        how = voice.say(f"stat.{done.how}") if done.how else ""
        return voice.say(f"treated.{done.kind}", how=how, parks=done.parks)

    say, number = voice.say, Kind.NUMBER
    return (
        Column("park", say("col.park"), lambda row: voice.park(row.park.park), Kind.PARK),
        Column("indicator", say("col.indicator"), lambda row: voice.name(row.indicator.plan)),
        Column("treatment", say("col.treatment"), words),
        Column("before", say("col.before_treatment"), lambda row: decided(row.treatment.before), number),
        Column("after", say("col.after_treatment"), lambda row: decided(row.treatment.after), number),
    )


def settings_data(run: Run) -> dict[str, Tree]:
    """Return the settings in force for JSON."""
    dumped = run.criteria.criteria.settings.model_dump()
    return {key: list(value) if isinstance(value, tuple) else value for key, value in dumped.items()}
