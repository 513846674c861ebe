"""A form → documents; and what it says about last year against last year's own file."""

from __future__ import annotations

from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.plan.compile import build_plan
from fivegoods.messages.findings import Finding, Place
from fivegoods.panel.entities import Park
from fivegoods.reading.binding.findings import UNKNOWN_EVENT
from fivegoods.reading.binding.vocabulary import full_name
from fivegoods.reading.forms.book import FormBook
from fivegoods.reading.forms.document import CellDocument
from fivegoods.reading.forms.findings import OTHER_FORM, PREVIOUS_DIFFERS, UNKNOWN_ROW
from fivegoods.reading.forms.form import FormReader
from fivegoods.reading.forms.meaning import Meanings


def read_form(book: FormBook, criteria: CriteriaFile) -> tuple[list[CellDocument], list[Finding]]:
    """Return the documents in a form, this year's first, and what is wrong with the form itself.

    One made for other criteria, where these lack some of its rows, gives one finding and no more.
    """
    plan, findings = build_plan(criteria)
    if plan is None:
        return [], findings
    reader = FormReader(book.file, book.sha256, book.sheets, Meanings(criteria, plan))
    documents = reader.documents()
    strange = sum(one.kind in (UNKNOWN_ROW, UNKNOWN_EVENT) for one in reader.findings)
    if strange and book.criteria.partition("/")[0] != criteria.id:
        # The names of other criteria that happen to be near would only lead astray.
        params = {"own": book.criteria, "given": full_name(criteria), "problems": str(strange)}
        place = Place(book.file, sheet=book.sheets[0].sheet.name)
        return [], [Finding(OTHER_FORM, place, params)]
    return documents, reader.findings


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
