"""The functions an expression may call, each with how it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fivegoods.expressions import functions_numbers as numbers
from fivegoods.expressions import functions_results as results
from fivegoods.expressions import functions_years as years
from fivegoods.expressions import tree
from fivegoods.expressions.parts import Part

if TYPE_CHECKING:
    from fivegoods.expressions.build import Builder


@dataclass(frozen=True, slots=True)
class Function:
    """How many arguments a function takes (``most`` None: any number), its options, and how to write it."""

    build: Callable[[Builder, tree.Call], Part]
    least: int
    most: int | None
    usage: str
    options: tuple[str, ...] = ()


FUNCTIONS: Final[Mapping[str, Function]] = {
    "previous": Function(years.previous, 1, 1, "previous(x)"),
    "growth": Function(years.growth, 1, 1, "growth(x)"),
    "change": Function(years.change, 1, 1, "change(x)"),
    "base": Function(years.base, 2, 2, "base(x, 2010)"),
    "average": Function(years.average, 1, 1, "average(x, years=3)", ("years",)),
    "share": Function(results.share, 1, 1, "share(x), share(x, within=(region,))", ("within",)),
    "total": Function(results.total, 1, 1, "total(x), total(x, within=(region,))", ("within",)),
    "min": Function(numbers.smallest, 1, None, "min(a, b)"),
    "max": Function(numbers.largest, 1, None, "max(a, b)"),
    "sum": Function(numbers.total, 1, None, "sum(a, b)"),
    "first": Function(numbers.first, 1, None, "first(a, b)"),
    "count": Function(numbers.count, 1, None, "count(a, b)"),
    "known": Function(numbers.known, 1, 1, "known(x)"),
    "ln": Function(numbers.logarithm, 1, 1, "ln(x)"),
    "floor": Function(numbers.floor, 1, 1, "floor(x)"),
    "round": Function(numbers.rounding, 1, 2, "round(x, 2)"),
    "abs": Function(numbers.absolute, 1, 1, "abs(x)"),
    "events": Function(results.events, 1, 1, 'events("safety_accident")'),
    "points": Function(results.points, 1, 1, 'points("indicator")'),
    "value": Function(results.value, 1, 1, 'value("indicator")'),
    "rank": Function(results.rank, 1, 1, 'rank("indicator")'),
    "score": Function(results.score, 1, 1, 'score("criteria/edition")'),
}


def usage(name: str) -> str:
    """Return how a function is written, as an example."""
    return FUNCTIONS[name].usage
