"""The outcome of worked cases (算例): which passed, and for the others expected, actual and derivation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fivegoods.messages.words import say
from fivegoods.numeric.decimals import show
from fivegoods.reports.model import Block, Cell, Column, Paragraph, Product, Report, Section, Table, Tree
from fivegoods.reports.results.records import columns_of

if TYPE_CHECKING:
    from fivegoods.scoring.case_results import CaseResult


@dataclass(frozen=True, slots=True)
class CasesOf:
    """The results of one criteria file."""

    criteria: str
    results: Sequence[CaseResult]

    @property
    def failed(self) -> list[CaseResult]:
        """The cases that gave something else than expected."""
        return [result for result in self.results if not result.passed]


def cases_product(files: Sequence[CasesOf], lang: str) -> Product:
    """Return the outcome of all cases of some criteria files."""
    return Product(
        report=lambda: _report(files, lang),
        data=lambda: {"schema": 1, "criteria": [_tree(file) for file in files]},
        records=lambda: _records(files),
    )


def _report(files: Sequence[CasesOf], lang: str) -> Report:
    ran = sum(len(file.results) for file in files)
    failed = sum(len(file.failed) for file in files)
    summary = say("cases.summary", lang, count=ran, passed=ran - failed, failed=failed)
    columns = (
        Column("criteria", say("fact.criteria", lang)),
        Column("passed", say("cases.passed", lang)),
        Column("failed", say("cases.failed", lang)),
    )
    rows = tuple((file.criteria, str(len(file.results) - len(file.failed)), str(len(file.failed))) for file in files)
    sections = [Section("", (Table(columns, rows), Paragraph(summary)))]
    sections += [
        Section(f"{file.criteria}: {result.name}", _failure(result, lang)) for file in files for result in file.failed
    ]
    return Report(title=say("cases.title", lang), lang=lang, sections=tuple(sections))


def _failure(result: CaseResult, lang: str) -> tuple[Block, ...]:
    columns = tuple(Column(key, say(f"col.{key}", lang)) for key in ("item", "expected", "actual"))
    rows = tuple((line.what, _shown(line.expected), _shown(line.actual)) for line in result.lines)
    table = Table(columns, rows)
    return (table, Paragraph(result.derivation)) if result.derivation else (table,)


def _shown(value: object) -> Cell:
    from decimal import Decimal

    if value is None:
        return None
    return show(value) if isinstance(value, Decimal) else str(value)


def _tree(file: CasesOf) -> dict[str, Tree]:
    return {
        "id": file.criteria,
        "cases": [
            {
                "name": result.name,
                "passed": result.passed,
                "lines": [
                    {"what": line.what, "expected": _shown(line.expected), "actual": _shown(line.actual)}
                    for line in result.lines
                ],
            }
            for result in file.results
        ],
    }


def _records(files: Sequence[CasesOf]) -> Table:
    rows = tuple(
        (
            file.criteria,
            result.name,
            "true" if result.passed else "false",
            line.what,
            _shown(line.expected),
            _shown(line.actual),
        )
        for file in files
        for result in file.results
        for line in result.lines
    )
    return Table(columns_of(("criteria", "case", "passed", "what", "expected", "actual")), rows)
