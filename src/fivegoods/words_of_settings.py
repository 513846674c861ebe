"""The words of what criteria declare: settings, and treatments before scoring."""

from __future__ import annotations

from typing import Final

#: Code → (Chinese, English), as in `fivegoods.words`.
SETTINGS_WORDS: Final[dict[str, tuple[str, str]]] = {
    "settings.title": ("本次适用的口径", "Settings in force"),
    "settings.default": ("默认", "default"),
    "settings.declared": ("标准写明", "declared"),
    "settings.none": ("不设", "none"),
    "col.setting": ("口径", "Setting"),
    "col.in_force": ("取值", "In force"),
    "col.said_by": ("出自", "Said by"),
    "settings.ties": ("并列名次", "Tied ranks"),
    "settings.tie_break": ("同分时的次序键", "Tie-break keys"),
    "settings.rank_decimals": ("名次按几位小数判定", "Decimals on which ranks are taken"),
    "settings.decimals": ("显示的小数位", "Decimals shown"),
    "settings.deviation": ("标准差", "Standard deviation"),
    "settings.group_of_one": ("参照组只有自己时", "A park alone in its group"),
    "settings.flat": ("参照组各值相等时", "A group of equal values"),
    "settings.bonus_at_most": ("加分合计上限", "Cap on all bonuses"),
    "settings.deduction_at_most": ("扣分合计上限", "Cap on all deductions"),
    "settings.at_least_coverage": ("参加排名的最低数据覆盖率", "Least coverage to be ranked"),
    "settings.grade_ties": ("名额线上同分", "Ties at the cut-off of a grade"),
    "settings.grade_decimals": ("等级按几位小数判定", "Decimals on which grades are taken"),
    "settings.goalposts_outside": ("超出上下限（{id}）", "Outside the goalposts ({id})"),
    "settings.mean_zero": ("{method} 遇到 0（{id}）", "A zero in the {method} ({id})"),
    "settings.zero_result": ("结果为 0", "the result is 0"),
    "settings.zero_share": ("以得分率 {share} 代替", "share {share} instead"),
    "treated.title": ("计分前的处理", "Values treated before scoring"),
    "treated.imputed": ("插补（{how}，{parks} 个园区）", "imputed ({how} of {parks})"),
    "treated.log": ("取对数", "logarithm"),
    "treated.winsorised": ("缩尾", "winsorised"),
    "col.treatment": ("处理", "Treatment"),
    "col.before_treatment": ("处理前", "Before"),
    "col.after_treatment": ("处理后", "After"),
}
