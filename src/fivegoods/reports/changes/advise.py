"""Advice: what the goal needs, the next points of every indicator, strengths, weaknesses and gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, Final, NamedTuple

from fivegoods.analysis.advise.advice import Advice
from fivegoods.analysis.advise.goals import Goal, Grade, Points, Rank
from fivegoods.analysis.advise.milestones import IndicatorAdvice, Milestone
from fivegoods.analysis.advise.plans import Step
from fivegoods.analysis.gaps import AboveMean, CutOff, Gaps, ParkGap, above_benchmark, above_group_mean, gaps
from fivegoods.analysis.strengths import Strength, strengths
from fivegoods.numeric.decimals import decide, decided, show
from fivegoods.reports.changes.whatif import alone_sections, change_data, not_on_paper, typed
from fivegoods.reports.columns import change_column
from fivegoods.reports.header import RunProduct, head, identity
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Block, Cell, Column, Columns, Kind, Listing, Paragraph, Section, Table, Tree, record
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.scores import Run

_EFFORT_PLACES: Final = 3


class _Advised(NamedTuple):
    """One milestone of an indicator, None where it has none; ``is_first`` of its milestones."""

    item: IndicatorAdvice
    milestone: Milestone | None
    is_first: bool = True


class AdviceProduct(RunProduct):
    """The advice for one park. ``command`` is the `whatif` command that the plan's changes complete."""

    def __init__(self, found: Advice, lang: str, command: str = "") -> None:
        """Show ``found`` in the language ``lang``."""
        super().__init__(found.run, lang)
        self._found, self._command = found, command

    def title(self) -> str:
        """Return whom the advice is for."""
        park = self._found.park.park
        return self.voice.say("advise.title", park=self.voice.park(park), year=park.year)

    def subtitle(self) -> str:
        """Return nothing: the title names the park and the year."""
        return ""

    def sections(self) -> Iterator[Section]:
        """Yield the goal and how to reach it, every indicator, strengths and gaps."""
        found, say = self._found, self.voice.say
        yield from self.goal_sections()
        if found.goal is None:
            yield not_on_paper(Paragraph(say("advise.no_goal")), say("advise.goal"))
        yield Section(say("advise.indicators"), self.next_points())
        yield from alone_sections(self.run, self.voice)
        if len(self.run.scores) > 1:
            table = Table(self._strength_columns(), strengths(self.run, found.park))
            yield Section(say("strengths.title"), (table, Paragraph(say("strengths.note"))))
        if found.park.placing is not None and found.park.placing.of > 1:
            yield Section(say("gaps.title"), tuple(self._gap_blocks()))

    def goal_sections(self) -> Iterator[Section]:
        """Yield the goal, and the changes that reach it."""
        found, say = self._found, self.voice.say
        if found.goal is not None:
            yield Section(say("advise.goal"), tuple(self._goal(found.goal)))
        if found.plan is not None:
            yield Section(say("advise.plan"), tuple(self._plan()))
            if self._command:
                command = Listing(f"{self._command} {typed(found.plan.changes, self.voice)}", "sh")
                yield not_on_paper(command)

    def next_points(self) -> tuple[Block, ...]:
        """Return where the points are, the next of every indicator, and how to read them."""
        return (*self._losses(), self._indicators(), *self._remarks())

    def _losses(self) -> Iterator[Block]:
        if losses := self._found.losses:
            voice = self.voice
            names = voice.listed(voice.name(score.plan) for score in losses.indicators)
            lost, of = voice.points(losses.lost), voice.points(losses.of)
            yield Paragraph(voice.say("advise.losses", names=names, lost=lost, of=of))

    def _goal(self, goal: Goal) -> Iterator[Block]:
        found, voice = self._found, self.voice
        points, aim = voice.points(found.park.points), goal_text(goal, voice)
        today = voice.say("advise.today", points=points, goal=aim)
        if found.is_reached:
            yield Paragraph(today)
            yield Paragraph(voice.say("advise.reached"))
            return
        lack = found.lacking
        if lack is not None and lack > 0:
            yield Paragraph(voice.say("advise.lacking", points=points, goal=aim, lack=voice.difference(lack)))
        else:
            yield Paragraph(today)
        if found.utmost is not None:
            yield Paragraph(self._not_found(found.utmost))
            figures = voice.listed(voice.named(lever.name) for lever in found.searched)
            yield Paragraph(voice.say("advise.searched", figures=figures or voice.say("advise.no_figures")))

    def _not_found(self, utmost: Run) -> str:
        found, voice = self._found, self.voice
        points = voice.points(utmost.of(found.park.id).points)
        if short := found.short_by:
            return voice.say("advise.not_found", points=points, short=voice.difference(short))
        return voice.say("advise.not_found_not_points", points=points, why=self._why())

    def _why(self) -> str:
        park, voice = self._found.park, self.voice
        if park.unranked_reason:
            return voice.say("advise.why_unranked")
        if park.grade_reason:
            name = park.grade_reason.removeprefix("ungraded:").split(":")[0]
            return voice.say("advise.why_grade", what=voice.named(name))
        return voice.say("advise.why_peers")

    def _plan(self) -> Iterator[Block]:
        found, voice = self._found, self.voice
        if found.plan is None:
            return
        yield Table(self._step_columns(), found.plan.steps)
        then = found.plan.after.of(found.park.id)
        rank = voice.say("advise.result_rank", rank=then.rank) if then.placing and then.placing.of > 1 else ""
        gain = voice.signed(then.points - found.park.points)
        yield Paragraph(voice.say("advise.result", points=voice.points(then.points), gain=gain, rank=rank))
        if rival := self._rival(found.plan.after):
            yield Paragraph(rival)
        yield Paragraph(voice.say("advise.plan_note"))

    def _step_columns(self) -> tuple[Column[Step], ...]:
        voice, say, figure = self.voice, self.voice.say, Kind.FIGURE

        def unit(step: Step) -> str | None:
            field = voice.criteria.fields.get(step.name)
            return field.unit if field else None

        return (
            Column("field", say("col.field"), lambda s: s.name, shown=lambda s: voice.named(s.name)),
            Column("today", say("col.today"), lambda s: s.today, figure, shown=lambda s: voice.figure(s.name, s.today)),
            Column(
                "needed", say("col.needed"), lambda s: s.needed, figure, shown=lambda s: voice.figure(s.name, s.needed)
            ),
            Column("unit", "", unit),
            change_column(voice, "brings", say("col.brings"), lambda s: s.brings),
            Column("effort", say("col.effort"), lambda s: s.effort, Kind.NUMBER, _EFFORT_PLACES),
        )

    def _rival(self, after: Run) -> str:
        """Return how the park whose place this is has moved by the plan; nothing if it has not."""
        goal, voice = self._found.goal, self.voice
        now = goal.rival(self.run, self._found.park.id) if isinstance(goal, Rank | Grade) else None
        if now is None:
            return ""
        before, then = voice.points(now.points), voice.points(after.of(now.id).points)
        moved = {"park": voice.park(now.park), "before": before, "after": then}
        return voice.say("advise.rival", **moved) if before != then else ""

    def _remarks(self) -> Iterator[Block]:
        found, say = self._found, self.voice.say
        yield Paragraph(say("advise.relative_effort" if found.costs.is_relative else "advise.declared_effort"))
        milestones = [milestone for item in found.indicators for milestone in item.milestones]
        if any(decide(milestone.gain) != decide(milestone.total_gain) for milestone in milestones):
            yield Paragraph(say("advise.total_gain"))
        if any(milestone.short is not None for milestone in milestones):
            yield Paragraph(say("advise.rounded"))
        if any(milestone.worsens for milestone in milestones):
            yield Paragraph(say("advise.worse_note"))
        if len(self.run.scores) < 2:
            yield Paragraph(say("advise.alone"))
        if found.is_relative:
            yield Paragraph(say("advise.held"))
        if found.open_points:
            yield Paragraph(say("advise.open", points=self.voice.points(found.open_points)))

    def _indicators(self) -> Table[_Advised]:
        """Return the milestones of every indicator: first those that bring the total most, the others last."""
        voice, say = self.voice, self.voice.say

        def first(shown: Callable[[IndicatorAdvice], Cell]) -> Callable[[_Advised], Cell]:
            return lambda row: shown(row.item) if row.is_first else None

        columns: tuple[Column[_Advised], ...] = (
            Column("indicator", say("col.indicator"), lambda r: voice.name(r.item.score.plan) if r.is_first else ""),
            Column("points", say("col.points"), first(lambda i: i.score.points), Kind.NUMBER, voice.decimals),
            Column("full", say("col.full"), first(lambda i: i.score.full), Kind.NUMBER, voice.decimals),
            *(column for column in self._milestone_columns() if column.heading),
        )
        gains = [(item.most, item) for item in self._found.indicators]
        most_first = sorted(gains, key=lambda own: (own[0] is None, -(own[0] or 0)))
        return Table(columns, [row for _, item in most_first for row in _milestones(item) or [_Advised(item, None)]])

    def _milestone_columns(self) -> tuple[Column[_Advised], ...]:
        """Return what the next points of an indicator need; people see why there are none."""
        voice, say = self.voice, self.voice.say

        def of(get: Callable[[Milestone], Any]) -> Callable[[_Advised], Any]:
            return lambda row: get(row.milestone) if row.milestone is not None else None

        def kind(row: _Advised) -> str:
            return voice.say(f"milestone.{row.milestone.kind}") if row.milestone else self._state(row.item)

        def field(row: _Advised) -> str | None:
            if row.milestone is None:
                return voice.reason(row.item.score.reason) if row.item.open_points else None
            name = voice.named(row.milestone.field)
            return voice.say("advise.worse", name=name) if row.milestone.worsens else name

        def value(row: _Advised) -> str | None:
            score = row.item.score
            return voice.value(score.plan, row.milestone.value if row.milestone else score.value)

        today, needed = of(lambda m: voice.figure(m.field, m.today)), of(lambda m: voice.figure(m.field, m.said))
        return (
            Column("kind", say("col.next"), of(lambda m: m.kind), shown=kind),
            Column("field", say("col.field"), of(lambda m: m.field), shown=field),
            Column("today", say("col.today"), of(lambda m: m.today), Kind.FIGURE, shown=today),
            Column("needed", say("col.needed"), of(lambda m: m.needed), Kind.FIGURE, shown=needed),
            Column("worsens", "", of(lambda m: m.worsens)),
            Column("value", say("col.value_then"), of(lambda m: m.value), Kind.NUMBER, shown=value),
            Column("points", "", of(lambda m: m.points), Kind.NUMBER),
            change_column(voice, "gain", say("col.gain"), of(lambda m: m.gain)),
            change_column(voice, "total_gain", say("col.brings"), of(lambda m: m.total_gain)),
            Column("effort", say("col.effort"), of(lambda m: m.effort), Kind.NUMBER, _EFFORT_PLACES),
        )

    def _state(self, item: IndicatorAdvice) -> str:
        """Return why an indicator has no next points."""
        outcome, voice = item.score.outcome, self.voice
        if outcome is Outcome.NOT_APPLICABLE:
            return voice.say("advise.not_applicable")
        if item.open_points:
            code = "missing" if outcome is Outcome.MISSING else "no_reference"
            return voice.say(f"advise.{code}", points=voice.points(item.open_points))
        if outcome is Outcome.MISSING:
            return voice.say("advise.by_policy")
        return voice.say("advise.at_cap" if item.at_cap else "advise.no_way")

    def _strength_columns(self) -> tuple[Column[Strength], ...]:
        """Return every indicator against the mean and the best of the group, as shares of full points."""
        voice, say, percent = self.voice, self.voice.say, Kind.PERCENT

        def best(row: Strength) -> str | None:
            return voice.park(row.best_park.park) if row.best_park else None

        return (
            Column("id", "", lambda row: row.score.plan.id),
            Column("indicator", say("col.indicator"), lambda row: voice.name(row.score.plan)),
            Column("lost", say("col.lost"), lambda row: row.score.lost, Kind.NUMBER, voice.decimals),
            Column("rank", say("col.rank"), lambda row: row.rank, Kind.RANK, shown=_among),
            Column("parks", "", lambda row: row.parks),
            Column("share", say("col.share"), lambda row: row.share, percent),
            Column("mean", say("col.mean_share"), lambda row: row.mean, percent),
            Column("best", say("col.best_share"), lambda row: row.best, percent),
            Column("best_park", say("col.best_park"), lambda r: r.best_park and r.best_park.id, shown=best),
            Column(
                "verdict", say("col.verdict"), lambda r: str(r.verdict), shown=lambda r: say(f"verdict.{r.verdict}")
            ),
        )

    @cached_property
    def _gaps(self) -> Gaps:
        return gaps(self.run, self._found.park)

    def _gap_blocks(self) -> Iterator[Block]:
        """Yield the distances to every park above and to the cut-offs, and how many indicators beat the means."""
        voice, found = self.voice, self._gaps
        columns: tuple[Column[ParkGap | CutOff], ...] = (
            Column("park", voice.say("col.to_park"), self._ahead),
            Column("points", voice.say("col.points"), lambda gap: gap.value, Kind.NUMBER, voice.decimals),
            Column("gap", voice.say("col.gap"), lambda gap: gap.distance, Kind.NUMBER, voice.decimals),
        )
        if rows := (*found.above, *found.cut_offs):
            yield Table(columns, rows)
            yield Paragraph(voice.say("gaps.note"))
        group, province = self._better
        if group.of:
            yield Paragraph(voice.say("gaps.above_group", better=len(group.better), of=group.of))
        if province.of:
            yield Paragraph(voice.say("gaps.above_benchmark", better=len(province.better), of=province.of))

    @property
    def _better(self) -> tuple[AboveMean, AboveMean]:
        park = self._found.park
        return above_group_mean(self.run, park), above_benchmark(park, self.run.benchmarks)

    def _ahead(self, gap: ParkGap | CutOff) -> str:
        voice = self.voice
        if isinstance(gap, ParkGap):
            return f"{voice.rank(gap.to.placing)} {voice.park(gap.to.park)}"
        groups = voice.listed(voice.group_value(key, value) for key, value in gap.board.group.items())
        return voice.bracketed(voice.text(gap.board.name), groups)

    def data(self) -> Tree:
        """Return park, goal and plan, the next points of every indicator, gaps and strengths."""
        found, park, losses = self._found, self._found.park, self._found.losses
        lossy: Tree = [score.plan.id for score in losses.indicators] if losses else []
        return {
            **head(self.voice, self.run),
            "criteria": identity(self.run.criteria),
            "park": {"id": park.id, "name": self.voice.park(park.park), "year": park.year},
            "points": decide(park.points),
            "rank": park.rank,
            "grade": park.grade,
            "goal": goal_text(found.goal, self.voice) if found.goal else None,
            "lacking": decided(found.lacking),
            "is_reached": found.is_reached,
            "plan": self._plan_data(),
            "short_by": decided(found.short_by),
            "searched": [lever.name for lever in found.searched],
            "losses": {"indicators": lossy, "lost": decide(losses.lost), "of": decide(losses.of)} if losses else None,
            "open_points": decide(found.open_points),
            "indicators": Table(self._indicator_columns(), found.indicators),
            "gaps": self._gaps_data(),
            "strengths": Table(self._strength_columns(), strengths(self.run, park)),
        }

    def _plan_data(self) -> Tree:
        plan = self._found.plan
        if plan is None:
            return None
        then = plan.after.of(self._found.park.id)
        known = Columns(*self._step_columns())
        columns = known.pick("today", "unit", "effort", "brings")
        return {
            "steps": [{**change_data(step.change), **record(columns, step)} for step in plan.steps],
            "effort": decide(plan.effort),
            "points": decide(then.points),
            "rank": then.rank,
            "grade": then.grade,
        }

    def _indicator_columns(self) -> tuple[Column[IndicatorAdvice], ...]:
        milestones = self._milestone_columns()
        number = Kind.NUMBER
        return (
            Column("id", "", lambda item: item.score.plan.id),
            Column("points", "", lambda item: item.score.points, number),
            Column("full", "", lambda item: item.score.full, number),
            Column("at_cap", "", lambda item: item.at_cap),
            Column("is_relative", "", lambda item: item.is_relative),
            Column("open_points", "", lambda item: item.open_points, number),
            Column("reason", "", lambda item: item.score.reason or None),
            Column("milestones", "", lambda item: Table(milestones, _milestones(item))),
        )

    def _gaps_data(self) -> Tree:
        distance: Column[Any] = Column("gap", "", lambda gap: gap.distance, Kind.NUMBER)
        above: tuple[Column[ParkGap], ...] = (
            Column("id", "", lambda gap: gap.to.id),
            Column("rank", "", lambda gap: gap.to.rank),
            distance,
        )
        cut_offs: tuple[Column[CutOff], ...] = (
            Column("board", "", lambda off: off.board.id),
            Column("group", "", lambda off: dict(off.board.group)),
            Column("value", "", lambda off: off.value, Kind.NUMBER),
            distance,
            Column("on", "", lambda off: off.is_on),
        )
        group, province = self._better
        return {
            "above": Table(above, self._gaps.above),
            "cut_offs": Table(cut_offs, self._gaps.cut_offs),
            "above_group_mean": {"indicators": [s.plan.id for s in group.better], "of": group.of},
            "above_benchmark": {"indicators": [s.plan.id for s in province.better], "of": province.of},
        }

    def records(self) -> Table[_Advised]:
        """Return one row for each milestone."""
        columns: tuple[Column[_Advised], ...] = (
            Column("park", "", lambda row: self._found.park.id),
            Column("indicator", "", lambda row: row.item.score.plan.id),
            *(column for column in self._milestone_columns() if column.key != "worsens"),
        )
        return Table(columns, [row for item in self._found.indicators for row in _milestones(item)])


def goal_text(goal: Goal, voice: Voice) -> str:
    """Return the goal in words."""
    if isinstance(goal, Points):
        return voice.say("advise.goal_points", points=show(goal.points))
    if isinstance(goal, Rank):
        return voice.say("advise.goal_rank", rank=goal.rank)
    return voice.say("advise.goal_grade", grade=goal.grade)


def _milestones(item: IndicatorAdvice) -> list[_Advised]:
    return [_Advised(item, one, is_first=place == 0) for place, one in enumerate(item.milestones)]


def _among(row: Strength) -> str | None:
    return None if row.rank is None else f"{row.rank}/{row.parks}"
