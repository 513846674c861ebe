"""Random scoring rules that fit a value, its unit and the full points."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from generate.draw import plain
from generate.quantities import in_unit, other_units
from generate.values import Scope, Value

Rule = dict[str, Any]
_COUNTED: Final = ("per_unit", "goalposts", "bands", "steps")


def rule(scope: Scope, value: Value, full: Decimal) -> Rule:
    """Return a random rule that the features allow for such a value; full points are what it should reach."""
    kinds = [kind for kind in scope.features.of("rule") if kind in MAKERS and _fits(kind, value)]
    kind = scope.draw.pick(kinds or ["goalposts"])
    made = {"kind": kind, **MAKERS[kind](scope, value, full)}
    return made | (_limits(scope, full) if "limits" in scope.features and scope.draw.chance(0.25) else {})


def _fits(kind: str, value: Value) -> bool:
    if value.kind == "count":
        return kind in _COUNTED
    return kind != "as_points" or value.unit in (None, "分", "1")


def _limits(scope: Scope, full: Decimal) -> Rule:
    draw = scope.draw
    forms: list[Rule] = [
        {"at_most": full}, {"at_most_times": draw.pick([Decimal(1), Decimal("1.5"), Decimal(2)])},
        {"at_least": Decimal(0)}, {"at_most_times": Decimal("1.2"), "at_least": plain(full / 10)},
        {"rounded": draw.between(0, 3)}, {"rounded": draw.between(0, 2), "rounding": draw.pick(["down", "floor", "ceil", "half_even"])},
    ]  # fmt: skip
    return draw.pick(forms)


def _level(scope: Scope, value: Value, at: float | None = None) -> Decimal:
    """Return a number in the value's range, near ``at`` of the way from its low to its high end."""
    ends, draw = value.range, scope.draw
    if at is None:
        return draw.number(ends.low, ends.high, ends.decimals)
    width = (ends.high - ends.low) / 10
    centre = ends.low + (ends.high - ends.low) * Decimal(str(at))
    return draw.number(round(centre - width, ends.decimals), round(centre + width, ends.decimals), ends.decimals)


def amount(scope: Scope, value: Value, number: Decimal) -> Any:
    """Return the number bare, with its unit, or with another unit of the kind."""
    draw, unit = scope.draw, value.unit
    if unit in (None, "1") or "reference:unit" not in scope.features or draw.chance(0.5):
        return number
    if others := other_units(unit):
        other = draw.pick(others)
        written = in_unit(number, unit, other)
        if written is not None and draw.chance(0.3):
            return f"{plain(written)} {other}"
    return f"{number} {unit}" if draw.chance(0.8) else {"value": number, "unit": unit}


def reference(
    scope: Scope, value: Value, at: float | None = None, *, stats: tuple[str, ...] = ("mean", "median", "max")
) -> Any:
    """Return what a value is compared with: a number, an expression, a figure by group or a statistic."""
    draw, allowed = scope.draw, scope.features.of("reference")
    forms = ["number", "number", *[form for form in ("by_group", "expression") if form in allowed]]
    forms += ["stat", "stat"] if "stat" in allowed else []
    form = draw.pick(forms)
    if form == "by_group" and scope.groups:
        return _by_group(scope, value, at)
    if form == "expression" and value.field is not None:
        return _expression(scope, value)
    if form == "stat":
        return statistic(scope, value, draw.pick(_allowed_stats(scope, stats)))
    number = amount(scope, value, _level(scope, value, at) or Decimal(1))
    return {"constant": number} if isinstance(number, dict) else number


def _allowed_stats(scope: Scope, stats: tuple[str, ...]) -> list[str]:
    extra = [
        name for name in ("quantile", "weighted_mean") if name in scope.features.of("reference") and "mean" in stats
    ]
    return [*stats, *extra]


