"""One park with everything a figure can carry, through every format and back."""

import pytest

from cli.cli_support import Program
from fivegoods.criteria.base import Source
from fivegoods.reading.parks import read_parks

PARK = """\
criteria: demo-parks/2024
id: yi
name: {zh: "甲“园”,、;|园", en: "=Park, A"}
year: 2024
groups: {level: national, region: east, type: services}
sources:
  rep: {title: {zh: 年报, en: Report}, issuer: 管委会, number: 1号, date: 2024-03-01, page: 3–5,
        url: "https://example.org/a?b=1,2", attested: official, remark: 初稿}
source: rep
attested: self_reported
data:
  revenue: {value: "1,234.50 亿元", page: "表 3, 行 5", date: 2024-12-31, remark: "=1+1 含外围", attested: official}
  tax: {value: 3.50, unit: 亿元, source: "@另一来源，第 2 页"}
  land: 366.86666667 公顷
  staff: 12345
  rd_expense: null
  patents: {value: expected, remark: "-等通知"}
  firms: {value: not_applicable, source: rep, attested: official}
  investment: {value: 0.000000123456789012345678, definition: 口径甲, period: 2024 全年}
  satisfaction: 85.60 %
  environment_plan: true
  transition: {value: 否, source: x说明}
  treatment_plant: {value: running, date: 2024}
points:
  safety_inspection: {points: 4.50, source: 检查记录, attested: official, reason: "扣分：灭火器, 过期"}
events:
  - {kind: accident, level: general, count: 2, date: 2024-05-01, source: 通报, remark: 轻伤}
  - {kind: national_award, source: 文件}
stated_total: 80.50
review:
  by: 审核组
  source: 审核报告
  data:
    tax: {value: "34,000 万元", reason: 核减, source: 审计, page: 第 3 页, remark: 抽查}
    land: {value: expected, reason: 待核}
    investment: {value: 3, definition: 口径乙, period: 上半年, date: 2024-07-01, attested: official}
  points: {tax_per_mu: {points: 7, reason: 按上限}, safety_inspection: {points: 3, source: 复核}}
  stated_total: 79
"""


@pytest.fixture
def program(capsys):
    def run(*arguments):
        done = Program(capsys)(*arguments)
        assert done.code == 0, done.err

    return run


def only(path):
    found = read_parks([str(path)], None)
    assert not [one for one in found.findings if one.severity == "error"]
    (park,) = found.parks
    return park


def facts(given):
    """What is said about each figure; a source in full becomes one line that holds all of it."""
    return {
        name: (fact.attested, fact.page, fact.date, fact.period, fact.definition, fact.remark, fact.reason)
        for name, fact in given.items()
    }


def said(park):
    review = park.review
    return {
        "park": (park.id, park.name, park.year, park.groups, park.stated_total, park.events),
        "data": (dict(park.data), dict(park.gaps), facts(park.facts)),
        "points": {name: (one.points, one.source, one.attested, one.reason) for name, one in park.points.items()},
        "review": (review.by, review.source, review.stated_total, dict(review.data), dict(review.gaps)),
        "reviewed": (facts(review.facts), dict(review.points)),
    }


def line(source):
    if not isinstance(source, Source):
        return source
    return {source.title.zh, source.issuer, source.number, source.date, source.page, source.url, source.remark.zh}


@pytest.mark.parametrize("name", ["form.xlsx", "t.csv", "t.tsv", "t.xlsx", "t.json", "p.yaml"])
def test_all_that_is_said_about_a_park_comes_back(tmp_path, program, name):
    source = tmp_path / "park.yaml"
    source.write_text(PARK, encoding="utf-8")
    target = tmp_path / name
    command = {"form.xlsx": ["form", "new", "--from"], "p.yaml": ["form", "read"]}.get(
        name, ["form", "table", "--from"]
    )
    program(*command, str(source), "-o", str(target), "--lang", "zh")
    first, again = only(source), only(target)
    assert said(again) == said(first)
    for key, fact in first.facts.items():
        pieces = line(fact.source)
        found = again.facts[key].source
        assert found == fact.source or all(piece in found for piece in pieces), key
    third = tmp_path / "again.yaml"
    program("form", "read", str(target), "-o", str(third))
    assert said(only(third)) == said(first)


def test_events_of_one_kind_are_added_up_in_a_table_with_what_is_said_of_them(tmp_path, program):
    source, target = tmp_path / "park.yaml", tmp_path / "t.csv"
    more = "  - {kind: accident, level: general, date: 2024-06-01, source: 通报}\nstated_total"
    source.write_text(PARK.replace("stated_total", more, 1), encoding="utf-8")
    program("form", "table", "--from", str(source), "-o", str(target))
    accident = next(one for one in only(target).events if one.kind == "accident")
    assert (accident.count, accident.date, accident.source) == (3, "2024-05-01；2024-06-01", "通报")


def test_text_that_looks_like_a_formula_is_guarded_in_csv_only(tmp_path, program):
    source = tmp_path / "park.yaml"
    source.write_text(PARK, encoding="utf-8")
    for name, guarded in (("t.csv", True), ("t.json", False)):
        target = tmp_path / name
        program("form", "table", "--from", str(source), "-o", str(target))
        text = target.read_text(encoding="utf-8-sig")
        assert ("'=Park" in text, "'=1+1" in text, "'@另" in text, "'-等" in text) == (guarded,) * 4


def test_figures_with_a_sign_are_not_guarded(tmp_path):
    from fivegoods.reading.tables.delimited import guarded, unguarded

    for text in ("-5", "-5 亿元", "+3.5", "-.5", "甲'园", "", "-", "3"):
        assert guarded(text) == text
    for text in ("=A1", "'=A1", "@x", "-cmd|x", "+x", "\tx"):
        assert guarded(text) == f"'{text}"
        assert unguarded(guarded(text)) == text
