"""What differs between two runs and why, and between two editions of criteria."""

from __future__ import annotations

from fivegoods.analysis.diff.runs import Diff, IndicatorDiff, ParkDiff, Split, TextChange, criteria_changes, diff_runs

__all__ = ["Diff", "IndicatorDiff", "ParkDiff", "Split", "TextChange", "criteria_changes", "diff_runs"]
