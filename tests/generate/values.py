"""Random value expressions, each with its unit and the range its values lie in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from generate.draw import Draw, plain
from generate.features import Features
from generate.quantities import RANGES, Range


@dataclass(frozen=True)
class Value:
    """An expression, the unit its indicator states, and where its values lie."""

    text: str | None
    unit: str | None
    range: Range
    kind: str = "number"
    field: str | None = None
    positive: bool = True
    is_ratio: bool = False


@dataclass
class Scope:
    """What a random expression may name."""

    draw: Draw
    features: Features
    fields: dict[str, Any]
    groups: dict[str, Any]
    events: list[str]
    indicators: dict[str, Value] = field(default_factory=dict)
    named_events: dict[str, None] = field(default_factory=dict)

    def numbers(self) -> list[str]:
        return [key for key, one in self.fields.items() if one.get("kind", "number") == "number"]

    def of_kind(self, kind: str) -> list[str]:
        return [key for key, one in self.fields.items() if one.get("kind") == kind]

    def unit(self, key: str) -> str:
        return str(self.fields[key]["unit"])

    def partners(self, key: str) -> list[str]:
        """Return the other fields of the same unit."""
        return [other for other in self.numbers() if other != key and self.unit(other) == self.unit(key)]

    def within(self) -> list[str]:
        return self.draw.some(list(self.groups), 1, min(2, len(self.groups))) if self.groups else []


GROWTH: Final = Range(Decimal(-30), Decimal(40), 1)
SHARE: Final = Range(Decimal(0), Decimal(60), 1)
FEW: Final = Range(Decimal(0), Decimal(6), 0)


def value(scope: Scope) -> Value:
    """Return a random number or points expression that the features allow."""
    makers = [MAKERS[name] for name in scope.features.of("value") if name in MAKERS]
    for _ in range(8):
        made = scope.draw.pick(makers)(scope) if makers else None
        if made is not None:
            return made
    return of_field(scope)


def of_field(scope: Scope) -> Value:
    key = scope.draw.pick(scope.numbers())
    return Value(key, scope.unit(key), range_of(scope, key), field=key, positive=is_positive(scope, key))


def is_positive(scope: Scope, key: str) -> bool:
    one = scope.fields[key]
    return one.get("above") == 0 or (one.get("at_least") == 0 and RANGES[one["unit"]].low > 0)


def range_of(scope: Scope, key: str) -> Range:
    base = RANGES[scope.unit(key)]
    return (
        base
        if "at_least" in scope.fields[key] or "above" in scope.fields[key]
        else Range(-base.high / 4, base.high, base.decimals)
    )


def _ratio(scope: Scope) -> Value | None:
    above, below = scope.draw.pick(scope.numbers()), scope.draw.pick(scope.numbers())
    units = scope.unit(above), scope.unit(below)
    if above == below or "%" in units or "1" in units or not is_positive(scope, below):
        return None
    typical = middle(RANGES[units[0]]) / middle(RANGES[units[1]])
    if units[0] == units[1]:
        return Value(
            f"{above} / {below}",
            "%",
            Range(Decimal(0), plain(round(typical * 300, 0)), 1),
            positive=is_positive(scope, above),
            is_ratio=True,
        )
    decimals = max(0, 3 - typical.adjusted())
    ends = Range(plain(round(typical / 5, decimals)), plain(round(typical * 5, decimals)), decimals)
    return Value(f"{above} / {below}", "/".join(units), ends, positive=is_positive(scope, above), is_ratio=True)


def _share_of_field(scope: Scope) -> Value | None:
    above = scope.draw.pick(scope.numbers())
    partners = [other for other in scope.partners(above) if is_positive(scope, other)]
    if not partners or scope.unit(above) in ("%", "1"):
        return None
    return Value(f"{above} / {scope.draw.pick(partners)}", "%", Range(Decimal(0), Decimal(150), 1), positive=False)


def _over_years(name: str) -> Callable[[Scope], Value | None]:
    def made(scope: Scope) -> Value | None:
        key = scope.draw.pick(scope.numbers())
        unit = scope.unit(key)
        if name == "growth":
            return Value(f"growth({key})", "%", GROWTH, positive=False) if unit not in ("%", "1") else None
        if name == "change":
            span = middle(RANGES[unit])
            ends = Range(plain(round(-span / 4, 1)), plain(round(span / 2, 1)), 1)
            return Value(f"change({key})", "百分点" if unit == "%" else unit, ends, positive=False)
        text = {"previous": f"previous({key})", "average": f"average({key}, years={scope.draw.between(2, 3)})"}
        text["base"] = f"base({key}, 2022)"
        return Value(text[name], unit, range_of(scope, key), positive=is_positive(scope, key))

    return made


def _share(scope: Scope) -> Value | None:
    key = scope.draw.pick(scope.numbers())
    within = scope.within() if scope.draw.chance(0.5) else []
    option = f", within=({', '.join(within)},)" if within else ""
    if scope.draw.chance(0.2):
        return Value(f"change({key}) / total(change({key}){option})", "%", SHARE, positive=False)
    return Value(f"share({key}{option})", "%", SHARE, positive=False) if scope.unit(key) not in ("%", "1") else None


def _arithmetic(scope: Scope) -> Value | None:
    draw, key = scope.draw, scope.draw.pick(scope.numbers())
    other = draw.pick(scope.partners(key) or [key])
    forms = (
        "{a} - 0.5 * {b}",
        "min({a}, {b})",
        "max({a}, {b})",
        "sum({a}, {b})",
        "first({a}, {b})",
        "round({a}, 1)",
        "floor({a})",
        "abs({a})",
        "({a} + {b}) / 2",
        "2 * {a}",
    )
    text = draw.pick(forms).format(a=key, b=other)
    return Value(text, scope.unit(key), range_of(scope, key), positive=False)


def _conditional(scope: Scope) -> Value | None:
    key = scope.draw.pick(scope.numbers())
    other = scope.draw.pick(scope.partners(key) or [key])
    return Value(
        f"{key} if {condition(scope)} else {other} * 0.8", scope.unit(key), range_of(scope, key), positive=False
    )


def _about_another(name: str) -> Callable[[Scope], Value | None]:
    def made(scope: Scope) -> Value | None:
        if not scope.indicators:
            return None
        key = scope.draw.pick(list(scope.indicators))
        other = scope.indicators[key]
        if name == "points":
            return Value(f'points("{key}")', "分", Range(Decimal(0), Decimal(10), 1), positive=False)
        if other.kind != "number" or other.text is None:
            return None
        if name == "rank":
            return Value(f'rank("{key}")', "位", Range(Decimal(1), Decimal(12), 0))
        return Value(f'value("{key}")', other.unit, other.range, positive=False)

    return made


def _counted(scope: Scope) -> Value | None:
    parts = ", ".join(comparison(scope) for _ in range(scope.draw.between(2, 3)))
    return Value(f"count({parts})", "个", FEW, kind="count", positive=False)


def _events(scope: Scope) -> Value | None:
    kind = scope.draw.pick(scope.events)
    scope.named_events[kind] = None
    return Value(f'events("{kind}")', "次", FEW, positive=False)


def _known(scope: Scope) -> Value | None:
    return Value(f"1 if known({scope.draw.pick(scope.numbers())}) else 0", None, FEW, kind="count", positive=False)


def comparison(scope: Scope) -> str:
    """Return a comparison of a number field with a number in its unit or with another field."""
    draw, key = scope.draw, scope.draw.pick(scope.numbers())
    partners = scope.partners(key)
    if partners and draw.chance(0.3):
        return f"{key} {draw.pick(['<', '<=', '>', '>='])} {draw.pick(partners)}"
    ends = range_of(scope, key)
    return f"{key} {draw.pick(['<', '<=', '>', '>='])} {written(draw.number(ends.low, ends.high, ends.decimals))}"


def condition(scope: Scope) -> str:
    """Return a condition over groups, choices, yes/no fields and numbers."""
    draw = scope.draw
    kinds = [lambda: comparison(scope), lambda: f"{comparison(scope)} {draw.pick(['and', 'or'])} {comparison(scope)}"]
    if scope.groups:
        group = draw.pick(list(scope.groups))
        option = draw.pick(list(scope.groups[group]["values"]))
        kinds.append(lambda: f'{group} {draw.pick(["==", "!="])} "{option}"')
    if flags := scope.of_kind("yes_no"):
        kinds.append(lambda: f"{draw.pick(['', 'not '])}{draw.pick(flags)}")
    if options := scope.of_kind("choice"):
        key = draw.pick(options)
        kinds.append(lambda: f'{key} == "{draw.pick(list(scope.fields[key]["choices"]))}"')
    return draw.pick(kinds)()


def written(number: Decimal) -> str:
    """Return a number for an expression, negative ones in brackets."""
    return f"({number})" if number < 0 else str(number)


def middle(ends: Range) -> Decimal:
    return (ends.low + ends.high) / 2


MAKERS: Final[dict[str, Callable[[Scope], Value | None]]] = {
    "field": of_field, "ratio": _ratio, "share_of_field": _share_of_field, "share": _share, "arithmetic": _arithmetic,
    "conditional": _conditional, "count": _counted, "events": _events, "known": _known,
    **{name: _over_years(name) for name in ("growth", "change", "previous", "average", "base")},
    **{name: _about_another(name) for name in ("rank", "points", "value")},
}  # fmt: skip
