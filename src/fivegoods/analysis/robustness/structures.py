"""The surroundings of a run rebuilt, for what results do not carry: scales, conditions of boards."""

from __future__ import annotations

from decimal import localcontext

from fivegoods.analysis.robustness.frame import Frame
from fivegoods.decimals import CONTEXT
from fivegoods.scoring.environment import Surroundings, World
from fivegoods.scoring.missing import excluded_by, inapplicable_by
from fivegoods.scoring.results import Outcome, ParkScore, Run
from fivegoods.scoring.structure import Structure, Structures


def surroundings_of(run: Run) -> dict[str, Surroundings]:
    """Return what expressions see of each scored park, with the points and values the run found."""
    world = World(run.view, {(park.id, park.year): park for park in run.parks})
    found = {score.park.id: _filled(Surroundings(score.park, world), score) for score in run.scores}
    peers = run.request.peers if run.request is not None else ()
    world.population = (*found.values(), *(Surroundings(park, world) for park in peers))
    return found


def _filled(env: Surroundings, score: ParkScore) -> Surroundings:
    for indicator in score.root.all_indicators():
        if indicator.outcome in (Outcome.SCORED, Outcome.OVERRIDDEN):
            env.tell(indicator.plan.id, points=indicator.points, value=indicator.value, rank=indicator.rank)
    return env


def structures_of(frame: Frame) -> list[Structure]:
    """Return the structure of full points of each park of the frame."""
    with localcontext(CONTEXT):
        structures = Structures(frame.run.plan)
        around = surroundings_of(frame.run)
        rows = [(around[score.park.id], list(score.root.all_indicators())) for score in frame.scores]
        return [structures.of(env, excluded_by(row), inapplicable_by(row)) for env, row in rows]
