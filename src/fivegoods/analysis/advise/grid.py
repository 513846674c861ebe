"""Exact search on decimal grids: the smallest step from today at which a condition holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.numeric.decimals import DECISION_PLACES, ONE, ZERO

#: The finest grid: as many decimals as decisions look at.
FINEST = Decimal(1).scaleb(-DECISION_PLACES)
#: Doublings of the step outward: from a thousandth of today's value to a million times it.
_DOUBLINGS = 31
#: From 0 there is no size to start from: doublings from a millionth to a million millions.
_FROM_ZERO = Decimal("1E-6")
_DOUBLINGS_FROM_ZERO = 61
#: A shorter decimal is looked for no farther than this (relative).
_NEAR = Decimal("1E-9")

#: Wide enough for any field on the finest grid.
_WIDE = Context(prec=80)

Test = Callable[[Decimal], bool]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a field may go: the closed ends and the grid it lies on."""

    low: Decimal | None
    high: Decimal | None
    grid: Decimal = FINEST

    def holds(self, x: Decimal) -> bool:
        """Return whether ``x`` is allowed."""
        return (self.low is None or x >= self.low) and (self.high is None or x <= self.high)


def bounds_of(definition: FieldDef) -> Bounds:
    """Return a field's bounds; open ends are one grid step inside."""
    grid = ONE if definition.whole else FINEST
    lows = [definition.at_least, None if definition.above is None else definition.above + grid]
    highs = [definition.at_most, None if definition.below is None else definition.below - grid]
    return Bounds(
        max((x for x in lows if x is not None), default=None),
        min((x for x in highs if x is not None), default=None),
        grid,
    )


def nearer(bounds: Bounds, today: Decimal, at_most: Decimal | None) -> Bounds:
    """Return bounds no farther from today's value than a relative change of ``at_most``."""
    if at_most is None or not today:
        return bounds
    reach = abs(today) * at_most
    low, high = today - reach, today + reach
    if bounds.grid == ONE:
        low, high = low.to_integral_value(ROUND_CEILING), high.to_integral_value(ROUND_FLOOR)
    return Bounds(
        low if bounds.low is None else max(low, bounds.low),
        high if bounds.high is None else min(high, bounds.high),
        bounds.grid,
    )


def probes(start: Decimal, sign: int, bounds: Bounds, marks: tuple[Decimal, ...] = ()) -> list[Decimal]:
    """Return values outward from ``start``, ever farther, with the ``marks`` on the way and the bound last."""
    step = max(abs(start) / 1024 if start else _FROM_ZERO, bounds.grid)
    if bounds.grid == ONE:
        step = max(ONE, step.to_integral_value())
    found = {start + sign * step * 2**k for k in range(_DOUBLINGS if start else _DOUBLINGS_FROM_ZERO)}
    found |= {mark for mark in marks if (mark - start) * sign > 0}
    end = bounds.high if sign > 0 else bounds.low
    if sign < 0 and bounds.low is None and start > 0:
        end = ZERO
    if end is not None:
        found = {x for x in found if (end - x) * sign > 0} | ({end} if (end - start) * sign > 0 else set())
    if bounds.grid == ONE:
        found = {x.to_integral_value(ROUND_CEILING if sign > 0 else ROUND_FLOOR) for x in found}
    return sorted((x for x in found if bounds.holds(x)), reverse=sign < 0)


def nearest_where(test: Test, start: Decimal, outward: list[Decimal], grid: Decimal) -> Decimal | None:
    """Return the value nearest to ``start`` on the grid for which ``test`` holds; None if no probe passes.

    ``test`` fails at ``start`` and changes once between two neighbouring probes. Where the value lies
    a hair before a short decimal, because decisions round to 12 places, that decimal is returned:
    180 ÷ 120 is asked for and not 179.99999999994 ÷ 120.
    """
    last = start
    for probe in outward:
        if test(probe):
            return _shortest(test, _between(test, last, probe, grid), 1 if probe > start else -1, grid)
        last = probe
    return None


def farthest_where(test: Test, start: Decimal, outward: list[Decimal], grid: Decimal) -> Decimal | None:
    """Return the farthest value from ``start`` up to which ``test`` holds; None if it holds nowhere but there."""
    last = start
    for probe in outward:
        if not test(probe):
            sign = 1 if probe > start else -1
            end = _between(lambda x: not test(x), last, probe, grid) - sign * grid
            return None if end == start else end
        last = probe
    return None if last == start else last


def _between(test: Test, fails: Decimal, holds: Decimal, grid: Decimal) -> Decimal:
    sign = 1 if holds > fails else -1
    low, high = ZERO, abs(holds - fails)
    while high - low > grid:
        middle = _on_grid((low + high) / 2, grid)
        if not low < middle < high:
            break
        low, high = (low, middle) if test(fails + sign * middle) else (middle, high)
    return fails + sign * high


def _on_grid(x: Decimal, grid: Decimal) -> Decimal:
    return (x / grid).to_integral_value(ROUND_CEILING) * grid


def _shortest(test: Test, x: Decimal, sign: int, grid: Decimal) -> Decimal:
    """Return the short decimal that ``x`` is a hair before, else ``x``."""
    if grid == ONE:
        return x
    rounding = ROUND_CEILING if sign > 0 else ROUND_FLOOR
    for places in range(DECISION_PLACES):
        unit = Decimal(1).scaleb(-places)
        short = x.quantize(unit, rounding=rounding, context=_WIDE)
        # A thousandth of its last place: 12 for 11.999999999999, but not 30.00000001 for 30.000000000001.
        if abs(short - x) <= min(unit / 1000, _NEAR * max(ONE, abs(x))) and test(short):
            return short
    return x
