"""Value expressions of the oracle, worked out over fractions.

An expression becomes a Part: what kind of thing it gives, the size of its unit (None: a bare number, which takes the
unit of whatever it stands beside), and how to work it out for one park and year. What has no value is a Gap. A number
that known parts do not yet fix is a Range; a condition on it holds as soon as its whole range agrees.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any, Final, NamedTuple, Protocol

from oracle.quantities import ONE, ZERO, Gap, amount, decide, gap_of, ln, power, rounded, size_of, whole_steps

HUNDREDTH: Final = Fraction(1, 100)


class Range(NamedTuple):
    """A number between two ends that it could take, and why it is not fixed."""

    low: Fraction
    high: Fraction
    why: Gap = Gap.MISSING


class Env(Protocol):
    """One park in one year, as expressions look at it."""

    def field(self, name: str) -> Any: ...
    def group(self, name: str) -> Any: ...
    def back(self, years: int) -> Env: ...
    def at(self, year: int) -> Env: ...
    def total(self, part: Part, within: Sequence[str]) -> Any: ...
    def events(self, kind: str) -> Fraction: ...
    def points(self, name: str) -> Any: ...
    def value(self, name: str) -> Any: ...
    def rank(self, name: str) -> Any: ...
    def score(self, criteria: str) -> Any: ...


Run = Callable[[Any], Any]


@dataclass(frozen=True)
class Part:
    """What an expression gives: ``number``, ``truth`` or ``text``; of a quotient also its two sides."""

    kind: str
    size: Fraction | None
    run: Run
    sides: tuple[Part, Part] | None = None


class Words(NamedTuple):
    """The names an expression may use: fields with their documents, groups, units of indicators."""

    fields: Mapping[str, Any]
    groups: Mapping[str, Any]
    units: Mapping[str, str | None]


def compiled(text: Any, words: Words) -> Part:
    """Return the part that an expression stands for."""
    return _Reader(words).read(ast.parse(_with_units(str(text).strip()), mode="eval").body)


_QUANTITY: Final = re.compile(r"""("[^"]*"|'[^']*')|(?<![\w.])(\d[\d.]*)\s*([%‰㎡\u4e00-\u9fff][\w%‰/·]*)""")


def _with_units(text: str) -> str:
    """Return an expression whose numbers with units, such as ``0.35 吨标煤/万元``, are calls."""
    return _QUANTITY.sub(lambda found: found[1] or f'quantity({found[2]}, "{found[3]}")', text)


def in_size(part: Part, size: Fraction | None) -> Run:
    """Return how to work a number out in a unit; a bare number is in it already."""
    if size is None or part.size is None or part.size == size:
        return part.run
    factor = part.size / size
    return _strict(lambda x: x * factor, [part.run])


def settled(value: Any) -> Any:
    """Return a value, or why there is none."""
    return value.why if isinstance(value, Range) else value


def _strict(function: Callable[..., Any], runs: Sequence[Run]) -> Run:
    """Work out something that needs all its parts; over ranges, from end to end."""

    def run(env: Env) -> Any:
        values = [each(env) for each in runs]
        if gap := gap_of(values):
            return gap
        open_ = gap_of(value.why for value in values if isinstance(value, Range))
        if open_ is None:
            return function(*values)
        ends = [function(*ends) for ends in product(*(v[:2] if isinstance(v, Range) else (v,) for v in values))]
        return gap_of(ends) or _spanned(ends, open_)

    return run


def _spanned(ends: Sequence[Any], why: Gap) -> Any:
    """Return what all ends agree on, else the range between them."""
    if all(end == ends[0] for end in ends):
        return ends[0]
    return Range(min(ends), max(ends), why) if isinstance(ends[0], Fraction) else why


def _some(runs: Sequence[Run], *, holds: bool = True) -> Run:
    """Return whether one of them is ``holds``; it is decided as soon as one is, and missing data may still come."""

    def run(env: Env) -> Any:
        values = [each(env) for each in runs]
        if any(value is holds for value in values):
            return holds
        if Gap.MISSING in values:
            return Gap.MISSING
        return gap_of(values) or not holds

    return run


