"""Tables that name no criteria: whether the default, which was only assumed, can be meant at all."""

from __future__ import annotations

from typing import Final

from fivegoods.criteria.file import CriteriaFile
from fivegoods.messages.findings import Finding, FindingKind, Severity, define
from fivegoods.panel.vocabulary import full_name, vocabulary_of
from fivegoods.reading.criteria_files import list_criteria, load_criteria_file
from fivegoods.reading.tables.headings import Headings
from fivegoods.reading.tables.layout import header_index
from fivegoods.reading.tables.sheet import Sheet

_CAUSE_ZH: Final = "表格没有写 criteria，命令也没有指定，只能按默认标准识别各列，多数列却认不出。"
_CAUSE_EN: Final = (
    "Neither table nor command names criteria, so the default was assumed; most headers are unknown to it."
)


def _kind(code: str, help_zh: str, help_en: str) -> FindingKind:
    return define(
        code,
        Severity.ERROR,
        zh="没有指定评价标准，而默认标准 {criteria} 认不出多数列（{unknown} 列），没有读取",
        en="no criteria are given, and the default {criteria} does not know most headers ({unknown}); not read",
        help_zh=help_zh,
        help_en=help_en,
        cause_zh=_CAUSE_ZH,
        cause_en=_CAUSE_EN,
    )


FITS_OTHERS: Final = _kind(
    "FG037",
    "用 --criteria 指定；最合表头的是 --criteria {best}（{known} 列）",
    "choose with --criteria; the headers fit --criteria {best} best ({known})",
)
FITS_NONE: Final = _kind(
    "FG038",
    "用 --criteria 指定；现有的标准见 fivegoods criteria list",
    "choose with --criteria; fivegoods criteria list shows what there is",
)


def not_meant(sheet: Sheet, criteria: CriteriaFile) -> Finding | None:
    """Return one finding if criteria that were only assumed know fewer headers of a table than they do not."""
    index = header_index(sheet)
    if index is None:
        return None
    known, unknown = _counts(sheet, index, criteria)
    if unknown < 2 or known >= unknown:
        return None
    params = {"criteria": full_name(criteria), "unknown": str(unknown)}
    place = sheet.place(index, 0)
    best, most = _best(sheet, index)
    if most <= max(known, 1):
        return Finding(FITS_NONE, place, params)
    return Finding(FITS_OTHERS, place, {**params, "best": best, "known": str(most)})


def _counts(sheet: Sheet, index: int, criteria: CriteriaFile) -> tuple[int, int]:
    """Return how many headers these criteria know, one row further down as well, and how many they do not."""
    headings = Headings(vocabulary_of(criteria))
    found = [headings.find(text) for text in sheet.row(index) if len(text) < 100]
    row = sheet.row(index + 1) if index + 1 < len(sheet) else []
    below = [headings.find(text) for text in row if len(text) < 100]
    known = sum(one is not None and one.role not in ("park", "ignored") for one in (*found, *below))
    return known, sum(one is None for one in found)


def _best(sheet: Sheet, index: int) -> tuple[str, int]:
    """Return the criteria that know most headers, and how many; a few files are read where nothing else is done."""
    best, most = "", 0
    for entry in list_criteria():
        criteria, _ = load_criteria_file(entry.name)
        known = _counts(sheet, index, criteria)[0] if criteria is not None else 0
        if known > most:
            best, most = entry.name, known
    return best, most
