"""Which criteria parks name, and what is to be said where they name none, several, or others than asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from fivegoods.criteria.file import CriteriaFile
from fivegoods.messages.findings import Finding, Place, Severity
from fivegoods.panel.vocabulary import full_name
from fivegoods.reading import findings as kinds
from fivegoods.reading.criteria_files import default_criteria

#: More errors than this against other criteria than a file names are not worth listing.
_FEW_ERRORS: Final = 5


def defaulted(found: tuple[Place, int] | None, criteria: Mapping[str, CriteriaFile | None]) -> Iterator[Finding]:
    """Yield the note that parks (the first place, how many) are scored by the default criteria."""
    file = criteria.get(default_criteria()) if found else None
    if found and file is not None:
        place, count = found
        yield Finding(kinds.BY_DEFAULT, place, {"count": str(count), "criteria": full_name(file)})


def unfit(foreign: Mapping[str, tuple[Sequence[Place], Sequence[Finding]]], given: str) -> Iterator[Finding]:
    """Yield the findings about parks that name other criteria than were asked for; one instead of very many."""
    for own, (places, findings) in foreign.items():
        errors = sum(one.severity is Severity.ERROR for one in findings)
        if errors <= _FEW_ERRORS:
            yield from findings
            continue
        params = {"count": str(len(places)), "own": own, "given": given, "problems": str(errors)}
        yield Finding(kinds.OTHER_CRITERIA, places[0], params)


def mixed(used: Mapping[str, tuple[Place, int]]) -> Finding:
    """Return the finding that parks follow different criteria, at the first that differs."""
    listed = ", ".join(f"{name} ({count})" for name, (_, count) in used.items())
    second = list(used.values())[1][0]
    return Finding(kinds.MIXED_CRITERIA, second, {"used": listed})
