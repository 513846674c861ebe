"""Corrections to send back (更正清单): the findings about each file, in the words of the form, as a report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from fivegoods.export.findings import help_of, message_of
from fivegoods.messages.findings import Finding
from fivegoods.messages.words import say
from fivegoods.reports.model import Column, Product, Report, Section, Table, Tree

#: Ids in brackets behind names: those who fill in a form do not know them.
_IDS = re.compile(r"（[a-z][a-z0-9_.]*）|(?<=[^\x00-\x7f]) \([a-z][a-z0-9_.]*\)")


class CorrectionsProduct(Product):
    """One list of corrections for each file that has findings."""

    def __init__(self, findings: Sequence[Finding], lang: str) -> None:
        """List ``findings`` in the language ``lang``."""
        self._findings, self._lang = findings, lang
        self._columns = _columns(lang)

    def report(self) -> Report:
        """Return a table for each file."""
        title, how = say("corrections.title", self._lang), say("corrections.how", self._lang)
        sections = tuple(
            Section(PurePath(file).name, (Table(self._columns, found),))
            for file, found in by_file(self._findings).items()
        )
        return Report(title, self._lang, how, sections=sections)

    def data(self) -> Tree:
        """Return the corrections with the file of each."""
        return {"corrections": self.records()}

    def records(self) -> Table[Finding]:
        """Return one row for each correction."""
        file: Column[Finding] = Column("file", say("col.file", self._lang), lambda finding: finding.place.file)
        return Table((file, *self._columns), self._findings)


def by_file(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    """Return findings by the file that they are about."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.place.file, []).append(finding)
    return found


def _columns(lang: str) -> tuple[Column[Finding], ...]:
    return (
        Column("place", say("corrections.place", lang), lambda finding: _place(finding, lang)),
        Column("there", say("corrections.there", lang), lambda finding: finding.place.excerpt.strip() or None),
        Column("wrong", say("corrections.wrong", lang), lambda finding: _plain(message_of(finding, lang), lang)),
        Column("do", say("corrections.do", lang), lambda finding: _plain(help_of(finding, lang), lang) or None),
        Column("severity", say("corrections.severity", lang), lambda f: say(f"severity.{f.severity}", lang)),
    )


def _place(finding: Finding, lang: str) -> str | None:
    place = finding.place
    if place.cell:
        return "!".join(part for part in (place.sheet, place.cell) if part)
    return say("corrections.line", lang, line=place.line) if place.line else None


def _plain(text: str, lang: str) -> str:
    return _IDS.sub("", text) if lang == "zh" else text
