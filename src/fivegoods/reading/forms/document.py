"""A park document put together from cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fivegoods.messages.findings import Place
from fivegoods.reading.tables.sheet import Row, Sheet
from fivegoods.reading.yaml.document import Document, Path

#: Where one part of the document stands: sheet, row and column.
CellPlace = tuple[Sheet, Row, int]


@dataclass(frozen=True, slots=True)
class CellDocument(Document):
    """A document whose parts stand in cells; an `fivegoods.panel.entities.Origin`."""

    cells: Mapping[Path, CellPlace] = field(default_factory=dict)
    #: Last year's figures of a form: another file for that year counts before them.
    is_supplement: bool = False

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Return the cell of the part at ``path``, else of the nearest part that holds it."""
        whole = path
        while path:
            found = self.cells.get(path) or self.cells.get((*path, "value"))
            if found is not None:
                sheet, row, column = found
                return sheet.place(row, column)
            path = path[:-1]
        first = next((cell for part, cell in self.cells.items() if part[:1] == whole[:1]), None)
        first = first or next(iter(self.cells.values()), None)
        return Place(self.file) if first is None else first[0].place(first[1], first[2])

    def written(self, path: Path) -> str:
        """Return the text of the cell at ``path``, or an empty text."""
        found = self.cells.get(path)
        return found[1][2][found[2]].strip() if found is not None else ""
