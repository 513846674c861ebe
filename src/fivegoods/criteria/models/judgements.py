"""The judgements document: what experts think of the importance of dimensions or indicators."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from fivegoods.criteria.base import Id, LocalText, Number, StrictModel


def _fraction(raw: Any) -> Any:
    """Take ``1/3`` as a number."""
    if isinstance(raw, str) and raw.count("/") == 1:
        over, under = raw.split("/")
        try:
            return Decimal(over.strip()) / Decimal(under.strip())
        except ArithmeticError:
            return raw
    return raw


#: How many times as important, such as 3 or ``1/3``.
Times = Annotated[Number, BeforeValidator(_fraction), Field(gt=0)]


class Expert(StrictModel):
    """One expert's judgements."""

    name: LocalText | None = None
    share: Number = Field(default=Decimal(1), gt=0)
    """该专家的权重（默认各占一份）"""
    compare: dict[Id, dict[Id, Times]] | None = None
    """两两比较：甲 → {乙: 甲比乙重要几倍}；写一个方向即可，可写 1/3"""
    budget: dict[Id, Number] | None = None
    """预算分配：标识 → 分数"""

    @model_validator(mode="after")
    def _says_something(self) -> Expert:
        if (self.compare is None) == (self.budget is None):
            msg = "one_of:compare,budget"
            raise ValueError(msg)
        return self


class Judgements(StrictModel):
    """What is compared (dimensions or indicators), and what each expert says."""

    items: list[Id] = Field(min_length=2)
    """比较哪些维度或指标（标识）"""
    experts: list[Expert] = Field(min_length=1)
