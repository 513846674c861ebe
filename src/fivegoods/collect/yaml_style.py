"""How our files look in YAML: small mappings in one line, numbers as they are, no anchors."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import yaml

from fivegoods.numeric.decimals import show


def dumped(document: dict[str, Any]) -> str:
    """Return a document as YAML text, keys in their order."""
    return str(yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120))


class _Dumper(yaml.SafeDumper):
    """Writes numbers as they are and small mappings in one line."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything in full: anchors are for programs."""
        return True


class Line(dict[str, Any]):
    """A mapping to be written in one line."""


_Dumper.add_representer(Decimal, lambda dumper, x: _number(dumper, show(x)))
_Dumper.add_representer(Line, lambda dumper, x: dumper.represent_mapping("tag:yaml.org,2002:map", x, flow_style=True))


def _number(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)
