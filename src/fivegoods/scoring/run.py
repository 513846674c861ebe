"""One run: values → references → points → aggregate → adjust → grade → rank → boards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, localcontext

from fivegoods.numeric.collector import no_garbage
from fivegoods.numeric.decimals import CONTEXT, ONE, ZERO, decide
from fivegoods.panel.context import ParkContext, RunContext
from fivegoods.scoring.composite.adjust import NONE, Consequences, consequences
from fivegoods.scoring.composite.coverage import coverage_of
from fivegoods.scoring.composite.effective_weights import holds
from fivegoods.scoring.composite.node_column import Frame, NodeColumn
from fivegoods.scoring.composite.totals import NO_TOTALS, further_totals
from fivegoods.scoring.composite.trees import Trees
from fivegoods.scoring.indicators.columns import Columns, Held
from fivegoods.scoring.ranking.boards import all_boards
from fivegoods.scoring.ranking.grades import give_grades
from fivegoods.scoring.ranking.order import with_ranks
from fivegoods.scoring.request import Progress, Request
from fivegoods.scoring.scores import BoardResult, NodeScore, Outcome, ParkScore, Run, park_score


def run(request: Request, held: Held | None = None, progress: Progress | None = None) -> Run:
    """Return the scores of all parks of the request, ranked; with ``held``, against another run's references."""
    with localcontext(CONTEXT), no_garbage():
        return _Engine(request, held, progress).run()


