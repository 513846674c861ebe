"""Why an indicator has no points of its own, in words."""

from __future__ import annotations

from typing import Final

from fivegoods.criteria.base import LocalText

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "absent": ("没有填报 {0}", "{0} was not reported"),
    "null": ("{0} 缺失", "{0} is missing"),
    "expected": ("{0} 待报", "{0} is still to come"),
    "not_applicable": ("{0} 不适用", "{0} does not apply"),
    "does_not_apply": ("不适用于本园区", "does not apply to this park"),
    "no_year": ("没有 {0} 年的数据", "there are no data for {0}"),
    "no_group": ("没有填写分组 {0}", "the park states no {0}"),
    "no_points_given": ("没有给分", "no points were given"),
    "not_scored": ("{0} 没有得分", "{0} was not scored"),
    "not_a_number": ("{0} 不是数值", "{0} is not a number"),
    "no_criteria": ("没有载入评价标准 {0}", "the criteria {0} were not loaded"),
    "incomplete": ("评价标准 {0} 的得分因缺数据算不全", "data for the score under {0} are missing"),
    "zero_denominator": ("分母为 0", "the denominator is zero"),
    "both_negative": ("分子分母都是负数，商没有意义", "numerator and denominator are both negative"),
    "sum_not_positive": ("合计不大于 0，算不出占比", "no share of a sum that is not positive"),
    "log_of_nonpositive": ("对数的真数不大于 0", "the logarithm of a number that is not positive"),
    "growth_from_nonpositive": ("上年数不大于 0，算不出增速", "no growth from a figure that is not positive"),
    "out_of_range": ("数值超出可计算的范围", "the number is out of range"),
    "zero_counts_as_missing": ("0 按缺失处理", "0 counts as missing"),
    "no_peers": ("同组样本不足，也没有基准", "too few peers and no benchmark"),
    "no_park": ("数据里没有园区 {0} 的这个值", "the data hold no such value of the park {0}"),
    "no_benchmark": ("基准文件里没有对应的值", "the benchmarks hold no such value"),
    "no_benchmarks_given": ("没有给出基准文件（--benchmarks）", "no benchmarks file was given (--benchmarks)"),
    "benchmark_year": ("基准文件里只有 {0} 年的值，不是本年度的", "the benchmarks are of {0}, not of this year"),
    "reference_not_positive": ("参照值不大于 0", "the reference is not positive"),
    "group_of_one": ("同组只有本园区", "the park is alone in its group"),
    "flat": ("参照组最大值等于最小值", "all peers have the same value"),
    "needs": ("前置条件不满足，不得分", "the precondition does not hold: no points"),
    "needs_unknown": ("前置条件所需数据缺失", "data for the precondition are missing"),
    "veto": ("一票否决，作废", "voided by a veto"),
    "review": ("以审核为准", "the review counts"),
    "by_hand": ("以人工评分为准", "points given by hand count"),
    "entry": ("不符合参评条件", "does not meet the entry condition"),
    "coverage": ("数据覆盖率不足", "too little of the data"),
    "missing": ("缺 {0}", "{0} is missing"),
    "adjustment": ("因 {0}", "because of {0}"),
    "policy:zero": ("缺失按 0 分", "missing counts as 0"),
    "policy:penalty": ("缺失倒扣", "missing is penalised"),
    "policy:group_mean": ("缺失按同组该项平均得分", "missing gets the group's mean points"),
    "policy:alternate": ("缺首选数据，改用替代取值和规则", "data for the first rule are missing; its alternate counts"),
    "policy:alternate_reference": (
        "没有参照值，暂用替代取值和规则",
        "there is no reference; the alternate counts until there is one",
    ),
    "policy:exclude": ("缺失剔除，分值由其余指标分担", "missing is left out; the others carry its points"),
}

_DECLARED: Final = {
    "full": ("按规定得满分", "full points as declared"),
    "zero": ("按规定得 0 分", "no points as declared"),
}


def reason_words(reason: str) -> LocalText:
    """Return a reason code such as "absent:tax" as a sentence in both languages."""
    if reason in _WORDS:
        zh, en = _WORDS[reason]
        return LocalText(zh=zh, en=en)
    head, _, rest = reason.partition(":")
    zh, en = _WORDS.get(head, (reason, reason))
    if rest in _DECLARED and head in ("flat", "group_of_one"):
        return LocalText(zh=f"{zh}，{_DECLARED[rest][0]}", en=f"{en}: {_DECLARED[rest][1]}")
    return LocalText(zh=_joined(zh, rest), en=en.format(rest))


def _joined(zh: str, rest: str) -> str:
    """Return a Chinese sentence with ``rest`` in it; spaces stand around letters and digits only."""
    if rest and not rest[0].isascii():
        zh = zh.replace(" {0}", "{0}")
    if rest and not rest[-1].isascii():
        zh = zh.replace("{0} ", "{0}")
    return zh.format(rest)


_EFFECTS: Final = {
    "void": ("{0} 作废", "voids {0}"),
    "grade": ("直接定为 {0}", "straight to grade {0}"),
    "steps_down": ("降 {0} 档", "{0} grade(s) down"),
    "no_honours": ("取消评优资格", "no honours"),
    "unranked": ("移出排名", "not ranked"),
    "ungraded": ("不定等级", "not graded"),
}


def effect_words(effect: str) -> LocalText:
    """Return what an adjustment does besides points, such as "grade:D+no_honours", in both languages."""
    said = [(head, rest) for part in effect.split("+") for head, _, rest in [part.partition(":")] if head in _EFFECTS]
    return LocalText(
        zh="，".join(_EFFECTS[head][0].format(rest) for head, rest in said),
        en=", ".join(_EFFECTS[head][1].format(rest) for head, rest in said),
    )
