"""Grades that the data leave open: ties at a cut-off, and totals measured against one that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from fivegoods.messages.findings import Finding, Severity, define
from fivegoods.scoring.ranking.grades import compared_total
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
NO_TOTAL = define(
    "FG523",
    Severity.WARNING,
    zh="等级按与园区 {id} 的总分之比定，数据里没有它大于 0 的总分，都不定等级",
    en="grades go by the total of the park {id}, and the data hold none above 0: no park has a grade",
    help_zh="把它的数据一并给出，如 --peers {id}.yaml",
    help_en="give its data as well, as with --peers {id}.yaml",
    cause_zh="grades.over 指名的园区没有在数据里，或总分不大于 0。",
    cause_en="The park that grades.over names is not among the data, or its total is not above zero.",
    bad="grades: {by: score, over: {park: suzhou}, …}   # 没有给 suzhou 的数据",
    good="fivegoods score luming.yaml --peers suzhou.yaml",
)


def check(run: Run) -> list[Finding]:
    """Return what leaves grades open: each cut-off between parks that no declared key tells apart, a missing total."""
    grades = run.criteria.criteria.grades
    if (
        grades is not None
        and grades.over is not None
        and grades.over.park
        and compared_total(run.columns, grades) is None
    ):
        return [Finding(NO_TOTAL, run.criteria.origin.place(("grades", "over", "park")), {"id": grades.over.park})]
    if grades is None or grades.by != "share":
        return []
    return [_finding(above, below) for above, below in _cuts(run, grades.within) if above.level == below.level]


def _cuts(run: Run, within: tuple[str, ...]) -> Iterator[tuple[ParkScore, ParkScore]]:
    """Yield the neighbours within a group that got different grades, by their points alone."""
    groups, placings = run.columns.context.group_keys(within), run.placings
    last: dict[tuple[str, ...], int] = {}
    for place, row in enumerate(run.rows):
        grade = placings.grades[row]
        if grade is not None and row not in placings.grade_reasons:
            before = last.get(groups[row])
            if before is not None and placings.grades[run.rows[before]] != grade:
                yield run.scores[before], run.scores[place]
            last[groups[row]] = place


def _finding(above: ParkScore, below: ParkScore) -> Finding:
    params = {
        "above": above.park.name.within("zh"),
        "below": below.park.name.within("zh"),
        "grade_above": above.grade or "",
        "grade_below": below.grade or "",
    }
    return Finding(UNDECIDED_TIE, below.park.origin.place(()), params)
