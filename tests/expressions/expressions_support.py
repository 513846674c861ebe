"""A park made of plain mappings, for tests of expressions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext

from fivegoods.expressions import Compiled, Evaluated, FieldType, NoValue, Scope, compile_expression
from fivegoods.numeric.decimals import CONTEXT

SCOPE = Scope(
    fields={
        "tax": FieldType("万元"),
        "revenue": FieldType("亿元"),
        "rd": FieldType("万元"),
        "land": FieldType("亩"),
        "site": FieldType("公顷"),
        "workers": FieldType("人"),
        "vacancy": FieldType("%"),
        "rise": FieldType("百分点"),
        "ratio": FieldType(None),
        "awards": FieldType("项"),
        "stage": FieldType(kind="choice", choices={"建成": 1, "在建": 2, "未建": 3}),
        "has_plan": FieldType(kind="yes_no"),
    },
    groups={"level": ("national", "provincial"), "region": ()},
    indicators={"tax_per_mu": "万元/亩", "service": None},
    events=("safety_accident",),
)


@dataclass
class DictPark:
    """One park: ``years`` maps a year to figures; numbers may be given as text."""

    years: Mapping[int, Mapping[str, object]]
    year: int = 2024
    groups: Mapping[str, str] = field(default_factory=dict)
    peers: tuple[DictPark, ...] = ()
    results: Mapping[str, object] = field(default_factory=dict)

    def figure(self, name):
        """Return a figure of the year. Raise NoValue."""
        value = self.years.get(self.year, {}).get(name)
        if value is None:
            raise NoValue(f"absent:{name}")
        return Decimal(value) if isinstance(value, str) and value[-1:].isdigit() else value

    def __len__(self):
        return 1

    def only(self, rows):
        return self if rows else NOBODY

    def field(self, name):
        return one(lambda: self.figure(name))

    def group(self, name):
        return one(lambda: self.groups[name] if name in self.groups else nothing(f"absent:{name}"))

    def back(self, years):
        return self.at(self.year - years)

    def at(self, year):
        if year not in self.years:
            return NOBODY, [f"no_year:{year}"]
        return type(self)(self.years, year, self.groups, self.peers, self.results), [0]

    def total(self, compiled: Compiled, within):
        near = [p for p in (self, *self.peers) if all(p.groups[g] == self.groups[g] for g in within)]
        return one(lambda: sum((compiled.value(peer) for peer in near), Decimal(0)))

    def _result(self, key):
        return one(lambda: Decimal(str(self.results[key])) if key in self.results else nothing(f"no_result:{key}"))

    def events(self, kind):
        return self._result(f"events:{kind}")

    def points(self, indicator):
        return self._result(f"points:{indicator}")

    def indicator(self, name):
        return self._result(f"value:{name}")

    def rank(self, indicator):
        return self._result(f"rank:{indicator}")

    def score(self, criteria_id):
        return self._result(f"score:{criteria_id}")


class Nobody:
    """A context of no rows."""

    def __len__(self):
        return 0

    def only(self, rows):
        return self

    def back(self, years):
        return self, []

    def __getattr__(self, name):
        return lambda *arguments: Evaluated([], {})


NOBODY = Nobody()


def nothing(reason):
    raise NoValue(reason)


def one(value):
    """Return the column of one row that ``value`` gives, or the reason why it gives none."""
    try:
        return Evaluated([value()], {})
    except NoValue as missing:
        return Evaluated([None], {0: missing.reason})


def park(**figures):
    """Return a park with figures of 2024; ``last`` holds those of 2023."""
    last = figures.pop("last", None)
    years = {2024: figures} if last is None else {2024: figures, 2023: last}
    return DictPark(years)


def compiled(text, unit=None, scope=SCOPE):
    return compile_expression(text, scope, unit)


def value(text, at, unit=None):
    """Return what ``text`` comes to for the park ``at``, in ``unit``."""
    with localcontext(CONTEXT):
        return compiled(text, unit).value(at)
