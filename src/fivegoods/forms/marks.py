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
        "source", "page", "date", "attested", "remark",
    ),
    "events": ("kind", "level", "count", "date", "source", "remark"),
    "review": ("id", "name", "unit", "value", "reason", "source"),
}  # fmt: skip
