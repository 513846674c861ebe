"""Rules whose points a person gives or a table lists: by hand, by choice, or taken as they are."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Final, Literal

from pydantic import Field, field_validator

from fivegoods.criteria.base import LocalText, Number, one_of
from fivegoods.criteria.rules.base import Direction, Rule, Situation, Takes, worth_words
from fivegoods.numeric.decimals import ONE, ZERO
from fivegoods.numeric.traced import traced

_YES_NO: Final = {"是": "yes", "否": "no", "true": "yes", "false": "no"}


class Manual(Rule):
    """Points given by hand in the park file (专家或部门打分)."""

    kind: Literal["manual"]
    takes: ClassVar[Takes] = "nothing"
    prefers: ClassVar[Direction] = "neither"
    sentence: ClassVar[tuple[str, str]] = ("人工评分", "points given by hand")

    def points(self, s: Situation) -> Decimal:
        """Return the given points; the engine passes them as the value."""
        return s.value


class AsPoints(Rule):
    """The value itself is the points: another evaluation's score, or an expression in points."""

    kind: Literal["as_points"]
    is_open: ClassVar[bool] = True
    sentence: ClassVar[tuple[str, str]] = ("指标值即得分", "the value is the points")

    def points(self, s: Situation) -> Decimal:
        """Return the value."""
        return s.value

    @property
    def states_points(self) -> bool:
        """Return whether the value is not converted: it is the points, whatever the weight."""
        return self.out_of is None


class Choice(Rule):
    """Points by choice, milestone or yes/no (里程碑、定性分档)."""

    kind: Literal["choice"]
    takes: ClassVar[Takes] = "choice"
    prefers: ClassVar[Direction] = "neither"
    scores: dict[str, Number] | None = Field(default=None, alias="points", min_length=1)
    """选项 → 得分；是否字段用 yes、no 或 是、否"""
    shares: dict[str, Number] | None = Field(default=None, alias="share", min_length=1)
    """代替 points：选项 → 得满分的几成"""

    @field_validator("scores", "shares", mode="before")
    @classmethod
    def _yes_and_no(cls, raw: Any) -> Any:
        # Ids are ASCII, so 是 and 否 can be no other options; both spellings at once would hide one.
        if not isinstance(raw, dict):
            return raw
        meant = {_YES_NO.get(str(key), key): points for key, points in raw.items()}
        return meant if len(meant) == len(raw) else raw

    _points_or_share = one_of("scores", "shares")

    @property
    def options(self) -> Mapping[str, Decimal]:
        """The listed options, each with its points or its share of the full points."""
        return self.scores or self.shares or {}

    def worth_words(self, option: str) -> LocalText:
        """Return what an option is worth in words."""
        return worth_words((self.scores or {}).get(option), (self.shares or {}).get(option))

    def points(self, s: Situation) -> Decimal:
        """Return the listed points; an option that is not listed gets none."""
        found = self.options.get(self.option(s.choice), ZERO)
        return traced(found) if self.shares is None else s.full * found

    @staticmethod
    def option(choice: str | bool | None) -> str:
        """Return the key that a value stands for: yes/no for a truth, else the option itself."""
        if isinstance(choice, bool):
            return "yes" if choice else "no"
        return choice or ""

    def most(self, full: Decimal) -> Decimal:
        """Return the highest listed points."""
        return max(self.options.values()) * (full if self.shares else ONE)

    def least(self, full: Decimal) -> Decimal:
        """Return the lowest listed points."""
        return min(self.options.values()) * (full if self.shares else ONE)

    def stated(self) -> Decimal | None:
        """Return the highest listed points."""
        return max(self.scores.values()) if self.scores else None

    def words(self) -> LocalText:
        """Say the rule in both languages."""
        listed = [(key, self.worth_words(key)) for key in self.options]
        names = {"yes": "是", "no": "否"}
        return LocalText(
            zh="；".join(f"{names.get(key, key)} {words.zh}" for key, words in listed),
            en="; ".join(f"{key}: {words.en}" for key, words in listed),
        )