def _divide(a: Fraction, b: Fraction) -> Any:
    """Divide; by 0 there is no value, nor of two negatives: loss by negative equity is no gain."""
    return Gap.MISSING if decide(b) == 0 or (decide(a) < 0 and decide(b) < 0) else a / b


_ARITHMETIC: Final[Mapping[type, Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: _divide, ast.Pow: power,
}  # fmt: skip
_COMPARISONS: Final[Mapping[type, Callable[[Any, Any], bool]]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}  # fmt: skip


def _decided(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda a, b: compare(*(decide(x) if isinstance(x, Fraction) else x for x in (a, b)))


def _alike(parts: Sequence[Part]) -> tuple[Fraction | None, list[Run]]:
    """Return the unit of the first that has one, and all of them in it."""
    size = next((part.size for part in parts if part.size is not None), None)
    return size, [in_size(part, size) for part in parts]


class _Reader:
    """Reads one expression."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def read(self, node: ast.expr) -> Part:
        part: Part = getattr(self, f"_{type(node).__name__.lower()}")(node)
        return part

    def _constant(self, node: ast.Constant) -> Part:
        value = node.value
        if isinstance(value, bool | str):
            return Part("truth" if isinstance(value, bool) else "text", None, lambda env: value)
        exact = Fraction(str(value))
        return Part("number", None, lambda env: exact)

    def _name(self, node: ast.Name) -> Part:
        name = node.id
        if name in self.words.fields:
            kind, size = field_kind(self.words.fields[name])
            return Part(kind, size, lambda env: env.field(name))
        if name in self.words.groups:
            return Part("text", None, lambda env: env.group(name))
        if name in ("yes", "no", "true", "false"):
            return Part("truth", None, lambda env: name in ("yes", "true"))
        return Part("text", None, lambda env: name)

    def _unaryop(self, node: ast.UnaryOp) -> Part:
        part = self.read(node.operand)
        if isinstance(node.op, ast.Not):
            return Part("truth", None, _strict(operator.not_, [part.run]))
        sign = -1 if isinstance(node.op, ast.USub) else 1
        return Part("number", part.size, _strict(lambda x: sign * x, [part.run]))

    def _binop(self, node: ast.BinOp) -> Part:
        left, right = self.read(node.left), self.read(node.right)
        work = _ARITHMETIC[type(node.op)]
        if isinstance(node.op, ast.Add | ast.Sub):
            size, runs = _alike([left, right])
            return Part("number", size, _strict(work, runs))
        runs = [left.run, right.run]
        if isinstance(node.op, ast.Pow) or left.size is right.size is None:
            return Part("number", left.size and power(left.size, right.run(None)), _strict(work, runs))
        size = _ARITHMETIC[type(node.op)](left.size or ONE, right.size or ONE)
        sides = (left, right) if isinstance(node.op, ast.Div) else None
        return Part("number", size, _strict(work, runs), sides)

    def _boolop(self, node: ast.BoolOp) -> Part:
        runs = [self.read(value).run for value in node.values]
        return Part("truth", None, _some(runs, holds=isinstance(node.op, ast.Or)))

    def _ifexp(self, node: ast.IfExp) -> Part:
        condition, parts = self.read(node.test).run, [self.read(node.body), self.read(node.orelse)]
        size, (then, otherwise) = _alike(parts)

        def run(env: Env) -> Any:
            holds = condition(env)
            if not isinstance(holds, Gap):
                return then(env) if holds else otherwise(env)
            branches = [then(env), otherwise(env)]
            if gap_of(branches):
                return holds if holds is Gap.NOT_APPLICABLE or branches[0] is not branches[1] else branches[0]
            return _spanned([end for x in branches for end in (x[:2] if isinstance(x, Range) else (x,))], holds)

        return Part(parts[0].kind, size, run)

    def _compare(self, node: ast.Compare) -> Part:
        operands = [node.left, *node.comparators]
        links = [self._link(op, a, b) for op, a, b in zip(node.ops, operands, operands[1:], strict=False)]
        return Part("truth", None, links[0] if len(links) == 1 else _some(links, holds=False))

    def _link(self, sign: ast.cmpop, left: ast.expr, right: ast.expr) -> Run:
        if not isinstance(sign, ast.In | ast.NotIn):
            _, runs = _alike([self.read(left), self.read(right)])
            return _strict(_decided(_COMPARISONS[type(sign)]), runs)
        options = right.elts if isinstance(right, ast.Tuple | ast.List) else [right]
        among = _some([self._link(ast.Eq(), left, option) for option in options])
        return among if isinstance(sign, ast.In) else _strict(operator.not_, [among])

    def _call(self, node: ast.Call) -> Part:
        assert isinstance(node.func, ast.Name)
        options = {word.arg: word.value for word in node.keywords}
        part: Part = getattr(self, f"_of_{node.func.id}")(*node.args, **options)
        return part

    def _of_quantity(self, number: ast.Constant, unit: ast.Constant) -> Part:
        return Part("number", size_of(str(unit.value)), self.read(number).run)

    # The years of one park.

    def _of_previous(self, x: ast.expr) -> Part:
        part = self.read(x)
        return Part(part.kind, part.size, lambda env: part.run(env.back(1)))

    def _of_base(self, x: ast.expr, year: ast.Constant) -> Part:
        part = self.read(x)
        return Part(part.kind, part.size, lambda env: part.run(env.at(year.value)))

    def _of_growth(self, x: ast.expr) -> Part:
        now, then = self.read(x), self._of_previous(x)

        def grown(a: Fraction, b: Fraction) -> Any:
            return (a / b - 1) * 100 if decide(b) > 0 else Gap.MISSING

        return Part("number", HUNDREDTH, _strict(grown, [now.run, then.run]))

    def _of_change(self, x: ast.expr) -> Part:
        now, then = self.read(x), self._of_previous(x)
        return Part("number", now.size, _strict(operator.sub, [now.run, then.run]))

    def _of_average(self, x: ast.expr, years: ast.Constant) -> Part:
        part, count = self.read(x), int(years.value)

        def run(env: Env) -> Any:
            values = [settled(part.run(env.back(back))) for back in range(count)]
            return gap_of(values) or sum(values) / count

        return Part("number", part.size, run)

    # The peers, events, and what was found for other indicators.

    def _of_total(self, x: ast.expr, within: ast.expr | None = None) -> Part:
        part, groups = self.read(x), _names(within)
        return Part("number", part.size, lambda env: env.total(part, groups))

    def _of_share(self, x: ast.expr, within: ast.expr | None = None) -> Part:
        own, whole = self.read(x), self._of_total(x, within)

        def part_of(a: Fraction, b: Fraction) -> Any:
            return a / b * 100 if decide(b) > 0 else Gap.MISSING

        return Part("number", HUNDREDTH, _strict(part_of, [own.run, whole.run]))

    def _of_events(self, kind: ast.expr) -> Part:
        (name,) = _names(kind)
        return Part("number", ONE, lambda env: env.events(name))

    def _of_points(self, indicator: ast.expr) -> Part:
        (name,) = _names(indicator)
        return Part("number", ONE, lambda env: env.points(name))

    def _of_value(self, indicator: ast.expr) -> Part:
        (name,) = _names(indicator)
        return Part("number", size_of(self.words.units[name]), lambda env: env.value(name))

    def _of_rank(self, indicator: ast.expr) -> Part:
        (name,) = _names(indicator)
        return Part("number", ONE, lambda env: env.rank(name))

    def _of_score(self, criteria: ast.Constant) -> Part:
        return Part("number", ONE, lambda env: env.score(str(criteria.value)))

    # Numbers of one park and year.

    def _folded(self, work: Callable[..., Any], arguments: Sequence[ast.expr]) -> Part:
        size, runs = _alike([self.read(x) for x in arguments])
        return Part("number", size, _strict(work, runs))

    def _of_min(self, *arguments: ast.expr) -> Part:
        return self._folded(lambda *values: min(values), arguments)

    def _of_max(self, *arguments: ast.expr) -> Part:
        return self._folded(lambda *values: max(values), arguments)

    def _of_sum(self, *arguments: ast.expr) -> Part:
        return self._folded(lambda *values: sum(values, ZERO), arguments)

    def _of_abs(self, x: ast.expr) -> Part:
        return self._folded(abs, [x])

    def _of_floor(self, x: ast.expr) -> Part:
        return self._folded(whole_steps, [x])

    def _of_round(self, x: ast.expr, places: ast.Constant | None = None) -> Part:
        return self._folded(lambda value: rounded(value, places.value if places else 0), [x])

    def _of_ln(self, x: ast.expr) -> Part:
        logged = self._folded(lambda value: ln(value) if value > 0 else Gap.MISSING, [x])
        return Part("number", ONE if logged.size is not None else None, logged.run)

    def _of_first(self, *arguments: ast.expr) -> Part:
        parts = [self.read(x) for x in arguments]
        size, runs = _alike(parts)

        def run(env: Env) -> Any:
            values = [settled(each(env)) for each in runs]
            known = [value for value in values if not isinstance(value, Gap)]
            return known[0] if known else Gap.MISSING if Gap.MISSING in values else Gap.NOT_APPLICABLE

        return Part(parts[0].kind, size, run)

    def _of_known(self, x: ast.expr) -> Part:
        part = self.read(x)
        return Part("truth", None, lambda env: not isinstance(settled(part.run(env)), Gap))

    def _of_count(self, *arguments: ast.expr) -> Part:
        parts = [self.read(x) for x in arguments]

        def run(env: Env) -> Any:
            held = [settled(p.run(env)) if p.kind == "truth" else self._known(p, env) for p in parts]
            low, gaps = Fraction(sum(each is True for each in held)), [each for each in held if isinstance(each, Gap)]
            why = Gap.MISSING if Gap.MISSING in gaps else Gap.NOT_APPLICABLE
            return Range(low, low + len(gaps), why) if gaps else low

        return Part("number", ONE, run)

    @staticmethod
    def _known(part: Part, env: Env) -> bool:
        return not isinstance(settled(part.run(env)), Gap)


def _names(node: ast.expr | None) -> tuple[str, ...]:
    """Return the names in ``"x"``, ``x`` or ``(region, type)``."""
    if node is None:
        return ()
    found = node.elts if isinstance(node, ast.Tuple | ast.List) else [node]
    return tuple(str(each.value) if isinstance(each, ast.Constant) else each.id for each in found)  # type: ignore[attr-defined]


def field_kind(field: Mapping[str, Any]) -> tuple[str, Fraction | None]:
    """Return what a field holds and the size of its unit."""
    kind = field.get("kind") or "number"
    return (
        ("number", size_of(field.get("unit"))) if kind == "number" else ("truth" if kind == "yes_no" else "text", None)
    )


def figure(written: Any, field: Mapping[str, Any]) -> Any:
    """Return a figure of a park file in its field's unit, an option, a truth, or why there is none."""
    own = written if isinstance(written, dict) else {"value": written}
    value = own.get("value")
    if value is None or str(value) in ("null", "~", "", "expected", "缺失", "待报"):
        return Gap.MISSING
    if str(value) in ("not_applicable", "不适用"):
        return Gap.NOT_APPLICABLE
    kind, size = field_kind(field)
    if kind == "truth":
        return value if isinstance(value, bool) else str(value) in ("yes", "true", "是")
    return str(value) if kind == "text" else amount(own, size or ONE)
