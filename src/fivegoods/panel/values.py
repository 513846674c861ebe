"""Written cells → values in the unit of their field, a whole column at a time, or why they are none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import repeat
from typing import Final, NamedTuple, cast

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.models.criteria import FieldDef, breaks_whole, broken_bound
from fivegoods.criteria.models.park import DEVICE
from fivegoods.messages.findings import FindingKind, quoted
from fivegoods.numeric.closest import folded, nearest
from fivegoods.numeric.decimals import CONTEXT, is_computable, show
from fivegoods.numeric.units import UnitError, convert, parse_unit, plain_signs, ratio, split_quantity
from fivegoods.panel import findings as kinds
from fivegoods.panel.entities import Gap, Value
from fivegoods.panel.numbers_meant import is_unit, meant
from fivegoods.panel.raw import NO_RESULT, STROKE, AlteredText, ErrorText, FormulaText, Scalar, StruckText

GAP_WORDS: Final = {
    "": Gap.ABSENT,
    **dict.fromkeys(("null", "missing", "缺失", "缺"), Gap.NULL),
    **dict.fromkeys(("expected", "待报"), Gap.EXPECTED),
    **dict.fromkeys(("not_applicable", "not applicable", "不适用"), Gap.NOT_APPLICABLE),
}
_YES_NO: Final = {
    **dict.fromkeys(("yes", "是", "true", "y", "√", "✓", "✔", "☑"), True),
    **dict.fromkeys(("no", "否", "false", "n", "×", "✗", "✘", "☒"), False),
}
#: Words that mean yes or no, but not surely enough to take them for it.
_NEARLY_YES_NO: Final = {
    **dict.fromkeys(("有", "对", "已", "完成", "已完成", "1"), "是"),
    **dict.fromkeys(("无", "没有", "未", "未完成", "不是", "0"), "否"),
}
_MULTIPLES: Final = "百千万亿"
#: A text that is a number and nothing else, short enough to be exact.
_PLAIN: Final = r"-?[0-9]{1,15}(?:\.[0-9]{1,12})?"
_is_plain: Final = re.compile(_PLAIN, re.ASCII).fullmatch
#: Such texts and empty ones, each on a line of its own.
_are_plain: Final = re.compile(rf"(?>(?:{_PLAIN})?\n)*(?:{_PLAIN})?", re.ASCII).fullmatch
is_id: Final = re.compile(rf"(?!{DEVICE})[\w.-]{{1,80}}").fullmatch
_NOT_IN_ID: Final = re.compile(r"[^\w.-]+")
_BETWEEN_CHINESE: Final = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20|21)[0-9]{2}(?![0-9])")
_CHINESE_DIGITS: Final = str.maketrans("\u3007零一二三四五六七八九", "00123456789")
#: Units that a number of points, or of events, may carry.
OF_POINTS: Final = frozenset({None, "分"})
OF_EVENTS: Final = frozenset({None, "次", "起", "件", "个", "项", "例", "人次"})


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a written cell does not fit where it stands."""

    kind: FindingKind
    params: Mapping[str, str] = field(default_factory=dict)
    near: str = ""
    #: It is the unit that is wrong, which stands in a cell of its own.
    at_unit: bool = False


class _Quantity(NamedTuple):
    """A number with the unit that stands beside it."""

    number: Decimal
    unit: str
    apart: bool = False


#: What is called for in a message: id, and name with id in both languages.
Label = Mapping[str, str]


def label(key: str, name: LocalText, what: str = "field") -> dict[str, str]:
    """Return how a message names a field, group or indicator: by its name, the id in brackets."""
    zh, en = name.within("zh"), name.within("en")
    return {
        what: key,
        f"{what}_zh": zh if zh == key else f"{zh}（{key}）",
        f"{what}_en": en if en == key else f"{en} ({key})",
    }


def read_column(
    name: str,
    definition: FieldDef,
    cells: Sequence[Scalar],
    unit: str = "",
    units: Sequence[Scalar] = (),
    *,
    must_agree: bool = False,
) -> list[Value | Gap | Misfit]:
    """Return the cells of a field in its unit; a cell that is not there is `Gap.ABSENT`.

    ``unit`` is that of the column, ``units`` are those of its cells ("" for none). The unit beside a
    number counts before both, unless they ``must_agree``.
    """
    called = label(name, definition.name)
    if definition.kind != "number":
        read = _choice if definition.kind == "choice" else _yes_no
        return _each(cells, lambda cell: read(called, definition, cell))
    found = _plain_numbers(cells) or [
        Decimal(cell) if type(cell) is str and _is_plain(cell) else _quantity(called, cell) for cell in cells
    ]
    return _within_bounds(called, definition, _in_unit(called, definition.unit, found, unit, units, must_agree))


