"""Two criteria compared by their texts."""

from __future__ import annotations

from fivegoods.analysis.diff import TextChange, criteria_changes
from fivegoods.criteria.file import CriteriaFile
from fivegoods.reports.header import SCHEMA, criteria_facts, identity, program_fact
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Block, Column, Paragraph, Product, Report, Section, Table, Tree


class CriteriaDiffProduct(Product):
    """What changed between two criteria files: one table for all formats."""

    def __init__(self, before: CriteriaFile, after: CriteriaFile, lang: str) -> None:
        """Compare two files; what both have is called as in the second."""
        self._found = criteria_changes(before.criteria, after.criteria)
        self._old, self._voice = Voice(lang, before), Voice(lang, after)

    def report(self) -> Report:
        """Return the changes for people."""
        old, voice = self._old, self._voice
        block: Block = self.records() if self._found else Paragraph(voice.say("texts.same"))
        return Report(
            title=voice.say("texts.title", before=old.identity, after=voice.identity),
            lang=voice.lang,
            facts=(*criteria_facts(old), *criteria_facts(voice), program_fact(voice)),
            sections=(Section(voice.say("texts.changes"), (block,)),),
        )

    def data(self) -> Tree:
        """Return both criteria and the changes."""
        before, after = identity(self._old.file), identity(self._voice.file)
        return {"schema": SCHEMA, "before": before, "after": after, "changes": self.records()}

    def records(self) -> Table[TextChange]:
        """Return the changes; people see an id only where there is no name."""
        voice, say = self._voice, self._voice.say
        columns: tuple[Column[TextChange], ...] = (
            Column("how", say("col.how"), lambda change: change.how, shown=lambda c: say(f"how.{c.how}")),
            Column("what", say("col.what"), lambda change: change.what, shown=lambda c: say(f"what.{c.what}")),
            Column("id", "", lambda change: change.id),
            Column("name", say("col.name"), lambda c: voice.text(c.name), shown=lambda c: voice.text(c.name) or c.id),
            Column("attribute", say("col.attribute"), lambda change: change.attribute),
            Column("before", say("col.old"), lambda change: change.before),
            Column("after", say("col.new"), lambda change: change.after),
        )
        return Table(columns, self._found)
