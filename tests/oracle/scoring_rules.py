"""The kinds of rules, stated once more: what a value is worth, and the most that a value could be worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

from oracle.quantities import ONE, ZERO, amount, decide, number, power, rounded, split, whole_steps

Rule = Mapping[str, Any]
#: Kinds whose points depend on how the value ranks among the peers.
RANKED: Final = ("rank_points", "percentile", "rank_share")
#: The references of each kind, by parameter.
REFERENCES: Final[Mapping[str, Sequence[str]]] = {
    "ratio": ["to"], "inverse_ratio": ["to"], "goalposts": ["worst", "best"], "exponential": ["worst", "best"],
    "z_score": ["mean", "deviation"], "optimal": ["zero_below", "best_from", "best_upto", "zero_above"],
    "completion": ["target"], "steps": ["start"], "bands": ["over"],
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What a rule looks at: the value in its unit, the full points, the references, the rank among how many."""

    value: Any
    full: Fraction
    size: Fraction
    references: Mapping[str, Fraction]
    rank: int = 0
    peers: int = 0


class Undefined(Exception):
    """The references give no points: the ends are equal, or what divides is not above 0."""


def worth(rule: Rule, seen: Seen) -> Fraction:
    """Return the points of a value as the rule says. Raise Undefined."""
    return limited(rule, _KINDS[rule["kind"]](rule, replace(seen, full=_scale(rule, seen.full))), seen.full)


def limited(rule: Rule, points: Fraction, full: Fraction) -> Fraction:
    """Apply what all rules share: caps, then the floor, then the scale of the full points, then rounding."""
    scale = _scale(rule, full)
    points = min([points, *_caps_of(rule, scale)])
    if _has(rule, "at_least"):
        points = max(points, number(rule["at_least"]))
    points = points * full / scale if _has(rule, "out_of") else points
    if _has(rule, "rounded"):
        points = rounded(decide(points), int(rule["rounded"]), rule.get("rounding") or "half_up")
    return points


def _scale(rule: Rule, full: Fraction) -> Fraction:
    """Return the full points in which the rule states its own: a hundred where it scores out of a hundred."""
    return number(rule["out_of"]) if _has(rule, "out_of") else full


def _caps_of(rule: Rule, full: Fraction) -> list[Fraction]:
    times = [full * number(rule["at_most_times"])] if _has(rule, "at_most_times") else []
    return times + ([number(rule["at_most"])] if _has(rule, "at_most") else [])


def ceiling(rule: Rule, full: Fraction, size: Fraction) -> tuple[Fraction, bool]:
    """Return the most points a value could get, and whether the rule is open above (then: its full points)."""
    scale = _scale(rule, full)
    most, caps = _most(rule, scale, size), _caps_of(rule, scale)
    if most is None and caps:
        most = min(caps)
    return limited(rule, scale if most is None else most, full), most is None


def full_or_best(rule: Rule, full: Fraction, size: Fraction) -> Fraction:
    """Return what ``full`` stands for where peers cannot be told apart: full points, but no more than the rule gives."""
    return min(full, ceiling(rule, full, size)[0])


def direction(rule: Rule) -> str:
    """Return whether a higher or a lower value is better, or neither."""
    kind = rule["kind"]
    if kind in ("manual", "choice", "optimal"):
        return "neither"
    if kind in ("goalposts", "exponential"):
        return _between(rule["worst"], rule["best"])
    if kind == "bands":
        ordered = sorted(rule["bands"], key=_start)
        first, last = (_price(band, ONE) for band in (ordered[0], ordered[-1]))
        return "neither" if len(ordered) < 2 else "higher" if last >= first else "lower"
    is_lower = {
        "inverse_ratio": True,
        "z_score": _get(rule, "spread") <= 0,
        "steps": _price(rule.get("up") or {}, ONE) < 0,
    }
    return "lower" if is_lower.get(kind, rule.get("better") == "lower") else "higher"


