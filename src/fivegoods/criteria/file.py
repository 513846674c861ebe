"""A criteria document that was read, and where each part of a document stands in its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from fivegoods.criteria.models.criteria import Criteria
from fivegoods.messages.findings import Finding, FindingKind, Place

Path = tuple[str | int, ...]


class Origin(Protocol):
    """Knows where each part of a document stands in its file."""

    @property
    def file(self) -> str:
        """The file's name as it was given."""

    @property
    def sha256(self) -> str:
        """Hash of the file's bytes, in hexadecimal."""

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Return the place of the value at ``path``, or of its key; the nearest ancestor if absent."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class CriteriaFile:
    """A criteria document that was read without errors, with its identity; equal to none but itself."""

    id: str
    edition: str
    criteria: Criteria
    origin: Origin

    def finding(self, kind: FindingKind, path: Path, near: str = "", /, **params: str) -> Finding:
        """Return a finding at the value of ``path``."""
        return Finding(kind, self.origin.place(path), params, near)

    def finding_at_key(self, kind: FindingKind, path: Path, near: str = "", /, **params: str) -> Finding:
        """Return a finding at the key of ``path``."""
        return Finding(kind, self.origin.place(path, key=True), params, near)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}/{self.edition}>"
