"""The derivation (explain): every point of a park, step by step, with the printed arithmetic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from fivegoods.explain.indicator import derive
from fivegoods.explain.steps import Step
from fivegoods.explain.whole import derive_adjustment, derive_node, derive_total
from fivegoods.numeric.decimals import show
from fivegoods.reports.exact import decide_short
from fivegoods.reports.header import facts, files_section, notices
from fivegoods.reports.lazy import Each
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Item, Paragraph, Product, Report, Section, Steps, Table, Tree
from fivegoods.reports.provenance import Trace, reference_traces, traces
from fivegoods.reports.results.card import subtitle, total_text
from fivegoods.reports.results.json_park import ParkTrees
from fivegoods.reports.results.json_run import run_tree
from fivegoods.reports.results.parts import children_of, parts_of
from fivegoods.reports.results.records import columns_of
from fivegoods.scoring.scores import IndicatorScore, NodeScore, ParkScore, Run

#: Steps whose sentence is about fields of the criteria.
_SPEAKS_OF_IDS = frozenset({"value", "comparison", "missing", "not_applicable", "policy", "void", "unranked"})
_ONE_NUMBER = re.compile(r"(?:[-−]?[0-9.]+(?:[eE][-+]?[0-9]+)?)?")
_TRUTHS = {"true": "yes", "yes": "yes", "false": "no", "no": "no"}
_ID = re.compile(r"\b[a-z][a-z0-9_]*\b", re.ASCII)


def derivation_product(run: Run, wanted: Sequence[str], lang: str) -> Product:
    """Return the derivation of each park's points, of all indicators or the wanted ids only.

    An id of a dimension stands for all indicators below it.
    """
    voice = Voice(lang, run.criteria)
    chosen = frozenset(indicator_ids(run, wanted)) if wanted else None
    return Product(
        report=lambda: _report(run, chosen, voice),
        data=lambda: _data(run, chosen, voice),
        records=lambda: _records(run, chosen, voice),
    )


def known_ids(run: Run) -> list[str]:
    """Return the ids of all dimensions, indicators and adjustments, in the order of the criteria."""
    root = run.plan.root
    parts = [node.id for node in root.walk()] + [plan.id for plan in root.all_indicators()]
    return parts + [adjustment.id for adjustment in run.plan.adjustments]


def indicator_ids(run: Run, wanted: Sequence[str]) -> Iterator[str]:
    """Yield what ids or names of dimensions, indicators and adjustments stand for; a dimension for all below it."""
    for node in run.plan.root.walk():
        if _is_wanted(node.id, node.definition.name, wanted):
            yield from (below.id for below in node.walk())
            yield from (plan.id for plan in node.all_indicators())
    for plan in run.plan.root.all_indicators():
        if _is_wanted(plan.id, plan.definition.name, wanted):
            yield plan.id
    for adjustment in run.plan.adjustments:
        if _is_wanted(adjustment.id, adjustment.definition.name, wanted):
            yield adjustment.id


def _is_wanted(id_: str, name: object, wanted: Sequence[str]) -> bool:
    return bool({id_, getattr(name, "zh", None), getattr(name, "en", None)} & set(wanted))


def unknown_ids(run: Run, wanted: Sequence[str]) -> list[str]:
    """Return the wanted words that name no dimension or indicator."""
    return [word for word in wanted if not any(True for _ in indicator_ids(run, [word]))]


def _report(run: Run, chosen: frozenset[str] | None, voice: Voice) -> Report:
    sections: list[Section] = []
    for score in run.scores:
        later = score is not run.scores[0]
        sections.append(Section(_title(score, voice), (Paragraph(_total(score, voice)),), new_page=later))
        sections += _park(score, run, chosen, voice)
    return Report(
        title=voice.say("explain.heading"),
        lang=voice.lang,
        subtitle=subtitle(voice),
        notices=notices(voice),
        facts=facts(run, voice),
        sections=(*sections, files_section(run, voice)),
    )


def _title(score: ParkScore, voice: Voice) -> str:
    return voice.say("explain.title", park=voice.park(score.park), year=score.park.year)


def _total(score: ParkScore, voice: Voice) -> str:
    return voice.say("join.label", label=voice.say("card.total"), value=total_text(score, voice))


def _park(score: ParkScore, run: Run, chosen: frozenset[str] | None, voice: Voice) -> Iterator[Section]:
    for _, part in parts_of(score.root):
        if chosen is not None and part.plan.id not in chosen:
            continue
        if isinstance(part, IndicatorScore):
            yield _indicator(part, score, run, voice)
        else:
            yield Section(_heading(part, voice), (Paragraph(_sum_of(part, voice)), _worked(part, score, voice)))
    for adjustment in score.adjustments:
        if chosen is None or adjustment.id in chosen:
            heading = voice.say("explain.adjustment", name=voice.text(adjustment.name))
            yield Section(heading, (steps_of(derive_adjustment(run, adjustment).steps, voice),), level=3)
    if chosen is None or score.root.plan.id in chosen:
        composed = (Paragraph(_sum_of(score.root, voice)), _worked(score.root, score, voice))
        yield Section(voice.say("explain.total"), composed)
        yield Section(voice.say("explain.total_of"), (steps_of(derive_total(run, score).steps, voice),))


def _worked(node: NodeScore, score: ParkScore, voice: Voice) -> Steps:
    return steps_of(derive_node(score, node).steps, voice)


def steps_of(steps: Sequence[Step], voice: Voice) -> Steps:
    """Return derivation steps as numbered lines, each with its arithmetic."""
    return Steps(tuple(Item(step_text(step, voice), formula_text(step)) for step in steps))


def _heading(part: NodeScore | IndicatorScore, voice: Voice) -> str:
    points = voice.say("explain.points", points=voice.points(part.points), full=voice.points(part.full))
    return voice.say("join.label", label=voice.name(part.plan), value=points)


def _sum_of(node: NodeScore, voice: Voice) -> str:
    method = voice.say(f"method.{node.plan.definition.method}")
    parts = [
        f"{voice.name(child.plan)} {voice.points(child.points)}/{voice.points(child.full)}"
        for child in children_of(node)
    ]
    line = voice.say("join.label", label=method, value=voice.say("join.list").join(parts))
    if node.reason:
        line += "\n" + voice.reason(node.reason)
    return line


def _indicator(found: IndicatorScore, score: ParkScore, run: Run, voice: Voice) -> Section:
    heading = voice.say("join.bracket", text=_heading(found, voice), inner=found.plan.id)
    items = [Item(step_text(step, voice), _worked_out(step, found, voice)) for step in derive(score, found).steps]
    items += [Item(_origin(trace, found, voice)) for trace in traces(score, found, run.view)]
    for trace in reference_traces(found):
        if text := trace.text(voice):
            written = voice.value(found.plan, Decimal(trace.fact.written))
            sentence = voice.say("explain.source", name=voice.say("col.reference"), written=written, source=text)
            items.append(Item(sentence))
    return Section(heading, (Steps(tuple(items)),), level=3)


def _origin(trace: Trace, found: IndicatorScore, voice: Voice) -> str:
    """Return one figure with its year, if it is another one, and its source."""
    field = voice.criteria.fields.get(trace.what)
    name = voice.text(field.name) if field else voice.name(found.plan)
    if trace.year:
        name = voice.say("join.bracket", text=name, inner=trace.year)
    written, source = _written(trace.fact.written, trace.what, voice), trace.text(voice)
    return voice.say("explain.source" if source else "explain.no_source", name=name, written=written, source=source)


def _worked_out(step: Step, found: IndicatorScore, voice: Voice) -> str:
    """Return the arithmetic of a step; a value that is a choice or a yes or no by its name."""
    if step.kind == "value" and isinstance(found.value, str | bool) and step.formula == str(found.value):
        return voice.value(found.plan, found.value) or step.formula
    return formula_text(step)


def _written(text: str, field: str, voice: Voice) -> str:
    """Return a figure as it was written; a truth or an option by its name."""
    definition = voice.criteria.fields.get(field)
    if definition is None:
        return text
    if definition.kind == "yes_no" and text.lower() in _TRUTHS:
        return voice.say(f"bool.{_TRUTHS[text.lower()]}")
    return voice.text((definition.choices or {}).get(text)) or text


def step_text(step: Step, voice: Voice) -> str:
    """Return the sentence of a step; ids of fields and indicators are replaced by their names."""
    text = voice.text(step.words)
    if step.kind == "reference":
        return _ID.sub(lambda match: _group_name(match[0], voice), text)
    if step.kind not in _SPEAKS_OF_IDS:
        return text
    return _ID.sub(lambda match: voice.named(match[0]), text)


def _group_name(value: str, voice: Voice) -> str:
    """Return the name of a group's value; other words stay."""
    named = (group.values[value] for group in voice.criteria.groups.values() if value in group.values)
    return voice.text(next(named, None)) or value


