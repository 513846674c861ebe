"""A form → panels of this year and of last year's column, which only fills."""

from __future__ import annotations

from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.plan.compile import build_plan
from fivegoods.messages.findings import Finding, Place
from fivegoods.panel.bind import bind
from fivegoods.panel.panel import Panel
from fivegoods.panel.vocabulary import full_name
from fivegoods.reading.findings import OTHER_FORM
from fivegoods.reading.forms.book import FormBook
from fivegoods.reading.forms.form import FormReader
from fivegoods.reading.forms.meanings import Meanings

#: Findings that things are unknown to the criteria.
_UNKNOWN = frozenset({"FG301", "FG302", "FG304", "FG305", "FG318"})


def read_form(book: FormBook, criteria: CriteriaFile) -> tuple[list[Panel], list[Finding]]:
    """Return the panels in a form, this year's first, and what is wrong with it.

    One made for other criteria, where these lack some of its rows, gives one finding and no more.
    """
    plan, findings = build_plan(criteria)
    if plan is None:
        return [], findings
    reader = FormReader(book, Meanings(criteria, plan))
    panels: list[Panel] = []
    found: list[Finding] = []
    for raw in reader.raw():
        panel, more = bind(raw, criteria)
        panels.append(panel)
        found += more
    strange = sum(one.kind.code in _UNKNOWN for one in found)
    if strange and book.criteria.partition("/")[0] != criteria.id:
        # The names of other criteria that happen to be near would only lead astray.
        params = {"own": book.criteria, "given": full_name(criteria), "problems": str(strange)}
        return [], [Finding(OTHER_FORM, Place(book.file, sheet=book.sheets[0].sheet.name), params)]
    said = {one.place for one in reader.findings}
    return panels, [*reader.findings, *(one for one in found if one.place not in said)]
