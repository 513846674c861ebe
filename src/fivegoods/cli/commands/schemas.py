"""The kinds of file that have a JSON Schema."""

from __future__ import annotations

from enum import StrEnum


class Schema(StrEnum):
    """What `criteria schema` prints."""

    CRITERIA = "criteria"
    PARK = "park"
    BENCHMARKS = "benchmarks"
