"""Group statistics as a benchmarks file (YAML)."""

from __future__ import annotations

from fivegoods.analysis.benchmarks import GroupStatistic, GroupStatistics
from fivegoods.collect.yaml_style import Line, dumped
from fivegoods.criteria.file import CriteriaFile
from fivegoods.numeric.decimals import show


def benchmarks_yaml(statistics: GroupStatistics, criteria: CriteriaFile, parks: int, years: list[int]) -> str:
    """Return the file: every statistic with its group and number of parks, and no park's name."""
    edition = f"/{criteria.edition}" if criteria.edition else ""
    year = ", ".join(map(str, years))
    name = criteria.criteria.name
    document = {
        "name": Line(
            zh=f"{name.within('zh')} {year} 年分组统计", en=f"{name.within('en')}: group statistics of {year}"
        ),
        "criteria": f"{criteria.id}{edition}",
        "sources": {
            "statistics": Line(
                title=Line(zh=f"由 {parks} 个园区的数据统计", en=f"Computed from the figures of {parks} parks"),
                attested="ours",
            )
        },
        "values": [_value(one) for one in statistics.made],
    }
    return dumped(document)


def _value(one: GroupStatistic) -> Line:
    said: dict[str, object] = {"of": one.of, "stat": one.stat, "quantile": one.quantile}
    value = f"{show(one.value)} {one.unit}" if one.unit else show(one.value)
    said |= {"year": one.year, "groups": Line(one.groups) or None, "value": value, "parks": one.parks}
    said |= {"source": "statistics", "attested": "ours"}
    return Line({key: item for key, item in said.items() if item is not None})