def _plain_numbers(cells: Sequence[Scalar]) -> list[Decimal | _Quantity | Gap | Misfit]:
    """Return the numbers of a column of nothing but plain numbers and empty cells; an empty list for any other."""
    if set(map(type, cells)) != {str}:
        return []
    texts = cast("Sequence[str]", cells)
    # A line end within a cell makes one line more.
    joined = "\n".join(texts)
    if joined.count("\n") != len(texts) - 1 or not _are_plain(joined):
        return []
    return [Decimal(text) if text else Gap.ABSENT for text in texts] if "" in texts else list(map(Decimal, texts))


def typed_as_fraction(cells: Sequence[Scalar], column: Sequence[Value | Gap]) -> tuple[int, Decimal] | None:
    """Return the first fraction, with its row, where all numbers without a unit are within 1."""
    pairs = enumerate(zip(column, cells, strict=True))
    bare = [(row, x) for row, (x, cell) in pairs if isinstance(x, Decimal) and x and _is_bare(cell)]
    return next((found for found in bare if found[1] % 1), None) if all(abs(x) <= 1 for _, x in bare) else None


def _is_bare(cell: Scalar) -> bool:
    """Return whether a number was typed into a cell without a unit."""
    return isinstance(cell, Decimal) or (isinstance(cell, str) and cell.strip()[-1:].isdecimal())


def read_number(called: Label, declared: str | None, value: Scalar) -> Decimal | Gap | Misfit:
    """Return one written number in the unit ``declared``; a bare number is in that unit already."""
    return _in_unit(called, declared, [_quantity(called, value)], "", (), must_agree=False)[0]


def read_count(called: Label, cell: Scalar, units: frozenset[str | None]) -> Decimal | Gap | Misfit:
    """Return a number of points or of events, which may carry one of ``units``."""
    found = _quantity(called, cell)
    if isinstance(found, _Quantity):
        return found.number if found.unit in units else _text_for_number(called, cell)
    return found


def odd_cell(cell: Scalar) -> Misfit | None:
    """Return why a cell of a spreadsheet holds nothing that somebody entered, or None."""
    if isinstance(cell, FormulaText):
        return Misfit(kinds.FORMULA, {"value": "-" if cell == NO_RESULT else str(cell)})
    if isinstance(cell, ErrorText):
        return Misfit(kinds.ERROR_VALUE, {"value": str(cell)})
    if isinstance(cell, AlteredText):
        return Misfit(kinds.SHOWN_OTHERWISE, {"value": str(cell)})
    if isinstance(cell, StruckText):
        return Misfit(kinds.STRUCK_OUT, {"value": cell.replace(STROKE, "")})
    return None


def _each(cells: Sequence[Scalar], read: Callable[[Scalar], Value | Gap | Misfit]) -> list[Value | Gap | Misfit]:
    """Read every cell; equal ones are read once."""
    known: dict[tuple[type, Scalar], Value | Gap | Misfit] = {}
    found = []
    for cell in cells:
        key = (type(cell), cell)
        if key not in known:
            known[key] = gap if (gap := _gap(cell)) else odd_cell(cell) or read(cell)
        found.append(known[key])
    return found


def _gap(cell: Scalar) -> Gap | None:
    if cell is None:
        return Gap.NULL
    return GAP_WORDS.get(_meant(cell).lower()) if type(cell) is str else None


def _meant(text: str) -> str:
    return " ".join(plain_signs(text).split())


def _quantity(called: Label, cell: Scalar) -> Decimal | _Quantity | Gap | Misfit:
    """Return the number in a cell, with its unit if one stands beside it."""
    if gap := _gap(cell):
        return gap
    if odd := odd_cell(cell):
        return odd
    if isinstance(cell, Decimal):
        return cell if is_computable(cell) else _text_for_number(called, cell)
    parts = split_quantity(_meant(cell)) if isinstance(cell, str) else None
    if parts is None or not is_computable(parts[0]) or not (is_unit(parts[1]) or meant(str(cell)) is None):
        return _text_for_number(called, cell)
    return parts[0] if parts[1] is None else _Quantity(parts[0], parts[1])


