"""Criteria for readers: the list, one file with all its parts, and what changed between two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from fivegoods.analysis.diff import TextChange, criteria_changes
from fivegoods.criteria.base import LocalText, Source, Status
from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.models.adjustment import Adjustment
from fivegoods.criteria.models.criteria import FieldDef, Group, Indicator, Node
from fivegoods.criteria.models.ranking import Board, Grade
from fivegoods.criteria.plan.compile import with_minimums
from fivegoods.messages.words import say
from fivegoods.reports.criteria.settings import (
    cited,
    declared_settings,
    grade_words,
    grades_words,
    method_words,
    price_words,
    references_text,
    rule_words,
    setting_columns,
    values_words,
    weight_text,
)
from fivegoods.reports.header import SCHEMA, criteria_facts, identity, notices, program_fact
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import (
    Block,
    Column,
    Columns,
    Kind,
    Paragraph,
    Product,
    Report,
    Section,
    Table,
    Tree,
    record,
)
from fivegoods.scoring.composite.adjust import describe


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


_SEEN: Final = ("name", "id", "weight", "unit", "value", "rule", "reference", "source")
_IN_FILES: Final = ("id", "name", "depth", "weight", "unit", "value", "rule", "source")


class _DeclaredPart(NamedTuple):
    """A dimension or indicator of the criteria."""

    id: str
    definition: Node | Indicator
    depth: int


class CriteriaProduct(Product):
    """One criteria file."""

    def __init__(self, file: CriteriaFile, lang: str) -> None:
        """Show ``file`` in the language ``lang``."""
        self._voice = Voice(lang, file)
        self._criteria = with_minimums(file).criteria

    def report(self) -> Report:
        """Return the tables of what the criteria declare."""
        voice = self._voice
        return Report(
            title=voice.text(self._criteria.name),
            lang=voice.lang,
            notices=notices(voice),
            facts=criteria_facts(voice)[1:],
            sections=tuple(Section(heading, (table,)) for heading, table in self._tables()),
        )

    def _tables(self) -> Iterator[tuple[str, Table[Any]]]:
        """Yield each table with its heading."""
        criteria, say = self._criteria, self._voice.say
        yield say("criteria.tree"), self._tree()
        if criteria.fields:
            yield say("criteria.fields"), self._fields()
        if criteria.groups:
            yield say("criteria.groups"), self._groups()
        if criteria.adjustments:
            yield say("criteria.adjustments"), self._adjustments()
        if criteria.grades:
            how = grades_words(criteria.grades, self._voice)
            yield self._voice.bracketed(say("criteria.grades"), how), self._grades(criteria.grades.levels)
        if criteria.boards:
            yield say("criteria.boards"), self._boards()
        if settings := [setting for setting in declared_settings(self._voice) if setting.declared]:
            yield say("criteria.settings"), Table(setting_columns(self._voice), settings)
        yield say("criteria.sources"), self._sources()

    def _parts(self) -> list[_DeclaredPart]:
        return list(_below(self._criteria, 0))

    def _tree(self) -> Table[_DeclaredPart]:
        known = self._part_columns()
        columns = known.pick(*_SEEN)
        return Table(columns, self._parts(), is_sum=lambda p: isinstance(p.definition, Node), depth=lambda p: p.depth)

    def _part_columns(self) -> Columns[_DeclaredPart]:
        """Return what dimensions and indicators have; people see nothing where only indicators have it."""
        voice, head = self._voice, self._head

        def rule(part: _DeclaredPart) -> str:
            node = part.definition
            return node.method if isinstance(node, Node) else rule_words(node, voice)

        def rule_and_cap(part: _DeclaredPart) -> str:
            node = part.definition
            return method_words(node, voice) if isinstance(node, Node) else rule_words(node, voice)

        def reference(part: _DeclaredPart) -> str | None:
            return "" if isinstance(part.definition, Node) else references_text(part.definition, voice)

        def of_indicator(name: str) -> Column[_DeclaredPart]:
            def cell(part: _DeclaredPart) -> str | None:
                return None if isinstance(part.definition, Node) else getattr(part.definition, name)

            def shown(part: _DeclaredPart) -> str | None:
                return "" if isinstance(part.definition, Node) else cell(part)

            return Column(name, head(name), cell, shown=shown)

        return Columns(
            Column("name", head("name"), lambda part: voice.text(part.definition.name)),
            Column("id", head("id"), lambda part: part.id),
            Column("depth", "", lambda part: part.depth),
            Column("weight", head("weight"), lambda part: weight_text(part.definition, voice)),
            of_indicator("unit"),
            of_indicator("value"),
            Column("rule", head("rule"), rule, shown=rule_and_cap),
            Column("reference", head("reference"), reference),
            Column("source", head("source"), lambda p: p.definition.source, shown=lambda p: cited(p.definition, voice)),
        )

    def _head(self, key: str) -> str:
        return self._voice.say(f"col.{key}")

    def _named(self) -> tuple[Column[Any], ...]:
        """Return name and id of what the criteria declare by id."""
        return (
            Column("name", self._head("name"), lambda item: self._voice.text(item[1].name)),
            Column("id", self._head("id"), lambda item: item[0]),
        )

    def _fields(self) -> Table[tuple[str, FieldDef]]:
        voice, say = self._voice, self._voice.say
        columns = (
            *self._named(),
            Column("unit", self._head("unit"), lambda item: item[1].unit),
            Column("values", say("criteria.values"), lambda item: values_words(item[1], voice)),
            Column("definition", say("criteria.definition"), lambda item: voice.text(item[1].definition) or None),
            Column("source", self._head("source"), lambda item: item[1].source),
        )
        return Table(columns, list(self._criteria.fields.items()))

    def _groups(self) -> Table[tuple[str, Group]]:
        voice = self._voice

        def values(item: tuple[str, Group]) -> str | None:
            return voice.listed(voice.with_name(key, voice.text(name)) for key, name in item[1].values.items()) or None

        columns = (*self._named(), Column("values", voice.say("criteria.values"), values))
        return Table(columns, list(self._criteria.groups.items()))

    def _adjustments(self) -> Table[tuple[str, Adjustment]]:
        voice, say = self._voice, self._voice.say

        def effects(item: tuple[str, Adjustment]) -> str | None:
            return voice.effects(tuple(describe(effect) for effect in item[1].effects))

        columns = (
            *self._named(),
            Column("trigger", say("criteria.trigger"), lambda item: item[1].event or item[1].when),
            Column("each", say("criteria.each"), lambda item: price_words(item[1], voice)),
            Column("target", self._head("target"), lambda item: voice.target(item[1].to)),
            Column("effects", self._head("effects"), effects),
            Column("source", self._head("source"), lambda item: cited(item[1], voice)),
        )
        return Table(columns, list(self._criteria.adjustments.items()))

    def _grades(self, levels: Sequence[Grade]) -> Table[Grade]:
        voice = self._voice
        columns: tuple[Column[Grade], ...] = (
            Column("grade", self._head("grade"), lambda level: level.id, shown=lambda level: voice.graded(level.id)),
            Column("by", voice.say("criteria.grade_by"), lambda level: grade_words(level, voice)),
        )
        return Table(columns, levels)

    def _boards(self) -> Table[Board]:
        voice, say = self._voice, self._voice.say
        columns: tuple[Column[Board], ...] = (
            Column("name", self._head("name"), lambda board: voice.text(board.name)),
            Column("who", say("criteria.who"), lambda board: board.who),
            Column("size", say("criteria.size"), lambda board: board.size, Kind.NUMBER),
            Column("group", self._head("group"), lambda board: voice.listed(map(voice.group, board.within)) or None),
        )
        return Table(columns, list(self._criteria.boards.values()))

    def _sources(self) -> Table[tuple[str, Source]]:
        voice = self._voice

        def source(item: tuple[str, Source]) -> str:
            return voice.sentences((voice.source(item[1]), item[1].url or "", voice.text(item[1].remark)))

        columns: tuple[Column[tuple[str, Source]], ...] = (
            Column("id", self._head("id"), lambda item: item[0]),
            Column("source", self._head("source"), source),
            Column("attested", self._head("attested"), lambda item: voice.say(f"attested.{item[1].attested}")),
        )
        return Table(columns, list(self._criteria.sources.items()))

    def data(self) -> Tree:
        """Return the criteria's identity and the tree of dimensions and indicators."""
        total = _DeclaredPart("total", self._criteria, 0)
        return {"schema": 1, "criteria": identity(self._voice.file), **self._node_data(total)}

    def _node_data(self, part: _DeclaredPart) -> dict[str, Tree]:
        known, node = self._part_columns(), part.definition
        tree = record(known.pick("id", "name", "weight"), part)
        if isinstance(node, Node):
            tree["method"] = node.method
            for key, below in (("dimensions", node.dimensions), ("indicators", node.indicators)):
                if below:
                    tree[key] = [self._node_data(_DeclaredPart(id_, child, 0)) for id_, child in below.items()]
            return tree
        kind = {"rule": str(getattr(node.rule, "kind", "")), "words": rule_words(node, self._voice)}
        return {**tree, **record([known["unit"], known["value"]], part), **kind, "source": node.source}

    def records(self) -> Table[_DeclaredPart]:
        """Return one row for each dimension and indicator."""
        known = self._part_columns()
        return Table(known.pick(*_IN_FILES), self._parts())


def _below(node: Node, depth: int) -> Iterator[_DeclaredPart]:
    """Yield every dimension and indicator below ``node``, in file order."""
    for key, child in (node.dimensions or {}).items():
        yield _DeclaredPart(key, child, depth)
        yield from _below(child, depth + 1)
    for key, indicator in (node.indicators or {}).items():
        yield _DeclaredPart(key, indicator, depth)