def formula_text(step: Step) -> str:
    """Return the arithmetic of a step with its result: ``20 / 24.097 × 30 = 24.899…``."""
    unit = f" {step.unit}" if step.unit and step.unit != "1" else ""
    if step.result is None or step.kind == "missing":
        return step.formula
    result = _result(step.result)
    return f"{step.formula} = {result}{unit}" if _calculates(step.formula) else f"{result}{unit}"


def _calculates(formula: str) -> bool:
    """Return whether a formula is more than one number, perhaps shortened, with or without a unit."""
    return not _ONE_NUMBER.fullmatch(formula)


def _result(value: Decimal) -> str:
    """Return a result with at most 12 decimals, those that decisions look at."""
    return show(decide_short(value))


def derived(run: Run, score: ParkScore, chosen: frozenset[str] | None) -> Iterator[tuple[str, tuple[Step, ...]]]:
    """Yield every derivation of a park by id: dimensions, indicators, adjustments, and the total last."""
    for _, part in parts_of(score.root):
        if chosen is None or part.plan.id in chosen:
            if isinstance(part, IndicatorScore):
                yield part.plan.id, derive(score, part).steps
            else:
                yield part.plan.id, derive_node(score, part).steps
    for adjustment in score.adjustments:
        if chosen is None or adjustment.id in chosen:
            yield adjustment.id, derive_adjustment(run, adjustment).steps
    if chosen is None or score.root.plan.id in chosen:
        yield "total", (*derive_node(score, score.root).steps, *derive_total(run, score).steps)


