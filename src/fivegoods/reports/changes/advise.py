"""Advice: what the goal needs, the next points of every indicator, strengths, weaknesses and gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from fivegoods.analysis.advise import Advice, Goal, IndicatorAdvice, Milestone, Points, Rank, Step
from fivegoods.analysis.strengths import strengths
from fivegoods.numeric.decimals import show
from fivegoods.reports.changes.changes import change_tree, figure, figure_name, signed, typed
from fivegoods.reports.exact import decide_short
from fivegoods.reports.header import facts, files_section, identity, notices
from fivegoods.reports.json_head import head_tree
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Block, Cell, Column, Kind, Listing, Paragraph, Product, Report, Section, Table, Tree
from fivegoods.reports.results.gaps import gaps_tree, park_gaps
from fivegoods.reports.results.records import columns_of
from fivegoods.reports.results.strengths import strengths_section
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.scores import Run

_EFFORT_PLACES = 3


def advice_product(found: Advice, lang: str, command: str = "") -> Product:
    """Return the advice for one park. ``command`` is the `whatif` command that the plan's changes complete."""
    voice = Voice(lang, found.run.criteria)
    return Product(
        report=lambda: _report(found, voice, command), data=lambda: _data(found, voice), records=lambda: _records(found)
    )


def _report(found: Advice, voice: Voice, command: str) -> Report:
    park = found.park.park
    return Report(
        title=voice.say("advise.title", park=voice.park(park), year=park.year),
        lang=voice.lang,
        notices=notices(voice),
        facts=facts(found.run, voice),
        sections=(*_sections(found, voice, command), files_section(found.run, voice)),
    )


def _sections(found: Advice, voice: Voice, command: str) -> Iterator[Section]:
    if found.goal is not None:
        yield Section(voice.say("advise.goal"), tuple(_goal_blocks(found, found.goal, voice)))
    if found.plan is not None:
        yield Section(voice.say("advise.plan"), tuple(_plan_blocks(found, voice, command)))
    if found.goal is None:
        yield Section(voice.say("advise.goal"), (Paragraph(voice.say("advise.no_goal")),))
    yield Section(voice.say("advise.indicators"), (_indicator_table(found, voice), *_remarks(found, voice)))
    if len(found.run.scores) > 1:
        yield strengths_section(strengths(found.run, found.park), voice)
    if gaps := park_gaps(found.run, found.park, voice):
        yield gaps


def goal_text(goal: Goal, voice: Voice) -> str:
    """Return the goal in words."""
    if isinstance(goal, Points):
        return voice.say("advise.goal_points", points=show(goal.points))
    if isinstance(goal, Rank):
        return voice.say("advise.goal_rank", rank=goal.rank)
    return voice.say("advise.goal_grade", grade=goal.grade)


def _goal_blocks(found: Advice, goal: Goal, voice: Voice) -> Iterator[Block]:
    points, said = voice.points(found.park.points), goal_text(goal, voice)
    if found.is_reached:
        yield Paragraph(voice.say("advise.today", points=points, goal=said) + voice.say("advise.reached"))
        return
    lack = found.lacking
    if lack is not None and lack > 0:
        yield Paragraph(voice.say("advise.lacking", points=points, goal=said, lack=voice.difference(lack)))
    else:
        yield Paragraph(voice.say("advise.today", points=points, goal=said))
    if found.utmost is not None:
        yield Paragraph(_out_of_reach(found, voice))


def _out_of_reach(found: Advice, voice: Voice) -> str:
    if found.utmost is None or found.goal is None:
        return ""
    then, short = found.utmost.of(found.park.park.id), found.short_by
    points = voice.points(then.points)
    if short:
        return voice.say("advise.out_of_reach", points=points, short=voice.difference(short))
    return voice.say("advise.out_of_reach_not_points", points=points, why=_why(found, voice))


def _why(found: Advice, voice: Voice) -> str:
    park = found.park
    if park.unranked_reason:
        return voice.say("advise.why_unranked")
    if park.grade_reason:
        name = park.grade_reason.removeprefix("ungraded:").split(":")[0]
        return voice.say("advise.why_grade", what=voice.named(name))
    return voice.say("advise.why_peers")