def statistic(scope: Scope, value: Value, stat: str) -> Rule:
    """Return a statistic of the peers, sometimes within groups, of a field, or from benchmarks."""
    draw, allowed = scope.draw, scope.features.of("reference")
    made: Rule = {"stat": stat}
    if stat == "quantile":
        made["quantile"] = draw.pick([Decimal("0.1"), Decimal("0.25"), Decimal("0.5"), Decimal("0.9")])
    if "within" in allowed and scope.groups and draw.chance(0.4):
        made["within"] = scope.within()
    if stat == "weighted_mean" and not value.is_ratio:
        made["stat"] = "mean"
    if "of" in allowed and value.field is not None and stat != "deviation" and draw.chance(0.2):
        made["of"] = draw.pick([value.field, *scope.partners(value.field)])
    if "benchmarks" in allowed and draw.chance(0.25):
        made["from"] = draw.pick(["benchmarks", "peers"])
    return made


def _by_group(scope: Scope, value: Value, at: float | None) -> Rule:
    draw = scope.draw
    group = draw.pick(list(scope.groups))
    options = list(scope.groups[group]["values"])
    named = options if draw.chance(0.5) else options[:-1]
    made: Rule = {"by": group, "is": {option: _level(scope, value, at) or Decimal(1) for option in named}}
    return made | ({} if len(named) == len(options) else {"otherwise": _level(scope, value, at) or Decimal(1)})


def _expression(scope: Scope, value: Value) -> str:
    draw, key = scope.draw, value.field
    forms = [f"previous({key})", f"1.1 * previous({key})", f"average({key}, years=2)"]
    forms += scope.partners(key) if key else []
    return draw.pick(forms)


def _ends(scope: Scope, value: Value, low: str, high: str) -> Rule:
    """Return two ends, smallest first or, for values of which less is better, largest first."""
    draw = scope.draw
    if "stat" in scope.features.of("reference") and draw.chance(0.4):
        within = (
            {"within": scope.within()}
            if scope.groups and "within" in scope.features.of("reference") and draw.chance(0.5)
            else {}
        )
        first, last = {"stat": "min", **within}, {"stat": "max", **within}
    else:
        first, last = reference(scope, value, 0.2, stats=("min",)), reference(scope, value, 0.8, stats=("max",))
    return {low: first, high: last} if draw.chance(0.75) else {low: last, high: first}


def _goalposts(scope: Scope, value: Value, full: Decimal) -> Rule:
    draw, made = scope.draw, _ends(scope, value, "worst", "best")
    if draw.chance(0.4):
        made["floor"] = draw.pick([Decimal("0.2"), Decimal("0.5"), Decimal("0.6")])
    return made | ({"outside": "extend"} if draw.chance(0.2) else {})


def _exponential(scope: Scope, value: Value, full: Decimal) -> Rule:
    return _ends(scope, value, "worst", "best") | (
        {"floor": scope.draw.number(Decimal("0.1"), Decimal("0.9"), 1)} if scope.draw.chance(0.5) else {}
    )


def _ratio(scope: Scope, value: Value, full: Decimal) -> Rule:
    return {"to": reference(scope, value, 0.6)}


def _inverse_ratio(scope: Scope, value: Value, full: Decimal) -> Rule:
    return {"to": reference(scope, value, 0.6)} | (
        {"zero_at": scope.draw.number(Decimal("1.5"), 4, 1)} if scope.draw.chance(0.5) else {}
    )


def _z_score(scope: Scope, value: Value, full: Decimal) -> Rule:
    draw = scope.draw
    made: Rule = {"centre": plain(full / 2), "spread": plain(draw.signed(full / 10, full / 5, 2)) or Decimal(1)}
    if scope.groups and "within" in scope.features.of("reference") and draw.chance(0.3):
        within = scope.within()
        made |= {"mean": {"stat": "mean", "within": within}, "deviation": {"stat": "deviation", "within": within}}
    return made | ({"at_least": Decimal(0), "at_most": full} if draw.chance(0.6) else {})


