"""Parts of one park against its peers: shares of full points, ranks by them, their mean and the best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import compress
from operator import truediv
from typing import Any, NamedTuple

from fivegoods.numeric.decimals import CONTEXT, decide, decide_all
from fivegoods.scoring.columns import WITH_DATA, IndicatorColumn, NodeColumn, Outcome, ScoreColumns
from fivegoods.scoring.indicators.statistics import mean, ranks_of
from fivegoods.scoring.scores import ParkScore
from fivegoods.scoring.tree import IndicatorScore, NodeScore


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
    if column is None or not full or (isinstance(column, IndicatorColumn) and column.outcomes[row] not in WITH_DATA):
        return None
    with localcontext(CONTEXT):
        return column.points[row] / full


class PartRanks:
    """Ranks by points as a share of full points, the peers taking part; a part is ranked when it is first asked for."""

    def __init__(self) -> None:
        """Begin with nothing ranked."""
        # By identity; the columns are held so that no others take their place.
        self._known: dict[tuple[int, str], tuple[ScoreColumns, dict[int, int]]] = {}

    def of(self, park: ParkScore, part: str) -> int | None:
        """Return a park's rank in a part, 1 the best; None without data, out of force, or with nobody to rank with."""
        return self.by_row(park.columns, part).get(park.row)

    def by_row(self, columns: ScoreColumns, part: str) -> Mapping[int, int]:
        """Return the ranks in a part by row; rows that are not ranked are left out."""
        key = (id(columns), part)
        if key not in self._known:
            self._known[key] = columns, _ranks(columns.part(part))
        return self._known[key][1]


def _ranks(column: IndicatorColumn | NodeColumn | None) -> dict[int, int]:
    """Return the rank of each row that can be ranked; equal shares share a rank."""
    if column is None:
        return {}
    rows = list(compress(range(len(column.full)), column.full))
    if isinstance(column, IndicatorColumn):
        rows = [row for row in rows if column.outcomes[row] in WITH_DATA]
    fulls: Any = map(column.full.__getitem__, rows)
    shares = decide_all(map(truediv, map(column.points.__getitem__, rows), fulls))
    return dict(zip(rows, ranks_of(shares), strict=True)) if len(rows) > 1 else {}
