"""Words of a report in one language: names from the criteria, values with units, references, ranks, reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from fivegoods.criteria.base import LocalText, Source
from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.models.criteria import Criteria, Node
from fivegoods.criteria.plan.plan import IndicatorPlan, NodePlan
from fivegoods.criteria.rules.base import parameter_name
from fivegoods.messages.words import WORDS, say
from fivegoods.numeric.decimals import DECISION_PLACES, HUNDRED, round_to, show
from fivegoods.panel.entities import Park, Value
from fivegoods.scoring.columns import Placing, ResolvedReference
from fivegoods.scoring.indicators.reasons import reason_words
from fivegoods.scoring.scores import ParkScore

#: Values and references are shown with at most this many decimals; data for programs carry them whole.
_VALUE_PLACES: Final = 4
#: A city's parks are all named; of more than these a list in a sentence is no longer read.
_MOST_NAMES: Final = 100
_FIRST_NAMES: Final = 10


@dataclass(frozen=True, slots=True)
class Voice:
    """The language of a report and the criteria that name things."""

    lang: str
    file: CriteriaFile

    @property
    def criteria(self) -> Criteria:
        """The criteria document."""
        return self.file.criteria

    @property
    def identity(self) -> str:
        """The criteria's full id, such as ``huangyan-per-mu/2022``."""
        return f"{self.file.id}/{self.file.edition}" if self.file.edition else self.file.id

    @property
    def decimals(self) -> int:
        """Decimal places of points."""
        return self.criteria.settings.decimals

    def say(self, code: str, **params: object) -> str:
        """Return the program's words for ``code``."""
        return say(code, self.lang, **params)

    def text(self, text: LocalText | None) -> str:
        """Return a name or sentence in this language, else in the other."""
        return text.within(self.lang) if text else ""

    def listed(self, parts: Iterable[str]) -> str:
        """Return parts in one line, those that are empty left out."""
        return self.say("join.list").join(part for part in parts if part)

    def few(self, names: Sequence[str], most: int) -> str:
        """Return the first names in one line, and how many more there are."""
        shown, more = self.listed(names[:most]), len(names) - most
        return self.say("join.more", names=shown, count=more) if more > 0 else shown

    def sentences(self, parts: Iterable[str]) -> str:
        """Return clauses in one sentence, those that are empty left out."""
        return self.say("join.sentence").join(part for part in parts if part)

    def labelled(self, label: str, value: object) -> str:
        """Return a label with its value: ``总分：87.5``."""
        return self.say("join.label", label=label, value=value)

    def bracketed(self, text: str, inner: str | None) -> str:
        """Return a text with a remark in brackets, the text alone where there is none."""
        return self.say("join.bracket", text=text, inner=inner) if inner else text

    def names(self, scores: Sequence[ParkScore]) -> str:
        """Return up to 100 parks in one line, of more the first ten with the number left out."""
        if len(scores) <= _MOST_NAMES:
            return self.listed(self.park(score.park) for score in scores)
        first = self.listed(self.park(score.park) for score in scores[:_FIRST_NAMES])
        return self.say("list.more", names=first, count=len(scores) - _FIRST_NAMES)

    def park(self, park: Park | ParkScore) -> str:
        """Return the park's name, or its id where it has none."""
        return self.called(park.name) or park.id

    def called(self, name: LocalText | str) -> str:
        """Return a name that may be the same in both languages."""
        return name if isinstance(name, str) else self.text(name)

    def name(self, plan: NodePlan | IndicatorPlan) -> str:
        """Return the name of a dimension or indicator."""
        return self.text(plan.definition.name) or plan.id

    def group(self, group_id: str) -> str:
        """Return the name of a group, such as 类型."""
        group = self.criteria.groups.get(group_id)
        return self.text(group.name) if group else group_id

    def group_value(self, group_id: str, value: str) -> str:
        """Return the name of one value of a group, such as 国家级."""
        group = self.criteria.groups.get(group_id)
        known = group.values.get(value) if group else None
        return self.text(known) or value or self.say("rank.no_value")

    def points(self, points: Decimal) -> str:
        """Return points rounded for display."""
        return show(points, self.decimals)

    def difference(self, points: Decimal) -> str:
        """Return a difference in points for display, with as many decimals as it takes to see that there is one."""
        visible = (p for p in range(self.decimals, DECISION_PLACES + 1) if round_to(points, p))
        return show(points, next(visible, self.decimals))

    def signed(self, points: Decimal) -> str:
        """Return a change of points with its sign; a change too small to show is 0."""
        text = self.points(points)
        return text if points <= 0 or not Decimal(text) else f"+{text}"

    def percent(self, share: Decimal) -> str:
        """Return a share as a percentage with one decimal."""
        return show(share * HUNDRED, 1) + "%"

    def value(self, plan: IndicatorPlan, value: Value | None) -> str | None:
        """Return an indicator's value with its unit, an alternate's with what it is; None stays None."""
        fields = tuple(plan.value.fields) if plan.value else ()
        if isinstance(value, Decimal):
            text: str | None = self.amount(value, plan.definition.unit, plan.definition.decimals)
        else:
            text = self.choice(fields, value)
        if text is None or not plan.is_alternate:
            return text
        return self.say("value.alternate", names=self.listed(map(self.named, fields)), value=text)

    def figure(self, field: str, value: Value | None) -> str | None:
        """Return a field's value with all its digits and its unit; None stays None."""
        if not isinstance(value, Decimal):
            return self.choice((field,), value)
        definition = self.criteria.fields.get(field)
        unit = definition.unit if definition else None
        return f"{show(value)} {unit}" if unit and unit != "1" else show(value)

    def choice(self, fields: Sequence[str], value: str | bool | None) -> str | None:
        """Return the name of an option of one of the fields, of a yes or a no; None stays None."""
        if value is None:
            return None
        if isinstance(value, bool):
            return self.say("bool.yes" if value else "bool.no")
        known = (self.criteria.fields[name].choices or {} for name in fields if name in self.criteria.fields)
        return self.text(next((choices[value] for choices in known if value in choices), None)) or value

    def amount(self, value: Decimal, unit: str | None, decimals: int | None = None) -> str:
        """Return a number with its unit: ``12.5%``, ``49 项``."""
        text = show(value, decimals) if decimals is not None else show(_short(value))
        if not unit or unit == "1":
            return text
        return text + unit if unit in {"%", "‰"} else f"{text} {unit}"

    def reference(self, found: ResolvedReference, plan: IndicatorPlan) -> str:
        """Return a reference value and what it is: ``平均值 60``, ``下限 20``, ``83%``.

        It is in the unit of the value beside it, so that only a sign such as % is repeated.
        """
        unit = plan.definition.unit
        shown = self.amount(found.value, unit if unit in {"%", "‰"} else None)
        if f"stat.{found.stat}" in WORDS:
            return f"{self.say(f'stat.{found.stat}')} {shown}"
        return f"{self.text(parameter_name(found.name))} {shown}" if len(plan.references) > 1 else shown

    def reference_kind(self, found: ResolvedReference) -> str:
        """Return where a reference value comes from; nothing to say of a fixed one."""
        if found.origin == "constant":
            return ""
        return self.say(f"ref.{found.origin}", count=found.parks, park=found.group.get("park", ""))

    def placing(self, placing: Placing) -> str:
        """Return a rank in a sentence: 第 3 名，共 24 个."""
        code = "card.rank_tied" if placing.tied > 1 else "card.rank_of"
        return self.say(code, rank=placing.rank, of=placing.of, tied=placing.tied)

    def rank(self, placing: Placing | None) -> str | None:
        """Return a rank for a table, ties marked."""
        if placing is None:
            return None
        return self.say("rank.tied", rank=placing.rank) if placing.tied > 1 else str(placing.rank)

    def places(self, gained: int | None) -> str | None:
        """Return places gained or lost with an arrow: ``↑2``, ``↓1``, ``→``; None without two ranks."""
        if gained is None:
            return None
        return f"↑{gained}" if gained > 0 else f"↓{-gained}" if gained < 0 else "→"

    def reason(self, reason: str) -> str:
        """Return a reason code such as "absent:tax" as a sentence, ids replaced by names."""
        head, colon, rest = reason.partition(":")
        # A field may have the same id as an adjustment.
        adjustment = self.criteria.adjustments.get(rest) if head == "adjustment" else None
        name = self.text(adjustment.name) if adjustment else self.named(rest)
        return self.text(reason_words(head + colon + name))

    def named(self, id_: str) -> str:
        """Return the name of a field, adjustment, dimension or indicator; other ids stay."""
        criteria = self.criteria
        for known in (criteria.fields, criteria.adjustments):
            if id_ in known:
                return self.text(known[id_].name) or id_
        return self.text(_name_in(criteria, id_)) or id_

    def target(self, id_: str) -> str:
        """Return the name of what an adjustment acts on: the total, a dimension or an indicator."""
        return self.say("col.total") if id_ == "total" else self.named(id_)

    def grade(self, score: ParkScore) -> str | None:
        """Return the grade, and what forced it; None without a grade."""
        head, _, rest = score.grade_reason.partition(":")
        if head == "ungraded":
            effects = self.criteria.adjustments[rest].effects if rest in self.criteria.adjustments else []
            said = next((self.text(effect.ungraded) for effect in effects if effect.ungraded), "")
            return said or self.say("effect.ungraded")
        grade = self.graded(score.grade)
        if grade is None or not head:
            return grade
        return self.bracketed(grade, self.say("reason.because", what=self.named(head)))

    def graded(self, grade: str | None) -> str | None:
        """Return a grade's id, with its name where that says more: ``B 良好``; None stays None."""
        levels = self.criteria.grades.levels if self.criteria.grades else ()
        name = next((self.text(level.name) for level in levels if level.id == grade), "")
        return f"{grade} {name}" if grade and name and name != grade else grade

    def with_name(self, id_: str, name: str) -> str:
        """Return an id, with its name where that says more: ``national（国家级）``."""
        return self.bracketed(id_, name if name != id_ else "")

    def setting(self, value: object) -> str:
        """Return the value of a setting in words; ids by their names, ``不设`` for none."""
        if value is None or value == ():
            return self.say("settings.none")
        if isinstance(value, tuple):
            return self.listed(self.named(str(one)) for one in value)
        if isinstance(value, Decimal):
            return show(value)
        return self.say(f"setting.{value}") if f"setting.{value}" in WORDS else str(value)

    def effects(self, codes: tuple[str, ...]) -> str | None:
        """Return what an adjustment does besides points, None if nothing."""
        return self.listed(self._effect(part) for code in codes for part in code.split("+") if part) or None

    def _effect(self, part: str) -> str:
        head, _, rest = part.partition(":")
        return self.say(f"effect.{head}", what=self.target(rest) if head == "void" else rest)

    def source(self, source: Source | str | None) -> str:
        """Return a source in one line: title, issuer, number, date, page."""
        if source is None or isinstance(source, str):
            return source or ""
        parts = (self.text(source.title), source.issuer, source.number, source.date, source.page)
        return self.listed(part or "" for part in parts)


def _short(value: Decimal) -> Decimal:
    """Return ``value`` with at most four decimals, small ones with four significant digits."""
    places = _VALUE_PLACES if value.adjusted() >= -1 else min(_VALUE_PLACES - 1 - value.adjusted(), DECISION_PLACES)
    return round_to(value, places)


def _name_in(node: Node, id_: str) -> LocalText | None:
    if node.indicators and id_ in node.indicators:
        return node.indicators[id_].name
    for key, child in (node.dimensions or {}).items():
        found = child.name if key == id_ else _name_in(child, id_)
        if found:
            return found
    return None
