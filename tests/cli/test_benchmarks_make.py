"""Group statistics as a benchmarks file: a park that is told them scores itself as the ranking would."""

from decimal import Decimal

import pytest

from cli.cli_support import Program
from fivegoods import api
from fivegoods.numeric.decimals import decide
from reading.data_support import DEMO, demo_parks


@pytest.fixture
def made(tmp_path, capsys):
    path = tmp_path / "province.yaml"
    done = Program(capsys)("benchmarks", "make", DEMO, "-o", path, "--lang", "en")
    assert done.code == 0, done.err
    return path, done


def test_no_park_is_named(made):
    text = made[0].read_text(encoding="utf-8")
    for park in demo_parks().values():
        assert park.id not in text
        assert (park.name.zh or "-") not in text
    assert "parks: 24" in text
    assert "attested: ours" in text


def test_a_park_alone_gets_the_points_of_the_ranking(made):
    whole = api.open_run([DEMO]).run
    assert whole is not None
    for score in whole.scores:
        files = [DEMO / f"{score.park.id}-{year}.yaml" for year in (2023, 2024)]
        alone = api.open_run(files, benchmarks=[made[0]]).run
        assert alone is not None
        if any(one.reason == "policy:group_mean" for one in score.root.all_indicators()):
            assert "Emissions per unit of revenue" in made[1].err, (
                "the command says that the group's mean points need the peers"
            )
            continue
        assert decide(alone.scores[0].points) == decide(score.points), score.park.id


def test_the_report_says_that_benchmarks_were_used(made, capsys):
    done = Program(capsys)("explain", DEMO / "luming-2024.yaml", "tax_per_mu", "--benchmarks", made[0], "--lang", "zh")
    assert "基准" in done.out
    peers = Program(capsys)("explain", DEMO / "luming-2024.yaml", "tax_per_mu", "--peers", DEMO, "--lang", "zh")
    assert "同组" in peers.out


def test_small_groups_are_left_out_and_named(tmp_path, capsys):
    path = tmp_path / "b.yaml"
    done = Program(capsys)("benchmarks", "make", DEMO, "-o", path, "--at-least", "8", "--lang", "en")
    assert "Left out revenue_size max (National): 7 park(s), fewer than --at-least 8." in done.err
    assert "national" not in path.read_text(encoding="utf-8")


def test_too_few_parks_are_not_called_criteria_without_statistics(capsys):
    done = Program(capsys)("benchmarks", "make", DEMO / "luming-2024.yaml", "--lang", "en")
    assert done.code == 2
    assert "Too few parks (1)" in done.err
    assert "refer to no statistics" not in done.err


def test_a_benchmarks_file_is_yaml(tmp_path, capsys):
    for name in ("b.csv", "b.xlsx", "b"):
        done = Program(capsys)("benchmarks", "make", DEMO, "-o", tmp_path / name, "--lang", "en")
        assert done.code == 2
        assert ".yaml" in done.err
        assert not (tmp_path / name).exists()


def test_weighted_means_quantiles_and_ranks(tmp_path, capsys):
    (tmp_path / "c.yaml").write_text(
        """\
name: 统计
status: example
sources: {ours: {title: 自拟, attested: ours}}
fields:
  tax: {name: 税收, unit: 万元}
  land: {name: 用地, unit: 亩}
indicators:
  per_mu: {name: 亩均, unit: 万元/亩, points: 10, value: tax / land, rule: {kind: ratio, to: {stat: weighted_mean}}}
  size: {name: 规模, unit: 万元, points: 10, value: tax, rule: {kind: ratio, to: {stat: quantile, quantile: 0.75}}}
  place: {name: 名次, unit: 万元, points: 10, value: tax, rule: {kind: rank_points, drop: 1}}
""",
        encoding="utf-8",
    )
    rows = [(1, 3), (2, 7), (5, 11), (7, 13)]
    text = "".join(f"p{n},2024,{tax},{land},年报\n" for n, (tax, land) in enumerate(rows))
    (tmp_path / "t.csv").write_text("id,year,tax,land,source\n" + text, encoding="utf-8")
    done = Program(capsys)("benchmarks", "make", tmp_path / "t.csv", "-c", tmp_path / "c.yaml", "--lang", "en")
    assert done.code == 0, done.err
    assert "名次" in done.err
    assert "of: place" not in done.out
    (tmp_path / "b.yaml").write_text(done.out, encoding="utf-8")
    (tmp_path / "one.csv").write_text("id,year,tax,land,source\np2,2024,5,11,年报\n", encoding="utf-8")
    criteria = str(tmp_path / "c.yaml")
    alone = api.open_run([tmp_path / "one.csv"], criteria=criteria, benchmarks=[tmp_path / "b.yaml"]).run
    assert alone is not None
    values = {one.plan.id: one.references[0].value for one in alone.scores[0].root.all_indicators() if one.references}
    assert values["per_mu"] == Decimal("0.44117647058823529412"), "15 万元 over 34 亩"
    assert values["size"] == Decimal("5.5")


def test_criteria_without_statistics_have_none_to_make(tmp_path, capsys):
    (tmp_path / "t.csv").write_text("id,year,scale,tax,land\na,2022,above,3,1\n", encoding="utf-8")
    done = Program(capsys)("benchmarks", "make", tmp_path / "t.csv", "-c", "huangyan-per-mu/2022", "-q")
    assert done.code == 2
