"""The functions an expression may call, each with how it is used."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from functools import partial
from typing import Final

from fivegoods.expressions import figure_functions as figures
from fivegoods.expressions import result_functions as results
from fivegoods.expressions.build import Function
from fivegoods.numeric.traced import floor_, least, most

FUNCTIONS: Final[Mapping[str, Function]] = {
    "previous": Function(figures.previous, 1, 1, "previous(x)"),
    "growth": Function(figures.growth, 1, 1, "growth(x), growth(x, years=3)", ("years",)),
    "cagr": Function(figures.compound, 1, 1, "cagr(x, years=3)", ("years",)),
    "change": Function(figures.change, 1, 1, "change(x)"),
    "base": Function(figures.base, 2, 2, "base(x, 2010)"),
    "average": Function(figures.average, 1, 1, "average(x, years=3)", ("years",)),
    "share": Function(results.share, 1, 1, "share(x), share(x, within=(region,))", ("within",)),
    "total": Function(results.total, 1, 1, "total(x), total(x, within=(region,))", ("within",)),
    "min": Function(partial(figures.folded, join=least), 1, None, "min(a, b)"),
    "max": Function(partial(figures.folded, join=most), 1, None, "max(a, b)"),
    "sum": Function(partial(figures.folded, join=operator.add), 1, None, "sum(a, b)"),
    "first": Function(figures.first, 1, None, "first(a, b)"),
    "count": Function(figures.count, 1, None, "count(a, b)"),
    "known": Function(figures.known, 1, 1, "known(x)"),
    "ln": Function(figures.logarithm, 1, 1, "ln(x)"),
    "sqrt": Function(figures.root, 1, 1, "sqrt(x)"),
    "floor": Function(partial(figures.steady, function=floor_), 1, 1, "floor(x)"),
    "round": Function(figures.rounding, 1, 2, "round(x, 2)"),
    "abs": Function(partial(figures.applied, function=abs), 1, 1, "abs(x)"),
    "events": Function(results.events, 1, 1, 'events("safety_accident")'),
    "points": Function(results.points, 1, 1, 'points("indicator")'),
    "value": Function(results.value, 1, 1, 'value("indicator")'),
    "rank": Function(results.rank, 1, 1, 'rank("indicator")'),
    "score": Function(results.score, 1, 1, 'score("criteria/edition")'),
}
