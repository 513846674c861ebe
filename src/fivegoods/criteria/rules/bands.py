"""Bands (分档): points by the interval that the value, or its multiple of a reference, falls into."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from fivegoods.criteria.base import LocalText, Number
from fivegoods.criteria.rules.base import (
    Amount,
    Direction,
    Reference,
    Rule,
    Situation,
    Takes,
    Undefined,
    Worth,
    worth,
    worth_words,
)
from fivegoods.numeric.decimals import ONE, ZERO, decide, show
from fivegoods.numeric.traced import rounded, traced
from fivegoods.numeric.units import Unit, parse_unit

#: Shares and multiples of a reference have no unit.
PLAIN = parse_unit("1")


class Band(Worth):
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
    points_to: Number | None = None
    """档内线性：points 为下端的分，points_to 为上端的分"""
    share_to: Number | None = None
    """档内线性：share 为下端的几成，share_to 为上端的几成"""

    @model_validator(mode="after")
    def _line_has_ends(self) -> Self:
        given = {name for name in ("points_to", "share_to") if getattr(self, name) is not None}
        others = {"points_to": ("share", "share_to"), "share_to": ("points", "points_to")}
        for name in sorted(given):
            if clash := [other for other in others[name] if getattr(self, other) is not None]:
                raise ValueError(f"one_of:{clash[0]},{name}")
        if given and (self.start is None or self.end is None):
            raise ValueError("one_of:from,above" if self.start is None else "one_of:upto,below")
        return self

    @property
    def is_line(self) -> bool:
        """Whether points change linearly inside the band."""
        return self.points_to is not None or self.share_to is not None

    @property
    def start(self) -> Decimal | None:
        """The lower end, None if there is none."""
        end = self.from_ or self.above
        return None if end is None else end.value

    @property
    def end(self) -> Decimal | None:
        """The upper end, None if there is none."""
        end = self.upto or self.below
        return None if end is None else end.value

    def holds(self, x: Decimal) -> bool:
        """Return whether ``x``, at 12 decimals, lies in the band."""
        x = decide(x)
        return not (
            (self.from_ is not None and x < self.from_.value)
            or (self.above is not None and x <= self.above.value)
            or (self.upto is not None and x > self.upto.value)
            or (self.below is not None and x >= self.below.value)
        )

    def worth_at(self, x: Decimal, full: Decimal) -> Decimal:
        """Return the points of ``x``, which lies in the band."""
        low = self.worth(full)
        if not self.is_line or self.start is None or self.end is None:
            return low
        return low + (self.worth_at_end(full) - low) * (x - self.start) / (self.end - self.start)

    def worth_at_end(self, full: Decimal) -> Decimal:
        """Return the points at the upper end."""
        return worth(self.points_to, self.share_to, full) if self.is_line else self.worth(full)

    def ends(self, full: Decimal) -> tuple[Decimal, Decimal]:
        """Return the points at both ends."""
        return self.worth(full), self.worth_at_end(full)

    def worth_words(self) -> LocalText:
        """Return the points in words."""
        low = worth_words(self.points, self.share)
        if not self.is_line:
            return low
        high = worth_words(self.points_to, self.share_to)
        return LocalText(zh=f"{low.zh} 到 {high.zh}（线性）", en=f"{low.en} to {high.en} (linear)")

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
    """不在任何一档时的得分；按几成写的，末档写 {share: 0.2}，不写端点"""

    def points(self, s: Situation) -> Decimal:
        """Return the points of the band. Raise Undefined if the reference is not above zero."""
        x = self.measure(s)
        band = self.band_of(x)
        return band.worth_at(x, s.full) if band else traced(self.otherwise)

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
        return max(self.otherwise, *(end for band in self.bands for end in band.ends(full)))

    def least(self, full: Decimal) -> Decimal:
        """Return the points of the worst band."""
        return min(self.otherwise, *(end for band in self.bands for end in band.ends(full)))

    def stated(self) -> Decimal | None:
        """Return the points of the best band, if bands state points."""
        return _stated(self.bands)

    def direction(self) -> Direction:
        """Lower is better if the first band with a lower end is worth less than one without."""
        ordered = sorted(self.bands, key=_lower_end)
        first, last = ordered[0].worth(ONE), ordered[-1].worth(ONE)
        return "neither" if len(ordered) < 2 else "higher" if last >= first else "lower"

    def words(self) -> LocalText:
        """Say the rule in both languages."""
        return _bands_words("分档：", "bands: ", self.bands)


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
        return band.worth_at(share, s.full) if band else traced(ZERO)

    def parameter_units(self, unit: Unit) -> tuple[Unit, Unit]:
        """Edges are shares of the group."""
        return PLAIN, PLAIN

    def most(self, full: Decimal) -> Decimal:
        """Return the points of the best band."""
        return max(end for band in self.bands for end in band.ends(full))

    def stated(self) -> Decimal | None:
        """Return the points of the best band, if bands state points."""
        return _stated(self.bands)

    def direction(self) -> Direction:
        """As declared."""
        return self.better

    def words(self) -> LocalText:
        """Say the rule in both languages."""
        return _bands_words("按名次占比分档：", "by share of rank: ", self.bands)


def _lower_end(band: Band) -> tuple[Any, ...]:
    return (0, ZERO) if band.start is None else (1, band.start)


def _stated(bands: Sequence[Band]) -> Decimal | None:
    return max((max(band.ends(ZERO)) for band in bands if band.points is not None), default=None)


def _bands_words(zh: str, en: str, bands: Sequence[Band]) -> LocalText:
    parts = [(band.interval(), band.worth_words()) for band in bands]
    return LocalText(
        zh=zh + "；".join(f"{where} {words.zh}" for where, words in parts),
        en=en + "; ".join(f"{where} {words.en}" for where, words in parts),
    )
