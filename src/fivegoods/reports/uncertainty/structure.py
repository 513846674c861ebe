"""The structure of the data, and other methods as a check, as reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fivegoods.reports.header import facts, files_section, identity, notices
from fivegoods.reports.json_head import head_tree
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Cell, Column, Kind, Paragraph, Product, Report, Section, Table, Tree
from fivegoods.reports.results.ranking import subtitle
from fivegoods.reports.results.records import columns_of
from fivegoods.reports.uncertainty.robustness_tables import number
from fivegoods.scoring.scores import Run
from fivegoods.uncertainty.methods.check import Checked
from fivegoods.uncertainty.structure import Related, Structure

_PARKS_APART = 3


def structure_product(run: Run, found: Structure, lang: str) -> Product:
    """Return how the indicators of a run hang together."""
    voice = Voice(lang, run.criteria)
    return Product(
        report=lambda: _report(run, voice, "structure.title", tuple(_structure_sections(run, found, voice))),
        data=lambda: _structure_tree(run, found, voice),
        records=lambda: _structure_records(found, voice),
    )


def check_product(run: Run, found: Sequence[Checked], lang: str) -> Product:
    """Return how far other methods agree with the ranking."""
    voice = Voice(lang, run.criteria)
    return Product(
        report=lambda: _report(run, voice, "check.title", tuple(_check_sections(run, found, voice))),
        data=lambda: _check_tree(run, found, voice),
        records=lambda: _check_records(run, found, voice),
    )


def _report(run: Run, voice: Voice, title: str, sections: tuple[Section, ...]) -> Report:
    return Report(
        title=voice.say(title),
        lang=voice.lang,
        subtitle=subtitle(run, voice),
        notices=notices(voice),
        facts=facts(run, voice),
        sections=sections,
    )


def _structure_sections(run: Run, found: Structure, voice: Voice) -> Iterator[Section]:
    yield Section(
        voice.say("structure.groups"),
        (_groups(found, voice), Paragraph(voice.say(f"structure.groups_note_{found.on}"))),
    )
    note = Paragraph(voice.say("structure.weights_note"))
    yield Section(voice.say("structure.weights"), (_weighings(found, voice), note))
    related = [(p, "structure.redundant") for p in found.redundant]
    related += [(p, "structure.contradicting") for p in found.contradicting]
    if related:
        yield Section(voice.say("structure.pairs"), (_related(related, voice),))
    if found.flat:
        names = voice.say("join.list").join(voice.named(name) for name in found.flat)
        yield Section("", (Paragraph(voice.say("structure.flat", names=names)),))
    yield Section(voice.say("structure.table"), (_correlations(found, voice),), detail=True)
    yield files_section(run, voice)


def _groups(found: Structure, voice: Voice) -> Table:
    columns = (
        Column("dimension", voice.say("col.dimension")),
        Column("within", voice.say("col.within"), Kind.NUMBER, 2),
        Column("between", voice.say("col.between"), Kind.NUMBER, 2),
        Column("alpha", voice.say("col.alpha"), Kind.NUMBER, 2),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (voice.named(g.id), *(None if x is None else number(x) for x in (g.within, g.between, g.alpha)))
        for g in found.groups
    )
    return Table(columns, rows)


def _weighings(found: Structure, voice: Voice) -> Table:
    columns = (
        Column("indicator", voice.say("col.indicator")),
        Column("stated", voice.say("col.stated"), Kind.PERCENT),
        Column("effective", voice.say("col.effective"), Kind.PERCENT),
    )
    rows = tuple((voice.named(w.id), number(w.stated), number(w.effective)) for w in found.weighings)
    return Table(columns, rows)


def _related(related: Sequence[tuple[Related, str]], voice: Voice) -> Table:
    columns = (
        Column("first", voice.say("col.indicator")),
        Column("second", voice.say("col.indicator")),
        Column("finding", voice.say("col.finding")),
        Column("correlation", voice.say("structure.table"), Kind.NUMBER, 2),
    )
    rows = tuple(
        (voice.named(p.first), voice.named(p.second), voice.say(code), number(p.correlation)) for p, code in related
    )
    return Table(columns, rows)


def _correlations(found: Structure, voice: Voice) -> Table:
    columns = (
        Column("indicator", voice.say("col.indicator")),
        *(Column(name, voice.named(name), Kind.NUMBER, 2) for name in found.indicators),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (voice.named(name), *(number(float(x)) for x in row))
        for name, row in zip(found.indicators, found.table, strict=True)
    )
    return Table(columns, rows)


def _structure_tree(run: Run, found: Structure, voice: Voice) -> Tree:
    return {
        **head_tree(voice, run),
        "criteria": identity(run.criteria),
        "on": found.on,
        "dimensions": [
            {
                "id": g.id,
                "within": None if g.within is None else number(g.within),
                "between": None if g.between is None else number(g.between),
                "alpha": None if g.alpha is None else number(g.alpha),
            }
            for g in found.groups
        ],
        "weights": [
            {"indicator": w.id, "stated": number(w.stated), "effective": number(w.effective)} for w in found.weighings
        ],
        "redundant": [[p.first, p.second, number(p.correlation)] for p in found.redundant],
        "contradicting": [[p.first, p.second, number(p.correlation)] for p in found.contradicting],
        "flat": list(found.flat),
        "indicators": list(found.indicators),
        "correlations": [[number(float(x)) for x in row] for row in found.table],
    }


def _structure_records(found: Structure, voice: Voice) -> Table:
    keys = ("indicator", "name", "stated", "effective", *found.indicators)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (w.id, voice.named(w.id), number(w.stated), number(w.effective), *(number(float(x)) for x in row))
        for w, row in zip(found.weighings, found.table, strict=True)
    )
    return Table(columns_of(keys), rows)


def _check_sections(run: Run, found: Sequence[Checked], voice: Voice) -> Iterator[Section]:
    note = Paragraph(voice.say("check.note"))
    yield Section(voice.say("check.table"), (_agreement(run, found, voice), note))
    yield Section(voice.say("check.ranks"), (_ranks(run, found, voice),))
    yield files_section(run, voice)


def _agreement(run: Run, found: Sequence[Checked], voice: Voice) -> Table:
    official = _official(run)
    names = {score.park.id: voice.park(score.park) for score in run.scores}
    columns = (
        Column("method", voice.say("col.method")),
        Column("spearman", voice.say("col.spearman"), Kind.NUMBER, 3),
        Column("kendall", voice.say("col.kendall"), Kind.NUMBER, 3),
        Column("apart", voice.say("col.most_apart")),
    )
    rows = []
    for checked in found:
        apart = checked.disagreements(official)[:_PARKS_APART]
        said = [voice.say("check.apart", park=names[park], official=one, rank=two) for park, one, two in apart]
        cells = (number(checked.spearman), number(checked.kendall), voice.say("join.list").join(said) or None)
        rows.append((voice.say(f"method.{checked.method}"), *cells))
    return Table(columns, tuple(rows))


def _ranks(run: Run, found: Sequence[Checked], voice: Voice) -> Table:
    columns = (
        Column("rank", voice.say("col.rank"), Kind.RANK),
        Column("park", voice.say("col.park")),
        *(Column(c.method, voice.say(f"method.{c.method}"), Kind.RANK) for c in found),
    )
    rows = tuple(
        (voice.rank(score.placing), voice.park(score.park), *(c.ranks[score.park.id] for c in found))
        for score in run.scores
        if score.placing is not None
    )
    return Table(columns, rows)


def _official(run: Run) -> dict[str, int]:
    return {score.park.id: score.rank for score in run.scores if score.rank is not None}


def _check_tree(run: Run, found: Sequence[Checked], voice: Voice) -> Tree:
    methods: list[Tree] = [
        {
            "method": c.method,
            "spearman": number(c.spearman),
            "kendall": number(c.kendall),
            "ranks": dict(c.ranks),
            "scores": {park: number(score) for park, score in c.scores.items()},
        }
        for c in found
    ]
    return {
        **head_tree(voice, run),
        "criteria": identity(run.criteria),
        "official": _official(run),
        "methods": methods,
    }


def _check_records(run: Run, found: Sequence[Checked], voice: Voice) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (score.rank, score.park.id, voice.park(score.park), *(c.ranks[score.park.id] for c in found))
        for score in run.scores
        if score.placing is not None
    )
    return Table(columns_of(("rank", "id", "name", *(c.method for c in found))), rows)
