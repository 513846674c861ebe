"""What the parameters of rules that hold a reference are called."""

from __future__ import annotations

from fivegoods.criteria.base import LocalText

_NAMES = {
    "to": ("参照值", "reference"),
    "over": ("参照值", "reference"),
    "target": ("目标", "target"),
    "start": ("起点", "start"),
    "worst": ("最差值", "worst"),
    "best": ("最优值", "best"),
    "mean": ("均值", "mean"),
    "deviation": ("标准差", "deviation"),
    "best_from": ("满分区间下端", "lower end of the best interval"),
    "best_upto": ("满分区间上端", "upper end of the best interval"),
    "zero_below": ("低端零分值", "lower zero point"),
    "zero_above": ("高端零分值", "upper zero point"),
}


def parameter_name(name: str) -> LocalText:
    """Return what a parameter is called in both languages; one without a name of its own stays."""
    zh, en = _NAMES.get(name, (name, name))
    return LocalText(zh=zh, en=en)
