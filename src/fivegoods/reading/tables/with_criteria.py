"""A table under its criteria: who a row is about, its facts, and where its figures come from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from fivegoods.criteria.base import Attested, Source
from fivegoods.messages.findings import Finding
from fivegoods.numeric.closest import nearest
from fivegoods.panel.entities import Fact
from fivegoods.reading.binding.findings import UNKNOWN_SOURCE
from fivegoods.reading.binding.vocabulary import Vocabulary
from fivegoods.reading.tables import findings as kinds
from fivegoods.reading.tables.column_names import plain
from fivegoods.reading.tables.layout import Layout
from fivegoods.reading.tables.sheet import Row, Sheet

_LOOKS_LIKE_ID: Final = re.compile(r"[a-z][a-z0-9_]*")
_ATTESTED: Final = {
    **{one.value: one for one in Attested},
    "官方": Attested.OFFICIAL,
    "官方文件": Attested.OFFICIAL,
    "报道": Attested.REPORTED,
    "媒体报道": Attested.REPORTED,
    "推算": Attested.INFERRED,
    "自报": Attested.SELF_REPORTED,
    "自定": Attested.OURS,
    "虚构": Attested.INVENTED,
}


#: What a row can say about a figure besides its value and unit.
_SAID: Final = frozenset({"source", "attested", "page", "date", "period", "definition", "remark", "reason"})


def level_of(text: str) -> Attested | None:
    """Return the level of attestation that a cell names, by id or in Chinese."""
    return _ATTESTED.get(plain(text)) if text else None


@dataclass(slots=True)
class BoundTable:
    """A sheet, what its columns hold, and the sources its criteria know."""

    sheet: Sheet
    layout: Layout
    words: Vocabulary
    sources: Mapping[str, Source]
    findings: list[Finding] = field(default_factory=list)
    _figures: dict[bool, dict[str, int]] = field(default_factory=dict)
    #: What the columns say about figures besides their values, such as "source".
    parts: frozenset[str] = frozenset()
    _looked_at: set[tuple[str, str]] = field(default_factory=set)
    _units: dict[int, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note which parts of facts there are columns for, and the units of the headers."""
        headings = [heading for _, heading in self.layout.columns]
        self._units = {column: heading.unit for column, heading in self.layout.columns}
        common = {heading.key.rpartition(".")[2] for heading in headings if heading.role == "park"}
        self.parts = frozenset({heading.part for heading in headings if heading.part} | common)

    @property
    def first_column(self) -> int:
        """The column that names the park: its id, else its name."""
        paths = self.layout.paths
        return paths.get(("id",), paths.get(("name",), 0))

    def text(self, row: Row, column: int | None) -> str:
        """Return the text of a cell without the spaces around it; "" where there is none."""
        return row[2][column].strip() if column is not None and column < len(row[2]) else ""

    def at(self, row: Row, *path: str) -> str:
        """Return the text of the cell that holds a part of the park document."""
        return self.text(row, self.layout.paths.get(path))

    def figures(self, *, reviewed: bool = False) -> dict[str, int]:
        """Return the columns of the figures by field id."""
        if not self._figures:
            self._figures = {False: {}, True: {}}
            for index, heading in self.layout.columns:
                if heading.role == "field" and not heading.part:
                    self._figures[heading.reviewed][heading.key] = index
        return self._figures[reviewed]

    def unit(self, row: Row, name: str, *, reviewed: bool = False) -> str | None:
        """Return the unit of one figure: its own column's, else the header's, else None."""
        index = self.figures(reviewed=reviewed)[name]
        base = ("review", "data", name) if reviewed else ("data", name)
        own = self.at(row, *base, "unit") if "unit" in self.parts else ""
        return own or self._units[index]

    def fact(self, row: Row, name: str, *, reviewed: bool = False) -> Fact | None:
        """Return what the row says about one figure besides its value, None if the cell is empty."""
        column = self.figures(reviewed=reviewed).get(name)
        text = self.text(row, column)
        if not text:
            return None
        # A cell with a unit of its own, or with a word, needs none from the header.
        bare = text.replace(",", "").lstrip("-+").replace(".", "", 1).isdecimal()
        unit = self.unit(row, name, reviewed=reviewed) if bare else None
        written = f"{text} {unit}" if unit else text
        if self.parts.isdisjoint(_SAID):
            return Fact(written)
        base = ("review", "data", name) if reviewed else ("data", name)
        source, attested = self.provenance(row, base, reviewed=reviewed)
        said = {part: self.at(row, *base, part) or None for part in ("page", "date", "period", "definition", "remark")}
        return Fact(written, source, attested, **said, reason=self.at(row, *base, "reason") or None)

    def provenance(
        self, row: Row, base: tuple[str, ...], *, reviewed: bool = False
    ) -> tuple[Source | str | None, Attested | None]:
        """Return source and attestation of a part of the row: its own, else the row's common ones."""
        own, attested = self.at(row, *base, "source"), self.at(row, *base, "attested")
        common = (self.at(row, "review", "source") if reviewed else "") or self.at(row, "source")
        source = self.source(own or common)
        level = level_of(attested) or (source.attested if own and isinstance(source, Source) else None)
        if level is None:
            level = level_of(self.at(row, "attested"))
        return source, level or (source.attested if isinstance(source, Source) else None)

    def source(self, text: str) -> Source | str | None:
        """Return the criteria's source of this id, else the text itself."""
        return self.sources.get(text, text) or None

    def check_provenance(self, row: Row) -> None:
        """Warn, once for each text, about sources that look like unknown ids and unknown levels."""
        for index, heading in self.layout.columns:
            kind = heading.part or (heading.key.rpartition(".")[2] if heading.role == "park" else "")
            text = self.text(row, index) if kind in ("source", "attested") else ""
            if not text or (kind, text) in self._looked_at:
                continue
            self._looked_at.add((kind, text))
            place = self.sheet.place(row, index)
            if kind == "source" and _LOOKS_LIKE_ID.fullmatch(text) and text not in self.sources:
                self.findings.append(Finding(UNKNOWN_SOURCE, place, {"key": text}, nearest(text, self.sources)))
            elif kind == "attested" and level_of(text) is None:
                params = {"value": text, "known": ", ".join(_ATTESTED)}
                self.findings.append(Finding(kinds.UNKNOWN_LEVEL, place, params, nearest(text, _ATTESTED)))
