"""Checks over the figures of a run, one finding about meaning per file.

Those that go field by field share columns, which are made once for all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import localcontext
from typing import Final

from fivegoods.checks.data import copies, growth_stated, jumps, magnitude, shares
from fivegoods.checks.data.columns import Columns, columns_of
from fivegoods.messages.findings import Finding
from fivegoods.numeric.decimals import CONTEXT
from fivegoods.scoring.scores import Run

DATA_CHECKS: Final[tuple[Callable[[Columns], list[Finding]], ...]] = (
    magnitude.check,
    jumps.check,
    growth_stated.check,
    shares.check,
    copies.check,
)


def check(run: Run) -> list[Finding]:
    """Return what the checks over figures find."""
    with localcontext(CONTEXT):
        columns = columns_of(run)
        return [finding for one in DATA_CHECKS for finding in one(columns)]
