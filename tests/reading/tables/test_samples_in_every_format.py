"""The demonstration parks give the same ranking from every format, and units do not matter."""

import json
from decimal import Decimal

import pytest

from fivegoods import api
from fivegoods.collect.park_file import park_yaml
from fivegoods.collect.park_table import WRITERS, csv_bytes, table_of
from fivegoods.reading.parks import read_parks
from reading.data_support import ROOT, demo_parks, table

TABLES = sorted((ROOT / "samples" / "tables").iterdir())


@pytest.fixture(scope="module")
def from_yaml(tmp_path_factory):
    return ranking(ROOT / "samples" / "demo")


def ranking(path) -> str:
    """Return the JSON of the ranking without the names and hashes of its files."""
    from fivegoods.export import json as machine
    from fivegoods.reports.results.ranking import RankingProduct

    opened = api.open_run([str(path)])
    assert opened.run is not None, opened.findings
    tree = json.loads(machine.render(RankingProduct(opened.run, "zh").data()))
    assert tree.pop("files")
    return json.dumps(tree, ensure_ascii=False)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_format_ranks_alike(path, from_yaml):
    assert ranking(path) == from_yaml


def test_there_is_a_sample_of_every_format():
    assert {path.suffix for path in TABLES} == set(WRITERS)
    assert any(path.read_bytes()[:3] not in (b"\xef\xbb\xbf",) and path.suffix == ".csv" for path in TABLES)


def test_the_samples_are_what_the_parks_say():
    """Written again, the tables are the same bytes."""
    criteria = api.load_criteria("demo-parks/2024")
    written = csv_bytes(*table_of(tuple(demo_parks().values()), criteria, api.plan_of(criteria), "zh"))
    assert written == (ROOT / "samples" / "tables" / "parks.csv").read_bytes()


def test_park_files_written_again_rank_alike(tmp_path, from_yaml):
    criteria = api.load_criteria("demo-parks/2024")
    for (key, year), park in demo_parks().items():
        (tmp_path / f"{key}-{year}.yaml").write_text(park_yaml(park, criteria), encoding="utf-8")
    assert ranking(tmp_path) == from_yaml


def test_reviews_points_and_published_sources_survive(tmp_path):
    """The Meizhou parks: points only, each with a source, self-assessed and reviewed, and stated totals."""
    parks = api.load_parks(ROOT / "samples" / "meizhou-2016")
    criteria = api.load_criteria("meizhou-parks/2016")
    plan = api.plan_of(criteria)
    for lang in ("zh", None):
        path = table(tmp_path, "", f"{lang}.csv")
        path.write_bytes(csv_bytes(*table_of(parks, criteria, plan, lang)))
        again = api.load_parks(path, criteria)
        assert [(p.id, p.year, p.stated_total) for p in again] == [(p.id, p.year, p.stated_total) for p in parks]
        for one, other in zip(again, parks, strict=True):
            assert {k: v.points for k, v in one.points.items()} == {k: v.points for k, v in other.points.items()}
            assert one.review is not None
            assert other.review is not None
            assert {k: v.points for k, v in one.review.points.items()} == {
                k: v.points for k, v in other.review.points.items()
            }
            assert one.review.stated_total == other.review.stated_total
            assert all(given.source for given in one.points.values())


@pytest.mark.parametrize("written", ["3.5 亿元", "35,000 万元", "350000000 元", "35000"])
def test_the_unit_does_not_change_the_score(tmp_path, written):
    path = table(tmp_path, f'id,year,scale,tax,land\na,2022,above,"{written}",1000\n')
    run = api.open_run([str(path)], criteria="huangyan-per-mu/2022").run
    assert run is not None
    (score,) = [one for one in run.scores[0].root.all_indicators() if one.plan.id == "tax_per_mu"]
    assert score.value == Decimal(35)
    assert score.points == Decimal("43.57388886583392123500850728306428"), "30 × 35 ÷ 24.097 to 34 digits"


def test_per_mu_and_per_hectare(tmp_path):
    from fivegoods.numeric.units import UnitError, convert, parse_unit

    assert convert(Decimal(165), parse_unit("万元/亩"), parse_unit("万元/公顷")) == 2475
    with pytest.raises(UnitError) as refused:
        convert(Decimal(1), parse_unit("亩"), parse_unit("万元"))
    assert {refused.value.text, refused.value.other} == {"亩", "万元"}


def test_an_empty_table_has_headers_that_read_back(tmp_path):
    criteria = api.load_criteria("demo-parks/2024")
    plan = api.plan_of(criteria)
    for lang in ("zh", "en", None):
        headers, _ = table_of((), criteria, plan, lang)
        row = {"id": "a", "标识": "a", "year": "2024", "年度": "2024"}
        cells = ",".join(row.get(header, "") for header in headers)
        path = table(tmp_path, ",".join(headers) + "\n" + cells + "\n", f"{lang}.csv")
        found = read_parks([str(path)], criteria)
        assert [one for one in found.findings if one.kind.code != "FG401"] == []
        assert [park.id for park in found.parks] == ["a"]
