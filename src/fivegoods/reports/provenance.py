"""Where an indicator's value or points came from: sources in one line, as numbered footnotes, and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from fivegoods.analysis.provenance_coverage import attestation
from fivegoods.criteria.base import Source
from fivegoods.criteria.plan.plan import IndicatorPlan
from fivegoods.explain.indicator import figures_read, reads_other_figures
from fivegoods.numeric.decimals import show
from fivegoods.panel.entities import Fact, Park, View
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Tree
from fivegoods.scoring.scores import ParkScore
from fivegoods.scoring.tree import IndicatorScore


class Trace:
    """One figure behind an indicator: the field (``of``), what is written, the source, and the year if an earlier."""

    def __init__(self, of: str, fact: Fact, voice: Voice, year: int | None = None) -> None:
        """Trace one figure in the language of ``voice``."""
        self.of, self.fact, self.year, self._voice = of, fact, year, voice

    @cached_property
    def text(self) -> str:
        """The source in one line with period, page and attestation; empty without a source."""
        fact, level = self.fact, attestation(self.fact)
        source = self._voice.source(fact.source)
        if not source:
            return ""
        attested = self._voice.say(f"attested.{level}") if level else ""
        parts = (source, fact.page or "", fact.date or "", fact.period or "", attested)
        return self._voice.listed(dict.fromkeys(parts))

    @cached_property
    def data(self) -> dict[str, Tree]:
        """The figure with its provenance for JSON; absent parts are left out."""
        fact, source, level = self.fact, self.fact.source, attestation(self.fact)
        tree: dict[str, Tree] = {"of": self.of, "year": self.year, "written": fact.written}
        if isinstance(source, Source):
            tree |= {"title": self._voice.text(source.title), "issuer": source.issuer, "url": source.url}
            tree |= {"number": source.number, "date": fact.date or source.date, "page": fact.page or source.page}
        else:
            tree |= {"title": source, "date": fact.date, "page": fact.page}
        tree |= {"period": fact.period, "attested": str(level) if level else None}
        tree |= {"definition": fact.definition, "remark": fact.remark, "reason": fact.reason}
        return {key: value for key, value in tree.items() if value is not None}


class Sources:
    """Finds the figures behind indicators; those of the last park are remembered, since indicators share them."""

    def __init__(self, view: View, voice: Voice) -> None:
        """Look at figures as ``view`` counts them."""
        self._view, self._voice = view, voice
        self._park: ParkScore | None = None
        self._figures: dict[str, Trace | None] = {}
        self._found: dict[str, list[Trace]] = {}
        # By identity; the plans are held so that no other takes their place.
        self._plans: dict[int, tuple[IndicatorPlan, list[str], bool]] = {}

    def behind(self, score: ParkScore, found: IndicatorScore) -> Sequence[Trace]:
        """Return the figures behind an indicator: points given by hand, the fields of its expression, other years."""
        if self._park is not score:
            self._park, self._figures, self._found = score, {}, {}
        traces = self._found.get(found.plan.id)
        if traces is None:
            traces = self._found[found.plan.id] = list(self._behind(score, found))
        return traces

    def _behind(self, score: ParkScore, found: IndicatorScore) -> Iterator[Trace]:
        if found.given is not None:
            given = found.given
            fact = Fact(str(given.points), given.source, given.attested, reason=given.reason)
            yield Trace(found.plan.id, fact, self._voice)
        own, reads_others = self._fields(found.plan)
        for name in own:
            if name not in self._figures:
                reported = fact_behind(score.park, name, self._view)
                self._figures[name] = None if reported is None else Trace(name, reported, self._voice)
            if (trace := self._figures[name]) is not None:
                yield trace
        if reads_others:
            yield from self._further(score, found, own)

    def _fields(self, plan: IndicatorPlan) -> tuple[list[str], bool]:
        """Return an indicator's fields in the order in which they are written, and whether it reads other figures."""
        known = self._plans.get(id(plan))
        if known is None:
            value = plan.value
            own = sorted(value.fields, key=value.text.find) if value else []
            known = self._plans[id(plan)] = plan, own, reads_other_figures(plan)
        return known[1:]

    def _further(self, score: ParkScore, found: IndicatorScore, own: Sequence[str]) -> Iterator[Trace]:
        """Yield the figures of other years, and those of references that are expressions."""
        for park, name in figures_read(score.context, found.plan):
            year = None if park.year == score.year else park.year
            fact = fact_behind(park, name, self._view)
            if fact is not None and (year or name not in own):
                yield Trace(name, fact, self._voice, year)

    def of_references(self, found: IndicatorScore) -> Iterator[Trace]:
        """Yield where the benchmarks came from that an indicator was compared with."""
        for reference in found.references:
            if (b := reference.benchmark) is not None:
                yield Trace(b.of, Fact(show(b.value), b.source, b.attested, period=b.period), self._voice)

    def text(self, score: ParkScore, found: IndicatorScore) -> str | None:
        """Return the sources behind one indicator in one line, None if none is given."""
        return self._voice.sentences(dict.fromkeys(trace.text for trace in self.behind(score, found))) or None


def fact_behind(park: Park, name: str, view: View) -> Fact | None:
    """Return what a park says about one figure, in a view: the reviewer's word first."""
    reviewed = park.review.facts.get(name) if park.review and view is View.REVIEWED else None
    return reviewed or park.facts.get(name)


class Footnotes(dict[str, int]):
    """Sources with their numbers, given as they come, so that a table can name each by one number."""

    def mark(self, found: Iterable[Trace]) -> str | None:
        """Return the marks of the sources of some figures, such as ``[1][3]``; None if there is none."""
        texts = dict.fromkeys(trace.text for trace in found if trace.text)
        return "".join(f"[{self.setdefault(text, len(self) + 1)}]" for text in texts) or None
