"""Two runs compared: moved scores and ranks, and every change split into its causes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from fivegoods.analysis.diff import Diff, IndicatorDiff, ParkDiff, Split
from fivegoods.numeric.decimals import decide
from fivegoods.reports.charts import MOST_SLOPES, Chart, slopes, waterfall
from fivegoods.reports.columns import change_column, pair_columns, paired
from fivegoods.reports.header import RunProduct, criteria_facts, head, identity, notices, view_in_force
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Block, Column, Columns, Kind, LabelledValue, Paragraph, Section, Table, Tree
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.scoring.tree import IndicatorScore

#: The causes that a change is split into, with the codes of their headings.
_CAUSES: Final = {
    "data": "col.data",
    "reference": "col.reference_moved",
    "adjustments": "col.adjusted",
    "rule": "col.rule_moved",
}
#: Parks whose ranks a picture holds.
_PARK: Final = ("park", "points_before", "points_after", "change", "rank_before", "rank_after", "places")
_SIDES: Final = ("value_before", "value_after", "points_before", "points_after")
_IN_FILES: Final = ("points_before", "points_after", "change", *_CAUSES, "rank_before", "rank_after")


class _Compared(NamedTuple):
    """A park on both sides, or one of its indicators."""

    park: ParkDiff
    item: IndicatorDiff | None = None

    @property
    def split(self) -> Split:
        """The change of points by cause."""
        return self.item.split if self.item else self.park.split

    @property
    def change(self) -> Decimal:
        """Points after minus points before."""
        return self.item.split.total if self.item else self.park.change

    @property
    def sides(self) -> tuple[ParkScore | IndicatorScore | None, ParkScore | IndicatorScore | None]:
        """What there is before and after."""
        return (self.item.before, self.item.after) if self.item else (self.park.before, self.park.after)


class DiffProduct(RunProduct):
    """The difference of two runs; it speaks of the second."""

    TITLE = "diff.title"

    def __init__(self, found: Diff, lang: str) -> None:
        """Show ``found`` in the language ``lang``."""
        super().__init__(found.after, lang)
        self._found = found
        self._before = Voice(lang, found.before.criteria)

    def runs(self) -> tuple[Run, ...]:
        """Return both runs."""
        return self.run, self._found.before

    def subtitle(self) -> str:
        """Return both sides in one line."""
        return f"{_side(self._found.before, self._before)} → {_side(self.run, self.voice)}"

    def notices(self) -> tuple[str, ...]:
        """Return the notices of both sides."""
        return tuple(dict.fromkeys((*notices(self._before), *notices(self.voice))))

    def facts(self) -> tuple[LabelledValue, ...]:
        """Return what the result rests on, with the criteria before where they are others."""
        other = self._before.identity != self.voice.identity
        return (*(criteria_facts(self._before) if other else ()), *super().facts())

    def sections(self) -> Iterator[Section]:
        """Yield the parks, the causes of what moved, and every park's indicators that moved."""
        voice, say, found = self.voice, self.voice.say, self._found
        known, causes = self._columns(), self._causes()
        parks = Table(known.pick(*_PARK), [_Compared(park) for park in found.parks])
        yield Section(say("diff.parks"), (parks, *self._one_sided()))
        moved = [park for park in found.parks if _is_moved(park)]
        if moved:
            columns = known.pick("park", "change", *causes)
            note = Paragraph(say("diff.note" if found.is_split else "diff.unsplit"))
            yield Section(say("diff.causes"), (Table(columns, [_Compared(park) for park in moved]), note))
            if 1 < len(found.parks) <= MOST_SLOPES:
                yield Section(say("years.picture"), (self._slopes(),))
        columns = known.pick("name", *_SIDES, *causes, "in_total")
        for park in moved:
            if rows := _moved_rows(park):
                params = {"park": voice.park(park.after.park), "change": voice.signed(park.change)}
                blocks: tuple[Block, ...] = (Table(columns, rows), *self._waterfall(park))
                yield Section(say("diff.indicators", **params), blocks, level=3)

    def _causes(self) -> list[str]:
        """Return the causes that moved anything: columns of zeros say nothing."""
        rows = [row for park in self._found.parks for row in (_Compared(park), *_moved_rows(park))]
        return [cause for cause in _CAUSES if any(decide(getattr(row.split, cause)) for row in rows)]

    def _slopes(self) -> Chart:
        """Return the ranks of every park on both sides."""
        labels = [str(park.year) for park in (self._found.parks[0].before, self._found.parks[0].after)]
        if labels[0] == labels[1]:
            labels = [self.voice.say(code) for code in ("col.before_side", "col.after_side")]
        ranks = [(self.voice.park(p.after.park), (p.before.rank, p.after.rank)) for p in self._found.parks]
        return slopes(self.voice.say("years.picture"), labels, ranks, self.voice)

    def _waterfall(self, park: ParkDiff) -> Iterator[Chart]:
        """Yield the steps from the score before to the score after, an indicator each."""
        known, voice = self._columns(), self.voice
        steps = [
            (str(known["name"].cell(row)), row.item.in_total)
            for row in _moved_rows(park)
            if row.item is not None and row.item.in_total is not None and decide(row.item.in_total)
        ]
        if steps or decide(park.change):
            name = voice.park(park.after.park)
            ends = [(f"{name} {one.year}", one.points) for one in (park.before, park.after)]
            yield waterfall(voice.say("diff.picture", park=name), ends[0], steps, ends[1], voice)

    def _one_sided(self) -> Iterator[Block]:
        found, voice = self._found, self.voice
        if not any(_is_moved(park) for park in found.parks):
            yield Paragraph(voice.say("diff.same"))
        for code, parks in (("diff.only_before", found.only_before), ("diff.only_after", found.only_after)):
            if parks:
                yield Paragraph(voice.say(code, parks=voice.listed(voice.park(score.park) for score in parks)))
        before, after = found.indicators_before, found.indicators_after
        for code, ids, side in (("before", before, self._before), ("after", after, voice)):
            if ids:
                yield Paragraph(voice.say(f"diff.indicators_{code}", names=side.listed(map(side.named, ids))))

    def _columns(self) -> Columns[_Compared]:
        voice, say, number = self.voice, self.voice.say, Kind.NUMBER

        def name(row: _Compared) -> str:
            if row.item is None:
                return voice.say("card.total")
            side, part = (voice, row.item.after) if row.item.after else (self._before, row.item.before)
            return side.name(part.plan) if part else row.item.id

        def values(row: _Compared) -> list[str | None]:
            sides = zip((self._before, voice), row.sides, strict=True)
            return [side.value(x.plan, x.value) if isinstance(x, IndicatorScore) else None for side, x in sides]

        def ranks(row: _Compared) -> list[str | None]:
            return [voice.rank(score.placing) for score in (row.park.before, row.park.after)]

        def places(row: _Compared) -> str | None:
            return voice.places(row.park.places)

        return Columns(
            Column("park", say("col.park"), lambda row: row.park.after.id, Kind.PARK, shown=self._name),
            Column("name", say("col.indicator"), name),
            *pair_columns(voice, "value", values, number),
            *pair_columns(voice, "points", _points, number, voice.decimals),
            change_column(voice, "change", say("col.change"), lambda row: row.change),
            *(change_column(voice, cause, say(code), _part(cause)) for cause, code in _CAUSES.items()),
            change_column(voice, "in_total", say("col.in_total"), lambda row: row.item.in_total if row.item else None),
            *pair_columns(voice, "rank", _ranks, Kind.RANK, shown=ranks),
            Column("places", say("col.places"), lambda row: row.park.places, Kind.RANK, shown=places),
        )

    def _name(self, row: _Compared) -> str:
        return self.voice.park(row.park.after.park)

    def data(self) -> Tree:
        """Return both sides, and every park on both with its indicators that moved."""
        found = self._found
        return {
            **head(self.voice, *self.runs()),
            "before": {"criteria": identity(found.before.criteria), "view": str(found.before.view)},
            "after": {"criteria": identity(found.after.criteria), "view": str(found.after.view)},
            "is_split": found.is_split,
            "parks": Table(self._park_data(), [_Compared(park) for park in found.parks]),
            "only_before": [score.id for score in found.only_before],
            "only_after": [score.id for score in found.only_after],
            "indicators_before": list(found.indicators_before),
            "indicators_after": list(found.indicators_after),
        }

    def _park_data(self) -> tuple[Column[_Compared], ...]:
        known = self._columns()

        split: Column[_Compared] = Column("split", "", lambda row: {key: known[key].data(row) for key in _CAUSES})
        of_indicator: tuple[Column[_Compared], ...] = (
            Column("id", "", lambda row: row.item and row.item.id),
            paired(known, "points"),
            split,
            known["in_total"],
        )
        return (
            Column("id", "", known["park"].cell),
            Column("name", "", self._name),
            Column("years", "", lambda row: [row.park.before.year, row.park.after.year]),
            paired(known, "points"),
            known["change"],
            split,
            paired(known, "rank"),
            Column("grade", "", lambda row: [row.park.before.grade, row.park.after.grade]),
            known["places"],
            Column("indicators", "", lambda row: Table(of_indicator, _moved_rows(row.park))),
        )

    def records(self) -> Table[_Compared]:
        """Return one row for each park's total and for each of its indicators that moved."""
        known = self._columns()
        part: Column[_Compared] = Column("part", "", lambda row: row.item.id if row.item else "total")
        rows = [row for park in self._found.parks for row in (_Compared(park), *_moved_rows(park))]
        return Table((known["park"], part, *known.pick(*_IN_FILES)), rows)


def _side(run: Run, voice: Voice) -> str:
    years = voice.listed(map(str, sorted({score.year for score in run.scores})))
    view = view_in_force(run)
    said = voice.say(f"view.{view}")
    return voice.say("diff.side", criteria=voice.identity, year=years, view=said, count=len(run.scores))


def _is_moved(park: ParkDiff) -> bool:
    return bool(decide(park.change)) or any(item.is_moved for item in park.indicators)


def _moved_rows(park: ParkDiff) -> Sequence[_Compared]:
    return [_Compared(park, item) for item in park.indicators if item.is_moved]


def _points(row: _Compared) -> list[Decimal | None]:
    return [score.points if score else None for score in row.sides]


def _ranks(row: _Compared) -> list[int | None]:
    return [None, None] if row.item else [row.park.before.rank, row.park.after.rank]


def _part(cause: str) -> Callable[[_Compared], Decimal]:
    def points(row: _Compared) -> Decimal:
        part: Decimal = getattr(row.split, cause)
        return part

    return points
