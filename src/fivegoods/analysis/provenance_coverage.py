"""How much of a data set can be traced (来源标注): figures with a source, and how well they are attested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from fivegoods.criteria.base import Attested, Source
from fivegoods.panel.entities import Fact, View
from fivegoods.scoring.scores import ParkScore, Run

#: Beyond this many parks the sources are not counted: it would take longer than scoring.
_MOST_PARKS: Final = 20_000


@dataclass(frozen=True, slots=True)
class ProvenanceCoverage:
    """Figures and points given by hand of the parks of a run: all, those with a source, by attestation."""

    figures: int
    with_source: int
    levels: Mapping[Attested, int]

    @property
    def share(self) -> Decimal:
        """Figures with a source as a share of all."""
        return Decimal(self.with_source) / self.figures


def provenance_coverage(run: Run) -> ProvenanceCoverage | None:
    """Return the coverage of provenance of the parks that a run scores; None without figures or for too many."""
    if len(run.scores) > _MOST_PARKS:
        return None
    figures = with_source = 0
    levels: Counter[Attested] = Counter()
    for score in run.scores:
        for has_source, level in _origins(score, run.view):
            figures += 1
            with_source += has_source
            if level is not None:
                levels[level] += 1
    ordered = {level: levels[level] for level in Attested if level in levels}
    return ProvenanceCoverage(figures, with_source, ordered) if figures else None


def attestation(fact: Fact) -> Attested | None:
    """Return how well a figure is supported: its own word, else its source's."""
    if fact.attested:
        return fact.attested
    return fact.source.attested if isinstance(fact.source, Source) else None


def _origins(score: ParkScore, view: View) -> Iterator[tuple[bool, Attested | None]]:
    """Yield for each figure and each points given by hand whether it has a source, and its attestation."""
    park, panel = score.park, score.columns.context.panel
    review = park.review if view is View.REVIEWED else None
    reviewed = {**review.facts} if review else {}
    if not reviewed and not panel.says("source") and not panel.says("attested"):
        yield from ((False, None) for _ in range(len(park.data)))
    else:
        facts: dict[str, Fact] = {**{name: f for name, f in park.facts.items() if name in park.data}, **reviewed}
        yield from ((fact.source is not None, attestation(fact)) for fact in facts.values())
    given = {**park.points, **(review.points if review else {})}
    yield from ((points.source is not None, points.attested) for points in given.values())
