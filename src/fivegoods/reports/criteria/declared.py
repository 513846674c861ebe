"""What the criteria declare beside their rules, repeated in the result: settings, and treated values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fivegoods.criteria.plan.plan import NodePlan
from fivegoods.criteria.rules.normalise import Goalposts
from fivegoods.numeric.decimals import decide
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Cell, Column, Kind, Section, Table, Tree
from fivegoods.scoring.columns import Treatment
from fivegoods.scoring.scores import ParkScore, Run


def declared_sections(run: Run, voice: Voice) -> Iterator[Section]:
    """Yield the settings in force and, if any, the values treated before scoring."""
    yield _settings(run, voice)
    # Looking at every value of a big table takes seconds, and few criteria have any treated.
    declared = any(indicator.definition.before is not None for indicator in run.plan.indicators)
    if declared and (rows := tuple(_treated(run.scores, voice))):
        columns = (
            Column("park", voice.say("col.park")),
            Column("indicator", voice.say("col.indicator")),
            Column("treatment", voice.say("col.treatment")),
            Column("before", voice.say("col.before_treatment"), Kind.NUMBER),
            Column("after", voice.say("col.after_treatment"), Kind.NUMBER),
        )
        yield Section(voice.say("treated.title"), (Table(columns, rows),), detail=True)


def _settings(run: Run, voice: Voice) -> Section:
    columns = (
        Column("setting", voice.say("col.setting")),
        Column("value", voice.say("col.in_force")),
        Column("by", voice.say("col.said_by")),
    )
    rows = tuple(
        (label, value, voice.say("settings.declared" if written else "settings.default"))
        for label, value, written in _lines(run, voice)
    )
    return Section(voice.say("settings.title"), (Table(columns, rows),), detail=True)


def _lines(run: Run, voice: Voice) -> Iterator[tuple[str, str, bool]]:
    """Yield each setting: what it is called, what is in force, and whether the criteria say so."""
    criteria = run.criteria.criteria
    settings, grades = criteria.settings, criteria.grades
    for name in type(settings).model_fields:
        value = voice.setting(getattr(settings, name))
        yield voice.say(f"settings.{name}"), value, name in settings.model_fields_set
    if grades is not None:
        yield voice.say("settings.grade_ties"), voice.setting(grades.ties), "ties" in grades.model_fields_set
        decimals = voice.setting(grades.decimals)
        yield voice.say("settings.grade_decimals"), decimals, "decimals" in grades.model_fields_set
    for indicator in run.plan.indicators:
        rule = indicator.rule
        if isinstance(rule, Goalposts):
            label = voice.say("settings.goalposts_outside", id=voice.name(indicator))
            yield label, voice.setting(rule.outside), "outside" in rule.model_fields_set
    for node in run.plan.root.walk():
        yield from _zero(node, voice)


def _zero(node: NodePlan, voice: Voice) -> Iterator[tuple[str, str, bool]]:
    definition = node.definition
    if definition.method in ("geometric", "harmonic"):
        label = voice.say("settings.mean_zero", method=voice.say(f"method.{definition.method}"), id=voice.name(node))
        share = definition.zero
        result = voice.say("settings.zero_result") if share is None else voice.say("settings.zero_share", share=share)
        yield label, result, share is not None


def _treated(scores: Iterable[ParkScore], voice: Voice) -> Iterator[tuple[Cell, ...]]:
    for score in scores:
        for found in score.root.all_indicators():
            for t in found.treatments:
                words = voice.say(f"treated.{t.kind}", how=voice.say(f"stat.{t.how}") if t.how else "", parks=t.parks)
                before = None if t.before is None else decide(t.before)
                yield voice.park(score.park), voice.name(found.plan), words, before, decide(t.after)


def settings_tree(run: Run) -> dict[str, Tree]:
    """Return the settings in force, for machines."""
    dumped = run.criteria.criteria.settings.model_dump()
    return {key: list(value) if isinstance(value, tuple) else value for key, value in dumped.items()}


def treatment_tree(treatment: Treatment) -> dict[str, Tree]:
    """Return one treatment of one value, for machines."""
    before = None if treatment.before is None else decide(treatment.before)
    tree: dict[str, Tree] = {"kind": treatment.kind, "before": before, "after": decide(treatment.after)}
    return {**tree, "how": treatment.how, "parks": treatment.parks} if treatment.how else tree