def _optimal(scope: Scope, value: Value, full: Decimal) -> Rule:
    levels = sorted({_level(scope, value, at) for at in (0.1, 0.35, 0.6, 0.9)})
    lowest, highest = levels[0], levels[-1]
    inner = levels[1:3] if len(levels) == 4 else [lowest, highest]
    names = ("zero_below", "best_from", "best_upto", "zero_above")
    ends = (amount(scope, value, x) for x in (lowest - 1, inner[0], inner[-1], highest + 1))
    return {name: {"constant": end} if isinstance(end, dict) else end for name, end in zip(names, ends, strict=True)}


def _completion(scope: Scope, value: Value, full: Decimal) -> Rule:
    draw, made = scope.draw, {"target": reference(scope, value, 0.6)}
    if draw.chance(0.5):
        made["extra"] = {"points": draw.number(0, 1, 1), "at_most": plain(full / 2)}
        made["extra"] |= {"each": draw.pick([1, 5, 10])} if draw.chance(0.5) else {}
        made["extra"] |= {"whole": True} if draw.chance(0.4) else {}
    return made | ({"short": "zero"} if draw.chance(0.2) else {})


def _stride(scope: Scope, value: Value, full: Decimal, relative: bool) -> Rule:
    draw, ends = scope.draw, value.range
    each: Any = (
        draw.number(1, 10)
        if relative
        else max(draw.number(0, (ends.high - ends.low) / 10, ends.decimals), Decimal(1).scaleb(-ends.decimals))
    )
    if value.unit == "%" and not relative and "reference:unit" in scope.features and draw.chance(0.5):
        each = f"{each} 百分点"
    made: Rule = {"each": each, "points": draw.number(0, full / 4, 2)}
    return made | draw.pick([{}, {}, {"at_most": plain(round(full / 3, 2))}, {"at_most_share": Decimal("0.5")}])


def _steps(scope: Scope, value: Value, full: Decimal) -> Rule:
    draw = scope.draw
    relative = draw.chance(0.25)
    made: Rule = {"start": reference(scope, value, 0.5)}
    made |= (
        {"base_share": draw.pick([Decimal("0.6"), Decimal("0.8")])}
        if draw.chance(0.4)
        else {"base": draw.number(0, full, 1)}
    )
    made |= {"up": _stride(scope, value, full, relative)} if draw.chance(0.8) else {}
    made |= {"down": _stride(scope, value, full, relative)} if draw.chance(0.6) else {}
    made |= {"relative": True} if relative else {}
    for flag, chance in (("whole", 0.4), ("strict", 0.15), ("negative", 0.2)):
        made |= {flag: True} if draw.chance(chance) else {}
    return made | ({"short": draw.pick(["zero", "proportional"])} if "down" not in made and draw.chance(0.5) else {})


def _worth(scope: Scope, full: Decimal, parts: int, share: bool) -> list[Rule]:
    """Return falling points, or shares of the full points, for so many bands."""
    top = Decimal(1) if share else full
    return [{"share" if share else "points": plain(round(top * (parts - i) / parts, 2))} for i in range(parts)]


def _bands(scope: Scope, value: Value, full: Decimal) -> Rule:
    draw = scope.draw
    multiple = "reference:stat" in scope.features and draw.chance(0.3)
    if multiple:
        cuts: list[Any] = [Decimal(x) for x in draw.some(["2.5", "2", "1.5", "1.2", "1", "0.8", "0.5"], 2, 4)]
    else:
        cuts = sorted({_level(scope, value) for _ in range(draw.between(2, 4))}, reverse=True)
        cuts = [amount(scope, value, cut) for cut in cuts]
    worth = _worth(scope, full, len(cuts) + 1, draw.chance(0.5))
    closed = draw.chance(0.7)
    down, up = ("from", "below") if closed else ("above", "upto")
    ends = [
        {down: cuts[0]},
        *({down: low, up: high} for high, low in itertools.pairwise(cuts)),
        {up: cuts[-1]},
    ]
    if draw.chance(0.3):
        ends = [{down: cut} for cut in cuts]
    made: Rule = {
        "bands": [
            {**end, **points} for end, points in zip(ends, worth if draw.chance(0.7) else worth[::-1], strict=False)
        ]
    }
    if multiple:
        made["over"] = reference(scope, value, 0.5)
        made |= {"multiple_decimals": draw.between(0, 3)} if draw.chance(0.3) else {}
    return made | ({"otherwise": draw.number(0, 1, 1)} if draw.chance(0.2) else {})


