"""Criteria that mix every kind of rule over two dimensions, and random parks for them."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from fivegoods.criteria.base import LocalText
from fivegoods.criteria.file import CriteriaFile
from fivegoods.panel.entities import Park
from scoring.scoring_support import criteria_of

#: One rule each, over one number: what it is worth must not fall when the number rises.
RISING = (
    "{kind: ratio, to: 50, at_most_times: 2}",
    "{kind: ratio, to: {stat: max}}",
    "{kind: goalposts, worst: {stat: min}, best: {stat: max}, floor: 0.2}",
    "{kind: goalposts, worst: 10, best: 90}",
    "{kind: exponential, worst: 10, best: 90}",
    "{kind: z_score, centre: 5, spread: 2, at_least: 0, at_most: 10}",
    "{kind: completion, target: 60, extra: {points: 0.5, at_most: 3, whole: true}}",
    "{kind: steps, start: {stat: mean, within: [level]}, base: 5, up: {each: 4, points: 1, at_most: 3}, down: {each: 3, points: 1}, whole: true}",
    "{kind: steps, start: 30, base: 6, short: zero, up: {each: 7, points: 0.3}, at_most: 12}",
    "{kind: bands, bands: [{from: 80, points: 10}, {from: 50, below: 80, points: 6}, {below: 50, points: 1}]}",
    "{kind: bands, over: {stat: weighted_mean}, bands: [{from: 1.5, points: 9}, {from: 0.5, below: 1.5, points: 4}]}",
    "{kind: rank_share, within: [level], bands: [{upto: 0.3, share: 1}, {above: 0.3, upto: 0.7, share: 0.5}]}",
    "{kind: per_unit, points: 0.5, per: 3, at_most: 10}",
    "{kind: per_unit, points: 1, per: 10, beyond: 40, extra: {count: 80, points: 2, at_most: 4}, at_most: 15}",
    "{kind: rank_points, drop: 0.2}",
    "{kind: percentile, within: [level]}",
    "{kind: as_points, at_most: 100}",
)
#: And rules for which that is not promised.
OTHER = (
    "{kind: inverse_ratio, to: {stat: mean}}",
    "{kind: optimal, zero_below: 10, best_from: 40, best_upto: 60, zero_above: 90}",
    "{kind: goalposts, worst: {stat: max}, best: {stat: median}}",
)


def mixed(
    weights: str = "points", scale: Decimal = Decimal(1), unit: str = "万元", method: str = "sum"
) -> CriteriaFile:
    """Return criteria of 20 indicators. ``scale`` multiplies all weights; figures are in ``unit``."""
    rules = (*RISING, *OTHER)
    lines = ["fields:"]
    lines += [f"  f{i}: {{name: F, unit: {unit}}}" for i in range(len(rules))]
    lines += ["  one: {name: One, unit: 家, above: 0}", "groups: {level: {name: L, values: {a: A, b: B}}}"]
    lines += [f"method: {method}", "dimensions:"]
    for part in range(2):
        lines += [
            f"  d{part}:",
            f"    name: D{part}",
            "    weight: 1" if weights == "weight" else "    unapplied: shrink",
        ]
        lines += [f"    method: {method}", "    indicators:"]
        for i, rule in enumerate(rules):
            if i % 2 == part:
                lines.append(
                    f"      i{i}: {{name: I{i}, {weights}: {(i % 5 + 4) * scale}, unit: 万元/家, value: f{i} / one, rule: {rule}}}"
                )
    return criteria_of("\n".join(lines) + "\n")


def random_parks(file: CriteriaFile, count: int, seed: int, *, gaps: float = 0.0) -> list[Park]:
    """Return parks with figures of one decimal, some of them zero, negative or (with ``gaps``) missing."""
    random = Random(seed)
    names = [name for name in file.criteria.fields if name != "one"]
    parks = []
    for number in range(count):
        data = {name: Decimal(random.randint(-100, 1100)) / 10 for name in names if random.random() >= gaps}
        group = random.choice("ab")
        parks.append(
            Park(f"p{number}", LocalText(zh="x"), 2024, {"level": group}, {**data, "one": Decimal(1)}, file.origin)
        )
    return parks
