"""The shipped criteria: they load, their cases pass, and they say what the sources say, no more."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from urllib.parse import urlsplit

import pytest

from criteria.packs_support import CITABLE_HOSTS, CRITERIA, indicators_of, packs, texts_of
from fivegoods.api import load_criteria
from fivegoods.criteria.base import Attested, Status
from fivegoods.criteria.file import CriteriaFile
from fivegoods.criteria.plan.compile import build_plan
from fivegoods.messages.findings import Severity
from fivegoods.reading.criteria_files import load_criteria_file
from fivegoods.scoring.case_results import CaseResult
from fivegoods.worked_cases import run_cases

PACKS = packs()
HUNAN = ("hunan-five-goods/2021", "hunan-five-goods/2025")


@cache
def criteria(name: str) -> CriteriaFile:
    return load_criteria(CRITERIA / f"{name}.yaml")


@cache
def results(name: str) -> tuple[CaseResult, ...]:
    """Return what became of every worked case of a pack; they are run once."""
    return run_cases(criteria(name))


def constant(name: str, indicator: str, parameter: str) -> Decimal:
    reference = getattr(dict(indicators_of(criteria(name).criteria))[indicator].rule, parameter)
    return reference.constant.value


@pytest.mark.parametrize("name", PACKS)
def test_every_pack_loads_without_errors_or_warnings(name: str) -> None:
    file, findings = load_criteria_file(str(CRITERIA / f"{name}.yaml"))
    assert file is not None
    plan, built = build_plan(file)
    assert plan is not None
    assert [f for f in (*findings, *built) if f.severity is not Severity.NOTE] == []


@pytest.mark.parametrize(("name", "case"), [(n, i) for n in PACKS for i in range(len(criteria(n).criteria.cases))])
def test_worked_case(name: str, case: int) -> None:
    result = results(name)[case]
    wrong = [(line.what, line.expected, line.actual) for line in result.lines if not line.passed]
    assert result.passed, f"{result.name}: {wrong} {result.derivation}"


@pytest.mark.parametrize("name", PACKS)
def test_every_pack_has_cases(name: str) -> None:
    assert criteria(name).criteria.cases


@pytest.mark.parametrize("name", PACKS)
def test_every_name_and_sentence_is_in_both_languages(name: str) -> None:
    for path, text in texts_of(criteria(name).criteria):
        assert text.zh, path
        assert text.en, path
        assert not re.search(r"[\u4e00-\u9fff]", text.en), f"{path}: {text.en}"
        is_code = re.fullmatch(r"[A-D]", text.zh)
        assert is_code or re.search(r"[\u4e00-\u9fff]", text.zh), f"{path}: {text.zh}"


@pytest.mark.parametrize("name", PACKS)
def test_every_field_and_indicator_names_a_source(name: str) -> None:
    document = criteria(name).criteria
    for key, field in document.fields.items():
        assert field.source in document.sources, key
    for key, indicator in indicators_of(document):
        assert indicator.source in document.sources, key


@pytest.mark.parametrize("name", PACKS)
def test_every_source_is_used(name: str) -> None:
    text = (CRITERIA / f"{name}.yaml").read_text(encoding="utf-8")
    for key in criteria(name).criteria.sources:
        assert f"source: {key}\n" in text or f"source: {key}}}" in text, key


@pytest.mark.parametrize("name", PACKS)
def test_only_addresses_of_primary_pages_are_cited(name: str) -> None:
    for key, source in criteria(name).criteria.sources.items():
        assert source.url is None or urlsplit(source.url).hostname in CITABLE_HOSTS, key


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_that_is_not_official_says_so_on_every_report(name: str) -> None:
    document = criteria(name).criteria
    if document.status is Status.OFFICIAL:
        assert Attested.OURS not in {i.weight_by for _, i in indicators_of(document)}
        return
    assert document.notice is not None
    assert "not" in document.notice.within("en")
    if document.status in (Status.REPORTED, Status.PARTIAL):
        assert {i.weight_by for _, i in indicators_of(document)} == {Attested.REPORTED}
        return
    assert "权重为示例，非官方" in document.notice.within("zh")
    assert "not official" in document.notice.within("en")
    for key, indicator in indicators_of(document):
        assert indicator.weight_by is Attested.OURS, key


# rules.md §5.1: indicator → (weight, benchmark 2022, benchmark 2021)
HUANGYAN = {
    "tax_per_mu": ("30", "24.097", "26.01"),
    "value_added_per_mu": ("20", "136.16", "132.27"),
    "value_added_per_energy": ("20", "2.694", "2.54"),
    "value_added_per_emission": ("10", "4929.81", "4861.08"),
    "labour_productivity": ("10", "18.14", "17.45"),
    "rd_share": ("10", "0.0302", "0.0305"),
    "tax_per_mu_below": ("50", "11.5932", "16.601058"),
    "tax_per_electricity": ("50", "0.2352", "0.236565"),
}


@pytest.mark.parametrize("indicator", HUANGYAN)
def test_huangyan_weights_and_benchmarks_are_the_published_ones(indicator: str) -> None:
    weight, of_2022, of_2021 = HUANGYAN[indicator]
    for edition, benchmark in (("2022", of_2022), ("2021", of_2021)):
        name = f"huangyan-per-mu/{edition}"
        assert dict(indicators_of(criteria(name).criteria))[indicator].points == Decimal(weight)
        assert constant(name, indicator, "to") == Decimal(benchmark)


@pytest.mark.parametrize("name", ["huangyan-per-mu/2021", "huangyan-per-mu/2022"])
def test_huangyan_is_complete_and_uncapped(name: str) -> None:
    document = criteria(name).criteria
    assert document.status is Status.OFFICIAL
    assert [key for key, _ in indicators_of(document)] == list(HUANGYAN)
    for key, indicator in indicators_of(document):
        assert indicator.rule.ceiling(Decimal(10)) is None, key
        assert (indicator.missing.policy == "group_mean") == (key == "value_added_per_emission")
    assert document.adjustments == {}
    assert document.grades is None


def test_huangyan_definitions_state_equivalent_energy_and_average_staff() -> None:
    fields = criteria("huangyan-per-mu/2022").criteria.fields
    assert "等价值" in fields["energy"].name.within("zh")
    assert fields["staff"].name.within("zh") == "年平均职工人数"
    assert dict(indicators_of(criteria("huangyan-per-mu/2022").criteria))["rd_share"].unit is None


def test_meizhou_has_six_manual_indicators_whose_maxima_are_inferred() -> None:
    document = criteria("meizhou-parks/2016").criteria
    found = dict(indicators_of(document))
    # five-goods.md §5.5: 25, 20, 20, 15, 15, 5 = 100 are INFERRED
    assert [i.points for i in found.values()] == [25, 20, 20, 15, 15, 5]
    assert {i.rule.kind for i in found.values()} == {"manual"}  # type: ignore[union-attr]
    assert {i.weight_by for i in found.values()} == {Attested.INFERRED}


GOODS = ["规划定位好", "创新平台好", "产业项目好", "体制机制好"]


@pytest.mark.parametrize(("name", "fifth"), [(HUNAN[0], "发展形象好"), (HUNAN[1], "发展环境好")])
def test_hunan_has_the_five_goods_in_order_and_the_fifth_by_its_year(name: str, fifth: str) -> None:
    document = criteria(name).criteria
    names = [node.name.within("zh") for node in (document.dimensions or {}).values()]
    assert names == [*GOODS, fifth, "经济指标"]
    assert document.status is Status.RECONSTRUCTED


@pytest.mark.parametrize(("name", "economic"), [(HUNAN[0], 10), (HUNAN[1], 8)])
def test_hunan_counts_of_indicators_and_points(name: str, economic: int) -> None:
    *goods, economy = (criteria(name).criteria.dimensions or {}).values()
    assert [len(good.indicators or {}) for good in goods] == [2, 2, 2, 2, 2]
    assert len(economy.indicators or {}) == economic
    assert sum(i.points for good in goods for _, i in indicators_of(good)) == 50  # type: ignore[misc]
    assert sum(i.points for _, i in indicators_of(economy)) == 50  # type: ignore[misc]


@pytest.mark.parametrize("name", HUNAN)
def test_hunan_has_no_adjustments_and_says_why(name: str) -> None:
    document = criteria(name).criteria
    assert document.adjustments == {}
    assert "未查到" in document.notes["adjustments"]


# five-goods.md §7.4 and §2.3; the target year of the 70 % share is 2020 (provincial office document no. 15 of 2018)
ANCHORS = [
    ("leading_concentration", {"2021": "80", "2025": "80"}, "2020"),
    ("land_use", {"2021": "90", "2025": "90"}, "2025"),
    ("rd_share", {"2021": "2.5", "2025": "2.5"}, "2018"),
    ("share_of_value_added", {"2021": "70", "2025": "75"}, ""),
]


@pytest.mark.parametrize(("indicator", "anchors", "year"), ANCHORS)
def test_hunan_anchors_are_quoted_with_their_year(indicator: str, anchors: dict[str, str], year: str) -> None:
    for edition, anchor in anchors.items():
        name = f"hunan-five-goods/{edition}"
        assert constant(name, indicator, "to") == Decimal(anchor)
        remark = dict(indicators_of(criteria(name).criteria))[indicator].remark
        assert remark is not None
        assert anchor in remark.within("zh")
        assert (year or {"70": "2020", "75": "2025"}[anchor]) in remark.within("zh")


@pytest.mark.parametrize("name", HUNAN)
def test_hunan_economic_growth_is_judged_against_benchmarks_only(name: str) -> None:
    economy = (criteria(name).criteria.dimensions or {})["economy"]
    growing = [i for key, i in indicators_of(economy) if key.startswith("growth_of_")]
    assert len(growing) == len(economy.indicators or {}) - 1
    for indicator in growing:
        start = indicator.rule.start  # type: ignore[union-attr]
        assert (start.stat, start.source_of) == ("mean", "benchmarks")
        assert indicator.value is not None
        assert indicator.value.startswith("first(")


@pytest.mark.parametrize("name", HUNAN)
def test_hunan_tax_per_mu_quotes_the_2020_target(name: str) -> None:
    document = criteria(name).criteria
    remark = dict(indicators_of(document))["growth_of_tax_per_mu"].remark
    assert remark is not None
    assert "13 万元/亩（2020 年目标）" in remark.within("zh")
    definition = document.fields["tax_per_mu"].definition
    assert definition is not None
    assert "工业用地" in definition.within("zh")


def test_hunan_boards_of_2025() -> None:
    boards = criteria("hunan-five-goods/2025").criteria.boards
    sizes = {key: (board.size, board.within, board.not_on) for key, board in boards.items()}
    assert sizes == {
        "national_top": (5, (), ()),
        "provincial_top": (5, (), ()),
        "regional_top": (3, ("region",), ("provincial_top",)),
    }
    # five-goods.md §2.5: 5 + 5 + 4 × 3 = 22 winners is INFERRED
    regions = criteria("hunan-five-goods/2025").criteria.groups["region"].values
    assert list(regions) == ["长株潭", "洞庭湖", "湘南", "大湘西"]
    assert boards["regional_top"].attested is Attested.INFERRED
    assert criteria("hunan-five-goods/2021").criteria.boards == {}


@pytest.mark.parametrize(("name", "attested"), [(HUNAN[0], Attested.REPORTED), (HUNAN[1], Attested.INFERRED)])
def test_hunan_delisting_rule(name: str, attested: Attested) -> None:
    rule = criteria(name).criteria.years["delisting"]
    assert (rule.last, rule.times, rule.years, rule.attested) == (5, 2, 2, attested)
    assert rule.effect is not None
    assert rule.effect.within("zh") == "摘牌"


@pytest.mark.parametrize("name", HUNAN)
def test_hunan_indicators_all_carry_source_and_attestation(name: str) -> None:
    for key, indicator in indicators_of(criteria(name).criteria):
        assert indicator.attested in (Attested.OFFICIAL, Attested.REPORTED, Attested.INFERRED), key
        assert indicator.remark is not None, key
        assert "本项目自定" in indicator.remark.within("zh"), key


def test_demo_exercises_the_rules_policies_and_effects_it_is_there_to_show() -> None:
    document = criteria("demo-parks/2024").criteria
    found = dict(indicators_of(document))
    kinds = {i.rule.kind for i in found.values()}  # type: ignore[union-attr]
    assert kinds >= {"goalposts", "ratio", "bands", "per_unit", "choice", "completion", "steps", "manual"}
    policies = {i.missing.policy for i in found.values()}
    assert policies >= {"interval", "zero", "exclude", "group_mean", "penalty", "alternate"}
    effects = [effect for a in document.adjustments.values() for effect in a.effects]
    assert any(e.void for e in effects)
    assert any(e.grade for e in effects)
    assert any(e.unranked for e in effects)
    assert any(e.ungraded for e in effects)
    assert document.status is Status.EXAMPLE
