"""The list of criteria that are there to be used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fivegoods.criteria.base import LocalText, Status
from fivegoods.messages.words import say
from fivegoods.reports.model import Block, Column, Paragraph, Product, Report, Section, Table, Tree


@dataclass(frozen=True, slots=True)
class ListedCriteria:
    """One criteria file for the list; name and status are None where the file has errors."""

    id: str
    edition: str
    where: str
    path: str
    name: LocalText | None
    status: Status | None


class CriteriaListProduct(Product):
    """The list of criteria: one table for all formats."""

    def __init__(self, listed: Iterable[ListedCriteria], lang: str) -> None:
        """Show ``listed`` in the language ``lang``."""
        self._listed, self._lang = tuple(listed), lang

    def report(self) -> Report:
        """Return the list for people."""
        lang = self._lang
        block: Block = self.records() if self._listed else Paragraph(say("criteria.none", lang))
        return Report(title=say("criteria.title", lang), lang=lang, sections=(Section("", (block,)),))

    def data(self) -> Tree:
        """Return the list for JSON."""
        return {"schema": 1, "criteria": self.records()}

    def records(self) -> Table[ListedCriteria]:
        """Return the list; people do not see paths."""
        lang = self._lang

        def status(row: ListedCriteria) -> str | None:
            return say(f"status.{row.status}", lang) if row.status else None

        columns: tuple[Column[ListedCriteria], ...] = (
            Column("id", say("col.id", lang), lambda row: row.id),
            Column("edition", say("col.edition", lang), lambda row: row.edition),
            Column("name", say("col.name", lang), lambda row: (row.name.within(lang) if row.name else "") or None),
            Column("status", say("col.status", lang), lambda row: row.status and str(row.status), shown=status),
            Column(
                "where", say("col.where", lang), lambda r: r.where, shown=lambda r: say(f"criteria.{r.where}", lang)
            ),
            Column("path", "", lambda row: row.path),
        )
        return Table(columns, self._listed)
