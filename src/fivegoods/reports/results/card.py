"""The score card (计分卡): one park's total, dimensions, every indicator, and its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from fivegoods.criteria.models.criteria import Total
from fivegoods.numeric.decimals import ZERO
from fivegoods.reports.criteria.declared import declared_sections
from fivegoods.reports.header import facts, files_section, notices
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import (
    Bar,
    Bars,
    Block,
    Cell,
    Column,
    Fact,
    Item,
    Kind,
    Paragraph,
    Product,
    Report,
    Section,
    Steps,
    Table,
)
from fivegoods.reports.provenance import Footnotes, reference_traces, traces
from fivegoods.reports.results.json_run import run_tree
from fivegoods.reports.results.parts import children_of, parts_of
from fivegoods.reports.results.records import indicator_records
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.scores import IndicatorScore, NodeScore, ParkScore, Run


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
        sections=(*sections, *declared_sections(run, voice), files_section(run, voice)),
    )


def subtitle(voice: Voice) -> str:
    """Return the criteria with id and status in one line."""
    status = voice.say(f"status.{voice.criteria.status}")
    inner = voice.say("join.list").join((voice.identity, status))
    return voice.say("join.bracket", text=voice.text(voice.criteria.name), inner=inner)


def _card(score: ParkScore, run: Run, voice: Voice, *, alone: bool) -> Iterator[Section]:
    level = 2 if alone else 3
    heading = "" if alone else f"{voice.park(score.park)} {score.park.year}"
    later = score is not run.scores[0]
    yield Section(heading, (_summary(score, voice), *_bars(score, voice)), level=2, new_page=later)
    footnotes = Footnotes(voice)
    table = indicator_table(score, run, voice, footnotes)
    yield Section(voice.say("card.indicators"), (table, *_surplus_note(score, voice)), level)
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
    text = "\n".join(voice.say("join.label", label=label, value=value) for label, value in lines)
    return Paragraph(text, tuple(Fact(label, value) for label, value in lines))


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
            yield voice.say("card.rank_within", group=voice.group(key)), voice.placing(placing)
    if score.honours_lost:
        yield voice.say("card.honours"), voice.say("card.honours_lost")


def _bars(score: ParkScore, voice: Voice) -> tuple[Block, ...]:
    if not score.root.nodes:
        return ()
    bars = tuple(Bar(voice.name(n.plan), n.points, n.possible, n.full) for n in score.root.nodes)
    return (Bars(bars, voice.decimals),)


def indicator_table(score: ParkScore, run: Run, voice: Voice, footnotes: Footnotes) -> Table:
    """Return all dimensions and indicators of a park with value, reference, points and loss."""
    number, decimals = Kind.NUMBER, voice.decimals
    measured = any(plan.value is not None for plan in run.plan.root.all_indicators())
    reviewed = any(before_review(score, found) is not None for found in score.root.all_indicators())
    columns = (
        Column("indicator", voice.say("col.indicator")),
        *([Column("value", voice.say("col.value"), number)] if measured else []),
        *([Column("reference", voice.say("col.reference"))] if measured else []),
        *([Column("before", voice.say("col.before"), number, decimals)] if reviewed else []),
        Column("points", voice.say("col.points"), number, decimals),
        Column("full", voice.say("col.full"), number, decimals),
        Column("lost", voice.say("col.lost"), number, decimals),
        Column("outcome", voice.say("col.outcome")),
        Column("source", voice.say("col.source")),
    )
    parts = list(parts_of(score.root))
    cells = [
        _node_row(part, voice) if isinstance(part, NodeScore) else _indicator_row(part, score, run, footnotes)
        for _, part in parts
    ]
    return Table(
        columns,
        tuple(tuple(row[column.key] for column in columns) for row in cells),
        strong=frozenset(index for index, (_, part) in enumerate(parts) if isinstance(part, NodeScore)),
        indents=tuple(depth for depth, _ in parts),
    )


def before_review(score: ParkScore, found: IndicatorScore) -> Decimal | None:
    """Return the points that a review replaced: those given by the park, else the computed ones."""
    if found.outcome is not Outcome.OVERRIDDEN or found.reason != "review":
        return None
    own = score.park.points.get(found.plan.id)
    return own.points if own else found.computed


def _node_row(node: NodeScore, voice: Voice) -> Mapping[str, Cell]:
    return {
        "indicator": voice.name(node.plan),
        "value": "",
        "reference": "",
        "before": "",
        "points": node.points,
        "full": node.full,
        "lost": _lost(node),
        "outcome": "" if node.outcome is Outcome.SCORED else voice.say(f"outcome.{node.outcome}"),
        "source": "",
    }


def _indicator_row(found: IndicatorScore, score: ParkScore, run: Run, footnotes: Footnotes) -> Mapping[str, Cell]:
    voice = footnotes.voice
    unknown = is_open(found)
    # Others carry its points, so its own would be counted twice.
    left_out = found.reason == "policy:exclude"
    return {
        "indicator": voice.name(found.plan),
        "value": voice.value(found.plan, found.value),
        "reference": reference_text(found, voice),
        "before": before_review(score, found),
        "points": None if unknown else found.points,
        "full": None if left_out else found.full,
        "lost": None if left_out or (unknown and not _lost(found)) else _lost(found),
        "outcome": voice.say(f"outcome.{found.outcome}"),
        "source": None if unknown else footnotes.mark((*traces(score, found, run.view), *reference_traces(found))),
    }


def _lost(part: NodeScore | IndicatorScore) -> Decimal:
    """Return the points that are lost for certain, negative for a surplus: of parts that add up, they do too."""
    return part.full - part.possible + _hoped(part)


def _hoped(part: NodeScore | IndicatorScore) -> Decimal:
    """Return the points beyond the full ones that only missing data could bring."""
    if isinstance(part, IndicatorScore):
        return max(part.possible - part.full, ZERO) if is_open(part) else ZERO
    definition = part.plan.definition
    if definition.method == "sum" and definition.at_most is None:
        return sum((_hoped(child) for child in children_of(part)), ZERO) * part.scale
    return max(part.possible - part.full, ZERO) if any(map(is_open, part.all_indicators())) else ZERO


def _surplus_note(score: ParkScore, voice: Voice) -> tuple[Block, ...]:
    beyond = any(_lost(found) < 0 for found in score.root.all_indicators())
    return (Paragraph(voice.say("card.surplus")),) if beyond else ()


def reasons(score: ParkScore, voice: Voice) -> Iterator[Item]:
    """Yield why indicators were not simply scored, those of one reason in one line.

    "Missing" and "overridden" say enough by themselves; a reviewer's own reason is shown.
    """
    found: dict[str, list[str]] = {}
    for indicator in score.root.all_indicators():
        if reason := _reason(indicator, voice):
            found.setdefault(reason, []).append(voice.name(indicator.plan))
    for reason, names in found.items():
        if len(names) == 1 and reason.startswith(names[0]):
            yield Item(reason)
            continue
        yield Item(voice.say("join.label", label=voice.say("join.list").join(names), value=reason))


def _reason(found: IndicatorScore, voice: Voice) -> str:
    if found.given is not None and found.given.reason:
        return found.given.reason
    if found.reason == "review" or found.reason.startswith("absent:"):
        return ""
    return voice.reason(found.reason) if found.reason else ""


def is_open(found: IndicatorScore) -> bool:
    """Return whether an indicator has no points yet because something is missing; that is not a zero."""
    return found.outcome in {Outcome.MISSING, Outcome.NO_REFERENCE} and not found.points


def reference_text(found: IndicatorScore, voice: Voice) -> str | None:
    """Return the reference values of an indicator in one line, None if it has none.

    They are in the unit of the value beside them; where they come from is said once.
    """
    shown = voice.say("join.list").join(voice.reference(reference, found.plan) for reference in found.references)
    whose = dict.fromkeys(voice.reference_kind(reference) for reference in found.references)
    kinds = voice.say("join.list").join(kind for kind in whose if kind)
    return voice.say("join.bracket", text=shown, inner=kinds) if kinds else shown or None


def adjustment_table(scores: Sequence[ParkScore], voice: Voice, *, parks: bool) -> Table:
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
