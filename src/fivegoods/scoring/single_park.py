"""A park scored without any other: what only a comparison can say is not said."""

from __future__ import annotations

from dataclasses import replace

from fivegoods.scoring.scores import Run


def is_alone(run: Run) -> bool:
    """Return whether a run is over one park, with no peers that it was ranked with."""
    return len(run.scores) == 1 and not run.request.peers


def has_grade_by_share(run: Run) -> bool:
    """Return whether the grade of a run over one park is nothing but its share of one park."""
    grades = run.criteria.criteria.grades
    return grades is not None and grades.by == "share" and not run.scores[0].grade_reason


def unranked(run: Run) -> Run:
    """Return a run over one park without rank, boards and grade by share."""
    score = run.scores[0]
    grade = None if has_grade_by_share(run) else score.grade
    bare = replace(score, placing=None, group_placings={}, grade=grade)
    return replace(run, scores=(bare,), boards=())
