"""Random criteria documents."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from generate import extras, quantities
from generate.draw import Draw
from generate.features import ALL, Features
from generate.quantities import text
from generate.rules import choice, rule
from generate.values import Scope, Value, value

Document = dict[str, Any]


def criteria(seed: int, features: Features = ALL) -> Document:
    """Return a random criteria document; the same seed and features give the same document."""
    draw = Draw(seed)
    scope = Scope(draw, features, _fields(draw, features), _groups(draw), draw.some(quantities.EVENTS, 2, 5))
    tree = _Tree(scope)
    weighted = "weights" in features and draw.chance(0.3)
    dimensions = {f"part_{i}": tree.node(f"part_{i}", 2, weighted=weighted) for i in range(1, draw.between(1, 4) + 1)}
    document: Document = {
        "name": text(f"随机标准 {seed}", f"Random criteria {seed}"),
        "status": "partial" if draw.chance(0.03) else draw.pick(["official", "reported", "reconstructed", "example"]),
        "sources": {"ours": {"title": text("自拟", "Made up"), "attested": "ours"}},
    }
    document |= {"groups": scope.groups} if scope.groups else {}
    document |= {"fields": scope.fields}
    document |= {"points": 100} if weighted else {}
    document |= _gathered(scope, weighted=weighted) | extras.gates(scope, entry=True)
    document |= {"dimensions": dimensions}
    return document | extras.of_whole(scope, tree.dimensions, tree.indicators)


def _fields(draw: Draw, features: Features) -> Document:
    fields: Document = {}
    for key, zh, en, unit, negative in draw.some(quantities.NUMBERS, 5, 13):
        fields[key] = {"name": text(zh, en), "unit": unit, **_bounds(draw, features, unit, negative)}
    for key, zh, en in draw.some(quantities.YES_NO, 0, 2):
        fields[key] = {"name": text(zh, en), "kind": "yes_no"}
    for key, zh, en, options in draw.some(quantities.CHOICES, 0, 2):
        fields[key] = {"name": text(zh, en), "kind": "choice", "choices": quantities.choices(options)}
    for one in fields.values():
        one |= {"source": "ours"} if draw.chance(0.5) else {}
        one |= {"definition": text("口径以报表为准", "As in the statistical report")} if draw.chance(0.1) else {}
    return fields


def _bounds(draw: Draw, features: Features, unit: str, negative: bool) -> Document:
    ends = quantities.RANGES[unit]
    if negative:
        return {}
    bounds: Document = {"above" if ends.low > 0 and draw.chance(0.5) else "at_least": 0}
    if "bounds" in features:
        bounds |= {"at_most": 100} if unit == "%" and draw.chance(0.7) else {}
        bounds |= {"whole": True} if not ends.decimals and draw.chance(0.5) else {}
    return bounds


def _groups(draw: Draw) -> Document:
    return {
        key: {"name": text(zh, en), "values": quantities.choices(options)}
        for key, zh, en, options in draw.some(quantities.GROUPS, 1, 3)
    }


class _Tree:
    """Grows dimensions and indicators and remembers their ids."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.dimensions: list[str] = []
        self.indicators: list[str] = []

    def node(self, key: str, depth: int, *, weighted: bool) -> Document:
        """Return a dimension; ``weighted`` says whether it has a weight among its siblings or points."""
        scope, draw = self.scope, self.scope.draw
        inner = "weights" in scope.features and (weighted or draw.chance(0.3))
        made: Document = {"name": text(f"维度 {key[5:]}", f"Dimension {key[5:]}")}
        made |= self._counts(weighted)
        made |= {"points": draw.between(10, 40)} if inner and not weighted else {}
        # Now and then points of a dimension that are not those of its parts; nothing is drawn, so that seeds keep theirs.
        made |= {"points": 25} if not inner and not weighted and len(self.dimensions) % 5 == 3 else {}
        made |= _gathered(scope, weighted=inner) | extras.gates(scope)
        made |= {"source": "ours"} if draw.chance(0.3) else {}
        self.dimensions.append(key)
        if depth and "depth" in scope.features and draw.chance(0.25):
            names = [f"{key}_{i}" for i in range(1, draw.between(1, 3) + 1)]
            return made | {"dimensions": {name: self.node(name, depth - 1, weighted=inner) for name in names}}
        names = [f"item_{len(self.indicators) + i}" for i in range(1, draw.between(1, 4) + 1)]
        self.indicators += names
        return made | {"indicators": {name: self._indicator(name, inner) for name in names}}

    def _counts(self, weighted: bool) -> Document:
        return (
            {"weight": extras.by_group(self.scope, Decimal("0.2"), Decimal(5), 1), "weight_by": "ours"}
            if weighted
            else {}
        )

    def _indicator(self, key: str, weighted: bool) -> Document:
        scope, draw = self.scope, self.scope.draw
        points = None if weighted else extras.by_group(scope, Decimal(2), Decimal(20), 0)
        full = Decimal(10) if points is None else max(_numbers(points))
        made: Document = {"name": text(f"指标 {key[5:]}", f"Indicator {key[5:]}")}
        made |= self._counts(True) if weighted else {"points": points}
        measured = self._measured(full)
        scope.indicators[key] = measured.pop("about")
        made |= measured | extras.gates(scope)
        return made | {name: "ours" for name in ("source", "attested") if draw.chance(0.4)} | _words(scope)

    def _measured(self, full: Decimal) -> Document:
        """Return value, unit, rule and policies, and what other expressions may know ``about`` the value."""
        scope, draw = self.scope, self.scope.draw
        if "rule:manual" in scope.features and draw.chance(0.08):
            return {
                "rule": {"kind": "manual"},
                "about": Value(None, None, quantities.RANGES["1"], kind="manual"),
            } | _missing(scope, None, full)
        options = [*scope.of_kind("yes_no"), *scope.of_kind("choice")]
        if options and "rule:choice" in scope.features and draw.chance(0.15):
            key = draw.pick(options)
            about = Value(key, None, quantities.RANGES["1"], kind="choice")
            return {"value": key, "rule": choice(scope, key, full), "about": about} | _missing(scope, None, full)
        about = value(scope)
        made: Document = {"unit": about.unit} if about.unit not in (None, "1") else {}
        made |= {"value": about.text} | _before(scope, about)
        made |= {"rule": rule(scope, about, full)} | _missing(scope, about, full)
        return (
            made
            | ({"decimals": draw.between(0, 3)} if "decimals" in scope.features and draw.chance(0.1) else {})
            | {"about": about}
        )


