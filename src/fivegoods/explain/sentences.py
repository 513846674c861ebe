"""The sentences of a derivation: whose a reference value is, and what a part of the criteria rests on."""

from __future__ import annotations

from fivegoods.criteria.base import Attested, LocalText, Source
from fivegoods.criteria.models.adjustment import Adjustment
from fivegoods.criteria.models.criteria import Weighted
from fivegoods.criteria.rules.parameters import parameter_name
from fivegoods.explain.steps import Step
from fivegoods.scoring.columns import ResolvedReference

_STATS = {
    "min": ("最小值", "minimum"),
    "max": ("最大值", "maximum"),
    "mean": ("平均值", "mean"),
    "weighted_mean": ("加权平均值", "weighted mean"),
    "median": ("中位数", "median"),
    "quantile": ("分位数", "quantile"),
    "sum": ("合计", "sum"),
    "deviation": ("标准差", "standard deviation"),
}


def reference_words(reference: ResolvedReference) -> LocalText:
    """Say whose the reference value is and over how many parks."""
    stat_zh, stat_en = _STATS.get(reference.stat, ("", ""))
    group = "、".join(reference.group.values())
    of_zh, of_en = (f"{group}的", f" of {group}") if group else ("", "")
    name, name_en = (parameter_name(reference.name).within(lang) for lang in ("zh", "en"))
    if reference.origin == "peers":
        return LocalText(
            zh=f"{name}：{of_zh}同组 {reference.parks} 个园区的{stat_zh}",
            en=f"{name_en}: {stat_en}{of_en} over {reference.parks} peers",
        )
    if reference.origin == "benchmark":
        count = reference.parks
        over_zh, over_en = (f"（{count} 个园区）", f" over {count} parks") if count else ("", "")
        return LocalText(
            zh=f"{name}：基准文件给出的{of_zh}{stat_zh}{over_zh}",
            en=f"{name_en}: {stat_en}{of_en}{over_en} from the benchmarks file",
        )
    if reference.origin == "group":
        return LocalText(zh=f"{name}：{group}适用的参照值", en=f"{name_en}: the value for {group}")
    if reference.origin == "park":
        return LocalText(zh=f"{name}：园区 {group} 的值", en=f"{name_en}: the value of the park {group}")
    if reference.origin == "expression":
        return LocalText(zh=f"{name}：由本园区数据计算", en=f"{name_en}: from the park's own data")
    return LocalText(zh=f"{name}：标准规定", en=f"{name_en}: set by the criteria")


def clause(definition: Weighted | Adjustment, source: Source | None) -> list[Step]:
    """Return the clause and the document that a part of the criteria rests on, if it names any."""
    parts = [definition.clause] if definition.clause else []
    if source is not None:
        number = f" {source.number}" if source.number else ""
        parts += [f"{source.title.within('zh')}{number}", f"{source.title.within('en')}{number}"]
    if not parts:
        return []
    level = definition.attested or (source.attested if source else None)
    zh, en = (f"{parts[0]}，{parts[1]}", f"{parts[0]}; {parts[2]}") if len(parts) > 2 else (parts[0], parts[-1])
    marks = (f"（{_ATTESTED[level][0]}）", f" ({_ATTESTED[level][1]})") if level else ("", "")
    return [Step("clause", LocalText(zh=f"依据：{zh}{marks[0]}", en=f"by: {en}{marks[1]}"))]


_ATTESTED = {
    Attested.OFFICIAL: ("官方", "official"),
    Attested.REPORTED: ("报道", "reported"),
    Attested.INFERRED: ("推算", "inferred"),
    Attested.SELF_REPORTED: ("自报", "self-reported"),
    Attested.OURS: ("本项目自定", "ours"),
    Attested.INVENTED: ("虚构", "invented"),
}
