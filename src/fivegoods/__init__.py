"""Exact, explained scoring and ranking of industrial parks from YAML criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fivegoods.api import FindingsError, load_criteria, load_parks, rank, score

__version__ = "0.1.0"

__all__ = ["FindingsError", "__version__", "load_criteria", "load_parks", "rank", "score"]


def __getattr__(name: str) -> Any:
    """Import the public functions on first use, so that ``fivegoods --help`` starts without them."""
    if name in __all__:
        from fivegoods import api

        return getattr(api, name)
    raise AttributeError(name)
