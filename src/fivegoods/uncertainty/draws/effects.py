"""What adjustments do to a park's grade besides points; they stay in force in every draw."""

from __future__ import annotations

from dataclasses import dataclass

from fivegoods.scoring.scores import ParkScore
from fivegoods.uncertainty.draws.frame import Frame


@dataclass(frozen=True, slots=True)
class Effects:
    """A forced grade (and whether it uses a place of its quota), steps down, or no grade at all."""

    ungraded: bool = False
    grade: str | None = None
    in_quota: bool = True
    steps: int = 0


def effects_on(frame: Frame, score: ParkScore) -> Effects:
    """Return the effects in force on one park; of several forced grades the worst counts."""
    criteria = frame.run.criteria.criteria
    order = [level.id for level in criteria.grades.levels] if criteria.grades is not None else []
    ungraded, steps = False, 0
    forced: list[tuple[str, bool]] = []
    plans = {plan.id: plan for plan in frame.run.plan.adjustments}
    for adjustment in score.adjustments:
        codes = {code for text in adjustment.effects for code in text.split("+")}
        ungraded = ungraded or "ungraded" in codes
        steps += sum(int(code.partition(":")[2]) for code in codes if code.startswith("steps_down:"))
        own = plans[adjustment.id].effects
        forced += [(e.grade, e.in_quota) for e in own if e.grade is not None and f"grade:{e.grade}" in codes]
    known = [item for item in forced if item[0] in order]
    worst = max(known, key=lambda item: order.index(item[0]), default=forced[-1] if forced else None)
    if worst is None:
        return Effects(ungraded, steps=steps)
    return Effects(ungraded, worst[0], worst[1], steps)
