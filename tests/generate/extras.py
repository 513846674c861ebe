"""Random gates, adjustments, grades, boards, further totals, years, checks and settings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from generate import quantities
from generate.draw import Draw, plain
from generate.quantities import text
from generate.values import Scope, comparison, condition, range_of

Document = dict[str, Any]
_ROUNDS: Final = ("floor", "ceil", "half_up")


def by_group(scope: Scope, low: Decimal, high: Decimal, decimals: int) -> Any:
    """Return a positive number, sometimes one for each value of a group and 0 for one of them."""
    draw = scope.draw
    if not scope.groups or "per_group" not in scope.features or not draw.chance(0.12):
        return draw.number(low, high, decimals)
    group = draw.pick(list(scope.groups))
    options = list(scope.groups[group]["values"])
    named = options[: draw.between(1, len(options))]
    numbers = {option: 0 if draw.chance(0.15) else draw.number(low, high, decimals) for option in named}
    rest = {} if len(named) == len(options) else {"otherwise": draw.number(low, high, decimals)}
    return {"by": group, "is": numbers, **rest}


def gates(scope: Scope, *, entry: bool = False) -> Document:
    """Return conditions of application and preconditions of a dimension, an indicator or the whole."""
    draw, features = scope.draw, scope.features
    if entry:
        return (
            {"applies": f"{comparison(scope)} or {comparison(scope)}"}
            if "entry" in features and draw.chance(0.15)
            else {}
        )
    made: Document = {"applies": condition(scope)} if "applies" in features and draw.chance(0.08) else {}
    return made | ({"needs": condition(scope)} if "needs" in features and draw.chance(0.06) else {})


def of_whole(scope: Scope, dimensions: list[str], indicators: list[str]) -> Document:
    """Return all that stands beside the dimensions."""
    features, draw = scope.features, scope.draw
    places = [*dimensions, *indicators]
    made: Document = {}
    if "checks" in features and draw.chance(0.4):
        made["checks"] = [_check(scope) for _ in range(draw.between(1, 3))]
    if "totals" in features and draw.chance(0.3):
        made["totals"] = _totals(draw, places)
    grades = _grades(scope) if features.of("grades") and draw.chance(0.7) else None
    levels = [one["id"] for one in grades["levels"]] if grades else []
    if features.of("adjust") or features.of("effect") or scope.named_events:
        adjustments = _adjustments(scope, places, levels)
        made |= {"adjustments": adjustments} if adjustments else {}
    made |= {"grades": grades} if grades else {}
    if "boards" in features and draw.chance(0.5):
        made["boards"] = _boards(scope, places)
    if "years" in features and draw.chance(0.25):
        made["years"] = {"streak": _years(scope)}
    settings = _settings(scope, places)
    made |= {"settings": settings} if settings else {}
    if "cases" in features and draw.chance(0.2):
        made["cases"] = [_case(scope, indicators)]
    return made


def _check(scope: Scope) -> Document:
    return {
        "that": comparison(scope),
        "say": text("请核实", "Please check"),
        "severity": scope.draw.pick(["warning", "warning", "note"]),
    }


def _totals(draw: Draw, places: list[str]) -> Document:
    first = {key: draw.between(5, 60) for key in draw.some(places, 1, 3)}
    made = {"target": {"name": text("目标任务", "Target"), "weights": first}}
    if draw.chance(0.5):
        made["blended"] = {"name": text("合成", "Blended"), "weights": {"total": 70, "target": 30}}
    return made


def _adjustments(scope: Scope, places: list[str], levels: list[str]) -> Document:
    draw = scope.draw
    made: Document = {}
    for number in range(draw.between(0, 4)):
        trigger = _trigger(scope)
        does = _does(scope, places, levels, trigger)
        if does:
            made[f"adjust_{number}"] = {"name": text(f"加减分 {number}", f"Adjustment {number}"), **trigger, **does}
    for kind in scope.named_events:
        made[f"of_{kind}"] = {"name": text(f"事件 {kind}", f"Event {kind}"), "event": kind, "each": Decimal("0.1")}
    return made


def _trigger(scope: Scope) -> Document:
    draw, features = scope.draw, scope.features
    made: Document = {"event": draw.pick(scope.events)}
    if "adjust:condition" in features and draw.chance(0.3):
        made = {"when": condition(scope)}
    elif "adjust:count" in features and draw.chance(0.2):
        made = {"count": f"count({comparison(scope)}, {comparison(scope)})"}
    return made | ({"applies": condition(scope)} if "adjust:condition" in features and draw.chance(0.1) else {})


def _does(scope: Scope, places: list[str], levels: list[str], trigger: Document) -> Document:
    draw, features = scope.draw, scope.features
    if features.of("effect") and draw.chance(0.45):
        effects = [_effect(scope, places, levels) for _ in range(draw.between(1, 2))]
        return {"effects": [effect for effect in effects if effect]} if any(effects) else {}
    if "adjust:points" not in features:
        return {}
    made: Document = {"each": draw.signed(Decimal("0.1"), 3, 1)}
    if "event" in trigger and draw.chance(0.3):
        made = {"each": {level: draw.signed(Decimal("0.1"), 3, 1) for level in quantities.EVENT_LEVELS}}
    elif "event" in trigger and "adjust:expression" in features and draw.chance(0.2):
        made = {"points": f'min(0.5 * events("{trigger["event"]}"), 2)'}
    made |= {"at_most": draw.between(1, 5)} if "adjust:cap" in features and draw.chance(0.4) else {}
    return made | ({"to": draw.pick(places)} if "adjust:scope" in features and draw.chance(0.4) else {})


def _effect(scope: Scope, places: list[str], levels: list[str]) -> Document:
    draw, kinds = scope.draw, scope.features.of("effect")
    forms: dict[str, Document] = {
        "void": {"void": draw.pick(["total", *places])}, "no_honours": {"no_honours": True}, "unranked": {"unranked": True},
    }  # fmt: skip
    if levels:
        forms["grade"] = {"grade": draw.pick(levels)} | ({"in_quota": False} if draw.chance(0.5) else {})
        forms["steps_down"] = {"steps_down": draw.between(1, 2)}
        forms["ungraded"] = {"ungraded": text("参评，不定等级", "Evaluated, not graded")}
    allowed = [name for name in forms if name in kinds]
    if not allowed:
        return {}
    return forms[draw.pick(allowed)] | ({"from_count": 2} if "from_count" in kinds and draw.chance(0.2) else {})


def _grades(scope: Scope) -> Document:
    draw = scope.draw
    way = draw.pick(scope.features.of("grades")) if set(scope.features.of("grades")) & {"score", "share"} else "score"
    way = (
        way
        if way in ("score", "share")
        else draw.pick([x for x in ("score", "share") if x in scope.features.of("grades")] or ["score"])
    )
    made: Document = {"by": way, "levels": _by_score(draw) if way == "score" else _by_share(draw)}
    if way == "share":
        made |= {"squeeze": [made["levels"][-1]["id"]]} if draw.chance(0.3) else {}
        if "grades:within" in scope.features and scope.groups and draw.chance(0.3):
            made["within"] = scope.within()
    if "grades:ties" in scope.features and draw.chance(0.3):
        made |= {"ties": draw.pick(["up", "down"])} if way == "share" else {"decimals": draw.between(0, 2)}
    return made


def _by_score(draw: Draw) -> list[Document]:
    cuts = sorted({draw.between(5, 90) for _ in range(draw.between(1, 3))}, reverse=True)
    levels: list[Document] = [
        {"id": name, "from" if draw.chance(0.7) else "above": cut} for name, cut in zip("ABC", cuts, strict=False)
    ]
    return [*levels, {"id": "D", "name": text("较差", "Poor")}]


def _by_share(draw: Draw) -> list[Document]:
    if draw.chance(0.3):
        cuts = draw.some(["0.1", "0.3", "0.5", "0.7", "0.9"], 1, 3)
        return [
            *({"id": name, "upto": Decimal(cut)} for name, cut in zip("ABC", cuts, strict=False)),
            {"id": "D", "rest": True},
        ]
    shares = [
        draw.pick([Decimal("0.1"), Decimal("0.2"), Decimal("0.25"), Decimal("0.3")]) for _ in range(draw.between(1, 2))
    ]
    levels: list[Document] = [
        {"id": name, "share": share, "round": draw.pick(_ROUNDS)} for name, share in zip("AB", shares, strict=False)
    ]
    return [*levels, {"id": "C", "rest": True}, {"id": "D", "share": Decimal("0.1"), "round": draw.pick(_ROUNDS)}]


def _boards(scope: Scope, places: list[str]) -> Document:
    draw = scope.draw
    made: Document = {}
    for number in range(draw.between(1, 3)):
        board: Document = {"name": text(f"榜单 {number}", f"Board {number}"), "size": draw.between(1, 4)}
        board |= {"by": draw.pick(places)} if draw.chance(0.3) else {}
        board |= {"by": "rise"} if "boards:rise" in scope.features and draw.chance(0.15) else {}
        board |= {"who": condition(scope)} if draw.chance(0.3) else {}
        board |= {"within": scope.within()} if scope.groups and draw.chance(0.3) else {}
        board |= {"lowest": True} if draw.chance(0.15) else {}
        board |= {"not_on": list(made)} if made and draw.chance(0.4) else {}
        made[f"board_{number}"] = board
    return made


def _years(scope: Scope) -> Document:
    draw = scope.draw
    made: Document = {"name": text("连续入围", "Years running"), draw.pick(["first", "last"]): draw.between(1, 4)}
    made |= {"times": 2, "years": draw.between(2, 3)} if draw.chance(0.6) else {}
    made |= {"within": scope.within()} if scope.groups and draw.chance(0.3) else {}
    made |= {"then_average": True} if draw.chance(0.3) else {}
    return made | ({"effect": text("约谈", "Called in for talks")} if draw.chance(0.5) else {})


def _settings(scope: Scope, places: list[str]) -> Document:
    draw, features = scope.draw, scope.features
    undefined = ["no_reference", "full", "zero"]
    made: Document = {}
    for word, chance, drawn in (
        ("ties", 0.3, lambda: {"ties": draw.pick(["competition", "dense", "ordinal"])}),
        ("tie_break", 0.3, lambda: {"tie_break": draw.some([*places, *scope.numbers()], 1, 2)}),
        ("rank_decimals", 0.2, lambda: {"rank_decimals": draw.between(0, 2)}),
        ("decimals", 0.2, lambda: {"decimals": draw.between(0, 4)}),
        ("deviation", 0.15, lambda: {"deviation": "sample"}),
        ("group_of_one", 0.2, lambda: {"group_of_one": draw.pick(undefined)}),
        ("flat", 0.2, lambda: {"flat": draw.pick(undefined)}),
        (
            "caps_of_adjustments",
            0.2,
            lambda: {"bonus_at_most": draw.between(1, 5), "deduction_at_most": draw.between(1, 8)},
        ),
        ("coverage", 0.2, lambda: {"at_least_coverage": draw.pick([Decimal("0.5"), Decimal("0.65"), Decimal("0.9")])}),
    ):
        if word in features and draw.chance(chance):
            made |= drawn()
    return made


def _case(scope: Scope, indicators: list[str]) -> Document:
    """Return a worked example whose expected points are a guess: the report on it is what counts."""
    draw = scope.draw
    data = {}
    for key in scope.numbers():
        ends = range_of(scope, key)
        data[key] = (
            f"{draw.number(max(ends.low, Decimal(1)), max(ends.high, Decimal(1)), ends.decimals)} {scope.unit(key)}"
        )
    groups = {key: draw.pick(list(one["values"])) for key, one in scope.groups.items()}
    return {
        "name": "随机算例",
        "groups": groups,
        "data": data,
        "expect": {draw.pick(indicators): plain(draw.number(0, 10, 1))},
    }