def _between(worst: Any, best: Any) -> str:
    if split(worst) and split(best):
        return "higher" if amount(best, ONE) > amount(worst, ONE) else "lower"
    stats = [end.get("stat") if isinstance(end, dict) else None for end in (worst, best)]
    return "lower" if stats[0] == "max" or stats[1] == "min" else "higher"


def _start(band: Rule) -> tuple[bool, Fraction]:
    written = next((band[end] for end in ("from", "above") if _has(band, end)), None)
    return written is not None, ZERO if written is None else amount(written, ONE)


def _has(rule: Rule, key: str) -> bool:
    return rule.get(key) is not None


def _get(rule: Rule, key: str, default: str = "0") -> Fraction:
    return number(rule[key]) if _has(rule, key) else Fraction(default)


def _positive(x: Fraction) -> Fraction:
    if decide(x) <= 0:
        raise Undefined
    return x


def _by_hand(rule: Rule, seen: Seen) -> Fraction:
    return Fraction(seen.value)


_TRUTHS: Final = {True: ("yes", "是", "True", "true"), False: ("no", "否", "False", "false")}


def _choice(rule: Rule, seen: Seen) -> Fraction:
    keys = _TRUTHS[seen.value] if isinstance(seen.value, bool) else (seen.value,)
    return next((points for key, points in _choices(rule, seen.full) if key in keys), ZERO)


def _choices(rule: Rule, full: Fraction) -> list[tuple[str, Fraction]]:
    worth_of = ONE if _has(rule, "points") else full
    return [(str(key), worth_of * number(written)) for key, written in (rule.get("points") or rule["share"]).items()]


def _price(stated: Rule, full: Fraction) -> Fraction:
    """Return the points that something states, as points or as a share of the full points."""
    return full * number(stated["share"]) if _has(stated, "share") else _get(stated, "points")


def _capped(stated: Rule, points: Fraction, full: Fraction) -> Fraction:
    """Return points up to what is stated as their most, in points or as a share; deductions down to it."""
    caps = [number(stated["at_most"])] if _has(stated, "at_most") else []
    caps += [full * number(stated["at_most_share"])] if _has(stated, "at_most_share") else []
    return min([points, *caps]) if points > 0 else max([points, *(-cap for cap in caps)])


def _ratio(rule: Rule, seen: Seen) -> Fraction:
    return seen.full * seen.value / _positive(seen.references["to"])


def _inverse_ratio(rule: Rule, seen: Seen) -> Fraction:
    zero_at = _get(rule, "zero_at", "2")
    return seen.full * _cut((zero_at - seen.value / _positive(seen.references["to"])) / zero_at)


def _cut(share: Fraction) -> Fraction:
    return min(max(share, ZERO), ONE)


def _progress(seen: Seen, worst: str, best: str) -> Fraction:
    ends = seen.references
    if decide(ends[best]) == decide(ends[worst]):
        raise Undefined
    return (seen.value - ends[worst]) / (ends[best] - ends[worst])


def _goalposts(rule: Rule, seen: Seen) -> Fraction:
    floor, done = _get(rule, "floor"), _progress(seen, "worst", "best")
    return seen.full * (floor + (1 - floor) * (done if rule.get("outside") == "extend" else _cut(done)))


def _exponential(rule: Rule, seen: Seen) -> Fraction:
    floor, done = _get(rule, "floor", "0.6"), _cut(_progress(seen, "worst", "best"))
    return seen.full * floor * power(1 / floor, done)


def _z_score(rule: Rule, seen: Seen) -> Fraction:
    distance, deviation = seen.value - seen.references["mean"], seen.references["deviation"]
    if decide(deviation) == 0:
        if decide(distance):
            raise Undefined
        return _get(rule, "centre")
    return _get(rule, "centre") + _get(rule, "spread") * distance / deviation


