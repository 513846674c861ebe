"""Parks side by side: the total, each dimension and indicator, who leads and by how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from fivegoods.numeric.decimals import decide
from fivegoods.reports.exact import decide_short
from fivegoods.reports.header import facts, files_section, notices
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Cell, Column, Kind, Product, Report, Section, Table, Tree
from fivegoods.reports.results.card import total_text
from fivegoods.reports.results.json_run import run_tree
from fivegoods.reports.results.parts import parts_of
from fivegoods.reports.results.ranking import subtitle
from fivegoods.reports.results.records import columns_of
from fivegoods.scoring.columns import Outcome
from fivegoods.scoring.scores import IndicatorScore, NodeScore, ParkScore, Run


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of a comparison: the points of every park, who leads, and the lead over the next."""

    depth: int
    #: "total", a dimension's or an indicator's id.
    id: str
    name: str
    #: In the order of the parks; None where the park has no such points.
    points: tuple[Decimal | None, ...]
    #: What each park could still reach with the data it lacks.
    possible: tuple[Decimal | None, ...]
    is_indicator: bool = False

    @property
    def leaders(self) -> tuple[int, ...]:
        """Positions of the parks with the most points; several if they are level."""
        known = {i: decide(p) for i, p in enumerate(self.points) if p is not None}
        most = max(known.values(), default=None)
        return tuple(i for i, p in known.items() if p == most) if len(known) > 1 else ()

    @property
    def is_settled(self) -> bool:
        """Whether no other park could still overtake the leaders with data that are missing."""
        most = max((decide(p) for p in self.points if p is not None), default=None)
        leaders = set(self.leaders)
        others = (p for i, p in enumerate(self.possible) if p is not None and i not in leaders)
        return most is None or all(decide(p) <= most for p in others)

    @property
    def lead(self) -> Decimal | None:
        """Points by which the leader is ahead of the next; None without a comparison."""
        known = sorted((decide(p) for p in self.points if p is not None), reverse=True)
        return known[0] - known[1] if len(known) > 1 else None


def comparison_product(run: Run, lang: str) -> Product:
    """Return the parks of a run side by side."""
    voice = Voice(lang, run.criteria)
    return Product(
        report=lambda: _report(run, voice),
        data=lambda: _data(run, voice),
        records=lambda: _records(run, voice),
    )


def standings(run: Run, voice: Voice) -> Iterator[Standing]:
    """Yield the total, then every dimension and indicator in the order of the criteria."""
    scores = run.scores
    yield Standing(
        0,
        "total",
        voice.say("card.total"),
        tuple(score.points for score in scores),
        tuple(score.possible for score in scores),
    )
    parts = [{part.plan.id: part for _, part in parts_of(score.root)} for score in scores]
    for depth, first in parts_of(scores[0].root):
        ours = [by_id.get(first.plan.id) for by_id in parts]
        yield Standing(
            depth,
            first.plan.id,
            voice.name(first.plan),
            tuple(_comparable(part) for part in ours),
            tuple(part.possible if part else None for part in ours),
            isinstance(first, IndicatorScore),
        )


def _comparable(part: NodeScore | IndicatorScore | None) -> Decimal | None:
    """Return points that can be compared: what is missing or does not apply has none."""
    if part is None or part.outcome in {Outcome.MISSING, Outcome.NOT_APPLICABLE, Outcome.NO_REFERENCE}:
        return None
    return part.points


def _report(run: Run, voice: Voice) -> Report:
    lines = list(standings(run, voice))
    return Report(
        title=voice.say("compare.title"),
        lang=voice.lang,
        subtitle=subtitle(run, voice),
        notices=notices(voice),
        facts=facts(run, voice),
        sections=(
            Section(voice.say("compare.summary"), (_summary(run, lines, voice),)),
            Section(voice.say("compare.points"), (_points(run, lines, voice),)),
            *_values_section(run, voice),
            files_section(run, voice),
        ),
    )