def _data(run: Run, chosen: frozenset[str] | None, voice: Voice) -> dict[str, Tree]:
    trees = ParkTrees(run, voice)

    def park(score: ParkScore) -> dict[str, Tree]:
        steps = derived(run, score, chosen)
        found: list[Tree] = [{"id": key, "steps": [_step(step, voice) for step in own]} for key, own in steps]
        return {**trees.tree(score), "derivations": found}

    return {**run_tree(run, voice), "parks": Each(run.scores, park)}


def _step(step: Step, voice: Voice) -> dict[str, Tree]:
    result = None if step.result is None else decide_short(step.result)
    words = step_text(step, voice)
    return {"kind": step.kind, "words": words, "formula": step.formula, "result": result, "unit": step.unit}


def _records(run: Run, chosen: frozenset[str] | None, voice: Voice) -> Table:
    rows = tuple(
        (
            score.park.id,
            key,
            number,
            step.kind,
            step_text(step, voice),
            step.formula,
            None if step.result is None else decide_short(step.result),
            step.unit,
        )
        for score in run.scores
        for key, steps in derived(run, score, chosen)
        for number, step in enumerate(steps, start=1)
    )
    keys = ("park", "indicator", "step", "kind", "words", "formula", "result", "unit")
    return Table(columns_of(keys), rows)
