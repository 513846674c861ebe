"""Benchmarks come in the unit of what they are of, with their source."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fivegoods.criteria.base import Attested, Source
from fivegoods.reading.benchmarks import read_benchmarks
from fivegoods.reading.criteria_files import FOLDER_VARIABLE, load_criteria_file
from reading.reading_support import EXAMPLES, short

HEAD = "name: 基准\nsources: {yb: {title: 年鉴, attested: official}}\nvalues:\n"


@pytest.fixture
def read(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDER_VARIABLE, str(EXAMPLES / "criteria"))
    criteria, _ = load_criteria_file("example")
    assert criteria is not None

    def read(*values):
        path = tmp_path / "benchmarks.yaml"
        path.write_text(HEAD + "".join(f"  - {value}\n" for value in values), encoding="utf-8")
        return read_benchmarks([str(path)], criteria)

    return read


def test_fields_and_indicators_in_their_units(read):
    values, findings = read(
        "{of: tax, year: 2021, value: 3.5 亿元, source: yb, parks: 138, groups: {level: 国家级}}",
        "{of: tax_per_mu, year: 2021, value: 2475 万元/公顷, stat: median, source: 通报, attested: reported}",
        "{of: tax, year: 2020, value: 138, stat: count}",
    )
    assert findings == ()
    assert [one.value for one in values] == [Decimal(35_000), Decimal(165), Decimal(138)]
    first, second, _ = values
    assert isinstance(first.source, Source)
    assert (first.attested, first.parks, first.groups) == (Attested.OFFICIAL, 138, {"level": "national"})
    assert (second.stat, second.source, second.attested) == ("median", "通报", Attested.REPORTED)
    assert first.place is not None
    assert (first.place.line, first.place.column) == (4, 34)


def test_an_error_gives_no_values(read):
    values, findings = read(
        "{of: tax, year: 2021, value: 1}", "{of: land, year: 2021, value: 3 万元}", "{of: 1, year: a}"
    )
    assert values == ()
    assert short(findings) == ["FG102 6:6", "FG109 6:10", "FG121 6:19"]


def test_well_formed_values_are_checked_together(read):
    values, findings = read(
        "{of: tax, year: 2021, value: 1}", "{of: land, year: 2021, value: 3 万元}", "{of: tx, year: 1, value: 1}"
    )
    assert values == ()
    assert short(findings) == ["FG308 5:35", "FG321 6:10"]


def test_a_missing_file(read):
    criteria, _ = load_criteria_file("example")
    assert criteria is not None
    assert [one.kind.code for one in read_benchmarks(["nowhere.yaml"], criteria)[1]] == ["FG001"]
