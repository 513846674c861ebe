"""Lists for very many parks: made item by item, or shared by all of them; never whole in memory."""

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


class Shared(Sequence[Made]):
    """A list that stands in the data of many parks; ``texts`` keeps what a format wrote for it, by depth."""

    __slots__ = ("_items", "texts")

    def __init__(self, items: Sequence[Made]) -> None:
        """Hold items that stay as they are."""
        self._items = items
        self.texts: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> Made: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Made]: ...
    def __getitem__(self, index: int | slice) -> Made | Sequence[Made]:
        return self._items[index]
