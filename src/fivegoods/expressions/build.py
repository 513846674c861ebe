"""Tree → typed closures: names are looked up, units settled, everything else refused with its place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from fivegoods.expressions import tree
from fivegoods.expressions.arithmetic import arithmetic, negative
from fivegoods.expressions.compiled import Reads, Run
from fivegoods.expressions.conditions import chain, choose, every, some
from fivegoods.expressions.errors import ExpressionError
from fivegoods.expressions.operand import Operand, in_unit, require
from fivegoods.expressions.scope import Scope
from fivegoods.numeric.closest import nearest
from fivegoods.numeric.units import Unit, UnitError, parse_unit

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
        self.wanted = None if unit is None else self.unit(unit, root)
        self._results = {id(node) for node in tree.results(root)}

    def build(self, node: tree.Term) -> Operand:
        """Return the typed closure of ``node``. Raise ExpressionError."""
        return _BUILDERS[type(node)](self, node)

    def part(self, node: tree.Term, raw: Run = lambda park: None, **known: Any) -> Operand:
        """Return a part at the place of ``node``; a number unless ``known`` says otherwise."""
        written = " ".join(self.text[node.start : node.end].split())
        return Operand(**{"kind": "number", **known}, raw=raw, text=written, start=node.start, end=node.end)

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
                node, lambda park: park.field(name), kind=field.kind, unit=unit, options=tuple(field.choices)
            )
        if name in self.scope.groups:
            self.reads.groups[name] = None
            options = tuple(self.scope.groups[name])
            return self.part(node, lambda park: park.group(name), kind="choice", options=options)
        if name in _TRUTHS:
            return self.truth(tree.Truth(node.start, node.end, _TRUTHS[name]))
        near = nearest(name, (*self.scope.fields, *self.scope.groups))
        raise ExpressionError("unknown_name", node.start, node.end, near=near, name=name)

    def number(self, node: tree.Number) -> Operand:
        """Compile a literal number, which fits any unit."""
        value = node.value
        return self.part(node, lambda park: value, is_constant=True)

    def word(self, node: tree.Word) -> Operand:
        """Compile a literal text."""
        value = node.value
        return self.part(node, lambda park: value, kind="choice", word=value, options=(value,))

    def truth(self, node: tree.Truth) -> Operand:
        """Compile a literal true or false."""
        value = node.value
        return self.part(node, lambda park: value, kind="yes_no")

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
        return chain([sign for sign, _ in node.rest], operands, self.part(node, kind="yes_no"))

    def joined(self, node: tree.Joined) -> Operand:
        """Compile and / or over conditions that may be unknown."""
        runs = [require(self.build(item), "yes_no").raw for item in node.items]
        return self.part(node, every(runs) if node.word == "and" else some(runs), kind="yes_no")

    def opposite(self, node: tree.Opposite) -> Operand:
        """Compile not."""
        raw = require(self.build(node.operand), "yes_no").raw
        return self.part(node, lambda park: not raw(park), kind="yes_no")

    def choice(self, node: tree.IfElse) -> Operand:
        """Compile if / else."""
        condition = require(self.build(node.condition), "yes_no")
        return choose(condition, self.build(node.then), self.build(node.otherwise), self.part(node))

    def call(self, node: tree.Call) -> Operand:
        """Compile a call of a function of the catalogue."""
        function = self.functions.get(node.function)
        if function is None:
            near = nearest(node.function, self.functions)
            end = node.start + len(node.function)
            raise ExpressionError("unknown_function", node.start, end, near=near, name=node.function)
        names = {name for name, _ in node.options}
        many = function.most is not None and len(node.arguments) > function.most
        if len(node.arguments) < function.least or many or names - set(function.options):
            raise self.misused(node)
        return function.build(self, node)

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
