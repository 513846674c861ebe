"""The score card (计分卡): one park's total, dimensions, every indicator, and its sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from fivegoods.analysis.losses import is_open, lost
from fivegoods.analysis.parts import PartMean, PartMeans, PartRanks
from fivegoods.numeric.decimals import ZERO
from fivegoods.reports.charts import Chart, ChartKind, Role, Series, told
from fivegoods.reports.columns import (
    PartRow,
    adjustment_columns,
    adjustments_of,
    depth_of,
    is_dimension,
    part_columns,
    part_rows,
)
from fivegoods.reports.criteria.settings import settings_sections
from fivegoods.reports.excerpt import SCREEN
from fivegoods.reports.header import RunProduct
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import (
    Block,
    Column,
    Item,
    Kind,
    LabelledValue,
    Medium,
    NumberedList,
    Paragraph,
    Section,
    Streamed,
    Table,
    Tree,
)
from fivegoods.reports.provenance import Footnotes, Sources
from fivegoods.reports.results.run_data import run_data
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.scoring.tree import IndicatorScore

_ADJUSTMENT = ("name", "count", "points", "to", "effects")
_IN_FILES = ("name", "value", "unit", "reference", "points", "possible", "full", "lost", "outcome", "source")


class CardProduct(RunProduct):
    """The score cards of all parks of a run; for a screen, of very many the first and the last."""

    def __init__(self, run: Run, lang: str, *, on_screen: bool = False) -> None:
        """Make cards for ``run`` in the language ``lang``."""
        super().__init__(run, lang)
        self._provenance = Sources(run.view, self.voice)
        self._means = PartMeans()
        self._parts = part_columns(self.voice, self._provenance)
        self._is_excerpt = on_screen and len(run.scores) > SCREEN.longest

    def title(self) -> str:
        """Return the park's name where there is only one."""
        if len(self.run.scores) != 1:
            return self.voice.say("card.many")
        park = self.run.scores[0].park
        return self.voice.say("card.title", park=self.voice.park(park), year=park.year)

    def subtitle(self) -> str:
        """Return the criteria with id and status in one line."""
        return criteria_line(self.voice)

    def sections(self) -> Iterator[Section]:
        """Yield the card of each park, and the settings in force."""
        run, scores = self.run, self.run.scores
        shown = (*scores[: SCREEN.first], *scores[-SCREEN.last :]) if self._is_excerpt else scores
        for place, score in enumerate(shown):
            yield from self._card(score, is_later=place > 0)
        yield from settings_sections(run if shown is scores else replace(run, scores=shown), self.voice)
        if more := len(scores) - len(shown):
            ends = {"first": SCREEN.first, "last": SCREEN.last, "more": more}
            yield Section("", (Paragraph(self.voice.say("excerpt.cards", of=len(scores), **ends)),))

    def _card(self, score: ParkScore, *, is_later: bool) -> Iterator[Section]:
        voice = self.voice
        is_alone = len(self.run.scores) == 1
        level, heading = (2, "") if is_alone else (3, f"{voice.park(score.park)} {score.year}")
        yield Section(heading, (self._summary(score), *self._charts(score)), new_page=is_later)
        footnotes = Footnotes()
        yield Section(voice.say("card.indicators"), (self._indicators(score, footnotes), *self._surplus(score)), level)
        yield from self._against(score, level)
        if notes := tuple(reasons(score, voice)):
            yield Section(voice.say("card.reasons"), (NumberedList(notes),), level)
        if score.adjustments:
            yield Section(voice.say("card.adjustments"), (self._adjustments(score),), level)
        if footnotes:
            yield Section(voice.say("card.sources"), (NumberedList(tuple(Item(text) for text in footnotes)),), level)

    def _summary(self, score: ParkScore) -> Block:
        voice = self.voice
        lines = [LabelledValue(voice.say("card.total"), total_text(score, voice))]
        lines += [
            LabelledValue(voice.text(total.name), voice.points(score.totals[key]))
            for key, total in voice.criteria.totals.items()
            if key in score.totals
        ]
        covered = voice.say("card.coverage_of", share=voice.percent(score.coverage))
        lines.append(LabelledValue(voice.say("fact.coverage"), covered))
        if grade := voice.grade(score):
            lines.append(LabelledValue(voice.say("col.grade"), grade))
        lines += self._ranks(score)
        lines += [LabelledValue(voice.group(key), voice.group_value(key, value)) for key, value in score.groups.items()]
        return Paragraph("\n".join(voice.labelled(line.label, line.value) for line in lines), tuple(lines))

    def _ranks(self, score: ParkScore) -> Iterator[LabelledValue]:
        voice = self.voice
        if score.unranked_reason:
            why = voice.say("card.unranked_why", reason=voice.reason(score.unranked_reason))
            yield LabelledValue(voice.say("col.rank"), why)
        elif score.placing and score.placing.of > 1:
            yield LabelledValue(voice.say("col.rank"), voice.placing(score.placing))
            for key, placing in score.group_placings.items():
                yield LabelledValue(voice.say("card.rank_within", group=voice.group(key)), voice.placing(placing))
        if score.honours_lost:
            yield LabelledValue(voice.say("card.honours"), voice.say("card.honours_lost"))

    def _charts(self, score: ParkScore) -> Iterator[Chart]:
        """Yield the dimensions against the mean and the best of all: bars of points, and of three or more a radar."""
        voice, found = self.voice, self._means.of(score, score.root.nodes)
        if found:
            yield self._bars(voice.say("card.dimensions"), found)
        if len(found) > 2:
            rows = {"": [one.share for one in found], "col.mean": [one.mean for one in found]}
            rows["col.best"] = [one.best for one in found]
            series = [
                Series(voice.say(code) if code else voice.park(score.park), shares)
                for code, shares in rows.items()
                if any(share is not None for share in shares)
            ]
            labels = [voice.name(one.part.plan) for one in found]
            alternative = told(labels, [voice.percent(one.share or ZERO) for one in found], voice)
            yield Chart(ChartKind.RADAR, voice.say("report.shares"), labels, series, alternative, is_percent=True)

    def _against(self, score: ParkScore, level: int) -> Iterator[Section]:
        """Yield the indicators against the mean of all, if the park is compared with anybody."""
        found, title = self._means.of(score, score.root.all_indicators()), self.voice.say("card.against")
        if any(one.mean is not None for one in found):
            yield Section(title, (self._bars(title, found, with_best=False),), level, since=Medium.FILE)

    def _bars(self, title: str, found: Sequence[PartMean], *, with_best: bool = True) -> Chart:
        """Return a bar for each part: points, what missing data could add, full points, mean and best of all."""
        voice, parts = self.voice, [one.part for one in found]
        series = [
            Series(voice.say("col.points"), [part.points for part in parts]),
            Series(voice.say("col.possible"), [part.possible - part.points for part in parts], Role.OPEN),
            Series(voice.say("col.full"), [part.full for part in parts], Role.FULL),
        ]
        marks = [("col.mean", Role.MEAN, [one.mean for one in found])]
        if with_best:
            marks.append(("col.best", Role.BEST, [one.best for one in found]))
        for code, role, shares in marks:
            points = [None if s is None else s * part.full for s, part in zip(shares, parts, strict=True)]
            if any(point is not None for point in points):
                series.append(Series(voice.say(code), points, role))
        labels = [voice.name(part.plan) for part in parts]
        numbers = [f"{voice.points(part.points)} / {voice.points(part.full)}" for part in parts]
        return Chart(ChartKind.BARS, title, labels, series, told(labels, numbers, voice), voice.decimals)

    def _adjustments(self, score: ParkScore) -> Block:
        columns = adjustment_columns(self.voice)
        return Table(columns.pick(*_ADJUSTMENT), adjustments_of(score))

    def _surplus(self, score: ParkScore) -> Iterator[Block]:
        if any(lost(found) < 0 for found in score.root.all_indicators()):
            yield Paragraph(self.voice.say("card.surplus"))

    def _indicators(self, score: ParkScore, footnotes: Footnotes) -> Table[PartRow]:
        """Return all dimensions and indicators with value, reference, points and loss."""
        rows = list(part_rows(score))
        measured = any(plan.value is not None for plan in self.run.plan.root.all_indicators())
        reviewed = any(self._parts["before"].cell(row) not in (None, "") for row in rows)
        keys = ["name", *(["value", "reference"] if measured else []), *(["before"] if reviewed else [])]
        columns = self._parts.pick(*keys, "points", "full", "lost", "outcome")

        marks = {row.part.plan.id: self._marks(row, footnotes) for row in rows}
        source = replace(self._parts["source"], shown=lambda row: marks[row.part.plan.id])
        return Table((*columns, source), rows, is_sum=is_dimension, depth=depth_of)

    def _marks(self, row: PartRow, footnotes: Footnotes) -> str | None:
        """Return the numbers of the sources behind an indicator."""
        if not isinstance(row.part, IndicatorScore):
            return ""
        behind = (*self._provenance.behind(row.park, row.part), *self._provenance.of_references(row.part))
        return None if is_open(row.part) else footnotes.mark(behind)

    def data(self) -> Tree:
        """Return the whole run."""
        return run_data(self.run, self.voice)

    def records(self) -> Table[Any]:
        """Return one row for each park and indicator, with value, reference, points and source."""
        ranks = PartRanks()
        columns: tuple[Column[PartRow], ...] = (
            Column("park", "", lambda row: row.park.id),
            Column("park_name", "", lambda row: self.voice.park(row.park.park)),
            Column("year", "", lambda row: row.park.year),
            Column("dimension", "", lambda row: row.dimension),
            Column("indicator", "", lambda row: row.part.plan.id),
            *self._parts.pick(*_IN_FILES),
            Column("rank", "", lambda row: ranks.of(row.park, row.part.plan.id), Kind.RANK),
        )
        return Table(columns, Streamed(self._indicator_rows))

    def _indicator_rows(self) -> Iterator[PartRow]:
        return (row for score in self.run.scores for row in part_rows(score) if not is_dimension(row))


