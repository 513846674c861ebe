"""Work that would take more memory than there may be: said before it starts, with what would fit."""

from __future__ import annotations

from typing import Final

from fivegoods.criteria.models.uncertainty import Uncertainty
from fivegoods.messages.findings import Finding, FindingKind, Place, define
from fivegoods.scoring.scores import Run

TOO_MANY_DRAWS = define(
    "FG617",
    zh="{parks} 个园区模拟 {draws} 次，内存放不下，最多 {most} 次",
    en="{draws} draws of {parks} parks do not fit into memory: at most {most}",
    help_zh="加 --draws {most}",
    help_en="use --draws {most}",
    cause_zh="每次模拟都要记下每个园区的名次，合计不超过 1 GB。",
    cause_en="The rank of every park is kept for every draw, in at most 1 GB.",
    bad="fivegoods robustness enterprises.csv（170,000 × 10,000）",
    good="fivegoods robustness enterprises.csv --draws 1000",
)
TOO_MANY_DATA_SETS = define(
    "FG618",
    zh="{parks} 个园区、{indicators} 项指标的 {sets} 套数据，内存放不下，最多 {most} 套",
    en="{sets} data sets of {parks} parks and {indicators} indicators do not fit into memory: at most {most}",
    help_zh="在不确定性文件里写 data_draws: {most}",
    help_en="write data_draws: {most} in the uncertainty file",
    cause_zh="每套数据的得分率都要留着，供各次模拟使用，合计不超过 500 MB。",
    cause_en="The shares of every data set are kept for the draws to use, in at most 500 MB.",
    bad="errors: {all: {by: 5%}} （20,000 个园区、50 项指标，200 套）",
    good="data_draws: 40",
)
TOO_MANY_PAIRS = define(
    "FG619",
    zh="{parks} 个园区两两比较，内存放不下，最多 {most} 个园区",
    en="every pair of {parks} parks does not fit into memory: at most {most} parks",
    cause_zh="PROMETHEE、Copeland 和 Kendall 系数要把园区两两比较，时间和内存随园区数的平方增长。",
    cause_en="PROMETHEE, Copeland and Kendall's tau compare every pair: time and memory grow with their number.",
    bad="fivegoods weights check enterprises.csv（10,000 家企业）",
    good="fivegoods weights check parks.csv（3,000 个以内）",
)

_RANKS_BYTES: Final = 1_000_000_000
_SHARES_BYTES: Final = 500_000_000
#: Parks of which every pair is compared.
_MOST_OF_PAIRS: Final = 3_000


def check_draws(run: Run, draws: int) -> list[Finding]:
    """Return a finding if so many draws of a run's parks do not fit."""
    parks = _ranked(run)
    size = 1 if parks < 2**8 else 2 if parks < 2**16 else 4
    most = _RANKS_BYTES // max(parks * size, 1)
    return _finding(run, draws > most, TOO_MANY_DRAWS, parks=parks, draws=draws, most=most)


def check_data_sets(run: Run, uncertainty: Uncertainty) -> list[Finding]:
    """Return a finding if the data sets that errors and gaps ask for do not fit."""
    if not uncertainty.errors and "interval" not in uncertainty.imputation:
        return []
    parks, indicators, sets = _ranked(run), len(run.plan.indicators), uncertainty.data_draws
    others = len(uncertainty.normalisation) * len(uncertainty.imputation)
    # Shares and what is gathered from them, for each combination, and the cells that other choices look at.
    most = _SHARES_BYTES // max(parks * indicators * 8 * (1 + 2 * others + 4 * (others > 1)), 1)
    sizes = {"parks": parks, "indicators": indicators, "sets": sets, "most": most}
    return _finding(run, sets > most, TOO_MANY_DATA_SETS, **sizes)


def check_pairs(run: Run) -> list[Finding]:
    """Return a finding if every pair of a run's parks does not fit."""
    parks = _ranked(run)
    return _finding(run, parks > _MOST_OF_PAIRS, TOO_MANY_PAIRS, parks=parks, most=_MOST_OF_PAIRS)


def _ranked(run: Run) -> int:
    return sum(rank is not None for rank in run.placings.overall.ranks) if run.placings.overall is not None else 0


def _finding(run: Run, too_many: bool, kind: FindingKind, **numbers: int) -> list[Finding]:
    if not too_many:
        return []
    place = Place(run.request.panel.origin(0).file)
    return [Finding(kind, place, {name: f"{number:,}" for name, number in numbers.items()})]
