"""How far other methods agree with the ranking (方法比较): a check, and no other ranking."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from fivegoods.reports.columns import park_columns
from fivegoods.reports.header import RunProduct, head, identity
from fivegoods.reports.model import Column, Kind, Medium, Paragraph, Section, Table, Tree, estimate
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.uncertainty.methods.check import Checked

_PARKS_NAMED: Final = 3


class AgreementProduct(RunProduct):
    """How far other methods agree with the ranking of a run."""

    TITLE = "check.title"

    def __init__(self, run: Run, found: Sequence[Checked], lang: str) -> None:
        """Show ``found`` of ``run`` in the language ``lang``."""
        super().__init__(run, lang)
        self._found = found
        self._ranked = [score for score in run.scores if score.placing is not None]
        self._official = {score.id: score.rank for score in run.scores if score.rank is not None}

    def sections(self) -> Iterator[Section]:
        """Yield the agreement of each method, and every park's ranks."""
        voice, say = self.voice, self.voice.say
        yield Section(say("check.table"), (Table(self._method_columns(), self._found), Paragraph(say("check.note"))))
        known = park_columns(voice)
        ranks = Table((known["rank"], known["name"], *self._rank_columns()), self._ranked)
        yield Section(say("check.ranks"), (ranks,))
        for checked in self._found:
            if checked.support:
                yield Section(say("check.support"), (self._support(checked),), since=Medium.FILE)

    def _support(self, checked: Checked) -> Table[tuple[str, tuple[float, ...]]]:
        """Return the outranking matrix."""
        names = {score.park.id: self.voice.park(score.park) for score in self.run.scores}
        ids = list(checked.ranks)

        def cell(place: int) -> Callable[[tuple[str, tuple[float, ...]]], float]:
            return lambda row: row[1][place]

        first: Column[tuple[str, tuple[float, ...]]] = Column(
            "id", self.voice.say("col.park"), lambda row: row[0], Kind.PARK, shown=lambda row: names[row[0]]
        )
        columns = [Column(key, names[key], cell(place), Kind.NUMBER, 2) for place, key in enumerate(ids)]
        return Table((first, *columns), list(zip(ids, checked.support, strict=True)))

    def _method_columns(self) -> tuple[Column[Checked], ...]:
        voice, say = self.voice, self.voice.say
        names = {score.id: voice.park(score.park) for score in self.run.scores}

        def farthest(row: Checked) -> str | None:
            farthest = row.disagreements(self._official)[:_PARKS_NAMED]
            return (
                voice.listed(say("check.apart", park=names[park], official=a, rank=b) for park, a, b in farthest)
                or None
            )

        return (
            Column("method", say("col.method"), lambda row: row.method, shown=lambda row: say(f"method.{row.method}")),
            Column("spearman", say("col.spearman"), lambda row: row.spearman, Kind.NUMBER, 3),
            Column("kendall", say("col.kendall"), lambda row: row.kendall, Kind.NUMBER, 3),
            Column("farthest", say("col.most_apart"), farthest),
        )

    def _rank_columns(self) -> Iterator[Column[ParkScore]]:
        def rank(ranks: Mapping[str, int]) -> Callable[[ParkScore], int]:
            return lambda score: ranks[score.id]

        for checked in self._found:
            heading = self.voice.say(f"method.{checked.method}")
            yield Column(checked.method, heading, rank(checked.ranks), Kind.RANK)

    def data(self) -> Tree:
        """Return everything for JSON."""
        columns: tuple[Column[Checked], ...] = (
            *self._method_columns()[:3],
            Column("ranks", "", lambda row: dict(row.ranks)),
            Column("scores", "", lambda row: {park: estimate(score) for park, score in row.scores.items()}),
        )
        return {
            **head(self.voice, self.run),
            "criteria": identity(self.run.criteria),
            "official": self._official,
            "methods": Table(columns, self._found),
            "support": next((self._support(one) for one in self._found if one.support), []),
        }

    def records(self) -> Table[ParkScore]:
        """Return one row for each ranked park: its rank by every method."""
        known = park_columns(self.voice)
        return Table((*known.pick("rank", "id", "name"), *self._rank_columns()), self._ranked)
