"""Checks over figures: what a careful eye would ask about, each at its cell."""

from decimal import Decimal

import pytest

from fivegoods import api
from fivegoods.catalogue import all_kinds
from fivegoods.messages.findings import Severity

CRITERIA = """\
name: 核对
status: example
sources: {ours: {title: 自拟, attested: ours}}
fields:
  tax: {name: {zh: 税收, en: Tax}, unit: 万元}
  tax_growth: {name: {zh: 税收增速, en: Growth of tax}, unit: "%"}
  revenue: {name: {zh: 营业收入, en: Revenue}, unit: 亿元}
  land: {name: {zh: 用地面积, en: Land}, unit: 亩}
  staff: {name: {zh: 职工, en: Staff}, unit: 人, whole: true}
  energy: {name: {zh: 能耗, en: Energy}, unit: 吨标煤}
  satisfaction: {name: {zh: 满意度, en: Satisfaction}, unit: "%"}
  export_share: {name: {zh: 出口占比, en: Share of exports}, unit: "%"}
  firms: {name: {zh: 企业数, en: Firms}, unit: 家, whole: true}
indicators:
  per_mu: {name: {zh: 亩均, en: Per mu}, unit: 万元/亩, points: 10, value: tax / land, rule: {kind: ratio, to: 10}}
"""


@pytest.fixture
def found(tmp_path):
    (tmp_path / "c.yaml").write_text(CRITERIA, encoding="utf-8")

    def check(*rows, head="id,year,tax,land"):
        path = tmp_path / "t.csv"
        path.write_text(head + ",source\n" + "\n".join(f"{row},年报" for row in rows) + "\n", encoding="utf-8")
        opened = api.open_run([path], criteria=str(tmp_path / "c.yaml"))
        return [
            (one.kind.code, one.place.cell, one.params) for one in opened.findings if one.kind.code.startswith("FG35")
        ]

    return check


def cells(found):
    return [(code, cell) for code, cell, _ in found]


PEERS = [f"p{n},2024,{900 + 37 * n},{100 + n}" for n in range(8)]


@pytest.mark.parametrize(
    ("tax", "factor"), [("9430000", "10,000"), ("0.0943", "10,000"), ("94300000000", "100,000,000")]
)
def test_a_factor_of_ten_thousand_is_suspected(found, tax, factor):
    ((code, cell, params),) = found(*PEERS, f"x,2024,{tax},100")
    assert (code, cell, params["factor"]) == ("FG352", "C10", factor)


def test_a_long_tail_is_no_slip(found):
    rows = [f"p{n},2024,{2**n},100" for n in range(24)]
    assert found(*rows) == []


def test_data_over_decades_raise_no_crowd_of_warnings(found):
    rows = [f"p{n},2024,{Decimal(4) ** n / 10**9:f},100" for n in range(40)]
    assert found(*rows) == []
    # Half in another unit are no such spread.
    rows = [f"p{n},2024,{(900 + 37 * n) * (10000 if n > 6 else 1)},100" for n in range(10)]
    assert {code for code, _, _ in found(*rows)} == {"FG352"}


def test_peers_of_like_size_say_nothing(found):
    assert found(*PEERS) == []


def test_a_share_for_a_percentage_is_suspected(found):
    rows = [f"p{n},2024,{80 + n}" for n in range(8)]
    ((code, cell, params),) = found(*rows, "x,2024,0.84", head="id,year,satisfaction")
    assert (code, cell, params["factor"]) == ("FG352", "C10", "100")
    assert params["units_en"] == "write a percentage as 50%, not as 0.5"


def test_a_slip_against_last_year_needs_no_peers(found):
    ((code, cell, params),) = found("x,2023,950,100", "x,2024,9500000,100")
    assert (code, cell, params["other"]) == ("FG352", "C3", "950 万元")


@pytest.mark.parametrize(("land", "is_said"), [("4358 平方米", True), ("4358", False), ("70", False), ("7", True)])
def test_a_park_alone_is_compared_with_the_bounds_of_the_criteria(found, land, is_said):
    said = found(f"x,2024,900,{land}")
    assert cells(said) == ([("FG359", "C2")] if is_said else [])
    assert not is_said or "用地面积" in said[0][2]["fields_zh"]


def test_with_five_parks_they_are_compared_with_each_other(found):
    assert found(*(f"p{n},2024,{900 + n},{7 + n}" for n in range(5))) == []


def test_a_jump_is_named_unless_a_remark_explains_it(found):
    assert cells(found("x,2023,100,50", "x,2024,350,50")) == [("FG353", "C3")]
    assert cells(found("x,2023,100,50", "x,2024,30,50")) == [("FG353", "C3")]
    assert found("x,2023,100,50", "x,2024,290,50") == []
    assert found("x,2023,100,", "x,2024,350,新建项目投产", head="id,year,tax,tax.remark") == []


def test_small_counts_jump_by_themselves(found):
    assert found("x,2023,2", "x,2024,9", head="id,year,firms") == []
    assert cells(found("x,2023,20", "x,2024,90", head="id,year,firms")) == [("FG353", "C3")]


def test_a_stated_growth_is_compared_with_the_computed_one(found):
    head = "id,year,tax,tax_growth"
    ((code, cell, params),) = found("x,2023,100,", "x,2024,110,15", head=head)
    assert (code, cell, params["stated"], params["computed"]) == ("FG354", "D3", "15", "10")
    assert found("x,2023,100,", "x,2024,110,10", head=head) == []
    assert found("x,2023,300,", "x,2024,331,10.3", head=head) == [], "10.33 is 10.3 rounded"
    assert found("x,2024,110,15", head=head) == [], "without last year there is nothing to compare"


