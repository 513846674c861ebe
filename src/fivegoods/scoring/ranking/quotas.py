"""How many places each grade has: shares of the parks, rounded and squeezed as declared."""

from __future__ import annotations

from collections.abc import Mapping

from fivegoods.criteria.models.ranking import Grades
from fivegoods.numeric.decimals import ZERO, round_to


def quotas(count: int, grades: Grades, taken: Mapping[str, int] | None = None) -> dict[str, int]:
    """Return the number of places of each grade for ``count`` parks, in the order of the grades.

    ``taken`` are places used up by parks whose grade is forced; the shares are of all parks,
    these included, and one that is cumulative (``upto``) takes what the grades before it left of
    it. What does not fit is squeezed from the declared grades first, then from the
    last grade up. The grade that takes the rest gets what is left.
    """
    used = taken or {}
    whole = count + sum(used.values())
    rest = [level.id for level in grades.levels if level.rest]
    sizes = {level.id: 0 for level in grades.levels}
    reached = 0
    for level in grades.levels:
        if not level.rest:
            share = level.share if level.upto is None else level.upto
            places = int(round_to((share or ZERO) * whole, 0, level.round))
            if level.upto is not None:
                places = max(0, places - reached)
            reached += places
            sizes[level.id] = max(0, places - used.get(level.id, 0))
    for name in (*grades.squeeze, *reversed(sizes)):
        excess = sum(sizes.values()) - count
        if excess <= 0:
            break
        sizes[name] = max(0, sizes[name] - excess)
    for name in rest:
        sizes[name] = count - sum(sizes.values())
    return sizes
