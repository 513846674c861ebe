"""The outcome of worked cases (算例): which passed, and for the others expected, actual and derivation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fivegoods.messages.words import say
from fivegoods.reports.model import Block, Column, Paragraph, Product, Report, Section, Table, Tree
from fivegoods.scoring.case_results import CaseLine, CaseResult


@dataclass(frozen=True, slots=True)
class CasesOf:
    """The results of one criteria file."""

    criteria: str
    results: Sequence[CaseResult]

    @property
    def failed(self) -> list[CaseResult]:
        """The cases that gave something else than expected."""
        return [result for result in self.results if not result.passed]


class _LineRow(NamedTuple):
    """One expectation of a case of a criteria file."""

    criteria: str
    case: CaseResult
    line: CaseLine


class CasesProduct(Product):
    """The outcome of all cases of some criteria files."""

    def __init__(self, files: Sequence[CasesOf], lang: str) -> None:
        """Show the outcome of ``files`` in the language ``lang``."""
        self._files, self._lang = files, lang

    def report(self) -> Report:
        """Return how many cases passed, and every case that failed."""
        lang, files = self._lang, self._files
        ran, failed = (sum(map(len, of)) for of in ([f.results for f in files], [f.failed for f in files]))
        summary = say("cases.summary", lang, count=ran, passed=ran - failed, failed=failed)
        columns: tuple[Column[CasesOf], ...] = (
            Column("criteria", say("fact.criteria", lang), lambda file: file.criteria),
            Column("passed", say("cases.passed", lang), lambda file: str(len(file.results) - len(file.failed))),
            Column("failed", say("cases.failed", lang), lambda file: str(len(file.failed))),
        )
        sections = [Section("", (Table(columns, files), Paragraph(summary)))]
        sections += [
            Section(f"{file.criteria}: {result.name}", self._failure(result))
            for file in files
            for result in file.failed
        ]
        return Report(title=say("cases.title", lang), lang=lang, sections=tuple(sections))

    def _failure(self, result: CaseResult) -> tuple[Block, ...]:
        table = Table(self._line_columns(), _rows("", result))
        return (table, Paragraph(result.derivation)) if result.derivation else (table,)

    def _line_columns(self) -> tuple[Column[_LineRow], ...]:
        return (
            Column("what", say("col.item", self._lang), lambda row: row.line.what),
            Column("expected", say("col.expected", self._lang), lambda row: row.line.expected),
            Column("actual", say("col.actual", self._lang), lambda row: row.line.actual),
        )

    def data(self) -> Tree:
        """Return every case of every file with all it expected."""
        lines = self._line_columns()
        cases: tuple[Column[CaseResult], ...] = (
            Column("name", "", lambda result: result.name),
            Column("passed", "", lambda result: result.passed),
            Column("lines", "", lambda result: Table(lines, _rows("", result))),
        )
        files: tuple[Column[CasesOf], ...] = (
            Column("id", "", lambda file: file.criteria),
            Column("cases", "", lambda file: Table(cases, file.results)),
        )
        return {"schema": 1, "criteria": Table(files, self._files)}

    def records(self) -> Table[_LineRow]:
        """Return one row for each expectation."""
        columns: tuple[Column[_LineRow], ...] = (
            Column("criteria", "", lambda row: row.criteria),
            Column("case", "", lambda row: row.case.name),
            Column("passed", "", lambda row: row.case.passed),
            *self._line_columns(),
        )
        rows = [row for file in self._files for result in file.results for row in _rows(file.criteria, result)]
        return Table(columns, rows)


def _rows(criteria: str, result: CaseResult) -> list[_LineRow]:
    return [_LineRow(criteria, result, line) for line in result.lines]
