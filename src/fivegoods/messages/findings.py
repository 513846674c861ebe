"""Findings: what the checker says. A finding is data; rendering and language are the edge's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

_LONGEST_QUOTE: Final = 40
_NUMBERS: Final = re.compile(r"([0-9]{1,18})")


class Severity(StrEnum):
    """Error: no score. Warning: score, marked. Note: worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file: 1-based line and code-point column, or a sheet and cell."""

    file: str
    line: int = 0
    column: int = 0
    end_column: int = 0
    sheet: str = ""
    cell: str = ""
    #: The text of the line (or the cell), for the excerpt.
    excerpt: str = ""

    def part(self, text: str, start: int, end: int) -> Place:
        """Return the place of ``text[start:end]``; the whole place where the line does not show the text as it is."""
        at = self.excerpt.find(text, max(self.column - 1, 0))
        return self if at < 0 else replace(self, column=at + 1 + start, end_column=at + 1 + max(end, start + 1))


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One entry of the catalogue: a stable code and its texts in both languages.

    ``zh`` and ``en`` are ``str.format`` templates over the finding's parameters; both use the same
    placeholders. ``help_zh``/``help_en`` likewise; a help line is shown only if all its
    placeholders are given. ``cause_*``, ``bad`` and ``good`` are for ``check --explain``.
    """

    code: str
    severity: Severity
    zh: str
    en: str
    help_zh: str = ""
    help_en: str = ""
    cause_zh: str = ""
    cause_en: str = ""
    bad: str = ""
    good: str = ""


#: Every kind by code, filled by `define`.
KINDS: Final[dict[str, FindingKind]] = {}


def define(code: str, severity: Severity = Severity.ERROR, **texts: str) -> FindingKind:
    """Add a kind, an error if not said otherwise, to the catalogue. Raise ValueError for a code that is there."""
    if code in KINDS:
        msg = f"finding code {code} is defined twice"
        raise ValueError(msg)
    kind = FindingKind(code, severity, **texts)
    KINDS[code] = kind
    return kind


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its kind, its place, the words that fill the template, and a near match if any."""

    kind: FindingKind
    place: Place
    params: Mapping[str, str] = field(default_factory=dict)
    near: str = ""
    #: Overrides the kind's severity (criteria authors choose one for their checks).
    severity_override: Severity | None = None
    #: The next places of the same fault, a few of them, and how many places there are in all.
    also: tuple[Place, ...] = ()
    count: int = 1

    @property
    def severity(self) -> Severity:
        """The severity in force."""
        return self.severity_override or self.kind.severity


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings without repeats, file by file: those with errors first, p2 before p10; then by position."""
    unique = {(f.place, f.kind.code, tuple(sorted(f.params.items()))): f for f in findings}
    wrong = {f.place.file for f in unique.values() if f.severity is Severity.ERROR}
    return [unique[key] for key in sorted(unique, key=lambda key: (key[0].file not in wrong, _position(key[0]), key))]


def _position(place: Place) -> tuple[list[tuple[int, str]], str, int, int, str]:
    """Return what places are sorted by: numbers in names of files by size; cells of a row by column, Z before AA."""
    letters = place.cell.rstrip("0123456789")
    name = [(int(part), "") if part.isdecimal() else (0, part) for part in _NUMBERS.split(place.file)]
    return name, place.sheet, place.line, place.column or len(letters), letters


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether any finding is an error."""
    return any(f.severity is Severity.ERROR for f in findings)


def quoted(value: object) -> str:
    """Return a value for use in a sentence, cut where it is too long to read."""
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
