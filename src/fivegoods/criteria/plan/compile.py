"""Criteria → `Plan`: compile expressions, convert amounts into indicator units, order indicators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Protocol

from fivegoods.criteria.base import LocalText, Source, StrictModel
from fivegoods.criteria.file import CriteriaFile, Path
from fivegoods.criteria.models.adjustment import Adjustment, Effect, Minimum
from fivegoods.criteria.models.criteria import Criteria, Indicator, Node, Weighted
from fivegoods.criteria.plan import findings as found
from fivegoods.criteria.plan.plan import (
    AdjustmentPlan,
    BoardPlan,
    IndicatorPlan,
    NodePlan,
    Plan,
    ReferencePlan,
)
from fivegoods.criteria.rules import Rule
from fivegoods.criteria.rules.base import Amount, Difference, Reference
from fivegoods.expressions import Compiled, ExpressionError, FieldType, Scope, compile_expression
from fivegoods.messages.findings import Finding, has_errors
from fivegoods.numeric.closest import nearest
from fivegoods.numeric.decimals import show
from fivegoods.numeric.units import Unit, UnitError, convert, parse_unit


def to_unit(amount: Amount, unit: Unit) -> Decimal:
    """Return an amount in ``unit``; without a unit of its own it is in ``unit`` already. Raise UnitError."""
    return amount.value if amount.unit is None else convert(amount.value, parse_unit(amount.unit), unit)


def in_units(rule: Rule, unit: Unit) -> Rule:
    """Return a copy of ``rule`` with every amount in the indicator's ``unit``. Raise UnitError."""
    converted: Rule = _converted(rule, *rule.parameter_units(unit))
    return converted


def _converted(part: Any, unit: Unit, difference: Unit) -> Any:
    if isinstance(part, Amount):
        target = difference if isinstance(part, Difference) else unit
        shown = part.unit or (target.text if target.text != "1" else None)
        return type(part)(value=to_unit(part, target), unit=shown)
    if isinstance(part, Reference):
        return part
    if isinstance(part, StrictModel):
        values = {name: _converted(getattr(part, name), unit, difference) for name in type(part).model_fields}
        changed = {name: value for name, value in values.items() if value is not getattr(part, name)}
        return part.model_copy(update=changed) if changed else part
    if isinstance(part, list):
        return [_converted(item, unit, difference) for item in part]
    return part


def build_plan(file: CriteriaFile) -> tuple[Plan | None, list[Finding]]:
    """Return the plan of a criteria file, or None with the findings that prevent it."""
    builder = _Builder(with_minimums(file))
    plan = builder.plan()
    return (None if has_errors(builder.findings) else plan), builder.findings


class _Sourced(Protocol):
    @property
    def source(self) -> str | None: ...


