"""Random park files for criteria."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from generate.draw import Draw, plain
from generate.features import ALL, Features
from generate.quantities import RANGES, Range, in_unit, other_units

Document = dict[str, Any]
_SYLLABLES: Final = "青石白沙蓝溪虹桥竹林松河云岭月湾星渚雁门"
_NONE: Final = (None, "expected", "not_applicable")

#: Figures in the unit of their field, by the park's number and the field.
Figures = dict[tuple[int, str], Decimal]


def parks(criteria: Document, seed: int, features: Features = ALL, *, count: int = 8, years: int = 2) -> list[Document]:
    """Return park files for criteria: ``count`` parks in each of ``years`` years up to 2024.

    Without the feature ``several_years`` there is one year. Every figure lies within the bounds of its field.
    """
    draw = Draw(seed * 2 + 1)
    several = years if "several_years" in features else 1
    made: list[Document] = []
    known: Figures = {}
    for year in range(2025 - several, 2025):
        made += [_park(_Maker(draw, features, criteria, known), number, year) for number in range(count)]
    if "equal_parks" in features and count > 2 and draw.chance(0.3):
        _make_equal(made, draw.below(count), draw.below(count), count)
    return made


def _make_equal(made: list[Document], first: int, second: int, count: int) -> None:
    """Give one park all that another has, so that both tie."""
    for start in range(0, len(made), count):
        same = deepcopy(made[start + first])
        kept = {key: made[start + second][key] for key in ("id", "name", "year")}
        made[start + second] = {**same, **kept}


@dataclass(frozen=True)
class _Maker:
    """What the parks of one run are made with; ``known`` holds each park's figures of the year before."""

    draw: Draw
    features: Features
    criteria: Document
    known: Figures


def _park(maker: _Maker, number: int, year: int) -> Document:
    draw, features, criteria = maker.draw, maker.features, maker.criteria
    name = f"{_SYLLABLES[number % 10 * 2 : number % 10 * 2 + 2]}产业园 {number}"
    made: Document = {"id": f"p{number}", "name": name, "year": year}
    groups = {key: draw.pick(list(one["values"])) for key, one in criteria.get("groups", {}).items()}
    made |= {"groups": groups} if groups else {}
    if "provenance" in features and draw.chance(0.5):
        made |= {"source": "统计报表", "attested": draw.pick(["official", "reported", "self_reported", "invented"])}
    made["data"] = {key: cell for key in criteria.get("fields", {}) for cell in _cells(maker, number, key)}
    points = {key: _given(draw, features, one) for key, one in indicators(criteria) if _is_given(draw, features, one)}
    made |= {"points": points} if points else {}
    return made | _happened(maker)


def _happened(maker: _Maker) -> Document:
    """Return events, a stated total and a review."""
    draw, features = maker.draw, maker.features
    made: Document = {}
    if "events" in features and (kinds := event_kinds(maker.criteria)) and draw.chance(0.4):
        made["events"] = [_event(draw, maker.criteria, kind) for kind in draw.some(kinds, 1, 2)]
    made |= {"stated_total": draw.number(20, 90, 2)} if "stated_total" in features and draw.chance(0.1) else {}
    return made | ({"review": _review(draw, maker.criteria)} if "review" in features and draw.chance(0.2) else {})


def indicators(criteria: Document) -> Iterator[tuple[str, Document]]:
    """Yield every indicator of a criteria document with its id."""
    yield from criteria.get("indicators", {}).items()
    for node in criteria.get("dimensions", {}).values():
        yield from indicators(node)


def event_kinds(criteria: Document) -> list[str]:
    """Return the kinds of events that the adjustments and expressions of a criteria document name."""
    named = [one["event"] for one in criteria.get("adjustments", {}).values() if "event" in one]
    values = [str(one.get("value", "")) for _, one in indicators(criteria)]
    named += [text.split('"')[1] for text in values if text.startswith("events(")]
    return list(dict.fromkeys(named))


def _cells(maker: _Maker, number: int, key: str) -> Iterator[Any]:
    """Yield the park's figure of a field, or nothing where it is left out."""
    draw, features = maker.draw, maker.features
    if "gaps" in features and draw.chance(0.08):
        if draw.chance(0.6):
            yield draw.pick(_NONE)
        return
    figure = _figure(maker, number, key)
    if "provenance" in features and draw.chance(0.1):
        more = {"source": "年报", "page": str(draw.between(1, 40)), "attested": "reported", "remark": "随机"}
        yield {"value": figure, **{name: more[name] for name in draw.some(list(more), 1, 3)}}
    else:
        yield figure


