"""One run: values → references → points → aggregate → adjust → grade → rank → boards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext

from fivegoods.criteria.plan.plan import Plan
from fivegoods.numeric.decimals import CONTEXT, ZERO, decide
from fivegoods.panel.context import RunContext
from fivegoods.scoring.columns import Consequences, IndicatorColumn, Outcome, Placings, ScoreColumns
from fivegoods.scoring.composite.adjust import all_consequences, with_minimums
from fivegoods.scoring.composite.nodes import Aggregation, shifted, tell
from fivegoods.scoring.composite.totals import coverage_of, further_totals
from fivegoods.scoring.indicators.references import FixedReferences
from fivegoods.scoring.indicators.scorer import IndicatorScorer
from fivegoods.scoring.ranking.boards import all_boards
from fivegoods.scoring.ranking.grades import grades_of
from fivegoods.scoring.ranking.order import order_of, overall_ranking, ranking_within
from fivegoods.scoring.request import Progress, Request
from fivegoods.scoring.scores import BoardResult, ParkScore, Run, scores_of


def run(request: Request, fixed: FixedReferences | None = None, progress: Progress | None = None) -> Run:
    """Return the scores of all parks of the request, ranked; ``fixed`` keeps another run's references."""
    with localcontext(CONTEXT):
        context = RunContext(request.panel, request.ranked, request.view, request.other_score)
        return _ranked(request, composite_of(IndicatorScorer(request, context, fixed, progress)))


def composite_of(scorer: IndicatorScorer) -> ScoreColumns:
    """Return the scores of all rows whose indicators are scored: adjusted, put together and covered."""
    plan, root, context = scorer.plan, scorer.plan.root, scorer.context
    done = all_consequences(plan, context)
    scorer.keep_voided(done)
    indicators = shifted(scorer.columns, done)
    nodes = Aggregation(context, scorer.weights, indicators, done).nodes(root)
    composite = nodes[root.id]
    final = context.afterwards()
    for key in plan.used:
        tell(final, nodes[key] if key in nodes else indicators[key])
    done = with_minimums(plan, final, done)
    void = {row for row, own in done.items() if own.voids_total}
    points = _total(composite.points, done)
    coverage = coverage_of(root, scorer.whole, indicators, context)
    totals = plan.file.criteria.totals
    return ScoreColumns(
        context=context,
        final=final,
        root=root,
        weights=scorer.weights,
        whole=scorer.whole,
        indicators=indicators,
        nodes=nodes,
        points=points,
        possible=points if composite.possible is composite.points else _total(composite.possible, done),
        coverage=coverage,
        unbounded=composite.unbounded - void,
        totals=further_totals(totals, root, {**nodes, **indicators}, points, void),
        consequences=done,
        unranked=_unranked(plan, final, indicators, coverage, done),
    )


def _total(composite: list[Decimal], consequences: Mapping[int, Consequences]) -> list[Decimal]:
    """Return the totals: composite scores with bonuses and deductions, 0 where a veto voids them."""
    if not consequences:
        return composite
    totals = [*composite]
    for row, done in consequences.items():
        totals[row] = ZERO if done.voids_total else totals[row] + done.total if done.total else totals[row]
    return totals


def _unranked(
    plan: Plan,
    context: RunContext,
    indicators: Mapping[str, IndicatorColumn],
    coverage: Sequence[Decimal],
    consequences: Mapping[int, Consequences],
) -> dict[int, str]:
    """Return why rows are not ranked, by row. The criteria's own ``applies`` is the entry gate."""
    found: dict[int, str] = {}
    if plan.root.applies is not None:
        found = {row: "entry" for row, holds in enumerate(context.holds(plan.root.applies)) if not holds}
    for row, done in consequences.items():
        for adjustment, effect in done.effects:
            if effect.unranked:
                found.setdefault(row, f"adjustment:{adjustment}")
    for indicator in plan.root.all_indicators():
        if indicator.definition.missing.policy == "exclude_park":
            for row, outcome in enumerate(indicators[indicator.id].outcomes):
                if outcome is Outcome.MISSING:
                    found.setdefault(row, f"missing:{indicator.id}")
    least = plan.file.criteria.settings.at_least_coverage
    for row, covered in enumerate(coverage) if least is not None else ():
        if least is not None and decide(covered) < least:
            found.setdefault(row, "coverage")
    return found


def _ranked(request: Request, columns: ScoreColumns) -> Run:
    """Return the run with ranks, grades and boards; peers take part in them but are not shown."""
    criteria = request.plan.file.criteria
    settings, shown = criteria.settings, request.shown
    order = order_of(columns, settings)
    grades, reasons = grades_of(columns, order, criteria.grades)
    placings = Placings(
        levels=order.levels,
        overall=overall_ranking(columns, order, settings),
        within={group: ranking_within(group, columns, order, settings) for group in criteria.groups},
        grades=grades,
        grade_reasons=reasons,
    )
    scores = scores_of(columns, placings, order.rows)
    rows = [row for row in order.rows if row < shown]
    rises = _rises(request, scores)
    boards = all_boards(request.plan.boards, scores, settings, rises)
    return Run(
        request=request,
        columns=columns,
        placings=placings,
        rows=rows,
        scores=replace(scores, rows=rows),
        boards=_boards_shown(boards, shown) if shown < request.ranked else boards,
        rises=rises,
    )


def _boards_shown(boards: Sequence[BoardResult], shown: int) -> tuple[BoardResult, ...]:
    """Return the boards without the peers on them; boards with nobody left are not shown."""
    kept = [
        replace(
            board,
            entries=tuple(entry for entry in board.entries if entry.park.row < shown),
            cut_ties=tuple(score for score in board.cut_ties if score.row < shown),
        )
        for board in boards
    ]
    return tuple(board for board in kept if board.entries or board.cut_ties)


def _rises(request: Request, scores: Sequence[ParkScore]) -> dict[str, int]:
    """Return the places each park gained on the year before, where a board asks for them."""
    if not scores or all(board.definition.by != "rise" for board in request.plan.boards):
        return {}
    before = _previous_ranks(request)
    return {s.id: before[s.id] - s.rank for s in scores if s.rank is not None and s.id in before}


def _previous_ranks(request: Request) -> dict[str, int]:
    """Return each park's rank in the year before, among the parks that have figures for it."""
    years = request.panel.years
    year = max(years[: request.shown]) - 1
    before = [row for row in range(request.ranked, len(years)) if years[row] == year]
    if not before:
        return {}
    others = [row for row in range(request.shown, len(years)) if years[row] != year]
    ranked = run(replace(request.over(before, (), others), plan=replace(request.plan, boards=())))
    return {score.id: score.rank for score in ranked.scores if score.rank is not None}