def _park_columns(run: Run, voice: Voice, kind: Kind, decimals: int | None = None) -> tuple[Column, ...]:
    return tuple(Column(s.park.id, voice.park(s.park), kind, decimals) for s in run.scores)


def _summary(run: Run, lines: list[Standing], voice: Voice) -> Table:
    led = Counter(line.leaders for line in lines if line.is_indicator)
    facts_of: tuple[tuple[str, Callable[[ParkScore], Cell]], ...] = (
        (voice.say("card.total"), lambda s: total_text(s, voice)),
        (voice.say("fact.coverage"), lambda s: voice.percent(s.coverage)),
        (voice.say("col.grade"), lambda s: s.grade),
        (voice.say("col.rank"), lambda s: voice.rank(s.placing)),
    )
    heads = [label for label, _ in facts_of] + [voice.say("compare.leads_label")]
    columns = (Column("park", voice.say("col.park")), *(Column(str(i), h) for i, h in enumerate(heads)))
    rows = tuple(
        (voice.park(score.park), *(pick(score) for _, pick in facts_of), str(led[i,]))
        for i, score in enumerate(run.scores)
    )
    return Table(columns, rows)


def _points(run: Run, lines: list[Standing], voice: Voice) -> Table:
    columns = (
        Column("item", voice.say("col.item")),
        *_park_columns(run, voice, Kind.NUMBER, voice.decimals),
        Column("leader", voice.say("col.leader")),
        Column("lead", voice.say("col.lead"), Kind.NUMBER, voice.decimals),
    )
    rows = tuple((line.name, *line.points, leader_name(line, run, voice), line.lead) for line in lines)
    strong = frozenset(index for index, line in enumerate(lines) if not line.is_indicator)
    return Table(columns, rows, strong=strong, indents=tuple(line.depth for line in lines))


def leader_name(line: Standing, run: Run, voice: Voice) -> str | None:
    """Return who leads; parks that share the lead are level."""
    leaders = line.leaders
    if not leaders:
        return None
    if len(leaders) == len([p for p in line.points if p is not None]):
        return voice.say("compare.tied")
    names = voice.say("join.list").join(voice.park(run.scores[index].park) for index in leaders)
    if line.is_settled:
        return names
    return voice.say("join.bracket", text=names, inner=voice.say("compare.open"))


def _values_section(run: Run, voice: Voice) -> tuple[Section, ...]:
    table = _values(run, voice)
    return (Section(voice.say("compare.values"), (table,)),) if table.rows else ()


def _values(run: Run, voice: Voice) -> Table:
    columns = (Column("item", voice.say("col.indicator")), *_park_columns(run, voice, Kind.NUMBER))
    found = [{i.plan.id: i for i in score.root.all_indicators()} for score in run.scores]
    rows = tuple(
        (
            voice.name(plan),
            *(voice.value(plan, by_id[plan.id].value) if plan.id in by_id else None for by_id in found),
        )
        for plan in run.plan.root.all_indicators()
        if plan.value is not None
    )
    return Table(columns, rows)


def _data(run: Run, voice: Voice) -> dict[str, Tree]:
    ids = [score.park.id for score in run.scores]
    comparison: list[Tree] = [
        {
            "id": line.id,
            "name": line.name,
            "indicator": line.is_indicator,
            "points": {i: None if p is None else decide_short(p) for i, p in zip(ids, line.points, strict=True)},
            "settled": line.is_settled,
            "leaders": [ids[index] for index in line.leaders],
            "lead": None if line.lead is None else decide_short(line.lead),
        }
        for line in standings(run, voice)
    ]
    return {**run_tree(run, voice), "comparison": comparison}


def _records(run: Run, voice: Voice) -> Table:
    ids = tuple(score.park.id for score in run.scores)
    rows = tuple(
        (
            line.id,
            line.name,
            *(None if p is None else decide_short(p) for p in line.points),
            ";".join(ids[index] for index in line.leaders),
            None if line.lead is None else decide_short(line.lead),
        )
        for line in standings(run, voice)
    )
    return Table(columns_of(("item", "name", *ids, "leader", "lead")), rows)
