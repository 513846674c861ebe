"""A list whose items are made when they are asked for: what is said of 170,000 parks is never whole in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, overload

Made = TypeVar("Made", covariant=True)


class Each(Sequence[Made]):
    """``make(item)`` for each of ``items``, made anew whenever it is looked at."""

    __slots__ = ("_items", "_make")

    def __init__(self, items: Sequence[Any], make: Callable[[Any], Made]) -> None:
        """Promise one result for each item."""
        self._items = items
        self._make = make

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Made]:
        return map(self._make, self._items)

    @overload
    def __getitem__(self, index: int) -> Made: ...
    @overload
    def __getitem__(self, index: slice) -> Each[Made]: ...
    def __getitem__(self, index: int | slice) -> Made | Each[Made]:
        if isinstance(index, slice):
            return Each(self._items[index], self._make)
        return self._make(self._items[index])
