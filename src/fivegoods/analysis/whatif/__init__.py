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
from fivegoods.analysis.whatif.parse import KINDS, parsed, texts_of

__all__ = [
    "KINDS",
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
    "parsed",
    "rerun",
    "texts_of",
    "what_if",
]