@dataclass
class _Builder:
    file: CriteriaFile
    findings: list[Finding] = field(default_factory=list)

    def plan(self) -> Plan:
        criteria = self.file.criteria
        self.scope = scope_of(criteria)
        # A dimension or indicator may stand in one place only.
        seen = {"total"}
        for key, _, path in definitions(criteria):
            if key in seen:
                self.findings.append(self.file.finding_at_key(found.REPEATED_ID, path, id=key))
            seen.add(key)
        self.check_sources()
        root = self.node("total", criteria, ())
        plan = Plan(
            file=self.file,
            root=root,
            parts=tuple(root.all_indicators()),
            adjustments=tuple(self.adjustment(key) for key in criteria.adjustments),
            boards=tuple(
                BoardPlan(key, board, self.compiled(board.who, ("boards", key, "who")))
                for key, board in criteria.boards.items()
            ),
            checks={
                index: compiled
                for index, check in enumerate(criteria.checks)
                if (compiled := self.compiled(check.that, ("checks", index, "that")))
            },
        )
        parts, cycle = in_dependency_order(plan)
        if cycle and not any(finding.kind is found.REPEATED_ID for finding in self.findings):
            self.findings.append(self.file.finding_at_key(found.CYCLE, ("dimensions",), ids="、".join(cycle)))
        return replace(plan, parts=parts)

    def node(self, key: str, definition: Node, path: Path) -> NodePlan:
        nodes = definition.dimensions or {}
        indicators = definition.indicators or {}
        return NodePlan(
            id=key,
            definition=definition,
            path=path,
            nodes=tuple(self.node(k, n, (*path, "dimensions", k)) for k, n in nodes.items()),
            indicators=tuple(self.indicator(k, i, (*path, "indicators", k)) for k, i in indicators.items()),
            source=self.source(definition, path),
            **self.expressions(definition, path, "applies", "needs"),
        )

    def indicator(self, key: str, definition: Indicator, path: Path) -> IndicatorPlan:
        unit = self.unit(definition.unit, (*path, "unit"))
        plan = IndicatorPlan(
            id=key,
            definition=definition,
            rule=definition.rule,
            value=self.value(definition, definition.rule, definition.value, path),
            unit=unit,
            path=path,
            source=self.source(definition, path),
            **self.expressions(definition, path, "applies", "needs"),
        )
        plan = self.with_rule(plan, definition.rule, (*path, "rule"))
        return self.with_alternate(plan)

    def with_rule(self, plan: IndicatorPlan, rule: Rule, path: Path) -> IndicatorPlan:
        """Return ``plan`` with the rule's amounts in the indicator's unit and its references typed."""
        try:
            converted = in_units(rule, plan.unit)
        except UnitError as error:
            self.unit_of_parameter(path, error)
            converted = rule
        references = tuple(
            self.reference(plan, name, reference, (*path, name)) for name, reference in rule.references().items()
        )
        # A rule reads its direction off its references: constants stand in one unit, however they are written.
        # Converted, a number may lie further from the point than people may write.
        constants = {
            one.name: Reference(constant=Amount.model_construct(value=one.constant, unit=plan.definition.unit))
            for one in references
            if one.constant is not None
        }
        return replace(plan, rule=converted.model_copy(update=constants), references=references)

    def with_alternate(self, plan: IndicatorPlan) -> IndicatorPlan:
        missing = plan.definition.missing
        if missing.policy != "alternate":
            return plan
        path = (*plan.path, "missing")
        rule = missing.rule or plan.definition.rule
        other = replace(plan, value=self.value(plan.definition, rule, missing.value, path), alternate=None)
        return replace(plan, alternate=self.with_rule(other, rule, (*path, "rule")))

    def value(self, definition: Indicator, rule: Rule, text: str | None, path: Path) -> Compiled | None:
        if rule.takes == "nothing":
            return None
        if text is None:
            self.findings.append(self.file.finding_at_key(found.NO_VALUE, path, id=str(path[-1])))
            return None
        unit = definition.unit if rule.takes != "choice" else None
        return self.compiled(text, (*path, "value"), unit or ("1" if rule.takes != "choice" else None))

    def reference(self, plan: IndicatorPlan, name: str, written: Reference, path: Path) -> ReferencePlan:
        unit_text = plan.definition.unit or "1"
        of = self.compiled(written.of, (*path, "of"), unit_text)
        expression = self.compiled(written.expression, path, unit_text)
        constant = self.amount(written.constant, plan.unit, path)
        # A benchmark of the indicator is one of its own value, not of another that stands in for it.
        own = (plan.id if path[len(plan.path)] == "rule" else "", plan.value.field if plan.value is not None else "")
        return ReferencePlan(
            name=name,
            constant=expression.constant if expression is not None else constant,
            by=written.by or "",
            is_={k: self.amount(a, plan.unit, (*path, "is", k)) or Decimal(0) for k, a in (written.is_ or {}).items()},
            otherwise=self.amount(written.otherwise, plan.unit, (*path, "otherwise")),
            expression=expression,
            stat=written.stat or "",
            within=self.known_groups(written.within, (*path, "within")),
            quantile=written.quantile,
            of=of,
            benchmark_ids=(written.of,) if written.of else tuple(dict.fromkeys(filter(None, own))),
            source_of=written.source_of,
            park=written.park or "",
        )

    def adjustment(self, key: str) -> AdjustmentPlan:
        definition = self.file.criteria.adjustments[key]
        path: Path = ("adjustments", key)
        return AdjustmentPlan(
            id=key,
            definition=definition,
            path=path,
            source=self.source(definition, path),
            **self.expressions(definition, path, "when", "applies", "points", "count"),
        )

    def amount(self, written: Amount | None, unit: Unit, path: Path) -> Decimal | None:
        if written is None:
            return None
        try:
            return to_unit(written, unit)
        except UnitError as error:
            self.unit_of_parameter(path, error)
            return written.value

    def unit_of_parameter(self, path: Path, error: UnitError) -> None:
        params = {"unit": error.text, "expected": error.other or "1"}
        self.findings.append(self.file.finding(found.PARAMETER_UNIT, path, error.near, **params))

    def expressions(self, definition: Weighted | Adjustment, path: Path, *names: str) -> dict[str, Any]:
        """Return some of a part's expressions, by their key."""
        return {name: self.compiled(getattr(definition, name), (*path, name)) for name in names}

    def compiled(self, text: str | None, path: Path, unit: str | None = None) -> Compiled | None:
        if text is None:
            return None
        try:
            compiled = compile_expression(text, self.scope, unit)
        except ExpressionError as error:
            self.findings.append(found.expression(self.file, path, text, error))
            return None
        self.findings += [found.hidden_unit(self.file, path, text, hidden) for hidden in compiled.hidden_units]
        return compiled

    def unit(self, text: str | None, path: Path) -> Unit:
        try:
            return parse_unit(text or "1")
        except UnitError as error:
            self.findings.append(self.file.finding(found.UNIT, path, error.near, unit=error.text))
            return parse_unit("1")

    def known_groups(self, names: tuple[str, ...], path: Path) -> tuple[str, ...]:
        known = self.file.criteria.groups
        for index, name in enumerate(names):
            if name not in known:
                near = nearest(name, known)
                self.findings.append(self.file.finding(found.UNKNOWN_GROUP, (*path, index), near, id=name))
        return names

    def check_sources(self) -> None:
        """Look up the sources of what the plan does not hold."""
        criteria = self.file.criteria
        sections: dict[str, Mapping[str, _Sourced]] = {
            "fields": criteria.fields,
            "groups": criteria.groups,
            "totals": criteria.totals,
        }
        for section, parts in sections.items():
            for key, part in parts.items():
                self.source(part, (section, key))
        if criteria.grades:
            self.source(criteria.grades, ("grades",))

    def source(self, definition: _Sourced, path: Path) -> Source | None:
        key, known = definition.source, self.file.criteria.sources
        if key is None:
            return None
        if key not in known:
            near = nearest(key, known)
            self.findings.append(self.file.finding(found.UNKNOWN_SOURCE, (*path, "source"), near, id=key))
        return known.get(key)


