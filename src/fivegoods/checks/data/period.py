"""Figures of part of a year: set against those of a whole year they say little."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from fivegoods.checks.data.columns import place_of
from fivegoods.messages.findings import Finding, FindingKind, Severity, define
from fivegoods.panel.entities import Fact, Park, View
from fivegoods.scoring.columns import ResolvedReference
from fivegoods.scoring.scores import Run
from fivegoods.scoring.tree import IndicatorScore

OTHER_PERIOD: Final = define(
    "FG530",
    Severity.NOTE,
    zh="{park_zh}：{what_zh} 用的是 {period_zh} 的数据，参照的是{against_zh}，不完全可比",
    en="{park_en}: {what_en} is of {period_en} but compared with {against_en}, so it is not fully comparable",
    help_zh="换成同一时期的数据或基准；得分照算",
    help_en="use figures or benchmarks of the same period; the points stand",
    cause_zh="指标值和参照值的时期（period）不同，例如一季度的增速与全年平均相比。没有写时期的按全年。",
    cause_en="Value and reference are of different periods, such as a quarter's growth and the average of a year.",
    bad="data: {tax_growth: {value: 64.4 %, period: 2021Q1}}   # benchmark of the whole year",
    good="values: [{of: tax_growth, stat: mean, year: 2021, period: 2021Q1, value: 30 %}]",
)
UNLIKE_YEARS: Final = define(
    "FG531",
    Severity.WARNING,
    zh="{park_zh}：{what_zh} 拿 {period_zh} 与上年的{against_zh}相比，算出的增减没有意义",
    en="{park_en}: {what_en} sets {period_en} against {against_en} of the year before, which is no growth",
    help_zh="两年用同一时期的数据，或直接填报同比增速",
    help_en="give both years for the same period, or report the growth itself",
    cause_zh="增长由本年和上年的数算出，两年的时期（period）必须一样长。",
    cause_en="A growth is computed from both years, whose figures must be of periods of the same length.",
    bad="tax: {value: 2.4 亿元, period: 2021Q1}   # year before: tax: 8 亿元",
    good="tax: {value: 2.4 亿元, period: 2021Q1}   # year before: {value: 1.5 亿元, period: 2020Q1}",
)

#: First and last month counted from January of the figure's year; a text that is not understood stays one.
_Span = tuple[int, int] | str
#: A field and the period of its figure.
_Figure = tuple[str, str | None]
_WHOLE: Final = (0, 11)
_QUARTERS: Final = re.compile(r"(\d{4})Q([1-4])(?:-Q([1-4]))?")
_HALF: Final = re.compile(r"(\d{4})H([12])")
_MONTHS: Final = re.compile(r"(\d{4})-(\d{2})(?:/(?:(\d{4})-)?(\d{2}))?")


def check(run: Run) -> list[Finding]:
    """Return a finding for each indicator whose figures are of another period than what they are set against."""
    if not run.request.panel.says("period") and not any(benchmark.period for benchmark in run.benchmarks):
        return []
    periods = _Periods(run)
    before = {(park.id, park.year): park for park in run.parks}
    found: list[Finding] = []
    for score in run.scores:
        previous = before.get((score.id, score.year - 1))
        for indicator in score.root.all_indicators():
            if indicator.has_data and indicator.plan.value is not None:
                found += periods.against_reference(score.park, indicator)
                found += periods.against_year_before(score.park, previous, indicator)
    return found


def span_of(period: str | None, year: int) -> _Span:
    """Return the months of a period such as 2021Q1, 2021H1 or 2021-01/2021-11; none is the whole year."""
    text = (period or str(year)).strip().upper().replace(" ", "")
    if text == str(year):
        return _WHOLE
    if hit := _QUARTERS.fullmatch(text):
        first, last = int(hit[2]), int(hit[3] or hit[2])
        return _from(hit[1], year, 3 * first - 3), _from(hit[1], year, 3 * last - 1)
    if hit := _HALF.fullmatch(text):
        return _from(hit[1], year, 6 * int(hit[2]) - 6), _from(hit[1], year, 6 * int(hit[2]) - 1)
    if hit := _MONTHS.fullmatch(text):
        return _from(hit[1], year, int(hit[2]) - 1), _from(hit[3] or hit[1], year, int(hit[4] or hit[2]) - 1)
    return text


def _from(written: str, year: int, month: int) -> int:
    return (int(written) - year) * 12 + month


def _facts(park: Park, view: View) -> Mapping[str, Fact]:
    return {**park.facts, **park.review.facts} if park.review and view is View.REVIEWED else park.facts


class _Periods:
    """The periods of the figures of a run."""

    def __init__(self, run: Run) -> None:
        self.run = run
        #: Indicator → the periods among the parks of the run, each with one way to write it.
        self.among_peers: dict[str, dict[_Span, str | None]] = {}

    def against_reference(self, park: Park, indicator: IndicatorScore) -> Iterator[Finding]:
        """Yield a note where a figure and what it is compared with are of different periods."""
        own = {span_of(period, park.year): (name, period) for name, period in self._read(park, indicator)}
        # Land has no period of its own: tax of a quarter by mu is of that quarter.
        parts = {span: figure for span, figure in own.items() if span != _WHOLE} or own
        against = [self._spans_of(indicator, reference) for reference in indicator.references] or [{_WHOLE: None}]
        for span, figure in parts.items():
            others = [text for spans in against for theirs, text in spans.items() if theirs != span]
            if others:
                yield self._finding(OTHER_PERIOD, park, indicator, figure, others[0])
                return

    def against_year_before(self, park: Park, previous: Park | None, indicator: IndicatorScore) -> Iterator[Finding]:
        """Yield a warning where a growth is computed from periods that do not match."""
        value = indicator.plan.value
        if previous is None or value is None or not value.reads.years:
            return
        then = dict(self._read(previous, indicator))
        for name, period in self._read(park, indicator):
            if name in then and span_of(period, park.year) != span_of(then[name], previous.year):
                yield self._finding(UNLIKE_YEARS, park, indicator, (name, period), then[name])
                return

    def _read(self, park: Park, indicator: IndicatorScore) -> list[_Figure]:
        """Return the fields that an indicator reads of a park, with their periods."""
        facts = _facts(park, self.run.view)
        value = indicator.plan.value
        return [(name, facts[name].period) for name in (value.fields if value else ()) if name in facts]

    def _spans_of(self, indicator: IndicatorScore, reference: ResolvedReference) -> dict[_Span, str | None]:
        """Return the periods a reference is of: a benchmark's, the peers', else the whole year."""
        if reference.benchmark is not None:
            period = reference.benchmark.period
            return {span_of(period, reference.benchmark.year): period}
        if reference.origin != "peers":
            return {_WHOLE: None}
        key = indicator.plan.id
        if key not in self.among_peers:
            parks = [score.park for score in self.run.scores]
            self.among_peers[key] = {span_of(p, park.year): p for park in parks for _, p in self._read(park, indicator)}
        return self.among_peers[key]

    def _finding(
        self, kind: FindingKind, park: Park, indicator: IndicatorScore, figure: _Figure, against: str | None
    ) -> Finding:
        name, period = figure
        params = {
            **park.name.words("park"),
            **indicator.plan.definition.name.words("what"),
            "period_zh": period or "全年",
            "period_en": period or "the whole year",
            "against_zh": against or "全年",
            "against_en": against or "the whole year",
        }
        return Finding(kind, place_of(park, name), params)
