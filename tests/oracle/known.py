"""Known disagreements: what the oracle says is right, the program does not do yet.

Each entry names the kind, says what is right, and tells a difference of that kind by a narrow test. Whoever mends a kind
deletes its entry: from then on such a difference is a failure. ``PYTHONPATH=tests python -m oracle.whole`` lists the
entries that no longer occur.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from oracle.compare import Difference
from oracle.panel import Criteria, Indicator, Node, Park
from oracle.ranking import Ranking
from oracle.scorer import Found, Scorer


class Case(NamedTuple):
    """One comparison: the oracle's scorer and its result."""

    scorer: Scorer
    ranking: Ranking
    year: int

    @property
    def criteria(self) -> Criteria:
        """The criteria of the case."""
        return self.scorer.criteria

    def found(self, d: Difference) -> Found:
        """What the oracle found for the part of a difference."""
        return self.ranking.scores[d.park].parts[d.part]

    def park(self, d: Difference) -> Park:
        """The park of a difference."""
        return self.ranking.scores[d.park].park

    def indicator(self, d: Difference) -> Indicator | None:
        """The indicator that a difference is about, if it is about one."""
        return self.criteria.indicators.get(d.part)

    def upwards(self, part: str) -> Iterator[tuple[str, Node]]:
        """Give a part and the dimension above it, then that one and the one above it, up to the whole."""
        while part != self.criteria.root.id:
            above = self.criteria.above[part]
            yield part, above
            part = above.id


class Known(NamedTuple):
    """A kind of disagreement: which, what is right, and what tells it."""

    name: str
    right: str
    tells: Callable[[Case, Difference], Any]


def _is_in_expressions(case: Case, d: Difference, pattern: str) -> bool:
    """Whether an expression that the difference can come from contains a pattern."""
    document = case.criteria.document
    written = (document.get("adjustments") or {}).values() if d.part == "adjustments" else []
    indicator = case.indicator(d)
    written = [indicator.document] if indicator else list(written)
    return bool(re.search(pattern, str(written)))


def _precondition_without_peers(case: Case, d: Difference) -> bool:
    indicator = case.indicator(d)
    asks = indicator is not None and indicator.needs is not None
    return asks and (d.what, d.theirs, d.ours) == ("outcome", "no_reference", "missing")


def _lower_effects_lapse(case: Case, d: Difference) -> bool:
    return d.part == "adjustments" and d.what == "effects" and _is_in_expressions(case, d, "'from_count'")


def _below_a_veto(case: Case, d: Difference) -> bool:
    return bool(d.park) and d.part in case.ranking.scores[d.park].under_veto


KNOWN: Final = (
    Known("precondition", "An unknown precondition is missing, with peers or without.", _precondition_without_peers),
    Known("lower effects lapse", "Every effect whose from_count is reached holds, not only the highest.", _lower_effects_lapse),
    Known("below a veto", "Below a voided dimension parts show the same points as without the veto.", _below_a_veto),
)  # fmt: skip


def explained(case: Case, d: Difference) -> Known | None:
    """Return the known kind that a difference belongs to, None for a new one."""
    return next((known for known in KNOWN if known.tells(case, d)), None)
