"""The figures of the parks of a run by field: what big tables are computed over and checked by."""

from __future__ import annotations

from collections.abc import Sequence

from fivegoods.panel.context import ParkContext
from fivegoods.panel.entities import Value


class Figures:
    """Columns of figures by the park's number, as the view in force sees them; made when first asked for."""

    __slots__ = ("_columns", "parks")

    def __init__(self, parks: Sequence[ParkContext]) -> None:
        """Speak for these parks."""
        self.parks = parks
        self._columns: dict[str, list[Value | None]] = {}

    def column(self, field: str) -> list[Value | None]:
        """Return a field's value for every park, None where it has none."""
        known = self._columns.get(field)
        if known is None:
            known = self._columns[field] = [env.data.get(field) for env in self.parks]
        return known