def criteria_line(voice: Voice) -> str:
    """Return the criteria with id and status in one line."""
    status = voice.say(f"status.{voice.criteria.status}")
    return voice.bracketed(voice.text(voice.criteria.name), voice.listed((voice.identity, status)))


def total_text(score: ParkScore, voice: Voice) -> str:
    """Return the total with its interval in words."""
    points, possible = voice.points(score.points), voice.points(score.possible)
    code = "card.total_of"
    if score.possible_is_open:
        code = "card.total_open"
    elif possible != points:
        code = "card.total_up_to"
    return voice.say(code, points=points, possible=possible, full=voice.points(score.full))


def reasons(score: ParkScore, voice: Voice) -> Iterator[Item]:
    """Yield why indicators were not simply scored, those of one reason in one line.

    "Missing" and "overridden" say enough by themselves; a reviewer's own reason is shown.
    """
    found: dict[str, list[str]] = {}
    for indicator in score.root.all_indicators():
        if reason := _reason(indicator, voice):
            found.setdefault(reason, []).append(voice.name(indicator.plan))
    for reason, names in found.items():
        is_named = len(names) == 1 and reason.startswith(names[0])
        yield Item(reason if is_named else voice.labelled(voice.listed(names), reason))


def _reason(found: IndicatorScore, voice: Voice) -> str:
    if found.given is not None and found.given.reason:
        return found.given.reason
    if found.reason == "review" or found.reason.startswith("absent:"):
        return ""
    return voice.reason(found.reason) if found.reason else ""
