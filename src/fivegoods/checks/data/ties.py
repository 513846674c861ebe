"""Ties at the cut-off of a grade that nothing the criteria declare can decide."""

from __future__ import annotations

from collections.abc import Iterator

from fivegoods.messages.findings import Finding, Severity, define
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
