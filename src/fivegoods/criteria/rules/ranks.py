"""Rules on the rank among peers: points that fall with the rank, and percentile rank."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from fivegoods.criteria.base import LocalText, Number, one_of
from fivegoods.criteria.rules.base import Direction, Rule, Situation, Takes, Undefined, worth, worth_words
from fivegoods.numeric.decimals import ONE, ZERO
from fivegoods.numeric.traced import most, traced


class RankPoints(Rule):
    """Full points for the first, ``drop`` less for each rank below (名次递减计分).

    ``max(0, full − drop × (rank − 1))``, rule catalogue A8. With ``ties: worse`` ranks are counted from below; full
    points of parks − 1 and ``drop: 1`` are Borda's count (1784), as in OECD/JRC Handbook (2008), table 26, page 107.
    """

    kind: Literal["rank_points"]
    takes: ClassVar[Takes] = "rank"
    drop: Number | None = Field(default=None, gt=0)
    """相差一名扣几分"""
    share: Number | None = Field(default=None, gt=0)
    """代替 drop：相差一名扣满分的几成，如 0.05"""
    within: tuple[str, ...] = ()
    """在哪些分组内排名次"""
    better: Literal["higher", "lower"] = "higher"
    """higher 值大者在前，lower 值小者在前"""
    ties: Literal["better", "worse"] = "better"
    """并列的取较前的名次（better），还是从末位数起取较后的名次（worse）"""

    _points_or_share = one_of("drop", "share")

    def points(self, s: Situation) -> Decimal:
        """Return the points for the rank."""
        drop = worth(self.drop, self.share, s.full)
        return most(ZERO, s.full - (traced(Decimal(s.rank or 1)) - ONE) * drop)

    def direction(self) -> Direction:
        """As declared."""
        return self.better

    def words(self) -> LocalText:
        """Say the rule in both languages."""
        drop = worth_words(self.drop, self.share)
        zh = f" {drop.zh}" if self.share is None else drop.zh
        return LocalText(zh=f"第 1 名得满分，每低一名扣{zh}", en=f"full for the first, −{drop.en} for each rank below")


class Percentile(Rule):
    """Percentile rank: full × (parks − rank) ÷ (parks − 1) (百分位名次).

    Tied parks share the better rank; with ``ties: worse`` the rank is counted from below, and the share is that of the
    others that are worse.
    """

    kind: Literal["percentile"]
    takes: ClassVar[Takes] = "rank"
    sentence: ClassVar[tuple[str, str]] = (
        "满分 × (参评数 − 名次) ÷ (参评数 − 1)",
        "full × (parks − rank) ÷ (parks − 1)",
    )
    within: tuple[str, ...] = ()
    """在哪些分组内排名次"""
    better: Literal["higher", "lower"] = "higher"
    """higher 值大者在前，lower 值小者在前"""
    ties: Literal["better", "worse"] = "better"
    """并列的取较前的名次（better），还是从末位数起取较后的名次（worse）"""

    def points(self, s: Situation) -> Decimal:
        """Return the points. Raise Undefined("group_of_one") for a park alone."""
        if s.peers < 2:
            raise Undefined("group_of_one")
        peers = traced(Decimal(s.peers))
        share: Decimal = (peers - Decimal(s.rank or 1)) / (peers - ONE)
        return s.full * share

    def direction(self) -> Direction:
        """As declared."""
        return self.better
