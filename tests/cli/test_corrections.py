"""Corrections to send back: every finding with its cell and what to do, in a file that people open."""

from __future__ import annotations

import openpyxl
import pytest

from cli.cli_support import Program, write_criteria, write_park


@pytest.fixture
def run(capsys):
    return Program(capsys)


@pytest.fixture
def table(tmp_path):
    criteria = write_criteria(tmp_path)
    file = tmp_path / "报送.csv"
    file.write_text("id,name,year,tax,land,firms\na,甲,2024,约91,3,5\nb,乙,2024,7,0,5\n", encoding="utf-8")
    return file, criteria


@pytest.mark.parametrize("suffix", ["xlsx", "docx", "html", "md"])
def test_the_list_names_cell_content_and_what_to_do(run, table, tmp_path, suffix):
    file, criteria = table
    out = tmp_path / f"更正.{suffix}"
    assert run("check", file, "-c", criteria, "-o", out, "--lang", "zh").code == 2
    assert out.exists()
    if suffix in ("html", "md"):
        text = out.read_text("utf-8")
        assert "D2" in text
        assert "约91" in text


def test_a_workbook_has_no_ids_in_chinese(run, table, tmp_path):
    file, criteria = table
    run("check", file, "-c", criteria, "-o", tmp_path / "x.xlsx", "--lang", "zh")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("D2" in text for text in texts)
    assert not any("（tax）" in text or "error" in text for text in texts)


def test_a_folder_gets_one_list_for_each_file(run, tmp_path):
    criteria = write_criteria(tmp_path)
    for name in ("a", "b"):
        write_park(tmp_path / "parks", name, criteria=criteria, tax="约91", land=3, firms=5)
    run("check", tmp_path / "parks", "-o", tmp_path / "lists", "--lang", "zh")
    assert {path.name for path in (tmp_path / "lists").iterdir()} == {"a.xlsx", "b.xlsx"}


def test_parks_get_no_list_where_they_can_correct_nothing(run, tmp_path):
    found = run("check", "samples/demo/yunling-2024.yaml", "-o", tmp_path / "lists", "--lang", "zh")
    assert found.code == 0
    assert run("check", tmp_path / "nosuch.csv", "-o", tmp_path / "lists", "--lang", "zh").code == 2
    assert list((tmp_path / "lists").iterdir()) == []


@pytest.mark.parametrize(("tax", "again"), [("约91", True), ("-91", False)])
def test_a_list_says_that_values_are_checked_once_they_can_be_read(run, tmp_path, tax, again):
    park = write_park(tmp_path, "a", criteria=write_criteria(tmp_path), tax=tax, land=3, firms=5)
    run("check", park, "-o", tmp_path / "x.md", "--lang", "zh")
    text = (tmp_path / "x.md").read_text("utf-8") if (tmp_path / "x.md").exists() else ""
    assert ("才能核对" in text) is again


def test_check_says_who_lacks_what(run, tmp_path):
    criteria = write_criteria(tmp_path)
    file = tmp_path / "t.csv"
    file.write_text("id,name,year,tax,land,firms\na,甲,2024,91,3,5\nb,乙,2024,,3,5\n", encoding="utf-8")
    said = run("check", file, "-c", criteria, "--lang", "zh").err
    assert "乙 缺 1 项指标的数据" in said
    assert "甲 缺" not in said
