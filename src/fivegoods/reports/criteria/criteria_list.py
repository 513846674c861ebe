"""The list of criteria that are there to be used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fivegoods.criteria.base import LocalText, Status
from fivegoods.messages.words import say
from fivegoods.reports.model import Block, Column, Paragraph, Product, Report, Section, Table, Tree
from fivegoods.reports.results.records import columns_of


@dataclass(frozen=True, slots=True)
class Listed:
    """One criteria file for the list; name and status are None where the file has errors."""

    id: str
    edition: str
    where: str
    path: str
    name: LocalText | None
    status: Status | None


def listing_product(entries: Iterable[Listed], lang: str) -> Product:
    """Return the list of criteria."""
    listed = tuple(entries)
    return Product(
        report=lambda: _report(listed, lang),
        data=lambda: {"schema": 1, "criteria": [_tree(entry, lang) for entry in listed]},
        records=lambda: _records(listed, lang),
    )


def _report(listed: tuple[Listed, ...], lang: str) -> Report:
    keys = ("id", "edition", "name", "status", "where")
    columns = tuple(Column(key, say(f"col.{key}", lang)) for key in keys)
    rows = tuple(
        (
            entry.id,
            entry.edition,
            _name(entry, lang) or None,
            say(f"status.{entry.status}", lang) if entry.status else None,
            say(f"criteria.{entry.where}", lang),
        )
        for entry in listed
    )
    block: Block = Table(columns, rows) if rows else Paragraph(say("criteria.none", lang))
    return Report(title=say("criteria.title", lang), lang=lang, sections=(Section("", (block,)),))


def _name(entry: Listed, lang: str) -> str:
    return entry.name.within(lang) if entry.name else ""


def _tree(entry: Listed, lang: str) -> dict[str, Tree]:
    return {
        "id": entry.id,
        "edition": entry.edition,
        "name": _name(entry, lang) or None,
        "status": str(entry.status) if entry.status else None,
        "where": entry.where,
        "path": entry.path,
    }


def _records(listed: tuple[Listed, ...], lang: str) -> Table:
    keys = ("id", "edition", "name", "status", "where", "path")
    rows = tuple(
        (e.id, e.edition, _name(e, lang), str(e.status) if e.status else None, e.where, e.path) for e in listed
    )
    return Table(columns_of(keys), rows)
