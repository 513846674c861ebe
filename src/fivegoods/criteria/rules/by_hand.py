"""Rules whose points a person gives or a table lists: by hand, by choice, or taken as they are."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Final, Literal

from pydantic import Field, field_validator

from fivegoods.criteria.base import LocalText, Number
from fivegoods.criteria.rules.base import Direction, Rule, Situation, Takes
from fivegoods.numeric.decimals import ZERO, show
from fivegoods.numeric.traced import traced

_YES_NO: Final = {"是": "yes", "否": "no", "true": "yes", "false": "no"}


class Manual(Rule):
    """Points given by hand in the park file (专家或部门打分)."""

    kind: Literal["manual"]
    takes: ClassVar[Takes] = "nothing"

    def points(self, s: Situation) -> Decimal:
        """Return the given points; the engine passes them as the value."""
        return s.value

    def direction(self) -> Direction:
        """Neither: there is no value."""
        return "neither"

    def words(self) -> LocalText:
        """Say the rule in both languages."""
        return LocalText(zh="人工评分", en="points given by hand")


class AsPoints(Rule):
    """The value itself is the points: another evaluation's score, or an expression in points."""

    kind: Literal["as_points"]

    def points(self, s: Situation) -> Decimal:
        """Return the value."""
        return s.value

    def most(self, full: Decimal) -> Decimal | None:
        """Return None: the value may be above the full points, unless ``at_most`` says otherwise."""
        return None

    def words(self) -> LocalText:
        """Say the rule in both languages."""
        return LocalText(zh="指标值即得分", en="the value is the points")


class Choice(Rule):
    """Points by choice, milestone or yes/no (里程碑、定性分档)."""

    kind: Literal["choice"]
    takes: ClassVar[Takes] = "choice"
    scores: dict[str, Number] = Field(alias="points", min_length=1)
    """选项 → 得分；是否字段用 yes、no 或 是、否"""

    @field_validator("scores", mode="before")
    @classmethod
    def _yes_and_no(cls, raw: Any) -> Any:
        # Ids are ASCII, so 是 and 否 can be no other options; both spellings at once would hide one.
        if not isinstance(raw, dict):
            return raw
        meant = {_YES_NO.get(str(key), key): points for key, points in raw.items()}
        return meant if len(meant) == len(raw) else raw

    def points(self, s: Situation) -> Decimal:
        """Return the listed points; an option that is not listed gets none."""
        return traced(self.scores.get(self.option(s.choice), ZERO))

    @staticmethod
    def option(choice: str | bool | None) -> str:
        """Return the key that a value stands for: yes/no for a truth, else the option itself."""
        if isinstance(choice, bool):
            return "yes" if choice else "no"
        return choice or ""

    def most(self, full: Decimal) -> Decimal:
        """Return the highest listed points."""
        return max(self.scores.values())

    def least(self, full: Decimal) -> Decimal:
        """Return the lowest listed points."""
        return min(self.scores.values())

    def direction(self) -> Direction:
        """Neither: a choice has no order."""
        return "neither"

    def words(self) -> LocalText:
        """Say the rule in both languages."""
        listed = [(key, show(points)) for key, points in self.scores.items()]
        names = {"yes": "是", "no": "否"}
        return LocalText(
            zh="；".join(f"{names.get(key, key)} {points} 分" for key, points in listed),
            en="; ".join(f"{key}: {points}" for key, points in listed),
        )