def _optimal(rule: Rule, seen: Seen) -> Fraction:
    value, ends = decide(seen.value), seen.references
    if value < decide(ends["best_from"]):
        return seen.full * _cut(_progress(seen, "zero_below", "best_from"))
    if value > decide(ends["best_upto"]):
        return seen.full * _cut(_progress(seen, "zero_above", "best_upto"))
    return seen.full


def _completion(rule: Rule, seen: Seen) -> Fraction:
    done = seen.value / _positive(seen.references["target"])
    if decide(done) < 1:
        return seen.full * max(done, ZERO) if rule.get("short") != "zero" else ZERO
    extra = rule.get("extra")
    if not extra:
        return seen.full
    steps = (done - 1) * 100 / _get(extra, "each", "1")
    more = (whole_steps(steps) if extra.get("whole") else steps) * _price(extra, seen.full)
    return seen.full + (_capped(extra, more, seen.full) if more > 0 else more)


def _base(rule: Rule, full: Fraction) -> Fraction:
    return _get(rule, "base") if _has(rule, "base") else full * _get(rule, "base_share")


def _stride(rule: Rule, side: str, distance: Fraction, seen: Seen) -> Fraction:
    """Return what the steps on one side are worth, at most so much up or down."""
    stride = rule.get(side)
    if not stride:
        return ZERO
    steps = distance / amount(stride["each"], Fraction(1, 100) if rule.get("relative") else seen.size)
    return _capped(stride, (whole_steps(steps) if rule.get("whole") else steps) * _price(stride, seen.full), seen.full)


def _steps(rule: Rule, seen: Seen) -> Fraction:
    start, base, short = seen.references["start"], _base(rule, seen.full), rule.get("short") or "steps"
    if rule.get("relative") or short == "proportional":
        _positive(start)
    distance = (seen.value - start) * (100 / start if rule.get("relative") else 1)
    gap = decide(seen.value) - decide(start)
    if gap > 0 or (gap == 0 and not rule.get("strict")):
        gained = base + _stride(rule, "up", distance, seen)
        is_deduction = _price(rule.get("up") or {}, seen.full) < 0
        return max(gained, ZERO) if is_deduction and not rule.get("negative") else gained
    if short == "zero":
        return ZERO
    if short == "proportional":
        return max(base * seen.value / start, ZERO)
    left = base - _stride(rule, "down", -distance, seen)
    return left if rule.get("negative") else max(left, ZERO)


def _in_band(band: Rule, x: Fraction, size: Fraction) -> bool:
    tests: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
        "from": lambda a, b: a >= b, "above": lambda a, b: a > b, "upto": lambda a, b: a <= b, "below": lambda a, b: a < b,
    }  # fmt: skip
    return all(test(decide(x), decide(amount(band[end], size))) for end, test in tests.items() if _has(band, end))


def _banded(rule: Rule, x: Fraction, size: Fraction, full: Fraction) -> Fraction:
    band = next((band for band in rule["bands"] if _in_band(band, x, size)), None)
    if band is None:
        return _get(rule, "otherwise")
    low, high = _ends_of(band, full)
    if low == high:
        return low
    ends = [
        next(amount(band[end], size) for end in pair if _has(band, end))
        for pair in (("from", "above"), ("upto", "below"))
    ]
    return low + (high - low) * (x - ends[0]) / (ends[1] - ends[0])


def _ends_of(band: Rule, full: Fraction) -> tuple[Fraction, Fraction]:
    """Return the points at both ends of a band: the same, or those of a line between them."""
    low = _price(band, full)
    high = number(band["points_to"]) if _has(band, "points_to") else low
    return low, full * number(band["share_to"]) if _has(band, "share_to") else high


def _bands(rule: Rule, seen: Seen) -> Fraction:
    if not rule.get("over"):
        return _banded(rule, seen.value, seen.size, seen.full)
    multiple = seen.value / _positive(seen.references["over"])
    if _has(rule, "multiple_decimals"):
        multiple = rounded(decide(multiple), int(rule["multiple_decimals"]))
    return _banded(rule, multiple, ONE, seen.full)


