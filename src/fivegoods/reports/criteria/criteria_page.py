"""One criteria file for readers: dimensions, indicators with points and rules, fields, grades, sources."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fivegoods.criteria.base import Source
from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.models.adjustment import Adjustment
from fivegoods.criteria.models.criteria import Indicator, Node, PerGroup, Weighted
from fivegoods.criteria.rules.base import Amount, Reference
from fivegoods.criteria.rules.parameters import parameter_name
from fivegoods.numeric.decimals import show
from fivegoods.reports.criteria.rule_words import (
    group_rows,
    method_words,
    price_words,
    rule_words,
    setting_rows,
    values_words,
)
from fivegoods.reports.header import criteria_facts, identity, notices
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Cell, Column, Kind, Product, Report, Section, Table, Tree
from fivegoods.reports.results.ranking import grade_name
from fivegoods.reports.results.records import columns_of


def criteria_product(file: CriteriaFile, lang: str) -> Product:
    """Return one criteria file as a report."""
    voice = Voice(lang, file)
    return Product(
        report=lambda: _report(voice),
        data=lambda: {"schema": 1, "criteria": identity(file), **_node_tree("total", file.criteria, voice)},
        records=lambda: _records(voice),
    )


def walk(node: Node, depth: int = 0) -> Iterator[tuple[int, str, Node | Indicator]]:
    """Yield every dimension and indicator below ``node`` with depth and id, in file order."""
    for key, child in (node.dimensions or {}).items():
        yield depth, key, child
        yield from walk(child, depth + 1)
    for key, indicator in (node.indicators or {}).items():
        yield depth, key, indicator


def _report(voice: Voice) -> Report:
    return Report(
        title=voice.text(voice.criteria.name),
        lang=voice.lang,
        notices=notices(voice),
        facts=criteria_facts(voice)[1:],
        sections=tuple(section for section in _sections(voice) if section.blocks),
    )


def _sections(voice: Voice) -> Iterator[Section]:
    criteria = voice.criteria
    yield Section(voice.say("criteria.tree"), (_tree_table(voice),))
    if criteria.fields:
        yield Section(voice.say("criteria.fields"), (_field_table(voice),))
    if criteria.groups:
        columns = (*_columns(voice, "name", "id"), Column("values", voice.say("criteria.values")))
        yield Section(voice.say("criteria.groups"), (Table(columns, tuple(group_rows(voice))),))
    if criteria.adjustments:
        yield Section(voice.say("criteria.adjustments"), (_adjustment_table(voice),))
    if criteria.grades:
        label = "criteria.grade_score" if criteria.grades.by == "score" else "criteria.grade_share_of"
        heading = voice.say("join.bracket", text=voice.say("criteria.grades"), inner=voice.say(label))
        yield Section(heading, (_grade_table(voice),))
    if criteria.boards:
        yield Section(voice.say("criteria.boards"), (_board_table(voice),))
    if rows := tuple(setting_rows(voice)):
        columns = (*_columns(voice, "setting"), Column("value", voice.say("col.in_force")))
        yield Section(voice.say("criteria.settings"), (Table(columns, rows),))
    yield Section(voice.say("criteria.sources"), (_source_table(voice),))


def _tree_table(voice: Voice) -> Table:
    columns = _columns(voice, "name", "id", "weight", "unit", "value", "rule", "reference", "source")
    parts = list(walk(voice.criteria))
    rows = tuple(_part_row(key, part, voice) for _, key, part in parts)
    strong = frozenset(index for index, (_, _, part) in enumerate(parts) if isinstance(part, Node))
    return Table(columns, rows, strong=strong, indents=tuple(depth for depth, _, _ in parts))


def _columns(voice: Voice, *keys: str) -> tuple[Column, ...]:
    return tuple(Column(key, voice.say(f"col.{key}")) for key in keys)


def _part_row(key: str, part: Node | Indicator, voice: Voice) -> tuple[Cell, ...]:
    head = (voice.text(part.name), key, weight_text(part, voice))
    if isinstance(part, Node):
        return (*head, "", "", method_words(part, voice), "", _cited(part, voice))
    rule = rule_words(part, voice)
    return (*head, part.unit, part.value, rule, references_text(part, voice), _cited(part, voice))


def references_text(indicator: Indicator, voice: Voice) -> str | None:
    """Return what an indicator is compared with, as the criteria say it; None if with nothing."""
    named = indicator.rule.references()
    texts = {name: _reference(reference, indicator, voice) for name, reference in named.items()}
    parts = [text if len(texts) == 1 else f"{voice.text(parameter_name(name))} {text}" for name, text in texts.items()]
    return voice.say("join.list").join(parts) or None


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
        return voice.say("join.list").join(values)
    groups = voice.say("join.list").join(map(voice.group, reference.within))
    stat = voice.say(f"stat.{reference.stat}")
    whose = voice.say(f"criteria.from_{reference.source_of}")
    inner = voice.say("join.list").join(part for part in (whose, groups, reference.of) if part)
    return voice.say("join.bracket", text=stat, inner=inner)


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
    if part.weight_by is None:
        return text
    return voice.say("join.bracket", text=text, inner=voice.say(f"attested.{part.weight_by}"))


def _graded(amount: Decimal | PerGroup, voice: Voice) -> str:
    if isinstance(amount, Decimal):
        return show(amount)
    values = [f"{voice.group_value(amount.by, key)} {show(value)}" for key, value in amount.is_.items()]
    if amount.otherwise is not None:
        values.append(voice.say("criteria.otherwise", value=show(amount.otherwise)))
    joined = voice.say("join.list").join(values)
    return voice.say("criteria.by_group", group=voice.group(amount.by), values=joined)


def _cited(part: Weighted | Adjustment, voice: Voice) -> str | None:
    words = [part.source or ""]
    if part.attested:
        words.append(voice.say(f"attested.{part.attested}"))
    return voice.say("join.list").join(word for word in words if word) or None


def _field_table(voice: Voice) -> Table:
    columns = (
        *_columns(voice, "name", "id", "unit"),
        Column("values", voice.say("criteria.values")),
        Column("definition", voice.say("criteria.definition")),
        *_columns(voice, "source"),
    )
    rows = tuple(
        (voice.text(f.name), key, f.unit, values_words(f, voice), voice.text(f.definition) or None, f.source)
        for key, f in voice.criteria.fields.items()
    )
    return Table(columns, rows)


def _adjustment_table(voice: Voice) -> Table:
    columns = (
        *_columns(voice, "name", "id"),
        Column("trigger", voice.say("criteria.trigger")),
        Column("each", voice.say("criteria.each")),
        *_columns(voice, "target", "source"),
    )
    rows = tuple(
        (voice.text(a.name), key, a.event or a.when, price_words(a, voice), voice.target(a.to), _cited(a, voice))
        for key, a in voice.criteria.adjustments.items()
    )
    return Table(columns, rows)


def _grade_table(voice: Voice) -> Table:
    grades = voice.criteria.grades
    columns = (Column("grade", voice.say("col.grade")), Column("by", voice.say("criteria.grade_by")))
    rows = []
    for level in grades.levels if grades else ():
        text = voice.say("criteria.grade_rest") if level.rest else ""
        if level.from_ is not None:
            text = voice.say("criteria.grade_from", points=show(level.from_))
        elif level.above is not None:
            text = voice.say("criteria.grade_above", points=show(level.above))
        elif level.upto is not None:
            text = f"≤ {voice.percent(level.upto)}"
        elif level.share is not None:
            text = voice.percent(level.share)
        rows.append((grade_name(level, voice), text or None))
    return Table(columns, tuple(rows))


def _board_table(voice: Voice) -> Table:
    columns = (
        *_columns(voice, "name"),
        Column("who", voice.say("criteria.who")),
        Column("size", voice.say("criteria.size"), Kind.NUMBER),
        *_columns(voice, "group"),
    )
    rows = tuple(
        (voice.text(b.name), b.who, b.size, voice.say("join.list").join(map(voice.group, b.within)) or None)
        for b in voice.criteria.boards.values()
    )
    return Table(columns, rows)


def _source_table(voice: Voice) -> Table:
    columns = _columns(voice, "id", "source", "attested")
    rows = tuple(
        (key, _full_source(source, voice), voice.say(f"attested.{source.attested}"))
        for key, source in voice.criteria.sources.items()
    )
    return Table(columns, rows)


def _full_source(source: Source, voice: Voice) -> str:
    parts = [voice.source(source), source.url or "", voice.text(source.remark)]
    return voice.say("join.sentence").join(part for part in parts if part)


def _node_tree(key: str, node: Node, voice: Voice) -> dict[str, Tree]:
    tree: dict[str, Tree] = {"id": key, "name": voice.text(node.name), "weight": weight_text(node, voice)}
    tree["method"] = node.method
    if node.dimensions:
        tree["dimensions"] = [_node_tree(k, child, voice) for k, child in node.dimensions.items()]
    if node.indicators:
        tree["indicators"] = [
            {
                "id": k,
                "name": voice.text(indicator.name),
                "weight": weight_text(indicator, voice),
                "unit": indicator.unit,
                "value": indicator.value,
                "rule": str(getattr(indicator.rule, "kind", "")),
                "words": rule_words(indicator, voice),
                "source": indicator.source,
            }
            for k, indicator in node.indicators.items()
        ]
    return tree


def _records(voice: Voice) -> Table:
    keys = ("id", "name", "depth", "weight", "unit", "value", "rule", "source")
    rows = []
    for depth, key, part in walk(voice.criteria):
        indicator = part if isinstance(part, Indicator) else None
        rows.append(
            (
                key,
                voice.text(part.name),
                depth,
                weight_text(part, voice),
                indicator.unit if indicator else None,
                indicator.value if indicator else None,
                rule_words(indicator, voice) if indicator else part.method if isinstance(part, Node) else None,
                part.source,
            )
        )
    return Table(columns_of(keys), tuple(rows))
