"""What the criteria declare beside their rules, repeated in the result: settings in force, and treated values."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from fivegoods.criteria.plan.plan import NodePlan
from fivegoods.criteria.rules.normalise import Goalposts
from fivegoods.numeric.decimals import decide
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Column, Kind, Medium, Paragraph, Section, Table, Tree
from fivegoods.scoring.columns import Treatment
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.scoring.tree import IndicatorScore


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
        Column("before", say("col.before_treatment"), lambda row: _decided(row.treatment.before), number),
        Column("after", say("col.after_treatment"), lambda row: _decided(row.treatment.after), number),
    )


def _decided(value: Decimal | None) -> Decimal | None:
    return None if value is None else decide(value)


def settings_data(run: Run) -> dict[str, Tree]:
    """Return the settings in force for JSON."""
    dumped = run.criteria.criteria.settings.model_dump()
    return {key: list(value) if isinstance(value, tuple) else value for key, value in dumped.items()}
