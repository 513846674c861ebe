"""The hidden marks by which a form is known again: its sheets, and the columns of each."""

from __future__ import annotations

from typing import Final

#: First cell of each sheet of a form, before the criteria's name and the kind of sheet.
MARK: Final = "fivegoods/form/1"
SHEETS: Final = ("data", "events", "review")
#: Keys of the columns of each sheet, in the order they are written.
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "data": (
        "id", "name", "definition", "unit", "value", "previous",
        "source", "page", "date", "attested", "remark", "period", "own_definition",
    ),
    "events": ("kind", "level", "count", "date", "source", "remark"),
    "review": (
        "id", "name", "unit", "value", "reason", "source",
        "page", "date", "attested", "remark", "period", "own_definition",
    ),
}  # fmt: skip
#: Columns that a form has only where it is made from a park that says something there.
RARE: Final = {
    "data": frozenset({"period", "own_definition"}),
    "events": frozenset[str](),
    "review": frozenset({"page", "date", "attested", "remark", "period", "own_definition"}),
}