def _numbers(points: Any) -> list[Decimal]:
    """Return the numbers of points that may differ by group; at least one is above 0."""
    numbers = [*points["is"].values(), points.get("otherwise", 0)] if isinstance(points, dict) else [points]
    return [Decimal(number) for number in numbers] + ([] if any(numbers) else [Decimal(1)])


def _gathered(scope: Scope, *, weighted: bool) -> Document:
    """Return how a dimension is put together."""
    draw, methods = scope.draw, scope.features.of("method")
    made: Document = {}
    if draw.chance(0.35) and methods:
        made["method"] = draw.pick(methods)
    if made.get("method") in ("geometric", "harmonic") and draw.chance(0.6):
        made["zero"] = draw.pick([Decimal("0.01"), Decimal("0.1")])
    if "rescale" in scope.features and draw.chance(0.15):
        made["unapplied"] = draw.pick(["shrink", "rescale"])
    if "caps" in scope.features and draw.chance(0.1):
        made["at_most"] = draw.between(5, 60)
    return made


def _missing(scope: Scope, about: Value | None, full: Decimal) -> Document:
    """Return a missing policy; the default stays where no other is drawn."""
    draw = scope.draw
    allowed = [name for name in scope.features.of("missing") if about is not None or name != "alternate"]
    if not allowed:
        return {}
    if draw.chance(0.5):
        return {"missing": "interval"} if draw.chance(0.05) else {}
    policy = draw.pick(allowed)
    made: Document = {"policy": policy}
    if policy == "penalty":
        made |= {"points": draw.between(1, 3)} | ({"zero_counts": True} if draw.chance(0.4) else {})
    if policy == "group_mean" and scope.groups and draw.chance(0.5):
        made["within"] = scope.within()
    if policy == "alternate" and about is not None:
        other = value(scope)
        same = Value(other.text, about.unit, other.range, field=other.field) if other.unit == about.unit else None
        if same is None:
            return {"missing": "zero"}
        made |= {"value": other.text, "rule": rule(scope, other, full)}
    return {"missing": policy if len(made) == 1 else made}


def _before(scope: Scope, about: Value) -> Document:
    draw, steps = scope.draw, scope.features.of("before")
    if about.kind != "number" or not draw.chance(0.2):
        return {}
    made: Document = {}
    if "impute" in steps and draw.chance(0.5):
        made["impute"] = draw.pick(["mean", "median"])
    if "log" in steps and about.positive and draw.chance(0.3):
        made["log"] = True
    if "winsorise" in steps and draw.chance(0.4):
        made["winsorise"] = draw.pick(
            [
                {"skewness": 2, "kurtosis": Decimal("3.5")},
                {"skewness": Decimal("0.5"), "at_most": 2},
                {"kurtosis": 1, "then_log": about.positive},
            ]
        )
    if made and scope.groups and draw.chance(0.3):
        made["within"] = scope.within()
    return {"before": made} if set(made) - {"within"} else {}


def _words(scope: Scope) -> Document:
    draw = scope.draw
    made: Document = {"clause": f"第{draw.between(1, 30)}条"} if draw.chance(0.15) else {}
    return made | ({"remark": text("随机生成", "Made at random")} if draw.chance(0.1) else {})
