"""Comparisons, and / or over conditions that may be unknown, and if / else."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from fivegoods.expressions import tree
from fivegoods.expressions.column import Bounds, Evaluated, Run, filled, is_final, lifted, milder
from fivegoods.expressions.operand import Operand, alike, joint, limits, require
from fivegoods.expressions.tree import ExpressionError
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
    return replace(whole, raw=links[0] if len(links) == 1 else joined(links, deciding=False)), pairs


def _link(sign: tree.Comparison, left: Operand, right: Operand | list[Operand], pairs: list[Pair]) -> Run:
    if isinstance(right, Operand) and sign not in ("in", "not in"):
        return _pair(sign, left, right, pairs)
    candidates = right if isinstance(right, list) else [right]
    among = joined([_pair("==", left, candidate, pairs) for candidate in candidates], deciding=True)
    return among if sign == "in" else lifted(operator.not_, among)


def _pair(sign: tree.Comparison, left: Operand, right: Operand, pairs: list[Pair]) -> Run:
    compare = _OPERATORS[sign]
    if left.kind == right.kind == "number":
        left, right = alike([left, right])
        pairs.append((left, sign, right))
        run = lifted(lambda x, y: compare(decide(x), decide(y)), left.raw, right.raw)
        return run if left.bounds is None and right.bounds is None else _by_limits(sign, run, left, right)
    require(right, left.kind)
    if sign not in ("==", "!="):
        require(left, "number")
    _refuse_unknown_option(left, right)
    _refuse_unknown_option(right, left)
    return lifted(compare, left.raw, right.raw)


def _by_limits(sign: tree.Comparison, run: Run, left: Operand, right: Operand) -> Run:
    """Return the comparison, decided by the limits of its sides where their values are not known."""
    lefts, rights = limits(left), limits(right)
    compare = _OPERATORS[sign]

    def decided(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]) -> bool | None:
        (a, b), (c, d) = _ends(one), _ends(other)
        if sign in ("==", "!="):
            return sign == "!=" if b < c or d < a else None
        outcomes = {compare(a, d), compare(b, c)}
        return outcomes.pop() if len(outcomes) == 1 else None

    def by_limits(rows: Any) -> Evaluated:
        found = run(rows)
        if not found.gaps:
            return found
        unknown = list(found.gaps)
        some_rows = rows.only(unknown)
        truths = list(map(decided, lefts(some_rows), rights(some_rows)))
        open_ = {place: found.gaps[unknown[place]] for place, truth in enumerate(truths) if truth is None}
        return filled(found, unknown, Evaluated(truths, open_))

    return by_limits


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


def joined(runs: Sequence[Run], *, deciding: bool) -> Run:
    """Return "or" (``deciding`` true) or "and": decided as soon as one part is so, even beside an unknown one."""
    fixed = tuple(runs)

    def run(rows: Any) -> Evaluated:
        values = [not deciding] * len(rows)
        reasons: dict[int, str] = {}
        undecided: Sequence[int] = range(len(rows))
        for each in fixed:
            found = each(rows if len(undecided) == len(rows) else rows.only(undecided))
            for place, reason in found.gaps.items():
                reasons[undecided[place]] = milder(reasons.get(undecided[place]), reason)
            decided = [found.values[place] is deciding and place not in found.gaps for place in range(len(undecided))]
            for row in (row for row, is_decided in zip(undecided, decided, strict=True) if is_decided):
                values[row] = deciding
                reasons.pop(row, None)
            undecided = [row for row, is_decided in zip(undecided, decided, strict=True) if not is_decided]
            if not undecided:
                break
        return Evaluated([None if row in reasons else holds for row, holds in enumerate(values)], reasons)

    return run


def choose(condition: Operand, then: Operand, otherwise: Operand, whole: Operand) -> Operand:
    """Return ``then if condition else otherwise``; both sides are of one kind and one unit.

    A condition that is not known decides nothing where both sides come to the same, or both do not apply.
    """
    require(otherwise, then.kind)
    known: dict[str, Any] = {"options": (*then.options, *otherwise.options)}
    if then.kind == "number":
        then, otherwise = alike([then, otherwise])
        known = {**joint([then, otherwise]), "is_constant": False, "bounds": _either(condition.raw, then, otherwise)}
    test, a, b = condition.raw, then.raw, otherwise.raw

    def run(rows: Any) -> Evaluated:
        truths = test(rows)
        values: list[Any] = [None] * len(rows)
        gaps: dict[int, str] = {}
        for side, chosen in ((a, True), (b, False)):
            its = [row for row, truth in enumerate(truths.values) if truth is chosen and row not in truths.gaps]
            if its:
                _put(values, gaps, its, side(rows if len(its) == len(rows) else rows.only(its)))
        unknown = list(truths.gaps)
        if unknown:
            one, other = a(rows.only(unknown)), b(rows.only(unknown))
            _put(values, gaps, unknown, _alike(one, other, [truths.gaps[row] for row in unknown]))
        return Evaluated(values, gaps)

    return replace(whole, kind=then.kind, raw=run, **known)


def _put(values: list[Any], gaps: dict[int, str], rows: Sequence[int], found: Evaluated) -> None:
    for place, row in enumerate(rows):
        values[row] = found.values[place]
        if place in found.gaps:
            gaps[row] = found.gaps[place]


def _alike(one: Evaluated, other: Evaluated, reasons: Sequence[str]) -> Evaluated:
    """Return what both columns have alike, and the reasons elsewhere, that of the sides if both do not apply."""
    gaps: dict[int, str] = {}
    for place, reason in enumerate(reasons):
        why = [side.gaps.get(place, "") for side in (one, other)]
        if any(why) or one.values[place] != other.values[place]:
            gaps[place] = why[0] if all(map(is_final, why)) else reason
    return Evaluated([None if place in gaps else x for place, x in enumerate(one.values)], gaps)


def _either(test: Run, then: Operand, otherwise: Operand) -> Bounds:
    a, b = limits(then), limits(otherwise)

    def bounds(rows: Any) -> list[tuple[Decimal, Decimal]]:
        truths = test(rows)
        found = []
        for row, (one, other) in enumerate(zip(a(rows), b(rows), strict=True)):
            if row in truths.gaps:
                found.append((min(one[0], other[0]), max(one[1], other[1])))
            else:
                found.append(one if truths.values[row] else other)
        return found

    return bounds
