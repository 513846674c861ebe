"""What if (假如): the same engine over changed figures, events, weights or criteria."""

from __future__ import annotations

from fivegoods.analysis.whatif.apply import changed, rerun
from fivegoods.analysis.whatif.changes import (
    AddEvent,
    Change,
    ChangeError,
    Drop,
    ScaleField,
    SetField,
    SetPoints,
    SetWeight,
)
from fivegoods.analysis.whatif.outcome import Moved, Shift, WhatIf, what_if
from fivegoods.analysis.whatif.parse import parse_drop, parse_event, parse_scale, parse_set, parse_weight

__all__ = [
    "AddEvent",
    "Change",
    "ChangeError",
    "Drop",
    "Moved",
    "ScaleField",
    "SetField",
    "SetPoints",
    "SetWeight",
    "Shift",
    "WhatIf",
    "changed",
    "parse_drop",
    "parse_event",
    "parse_scale",
    "parse_set",
    "parse_weight",
    "rerun",
    "what_if",
]
