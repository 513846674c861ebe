"""Comparisons, and / or over conditions that may be unknown, and if / else."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from fivegoods.expressions import tree
from fivegoods.expressions.compiled import Run
from fivegoods.expressions.errors import ExpressionError, NoValue
from fivegoods.expressions.operand import Operand, alike, joint, require
from fivegoods.numeric.closest import nearest
from fivegoods.numeric.decimals import decide

_OPERATORS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def chain(signs: Sequence[tree.Comparison], operands: Sequence[Operand | list[Operand]], whole: Operand) -> Operand:
    """Return ``a < b <= c``: every neighbouring pair must hold."""
    links = []
    for index, sign in enumerate(signs):
        left = operands[index]
        if isinstance(left, list):
            raise ExpressionError("not_allowed", whole.start, whole.end, what=whole.text)
        links.append(_link(sign, left, operands[index + 1]))
    return replace(whole, raw=links[0] if len(links) == 1 else every(links))


def _link(sign: tree.Comparison, left: Operand, right: Operand | list[Operand]) -> Run:
    if isinstance(right, Operand) and sign not in ("in", "not in"):
        return _pair(sign, left, right)
    candidates = right if isinstance(right, list) else [right]
    among = some([_pair("==", left, candidate) for candidate in candidates])
    return among if sign == "in" else lambda park: not among(park)


def _pair(sign: tree.Comparison, left: Operand, right: Operand) -> Run:
    compare = _OPERATORS[sign]
    if left.kind == right.kind == "number":
        left, right = alike([left, right])
        a, b = left.raw, right.raw
        return lambda park: compare(decide(a(park)), decide(b(park)))
    require(right, left.kind)
    if sign not in ("==", "!="):
        require(left, "number")
    _refuse_unknown_option(left, right)
    _refuse_unknown_option(right, left)
    a, b = left.raw, right.raw
    return lambda park: compare(a(park), b(park))


def _refuse_unknown_option(literal: Operand, other: Operand) -> None:
    word = literal.word
    if word is None or other.word is not None or not other.options or word in other.options:
        return
    near, known = nearest(word, other.options), ", ".join(other.options)
    raise ExpressionError(
        "unknown_option", literal.start, literal.end, near=near, option=word, field=other.text, known=known
    )


def every(runs: Sequence[Run]) -> Run:
    """Return "and": false as soon as one is false, even beside an unknown one; else unknown or true."""
    return _joined(runs, deciding=False)


def some(runs: Sequence[Run]) -> Run:
    """Return "or": true as soon as one is true, even beside an unknown one; else unknown or false."""
    return _joined(runs, deciding=True)


def _joined(runs: Sequence[Run], *, deciding: bool) -> Run:
    fixed = tuple(runs)

    def decided(park: Any) -> bool:
        unknown: NoValue | None = None
        for run in fixed:
            try:
                if bool(run(park)) is deciding:
                    return deciding
            except NoValue as missing:
                unknown = unknown or missing
        if unknown is not None:
            raise unknown
        return not deciding

    return decided


def choose(condition: Operand, then: Operand, otherwise: Operand, whole: Operand) -> Operand:
    """Return ``then if condition else otherwise``; both sides are of one kind and one unit."""
    require(otherwise, then.kind)
    known: dict[str, Any] = {"options": (*then.options, *otherwise.options)}
    if then.kind == "number":
        then, otherwise = alike([then, otherwise])
        known = {**joint([then, otherwise]), "is_constant": False}
    test, a, b = condition.raw, then.raw, otherwise.raw
    return replace(whole, kind=then.kind, raw=lambda park: a(park) if test(park) else b(park), **known)