class _Engine:
    def __init__(self, request: Request, held: Held | None, progress: Progress | None) -> None:
        self.request = request
        self.held = held
        self.progress = progress
        self.plan = request.plan
        self.settings = request.plan.file.criteria.settings
        given = (*request.others, *request.peers, *request.parks)
        world = RunContext(request.view, {(p.id, p.year): p for p in given}, other_score=request.other_score)
        self.world = world
        self.parks = [ParkContext(park, world) for park in (*request.parks, *request.peers)]
        world.population = tuple(self.parks)
        policies = {plan.definition.missing.policy for plan in self.plan.indicators}
        self.may_exclude_park = "exclude_park" in policies

    def run(self) -> Run:
        columns = Columns(self.request, self.parks, self.held, self.progress)
        done = self.consequences()
        if columns.keep_voided({number: own.shifts.void for number, own in done.items() if own.shifts.void}):
            done = self.consequences()  # what goes by points that are now others
        shifts = {number: own.shifts for number, own in done.items() if own.shifts.points or own.shifts.void}
        trees = Trees(NodeColumn(self.plan.root, Frame(self.parks, columns.in_force, columns.scores, shifts)))
        results = [self.park_score(number, columns, trees, done.get(number, NONE)) for number in range(len(self.parks))]
        scores = with_ranks(results, self.settings, tuple(self.plan.file.criteria.groups))
        effects = {number: own.effects for number, own in done.items() if own.effects}
        give_grades(scores, self.plan.file.criteria.grades, effects, self.settings)
        rises = self.rises(scores)
        boards = all_boards(self.plan.boards, scores, self.settings, rises)
        return Run(
            request=self.request,
            scores=self.asked_for(scores),
            figures=columns.figures,
            boards=boards if not self.request.peers else self.boards_asked_for(boards),
            rises=rises,
        )

    def asked_for(self, scores: tuple[ParkScore, ...]) -> tuple[ParkScore, ...]:
        """Return the scores without the peers: they take part in ranks and grades but are not shown."""
        asked = {park.id for park in self.request.parks}
        return tuple(score for score in scores if score.park.id in asked) if self.request.peers else scores

    def boards_asked_for(self, boards: tuple[BoardResult, ...]) -> tuple[BoardResult, ...]:
        """Return the boards without the peers on them; boards with nobody left are not shown."""
        asked = {park.id for park in self.request.parks}
        kept = [
            replace(
                board,
                entries=tuple(entry for entry in board.entries if entry.park.park.id in asked),
                cut_ties=tuple(score for score in board.cut_ties if score.park.id in asked),
            )
            for board in boards
        ]
        return tuple(board for board in kept if board.entries or board.cut_ties)

    def rises(self, scores: Sequence[ParkScore]) -> dict[str, int]:
        """Return the places each park gained on the year before, where a board asks for them."""
        if not scores or all(board.definition.by != "rise" for board in self.plan.boards):
            return {}
        before = previous_ranks(self.request)
        return {s.park.id: before[s.park.id] - s.rank for s in scores if s.rank is not None and s.park.id in before}

    def consequences(self) -> dict[int, Consequences]:
        """Return what adjustments do, by the number of the park; nothing where the criteria have none."""
        plans = self.plan.adjustments
        return {n: consequences(plans, env, self.settings) for n, env in enumerate(self.parks)} if plans else {}

    def park_score(self, number: int, columns: Columns, trees: Trees, done: Consequences) -> ParkScore:
        """Return a park's score, before ranks and grades."""
        env, column = self.parks[number], trees.root
        complete = number not in columns.incomplete
        points = column.points[number]
        possible = column.higher.get(number, points)
        if done.total:
            points, possible = points + done.total, possible + done.total
        if done.void_total:
            points = possible = ZERO
        # The full points with data are shares of those before missing indicators were left out.
        coverage = ONE if complete else coverage_of(trees.of(number), columns.whole[number])
        further = self.plan.file.criteria.totals
        return park_score(
            park=env.park,
            trees=trees,
            number=number,
            adjustments=done.scores,
            points=points,
            possible=possible,
            possible_is_open=not complete and not done.void_total and is_open(trees.of(number)),
            full=columns.in_force[number].full.get(self.plan.root.id, ZERO),
            coverage=coverage,
            totals=further_totals(further, trees.of(number), points, void=done.void_total) if further else NO_TOTALS,
            honours_lost=any(effect.no_honours for _, effect in done.effects) if done.effects else False,
            unranked_reason=self.unranked(env, trees, number, coverage, done, complete=complete),
            undecided=done.undecided,
            data=env.data,
        )

    def unranked(
        self, env: ParkContext, trees: Trees, number: int, coverage: Decimal, done: Consequences, *, complete: bool
    ) -> str:
        """Return why the park is not ranked, "" if it is. The criteria's own ``applies`` is the entry gate."""
        if not holds(self.plan.root.applies, env):
            return "entry"
        for adjustment, effect in done.effects:
            if effect.unranked:
                return f"adjustment:{adjustment}"
        if self.may_exclude_park and not complete:
            for score in trees.of(number).all_indicators():
                if score.outcome is Outcome.MISSING and score.plan.definition.missing.policy == "exclude_park":
                    return f"missing:{score.plan.id}"
        if self.settings.at_least_coverage is not None and decide(coverage) < self.settings.at_least_coverage:
            return "coverage"
        return ""


def previous_ranks(request: Request) -> dict[str, int]:
    """Return each park's rank in the year before, among the parks that have figures for it."""
    year = max(park.year for park in request.parks) - 1
    before = tuple(park for park in request.others if park.year == year)
    if not before:
        return {}
    boardless = replace(request.plan, boards=())
    others = tuple(park for park in request.others if park.year != year)
    ranked = run(replace(request, plan=boardless, parks=before, others=others, peers=()))
    return {score.park.id: score.rank for score in ranked.scores if score.rank is not None}


def is_open(node: NodeScore) -> bool:
    """Return whether a missing indicator with an open-ended rule leaves no bound to a dimension's points."""
    if node.outcome is not Outcome.SCORED or node.plan.definition.at_most is not None:
        return False
    return any(is_open(child) for child in node.nodes) or any(
        score.outcome in (Outcome.MISSING, Outcome.NO_REFERENCE)
        and not score.reason.startswith("policy:")
        and score.plan.rule.ceiling(score.full) is None
        for score in node.indicators
    )
