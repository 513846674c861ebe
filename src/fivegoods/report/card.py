"""The score card (计分卡): one park's total, dimensions, every indicator, and its sources."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fivegoods.model.criteria import Total
from fivegoods.report.header import facts, files_section, notices
from fivegoods.report.model import (
    Bar,
    Bars,
    Block,
    Cell,
    Column,
    Item,
    Kind,
    Paragraph,
    Product,
    Report,
    Section,
    Steps,
    Table,
)
from fivegoods.report.parts import parts_of
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
        subtitle=subtitle(voice),
        notices=notices(voice),
        facts=facts(run, voice),
        sections=(*sections, files_section(run, voice)),
    )


def subtitle(voice: Voice) -> str:
    """Return the criteria with id and status in one line."""
    status = voice.say(f"status.{voice.criteria.status}")
    inner = voice.say("join.list").join((voice.identity, status))
    return voice.say("join.bracket", text=voice.text(voice.criteria.name), inner=inner)


def _card(score: ParkScore, run: Run, voice: Voice, *, alone: bool) -> Iterator[Section]:
    level = 2 if alone else 3
    heading = "" if alone else f"{voice.park(score.park)} {score.park.year}"
    yield Section(heading, (_summary(score, voice), *_bars(score, voice)), level=2)
    footnotes = Footnotes(voice)
    yield Section(voice.say("card.indicators"), (indicator_table(score, run, voice, footnotes),), level)
    if notes := tuple(reasons(score, voice)):
        yield Section(voice.say("card.reasons"), (Steps(notes),), level)
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


def _totals(score: ParkScore, voice: Voice) -> Iterator[tuple[str, Total]]:
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


def _node_row(node: NodeScore, voice: Voice) -> tuple[Cell, ...]:
    lost = max(node.full - node.possible, Decimal(0))
    state = "" if node.outcome is Outcome.SCORED else voice.say(f"outcome.{node.outcome}")
    return (voice.name(node.plan), "", "", node.points, node.full, lost, state, "")


def _indicator_row(found: IndicatorScore, score: ParkScore, run: Run, footnotes: Footnotes) -> tuple[Cell, ...]:
    voice = footnotes.voice
    return (
        voice.name(found.plan),
        voice.value(found.plan, found.value),
        reference_text(found, voice),
        None if is_open(found) else found.points,
        found.full,
        None if is_open(found) else found.lost,
        voice.say(f"outcome.{found.outcome}"),
        None if is_open(found) else footnotes.mark(traces(score.park, found, run.view)),
    )


def reasons(score: ParkScore, voice: Voice) -> Iterator[Item]:
    """Yield why indicators were not simply scored, those of one reason in one line.

    Figures that were just not reported need no reason beside "missing".
    """
    found: dict[str, list[str]] = {}
    for indicator in score.root.all_indicators():
        if indicator.reason and not indicator.reason.startswith("absent:"):
            found.setdefault(voice.reason(indicator.reason), []).append(voice.name(indicator.plan))
    for reason, names in found.items():
        yield Item(voice.say("join.label", label=voice.say("join.list").join(names), value=reason))


def is_open(found: IndicatorScore) -> bool:
    """Return whether an indicator has no points yet because something is missing; that is not a zero."""
    return found.outcome in {Outcome.MISSING, Outcome.NO_REFERENCE} and not found.points


def reference_text(found: IndicatorScore, voice: Voice) -> str | None:
    """Return the reference values of an indicator in one line, None if it has none."""
    texts = [voice.reference(found.plan, reference) for reference in found.references]
    return voice.say("join.list").join(texts) or None


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
            found.points if found.points or not found.effects else None,
            voice.target(found.to),
            voice.effects(found.effects),
        )
        for score in scores
        for found in score.adjustments
    ]
    return Table(columns, tuple(rows))
