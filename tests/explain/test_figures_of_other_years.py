"""Every figure in a formula has a line with its origin, last year's too."""

import json

import pytest

from cli.cli_support import Program

CRITERIA = """
name: {zh: 试, en: Trial}
status: example
notice: {zh: 试, en: trial}
sources: {doc: {title: {zh: 某, en: X}, attested: ours}}
fields:
  revenue: {name: {zh: 营收, en: Revenue}, unit: 亿元}
  land: {name: {zh: 用地, en: Land}, unit: 亩}
dimensions:
  d:
    name: {zh: 维, en: D}
    indicators:
      growth: {name: {zh: 增速, en: Growth}, unit: "%", points: 10, value: growth(revenue), rule: {kind: goalposts, worst: 0 %, best: 10 %}, source: doc}
      mean: {name: {zh: 均值, en: Mean}, unit: 亿元, points: 10, value: "average(revenue, years=3)", rule: {kind: goalposts, worst: 0, best: 400}, source: doc}
      since: {name: {zh: 较基期, en: Since}, points: 10, value: "revenue / base(revenue, 2022)", rule: {kind: goalposts, worst: 0, best: 2}, source: doc}
      own: {name: {zh: 自身, en: Own}, unit: 亿元, points: 10, value: revenue, rule: {kind: goalposts, worst: 0, best: "previous(revenue) + base(revenue, 2022)"}, source: doc}
      per_mu: {name: {zh: 亩均, en: Per mu}, unit: 亿元/亩, points: 10, value: revenue / land, rule: {kind: goalposts, worst: 0, best: 1}, source: doc}
"""
YEARS = {
    2024: "source: 快报\ndata: {revenue: 300 亿元, land: 400 亩}\n",
    2023: "data: {revenue: {value: 250 亿元, source: 年鉴, page: 31}}\nreview: {by: 局, data: {revenue: {value: 240 亿元, source: 复核表}}}\n",
    2022: "data: {revenue: 200 亿元}\n",
}


@pytest.fixture
def files(tmp_path):
    (tmp_path / "criteria.yaml").write_text(CRITERIA, encoding="utf-8")
    for year, text in YEARS.items():
        head = f"id: p\nname: 甲园\nyear: {year}\n"
        (tmp_path / f"{year}.yaml").write_text(head + text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def explain(capsys, files):
    def call(*options):
        others = [files / f"{year}.yaml" for year in (2023, 2022)]
        peers = [text for path in others for text in ("--peers", path)]
        return Program(capsys)(
            "explain", files / "2024.yaml", *peers, "-c", files / "criteria.yaml", "--lang", "en", *options
        )

    return call


@pytest.mark.parametrize(
    ("indicator", "counted", "lines"),
    [
        ("growth", "reviewed", ["Revenue 300 亿元, source: 快报", "Revenue (2023) 240 亿元, source: 复核表"]),
        ("growth", "self", ["Revenue 300 亿元, source: 快报", "Revenue (2023) 250 亿元, source: 年鉴, 31"]),
        ("mean", "self", ["Revenue (2023) 250 亿元, source: 年鉴, 31", "Revenue (2022) 200 亿元, no source is given"]),
        ("since", "self", ["Revenue 300 亿元, source: 快报", "Revenue (2022) 200 亿元, no source is given"]),
        ("own", "self", ["Revenue (2023) 250 亿元, source: 年鉴, 31", "Revenue (2022) 200 亿元, no source is given"]),
        ("per_mu", "self", ["Revenue 300 亿元, source: 快报", "Land 400 亩, source: 快报"]),
    ],
)
def test_each_figure_of_a_formula_has_a_line_with_its_source(explain, indicator, counted, lines):
    done = explain(indicator, "--as", counted)
    for line in lines:
        assert line in done.out
    assert ("(2023)" in done.out) == any("(2023)" in line for line in lines)


def test_json_says_of_which_year_a_figure_is(explain):
    tree = json.loads(explain("-f", "json").out)
    growth = tree["parks"][0]["dimensions"][0]["indicators"][0]
    assert [(p["of"], p.get("year"), p["written"], p["title"]) for p in growth["provenance"]] == [
        ("revenue", None, "300 亿元", "快报"),
        ("revenue", 2023, "240 亿元", "复核表"),
    ]


def test_without_last_years_figure_there_is_no_line_for_it(explain, files):
    (files / "2023.yaml").write_text("id: p\nname: 甲园\nyear: 2023\ndata: {land: 400 亩}\n", encoding="utf-8")
    done = explain("growth")
    assert "Revenue 300 亿元, source: 快报" in done.out
    assert "(2023)" not in done.out
