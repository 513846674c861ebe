"""Texts and numbers that break readers and writers which are not careful."""

# ruff: noqa: RUF001
from __future__ import annotations

from typing import Final

TEXTS: Final = (
    "", " ", "—", "a|b", "a\\|b", "`x` *y* __b__ ~z~", "[a](javascript:alert(1))", "<b>bold</b>", "<script>alert(1)</script>",
    "&amp; & &lt;", "\"quoted\" 'and' “so”", "=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1+1", "\t=1", "a,b;c\td",
    "first\nsecond", "first\r\nsecond", "a\u2028b", "a\u200bb", "a\u202egnp.b", "a\x07b", "a\x1b[31mred", "a\x00b", "\ufeffa", "\ud7ff\ue000",
    "👩‍👩‍👧‍👦 🇨🇳", "é e\u0301", "𠮷野家", "ｆｕｌｌ　ｗｉｄｔｈ", "عربي", "zero\u0300\u0301\u0302\u0303", "1e5", "0x1F", "１２３", "3000①", "12%", "100 %", "５０％",
    "null", "~", "true", "yes", "no", "NaN", "inf", "2024-01-01", "12:30:00", "{a: b}", "[1, 2]", "- x", "# x", "a: b", "%TAG", "'", '"', "\\", "缺失",
    "产业园", "长" * 300, "x" * 3000, "word " * 200, "../../etc/passwd", "C:\\con.txt", "nul", "total", "p0", "合计", "平均",
)  # fmt: skip
#: Figures as people write them that are read where a number may stand, and others that are refused.
READ: Final = (
    "1,234.5", "３.５", "5", "7", "12", "1e1", "33.333333333333333333333333333333333333", "待报", "不适用", "缺失", " 12 ", "１，０００", "100", "1", "2.50", "0.1",
)  # fmt: skip
FIGURES: Final = (
    *READ, *READ, *READ, "−5", "-5", "0", "0.0", "-0", "1E+2", "0.3", "99999999999999999999", "0.000000000001", "1e-30", "1e25", "12,34", "约3000", "/", "√",
    "是", "n/a", "5%", "5 百分点", "3 亿元", "10 万元", "7 亩", "2 家", "expected", "not_applicable", "(5)", "1 2", "1..2", "+3", "½", "²",
)  # fmt: skip
NUMBERS: Final = (
    "0",
    "1",
    "-1",
    "0.5",
    "2",
    "100",
    "1000000",
    "0.0000001",
    "-0.5",
    "12345678901234567890.123",
    "1e20",
    "33.33333333333333333333",
)
UNITS: Final = (
    "万元",
    "亿元",
    "元",
    "亩",
    "公顷",
    "%",
    "‰",
    "百分点",
    "家",
    "人",
    "1",
    "分",
    "次",
    "吨标煤",
    "万元/亩",
    "家/平方公里",
    "怪",
    "",
    "m2",
    "USD",
)
OPERATORS: Final = ("+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!=", "and", "or")
WORDS: Final = {
    "kind": ("manual", "as_points", "choice", "ratio", "inverse_ratio", "goalposts", "exponential", "z_score", "optimal", "completion", "steps", "bands", "rank_share", "per_unit", "rank_points", "percentile"),
    "method": ("sum", "mean", "geometric", "harmonic", "minimum"),
    "policy": ("interval", "zero", "exclude", "group_mean", "penalty", "exclude_park"),
    "missing": ("interval", "zero", "exclude", "group_mean", "exclude_park"),
    "stat": ("min", "max", "mean", "weighted_mean", "median", "sum", "deviation"),
    "from": ("either", "peers", "benchmarks"), "ties": ("competition", "dense", "ordinal", "keep", "up", "down"),
    "unapplied": ("shrink", "rescale"), "short": ("steps", "zero", "proportional"), "better": ("higher", "lower"), "outside": ("cut", "extend"),
    "rounding": ("half_up", "half_even", "down", "floor", "ceil"), "round": ("half_up", "floor", "ceil"), "by": ("total", "rise", "share", "score", "part_1", "item_1"),
    "to": ("total", "part_1", "item_1"), "void": ("total", "part_1", "item_1"), "impute": ("mean", "median"), "severity": ("warning", "note", "error"),
    "attested": ("official", "reported", "inferred", "self_reported", "ours", "invented"), "status": ("official", "reported", "reconstructed", "example"),
    "flat": ("no_reference", "full", "zero"), "group_of_one": ("no_reference", "full", "zero"), "deviation": ("population", "sample"),
}  # fmt: skip
