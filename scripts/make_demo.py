"""Write the invented demonstration parks and their benchmarks: same bytes on every run.

    python scripts/make_demo.py [FOLDER]

FOLDER defaults to ``samples``; files go to ``FOLDER/demo`` and ``FOLDER/benchmarks``. Parks, places
and figures are made up. Two pairs of parks are built to tie exactly; a few parks carry missing
data, events or a review so that every outcome can be seen.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

SEED = 20240601
YEARS = (2023, 2024)
CRITERIA = "demo-parks/2024"
HEADER = (
    "# 虚构园区、虚构数据，由 scripts/make_demo.py 生成，不是任何真实园区。\n"
    "# Invented park and figures, made by scripts/make_demo.py.\n"
)
BENCHMARKS_HEADER = (
    "# 虚构的参照值，由 samples/demo 的虚构园区统计（scripts/make_demo.py）。\n"
    "# Invented reference values: statistics of the invented parks, made by scripts/make_demo.py.\n"
)
PARKS = (
    ("luming", "鹿鸣", "Luming"), ("tingtao", "听涛", "Tingtao"), ("xingchui", "星垂", "Xingchui"),
    ("linyuan", "临渊", "Linyuan"), ("songhe", "松壑", "Songhe"), ("wangshu", "望舒", "Wangshu"),
    ("qinglan", "青岚", "Qinglan"), ("fuyao", "扶摇", "Fuyao"), ("shuyu", "漱玉", "Shuyu"),
    ("lanyue", "揽月", "Lanyue"), ("yinfeng", "吟风", "Yinfeng"), ("shicui", "拾翠", "Shicui"),
    ("hanzhang", "含章", "Hanzhang"), ("huaijin", "怀瑾", "Huaijin"), ("ruoshui", "若水", "Ruoshui"),
    ("zhibai", "知白", "Zhibai"), ("shouzhuo", "守拙", "Shouzhuo"), ("xingyun", "行云", "Xingyun"),
    ("tingxue", "听雪", "Tingxue"), ("zhenshi", "枕石", "Zhenshi"), ("feiyuan", "飞鸢", "Feiyuan"),
    ("canglang", "沧浪", "Canglang"), ("guihong", "归鸿", "Guihong"), ("yunling", "云岭", "Yunling"),
)  # fmt: skip
REGIONS = ("east", "middle", "west")
TYPES = ("manufacturing", "services", "ecological")
#: Copies that score the same although the figures behind their ratios differ: (copy, original).
TIES = (("tingxue", "lanyue"), ("ruoshui", "songhe"))
STAGES = ("none", "planned", "building", "running")


@dataclass
class ParkYear:
    """What one file says. ``data`` maps field to value text, such as ``3.5 亿元``."""

    id: str
    zh: str
    en: str
    year: int
    groups: dict[str, str]
    data: dict[str, str]
    points: dict[str, str] = field(default_factory=dict)
    events: list[str] = field(default_factory=list)
    review: list[str] = field(default_factory=list)

    def number(self, name: str) -> Decimal | None:
        """Return the number of a field without its unit, None if there is none."""
        first = self.data.get(name, "").split(" ")[0]
        return Decimal(first) if first[:1].isdigit() else None


class Dice:
    """Draws from a seeded generator; ``random.Random.random`` is the same on every Python version."""

    def __init__(self, seed: int) -> None:
        """Start at ``seed``."""
        self._random = random.Random(seed)

    def between(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def tenth(self, low: int, high: int) -> Decimal:
        """Return a number of tenths from ``low`` to ``high`` tenths."""
        return Decimal(self.between(low, high)) / 10


def first_year(index: int, names: tuple[str, str, str], dice: Dice) -> ParkYear:
    """Return a park's year 2023; even strengths run through all figures, with noise."""
    key, zh, en = names
    level = "national" if index % 4 == 0 else "provincial"
    kind = TYPES[dice.between(0, 5) // 2] if index > 2 else TYPES[index]
    strength = dice.between(20, 95)
    revenue = dice.between(300, 900) if level == "national" else dice.between(60, 320)
    land = revenue * dice.between(14, 24)
    firms = dice.between(60, 90) + revenue // 5
    target = dice.between(revenue // 10, revenue // 5)
    data = {
        "revenue": f"{revenue}.{dice.between(0, 9)} 亿元",
        "tax": f"{land * dice.between(6 + strength // 8, 10 + strength // 6)} 万元",
        "land": f"{land} 亩",
        "staff": f"{revenue * dice.between(75, 150 - strength // 2)} 人",
        "rd_expense": f"{revenue * dice.between(40 + strength, 150 + 3 * strength)} 万元",
        "patents": f"{firms * dice.between(10 + strength, 120 + strength) // 100} 件",
        "firms": f"{firms} 家",
        "hightech_firms": f"{firms * dice.between(4, 10 + strength // 3) // 100} 家",
        "investment": f"{target * dice.between(75 + strength // 4, 92 + strength // 4) / 100:.2f} 亿元",
        "investment_target": f"{target} 亿元",
        "new_firms": f"{dice.between(0, 2 + strength // 14)} 家",
        "treatment_plant": STAGES[min(3, dice.between(0, 2) + strength // 40)],
        "energy": f"{revenue * dice.between(150, 1500 - 10 * strength)} 吨标煤",
        "emissions": f"{revenue * dice.between(2, 24 - strength // 6)} 吨",
        "approval_days": f"{dice.between(2, 22 - strength // 8)} 工作日",
        "satisfaction": f'"{dice.tenth(640 + strength * 2, 760 + strength * 2)} %"',
        "environment_plan": "yes" if dice.between(0, 100) < strength + 40 else "no",
        "transition": "no",
    }
    if kind == "services":
        data["emissions"] = "not_applicable"
    groups = {"level": level, "region": REGIONS[index % 3], "type": kind}
    points = {"safety_inspection": str(dice.tenth(30 + strength // 5, 60))}
    return ParkYear(key, f"{zh}产业园（虚构）", f"{en} Park (invented)", YEARS[0], groups, data, points)


def next_year(park: ParkYear, dice: Dice) -> ParkYear:
    """Return the same park a year later: figures move, firms and plants are added."""
    data = dict(park.data)
    growth = dice.between(96, 121)
    for name, low, high in (("revenue", growth, growth), ("tax", growth - 6, growth + 12),
                            ("staff", 98, 106), ("rd_expense", growth - 2, growth + 16),
                            ("patents", 95, 130), ("energy", 94, 108), ("emissions", 90, 104),
                            ("investment", 96, 118), ("investment_target", 104, 112)):  # fmt: skip
        data[name] = scaled(data[name], dice.between(low, high))
    firms, added = (int(park.number(name) or 0) for name in ("firms", "new_firms"))
    data["firms"] = f"{firms + added + dice.between(0, 6)} 家"
    data["hightech_firms"] = f"{int(park.number('hightech_firms') or 0) + dice.between(0, 5)} 家"
    data["new_firms"] = f"{dice.between(max(0, added - 2), added + 3)} 家"
    data["treatment_plant"] = STAGES[min(3, STAGES.index(park.data["treatment_plant"]) + dice.between(0, 1))]
    data["approval_days"] = f"{max(1, int(park.number('approval_days') or 0) - dice.between(0, 3))} 工作日"
    points = {"safety_inspection": str(dice.tenth(34, 60))}
    return ParkYear(park.id, park.zh, park.en, YEARS[1], park.groups, data, points)


def scaled(text: str, percent: int) -> str:
    """Return ``text`` with its number × ``percent`` %, with as many decimals as before."""
    number, space, unit = text.partition(" ")
    if not number[:1].isdigit():
        return text
    quantum = Decimal(1).scaleb(Decimal(number).as_tuple().exponent)  # type: ignore[arg-type]
    return f"{(Decimal(number) * percent / 100).quantize(quantum, ROUND_HALF_UP)}{space}{unit}"


def tie(copy: ParkYear, original: ParkYear) -> None:
    """Give ``copy`` other figures with the same ratios, so that the two tie exactly."""
    copy.groups = {**original.groups, "region": copy.groups["region"]}
    copy.data = dict(original.data)
    copy.points = dict(original.points)
    for names, percent in ((("tax", "land"), 150), (("patents", "firms", "hightech_firms"), 200),
                           (("investment", "investment_target"), 125)):  # fmt: skip
        for name in names:
            copy.data[name] = exactly(original.data[name], percent)


def exactly(text: str, percent: int) -> str:
    """Return ``text`` with its number × ``percent`` %, nothing rounded."""
    number, _, unit = text.partition(" ")
    product = Decimal(number) * percent / 100
    return f"{product.normalize():f} {unit}"


def plant_features(parks: Mapping[tuple[str, int], ParkYear]) -> None:
    """Put in what a ranking must cope with: gaps, other units, events, a review."""
    now = {key: park for (key, year), park in parks.items() if year == YEARS[1]}
    for name in ("energy", "satisfaction"):
        now["wangshu"].data.pop(name)
    now["qinglan"].data["patents"] = "expected"
    now["feiyuan"].data["emissions"] = "null"
    now["yinfeng"].data.pop("new_firms")
    for name in ("tax", "land", "staff", "rd_expense", "patents", "investment", "energy", "emissions", "satisfaction"):
        now["zhenshi"].data.pop(name)
    now["fuyao"].data["land"] = f"{(now['fuyao'].number('land') or Decimal(0)) / 15:.2f} 公顷"
    now["luming"].data["tax"] = f"{(now['luming'].number('tax') or Decimal(0)) / 10000:f} 亿元"
    now["guihong"].data["transition"] = "yes"
    now["luming"].events = ["{kind: national_award, count: 2}"]
    now["hanzhang"].events = ["{kind: complaint, count: 3}", "{kind: accident, level: general, count: 1}"]
    now["shicui"].events = ["{kind: hidden_danger, remark: 未按期整改（虚构）}"]
    now["tingtao"].events = ["{kind: major_accident}", "{kind: accident, level: larger, count: 1}"]
    now["canglang"].events = ["{kind: false_data, remark: 核查发现（虚构）}"]
    confirmed = max(0, int(now["xingyun"].number("new_firms") or 0) - 2)
    now["xingyun"].review = [
        "review:",
        "  by: 演示评审组（虚构）",
        "  data:",
        f"    new_firms: {{value: {confirmed} 家, reason: 两家不符合入规条件（虚构）}}",
        "  points:",
        "    safety_inspection: {points: 3.5, reason: 现场核查扣减（虚构）}",
    ]


def make_parks() -> list[ParkYear]:
    """Return all park-years in order."""
    dice = Dice(SEED)
    parks: dict[tuple[str, int], ParkYear] = {}
    for index, names in enumerate(PARKS):
        first = first_year(index, names, dice)
        parks[first.id, first.year] = first
        second = next_year(first, dice)
        parks[second.id, second.year] = second
    for year in YEARS:
        for copy, original in TIES:
            tie(parks[copy, year], parks[original, year])
    plant_features(parks)
    return list(parks.values())


def text_of(park: ParkYear) -> str:
    """Return the YAML text of one park-year."""
    lines = [
        f"criteria: {CRITERIA}",
        f"id: {park.id}",
        f"name: {{zh: {park.zh}, en: {park.en}}}",
        f"year: {park.year}",
        "groups: {" + ", ".join(f"{key}: {value}" for key, value in park.groups.items()) + "}",
        "source: 虚构数据（scripts/make_demo.py）",
        "attested: invented",
        "data:",
        *(f"  {name}: {value}" for name, value in park.data.items()),
        "points:",
        *(f"  {name}: {value}" for name, value in park.points.items()),
    ]
    if park.events:
        lines += ["events:", *(f"  - {event}" for event in park.events)]
    return HEADER + "\n".join([*lines, *park.review]) + "\n"


def benchmarks_text(folder: Path) -> str:
    """Return the group statistics of the parks in ``folder`` as `fivegoods benchmarks make` writes them."""
    from fivegoods.analysis.benchmarks import group_statistics
    from fivegoods.api import open_run
    from fivegoods.collect.park_file import benchmarks_yaml

    run = open_run([folder], criteria=CRITERIA).run
    if run is None:
        raise SystemExit("the demonstration parks cannot be ranked")
    text = benchmarks_yaml(group_statistics(run, 3), run.criteria, len(run.scores), [YEARS[1]])
    lines = text.replace("attested: ours", "attested: invented").splitlines(keepends=True)
    name = "name: {zh: 演示园区 2024 年参照值（虚构）, en: Demonstration benchmarks 2024 (invented)}\n"
    return BENCHMARKS_HEADER + name + "".join(lines[1:])


def write(folder: Path) -> None:
    """Write all files below ``folder``."""
    parks = make_parks()
    for sub in ("demo", "benchmarks"):
        (folder / sub).mkdir(parents=True, exist_ok=True)
    for park in parks:
        path = folder / "demo" / f"{park.id}-{park.year}.yaml"
        path.write_bytes(text_of(park).encode("utf-8"))
    (folder / "benchmarks" / "demo-2024.yaml").write_bytes(benchmarks_text(folder / "demo").encode("utf-8"))


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "samples")
