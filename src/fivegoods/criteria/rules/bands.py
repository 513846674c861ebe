"""Bands (分档): points by the interval that the value, or its multiple of a reference, falls into."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from fivegoods.criteria.base import LocalText, Number, StrictModel
from fivegoods.criteria.rules.base import Amount, Direction, Reference, Rule, Situation, Takes, Undefined
from fivegoods.numeric.decimals import ONE, ZERO, decide, show
from fivegoods.numeric.traced import rounded, traced
from fivegoods.numeric.units import Unit, parse_unit

#: Shares and multiples of a reference have no unit.
PLAIN = parse_unit("1")


class Band(StrictModel):
    """One band: closed ends are ``from`` and ``upto``, open ends ``above`` and ``below``."""

    from_: Amount | None = Field(default=None, alias="from")
    """不低于（含）"""
    above: Amount | None = None
    """高于（不含）"""
    upto: Amount | None = None
    """不高于（含）"""
    below: Amount | None = None
    """低于（不含）"""
    points: Number | None = None
    """得几分"""
    share: Number | None = None
    """得满分的几成，如 0.5"""

    @model_validator(mode="after")
    def _points_or_share(self) -> Band:
        if (self.points is None) == (self.share is None):
            msg = "one_of:points,share"
            raise ValueError(msg)
        return self

    def holds(self, x: Decimal) -> bool:
        """Return whether ``x``, at 12 decimals, lies in the band."""
        x = decide(x)
        return not (
            (self.from_ is not None and x < self.from_.value)
            or (self.above is not None and x <= self.above.value)
            or (self.upto is not None and x > self.upto.value)
            or (self.below is not None and x >= self.below.value)
        )

    def worth(self, full: Decimal) -> Decimal:
        """Return the points of the band."""
        return traced(self.points) if self.points is not None else full * (self.share or ZERO)

    def interval(self) -> str:
        """Return the band in interval notation, such as ``[1.5, 2)``."""
        left = f"[{show(self.from_.value)}" if self.from_ else f"({show(self.above.value)}" if self.above else "(-∞"
        right = f"{show(self.upto.value)}]" if self.upto else f"{show(self.below.value)})" if self.below else "+∞)"
        return f"{left}, {right}"


class Bands(Rule):
    """Points by band; the first band that holds counts, a value in none of them gets ``otherwise``."""

    kind: Literal["bands"]
    bands: list[Band] = Field(min_length=1)
    """各档：from（含）、above（不含）、upto（含）、below（不含），points 或 share；先写的一档优先"""
    over: Reference | None = None
    """按指标值是参照值的几倍分档"""
    multiple_decimals: int | None = Field(default=None, ge=0, le=12)
    """倍数先四舍五入到几位小数"""
    otherwise: Number = ZERO
    """不在任何一档时的得分"""

    def points(self, s: Situation) -> Decimal:
        """Return the points of the band. Raise Undefined if the reference is not above zero."""
        band = self.band_of(self.measure(s))
        return band.worth(s.full) if band else traced(self.otherwise)

    def parameter_units(self, unit: Unit) -> tuple[Unit, Unit]:
        """Edges are in the indicator's unit, or plain multiples of the reference."""
        return (unit, unit.difference) if self.over is None else (PLAIN, PLAIN)

    def measure(self, s: Situation) -> Decimal:
        """Return what is compared with the bands: the value, or its multiple of the reference."""
        if self.over is None:
            return s.value
        if decide(s.references["over"]) <= 0:
            raise Undefined("reference_not_positive")
        multiple = s.value / s.references["over"]
        return multiple if self.multiple_decimals is None else rounded(multiple, self.multiple_decimals)

    def band_of(self, x: Decimal) -> Band | None:
        """Return the first band that holds ``x``."""
        return next((band for band in self.bands if band.holds(x)), None)

    def most(self, full: Decimal) -> Decimal:
        """Return the points of the best band."""
        return max(self.otherwise, *(band.worth(full) for band in self.bands))

    def least(self, full: Decimal) -> Decimal:
        """Return the points of the worst band."""
        return min(band.worth(full) for band in self.bands)

    def direction(self) -> Direction:
        """Lower is better if the first band with a lower end is worth less than one without."""
        ordered = sorted(self.bands, key=_lower_end)
        first, last = ordered[0].worth(ONE), ordered[-1].worth(ONE)
        return "neither" if len(ordered) < 2 else "higher" if last >= first else "lower"

    def words(self) -> LocalText:
        """Say the rule in both languages."""
        parts = [(b.interval(), _worth_text(b)) for b in self.bands]
        return LocalText(
            zh="分档：" + "；".join(f"{where} {zh}" for where, (zh, _) in parts),
            en="bands: " + "; ".join(f"{where} {en}" for where, (_, en) in parts),
        )


class RankShare(Rule):
    """Points by the share of the group that ranks at or above the park (名次比例分档)."""

    kind: Literal["rank_share"]
    takes: ClassVar[Takes] = "rank"
    bands: list[Band] = Field(min_length=1)
    """名次 ÷ 参评数 落在哪一档"""
    within: tuple[str, ...] = ()
    """在哪些分组内排名次"""
    better: Literal["higher", "lower"] = "higher"
    """higher 值大者在前，lower 值小者在前"""

    def points(self, s: Situation) -> Decimal:
        """Return the points of the band that ``rank ÷ number of parks`` falls into."""
        share = Decimal(s.rank or 1) / s.peers
        band = next((b for b in self.bands if b.holds(share)), None)
        return band.worth(s.full) if band else traced(ZERO)

    def parameter_units(self, unit: Unit) -> tuple[Unit, Unit]:
        """Edges are shares of the group."""
        return PLAIN, PLAIN

    def most(self, full: Decimal) -> Decimal:
        """Return the points of the best band."""
        return max(band.worth(full) for band in self.bands)

    def direction(self) -> Direction:
        """As declared."""
        return self.better

    def words(self) -> LocalText:
        """Say the rule in both languages."""
        parts = [(b.interval(), _worth_text(b)) for b in self.bands]
        return LocalText(
            zh="按名次占比分档：" + "；".join(f"{where} {zh}" for where, (zh, _) in parts),
            en="by share of rank: " + "; ".join(f"{where} {en}" for where, (_, en) in parts),
        )


def _lower_end(band: Band) -> tuple[Any, ...]:
    end = band.from_ or band.above
    return (0, ZERO) if end is None else (1, end.value)


def _worth_text(band: Band) -> tuple[str, str]:
    if band.points is not None:
        return f"{show(band.points)} 分", show(band.points)
    share = f"{show((band.share or ZERO) * 100)}%"
    return f"满分的 {share}", f"{share} of full"
