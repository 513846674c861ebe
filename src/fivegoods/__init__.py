"""Exact, explained scoring and ranking of industrial parks from YAML criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fivegoods.api.analyses import (
        advise,
        benchmarks,
        check,
        compare,
        derivations,
        diff,
        indicators,
        other_methods,
        robustness,
        structure,
        weights,
        what_if,
        years,
    )
    from fivegoods.api.result import Ranking, RequestError, Result
    from fivegoods.api.runs import FindingsError, load_criteria, load_parks, rank, score

__version__ = "0.1.0"

__all__ = [
    "FindingsError",
    "Ranking",
    "RequestError",
    "Result",
    "__version__",
    "advise",
    "benchmarks",
    "check",
    "compare",
    "diff",
    "derivations",
    "indicators",
    "load_criteria",
    "load_parks",
    "other_methods",
    "rank",
    "robustness",
    "score",
    "structure",
    "weights",
    "what_if",
    "years",
]


def __getattr__(name: str) -> Any:
    """Import the public functions on first use, so that ``fivegoods --help`` starts without them."""
    if name in __all__:
        from fivegoods.api import analyses, result, runs

        return next(getattr(module, name) for module in (analyses, result, runs) if hasattr(module, name))
    raise AttributeError(name)
