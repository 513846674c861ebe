"""The document that is handed in (自评报告): for each park its result, its losses, what would improve it, its sources.

Each part is a section of its own, so that an office's template can place it; `values` holds the same for tags.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from fivegoods.analysis.advise.advice import advise
from fivegoods.analysis.advise.goals import Goal, GoalError, Grade, grade_order, next_park
from fivegoods.analysis.losses import is_open, lost
from fivegoods.analysis.parts import PartMean
from fivegoods.numeric.decimals import ONE, ZERO, decide
from fivegoods.reports.changes.advise import AdviceProduct
from fivegoods.reports.charts import Chart, ChartKind, Series
from fivegoods.reports.columns import adjustments_of, part_rows
from fivegoods.reports.criteria.settings import settings_sections
from fivegoods.reports.header import files_section, program_fact
from fivegoods.reports.model import Column, Item, Kind, Medium, NumberedList, Paragraph, Section, Table
from fivegoods.reports.provenance import Footnotes
from fivegoods.reports.results.card import CardProduct, reasons
from fivegoods.reports.results.ranking import RankingProduct
from fivegoods.reports.tags import TAGS
from fivegoods.scoring.scores import ParkScore, Run
from fivegoods.scoring.tree import IndicatorScore

#: Above so many parks a document shows the distribution and the first of them, and chapters only on request.
MOST_CHAPTERS: Final = 150
FIRST: Final = 50
#: Losses that a document puts into sentences.
_SENTENCES: Final = 5
_BANDS: Final = 10


class DocumentProduct(CardProduct):
    """One document for the parks that were asked for, among all parks of a run."""

    def __init__(self, run: Run, asked: Sequence[ParkScore], lang: str, *, annex: bool = False) -> None:
        """Write about ``asked``, which are of the run; the others are what they are compared with.

        ``annex`` lists all settings in force and the hash of every file.
        """
        super().__init__(run, lang)
        self._annex = annex
        self.asked = tuple(asked)

    def title(self) -> str:
        """Return the park's name and year, or what the document is about."""
        if len(self.asked) != 1:
            return self.voice.say("report.many")
        park = self.asked[0].park
        return self.voice.say("report.title", park=self.voice.park(park), year=park.year)

    def sections(self) -> Iterator[Section]:
        """Yield the ranking where there are several parks, a chapter for each, and the settings in force."""
        yield from self.ranking()
        for score in self.asked:
            if len(self.asked) > 1:
                yield Section(self.voice.park(score.park), (), new_page=True)
            for part in PARTS:
                yield from self._part(part, score)
        yield from settings_sections(self.run, self.voice)

    def _part(self, part: str, score: ParkScore) -> tuple[Section, ...]:
        """Return a part of a park's chapter, a level deeper where there are several chapters."""
        sections: tuple[Section, ...] = getattr(self, part)(score)
        deeper = len(self.asked) > 1
        return tuple(replace(section, level=section.level + 1) for section in sections) if deeper else sections

    # -- the run

    def ranking(self) -> tuple[Section, ...]:
        """Return the ranking with its picture; of very many parks the distribution and the first."""
        if len(self.run.scores) < 2 or len(self.asked) == 1:
            return ()
        overall = RankingProduct(self.run, self.voice.lang).overall()
        table = overall.blocks[0]
        if len(self.run.scores) <= MOST_CHAPTERS or not isinstance(table, Table):
            return (overall,)
        named = {score.id for score in self.asked}
        rows = [row for place, row in enumerate(table.rows) if place < FIRST or row.id in named]
        left = Paragraph(self.voice.say("report.first", shown=len(rows), of=len(self.run.scores)))
        short = Section(overall.heading, (Table(table.columns, rows), left))
        return (Section(self.voice.say("report.distribution"), (self._distribution(),)), short)

    def _distribution(self) -> Chart:
        """Count the parks by their total in bands as wide as a tenth of the full points."""
        voice = self.voice
        full = max(score.full for score in self.run.scores) or ONE
        most = max(max(score.points for score in self.run.scores), full)
        ends = [most * n / _BANDS for n in range(_BANDS + 1)]
        counts = [0] * _BANDS
        for score in self.run.scores:
            counts[min(max(int(score.points * _BANDS / most), 0), _BANDS - 1)] += 1
        labels = [f"{voice.points(low)}–{voice.points(high)}" for low, high in pairwise(ends)]
        series = Series(voice.say("col.parks"), [Decimal(count) for count in counts])
        told = voice.listed(map(voice.labelled, labels, map(str, counts)))
        return Chart(ChartKind.BARS, voice.say("report.distribution"), labels, (series,), told)

    def settings(self) -> tuple[Section, ...]:
        """Return what the result rests on: in some lines, or with the annex in full."""
        voice = self.voice
        facts = Section(voice.say("report.basis"), (Paragraph("", self.facts()),))
        in_full = (*settings_sections(self.run, voice), files_section(voice, self.run))
        medium = Medium.WHOLE if self._annex else Medium.FILE
        return (facts, *(section for section in in_full if section.since <= medium <= section.until))

    # -- one park

    def summary(self, score: ParkScore) -> tuple[Section, ...]:
        """Return total, coverage, grade and ranks."""
        return (Section(self.voice.say("report.summary"), (self._summary(score),)),)

    def picture(self, score: ParkScore) -> tuple[Section, ...]:
        """Return the dimensions against the mean and the best of all, as bars and as radar."""
        blocks = tuple(self._charts(score))
        return (Section(self.voice.say("report.picture"), blocks),) if blocks else ()

    def indicators(self, score: ParkScore) -> tuple[Section, ...]:
        """Return the table of all indicators; the numbers of sources are those of `sources`."""
        table = self._indicators(score, Footnotes())
        section = Section(self.voice.say("card.indicators"), (table, *self._surplus(score)))
        return (section, *self._against(score, 2))

    def losses(self, score: ParkScore) -> tuple[Section, ...]:
        """Return where the points are lost, the largest losses in sentences."""
        voice = self.voice
        found = [(lost(one), one) for one in score.root.all_indicators() if not is_open(one) and lost(one) > 0]
        found.sort(key=lambda pair: (-decide(pair[0]), pair[1].plan.id))
        if not found:
            return (Section(voice.say("report.losses"), (Paragraph(voice.say("report.nothing_lost")),)),)
        most = found[:_SENTENCES]
        total, part = (sum((loss for loss, _ in some), ZERO) for some in (found, most))
        first = voice.say("report.lost", count=len(most), part=voice.points(part), total=voice.points(total))
        means = {one.part.plan.id: one for one in self._means.of(score, (one for _, one in most))}
        lines = tuple(Item(self._loss(loss, one, means.get(one.plan.id))) for loss, one in most)
        return (Section(voice.say("report.losses"), (Paragraph(first), NumberedList(lines))),)

    def _loss(self, loss: Decimal, found: IndicatorScore, peers: PartMean | None) -> str:
        voice = self.voice
        got = {"points": voice.points(found.points), "full": voice.points(found.full)}
        text = voice.say("report.loss", name=voice.name(found.plan), lost=voice.points(loss), **got)
        if peers is not None and peers.mean is not None:
            own, mean = voice.percent(peers.share or ZERO), voice.percent(peers.mean)
            text = voice.sentences((text, voice.say("report.against_mean", share=own, mean=mean)))
        return text

    def advice(self, score: ParkScore) -> tuple[Section, ...]:
        """Return what the next place, the next grade and the next points need."""
        run, voice, park = self.run, self.voice, score.id
        blocks = AdviceProduct(advise(run, park), voice.lang).next_points()
        sections = [Section(voice.say("report.advice"), blocks)]
        for goal in self._goals(score):
            product = AdviceProduct(advise(run, park, goal), voice.lang)
            sections += [replace(section, level=3) for section in product.goal_sections()]
        return tuple(sections)

    def _goals(self, score: ParkScore) -> Iterator[Goal]:
        if score.unranked_reason or len(self.run.scores) < 2:
            return
        with suppress(GoalError):  # the first has nobody above
            yield next_park(self.run, score.id)
        order = grade_order(self.run)
        if score.grade in order and order.index(score.grade):
            yield Grade(order[order.index(score.grade) - 1])

    def adjustments(self, score: ParkScore) -> tuple[Section, ...]:
        """Return bonuses, deductions and vetoes that took effect."""
        return (Section(self.voice.say("card.adjustments"), (self._adjustments(score),)),) if score.adjustments else ()

    def missing(self, score: ParkScore) -> tuple[Section, ...]:
        """Return the indicators without points for lack of data, why, and what they could still bring."""
        voice = self.voice
        rows = [found for found in score.root.all_indicators() if is_open(found)]
        columns: tuple[Column[IndicatorScore], ...] = (
            Column("indicator", voice.say("col.indicator"), lambda found: voice.name(found.plan)),
            Column("possible", voice.say("col.possible"), lambda found: found.possible, Kind.NUMBER, voice.decimals),
            Column("reason", voice.say("col.reason"), lambda found: voice.reason(found.reason) or None),
        )
        return (Section(voice.say("report.missing"), (Table(columns, rows),)),) if rows else ()

    def remarks(self, score: ParkScore) -> tuple[Section, ...]:
        """Return why indicators were not simply scored, and the remarks in the park's file."""
        voice = self.voice
        lines = list(reasons(score, voice))
        for name, fact in score.park.facts.items():
            lines += [Item(voice.labelled(voice.named(name), text)) for text in (fact.definition, fact.remark) if text]
        return (Section(voice.say("card.reasons"), (NumberedList(tuple(lines)),)),) if lines else ()

    def sources(self, score: ParkScore) -> tuple[Section, ...]:
        """Return the sources, by the numbers in the table of indicators."""
        footnotes = Footnotes()
        self._indicators(score, footnotes)
        lines = tuple(Item(text) for text in footnotes)
        return (Section(self.voice.say("card.sources"), (NumberedList(lines),)),) if lines else ()

    # -- tags

    def values(self) -> dict[str, Any]:
        """Return a value for each tag of a template: a text, a list, or a part as a tuple of sections."""
        voice = self.voice
        parks = [self._park_values(score) for score in self.asked]
        return {
            "title": self.title(),
            "criteria": voice.text(voice.criteria.name),
            "criteria_id": voice.identity,
            "status": voice.say(f"status.{voice.criteria.status}"),
            "notice": " ".join(self.notices()),
            "year": str(self.asked[0].year),
            "program": program_fact(voice).value,
            "ranking": [self._ranked_values(score) for score in self.run.scores if score.placing is not None],
            "ranking_part": self.ranking(),
            "settings_part": self.settings(),
            "parks": parks,
            "park": parks[0],
        }

    def _ranked_values(self, score: ParkScore) -> dict[str, str]:
        voice = self.voice
        rank, grade = voice.rank(score.placing) or "", voice.grade(score) or ""
        return {"rank": rank, "name": voice.park(score.park), "points": voice.points(score.points), "grade": grade}

    def _park_values(self, score: ParkScore) -> dict[str, Any]:
        voice, placing = self.voice, score.placing
        values: dict[str, Any] = {
            "name": voice.park(score.park),
            "id": score.id,
            "year": str(score.year),
            "total": voice.points(score.points),
            "possible": voice.points(score.possible),
            "full": voice.points(score.full),
            "grade": voice.grade(score) or "",
            "rank": str(placing.rank) if placing and placing.of > 1 else "",
            "ranked": str(placing.of) if placing else "",
            "coverage": voice.percent(score.coverage),
            "dimensions": [self._dimension_values(one) for one in self._means.of(score, score.root.nodes)],
            "indicators": list(self._indicator_values(score)),
            "adjustments": [
                {
                    "name": voice.text(row.adjustment.name),
                    "count": f"{row.adjustment.count:f}",
                    "points": voice.signed(row.adjustment.points),
                    "effects": voice.effects(row.adjustment.effects) or "",
                }
                for row in adjustments_of(score)
            ],
        }
        return values | {f"{part}_part": self._part(part, score) for part in PARTS}

    def _dimension_values(self, one: PartMean) -> dict[str, str]:
        voice, node = self.voice, one.part
        return {
            "name": voice.name(node.plan),
            "points": voice.points(node.points),
            "full": voice.points(node.full),
            "lost": voice.points(lost(node)),
            "share": voice.percent(one.share or ZERO),
            "mean": "" if one.mean is None else voice.percent(one.mean),
        }

    def _indicator_values(self, score: ParkScore) -> Iterator[dict[str, str]]:
        names = {node.plan.id: self.voice.name(node.plan) for node in score.root.walk()}
        keys = ("name", "value", "reference", "points", "full", "lost", "outcome")
        columns = {key: self._parts[key] for key in keys}
        for row in part_rows(score):
            if isinstance(row.part, IndicatorScore):
                dimension = names.get(row.dimension.rpartition("/")[2], "")
                texts = {key: self._text(column.look(row)) for key, column in columns.items()}
                yield {**texts, "dimension": dimension}

    def _text(self, value: object) -> str:
        return self.voice.points(value) if isinstance(value, Decimal) else "-" if value is None else str(value)


#: The parts of a park's chapter in order, each a method of `DocumentProduct` and, with ``_part``, a tag.
PARTS: Final = tuple(name.removesuffix("_part") for name, tag in TAGS["park"].items.items() if tag.is_part)
