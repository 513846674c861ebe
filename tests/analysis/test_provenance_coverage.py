"""The report says how much of the data can be traced, whatever format the data came in."""

import pytest

from cli.cli_support import Program
from fivegoods import api
from fivegoods.analysis.provenance_coverage import ProvenanceCoverage, provenance_coverage
from fivegoods.criteria.base import Attested
from reading.data_support import DEMO, ROOT, table


def counted(*paths, criteria=None) -> ProvenanceCoverage | None:
    run = api.open_run(paths, criteria=criteria).run
    assert run is not None
    return provenance_coverage(run)


@pytest.mark.parametrize("name", ["demo", "tables/parks.csv", "tables/parks.xlsx", "tables/parks.json"])
def test_provenance_survives_every_format(name):
    found = counted(ROOT / "samples" / name)
    assert found == counted(DEMO)
    assert found is not None
    assert found.figures == found.with_source == found.levels[Attested.INVENTED] > 400


def test_figures_without_source_count_as_such(tmp_path):
    text = "id,year,scale,tax,tax.source,tax.attested,land\na,2022,above,3,notice,,1\nb,2022,above,4,,自报,2\n"
    found = counted(table(tmp_path, text), criteria="huangyan-per-mu/2022")
    assert found == ProvenanceCoverage(4, 1, {Attested.OFFICIAL: 1, Attested.SELF_REPORTED: 1})


def test_a_table_without_sources(tmp_path):
    found = counted(table(tmp_path, "id,year,scale,tax,land\na,2022,above,3,1\n"), criteria="huangyan-per-mu/2022")
    assert found == ProvenanceCoverage(2, 0, {})


def test_reviewed_figures_count_in_the_reviewed_view():
    run = api.open_run([ROOT / "samples" / "meizhou-2016"]).run
    assert run is not None
    found = provenance_coverage(run)
    assert found is not None
    assert (found.figures, found.with_source) == (24, 24)


def test_explain_shows_the_source_of_a_figure_from_a_table(tmp_path, capsys):
    text = (
        "id,year,规模,评价税收（亿元）,评价税收（来源）,tax.page,land\na,2022,above,0.35,2022 年税务统计,第 7 页,100\n"
    )
    path = table(tmp_path, text)
    done = Program(capsys)("explain", path, "tax_per_mu", "-c", "huangyan-per-mu/2022", "--lang", "zh")
    assert done.code == 0
    assert "0.35 亿元" in done.out
    assert "2022 年税务统计" in done.out
    assert "第 7 页" in done.out
