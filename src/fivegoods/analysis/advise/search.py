"""Exact search on decimal grids: where a field may go, and the value nearest to today that reaches something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import NamedTuple

from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.numeric.decimals import DECISION_PLACES, ONE, ZERO, decide

#: The finest grid: as many decimals as decisions look at.
FINEST = Decimal(1).scaleb(-DECISION_PLACES)
#: Doublings of the step outward: from a thousandth of today's value to a million times it.
_DOUBLINGS = 31
#: From 0 there is no size to start from: doublings from a millionth to a million millions.
_FROM_ZERO = Decimal("1E-6")
_DOUBLINGS_FROM_ZERO = 61
#: A shorter decimal is looked for no farther than this (relative).
_NEAR = Decimal("1E-9")
#: Figures are said with so many significant digits.
_DIGITS = 7
#: After so many guesses that do not halve what is left, it is halved.
_PATIENCE = 3

#: Wide enough for any field on the finest grid.
_WIDE = Context(prec=80)


class Margin(NamedTuple):
    """Whether something is reached, and about how much is lacking; None where nothing can be said."""

    is_reached: bool
    lack: Decimal | None


def margin_of(found: Decimal | None, wanted: Decimal) -> Margin:
    """Return whether points come to ``wanted`` as decisions round, and how much is lacking of what is rounded to it."""
    if found is None:
        return Margin(is_reached=False, lack=None)
    goal = decide(wanted)
    return Margin(decide(found) >= goal, goal - FINEST / 2 - found)


Reach = Callable[[Decimal], Margin]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where a field may go: the closed ends and the grid it lies on."""

    low: Decimal | None
    high: Decimal | None
    grid: Decimal = FINEST

    def holds(self, x: Decimal) -> bool:
        """Return whether ``x`` is allowed."""
        return (self.low is None or x >= self.low) and (self.high is None or x <= self.high)


def bounds_of(definition: FieldDef, today: Decimal, at_most: Decimal | None) -> Bounds:
    """Return a field's bounds, no farther from today's value than a relative change of ``at_most``.

    Open ends are one grid step inside.
    """
    grid = ONE if definition.whole else FINEST
    lows = [definition.at_least, None if definition.above is None else definition.above + grid]
    highs = [definition.at_most, None if definition.below is None else definition.below - grid]
    if at_most is not None and today:
        reach = abs(today) * at_most
        lows.append(on_grid(today - reach, grid, ROUND_CEILING) if definition.whole else today - reach)
        highs.append(on_grid(today + reach, grid, ROUND_FLOOR) if definition.whole else today + reach)
    return Bounds(
        max((x for x in lows if x is not None), default=None),
        min((x for x in highs if x is not None), default=None),
        grid,
    )


def probes(start: Decimal, sign: int, bounds: Bounds) -> list[Decimal]:
    """Return values outward from ``start``, ever farther, with the bound last."""
    step = max(abs(start) / 1024 if start else _FROM_ZERO, bounds.grid)
    if bounds.grid == ONE:
        step = max(ONE, step.to_integral_value())
    found = {start + sign * step * 2**k for k in range(_DOUBLINGS if start else _DOUBLINGS_FROM_ZERO)}
    end = bounds.high if sign > 0 else bounds.low
    if sign < 0 and bounds.low is None and start > 0:
        end = ZERO
    if end is not None:
        found = {x for x in found if (end - x) * sign > 0} | ({end} if (end - start) * sign > 0 else set())
    if bounds.grid == ONE:
        found = {x.to_integral_value(ROUND_CEILING if sign > 0 else ROUND_FLOOR) for x in found}
    return sorted((x for x in found if bounds.holds(x)), reverse=sign < 0)


def nearest_reaching(reach: Reach, start: Decimal, far: Decimal, grid: Decimal) -> Decimal:
    """Return the value nearest to ``start``, in steps of ``grid`` from it, that reaches what ``far`` does.

    ``start`` does not reach it, and it is reached from one place on. Guesses lie where a line through both ends,
    or beyond a plateau through the last two that failed, lacks nothing; what they do not halve is halved.
    """
    sign = 1 if far > start else -1
    low, high = ZERO, abs(far - start)
    at_low, at_high = reach(start).lack, reach(far).lack
    then, at_then, streak, patience = low, at_low, 0, _PATIENCE
    while high - low > grid:
        width, guess = high - low, None
        if patience and at_low is not None and at_high is not None and at_low > 0:
            if at_high < -FINEST:
                # An end that stays where it is counts less each time, so that the other side is met.
                above, below = at_low / 2 ** max(streak - 1, 0), at_high / 2 ** max(-streak - 1, 0)
                guess = low + width * above / (above - below)
            elif at_then is not None and at_then > at_low:
                guess = low + (low - then) * at_low / (at_then - at_low)
        middle = on_grid(low + width / 2 if guess is None else guess, grid)
        middle = max(low + grid, min(middle, on_grid(high, grid) - grid))
        found = reach(start + sign * middle)
        if found.is_reached:
            high, at_high, streak = middle, found.lack, max(streak, 0) + 1
        else:
            then, at_then, low, at_low, streak = low, at_low, middle, found.lack, min(streak, 0) - 1
        patience = _PATIENCE if guess is None or high - low <= width / 2 else patience - 1
    return start + sign * high


def on_grid(x: Decimal, grid: Decimal, rounding: str = ROUND_CEILING) -> Decimal:
    """Return the next multiple of ``grid``."""
    return (x / grid).to_integral_value(rounding) * grid


def seven_digits(grid: Decimal, *figures: Decimal) -> Decimal:
    """Return the step in which the largest of some figures has seven significant digits, at least the grid's."""
    size = max(grid, *map(abs, figures)).adjusted()
    return max(grid, ONE.scaleb(size - _DIGITS + 1))


def shortest(reach: Reach, x: Decimal, sign: int, grid: Decimal) -> Decimal:
    """Return the short decimal that ``x`` is a hair before, because decisions round to 12 places, else ``x``.

    180 ÷ 120 is asked for and not 179.99999999994 ÷ 120.
    """
    if grid == ONE:
        return x
    rounding = ROUND_CEILING if sign > 0 else ROUND_FLOOR
    for places in range(DECISION_PLACES):
        unit = Decimal(1).scaleb(-places)
        short = x.quantize(unit, rounding=rounding, context=_WIDE)
        # A thousandth of its last place: 12 for 11.999999999999, but not 30.00000001 for 30.000000000001.
        if abs(short - x) <= min(unit / 1000, _NEAR * max(ONE, abs(x))) and reach(short).is_reached:
            return short
    return x