def test_a_share_above_the_whole(found):
    assert cells(found("x,2024,120", head="id,year,export_share")) == [("FG355", "C2")]
    assert found("x,2024,100", head="id,year,export_share") == []
    assert found("x,2024,120", head="id,year,satisfaction") == [], "not every percentage is a share"


HEAD = "id,year,tax,land,revenue,energy,staff,satisfaction"


def test_a_copied_column(found):
    ((code, cell, params),) = found(
        "a,2024,1234,567,8.91,23456,3456,81.5", "b,2024,1234,567,8.91,23456,3456,82.5",
        "c,2024,2345,678,9.12,34567,4567,83.5", head=HEAD,
    )  # fmt: skip
    assert (code, cell, params["other_zh"], params["count"]) == ("FG356", "C3", "a", "5")


def test_round_figures_are_no_copy(found):
    rows = ("a,2024,1000,500,8,20000,3000,80", "b,2024,1000,500,8,20000,3000,80")
    assert found(*rows, head=HEAD) == []


def test_figures_of_last_year_handed_in_again(found):
    ((code, cell, params),) = found(
        "a,2023,1234,567,8.91,23456,3456,81.5", "a,2024,1234,567,8.91,23456,3999,81.5", head=HEAD
    )
    assert (code, cell, params["count"]) == ("FG357", "C3", "5")


def test_land_alone_stays_the_same(found):
    rows = ("a,2023,1234,567,8.91,23456,3456,81.5", "a,2024,1334,567,9.91,24456,3999,82.5")
    assert found(*rows, head=HEAD) == []


def test_whole_rows_copied_in_a_big_table(found, monkeypatch):
    from fivegoods.checks.data import copies

    monkeypatch.setattr(copies, "_BIG", 2)
    rows = [f"p{n},2024,{1234 + n},{567 + n},8.9{n + 1},{23456 + n},{3456 + n},81.{n + 1}" for n in range(5)]
    ((code, cell, _),) = found(*rows, rows[2].replace("p2", "x"), head=HEAD)
    assert (code, cell) == ("FG356", "C7")


def test_all_are_warnings_that_strict_counts():
    kinds = all_kinds()
    assert {kinds[f"FG35{n}"].severity for n in range(8)} == {Severity.WARNING}


def test_declared_rules_over_many_parks_take_linear_time(tmp_path):
    """The rules of the criteria are checked once for each park, not once for each pair."""
    criteria = CRITERIA + "checks:\n  - {that: tax < revenue, say: {zh: 税收应小于收入, en: tax below revenue}}\n"
    (tmp_path / "c.yaml").write_text(criteria, encoding="utf-8")
    rows = "".join(f"p{n},2024,{Decimal(n) + 1},1,100,年报\n" for n in range(3000))
    (tmp_path / "t.csv").write_text("id,year,税收（亿元）,land,revenue,source\n" + rows, encoding="utf-8")
    opened = api.open_run([tmp_path / "t.csv"], criteria=str(tmp_path / "c.yaml"))
    broken = [one.place.cell for one in opened.findings if one.kind.code == "FG340"]
    assert len(broken) == 2901
    assert "C101" in broken


def test_peers_are_compared_with_but_not_spoken_of(tmp_path):
    (tmp_path / "c.yaml").write_text(CRITERIA, encoding="utf-8")
    head = "id,year,tax,land,source\n"
    (tmp_path / "peers.csv").write_text(
        head + "".join(f"{row},年报\n" for row in [*PEERS, "slip,2024,9430000,100"]), encoding="utf-8"
    )
    (tmp_path / "own.csv").write_text(head + "x,2024,9430001,100,年报\n", encoding="utf-8")
    opened = api.open_run([tmp_path / "own.csv"], peers=[tmp_path / "peers.csv"], criteria=str(tmp_path / "c.yaml"))
    told = [(one.kind.code, one.place.file.rpartition("/")[2], one.place.cell) for one in opened.findings]
    assert told == [("FG352", "own.csv", "C2")]


def test_figures_of_a_peer_are_found_at_one_s_own(tmp_path):
    (tmp_path / "c.yaml").write_text(CRITERIA, encoding="utf-8")
    head, row = "id,year,tax,land,staff,energy,source\n", "2024,12345,2345,3456,45678,年报\n"
    (tmp_path / "peers.csv").write_text(head + "a," + row + "b," + row, encoding="utf-8")
    (tmp_path / "own.csv").write_text(head + "x," + row.replace("3456", "3457"), encoding="utf-8")
    (tmp_path / "twin.csv").write_text(head + "x," + row.replace(",年报", ",年报"), encoding="utf-8")
    for own, code in (("own.csv", []), ("twin.csv", [])):
        opened = api.open_run([tmp_path / own], peers=[tmp_path / "peers.csv"], criteria=str(tmp_path / "c.yaml"))
        # Figures that three parks share are shared by chance or by rule; of two, one is copied.
        assert [f.kind.code for f in opened.findings] == code
    (tmp_path / "peers.csv").write_text(head + "a," + row, encoding="utf-8")
    opened = api.open_run([tmp_path / "twin.csv"], peers=[tmp_path / "peers.csv"], criteria=str(tmp_path / "c.yaml"))
    ((code, file, other),) = [
        (f.kind.code, f.place.file.rpartition("/")[2], f.params["other_zh"]) for f in opened.findings
    ]
    assert (code, file, other) == ("FG356", "twin.csv", "a")


@pytest.mark.parametrize(("value", "told"), [("0.1", 0), ("900", 1)])
def test_a_small_growth_is_no_slip(found, value, told):
    rows = [f"p{n},2024,100{n},{100 + n},{7 + n % 3}" for n in range(8)]
    head = "id,year,tax,land,tax_growth"
    assert len(found(*rows, f"x,2024,1009,108,{value}", head=head)) == told
