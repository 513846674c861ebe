"""Formulas of a derivation's workbook: arithmetic as it is printed, computed anew by a spreadsheet to the same points."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from cli.cli_support import Program
from fivegoods.export.xlsx.formula import spreadsheet_formula

PARKS = {
    "demo": ("samples/demo/qinglan-2024.yaml", "--peers", "samples/demo"),
    "hunan": ("samples/hunan/xiangxiang-2021.yaml",),
    "notice": ("samples/meizhou-2016/dongsheng.yaml",),
}
SHEET = "公式核对"


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("8 × (22767 ÷ 1694)", "=(8*(22767/1694))"),
        ("−2 ^ 2", "=(0-(2^2))"),
        ("min(3 × 1.5, 8 − 1)", "=MIN((3*1.5),(8-1))"),
        ("⌊7 ÷ 2⌋ × 0.5", "=((INT(ROUND((7/2)*10^0,12))/10^0)*0.5)"),
        ("round(2.345, 2)", "=ROUND(2.345,2)"),
        ("0 … 6", None),
        ("round_half_even(2.5, 0)", None),
        ("__import__('os')", None),
        ("HYPERLINK(1, 2)", None),
        ("A1 + 1", None),
        ("−" * 200 + "1", None),
    ],
)
def test_arithmetic_becomes_a_formula_or_nothing(text, formula):
    assert spreadsheet_formula(text) == formula


def explained(park, tmp_path, capsys):
    run = Program(capsys)
    file = tmp_path / "x.xlsx"
    assert run("explain", *PARKS[park], "--lang", "zh", "-q", "-o", str(file)).code == 0
    data = json.loads(run("score", *PARKS[park], "--format", "json", "-q").out)
    return file, data["parks"][0]


@pytest.mark.parametrize("park", PARKS)
def test_every_scored_indicator_has_a_formula_beside_its_points(park, tmp_path, capsys):
    file, _ = explained(park, tmp_path, capsys)
    sheet = load_workbook(file)[SHEET]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert rows
    assert all(str(row[2]).startswith("=") and str(row[4]).startswith("=") for row in rows)
    assert all(isinstance(row[3], int | float) for row in rows)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("park", PARKS)
def test_a_spreadsheet_computes_the_same_points(park, tmp_path, capsys):
    file, data = explained(park, tmp_path, capsys)
    made = computed(file, tmp_path)
    assert abs(made["总分"][0] - Decimal(str(data["points"]))) <= Decimal("2e-9")
    for name, (anew, points, difference) in made.items():
        assert abs(anew - points) <= Decimal("2e-9"), name
        assert abs(difference) <= Decimal("2e-9"), name


def computed(file, tmp_path):
    """Return the numbers of each row when LibreOffice has computed them itself: what is stored is taken away."""
    bare = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
            target.writestr(name, content)
    number = load_workbook(file).sheetnames.index(SHEET) + 1
    options = f"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,{number}"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", options, "--outdir", str(tmp_path), str(bare)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (out,) = tmp_path.glob("bare*.csv")
    rows = list(csv.reader(out.read_text("utf-8").splitlines()))[1:]
    return {row[0].strip(): tuple(Decimal(cell) for cell in row[2:5]) for row in rows if row[0]}
