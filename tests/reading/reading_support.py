"""Reading the example files, and findings as ``CODE line:column``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fivegoods.checks import check_criteria
from fivegoods.messages.findings import Finding, in_order
from fivegoods.reading.benchmarks import read_benchmarks
from fivegoods.reading.criteria_files import FOLDER_VARIABLE, load_criteria_file
from fivegoods.reading.parks import read_parks

EXAMPLES = Path(__file__).parents[1] / "examples"


def short(findings: Iterable[Finding]) -> list[str]:
    return [f"{one.kind.code} {one.place.line}:{one.place.column}" for one in findings]


def findings_in(path: Path) -> list[Finding]:
    """Read one example as what its name says it is."""
    if path.name.startswith("criteria-") and "status:" in path.read_text(encoding="utf-8"):
        file, found = load_criteria_file(str(path))
        return in_order([*found, *(check_criteria(file) if file else ())])
    if path.name.startswith("benchmarks-"):
        criteria, findings = load_criteria_file("example")
        assert criteria is not None, findings
        return list(read_benchmarks([str(path)], criteria)[1])
    return list(read_parks([str(path)]).findings)


__all__ = ["EXAMPLES", "FOLDER_VARIABLE", "findings_in", "short"]
