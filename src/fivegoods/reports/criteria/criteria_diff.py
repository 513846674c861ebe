"""Two criteria compared by their texts."""

from __future__ import annotations

from collections.abc import Sequence

from fivegoods.analysis.diff import TextChange, criteria_changes
from fivegoods.criteria.file import CriteriaFile
from fivegoods.reports.header import criteria_facts, identity, program_fact
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Column, Paragraph, Product, Report, Section, Table, Tree
from fivegoods.reports.results.json_run import SCHEMA
from fivegoods.reports.results.records import columns_of

_KEYS = ("how", "what", "id", "name", "attribute", "before", "after")


def criteria_diff_product(before: CriteriaFile, after: CriteriaFile, lang: str) -> Product:
    """Return what changed between two criteria files."""
    found = criteria_changes(before.criteria, after.criteria)
    old, voice = Voice(lang, before), Voice(lang, after)
    return Product(
        report=lambda: _report(found, old, voice),
        data=lambda: _data(found, old, voice),
        records=lambda: Table(columns_of(_KEYS), tuple(_cells(change, voice) for change in found)),
    )


def _report(found: Sequence[TextChange], old: Voice, voice: Voice) -> Report:
    block = _table(found, voice) if found else Paragraph(voice.say("texts.same"))
    return Report(
        title=voice.say("texts.title", before=old.identity, after=voice.identity),
        lang=voice.lang,
        facts=(*criteria_facts(old), *criteria_facts(voice), program_fact(voice)),
        sections=(Section(voice.say("texts.changes"), (block,)),),
    )


def _table(found: Sequence[TextChange], voice: Voice) -> Table:
    columns = (
        Column("how", voice.say("col.how")),
        Column("what", voice.say("col.what")),
        Column("name", voice.say("col.name")),
        Column("attribute", voice.say("col.attribute")),
        Column("before", voice.say("col.old")),
        Column("after", voice.say("col.new")),
    )
    rows = tuple(
        (
            voice.say(f"how.{change.how}"),
            voice.say(f"what.{change.what}"),
            voice.text(change.name) or change.id,
            change.attribute,
            change.before,
            change.after,
        )
        for change in found
    )
    return Table(columns, rows)


def _cells(change: TextChange, voice: Voice) -> tuple[str, ...]:
    name = voice.text(change.name)
    return change.how, change.what, change.id, name, change.attribute, change.before, change.after


def _data(found: Sequence[TextChange], old: Voice, voice: Voice) -> dict[str, Tree]:
    return {
        "schema": SCHEMA,
        "before": dict(identity(old.file)),
        "after": dict(identity(voice.file)),
        "changes": [dict(zip(_KEYS, _cells(change, voice), strict=True)) for change in found],
    }
