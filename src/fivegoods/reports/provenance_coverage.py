"""How much of a data set can be traced: figures with a source, and how well they are attested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from fivegoods.criteria.base import Attested
from fivegoods.panel.entities import Fact, Park, View, say
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Tree
from fivegoods.reports.provenance import attested_of
from fivegoods.scoring.scores import Run

#: Beyond this many parks the sources are not counted: it would take longer than scoring.
_MOST_PARKS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Sourced:
    """Figures and points given by hand of the parks of a run: all, those with a source, by attestation."""

    figures: int
    with_source: int
    levels: Mapping[Attested, int]

    def text(self, voice: Voice) -> str:
        """Return the counts in one line."""
        levels = voice.say("join.list").join(
            voice.say("fact.sourced_level", level=voice.say(f"attested.{level}"), count=self.levels[level])
            for level in Attested
            if level in self.levels
        )
        share = voice.percent(Decimal(self.with_source) / self.figures)
        text = voice.say("fact.sourced_share", count=self.with_source, of=self.figures, share=share)
        return voice.say("join.bracket", text=text, inner=levels) if levels else text

    def tree(self) -> dict[str, Tree]:
        """Return the counts for machines."""
        levels: dict[str, Tree] = {level.value: self.levels[level] for level in Attested if level in self.levels}
        return {"figures": self.figures, "with_source": self.with_source, "attested": levels}


def sourced(run: Run) -> Sourced | None:
    """Return the coverage of provenance of the parks that a run scores; None without figures or for too many."""
    if len(run.scores) > _MOST_PARKS:
        return None
    figures = with_source = 0
    levels: Counter[Attested] = Counter()
    for score in run.scores:
        for source, level in _origins(score.park, run.view):
            figures += 1
            with_source += source
            if level is not None:
                levels[level] += 1
    return Sourced(figures, with_source, levels) if figures else None


def _origins(park: Park, view: View) -> Iterator[tuple[bool, Attested | None]]:
    """Yield for each figure and each points given by hand whether it has a source, and its attestation."""
    review = park.review if view is View.REVIEWED else None
    reviewed = {**review.facts} if review else {}
    if not reviewed and not say(park.facts, "source") and not say(park.facts, "attested"):
        yield from ((False, None) for _ in range(len(park.data)))
    else:
        facts: dict[str, Fact] = {**{name: f for name, f in park.facts.items() if name in park.data}, **reviewed}
        yield from ((fact.source is not None, attested_of(fact)) for fact in facts.values())
    given = {**park.points, **(review.points if review else {})}
    yield from ((points.source is not None, points.attested) for points in given.values())
