"""One figure as it is written: the number with the unit it was given in, and where it came from."""

from __future__ import annotations

from decimal import Decimal

from fivegoods.criteria.base import Attested, Source
from fivegoods.numeric.decimals import show
from fivegoods.numeric.units import UnitError, convert, parse_unit, plain_signs, split_quantity
from fivegoods.panel.entities import Fact, Gap, Value

#: Parts of a fact that are plain text, in the order of the park file.
TEXT_PARTS = ("page", "date", "period", "definition", "remark", "reason")


def given_quantity(value: Decimal, unit: str | None, fact: Fact | None) -> tuple[Decimal, str | None]:
    """Return number and unit as they were given, if they still mean ``value`` of ``unit``."""
    parts = split_quantity(plain_signs(fact.written)) if fact else None
    if parts is None:
        return value, unit
    number, own = parts
    if own is None:
        return (number, None) if number == value else (value, unit)
    try:
        same = convert(number, parse_unit(own), parse_unit(unit)) == value
    except UnitError:
        same = False
    return (number, own) if same else (value, unit)


def text_of(value: Value | Gap, unit: str | None, fact: Fact | None) -> str:
    """Return a figure as text that means the same when it is read again."""
    if isinstance(value, Gap):
        return value.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    number, own = given_quantity(value, unit, fact)
    return f"{number:f} {own}" if own else show(number)


def parts_of(fact: Fact | None) -> dict[str, str]:
    """Return the plain text parts that a fact has."""
    if fact is None:
        return {}
    return {part: text for part in TEXT_PARTS if (text := getattr(fact, part))}


def common_provenance(
    facts: list[tuple[Source | str | None, Attested | None]],
) -> tuple[Source | str | None, Attested | None]:
    """Return the source and the level that all figures share; None for what they do not."""
    sources = [source for source, _ in facts]
    levels = {level for _, level in facts}
    shared = sources[0] if sources and all(source == sources[0] for source in sources) else None
    return shared, levels.pop() if len(levels) == 1 else None
