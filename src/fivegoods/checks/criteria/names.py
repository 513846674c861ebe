"""Names that nothing answers to: groups, group values, parts, grades, boards, options."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Iterator

from fivegoods.criteria.file import Path
from fivegoods.criteria.models.criteria import PerGroup
from fivegoods.criteria.plan.plan import IndicatorPlan, Plan
from fivegoods.criteria.rules.base import Reference
from fivegoods.criteria.rules.by_hand import Choice
from fivegoods.messages.findings import Finding, Severity, define
from fivegoods.numeric.closest import nearest

NO_SUCH = define(
    "FG225",
    zh="没有 {id}（此处应是{what_zh}：{known}）",
    en="there is no {id} (expected {what_en}: {known})",
    cause_zh="加减分的 to、void、grade，榜单的 by、not_on，totals 的权重、同分排序依据、分组和取值，都用文件里的标识。",
    cause_en="Adjustments, boards, totals, tie-break keys and groups name things that the file defines.",
    bad="effects: [{void: saftey}]",
    good="effects: [{void: safety}]",
)
NO_MEMBERS = define(
    "FG226",
    Severity.WARNING,
    zh="{group} 没有取值 {value}，这一条永远用不上（取值：{known}）",
    en="{group} has no value {value}, so this is never used (values: {known})",
    cause_zh="按分组写的分值、权重、参照值，或选项的得分，用了分组或字段里没有的取值。",
    cause_en="Points, weights or references by group, or points by option, name a value nobody can have.",
    bad="points: {by: level, is: {natoinal: 4}}",
    good="points: {by: level, is: {national: 4}}",
)
NOT_LISTED = define(
    "FG229",
    Severity.WARNING,
    zh="{id} 按 {group} 写的 {what} 没有 {values}，也没有 otherwise：这些园区{then_zh}",
    en="the {what} of {id} by {group} has no {values} and no otherwise: parks of these {then_en}",
    cause_zh="按分组写的分值、权重、参照值应覆盖分组的每个取值；不计分的写 0，其余相同的写 otherwise。",
    cause_en="Points, weights and references by group cover every value of the group; write 0 or an otherwise.",
    bad="points: {by: level, is: {national: 4}}",
    good="points: {by: level, is: {national: 4}, otherwise: 3}",
)
NO_POINTS = define(
    "FG248",
    Severity.WARNING,
    zh="指标 {id} 的规则没有给选项 {options} 写得分，这些园区得 0 分",
    en="the rule of indicator {id} lists no points for {options}: parks of these get 0",
    help_zh="不给分的选项写 0",
    help_en="write 0 for an option that is worth nothing",
    cause_zh="choice 规则应给字段的每个选项写得分；漏写的选项得 0 分。是否字段只写 yes 即可。",
    cause_en="A choice rule lists every option of its field; one left out gets 0. Of yes and no, yes is enough.",
    bad="choices: {running: 运行, building: 在建}\nrule: {kind: choice, points: {building: 8}}",
    good="choices: {running: 运行, building: 在建}\nrule: {kind: choice, points: {running: 15, building: 8}}",
)


SAME_NAME = define(
    "FG242",
    Severity.WARNING,
    zh="{first} 和 {id} 的名称都是“{name}”，表格里按名称分不清是哪一个",
    en="{first} and {id} are both called {name}: a table cannot tell them apart by name",
    cause_zh="表格和表单按名称找字段；两个字段同名，数就可能填到另一个里去。",
    cause_en="Tables and forms find fields by name; of two with one name a figure may go to the other.",
    bad="tax: {name: 税收}\nlocal_tax: {name: 税收}",
    good="tax: {name: 税收}\nlocal_tax: {name: 地方税收}",
)
LANGUAGE_WORD = define(
    "FG243",
    zh="{id} 是表达式的用词，不能作{what_zh}的标识",
    en="{id} is a word of the expression language and cannot be the id of {what_en}",
    cause_zh="and、or、not、in、if、else、is、class 等词在表达式里另有意思，写成标识就读不出来。",
    cause_en="Words such as and, or, not, in, if, else, is and class mean something else in an expression.",
    bad="fields: {in: {name: 流入, unit: 万元}}",
    good="fields: {inflow: {name: 流入, unit: 万元}}",
)


def check(plan: Plan) -> list[Finding]:
    """Return the names that nothing answers to, and those that stand for two things."""
    return [
        *_groups(plan),
        *_options(plan),
        *_parts(plan),
        *_withins(plan),
        *_ids(plan),
        *_same_names(plan),
        *_cases(plan),
    ]


def _ids(plan: Plan) -> Iterator[Finding]:
    criteria = plan.file.criteria
    for kind, ids, zh, en in (
        ("fields", criteria.fields, "字段", "a field"),
        ("groups", criteria.groups, "分组", "a group"),
    ):
        for key in ids:
            if keyword.iskeyword(key):
                yield plan.file.finding_at_key(LANGUAGE_WORD, (kind, key), id=key, what_zh=zh, what_en=en)


def _same_names(plan: Plan) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for key, field in plan.file.criteria.fields.items():
        for name in dict.fromkeys(name.strip() for name in (field.name.zh, field.name.en) if name):
            if first.setdefault(name, key) != key:
                yield plan.file.finding_at_key(SAME_NAME, ("fields", key), id=key, first=first[name], name=name)
                break


def _finding(plan: Plan, path: Path, name: str, what: tuple[str, str], known: Iterable[str]) -> Finding:
    names = list(known)
    listed = ", ".join(names[:12]) or "-"
    near = nearest(name, names)
    return plan.file.finding(NO_SUCH, path, near, id=name, what_zh=what[0], what_en=what[1], known=listed)


def _by_group(plan: Plan) -> Iterator[tuple[str, PerGroup | Reference, Path]]:
    """Yield what is written by group with the id of its part and its place."""
    for part in plan.root.parts():
        for key in ("points", "weight"):
            written = getattr(part.definition, key)
            if isinstance(written, PerGroup):
                yield part.id, written, (*part.path, key)
    for key, rule, path in plan.rules():
        for name, reference in rule.references().items():
            if reference.by and reference.is_ is not None:
                yield key, reference, (*path, name)


def _groups(plan: Plan) -> Iterator[Finding]:
    groups = plan.file.criteria.groups
    for key, written, path in _by_group(plan):
        by, listed = written.by or "", written.is_ or {}
        if by not in groups:
            yield _finding(plan, (*path, "by"), by, ("分组", "a group"), groups)
            continue
        for value in listed:
            if value not in groups[by].values:
                yield _empty(plan, (*path, "is", value), by, value, groups[by].values)
        absent = [value for value in groups[by].values if value not in listed]
        if absent and written.otherwise is None:
            then = ("按 0 计", "count 0") if isinstance(written, PerGroup) else ("没有参照值", "have no reference")
            params = {"id": key, "group": by, "what": str(path[-1]), "values": ", ".join(absent)}
            yield plan.file.finding(NOT_LISTED, path, **params, then_zh=then[0], then_en=then[1])


def _empty(plan: Plan, path: Path, group: str, value: str, known: Iterable[str]) -> Finding:
    names = list(known)
    params = {"group": group, "value": value, "known": ", ".join(names)}
    return plan.file.finding_at_key(NO_MEMBERS, path, nearest(value, names), **params)


#: What a case may expect besides the parts and totals of its criteria.
_EXPECTED = ("total", "possible", "coverage", "rank", "grade", "grades", "values", "boards", "honours", "unranked")


def _cases(plan: Plan) -> Iterator[Finding]:
    parts = [part.id for part in plan.root.parts()]
    known = [*parts, *plan.file.criteria.totals, *_EXPECTED]
    for number, case in enumerate(plan.file.criteria.cases):
        values = case.expect.get("values")
        inside = [("values", key) for key in (values if isinstance(values, dict) else ())]
        for path in [*((key,) for key in case.expect), *inside]:
            if path[-1] not in (parts if len(path) > 1 else known):
                where = ("cases", number, "expect", *path)
                yield _finding(plan, where, path[-1], ("维度或指标", "a dimension or indicator"), parts)


def _options(plan: Plan) -> Iterator[Finding]:
    fields = plan.file.criteria.fields
    for indicator in plan.indicators:
        rule, value = indicator.rule, indicator.value
        if not isinstance(rule, Choice) or value is None:
            continue
        name = value.text.strip()
        known = list(fields[name].choices or ()) if name in fields else []
        known = ["yes", "no"] if value.kind == "yes_no" else known
        key = "points" if rule.shares is None else "share"
        for option in rule.options:
            if known and option not in known:
                yield _empty(plan, (*indicator.path, "rule", key, option), name, option, known)
        unlisted = [option for option in known if option not in (*rule.options, "no")]
        if unlisted:
            options = ", ".join(unlisted)
            yield plan.file.finding(NO_POINTS, (*indicator.path, "rule", key), id=indicator.id, options=options)


def _parts(plan: Plan) -> Iterator[Finding]:
    criteria = plan.file.criteria
    parts = [part.id for part in plan.root.parts()]
    levels = [level.id for level in criteria.grades.levels] if criteria.grades else []
    part, grade = ("维度或指标", "a dimension or indicator"), ("等级", "a grade")
    for key, adjustment in criteria.adjustments.items():
        if adjustment.to not in parts:
            yield _finding(plan, ("adjustments", key, "to"), adjustment.to, part, parts)
        for number, effect in enumerate(adjustment.effects):
            path: Path = ("adjustments", key, "effects", number)
            if effect.void is not None and effect.void not in parts:
                yield _finding(plan, (*path, "void"), effect.void, part, parts)
            if effect.grade is not None and effect.grade not in levels:
                yield _finding(plan, (*path, "grade"), effect.grade, grade, levels)
    measures = [*parts, *criteria.totals]
    for key, board in criteria.boards.items():
        if board.by not in (*measures, "rise"):
            yield _finding(plan, ("boards", key, "by"), board.by, part, (*measures, "rise"))
        for number, other in enumerate(board.not_on):
            if other not in criteria.boards:
                yield _finding(plan, ("boards", key, "not_on", number), other, ("榜单", "a board"), criteria.boards)
    for key, total in criteria.totals.items():
        for name in total.weights:
            if name not in measures:
                yield _finding(plan, ("totals", key, "weights", name), name, part, measures)
    for number, name in enumerate(criteria.settings.tie_break):
        if name not in (*measures, *criteria.fields):
            yield _finding(plan, ("settings", "tie_break", number), name, part, (*measures, *criteria.fields))
    for number, name in enumerate(criteria.grades.squeeze if criteria.grades else ()):
        if name not in levels:
            yield _finding(plan, ("grades", "squeeze", number), name, grade, levels)


def _withins(plan: Plan) -> Iterator[Finding]:
    """Yield unknown groups outside references, which are looked up when the criteria are compiled."""
    criteria = plan.file.criteria
    groups = criteria.groups
    named: list[tuple[Path, tuple[str, ...]]] = [
        (("boards", key, "within"), board.within) for key, board in criteria.boards.items()
    ]
    named += [(("years", key, "within"), rule.within) for key, rule in criteria.years.items()]
    named += [(("grades", "within"), criteria.grades.within)] if criteria.grades else []
    named += [item for indicator in plan.indicators for item in _of_indicator(indicator)]
    for path, names in named:
        for number, name in enumerate(names):
            if name not in groups:
                yield _finding(plan, (*path, number), name, ("分组", "a group"), groups)


def _of_indicator(indicator: IndicatorPlan) -> Iterator[tuple[Path, tuple[str, ...]]]:
    definition = indicator.definition
    yield (*indicator.path, "rule", "within"), getattr(indicator.rule, "within", ())
    yield (*indicator.path, "missing", "within"), definition.missing.within
    if definition.before is not None:
        yield (*indicator.path, "before", "within"), definition.before.within
        if definition.before.winsorise is not None:
            yield (*indicator.path, "before", "winsorise", "within"), definition.before.winsorise.within or ()
