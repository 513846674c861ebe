"""Parts of one park against its peers: shares of full points, the mean of all parks with it, and the best."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final, NamedTuple

from fivegoods.numeric.decimals import CONTEXT, decide
from fivegoods.scoring.columns import IndicatorColumn, Outcome, ScoreColumns
from fivegoods.scoring.indicators.statistics import mean
from fivegoods.scoring.scores import ParkScore
from fivegoods.scoring.tree import IndicatorScore, NodeScore

_KNOWN: Final = (Outcome.SCORED, Outcome.OVERRIDDEN, Outcome.VOIDED)


class _Among(NamedTuple):
    """Mean and best share of a part among all rows; None where fewer than two have it."""

    mean: Decimal | None
    best: Decimal | None


@dataclass(frozen=True, slots=True)
class PartMean:
    """One dimension or indicator of a park. Shares are of full points, 0 to 1; None where there are none."""

    part: NodeScore | IndicatorScore
    share: Decimal | None
    mean: Decimal | None
    best: Decimal | None


class PartMeans:
    """Means over everybody that a park was scored with, peers included; each is worked out once."""

    def __init__(self) -> None:
        """Start without any."""
        self._found: dict[tuple[int, str], _Among] = {}

    def of(self, score: ParkScore, parts: Iterable[NodeScore | IndicatorScore]) -> tuple[PartMean, ...]:
        """Return those ``parts`` of a park that apply to it, against all parks."""
        return tuple(
            PartMean(part, share_of(score.columns, part.plan.id, score.row), *self._among(score.columns, part.plan.id))
            for part in parts
            if part.outcome is not Outcome.NOT_APPLICABLE and part.full
        )

    def _among(self, columns: ScoreColumns, part: str) -> _Among:
        key = (id(columns), part)
        if key not in self._found:
            rows = range(len(columns.context.parks))
            shares = [share for row in rows if (share := share_of(columns, part, row)) is not None]
            with localcontext(CONTEXT):
                is_compared = len(shares) > 1
                self._found[key] = _Among(mean(shares), max(shares, key=decide)) if is_compared else _Among(None, None)
        return self._found[key]


def share_of(columns: ScoreColumns, part: str, row: int) -> Decimal | None:
    """Return a part's points over its full points, 0 to 1; None where data are missing or it does not apply."""
    column = columns.part(part)
    full = None if column is None else column.full[row]
    if column is None or not full or (isinstance(column, IndicatorColumn) and column.outcome(row) not in _KNOWN):
        return None
    with localcontext(CONTEXT):
        return column.points[row] / full
