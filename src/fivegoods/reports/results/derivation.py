"""The derivation (explain): every point of a park, step by step, with the printed arithmetic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from fivegoods.explain.indicator import derive
from fivegoods.explain.rule import DECIDING, Step
from fivegoods.explain.whole import derive_adjustment, derive_node, derive_total
from fivegoods.messages.words import WORDS
from fivegoods.numeric.decimals import decide, show
from fivegoods.numeric.traced import SUM, Traced
from fivegoods.reports.columns import part_rows
from fivegoods.reports.header import RunProduct
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import (
    Block,
    Column,
    Item,
    Kind,
    Medium,
    NumberedList,
    Paragraph,
    Section,
    Streamed,
    Table,
    Tree,
)
from fivegoods.reports.provenance import Sources, Trace
from fivegoods.reports.results.card import criteria_line, total_text
from fivegoods.reports.results.run_data import run_data
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.scoring.tree import IndicatorScore, NodeScore

#: Steps whose arithmetic gives the points of a part, and decimals to which it is checked: numbers in printed
#: arithmetic have 12 digits.
_GIVING: Final = DECIDING | {"parts", "total"}
_CHECKED: Final = 9
#: NumberedList whose sentence is about fields of the criteria.
_ABOUT_IDS: Final = frozenset(
    {"value", "comparison", "missing", "not_applicable", "policy", "void", "unranked", "condition"}
)
#: A formula that is one number, perhaps shortened: it calculates nothing.
_ONE_NUMBER: Final = re.compile(r"(?:[-−]?[0-9.]+(?:[eE][-+]?[0-9]+)?)?")
_TRUTHS: Final = {"true": "yes", "yes": "yes", "false": "no", "no": "no"}
_ID: Final = re.compile(r'"?\b[a-z][a-z0-9_]*\b"?', re.ASCII)


class _StepRow(NamedTuple):
    """One step of what the points of a park rest on."""

    park: str
    #: Id of a dimension, indicator or adjustment, or "total".
    part: str
    number: int
    step: Step


class _CheckedRow(NamedTuple):
    """A part of a park, the step that gives its points, and the points as they were scored."""

    name: str
    step: Step
    points: Decimal

    @property
    def worked(self) -> Traced:
        """The points with their arithmetic."""
        return Traced(self.points, self.step.formula, SUM)

    @property
    def difference(self) -> Traced:
        """What the arithmetic gives beyond the points: nothing."""
        return Traced(0, f"({self.step.formula}) − {show(decide(self.points))}")


class DerivationProduct(RunProduct):
    """The derivation of each park's points: of everything, or of what ``wanted`` names.

    An id of a dimension stands for all indicators below it.
    """

    TITLE = "explain.heading"

    def __init__(self, run: Run, wanted: Sequence[str], lang: str) -> None:
        """Derive the points of the parks of ``run``."""
        super().__init__(run, lang)
        self._chosen = frozenset(indicator_ids(run, wanted)) if wanted else None
        self._provenance = Sources(run.view, self.voice)
        self._fields = {plan.id: tuple(plan.value.fields) for plan in run.plan.indicators if plan.value}

    def subtitle(self) -> str:
        """Return the criteria with id and status in one line."""
        return criteria_line(self.voice)

    def sections(self) -> Iterator[Section]:
        """Yield each park: its total, then a section for each part."""
        voice = self.voice
        for place, score in enumerate(self.run.scores):
            title = voice.say("explain.title", park=voice.park(score.park), year=score.year)
            total = Paragraph(voice.labelled(voice.say("card.total"), total_text(score, voice)))
            yield Section(title, (total,), new_page=place > 0)
            yield from self._park(score)
            yield self._checked(score)

    def _said(self, step: Step, part: str) -> str:
        return step_text(step, self.voice, self._fields.get(part, ()))

    def _wants(self, id_: str) -> bool:
        return self._chosen is None or id_ in self._chosen

    def _park(self, score: ParkScore) -> Iterator[Section]:
        voice, root = self.voice, score.root
        for row in part_rows(score):
            if not self._wants(row.part.plan.id):
                continue
            if isinstance(row.part, IndicatorScore):
                yield self._indicator(row.part, score)
            else:
                yield Section(_heading(row.part, voice), self._composed(row.part, score))
        for adjustment in score.adjustments:
            if self._wants(adjustment.id):
                heading = voice.say("explain.adjustment", name=voice.text(adjustment.name))
                yield Section(heading, (steps_of(derive_adjustment(self.run, adjustment), voice),), level=3)
        if self._wants(root.plan.id):
            yield Section(voice.say("explain.total"), self._composed(root, score))
            yield Section(voice.say("explain.total_of"), (steps_of(derive_total(self.run, score), voice),))

    def _checked(self, score: ParkScore) -> Section:
        """Return the points of every part beside the arithmetic that gives them, which a workbook computes anew."""
        voice, number = self.voice, Kind.NUMBER
        known = {row.part.plan.id: row.part for row in part_rows(score)}
        rows = []
        for id_, steps in self._derived(score):
            step = next((s for s in reversed(steps) if s.kind in _GIVING and s.formula), None)
            if step is not None and (part := known.get(id_)) is not None:
                rows.append(_CheckedRow(voice.name(part.plan), step, part.points))
            elif step is not None and id_ == "total":
                rows.append(_CheckedRow(voice.say("card.total"), step, score.points))
        columns: tuple[Column[_CheckedRow], ...] = (
            Column("name", voice.say("col.indicator"), lambda row: row.name),
            Column("formula", voice.say("col.arithmetic"), lambda row: row.step.formula),
            Column("worked", voice.say("col.worked"), lambda row: row.worked, Kind.FORMULA, _CHECKED),
            Column("points", voice.say("col.points"), lambda row: row.points, number, _CHECKED),
            Column("difference", voice.say("col.difference"), lambda row: row.difference, Kind.FORMULA, _CHECKED),
        )
        return Section(voice.say("explain.checked"), (Table(columns, rows),), since=Medium.WHOLE)

    def _composed(self, node: NodeScore, score: ParkScore) -> tuple[Block, ...]:
        """Return what a dimension is put together from, and the arithmetic."""
        voice = self.voice
        parts = voice.listed(
            f"{voice.name(child.plan)} {voice.points(child.points)}/{voice.points(child.full)}" for child in node.parts
        )
        line = voice.labelled(voice.say(f"method.{node.plan.definition.method}"), parts)
        if node.reason:
            line += "\n" + voice.reason(node.reason)
        return Paragraph(line), steps_of(derive_node(score, node), voice)

    def _indicator(self, found: IndicatorScore, score: ParkScore) -> Section:
        voice = self.voice
        steps = derive(score, found)
        items = [Item(self._said(step, found.plan.id), _worked_out(step, found, voice)) for step in steps]
        items += [Item(_origin(trace, found, voice)) for trace in self._provenance.behind(score, found)]
        for trace in self._provenance.of_references(found):
            if trace.text:
                written = voice.value(found.plan, Decimal(trace.fact.written))
                params = {"name": voice.say("col.reference"), "written": written, "source": trace.text}
                items.append(Item(voice.say("explain.source", **params)))
        heading = voice.bracketed(_heading(found, voice), found.plan.id)
        return Section(heading, (NumberedList(tuple(items)),), level=3)

    def _derived(self, score: ParkScore) -> Iterator[tuple[str, list[Step]]]:
        """Yield every derivation of a park by id: dimensions, indicators, adjustments, and the total last."""
        for row in part_rows(score):
            part = row.part
            if self._wants(part.plan.id):
                yield part.plan.id, derive_node(score, part) if isinstance(part, NodeScore) else derive(score, part)
        for adjustment in score.adjustments:
            if self._wants(adjustment.id):
                yield adjustment.id, derive_adjustment(self.run, adjustment)
        if self._wants(score.root.plan.id):
            yield "total", [*derive_node(score, score.root), *derive_total(self.run, score)]

    def _rows(self, score: ParkScore) -> Iterator[tuple[str, list[_StepRow]]]:
        for part, steps in self._derived(score):
            yield part, [_StepRow(score.id, part, number, step) for number, step in enumerate(steps, start=1)]

    @property
    def _step_columns(self) -> tuple[Column[_StepRow], ...]:
        return (
            Column("kind", "", lambda row: row.step.kind),
            Column("words", "", lambda row: self._said(row.step, row.part)),
            Column("formula", "", lambda row: row.step.formula),
            Column("result", "", lambda row: row.step.result, Kind.NUMBER),
            Column("unit", "", lambda row: row.step.unit),
        )

    def data(self) -> Tree:
        """Return the run, each park with its derivations."""
        columns = self._step_columns

        def derivations(score: ParkScore) -> list[Tree]:
            return [{"id": part, "steps": Table(columns, rows)} for part, rows in self._rows(score)]

        return run_data(self.run, self.voice, Column("derivations", "", derivations))

    def records(self) -> Table[_StepRow]:
        """Return one row for each step."""
        columns: tuple[Column[_StepRow], ...] = (
            Column("park", "", lambda row: row.park),
            Column("indicator", "", lambda row: row.part),
            Column("step", "", lambda row: row.number),
            *self._step_columns,
        )
        return Table(columns, Streamed(self._all_rows))

    def _all_rows(self) -> Iterator[_StepRow]:
        return (row for score in self.run.scores for _, rows in self._rows(score) for row in rows)


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
    named = [(plan.id, plan.definition.name) for plan in run.plan.root.all_indicators()]
    named += [(adjustment.id, adjustment.definition.name) for adjustment in run.plan.adjustments]
    yield from (id_ for id_, name in named if _is_wanted(id_, name, wanted))


def _is_wanted(id_: str, name: object, wanted: Sequence[str]) -> bool:
    return bool({id_, getattr(name, "zh", None), getattr(name, "en", None)} & set(wanted))


def unknown_ids(run: Run, wanted: Sequence[str]) -> list[str]:
    """Return the wanted words that name no dimension or indicator."""
    return [word for word in wanted if not any(True for _ in indicator_ids(run, [word]))]


def steps_of(steps: Sequence[Step], voice: Voice) -> NumberedList:
    """Return derivation steps as numbered lines, each with its arithmetic."""
    return NumberedList(tuple(Item(step_text(step, voice), formula_text(step)) for step in steps))


def _heading(part: NodeScore | IndicatorScore, voice: Voice) -> str:
    points = voice.say("explain.points", points=voice.points(part.points), full=voice.points(part.full))
    return voice.labelled(voice.name(part.plan), points)


def _origin(trace: Trace, found: IndicatorScore, voice: Voice) -> str:
    """Return one figure with its year, if it is another one, and its source."""
    field = voice.criteria.fields.get(trace.of)
    name = voice.text(field.name) if field else voice.name(found.plan)
    name = voice.bracketed(name, str(trace.year or ""))
    code = "explain.source" if trace.text else "explain.no_source"
    return voice.say(code, name=name, written=_written(trace.fact.written, trace.of, voice), source=trace.text)


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


def step_text(step: Step, voice: Voice, fields: Sequence[str] = ()) -> str:
    """Return the sentence of a step; ids of parts, fields and options of ``fields`` are replaced by their names."""
    text = voice.text(step.words)
    if step.kind == "reference":
        return _ID.sub(lambda match: _group_name(match[0], voice), text)
    if step.kind == "rule":
        return _ID.sub(lambda match: voice.choice(fields, match[0]) or match[0], text) if fields else text
    if step.kind not in _ABOUT_IDS:
        return text
    return _ID.sub(lambda match: _in_expression(match, voice), text)


def _in_expression(match: re.Match[str], voice: Voice) -> str:
    """Return the name of a function, a part, a field or a group's value in an expression; other words stay."""
    word = match[0].strip('"')
    if match.string[match.end() :].startswith("("):
        return voice.say(f"function.{word}") if f"function.{word}" in WORDS else word
    name = voice.named(word)
    name = _group_name(word, voice) if name == word else name
    return match[0] if name == word else name


def _group_name(value: str, voice: Voice) -> str:
    """Return the name of a group's value; other words stay."""
    named = (group.values[value] for group in voice.criteria.groups.values() if value in group.values)
    return voice.text(next(named, None)) or value


def formula_text(step: Step) -> str:
    """Return the arithmetic of a step with its result: ``20 / 24.097 × 30 = 24.899…``."""
    unit = f" {step.unit}" if step.unit and step.unit != "1" else ""
    if step.result is None or step.kind == "missing":
        return step.formula
    result = f"{show(decide(step.result))}{unit}"
    return result if _ONE_NUMBER.fullmatch(step.formula) else f"{step.formula} = {result}"