def _rank_share(rule: Rule, seen: Seen) -> Fraction:
    return _banded(rule, Fraction(seen.rank, seen.peers), ONE, seen.full)


def _rank_points(rule: Rule, seen: Seen) -> Fraction:
    return max(seen.full - number(rule["drop"]) * (seen.rank - 1), ZERO)


def _percentile(rule: Rule, seen: Seen) -> Fraction:
    if seen.peers < 2:
        raise Undefined
    return seen.full * Fraction(seen.peers - seen.rank, seen.peers - 1)


def _per_unit(rule: Rule, seen: Seen) -> Fraction:
    per = amount(rule["per"], seen.size) if _has(rule, "per") else ONE

    def paid(value: Fraction, start: Fraction, stated: Rule) -> Fraction:
        steps = (value - start) / per
        whole = rule.get("whole") is not False
        return max(whole_steps(steps) if whole else steps, ZERO) * _price(stated, seen.full)

    start = amount(rule["beyond"], seen.size) if _has(rule, "beyond") else ZERO
    extra = rule.get("extra")
    if not extra:
        return paid(seen.value, start, rule)
    count = amount(extra["count"], seen.size)
    more = paid(seen.value, count, extra)
    return paid(min(seen.value, count), start, rule) + (_capped(extra, more, seen.full) if more > 0 else more)


_KINDS: Final[Mapping[str, Callable[[Rule, Seen], Fraction]]] = {
    "manual": _by_hand, "as_points": _by_hand, "choice": _choice, "ratio": _ratio, "inverse_ratio": _inverse_ratio,
    "goalposts": _goalposts, "exponential": _exponential, "z_score": _z_score, "optimal": _optimal,
    "completion": _completion, "steps": _steps, "bands": _bands, "rank_share": _rank_share, "per_unit": _per_unit,
    "rank_points": _rank_points, "percentile": _percentile,
}  # fmt: skip


def _most(rule: Rule, full: Fraction, size: Fraction) -> Fraction | None:
    """Return the most points before caps; None where there is no end."""
    kind = rule["kind"]
    if kind in ("as_points", "ratio", "z_score") or (kind == "goalposts" and rule.get("outside") == "extend"):
        return None
    if kind == "choice":
        return max((points for _, points in _choices(rule, full)), default=ZERO)
    if kind in ("bands", "rank_share"):
        return max([_get(rule, "otherwise"), *(end for band in rule["bands"] for end in _ends_of(band, full))])
    if kind == "completion" and rule.get("extra"):
        more = _most_of_steps_of(rule["extra"], full)
        return None if more is None else full + more
    if kind == "steps":
        return _most_of_steps(rule, full)
    return _most_of_units(rule, full, size) if kind == "per_unit" else full


def _most_of_steps_of(stated: Rule, full: Fraction) -> Fraction | None:
    """Return the most that steps can add, None without an end."""
    if _price(stated, full) <= 0:
        return ZERO
    is_capped = _has(stated, "at_most") or _has(stated, "at_most_share")
    return _capped(stated, Fraction(10**40), full) if is_capped else None


def _most_of_steps(rule: Rule, full: Fraction) -> Fraction | None:
    more = _most_of_steps_of(rule.get("up") or {}, full)
    return None if more is None else max(_base(rule, full) + more, ZERO)


def _most_of_units(rule: Rule, full: Fraction, size: Fraction) -> Fraction | None:
    """Return the most of per_unit: open unless its last price is not above 0, or the extra that ends it is capped."""
    extra = rule.get("extra")
    more = _most_of_steps_of(extra or {**rule, "at_most": None}, full)
    if not extra or more is None:
        return more
    return max(_per_unit({**rule, "extra": None}, Seen(amount(extra["count"], size), full, size, {})), ZERO) + more
