"""Ranks of the parks in each dimension and indicator, not only in the total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from fivegoods.numeric.decimals import decide
from fivegoods.scoring.columns import WITH_DATA, IndicatorColumn, NodeColumn, ScoreColumns
from fivegoods.scoring.indicators.statistics import ranks_of
from fivegoods.scoring.scores import ParkScore


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
    fulls: Sequence[Decimal | None] = column.full
    shares = {row: decide(points / full) for row, points in enumerate(column.points) if (full := fulls[row])}
    if isinstance(column, IndicatorColumn):
        shares = {row: share for row, share in shares.items() if column.outcomes[row] in WITH_DATA}
    return dict(zip(shares, ranks_of(list(shares.values())), strict=True)) if len(shares) > 1 else {}
