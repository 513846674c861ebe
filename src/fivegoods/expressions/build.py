"""Tree → typed closures: names are looked up, units settled, everything else refused with its place."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from fivegoods.expressions import tree
from fivegoods.expressions.arithmetic import PLAIN, arithmetic, negative
from fivegoods.expressions.column import Run, lifted, same
from fivegoods.expressions.compiled import Comparison, Compiled, Reads, Scope
from fivegoods.expressions.conditions import Pair, chain, choose, joined
from fivegoods.expressions.operand import Operand, constant, in_unit, require
from fivegoods.expressions.tree import ExpressionError, HiddenUnit
from fivegoods.numeric.closest import nearest
from fivegoods.numeric.units import Unit, UnitError, parse_unit

#: What spreadsheets call a function, and its name here.
_ELSEWHERE: Final[Mapping[str, str]] = {
    "avg": "average", "mean": "average", "countif": "count", "log": "ln", "int": "floor", "trunc": "floor",
    "isblank": "known", "iferror": "first", "ifnull": "first", "coalesce": "first",
    "power": "x ** 2", "pow": "x ** 2", "root": "x ** (1/3)", "cbrt": "x ** (1/3)",
}  # fmt: skip
_NOTHING: Final = same(None)
_TRUTHS: Final[Mapping[str, bool]] = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class Function:
    """How many arguments a function takes (``most`` None: any number), its options, and how to write it."""

    build: Callable[[Builder, tree.Call], Operand]
    least: int
    most: int | None
    usage: str
    options: tuple[str, ...] = ()


class Builder:
    """Compiles the nodes of one text in one scope and notes what they read."""

    def __init__(
        self, text: str, scope: Scope, functions: Mapping[str, Function], root: tree.Term, unit: str | None = None
    ) -> None:
        """Start with nothing read; ``unit`` is what the value of ``root`` is wanted in."""
        self.text = text
        self.scope = scope
        self.functions = functions
        self.reads = Reads()
        self.comparisons: list[Pair] = []
        #: What was built of each term, by the identity of the term.
        self.built: dict[int, Operand] = {}
        self.wanted = None if unit is None else self.unit(unit, root)
        self._results = {id(node) for node in tree.results(root)}

    def build(self, node: tree.Term) -> Operand:
        """Return the typed closure of ``node``. Raise ExpressionError."""
        built = self.built[id(node)] = _BUILDERS[type(node)](self, node)
        return built

    def part(self, node: tree.Term, raw: Run = _NOTHING, **known: Any) -> Operand:
        """Return a part at the place of ``node``; a number unless ``known`` says otherwise."""
        written = " ".join(self.text[node.start : node.end].split())
        return Operand(**{"kind": "number", **known}, raw=raw, text=written, start=node.start, end=node.end)

    def compared_pairs(self) -> Iterator[Comparison]:
        """Yield the pairs of numbers that are compared, each in one unit."""
        for left, sign, right in self.comparisons:
            yield Comparison(self.side(left), sign, self.side(right))

    def side(self, part: Operand) -> Compiled:
        """Return one side of a comparison, ready to be evaluated by itself."""
        return Compiled(part.text, part.kind, part.unit, part.raw, self.reads)

    def hidden_units(self, node: tree.Term) -> Iterator[HiddenUnit]:
        """Yield the bare numbers below ``node`` that take the unit of a product or quotient beside them."""
        for child in tree.children(node):
            yield from self.hidden_units(child)
        if (whole := tree.number_of_unit(node)) is not None:
            part = self.built[id(whole)]
            if part.is_derived and part.unit and part.unit.dimensions and self.built[id(node)].unit == PLAIN:
                yield HiddenUnit(part.text, part.unit.text, part.start, part.end, is_number=False)
        parts = [self.built[id(one)] for one in tree.alternatives(node) if id(one) in self.built]
        unit = next((part.unit for part in parts if part.is_derived and part.unit and not part.unit.is_plain), None)
        for part in parts:
            if unit is not None and part.unit is None and constant(part):
                yield HiddenUnit(part.text, unit.text, part.start, part.end, is_number=True)

    def unit(self, text: str | None, node: tree.Term) -> Unit:
        """Return the unit written as ``text``. Raise ExpressionError("unknown_unit")."""
        try:
            return parse_unit(text)
        except UnitError as error:
            raise ExpressionError("unknown_unit", node.start, node.end, near=error.near, unit=error.text) from None

    def in_result_unit(self, node: tree.Term, part: Operand) -> Operand:
        """Return the argument of ``node`` in the wanted unit if ``node`` gives the result.

        So round(tax / land, 2) rounds 万元/亩 where that is wanted, whatever the fields are kept in. A
        ratio is rounded as a ratio, also where % is wanted.
        """
        is_ratio = part.unit is None or not part.unit.dimensions
        return part if is_ratio or id(node) not in self._results else in_unit(part, self.wanted)

    def name(self, node: tree.Name) -> Operand:
        """Look a name up: a field, a group, or true / false."""
        name = node.id
        if (field := self.scope.fields.get(name)) is not None:
            self.reads.fields[name] = None
            unit = self.unit(field.unit, node) if field.kind == "number" else None
            return self.part(
                node, lambda rows: rows.field(name), kind=field.kind, unit=unit, options=tuple(field.choices)
            )
        if name in self.scope.groups:
            self.reads.groups[name] = None
            options = tuple(self.scope.groups[name])
            return self.part(node, lambda rows: rows.group(name), kind="choice", options=options)
        if name in _TRUTHS:
            return self.truth(tree.Truth(node.start, node.end, _TRUTHS[name]))
        if name in self.scope.options:
            raise ExpressionError("unquoted", node.start, node.end, name=name)
        raise ExpressionError("unknown_name", node.start, node.end, near=self.scope.nearest(name), name=name)

    def number(self, node: tree.Number) -> Operand:
        """Compile a literal number; without a unit of its own it fits any."""
        value = node.value
        unit = None if node.unit is None else self.unit(node.unit, node)
        if unit is not None and not unit.dimensions and unit.factor > 1:  # 3 亿 is a number
            value, unit = value * unit.factor.numerator, None
        return self.part(node, same(value), unit=unit, is_constant=True)

    def word(self, node: tree.Word) -> Operand:
        """Compile a literal text."""
        return self.part(node, same(node.value), kind="choice", word=node.value, options=(node.value,))

    def truth(self, node: tree.Truth) -> Operand:
        """Compile a literal true or false."""
        return self.part(node, same(node.value), kind="yes_no")

    def several(self, node: tree.Several) -> Operand:
        """Refuse a list that stands elsewhere than to the right of ``in`` or in ``within=``."""
        raise ExpressionError("not_allowed", node.start, node.end, what=self.text[node.start : node.end])

    def negative(self, node: tree.Negative) -> Operand:
        """Compile −x."""
        return negative(self.build(node.operand), self.part(node))

    def arithmetic(self, node: tree.Arithmetic) -> Operand:
        """Compile + − × ÷ and powers."""
        return arithmetic(node, self.build(node.left), self.build(node.right), self.part(node))

    def compared(self, node: tree.Compared) -> Operand:
        """Compile a chain of comparisons."""
        operands: list[Operand | list[Operand]] = [self.build(node.first)]
        for sign, item in node.rest:
            is_list = isinstance(item, tree.Several) and sign in ("in", "not in")
            operands.append([self.build(one) for one in _items(item)] if is_list else self.build(item))
        whole, pairs = chain([sign for sign, _ in node.rest], operands, self.part(node, kind="yes_no"))
        self.comparisons += pairs
        return whole

    def joined(self, node: tree.Joined) -> Operand:
        """Compile and / or over conditions that may be unknown."""
        runs = [require(self.build(item), "yes_no").raw for item in node.items]
        return self.part(node, joined(runs, deciding=node.word == "or"), kind="yes_no")

    def opposite(self, node: tree.Opposite) -> Operand:
        """Compile not."""
        raw = require(self.build(node.operand), "yes_no").raw
        return self.part(node, lifted(operator.not_, raw), kind="yes_no")

    def choice(self, node: tree.IfElse) -> Operand:
        """Compile if / else."""
        condition = require(self.build(node.condition), "yes_no")
        return choose(condition, self.build(node.then), self.build(node.otherwise), self.part(node))

    def call(self, node: tree.Call) -> Operand:
        """Compile a call of a function of the catalogue."""
        function = self.functions.get(node.function)
        if function is None:
            raise self.unknown_function(node)
        names = {name for name, _ in node.options}
        many = function.most is not None and len(node.arguments) > function.most
        if len(node.arguments) < function.least or many or names - set(function.options):
            raise self.misused(node)
        return function.build(self, node)

    def unknown_function(self, node: tree.Call) -> ExpressionError:
        """Return the error for a function that there is not, with those that there are."""
        name, end = node.function, node.start + len(node.function)
        if name.lower() == "if":
            return ExpressionError("if_called", node.start, end)
        near = _ELSEWHERE.get(name.lower()) or nearest(name.lower(), self.functions)
        known = ", ".join(self.functions)
        return ExpressionError("unknown_function", node.start, end, near=near, name=name, known=known)

    def misused(self, node: tree.Call) -> ExpressionError:
        """Return the error for a call whose arguments are not what the function takes."""
        return ExpressionError(
            "arguments", node.start, node.end, name=node.function, usage=self.functions[node.function].usage
        )

    def known_word(self, node: tree.Call, known: Collection[str] | None, reason: str) -> str:
        """Return the id that a call names in quotes. Raise ExpressionError if it is not among ``known``."""
        argument = node.arguments[0]
        if not isinstance(argument, tree.Word):
            raise self.misused(node)
        if known is not None and argument.value not in known:
            near = nearest(argument.value, known)
            raise ExpressionError(reason, argument.start, argument.end, near=near, name=argument.value)
        return argument.value

    def whole_number(self, call: tree.Call, node: tree.Term, at_least: int, at_most: int) -> int:
        """Return a literal whole number within bounds. Raise ExpressionError("arguments")."""
        if isinstance(node, tree.Number) and at_least <= node.value <= at_most and node.value == int(node.value):
            return int(node.value)
        raise self.misused(call)

    def within(self, call: tree.Call) -> tuple[str, ...]:
        """Return the groups of ``within=``: names or texts, one or several."""
        chosen = dict(call.options).get("within")
        items = () if chosen is None else _items(chosen)
        names = []
        for item in items:
            if not isinstance(item, tree.Word | tree.Name):
                raise self.misused(call)
            name = item.value if isinstance(item, tree.Word) else item.id
            if name not in self.scope.groups:
                near = nearest(name, self.scope.groups)
                raise ExpressionError("unknown_group", item.start, item.end, near=near, name=name)
            names.append(name)
        return tuple(names)


def _items(node: tree.Term) -> tuple[tree.Term, ...]:
    return node.items if isinstance(node, tree.Several) else (node,)


_BUILDERS: Final[Mapping[type, Callable[[Builder, Any], Operand]]] = {
    tree.Number: Builder.number, tree.Word: Builder.word, tree.Truth: Builder.truth, tree.Name: Builder.name,
    tree.Several: Builder.several, tree.Negative: Builder.negative, tree.Arithmetic: Builder.arithmetic,
    tree.Compared: Builder.compared, tree.Joined: Builder.joined, tree.Opposite: Builder.opposite,
    tree.IfElse: Builder.choice, tree.Call: Builder.call,
}  # fmt: skip
