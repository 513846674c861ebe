"""Run the program in this process: exit code, standard output and standard error apart."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fivegoods.cli import main


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out, parse_float=Decimal)


class Program:
    """Callable with the arguments of a command line."""

    def __init__(self, capsys):
        self.capsys = capsys

    def __call__(self, *arguments):
        self.capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = self.capsys.readouterr()
        assert "Traceback" not in out + err
        return Done(code, out, err)


PARK = """\
criteria: {criteria}
id: {id}
name: {name}
year: 2024
data:
{data}
"""

CRITERIA = """\
name: {zh: 测试标准, en: Test criteria}
status: STATUS
sources:
  ours: {title: {zh: 自定, en: Ours}, attested: ours}
fields:
  tax: {name: {zh: 税收, en: Tax}, unit: 万元}
  land: {name: {zh: 土地, en: Land}, unit: 亩, above: 0}
  firms: {name: {zh: 企业, en: Firms}, unit: 家}
dimensions:
  benefit:
    name: {zh: 效益, en: Benefit}
    indicators:
      tax_per_mu:
        name: {zh: 亩均税收, en: Tax per mu}
        unit: 万元/亩
        points: 60
        value: tax / land
        rule: {kind: ratio, to: 24, at_most_times: 1}
        source: ours
  size:
    name: {zh: 规模, en: Size}
    indicators:
      firms_count:
        name: {zh: 企业数, en: Number of firms}
        unit: 家
        points: 40
        value: firms
        rule: {kind: goalposts, worst: 0, best: 100}
        source: ours
"""


def write_criteria(folder, status="official"):
    """Write small criteria and return their path."""
    path = folder / "test-criteria" / "1.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CRITERIA.replace("STATUS", status), encoding="utf-8")
    return path


def write_park(folder, id_="a", name="甲", criteria="", **data):
    """Write one park file and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = "\n".join(f"  {key}: {value}" for key, value in data.items())
    text = PARK.format(criteria=criteria or folder / "test-criteria" / "1.yaml", id=id_, name=name, data=lines)
    path = folder / f"{id_}.yaml"
    path.write_text(text, encoding="utf-8")
    return path
