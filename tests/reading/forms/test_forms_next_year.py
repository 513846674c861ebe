"""Next year's form: this year's figures stand as last year's, and nothing is in this year's cells."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from cli.cli_support import Program
from fivegoods.reading.forms.words import COLUMNS

DEMO = Path(__file__).parents[3] / "samples" / "demo"


@pytest.fixture
def run(capsys):
    return Program(capsys)


def rows(file):
    keys = COLUMNS["data"]
    sheet = openpyxl.load_workbook(file).worksheets[1]
    found = {}
    for row in sheet.iter_rows(values_only=True):
        if row[0]:
            found[str(row[0])] = dict(zip(keys, row, strict=False))
    return found


def test_a_form_for_each_park_of_the_year_before(run, tmp_path):
    assert run("form", "new", "--from", DEMO, "--year", "2025", "-o", tmp_path / "f", "--lang", "zh").code == 0
    files = sorted((tmp_path / "f").glob("*.xlsx"))
    assert len(files) == len(list(DEMO.glob("*-2024.yaml")))
    found = rows(tmp_path / "f" / "luming-2025.xlsx")
    assert str(found["year"]["value"]) == "2025"
    assert found["name.zh"]["value"].startswith("鹿鸣")
    assert found["data.revenue"]["value"] is None
    assert found["data.revenue"]["previous"] == 657.4


def test_filled_in_they_rank_with_growth(run, tmp_path):
    run("form", "new", "--from", DEMO, "--year", "2025", "-o", tmp_path / "f", "--lang", "zh")
    assert run("form", "read", tmp_path / "f" / "luming-2025.xlsx", "-o", tmp_path / "parks", "-q").code == 0
    assert {path.name for path in (tmp_path / "parks").iterdir()} >= {"luming-2025.yaml"}


def test_a_year_without_figures_before_it_is_refused(run, tmp_path):
    done = run("form", "new", "--from", DEMO, "--year", "2030", "-o", tmp_path / "f", "--lang", "en")
    assert done.code == 2
    assert "2029" in done.err
    assert not (tmp_path / "f").exists()
