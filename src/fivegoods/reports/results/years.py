"""Several years side by side: scores and ranks with arrows and small charts, and consecutive-year rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from fivegoods.analysis.years import OverYears, ParkYears, YearsHit, YearsResult
from fivegoods.numeric.decimals import ONE
from fivegoods.reports.charts import MOST_SLOPES, slopes
from fivegoods.reports.header import RunProduct
from fivegoods.reports.model import Block, Column, Columns, Item, Kind, NumberedList, Paragraph, Section, Table, Tree
from fivegoods.reports.results.run_data import run_data
from fivegoods.scoring.scores import ParkScore

#: Parks whose ranks a picture holds.
#: Eighths of a character cell; all of them exist in GBK.
_LEVELS: Final = "▁▂▃▄▅▆▇█"


class _ParkYear(NamedTuple):
    """One park in one year."""

    year: int
    score: ParkScore
    gained: int | None


def _years_of(park: ParkYears) -> list[_ParkYear]:
    return [_ParkYear(year, score, park.places_gained(year)) for year, score in park.scores.items()]


class YearsProduct(RunProduct):
    """A ranking over several years; what stands above and below it is of the newest."""

    TITLE = "years.title"

    def __init__(self, found: OverYears, lang: str) -> None:
        """Show ``found`` in the language ``lang``."""
        super().__init__(found.runs[max(found.runs)], lang)
        self._found = found

    def subtitle(self) -> str:
        """Return nothing: the tables name their years."""
        return ""

    def sections(self) -> Iterator[Section]:
        """Yield scores, ranks and what the rules over years say."""
        voice, found = self.voice, self._found
        missing = self._missing([year for year in found.years if year not in found.runs])
        yield Section(voice.say("years.scores"), (self._scores(), *missing))
        yield Section(voice.say("years.ranks"), (self._ranks(), *self._picture(), Paragraph(voice.say("years.note"))))
        for result in found.rules:
            heading = voice.say("years.rules", name=voice.text(result.rule.name))
            yield Section(heading, tuple(self._rule(result)))

    def _picture(self) -> Iterator[Block]:
        """Yield the ranks of every park over the years that have any."""
        years, parks = [year for year in self._found.years if year in self._found.runs], self._found.parks
        if len(years) > 1 and 1 < len(parks) <= MOST_SLOPES:
            ranks = [
                (self.voice.park(p.latest.park), [p.scores[y].rank if y in p.scores else None for y in years])
                for p in parks
            ]
            yield slopes(self.voice.say("years.picture"), list(map(str, years)), ranks, self.voice)

    def _missing(self, years: Sequence[int]) -> list[Block]:
        listed = self.voice.listed(map(str, years))
        return [Paragraph(self.voice.say("years.missing", years=listed))] if years else []

    @property
    def _park(self) -> Column[ParkYears]:
        return Column("name", self.voice.say("col.park"), lambda p: self.voice.park(p.latest.park), Kind.PARK)

    def _scores(self) -> Table[ParkYears]:
        years = self._found.years
        known = [score.points for park in self._found.parks for score in park.scores.values()]
        low, high = min(known), max(known)

        def trend_of(park: ParkYears) -> str:
            return trend([_points(year)(park) for year in years], low, high)

        columns: tuple[Column[ParkYears], ...] = (
            self._park,
            *(Column(str(year), str(year), _points(year), Kind.NUMBER, self.voice.decimals) for year in years),
            Column("trend", self.voice.say("col.trend"), trend_of),
        )
        return Table(columns, self._found.parks)

    def _ranks(self) -> Table[ParkYears]:
        years = (Column(str(year), str(year), self._rank(year), Kind.RANK) for year in self._found.years)
        return Table((self._park, *years), self._found.parks)

    def _rank(self, year: int) -> Callable[[ParkYears], str | None]:
        """Return a function that gives the rank in a year with the places gained."""
        voice = self.voice

        def rank(park: ParkYears) -> str | None:
            score = park.scores.get(year)
            if score is None or score.placing is None:
                return voice.say("rank.unranked") if score else None
            arrow = voice.places(park.places_gained(year))
            return f"{voice.rank(score.placing)} {arrow}" if arrow else voice.rank(score.placing)

        return rank

    def _rule(self, result: YearsResult) -> Iterator[Block]:
        if not result.hits:
            yield Paragraph(self.voice.say("years.nobody"))
        else:
            yield NumberedList(tuple(Item(self._hit(hit)) for hit in result.hits))
            if result.rule.effect is not None:
                yield Paragraph(self.voice.text(result.rule.effect))
        yield from self._missing(result.missing)

    def _hit(self, hit: YearsHit) -> str:
        park, years = self.voice.park(hit.park.latest.park), self.voice.listed(map(str, hit.years))
        return self.voice.say("years.hit", park=park, years=years, average=self.voice.points(hit.average))

    def data(self) -> Tree:
        """Return the newest run, every park over the years, and the rules over years."""
        years = Columns(*self._year_columns())
        gained = replace(years["places_gained"], key="gained")
        of_year = (*years.pick("year", "points", "rank", "grade"), gained)
        parks: tuple[Column[ParkYears], ...] = (
            Column("id", "", lambda park: park.id),
            self._park,
            Column("years", "", lambda park: Table(of_year, _years_of(park))),
        )
        hits: tuple[Column[YearsHit], ...] = (
            Column("id", "", lambda hit: hit.park.id),
            Column("years", "", lambda hit: list(hit.years)),
            Column("average", "", lambda hit: hit.average, Kind.NUMBER),
        )
        rules: tuple[Column[YearsResult], ...] = (
            Column("id", "", lambda result: result.id),
            Column("hits", "", lambda result: Table(hits, result.hits)),
            Column("missing", "", lambda result: list(result.missing)),
        )
        found = self._found
        over: dict[str, Tree] = {"over_years": Table(parks, found.parks), "rules": Table(rules, found.rules)}
        return {**run_data(self.run, self.voice), "years": list(found.years), **over}

    def records(self) -> Table[_ParkYear]:
        """Return one row for each park and year."""
        rows = [row for park in self._found.parks for row in _years_of(park)]
        return Table(self._year_columns(), rows)

    def _year_columns(self) -> tuple[Column[_ParkYear], ...]:
        return (
            Column("id", "", lambda row: row.score.id),
            Column("name", "", lambda row: self.voice.park(row.score.park)),
            Column("year", "", lambda row: row.year),
            Column("points", "", lambda row: row.score.points, Kind.NUMBER),
            Column("rank", "", lambda row: row.score.rank),
            Column("grade", "", lambda row: row.score.grade),
            Column("places_gained", "", lambda row: row.gained),
        )


def _points(year: int) -> Callable[[ParkYears], Decimal | None]:
    return lambda park: park.scores[year].points if year in park.scores else None


def trend(points: Sequence[Decimal | None], low: Decimal, high: Decimal) -> str:
    """Return a small chart: one character a year on the scale ``low`` to ``high``, a gap as a dash."""
    return "".join("-" if value is None else _mark(value, low, high) for value in points)


def _mark(value: Decimal, low: Decimal, high: Decimal) -> str:
    share = (value - low) / (high - low) if high > low else ONE
    return _LEVELS[int((share * (len(_LEVELS) - 1)).to_integral_value(ROUND_HALF_UP))]
