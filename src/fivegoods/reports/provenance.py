"""Where an indicator's value or points came from, collected from the park's file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from fivegoods.criteria.base import Attested, Source
from fivegoods.explain.figures import figures_read, reads_other_figures
from fivegoods.expressions import Compiled
from fivegoods.numeric.decimals import show
from fivegoods.panel.entities import Fact, Park, View
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Tree
from fivegoods.scoring.scores import IndicatorScore, ParkScore


@dataclass(frozen=True, slots=True)
class Trace:
    """One figure behind an indicator: the field, what is written, and the source."""

    what: str
    fact: Fact
    #: Of an earlier year: which.
    year: int | None = None

    def text(self, voice: Voice) -> str:
        """Return the source in one line with period, page and attestation; empty without a source."""
        fact = self.fact
        source = voice.source(fact.source)
        if not source:
            return ""
        parts = [part for part in (source, fact.page, fact.date, fact.period) if part]
        level = attested_of(fact)
        if level:
            parts.append(voice.say(f"attested.{level}"))
        return voice.say("join.list").join(dict.fromkeys(parts))


def attested_of(fact: Fact) -> Attested | None:
    """Return how well a figure is supported: its own word, else its source's."""
    if fact.attested:
        return fact.attested
    return fact.source.attested if isinstance(fact.source, Source) else None


def traces(park: ParkScore, score: IndicatorScore, view: View) -> tuple[Trace, ...]:
    """Return the figures behind an indicator of a park: in the order of its expression, then of other years."""
    return tuple(_traces(park, score, view))


def _traces(park: ParkScore, score: IndicatorScore, view: View) -> Iterator[Trace]:
    given = given_trace(score)
    if given is not None:
        yield given
    for name in written_order(score.plan.value):
        fact = fact_behind(park.park, name, view)
        if fact is not None:
            yield Trace(name, fact)
    yield from further_traces(park, score, view)


def further_traces(park: ParkScore, score: IndicatorScore, view: View) -> Iterator[Trace]:
    """Yield the figures of other years, and those of references that are expressions."""
    if not reads_other_figures(score.plan):
        return
    own = written_order(score.plan.value)
    for of, name in figures_read(park.context, score.plan):
        year = None if of.year == park.park.year else of.year
        fact = fact_behind(of, name, view)
        if fact is not None and (year or name not in own):
            yield Trace(name, fact, year)


def given_trace(score: IndicatorScore) -> Trace | None:
    """Return who gave an indicator's points by hand, None if nobody did."""
    given = score.given
    if given is None:
        return None
    return Trace(score.plan.id, Fact(str(given.points), given.source, given.attested, reason=given.reason))


def fact_behind(park: Park, name: str, view: View) -> Fact | None:
    """Return what a park says about one figure, in a view: the reviewer's word first."""
    reviewed = park.review.facts.get(name) if park.review and view is View.REVIEWED else None
    return reviewed or park.facts.get(name)


def reference_traces(score: IndicatorScore) -> tuple[Trace, ...]:
    """Return where the benchmarks came from that an indicator was compared with."""
    return tuple(
        Trace(
            benchmark.of,
            Fact(show(benchmark.value), benchmark.source, benchmark.attested, period=benchmark.period),
        )
        for reference in score.references
        if (benchmark := reference.benchmark) is not None
    )


def written_order(value: Compiled | None) -> tuple[str, ...]:
    """Return the fields of an expression in the order in which they stand in it."""
    return tuple(sorted(value.fields, key=value.text.find)) if value else ()


@dataclass(slots=True)
class Footnotes:
    """Numbers sources as they come, so that a table can name each by one number."""

    voice: Voice
    numbers: dict[str, int] = field(default_factory=dict)

    def mark(self, found: tuple[Trace, ...]) -> str | None:
        """Return the marks of the sources behind one indicator, such as ``[1][3]``."""
        texts = dict.fromkeys(text for trace in found if (text := trace.text(self.voice)))
        marks = [self.numbers.setdefault(text, len(self.numbers) + 1) for text in texts]
        return "".join(f"[{mark}]" for mark in marks) or None


def source_text(found: tuple[Trace, ...], voice: Voice) -> str | None:
    """Return the sources behind one indicator in one line, None if none is given."""
    texts = dict.fromkeys(text for trace in found if (text := trace.text(voice)))
    return voice.say("join.sentence").join(texts) or None


def trace_tree(trace: Trace, voice: Voice) -> dict[str, Tree]:
    """Return one figure with its provenance for machines; absent parts are left out."""
    fact = trace.fact
    source = fact.source
    tree: dict[str, Tree] = {"of": trace.what, "year": trace.year, "written": fact.written}
    if isinstance(source, Source):
        tree |= {"title": voice.text(source.title), "issuer": source.issuer, "url": source.url}
        tree |= {"number": source.number, "date": fact.date or source.date, "page": fact.page or source.page}
    else:
        tree |= {"title": source, "date": fact.date, "page": fact.page}
    level = attested_of(fact)
    tree |= {"period": fact.period, "attested": str(level) if level else None}
    tree |= {"definition": fact.definition, "remark": fact.remark, "reason": fact.reason}
    return {key: value for key, value in tree.items() if value is not None}
