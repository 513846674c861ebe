"""Documents that analyses take: judgements of experts and declared errors, against the criteria."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations

from fivegoods.criteria.file import Origin, Path
from fivegoods.criteria.models.uncertainty import ALL_FIELDS, Expert, Judgements, Uncertainty
from fivegoods.criteria.plan.plan import Plan
from fivegoods.messages.findings import Finding, define
from fivegoods.numeric.closest import nearest

UNKNOWN_ITEM = define(
    "FG611",
    zh="没有 {id}（此处应是：{known}）",
    en="there is no {id} (expected one of: {known})",
    cause_zh="items 写评价标准里维度或指标的标识；每位专家只评 items 里的项；errors 写数值字段的标识或 all。",
    cause_en="items are ids of dimensions or indicators; experts judge items only; errors name number fields, or all.",
    bad="items: [economy, grene]",
    good="items: [economy, green]",
)
OVERLAP = define(
    "FG612",
    zh="{first} 和 {second} 重叠：后者在前者之内，或写了两遍",
    en="{first} and {second} overlap: one lies within the other, or stands twice",
    cause_zh="items 共同分享它们在标准里合计的权重，所以不能既写一个维度又写它下面的指标。",
    cause_en="Items share out what the criteria give them together, so none may hold another.",
    bad="items: [economy, tax_per_mu]",
    good="items: [economy, green]",
)
NOT_JUDGED = define(
    "FG613",
    zh="{who_zh}没有比较 {first} 与 {second}",
    en="{who_en} does not compare {first} with {second}",
    help_zh="写一个方向即可：compare: {{{first}: {{{second}: 3}}}}",
    help_en="one direction is enough: compare: {{{first}: {{{second}: 3}}}}",
    cause_zh="层次分析法要两两都比较过，才能得出权重。",
    cause_en="AHP needs a judgement of every pair of items.",
    bad="compare: {economy: {innovation: 3, green: 5}}",
    good="compare: {economy: {innovation: 3, green: 5}, innovation: {green: 2}}",
)
NOT_RECIPROCAL = define(
    "FG614",
    zh="{who_zh}对 {first} 与 {second} 的两个判断不互为倒数",
    en="the two judgements of {who_en} on {first} and {second} are no reciprocals",
    cause_zh="甲比乙重要 3 倍，乙比甲就是 1/3；同一项与自己比是 1。",
    cause_en="If A is 3 times as important as B, B is 1/3 as important as A; an item against itself is 1.",
    bad="compare: {economy: {green: 3}, green: {economy: 3}}",
    good="compare: {economy: {green: 3}, green: {economy: 1/3}}",
)
WRONG_KIND = define(
    "FG615",
    zh="{who_zh}没有 {needed}",
    en="{who_en} gives no {needed}",
    cause_zh="ahp 用 compare（两两比较），budget 用 budget（分配）。",
    cause_en="ahp takes compare (pairs), budget takes budget (amounts).",
    bad="weights ahp … experts: [{budget: {economy: 60, green: 40}}]",
    good="weights budget … experts: [{budget: {economy: 60, green: 40}}]",
)
BAD_BUDGET = define(
    "FG616",
    zh="{who_zh}的分配有负数，或合计为 0",
    en="the budget of {who_en} holds a negative amount, or adds up to 0",
    cause_zh="每位专家把若干分分给各项：都不为负，合计大于 0。",
    cause_en="Each expert shares out some points: none below 0, more than 0 in all.",
    bad="budget: {economy: 120, green: -20}",
    good="budget: {economy: 80, green: 20}",
)

#: How far from 1 a judgement times its opposite may be: 0.33 is 1/3.
_NEAR_ONE = 0.02


def check_judgements(written: Judgements, method: str, plan: Plan, origin: Origin) -> list[Finding]:
    """Return what is wrong with judgements for ``method`` ("ahp" or "budget") under the criteria."""
    needed = "compare" if method == "ahp" else "budget"
    found = list(_items(written, plan, origin))
    for number, expert in enumerate(written.experts):
        path: Path = ("experts", number)
        if getattr(expert, needed) is None:
            found.append(Finding(WRONG_KIND, origin.place(path), {**_who(expert, number), "needed": needed}))
        elif method == "ahp":
            found += _compared(expert, number, written.items, origin)
        else:
            found += _shared_out(expert, number, written.items, origin)
    return found


def check_errors(written: Uncertainty, plan: Plan, origin: Origin) -> list[Finding]:
    """Return the errors that are of no number field of the criteria."""
    fields = plan.file.criteria.fields
    known = [ALL_FIELDS, *(name for name, definition in fields.items() if definition.kind == "number")]
    return [_unknown(name, known, origin, ("errors", name)) for name in written.errors if name not in known]


def _items(written: Judgements, plan: Plan, origin: Origin) -> Iterator[Finding]:
    below = {node.id: {i.id for i in node.all_indicators()} for node in plan.root.walk() if node is not plan.root}
    below |= {indicator.id: {indicator.id} for indicator in plan.root.all_indicators()}
    for number, item in enumerate(written.items):
        if item not in below:
            yield _unknown(item, below, origin, ("items", number))
    for (_, first), (number, second) in combinations(enumerate(written.items), 2):
        if below.get(first, set()) & below.get(second, set()):
            yield Finding(OVERLAP, origin.place(("items", number)), {"first": first, "second": second})


def _compared(expert: Expert, number: int, items: Collection[str], origin: Origin) -> Iterator[Finding]:
    given = {(a, b): float(times) for a, row in (expert.compare or {}).items() for b, times in row.items()}
    path: Path = ("experts", number, "compare")
    for first, second in given:
        if first not in items:
            yield _unknown(first, items, origin, (*path, first))
        if second not in items:
            yield _unknown(second, items, origin, (*path, first, second))
    for first, second in (*combinations(items, 2), *((item, item) for item in items)):
        one, other = given.get((first, second)), given.get((second, first))
        params = {**_who(expert, number), "first": first, "second": second}
        if one is None and other is None and first != second:
            yield Finding(NOT_JUDGED, origin.place(path, key=True), params)
        elif one is not None and other is not None and abs(one * other - 1) >= _NEAR_ONE:
            yield Finding(NOT_RECIPROCAL, origin.place((*path, second, first)), params)


def _shared_out(expert: Expert, number: int, items: Collection[str], origin: Origin) -> Iterator[Finding]:
    path: Path = ("experts", number, "budget")
    budget = expert.budget or {}
    for name in budget:
        if name not in items:
            yield _unknown(name, items, origin, (*path, name))
    if any(amount < 0 for amount in budget.values()) or sum(budget.values()) <= 0:
        yield Finding(BAD_BUDGET, origin.place(path, key=True), _who(expert, number))


def _unknown(name: str, known: Collection[str], origin: Origin, path: Path) -> Finding:
    params = {"id": name, "known": ", ".join(list(known)[:12])}
    return Finding(UNKNOWN_ITEM, origin.place(path, key=True), params, nearest(name, known))


def _who(expert: Expert, number: int) -> dict[str, str]:
    zh, en = f"第 {number + 1} 位专家", f"expert {number + 1}"
    if expert.name is None:
        return {"who_zh": zh, "who_en": en}
    return {"who_zh": f"{expert.name.within('zh')}（{zh}）", "who_en": f"{expert.name.within('en')} ({en})"}