def _text_for_number(called: Label, cell: Scalar) -> Misfit:
    params = {**called, "value": quoted(cell.strip() if isinstance(cell, str) else cell)}
    if isinstance(cell, str) and (advice := meant(cell)):
        params |= {"advice_zh": advice.zh, "advice_en": advice.en}
    return Misfit(kinds.TEXT_FOR_NUMBER, params)


def _in_unit(
    called: Label,
    declared: str | None,
    found: Sequence[Decimal | _Quantity | Gap | Misfit],
    unit: str,
    units: Sequence[Scalar],
    must_agree: bool,
) -> list[Decimal | Gap | Misfit]:
    """Return numbers in the unit ``declared``: each is in the unit beside it, else in its own, else the column's."""
    times, by = _scale(unit, declared)
    if times is by is None and not units and _Quantity not in set(map(type, found)):
        return cast("list[Decimal | Gap | Misfit]", found)
    scaled: list[Decimal | Gap | Misfit] = []
    for x, own in zip(found, units or repeat(""), strict=False):
        if isinstance(x, Decimal):
            if own:
                scaled.append(_converted(called, declared, _Quantity(x, str(own), apart=True)))
                continue
            x = x if times is None else CONTEXT.multiply(x, times)
            scaled.append(x if by is None else CONTEXT.divide(x, by))
        elif isinstance(x, _Quantity):
            if must_agree and own and str(own).strip() != x.unit:
                params = {**called, "first": x.unit, "second": quoted(own)}
                scaled.append(Misfit(kinds.UNIT_TWICE, params))
            else:
                scaled.append(_converted(called, declared, x))
        else:
            scaled.append(x)
    return scaled


def _scale(unit: str, declared: str | None) -> tuple[Decimal | None, Decimal | None]:
    """Return what to multiply and divide by to get from one unit to the other."""
    try:
        size = ratio(parse_unit(unit), parse_unit(declared)) if unit else Fraction(1)
    except UnitError:  # what is wrong with a heading is found with the heading
        size = Fraction(1)
    times, by = size.as_integer_ratio()
    return None if times == 1 else Decimal(times), None if by == 1 else Decimal(by)


def _converted(called: Label, declared: str | None, quantity: _Quantity) -> Decimal | Misfit:
    unit, apart = quantity.unit, quantity.apart
    params = {**called, "given": quoted(unit), "declared": declared or "1"}
    try:
        given = parse_unit(unit)
    except UnitError as error:
        return Misfit(kinds.UNKNOWN_UNIT, params, error.near, apart)
    try:
        return convert(quantity.number, given, parse_unit(declared))
    except UnitError:
        if suggestion := _with_noun(quantity.number, unit, declared):
            params["suggestion"] = suggestion
        return Misfit(kinds.WRONG_UNIT, params, at_unit=apart)


def unit_with_noun(multiple: str, declared: str | None) -> str:
    """Return a unit that is a bare multiple (万) with the noun of the field's unit (万元), or ""."""
    noun = (declared or "").lstrip(_MULTIPLES)
    return f"{multiple}{noun}" if noun and not multiple.strip(_MULTIPLES) else ""


def _with_noun(number: Decimal, multiple: str, declared: str | None) -> str:
    """Return a quantity whose unit is a bare multiple (3.2 亿) with the noun of the field's unit, or ""."""
    unit = unit_with_noun(multiple, declared)
    try:
        fits = bool(unit) and ratio(parse_unit(unit), parse_unit(declared)) > 0
    except UnitError:
        fits = False
    return f"{show(number)} {unit}" if fits else ""


def _within_bounds(
    called: Label, definition: FieldDef, found: list[Decimal | Gap | Misfit]
) -> list[Value | Gap | Misfit]:
    """Return numbers with those that break a bound of their field replaced by why."""
    numbers = [x for x in found if type(x) is Decimal]
    breaks = definition.whole and any(x % 1 for x in numbers)
    if numbers and not breaks:
        breaks = bool(broken_bound(definition, min(numbers)) or broken_bound(definition, max(numbers)))
    checked = [_bounded(called, definition, x) if isinstance(x, Decimal) else x for x in found] if breaks else found
    return cast("list[Value | Gap | Misfit]", checked)


