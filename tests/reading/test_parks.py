"""Parks bound to criteria: what the engine gets, and what keeps a park out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fivegoods.criteria.base import Attested, Source
from fivegoods.panel.entities import Event, Gap
from fivegoods.reading.criteria_files import load_criteria_file
from fivegoods.reading.parks import read_parks
from reading.reading_support import EXAMPLES, FOLDER_VARIABLE, short

HEAD = "id: a\nname: 甲\nyear: 2021\nsource: 年报\n"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(EXAMPLES / "criteria"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(text, **options):
    return read_parks(["-"], stdin=lambda most: text.encode()[:most], **options)


def park(text):
    result = read(text)
    assert short(result.findings) == []
    return result.parks[0]


def test_the_short_forms():
    one = park((EXAMPLES / "ok" / "short-forms.yaml").read_text(encoding="utf-8"))
    assert one.data == {
        "tax": 35_000, "land": 1200, "growth": Decimal("12.5"), "share": 40, "firms": 12,
        "kind": "etdz", "plan": True,
    }  # fmt: skip
    assert one.groups == {"level": "provincial"}
    assert one.facts["tax"].written == "3.5 亿元"
    assert one.facts["share"].written == "40"
    assert one.facts["tax"].source == "统计年报"


def test_the_long_forms():
    one = park((EXAMPLES / "ok" / "long-forms.yaml").read_text(encoding="utf-8"))
    assert (one.id, one.year, one.name.en, one.stated_total) == ("xiangxiang", 2021, "Xiangxiang", 90)
    fact = one.facts["tax"]
    assert (fact.written, fact.page, fact.period, fact.attested) == ("3.5 亿元", "12", "2021Q1", Attested.OFFICIAL)
    assert isinstance(fact.source, Source)
    assert fact.source.date == "2022"
    assert one.gaps == {"firms": Gap.NULL}
    assert one.data["plan"] is False
    assert one.points["inspection"].points == Decimal("12.5")
    assert one.events[0] == Event("safety_accident", None, Decimal(2), "2021-05-03")
    assert one.review is not None
    assert one.review.by == "市园区办"
    assert one.review.data == {"tax": 34_000}
    assert one.review.facts["tax"].reason == "口径调整"
    assert one.review.facts["tax"].source == "复核意见"
    assert one.review.points["inspection"].points == 10


def test_four_kinds_of_gap_are_not_zero():
    one = park(HEAD + "data: {tax: expected, land: 不适用, growth: ~, share: '', firms: 0}\n")
    assert one.gaps == {
        "tax": Gap.EXPECTED, "land": Gap.NOT_APPLICABLE, "growth": Gap.NULL, "share": Gap.NULL,
    }  # fmt: skip
    assert one.data == {"firms": 0}
    assert "kind" not in one.gaps


@pytest.mark.parametrize(
    ("written", "tax"),
    [("3.5 亿元", "35000"), ("35,000 万元", "35000"), ("350000000 元", "35000"), ("35000", "35000"),
     ("{value: 3.5, unit: 亿元}", "35000"), ("{value: 3.5 亿元, unit: 亿元}", "35000"), ("0.1", "0.1")],
)  # fmt: skip
def test_units_are_converted_exactly(written, tax):
    assert park(HEAD + f"data: {{tax: {written if '{' in written else repr(written)}}}\n").data["tax"] == Decimal(tax)


def test_the_common_source_and_its_attestation_are_inherited():
    text = "id: a\nname: 甲\nyear: 2021\nsources: {yb: {title: 年鉴, attested: official}}\nsource: yb\n"
    one = park(text + "data: {tax: 1, land: {value: 2, source: 报纸, attested: reported}}\n")
    assert (one.facts["tax"].source.title.zh, one.facts["tax"].attested) == ("年鉴", Attested.OFFICIAL)
    assert (one.facts["land"].source, one.facts["land"].attested) == ("报纸", Attested.REPORTED)


def test_sources_of_the_criteria_may_be_named():
    one = park(HEAD + "data: {tax: {value: 1, source: ours}}\n")
    assert one.facts["tax"].attested is Attested.OURS


def test_figures_without_source_are_counted_once_per_file():
    result = read("id: a\nname: 甲\nyear: 2021\ndata: {tax: 1, land: 2, growth: {value: 3, source: 年报}, firms: ~}\n")
    assert short(result.findings) == ["FG401 4:1"]
    assert result.findings[0].params == {"count": "2", "total": "3"}
    assert len(result.parks) == 1


def test_a_park_with_errors_is_left_out_and_the_others_stay(here):
    (here / "a.yaml").write_text(HEAD + "data: {tax: x}\n", encoding="utf-8")
    (here / "b.yaml").write_text(HEAD.replace("id: a", "id: b"), encoding="utf-8")
    result = read_parks(["."])
    assert short(result.findings) == ["FG307 5:13"]
    assert [one.id for one in result.parks] == ["b"]


def test_a_duplicate_key_keeps_the_park_out():
    assert read(HEAD + "data: {tax: 1, tax: 2}\n").parks == ()


def test_the_same_park_and_year_twice_names_the_other_file(here):
    for name in ("a.yaml", "b.yaml"):
        (here / name).write_text(HEAD, encoding="utf-8")
    (here / "c.yaml").write_text(HEAD.replace("2021", "2020"), encoding="utf-8")
    result = read_parks(["."])
    assert short(result.findings) == ["FG315 1:5"]
    assert result.findings[0].place.file == "b.yaml"
    assert result.findings[0].params["other"] == "a.yaml"
    assert [one.year for one in result.parks] == [2021, 2020]


class TestCriteria:
    @pytest.fixture(autouse=True)
    def two_criteria(self, here, monkeypatch):
        text = (EXAMPLES / "criteria" / "example" / "1.yaml").read_text(encoding="utf-8")
        for name in ("example/1.yaml", "example/2.yaml", "other/1.yaml"):
            path = here / "criteria" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (here / "criteria" / "default.yaml").write_text("default: example\n", encoding="utf-8")
        monkeypatch.setenv(FOLDER_VARIABLE, str(here / "criteria"))
        for number, line in enumerate(("", "criteria: other\n", "criteria: other/1\n", "criteria: example/2\n")):
            path = here / "parks" / f"{number}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(line + HEAD.replace("id: a", f"id: p{number}"), encoding="utf-8")

    def test_without_a_name_the_default_counts_in_its_newest_edition(self):
        result = read_parks(["parks/0.yaml", "parks/3.yaml"])
        assert result.criteria is not None
        assert (result.criteria.id, result.criteria.edition) == ("example", "2")
        assert result.findings == ()

    def test_a_bare_id_and_its_newest_edition_are_the_same(self):
        result = read_parks(["parks/1.yaml", "parks/2.yaml"])
        assert result.criteria is not None
        assert len(result.parks) == 2

    def test_different_criteria_do_not_mix(self):
        result = read_parks(["parks"])
        assert result.criteria is None
        assert [(one.kind.code, one.place.file) for one in result.findings] == [("FG501", "parks/1.yaml")]
        assert result.findings[0].params["used"] == "example/2 (2), other/1 (2)"

    def test_unless_that_is_wanted(self):
        result = read_parks(["parks"], one_criteria=False)
        assert result.findings == ()
        assert len(result.parks) == 4

    def test_the_callers_choice_wins(self):
        for chosen in ("example/1", load_criteria_file("example/1")[0]):
            result = read_parks(["parks"], chosen)
            assert result.findings == ()
            assert result.criteria is not None
            assert (result.criteria.id, result.criteria.edition) == ("example", "1")
            assert len(result.parks) == 4

    def test_a_misspelt_choice_is_named_once_for_all_parks(self):
        result = read_parks(["parks"], "exampel")
        assert [(one.kind.code, one.near) for one in result.findings] == [("FG041", "example")]
        assert result.parks == ()

    def test_unreadable_criteria_do_not_hide_the_parks_own_mistakes(self, here):
        (here / "criteria" / "example" / "2.yaml").write_text("name: [", encoding="utf-8")
        (here / "parks" / "0.yaml").write_text("yaer: 2\n" + HEAD, encoding="utf-8")
        result = read_parks(["parks/0.yaml"])
        assert [one.kind.code for one in result.findings] == ["FG016", "FG104"]


def test_ill_formed_parts_do_not_hide_the_rest():
    text = "id: a b\nyear: x\ndata:\n  tax: [1]\n  Land: 3\n  growth: 5 亩\npoints: {tax: 3}\nevents: [{kindd: a}]\n"
    assert sorted(short(read(text).findings)) == sorted(
        ["FG061 1:5", "FG102 1:1", "FG121 2:7", "FG126 4:8", "FG301 5:3", "FG308 6:11", "FG303 7:10", "FG104 8:11"]
    )


def test_a_thousand_unknown_fields_are_all_named():
    text = HEAD + "data:\n" + "".join(f"  tax_{number}: 1\n" for number in range(1000))
    assert len(read(text).findings) == 1000
