"""The public Python interface: runs (load, score, rank), analyses over them, and results as records and frames.

It may import every room but the command line's.
"""

from fivegoods.api.runs import (
    FindingsError,
    Opened,
    load_criteria,
    load_parks,
    open_run,
    plan_of,
    rank,
    score,
    with_nested,
)

__all__ = [
    "FindingsError",
    "Opened",
    "load_criteria",
    "load_parks",
    "open_run",
    "plan_of",
    "rank",
    "score",
    "with_nested",
]
