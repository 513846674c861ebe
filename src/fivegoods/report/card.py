"""The score card (计分卡): one park's total, dimensions, every indicator, and its sources."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fivegoods.report.header import facts, files_section, notices
from fivegoods.report.model import Bar, Bars, Block, Cell, Column, Item, Kind, Paragraph, Product, Report
from fivegoods.report.model import Section, Steps, Table
from fivegoods.report.provenance import Footnotes, traces
from fivegoods.report.records import indicator_records
from fivegoods.report.tree import run_tree
from fivegoods.report.voice import Voice
from fivegoods.scoring.results import IndicatorScore, NodeScore, Outcome, ParkScore, Run


def card_product(run: Run, lang: str) -> Product:
    """Return the score cards of all parks of a run."""
    voice = Voice(lang, run.criteria)
    return Product(
        report=lambda: card_report(run, voice),
        data=lambda: run_tree(run, voice),
        records=lambda: indicator_records(run, voice),
    )


def card_report(run: Run, voice: Voice) -> Report:
    """Return one report with a card for each park."""
    one = run.scores[0] if len(run.scores) == 1 else None
    title = voice.say("card.many")
    if one:
        title = voice.say("card.title", park=voice.park(one.park), year=one.park.year)
    sections = [section for score in run.scores for section in _card(score, run, voice, alone=one is not None)]
    return Report(
        title=title,
        lang=voice.lang,
        notices=notices(voice),
        facts=facts(run, voice),
        sections=(*sections, files_section(run, voice)),
    )


def _card(score: ParkScore, run: Run, voice: Voice, *, alone: bool) -> Iterator[Section]:
    level = 2 if alone else 3
    heading = "" if alone else f"{voice.park(score.park)} {score.park.year}"
    yield Section(heading, (_summary(score, voice), *_bars(score, voice)), level=2)
    footnotes = Footnotes(voice)
    yield Section(voice.say("card.indicators"), (indicator_table(score, run, voice, footnotes),), level)
    if score.adjustments:
        yield Section(voice.say("card.adjustments"), (adjustment_table((score,), voice, parks=False),), level)
    if footnotes.numbers:
        lines = tuple(Item(text) for text in footnotes.numbers)
        yield Section(voice.say("card.sources"), (Steps(lines),), level)


def _summary(score: ParkScore, voice: Voice) -> Block:
    lines = [(voice.say("card.total"), total_text(score, voice))]
    lines += [(voice.text(total.name), voice.points(score.totals[key])) for key, total in _totals(score, voice)]
    lines.append((voice.say("fact.coverage"), voice.say("card.coverage_of", share=voice.percent(score.coverage))))
    if grade := voice.grade(score):
        lines.append((voice.say("col.grade"), grade))
    lines += _rank_lines(score, voice)
    lines += [(voice.group(key), voice.group_value(key, value)) for key, value in score.park.groups.items()]
    return Paragraph("\n".join(voice.say("join.label", label=label, value=value) for label, value in lines))


def _totals(score: ParkScore, voice: Voice) -> Iterator[tuple[str, object]]:
    return ((key, total) for key, total in voice.criteria.totals.items() if key in score.totals)


def total_text(score: ParkScore, voice: Voice) -> str:
    """Return the total with its interval in words."""
    code = "card.total_of"
    if score.possible_is_open:
        code = "card.total_open"
    elif voice.points(score.possible) != voice.points(score.points):
        code = "card.total_up_to"
    return voice.say(
        code,
        points=voice.points(score.points),
        possible=voice.points(score.possible),
        full=voice.points(score.full),
    )


def _rank_lines(score: ParkScore, voice: Voice) -> Iterator[tuple[str, str]]:
    if score.unranked_reason:
        why = voice.say("card.unranked_why", reason=voice.reason(score.unranked_reason))
        yield voice.say("col.rank"), why
    elif score.placing and score.placing.of > 1:
        yield voice.say("col.rank"), voice.placing(score.placing)
        for key, placing in score.group_placings.items():
            label = voice.say("rank.in_group", group=voice.group(key), value="")
            yield label.strip("：: ") + voice.say("col.rank"), voice.placing(placing)
    if score.honours_lost:
        yield voice.say("card.honours"), voice.say("card.honours_lost")


def _bars(score: ParkScore, voice: Voice) -> tuple[Block, ...]:
    if not score.root.nodes:
        return ()
    bars = tuple(Bar(voice.name(n.plan), n.points, n.possible, n.full) for n in score.root.nodes)
    return (Bars(bars, voice.decimals),)


def indicator_table(score: ParkScore, run: Run, voice: Voice, footnotes: Footnotes) -> Table:
    """Return all dimensions and indicators of a park with value, reference, points and loss."""
    columns = (
        Column("indicator", voice.say("col.indicator")),
        Column("value", voice.say("col.value"), Kind.NUMBER),
        Column("reference", voice.say("col.reference")),
        Column("points", voice.say("col.points"), Kind.NUMBER, voice.decimals),
        Column("full", voice.say("col.full"), Kind.NUMBER, voice.decimals),
        Column("lost", voice.say("col.lost"), Kind.NUMBER, voice.decimals),
        Column("outcome", voice.say("col.outcome")),
        Column("source", voice.say("col.source")),
    )
    rows: list[tuple[Cell, ...]] = []
    indents: list[int] = []
    strong: set[int] = set()
    for depth, part in parts_of(score.root):
        if isinstance(part, NodeScore):
            strong.add(len(rows))
            rows.append(_node_row(part, voice))
        else:
            rows.append(_indicator_row(part, score, run, footnotes))
        indents.append(depth)
    return Table(columns, tuple(rows), strong=frozenset(strong), indents=tuple(indents))


def parts_of(root: NodeScore, depth: int = 0) -> Iterator[tuple[int, NodeScore | IndicatorScore]]:
    """Yield every dimension and indicator below the total with its depth, in criteria order."""
    for child in root.nodes:
        yield depth, child
        yield from parts_of(child, depth + 1)
    for found in root.indicators:
        yield depth, found


def _node_row(node: NodeScore, voice: Voice) -> tuple[Cell, ...]:
    lost = max(node.full - node.points, Decimal(0))
    state = "" if node.outcome is Outcome.SCORED else voice.say(f"outcome.{node.outcome}")
    return (voice.name(node.plan), "", "", node.points, node.full, lost, state, "")


def _indicator_row(
    found: IndicatorScore, score: ParkScore, run: Run, footnotes: Footnotes
) -> tuple[Cell, ...]:
    voice = footnotes.voice
    return (
        voice.name(found.plan),
        voice.value(found.plan, found.value),
        reference_text(found, voice),
        found.points,
        found.full,
        found.lost,
        state_text(found, voice),
        footnotes.mark(traces(score.park, found, run.view)),
    )


def reference_text(found: IndicatorScore, voice: Voice) -> str | None:
    """Return the reference values of an indicator in one line, None if it has none."""
    texts = [voice.reference(found.plan, reference) for reference in found.references]
    return voice.say("join.list").join(texts) or None


def state_text(found: IndicatorScore, voice: Voice) -> str:
    """Return the outcome of an indicator and, where it was not simply scored, why."""
    outcome = voice.say(f"outcome.{found.outcome}")
    if not found.reason or found.outcome is Outcome.OVERRIDDEN:
        return outcome
    return voice.say("join.label", label=outcome, value=voice.reason(found.reason))


def adjustment_table(scores: tuple[ParkScore, ...], voice: Voice, *, parks: bool) -> Table:
    """Return the adjustments that took effect, with a column for the park where several are shown."""
    columns = (
        *((Column("park", voice.say("col.park")),) if parks else ()),
        Column("name", voice.say("col.item")),
        Column("count", voice.say("col.count"), Kind.NUMBER),
        Column("points", voice.say("col.adjustments"), Kind.NUMBER, voice.decimals),
        Column("to", voice.say("col.target")),
        Column("effects", voice.say("col.effects")),
    )
    rows = [
        (
            *((voice.park(score.park),) if parks else ()),
            voice.text(found.name),
            found.count,
            found.points,
            target_name(found.to, score, voice),
            voice.effects(found.effects),
        )
        for score in scores
        for found in score.adjustments
    ]
    return Table(columns, tuple(rows))


def target_name(target: str, score: ParkScore, voice: Voice) -> str:
    """Return the name of what an adjustment acts on: the total, a dimension or an indicator."""
    if target == "total":
        return voice.say("col.total")
    for _, part in parts_of(score.root):
        if part.plan.id == target:
            return voice.name(part.plan)
    return target
