"""A written value → a typed one in the unit its field declares, or what is wrong with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.models.bounds import breaks_whole, broken_bound
from fivegoods.criteria.models.criteria import FieldDef
from fivegoods.criteria.models.park import Scalar
from fivegoods.messages.findings import FindingKind
from fivegoods.numeric.closest import nearest
from fivegoods.numeric.decimals import show
from fivegoods.numeric.units import UnitError, convert, parse_unit, plain_signs, split_quantity
from fivegoods.panel.entities import Gap, Value
from fivegoods.reading.binding import findings as kinds
from fivegoods.reading.binding.numbers_meant import tidy_quantity
from fivegoods.reading.binding.quoting import quoted
from fivegoods.reading.yaml.scalars import is_computable

GAP_WORDS: Final = {
    "": Gap.NULL,
    "missing": Gap.NULL,
    "缺失": Gap.NULL,
    "expected": Gap.EXPECTED,
    "待报": Gap.EXPECTED,
    "not_applicable": Gap.NOT_APPLICABLE,
    "not applicable": Gap.NOT_APPLICABLE,
    "不适用": Gap.NOT_APPLICABLE,
}
_YES_NO: Final = {"yes": True, "是": True, "no": False, "否": False}
#: What people write where there is no figure; it does not say which of the gaps it is, or that it is 0.
_NO_FIGURE: Final = frozenset(
    {"/", "-", "—", "——", "无", "暂无", "没有", "空", "未统计", "无数据", "n/a", "na", "none"}
)
#: Words that mean yes or no, but not surely enough to take them for it.
_NEARLY_YES_NO: Final = {
    **dict.fromkeys(("有", "对", "已", "完成", "已完成", "y", "true", "1", "√", "✓"), "是"),
    **dict.fromkeys(("无", "没有", "未", "未完成", "不是", "n", "false", "0", "×"), "否"),
}


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a written value does not fit its field."""

    kind: FindingKind
    params: Mapping[str, str] = field(default_factory=dict)
    near: str = ""


def read_value(name: str, definition: FieldDef, value: Scalar, unit: str | None) -> Value | Gap | Misfit:
    """Return ``value`` (with ``unit``, if given apart) as the field ``name`` takes it."""
    if value is None:
        return Gap.NULL
    if isinstance(value, str) and (gap := GAP_WORDS.get(value.strip())):
        return gap
    if definition.kind == "choice":
        return _choice(name, definition.choices or {}, value)
    if definition.kind == "yes_no":
        return _yes_no(name, value)
    number = read_number(name, definition.unit, value, unit)
    if isinstance(number, Misfit):
        return number
    return _within_bounds(name, definition, number) or number


def read_number(name: str, declared: str | None, value: Scalar, unit: str | None) -> Decimal | Misfit:
    """Return a number in the unit ``declared``; a bare number is in that unit already."""
    if isinstance(value, Decimal):
        number, own_unit = value, None
    else:
        parts = split_quantity(value) if isinstance(value, str) else None
        if parts is None:
            return _text_for_number(name, value)
        number, own_unit = parts
    if not is_computable(number):
        return _text_for_number(name, value)
    if unit and own_unit and unit.strip() != own_unit:
        return Misfit(kinds.UNIT_TWICE, {"field": name, "first": own_unit, "second": unit})
    return _converted(name, declared, number, own_unit or unit)


def _text_for_number(name: str, value: Scalar) -> Misfit:
    params = {"field": name, "value": quoted(value)}
    if isinstance(value, str) and (suggestion := tidy_quantity(value)):
        params["suggestion"] = suggestion
    elif isinstance(value, str) and plain_signs(value).strip().lower() in _NO_FIGURE:
        params["suggestion"] = "0 / 缺失 (missing) / 待报 (expected) / 不适用 (not_applicable)"
    return Misfit(kinds.TEXT_FOR_NUMBER, params)


def _converted(name: str, declared: str | None, number: Decimal, unit: str | None) -> Decimal | Misfit:
    if unit is None:
        return number
    shown = declared or "1"
    try:
        given = parse_unit(unit)
    except UnitError as error:
        params = {"field": name, "given": quoted(unit), "declared": shown}
        return Misfit(kinds.UNKNOWN_UNIT, params, error.near)
    try:
        return convert(number, given, parse_unit(declared))
    except UnitError:
        params = {"field": name, "given": quoted(unit), "declared": shown}
        if suggestion := _with_noun(number, unit, declared):
            params["suggestion"] = suggestion
        return Misfit(kinds.WRONG_UNIT, params)


def _with_noun(number: Decimal, multiple: str, declared: str | None) -> str:
    """Return a quantity whose unit is a bare multiple (3.2 亿) with the noun of the field's unit, or ""."""
    noun = (declared or "").lstrip("百千万亿")
    if not noun or multiple.strip("百千万亿"):
        return ""
    try:
        convert(number, parse_unit(multiple + noun), parse_unit(declared))
    except UnitError:
        return ""
    return f"{show(number)} {multiple}{noun}"


def _within_bounds(name: str, definition: FieldDef, number: Decimal) -> Misfit | None:
    """Return the first bound that ``number`` breaks, if any."""
    unit = f" {definition.unit}" if definition.unit else ""
    shown = {"field": name, "value": f"{show(number)}{unit}"}
    if bound := broken_bound(definition, number):
        return Misfit(kinds.OUT_OF_BOUNDS, {**shown, "bound": bound})
    return Misfit(kinds.NOT_WHOLE, shown) if breaks_whole(definition, number) else None


def _choice(name: str, choices: Mapping[str, LocalText], value: Scalar) -> str | Misfit:
    written = quoted(value) if not isinstance(value, str) else value.strip()
    found, near = find_named(written, choices)
    if found:
        return found
    params = {"field": name, "value": quoted(written), "known": listed(choices)}
    # Whoever chose among names is told a name.
    name = "" if not near or written.isascii() else choices[near].zh or ""
    return Misfit(kinds.UNKNOWN_CHOICE, params, name or near)


def _yes_no(name: str, value: Scalar) -> bool | Misfit:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and (answer := _YES_NO.get(value.strip().lower())) is not None:
        return answer
    params = {"field": name, "value": quoted(value)}
    if suggestion := _NEARLY_YES_NO.get(str(value).strip().lower()):
        params["suggestion"] = suggestion
    return Misfit(kinds.NOT_YES_NO, params)


def find_named(word: str, known: Mapping[str, LocalText]) -> tuple[str, str]:
    """Return the id that ``word`` is or names, and else the id it is most like; "" for none."""
    names = {key: key for key in known}
    for key, text in known.items():
        for name in (text.zh, text.en):
            if name:
                names.setdefault(name, key)
    if word in names:
        return names[word], ""
    # Brackets and spaces are typed in either width; a name that fits only so is still this name.
    same = {key for name, key in names.items() if _folded(name) == _folded(word)}
    return (same.pop(), "") if len(same) == 1 else ("", names.get(nearest(word, names), ""))


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).lower()


def listed(known: Mapping[str, LocalText]) -> str:
    """Return ids with their names for a help line: ``national (国家级), provincial (省级)``."""
    return ", ".join(key if not text.zh or text.zh == key else f"{key} ({text.zh})" for key, text in known.items())
