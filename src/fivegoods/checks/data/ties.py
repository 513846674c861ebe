"""Ties at the cut-off of a grade that nothing the criteria declare can decide."""

from __future__ import annotations

from itertools import pairwise

from fivegoods.messages.findings import Finding, Severity, define
from fivegoods.scoring.ranking.order import rank_key
from fivegoods.scoring.scores import ParkScore, Run

UNDECIDED_TIE = define(
    "FG521",
    Severity.WARNING,
    zh="{above} 与 {below} 总分和同分排序依据都相同，却分在 {grade_above}、{grade_below} 两档",
    en="{above} and {below} tie in the total and in every declared key, yet get {grade_above} and {grade_below}",
    help_zh="请在 settings.tie_break 写明同分排序依据，或在 grades.ties 写 up、down",
    help_en="declare settings.tie_break, or grades.ties: up or down",
    cause_zh="名额线正好落在并列的园区之间，评价标准没有说怎么分；名额照数，按园区标识的次序。",
    cause_en="A cut-off falls between parks that tie and the criteria do not say who goes first; ids decided.",
    bad="grades: {by: share, …}",
    good="settings: {tie_break: [tax_per_mu]}",
)


def check(run: Run) -> list[Finding]:
    """Return a finding for each cut-off between parks that no declared key tells apart."""
    grades = run.criteria.criteria.grades
    if grades is None or grades.by != "share":
        return []
    return [
        _finding(above, below)
        for members in _groups(run, grades.within)
        for above, below in pairwise(members)
        if above.grade != below.grade and _tie(run, above, below)
    ]


def _groups(run: Run, within: tuple[str, ...]) -> list[list[ParkScore]]:
    groups: dict[tuple[str, ...], list[ParkScore]] = {}
    for score in run.scores:
        if score.grade is not None and not score.grade_reason:
            groups.setdefault(tuple(score.park.groups.get(name, "") for name in within), []).append(score)
    return list(groups.values())


def _tie(run: Run, above: ParkScore, below: ParkScore) -> bool:
    settings = run.criteria.criteria.settings
    return rank_key(above, settings) == rank_key(below, settings)


def _finding(above: ParkScore, below: ParkScore) -> Finding:
    params = {
        "above": above.park.name.within("zh"),
        "below": below.park.name.within("zh"),
        "grade_above": above.grade or "",
        "grade_below": below.grade or "",
    }
    return Finding(UNDECIDED_TIE, below.park.origin.place(()), params)
