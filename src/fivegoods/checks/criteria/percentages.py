"""Ends of a rule that look like shares of one on an indicator in per cent: 0.6 … 1 for 60 … 100."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fivegoods.criteria.plan.plan import IndicatorPlan, Plan
from fivegoods.criteria.rules.bands import Bands
from fivegoods.criteria.rules.base import Amount, Rule
from fivegoods.criteria.rules.completion import Steps
from fivegoods.messages.findings import Finding, Severity, define
from fivegoods.numeric.decimals import HUNDRED, ONE, ZERO, show

LIKE_SHARES = define(
    "FG244",
    Severity.WARNING,
    zh="指标 {id} 的单位是 %，规则里的 {written} 按 {written} % 计；若指比例，应写 {meant}",
    en="indicator {id} is in %, so {written} in its rule means {written} %; write {meant} if shares of one are meant",
    cause_zh="单位为 % 的指标，规则里不带单位的数就是百分数：0.6 是 0.6%，不是 60%。确是千分之几的，写明 0.6%。",
    cause_en="On an indicator in % a bare number is a percentage: 0.6 is 0.6 %. Write 0.6% where that is meant.",
    bad='unit: "%"\nrule: {kind: goalposts, worst: 0.6, best: 1}',
    good='unit: "%"\nrule: {kind: goalposts, worst: 60, best: 100}',
)
#: Ends of which the largest is below this are taken for the small percentages that they are.
_LEAST = Decimal("0.5")


def check(plan: Plan) -> list[Finding]:
    """Return a finding for each rule all of whose numbers lie between 0 and 1 on an indicator in %."""
    return [finding for one in plan.indicators if one.definition.unit == "%" for finding in _found(plan, one)]


def _found(plan: Plan, indicator: IndicatorPlan) -> Iterator[Finding]:
    written = {("rule",): indicator.definition.rule, ("missing", "rule"): indicator.definition.missing.rule}
    for path, rule in written.items():
        ends = sorted({amount.value for amount in _bare(rule)}) if rule is not None else []
        if len(ends) > 1 and ends[0] >= ZERO and _LEAST <= ends[-1] <= ONE:
            shown, meant = (", ".join(map(show, numbers)) for numbers in (ends, [end * HUNDRED for end in ends]))
            here = (*indicator.path, *path)
            yield plan.file.finding(LIKE_SHARES, here, id=indicator.id, written=shown, meant=meant)


def _bare(rule: Rule) -> Iterator[Amount]:
    """Yield the amounts in the indicator's unit that are written without one."""
    amounts = [reference.constant for reference in rule.references().values()]
    if isinstance(rule, Bands) and rule.over is None:
        amounts += [end for band in rule.bands for end in (band.from_, band.above, band.upto, band.below)]
    if isinstance(rule, Steps) and not rule.relative:
        amounts += [stride.each for stride in (rule.up, rule.down) if stride is not None]
    return (amount for amount in amounts if amount is not None and amount.unit is None)
