"""A form → documents; and what it says about last year against last year's own file."""

from __future__ import annotations

from fivegoods.entities import CriteriaFile, Park
from fivegoods.findings import Finding
from fivegoods.reading.forms.book import FormBook
from fivegoods.reading.forms.document import CellDocument
from fivegoods.reading.forms.form import FormReader
from fivegoods.reading.forms.form_findings import PREVIOUS_DIFFERS
from fivegoods.reading.forms.meaning import Meanings
from fivegoods.scoring.build import build_plan


def read_form(book: FormBook, criteria: CriteriaFile) -> tuple[list[CellDocument], list[Finding]]:
    """Return the documents in a form, this year's first, and what is wrong with the form itself."""
    plan, findings = build_plan(criteria)
    if plan is None:
        return [], findings
    reader = FormReader(book.file, book.sha256, book.sheets, Meanings(criteria, plan))
    return reader.documents(), reader.findings


def differences(said: Park, known: Park) -> list[Finding]:
    """Return a finding for each figure of last year that a form gives otherwise than last year's file."""
    findings = []
    for name, value in said.data.items():
        other = known.data.get(name)
        if other is None or other == value:
            continue
        place = known.origin.place(("data", name))
        params = {
            "field": name,
            "value": said.facts[name].written,
            "other": known.facts[name].written,
            "place": "!".join(part for part in (place.file, place.sheet, place.cell) if part),
        }
        findings.append(Finding(PREVIOUS_DIFFERS, said.origin.place(("data", name)), params))
    return findings
