"""Bonuses, deductions and vetoes (加分 / 扣分 / 一票否决): when they apply, to what, and how far."""

from __future__ import annotations

from pydantic import model_validator

from fivegoods.criteria.base import Attested, Id, LocalText, Number, StrictModel


class Effect(StrictModel):
    """What a veto or privilege does besides points, once at least ``from_count`` events count."""

    from_count: Number | None = None
    """触发所需的事件次数（默认 1）"""
    void: str | None = None
    """作废：total、维度标识或指标标识"""
    grade: str | None = None
    """直接定为某等级"""
    in_quota: bool = True
    """直接定级是否占用名额"""
    steps_down: int | None = None
    """降几档"""
    no_honours: bool = False
    """取消评优资格：分数名次照算，不进任何榜单"""
    unranked: bool = False
    """移出排名"""
    ungraded: LocalText | None = None
    """参评但不定等级，如“不定等级，参照 B 类管理”"""


class Adjustment(StrictModel):
    """One bonus, deduction or veto."""

    name: LocalText
    event: Id | None = None
    """按事件计：park 文件 events 里的 kind"""
    when: str | None = None
    """按条件：成立则计一次"""
    count: str | None = None
    """按表达式计次，如 count(projects < 8, investment < 20)"""
    applies: str | None = None
    """适用对象的条件"""
    each: Number | dict[str, Number] | None = None
    """每次加（正）扣（负）几分；或按层级 {central: -0.3, provincial: -0.2}"""
    points: str | None = None
    """加减分的表达式，如 min(2 * awards, 6)"""
    at_most: Number | None = None
    """本项加减分绝对值的上限"""
    to: str = "total"
    """作用对象：total、维度或指标标识"""
    effects: list[Effect] = []
    source: str | None = None
    attested: Attested | None = None
    clause: str | None = None
    remark: LocalText | None = None

    @model_validator(mode="after")
    def _has_trigger(self) -> Adjustment:
        if self.event is None and self.when is None and self.points is None and self.count is None:
            raise ValueError("one_of:event,when,points,count")
        return self


class Minimum(Adjustment):
    """What ``fails_below`` of a dimension or indicator stands for; it looks at points that all others have moved."""
