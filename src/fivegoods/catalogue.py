"""Every kind of finding there is: importing the modules that define them fills the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import walk_packages

import fivegoods
from fivegoods.messages.findings import KINDS, FindingKind

#: Parts that find nothing themselves; without them looking up a code needs no NumPy.
_SILENT = ("__main__", "analysis", "cli", "collect", "export", "reports", "uncertainty")


def all_kinds() -> Mapping[str, FindingKind]:
    """Return every kind of finding by its code, in the order of the codes."""
    for module in walk_packages(fivegoods.__path__, "fivegoods."):
        if module.name.split(".")[1] not in _SILENT:
            import_module(module.name)
    return dict(sorted(KINDS.items()))


def find_kind(code: str) -> FindingKind | None:
    """Return the kind with this code (case does not matter), or None."""
    return all_kinds().get(code.strip().upper())