def _plan_blocks(found: Advice, voice: Voice, command: str) -> Iterator[Block]:
    if found.plan is None:
        return
    columns = (
        Column("field", voice.say("col.field")),
        Column("today", voice.say("col.today"), Kind.NUMBER),
        Column("needed", voice.say("col.needed"), Kind.NUMBER),
        Column("brings", voice.say("col.brings"), Kind.NUMBER),
        Column("effort", voice.say("col.effort"), Kind.NUMBER, _EFFORT_PLACES),
    )
    yield Table(columns, tuple(_step_row(step, voice) for step in found.plan.steps))
    then = found.plan.after.of(found.park.park.id)
    rank = voice.say("advise.result_rank", rank=then.rank) if then.placing and then.placing.of > 1 else ""
    gain = signed(then.points - found.park.points, voice)
    yield Paragraph(voice.say("advise.result", points=voice.points(then.points), gain=gain, rank=rank))
    if rival := _rival(found, found.plan.after, voice):
        yield Paragraph(rival)
    yield Paragraph(voice.say("advise.plan_note"))
    if command:
        yield Listing(f"{command} {typed(found.plan.changes, voice)}", "sh")


def _rival(found: Advice, after: Run, voice: Voice) -> str:
    """Return how the park whose place this is has moved by the plan; nothing if it has not."""
    now = found.goal.rival(found.run, found.park.park.id) if isinstance(found.goal, Rank) else None
    if now is None:
        return ""
    before, then = voice.points(now.points), voice.points(after.of(now.park.id).points)
    return voice.say("advise.rival", park=voice.park(now.park), before=before, after=then) if before != then else ""


def _step_row(step: Step, voice: Voice) -> tuple[Cell, ...]:
    today, needed = figure(step.name, step.today, voice), figure(step.name, step.needed, voice)
    return figure_name(step.name, voice), today, needed, signed(step.brings, voice), step.effort


def _remarks(found: Advice, voice: Voice) -> Iterator[Block]:
    yield Paragraph(voice.say("advise.relative_effort" if found.costs.is_relative else "advise.declared_effort"))
    if any(m.short is not None for item in found.indicators for m in item.milestones):
        yield Paragraph(voice.say("advise.rounded"))
    if any(m.worsens for item in found.indicators for m in item.milestones):
        yield Paragraph(voice.say("advise.worse_note"))
    if len(found.run.scores) < 2:
        yield Paragraph(voice.say("advise.alone"))
    if found.is_relative:
        yield Paragraph(voice.say("advise.held"))
    if found.open_points:
        yield Paragraph(voice.say("advise.open", points=voice.points(found.open_points)))


def _indicator_table(found: Advice, voice: Voice) -> Table:
    number, decimals = Kind.NUMBER, voice.decimals
    columns = (
        Column("indicator", voice.say("col.indicator")),
        Column("points", voice.say("col.points"), number, decimals),
        Column("full", voice.say("col.full"), number, decimals),
        Column("next", voice.say("col.next")),
        Column("field", voice.say("col.field")),
        Column("today", voice.say("col.today"), number),
        Column("needed", voice.say("col.needed"), number),
        Column("value", voice.say("col.value_then"), number),
        Column("gain", voice.say("col.gain"), number),
        Column("effort", voice.say("col.effort"), number, _EFFORT_PLACES),
    )
    rows = [row for item in _cheapest_first(found.indicators) for row in _indicator_rows(item, voice)]
    return Table(columns, tuple(rows))


def _cheapest_first(items: Sequence[IndicatorAdvice]) -> list[IndicatorAdvice]:
    """Return those with next points by their effort, then the others in the order of the criteria."""
    return sorted(items, key=lambda item: (item.next is None, item.next.effort if item.next else 0))


