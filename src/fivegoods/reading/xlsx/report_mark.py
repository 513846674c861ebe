"""Whether a workbook is a report that this program wrote: it says so in its properties."""

from __future__ import annotations

from typing import Final

from fivegoods.reading.xlsx.archive import Archive
from fivegoods.reports.model import REPORT_MARK

_PROPERTIES: Final = "docProps/core.xml"


def report_title(archive: Archive) -> str | None:
    """Return the title of a report, None for any other workbook. Raise WorkbookError."""
    if _PROPERTIES not in archive:
        return None
    said = {"category": "", "title": ""}
    inside = ""

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal inside
        inside = tag.rpartition(":")[2]

    def end(_: str) -> None:
        nonlocal inside
        inside = ""

    def characters(text: str) -> None:
        if inside in said:
            said[inside] += text

    archive.parse(_PROPERTIES, start, end, characters)
    return said["title"] if said["category"] == REPORT_MARK else None