def scope_of(criteria: Criteria) -> Scope:
    """Return the names that expressions of a criteria file may use."""
    parts = list(definitions(criteria))
    return Scope(
        fields={
            key: FieldType(unit=f.unit, kind=f.kind, choices=tuple(f.choices or ()))
            for key, f in criteria.fields.items()
        },
        groups={key: tuple(group.values) for key, group in criteria.groups.items()},
        indicators={key: getattr(part, "unit", None) for key, part, _ in parts},
        without_number=frozenset(
            key for key, part, _ in parts if isinstance(part, Indicator) and part.rule.takes in ("choice", "nothing")
        ),
        dimensions=frozenset(key for key, part, _ in parts if isinstance(part, Node)),
        events=frozenset(a.event for a in criteria.adjustments.values() if a.event),
        names={
            name: key
            for parts in (criteria.groups, criteria.fields)
            for key, named in parts.items()
            for name in (named.name.en, named.name.zh)
            if name
        },
    )


def with_minimums(file: CriteriaFile) -> CriteriaFile:
    """Return criteria with a veto for each part that has to reach a minimum.

    A hyphen keeps its id apart from those that people write.
    """
    criteria = file.criteria
    effect = Effect(grade=criteria.grades.levels[-1].id) if criteria.grades else Effect(unranked=True)
    minimums = {
        f"{key}-minimum": Minimum(
            name=LocalText(
                zh=f"{part.name.within('zh')}低于 {show(part.fails_below)} 分",
                en=f"{part.name.within('en')} below {show(part.fails_below)} points",
            ),
            when=f'points("{key}") < {part.fails_below:f}',
            effects=[effect],
            source=part.source,
            clause=part.clause,
        )
        for key, part, _ in definitions(criteria)
        if part.fails_below is not None
    }
    # Criteria that a what-if has changed may hold those of parts that are gone.
    written = {key: one for key, one in criteria.adjustments.items() if not isinstance(one, Minimum)}
    return replace(file, criteria=criteria.model_copy(update={"adjustments": {**written, **minimums}}))


def definitions(node: Node, path: Path = ()) -> Iterator[tuple[str, Node | Indicator, Path]]:
    """Yield the id, the definition and the place in the document of every dimension and indicator below ``node``."""
    for key, child in (node.dimensions or {}).items():
        here = (*path, "dimensions", key)
        yield key, child, here
        yield from definitions(child, here)
    for key, indicator in (node.indicators or {}).items():
        yield key, indicator, (*path, "indicators", key)


def in_dependency_order(plan: Plan) -> tuple[tuple[IndicatorPlan | NodePlan, ...], list[str]]:
    """Return all indicators and the dimensions that are read, each after what it needs; and the ids of a cycle."""
    needed: dict[str, set[str]] = {}
    parts: dict[str, IndicatorPlan | NodePlan] = {}
    _note_needs(plan.root, frozenset(), needed, parts)
    waiting = [key for key, part in parts.items() if isinstance(part, IndicatorPlan) or key in plan.used]
    done: list[str] = []
    while waiting:
        ready = [key for key in waiting if needed[key].isdisjoint(waiting)]
        if not ready:
            return tuple(parts[key] for key in (*done, *waiting)), waiting
        done += ready
        waiting = [key for key in waiting if key not in ready]
    return tuple(parts[key] for key in done), []


def _note_needs(
    node: NodePlan, above: frozenset[str], needed: dict[str, set[str]], parts: dict[str, IndicatorPlan | NodePlan]
) -> set[str]:
    """Note what each part below ``node`` needs to be scored, and return what the whole of them needs.

    ``above`` are the parts that decide whether the dimensions above apply.
    """
    below: set[str] = set(node.needs.indicators) if node.needs is not None else set()
    for indicator in node.indicators:
        parts[indicator.id] = indicator
        needed[indicator.id] = {*indicator.uses, *above}
        below |= {indicator.id, *needed[indicator.id]}
    for child in node.nodes:
        parts[child.id] = child
        applies = above | frozenset(child.applies.indicators if child.applies is not None else ())
        needed[child.id] = _note_needs(child, applies, needed, parts)
        below |= needed[child.id]
    return below
