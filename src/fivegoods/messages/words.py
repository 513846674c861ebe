"""The program's own words in both languages: code → Chinese and English.

Names of parks, indicators and groups come from the files; findings carry their own texts.
"""

from __future__ import annotations

from typing import Final

from fivegoods.messages.analysis_words import ANALYSIS_WORDS
from fivegoods.messages.command_words import COMMAND_WORDS
from fivegoods.messages.data_words import DATA_WORDS, SETTINGS_WORDS
from fivegoods.messages.uncertainty_words import ROBUSTNESS_WORDS

#: Code → (Chinese, English); both are ``str.format`` templates with the same placeholders.
WORDS: Final[dict[str, tuple[str, str]]] = {
    # Joining
    "join.label": ("{label}：{value}", "{label}: {value}"),
    "join.list": ("、", ", "),
    "join.more": ("{names}等，另有 {count} 个", "{names} and {count} more"),
    # Two sentences: a Chinese full stop carries its own space.
    "join.next": ("{first}{second}", "{first} {second}"),
    "join.sentence": ("；", "; "),
    "list.more": ("{names}，… 另有 {count} 个", "{names}, … and {count} more"),
    "join.bracket": ("{text}（{inner}）", "{text} ({inner})"),
    # Columns and labels
    "card.rank_within": ("{group}名次", "Rank within {group}"),
    "col.rank": ("名次", "Rank"),
    "col.rank_overall": ("总名次", "Overall"),
    "col.park": ("园区", "Park"),
    "col.id": ("标识", "Id"),
    "col.year": ("年度", "Year"),
    "col.name": ("名称", "Name"),
    "col.points": ("得分", "Points"),
    "col.possible": ("最多可得", "Up to"),
    "col.coverage": ("覆盖率", "Coverage"),
    "col.grade": ("等级", "Grade"),
    "col.adjustments": ("加减分", "Adjust"),
    "col.dimension": ("维度", "Dimension"),
    "col.indicator": ("指标", "Indicator"),
    "col.value": ("指标值", "Value"),
    "col.unit": ("单位", "Unit"),
    "col.reference": ("参照值", "Reference"),
    "col.full": ("满分", "Full"),
    "col.lost": ("失分", "Lost"),
    "col.before": ("审核前", "Before review"),
    "col.outcome": ("状态", "State"),
    "col.source": ("来源", "Source"),
    "col.reason": ("原因", "Reason"),
    "col.item": ("项目", "Item"),
    "col.count": ("次数", "Count"),
    "col.target": ("作用于", "Acts on"),
    "col.effects": ("后果", "Effects"),
    "col.leader": ("领先", "Leader"),
    "col.lead": ("领先幅度", "Lead"),
    "col.file": ("文件", "File"),
    "col.sha256": ("SHA-256", "SHA-256"),
    "col.edition": ("版本", "Editions"),
    "col.status": ("性质", "Status"),
    "col.where": ("位置", "Where"),
    "col.weight": ("分值/权重", "Points/weight"),
    "col.rule": ("计分规则", "Rule"),
    "col.parks": ("园区数", "Parks"),
    "col.expected": ("应为", "Expected"),
    "col.actual": ("算得", "Actual"),
    "col.total": ("总分", "Total"),
    "col.group": ("分组", "Group"),
    "col.attested": ("佐证", "Attested"),
    # Header facts
    "fact.criteria": ("评价标准", "Criteria"),
    "fact.status": ("标准性质", "Status"),
    "fact.view": ("数据口径", "View"),
    "fact.data": ("数据", "Data files"),
    "fact.sourced": ("来源标注", "Sources"),
    "fact.sourced_share": ("{of} 个数值中 {count} 个注明来源，{share}", "{count} of {of} figures have one, {share}"),
    "fact.sourced_level": ("{level} {count}", "{level} {count}"),
    "fact.program": ("程序", "Program"),
    "fact.coverage": ("数据覆盖率", "Coverage"),
    "fact.files": ("{count} 个文件，合并 SHA-256 {sha256}", "{count}, combined SHA-256 {sha256}"),
    "fact.criteria_hash": ("{id}（SHA-256 {sha256}）", "{id} (SHA-256 {sha256})"),
    "view.reviewed": ("有审核的以审核为准", "reviewed where there is a review"),
    "view.unreviewed": ("填报数据（无审核数据）", "as reported (nothing is reviewed)"),
    "view.self": ("自评", "self-assessed"),
    # Status of criteria
    "status.official": ("官方", "official"),
    "status.reported": ("据报道", "reported"),
    "status.reconstructed": ("重构", "reconstructed"),
    "status.example": ("示例", "example"),
    "status.partial": ("不完整", "partial"),
    "notice.reported": (
        "评价标准据媒体报道整理，并非官方文本，本结果不是官方评价结果。",
        "The criteria follow press reports, not an official text; this is not an official result.",
    ),
    "notice.reconstructed": (
        "评价标准依据公开资料重构，权重为示例，非官方；本结果不是官方评价结果。",
        "The criteria are reconstructed from public statements, the weights are examples, not official; "
        "this is not an official result.",
    ),
    "notice.example": (
        "示例标准，非官方评价结果。",
        "Example criteria; this is not an official result.",
    ),
    "notice.partial": (
        "评价标准不完整：官方规则中未公开或未收录的部分不计分；本结果不是官方评价结果。",
        "The criteria are partial: rules that are not public or not included score nothing; "
        "this is not an official result.",
    ),
    # With a notice of the criteria's own, which says why.
    "notice.brief.reported": (
        "标准据媒体报道整理，非官方评价结果。",
        "By press reports; this is not an official result.",
    ),
    "notice.brief.reconstructed": (
        "重构的标准，非官方评价结果。",
        "Reconstructed criteria; this is not an official result.",
    ),
    "notice.brief.example": ("示例标准，非官方评价结果。", "Example criteria; this is not an official result."),
    "notice.brief.partial": ("不完整的标准，非官方评价结果。", "Partial criteria; this is not an official result."),
    # Outcomes
    "outcome.scored": ("已计分", "scored"),
    "outcome.missing": ("缺失", "missing"),
    "outcome.not_applicable": ("不适用", "not applicable"),
    "outcome.no_reference": ("无参照值", "no reference"),
    "outcome.overridden": ("审核给分", "overridden"),
    "outcome.voided": ("作废", "voided"),
    "bool.yes": ("是", "yes"),
    "bool.no": ("否", "no"),
    # References
    "ref.group": ("本组定值", "fixed for the group"),
    "ref.expression": ("本园区数据", "own figures"),
    "ref.park": ("园区 {park}", "park {park}"),
    "ref.peers": ("同组 {count} 个", "{count} peers"),
    "ref.benchmark": ("基准文件", "benchmark"),
    "stat.min": ("最小值", "minimum"),
    "stat.max": ("最大值", "maximum"),
    "stat.mean": ("平均值", "mean"),
    "stat.weighted_mean": ("加权平均值", "weighted mean"),
    "stat.median": ("中位数", "median"),
    "stat.quantile": ("分位数", "quantile"),
    "stat.sum": ("合计", "sum"),
    "stat.deviation": ("标准差", "standard deviation"),
    "stat.count": ("个数", "count"),
    # Attestation
    "attested.official": ("官方", "official"),
    "attested.reported": ("报道", "reported"),
    "attested.inferred": ("推算", "inferred"),
    "attested.self_reported": ("自报", "self-reported"),
    # Functions of expressions, as derivations call them.
    "function.previous": ("上年", "previous"),
    "function.growth": ("增速", "growth"),
    "function.cagr": ("年均增速", "cagr"),
    "function.change": ("增减", "change"),
    "function.base": ("基期", "base"),
    "function.average": ("平均", "average"),
    "function.share": ("占比", "share"),
    "function.total": ("合计", "total"),
    "function.min": ("取小", "min"),
    "function.max": ("取大", "max"),
    "function.sum": ("求和", "sum"),
    "function.first": ("取先有", "first"),
    "function.count": ("计数", "count"),
    "function.known": ("有数", "known"),
    "function.round": ("修约", "round"),
    "function.abs": ("绝对值", "abs"),
    "function.events": ("次数", "events"),
    "function.points": ("得分", "points"),
    "function.value": ("取值", "value"),
    "function.rank": ("名次", "rank"),
    "function.score": ("总分", "score"),
    "function.floor": ("取整", "floor"),
    "attested.ours": ("自定", "ours"),
    "attested.invented": ("虚构", "invented"),
    # Score card
    "card.title": ("{park} {year} 年得分", "{park}, {year}: score"),
    "card.many": ("园区得分", "Park scores"),
    "card.total": ("总分", "Total"),
    "card.total_of": ("{points} / {full}", "{points} / {full}"),
    "card.total_up_to": (
        "{points} / {full}（缺失数据补齐后最多 {possible}）",
        "{points} / {full} (up to {possible} with the missing data)",
    ),
    "card.total_open": (
        "{points} / {full}（缺失数据补齐后可达 {possible} 以上）",
        "{points} / {full} ({possible} or more with the missing data)",
    ),
    "card.rank_of": ("第 {rank} 名，共 {of} 个", "{rank} of {of}"),
    "card.rank_tied": ("并列第 {rank} 名（{tied} 个并列），共 {of} 个", "{rank} of {of}, shared by {tied}"),
    "card.unranked_why": ("不参加排名（{reason}）", "not ranked ({reason})"),
    "card.honours_lost": ("取消评优资格", "not eligible for honours"),
    "card.honours": ("评优", "Honours"),
    "card.dimensions": ("各维度得分", "Points by dimension"),
    # Bars of a workbook's charts that do not begin at zero
    "chart.base": ("起点", "Start"),
    "chart.total": ("合计", "Total"),
    "chart.gain": ("增加", "Gain"),
    "chart.loss": ("减少", "Loss"),
    "chart.dots": ("每点一项，共 {count} 项", "one dot each, {count} in all"),
    "chart.span": ("区间宽度", "Width"),
    "card.against": ("各项指标与平均对照", "Indicators against the mean"),
    "card.indicators": ("各项指标", "Indicators"),
    "card.surplus": (
        "失分为负，表示得分超过满分的部分；各项失分相加即为所在维度的失分。",
        "A loss below zero is a surplus, points beyond the full ones; losses add up to those of their dimension.",
    ),
    "card.adjustments": ("加分、扣分与否决", "Bonuses, deductions and vetoes"),
    "card.reasons": ("说明", "Remarks"),
    "card.sources": ("数据来源", "Sources"),
    "card.coverage_of": (
        "{share}（有数据且有参照值的指标满分占全部满分的比例）",
        "{share} (full points of indicators that have data and a reference)",
    ),
    "value.alternate": ("（替代：{names}）{value}", "(instead: {names}) {value}"),
    "bar.interval": ("= 区间  o 中位数或一项  | 现名次", "= interval  o median or one  | rank as it is"),
    "bar.possible": ("最多 {possible}", "up to {possible}"),
    "page.numbers": ("图中数据", "Numbers of the picture"),
    "page.contents": ("目录", "Contents"),
    # Ranking
    "rank.title": ("园区排名", "Park ranking"),
    "rank.overall": ("总排名", "Overall"),
    "rank.boards": ("榜单", "Boards"),
    "rank.more": (
        "按组排名、各榜分数、差距和各组平均分：加 --all，或 -o ranking.md、-o ranking.xlsx。",
        "Ranks by group, points of boards, gaps and averages: with --all, or -o ranking.md, -o ranking.xlsx.",
    ),
    "rank.by_group": ("按{group}", "By {group}"),
    "rank.in_group": ("{group}：{value}", "{group}: {value}"),
    "rank.one_group": (
        "参加排名的园区都在这一组（{value}），组内名次即总名次，不再列出。",
        "All ranked parks are in this group ({value}); their ranks are the overall ones, not listed again.",
    ),
    "rank.tied": ("并列 {rank}", "{rank}="),
    "rank.grades": ("等级分布", "Grades"),
    "rank.adjustments": ("加分、扣分与否决", "Bonuses, deductions and vetoes"),
    "rank.unranked": ("不参加排名", "Not ranked"),
    "rank.nobody": ("没有园区参加排名，原因见下。", "No park is ranked; the reasons are below."),
    "rank.other_years": ("其他年度（--year）：{years}。", "Other years (--year): {years}."),
    "rank.year_count": ("{year} 年 {count} 个园区", "{year}: {count} parks"),
    "rank.board_empty": ("无园区符合条件。", "No park is eligible."),
    "rank.cut_ties": (
        "与末位同分、按同分排序依据未能入榜：{parks}",
        "Level with the last place, left out by the declared keys: {parks}",
    ),
    "rank.files": ("文件与校验值", "Files and hashes"),
    "rank.no_value": ("未填", "not given"),
    "rank.subtitle": ("{criteria}，{year} 年，{count} 个园区", "{criteria}, {year}, parks: {count}"),
    "rank.value": ("排序依据", "By"),
    # Long lists on a screen
    "excerpt.ends": (
        "共 {of} 行，只显示前 {first} 行和后 {last} 行，略去 {more} 行。",
        "{of} rows: the first {first} and the last {last} are shown, {more} are left out.",
    ),
    "excerpt.first": (
        "共 {of} 行，只显示前 {first} 行，略去 {more} 行。",
        "{of} rows: the first {first} are shown, {more} are left out.",
    ),
    "excerpt.rest": (
        "要看全部，请写入文件：-o 文件.csv 或 -o 文件.md。",
        "To get them all, write a file: -o FILE.csv or -o FILE.md.",
    ),
    "excerpt.rest_of_rank": (
        "要看全部：-o ranking.csv、-o ranking.md，或 --top {of}。",
        "To get them all: -o ranking.csv, -o ranking.md, or --top {of}.",
    ),
    "excerpt.cards": (
        "共 {of} 个园区，只显示前 {first} 个和后 {last} 个，略去 {more} 个。要看全部：-o scores.csv 或 -o scores.md。",
        "{of} parks: the first {first} and the last {last} are shown, {more} are left out. "
        "To get them all: -o scores.csv or -o scores.md.",
    ),
    # Comparison
    "compare.title": ("园区对比", "Comparison of parks"),
    "compare.summary": ("总览", "Overview"),
    "compare.points": ("得分对比", "Points"),
    "compare.values": ("指标值对比", "Values"),
    "compare.tied": ("持平", "level"),
    "compare.open": ("未定：有缺失数据", "open: data are missing"),
    "compare.leads_label": ("领先指标", "Indicators led"),
    # Explain
    "explain.heading": ("每一分的由来", "Where every point comes from"),
    "explain.title": ("{park} {year} 年", "{park}, {year}"),
    "explain.points": ("{points} / {full}", "{points} / {full}"),
    "explain.checked": ("公式核对", "Formulas recomputed"),
    "col.arithmetic": ("算式", "Arithmetic"),
    "col.worked": ("按算式重算", "Computed anew"),
    "col.difference": ("差", "Difference"),
    "explain.total": ("总分的合成", "How the total is put together"),
    "method.sum": ("各项相加", "sum of the parts"),
    "method.mean": ("加权算术平均", "weighted arithmetic mean"),
    "method.geometric": ("加权几何平均", "weighted geometric mean"),
    "method.harmonic": ("加权调和平均", "weighted harmonic mean"),
    "method.minimum": ("取最低的一项", "the lowest part"),
    "method.power": ("加权幂平均", "weighted power mean"),
    # Criteria
    "criteria.title": ("评价标准", "Criteria"),
    "criteria.none": ("没有找到评价标准。", "No criteria were found."),
    "criteria.tree": ("维度与指标", "Dimensions and indicators"),
    "criteria.fields": ("填报字段", "Fields"),
    "criteria.definition": ("口径", "Definition"),
    "criteria.adjustments": ("加分、扣分与否决", "Bonuses, deductions and vetoes"),
    "criteria.grades": ("等级", "Grades"),
    "criteria.boards": ("榜单", "Boards"),
    "criteria.sources": ("依据", "Sources"),
    "criteria.settings": ("约定", "Settings"),
    "criteria.by_group": ("按{group}：{values}", "by {group}: {values}"),
    "criteria.otherwise": ("其余 {value}", "otherwise {value}"),
    "criteria.points": ("{points} 分", "{points} points"),
    "criteria.weight": ("权重 {weight}", "weight {weight}"),
    "criteria.grade_from": ("不低于 {points}", "{points} or more"),
    "criteria.grade_above": ("高于 {points}", "more than {points}"),
    "criteria.grade_share": ("{share}", "{share}"),
    "criteria.grade_rest": ("其余", "the rest"),
    "criteria.grade_by": ("分档办法", "Graded"),
    "criteria.grade_score": ("按分数", "by score"),
    "criteria.grade_over": ("按总分与{what}之比", "by the total ÷ {what}"),
    "criteria.over_park": ("园区 {park} 的总分", "the total of the park {park}"),
    "criteria.over_max": ("第一名的总分", "the leader's total"),
    "criteria.over_mean": ("平均总分", "the mean total"),
    "criteria.over_median": ("总分中位数", "the median total"),
    "criteria.grade_share_of": ("按比例", "by share"),
    "criteria.from_either": ("同组或基准", "peers or benchmark"),
    "criteria.of_park": ("园区 {park} 的值", "the value of the park {park}"),
    "criteria.from_peers": ("同组", "peers"),
    "criteria.from_benchmarks": ("基准文件", "benchmarks file"),
    "criteria.groups": ("分组", "Groups"),
    "criteria.values": ("可选值", "Values"),
    "criteria.option": ("{option} {worth}", "{option}: {worth}"),
    "criteria.out_of": ("按 {amount} 分制折合", "of {amount}, converted to the full points"),
    "criteria.at_most": ("最多 {amount} 分", "at most {amount} points"),
    "criteria.at_most_times": ("最多为满分的 {amount} 倍", "at most {amount} times the full points"),
    "criteria.at_least": ("最少 {amount} 分", "at least {amount} points"),
    "criteria.size": ("名额", "Places"),
    "criteria.who": ("条件", "Eligible"),
    "criteria.trigger": ("触发", "Trigger"),
    "criteria.each": ("每次", "Each"),
    "criteria.packaged": ("随程序", "built in"),
    "criteria.local": ("本地", "local"),
    "cases.title": ("算例验算", "Worked cases"),
    "cases.summary": (
        "{count} 个算例，{passed} 个通过，{failed} 个不符。",
        "Cases run: {count}. Passed: {passed}. Failed: {failed}.",
    ),
    "cases.passed": ("通过", "passed"),
    "cases.failed": ("不符", "failed"),
    # Effects of adjustments
    "effect.void": ("{what}作废", "voids {what}"),
    "effect.grade": ("直接定为 {what}", "grade {what}"),
    "effect.steps_down": ("降 {what} 档", "grades down: {what}"),
    "effect.no_honours": ("取消评优资格", "no honours"),
    "effect.unranked": ("移出排名", "not ranked"),
    "effect.ungraded": ("不定等级", "not graded"),
    "reason.because": ("因{what}", "because of {what}"),
    "explain.source": ("{name} {written}，来源：{source}", "{name} {written}, source: {source}"),
    "explain.no_source": ("{name} {written}，未注明来源", "{name} {written}, no source is given"),
}
WORDS.update(COMMAND_WORDS)
WORDS.update(DATA_WORDS)
WORDS.update(ANALYSIS_WORDS)
WORDS.update(ROBUSTNESS_WORDS)
WORDS.update(SETTINGS_WORDS)


def say(code: str, lang: str, **params: object) -> str:
    """Return the words for ``code`` in ``lang`` ("zh", else English), placeholders filled.

    Raise KeyError for a code that the catalogue does not have.
    """
    template = WORDS[code][0 if lang == "zh" else 1]
    return template.format(**params) if params else template


#: Where the environment says which language to speak, first to last.
LANGUAGE_VARIABLES: Final = ("FIVEGOODS_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def language_of(*wishes: str | None) -> str:
    """Return "zh" or "en" by the first wish that says anything, such as ``zh_CN.UTF-8``; else "en"."""
    for wish in wishes:
        if wish:
            return "zh" if wish.lower().startswith("zh") else "en"
    return "en"
