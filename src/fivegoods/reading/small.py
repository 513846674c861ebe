"""Small YAML files that are not documents of their own: costs and changes given on the command line."""

from __future__ import annotations

from typing import Any

from fivegoods.messages.findings import Finding
from fivegoods.reading.decoding import decode
from fivegoods.reading.inputs import read_bytes
from fivegoods.reading.yaml.tree import read_yaml


def read_small(name: str) -> tuple[Any, list[Finding]]:
    """Return the data of a YAML file, numbers as Decimals, or None with the findings that say why not."""
    data, findings = read_bytes(name)
    if data is None:
        return None, findings
    text, problems = decode(name, data)
    findings += problems
    if text is None:
        return None, findings
    document, problems = read_yaml(name, text)
    return (document.data if document else None), [*findings, *problems]