def _bounded(called: Label, definition: FieldDef, number: Decimal) -> Decimal | Misfit:
    unit = f" {definition.unit}" if definition.unit else ""
    shown = {**called, "value": f"{show(number)}{unit}"}
    if bound := broken_bound(definition, number):
        return Misfit(kinds.OUT_OF_BOUNDS, {**shown, "bound": bound})
    return Misfit(kinds.NOT_WHOLE, shown) if breaks_whole(definition, number) else number


def _choice(called: Label, definition: FieldDef, cell: Scalar) -> str | Misfit:
    found = named(cell, definition.choices or {})
    return found if isinstance(found, str) else Misfit(kinds.UNKNOWN_CHOICE, {**called, **found.params}, found.near)


def _yes_no(called: Label, definition: FieldDef, cell: Scalar) -> bool | Misfit:
    if isinstance(cell, bool):
        return cell
    word = _meant(str(cell)).lower()
    if (answer := _YES_NO.get(word)) is not None:
        return answer
    params = {**called, "value": quoted(cell)}
    if suggestion := _NEARLY_YES_NO.get(word):
        params["suggestion"] = suggestion
    return Misfit(kinds.NOT_YES_NO, params)


def named(cell: Scalar, known: Mapping[str, LocalText]) -> str | Misfit:
    """Return the id that a cell is or names, else a misfit of no kind with the near match and what is known."""
    written = cell.strip() if isinstance(cell, str) else quoted(cell)
    found, near = find_named(written, known)
    return found or Misfit(kinds.UNKNOWN_CHOICE, {"value": quoted(written), **listed(known)}, near)


def find_named(word: str, known: Mapping[str, LocalText]) -> tuple[str, str]:
    """Return the id that ``word`` is or names, and else the nearest with its name (or id) beside it; "" for none."""
    names = {key: key for key in known}
    for key, text in known.items():
        for name in (text.zh, text.en):
            if name:
                names.setdefault(name, key)
    if word in names:
        return names[word], ""
    # Brackets and spaces are typed in either width; a name that fits only so is still this name.
    same = {key for name, key in names.items() if folded(name) == folded(word)}
    if len(same) == 1:
        return same.pop(), ""
    near = names.get(nearest(word, names, common=2), "")
    return "", both(near, known[near], word) if near else ""


def both(key: str, name: LocalText, word: str) -> str:
    """Return id and name of a near match, first what is written like ``word``."""
    called = name.within("zh")
    if called == key:
        return key
    return f"{key} ({called})" if word.isascii() else f"{called} ({key})"


def listed(known: Mapping[str, LocalText]) -> dict[str, str]:
    """Return names with their ids for a help line: ``国家级（national）、省级（provincial）``; nothing for none."""
    if not known:
        return {}
    texts = [label(key, name, "one") for key, name in known.items()]
    return {
        "known_zh": "、".join(text["one_zh"] for text in texts),
        "known_en": ", ".join(text["one_en"] for text in texts),
    }


def id_of(name: str) -> str:
    """Return the id of a park that has a name only; Chinese names are spaced out at will (甲 园区 is 甲园区)."""
    return _NOT_IN_ID.sub("-", name if name.isascii() else _BETWEEN_CHINESE.sub("", name)).strip("-")


def year_in(cell: Scalar) -> int | None:
    """Return the year that a cell says, such as ``2024``, ``２０２４年`` or ``2024年度``, None if it is none."""
    number, unit = cell, None
    if type(cell) is str:
        number, unit = split_quantity(plain_signs(cell).strip().removesuffix("度").removesuffix("年")) or (None, None)
    if not isinstance(number, Decimal) or unit is not None or number % 1 or not 1900 <= number <= 2200:
        return None
    return int(number)


def year_meant(cell: Scalar) -> dict[str, str]:
    """Return how a message shows a cell that is no year, with the only year in it: ``2025-12-31``, ``二〇二五年``."""
    found = {match[0] for match in _YEAR.finditer(plain_signs(str(cell)).translate(_CHINESE_DIGITS))}
    return {"value": quoted(cell), **({"meant": found.pop()} if len(found) == 1 else {})}
