"""One line per kind of input file: suffix → the function that reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fivegoods.findings import Finding, Place, has_errors
from fivegoods.reading.decoding import EMPTY_FILE, decode
from fivegoods.reading.document import Document
from fivegoods.reading.yaml_tree import read_yaml

#: Name, bytes and SHA-256 of a file → its documents (a table gives one per row) and findings.
Reader = Callable[[str, bytes, str], tuple[list[Document], list[Finding]]]


def read_yaml_bytes(name: str, data: bytes, sha256: str) -> tuple[list[Document], list[Finding]]:
    """Return the one document of a YAML file, or none and why not."""
    text, findings = decode(name, data)
    if text is None:
        return [], findings
    document, problems = read_yaml(name, text, sha256)
    if document is None:
        return [], problems
    if document.data is None and not has_errors(problems):
        return [], [Finding(EMPTY_FILE, Place(name))]
    return [document], problems


READERS: Final[dict[str, Reader]] = {
    ".yaml": read_yaml_bytes,
    ".yml": read_yaml_bytes,
}
