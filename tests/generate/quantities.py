"""Invented fields, their units and the range of figures that look like them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final


@dataclass(frozen=True)
class Range:
    """Where figures of a unit lie, and how many decimals they are written with."""

    low: Decimal
    high: Decimal
    decimals: int


def _range(low: str, high: str, decimals: int) -> Range:
    return Range(Decimal(low), Decimal(high), decimals)


RANGES: Final = {
    "亿元": _range("1", "900", 2), "万元": _range("50", "90000", 1), "元": _range("500000", "900000000", 0),
    "万美元": _range("10", "5000", 1), "亩": _range("100", "9000", 0), "公顷": _range("7", "600", 2),
    "平方公里": _range("0.1", "6", 2), "人": _range("50", "60000", 0), "万人": _range("0.1", "6", 2),
    "家": _range("1", "300", 0), "个": _range("0", "60", 0), "件": _range("0", "900", 0), "项": _range("0", "20", 0),
    "吨标煤": _range("100", "200000", 0), "吨": _range("1", "4000", 1), "万立方米": _range("1", "900", 1),
    "%": _range("0", "100", 1), "‰": _range("0", "1000", 0), "工作日": _range("1", "30", 1), "年": _range("0", "30", 0),
    "位": _range("1", "100", 0), "分": _range("0", "100", 1), "1": _range("1", "150", 2),
}  # fmt: skip

#: Size of each unit in a base of its own, for the same figure in another unit.
_SIZES: Final = {
    "元": ("yuan", 1), "万元": ("yuan", 10**4), "亿元": ("yuan", 10**8),
    "亩": ("area", Fraction(2000, 3)), "公顷": ("area", 10**4), "平方公里": ("area", 10**6),
    "人": ("people", 1), "万人": ("people", 10**4), "%": ("share", Fraction(1, 100)), "‰": ("share", Fraction(1, 1000)),
}  # fmt: skip

#: (id, Chinese name, English name, unit, may be negative)
NUMBERS: Final = (
    ("revenue", "营业收入", "Revenue", "亿元", False),
    ("tax", "税收", "Tax", "万元", False),
    ("profit", "利润总额", "Profit", "万元", True),
    ("rd_expense", "研发费用", "R&D expenditure", "万元", False),
    ("investment", "产业投资", "Investment", "亿元", False),
    ("investment_target", "投资目标", "Investment target", "亿元", False),
    ("exports", "出口", "Exports", "万美元", False),
    ("land", "工业用地", "Industrial land", "亩", False),
    ("built_land", "建成区面积", "Built-up land", "公顷", False),
    ("staff", "从业人数", "Employees", "人", False),
    ("firms", "企业数", "Enterprises", "家", False),
    ("hightech", "高新技术企业", "High-tech enterprises", "家", False),
    ("patents", "专利授权", "Patents granted", "件", False),
    ("projects", "新开工项目", "Projects started", "个", False),
    ("reforms", "改革事项", "Reforms", "项", False),
    ("energy", "综合能耗", "Energy use", "吨标煤", False),
    ("water", "用水量", "Water use", "万立方米", False),
    ("emissions", "污染物排放", "Emissions", "吨", False),
    ("satisfaction", "企业满意度", "Satisfaction of firms", "%", False),
    ("green_share", "绿化比例", "Green share", "%", False),
    ("stated_growth", "通报增幅", "Growth as told", "%", True),
    ("approval_days", "审批时间", "Approval time", "工作日", False),
    ("age", "建成年限", "Age", "年", False),
    ("national_rank", "全国排名", "National rank", "位", False),
    ("complexity", "复杂度指数", "Complexity index", "1", False),
)  # fmt: skip
YES_NO: Final = (
    ("plan_approved", "规划已批复", "Plan approved"),
    ("in_transition", "处于过渡期", "In transition"),
    ("has_centre", "有服务中心", "Has a service centre"),
)
CHOICES: Final = (
    ("plant", "污水处理厂", "Sewage plant", {"running": ("建成运行", "Running"), "building": ("在建", "Being built"), "none": ("无", "None")}),
    ("portal", "一网通办", "One-stop portal", {"full": ("全部", "All"), "part": ("部分", "Some"), "none": ("未办", "None")}),
)  # fmt: skip
GROUPS: Final = (
    ("level", "级别", "Level", {"national": ("国家级", "National"), "provincial": ("省级", "Provincial")}),
    ("region", "区域", "Region", {"east": ("东洲", "Eastland"), "middle": ("中洲", "Midland"), "west": ("西洲", "Westland")}),
    ("type", "类型", "Type", {"制造类": ("制造类", "Manufacturing"), "服务类": ("服务类", "Services")}),
)  # fmt: skip
EVENTS: Final = ("accident", "award", "complaint", "false_data", "inspection")
EVENT_LEVELS: Final = ("central", "provincial")


def text(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def choices(values: dict[str, tuple[str, str]]) -> dict[str, Any]:
    return {key: text(*names) for key, names in values.items()}


def in_unit(number: Decimal, unit: str, other: str) -> Decimal | None:
    """Return the same figure in another unit of its kind; None where no short decimal is exact."""
    if unit not in _SIZES or other not in _SIZES or _SIZES[unit][0] != _SIZES[other][0]:
        return None
    exact = Fraction(number) * Fraction(_SIZES[unit][1]) / Fraction(_SIZES[other][1])
    written = Decimal(exact.numerator) / Decimal(exact.denominator)
    return written if Fraction(written) == exact else None


def other_units(unit: str) -> list[str]:
    """Return the units of the same kind."""
    kind = _SIZES[unit][0] if unit in _SIZES else None
    return [other for other, (of, _) in _SIZES.items() if of == kind and other != unit]