def _indicator_rows(item: IndicatorAdvice, voice: Voice) -> Iterator[tuple[Cell, ...]]:
    score = item.score
    head = (voice.name(score.plan), score.points, score.full)
    if not item.milestones:
        why = voice.reason(score.reason) if item.open_points else None
        yield (*head, _state(item, voice), why, None, None, voice.value(score.plan, score.value), None, None)
    for milestone in item.milestones:
        yield (*head, *_milestone(milestone, item, voice))
        head = ("", None, None)  # type: ignore[assignment]


def _state(item: IndicatorAdvice, voice: Voice) -> str:
    if item.score.outcome is Outcome.NOT_APPLICABLE:
        return voice.say("advise.not_applicable")
    if item.open_points:
        code = "no_reference" if item.score.outcome is Outcome.NO_REFERENCE else "missing"
        return voice.say(f"advise.{code}", points=voice.points(item.open_points))
    return voice.say("advise.at_cap" if item.at_cap else "advise.no_way")


def _milestone(milestone: Milestone, item: IndicatorAdvice, voice: Voice) -> tuple[Cell, ...]:
    name = milestone.field
    said = figure_name(name, voice)
    return (
        voice.say(f"milestone.{milestone.kind}"),
        voice.say("advise.worse", name=said) if milestone.worsens else said,
        figure(name, milestone.today, voice),
        figure(name, milestone.said, voice),
        voice.value(item.score.plan, milestone.value),
        signed(milestone.gain, voice),
        milestone.effort,
    )


def _data(found: Advice, voice: Voice) -> dict[str, Tree]:
    park = found.park
    return {
        **head_tree(voice, found.run),
        "criteria": dict(identity(found.run.criteria)),
        "park": {"id": park.park.id, "name": voice.park(park.park), "year": park.park.year},
        "points": decide_short(park.points),
        "rank": park.rank,
        "grade": park.grade,
        "goal": goal_text(found.goal, voice) if found.goal else None,
        "lacking": _short(found.lacking),
        "is_reached": found.is_reached,
        "plan": _plan_tree(found, voice),
        "short_by": _short(found.short_by),
        "open_points": decide_short(found.open_points),
        "indicators": [_indicator_tree(item) for item in found.indicators],
        "gaps": gaps_tree(found.run, park),
    }


def _short(number: Decimal | None) -> Decimal | None:
    return None if number is None else decide_short(number)


def _plan_tree(found: Advice, voice: Voice) -> Tree:
    if found.plan is None:
        return None
    then = found.plan.after.of(found.park.park.id)
    return {
        "steps": [
            {
                **change_tree(step.change),
                "today": step.today,
                "unit": _unit(step.name, voice),
                "effort": decide_short(step.effort),
                "brings": decide_short(step.brings),
            }
            for step in found.plan.steps
        ],
        "effort": decide_short(found.plan.effort),
        "points": decide_short(then.points),
        "rank": then.rank,
        "grade": then.grade,
    }


def _unit(name: str, voice: Voice) -> str | None:
    field = voice.criteria.fields.get(name)
    return field.unit if field else None


def _indicator_tree(item: IndicatorAdvice) -> dict[str, Tree]:
    return {
        "id": item.score.plan.id,
        "points": decide_short(item.score.points),
        "full": decide_short(item.score.full),
        "at_cap": item.at_cap,
        "is_relative": item.is_relative,
        "open_points": decide_short(item.open_points),
        "reason": item.score.reason or None,
        "milestones": [
            {
                "kind": m.kind,
                "field": m.field,
                "today": m.today,
                "needed": m.needed,
                "worsens": m.worsens,
                "value": _short(m.value),
                "points": decide_short(m.points),
                "gain": decide_short(m.gain),
                "effort": decide_short(m.effort),
            }
            for m in item.milestones
        ],
    }


def _records(found: Advice) -> Table:
    keys = ("park", "indicator", "kind", "field", "today", "needed", "value", "points", "gain", "effort")
    rows = tuple(
        (
            found.park.park.id,
            item.score.plan.id,
            m.kind,
            m.field,
            m.today,
            m.needed,
            _short(m.value),
            decide_short(m.points),
            decide_short(m.gain),
            decide_short(m.effort),
        )
        for item in found.indicators
        for m in item.milestones
    )
    return Table(columns_of(keys), rows)
