"""Draws from a seed that are the same under every Python version."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

Item = TypeVar("Item")


class Draw:
    """Draws built on ``Random.random`` alone, the one method whose sequence Python promises to keep."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random

    def chance(self, probability: float) -> bool:
        return self._random() < probability

    def below(self, end: int) -> int:
        return int(self._random() * end)

    def between(self, first: int, last: int) -> int:
        return first + self.below(last - first + 1)

    def pick(self, items: Sequence[Item]) -> Item:
        return items[self.below(len(items))]

    def some(self, items: Sequence[Item], least: int, most: int) -> list[Item]:
        """Return between ``least`` and ``most`` different items in the order given."""
        wanted = min(self.between(least, most), len(items))
        places = list(range(len(items)))
        chosen = sorted(places.pop(self.below(len(places))) for _ in range(wanted))
        return [items[place] for place in chosen]

    def number(self, low: Decimal | int, high: Decimal | int, decimals: int = 0) -> Decimal:
        """Return a number with so many decimals between both ends."""
        step = Decimal(1).scaleb(-decimals)
        steps = int((Decimal(high) - Decimal(low)) / step)
        return plain(Decimal(low) + self.between(0, max(steps, 0)) * step)

    def signed(self, low: Decimal | int, high: Decimal | int, decimals: int = 0) -> Decimal:
        number = self.number(low, high, decimals)
        return -number if self.chance(0.5) else number


def plain(number: Decimal) -> Decimal:
    """Return the number without zeros at the end and without an exponent."""
    return Decimal(format(number.normalize() + 0, "f"))
