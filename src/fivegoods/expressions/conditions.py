"""Comparisons, and / or over conditions that may be unknown, and if / else."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from fivegoods.expressions import tree
from fivegoods.expressions.compiled import Bounds, Run
from fivegoods.expressions.errors import ExpressionError, NoValue, milder
from fivegoods.expressions.operand import Operand, alike, joint, limits, of_two, require, together
from fivegoods.numeric.closest import nearest
from fivegoods.numeric.decimals import decide

_OPERATORS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


Pair = tuple[Operand, tree.Comparison, Operand]


def chain(
    signs: Sequence[tree.Comparison], operands: Sequence[Operand | list[Operand]], whole: Operand
) -> tuple[Operand, list[Pair]]:
    """Return ``a < b <= c``, where every neighbouring pair must hold, and the numbers it compares in one unit."""
    links: list[Run] = []
    pairs: list[Pair] = []
    for index, sign in enumerate(signs):
        left = operands[index]
        if isinstance(left, list):
            raise ExpressionError("not_allowed", whole.start, whole.end, what=whole.text)
        links.append(_link(sign, left, operands[index + 1], pairs))
    return replace(whole, raw=links[0] if len(links) == 1 else every(links)), pairs


def _link(sign: tree.Comparison, left: Operand, right: Operand | list[Operand], pairs: list[Pair]) -> Run:
    if isinstance(right, Operand) and sign not in ("in", "not in"):
        return _pair(sign, left, right, pairs)
    candidates = right if isinstance(right, list) else [right]
    among = some([_pair("==", left, candidate, pairs) for candidate in candidates])
    return among if sign == "in" else lambda park: not among(park)


def _pair(sign: tree.Comparison, left: Operand, right: Operand, pairs: list[Pair]) -> Run:
    compare = _OPERATORS[sign]
    if left.kind == right.kind == "number":
        left, right = alike([left, right])
        pairs.append((left, sign, right))
        run = of_two(lambda x, y: compare(decide(x), decide(y)), left.raw, right.raw)
        return run if left.bounds is None and right.bounds is None else _by_limits(sign, run, left, right)
    require(right, left.kind)
    if sign not in ("==", "!="):
        require(left, "number")
    _refuse_unknown_option(left, right)
    _refuse_unknown_option(right, left)
    return of_two(compare, left.raw, right.raw)


def _by_limits(sign: tree.Comparison, run: Run, left: Operand, right: Operand) -> Run:
    """Return the comparison, decided by the limits of its sides where their values are not known."""
    lefts, rights = limits(left), limits(right)
    compare = _OPERATORS[sign]

    def decided_run(park: Any) -> bool:
        try:
            return bool(run(park))
        except NoValue:
            (a, b), (c, d) = _ends(lefts(park)), _ends(rights(park))
            if sign in ("==", "!="):
                outcomes = {sign == "!="} if b < c or d < a else {True, False}
            else:
                outcomes = {compare(a, d), compare(b, c)}
            if len(outcomes) > 1:
                raise
            return outcomes.pop()

    return decided_run


def _ends(bounds: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
    low, high = [decide(x) if x.is_finite() else x for x in bounds]
    return low, high


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
                unknown = milder(unknown, missing)
        if unknown is not None:
            raise unknown
        return not deciding

    return decided


def choose(condition: Operand, then: Operand, otherwise: Operand, whole: Operand) -> Operand:
    """Return ``then if condition else otherwise``; both sides are of one kind and one unit.

    A condition that is not known decides nothing where both sides come to the same.
    """
    require(otherwise, then.kind)
    known: dict[str, Any] = {"options": (*then.options, *otherwise.options)}
    if then.kind == "number":
        then, otherwise = alike([then, otherwise])
        known = {**joint([then, otherwise]), "is_constant": False, "bounds": _either(condition.raw, then, otherwise)}
    test, a, b = condition.raw, then.raw, otherwise.raw

    def run(park: Any) -> Any:
        try:
            holds = test(park)
        except NoValue as unknown:
            if (sides := _known_sides(a, b, park)) and sides[0] == sides[1]:
                return sides[0]
            raise unknown from None
        return a(park) if holds else b(park)

    return replace(whole, kind=then.kind, raw=run, **known)


def _known_sides(a: Run, b: Run, park: Any) -> list[Any]:
    try:
        return together([a, b], park)
    except NoValue:
        return []


def _either(test: Run, then: Operand, otherwise: Operand) -> Bounds:
    a, b = limits(then), limits(otherwise)

    def bounds(park: Any) -> tuple[Decimal, Decimal]:
        try:
            return a(park) if test(park) else b(park)
        except NoValue:
            (low, high), (least, most) = a(park), b(park)
            return min(low, least), max(high, most)

    return bounds
