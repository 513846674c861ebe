"""Several years side by side: scores and ranks with arrows and small charts, and consecutive-year rules."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from fivegoods.analysis.years import OverYears, ParkYears, YearsHit, YearsResult
from fivegoods.reports.changes.diff import places_text
from fivegoods.reports.exact import decide_short
from fivegoods.reports.header import facts, files_section, notices
from fivegoods.reports.lazy import Each
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import (
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
    Tree,
)
from fivegoods.reports.results.json_run import run_tree
from fivegoods.reports.results.records import columns_of

#: Eighths of a character cell; all of them exist in GBK.
_LEVELS = "▁▂▃▄▅▆▇█"


def years_product(found: OverYears, lang: str) -> Product:
    """Return a ranking over several years."""
    voice = Voice(lang, found.runs[max(found.runs)].criteria)
    return Product(
        report=lambda: _report(found, voice), data=lambda: _data(found, voice), records=lambda: _records(found, voice)
    )


def _report(found: OverYears, voice: Voice) -> Report:
    newest = found.runs[max(found.runs)]
    return Report(
        title=voice.say("years.title"),
        lang=voice.lang,
        notices=notices(voice),
        facts=facts(newest, voice),
        sections=(*_sections(found, voice), files_section(newest, voice)),
    )


def _sections(found: OverYears, voice: Voice) -> Iterator[Section]:
    blocks: tuple[Block, ...] = (_scores(found, voice),)
    missing = [year for year in found.years if year not in found.runs]
    if missing:
        years = voice.say("join.list").join(map(str, missing))
        blocks += (Paragraph(voice.say("years.missing", years=years)),)
    yield Section(voice.say("years.scores"), blocks)
    yield Section(voice.say("years.ranks"), (_ranks(found, voice), Paragraph(voice.say("years.note"))))
    for result in found.rules:
        heading = voice.say("years.rules", name=voice.text(result.rule.name))
        yield Section(heading, tuple(_rule(result, voice)))


def _scores(found: OverYears, voice: Voice) -> Table:
    points = [s.points for park in found.parks for s in park.scores.values()]
    low, high = min(points), max(points)
    columns = (
        Column("park", voice.say("col.park")),
        *(Column(str(year), str(year), Kind.NUMBER, voice.decimals) for year in found.years),
        Column("trend", voice.say("col.trend")),
    )
    rows = tuple(
        (
            voice.park(park.latest.park),
            *(park.scores[year].points if year in park.scores else None for year in found.years),
            trend([park.scores[year].points if year in park.scores else None for year in found.years], low, high),
        )
        for park in found.parks
    )
    return Table(columns, rows)


def trend(points: list[Decimal | None], low: Decimal, high: Decimal) -> str:
    """Return a small chart: one character a year on the scale ``low`` to ``high``, a gap as a dash."""
    spread = high - low
    marks = []
    for value in points:
        if value is None:
            marks.append("-")
            continue
        share = (value - low) / spread if spread else Decimal(1)
        marks.append(_LEVELS[int((share * (len(_LEVELS) - 1)).to_integral_value(ROUND_HALF_UP))])
    return "".join(marks)


def _ranks(found: OverYears, voice: Voice) -> Table:
    columns = (
        Column("park", voice.say("col.park")),
        *(Column(str(year), str(year), Kind.RANK) for year in found.years),
    )
    rows = tuple((voice.park(p.latest.park), *(_rank(p, year, voice) for year in found.years)) for p in found.parks)
    return Table(columns, rows)


def _rank(park: ParkYears, year: int, voice: Voice) -> str | None:
    score = park.scores.get(year)
    if score is None:
        return None
    if score.placing is None:
        return voice.say("rank.unranked")
    arrow = places_text(park.places_gained(year))
    return f"{voice.rank(score.placing)} {arrow}" if arrow else voice.rank(score.placing)


def _rule(result: YearsResult, voice: Voice) -> Iterator[Block]:
    if result.hits:
        yield Steps(tuple(Item(_hit(hit, voice)) for hit in result.hits))
        if result.rule.effect is not None:
            yield Paragraph(voice.text(result.rule.effect))
    else:
        yield Paragraph(voice.say("years.nobody"))
    if result.missing:
        years = voice.say("join.list").join(map(str, result.missing))
        yield Paragraph(voice.say("years.missing", years=years))


def _hit(hit: YearsHit, voice: Voice) -> str:
    years = voice.say("join.list").join(map(str, hit.years))
    park = voice.park(hit.park.latest.park)
    return voice.say("years.hit", park=park, years=years, average=voice.points(hit.average))


def _data(found: OverYears, voice: Voice) -> dict[str, Tree]:
    return {
        **run_tree(found.runs[max(found.runs)], voice),
        "years": list(found.years),
        "over_years": Each(found.parks, lambda park: _park(park, voice)),
        "rules": [
            {
                "id": result.id,
                "hits": [
                    {"id": hit.park.id, "years": list(hit.years), "average": decide_short(hit.average)}
                    for hit in result.hits
                ],
                "missing": list(result.missing),
            }
            for result in found.rules
        ],
    }


def _park(park: ParkYears, voice: Voice) -> dict[str, Tree]:
    years: list[Tree] = [_year(park, year) for year in park.scores]
    return {"id": park.id, "name": voice.park(park.latest.park), "years": years}


def _year(park: ParkYears, year: int) -> dict[str, Tree]:
    score = park.scores[year]
    tree: dict[str, Tree] = {"year": year, "points": decide_short(score.points), "rank": score.rank}
    return tree | {"grade": score.grade, "gained": park.places_gained(year)}


def _records(found: OverYears, voice: Voice) -> Table:
    keys = ("id", "name", "year", "points", "rank", "grade", "places_gained")
    rows: list[tuple[Cell, ...]] = []
    for park in found.parks:
        for year, s in park.scores.items():
            points = decide_short(s.points)
            rows.append((park.id, voice.park(s.park), year, points, s.rank, s.grade, park.places_gained(year)))
    return Table(columns_of(keys), tuple(rows))