def _ranked(scope: Scope) -> Rule:
    made: Rule = (
        {"within": scope.within()}
        if scope.groups and "reference:within" in scope.features and scope.draw.chance(0.3)
        else {}
    )
    return made | ({"better": "lower"} if scope.draw.chance(0.3) else {})


def _rank_share(scope: Scope, value: Value, full: Decimal) -> Rule:
    cuts = [Decimal(x) for x in scope.draw.some(["0.1", "0.2", "0.3", "0.5", "0.7", "0.8"], 1, 3)]
    worth = _worth(scope, full, len(cuts) + 1, scope.draw.chance(0.5))
    ends = [
        {"upto": cuts[0]},
        *({"above": low, "upto": high} for low, high in itertools.pairwise(cuts)),
        {"above": cuts[-1]},
    ]
    return {"bands": [{**end, **points} for end, points in zip(ends, worth, strict=True)], **_ranked(scope)}


def _per_unit(scope: Scope, value: Value, full: Decimal) -> Rule:
    draw, ends = scope.draw, value.range
    per: Any = max(draw.number(0, (ends.high - ends.low) / 8, ends.decimals), Decimal(1).scaleb(-ends.decimals))
    made: Rule = {"points": draw.number(0, full / 4, 2) or Decimal("0.5")}
    if draw.chance(0.7):
        made["per"] = f"{per} 百分点" if value.unit == "%" and "reference:unit" in scope.features else per
    made |= {"beyond": amount(scope, value, _level(scope, value, 0.3))} if draw.chance(0.3) else {}
    made |= {"whole": False} if draw.chance(0.4) else {}
    if "beyond" not in made and draw.chance(0.2):
        made["extra"] = {
            "count": amount(scope, value, _level(scope, value, 0.6)),
            "points": draw.number(0, 1, 1),
            "at_most": full,
        }
    return made | ({"at_most": full} if draw.chance(0.6) else {})


def _rank_points(scope: Scope, value: Value, full: Decimal) -> Rule:
    return {"drop": plain(round(full / scope.draw.between(4, 40), 2)) or Decimal("0.1"), **_ranked(scope)}


def _percentile(scope: Scope, value: Value, full: Decimal) -> Rule:
    return _ranked(scope)


def _as_points(scope: Scope, value: Value, full: Decimal) -> Rule:
    return {"at_most": full} if scope.draw.chance(0.7) else {}


def choice(scope: Scope, field: str, full: Decimal) -> Rule:
    """Return points for each option of a choice field, or for yes and no."""
    options = list(scope.fields[field].get("choices", {})) or ["yes", "no"]
    named = options if scope.draw.chance(0.85) else options[:-1]
    return {
        "kind": "choice",
        "points": {key: plain(round(full / (i + 1), 1)) if i + 1 < len(options) else 0 for i, key in enumerate(named)},
    }


MAKERS: Final[dict[str, Callable[[Scope, Value, Decimal], Rule]]] = {
    "ratio": _ratio, "inverse_ratio": _inverse_ratio, "goalposts": _goalposts, "exponential": _exponential,
    "z_score": _z_score, "optimal": _optimal, "completion": _completion, "steps": _steps, "bands": _bands,
    "rank_share": _rank_share, "per_unit": _per_unit, "rank_points": _rank_points, "percentile": _percentile,
    "as_points": _as_points,
}  # fmt: skip
