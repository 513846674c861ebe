"""What became of a worked case of a criteria file."""

from __future__ import annotations

from dataclasses import dataclass

from fivegoods.messages.findings import Finding


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One expectation: what was looked at, what was expected, what came out."""

    what: str
    expected: str
    actual: str

    @property
    def passed(self) -> bool:
        """Whether it came out as expected."""
        return self.expected == self.actual


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What became of one case; the derivation is of the indicators that came out differently."""

    name: str
    passed: bool
    lines: tuple[CaseLine, ...]
    derivation: str
    findings: tuple[Finding, ...] = ()
