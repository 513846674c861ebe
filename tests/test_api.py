"""The public Python interface, as a researcher would use it."""

from decimal import Decimal
from pathlib import Path

import pytest

import fivegoods
from fivegoods import FindingsError, load_criteria, load_parks, rank, score
from fivegoods.api import open_run
from fivegoods.panel.entities import View

SAMPLES = Path(__file__).parents[1] / "samples"
MEIZHOU = SAMPLES / "meizhou-2016"
DEMO = SAMPLES / "demo"

CRITERIA = """\
name: {zh: 试, en: Trial}
status: example
sources: {ours: {title: {zh: 自定, en: ours}, attested: ours}}
fields:
  rd: {name: {zh: 研发, en: R&D}, unit: 万元}
  revenue: {name: {zh: 营收, en: Revenue}, unit: 万元}
checks:
  - {that: rd < revenue, say: {zh: 研发应小于营收, en: R&D is less than revenue}}
indicators:
  growth:
    name: {zh: 增速, en: Growth}
    unit: "%"
    points: 10
    value: growth(revenue)
    rule: {kind: goalposts, worst: 0, best: 20}
    source: ours
"""


def park_text(name: str, year: int, **data: str) -> str:
    figures = "\n".join(f"  {key}: {value}" for key, value in data.items())
    return f"id: {name}\nname: {{zh: {name}, en: {name}}}\nyear: {year}\ndata:\n{figures}\n"


@pytest.fixture
def trial(tmp_path):
    (tmp_path / "trial.yaml").write_text(CRITERIA, encoding="utf-8")
    folder = tmp_path / "parks"
    folder.mkdir()
    for name, year, data in (
        ("east", 2023, {"revenue": "100 万元", "rd": 3}),
        ("east", 2024, {"revenue": "0.011 亿元", "rd": 3}),
        ("west", 2023, {"revenue": 100}),
    ):
        (folder / f"{name}-{year}.yaml").write_text(park_text(name, year, **data), encoding="utf-8")
    return tmp_path


def codes(findings):
    return [finding.kind.code for finding in findings]


def test_the_readme_example():
    criteria = load_criteria("meizhou-parks/2016")
    run = rank(load_parks(MEIZHOU, criteria), criteria)
    assert [(s.rank, s.park.id, s.points) for s in run.scores] == [
        (1, "pingyuan", Decimal("97.5")),
        (2, "dongsheng", Decimal(75)),
        (3, "xingning", Decimal(74)),
        (4, "guangmei", Decimal(67)),
    ]


def test_self_assessment_and_the_total_that_does_not_add_up():
    criteria = load_criteria("meizhou-parks")
    run = rank(load_parks([MEIZHOU]), criteria, view="self")
    assert run.view is View.SELF
    assert [str(s.points) for s in run.scores] == ["100", "95", "81.5", "71.2"]
    (finding,) = run.findings
    assert finding.kind.code == "FG520"
    assert finding.params == {"park": "梅江区东升", "stated": "88", "computed": "81.5", "difference": "6.5"}
    assert finding.place.file.endswith("dongsheng.yaml")
    assert finding.place.line == 21


def test_rank_takes_the_latest_year_and_names_parks_without_it(trial):
    run = rank(load_parks(trial / "parks", load_criteria(trial / "trial.yaml")), load_criteria(trial / "trial.yaml"))
    assert [s.park.id for s in run.scores] == ["east"]
    assert run.scores[0].points == 5
    assert codes(run.findings) == ["FG510"]


def test_rank_of_a_year_nobody_has(trial):
    criteria = load_criteria(trial / "trial.yaml")
    with pytest.raises(FindingsError) as error:
        rank(load_parks(trial / "parks", criteria), criteria, year=2042)
    assert codes(error.value.findings) == ["FG511"]


def test_score_takes_each_park_in_its_own_latest_year(trial):
    criteria = load_criteria(trial / "trial.yaml")
    runs = score(load_parks(trial / "parks", criteria), criteria)
    assert [(s.park.id, s.park.year) for run in runs for s in run.scores] == [("east", 2024), ("west", 2023)]


def test_a_declared_check_that_does_not_hold(trial):
    path = trial / "parks" / "east-2024.yaml"
    path.write_text(park_text("east", 2024, revenue="110", rd="200"), encoding="utf-8")
    opened = open_run([path], criteria=str(trial / "trial.yaml"))
    (finding,) = [f for f in opened.findings if f.kind.code == "FG340"]
    names = load_criteria(trial / "trial.yaml").criteria.fields
    revenue, rd = names["revenue"].name.within("zh"), names["rd"].name.within("zh")
    assert finding.params["that_zh"] == f"{rd} < {revenue}"
    assert f"{rd} = 200" in finding.params["values_zh"]
    assert finding.place.line in (5, 6)


def test_open_run_never_raises(tmp_path):
    opened = open_run([tmp_path / "nobody.yaml"], benchmarks=[tmp_path / "none.yaml"])
    assert opened.run is None
    assert opened.findings


def test_criteria_with_errors_are_refused_with_their_place(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text(CRITERIA.replace("growth(revenue)", "growth(revnue)"), encoding="utf-8")
    with pytest.raises(
        FindingsError, match=r"bad\.yaml:14:19: error\[FG201\] expression growth\(revnue\) is wrong"
    ) as error:
        load_criteria(path)
    assert "revenue" in error.value.findings[0].near


def test_peers_take_part_in_ranks_and_grades_but_are_not_shown():
    criteria = load_criteria("demo-parks/2024")
    everyone = load_parks(DEMO, criteria)
    alone = [park for park in everyone if park.id == "yunling"]
    run = rank(alone, criteria, peers=[park for park in everyone if park.id != "yunling"])
    among_all = rank(everyone, criteria).of("yunling")
    assert [s.park.id for s in run.scores] == ["yunling"]
    (alone,) = run.scores
    assert (alone.points, alone.placing, alone.grade) == (among_all.points, among_all.placing, among_all.grade)
    assert alone.rank != 1
    shown = {entry.park.park.id for board in run.boards for entry in board.entries}
    assert shown <= {"yunling"}


def test_a_park_alone_gets_no_rank_and_no_grade_by_share():
    opened = open_run([DEMO / "yunling-2024.yaml"], each_year=True)
    (alone,) = opened.run.scores
    assert (alone.rank, alone.group_placings, alone.grade) == (None, {}, None)
    assert "FG512" in codes(opened.findings)
    ranked = open_run([DEMO / "yunling-2024.yaml"]).run.scores[0]
    assert (ranked.rank, ranked.grade) == (1, "D")


def test_order_of_files_does_not_matter():
    criteria = load_criteria("demo-parks/2024")
    parks = load_parks(DEMO, criteria)
    first, second = rank(parks, criteria), rank(tuple(reversed(parks)), criteria)
    assert [(s.park.id, s.rank, s.points, s.grade) for s in first.scores] == [
        (s.park.id, s.rank, s.points, s.grade) for s in second.scores
    ]


def test_every_public_name_is_there_and_documented():
    for name in fivegoods.__all__:
        item = getattr(fivegoods, name)
        assert isinstance(item, str) or item.__doc__
    with pytest.raises(AttributeError):
        _ = fivegoods.nothing_of_the_kind