def _figure(maker: _Maker, number: int, key: str) -> Any:
    draw, field = maker.draw, maker.criteria["fields"][key]
    if field.get("kind") == "yes_no":
        return draw.chance(0.5)
    if field.get("kind") == "choice":
        return draw.pick(list(field["choices"]))
    figure = _moved(maker, field, maker.known.get((number, key)))
    maker.known[number, key] = figure
    return _written(draw, maker.features, figure, field["unit"])


def _moved(maker: _Maker, field: Document, before: Decimal | None) -> Decimal:
    """Return a figure near that of the year before, or a new one within the bounds of the field."""
    if before is None or maker.draw.chance(0.05):
        return draw_number(maker.draw, field)
    ends = _within_bounds(RANGES.get(field["unit"], RANGES["1"]), field)
    moved = plain(round(before * maker.draw.number(Decimal("0.8"), Decimal("1.3"), 2), ends.decimals))
    return min(moved, ends.high) if before > 0 else before


def _written(draw: Draw, features: Features, number: Decimal, unit: str) -> Any:
    """Return a figure bare, with its unit or with another unit of the kind."""
    if "other_units" in features and (others := other_units(unit)) and draw.chance(0.2):
        other = draw.pick(others)
        written = in_unit(number, unit, other)
        if written is not None:
            return f"{plain(written)} {other}"
    return number if draw.chance(0.3) else f"{number} {unit}" if unit != "1" else str(number)


def draw_number(draw: Draw, field: Document) -> Decimal:
    """Return a figure in the field's unit within its bounds, often small or round so that parks tie."""
    base = _within_bounds(RANGES.get(field["unit"], RANGES["1"]), field)
    bounded = "at_least" in field or "above" in field
    ends = base if bounded else Range(-base.high / 4, base.high, base.decimals)
    if draw.chance(0.1) and "above" not in field:
        return Decimal(0)
    if draw.chance(0.15):
        tenth = draw.between(0, 9) * (ends.high - ends.low) / 10
        return plain(round(ends.low + tenth, ends.decimals))
    return draw.number(ends.low, ends.high, ends.decimals)


def _within_bounds(base: Range, field: Document) -> Range:
    """Return the part of a range that lies within the bounds of the field."""
    decimals = 0 if field.get("whole") else base.decimals
    low = max(base.low, Decimal(field.get("at_least", base.low)))
    high = min(base.high, Decimal(field.get("at_most", field.get("below", base.high))))
    return Range(min(low, high), high, decimals)


def _is_given(draw: Draw, features: Features, indicator: Document) -> bool:
    if indicator["rule"]["kind"] == "manual":
        return not ("gaps" in features and draw.chance(0.1))
    return "given_points" in features and draw.chance(0.03)


def _given(draw: Draw, features: Features, indicator: Document) -> Any:
    points = draw.number(0, _least(indicator), 1)
    if "provenance" in features and draw.chance(0.3):
        return {"points": points, "reason": "现场核查", "attested": "official"}
    return points


def _least(indicator: Document) -> Decimal:
    """Return points that no park's full points of the indicator lie below; a guess of 1 for weights."""
    points = indicator.get("points", 1)
    if isinstance(points, dict):
        return Decimal(min([*points["is"].values(), points.get("otherwise", 0)]))
    return Decimal(points)


def _event(draw: Draw, criteria: Document, kind: str) -> Document:
    prices = [one.get("each") for one in criteria.get("adjustments", {}).values() if one.get("event") == kind]
    levels = [level for each in prices if isinstance(each, dict) for level in each]
    made: Document = {"kind": kind} | ({"level": draw.pick(levels)} if levels else {})
    made |= {"count": draw.between(1, 4)} if draw.chance(0.5) else {}
    return made | ({"date": f"2024-0{draw.between(1, 9)}-15", "source": "通报"} if draw.chance(0.3) else {})


def _review(draw: Draw, criteria: Document) -> Document:
    numbers = [key for key, one in criteria.get("fields", {}).items() if one.get("kind", "number") == "number"]
    data = {}
    for key in draw.some(numbers, 1, 2):
        unit = criteria["fields"][key]["unit"]
        number = draw_number(draw, criteria["fields"][key])
        data[key] = {"value": f"{number} {unit}" if unit != "1" else number, "reason": "复核"}
    made: Document = {"by": "园区办", "data": data}
    key, indicator = draw.pick(list(indicators(criteria)))
    return made | ({"points": {key: draw.number(0, _least(indicator), 1)}} if draw.chance(0.3) else {})
